"""Numbers, ordinals and years, as the tokens of an expression write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Sequence
from itertools import chain

from said import lexicon
from said.text.datetokens import Token

*_SMALL, _TENS = lexicon.section_lines("calendar", "NUMW")
NUMBERS = {word: number for number, word in enumerate(chain(*_SMALL))} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
ORDINALS = {word: number for number, word in enumerate(lexicon.words("calendar", "ORDW"), 1)}
ORDINALS["thirtieth"] = 30
_UNITS = ("UNIT", "QTR", "CENTURY")
_YEARS = ("YEAR", "FY", "SHORTYEAR", "HALFYEAR")
_YEAR = re.compile(r"(\d{4}|\d\d)$")
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d")
_ROUND = 50
"""Of the numbers that can be years, those that are multiples of this count units."""
_LAST_OF_CENTURY = 30
"""Years of two digits up to this one are of this century."""


COMPACT_CLOCK = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
"""A time of the clock in four digits."""
_FIRST_YEAR = "1500"
"""Before it, four digits behind a day are rather a time than a year."""


def is_rather_clock(year: Token | None) -> bool:
    """Whether four digits behind a day are rather a time than its year: 21 April 1030."""
    if year is None or not "1000" <= year.text < _FIRST_YEAR:
        return False
    return COMPACT_CLOCK.fullmatch(year.text) is not None


class Lacking(ValueError):
    """A rule asks for a part that the phrase lacks, such as a day in "May 1,200"."""


def read_year(found: Sequence[Token]) -> int | None:
    """The first year, None if there is none."""
    for token in found:
        digits = _YEAR.search(token.text) if token.kind in _YEARS else None
        if digits:
            return full_year(digits[1])
    return None


def full_year(digits: str) -> int:
    """The year of four digits, or of two."""
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year <= _LAST_OF_CENTURY else 1900)


def read_ordinal(found: Sequence[Token], kinds: Container[str]) -> int:
    """The number of the first token of some classes: 3rd, third, twenty-third; 3 if NUM is one.

    Raises ValueError if there is none.
    """
    tens = 0
    for token in found:
        if token.kind == "NUMW":
            tens = NUMBERS[token.lower] if NUMBERS[token.lower] in (20, 30) else 0
        elif token.kind in kinds and token.kind == "ORDW":
            number = ORDINALS[token.lower]
            return tens + number if number < 10 else number
        elif token.kind in kinds and token.text.rstrip("stndrh").isdecimal():
            return int(token.text.rstrip("stndrh"))
    raise Lacking


def read_number(found: Sequence[Token]) -> str:
    """How many units: a number as it goes into a duration, or X if it is not given.

    Raises ValueError if the number is rather a year: in 2021 weeks passed.
    """
    kinds = {token.kind for token in found}
    if "FEW" in kinds:
        return "X"
    total, part, seen = 0.0, 0.0, False
    for token in found:
        if token.kind in _UNITS and seen:
            break
        if token.kind in ("NUM", "YEAR"):
            if _YEAR_ALONE.fullmatch(token.text) and int(token.text) % _ROUND:
                raise Lacking
            part, seen = _value(token.text), True
        elif token.kind == "NUMW":
            number = NUMBERS[token.lower]
            part = part + number if part % 100 and part % 10 == 0 and number < 10 else number
            seen = True
        elif token.kind == "HUND":
            part = (part or 1) * SCALES[token.lower]
            total, part, seen = total + part, 0, True
        elif token.kind == "COUPLE":
            part, seen = 2, True
        elif token.kind == "A" and not seen:
            part = 1
    total += part
    if "HALF" in kinds:
        total = total + 0.5 if "AND" in kinds else 0.5
    if not total and not seen:
        return "X"
    return str(int(total)) if total == int(total) else f"{total:g}"


def _value(digits: str) -> float:
    """The number that digits write: 1,200, 2.5, 2 1/2, 2½."""
    last = digits[-1]
    if not last.isdecimal():
        return float(digits[:-1].strip() or 0) + unicodedata.numeric(last)
    if "/" in digits:
        whole, part = digits.split()
        above, below = part.split("/")
        return int(whole) + int(above) / (int(below) or 1)
    return float(digits.replace(",", ""))
