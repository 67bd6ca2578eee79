"""The baselines of the view `attribution`: who is quoted, and which words say so?

The rules find quotes by themselves. The answer for a row is that of the quote whose content
overlaps the row's most; a row without one counts as wrong. `stacked` is the model for quotes that
`said train` makes, with all its parts; the rules find its speakers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from said import views
from said.learn.baselines.task import (
    BaselineTask,
    MeasuredRelease,
    Prediction,
    Row,
    majority,
    untrained,
)
from said.schema.records import AnyAnnotation
from said.schema.scheme import place_of, ranges
from said.scoring.attribution import LEAST, comparable_place, same_speakers
from said.scoring.figures import FigureCounts, Key
from said.scoring.spans import at_least, most_pairs, near_pairs

_LABELS = ("type", "resolution")
_PLACES = ("cue", "source")
_SPEAKERS = "speakers"


def attribution_task(release: MeasuredRelease) -> BaselineTask:
    """The task of the view."""

    def by_rules(rows: Sequence[Row]) -> Sequence[Prediction]:
        return predictions(rows, release.annotations(rows[0]["doc_id"]))

    systems = {
        "majority": majority([*_LABELS, _SPEAKERS]),
        "rules": untrained(by_rules),
        "stacked": release.stacked(predictions),
    }
    return BaselineTask(
        "attribution", list(views.attribution(release.folder)), _expect, _judge, systems
    )


def _key(label: str) -> Key:
    return "baseline", "quote", "all", f"{label} right"


def _expect(tally: FigureCounts) -> None:
    for label in (*_LABELS, *_PLACES, _SPEAKERS):
        tally.expect(_key(label), "quotes", 2)


def _judge(
    tally: FigureCounts, unit: int, rows: Sequence[Row], predictions: Sequence[Prediction]
) -> None:
    text = rows[0]["text"]
    for row, found in zip(rows, predictions, strict=True):
        for label in _LABELS:
            tally.count_share(_key(label), unit, found.get(label) == row[label])
        for label in _PLACES:
            place = comparable_place(text, ranges(row[label]))
            tally.count_share(_key(label), unit, found.get(label) == place)
    # Voices without a name have other ids in the two sets, and are told apart by their quotes.
    speakers = [
        (frozenset(row[_SPEAKERS]), frozenset(found.get(_SPEAKERS, ())))
        for row, found in zip(rows, predictions, strict=True)
    ]
    for same in same_speakers(speakers):
        tally.count_share(_key(_SPEAKERS), unit, same)


def predictions(rows: Sequence[Row], annotations: Iterable[AnyAnnotation]) -> list[Prediction]:
    """What annotations say of the quotes of a document."""
    text = rows[0]["text"]
    lines = list(annotations)
    quotes = [one for one in lines if one["layer"] == "quote"]
    mentions = {one["id"]: one for one in lines if one["layer"] == "speaker"}
    places = [
        [comparable_place(text, ranges(one["content"])) for one in side] for side in (rows, quotes)
    ]
    near = near_pairs(*places)
    pairs = most_pairs(at_least(near, LEAST[0]))
    return [
        _prediction(text, quotes[pairs[number]], mentions) if number in pairs else {}
        for number in range(len(rows))
    ]


def _prediction(
    text: str, quote: AnyAnnotation, mentions: dict[str, AnyAnnotation]
) -> dict[str, Any]:
    source = [span for id_ in quote.get("source", ()) for span in place_of(mentions[id_])]
    return {
        **{label: quote.get(label) for label in _LABELS},
        "cue": comparable_place(text, ranges(quote.get("cue", ()))),
        "source": comparable_place(text, tuple(sorted(source))),
        _SPEAKERS: quote.get("speakers", ()),
    }
