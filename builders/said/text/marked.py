"""What of a text is in quotation marks, and so the type of a quote that does not state one.

A deliberately simple reading for scoring, which shares nothing with the annotator that is scored: a
mark opens where none is open, and the next one of its kind (double or single) closes, unless it can
only open. What is open at the end of a paragraph is closed there, as a quotation that runs on over
paragraphs is; a single mark that nothing closes was an apostrophe.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from said.text.reading import read_text
from said.text.segments import Place, Range

_OPENING_ONLY = frozenset("“„«‘‚‹")
_CLOSING_ONLY = frozenset("”»’›")
_SINGLE = frozenset("'‘’‚‛‹›＇")


def marked_stretches(text: str) -> Place:
    """The stretches of a text inside its outermost quotation marks, by place."""
    reading = read_text(text)
    return tuple(
        (start, end)
        for paragraph in reading.paragraphs
        for start, end in _of_paragraph(text, paragraph, reading.marks)
        if start < end
    )


def _of_paragraph(text: str, paragraph: Range, marks: list[int]) -> Iterator[Range]:
    first, after = (bisect_left(marks, edge) for edge in paragraph)
    opened: int | None = None
    for at in marks[first:after]:
        mark = text[at]
        if opened is None:
            opened = None if mark in _CLOSING_ONLY else at
        elif (mark in _SINGLE) == (text[opened] in _SINGLE) and mark not in _OPENING_ONLY:
            yield opened + 1, at
            opened = None
    if opened is not None and text[opened] not in _SINGLE:
        yield opened + 1, paragraph[1]


def type_of(text: str, content: Place, inside: Place) -> str:
    """`direct` where all letters and digits of a quote are `inside` marks, `indirect` where none
    is, else `mixed`."""
    words = sum(_words(text, one) for one in content)
    in_marks = sum(
        _words(text, (max(start, first), min(end, last)))
        for start, end in content
        for first, last in _touching(inside, start, end)
    )
    if not in_marks:
        return "indirect"
    return "direct" if in_marks == words else "mixed"


def _touching(inside: Place, start: int, end: int) -> Iterator[Range]:
    """Those of some disjoint ranges, by place, that share a code point with a range."""
    at = max(0, bisect_right(inside, (start, start)) - 1)
    while at < len(inside) and inside[at][0] < end:
        if inside[at][1] > start:
            yield inside[at]
        at += 1


def _words(text: str, place: Range) -> int:
    return sum(map(str.isalnum, text[place[0] : place[1]]))
