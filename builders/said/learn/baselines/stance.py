"""The baselines of the view `stance`: which stance does a unit take on a target?

Judged by the macro-F1 of favor, against and none, as the card's guesses are; a row that is `mixed`
is an error for whatever it is taken for. The trained model is linear, over the words of the unit,
the target, and where it is named. The rules are those of `said annotate`, given the quotes and the
mentions of the document; the holder does not count.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from said import views
from said.annotators.stance import find_stances
from said.learn.baselines.task import (
    BaselineTask,
    MeasuredRelease,
    Prediction,
    Predictor,
    Row,
    majority,
    train_classifier,
    untrained,
)
from said.schema.scheme import place_of
from said.scoring.figures import FigureCounts, Key
from said.scoring.guesses import SCORED
from said.tables.wording import Words
from said.text.reading import read_text
from said.tokens.documents import row_annotations

NONE, MIXED = "none", "mixed"


def stance_task(release: MeasuredRelease) -> BaselineTask:
    """The task of the view."""
    systems = {
        "majority": majority(["label"]),
        "rules": untrained(lambda rows: _by_rules(release, rows)),
        "trained": _trained,
    }
    return BaselineTask("stance", list(views.stance(release.folder)), _expect, _count, systems)


def _key(measure: str) -> Key:
    return "baseline", "stance", "all", measure


_MACRO = _key("macro-F1 of favor, against and none")


def _expect(tally: FigureCounts) -> None:
    tally.expect_macro(_MACRO, "rows", len(SCORED))
    for label in SCORED:
        tally.expect(_key(label), "rows", 3)


def _count(
    tally: FigureCounts, unit: int, rows: Sequence[Row], predictions: Sequence[Prediction]
) -> None:
    for row, prediction in zip(rows, predictions, strict=True):
        for number, label in enumerate(SCORED):
            gold, found = row["label"] == label, prediction["label"] == label
            tally.count_label(_MACRO, unit, number, gold, found)
            tally.count_f1(_key(label), unit, gold and found, gold, found)


def _trained(rows: Sequence[Row]) -> Predictor:
    classify = train_classifier(((_features(row), row["label"]) for row in rows), balanced=True)
    return lambda rows: [{"label": classify(_features(row))} for row in rows]


def _features(row: Row) -> list[str]:
    """The words and pairs of words of the unit, each by itself, with the target, and with where the
    target is named."""
    target, reach, kind = row["target"], row["reach"], row["unit_kind"]
    words = Words.of(row["text"]).strings
    found = {f"target {target}", f"{reach} {kind}", f"{reach} {target}"}
    found |= {f"{of} {word}" for word in words for of in ("word", reach, target)}
    found |= {f"{reach} {one} {other}" for one, other in pairwise(words)}
    return sorted(found)


def _by_rules(release: MeasuredRelease, rows: Sequence[Row]) -> list[Prediction]:
    """What the rules draft for the units of one document."""
    document = release.documents[rows[0]["doc_id"]]
    lines = list(row_annotations(document))
    quotes, mentions, blocks = (
        [one for one in lines if one["layer"] == layer] for layer in ("quote", "speaker", "block")
    )
    targets = release.registry_of(document["doc_id"]).known_targets
    drafted = find_stances(read_text(document["text"]), quotes, mentions, targets, blocks)
    sentences = {row["text_start"]: row["unit"] for row in rows if row["unit_kind"] == "sentence"}
    starts = sorted(sentences)
    labels: dict[tuple[str, str], set[str]] = {}
    for one in drafted:
        before = bisect_right(starts, place_of(one)[0][0]) - 1
        unit = (
            f"{document['doc_id']}/{one['quote']}"
            if "quote" in one
            else sentences[starts[max(0, before)]]
        )
        labels.setdefault((unit, one["target"]), set()).add(one["label"])
    found = [labels.get((row["unit"], row["target"]), {NONE}) for row in rows]
    return [{"label": one.pop() if len(one) == 1 else MIXED} for one in map(set, found)]
