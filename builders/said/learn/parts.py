"""Which parts a model takes over from the rules: those with which no figure on the folds is lower.

Every document is held out once. For each set of parts (of a quote: content, cue, source), what the
model and the rules find together is scored like any system, over all folds. Chosen is the set that
gains most on average, if no figure is below that of the rules, and if the gain does not depend on a
few documents: it must be there in 95 % of the resamples. Otherwise the rules keep everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain, combinations
from typing import Any, NamedTuple, Protocol

import numpy as np

from said.annotators.learned.folder import ModelLayer
from said.annotators.precision import RuleFigure
from said.learn.data import TrainingDocument
from said.scoring.figures import Comparison, Difference, FigureCounts, Key
from said.scoring.items import Item

Parts = frozenset[str]
Weights = Mapping[str, bytes]

RULES: Parts = frozenset()
"""The empty set of parts: the rules alone."""
ENOUGH = 0.95
"""The share of the resamples in which a gain must be one."""
SHARES = (0.25, 0.5, 0.75, 1.0)
"""The shares of the documents to learn from that `--curve` compares."""


class Learner(Protocol):
    """What trains the models of a layer and measures them. What `prepare` and `propose` give is
    its own affair."""

    layer: ModelLayer
    parts: tuple[str, ...]
    """What can be taken over from the rules."""

    def prepare(self, document: TrainingDocument) -> Any:
        """What is worked out once for a document: what the rules find, and the features."""

    def train(self, prepared: Sequence[Any], parts: Parts) -> Weights:
        """Weights for some parts, by their names; the same documents give the same bytes."""

    def propose(self, weights: Weights, prepared: Any) -> Any:
        """What a model with some weights finds in a document, for all parts."""

    def find_items(self, prepared: Any, proposed: Any, parts: Parts) -> list[Item]:
        """What the model and the rules find together, with the `rule` of each item."""

    def expect(self, tally: FigureCounts) -> None:
        """Lists the figures."""

    def count(
        self, tally: FigureCounts, unit: int, document: TrainingDocument, found: Sequence[Item]
    ) -> None:
        """Counts what was found in a document."""

    def compared(self) -> Sequence[Key]:
        """The figures by which parts are chosen."""

    def is_right(self, document: TrainingDocument, item: Item) -> bool:
        """Whether an item is right, for the precision of its rule."""


class FoldResult(NamedTuple):
    """What came of the folds: the parts that the model takes over, the figures with them, those of
    the rules alone and those with all parts of the model, how much larger the compared ones are
    with the parts that it takes over, and how often each rule of the model was right."""

    parts: Parts
    model: Comparison
    rules: Comparison
    all_parts: Comparison
    differences: list[Difference]
    precision: dict[str, RuleFigure]


class CurvePoint(NamedTuple):
    """What came of learning from a share of the documents: `documents` is how many a model learned
    from, on average over the folds."""

    share: float
    documents: float
    result: FoldResult


def part_sets(parts: Sequence[str]) -> list[Parts]:
    """All sets of parts, the empty one first."""
    sizes = range(len(parts) + 1)
    return [frozenset(some) for some in chain(*(combinations(parts, size) for size in sizes))]


def run_folds(
    learner: Learner,
    documents: Sequence[TrainingDocument],
    prepared: Sequence[Any],
    folds: Sequence[int],
    share: float = 1.0,
    progress: Callable[[], None] = lambda: None,
) -> FoldResult:
    """Trains on each fold's documents, or a share of them, and chooses the parts on what is found
    in those that were held out. `progress` is called after each fold."""
    sets = part_sets(learner.parts)
    tallies = {parts: FigureCounts(len(documents)) for parts in sets}
    for tally in tallies.values():
        learner.expect(tally)
    items: dict[Parts, dict[int, list[Item]]] = {parts: {} for parts in sets}
    for fold in range(max(folds) + 1):
        learned = learned_from(documents, folds, fold, share)
        weights = learner.train([prepared[one] for one in learned], frozenset(learner.parts))
        for number in (one for one, own in enumerate(folds) if own == fold):
            proposed = learner.propose(weights, prepared[number])
            for parts in sets:
                found = learner.find_items(prepared[number], proposed, parts)
                learner.count(tallies[parts], number, documents[number], found)
                items[parts][number] = found
        progress()
    keys = learner.compared()
    chosen = choose_parts(tallies, keys)
    names = [one.doc_id for one in documents]

    def report(name: str, parts: Parts) -> Comparison:
        return Comparison("gold", name, names, "document", len(names), tallies[parts].figures())

    differences = [_difference(key, tallies[chosen], tallies[RULES]) for key in keys]
    precision = _precision(learner, documents, items[chosen], items[RULES])
    return FoldResult(
        chosen,
        report("model", chosen),
        report("rules", RULES),
        report("all parts", sets[-1]),
        differences,
        precision,
    )


def learned_from(
    documents: Sequence[TrainingDocument], folds: Sequence[int], fold: int, share: float = 1
) -> list[int]:
    """The documents, by number, that a model learns from while a fold is held out. What belongs to
    a smaller share belongs to a larger one; the digests of the documents decide."""
    others = [number for number, own in enumerate(folds) if own != fold]
    order = sorted(others, key=lambda number: documents[number].digest)
    return sorted(order[: max(1, round(share * len(others)))])


def choose_parts(tallies: Mapping[Parts, FigureCounts], keys: Sequence[Key]) -> Parts:
    """The set of parts that gains most over the rules, with no figure below theirs."""
    best, most = RULES, 0.0
    for parts in (one for one in tallies if one != RULES):
        gains = np.array([_gains(key, tallies[parts], tallies[RULES]) for key in keys])
        gain, *resampled = gains.mean(axis=0)
        is_sure = np.mean(np.array(resampled) > 0) >= ENOUGH
        if gains[:, 0].min() >= 0 and is_sure and gain > most:
            best, most = parts, gain
    return best


def _gains(key: Key, model: FigureCounts, rules: FigureCounts) -> Any:
    """How much larger a figure is with the model, over all documents and in each resample; 0 where
    one of them has no value."""
    return np.nan_to_num(model.resampled(key) - rules.resampled(key))


def _difference(key: Key, model: FigureCounts, rules: FigureCounts) -> Difference:
    value, *resampled = model.resampled(key) - rules.resampled(key)
    defined = [one for one in resampled if not np.isnan(one)]
    if np.isnan(value) or not defined:
        return Difference(*key, None, None, None, None)
    low, high = np.percentile(defined, [2.5, 97.5])
    not_above = float(np.mean(np.array(defined) <= 0))
    return Difference(*key, float(value), float(low), float(high), not_above)


def _precision(
    learner: Learner,
    documents: Sequence[TrainingDocument],
    found: Mapping[int, Sequence[Item]],
    of_rules: Mapping[int, Sequence[Item]],
) -> dict[str, RuleFigure]:
    """How often the rules that only the model has were right in the documents held out."""
    known = {item.fields.get("rule") for items in of_rules.values() for item in items}
    counts: dict[str, list[int]] = {}
    for number, items in sorted(found.items()):
        for item in items:
            rule = item.fields.get("rule")
            if rule is not None and rule not in known:
                right, n = counts.setdefault(rule, [0, 0])
                counts[rule] = [right + learner.is_right(documents[number], item), n + 1]
    return {rule: RuleFigure(*figure) for rule, figure in sorted(counts.items())}
