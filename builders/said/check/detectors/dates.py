"""Temporal expressions that can be recognised by their words alone (D1).

Names of months and weekdays, years, clock times, and numbers with a unit of time. A range is the
least that an annotation has to hold: "May 15" with its day, "48 hours" with its number, a clock
time with its zone, but no determiner and no year after a day. The words of the closed list in D1
(today, now, ...), parts of the day and seasons are not looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from said import lexicon
from said.text.datetokens import DateTokens, coded, find_date_tokens, is_age
from said.text.datewords import listed
from said.text.reading import Reading
from said.text.segments import Cover, Range

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# Where no date begins: in a word, in a number, after a sign of money, in a code.
_INSIDE = re.compile(r"(?<=[\w$€£¥#])|(?<=\d[.,:])|(?<=[A-Z][-–])")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])(?::[0-5]\d){1,2}(?!\d|[:.]\d)")
_MONTH = "(?:(?:d|ORD) HYPH? OF?)? MONTH (?:DOT? HYPH? THE? (?:d|ORD))?"
_DIGITS = "(?:d|NUM|YEAR)"
_BETWEEN = "(?:b|l)?"

_LENGTHS = frozenset("upcsqg")
"""The units below."""

# Patterns over the classes of tokens (see `text.datetokens`). Letters in lower case are the classes
# that only this module has: d the number of a day, w an amount in words, b and l (long) what may
# stand between it and a unit, u and p units in the singular and plural, c centuries, s and q second
# and seconds, g forms of units that count only behind digits.
_PATTERNS = (
    _MONTH,
    "WDAY|WDAYS",
    "YEAR|DECADE|ISO|SLASH|DOTTED",
    f"(?:CLOCK|{_DIGITS}) AMPM (?:ZONE|OFFSET)?",
    "CLOCK (?:ZONE|OFFSET)?",
    f"(?:{_DIGITS}|w) OCLOCK",
    "NOON",
    f"(?:{_DIGITS}|w OF?) HYPH? {_BETWEEN} (?:u|p|c)",
    f"{_DIGITS} HYPH? (?:u|p|c|s|q|g)",
    f"A {_BETWEEN} (?:u|c) (?!HYPH)",
    "(?<!HYPH)(?:u|p|c|s|q) HYPH (?:l|OLD)",
    "(?:ORD|ORDW|s) HYPH? c",
    f"w OF? HYPH? {_BETWEEN} q",
    "w HYPH s",
    f"(?:A|w) {_BETWEEN} s",
)


def find_dates(reading: Reading) -> list[Range]:
    """The temporal expressions of a text; none lies in another, and none in a web address."""
    tokens = find_date_tokens(reading)
    own = _own_classes()
    codes = "".join(map(own.get, tokens.lowered, tokens.codes))
    addresses = Cover(match.span() for match in _ADDRESS.finditer(reading.text))
    found = {
        (match.start(), match.end())
        for pattern in _compiled()
        for match in pattern.finditer(codes)
        if _is_date(tokens, codes, match.start(), match.end())
    }
    ranges = (_range(tokens, first, after) for first, after in found)
    return list(_outermost(one for one in ranges if not addresses.touches(one)))


def _range(tokens: DateTokens, first: int, after: int) -> Range:
    """The range of some tokens, without an apostrophe before it and a full stop at its end."""
    start, end = tokens.starts[first], tokens.ends[after - 1]
    return start + (tokens.text[start] in "'’"), end - (tokens.text[end - 1] == ".")


def _is_date(tokens: DateTokens, codes: str, first: int, after: int) -> bool:
    """Whether what a pattern matches is no part of something else."""
    start, end = tokens.starts[first], tokens.ends[after - 1]
    if _INSIDE.match(tokens.text, start) or tokens.text[end : end + 1].isalnum():
        return False
    kind = tokens.kind(first)
    if kind == "CLOCK":
        return _CLOCK.match(tokens.text, start) is not None
    if not _LENGTHS.isdisjoint(codes[first:after]) and is_age(tokens, first, after):
        return False
    if codes[after - 1] == "s" and codes[first] in ("w", coded("A")):
        return codes[first + 1 : after - 1] == coded("HYPH") or _is_length(tokens, first, after)
    return True


def _is_length(tokens: DateTokens, first: int, after: int) -> bool:
    """Whether "a second" is a length of time, and nothing that is second in a row."""
    if tokens.lowered[first] not in ("a", "an", "one"):
        return False
    then = tokens.lowered[after] if after < len(tokens) else ""
    return then in listed("after a second") or not (then[:1].isalnum() or then[:1] in ("'", "-"))


def _outermost(ranges: Iterable[Range]) -> Iterator[Range]:
    end = 0
    for one in sorted(ranges, key=lambda one: (one[0], -one[1])):
        if one[1] > end:
            end = one[1]
            yield one


@cache
def _compiled() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(coded(pattern)) for pattern in _PATTERNS)


@cache
def _own_classes() -> dict[str, str]:
    """The characters of the classes that only this module has, by words in lower case."""
    own = {f"{day:{width}}": "d" for day in range(1, 32) for width in ("", "02")}
    for section in ("NUMW", "FEW", "HUND", "HUNDREDS", "COUPLE", "HALF", "amounts"):
        own |= dict.fromkeys(lexicon.words("calendar", section), "w")
    own |= dict.fromkeys(lexicon.words("calendar", "before units"), "b")
    for unit, *forms in lexicon.section_lines("calendar", "UNIT"):
        if unit != "weekend":
            # An abbreviation lacks letters in the middle or at the end.
            own |= {form: "p" if form.startswith(unit[:-2]) else "g" for form in forms}
            own[unit] = "u"
    own |= dict.fromkeys(lexicon.words("calendar", "units behind numbers"), "g")
    own |= dict.fromkeys((*lexicon.words("calendar", "CENTURY"), "millennium"), "c")
    return own | {"second": "s", "seconds": "q", "long": "l", "—": coded("OTHER")}
