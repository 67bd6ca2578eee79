"""TIMEX3 values: their grammar. `said.schema.grounding` gives the stretch of time that each names.

The one place of the project for it; the checks, the table builders and the date annotator use it.

Sources of the grammar:
- TimeML 1.2.1, the schema types Date, Time, WeekDate, WeekTime, Season, PartOfYear, PaPrFu and
  Duration (timeml.org, timeml_1.2.1.xsd). They fix the parts of the day (no PM) and of the year,
  `X` for an unknown digit, the bare time `T19:00`, and the order of the fields.
- TIDES (Ferro et al. 2005, as HeidelTime, timexTag and Serif write it), to which TimeML refers:
  the duration units WE, DE, CE and ML, decimal counts, `BC` and `FY` years, offsets from UTC.
- ISO 8601 for the calendar: two digits a field, weeks from Monday, 24:00, no offset -00:00.
- Rule D3 of this project's annotation scheme: decades and centuries are TIDES's DE and CE (where
  TimeML's schema has the older E, C, L), and a P value is never a DATE.
Not covered: fractions of a second, leap seconds, and TIDES's KA, MA, GA (ages before the present).
"""

import calendar
import re
from datetime import date
from functools import lru_cache

REFERENCES = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})

# Kinds of value that a type takes. TimeML's schema lets PaPrFu stand with any type; here it names a
# point, so it goes with the two types of points ("now" can be a TIME).
_KINDS = {
    "DATE": ("date", "reference"),
    "TIME": ("time", "reference"),
    "DURATION": ("duration",),
    "SET": ("duration", "date", "time"),
}
_ALLOWED = {
    "DATE": "a DATE is like 193, 2024, 2024-05-14, 2024-W20-WE, 2024-Q2, XXXX-05-XX or PAST_REF",
    "TIME": "a TIME is like 2024-05-14T19:00, 2024-05-14T10:00-07:00, 2024-05-14TEV or T19:00",
    "DURATION": "a DURATION is like P4Y, P1DE, PXM, P1Y6M, PT24H or PTXH",
    "SET": "a SET is a duration like P1Y or a value with X like XXXX-WXX-2 or XXXX-XX-XXTMO",
}

_TWO = "(?:[0-9][0-9X]|XX)"  # a field of two digits; the second alone or both may be unknown
POINT = re.compile(
    rf"""
    (?: (?P<span>[0-9X]{{1,3}})                                   # millennium, century, decade
      | (?P<year>[0-9X]{{4}})
        (?: -(?P<month>{_TWO}) (?:-(?P<day>{_TWO}))?
          | -W(?P<week>{_TWO}) (?:-(?P<weekday>[1-7X]|WE))?
          | -(?P<part>Q[1-4X]|H[12X]|SP|SU|FA|WI)
        )?
    )?
    (?P<time>T
        (?: (?P<hour>{_TWO}) (?: :(?P<minute>{_TWO}) (?: :(?P<second>{_TWO}))? )?
          | (?P<daypart>MO|MI|AF|EV|NI|DT) )
        (?P<offset>Z|[+-][0-9]{{2}}:[0-9]{{2}})?
    )?
    """,
    re.VERBOSE,
)
# Dates without a place in the civil calendar of the years 0001 to 9999.
_FISCAL = re.compile(r"FY[0-9X]{4}(?:-(?:Q[1-4X]|H[12X]))?")
# BC0480 is a year, BC048 a decade, BC04 and BC00 are centuries, BC0480-SP is a spring.
_BEFORE_CHRIST = re.compile(
    r"BC(?:(?!0+$)[0-9]+|00"
    r"|(?!0000)[0-9X]{4}-(?:SP|SU|FA|WI|(?:0[1-9]|1[0-2]|XX)"
    r"(?:-(?:0[1-9]|[12][0-9]|3[01]|[0-3]X|XX)(?P<time>T(?:MO|MI|AF|EV|NI|DT|XX|[01][0-9]:[0-5][0-9]"
    r"|2[0-3]:[0-5][0-9]|24:00))?)?))"
)

_COUNT = r"(?:[0-9]+(?:\.[0-9]+)?|XX?)"
_DURATION = re.compile(
    "P(?=.)"
    + "".join(f"(?:{_COUNT}{unit})?" for unit in ("ML", "CE", "DE", *"YQMW", "WE", "D"))
    + "(?:T(?=.)"
    + "".join(f"(?:{_COUNT}{unit})?" for unit in "HMS")
    + ")?"
)

# What is usually meant by values that come close, in the order of trial.
_ADVICE = tuple(
    (re.compile(pattern), advice)
    for pattern, advice in (
        (r"P[0-9X.]+H", "hours stand after a T, like PT24H"),
        (r"P[0-9X.]+[ECL]", "write DE for decades, CE for centuries, ML for millennia"),
        (r"P(?:[0-9X.]*|.*T)", "a duration needs a number (or X) and a unit, like PXM or PTXH"),
        (r".*TPM.*", "TimeML has no PM; the parts of the day are MO, MI, AF, EV, NI and DT"),
        (r".*T.*:[0-9]{2}[.,][0-9]+.*", "seconds are whole"),
        (r".*T.*[+-][0-9]{2}(?:[0-9]{2})?", "an offset is Z, +hh:mm or -hh:mm"),
        (r"FY.*", "a fiscal year is like FY2024, FY2024-Q2 or FY2024-H1"),
        (r"[0-9X]{1,4}-W?[0-9](?![0-9X]).*|.*-[0-9](?:T.*)?|.*T[0-9](?::.*)?",
         "months, days, weeks and hours have two digits"),
    )
)  # fmt: skip

# Two-digit fields and their first and last number; the length of the month comes on top.
_RANGES = (
    ("month", 1, 12),
    ("day", 1, 31),
    ("week", 1, 53),
    ("hour", 0, 24),
    ("minute", 0, 59),
    ("second", 0, 59),
)
_LONGEST = 40  # characters of a value that a message shows
_LAST_OFFSET = 14 * 60  # minutes; the bound of XML Schema's dateTime, and the largest offset in use


@lru_cache(maxsize=4096)
def explain_value(type_: str, value: str) -> str | None:
    """Say in one sentence why `value` is no TIMEX3 value of type `type_`; None if it is one.

    `type_` is DATE, TIME, DURATION or SET. The sentence names the value, what is wrong and what is
    allowed. Any text is accepted and nothing is raised.
    """
    if type_ not in _KINDS:
        return f"{_quoted(type_)} is no TIMEX3 type: it is one of {', '.join(_KINDS)}."
    kind = _kind(value)
    if kind is None:
        return f"{_quoted(value)} is not a TIMEX3 value: {_advice(type_, value)}."
    if kind in ("date", "time") and (point := POINT.fullmatch(value)):
        problem = _calendar_problem(point) or _clock_problem(point)
        if problem:
            return f"{_quoted(value)} names no {kind}: {problem}."
    if kind not in _KINDS[type_]:
        return f"{_quoted(value)} is a {kind} and the type is {type_}: {_ALLOWED[type_]}."
    # A set recurs: an unknown field says so, and so does a time of the day without a day.
    if type_ == "SET" and kind != "duration" and "X" not in value and not value.startswith("T"):
        return f"{_quoted(value)} is a single {kind}, not a set: {_ALLOWED[type_]}."
    return None


def _kind(value: str) -> str | None:
    """Name the kind of value by its form alone, calendar unchecked; None if it has no such form."""
    if value in REFERENCES:
        return "reference"
    if _DURATION.fullmatch(value):
        return "duration"
    if _FISCAL.fullmatch(value):
        return "date"
    if before_christ := _BEFORE_CHRIST.fullmatch(value):
        return "time" if before_christ["time"] else "date"
    point = POINT.fullmatch(value)
    if point is None or not value:
        return None
    return "time" if point["time"] else "date"


def _advice(type_: str, value: str) -> str:
    """Say what to write instead of a value that has no form of TIMEX3."""
    upper = value.upper()
    if upper != value and _kind(upper):
        return f"letters are capitals, so write {_quoted(upper)}"
    if len(value) <= _LONGEST:
        for pattern, advice in _ADVICE:
            if pattern.fullmatch(value):
                return advice
    return _ALLOWED[type_]


def _quoted(text: str) -> str:
    """Quote a value for a message, long ones cut."""
    return repr(text if len(text) <= _LONGEST else text[:_LONGEST] + "...")


def _calendar_problem(point: re.Match[str]) -> str | None:
    """Say which field of a date or time is out of range or not in the calendar."""
    for name, first, last in _RANGES:
        field = point[name]
        if field and not _reaches(field, first, last):
            return f"the {name} is {field} and must be {first:02} to {last:02}"
    year, month, day = point["year"] or "", point["month"] or "", point["day"] or ""
    if year == "0000":
        return "years are 0001 to 9999, those before are like BC0044"
    if month.isdigit() and day:
        # An unknown year may be a leap year, like 2000.
        last = calendar.monthrange(int(year) if year.isdigit() else 2000, int(month))[1]
        if not _reaches(day, 1, last):
            return f"the month {year}-{month} ends on day {last}, not {day}"
    # The week of 28 December is the last of its ISO year.
    if point["week"] == "53" and year.isdigit() and date(int(year), 12, 28).isocalendar()[1] < 53:
        return f"the year {year} has 52 ISO weeks, not 53"
    return None


def _clock_problem(point: re.Match[str]) -> str | None:
    """Say what is wrong with the time of day and its offset, ranges of the fields apart."""
    if not point["time"]:
        return None
    dated = point["day"] or point["weekday"] not in (None, "WE")
    if (point["span"] or point["year"]) and not dated:
        return "a time of the day belongs to a day, like 2024-05-14T19:00, or stands alone"
    if point["hour"] == "24" and not all(point[f] in (None, "00") for f in ("minute", "second")):
        return "the hour 24 is the midnight 24:00 at the end of a day"
    offset = point["offset"] or "Z"
    if offset == "Z":
        return None
    hours, minutes = int(offset[1:3]), int(offset[4:6])
    if minutes > 59 or hours * 60 + minutes > _LAST_OFFSET:
        return f"the offset is {offset} and must be -14:00 to +14:00"
    return "the offset -00:00 states no zone; UTC is Z or +00:00" if offset == "-00:00" else None


def _reaches(field: str, first: int, last: int) -> bool:
    """Tell whether a two-digit field, unknown digits read freely, can lie within first to last."""
    return int(field.replace("X", "0")) <= last and int(field.replace("X", "9")) >= first
