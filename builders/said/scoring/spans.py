"""Places of annotations in a text, and how two lists of places are paired.

What a place is, and which of them overlap, is for `said.text.segments`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, TypeVar

from said.text.segments import Place, overlap, overlapping

A = TypeVar("A", bound=Hashable)
B = TypeVar("B", bound=Hashable)


def _length(place: Place) -> int:
    return sum(end - start for start, end in place)


def pair_places(
    first: Sequence[Place], second: Sequence[Place], least: float
) -> list[tuple[int, int]]:
    """Pairs of indices with a Jaccard of at least `least`, each index once, sorted.

    With a least Jaccard above 0.5 and spans that do not overlap in their own list there is one
    solution; elsewhere pairs are taken by falling Jaccard, then by place.
    """
    if least >= 1:
        return _equal(first, second)
    found = near_pairs(first, second)
    return sorted(one_to_one(at_least(found, least)).items())


def near_pairs(first: Sequence[Place], second: Sequence[Place]) -> dict[tuple[int, int], float]:
    """The Jaccard of all pairs of indices whose places share a code point, in order of place."""
    pairs = sorted(
        overlapping(first, second), key=lambda pair: (first[pair[0]], second[pair[1]], pair)
    )
    sizes = [list(map(_length, places)) for places in (first, second)]
    found = {}
    for one, other in pairs:
        shared = overlap(first[one], second[other])
        found[one, other] = shared / (sizes[0][one] + sizes[1][other] - shared)
    return found


def _equal(first: Sequence[Place], second: Sequence[Place]) -> list[tuple[int, int]]:
    """Pairs of equal places, in the order of the lists."""
    waiting: dict[Place, list[int]] = {}
    for other in reversed(range(len(second))):
        waiting.setdefault(second[other], []).append(other)
    return [(one, waiting[place].pop()) for one, place in enumerate(first) if waiting.get(place)]


def one_to_one(weights: Mapping[tuple[A, B], Any]) -> dict[A, B]:
    """A one-to-one assignment: pairs by falling weight, then in the order of the mapping.

    What the pairs are called does not count, so that each set can have names of its own.
    """
    assigned: dict[A, B] = {}
    taken: set[B] = set()
    for one, other in sorted(weights, key=weights.__getitem__, reverse=True):
        if one not in assigned and other not in taken:
            assigned[one] = other
            taken.add(other)
    return assigned


def most_pairs(weights: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """A one-to-one assignment with as many pairs as there can be.

    It begins with the pairs by falling weight, as `one_to_one`, and then frees a place for whoever
    is left along augmenting paths (C. Berge, 1957), so that only as many pairs move as must.
    """
    assigned = one_to_one(weights)
    taken = {other: one for one, other in assigned.items()}
    wanted: dict[int, list[int]] = {}
    for one, other in weights:
        wanted.setdefault(one, []).append(other)
    barren: set[int] = set()  # from where a search that failed has shown that nothing is free
    for start in sorted(wanted.keys() - assigned.keys()):
        came_from: dict[int, int] = {}
        waiting = deque([start])
        while waiting:
            one = waiting.popleft()
            free = None
            for other in wanted[one]:
                if other in came_from or other in barren:
                    continue
                came_from[other] = one
                if other not in taken:
                    free = other
                    break
                waiting.append(taken[other])
            if free is not None:
                _shift(free, came_from, assigned, taken)
                break
        else:
            barren.update(came_from)
    return assigned


def at_least(
    weights: Mapping[tuple[int, int], float], least: float
) -> dict[tuple[int, int], float]:
    """Those pairs whose weight is at least so much."""
    return {pair: how for pair, how in weights.items() if how >= least}


def _shift(
    free: int | None, came_from: dict[int, int], assigned: dict[int, int], taken: dict[int, int]
) -> None:
    """Gives each on the path that ends at `free` the place it came to, from the end backwards."""
    while free is not None:
        one = came_from[free]
        left = assigned.get(one)
        assigned[one], taken[free] = free, one
        free = left
