"""What stands above the prose of an article: its headline, its writers, its date, its outlet.

Only what has a usual form is found. It is a draft like the annotations: a person looks at it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex as re

from said.text.paragraphs import find_lines, find_paragraphs, is_hard_wrapped
from said.text.segments import Range

_TOP = 8
"""Lines at the top of a text that are looked at."""
_PROSE = 60
"""Characters from which a line that ends like a sentence is prose."""
_LONGEST = 200
"""Characters of a line that can be a headline, a byline or a dateline."""

_NAME_WORD = r"(?:(?:\p{Lu}\.)+|\p{Lu}[\p{L}\p{M}'’-]*)"
_PARTICLE = r"(?:van|von|de|der|den|del|da|di|du|la|le|al|bin|ibn|ter|af|zu|dos)"
_NAME = rf"{_NAME_WORD}(?:\s+(?:{_PARTICLE}\s+)*{_NAME_WORD}){{1,4}}"
_NAMES = rf"{_NAME}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){_NAME})*"
_BYLINE = re.compile(
    rf"(?:by|written by|text by|story by|reporting by|words by)[ \t:]+(?P<names>(?-i:{_NAMES}))"
    r"(?P<rest>(?:\s*[,|/•·–—-].*|\s+(?:in|for|of|at)\s.*)?)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*")
_ROLE = re.compile(
    r"\b(?:writer|editor|reporter|correspondent|contributor|staff|columnist|journalist|producer|"
    r"photographer|bureau|chief|minutes?|updated|published)\b",
    re.IGNORECASE,
)
_OUTLET_WORD = (
    r"(?:News|Times|Post|Press|Herald|Tribune|Gazette|Journal|Chronicle|Daily|Weekly|Radio|TV|"
    r"Television|Magazine|Review|Mail|Mirror|Guardian|Observer|Telegraph|Standard|Star|Sun|Globe|"
    r"Courier|Dispatch|Examiner|Record|Bulletin|Reuters|AP|AFP|BBC|CNN|Bloomberg)"
)
_OUTLET = re.compile(rf"(?:{_NAME_WORD}\s+)*{_OUTLET_WORD}\b(?:\s+{_NAME_WORD})*")
_AGENCY = re.compile(r"[^().\n]{2,60}\((?P<name>Reuters|AP|AFP|dpa|UPI|Bloomberg|Xinhua)\)\s*[-–—]")
_COPYRIGHT = re.compile(
    rf"(?:©|\(c\)|copyright)[ \t]*(?:©|\(c\))?[ \t]*(?:[0-9]{{4}}[ \t]*)?(?:by[ \t]+)?"
    rf"(?P<name>(?-i:{_NAME_WORD}(?:[ \t]+{_NAME_WORD}){{0,4}}))",
    re.IGNORECASE,
)
_LABEL = r"(?:(?:first )?(?:published|posted|updated|last updated|date)(?: on| at)?\s*:?\s*)?"
_PLACE = rf"(?:{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,2}}\s*[,–—-]\s*)?"
_BEFORE_DATE = re.compile(rf"{_LABEL}(?-i:{_PLACE})(?:on\s+)?", re.IGNORECASE)
_BEHIND_DATE = re.compile(r"[\s.,|)]*(?:[A-Z]{2,4}T?|GMT|UTC)?[\s.,|)]*")


class Masthead(NamedTuple):
    """The places of what was found; `lines` are the lines of bylines, `dates` those of datelines
    with the date in each."""

    title: Range | None
    lines: tuple[Range, ...]
    authors: tuple[Range, ...]
    outlet: Range | None
    dates: tuple[tuple[Range, Range], ...]


def find_masthead(text: str, dates: Sequence[Range]) -> Masthead:
    """The masthead of a text; `dates` are the places of temporal expressions in it."""
    lines = find_lines(text)
    edges = [*lines[:_TOP], *lines[_TOP:][-3:]]
    short = [line for line in edges if line[1] - line[0] <= _LONGEST]
    top = [line for line in _above_prose(text, lines[:_TOP]) if line in short]
    bylines = [(line, found) for line in top if (found := _BYLINE.fullmatch(text, *line))]
    datelines = [(line, date) for line in top for date in dates if _is_dateline(text, line, date)]
    taken = {line for line, _ in (*bylines, *datelines)}
    return Masthead(
        _title(text, lines, taken),
        tuple(line for line, _ in bylines),
        tuple(name for _, found in bylines for name in _names(found)),
        _outlet(text, lines[:_TOP], short, [found for _, found in bylines]),
        tuple(datelines),
    )


def _above_prose(text: str, lines: Sequence[Range]) -> Iterator[Range]:
    for line in lines:
        if _is_prose(text, line):
            return
        yield line


def _is_prose(text: str, line: Range) -> bool:
    start, end = line
    return end - start >= _PROSE and text[start:end].rstrip("\"'”’»)")[-1:] in ".!?…"


def _is_dateline(text: str, line: Range, date: Range) -> bool:
    """Whether a line has nothing but time and place (X4)."""
    return (
        line[0] <= date[0]
        and date[1] <= line[1]
        and _BEFORE_DATE.fullmatch(text, line[0], date[0]) is not None
        and _BEHIND_DATE.fullmatch(text, date[1], line[1]) is not None
    )


def _title(text: str, lines: Sequence[Range], taken: set[Range]) -> Range | None:
    """The first line, if it is no sentence of the prose that follows."""
    if len(lines) < 2 or lines[0] in taken:
        return None
    start, end = lines[0]
    wrapped = is_hard_wrapped(text, lines)
    if find_paragraphs(text, lines, wrapped)[0] != lines[0] or not 2 <= end - start <= _LONGEST:
        return None
    words = text[start:end]
    ends_like_one = not words.endswith((".", ":", ";", ","))
    has_words = len(re.findall(r"\p{L}{2,}", words)) >= 2
    has_prose = any(_is_prose(text, line) for line in lines[1:]) or wrapped
    return lines[0] if ends_like_one and has_words and has_prose else None


def _names(byline: re.Match[str]) -> Iterator[Range]:
    """The names in a byline, without what says that its bearer is a writer."""
    start, end = byline.span("names")
    cuts = [(start, start), *(one.span() for one in _BETWEEN.finditer(byline.string, start, end))]
    for (_, first), (last, _) in pairwise([*cuts, (end, end)]):
        name = byline.string[first:last]
        if not _ROLE.search(name) and not _OUTLET.fullmatch(name):
            yield first, last


def _outlet(
    text: str, top: Sequence[Range], short: Sequence[Range], bylines: Sequence[re.Match[str]]
) -> Range | None:
    """The outlet that a byline, the first line of a report, or a notice at the end names."""
    for byline in bylines:
        for found in _OUTLET.finditer(text, byline.start("names"), byline.end()):
            if not _ROLE.search(found.group()) and len(found.group().split()) <= 5:
                return found.span()
    for line in top:
        if agency := _AGENCY.match(text, *line):
            return agency.span("name")
    for line in short:
        if notice := _COPYRIGHT.match(text, *line):
            return notice.span("name")
    return None
