"""Figures out of counts: intervals against a second bootstrap, and why there is none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

import effort
from each_case import each_case
from said.scoring.figures import LEAST_UNITS, Figure, FigureCounts

F1 = ("spans", "quote", "all", "exact")
SHARE = ("attributes", "quote", "all", "type")
ALPHA = ("tokens", "quote", "all", "alpha")

search = settings(derandomize=True, max_examples=effort.examples(40))
counts = st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4)).map(
    lambda c: (min(c), c[0], c[1]) if c[2] else (0, c[0], c[1])
)


def matches(rows: list[tuple[int, int, int]]) -> list[Figure]:
    tally = FigureCounts(len(rows))
    tally.expect(F1, "spans", 3)
    for unit, row in enumerate(rows):
        tally.count_f1(F1, unit, *row)
    return tally.figures()


def shares(rows: list[list[bool]]) -> Figure:
    tally = FigureCounts(len(rows))
    tally.expect(SHARE, "pairs", 2)
    for unit, row in enumerate(rows):
        for agree in row:
            tally.count_share(SHARE, unit, agree)
    (found,) = tally.figures()
    return found


def alphas(rows: list[list[tuple[str, str]]]) -> Figure:
    tally = FigureCounts(len(rows))
    tally.expect_alpha(ALPHA, "tokens")
    for unit, row in enumerate(rows):
        for item in row:
            tally.count_alpha(ALPHA, unit, *item)
    (found,) = tally.figures()
    return found


def bootstrap(units, estimate):
    """A second one: the same draws of units, each resample put together and measured anew."""
    rng = np.random.default_rng(0)
    n = len(units)
    values = []
    for drawn in rng.multinomial(n, [1 / n] * n, 1000):
        value = estimate(
            [unit for unit, often in zip(units, drawn, strict=True) for _ in range(often)]
        )
        if value is not None:
            values.append(value)
    return np.percentile(values, 2.5), np.percentile(values, 97.5)


def f1_of(rows):
    both, first, second = (sum(row[at] for row in rows) for at in range(3))
    return 2 * both / (first + second) if first + second else None


def precision_of(rows):
    both, _, second = (sum(row[at] for row in rows) for at in range(3))
    return both / second if second else None


def recall_of(rows):
    both, first, _ = (sum(row[at] for row in rows) for at in range(3))
    return both / first if first else None


def share_of(rows):
    pairs = [agree for row in rows for agree in row]
    return sum(pairs) / len(pairs) if pairs else None


def alpha_of(rows):
    items = [item for row in rows for item in row]
    if len({value for item in items for value in item}) < 2:
        return None
    data = [(who, n, item[at]) for n, item in enumerate(items) for at, who in enumerate("ab")]
    return AnnotationTask(data=data).alpha()


ROWS = [(2, 3, 2), (1, 1, 2), (0, 1, 0), (2, 2, 2), (0, 0, 0), (1, 2, 4), (3, 3, 3)]


def test_intervals_of_matches_are_those_of_a_second_bootstrap():
    for found, estimate in zip(matches(ROWS), (f1_of, precision_of, recall_of), strict=True):
        assert found.value == pytest.approx(estimate(ROWS))
        assert (found.low, found.high) == pytest.approx(bootstrap(ROWS, estimate))
        assert (found.n, found.of) == ((12, 13), "spans")
    assert [found.measure for found in matches(ROWS)] == [
        "exact F1",
        "exact precision",
        "exact recall",
    ]


def test_intervals_of_shares_are_those_of_a_second_bootstrap():
    rows = [[True], [False, True], [], [True, True, False], [True], [False]]
    found = shares(rows)
    assert (found.value, found.n) == (5 / 8, (8,))
    assert (found.low, found.high) == pytest.approx(bootstrap(rows, share_of))


def test_intervals_of_alpha_are_those_of_a_second_bootstrap():
    a, b = ("a", "a"), ("b", "b")
    rows = [[a, b], [("a", "b")], [b, ("b", "c")], [a], [a, a, b], [("c", "c")]]
    found = alphas(rows)
    assert found.n == (10,)
    assert found.value == pytest.approx(alpha_of(rows))
    assert (found.low, found.high) == pytest.approx(bootstrap(rows, alpha_of))


@search
@given(st.lists(counts, min_size=1, max_size=12))
def test_matches_and_their_intervals_are_in_order(rows):
    rows = [(min(both, first, second), first, second) for both, first, second in rows]
    for found in matches(rows):
        assert (found.value is None) == (found.reason is not None)
        if found.low is not None:
            assert 0 <= found.low <= found.value <= found.high <= 1
        elif found.value is not None:
            assert 0 <= found.value <= 1


@each_case("empty", [0, 3])
def test_fewer_than_the_least_units_have_no_interval(empty):
    """Units that count nothing do not help."""
    rows = [(1, 2, 1)] * (LEAST_UNITS - 2) + [(0, 1, 1)]
    for found in matches([*rows, *[(0, 0, 0)] * empty]):
        assert found.value is not None
        assert (found.low, found.high, found.reason) == (None, None, None)
    for found in matches([*rows, (0, 1, 1), *[(0, 0, 0)] * empty]):
        assert None not in (found.low, found.high)


def test_the_least_units_of_alpha_and_shares():
    rows = [[("a", "a"), ("b", "a")], [("b", "b")], [("a", "a")], [("b", "b")]]
    assert alphas(rows).value is not None
    assert alphas(rows).low is None
    assert alphas([*rows, []]).low is None
    assert alphas([*rows, [("a", "a")]]).low is not None
    assert shares([[True], [False], [True], [True], []]).low is None
    assert shares([[True], [False], [True], [True], [True]]).low is not None


def test_where_nothing_disagrees_there_is_no_interval():
    assert [(f.value, f.low, f.high) for f in matches([(1, 1, 1)] * 9)] == [(1, None, None)] * 3
    assert [(f.value, f.low, f.high) for f in matches([(0, 1, 1)] * 9)] == [(0, None, None)] * 3
    one = alphas([[("a", "a"), ("b", "b")]] * 9)
    assert (one.value, one.low, one.high) == (1, None, None)
    assert shares([[True]] * 9)[4:7] == (1, None, None)


def test_a_figure_that_resamples_often_leave_undefined_has_no_interval():
    """Recall rests on one unit of ten, which a third of the resamples lack."""
    f1, precision, recall = matches([(1, 2, 1), *[(0, 0, 1)] * 9])
    assert (recall.value, recall.low) == (1 / 2, None)
    assert f1.low is not None
    assert precision.low is not None
    # Two of seven units: lacking in 9 of 100 resamples; three: in 2.
    assert matches([(1, 2, 1), (2, 2, 2), *[(0, 0, 1)] * 5])[2].low is None
    assert matches([(1, 2, 1), (2, 2, 2), (0, 1, 1), *[(0, 0, 1)] * 4])[2].low is not None


def test_where_there_is_no_value_a_reason_tells_why():
    def reasons(row):
        return [found.reason for found in matches([row])]

    assert reasons((0, 0, 0)) == [
        "none in " + w for w in ("either set", "the second set", "the first set")
    ]
    assert reasons((0, 1, 0)) == [None, "none in the second set", None]
    assert reasons((0, 0, 1)) == [None, None, "none in the first set"]
    assert shares([[]]).reason == "no pairs"
    assert alphas([[]]).reason == "no items"
    assert alphas([[("a", "a")] * 3]).reason == "all 3 tokens have one value, a"
    assert alphas([[("a", "b")]])[4:7] == (0, None, None)
    assert matches([(0, 0, 0)])[0][4:8] == (None, None, None, (0, 0))


def test_what_is_expected_comes_in_that_order_and_once():
    tally = FigureCounts(1)
    tally.expect_alpha(ALPHA, "tokens")
    tally.expect(F1, "spans", 3)
    tally.expect(SHARE, "pairs", 2)
    tally.expect_alpha(ALPHA, "tokens")
    tally.expect(F1, "spans", 3)
    assert [found.measure for found in tally.figures()] == [
        *("alpha", "exact F1", "exact precision", "exact recall", "type")
    ]
