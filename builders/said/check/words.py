"""The value of a date against what stands in figures and names in its own words (D3).

Only what needs no context is asked: a year, a month, a day of the week, the time on a clock, the
number of a length of time. Names of months and days are English.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import regex

from said import lexicon

_YEAR = regex.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_CLOCK = regex.compile(r"(?<!\d)(\d{1,2}):(\d\d)(?!\d)")
_NUMBER = regex.compile(r"\d+")
_MONTHS, _DAYS = (
    [word.capitalize() for word in lexicon.words("calendar", section)]
    for section in ("MONTH", "WDAY")
)
_MONTH = regex.compile(rf"\b(?:{'|'.join(_MONTHS)})\b")
_DAY = regex.compile(rf"\b(?:{'|'.join(_DAYS)})\b")
_VALUE = regex.compile(
    r"(?P<year>[0-9]{1,4})(?:-(?P<month>[0-9]{2}))?(?:-(?P<day>[0-9]{2}))?"
    r"[^T]*(?:T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}))?"
)


def contradicted(annotation: dict[str, Any]) -> str | None:
    """What in the words of a date its value contradicts; None where nothing does, and where the
    date is flagged."""
    if "flags" in annotation:
        return None
    return _contradicted(annotation["type"], annotation["value"], annotation["span"]["exact"])


def is_absolute(annotation: dict[str, Any]) -> bool:
    """Whether the words of a DATE or TIME name its year."""
    is_point = annotation["type"] in ("DATE", "TIME")
    return is_point and _YEAR.search(annotation["span"]["exact"]) is not None


def contradict(value: str, exact: str) -> str | None:
    """What in some words the time of a document contradicts."""
    return _contradicted("TIME", value, exact)


@lru_cache(maxsize=4096)
def _contradicted(type_: str, value: str, exact: str) -> str | None:
    if type_ == "DURATION":
        number = _NUMBER.search(exact)
        if number and number.group() not in _NUMBER.findall(value):
            return f"the words say {number.group()}"
    point = _VALUE.match(value) if type_ in ("DATE", "TIME") else None
    if point is None:
        return None
    years = _YEAR.findall(exact)
    # The week that holds the turn of the year is one of either year.
    if years and not any(_fits_year(point["year"], year, "W" in value) for year in years):
        return f"the words say {years[0]}"
    months = [_MONTHS.index(name) + 1 for name in _MONTH.findall(exact)]
    if months and point["month"] and int(point["month"]) not in months:
        return f"the words say {_MONTHS[months[0] - 1]}"
    clock = _CLOCK.search(exact)
    if clock and point["hour"]:
        same_hour = int(clock[1]) % 12 == int(point["hour"]) % 12
        if not same_hour or clock[2] != point["minute"]:
            return f"the words say {clock.group()}"
    return _other_day(point, exact)


def _fits_year(given: str, year: str, of_week: bool) -> bool:
    return year.startswith(given) or (of_week and abs(int(given) - int(year)) == 1)


def _other_day(point: regex.Match[str], exact: str) -> str | None:
    days = [_DAYS.index(name) for name in _DAY.findall(exact)]
    if not days or not point["day"]:
        return None
    try:
        day = date(int(point["year"]), int(point["month"]), int(point["day"])).weekday()
    except ValueError:  # no day of the calendar, which is another finding
        return None
    return None if day in days else f"the words say {_DAYS[days[0]]}, and that is a {_DAYS[day]}"
