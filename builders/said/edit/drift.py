"""Offsets that were counted in another unit, or from another beginning, in a whole file.

Editors and other programs count bytes, UTF-16 units or two for each line end, and leave out or add
something at the beginning of a text. Where one such way of counting explains every span of a file,
and no other way does, it is how they were counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, islice
from typing import NamedTuple

from said.edit.spans import Span, occurrences_of, span_fits

_UNITS: dict[str, Callable[[str], int]] = {
    "bytes": lambda char: len(char.encode("utf-8", "surrogatepass")),
    "UTF-16 units": lambda char: 2 if char > "\uffff" else 1,
    "line ends of two characters": lambda char: 2 if char == "\n" else 1,
}
_PLACES = 100
"""Places of a string that are tried as the beginning of a shift, at most."""
_STRINGS = 50
"""Strings among which one is looked for that stands in few places."""


ToPoint = Callable[[int], int | None]
"""From an offset as it was counted to the code point; None where it is between two."""
Way = tuple[str, ToPoint]
"""A way of counting, in words and as a function."""


class Drift(NamedTuple):
    """How the offsets of a file were counted, in words, and the right start of each span."""

    counted: str
    starts: list[int]


def find_drift(spans: Sequence[Span], text: str) -> Drift | None:
    """How the offsets of the spans of a file have drifted; None if they have not, or if nobody can
    tell how. Every span has offsets. One that has drifted alone proves nothing."""
    drifted = [span for span in spans if not span_fits(span, text)]
    if len(drifted) < 2:
        return None
    ways = [*_units(text)]
    # Some may have come to lie on the same words elsewhere.
    if 2 * len(drifted) > len(spans):
        ways += _shifts(drifted, text)
    found = [
        Drift(counted, starts)
        for counted, to_point in ways
        if (starts := _starts(spans, text, to_point)) is not None
    ]
    return found[0] if len({tuple(drift.starts) for drift in found}) == 1 else None


def _units(text: str) -> Iterator[Way]:
    for unit, width in _UNITS.items():
        ends = [0, *accumulate(map(width, text))]
        if ends[-1] != len(text):
            to_points = {offset: point for point, offset in enumerate(ends)}
            yield f"counted in {unit}", to_points.get


def _shifts(drifted: Sequence[Span], text: str) -> Iterator[Way]:
    places = {span["exact"]: span for span in drifted}
    rarest = min(islice(places, _STRINGS), key=text.count)
    for start in occurrences_of(text, rarest)[:_PLACES]:
        shift = start - places[rarest]["start"]
        yield f"off by {-shift}", shift.__add__


def _starts(spans: Sequence[Span], text: str, to_point: ToPoint) -> list[int] | None:
    """The starts of the spans in code points, if the string of each stands between its offsets."""
    starts = []
    for span in spans:
        start, end = to_point(span["start"]), to_point(span["end"])
        if start is None or end is None or start < 0 or text[start:end] != span["exact"]:
            return None
        starts.append(start)
    return starts
