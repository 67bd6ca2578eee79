"""How often the rules of the annotators were right on the development sets.

`precision.json` has the figures, which `benchmarks/precision.py --update` measures: for each layer
and convention, and each rule by its id, how many of its annotations were right, of how many.
PolNeAR's part `train` is the set for quotes, TimeBank that for dates, invented sentences that for
stances. For other layers there is no set, and no figure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_suffix(".json")

ENOUGH = 30
"""Annotations from which on a share is given: of fewer, one more or less changes it too much."""

MEASURED_AS = {
    "date": {"said": "timeml", "polnear": "timeml"},
    "quote": {"timeml": "said"},
    "stance": {"polnear": "said", "timeml": "said"},
}
"""The convention whose figures hold for another one, by layer: the rules are the same."""


class RuleFigure(NamedTuple):
    """How many annotations of a rule were right, of how many."""

    right: int
    n: int

    @property
    def precision(self) -> float | None:
        """The share with two digits; None where there are too few."""
        if self.n < ENOUGH:
            return None
        share = round(self.right / self.n, 2)
        return int(share) if share in (0, 1) else share  # as JSON has whole numbers


@cache
def rule_figures(layer: str, convention: str) -> Mapping[str, RuleFigure]:
    """The figures of the rules of a layer, by their ids."""
    convention = MEASURED_AS.get(layer, {}).get(convention, convention)
    figures = _stored().get(layer, {}).get(convention, {})
    return {rule: RuleFigure(*figure) for rule, figure in figures.items()}


def rule_precision(layer: str, rule: str, convention: str) -> float | None:
    """How often a rule was right, from 0 to 1; None where that is not known."""
    figure = rule_figures(layer, convention).get(rule)
    return figure and figure.precision


@cache
def _stored() -> dict[str, dict[str, dict[str, list[int]]]]:
    found: dict[str, dict[str, dict[str, list[int]]]] = json.loads(FILE.read_text("utf-8"))
    return found
