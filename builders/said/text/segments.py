"""Ranges of a text, what they share and cover, and its graphemes.

All offsets are code points in the text, half open; nothing is ever changed or trimmed away, so
that `text[start:end]` gives every unit back to the character (X1, X2).
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, MutableSequence, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any, Literal, NamedTuple

import regex

Range = tuple[int, int]
"""Start and end in code points, half open."""

Place = tuple[Range, ...]
"""The fragments of an annotation, sorted and disjoint (X3)."""

_MANY = 20
"""So many places of one layer do not lie on each other in any reading."""

# Below this code point, and in general punctuation, every code point is a grapheme of its own.
_JOINING = regex.compile(r"[\u0300-\u1fff\u200c\u200d\u2029-\U0010ffff]")
_ASCII = bytes(range(0x80))
_PREPENDED = regex.compile(r"\p{GCB=Prepend}")
# Flags but for the last letter of a run, which may have something joined to it.
_FLAGS = regex.compile(r"(?:[\U0001F1E6-\U0001F1FF]{2})+(?=[\U0001F1E6-\U0001F1FF])")

# More marks on a letter than any script writes (UAX 15).
_MANY_MARKS = regex.compile(r"\P{ccc=0}{30,}")
_Form = Literal["NFC", "NFKC", "NFD", "NFKD"]


def span(text: str, place: Range) -> dict[str, Any]:
    """A span of the records: its offsets and its text (X2)."""
    start, end = place
    return {"start": start, "end": end, "exact": text[start:end]}


def trimmed_range(text: str, start: int, end: int, also: Container[str] = ()) -> Range:
    """A range without the white space at its edges, nor the characters in `also`."""
    while start < end and (text[start].isspace() or text[start] in also):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in also):
        end -= 1
    return start, end


class Tokens(NamedTuple):
    """Parallel lists: the string of each token and its offsets in the whole text."""

    strings: list[str]
    starts: MutableSequence[int]
    ends: MutableSequence[int]

    def touched(self, start: int, end: int) -> Range:
        """The places of the tokens that share a code point with a span, half open."""
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest series of numbers that never fall."""
    tops: list[int] = []
    at_top: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_right(tops, number)
        before.append(at_top[length - 1] if length else -1)
        tops[length : length + 1] = [number]
        at_top[length : length + 1] = [place]
    series = []
    place = at_top[-1] if at_top else -1
    while place >= 0:
        series.append(place)
        place = before[place]
    return series[::-1]


def join_ranges(ranges: Iterable[Range]) -> Place:
    """Ranges in order, those that touch or overlap as one."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


class Cover:
    """Ranges, which may overlap, asked for the stretches of text that they cover."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        in_order = sorted(ranges)
        self._starts = [start for start, _ in in_order]
        self._ends = [end for _, end in in_order]
        self._furthest = list(accumulate((end for _, end in in_order), max))

    def contains(self, one: Range) -> bool:
        """Whether a range lies within one of these."""
        number = bisect_right(self._starts, one[0])
        return number > 0 and self._furthest[number - 1] >= one[1]

    def holding(self, one: Range) -> Range | None:
        """The range of these that a range lies within; of several the one that begins last."""
        after = bisect_right(self._starts, one[0])
        if not after or self._furthest[after - 1] < one[1]:
            return None
        tops, size = self._tops, len(self._tops) // 2
        # From the leaf behind them up to the first tree on the left with an end that is far enough,
        # and down again to the last of its leaves.
        node = after + size
        while not node % 2 or tops[node - 1] < one[1]:
            node //= 2
        node -= 1
        while node < size:
            node = 2 * node + (tops[2 * node + 1] >= one[1])
        return self._starts[node - size], self._ends[node - size]

    @cached_property
    def _tops(self) -> list[int]:
        """A binary tree of the ends as a heap: each node has the furthest end below it."""
        size = 1 << len(self._ends).bit_length()
        tops = [-1] * size + self._ends + [-1] * (size - len(self._ends))
        for node in range(size - 1, 0, -1):
            tops[node] = max(tops[2 * node], tops[2 * node + 1])
        return tops

    def touches(self, one: Range) -> bool:
        """Whether a range shares a character with one of these."""
        number = bisect_left(self._starts, one[1])
        return number > 0 and self._furthest[number - 1] > one[0]


def overlap(first: Place, second: Place) -> int:
    """How many code points two places share."""
    shared = 0
    if len(first) > len(second):
        first, second = second, first
    for start, end in first:
        here = max(0, bisect_right(second, (start, start)) - 1)
        if second[here][1] <= start:
            here += 1
        while here < len(second) and second[here][0] < end:
            shared += min(end, second[here][1]) - max(start, second[here][0])
            here += 1
    return shared


def overlapping(first: Sequence[Place], second: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """All pairs of indices whose places share a code point, found in one walk over both.

    Of a place with very many others on it only some are looked at: those that begin nearest, those
    that end furthest, and one that is the same.
    """
    order = sorted(range(len(second)), key=lambda index: second[index][0][0])
    same: dict[Place, list[int]] = {}
    for other in reversed(range(len(second))):
        same.setdefault(second[other], []).append(other)
    reached = 0
    active: list[int] = []
    for one in sorted(range(len(first)), key=lambda index: (first[index][0][0], index)):
        start, end = first[one][0][0], first[one][-1][1]
        while reached < len(order) and second[order[reached]][0][0] <= start:
            active.append(order[reached])
            reached += 1
        active = [other for other in active if second[other][-1][1] > start]
        if len(active) > 2 * _MANY:
            furthest = sorted(active, key=lambda index: second[index][-1][1])[-_MANY:]
            active = sorted({*furthest, *active[-_MANY:]}, key=lambda index: second[index][0][0])
        alike = same.get(first[one], [])
        for other in dict.fromkeys((*active, *order[reached : reached + _MANY], *alike[-1:])):
            if second[other][0][0] < end and overlap(first[one], second[other]):
                yield one, other
        if alike:
            alike.pop()


def splits_grapheme(text: str, offset: int) -> bool:
    """Whether a cut at `offset` would split a grapheme cluster (X2, UAX 29)."""
    return offset in inside_graphemes(text)


@lru_cache(maxsize=2)
def inside_graphemes(text: str) -> frozenset[int]:
    """The offsets at which a cut would split a grapheme cluster; in most texts there are none."""
    if not _has_joining(text):
        return frozenset()
    found: list[int] = []
    start = 0
    # regex counts the letters of flags from the first one of a run, for each of them anew.
    for flags in _FLAGS.finditer(text):
        found += _inside(text, start, flags.start())
        found += range(flags.start() + 1, flags.end(), 2)
        if _PREPENDED.match(text, max(0, flags.start() - 1), flags.start()):
            found.append(flags.start())
        start = flags.end()
    return frozenset([*found, *_inside(text, start, len(text))])


def _inside(text: str, start: int, end: int) -> Iterator[int]:
    """The offsets inside the graphemes of a stretch."""
    for match in regex.finditer(r"\X", text[start:end]):
        yield from range(start + match.start() + 1, start + match.end())


def normalized(form: _Form, text: str) -> str:
    """A text in one of Unicode's normal forms, also if a letter has thousands of accents: Python
    sorts those of a letter in a time that grows with their square."""
    return unicodedata.normalize(form, _MANY_MARKS.sub(_in_order, text))


def is_composed(text: str) -> bool:
    """Whether a text is in the normal form NFC; see `normalized`."""
    many = any(_in_order(marks) != marks[0] for marks in _MANY_MARKS.finditer(text))
    return not many and unicodedata.is_normalized("NFC", text)


def _in_order(marks: regex.Match[str]) -> str:
    return "".join(sorted(marks[0], key=unicodedata.combining))


def _has_joining(text: str) -> bool:
    # Of an English text little is left without ASCII, and to drop that is the fastest.
    rest = text.encode(errors="surrogatepass").translate(None, _ASCII).decode(errors="ignore")
    return _JOINING.search(rest) is not None or "\r\n" in text
