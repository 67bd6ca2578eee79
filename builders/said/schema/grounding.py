"""The stretch of time that a TIMEX3 value names, and whether several of them agree.

The calendar is the proleptic Gregorian one, years 0001 to 9999. Grounding never guesses a zone, a
fiscal calendar or a year. Its bounds are the widest that the value allows: unknown digits reach
from the first to the last date that they can stand for, and a duration from the first to the last
moment that it can cover. The conventions of the house are `PARTS_OF_DAY`, `PARTS_OF_YEAR` and
`part_of_value`; GUIDELINES.md states them under D3.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Any, Literal, NamedTuple

from said.schema.timex import POINT, explain_value


class Interval(NamedTuple):
    """A half-open stretch of time [earliest, latest).

    Both ends are ISO 8601 with seconds (`2024-05-14T19:00:00`), followed by an offset (`Z`,
    `+hh:mm`, `-hh:mm`) only where the value states one. None is an open end; two are no grounding.
    """

    earliest: str | None
    latest: str | None


UNRESOLVED = Interval(None, None)
_Bounds = tuple[datetime | None, datetime | None]  # [start, end); None is after the year 9999

# Bounds [start, end) of the parts of the day, in hours after the midnight that begins the named
# day. TimeML names the parts without bounds; these are a house convention. NI ends on the next day.
PARTS_OF_DAY = {
    "MO": (6, 12),  # morning
    "MI": (11, 13),  # midday
    "AF": (12, 18),  # afternoon
    "EV": (18, 24),  # evening
    "NI": (18, 30),  # night
    "DT": (6, 18),  # daytime, as in "business hours"
}

# Parts of the year as (first month, number of months). Seasons are the meteorological ones of the
# northern hemisphere, also a house convention; WI runs from December into the next year.
PARTS_OF_YEAR = {
    **{f"Q{quarter}": (3 * quarter - 2, 3) for quarter in (1, 2, 3, 4)},
    **{f"H{half}": (6 * half - 5, 6) for half in (1, 2)},
    **{"SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3)},
}


def ground_value(type_: str, value: str, mod: str | None = None) -> Interval:
    """Give the stretch of time that a DATE or TIME names, in its own wall clock.

    A value covers its last unit: `2024-05` the month, `T19` the hour, `T19:00` the minute,
    `T19:00:21` the second. Unknown digits behind known ones reach from the first to the last date
    that they can stand for: `2024-05-XX` covers May. (None, None) for durations, sets, references,
    fiscal and BC years, values without a known year, and ill-formed ones. An end after the year
    9999 is None.

    `mod` is TIMEX3's. BEFORE, ON_OR_BEFORE, AFTER and ON_OR_AFTER open one side, START, MID and END
    give a third of a value without unknown digits. All others leave the interval.
    """
    if type_ not in ("DATE", "TIME") or explain_value(type_, value) is not None:
        return UNRESOLVED
    point = POINT.fullmatch(value)
    if point is None or not (point["year"] or point["span"]):
        return UNRESOLVED
    fields = point.groupdict()
    first, last = _first_filled(fields, 1), _first_filled(fields, -1)
    if first is None or last is None:
        return UNRESOLVED
    (start, _), (_, end) = _bounds(first), _bounds(last)
    if start is None:  # the last ISO week of 9999 and 24:00 on its last day reach beyond it
        return UNRESOLVED
    is_exact = "X" not in value
    if mod in _THIRDS and is_exact:
        start, end = _third(fields, (start, end), _THIRDS.index(mod))
    return _modified(_interval(start, end, point["offset"] or ""), mod, is_exact)


Direction = Literal["before", "after"]
"""On which side of its anchor a duration lies."""


def ground_duration(
    value: str, mod: str | None, anchor: Interval, direction: Direction | None
) -> Interval:
    """Give the bounds of a DURATION that is anchored to a day, or to a part of one.

    The day belongs to it, because nothing says at which moment of the day it begins or ends: the
    past 48 hours of May 15 reach from May 13, 00:00, to the end of May 15. Without a `direction` it
    can lie on either side. MORE_THAN and EQUAL_OR_MORE open the far side. (None, None) if the
    anchor is longer than a day or unknown, and for unknown counts, weekends and fractions of a
    month or a second.
    """
    length = _length(value)
    if length is None or anchor.earliest is None or anchor.latest is None:
        return UNRESOLVED
    start, end = datetime.fromisoformat(anchor.earliest), datetime.fromisoformat(anchor.latest)
    if end - start > timedelta(days=1):
        return UNRESOLVED
    is_open = mod in ("MORE_THAN", "EQUAL_OR_MORE")
    earliest: datetime | None = start
    latest: datetime | None = end
    if direction != "after":
        earliest = None if is_open else _moved(start, length, -1)
    if direction != "before":
        latest = None if is_open else _moved(end, length, 1)
    return _interval(earliest, latest, anchor.earliest[len("2024-05-14T19:00:00") :])


def agree(intervals: Sequence[Interval]) -> bool | None:
    """Say whether all grounded intervals share a point of time; None for fewer than two of them.

    If every one of them states an offset, instants are compared; otherwise wall clocks as written,
    offsets dropped, because a missing zone is never guessed. An open end is unbounded. Ends that
    merely touch share no point, as intervals are half open.
    """
    parsed = [(_moment(i.earliest), _moment(i.latest)) for i in intervals if i != UNRESOLVED]
    if len(parsed) < 2:
        return None
    starts = [start for start, _ in parsed if start is not None]
    ends = [end for _, end in parsed if end is not None]
    if any(moment.tzinfo is None for moment in starts + ends):
        starts = [start.replace(tzinfo=None) for start in starts]
        ends = [end.replace(tzinfo=None) for end in ends]
    # Intervals on a line have a common point if and only if the last start is before the first end.
    return not starts or not ends or max(starts) < min(ends)


def _interval(start: datetime | None, end: datetime | None, offset: str) -> Interval:
    """An interval with the offset as it is written, whether the moments know it or not."""

    def text(moment: datetime | None) -> str | None:
        return None if moment is None else moment.replace(tzinfo=None).isoformat() + offset

    return Interval(text(start), text(end))


_Fields = Mapping[str, Any]
"""The fields of a value by the names of the groups of `POINT`."""

_DATE_FIELDS = ("span", "year", "month", "week", "part", "day", "weekday")
_PARTS_WITH_NUMBER = tuple(part for part in PARTS_OF_YEAR if part[-1].isdigit())
_CHOICES = {
    "month": [f"{number:02}" for number in range(1, 13)],
    "day": [f"{number:02}" for number in range(1, 32)],
    "week": [f"{number:02}" for number in range(1, 54)],
    "part": sorted(_PARTS_WITH_NUMBER),
    "weekday": [str(number) for number in range(1, 8)],
    "hour": [f"{number:02}" for number in range(24)],
    "minute": [f"{number:02}" for number in range(60)],
    "second": [f"{number:02}" for number in range(60)],
}
"""What the unknown digits of a field can stand for."""


def _first_filled(fields: _Fields, step: Literal[1, -1]) -> _Fields | None:
    """The fields of the first date that unknown digits can stand for, or with the step -1 of the
    last; None if a digit of the year is unknown before a known one, or all of them are."""
    year = fields["span"] or fields["year"] or ""
    if not re.fullmatch("[0-9]+X*", year):
        return None
    names = [name for name in _DATE_FIELDS if fields[name]]
    for values in product(*(_choices(name, fields[name])[::step] for name in names)):
        filled = {**fields, **dict(zip(names, values, strict=True))}
        if _is_in_calendar(filled):
            break
    else:
        return None
    for name in ("hour", "minute", "second"):
        if fields[name]:
            filled[name] = _choices(name, fields[name])[::step][0]
    return filled


def _choices(name: str, pattern: str) -> list[str]:
    """What the field with a name can be, in order; itself if it has no unknown digit."""
    if "X" not in pattern:
        return [pattern]
    if name in ("span", "year"):
        known = pattern.rstrip("X")
        unknown = len(pattern) - len(known)
        return [f"{known}{number:0{unknown}}" for number in range(10**unknown)]
    shape = re.compile(pattern.replace("X", "[0-9]"))
    return [choice for choice in _CHOICES[name] if shape.fullmatch(choice)]


def _is_in_calendar(fields: _Fields) -> bool:
    try:
        _date_bounds(fields)
    except ValueError:
        return False
    return True


_THIRDS = ("START", "MID", "END")


def _third(fields: _Fields, bounds: tuple[datetime, datetime | None], place: int) -> _Bounds:
    """Give the first, middle or last third of a value.

    The cuts are where people put them: after the days 10 and 20 of a month, after Tuesday and
    Thursday of a week, between months in a year and its parts, between years in longer units, where
    the first third takes what is left over (the years 0 to 3, 4 to 6 and 7 to 9 of a decade). What
    is shorter than a week is cut into equal parts.
    """
    start, end = bounds
    edges = start, *_cuts(fields, start, end), end
    return (edges[place], edges[place + 1]) if len(edges) == 4 else bounds


def _cuts(fields: _Fields, start: datetime, end: datetime | None) -> list[datetime | None]:
    year = fields["year"]
    if fields["time"] or fields["day"] or fields["weekday"]:
        seconds = 0 if end is None else int((end - start).total_seconds())
        return (
            []
            if seconds % 3 or not seconds
            else [_plus(start, seconds=seconds // 3 * times) for times in (1, 2)]
        )
    if fields["week"]:
        return [_plus(start, days=2), _plus(start, days=4)]
    if fields["month"]:
        return [_plus(start, days=10), _plus(start, days=20)]
    if year:
        months = PARTS_OF_YEAR[fields["part"]][1] if fields["part"] else 12
        return [_first_of(start.year, start.month + months // 3 * times) for times in (1, 2)]
    digits = fields["span"] or ""
    years = 10 ** (4 - len(digits))
    first = int(digits) * years
    return [_first_of(first + -(-years * times // 3), 1) for times in (1, 2)]


_MONTHS = {"ML": 12_000, "CE": 1_200, "DE": 120, "Y": 12, "Q": 3, "M": 1}
_SECONDS = {"W": 604_800, "D": 86_400, "TH": 3_600, "TM": 60, "TS": 1}
_PART_OF_DURATION = re.compile(r"([0-9.]+)(ML|CE|DE|WE|[YQMWDHS])")
_LONGEST = 40
"""Characters of a duration that anybody writes."""


class _Length(NamedTuple):
    """The length of a duration: months, and what comes on top."""

    months: int
    rest: timedelta


def _length(value: str) -> _Length | None:
    """The length of a DURATION; None if it is not known, or not in whole months and seconds."""
    if len(value) > _LONGEST or "X" in value or explain_value("DURATION", value) is not None:
        return None
    months = seconds = Decimal(0)
    days, _, clock = value.partition("T")
    for prefix, part in (("", days), ("T", clock)):
        for count, unit in _PART_OF_DURATION.findall(part):
            name = prefix + unit
            if name in _MONTHS:
                months += Decimal(count) * _MONTHS[name]
            elif name in _SECONDS:
                seconds += Decimal(count) * _SECONDS[name]
            else:
                return None
    try:
        rest = timedelta(seconds=int(seconds))
    except OverflowError:
        return None
    is_whole = months == int(months) and seconds == int(seconds)
    return _Length(int(months), rest) if is_whole else None


def _moved(moment: datetime, length: _Length, sign: Literal[1, -1]) -> datetime | None:
    """A moment that lies so much later, or with the sign -1 earlier. A day that the month does not
    have becomes its last. None outside the years 0001 to 9999."""
    years, month = divmod(moment.month - 1 + sign * length.months, 12)
    year, month = moment.year + years, month + 1
    if not 1 <= year <= 9999:
        return None
    day = min(moment.day, calendar.monthrange(year, month)[1])
    try:
        return moment.replace(year=year, month=month, day=day) + sign * length.rest
    except OverflowError:
        return None


def _bounds(fields: _Fields) -> _Bounds:
    return _time_bounds(fields) if fields["time"] else _date_bounds(fields)


def _date_bounds(fields: _Fields) -> _Bounds:
    """Give the bounds of a well-formed date without unknown digits: [start, end)."""
    if fields["day"]:
        start = datetime(int(fields["year"]), int(fields["month"]), int(fields["day"]))
        return start, _plus(start, days=1)
    if fields["week"]:
        return _week_bounds(int(fields["year"]), int(fields["week"]), fields["weekday"])
    if fields["month"] or fields["part"]:
        month, months = PARTS_OF_YEAR.get(fields["part"]) or (int(fields["month"]), 1)
        year = int(fields["year"])
        return _first_of(year, month), _first_of(year, month + months)
    # 2, 20, 202 and 2024 are a millennium, century, decade and year: all years that begin so.
    digits = fields["span"] or fields["year"]
    years = 10 ** (4 - len(digits))
    first = int(digits) * years
    return _first_of(max(first, 1), 1), _first_of(first + years, 1)


def _week_bounds(year: int, week: int, weekday: str | None) -> _Bounds:
    """Give the bounds of an ISO week, of its weekend (WE), or of one of its days (1 to 7)."""
    first, last = 1, 7
    if weekday == "WE":
        first = 6
    elif weekday is not None:
        first = last = int(weekday)
    monday = datetime.fromisocalendar(year, week, 1)
    return _plus(monday, days=first - 1), _plus(monday, days=last)


def _time_bounds(fields: _Fields) -> _Bounds:
    """Give the bounds of a well-formed time on a day, without unknown digits: [start, end)."""
    midnight, _ = _date_bounds(fields)
    if midnight is None:
        return None, None
    if fields["daypart"]:
        first, last = PARTS_OF_DAY[fields["daypart"]]
        return _plus(midnight, hours=first), _plus(midnight, hours=last)
    hour, minute, second = (int(fields[field] or 0) for field in ("hour", "minute", "second"))
    start = hour * 3600 + minute * 60 + second
    length = 1 if fields["second"] else 60 if fields["minute"] else 3600
    return _plus(midnight, seconds=start), _plus(midnight, seconds=start + length)


def _first_of(year: int, month: int) -> datetime | None:
    """Give the first day of a month, months after the twelfth counted on; None after 9999."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return datetime(year, month, 1) if year <= 9999 else None


def _plus(moment: datetime, **units: int) -> datetime | None:
    """Add days, hours or seconds to a moment; None after 9999."""
    try:
        return moment + timedelta(**units)
    except OverflowError:
        return None


def _modified(interval: Interval, mod: str | None, is_exact: bool) -> Interval:
    """Open the side that `mod` leaves open. Before or after a value with unknown digits can be
    within its bounds."""
    if mod == "ON_OR_BEFORE" or (mod == "BEFORE" and not is_exact):
        return Interval(None, interval.latest)
    if mod == "ON_OR_AFTER" or (mod == "AFTER" and not is_exact):
        return Interval(interval.earliest, None)
    if mod == "BEFORE":
        return Interval(None, interval.earliest)
    if mod == "AFTER":
        return Interval(interval.latest, None)
    return interval


def _moment(end: str | None) -> datetime | None:
    """Read one end of an interval, with its offset if it states one."""
    return None if end is None else datetime.fromisoformat(end)
