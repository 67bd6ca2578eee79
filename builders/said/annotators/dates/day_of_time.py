"""Which day a time of the day belongs to: the one that its words name, or that of its scene."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from said.annotators.dates.context import LAST
from said.annotators.dates.days import (
    day_of_the_month,
    day_reference,
    dotted,
    month_day,
    nth_of_stretch,
    numbered_day,
    slashed,
    some_day,
    weekday,
)
from said.annotators.dates.phrase import Phrase, Timex
from said.annotators.dates.scene import day_of_scene, morning_after
from said.schema.scheme import DCT


class DayOfTime(NamedTuple):
    """A day, None if it is not known; what it counts from, and its digits as in a value."""

    day: date | None
    anchor: str | None
    digits: str = "XXXX-XX-XX"

    @classmethod
    def of(cls, day: date | None, anchor: str | None) -> DayOfTime:
        """A day with its digits."""
        return cls(day, anchor, day.isoformat()) if day else cls(None, anchor)

    def later(self, days: int) -> DayOfTime:
        """The day so many days later."""
        return DayOfTime.of(self.day and self.day + timedelta(days=days), self.anchor)

    def at(self, time: str) -> Timex:
        """A time of the day on this day."""
        return Timex("TIME", self.digits + time, anchor=self.anchor)


def names_day(p: Phrase) -> bool:
    """Whether a time of the clock says of which day it is."""
    return p.has(*_OWN_DAYS)


def find_day(p: Phrase, early: bool = False) -> DayOfTime:
    """The day that a time of the day belongs to, which may be early and end a night."""
    if (
        p.has("ORD", "ORDW", "LAST", "FINAL")
        and p.has("ON", "OF")
        and (numbered := _numbered_day_in(p))
    ):
        return _date_of(numbered)
    inner = p.without("PART", "NOON", "CLOCK", "AMPM")
    for kind, maker in _DAYS:
        if p.has(kind):
            found = maker(inner if kind != "MONTH" else _without_clock(p))
            day = _date_of(found) if found else DayOfTime.of(None, None)
            return day.later(7) if kind == "WDAY" and _is_announced(p, day.day) else day
    scene = (morning_after(p) if early else None) or day_of_scene(p)
    start, anchor = (scene.date, LAST) if scene else (p.dct, DCT)
    if p.has("NEXT", "BEFORE", "AFTER") or p.words() & {"previous", "preceding"}:
        away = 1 if p.has("NEXT", "AFTER") else -1
    elif p.has("THIS", "LAST"):
        start, anchor, away = p.dct, DCT, 0 if p.has("THIS") else -1
    else:
        away = 0
    return DayOfTime.of(start and start + timedelta(days=away), anchor)


def _is_announced(p: Phrase, day: date | None) -> bool:
    """Whether a weekday with a time of the clock is that to come: no verb is around it, and it
    begins no entry of a log."""
    if p.dct is None or day is None or day >= p.dct or p.story:
        return False
    if not p.has("CLOCK", "AMPM", "OCLOCK"):
        return False
    if p.has("LAST", "NEXT", "THIS", "MONTH", "SAME") or p.begins_sentence():
        return False
    return p.tense() is None


def _numbered_day_in(p: Phrase) -> Timex | None:
    """The day of "the evening of the 12th", "8 a.m. on the first of the month", "noon on the last
    day of February"."""
    _, day = p.cut_at("OF", "ON") if not p.has("ON") else p.cut_at("ON")
    day = day.part(day.found)
    if day.has("WDAY", "UNIT", "MONTH"):
        if not day.has("OF", "IN") or (day.has("MONTH") and not day.has("UNIT", "WDAY")):
            return None
        return nth_of_stretch(day) or (day_of_the_month(day) if day.has("UNIT") else None)
    return numbered_day(day) if day.has("ORD", "ORDW") else None


def _date_of(found: Timex) -> DayOfTime:
    digits = found.value[:_DAY]
    if len(digits) < _DAY:
        return DayOfTime.of(None, None)
    if "X" in digits:  # a weekday, the 5th of May, of which the text does not give the year
        return DayOfTime(None, found.anchor, found.value)
    return DayOfTime.of(date.fromisoformat(digits), found.anchor)


_DAY = 10
"""Digits of a value that names a day."""


def _first_token(maker: Callable[[Phrase], Timex | None], kind: str) -> Callable[..., Any]:
    """A function for a day that is one token of the phrase: 14.05.2024."""
    return lambda p: maker(p._replace(found=[p.needed(kind)]))


def day_unknown(p: Phrase) -> Timex | None:
    """The day of "6.40 on a Tuesday in November"."""
    if not p.has("A") or not p.has("WDAY") or not p.has("MONTH"):
        return None
    return some_day(p.part(p.found[p.found.index(p.needed("WDAY")) :]))


def _iso_day(p: Phrase) -> Timex:
    return p.point(date.fromisoformat(p.needed("ISO").text[:_DAY]), "day", None)


_OWN_DAYS = (
    "SLASH",
    "DOTTED",
    "ISO",
    "MONTH",
    "WDAY",
    "DAYREF",
    "THIS",
    "NEXT",
    "LAST",
    "SAME",
    "THAT",
    "BEFORE",
    "AFTER",
    "ORD",
    "ORDW",
    "FINAL",
)
"""The classes of tokens with which a time of the clock says of which day it is."""
_DAYS: tuple[tuple[str, Callable[[Phrase], Timex | None]], ...] = (
    ("SLASH", _first_token(slashed, "SLASH")),
    ("DOTTED", _first_token(dotted, "DOTTED")),
    ("ISO", _iso_day),
    ("MONTH", month_day),
    ("WDAY", weekday),
    ("DAYREF", day_reference),
)
"""The classes of tokens that name a day, and what reads it."""


def _without_clock(p: Phrase) -> Phrase:
    """The phrase without what belongs to the clock: "5 p.m. EST Nov. 9"."""
    kinds = [*(token.kind for token in p.found), "", ""]
    day = [
        token
        for token, then, part in zip(p.found, kinds[1:], kinds[2:], strict=False)
        if token.kind != "NUM"
        or not (then in ("AMPM", "OCLOCK", "IN") or (then, part) == ("AT", "PART"))
    ]
    of_clock = ("CLOCK", "AMPM", "OCLOCK", "ZONE", "OFFSET", "PART", "NOON", "IN")
    return p._replace(found=day).without(*of_clock)
