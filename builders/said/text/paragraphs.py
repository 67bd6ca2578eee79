"""Lines and paragraphs of a text, whether its lines end where paragraphs do or are hard-wrapped.

In most news texts a line is a paragraph. In hard-wrapped plain text (a mailing, a book) a line ends
where the next word had no room, and a line end inside a paragraph is white space. `is_hard_wrapped`
has the rule that tells them apart; whoever knows better says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from said.text.segments import Range

_NARROWEST, _WIDEST = 40, 130
"""The widths to which text is wrapped: from columns of a newspaper to wide terminals."""
_SLACK = 8
"""Columns that a full line may leave free although the next word would fit in: people and programs
that wrap leave the right edge ragged."""
_FULL = 0.8
"""The share of line ends inside paragraphs that must follow a full line."""
_FEW = 3
"""Fewer line ends than these count only if every next line goes on in lower case."""

# "NORRVIK, Norway, May 5 (ANP) — ", "Norrvik (ANP) - ", and the time of an entry in a log or a live
# report: "7:52 a.m. ", "Monday, Oct. 1, 11:15 p.m.: ".
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*)*(?:, [^—–()\n]{1,50}?)?(?: \([^()\n]{1,30}\))?"
    r"|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:, [^—–()\n]{1,50}?)? \([A-Z][^()\n]{1,30}\))"
    r" ?(?:—|–|--|- ) ?(?=[\"“‘']?[A-Z])"
)
_ENTRY = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:[A-Z][a-z]{2,8}\.? \d{1,2},? )?"
    r"\d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)?(?: ?[:–—-])? (?=[\"“‘']?[A-Z])"
)
_LONGEST_DATELINE, _LONGEST_ENTRY = 120, 30
_DASHES = frozenset("—–-")
_FIRST_WORD = re.compile(r"\S+")
_ITEM = re.compile(r"(?:[-*•|>]|\d{1,3}[.)]|\(?[a-z]\))\s")


def find_lines(text: str) -> list[Range]:
    """The lines that are not empty, without the white space around them (X4).

    A line ends at a line feed, as in an editor; other separators are white space inside it.
    """
    found = []
    at = 0
    for line in text.split("\n"):
        kept = line.strip()
        if kept:
            start = at + line.index(kept)
            found.append((start, start + len(kept)))
        at += len(line) + 1
    return found


def find_paragraphs(text: str, lines: Sequence[Range], wrapped: bool) -> list[Range]:
    """The paragraphs of a text: its lines, or in hard-wrapped text the lines that belong together.

    There, a paragraph ends at an empty line, before a line that begins an item of a list or is
    indented further, or at all if first lines are, and after a line that is not full, unless the
    next one begins in lower case.
    """
    if not wrapped or not lines:
        return list(lines)
    width = _width(text, lines)
    found = [lines[0]]
    indents = _indents_paragraphs(text, lines)
    for line, following in pairwise(lines):
        lower = text[following[0]].islower()
        may_go_on = _may_go_on(text, line, following, indents)
        if may_go_on and (lower or _is_full(text, line, following, width)):
            found[-1] = found[-1][0], following[1]
        else:
            found.append(following)
    return found


def find_stated_paragraphs(text: str, lines: Sequence[Range]) -> list[Range]:
    """The paragraphs of a text that is said to be hard-wrapped: all lines up to an empty one."""
    found: list[Range] = []
    for line in lines:
        if found and text.count("\n", found[-1][1], line[0]) == 1:
            found[-1] = found[-1][0], line[1]
        else:
            found.append(line)
    return found


def is_hard_wrapped(text: str, lines: Sequence[Range]) -> bool:
    """Whether a plain text is hard-wrapped: its width is 40 to 130 columns, and at least four
    fifths of the line ends inside paragraphs stand where the next word had no room.

    The width is the length of the longest line with three words or more; the room is the width less
    eight columns. Where there are fewer than three such line ends, every next line must also begin
    in lower case.
    """
    width = _width(text, lines)
    if not _NARROWEST <= width <= _WIDEST:
        return False
    indents = _indents_paragraphs(text, lines)
    inner = [pair for pair in pairwise(lines) if _may_go_on(text, *pair, indents)]
    if not inner:
        return False
    full = sum(_is_full(text, line, following, width) for line, following in inner)
    lower = all(text[following[0]].islower() for _, following in inner)
    return full >= _FULL * len(inner) and (len(inner) >= _FEW or lower)


def _width(text: str, lines: Sequence[Range]) -> int:
    """The length of the longest line that is more than one or two words, such as an address."""
    return max((end - start for start, end in lines if text.count(" ", start, end) > 1), default=0)


def _may_go_on(text: str, line: Range, following: Range, indents: bool) -> bool:
    """Whether two lines can belong to one paragraph: no empty line stands between them, and the
    second one is not indented further, nor at all if that `indents` a paragraph, and begins no item
    of a list."""
    between = text[line[1] : following[0]]
    if between.count("\n") != 1 or _ITEM.match(text, following[0]):
        return False
    indent = len(between) - between.index("\n") - 1
    return not indent if indents else indent <= _indent(text, line)


def _indents_paragraphs(text: str, lines: Sequence[Range]) -> bool:
    """Whether the first line of a paragraph is indented and the others are not: more than once,
    lines of both kinds follow each other."""
    if "\n " not in text:
        return False
    flush = [start == 0 or text[start - 1] == "\n" for start, _ in lines]
    changes = Counter(pairwise(flush))
    return min(changes[True, False], changes[False, True]) > 1


def _indent(text: str, line: Range) -> int:
    """The columns of white space before a line."""
    return line[0] - (text.rfind("\n", 0, line[0]) + 1)


def _is_full(text: str, line: Range, following: Range, width: int) -> bool:
    """Whether the first word of the next line had no room in a line."""
    word = _FIRST_WORD.match(text, *following)
    length = word.end() - word.start() if word else 0
    return line[1] - line[0] + 1 + length > width - _SLACK


def behind_dateline(text: str, paragraph: Range) -> Range:
    """A paragraph without its dateline, or the time that leads an entry, which belong to no
    sentence."""
    start, end = paragraph
    head = text[start : min(end, start + _LONGEST_DATELINE)]
    match = None
    # A dateline begins with capitals, or has an agency in brackets.
    if (not head[1:2].islower() or " (" in head) and not _DASHES.isdisjoint(head):
        match = _DATELINE.match(text, start, end)
    entry = head[:_LONGEST_ENTRY]
    if match is None and (":" in entry or "." in entry):
        match = _ENTRY.match(text, start, end)
    return (match.end() if match else start), end
