"""Which stretches of two versions of a text are the same: where every character has gone.

What stands once in both versions, a line or else three words in a row or else a word, ties them
together, as far as the order is the same in both; around such ties, what is equal goes with them.
Between two ties the same is done again, where more stands only once. That takes time in proportion
to the length of the texts, not to its square. All offsets are code points, half open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from said.text.segments import Range, longest_rising

_LINE, _WORD = regex.compile(r"[^\n]+"), regex.compile(r"\w+|[^\w\s]")
_UNITS = ((_LINE, 1), (_WORD, 3), (_WORD, 1))
"""What can tie two texts together: so many lines, or words and signs, in a row."""


_ROUNDS = 30
"""How often what lies between ties is looked at again for ties of the same unit. A text of which
each tie shows one more only would be read as often as it has words."""


class Same(NamedTuple):
    """A stretch that is the same in both texts: where it starts in each, and its length."""

    old: int
    new: int
    length: int


class Alignment:
    """The stretches that are the same in two texts, in the order of both, and the lines that stand
    once in both, which may have changed their order."""

    def __init__(self, old: str, new: str) -> None:
        self.same = _joined(_align(old, new))
        self._length = len(new)
        lines = _once(new, (0, len(new)), 0)
        self._lines = [
            Same(start, lines[line][0], length)
            for line, (start, length) in _once(old, (0, len(old)), 0).items()
            if line in lines
        ]

    def moved(self, place: Range) -> int | None:
        """Where a place of the old text starts in the new one; None if it is not the same there
        from beginning to end."""
        for stretches in (self.same, self._lines):
            number = bisect_right(stretches, place[0], key=lambda one: one.old) - 1
            one = stretches[number] if number >= 0 else Same(0, 0, 0)
            if one.old <= place[0] and place[1] <= one.old + one.length:
                return one.new + place[0] - one.old
        return None

    def around(self, place: Range) -> Range:
        """Between what in the new text a place of the old one must lie: from where its beginning,
        or the last that is the same before it, has gone to where its end, or the first that is the
        same behind it, has."""
        start, end = place
        first = 0
        before = bisect_right(self.same, start, key=lambda one: one.old) - 1
        if before >= 0:
            one = self.same[before]
            first = one.new + min(start - one.old, one.length)
        last = self._length
        behind = bisect_left(self.same, end, key=lambda one: one.old + one.length)
        if behind < len(self.same):
            one = self.same[behind]
            last = one.new + max(end - one.old, 0)
        return first, last


def _joined(found: Iterator[Same]) -> list[Same]:
    """The stretches sorted, those that follow on each other in both texts as one."""
    joined: list[Same] = []
    for one in sorted(found):
        if not one.length:
            continue
        before = joined[-1] if joined else Same(-1, -1, 0)
        if before.old + before.length == one.old and before.new + before.length == one.new:
            joined[-1] = Same(before.old, before.new, before.length + one.length)
        else:
            joined.append(one)
    return joined


def _align(old: str, new: str) -> Iterator[Same]:
    """The stretches that are the same, in any order."""
    waiting = [((0, len(old)), (0, len(new)), 0, _ROUNDS)]
    while waiting:
        here, there, unit, rounds = waiting.pop()
        before = equal_length(old[slice(*here)], new[slice(*there)])
        yield Same(here[0], there[0], before)
        here, there = (here[0] + before, here[1]), (there[0] + before, there[1])
        behind = equal_length(old[slice(*here)][::-1], new[slice(*there)][::-1])
        yield Same(here[1] - behind, there[1] - behind, behind)
        here, there = (here[0], here[1] - behind), (there[0], there[1] - behind)
        if here[0] == here[1] or there[0] == there[1]:
            continue
        ties = _ties(old, here, new, there, unit)
        if ties and rounds:
            yield from ties
            waiting += ((*gap, unit, rounds - 1) for gap in _gaps(here, there, ties))
        elif unit + 1 < len(_UNITS):
            waiting.append((here, there, unit + 1, _ROUNDS))


def equal_length(old: str, new: str) -> int:
    """How many characters are the same at the beginning of two texts."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(old), len(new)))


def _ties(old: str, here: Range, new: str, there: Range, unit: int) -> list[Same]:
    """The units that stand once in both stretches, as many as are in the same order; of a row the
    first part."""
    in_old, in_new = _once(old, here, unit), _once(new, there, unit)
    common = [
        Same(start, in_new[row][0], length)
        for row, (start, length) in in_old.items()
        if row in in_new
    ]
    return [common[index] for index in longest_rising([one.new for one in common])]


def _once(text: str, place: Range, unit: int) -> dict[str, Range]:
    """The rows that stand once in a stretch, and the start and length of their first parts."""
    part, count = _UNITS[unit]
    spans = [match.span() for match in part.finditer(text, *place)]
    rows = list(zip(spans, spans[count - 1 :], strict=False))
    strings = [text[first[0] : last[1]] for first, last in rows]
    counts = Counter(strings)
    return {
        string: (first[0], first[1] - first[0])
        for string, (first, _) in zip(strings, rows, strict=True)
        if counts[string] == 1
    }


def _gaps(here: Range, there: Range, ties: Sequence[Same]) -> Iterator[tuple[Range, Range]]:
    """What lies before, between and behind the ties, where there is something in both texts."""
    old, new = here[0], there[0]
    for one in (*ties, Same(here[1], there[1], 0)):
        if old < one.old and new < one.new:
            yield (old, one.old), (new, one.new)
        old, new = one.old + one.length, one.new + one.length
