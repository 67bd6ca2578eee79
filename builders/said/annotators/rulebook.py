"""All rules of the annotators in one list: what each does, its example, and how often it is right.

The rules are defined beside their annotators, the frames of a topic in its folder, so that these
are not listed here. An annotation names its rule, or its frame, in the field `rule`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from said.annotators.precision import RuleFigure, rule_figures


class ListedRule(NamedTuple):
    """A rule of a layer by its id; `figures` are those of each convention that was measured."""

    layer: str
    id: str
    does: str
    example: str
    figures: dict[str, RuleFigure]


def listed_rules() -> list[ListedRule]:
    """The rules by layer, in the order of their tables."""
    return [
        ListedRule(layer, rule, does, example, _figures(layer, rule))
        for layer, rule, does, example in _rules()
    ]


def _figures(layer: str, rule: str) -> dict[str, RuleFigure]:
    conventions = {"quote": ("said", "polnear"), "date": ("timeml",), "stance": ("said",)}.get(
        layer, ()
    )
    figures = {name: rule_figures(layer, name).get(rule) for name in conventions}
    return {name: figure for name, figure in figures.items() if figure}


def _rules() -> Iterator[tuple[str, str, str, str]]:
    """Layer, id, what it does and example of each rule."""
    from said.annotators.dates.rules import RULES as DATES
    from said.annotators.quotes.rules import QUOTES
    from said.annotators.speakers.rules import IMPLICIT, NAMES, SCENE, SOURCES
    from said.annotators.stance.rules import RULES as STANCES
    from said.schema import load_schemas
    from said.schema.scheme import labels_in

    for quote in QUOTES:
        yield "quote", quote.id, quote.does, quote.example
    meanings = load_schemas().named("labels")["$defs"]["mark_kind"]["x-meanings"]
    for kind in labels_in("mark", "kind"):
        yield "mark", kind, f"{meanings[kind][0].upper()}{meanings[kind][1:]}.", ""
    for speaker in (*NAMES, *SCENE, *SOURCES, *IMPLICIT):
        yield "speaker", speaker.id, speaker.does, speaker.example
    for date in (date for date in DATES if date.type):
        yield "date", date.id, f"{date.type}, such as {date.value}.", date.example
    for stance in STANCES:
        yield "stance", stance.id, stance.does, stance.example


def explain_rule(rule: ListedRule) -> str:
    """A rule in a few lines."""
    parts = [f"{rule.layer} {rule.id}: {rule.does}"]
    if rule.example:
        parts.append(f"Example: {rule.example}")
    for convention, figure in rule.figures.items():
        share = f"{figure.right} of {figure.n} were right"
        too_few = "" if figure.precision is not None else ", too few for the field `precision`"
        parts.append(f"By the convention {convention}, {share} on the development set{too_few}.")
    if not rule.figures:
        parts.append("It has not been measured.")
    return "\n".join(parts) + "\n"


def rules_as_table() -> str:
    """All rules, one a line: layer, share and number of those that were right, id, what it does."""
    lines = []
    for rule in listed_rules():
        for convention, figure in rule.figures.items() or {"": None}.items():
            share = f"{figure.right / figure.n:.2f} of {figure.n:>5,}" if figure else "-"
            name = f"{rule.layer} ({convention})" if convention else rule.layer
            lines.append(f"{name:<16} {share:>13}  {rule.id}: {rule.does}")
    return "\n".join(lines) + "\n"
