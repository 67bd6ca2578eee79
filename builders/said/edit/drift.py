"""Offsets that were counted in another unit, or from another beginning, in a whole file.

Editors and other programs count bytes, UTF-16 units or two for each line end, and leave out or add
something at the beginning of a text. Where one such way of counting explains every span of a file,
and no other way does, it is how they were counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, islice
from typing import NamedTuple

from said.edit.spans import Span, occurrences_of, place_of_span, span_fits
from said.text.segments import Range

_UNITS: dict[str, Callable[[str], int]] = {
    "bytes": lambda char: len(char.encode("utf-8", "surrogatepass")),
    "UTF-16 units": lambda char: 2 if char > "\uffff" else 1,
    "line ends of two characters": lambda char: 2 if char == "\n" else 1,
}
_PLACES = 100
"""Places of a string that are tried as the beginning of a shift, at most."""
_STRINGS = 50
"""Strings among which one is looked for that stands in few places."""


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
    ways = [*_counted(spans, text), *_shifted(spans, drifted, text)]
    return ways[0] if len({tuple(way.starts) for way in ways}) == 1 else None


def _counted(spans: Sequence[Span], text: str) -> Iterator[Drift]:
    for unit, width in _UNITS.items():
        ends = [0, *accumulate(map(width, text))]
        if ends[-1] == len(text):
            continue
        to_points = {offset: point for point, offset in enumerate(ends)}
        starts = [_start(span, text, to_points) for span in spans]
        if None not in starts:
            yield Drift(f"counted in {unit}", [start for start in starts if start is not None])


def _start(span: Span, text: str, to_points: Mapping[int, int]) -> int | None:
    """The start of a span in code points, if its string stands between its offsets."""
    start, end = (to_points.get(offset, -1) for offset in _place(span))
    right = start >= 0 and end >= 0 and text[start:end] == span["exact"]
    return start if right else None


def _shifted(spans: Sequence[Span], drifted: Sequence[Span], text: str) -> Iterator[Drift]:
    # Some may have come to lie on the same words elsewhere.
    if 2 * len(drifted) <= len(spans):
        return
    places = {span["exact"]: span for span in drifted}
    rarest = min(islice(places, _STRINGS), key=text.count)
    for start in occurrences_of(text, rarest)[:_PLACES]:
        shift = start - _place(places[rarest])[0]
        if all(_stands(span, shift, text) for span in spans):
            yield Drift(f"off by {-shift}", [_place(span)[0] + shift for span in spans])


def _stands(span: Span, shift: int, text: str) -> bool:
    """Whether the string of a span stands so many code points behind its offsets."""
    start, end = _place(span)
    return start + shift >= 0 and text[start + shift : end + shift] == span["exact"]


def _place(span: Span) -> Range:
    told = place_of_span(span)
    assert told is not None
    return told
