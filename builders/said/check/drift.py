"""Offsets that were counted in another way in a whole file.

Editors and programs count bytes, UTF-16 units or two for each line end, begin with 1, take the last
character in, or leave something out at the beginning of a text. Where one such way explains the
spans of a file, and no other way explains as many, it is how they were counted. The string of a
span proves its place, so that nothing is guessed.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice
from typing import Any, NamedTuple

Span = Mapping[str, Any]
"""Has the offsets `start` and `end`, and the string `exact`."""


def _bytes(char: str) -> int:
    return len(char.encode("utf-8", "surrogatepass"))


def _utf16(char: str) -> int:
    return 2 if char > "\uffff" else 1


def _crlf(char: str) -> int:
    return 1 if char == "\n" else 0


def _each(width: Callable[[str], int]) -> Callable[[str], Iterable[int]]:
    return lambda text: map(width, text)


def _first_of_run(pattern: str) -> Callable[[str], Iterable[int]]:
    """Counts of the characters that match a pattern only the first that stands by itself."""
    run = re.compile(f"(?<={pattern}){pattern}")

    def widths(text: str) -> Iterable[int]:
        found = [1] * len(text)
        for match in run.finditer(text):
            found[match.start()] = 0
        return found

    return widths


_UNITS: dict[str, Callable[[str], Iterable[int]]] = {
    "": _each(lambda _: 1),
    "counted in UTF-8 bytes": _each(_bytes),
    "counted in UTF-16 units": _each(_utf16),
    "counted with CR LF line ends": _each(lambda char: 1 + _crlf(char)),
    "counted in UTF-8 bytes with CR LF line ends": _each(lambda char: _bytes(char) + _crlf(char)),
    "counted in UTF-16 units with CR LF line ends": _each(lambda char: _utf16(char) + _crlf(char)),
    "counted in bytes of UTF-16": _each(lambda char: 2 * _utf16(char)),
    "counted without the CR of line ends": _each(lambda char: int(char != "\r")),
    "counted without line ends": _each(lambda char: int(char not in "\r\n")),
    "counted without empty lines": _first_of_run(r"\n"),
    "counted with runs of white space as one": _first_of_run(r"\s"),
    "counted without white space": _each(lambda char: int(not char.isspace())),
    "counted in the letters and accents of NFD": _each(
        lambda char: len(unicodedata.normalize("NFD", char))
    ),
    "counted in HTML, where entities stand for marks": _each(lambda char: len(html.escape(char))),
    'counted in XML, where entities stand for & < > and "': _each(
        lambda char: len(html.escape(char)) if char != "'" else 1
    ),
    "counted without combining accents": _each(lambda c: int(not unicodedata.combining(c))),
}
"""Ways to count, in words, and what they count a character for."""
_USUAL = tuple(_UNITS)[:5]

_PLACES = 100
"""Places of a string that are tried as the beginning of a shift, at most."""
_STRINGS = 50
"""Strings among which one is looked for that stands in few places."""
_LONGEST = 1_000_000
"""Code points of a text that is counted again."""
_MOST_OF = 0.9
"""The part of the wrong spans that a way explains if not all of a file were counted in it."""
_LEAST = 5
"""Wrong spans that it explains then, at least."""


class Drift(NamedTuple):
    """How the offsets of a file were counted, in words, and the right start of each span that was
    counted so, by its number."""

    counted: str
    starts: dict[int, int]


def span_fits(span: Span, text: str) -> bool:
    """Whether the string of a span stands between its offsets."""
    start, end = span["start"], span["end"]
    return 0 <= start < end and bool(text[start:end] == span["exact"])


def find_drift(spans: Sequence[Span], text: str) -> Drift | None:
    """How the offsets of the spans of a file have drifted; None if they have not, or if nobody can
    tell how. One that has drifted alone proves nothing."""
    drifted = [number for number, span in enumerate(spans) if not span_fits(span, text)]
    if len(drifted) < 2 or len(text) > _LONGEST:
        return None
    ways = [way for way in _ways(spans, drifted, text) if _explains(way, spans, drifted)]
    most = max((len(way.starts) for way in ways), default=0)
    best = [way for way in ways if len(way.starts) == most]
    if not best or any(way.starts != best[0].starts for way in best):
        return None
    return best[0]


def _explains(way: Drift, spans: Sequence[Span], drifted: Sequence[int]) -> bool:
    if len(way.starts) == len(spans):
        return True
    return len(way.starts) >= max(_LEAST, _MOST_OF * len(drifted))


def _ways(spans: Sequence[Span], drifted: Sequence[int], text: str) -> Iterator[Drift]:
    texts: dict[str, int] = {}
    for number in drifted:
        texts.setdefault(spans[number]["exact"], number)
    rarest = min(islice(texts, _STRINGS), key=text.count)
    places = list(islice(_occurrences(text, rarest), _PLACES))
    first = spans[texts[rarest]]
    units = list(_units(text))
    for is_swapped in (False, True):
        led = first["end" if is_swapped else "start"]
        # The simplest way comes first: from 0, then from 1.
        tried = [(number, 0) for number, unit in enumerate(units) if unit.unit in _USUAL]
        tried += [(0, 1)] + [(number, shift) for shift in (0, 1) for number in range(len(units))]
        tried += [(n, led - unit.ends[place]) for n, unit in enumerate(units) for place in places]
        for number, shift in dict.fromkeys(tried):
            count = units[number]._replace(shift=shift, is_swapped=is_swapped)
            yield from _way(spans, drifted, text, count)


def _units(text: str) -> Iterator[_Counting]:
    """The ways to count that make a difference in the text."""
    for unit, widths in _UNITS.items():
        ends = [0, *accumulate(widths(text))]
        if unit and ends[-1] == len(text):
            continue
        # Of characters that count for nothing the last one: a span begins behind them.
        yield _Counting(unit, ends, {offset: point for point, offset in enumerate(ends)})


class _Counting(NamedTuple):
    """A way to count: a unit, what it counts up to each code point, and what is added to that."""

    unit: str
    ends: Sequence[int]
    to_points: Mapping[int, int]
    shift: int = 0
    is_swapped: bool = False

    def start_of(self, span: Span, text: str) -> int | None:
        """The start of a span in code points, if its string stands there."""
        led = span["end" if self.is_swapped else "start"]
        point = self.to_points.get(led - self.shift, -1)
        return point if point >= 0 and text.startswith(span["exact"], point) else None

    def end_of(self, span: Span, start: int) -> str | None:
        """How the end of a span was counted, in words; None if in no way."""
        end = start + len(span["exact"])
        led = span["start" if self.is_swapped else "end"]
        counted = self.ends[end] + self.shift
        if led == counted:
            return ""
        if led == counted - 1:
            return "with the last character taken in"
        if led == self.ends[end] - self.ends[start]:
            return "with the length for the end"
        return "with one character more at the end" if led == counted + 1 else None

    def in_words(self, end: str) -> str:
        """The way in words."""
        shifted = "from 1" if self.shift == 1 else f"off by {self.shift}" if self.shift else ""
        if shifted == "from 1" and not self.unit:
            shifted = "counted from 1"
        swapped = "with start and end exchanged" if self.is_swapped else ""
        return ", ".join(part for part in (self.unit, shifted, end, swapped) if part)


def _way(
    spans: Sequence[Span], drifted: Sequence[int], text: str, count: _Counting
) -> Iterator[Drift]:
    """The wrong spans that a way explains; all spans, if it explains the others too."""
    starts: dict[int, int] = {}
    ends: dict[int, str] = {}
    missed = 0
    allowed = len(drifted) - min(len(drifted), max(2, int(_MOST_OF * len(drifted))))
    for number in drifted:
        start = count.start_of(spans[number], text)
        end = None if start is None else count.end_of(spans[number], start)
        if start is None or end is None:
            missed += 1
            if missed > allowed:
                return
        else:
            starts[number], ends[number] = start, end
    kinds = list(ends.values())
    end = max(dict.fromkeys(kinds), key=kinds.count, default="")
    starts = {number: start for number, start in starts.items() if ends[number] == end}
    if not missed and len(starts) == len(drifted):
        others = [count.start_of(span, text) for span in spans]
        # Some may have come to lie on the same words elsewhere.
        is_most = 2 * len(drifted) > len(spans) or not count.shift
        if is_most and None not in others:
            starts = {number: start for number, start in enumerate(others) if start is not None}
    if starts:
        yield Drift(count.in_words(end), starts)


def _occurrences(text: str, exact: str) -> Iterator[int]:
    at = text.find(exact)
    while at >= 0:
        yield at
        at = text.find(exact, at + 1)
