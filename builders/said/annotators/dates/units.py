"""The units of time: how long each is, how values write it, and how one counts in it."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple


class TimeUnit(NamedTuple):
    """A unit: its letters in a duration (D3), its length in months or in days where it is one of
    the calendar, and the value of such a unit of which no digit is known."""

    code: str
    months: int = 0
    days: int = 0
    unknown: str = ""


UNITS = {
    "second": TimeUnit("S"),
    "minute": TimeUnit("M"),
    "hour": TimeUnit("H"),
    "day": TimeUnit("D", days=1, unknown="XXXX-XX-XX"),
    "week": TimeUnit("W", days=7, unknown="XXXX-WXX"),
    "weekend": TimeUnit("WE", days=7, unknown="XXXX-WXX-WE"),
    "fortnight": TimeUnit("W", days=14, unknown="XXXX-WXX"),
    "month": TimeUnit("M", months=1, unknown="XXXX-XX"),
    "quarter": TimeUnit("Q", months=3, unknown="XXXX-QX"),
    "year": TimeUnit("Y", months=12, unknown="XXXX"),
    "decade": TimeUnit("DE", months=120, unknown="XXX"),
    "century": TimeUnit("CE", months=1200, unknown="XX"),
    "millennium": TimeUnit("ML", months=12000, unknown="X"),
}
"""From one weekend to the next is a week; durations count fortnights in weeks."""
OF_DAY = ("second", "minute", "hour")
"""The units that are parts of a day."""
_HALVES = {"year": "6M", "hour": "30M", "minute": "30S", "day": "T12H"}
"""Half a unit, as TimeML writes it."""


_FIRST_AD = 10_000
"""The year that a `DateBC` would have one year after 1 BC."""


class DateBC(date):
    """A day before Christ, which `date` does not have: the years count up to 9999, which is 1 BC,
    so that 480 BC is 9520 and counting on from it gives 479 BC."""

    @classmethod
    def of_year(cls, year: int, month: int = 1, day: int = 1) -> DateBC:
        """A day of a year BC. Raises ValueError before 9999 BC."""
        return cls(_FIRST_AD - year, month, day)

    def isoformat(self) -> str:
        """The day as values have it: BC0480-09-20."""
        return f"{year_at(self)}-{self.month:02}-{self.day:02}"


def year_at(day: date) -> str:
    """The digits of the year of a day, after BC for one before Christ."""
    if isinstance(day, DateBC):
        return f"BC{_FIRST_AD - day.year:04}"
    return f"{day.year:04}"


def years_in(unit: str) -> int:
    """How many years a unit has, 0 if it is shorter."""
    return UNITS[unit].months // 12


def add_months(day: date, months: int) -> date:
    """The day so many months later, or the last day of that month."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return day.replace(year=year, month=month, day=min(day.day, last))


def add_units(day: date, unit: str, count: int) -> date:
    """The day so many units of the calendar later.

    Raises OverflowError or ValueError outside the years 1 to 9999.
    """
    months, days = UNITS[unit].months * count, UNITS[unit].days * count
    return add_months(day, months) if months else day + timedelta(days=days)


def add_halves(day: date, unit: str, count: int) -> date:
    """The day so many halves of a unit of the calendar later; a half of a day is left out.

    Raises OverflowError or ValueError outside the years 1 to 9999.
    """
    sign = 1 if count > 0 else -1
    day = add_units(day, unit, sign * (abs(count) // 2))
    if count % 2 == 0:
        return day
    if UNITS[unit].months > 1:
        return add_months(day, sign * (UNITS[unit].months // 2))
    return day + timedelta(days=sign * ((UNITS[unit].days or _DAYS_OF_MONTH) // 2))


_DAYS_OF_MONTH = 30


def value_at(day: date, unit: str) -> str:
    """The TIMEX3 value of the day, week, month, quarter, year, decade, century or
    millennium of a day. A week before Christ is given as its month."""
    year = year_at(day)
    if unit in ("week", "fortnight", "weekend"):
        if isinstance(day, DateBC):
            return f"{year}-{day.month:02}-XX"
        iso_year, week, _ = day.isocalendar()
        return f"{iso_year:04}-W{week:02}" + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        return f"{year}-{day.month:02}"
    if unit == "quarter":
        return f"{year}-Q{(day.month + 2) // 3}"
    if digits := {"year": 4, "decade": 3, "century": 2, "millennium": 1}.get(unit):
        return year[: len(year) - 4 + digits]
    return day.isoformat()


def duration(count: str, unit: str, convention: str) -> str:
    """The value of so many units. The unit stays as written; TimeML counts decades in years."""
    if unit == "fortnight":
        count, unit = _times(count, UNITS["fortnight"].days // UNITS["week"].days), "week"
    if convention == "timeml":
        if years_in(unit) > 1 and count.isdigit():
            count, unit = _times(count, years_in(unit)), "year"
        if unit == "quarter":
            count, unit = _times(count, UNITS["quarter"].months), "month"
        if count.endswith(".5") and unit in _HALVES:
            if (count, unit) == ("0.5", "hour"):
                return "PT30M"
            whole = "" if count == "0.5" else f"{count[:-2]}{UNITS[unit].code}"
            return f"P{'T' if unit in OF_DAY else ''}{whole}{_HALVES[unit]}"
    return f"P{'T' if unit in OF_DAY else ''}{count}{UNITS[unit].code}"


def _times(count: str, factor: int) -> str:
    """A count multiplied, X if it is vague."""
    return str(factor * int(count)) if count.isdigit() else "X"
