"""The baselines of the view `pairs`: do two quotes give the same passage?

The rule says so if one speaker is quoted in both and enough of the words of the shorter quote occur
in the other one; it learns how many are enough. The trained model is linear, over what the quotes
have in common: words, the longest run of words, a speaker, the time of saying.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from said import views
from said.learn.baselines.task import (
    BaselineTask,
    MeasuredRelease,
    Prediction,
    Predictor,
    Row,
    majority,
    train_classifier,
)
from said.scoring.figures import FigureCounts
from said.scoring.pairs import THRESHOLDS, JudgedPair, judged_pair
from said.tables.wording import Words, containment

_LABEL = "same_passage"
_KEY = "baseline", "pairs", "all", ""
_RUNS = (1, 2, 3, 4, 6, 10)
"""Words in the longest run that two quotes have in common, from which on it is a longer one."""


def pairs_task(release: MeasuredRelease) -> BaselineTask:
    """The task of the view."""
    systems = {"majority": majority([_LABEL]), "rules": _thresholded, "trained": _trained}
    return BaselineTask("pairs", list(views.pairs(release.folder)), _expect, _count, systems)


def _expect(tally: FigureCounts) -> None:
    tally.expect(_KEY, "pairs", 3)


def _count(
    tally: FigureCounts, unit: int, rows: Sequence[Row], predictions: Sequence[Prediction]
) -> None:
    for row, prediction in zip(rows, predictions, strict=True):
        gold, found = row[_LABEL], prediction[_LABEL]
        tally.count_f1(_KEY, unit, gold and found, gold, found)


def _judged(row: Row) -> JudgedPair:
    return judged_pair(
        (row["doc_a"], row["doc_b"]),
        (row["text_a"], row["text_b"]),
        (row["speakers_a"], row["speakers_b"]),
        row[_LABEL],
    )


def _thresholded(rows: Sequence[Row]) -> Predictor:
    pairs = [one for one in map(_judged, rows) if one.common_speaker]
    best = max(THRESHOLDS, key=lambda least: _f1(pairs, least))

    def is_same(row: Row) -> bool:
        pair = _judged(row)
        return pair.common_speaker and pair.overlap >= best

    return lambda rows: [{_LABEL: is_same(row)} for row in rows]


def _f1(pairs: Sequence[JudgedPair], least: float) -> float:
    guessed = [pair.same_passage for pair in pairs if pair.overlap >= least]
    actual = sum(pair.same_passage for pair in pairs)
    return 2 * sum(guessed) / (len(guessed) + actual) if guessed or actual else 0.0


def _trained(rows: Sequence[Row]) -> Predictor:
    classify = train_classifier((_features(row), str(row[_LABEL])) for row in rows)
    return lambda rows: [{_LABEL: classify(_features(row)) == str(True)} for row in rows]


def _features(row: Row) -> list[str]:
    first, second = (Words.of(row[name]).strings for name in ("text_a", "text_b"))
    shared = containment(first, second)
    alike = len({*first} & {*second}) / len({*first, *second})
    run = SequenceMatcher(None, first, second, autojunk=False).find_longest_match().size
    speaker = not set(row["speakers_a"] or ()).isdisjoint(row["speakers_b"] or ())
    return [
        f"speaker {speaker}",
        f"time {_times(row['said_a'], row['said_b'])}",
        " ".join(["types", *sorted((row["type_a"], row["type_b"]))]),
        *(f"run {least}" for least in _RUNS if run >= least),
        *(f"alike {least}" for least in THRESHOLDS if alike >= least),
        *(
            f"shared {least} {known}"
            for least in THRESHOLDS
            if shared >= least
            for known in ("", speaker)
        ),
    ]


def _times(first: dict[str, Any], second: dict[str, Any]) -> str:
    """Whether two times of saying can be the same."""
    bounds = [one[name] for one in (first, second) for name in ("earliest", "latest")]
    if None in bounds:
        return "unknown"
    return "apart" if bounds[1] <= bounds[2] or bounds[3] <= bounds[0] else "meet"
