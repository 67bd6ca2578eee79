"""Which parts a model takes over, given what was counted on the folds."""

from __future__ import annotations

import pytest

from said.learn.data import TrainingDocument
from said.learn.parts import RULES, choose_parts, learned_from, part_sets
from said.scoring.figures import FigureCounts
from said.scoring.joined import GoldDocument

KEYS = [("g", "content", "all", "exact"), ("g", "cue", "all", "exact")]
CUE = frozenset(["cue"])
BOTH = frozenset(["content", "cue"])


def tally(*rights: list[int], documents: int = 20) -> FigureCounts:
    """Counts of documents of which each has 10 of 10, and of them so many right, figure by
    figure; the numbers are repeated."""
    counts = FigureCounts(documents)
    for key, right in zip(KEYS, rights, strict=True):
        counts.expect(key, "spans", 3)
        for unit in range(documents):
            counts.count_f1(key, unit, right[unit % len(right)], 10, 10)
    return counts


def choose(**others: FigureCounts) -> frozenset[str]:
    sets = {"cue": CUE, "both": BOTH}
    given = {sets[name]: counts for name, counts in others.items()}
    return choose_parts({RULES: tally([5], [5]), **given}, KEYS)


def test_all_sets_of_parts_are_tried() -> None:
    assert part_sets(["content", "cue"]) == [RULES, frozenset(["content"]), CUE, BOTH]
    assert len(part_sets("abc")) == 8


def test_the_set_that_gains_most_is_chosen() -> None:
    assert choose(cue=tally([5], [7]), both=tally([6], [7])) == BOTH
    assert choose(cue=tally([6], [8]), both=tally([6], [7])) == CUE


def test_no_figure_may_fall() -> None:
    assert choose(cue=tally([5], [6]), both=tally([4], [10])) == CUE
    assert choose(both=tally([4], [10])) == RULES
    # 5 right of 10 in all documents but one.
    nearly = tally([5] * 19 + [4], [10])
    assert choose(both=nearly) == RULES


def test_what_gains_nothing_is_left_to_the_rules() -> None:
    assert choose(cue=tally([5], [5])) == RULES


def test_a_gain_must_not_depend_on_one_document() -> None:
    assert choose(cue=tally([5], [10] + [5] * 19)) == RULES
    assert choose(cue=tally([5], [6, 5])) == CUE


def test_a_figure_without_a_value_neither_gains_nor_falls() -> None:
    nothing = tally([5], [5])
    for counts in (nothing, other := tally([5], [7])):
        counts.expect(("g", "quote", "all", "exact"), "quotes", 3)
    keys = [*KEYS, ("g", "quote", "all", "exact")]
    assert choose_parts({RULES: nothing, CUE: other}, keys) == CUE


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
def test_a_smaller_share_is_a_part_of_a_larger_one(share: float) -> None:
    documents = [
        TrainingDocument(
            str(n), "", [], GoldDocument(str(n), "", []), "said", digest=str(n * 7 % 20)
        )
        for n in range(20)
    ]
    folds = [n % 5 for n in range(20)]
    whole = learned_from(documents, folds, 2)
    part = learned_from(documents, folds, 2, share)
    assert whole == [n for n in range(20) if n % 5 != 2]
    assert len(part) == round(16 * share)
    assert set(part) <= set(learned_from(documents, folds, 2, share + 0.25)) <= set(whole)
