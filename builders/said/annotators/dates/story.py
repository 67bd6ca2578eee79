"""Dates that follow the time of a story (history, biography, fiction), not that of publication.

"The war began in 1943. In June the fleet left." is about June 1943. A `Story` keeps the points that
were narrated so far; month, day, season and weekday without a year are resolved from the one that
the text is at, and what is counted ("the next day") is as exact as what it is counted from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta

from said.annotators.dates.context import LAST, Day
from said.annotators.dates.phrase import Phrase, Timex
from said.annotators.dates.tense import Surroundings
from said.annotators.dates.units import DateBC, add_months, value_at, year_at
from said.schema.scheme import DCT
from said.text.datetokens import BREAK, DateTokens
from said.text.datewords import STOP, listed

FIRST_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The months that the seasons begin with."""

_POINT = re.compile(
    r"(BC)?(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|W(\d\d)|(SP|SU|FA|WI)|Q([1-4])|H([12])))?"
    r"(?:[-X]*(T.*))?"
)
_MONTHS_OF_PARTS = {"START": 1, "MID": 6, "END": 10}
_DAYS_OF_PARTS = {"START": 1, "MID": 11, "END": 21}
_COUNTED = ("UNIT", "PART", "NOON", "CLOCK", "AMPM", "OCLOCK", "DAYREF")
_OWN = (
    "MONTH", "SEASON", "YEAR", "SHORTYEAR", "ISO", "SLASH", "DOTTED", "DECADE", "CENTURY", "ERA",
    "WDAY", "ORD", "ORDW", "HOLIDAY", "QTR", "QUARTER",
)  # fmt: skip
"""Classes of tokens that are counted from a point, and of those that give a value digits of its
own."""
_POINTING_BACK = ("THAT", "SAME", "NEXT", "LAST", "LATER", "EARLIER", "BEFORE", "AFTER")
_SENTENCE = 60
"""Tokens that are searched for the end of a sentence."""
_BRACKET = 12
"""Tokens on either side of a date that are searched for brackets."""
_CLAUSE = 8
"""Tokens before a date that are searched for "would"."""
_PARAGRAPH = 200
"""Tokens that are searched for the end of a paragraph."""
_JUMP, _SOON = 25, 2
"""Years by which a date in the middle of a sentence may move the story on, and those by which what
"would" come may."""
_TURN, _TURN_FRONT, _TURN_BY = 6, 4, 3
"""Months: a month so far back is that of the next year, in front of its sentence or behind "by"
sooner."""
_EVENT_WORDS = 5
"""Words behind "after" that may name an event."""


class Story:
    """What has been narrated so far: the points of time, and the one that the story is at."""

    def __init__(self, tokens: DateTokens, begins: Day | None = None) -> None:
        """With a day that it begins on, only what is near to where it is belongs to it."""
        self._tokens = tokens
        self._near = begins is not None
        self._points: list[Day] = [begins] if begins else []
        self._now = begins
        self._before: Day | None = None
        """Where the story was before."""
        self._places: dict[str, int] = {}
        self._indexed = 0
        """The last place of each word, of the words before this place."""

    # What is told.

    def add_point(self, timex: Timex, p: Phrase, number: int) -> None:
        """Adds what an expression names, and moves the story there unless it is only mentioned."""
        day = _point_of(timex)
        now = self._now
        far = self._near and now and day and abs(day.date.year - now.date.year) > _SOON
        if day is None or far:
            return
        if day.unit == "season" and _is_year(p.context.origin) and timex.anchor == LAST:
            # "That winter" in 1941 is at either end of it.
            day = day._replace(unit="year", date=day.date.replace(month=1))
        day = day._replace(number=number, first=p.first, after=p.after)
        bracketed = self._in_brackets(p.first)
        if not (bracketed and day.unit == "year"):
            self._points.append(day)
        if not self._is_aside(day, p, bracketed):
            self._before, self._now = self._now, day

    def _is_aside(self, day: Day, p: Phrase, bracketed: bool) -> bool:
        """Whether a date is only mentioned: the years of a life, what had been before, what would
        come much later, the end of a range."""
        now = self._now
        if now is None:
            return False
        if p.has("DAYREF") or (self._near and is_told_back(p)):
            return True
        if day.unit == "year" and (bracketed or p.joint() == "HYPH"):
            return True
        fronted = Surroundings(self._tokens, day.first, day.after).begins_sentence()
        years = day.date.year - now.date.year
        if isinstance(day.date, DateBC) != isinstance(now.date, DateBC) or years > _JUMP:
            return not fronted and self._in_paragraph(now.after, p.first)
        before = {token.lower for token in p.tokens_before(_CLAUSE)}
        if years >= 0:
            return years > _SOON and not fronted and "would" in before
        if p.word_before == "since" or p.has("LAST", "EARLIER"):
            return True
        if is_told_back(p) and self._in_paragraph(now.after, p.first):
            return True
        exact = day.unit != "year" or not self._in_paragraph(now.after, p.first)
        return not fronted and not exact

    def _in_brackets(self, place: int) -> bool:
        """Whether a place is in brackets, other than those that end a heading."""
        before = self._tokens.lowered[max(0, place - _BRACKET) : place]
        if "(" not in before or ")" in before[len(before) - before[::-1].index("(") :]:
            return False
        behind = self._tokens.lowered[place : place + _BRACKET]
        at = place + behind.index(")") + 1 if ")" in behind else place
        return not (")" in behind and (at == len(self._tokens) or self._tokens.kind(at) == BREAK))

    def is_in_paragraph(self, place: int) -> bool:
        """Whether a place is in the paragraph of the point that the story is at."""
        return self._now is not None and self._in_paragraph(self._now.after, place)

    def _in_paragraph(self, start: int, end: int) -> bool:
        """Whether two places are in one paragraph, as far as they are near."""
        if end - start > _PARAGRAPH:
            return False
        return not any(self._tokens.kind(at) == BREAK for at in range(start, end))

    def find_origin(self, p: Phrase) -> Day | None:
        """What a phrase counts from: where the story is. What points back counts from the point
        named last in its sentence, even if that is only mentioned."""
        last = self._points[-1] if self._points else None
        if last and p.has(*_POINTING_BACK) and self._one_sentence(last.after, p.first):
            # "Freed in 1953, ten years later": the comma joins two names of one point.
            joined = p.has("LATER") and p.word_before == "," and last.after == p.first - 1
            return self._before if joined else last
        return self._now

    def is_dated(self, place: int) -> bool:
        """Whether the sentence up to a place has named a point already."""
        return bool(self._points) and self._one_sentence(self._points[-1].after, place)

    def _one_sentence(self, start: int, end: int) -> bool:
        if end - start > _SENTENCE:
            return False
        return not any(self._tokens.kind(at) in (BREAK, STOP) for at in range(start, end))

    def count_from_event(self, p: Phrase) -> None:
        """Lets a phrase count from the point at which the event behind it was narrated: "two days
        after the siege"."""
        first = p.after + 1
        for at in range(first, min(first + _EVENT_WORDS, len(self._tokens))):
            word = self._tokens.lowered[at]
            if self._tokens.kind(at) in (BREAK, STOP, "COMMA"):
                return
            if len(word) < 4 or not word.isalpha() or word in listed("after a day"):
                continue
            if (day := self._told_at(self._last_place(word, p.first))) is not None:
                p.context.origin = p.context.last = day
                return

    def _last_place(self, word: str, before: int) -> int | None:
        """The last place of a word before another place; places may only grow."""
        for at in range(self._indexed, before):
            self._places[self._tokens.lowered[at]] = at
        self._indexed = before
        return self._places.get(word)

    def _told_at(self, place: int | None) -> Day | None:
        """The point that the sentence around a place names."""
        if place is None:
            return None
        after = bisect_right(self._points, place, key=lambda day: day.first)
        for day in self._points[max(0, after - 1) : after + 1]:
            start, end = (day.after, place) if day.after <= place else (place, day.first)
            if self._one_sentence(start, end):
                return day
        return None

    # What it means.

    def fitted(self, timex: Timex, p: Phrase) -> Timex:
        """A value as exact as the point that it is counted from, with that point as its anchor."""
        origin = p.context.origin
        if origin is None or timex.type not in ("DATE", "TIME") or timex.value.endswith("_REF"):
            return timex
        value = timex.value
        if p.has(*_COUNTED) and not p.has(*_OWN):
            value = _masked(value, origin.unit)
        if timex.type == "TIME" and origin.time == "TNI" and re.search("T0[0-8]", value):
            value = _next_day(value, origin)
        return timex._replace(value=value, anchor=LAST if timex.anchor == DCT else timex.anchor)


def find_month(p: Phrase, now: Day, month: int, day: int = 1) -> date:
    """A month, or a day of it, that is named without a year."""
    away = (month, day if now.unit == "day" else now.date.day) < (now.date.month, now.date.day)
    years = 0
    if now.unit == "year":
        years = 1 if now.date.month > _TURN and month <= 3 else 0
        if p.has("NEXT", "LAST"):
            years = p.shift() or 0
    elif p.has("NEXT"):
        years = int(month <= now.date.month)
    elif p.has("LAST") or p.word_before == "since" or is_told_back(p):
        later = (month, day) > (now.date.month, now.date.day)
        years = -int(later if now.unit == "day" and day > 1 else month > now.date.month)
    elif away:
        fronted = Surroundings(p.context.tokens, p.first, p.after).begins_sentence()
        by = p.word_before in ("by", "until", "till")
        turn = _TURN_BY if by else _TURN_FRONT if fronted else _TURN
        years = int(now.date.month - month >= turn)
    return now.date.replace(year=now.date.year + years, month=month, day=day)


def find_season(p: Phrase, now: Day, code: str) -> date:
    """The first day of a season that is named without a year."""
    first = now.date.replace(month=FIRST_MONTHS[code], day=1)
    if now.unit == "year":
        return add_months(first, 12 * (p.shift() or 0))
    starts = [add_months(first, 12 * years) for years in (-1, 0, 1)]
    if p.has("LAST") or (is_told_back(p) and not p.has("NEXT")):
        return max(start for start in starts if add_months(start, 3) <= now.date)
    if p.has("NEXT"):
        return min(start for start in starts if start > now.date)
    over = 3 if p.has("THAT") or p.word_before == "by" else 5
    return min(start for start in starts if add_months(start, over) > now.date)


def find_holiday(p: Phrase, now: Day, day_of: Callable[[int], date]) -> date | None:
    """A holiday without a year; None in a story before Christ."""
    if isinstance(now.date, DateBC):
        return None
    year = now.date.year
    if now.unit == "year":
        return day_of(year + (p.shift() or 0))
    if p.has("LAST") or is_told_back(p):
        return max(day for day in map(day_of, (year - 1, year)) if day <= now.date)
    return min(day for day in map(day_of, (year, year + 1)) if day >= now.date)


def find_weekday(p: Phrase, now: Day, number: int) -> Timex:
    """A weekday: the next one in the story, if that is at a day."""
    if now.unit != "day" or isinstance(now.date, DateBC):
        return Timex("DATE", f"{year_at(now.date)}-WXX-{number + 1}", p.mod(), anchor=LAST)
    back = (now.date.weekday() - number) % 7
    earlier = p.has("LAST") or p.words() & {"previous", "preceding"} or is_told_back(p)
    away = -(back or 7) if earlier else 7 - back
    return p.point(now.date + timedelta(days=away), "day", LAST, p.mod())


def find_day_of_month(p: Phrase, now: Day, day: int) -> Timex:
    """The 9th: of the month that the story is at, or of the next."""
    if now.unit not in ("day", "month", "week"):
        return Timex("DATE", f"{year_at(now.date)}-XX-{day:02}", anchor=LAST)
    months = int(day < now.date.day and not is_told_back(p))
    first = add_months(now.date.replace(day=1), months)
    return p.point(first.replace(day=day), "day", LAST)


def is_told_back(p: Phrase) -> bool:
    """Whether the sentence tells what had been before. "By May they had left" does not."""
    if p.has("THAT") or p.word_before in ("by", "until", "till"):
        return False
    before = p.words_before(10)
    for mark in (".", ";", "?", "!"):
        if mark in before:
            before = before[len(before) - before[::-1].index(mark) :]
    behind = [token.lower for token in p.tokens_behind(5)]
    behind = behind[: behind.index(".")] if "." in behind else behind
    return "had" in before or "had" in behind


def _is_year(day: Day | None) -> bool:
    return day is not None and day.unit == "year"


def _point_of(timex: Timex) -> Day | None:
    """The point that a value names, if it is within a year."""
    match = _POINT.match(timex.value)
    if timex.type not in ("DATE", "TIME") or match is None:
        return None
    era, year, month, day, week, season, quarter, half, time = match.groups()
    if month:
        unit = "day" if day else "month"
        number = int(month)
    elif season:
        unit, number = "season", FIRST_MONTHS[season]
    elif quarter or half:
        unit = "quarter" if quarter else "season"
        number = 3 * int(quarter) - 2 if quarter else 6 * int(half) - 5
    else:
        unit, number = "year", _MONTHS_OF_PARTS.get(timex.mod or "", 1)
    in_month = int(day) if day else _DAYS_OF_PARTS.get(timex.mod or "", 1) if month else 1
    try:
        if week:
            return Day(date.fromisocalendar(int(year), int(week), 4), "week")
        if era:
            return Day(DateBC.of_year(int(year), number, in_month), unit, time=time or "")
        return Day(date(int(year), number, in_month), unit, time=time or "")
    except ValueError:
        return None


def _masked(value: str, unit: str) -> str:
    """A value with X for the digits finer than a unit."""
    if unit == "day" or not value.lstrip("BC")[:4].isdigit():
        return value
    head, mark, time = value.partition("T")
    era, head = ("BC", head[2:]) if head.startswith("BC") else ("", head)
    year, *rest = head.split("-")
    if rest and rest[0].startswith("W"):
        rest = ["WXX", *rest[1:]] if unit != "week" else rest
    elif unit in ("month", "week"):
        rest = [*rest[:1], *["XX"] * len(rest[1:])]
    elif unit in ("year", "season", "quarter") and rest and rest[0].isdigit():
        rest = ["XX"] * len(rest)
    return era + "-".join([year, *rest]) + mark + time


def _next_day(value: str, night: Day) -> str:
    """The small hours after a night belong to the day that follows it."""
    today = value_at(night.date, "day")
    following = value_at(night.date + timedelta(days=1), "day")
    return value.replace(today, following, 1)
