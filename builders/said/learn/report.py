"""The answer to whether a model beats the rules: figures, a sentence, and the model card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from said.annotators.learned.folder import ModelRecord
from said.learn.parts import FoldResult
from said.scoring.figures import LEAST_UNITS, RESAMPLES, Comparison, Difference, Figure
from said.scoring.report import FigureTable

if TYPE_CHECKING:
    from said.learn.train import Trained

_DIGITS = 4
_NAMES = {
    "exact": "same place",
    "overlap 0.3": "overlap of at least 0.3",
    "overlap 0.8": "overlap of at least 0.8",
}
_PARTS = {
    "quotes": "which quotes there are",
    "cue": "the cues",
    "content": "the contents",
    "source": "the sources",
    "speakers": "the speakers",
}
_QUOTED = ("quotes", "cue", "content", "source")


def figure_records(result: FoldResult) -> list[dict[str, Any]]:
    """The compared figures as plain values: of the rules, with the parts that the model takes over,
    the difference, and with all parts of the model."""
    return [
        {
            "layer": difference.layer,
            "label": difference.label,
            "measure": difference.measure,
            "of": model.of,
            "n": model.n[0],
            "rules": _interval(rules.value, rules.low, rules.high),
            "model": _interval(model.value, model.low, model.high),
            "difference": _interval(difference.value, difference.low, difference.high),
            "all_parts": _interval(whole.value, whole.low, whole.high),
        }
        for difference, model, rules, whole in _compared(result)
    ]


def _compared(result: FoldResult) -> Iterator[tuple[Difference, Figure, Figure, Figure]]:
    for one in result.differences:
        model, rules, whole = (
            _figure(report, one) for report in (result.model, result.rules, result.all_parts)
        )
        yield one, model, rules, whole


def _figure(report: Comparison, wanted: Difference) -> Figure:
    """The figure that a difference is of."""
    names = wanted.measure, f"{wanted.measure} F1"
    return next(one for one in report.figures if one[:3] == wanted[:3] and one.measure in names)


def _interval(value: float | None, low: float | None, high: float | None) -> dict[str, Any]:
    return {
        name: None if one is None else round(one, _DIGITS)
        for name, one in (("value", value), ("low", low), ("high", high))
    }


def report_as_json(trained: Trained) -> dict[str, Any]:
    """All about a training, as plain values."""
    data, result = trained.data, trained.result
    return {
        "layer": trained.layer,
        "convention": data.convention,
        "names": list(data.names),
        "documents": len(data.documents),
        "without_layer": data.without_layer,
        "digest": data.digest,
        "licences": data.licences(),
        "folds": {"by": trained.by, "count": trained.folds},
        "parts": sorted(result.parts),
        "verdict": verdict(trained.layer, sorted(result.parts), figure_records(result)),
        "figures": figure_records(result),
        "precision": {rule: list(figure) for rule, figure in result.precision.items()},
        "curve": [
            {
                "share": point.share,
                "documents": round(point.documents, 1),
                "parts": sorted(point.result.parts),
                "figures": figure_records(point.result),
            }
            for point in trained.curve
        ],
    }


def verdict(layer: str, parts: Sequence[str], figures: Sequence[dict[str, Any]]) -> str:
    """Whether the model beats the rules, and in what, in plain words."""
    if not parts:
        return (
            f"The model for {layer} does not beat the rules on these documents: whatever it took "
            "over, a figure would fall, or the gain would depend on a few documents. It takes "
            "nothing over, and annotating with it gives what the rules give."
        )
    gains = sorted(
        (one for one in figures if one["difference"]["value"]),
        key=lambda one: -one["difference"]["value"],
    )
    best = gains[0]
    taken = _listed([name for part, name in _PARTS.items() if part in parts])
    kept = [_PARTS[part] for part in _QUOTED if part not in parts]
    stays = f" The rules keep {_listed(kept)}." if layer == "quotes" and kept else ""
    return (
        f"The model for {layer} beats the rules on these documents: it takes over {taken}, and no "
        f"figure is below that of the rules. The largest gain is in {figure_name(best)}: "
        f"{_percent(best['model'])} with the model, {_percent(best['rules'])} with the rules."
        f"{stays}"
    )


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def figure_name(figure: dict[str, Any]) -> str:
    """What a figure measures, such as `cue, same place`."""
    label = "" if figure["label"] == "all" else f" ({figure['label']})"
    return f"{figure['layer']}{label}, {_NAMES.get(figure['measure'], figure['measure'])}"


def figures_table(title: str, figures: Sequence[dict[str, Any]]) -> FigureTable:
    """The compared figures in per cent, with their intervals."""
    rows = [
        [
            figure_name(one),
            _percent(one["rules"]),
            _percent(one["model"]),
            _percent(one["difference"], "+"),
            _percent(one["all_parts"], interval=False),
            str(one["n"]),
        ]
        for one in figures
    ]
    return FigureTable(title, ["figure", "rules", "model", "difference", "all parts", "n"], rows)


def curve_table(trained: Trained) -> FigureTable:
    """What more documents bring: the figures with the model for each share of the documents."""
    heads = ["figure", "rules"]
    columns = []
    for point in trained.curve:
        heads.append(f"{point.share:.0%}: {point.documents:.0f} documents")
        columns.append(figure_records(point.result))
    rows = [
        [figure_name(first), _percent(first["rules"], interval=False)]
        + [_percent(column[number]["model"]) for column in columns]
        for number, first in enumerate(columns[0])
    ]
    taken = [", ".join(sorted(point.result.parts)) or "nothing" for point in trained.curve]
    return FigureTable("With more documents", heads, [*rows, ["taken over", "", *taken]])


def _percent(figure: dict[str, Any], sign: str = "", interval: bool = True) -> str:
    value, low, high = figure["value"], figure["low"], figure["high"]
    if value is None:
        return "no value"
    shown = f"{100 * value:{sign}.1f}"
    if not interval or low is None or high is None:
        return shown
    return f"{shown} [{100 * low:{sign}.1f}, {100 * high:{sign}.1f}]"


def report_note(documents: int, folds: int, by: str) -> str:
    """What the figures and their intervals are."""
    return (
        f"Percentages (F1, or a share), as said score --measure attribution defines them, on "
        f"{documents} documents, each held out once in {folds} folds by {by}. In square brackets "
        f"95 % intervals from {RESAMPLES:,} bootstrap resamples of the documents, none where fewer "
        f"than {LEAST_UNITS} of them count. The model is the rules with the parts that it takes "
        "over; all parts is what it would reach if it took over all. n is the number in the gold "
        "annotations. The parts were chosen on the same folds, so score the model on documents "
        "that it has not seen, too."
    )


def model_card(record: ModelRecord) -> str:
    """The README.md of a model's folder."""
    data = record.data
    table = figures_table("", record.figures)
    lines = [" | ".join(row) for row in (table.head, ["---"] * len(table.head), *table.rows)]
    licences = [f"- {name}: {_documents(count)}" for name, count in data.licences.items()]
    taken = ", ".join(record.parts) or "nothing"
    return "\n".join(
        [
            f"# A model for {record.layer} in English news",
            "",
            verdict(record.layer, record.parts, record.figures),
            "",
            "```",
            f"said annotate article.txt --layer {record.layer} --model THIS_FOLDER",
            "```",
            "",
            "## Figures",
            "",
            *(f"| {line} |" for line in lines),
            "",
            report_note(data.documents, data.folds, data.folds_by),
            "",
            "## What it is",
            "",
            f"Linear-chain conditional random fields ({record.library}) beside the rules of "
            f"said-corpus {record.software}; it takes over {taken}. It follows the convention "
            f"`{record.convention}` and works only with the rules that it was trained beside: "
            f"`{record.rules[:12]}`.",
            "",
            "## Data",
            "",
            f"{_documents(data.documents)} from {', '.join(data.names)}; SHA-256 `{data.digest}`. "
            "The licences of the texts, or the rights where no licence is known:",
            "",
            *licences,
            "",
            "The weights hold words and word pairs of the texts. Whether the model may be passed "
            "on depends on the licences of the texts and of their annotations.",
            "",
        ]
    )


def _documents(number: int) -> str:
    return f"{number:,} document{'s' if number != 1 else ''}"
