"""The baselines of the view `dates`: what do temporal expressions mean?

The rules are those of `said annotate`; an expression that they do not find is an error. No model is
trained.
"""

from __future__ import annotations

from collections.abc import Sequence

from said import views
from said.learn.baselines.task import (
    BaselineTask,
    MeasuredRelease,
    Prediction,
    Row,
    majority,
    untrained,
)
from said.scoring.figures import FigureCounts, Key

_LABELS = ("type", "value", "mod", "quant", "freq")


def dates_task(release: MeasuredRelease) -> BaselineTask:
    """The task of the view."""
    systems = {
        "majority": majority(_LABELS),
        "rules": untrained(lambda rows: _by_rules(release, rows)),
    }
    return BaselineTask("dates", list(views.dates(release.folder)), _expect, _count, systems)


def _key(measure: str) -> Key:
    return "baseline", "date", "all", measure


_ALL = _key("all of these right")


def _expect(tally: FigureCounts) -> None:
    for label in _LABELS:
        tally.expect(_key(f"{label} right"), "dates", 2)
    tally.expect(_ALL, "dates", 2)


def _count(
    tally: FigureCounts, unit: int, rows: Sequence[Row], predictions: Sequence[Prediction]
) -> None:
    for row, prediction in zip(rows, predictions, strict=True):
        right = [label in prediction and row[label] == prediction[label] for label in _LABELS]
        for label, agrees in zip(_LABELS, right, strict=True):
            # Most expressions have none of the others, and agree in that for nothing.
            if label in ("type", "value") or row[label] is not None:
                tally.count_share(_key(f"{label} right"), unit, agrees)
        tally.count_share(_ALL, unit, all(right))


def _by_rules(release: MeasuredRelease, rows: Sequence[Row]) -> list[Prediction]:
    found = {
        (one["span"]["start"], one["span"]["end"]): {label: one.get(label) for label in _LABELS}
        for one in release.annotations(rows[0]["doc_id"])
        if one["layer"] == "date"
    }
    return [found.get((row["start"], row["end"]), {}) for row in rows]
