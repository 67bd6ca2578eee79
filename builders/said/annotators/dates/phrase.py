"""A stretch of tokens that a pattern matched: what can be read off it, and what is around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from said import lexicon
from said.annotators.dates.context import DateContext, Day
from said.annotators.dates.numerals import (
    Lacking,
    is_rather_clock,
    read_number,
    read_ordinal,
    read_year,
)
from said.annotators.dates.tense import Surroundings
from said.annotators.dates.units import duration, value_at
from said.schema.scheme import DCT
from said.text.datetokens import BREAK, Token
from said.text.datewords import listed

if TYPE_CHECKING:
    from said.annotators.dates.story import Story

_SHIFT = {"LAST": -1, "NEXT": 1, "THIS": 0, "CURRENT": 0}
MONTHS = [word[:3] for word in lexicon.words("calendar", "MONTH")]
WEEKDAYS = [word[:3] for word in lexicon.words("calendar", "WDAY")]
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS = {
    "morning": "MO", "mornings": "MO", "dawn": "MO", "afternoon": "AF", "afternoons": "AF",
    "arvo": "AF", "evening": "EV", "evenings": "EV", "dusk": "EV", "night": "NI", "nights": "NI",
    "nite": "NI", "nites": "NI", "overnight": "NI", "tonight": "NI", "noon": "MI", "midday": "MI",
    "midnight": "NI", "daybreak": "MO", "lunchtime": "MI", "midafternoon": "AF",
    "midmorning": "MO", "nightfall": "EV", "sundown": "EV", "sunrise": "MO", "sunset": "EV",
}  # fmt: skip
_UNITS = {
    form: row[0]
    for section in ("UNIT", "UNIT ABBREVIATED", "QTR", "CENTURY")
    for row in lexicon.section_lines("calendar", section)
    for form in row
}
"""The unit of each word for it."""
_DAYS = {form: row[0] for row in lexicon.section_lines("calendar", "DAYREF") for form in row}
"""Today, tomorrow, tonight or yesterday for each of its forms."""
_UNIT = ("UNIT", "QTR", "CENTURY")
_BETWEEN = frozenset({"NUM", "ORD", "MONTH", "DOT", "COMMA", "AND", "HYPH", "TILL", "THE"})
"""What may stand between a date without a year and the year of the one that it is joined to."""

_JOINTS = frozenset({"HYPH", "TILL", "AND", "OR", "COMMA"})
_BESIDE = 3
"""Tokens between a year and a month of it."""
_JOINING = frozenset({"in", "on", "by", "early", "late"})


class NoTime(Exception):
    """The words name no time, whatever part of them is read: 30 February, her late thirties."""


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
    def dct(self) -> date | None:
        """The day that deixis counts from."""
        return self.context.dct

    @property
    def story(self) -> Story | None:
        """What was narrated so far, where dates follow the story."""
        return self.context.story

    # What surrounds the phrase.

    def _word(self, place: int) -> str:
        """The token at a place in lower case, empty outside of the text."""
        lowered = self.context.tokens.lowered
        return lowered[place] if 0 <= place < len(lowered) else ""

    @property
    def next_word(self) -> str:
        """The token after the phrase in lower case, empty at the end."""
        return self._word(self.after)

    @property
    def word_before(self) -> str:
        """The token before the phrase in lower case, empty at the beginning."""
        return self._word(self.first - 1)

    def is_before_noun(self) -> bool:
        """Whether the next word is one that the phrase may describe: "the 17th victory"."""
        return self.next_word.isalpha() and self.next_word not in listed("after a day")

    def words_before(self, count: int) -> list[str]:
        """At most so many tokens before the phrase, in lower case."""
        return self.context.tokens.lowered[max(0, self.first - count) : self.first]

    def tokens_before(self, count: int) -> list[Token]:
        """At most so many tokens before the phrase."""
        return self.context.tokens[max(0, self.first - count) : self.first]

    def tokens_behind(self, count: int) -> Iterator[Token]:
        """At most so many tokens after the phrase, up to the end of the paragraph."""
        return self._paragraph(self.after, count)

    def _paragraph(self, first: int, count: int) -> Iterator[Token]:
        for token in self.context.tokens[first : first + count]:
            if token.kind == BREAK:
                return
            yield token

    def tense(self) -> str | None:
        """`past` or `future` by the nearest verb of the sentence, None if no verb shows it."""
        return self._surroundings.find_tense()

    def points_ahead(self) -> bool:
        """Whether the words before point ahead ("by Friday", "as early as Friday")."""
        return self._surroundings.points_ahead()

    def begins_paragraph(self) -> bool:
        """Whether nothing stands before the phrase in its paragraph."""
        return self.context.tokens.begins_paragraph(self.first)

    def begins_sentence(self) -> bool:
        """Whether only small words stand in front of the phrase in its sentence."""
        return self._surroundings.begins_sentence()

    def is_habitual(self) -> bool:
        """Whether the clause tells what happens as a rule ("usually open in June")."""
        return self._surroundings.is_habitual()

    @property
    def _surroundings(self) -> Surroundings:
        return Surroundings(self.context.tokens, self.first, self.after)

    def joint(self) -> str | None:
        """The class of the token that joins the phrase to the expression before: "-", "to"."""
        tokens, at = self.context.tokens, self.first - 1
        if at < 1:
            return None
        kind = tokens.kind(at)
        if kind not in _JOINTS and tokens.lowered[at] != "/":
            return None
        listed_and = kind == "AND" and at > 1 and tokens.kind(at - 1) == "COMMA"  # May 3, 4, and 5
        before = at - 2 if listed_and else at - 1
        return kind if tokens.ends[before] == self.context.ended else None

    def year_ahead(self) -> int | None:
        """The year that the second of two joined dates gives for both ("May 3-5, 2023"), of which
        the phrase is the first."""
        ahead = list(self.tokens_behind(10))
        if not ahead or ahead[0].kind not in ("HYPH", "TILL", "AND", "OR", "COMMA"):
            return None
        listed_months = [token.kind for token in ahead[1:2]] == ["MONTH"]
        if ahead[0].kind in ("OR", "COMMA") and not listed_months:  # May, June and July 1943
            return None
        kinds: set[str] = set()
        for token in ahead[1:]:
            if token.kind == "YEAR":
                if is_rather_clock(token) and not self.story:
                    return None
                return int(token.text) if kinds & {"NUM", "ORD", "MONTH"} else None
            if token.kind not in _BETWEEN:
                return None
            kinds.add(token.kind)
        return None

    def year_beside(self) -> int | None:
        """The year that is named directly before the phrase: "last year, in March"."""
        last = self.context.last
        if last is None or last.unit != "year" or not 0 < self.first - last.after <= _BESIDE:
            return None
        between = self.context.tokens[last.after : self.first]
        joined = all(token.kind == "COMMA" or token.lower in _JOINING for token in between)
        return last.date.year if joined and between[0].kind == "COMMA" else None

    # What the phrase has.

    def token(self, *kinds: str) -> Token | None:
        """The first token of one of these classes."""
        for token in self.found:  # a loop, which is faster than next(): it is asked most often
            if token.kind in kinds:
                return token
        return None

    def has(self, *kinds: str) -> bool:
        """Whether there is a token of one of these classes."""
        for token in self.found:  # noqa: SIM110 - a loop, as in `token`
            if token.kind in kinds:
                return True
        return False

    def needed(self, *kinds: str) -> Token:
        """The first token of one of these classes. Raises ValueError if there is none."""
        token = self.token(*kinds)
        if token is None:
            raise Lacking
        return token

    def cut_at(self, *kinds: str) -> tuple[Phrase, Phrase]:
        """The phrase with the tokens before the first one of these classes, and with those after
        it. Both begin at the place of the phrase."""
        at = self.found.index(self.needed(*kinds))
        return self._replace(found=self.found[:at]), self._replace(found=self.found[at + 1 :])

    def part(self, found: Sequence[Token]) -> Phrase:
        """The phrase of some of its tokens, which follow each other, at their own place."""
        first = bisect_left(self.context.tokens.starts, found[0].start)
        return self._replace(found=found, first=first)

    def without(self, *kinds: str) -> Phrase:
        """The phrase without the tokens of these classes."""
        return self._replace(found=[token for token in self.found if token.kind not in kinds])

    def words(self) -> set[str]:
        """The tokens in lower case."""
        return {token.lower for token in self.found}

    def shift(self) -> int | None:
        """-1 for last and this past, 0 for this, 1 for next; None if there is none of them."""
        return next((shift for kind, shift in _SHIFT.items() if self.has(kind)), None)

    def unit(self) -> str:
        """The unit of time, in the singular. Raises ValueError if there is none."""
        return _UNITS[self.needed(*_UNIT).lower]

    def is_plural(self) -> bool:
        """Whether the unit of time is a plural. Raises ValueError if there is none."""
        form = self.needed(*_UNIT).lower
        return form != self.unit() and form.endswith(("s", "a"))

    def day_reference(self) -> str | None:
        """Today, tomorrow, tonight or yesterday, however it is written; None if it is not there."""
        token = self.token("DAYREF")
        return _DAYS[token.lower] if token else None

    def month(self) -> int:
        """The number of the month. Raises ValueError if there is none."""
        return MONTHS.index(self.needed("MONTH").lower[:3]) + 1

    def weekday(self) -> int:
        """The number of the weekday, Monday is 0. Raises ValueError if there is none."""
        return WEEKDAYS.index(self.needed("WDAY", "WDAYS").lower[:3])

    def day(self) -> int:
        """The number of the day in its month. Raises ValueError if there is none."""
        return read_ordinal(self.found, ("ORD", "ORDW", "NUM"))

    def has_clock_for_year(self) -> bool:
        """Whether what could be the year of a day is rather a time: 21 April 1030 in the news. In
        the course of a story, and with BC or AD, it is a year."""
        return is_rather_clock(self.token("YEAR")) and not (self.story or self.has("ERA"))

    def year(self) -> int | None:
        """The year, None if there is none."""
        return read_year(self.found)

    def fiscal(self) -> str:
        """The letters before the digits of a fiscal year (D3), empty for other years."""
        fiscal = self.has("FISCAL", "FY") and self.convention == "said"
        return "FY" if fiscal and self.year() is not None else ""

    def ordinal(self) -> int:
        """The number of the first ordinal. Raises ValueError if there is none."""
        return read_ordinal(self.found, ("ORD", "ORDW"))

    def number(self) -> str:
        """How many units: a number as it goes into a duration, or X."""
        # "As few as ten days" are ten.
        as_many = self.found[0].kind == "AS"
        number = read_number(self.found[3:] if as_many else self.found)
        if number == "X" and not self.has("FEW") and self.has("HYPH"):
            # "The year-earlier quarter", "week-long": one unit, of which the number is left out.
            single = any(token.kind == "UNIT" and not self.is_plural() for token in self.found)
            return "1" if single and self.has("AGO", "EARLIER", "LONG") else "X"
        return number

    def quant(self) -> str:
        """The quantifier of a SET."""
        return "EACH" if "each" in self.words() else "EVERY"

    def mod(self) -> str | None:
        """The modifier that words inside the phrase ask for (D3)."""
        words = self.words()
        if words & {"early", "beginning", "start", "turn"}:
            return "START"
        if self.has("AS"):
            return "EQUAL_OR_MORE" if words & {"few", "little"} else "EQUAL_OR_LESS"
        if self.has("OR") and words & {"more", "less"}:
            return "EQUAL_OR_MORE" if "more" in words else "EQUAL_OR_LESS"
        if words & {"mid", "middle"}:
            return "MID"
        about = words >= {"or", "so"} or words >= {"close", "to"}
        if words & {"late", "end", "close"} and not about:
            return "END"
        if self.has("THAN"):
            less = bool(words & {"less", "fewer", "under"})
            if "no" in words:
                return "EQUAL_OR_MORE" if less else "EQUAL_OR_LESS"
            return "LESS_THAN" if less else "MORE_THAN"
        if "under" in words:
            return "LESS_THAN"
        if "least" in words:
            return "EQUAL_OR_MORE"
        if "most" in words or "up" in words:
            return "EQUAL_OR_LESS"
        if words & {"nearly", "almost"}:
            return "LESS_THAN" if self.convention == "said" else "APPROX"
        if self.has("MORE", "OVER"):
            return "MORE_THAN"
        return "APPROX" if about or self.has("APPROX") else None

    # What the phrase means.

    def point(
        self, day: date, unit: str, anchor: str | None = DCT, mod: str | None = None
    ) -> Timex:
        """The day, month, quarter or the like of a day, from which others may then be counted."""
        self.context.last = Day(day, unit)
        return Timex("DATE", value_at(day, unit), mod, anchor=anchor)

    def duration(
        self, count: str, mod: str | None = None, anchor: str | None = None, unit: str = ""
    ) -> Timex:
        """A length of so many units, by default those that the phrase names."""
        value = duration(count, unit or self.unit(), self.convention)
        return Timex("DURATION", value, mod, anchor=anchor)

    def repeated(self, count: str = "1", freq: str | None = None) -> Timex:
        """What comes again each time that so many units have passed."""
        value = duration(count, self.unit(), self.convention)
        return Timex("SET", value, quant=None if freq else self.quant(), freq=freq)
