"""Shows the figures of a comparison: as tables of rows, and as plain values for JSON.

In tables the figures of `tempeval3` and `attribution` are percentages, as they are published; in
JSON all are from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from said.scoring.figures import (
    ENOUGH_DOCUMENTS,
    LEAST_UNITS,
    RESAMPLES,
    Comparison,
    Difference,
    Figure,
    SystemScores,
)

_PARTS = ("precision", "recall")
"""What an F1 is made of."""


class FigureTable(NamedTuple):
    """A table of figures, ready to be set by a terminal or as Markdown."""

    title: str
    head: Sequence[str]
    rows: list[list[str]]


def comparison_as_json(report: Comparison, lonely: Sequence[str]) -> dict[str, Any]:
    """All figures with their n; `lonely` are the documents that only one set has."""
    figures = [figure._asdict() for figure in report.figures]
    return {**report._asdict(), "figures": figures, "only_in_one": list(lonely)}


def comparison_note(report: Comparison) -> str:
    """What the intervals are."""
    count = len(report.documents)
    few = "" if report.unit == "document" else " (too few documents to resample)"
    return (
        f"{report.first} and {report.second}, {count} documents{few}. In square brackets 95 % "
        f"intervals from {RESAMPLES:,} bootstrap resamples of the {report.units} {report.unit}s, "
        f"none where fewer than {LEAST_UNITS} of them count or nothing disagrees. n is the number "
        f"in {report.first} / in {report.second}, or of pairs or items."
    )


def comparison_tables(report: Comparison) -> list[FigureTable]:
    """The figures in four tables; labels that no set uses are left out."""
    return [_spans(report), _tokens(report), _attributes(report), _stance(report)]


def _spans(report: Comparison) -> FigureTable:
    found = {figure[:4]: figure for figure in report.figures if figure.group == "spans"}
    rows = []
    for (_, layer, label, measure), exact in found.items():
        if measure == "exact F1" and (label == "all" or any(exact.n)):
            wider = found.get(("spans", layer, label, "overlap F1"))
            shown = _value(wider) if wider else ""
            rows.append([layer, label, _value(exact), shown, n_of(exact)])
    return FigureTable("Spans", ["layer", "label", "exact F1", "overlap F1", "n"], rows)


def _tokens(report: Comparison) -> FigureTable:
    rows = [[f.layer, _value(f), n_of(f)] for f in _group(report, "tokens")]
    return FigureTable("Tokens", ["layer", "Krippendorff's alpha", "n"], rows)


def _attributes(report: Comparison) -> FigureTable:
    rows = [
        [f.layer, f.measure, _value(f), n_of(f), _three_digits(f.coverage)]
        for f in _group(report, "attributes")
    ]
    head = ["layer", "field", "share that agrees", "n", "spans paired"]
    return FigureTable("Fields of spans that overlap", head, rows)


def _stance(report: Comparison) -> FigureTable:
    found = {(figure.label, figure.measure): figure for figure in _group(report, "stance")}
    rows = []
    for (label, measure), figure in found.items():
        if not measure.endswith(_PARTS):
            name = measure.removesuffix("F1")
            parts = [found.get((label, f"{name}{part}")) for part in _PARTS]
            shown = [_value(part) if part else "" for part in parts]
            rows.append([label, measure, _value(figure), *shown, n_of(figure), figure.of])
    rows.sort(key=lambda row: row[0] != "all")
    return FigureTable("Stance", ["label", "measure", "value", *_PARTS, "n", "of"], rows)


def _group(report: Comparison, group: str) -> Iterator[Figure]:
    return (figure for figure in report.figures if figure.group == group)


def _value(figure: Figure, times: int = 1, digits: int = 3, interval: bool = True) -> str:
    """A figure with its interval, if it has one and that is wanted; without a value the reason."""
    if figure.value is None:
        return figure.reason or ""
    value = f"{times * figure.value:.{digits}f}"
    if figure.low is None or figure.high is None or not interval:
        return value
    return f"{value} [{times * figure.low:.{digits}f}, {times * figure.high:.{digits}f}]"


_percent = partial(_value, times=100, digits=1)


def _three_digits(share: float | None) -> str:
    return "" if share is None else f"{share:.3f}"


def n_of(figure: Figure) -> str:
    """The numbers that a figure is of, as tables show them."""
    return " / ".join(map(str, figure.n))


# The measures of systems: tempeval3 and attribution.


def scores_as_json(outcome: SystemScores, lonely: Sequence[str]) -> dict[str, Any]:
    """The figures of the first system, and for two systems those of the other and how much better
    the first one is."""
    found = comparison_as_json(outcome.reports[0], lonely)
    if len(outcome.reports) > 1:
        found["other"] = comparison_as_json(outcome.reports[1], lonely)
        found["differences"] = [one._asdict() for one in outcome.differences]
    return found


def scores_tables(outcome: SystemScores) -> list[FigureTable]:
    """The figures of each system, and for two systems how much better the first one is."""
    tables = [table for report in outcome.reports for table in (_system(report), *_shares(report))]
    if outcome.differences:
        names = [set_title(report.second) for report in outcome.reports]
        rows = [
            [one.layer, one.measure, _signed(one), _three_digits(one.not_above)]
            for one in outcome.differences
            if one.measure.endswith("F1")
        ]
        head = ["layer", "measure", "difference", "share of resamples ≤ 0"]
        tables.append(FigureTable(f"{names[0]} less {names[1]}", head, rows))
    return tables


def scores_note(outcome: SystemScores) -> str:
    """What the figures and their intervals are."""
    report = outcome.reports[0]
    few = report.units < ENOUGH_DOCUMENTS
    return (
        f"{_DEFINITIONS[report.figures[0].group]}, {report.units} documents. In square brackets "
        f"95 % intervals from {RESAMPLES:,} bootstrap resamples of the documents"
        f"{', which are too few for them to tell much' if few else ''}. n is the number "
        f"in {set_title(report.first)} / in the system, of shares that of the whole."
    )


_DEFINITIONS = {
    "tempeval3": "Percentages by TempEval-3's definition",
    "attribution": "Percentages as `said.scoring.attribution` defines them; overlap is a Jaccard "
    "of at least that, one-to-one, any lets several of the system match one",
}


def _system(report: Comparison) -> FigureTable:
    """The figures that are F1, precision and recall."""
    found = {(figure.layer, figure.measure): figure for figure in report.figures}
    rows = []
    for layer, measure in found:
        if measure.endswith(" F1"):
            name = measure.removesuffix(" F1")
            figures = [found[layer, f"{name} {one}"] for one in ("F1", "precision", "recall")]
            shown = _percent(figures[0]), *(_percent(one, interval=False) for one in figures[1:])
            rows.append([layer, name, *shown, n_of(figures[0])])
    head = ["layer", "measure", "F1", "precision", "recall", "n"]
    return FigureTable(f"{set_title(report.second)} against {set_title(report.first)}", head, rows)


def _shares(report: Comparison) -> list[FigureTable]:
    """The figures that are shares, if there are any."""
    rows = [
        [figure.layer, figure.label, figure.measure, _percent(figure), n_of(figure)]
        for figure in report.figures
        if len(figure.n) == 1
    ]
    head = ["layer", "label", "measure", "share", "n"]
    return [FigureTable(f"{set_title(report.second)}: shares", head, rows)] if rows else []


def set_title(name: str) -> str:
    """A set's name, of a path the last part."""
    return Path(name).name or name


def _signed(one: Difference) -> str:
    if one.value is None or one.low is None or one.high is None:
        return "no value in one of them"
    return f"{100 * one.value:+.1f} [{100 * one.low:+.1f}, {100 * one.high:+.1f}]"
