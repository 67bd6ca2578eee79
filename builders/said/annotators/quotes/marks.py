"""Stretches in quotation marks: which mark closes which (Q4).

Marks are paired one paragraph at a time, so that a mark without a partner loses no more than its
paragraph: a stretch whose closing mark is missing ends with it. Whether the next paragraph goes on
is for `finder`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import merge
from itertools import groupby
from typing import NamedTuple

import regex

from said.annotators.quotes.lexemes import verbs
from said.text.reading import Reading
from said.text.segments import Cover, Range, trimmed_range
from said.text.tokens import DOUBLE_MARKS, SINGLE_MARKS

_OPENING = {
    "“": "”",
    "‘": "’",
    "«": "»",
    "‹": "›",
    "„": "“”",
    "‚": "‘’",
    "‟": "”",
    "‛": "’",
    "`": "'’",
}
_CLOSING = frozenset("”’»›")
MARKS = SINGLE_MARKS | DOUBLE_MARKS
_PAIRED = frozenset("'‘’`")
_BEFORE_OPENING = frozenset("([{—–-/")
# In `We lost' and ``We lost'' a backtick stands for an opening mark.
_BACKTICK = regex.compile(r"(?<![\w`])`{1,2}(?=[^\s`])")
_DEEPEST = 8
# A sign, and somebody and a word that may be a cue: ", Lind said.", "? asked Marta Lind,".
_SIGN_AND_CUE = regex.compile(
    r"[,?!](?=(?P<said>\s+(?:(?:(?:\p{Lu}[\w.'’-]*\s+){1,3}|(?:he|she|they)\s+)(?P<verb>\p{Ll}+)"
    r"|(?P<inverted>\p{Ll}+)(?:\s+\p{Lu}[\w.'’-]*){1,3}))(?:[.,;]|\s(?:after|as|at|in|on|to|when)\s|\Z))"
)
_LONGEST_LOST = 2000


class Marked(NamedTuple):
    """A stretch in marks: the text from `start` to `end` without the marks, half open; `outer` with
    them. `closed` says whether it has a closing mark, `depth` in how many others it lies."""

    start: int
    end: int
    outer: Range
    closed: bool
    depth: int
    single: bool


@lru_cache(maxsize=1)
def find_marked(reading: Reading) -> tuple[Marked, ...]:
    """All stretches in marks, by place, the outer before the inner; empty ones are left out."""
    places = _starts(reading)
    found: list[Marked] = []
    paragraphs = reading.paragraphs if places else ()
    for number, paragraph in enumerate(paragraphs, 1):
        first, after = bisect_left(places, paragraph[0]), bisect_left(places, paragraph[1])
        if first < after:
            goes_on = "".join(reading.text[at] for at, _ in paragraphs[number : number + 1])
            found += _of_paragraph(reading.text, paragraph, places[first:after], goes_on)
    return tuple(found)


def closing_mark(text: str, one: Marked) -> int:
    """The place of the mark that closes a stretch."""
    at = one.end
    while at < one.outer[1] - 1 and text[at].isspace():
        at += 1
    return at


def without_wrappers(reading: Reading, found: Sequence[Marked]) -> list[Marked]:
    """The outermost stretches, wrappers left out and what they wrap in their place."""
    around = Cover(one.outer for one in find_wrappers(reading, found))
    return [one for one in found if one.depth == around.contains(one.outer)]


def find_wrappers(reading: Reading, found: Sequence[Marked]) -> list[Marked]:
    """The stretches that a translation or scrape put around whole paragraphs (Q4).

    They are single marks around two or more of them, in at least one of which others quote.
    """
    single = [one for one in found if one.depth == 0 and one.single]
    whole = list(_whole_paragraphs(reading, single)) if len(single) > 1 else []
    spoken = sum(reading.text[one.end - 1] in ",?!" for one in set(single).difference(whole))
    if 2 * spoken >= len(whole):
        return []  # single marks are those of the text: ‘We lost,’ said Lind.
    around = Cover(one.outer for one in whole)
    quoting = any(one.depth and not one.single and around.contains(one.outer) for one in found)
    return whole if len(whole) > 1 and quoting else []


def _whole_paragraphs(reading: Reading, stretches: Iterable[Marked]) -> Iterator[Marked]:
    """The stretches, by place, that have only punctuation beside them in their paragraph."""
    starts = [start for start, _ in reading.paragraphs]
    for number, inside in groupby(stretches, lambda one: bisect_right(starts, one.outer[0]) - 1):
        first, after = _words_of(reading.text, reading.paragraphs[number])
        for one in inside:
            if one.outer[0] <= first and after <= one.outer[1]:
                yield one


def _words_of(text: str, paragraph: Range) -> Range:
    """Where the first letter or digit of a paragraph begins and the last one ends; without any, the
    end and the beginning of the paragraph."""
    start, end = paragraph
    first = next((at for at in range(start, end) if text[at].isalnum()), end)
    last = next((at + 1 for at in range(end - 1, first - 1, -1) if text[at].isalnum()), start)
    return first, last


def _starts(reading: Reading) -> list[int]:
    """The places of the marks; where two single ones form a double one (''…''), the first."""
    text = reading.text
    found: list[int] = []
    doubled = -1
    backticks = (match.start() for match in _BACKTICK.finditer(text))
    for start in merge(backticks, reading.marks) if "`" in text else reading.marks:
        if start == doubled:
            continue
        if _width(text, start) == 2:
            doubled = start + 1
        found.append(start)
    return found


def _width(text: str, at: int) -> int:
    """How many characters a mark has: two where single ones form a double one."""
    return 2 if text[at] in _PAIRED and text[at + 1 : at + 2] == text[at] else 1


def _is_single(text: str, at: int) -> bool:
    return text[at] in SINGLE_MARKS and _width(text, at) == 1


def _of_paragraph(text: str, paragraph: Range, places: Sequence[int], goes_on: str) -> list[Marked]:
    """The stretches of one paragraph. `goes_on` is the character with which the next one
    begins: words that nothing closes may go on there, if it is a mark."""
    words = _first_unmarked(text, paragraph)
    found: list[Marked] = []
    opened: list[int] = []
    spaced = _find_spaced(text, paragraph, places)
    for at in places:
        width = _width(text, at)
        if spaced[at] if at in spaced else _opens(text, paragraph, at, opened):
            lost = _end_of_lost(text, opened, at)
            if lost is not None:
                found += _stretch(text, opened[-1] + width, lost, (opened.pop(), lost), False)
            if len(opened) < _DEEPEST:
                opened.append(at)
            continue
        matching = _partner(text, opened, at)
        if matching is None:
            if not opened and not found and not _is_single(text, at):
                # The opening mark is lost, or is a closing one: the paragraph begins with it.
                found += _stretch(text, min(words, at), at, (paragraph[0], at + width), True)
            continue
        start = opened[matching]
        found += _stretch(text, start + _width(text, start), at, (start, at + width), True)
        del opened[matching:]
    lost = next((at for at in opened if text[at] == goes_on or not _is_single(text, at)), None)
    if lost is not None:
        start, end = lost, paragraph[1]
        said = _find_said(text, start + 1, end)
        if said and (goes_on not in MARKS or end - said.end("said") < 2):
            end = said.end()
        found += _stretch(text, start + _width(text, start), end, (start, end), False)
    return list(_apart(found))


def _find_spaced(text: str, paragraph: Range, places: Sequence[int]) -> dict[int, bool]:
    """Straight double marks with white space or an edge on both sides: " We lost , " said Lind.
    Where all of a paragraph are in pairs, every second one opens; else none is told."""
    straight = [at for at in places if text[at] == '"']
    alone = {
        at
        for at in straight
        if (at == paragraph[0] or text[at - 1].isspace())
        and (at + 1 == paragraph[1] or text[at + 1].isspace())
    }
    if not alone or len(straight) % 2:
        return {}
    return {at: number % 2 == 0 for number, at in enumerate(straight) if at in alone}


def _end_of_lost(text: str, opened: Sequence[int], at: int) -> int | None:
    """Where the words of the innermost open double mark end, if nothing closes it and another opens
    at a place: before somebody says them ("“We lost, Lind said. “Nobody came.”")."""
    if not opened or text[opened[-1]] != text[at] or _is_single(text, at):
        return None
    said = _find_said(text, opened[-1] + 1, at)
    return said.end() if said else None


def _find_said(text: str, start: int, end: int) -> regex.Match[str] | None:
    """The sign in marked words behind which somebody says those before it."""
    for found in _SIGN_AND_CUE.finditer(text, start, min(end, start + _LONGEST_LOST)):
        verb = verbs().get(found["verb"] or found["inverted"])
        if verb and verb.clause and not verb.attitude:
            return found
    return None


def _first_unmarked(text: str, paragraph: Range) -> int:
    """The first place of a paragraph after the marks at its beginning."""
    return next((at for at in range(*paragraph) if text[at] not in MARKS), paragraph[1])


def _stretch(text: str, start: int, end: int, outer: Range, closed: bool) -> Iterator[Marked]:
    """The stretch without the white space around it, if anything is left."""
    start, end = trimmed_range(text, start, end)
    if start < end:
        yield Marked(start, end, outer, closed, 0, _is_single(text, outer[0]))


def _apart(found: list[Marked]) -> Iterator[Marked]:
    """Those that overlap no other in part, by place; depths are counted anew."""
    ends: list[int] = []
    for one in sorted(found, key=lambda one: (one.outer[0], -one.outer[1])):
        while ends and ends[-1] <= one.outer[0]:
            ends.pop()
        if ends and one.outer[1] > ends[-1]:
            continue
        if len(ends) <= _DEEPEST:
            yield one._replace(depth=len(ends)) if ends else one
            ends.append(one.outer[1])


def _opens(text: str, paragraph: Range, at: int, opened: list[int]) -> bool:
    """Whether a mark opens a stretch; if both ends look alike, white space decides."""
    mark = text[at]
    if mark in _OPENING and not _closes_after_all(text, paragraph, at, opened):
        german = mark in "“‘" and any(mark in _OPENING.get(text[one], "") for one in opened)
        return not german
    if mark in _CLOSING or mark in _OPENING:
        return False
    before = text[at - 1] if at > paragraph[0] else " "
    width = _width(text, at)
    after = text[at + width] if at + width < paragraph[1] else " "
    is_open = any(text[one] == mark for one in opened)
    if before.isspace() or before in _BEFORE_OPENING or before in _OPENING or before in "\"'":
        return not after.isspace() and not (is_open and not before.isspace())
    return False


def _closes_after_all(text: str, paragraph: Range, at: int, opened: list[int]) -> bool:
    """Whether an opening mark was typed where one closes: “Do you?“ he asked."""
    if not opened or text[opened[-1]] != text[at] or at - 1 == opened[-1]:
        return False
    before, after = text[at - 1], text[at + 1] if at + 1 < paragraph[1] else " "
    return not (before.isspace() or before in _BEFORE_OPENING or after.isalnum())


def _partner(text: str, opened: list[int], at: int) -> int | None:
    """The place, among those that are open, of the mark that this one closes: the innermost that is
    single or double as it is, also of another shape (“… breaking point.")."""
    single = _is_single(text, at)
    inwards = range(len(opened) - 1, -1, -1)
    return next((place for place in inwards if _is_single(text, opened[place]) == single), None)


class MarkedWords:
    """The stretches in marks of a text, of which none lies in another, by their places."""

    def __init__(self, stretches: Sequence[Marked], labels: Container[Range]) -> None:
        """`labels` are the `outer` ranges of those that only name something."""
        self.stretches = stretches
        self.labels = labels
        self._starts = [one.outer[0] for one in stretches]

    def between(self, start: int, end: int) -> Sequence[Marked]:
        """The stretches that begin in a range."""
        return self.stretches[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def verbatim(self, place: Range) -> list[Range]:
        """The words in marks that lie in a range and are no labels, without marks."""
        return [
            (one.start, one.end)
            for one in self.between(*place)
            if one.outer[1] <= place[1] and one.outer not in self.labels
        ]

    def with_marks(self, place: Range) -> Range:
        """A range with the mark before it or behind it, whose partner lies in it."""
        start, end = place
        before = self._before(start)
        if before and before.start == start and before.outer[1] <= end:
            start = before.outer[0]
        last = self._before(end)
        if last and start <= last.outer[0] and last.end in (end, end + 1):
            end = last.outer[1]
        return start, end

    def inside(self, starts: Iterable[int]) -> tuple[Range, ...]:
        """The words in marks, without these, of the stretches that begin at some places."""
        found = (self.stretches[bisect_left(self._starts, start)] for start in starts)
        return tuple((one.start, one.end) for one in found)

    def is_small_part(self, place: Range) -> bool:
        """Whether a range is less than half of the marked words that it lies in."""
        around = self._before(place[0])
        if around is None or place[1] > around.end:
            return False
        return 2 * (place[1] - place[0]) < around.end - around.start

    def _before(self, place: int) -> Marked | None:
        """The last stretch that begins before a place."""
        number = bisect_left(self._starts, place)
        return self.stretches[number - 1] if number else None
