"""Temporal expressions that can be told by their words alone (D1).

Names of months and weekdays, years, clock times, and numbers with a unit of time. A range is the
least that an annotation has to hold: "May 15" with its day, "48 hours" with its number, a clock
time with its zone, but no determiner and no year after a day. The words of the closed list in D1
(today, now, ...), parts of the day and seasons are not looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import regex

from said import lexicon
from said.text.segments import Range

_ADDRESS = regex.compile(r"(?:https?://|www\.)\S+", regex.IGNORECASE)

_GAP = r"[^\S\n]{1,2}"
_MAYBE_GAP = r"[^\S\n]{0,2}"
_HYPHEN = "[-‐‑–]"
_LINK = rf"(?:{_GAP}|{_HYPHEN})"
# Where no date begins: in a word, in a number, after a sign of money.
_EDGE = r"(?<![\w$€£¥#])(?<!\d[.,:])"
_END = r"(?!\w)"
_DAY = r"(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?(?!\w|[.,:]\d)"
_YEAR = r"(?:19|20)\d\d"
_HOUR = r"(?:[01]?\d|2[0-4])"
_MINUTE = r"[0-5]\d"
_AMOUNT = r"\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,4})?"


def find_dates(text: str) -> list[Range]:
    """The temporal expressions of a text; none lies in another, and none in a web address."""
    text = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
    found = {match.span() for pattern in _patterns() for match in pattern.finditer(text)}
    return list(_outermost(found))


def _outermost(ranges: Iterable[Range]) -> Iterator[Range]:
    end = 0
    for one in sorted(ranges, key=lambda one: (one[0], -one[1])):
        if one[1] > end:
            end = one[1]
            yield one


@cache
def _patterns() -> tuple[regex.Pattern[str], ...]:
    """The patterns, each for one sort of expression. Case counts where (?i:...) does not stand:
    "may" is a verb, and so is "sat"."""
    sources = (_months, _weekdays, _years, _clock_times, _lengths, _seconds)
    return tuple(regex.compile(pattern) for source in sources for pattern in source())


def _months() -> Iterator[str]:
    unsure, unsure_short = _cased("months or words"), _cased("month abbreviations or words")
    either = rf"(?:{unsure}|{unsure_short})"
    sure = rf"(?:{_any('months')}|{_cased('months with a capital')})"
    day_before = rf"{_DAY}{_LINK}(?:of{_GAP})?"
    day_after = rf"\.?{_LINK}(?:the{_GAP})?{_DAY}"
    yield rf"{_EDGE}(?:{day_before})?{sure}{_END}(?:{day_after})?"
    yield rf"{_EDGE}{day_before}{either}{_END}(?:{day_after})?"
    yield rf"{_EDGE}{either}{day_after}"
    yield rf"{_EDGE}{either}(?=\.?,?{_GAP}{_YEAR}{_END})"
    other = rf"(?:{sure}|{either})"
    yield rf"{_EDGE}{either}(?={_joint()}{other}{_END})"
    yield rf"(?<=(?<!\w){other}{_joint()}){either}{_END}"
    leading = rf"(?<=(?<!\w){_any('before months')}{_LINK})"
    yield rf"{leading}{unsure}{_END}"
    yield rf"{leading}{unsure_short}(?!\w|\.?{_GAP}[A-Z])"


def _weekdays() -> Iterator[str]:
    full, short = rf"{_any('weekdays')}s?", _cased("weekday abbreviations")
    either = rf"(?:{full}|{short})"
    months = [section for section in lexicon.sections("dates") if section.startswith("month")]
    yield rf"{_EDGE}{full}{_END}"
    yield rf"{_EDGE}{short}(?=\.?,?{_GAP}(?:\d|{_any(*months)}{_END}))"
    yield rf"{_EDGE}{short}(?={_joint()}{either}{_END})"
    yield rf"(?<=(?<!\w){either}{_joint()}){short}{_END}"
    yield rf"(?<=(?<!\w){_any('before weekdays')}{_GAP}){short}(?!\w|\.?{_GAP}[A-Z])"


def _years() -> Iterator[str]:
    clock = rf"T{_HOUR}:{_MINUTE}(?::{_MINUTE})?(?:Z|[+-]\d\d:?\d\d)?"
    yield rf"{_EDGE}(?:{_YEAR}[-./]\d\d?[-./]\d\d?(?:{clock})?|\d\d?[-./]\d\d?[-./]{_YEAR}){_END}"
    amount = rf"[.,:]\d|{_MAYBE_GAP}%|{_GAP}per{_GAP}cent|{_GAP}{_any('not years')}{_END}"
    yield rf"{_EDGE}(?<![A-Z][-–])(?:{_YEAR}|(?:19|20)\d0s)(?!\w|{amount})"
    yield rf"(?<=(?<!\w)['’‘])\d0s{_END}"


def _clock_times() -> Iterator[str]:
    zone = rf"(?:{'|'.join(map(str.upper, _longest_first(lexicon.words('dates', 'zones'))))}){_END}"
    half = r"(?i:[ap]\.?m)"
    minutes = rf"[:.]{_MINUTE}(?::{_MINUTE})?"
    yield rf"{_EDGE}{_HOUR}(?:{minutes})?{_MAYBE_GAP}{half}{_END}(?:\.?{_GAP}{zone})?"
    yield rf"{_EDGE}{_HOUR}:{_MINUTE}(?::{_MINUTE})?(?![\w:]|\.\d)(?:{_GAP}{zone})?"
    yield rf"{_EDGE}(?:{_HOUR}|{_any('numbers')}){_MAYBE_GAP}(?i:o['’‘]clock){_END}"
    yield rf"{_EDGE}(?i:noon|midnight){_END}"


def _lengths() -> Iterator[str]:
    singular, plural = _units()
    unit = rf"(?i:{singular}|{plural})"
    between = rf"(?:{_any('before units')}{_GAP})"
    counted = rf"(?:{_AMOUNT}|{_any('numbers')}(?:{_GAP}of)?)"
    yield rf"{_EDGE}{counted}{_LINK}{between}?{unit}{_END}"
    glued = rf"(?i:{singular}|{plural}|seconds?)|{_any('unit abbreviations')}"
    yield rf"{_EDGE}{_AMOUNT}(?:{_MAYBE_GAP}|{_HYPHEN})(?:{glued}){_END}"
    yield rf"{_EDGE}(?i:an?){_GAP}{between}?(?i:{singular})(?!\w|{_HYPHEN}\w)"
    yield rf"{_EDGE}(?<!{_HYPHEN})(?i:{singular}|{plural}|seconds?){_HYPHEN}(?i:long|old){_END}"
    which = rf"(?:\d\d?(?i:st|nd|rd|th)|{_any('ordinals')})"
    yield rf"{_EDGE}{which}{_LINK}(?i:century|centuries|millennium){_END}"


def _seconds() -> Iterator[str]:
    """Lengths in seconds, told from what is second in a row."""
    between = rf"(?:{_any('before units')}{_GAP})"
    yield rf"{_EDGE}{_any('numbers')}(?:{_GAP}of)?{_LINK}{between}?(?i:seconds){_END}"
    yield rf"{_EDGE}{_any('numbers')}{_HYPHEN}(?i:second){_END}"
    closing = rf"[^\w\s'’‘-]|[^\S\n]*(?:\n|\Z)|{_GAP}{_any('after a second')}{_END}"
    yield rf"{_EDGE}(?i:an?|one){_GAP}(?:(?i:split){_GAP}|{between})?(?i:second)(?={closing})"


def _units() -> tuple[str, str]:
    """The units but the second, singular and plural, as alternatives of a pattern."""
    rows = [row for row in lexicon.section_lines("dates", "units") if row[0] != "second"]
    singular = _longest_first(row[0] for row in rows)
    plural = _longest_first(form for row in rows for form in row[1:])
    return "|".join(singular), "|".join(plural)


def _joint() -> str:
    """What joins two months or two weekdays."""
    return rf"\.?(?:{_MAYBE_GAP}[-–/,&]{_MAYBE_GAP}|{_GAP}(?:and|or|to|through){_GAP})"


def _any(*sections: str) -> str:
    """A pattern for the words of sections in any case."""
    found = {word for section in sections for word in lexicon.words("dates", section)}
    return f"(?i:{'|'.join(_longest_first(found))})"


def _cased(section: str) -> str:
    """A pattern for the words of a section with a capital, or in capitals."""
    found = lexicon.words("dates", section)
    return f"(?:{'|'.join(_longest_first(f for w in found for f in (w.capitalize(), w.upper())))})"


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))
