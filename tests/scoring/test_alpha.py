"""Alpha against a second implementation, and where it is not defined."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from each_case import each_case
from scoring.made import alpha_of

value = st.sampled_from(["favor", "against", "mixed", "none", None])


@given(
    st.integers(2, 5).flatmap(lambda n: st.lists(st.tuples(*[value] * n), min_size=2, max_size=40))
)
def test_alpha_is_that_of_a_second_implementation(items: list[tuple[str | None, ...]]):
    paired = {v for item in items if sum(v is not None for v in item) > 1 for v in item if v}
    assume(len(paired) > 1)
    data = [
        (str(coder), str(number), label)
        for number, item in enumerate(items)
        for coder, label in enumerate(item)
        if label is not None
    ]
    theirs = AnnotationTask(data=data).alpha()
    ours = alpha_of(items)
    assert ours is not None
    assert math.isclose(ours, theirs, abs_tol=1e-9)


def test_krippendorffs_own_example():
    """Section C of the paper: twelve units, four observers, nominal alpha 0.743."""
    observers = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    items = [[v and str(v) for v in unit] for unit in zip(*observers, strict=True)]
    assert alpha_of(items) == pytest.approx(0.743, abs=5e-4)


@each_case("items", [[], [("favor", "favor")] * 5, [("favor", None), (None, "none")]])
def test_constant_or_unpaired_data_has_no_alpha(items: list[tuple[str | None, str | None]]):
    assert alpha_of(items) is None


def test_agreement_on_everything_is_one_and_swapping_everything_is_below_zero():
    assert alpha_of([("favor", "favor"), ("none", "none")]) == 1
    found = alpha_of([("favor", "none"), ("none", "favor")])
    assert found is not None
    assert found < 0
