"""Cuts a text at every boundary of an annotation and gives what covers a place a lane of its own.

A stretch is one range of one annotation. Where stretches overlap, each layer has a lane of its own,
in the order of `LANE_ORDER`; where stretches of one layer overlap, the layer has several. Somewhere
else the same lanes are used anew, so that a lone annotation is always in the first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from said.schema.scheme import LAYERS, spans_of
from said.site.shown import Shown

LANE_ORDER = ("quote", "speaker", "date", "stance", "mark", "block")
"""The layers in the order of their lanes, from the text downwards."""
DRAWN = ("span", "content", "cue", "expression")
"""The fields whose spans have a lane. The others lie in a quote, or around a mention that is its
source, so that lines of their own would only hide those."""
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


class TextPiece(NamedTuple):
    """A part of the text that the same stretches cover from end to end: lane and stretch, by
    lane."""

    start: int
    end: int
    covering: tuple[tuple[int, Stretch], ...]


class Cut(NamedTuple):
    """The whole text in pieces, and the annotations with a stretch for which there was no lane."""

    pieces: list[TextPiece]
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
    """The ranges of the annotations of some layers in the fields of `DRAWN`."""
    for number, annotation in enumerate(shown.annotations):
        layer = annotation["layer"]
        if layer in layers:
            for field in DRAWN:
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
        pieces.append(TextPiece(start, end, tuple(covering[lane] for lane in sorted(covering))))
    return Cut(pieces, frozenset(not_drawn))


class _TakenLane:
    """Where a lane is taken: stretches that do not overlap, sorted."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def is_free(self, stretch: Stretch) -> bool:
        at = bisect_right(self._ends, stretch.start)
        return at == len(self._starts) or self._starts[at] >= stretch.end

    def take(self, stretch: Stretch) -> None:
        at = bisect_right(self._ends, stretch.start)
        self._starts.insert(at, stretch.start)
        self._ends.insert(at, stretch.end)


def _with_lanes(stretches: Iterable[Stretch]) -> tuple[list[tuple[int, Stretch]], set[int]]:
    """The stretches with their lanes, from 0, and the annotations of those that have none."""
    by_layer: dict[str, list[Stretch]] = {layer: [] for layer in LANE_ORDER}
    for stretch in sorted(stretches, key=lambda one: (one.start, -one.end, one.number, one.field)):
        by_layer[stretch.layer].append(stretch)
    found: list[tuple[int, Stretch]] = []
    not_drawn: set[int] = set()
    lanes: list[_TakenLane] = []
    for of_layer in by_layer.values():
        # Below the lanes of the layers before, as far as they overlap.
        firsts = [_below(lanes, stretch) for stretch in of_layer]
        for first, stretch in zip(firsts, of_layer, strict=True):
            lane = first
            while lane < len(lanes) and not lanes[lane].is_free(stretch):
                lane += 1
            if lane - first >= MOST_LANES:
                not_drawn.add(stretch.number)
                continue
            if lane == len(lanes):
                lanes.append(_TakenLane())
            lanes[lane].take(stretch)
            found.append((lane, stretch))
    return found, not_drawn


def _below(lanes: Sequence[_TakenLane], stretch: Stretch) -> int:
    """The first lane below all those that are taken where a stretch is."""
    taken = (lane for lane in reversed(range(len(lanes))) if not lanes[lane].is_free(stretch))
    return next(taken, -1) + 1
