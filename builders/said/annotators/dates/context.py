"""What a text has told about times up to a place, from which the expressions behind it count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from said.text.datetokens import DateTokens

if TYPE_CHECKING:
    from said.annotators.dates.story import Story

LAST = "last"
"""The anchor of a value that is counted from a date named before."""


class Day(NamedTuple):
    """A point that an expression names, as exact as `unit`: day, week, month, quarter, year."""

    date: date
    unit: str
    number: int = -1
    """The number of the expression."""
    first: int = -1
    after: int = -1
    """The places of its first token, and of the token behind it."""
    time: str = ""
    """Its time of the day, as in a value: TNI."""


@dataclass(slots=True)
class DateContext:
    """The context of one text, as far as it was read."""

    tokens: DateTokens
    dct: date | None
    """The day that deixis counts from: the document's, or in quoted words that of the saying."""
    last: Day | None = None
    """The date that was named last."""
    last_day: Day | None = None
    """The last one that was as exact as a day."""
    last_quarter: Day | None = None
    scene: Day | None = None
    """The last day whose events the text describes."""
    night: Day | None = None
    """The day of the last evening or night."""
    count: int = 0
    """How many expressions were found."""
    ended: int = -1
    """The code point where the expression before ends."""
    anchor: str | None = None
    """The anchor of the expression before."""
    story: Story | None = None
    """What was narrated, where dates follow the story."""
    anniversary: Story | None = None
    """What a passage about a day long ago has told, outside of a narrative."""
    after_ago: int = -100
    """The place behind the last "a hundred years ago"."""
    entry: Day | None = None
    end_of_entry: int = -1
    """The day of the last entry of a log, and the place where the entry ends."""
    origin: Day | None = None
    """What the phrase that is being read counts from, where its anchor is LAST."""
    saying: int = -1
    """The number of the quoted words that the text is in, -1 outside of them."""
    other_voice: tuple[Day | None, ...] = (None, None, None, None)
    """What was named in quoted words, or in them what was named outside: in the words of somebody
    else, "two weeks later" does not count from what the author has named (D4)."""

    def enter_saying(self, number: int, place: int) -> None:
        """Goes on with what was named in quoted words of the same paragraph, or outside of them."""
        if (number < 0) is not (self.saying < 0):
            named = self.last, self.last_day, self.last_quarter, self.scene
            self.last, self.last_day, self.last_quarter, self.scene = self.other_voice
            self.other_voice = named
        self.saying = number
        if number >= 0 and self.last and self.tokens.has_break(self.last.after, place):
            self.last = self.last_day = self.last_quarter = self.scene = None

    def entry_at(self, place: int) -> Day | None:
        """The day of the entry of a log that a place is in."""
        return self.entry if place < self.end_of_entry else None


def parse_day(dct: str | None) -> date | None:
    """The day of a time in ISO 8601; None without a time, or if it is not a date."""
    try:
        return datetime.fromisoformat(dct[:10]).date() if dct else None
    except ValueError:
        return None
