"""Scores systems against a gold set: the report, and `score` for rows in memory.

`said.scoring.system_counts` defines the measures, `joined` says which documents and layers count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from said.scoring.figures import Difference, Figure, FigureCounts, f1_differences
from said.scoring.items import Dropped
from said.scoring.joined import Joined, SystemInput, joined_rows
from said.scoring.system_counts import DocumentScore, Error, SystemCounts
from said.scoring.system_files import FACETS

Rows = Iterable[Mapping[str, Any]] | Mapping[str, Any]
"""Annotation lines, spans or strings with `doc_id`, rows of the table `documents`, or a mapping
from ids of documents to such rows."""


class SystemScore(NamedTuple):
    """All about one system. `facets` has figures by field of the documents and its values, and
    `confusion` how often a gold label meets a label of the system, by layer."""

    input: SystemInput
    figures: list[Figure]
    facets: dict[str, dict[str, list[Figure]]]
    confusion: dict[str, dict[tuple[str, str], float]]
    worst: list[DocumentScore]
    errors: list[Error]

    @property
    def problems(self) -> list[Dropped]:
        """What was dropped of the system."""
        return self.input.problems

    def value(self, layer: str, measure: str, label: str = "all") -> float | None:
        """The value of a figure. Raises KeyError if it is not among them."""
        for figure in self.figures:
            if figure[1:4] == (layer, label, measure):
                return figure.value
        raise KeyError((layer, measure, label))


class SystemReport(NamedTuple):
    """The scores of one system or two, and how much better the first is than the second."""

    gold: str
    documents: list[str]
    layers: tuple[str, ...]
    gold_layers: frozenset[str]
    systems: list[SystemScore]
    differences: list[Difference]


def score_joined(gold: str, joined: Joined) -> SystemReport:
    """The figures for documents that were put side by side."""
    tallies = []
    scores = []
    for number, given in enumerate(joined.inputs):
        counts = SystemCounts(joined, number)
        counts.count()
        tallies.append(counts.tally)
        figures = [figure for figure in counts.tally.figures() if any(figure.n)]
        facets = _facets(joined, counts.tally)
        worst = sorted(counts.documents, key=lambda one: (one.f1, -one.gold - one.found))
        scores.append(SystemScore(given, figures, facets, counts.confusion, worst, counts.errors))
    differences = f1_differences(*tallies) if len(tallies) == 2 else []
    named = [one.gold.doc_id for one in joined.documents]
    return SystemReport(gold, named, joined.layers, joined.gold_layers, scores, differences)


def _facets(joined: Joined, tally: FigureCounts) -> dict[str, dict[str, list[Figure]]]:
    """The main figures by each field of the documents that has two values or more."""
    found: dict[str, dict[str, list[Figure]]] = {}
    for facet in FACETS:
        units: dict[str, list[int]] = {}
        for number, document in enumerate(joined.documents):
            units.setdefault(document.gold.facets.get(facet, "(not known)"), []).append(number)
        if set(units) != {"(not known)"}:
            found[facet] = {
                value: [
                    figure
                    for figure in tally.restricted(numbers).figures()
                    if figure[0] == "spans" and figure[2] == "all" and any(figure.n)
                ]
                for value, numbers in sorted(units.items())
            }
    return found


def score(gold: Rows, system: Rows, other: Rows | None = None) -> SystemReport:
    """Scores a system against a gold set, and compares it with another; all are rows in memory.

    Of the gold set nothing is dropped. Raises SaidError for a problem in it, and if the sets have
    no document or no layer in common.
    """
    systems = [system] if other is None else [system, other]
    return score_joined("gold", joined_rows(gold, systems))
