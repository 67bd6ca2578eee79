"""What a guess without the text reaches, computed by hand."""

from __future__ import annotations

from collections import Counter

import pytest

from said.scoring.guesses import CellCounts, guess_f1, macro_f1

TARGET = ((0,), ())
CELL = ((0, 1), (0,), ())


def f1(*documents: CellCounts, widths=CELL) -> float | None:
    found = guess_f1(lambda: documents, [widths])
    return found[0] if found else None


def test_macro_f1():
    pairs = {("favor", "favor"): 1, ("favor", "none"): 1, ("none", "none"): 3, ("mixed", "none"): 1}
    # favor: 2/(2+1); against: in neither; none: 6/(3+5).
    assert macro_f1(pairs, ("favor", "against", "none")) == pytest.approx((2 / 3 + 0 + 3 / 4) / 3)


def test_the_document_itself_does_not_count():
    one = {("lind", "unit"): Counter(favor=5)}
    other = {("lind", "unit"): Counter(none=1)}
    assert f1(one, other) == 0
    # Two documents that agree: favor is always guessed, and always right.
    assert f1(one, one) == pytest.approx(1 / 3)


def test_the_narrowest_cell_that_others_have_counts():
    one = {("lind", "unit"): Counter(favor=1), ("lind", "context"): Counter(none=9)}
    other = {("lind", "unit"): Counter(favor=1), ("lind", "context"): Counter(none=1)}
    assert f1(one, other) == pytest.approx(2 / 3)
    # From the target: `none` in the first document; in the other one nine of ten say so too.
    # favor: 0; none: 20 / (10 + 12), where the target of `one` is a tie that `none` wins.
    assert f1(one, other, widths=TARGET) == pytest.approx(20 / 22 / 3)


def test_a_cell_that_no_other_has_goes_by_its_target_and_then_by_any():
    known = {("lind", "unit"): Counter(favor=2, none=1), ("berg", "unit"): Counter(none=5)}
    elsewhere = {("lind", "context"): Counter(favor=1), ("pier", "unit"): Counter(none=1)}
    # `known`: lind goes by lind, favor (2 of 3 right); berg by any row, a tie of favor and none,
    # which `none` wins. `elsewhere`: lind is favor, pier goes by any row, none.
    # favor: 2*3 / (3 + 4); none: 2*6 / (7 + 6).
    assert f1(known, elsewhere) == pytest.approx((6 / 7 + 12 / 13) / 3)


def test_fewer_than_two_documents_have_no_guess():
    assert f1() is None
    assert f1({("lind", "unit"): Counter(favor=5)}) is None


def test_documents_without_rows():
    assert f1({}, {}) == 0
    assert f1({("lind", "unit"): Counter(none=5)}, {}) == pytest.approx(1 / 3)
