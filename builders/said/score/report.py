"""Shows the figures of a comparison: as tables of rows, and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from said.score.figures import LEAST_UNITS, RESAMPLES, Figure, Report


class Table(NamedTuple):
    """A table of figures, ready to be set by a terminal or as Markdown."""

    title: str
    head: Sequence[str]
    rows: list[list[str]]


def as_json(report: Report, lonely: Sequence[str]) -> dict[str, Any]:
    """All figures with their n; `lonely` are the documents that only one set has."""
    figures = [figure._asdict() for figure in report.figures]
    return {**report._asdict(), "figures": figures, "only_in_one": list(lonely)}


def note(report: Report) -> str:
    """What the intervals are."""
    count = len(report.documents)
    few = "" if report.unit == "document" else " (too few documents to resample)"
    return (
        f"{report.first} and {report.second}, {count} documents{few}. In square brackets 95 % "
        f"intervals from {RESAMPLES:,} bootstrap resamples of the {report.units} {report.unit}s, "
        f"none where fewer than {LEAST_UNITS} of them count. n is the number in {report.first} / "
        f"in {report.second}, or of pairs or items."
    )


def tables(report: Report) -> list[Table]:
    """The figures in four tables; labels that no set uses are left out."""
    return [_spans(report), _tokens(report), _attributes(report), _stance(report)]


def _spans(report: Report) -> Table:
    found = {figure[:4]: figure for figure in report.figures if figure.group == "spans"}
    rows = []
    for (_, layer, label, measure), exact in found.items():
        if measure == "exact F1" and (label == "all" or any(exact.n)):
            wider = found.get(("spans", layer, label, "overlap F1"))
            shown = _value(wider) if wider else ""
            rows.append([layer, label, _value(exact), shown, _n(exact)])
    return Table("Spans", ["layer", "label", "exact F1", "overlap F1", "n"], rows)


def _tokens(report: Report) -> Table:
    rows = [[f.layer, _value(f), _n(f)] for f in _group(report, "tokens")]
    return Table("Tokens", ["layer", "Krippendorff's alpha", "n"], rows)


def _attributes(report: Report) -> Table:
    rows = [
        [f.layer, f.measure, _value(f), _n(f), "" if f.coverage is None else f"{f.coverage:.3f}"]
        for f in _group(report, "attributes")
    ]
    head = ["layer", "field", "share that agrees", "n", "spans paired"]
    return Table("Fields of spans that overlap", head, rows)


def _stance(report: Report) -> Table:
    shown = [f for f in _group(report, "stance") if not f.measure.endswith(("precision", "recall"))]
    shown.sort(key=lambda figure: figure.label != "all")
    rows = [[f.label, f.measure, _value(f), _n(f), f.of] for f in shown]
    return Table("Stance", ["label", "measure", "value", "n", "of"], rows)


def _group(report: Report, group: str) -> Iterator[Figure]:
    return (figure for figure in report.figures if figure.group == group)


def _value(figure: Figure) -> str:
    if figure.value is None:
        return figure.reason or ""
    if figure.low is None or figure.high is None:
        return f"{figure.value:.3f}"
    return f"{figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]"


def _n(figure: Figure) -> str:
    return " / ".join(map(str, figure.n))
