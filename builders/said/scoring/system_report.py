"""Shows a report on systems: a summary, tables that fit 80 columns, a list of errors, JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from said.scoring.figures import LEAST_UNITS, RESAMPLES, Figure
from said.scoring.items import Dropped
from said.scoring.report import FigureTable, n_of, set_title
from said.scoring.system import SystemReport, SystemScore
from said.scoring.system_counts import MISSED, SPURIOUS, Error

_MOST_WORST = 5
_WIDTH = 80
_MAIN = (("spans", "exact"), ("spans", "overlap 0.3"), ("spans", "overlap 0.8"))
_OTHERS = (
    ("attribution", "quote", "exact", "whole quote, exact"),
    ("attribution", "quote", "overlap 0.3", "whole quote, 0.3"),
    ("segments", "quote", "exact", "content segments"),
    ("segments", "cue", "exact", "cue segments"),
    ("segments", "source", "exact", "source segments"),
    ("passages", "quote", "pairs that share a passage", "passages, pairs"),
    ("tempeval3", "date", "strict", "TempEval-3 strict"),
    ("tempeval3", "date", "relaxed", "TempEval-3 relaxed"),
    ("tempeval3", "date", "type", "TempEval-3 type"),
    ("tempeval3", "date", "value", "TempEval-3 value"),
)
_SHARES = {
    "source overlaps": "speaker by span: sources overlap",
    "speakers are the same": "speaker by entity: the same",
}


def summary(report: SystemReport) -> list[str]:
    """At most ten lines on the first system: what was scored, what was dropped, the figures."""
    score = report.systems[0]
    given = score.input
    lines = [
        f"{set_title(given.name)} ({given.form}) against {set_title(report.gold)}: "
        f"{_count(len(report.documents), 'document')}, layers {', '.join(report.layers)}",
        _not_scored(report, score),
    ]
    for doc_ids, why in (
        (given.left_out, "left out, because the system does not have them or has another text"),
        (given.counted_empty, "count as empty, because the system has nothing in them"),
    ):
        if doc_ids:
            lines.append(f"{_count(len(doc_ids), 'document')} {why}: {_some(doc_ids)}")
    if given.problems:
        lines.append(f"dropped: {_by_kind(given.problems)}")
    for layer in sorted(report.layers, key=_in_order):
        if len(lines) == 10:
            break
        figures = [_find(score.figures, group, layer, f"{name} F1") for group, name in _MAIN[:2]]
        if figures[0] and figures[1]:
            exact, overlap = map(_percent, (figures[0], figures[1]))
            lines.append(f"{layer}: F1 exact {exact}, overlap 0.3 {overlap}, n {n_of(figures[0])}")
    return lines[:10]


def tables(report: SystemReport) -> list[FigureTable]:
    """All figures of each system, and for two systems how much better the first one is."""
    found = [table for score in report.systems for table in _system_tables(report, score)]
    if report.differences:
        found.append(_paired(report))
    return [table for table in found if table.rows]


def note(report: SystemReport) -> str:
    """What the numbers are."""
    return (
        f"Percentages. In square brackets 95 % intervals from {RESAMPLES:,} resamples of the "
        f"{len(report.documents)} documents, none where fewer than {LEAST_UNITS} count. "
        "n is the number in gold / in the system. `said.scoring.system_counts` defines the "
        "measures."
    )


def markdown(report: SystemReport) -> str:
    """The summary and the tables for a model card."""
    lines = ["# Scores", "", *(f"- {line}" for line in summary(report)), ""]
    for table in tables(report):
        lines += [f"## {table.title}", "", _row(table.head), _row(["---"] * len(table.head))]
        lines += [*map(_row, table.rows), ""]
    return "\n".join([*lines, note(report), ""])


def error_lines(score: SystemScore) -> Iterator[str]:
    """What a system got wrong, by document and place, with its text."""
    for error in sorted(score.errors, key=lambda one: (one.doc_id, one.start, one.layer)):
        yield f"{error.doc_id}:{error.start} {error.layer} {error.kind}{_labels(error)}: " + (
            " ".join(error.text.split())
        )


def problem_lines(problems: Sequence[Dropped], most: int = 3) -> Iterator[str]:
    """The first problems of each kind, and how many more there are."""
    by_kind: dict[str, list[Dropped]] = {}
    for problem in problems:
        by_kind.setdefault(problem.kind, []).append(problem)
    for kind, found in by_kind.items():
        for problem in found[:most]:
            yield ": ".join(filter(None, (problem.where, kind, problem.detail)))
        if len(found) > most:
            yield f"and {len(found) - most:,} more: {kind}"


def as_json(report: SystemReport) -> dict[str, Any]:
    """The report as plain values; figures are from 0 to 1."""
    return {
        "gold": report.gold,
        "documents": report.documents,
        "layers": list(report.layers),
        "systems": [_score_as_json(report, score) for score in report.systems],
        "differences": [one._asdict() for one in report.differences],
    }


def _score_as_json(report: SystemReport, score: SystemScore) -> dict[str, Any]:
    given = score.input
    return {
        "name": given.name,
        "form": given.form,
        "only_in_gold": sorted(report.gold_layers - given.layers),
        "only_in_system": sorted(given.layers - report.gold_layers),
        "left_out": given.left_out,
        "counted_empty": given.counted_empty,
        "dropped": dict(Counter(problem.kind for problem in given.problems)),
        "problems": [problem._asdict() for problem in given.problems],
        "figures": [one._asdict() for one in score.figures],
        "facets": {
            facet: {value: [one._asdict() for one in figures] for value, figures in values.items()}
            for facet, values in score.facets.items()
        },
        "confusion": [
            {"layer": layer, "gold": gold, "system": found, "n": n}
            for layer, cells in score.confusion.items()
            for (gold, found), n in sorted(cells.items())
        ],
        "worst": [one._asdict() for one in score.worst],
        "errors": [one._asdict() for one in score.errors],
    }


# The tables.


def _system_tables(report: SystemReport, score: SystemScore) -> Iterator[FigureTable]:
    name = set_title(score.input.name)
    for group, measure in _MAIN:
        rows = [
            row
            for layer in report.layers
            if (row := _f1_row(score.figures, group, layer, measure, layer))
        ]
        yield FigureTable(f"{name}: spans, {measure}", _F1_HEAD, rows)
    rows = [
        row
        for group, layer, measure, shown in _OTHERS
        if (row := _f1_row(score.figures, group, layer, measure, shown))
    ]
    rows += [
        [figure.measure, _percent(figure), "", "", n_of(figure)]
        for figure in score.figures
        if figure.group == "stance"
    ]
    yield FigureTable(f"{name}: other measures", ["measure", *_F1_HEAD[1:]], rows)
    yield _shares(name, score)
    yield _by_label(name, score)
    for facet, values in score.facets.items():
        rows = [
            [value, *row]
            for value, figures in values.items()
            for layer in report.layers
            if (row := _f1_row(figures, "spans", layer, "overlap 0.3", layer))
        ]
        yield FigureTable(f"{name}: by {facet}, overlap 0.3", [facet, *_F1_HEAD], rows)
    for layer, cells in score.confusion.items():
        yield _confusion(name, layer, cells)
    worst = [
        [
            one.doc_id[:44],
            f"{100 * one.f1:.1f}",
            f"{one.right:.3g}",
            f"{one.gold:g} / {one.found:g}",
        ]
        for one in score.worst[:_MOST_WORST]
    ]
    head = ["document", "F1", "right", "n"]
    yield FigureTable(f"{name}: the worst documents, overlap 0.3", head, worst)


_F1_HEAD = ["layer", "F1", "precision", "recall", "n"]


def _f1_row(
    figures: Sequence[Figure], group: str, layer: str, measure: str, shown: str, label: str = "all"
) -> list[str] | None:
    parts = [
        _find(figures, group, layer, f"{measure} {part}", label)
        for part in ("F1", "precision", "recall")
    ]
    if parts[0] is None:
        return None
    whole = _percent(parts[0])
    return [
        shown,
        whole,
        *(_percent(one, False) if one else "" for one in parts[1:]),
        n_of(parts[0]),
    ]


def _shares(name: str, score: SystemScore) -> FigureTable:
    rows = [
        [figure.layer, _share_name(figure), _percent(figure), n_of(figure)]
        for figure in score.figures
        if len(figure.n) == 1
    ]
    return FigureTable(f"{name}: shares", ["layer", "what", "share", "n"], rows)


def _share_name(figure: Figure) -> str:
    shown = _SHARES.get(figure.measure, figure.measure)
    return shown if figure.label == "all" else f"{shown}, {figure.label}"


def _by_label(name: str, score: SystemScore) -> FigureTable:
    rows = []
    for figure in score.figures:
        if figure.group == "spans" and figure.label != "all" and figure.measure == "exact F1":
            wider = _find(score.figures, "spans", figure.layer, "overlap 0.3 F1", figure.label)
            shown = _percent(wider) if wider else ""
            rows.append([figure.layer, figure.label, _percent(figure, False), shown, n_of(figure)])
    head = ["layer", "label", "exact F1", "overlap 0.3 F1", "n"]
    return FigureTable(f"{name}: by label", head, rows)


def _confusion(name: str, layer: str, cells: dict[tuple[str, str], float]) -> FigureTable:
    """The labels of the gold set against those of the system, as a matrix where it fits."""
    gold = sorted({one for one, _ in cells}, key=lambda label: (label == SPURIOUS, label))
    found = sorted({other for _, other in cells}, key=lambda label: (label == MISSED, label))
    title = f"{name}: labels of {layer}"
    widths = [max(len(label), 5) + 3 for label in found]
    if max(map(len, gold)) + 4 + sum(widths) <= _WIDTH:
        rows = [
            [one, *(f"{round(cells.get((one, other), 0), 1):g}" for other in found)] for one in gold
        ]
        return FigureTable(title, ["gold / system", *found], rows)
    listed = sorted(cells.items(), key=lambda one: (-one[1], one[0]))
    rows = [[one, other, f"{round(number, 1):g}"] for (one, other), number in listed]
    return FigureTable(title, ["gold", "system", "n"], rows)


def _paired(report: SystemReport) -> FigureTable:
    first, second = (set_title(score.input.name) for score in report.systems)
    shown = {
        (group, layer, "all", f"{measure} F1"): (layer, measure)
        for group, measure in _MAIN
        for layer in report.layers
    }
    shown |= {
        (group, layer, "all", f"{measure} F1"): (layer, name)
        for group, layer, measure, name in _OTHERS
    }
    rows = [
        [*shown[one[:4]], f"{100 * one.value:+.1f}", _interval(one.low, one.high), _p(one)]
        for one in report.differences
        if one.value is not None and one[:4] in shown
    ]
    head = ["layer", "measure", "difference", "95 % interval", "p"]
    return FigureTable(f"{first} minus {second}, paired over documents", head, rows)


def _p(one: Any) -> str:
    """The two-sided p of a paired bootstrap."""
    share = min(one.not_above, 1 - one.not_above)
    return f"{max(2 * share, 1 / RESAMPLES):.3f}"


def _interval(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"[{100 * low:+.1f}, {100 * high:+.1f}]"


# Small parts.


def _find(
    figures: Sequence[Figure], group: str, layer: str, measure: str, label: str = "all"
) -> Figure | None:
    wanted = group, layer, label, measure
    return next((figure for figure in figures if figure[:4] == wanted), None)


def _percent(figure: Figure, interval: bool = True) -> str:
    if figure.value is None:
        return "–"
    value = f"{100 * figure.value:.1f}"
    if figure.low is None or figure.high is None or not interval:
        return value
    return f"{value} [{100 * figure.low:.1f}, {100 * figure.high:.1f}]"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def _in_order(layer: str) -> int:
    order = ("quote", "source", "cue", "speaker", "date", "stance", "mark", "block")
    return order.index(layer)


def _not_scored(report: SystemReport, score: SystemScore) -> str:
    parts = [
        f"only {who}: {', '.join(sorted(layers))}"
        for who, layers in (
            ("in the gold set", report.gold_layers - score.input.layers - {*report.layers}),
            ("in the system", score.input.layers - report.gold_layers),
        )
        if layers
    ]
    return f"not scored: {'; '.join(parts)}" if parts else "every layer of both sets is scored"


def _by_kind(problems: Sequence[Dropped]) -> str:
    counts = Counter(problem.kind for problem in problems)
    return ", ".join(f"{number:,} {kind}" for kind, number in counts.most_common())


def _labels(error: Error) -> str:
    if error.kind == "wrong label":
        return f" ({error.found}, not {error.gold})"
    label = error.gold or error.found
    return f" ({label})" if label else ""


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
