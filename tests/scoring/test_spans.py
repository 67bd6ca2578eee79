"""Places, their overlap, and one-to-one pairs."""

from random import Random

from hypothesis import example, given
from hypothesis import strategies as st

from each_case import each_case
from said.schema.scheme import place_of
from said.scoring.spans import most_pairs, near_pairs, one_to_one, pair_places
from said.text.segments import Place, overlap, overlapping

edges = st.lists(st.integers(0, 40), min_size=2, max_size=8, unique=True).map(sorted)
places = edges.map(lambda e: tuple(zip(e[::2], e[1::2], strict=False)))
lists = st.lists(places, max_size=6)


def jaccard_of(first: Place, second: Place) -> float:
    one, other = code_points(first), code_points(second)
    return len(one & other) / len(one | other)


def code_points(place: Place) -> set[int]:
    return {at for start, end in place for at in range(start, end)}


@given(places, places)
def test_overlap_and_jaccard_are_those_of_the_code_points(first: Place, second: Place):
    one, other = code_points(first), code_points(second)
    assert overlap(first, second) == len(one & other)
    assert near_pairs([first], [second]).get((0, 0), 0) == jaccard_of(first, second)


@given(lists, lists, st.sampled_from([0.3, 0.5, 1.0]))
def test_pairs_are_one_to_one_and_near_enough_and_none_is_left(
    first: list[Place], second: list[Place], least: float
):
    found = pair_places(first, second, least)
    assert len({a for a, _ in found}) == len({b for _, b in found}) == len(found)
    assert all(jaccard_of(first[a], second[b]) >= least for a, b in found)
    left = [i for i in range(len(first)) if i not in dict(found)]
    free = [i for i in range(len(second)) if i not in dict(map(reversed, found))]
    assert not [1 for a in left for b in free if jaccard_of(first[a], second[b]) >= least]


@given(lists)
def test_a_list_pairs_with_itself(places: list[Place]):
    assert len(pair_places(places, places, 1.0)) == len(places)


@given(lists, lists)
def test_the_number_of_exact_pairs_does_not_depend_on_the_direction(
    first: list[Place], second: list[Place]
):
    assert len(pair_places(first, second, 1.0)) == len(pair_places(second, first, 1.0))


def test_the_heavier_pair_goes_first():
    assert one_to_one({("a", "x"): 1, ("b", "x"): 2, ("a", "y"): 0.5}) == {"b": "x", "a": "y"}


def most(weights: dict[tuple[int, int], float]) -> int:
    """The largest number of one-to-one pairs, by trying all."""
    if not weights:
        return 0
    one = next(iter(weights))[0]
    without = {pair: how for pair, how in weights.items() if pair[0] != one}
    taken = [0] + [
        1 + most({pair: how for pair, how in without.items() if pair[1] != to})
        for first, to in weights
        if first == one
    ]
    return max(*taken, most(without))


indices = st.tuples(st.integers(0, 4), st.integers(0, 4))


@given(st.dictionaries(indices, st.sampled_from([0.3, 0.5, 1.0]), max_size=12))
def test_as_many_pairs_as_there_can_be(weights: dict[tuple[int, int], float]):
    found = most_pairs(weights)
    assert set(found.items()) <= set(weights)
    assert len(set(found.values())) == len(found) == most(weights)


def test_the_heavier_pairs_stay_where_they_can():
    assert most_pairs({(0, 0): 0.9, (0, 1): 0.3, (1, 1): 0.4}) == {0: 0, 1: 1}
    assert most_pairs({(0, 0): 0.9, (0, 1): 0.3, (1, 0): 0.4}) == {0: 1, 1: 0}
    long = {(n, n + 1): 0.9 for n in range(3000)} | {(n, n): 0.5 for n in range(3001)}
    assert most_pairs(long) == {n: n for n in range(3001)}


@given(lists, lists)
def test_overlapping_are_all_pairs_that_share_a_code_point(first: list[Place], second: list[Place]):
    found = list(overlapping(first, second))
    brute = [(a, b) for a in range(len(first)) for b in range(len(second))]
    assert sorted(found) == [ab for ab in brute if overlap(first[ab[0]], second[ab[1]])]


@given(lists, lists)
def test_exact_pairs_are_equal_places(first: list[Place], second: list[Place]):
    found = pair_places(first, second, 1.0)
    assert all(first[a] == second[b] for a, b in found)
    assert len(found) == sum(min(first.count(p), second.count(p)) for p in set(first))


@each_case(
    ("first", "second", "is_pair"),
    [
        ([(0, 10)], [(0, 5)], True),
        ([(0, 10)], [(5, 10)], True),
        ([(0, 30)], [(10, 40)], True),
        ([(0, 4), (6, 10)], [(0, 4)], True),
        ([(0, 1000)], [(501, 1000)], False),
        ([(0, 10)], [(0, 4)], False),
        ([(0, 4), (6, 10)], [(0, 3)], False),
        ([(0, 4)], [(4, 8)], False),
    ],
)
def test_a_half_is_enough_and_less_is_not(first: Place, second: Place, is_pair: bool):
    assert pair_places([tuple(first)], [tuple(second)], 0.5) == [(0, 0)] * is_pair
    assert pair_places([tuple(second)], [tuple(first)], 0.5) == [(0, 0)] * is_pair


def test_nested_places_pair_with_the_nearest():
    outer, inner, innermost = ((0, 20),), ((2, 16),), ((3, 12),)
    assert pair_places([outer, inner, innermost], [inner, innermost, outer], 0.5) == [
        (0, 2),
        (1, 0),
        (2, 1),
    ]
    assert pair_places([outer, inner], [((2, 17),)], 0.5) == [(1, 0)]
    assert pair_places([outer], [inner, ((1, 20),)], 0.5) == [(0, 1)]


unique_lists = st.lists(places, max_size=6, unique=True)


@example([((0, 2),)], [((0, 1),), ((1, 2),)], Random(0))
@example([((0, 1),), ((1, 2),)], [((0, 2),)], Random(1))
@given(unique_lists, unique_lists, st.randoms(use_true_random=False))
def test_pairs_depend_on_places_alone(first: list[Place], second: list[Place], random: Random):
    """Not on the order of the lists, nor on which is the first."""

    def found(one: list[Place], other: list[Place]) -> set[tuple[Place, Place]]:
        return {(one[a], other[b]) for a, b in pair_places(one, other, 0.3)}

    expected = found(first, second)
    assert {(a, b) for b, a in found(second, first)} == expected
    mixed = random.sample(first, len(first)), random.sample(second, len(second))
    assert found(*mixed) == expected


def test_the_place_of_an_annotation_is_its_span_content_or_expression():
    span = {"start": 3, "end": 9, "exact": "abcdef"}
    other = {"start": 12, "end": 13, "exact": "x"}
    assert place_of({"span": span}) == ((3, 9),)
    assert place_of({"content": [span, other], "cue": [other]}) == ((3, 9), (12, 13))
    assert place_of({"expression": [span, other]}) == ((3, 9), (12, 13))
