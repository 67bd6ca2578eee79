"""Places, their overlap, and one-to-one pairs."""

from hypothesis import given
from hypothesis import strategies as st

from said.score.spans import Place, jaccard, one_to_one, overlap, pair

edges = st.lists(st.integers(0, 40), min_size=2, max_size=8, unique=True).map(sorted)
places = edges.map(lambda e: tuple(zip(e[::2], e[1::2], strict=False)))
lists = st.lists(places, max_size=6)


def code_points(place: Place) -> set[int]:
    return {at for start, end in place for at in range(start, end)}


@given(places, places)
def test_overlap_and_jaccard_are_those_of_the_code_points(first: Place, second: Place):
    one, other = code_points(first), code_points(second)
    assert overlap(first, second) == len(one & other)
    assert jaccard(first, second) == len(one & other) / len(one | other)


@given(lists, lists, st.sampled_from([0.3, 0.5, 1.0]))
def test_pairs_are_one_to_one_and_near_enough_and_none_is_left(
    first: list[Place], second: list[Place], least: float
):
    found = pair(first, second, least)
    assert len({a for a, _ in found}) == len({b for _, b in found}) == len(found)
    assert all(jaccard(first[a], second[b]) >= least for a, b in found)
    left = [i for i in range(len(first)) if i not in dict(found)]
    free = [i for i in range(len(second)) if i not in dict(map(reversed, found))]
    assert not [1 for a in left for b in free if jaccard(first[a], second[b]) >= least]


@given(lists)
def test_a_list_pairs_with_itself(places: list[Place]):
    assert len(pair(places, places, 1.0)) == len(places)


@given(lists, lists)
def test_the_number_of_exact_pairs_does_not_depend_on_the_direction(
    first: list[Place], second: list[Place]
):
    assert len(pair(first, second, 1.0)) == len(pair(second, first, 1.0))


def test_the_heavier_pair_goes_first():
    assert one_to_one({("a", "x"): 1, ("b", "x"): 2, ("a", "y"): 0.5}) == {"b": "x", "a": "y"}
