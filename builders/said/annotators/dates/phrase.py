"""A stretch of tokens that a pattern matched, and what can be read off it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from said import lexicon
from said.annotators.dates.context import DateContext
from said.text.datetokens import Token

DCT = "dct"
_SHIFT = {"LAST": -1, "NEXT": 1, "THIS": 0, "CURRENT": 0}
MONTHS = [word[:3] for word in lexicon.words("calendar", "MONTH")]
WEEKDAYS = [word[:3] for word in lexicon.words("calendar", "WDAY")]
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS = {
    "morning": "MO", "mornings": "MO", "dawn": "MO", "afternoon": "AF", "afternoons": "AF",
    "evening": "EV", "evenings": "EV", "dusk": "EV", "night": "NI", "nights": "NI",
    "overnight": "NI", "tonight": "NI", "noon": "MI", "midday": "MI", "midnight": "NI",
}  # fmt: skip
*_SMALL, _TENS = lexicon.section_lines("calendar", "NUMW")
NUMBERS = {word: number for number, word in enumerate(chain(*_SMALL))} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
ORDINALS = {word: number for number, word in enumerate(lexicon.words("calendar", "ORDW"), 1)}
ORDINALS["thirtieth"] = 30
_UNITS = {
    form: row[0]
    for section in ("UNIT", "QTR", "CENTURY")
    for row in lexicon.section_lines("calendar", section)
    for form in row
}
"""The unit of each word for it."""
_YEARS = ("YEAR", "FY", "SHORTYEAR", "HALFYEAR")
_YEAR = re.compile(r"(\d{4}|\d\d)$")
PIVOT = 30
"""Years of two digits up to this one are of this century."""

LAST = "last"
"""The anchor of what is counted from a date that was told before."""


class NoTime(Exception):
    """The words name no time, whatever part of them is read: 30 February, her late thirties."""


class Lacking(ValueError):
    """A rule asks for a part that the phrase lacks, such as a day in "May 1,200"."""


class Timex(NamedTuple):
    """What an expression is annotated with; `anchor` is `dct`, LAST or None."""

    type: str
    value: str
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    anchor: str | None = None


class Phrase(NamedTuple):
    """The tokens `first` to `after` of a text, and what surrounds them."""

    found: Sequence[Token]
    first: int
    context: DateContext
    convention: str

    @property
    def after(self) -> int:
        """The place of the token after the phrase."""
        return self.first + len(self.found)

    @property
    def next_word(self) -> str:
        """The token after the phrase in lower case, empty at the end."""
        lowered = self.context.tokens.lowered
        return lowered[self.after] if self.after < len(lowered) else ""

    def shift(self) -> int | None:
        """-1 for last and this past, 0 for this, 1 for next; None if there is none of them."""
        return next((shift for kind, shift in _SHIFT.items() if self.has(kind)), None)

    def token(self, *kinds: str) -> Token | None:
        """The first token of one of these classes."""
        return next((token for token in self.found if token.kind in kinds), None)

    def has(self, *kinds: str) -> bool:
        """Whether there is a token of one of these classes."""
        return self.token(*kinds) is not None

    def words(self) -> set[str]:
        """The tokens in lower case."""
        return {token.lower for token in self.found}

    def unit(self) -> str:
        """The unit of time, in the singular. Raises Lacking if there is none."""
        token = self.token("UNIT", "QTR", "CENTURY")
        if token is None:
            raise Lacking
        return _UNITS[token.lower]

    def month(self) -> int:
        """The number of the month. Raises Lacking if there is none."""
        token = self.token("MONTH")
        if token is None:
            raise Lacking
        return MONTHS.index(token.lower[:3]) + 1

    def weekday(self) -> int:
        """The number of the weekday, Monday is 0. Raises Lacking if there is none."""
        token = self.token("WDAY", "WDAYS")
        if token is None:
            raise Lacking
        return WEEKDAYS.index(token.lower[:3])

    def day(self) -> int:
        """The number of the day in its month. Raises Lacking if there is none."""
        for token in self.found:
            if token.kind == "ORD" or (token.kind == "NUM" and token.text.isdigit()):
                return int(token.text.rstrip("stndrh"))
            if token.kind == "ORDW":
                return ORDINALS[token.lower]
        raise Lacking

    def year(self) -> int | None:
        """The year, None if there is none."""
        for token in self.found:
            digits = _YEAR.search(token.text) if token.kind in _YEARS else None
            if digits:
                year = int(digits[1])
                return year if len(digits[1]) == 4 else year + (2000 if year <= PIVOT else 1900)
        return None

    def fiscal(self) -> str:
        """What stands before the digits of a year of accounts (D3), else nothing."""
        fiscal = self.has("FISCAL", "FY") and self.convention == "said"
        return "FY" if fiscal and self.year() is not None else ""

    def ordinal(self) -> int:
        """The number of the first ordinal. Raises Lacking if there is none."""
        token = self.token("ORDW", "ORD")
        if token is None:
            raise Lacking
        return ORDINALS[token.lower] if token.kind == "ORDW" else int(token.text.rstrip("stndrh"))

    def number(self) -> str:
        """How many units: a number as it goes into a duration, or X."""
        if self.has("FEW"):
            return "X"
        total, part, seen = 0.0, 0.0, False
        for token in self.found:
            if token.kind in ("UNIT", "QTR", "CENTURY") and seen:
                break
            if token.kind in ("NUM", "YEAR"):
                part, seen = _number(token.text), True
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
        if self.has("HALF"):
            total = total + 0.5 if self.has("AND") else 0.5
        if not total:
            one = any(token.kind == "UNIT" and token.lower == self.unit() for token in self.found)
            return "1" if one and self.has("HYPH") and self.has("AGO", "EARLIER", "LONG") else "X"
        return str(int(total)) if total == int(total) else f"{total:g}"

    def quant(self) -> str:
        """The quantifier of a SET."""
        return "EACH" if "each" in self.words() else "EVERY"

    def mod(self) -> str | None:
        """The modifier that words inside the phrase ask for (D3)."""
        words = self.words()
        if words & {"early", "beginning", "start", "turn"}:
            return "START"
        if words & {"mid", "middle"}:
            return "MID"
        if words & {"late", "end", "close"}:
            return "END"
        if self.has("THAN"):
            less = bool(words & {"less", "fewer", "under"})
            if "no" in words:
                return "EQUAL_OR_MORE" if less else "EQUAL_OR_LESS"
            return "LESS_THAN" if less else "MORE_THAN"
        if "least" in words:
            return "EQUAL_OR_MORE"
        if "most" in words or "up" in words:
            return "EQUAL_OR_LESS"
        if words & {"nearly", "almost"}:
            return "LESS_THAN" if self.convention == "said" else "APPROX"
        if words & {"over", "more"} and self.has("MORE"):
            return "MORE_THAN"
        return "APPROX" if self.has("APPROX") or words >= {"or", "so"} else None


def _number(text: str) -> float:
    if "/" in text:
        whole, part = text.split()
        above, below = part.split("/")
        return int(whole) + int(above) / (int(below) or 1)
    return float(text.replace(",", ""))
