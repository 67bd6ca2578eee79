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
    r"Courier|Express|Broadcasting|Dispatch|Examiner|Record|Bulletin|Reuters|AP|AFP|BBC|CNN|Bloomberg)"
)
_OUTLET = re.compile(rf"(?:{_NAME_WORD}\s+)*{_OUTLET_WORD}\b(?:\s+{_NAME_WORD})*")
_AGENCY_WORD = (
    r"(?:Reuters|AP|AFP|dpa|UPI|Bloomberg|Xinhua|ANI|PTI|IANS|TASS|EFE|ANSA|BBC|CNN|Kyodo|Yonhap)"
)
_OWN_OUTLET = (
    rf"(?:(?:The|THE)[ \t]+)?(?:(?!(?:The|THE)[ \t]){_NAME_WORD}[ \t]+){{0,4}}"
    rf"(?=\p{{Lu}})(?:\p{{L}}+-)?(?i:{_OUTLET_WORD})|(?:Radio|TV)[ \t]+{_NAME_WORD}|{_AGENCY_WORD}"
)
"""The name of an outlet and nothing else, as on a line of its own."""
_NO_OUTLET = re.compile(
    r"(?:The\s+)?(?:(?:Breaking|Latest|Top|Local|Related|Recent|More|Other|All|Your|Our|World|US|"
    r"U\.S\.|UK|U\.K\.|National|International|Business|Sports?|Politics|Political|Entertainment|"
    r"Tech|Technology|Science|Health|Culture|Opinion|Weather|Good|Bad|Big|Fake|Great|No|Live|On|"
    r"Off|In|Book|Film|Music|Peer|Free|Meet|Read|Watch|See|Rising|Rock|Pop|Movie)\s+)*"
    rf"(?:{_OUTLET_WORD})",
    re.IGNORECASE,
)
"""Sections of a page, and words that name no outlet without a name before them."""
_AGENCY = re.compile(
    rf"(?:[^().\n]{{2,60}}\((?P<name>{_AGENCY_WORD})\)"
    rf"|\p{{Lu}}{{2}}[\p{{Lu}} .'’-]{{0,40}}(?:,[^()\n]{{1,40}})?"
    rf"\s?\((?P<name>{_OWN_OUTLET})\))\s*[-–—―]"
)
_SEPARATOR = re.compile(r"[ \t]*[|·•][ \t]*|[ \t]+[–—][ \t]+")
_WRITER = re.compile(rf"(?i:(?P<by>by[ \t:]+))?(?P<names>{_NAMES})")
_COPYRIGHT = re.compile(
    rf"(?:©|\(c\)|copyright)[ \t]*(?:©|\(c\))?[ \t]*(?:[0-9]{{4}}[ \t]*)?(?:by[ \t]+)?"
    rf"(?P<name>(?-i:{_NAME_WORD}(?:[ \t]+{_NAME_WORD}){{0,4}}))",
    re.IGNORECASE,
)
_LABEL = r"(?:(?:first )?(?:published|posted|updated|last updated|date)(?: on| at)?\s*:?\s*)?"
_PLACE = rf"(?:{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,2}}\s*[,–—-]\s*)?"
_BEFORE_DATE = re.compile(rf"{_LABEL}(?-i:{_PLACE})(?:on\s+)?", re.IGNORECASE)
_BEHIND_DATE = re.compile(r"[\s.,|)]*(?:[A-Z]{2,4}T?|GMT|UTC)?[\s.,|)]*[-–—―]?\s*")


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
    signed = {line: parts for line in top if (parts := _parts(text, line, dates))}
    bylines = [
        (line, found)
        for line in top
        if line not in signed and (found := _BYLINE.fullmatch(text, *line))
    ]
    datelines = [(line, date) for line in top for date in dates if _is_dateline(text, line, date)]
    datelines += [(line, parts.date) for line, parts in signed.items() if parts.date]
    by_writers = [*(line for line, _ in bylines), *(line for line in signed if signed[line].names)]
    taken = {*by_writers, *(line for line, _ in datelines)}
    title = _title(text, lines, taken)
    names = [*(one for _, found in bylines for one in _names(found))]
    names += [one for parts in signed.values() for one in parts.names]
    outlets = [parts.outlet for parts in signed.values() if parts.outlet]
    outlets += _lines_of_outlets(text, top, taken | ({title} if title else set()))
    return Masthead(
        title,
        tuple(sorted(by_writers)),
        tuple(sorted(names)),
        _outlet(text, lines[:_TOP], short, [found for _, found in bylines], outlets),
        tuple(datelines),
    )


class _Parts(NamedTuple):
    """What a line of writers, outlet and date has, such as `Jane Roe | Norrvik Post | 3 May`."""

    names: tuple[Range, ...]
    outlet: Range | None
    date: Range | None


def _parts(text: str, line: Range, dates: Sequence[Range]) -> _Parts | None:
    """The parts of a line, if it has at least two and each is an outlet, a date or writers.

    Without `by`, it needs outlet and date: a name can be that of a place, an outlet that of a site.
    """
    cuts = [(line[0], line[0]), *(one.span() for one in _SEPARATOR.finditer(text, *line))]
    parts = [(start, end) for (_, start), (end, _) in pairwise([*cuts, (line[1], line[1])])]
    names: list[Range] = []
    outlets: list[Range] = []
    days: list[Range] = []
    has_by = False
    for part in parts:
        if _is_outlet(text, part):
            outlets.append(part)
        elif day := next((one for one in dates if _is_dateline(text, part, one)), None):
            days.append(day)
        elif (writer := _WRITER.fullmatch(text, *part)) and not names:
            names.extend(_names(writer))
            if not names:
                return None
            has_by = writer["by"] is not None
        else:
            return None
    is_clear = has_by or (outlets and days)
    if len(parts) < 2 or len(outlets) > 1 or len(days) > 1 or not is_clear:
        return None
    return _Parts(tuple(names), *(one[0] if one else None for one in (outlets, days)))


def _is_outlet(text: str, place: Range) -> bool:
    """Whether a place has the name of an outlet and nothing else."""
    words = text[slice(*place)]
    if _ROLE.search(words) or not re.fullmatch(_OWN_OUTLET, words):
        return False
    is_known = re.fullmatch(rf"(?i:the\s{_OUTLET_WORD})|{_AGENCY_WORD}", words) is not None
    return is_known or not _NO_OUTLET.fullmatch(words)


def _lines_of_outlets(text: str, top: Sequence[Range], taken: set[Range]) -> Iterator[Range]:
    """The lines that name an outlet below the first, beside a headline, a byline or a dateline."""
    for number, line in enumerate(top):
        beside = {*top[max(0, number - 1) : number], *top[number + 1 : number + 2]}
        if number and line not in taken and beside & taken and _is_outlet(text, line):
            yield line


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
    text: str,
    top: Sequence[Range],
    short: Sequence[Range],
    bylines: Sequence[re.Match[str]],
    outlets: Sequence[Range],
) -> Range | None:
    """The outlet that a byline, a line or part of a line (`outlets`), the first line of a report,
    or a notice at the end names."""
    for byline in bylines:
        for found in _OUTLET.finditer(text, byline.start("names"), byline.end()):
            if not _ROLE.search(found.group()) and len(found.group().split()) <= 5:
                return found.span()
    if outlets:
        return outlets[0]
    for line in top:
        if agency := _AGENCY.match(text, *line):
            return agency.span("name")
    for line in short:
        if notice := _COPYRIGHT.match(text, *line):
            return notice.span("name")
    return None
