"""Cuts a text at every boundary of an annotation and gives what covers a place a lane of its own.

A stretch is one range of one annotation. Where stretches overlap, those of a layer share a lane and
each layer has another one; where stretches of one layer overlap, the layer has several lanes.
Somewhere else the same lanes are used anew, so that a lone annotation is always in the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from said.schema.scheme import LAYERS, SPAN_FIELDS, spans_of
from said.site.shown import Shown

LANE_ORDER = ("quote", "speaker", "date", "stance", "mark", "block")
"""The layers in the order of their lanes, from the text downwards."""
MOST_LANES = 6
"""So many lanes a layer has at most. What overlaps more often is not drawn, only listed."""


class Stretch(NamedTuple):
    """One range of an annotation, half open: `number` is its place in the list of annotations,
    `field` the field of the range."""

    start: int
    end: int
    layer: str
    field: str
    number: int


class Piece(NamedTuple):
    """A part of the text that the same stretches cover from end to end: lane and stretch, by
    lane."""

    start: int
    end: int
    covering: tuple[tuple[int, Stretch], ...]


class Cut(NamedTuple):
    """The whole text in pieces, and the annotations with a stretch for which there was no lane."""

    pieces: list[Piece]
    not_drawn: frozenset[int]


def cut_document(shown: Shown, layers: Sequence[str] = LAYERS) -> Cut:
    """The text of a document in pieces: cut at the boundaries of lines and of the annotations of
    some layers. A block of whole lines is no stretch, but what the lines are."""
    stretches = [
        one
        for one in find_stretches(shown, layers)
        if one.layer != "block" or not shown.is_line_kind(shown.annotations[one.number])
    ]
    return cut_text(len(shown.text), stretches, (at for line in shown.lines for at in line[:2]))


def find_stretches(shown: Shown, layers: Sequence[str] = LAYERS) -> Iterator[Stretch]:
    """The ranges of the annotations of some layers."""
    for number, annotation in enumerate(shown.annotations):
        layer = annotation["layer"]
        if layer in layers:
            for field in SPAN_FIELDS:
                for span in spans_of(annotation, field):
                    yield Stretch(span["start"], span["end"], layer, field, number)


def cut_text(length: int, stretches: Iterable[Stretch], also: Iterable[int] = ()) -> Cut:
    """A text of some length in pieces; it is cut at the offsets in `also`, too."""
    laned, not_drawn = _with_lanes(stretches)
    opening: dict[int, list[tuple[int, Stretch]]] = {}
    closing: dict[int, list[tuple[int, Stretch]]] = {}
    for entry in laned:
        opening.setdefault(entry[1].start, []).append(entry)
        closing.setdefault(entry[1].end, []).append(entry)
    cuts = sorted({0, length, *opening, *closing, *also})
    covering: dict[int, tuple[int, Stretch]] = {}
    pieces = []
    for start, end in pairwise(cuts):
        for lane, _ in closing.get(start, ()):
            del covering[lane]
        covering |= {entry[0]: entry for entry in opening.get(start, ())}
        pieces.append(Piece(start, end, tuple(covering[lane] for lane in sorted(covering))))
    return Cut(pieces, frozenset(not_drawn))


def _with_lanes(stretches: Iterable[Stretch]) -> tuple[list[tuple[int, Stretch]], set[int]]:
    """The stretches with their lanes, from 0, and the annotations of those that have none."""
    found: list[tuple[int, Stretch]] = []
    not_drawn: set[int] = set()
    for cluster in _clusters(stretches):
        first = 0
        for layer in LANE_ORDER:
            lanes: list[tuple[int, int]] = []  # where the last stretch in a lane ends, and the lane
            free: list[int] = []
            used = 0
            for stretch in cluster:
                if stretch.layer != layer:
                    continue
                while lanes and lanes[0][0] <= stretch.start:
                    heappush(free, heappop(lanes)[1])
                if not free and used == MOST_LANES:
                    not_drawn.add(stretch.number)
                    continue
                if not free:
                    heappush(free, used)
                    used += 1
                lane = heappop(free)
                heappush(lanes, (stretch.end, lane))
                found.append((first + lane, stretch))
            first += used
    return found, not_drawn


def _clusters(stretches: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    """The stretches in groups of which none overlaps another, by place; of two that begin together,
    the longer one comes first."""
    cluster: list[Stretch] = []
    end = 0
    for stretch in sorted(stretches, key=lambda one: (one.start, -one.end, one.number, one.field)):
        if stretch.start >= end and cluster:
            yield cluster
            cluster = []
        cluster.append(stretch)
        end = max(end, stretch.end)
    if cluster:
        yield cluster
