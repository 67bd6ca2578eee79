"""TIMEX3 values, what they name in the calendar, and whether times agree."""

import itertools
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from said.schema import timex
from said.schema.grounding import (
    PARTS_OF_DAY,
    PARTS_OF_YEAR,
    UNRESOLVED,
    Interval,
    agree,
    ground_value,
)
from said.schema.timex import explain_value

TYPES = ("DATE", "TIME", "DURATION", "SET")
REFERENCES = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")

GROUNDED_DATES = {
    # millennium, century, decade, year
    "1": ("1000-01-01T00:00:00", "2000-01-01T00:00:00"),
    "19": ("1900-01-01T00:00:00", "2000-01-01T00:00:00"),
    "193": ("1930-01-01T00:00:00", "1940-01-01T00:00:00"),
    "2024": ("2024-01-01T00:00:00", "2025-01-01T00:00:00"),
    # the year 0000 does not exist, so the first of each begins with 0001
    "0": ("0001-01-01T00:00:00", "1000-01-01T00:00:00"),
    "00": ("0001-01-01T00:00:00", "0100-01-01T00:00:00"),
    "000": ("0001-01-01T00:00:00", "0010-01-01T00:00:00"),
    "0001": ("0001-01-01T00:00:00", "0002-01-01T00:00:00"),
    # month and day
    "2023-11": ("2023-11-01T00:00:00", "2023-12-01T00:00:00"),
    "2024-12": ("2024-12-01T00:00:00", "2025-01-01T00:00:00"),
    "2024-05-14": ("2024-05-14T00:00:00", "2024-05-15T00:00:00"),
    "2024-02-29": ("2024-02-29T00:00:00", "2024-03-01T00:00:00"),
    "2024-12-31": ("2024-12-31T00:00:00", "2025-01-01T00:00:00"),
    # unknown digits: from the first to the last date that they can stand for
    "2024-05-XX": ("2024-05-01T00:00:00", "2024-06-01T00:00:00"),
    "2024-05-1X": ("2024-05-10T00:00:00", "2024-05-20T00:00:00"),
    "2023-02-XX": ("2023-02-01T00:00:00", "2023-03-01T00:00:00"),
    "2023-XX-31": ("2023-01-31T00:00:00", "2024-01-01T00:00:00"),
    "2023-0X-31": ("2023-01-31T00:00:00", "2023-09-01T00:00:00"),
    "2024-XX": ("2024-01-01T00:00:00", "2025-01-01T00:00:00"),
    "2024-1X": ("2024-10-01T00:00:00", "2025-01-01T00:00:00"),
    "2024-QX": ("2024-01-01T00:00:00", "2025-01-01T00:00:00"),
    "2024-HX": ("2024-01-01T00:00:00", "2025-01-01T00:00:00"),
    "2024-WXX": ("2024-01-01T00:00:00", "2024-12-30T00:00:00"),
    "2023-W5X": ("2023-12-11T00:00:00", "2024-01-01T00:00:00"),
    "2024-W20-X": ("2024-05-13T00:00:00", "2024-05-20T00:00:00"),
    "20X": ("2000-01-01T00:00:00", "2100-01-01T00:00:00"),
    "199X": ("1990-01-01T00:00:00", "2000-01-01T00:00:00"),
    "19XX": ("1900-01-01T00:00:00", "2000-01-01T00:00:00"),
    "000X": ("0001-01-01T00:00:00", "0010-01-01T00:00:00"),
    "202X-02-29": ("2020-02-29T00:00:00", "2028-03-01T00:00:00"),
    # ISO weeks, which may begin or end in another year
    "2024-W20": ("2024-05-13T00:00:00", "2024-05-20T00:00:00"),
    "2024-W20-3": ("2024-05-15T00:00:00", "2024-05-16T00:00:00"),
    "2024-W20-WE": ("2024-05-18T00:00:00", "2024-05-20T00:00:00"),
    "2023-W46": ("2023-11-13T00:00:00", "2023-11-20T00:00:00"),
    "2020-W01": ("2019-12-30T00:00:00", "2020-01-06T00:00:00"),
    "2020-W53": ("2020-12-28T00:00:00", "2021-01-04T00:00:00"),
    "2020-W53-7": ("2021-01-03T00:00:00", "2021-01-04T00:00:00"),
    "0001-W01-1": ("0001-01-01T00:00:00", "0001-01-02T00:00:00"),
    # parts of the year
    "2024-Q1": ("2024-01-01T00:00:00", "2024-04-01T00:00:00"),
    "2024-Q2": ("2024-04-01T00:00:00", "2024-07-01T00:00:00"),
    "2024-Q4": ("2024-10-01T00:00:00", "2025-01-01T00:00:00"),
    "2024-H1": ("2024-01-01T00:00:00", "2024-07-01T00:00:00"),
    "2024-H2": ("2024-07-01T00:00:00", "2025-01-01T00:00:00"),
    "2024-SP": ("2024-03-01T00:00:00", "2024-06-01T00:00:00"),
    "2024-SU": ("2024-06-01T00:00:00", "2024-09-01T00:00:00"),
    "2024-FA": ("2024-09-01T00:00:00", "2024-12-01T00:00:00"),
    "2024-WI": ("2024-12-01T00:00:00", "2025-03-01T00:00:00"),
    # the end of the calendar
    "9": ("9000-01-01T00:00:00", None),
    "9999": ("9999-01-01T00:00:00", None),
    "9999-12": ("9999-12-01T00:00:00", None),
    "9999-12-31": ("9999-12-31T00:00:00", None),
    "9999-WI": ("9999-12-01T00:00:00", None),
    "9999-W52": ("9999-12-27T00:00:00", None),
    "9999-W52-5": ("9999-12-31T00:00:00", None),
}

GROUNDED_TIMES = {
    "2024-05-14T19": ("2024-05-14T19:00:00", "2024-05-14T20:00:00"),
    "2024-05-14T19:00": ("2024-05-14T19:00:00", "2024-05-14T19:01:00"),
    "2024-05-14T19:00:21": ("2024-05-14T19:00:21", "2024-05-14T19:00:22"),
    "2024-05-14T23:59:59": ("2024-05-14T23:59:59", "2024-05-15T00:00:00"),
    "2024-05-14T24:00": ("2024-05-15T00:00:00", "2024-05-15T00:01:00"),
    "2024-W20-2T19:00": ("2024-05-14T19:00:00", "2024-05-14T19:01:00"),
    # a zone stays as it is written
    "2024-05-14T10:00-07:00": ("2024-05-14T10:00:00-07:00", "2024-05-14T10:01:00-07:00"),
    "2024-05-18T04:52:21Z": ("2024-05-18T04:52:21Z", "2024-05-18T04:52:22Z"),
    "2024-05-14T22+05:30": ("2024-05-14T22:00:00+05:30", "2024-05-14T23:00:00+05:30"),
    "2024-05-14TMO-07:00": ("2024-05-14T06:00:00-07:00", "2024-05-14T12:00:00-07:00"),
    # unknown digits
    "2024-05-14TXX": ("2024-05-14T00:00:00", "2024-05-15T00:00:00"),
    "2024-05-14T1X": ("2024-05-14T10:00:00", "2024-05-14T20:00:00"),
    "2024-05-14TXX:30": ("2024-05-14T00:30:00", "2024-05-14T23:31:00"),
    "2024-05-XXT10:00-07:00": ("2024-05-01T10:00:00-07:00", "2024-05-31T10:01:00-07:00"),
    "2024-05-XXTNI": ("2024-05-01T18:00:00", "2024-06-01T06:00:00"),
    # parts of the day
    "2024-05-14TMO": ("2024-05-14T06:00:00", "2024-05-14T12:00:00"),
    "2024-05-14TMI": ("2024-05-14T11:00:00", "2024-05-14T13:00:00"),
    "2024-05-14TAF": ("2024-05-14T12:00:00", "2024-05-14T18:00:00"),
    "2024-05-14TEV": ("2024-05-14T18:00:00", "2024-05-15T00:00:00"),
    "2024-05-14TNI": ("2024-05-14T18:00:00", "2024-05-15T06:00:00"),
    "2024-05-14TDT": ("2024-05-14T06:00:00", "2024-05-14T18:00:00"),
    # the end of the calendar
    "9999-12-31TNI": ("9999-12-31T18:00:00", None),
    "9999-12-31T23:59": ("9999-12-31T23:59:00", None),
}

UNRESOLVABLE = {
    "DATE": (
        *REFERENCES,
        *("FY2024", "FY2024-Q2", "FY2024-H1", "BC44", "BC0490"),
        *(
            "BC00",
            "BC04",
            "BC048",
            "BC10000",
            "BC0480-SP",
            "BC0044-03",
            "BC0044-03-15",
            "BC0480-XX",
        ),
        *("XXXX-05-14", "XXXX", "XXXX-WXX-2", "XXXX-SU", "X024", "20X4-05", "FYXXXX"),
        *("9999-W52-6", "9999-W52-WE"),
    ),
    "TIME": (
        *REFERENCES,
        *("T19", "T19:00", "T19:00:21", "T19:00Z", "T24:00", "TMO", "TNI-05:00"),
        *("XXXX-XX-XXT19:00", "XXXX-WXX-5TNI"),
        "9999-12-31T24:00",
    ),
    "DURATION": (
        *("P4Y", "P1DE", "P2CE", "P1ML", "P2WE", "P3W", "P2Q", "P10D", "P1.5Y", "P0.5M", "PXM"),
        *("PXXD", "PTXH", "PXDE", "P1Y6M", "PT24H", "PT5M", "PT4M30S", "P1DT12H", "P1Y2M10DT2H30M"),
    ),
    "SET": (
        *("P1Y", "P1D", "PT2H", "PXM", "P1WE", "XXXX-WXX-2", "XXXX-XX-XXTMO", "XXXX-05-14"),
        *("XXXX-SU", "XXXX-Q2", "2024-WXX-4", "2024-05-XX", "XXXX-WXX-5TNI", "TMO", "T19:00"),
    ),
}

# (type, value, a part of the sentence that says what is wrong)
REJECTED = (
    # form
    ("DATE", "", "is not a TIMEX3 value"),
    ("DATE", "May 2024", "is not a TIMEX3 value"),
    ("DATE", "2024-05-14\n", "is not a TIMEX3 value"),
    ("DATE", "\uff12\uff10\uff12\uff14", "is not a TIMEX3 value"),  # full-width digits
    ("DATE", "20240514", "is not a TIMEX3 value"),
    ("DATE", "2024-X5", "is not a TIMEX3 value"),
    ("DATE", "2024-W20-8", "is not a TIMEX3 value"),
    ("DATE", "2024-Q5", "is not a TIMEX3 value"),
    ("DATE", "2024-H3", "is not a TIMEX3 value"),
    ("DATE", "BC0", "is not a TIMEX3 value"),
    ("DATE", "BC0000-SP", "is not a TIMEX3 value"),
    ("DATE", "BC0044-13", "is not a TIMEX3 value"),
    ("DATE", "BC0044-03-32", "is not a TIMEX3 value"),
    ("DATE", "BC0044-03-15TEV", "is a time and the type is DATE"),
    ("DATE", "2024-5", "two digits"),
    ("DATE", "2024-W7", "two digits"),
    ("DATE", "2024-05-1", "two digits"),
    ("TIME", "2024-05-14T9:00", "two digits"),
    ("DATE", "FY24", "like FY2024"),
    ("SET", "xxxx-wxx-1", "'XXXX-WXX-1'"),
    ("TIME", "2024-05-14TPM", "TimeML has no PM"),
    ("TIME", "2024-05-14T10:00-07", "Z, +hh:mm or -hh:mm"),
    ("TIME", "2024-05-14T10:00-0700", "Z, +hh:mm or -hh:mm"),
    ("TIME", "2024-05-14T10:00:00.5", "seconds are whole"),
    ("DURATION", "P24H", "PT24H"),
    ("DURATION", "PXH", "PT24H"),
    ("DURATION", "P1E", "DE for decades"),
    ("DURATION", "P", "a unit"),
    ("DURATION", "PT", "a unit"),
    ("DURATION", "PXX", "a unit"),
    ("DURATION", "P6M1Y", "a DURATION is like"),
    ("DURATION", "-P1Y", "a DURATION is like"),
    # calendar
    ("DATE", "0000", "0001 to 9999"),
    ("DATE", "2024-13", "month is 13"),
    ("DATE", "2024-00", "month is 00"),
    ("DATE", "2024-2X", "month is 2X"),
    ("DATE", "2024-02-30", "ends on day 29"),
    ("DATE", "2023-02-29", "ends on day 28"),
    ("DATE", "XXXX-02-30", "ends on day 29"),
    ("DATE", "XXXX-04-31", "ends on day 30"),
    ("DATE", "2023-02-3X", "ends on day 28"),
    ("DATE", "2024-05-32", "day is 32"),
    ("DATE", "2024-05-00", "day is 00"),
    ("DATE", "2024-W00", "week is 00"),
    ("DATE", "2024-W54", "week is 54"),
    ("DATE", "2024-W53", "52 ISO weeks"),
    # clock
    ("TIME", "2024-05-14T25:00", "hour is 25"),
    ("TIME", "T19:60", "minute is 60"),
    ("TIME", "T23:59:60", "second is 60"),
    ("TIME", "2024-05-14T24:01", "midnight"),
    ("TIME", "2024-05-14T24:00:01", "midnight"),
    ("TIME", "2024-05-14T10:00+14:30", "-14:00 to +14:00"),
    ("TIME", "2024-05-14T10:00+01:60", "-14:00 to +14:00"),
    ("TIME", "2024-05-14T10:00-00:00", "states no zone"),
    ("TIME", "2024-05TMO", "belongs to a day"),
    ("TIME", "2024-W20-WETMO", "belongs to a day"),
    ("TIME", "193T19:00", "belongs to a day"),
    # type
    ("DATE", "P4Y", "is a duration and the type is DATE"),
    ("DATE", "2024-05-14T19:00", "is a time and the type is DATE"),
    ("DATE", "2024-05-14TEV", "is a time and the type is DATE"),
    ("TIME", "2024-05-14", "is a date and the type is TIME"),
    ("TIME", "PT2H", "is a duration and the type is TIME"),
    ("DURATION", "2024", "is a date and the type is DURATION"),
    ("DURATION", "PAST_REF", "is a reference and the type is DURATION"),
    ("SET", "PRESENT_REF", "is a reference and the type is SET"),
    ("SET", "2024-05-14", "is a single date, not a set"),
    ("SET", "2024-05-14TMO", "is a single time, not a set"),
    ("date", "2024", "is no TIMEX3 type"),
    ("EVENT", "2024", "is no TIMEX3 type"),
)


def well_formed() -> list[tuple[str, str]]:
    """All (type, value) of the tables above."""
    grounded = [("DATE", value) for value in GROUNDED_DATES]
    grounded += [("TIME", value) for value in GROUNDED_TIMES]
    return grounded + [(type_, value) for type_, values in UNRESOLVABLE.items() for value in values]


@each_case(("type_", "value"), well_formed())
def test_well_formed_values_pass(type_: str, value: str) -> None:
    assert explain_value(type_, value) is None


@each_case(("type_", "value", "reason"), REJECTED)
def test_ill_formed_values_are_explained_and_not_grounded(
    type_: str, value: str, reason: str
) -> None:
    sentence = explain_value(type_, value)
    assert sentence is not None
    assert reason in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert ground_value(type_, value) == UNRESOLVED


def test_a_long_value_is_cut_in_the_sentence() -> None:
    sentence = explain_value("TIME", "T" * 100_000)
    assert sentence is not None
    assert len(sentence) < 200


@each_case(("value", "interval"), GROUNDED_DATES.items())
def test_dates_are_grounded(value: str, interval: tuple[str, str | None]) -> None:
    assert ground_value("DATE", value) == Interval(*interval)


@each_case(("value", "interval"), GROUNDED_TIMES.items())
def test_times_are_grounded(value: str, interval: tuple[str, str | None]) -> None:
    assert ground_value("TIME", value) == Interval(*interval)


@each_case(
    ("type_", "value"), [(t, value) for t, values in UNRESOLVABLE.items() for value in values]
)
@each_case("mod", [None, "BEFORE", "ON_OR_AFTER", "APPROX"])
def test_the_unresolvable_stays_open(type_: str, value: str, mod: str | None) -> None:
    assert ground_value(type_, value, mod) == UNRESOLVED


@each_case(
    ("mod", "interval"),
    [
        ("BEFORE", (None, "2024-05-01T00:00:00")),
        ("ON_OR_BEFORE", (None, "2024-06-01T00:00:00")),
        ("AFTER", ("2024-06-01T00:00:00", None)),
        ("ON_OR_AFTER", ("2024-05-01T00:00:00", None)),
        ("START", ("2024-05-01T00:00:00", "2024-05-11T00:00:00")),
        ("MID", ("2024-05-11T00:00:00", "2024-05-21T00:00:00")),
        ("END", ("2024-05-21T00:00:00", "2024-06-01T00:00:00")),
        *(
            (mod, ("2024-05-01T00:00:00", "2024-06-01T00:00:00"))
            for mod in (
                *(None, "APPROX"),
                *("LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE"),
            )
        ),
    ],
)
def test_mods_open_a_side_or_cut_or_change_nothing(
    mod: str | None, interval: tuple[str | None, str | None]
) -> None:
    assert ground_value("DATE", "2024-05", mod) == Interval(*interval)


def test_a_mod_keeps_the_zone() -> None:
    value = "2024-05-14T10:00-07:00"
    assert ground_value("TIME", value, "AFTER") == ("2024-05-14T10:01:00-07:00", None)


@each_case("year", [1, 1900, 2000, 2023, 2024, 9999])
def test_the_calendar_is_that_of_datetime(year: int) -> None:
    for month, day in itertools.product(range(100), range(100)):
        value = f"{year:04}-{month:02}-{day:02}"
        try:
            start = date(year, month, day).isoformat() + "T00:00:00"
        except ValueError:
            start = None
        assert (explain_value("DATE", value) is None) == (start is not None), value
        assert ground_value("DATE", value).earliest == start


def test_weeks_are_those_of_datetime() -> None:
    for year, week in itertools.product([1, *range(1990, 2030), 9999], range(100)):
        value = f"{year:04}-W{week:02}"
        try:
            date.fromisocalendar(year, week, 1)
        except ValueError:
            assert explain_value("DATE", value) is not None, value
        else:
            assert explain_value("DATE", value) is None, value


def test_clocks_are_those_of_datetime_and_midnight_at_the_end() -> None:
    for hour, minute in itertools.product(range(100), range(100)):
        exists = (hour < 24 and minute < 60) or (hour, minute) == (24, 0)
        assert (explain_value("TIME", f"T{hour:02}:{minute:02}") is None) == exists


def completions(value: str) -> list[str]:
    """All ways to replace each X of a value by a digit."""
    digits = [("0123456789" if letter == "X" else letter) for letter in value]
    return ["".join(filled) for filled in itertools.product(*digits)]


FIELDS = ["XX", *(f"{digit}X" for digit in range(10)), "00", "02", "04", "12", "29", "30", "31"]


@each_case("month", FIELDS)
@each_case("day", FIELDS)
def test_an_unknown_digit_stands_for_some_digit(month: str, day: str) -> None:
    value = f"2023-{month}-{day}"
    possible = any(explain_value("DATE", filled) is None for filled in completions(value))
    assert (explain_value("DATE", value) is None) == possible


def times(*values: str) -> list[Interval]:
    """Ground values that are dates or, with a T, times."""
    return [ground_value("TIME" if "T" in value else "DATE", value) for value in values]


@each_case(
    ("intervals", "verdict"),
    [
        ([], None),
        (times("2024-05-14"), None),
        (times("2024-05-14", "PAST_REF", "XXXX-05"), None),
        (times("2024-05-14", "2024-05-14"), True),
        (times("2024-05-14", "2024-05", "2024-W20-2", "2024-05-14T19:00"), True),
        (times("2024-05-14", "2024-05-15"), False),
        (times("2024-05-14", "2024-05", "2024-05-15"), False),
        # instants where every one states a zone
        (times("2024-05-14T10:00-07:00", "2024-05-14T17:00Z"), True),
        (times("2024-05-14T10:00-07:00", "2024-05-14T10:00Z"), False),
        (times("2024-05-14T23:30-07:00", "2024-05-15TMO+01:00"), True),
        # wall clocks as soon as one does not
        (times("2024-05-14T10:00-07:00", "2024-05-14T10:00"), True),
        (times("2024-05-14T10:00-07:00", "2024-05-14T17:00"), False),
        (times("2024-05-14T10:00-07:00", "2024-05-14T17:00Z", "2024-05-14"), False),
        (times("2024-05-14T23:30-07:00", "2024-05-14"), True),
        # open ends
        ([ground_value("DATE", "2024", "BEFORE"), ground_value("DATE", "2023-12")], True),
        ([ground_value("DATE", "2024", "BEFORE"), ground_value("DATE", "2024-01")], False),
        ([ground_value("DATE", "2024", "BEFORE"), ground_value("DATE", "2023", "AFTER")], False),
        (
            [ground_value("DATE", "2024", "BEFORE"), ground_value("DATE", "2023", "ON_OR_AFTER")],
            True,
        ),
        ([ground_value("DATE", "2024", "BEFORE"), ground_value("DATE", "1999", "BEFORE")], True),
        ([ground_value("DATE", "2024", "AFTER"), ground_value("DATE", "9999")], True),
    ],
)
def test_agreement(intervals: Sequence[Interval], verdict: bool | None) -> None:
    assert agree(intervals) is verdict


# Properties

days = st.dates().map(date.isoformat)
offsets = st.sampled_from(["", "Z", "+00:00", "+14:00", "-14:00", "-07:00", "+05:30"])
clocks = st.one_of(
    st.times().map(lambda t: f"{t:%H}"),
    st.times().map(lambda t: f"{t:%H:%M}"),
    st.times().map(lambda t: f"{t:%H:%M:%S}"),
    st.sampled_from(sorted(PARTS_OF_DAY)),
    st.just("24:00"),
)
wall_times = st.builds("{}T{}".format, days, clocks)
stated_times = st.builds("{}{}".format, wall_times, offsets)
mods = st.sampled_from([None, "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "START", "APPROX"])
# Texts near the grammar: its own shapes with any digits, and its letters in any order.
shapes = st.one_of(
    st.from_regex(timex.POINT, fullmatch=True),
    st.from_regex(timex._DURATION, fullmatch=True),
    st.from_regex(timex._FISCAL, fullmatch=True),
    st.from_regex(timex._BEFORE_CHRIST, fullmatch=True),
    st.text("0123456789X-:+.TWPQHFYSUEMDOAIZ", max_size=24),
)
dates = st.one_of(
    days,
    st.dates().map(lambda d: d.isoformat()[:7]),
    st.dates().map(lambda d: "{:04}-W{:02}".format(*d.isocalendar())),
    st.dates().map(lambda d: "{:04}-W{:02}-{}".format(*d.isocalendar())),
    st.builds("{:04}-{}".format, st.integers(1, 9999), st.sampled_from([*PARTS_OF_YEAR])),
    st.integers(1, 4).flatmap(lambda n: st.integers(n == 4, 10**n - 1).map(f"{{:0{n}}}".format)),
)
grounded = st.one_of(
    st.builds(ground_value, st.just("DATE"), dates, mods),
    st.builds(ground_value, st.just("TIME"), stated_times, mods),
)


def within(inner: Interval, outer: Interval) -> bool:
    """Tell whether one interval lies in another; without offsets, their texts sort as times."""
    assert inner.earliest is not None
    assert outer.earliest is not None
    ends_within = outer.latest is None or (inner.latest or "~") <= outer.latest
    return outer.earliest <= inner.earliest and ends_within


@given(st.text(), st.text())
def test_any_text_is_judged_and_none_raises(type_: str, value: str) -> None:
    assert explain_value(type_, value) is not None or type_ in TYPES
    for known in TYPES:
        if explain_value(known, value) is not None:
            assert ground_value(known, value) == UNRESOLVED


@given(st.sampled_from(TYPES), shapes, mods)
def test_what_is_ill_formed_or_unknown_is_not_grounded(
    type_: str, value: str, mod: str | None
) -> None:
    interval = ground_value(type_, value, mod)
    year = value.partition("T")[0].partition("-")[0]
    unknown = not year or "X" in year.rstrip("X") or year == "X" * len(year)
    if explain_value(type_, value) is not None or unknown or type_ in ("DURATION", "SET"):
        assert interval == UNRESOLVED


@given(shapes)
def test_a_value_is_a_date_or_a_time_or_a_duration(value: str) -> None:
    passed = [t for t in ("DATE", "TIME", "DURATION") if explain_value(t, value) is None]
    assert len(passed) <= 1


@given(st.one_of(st.tuples(st.just("DATE"), dates), st.tuples(st.just("TIME"), stated_times)))
def test_an_interval_is_not_empty(typed: tuple[str, str]) -> None:
    assert explain_value(*typed) is None
    earliest, latest = ground_value(*typed)
    if earliest is None:  # only where it would begin after 9999
        assert latest is None
        assert typed[1].startswith("9999-")
    elif latest is None:
        assert typed[1].startswith("9")
    else:
        assert datetime.fromisoformat(earliest) < datetime.fromisoformat(latest)


@given(st.dates())
def test_a_day_lies_in_its_month_year_decade_century_and_millennium(day: date) -> None:
    text = day.isoformat()
    chain = [ground_value("DATE", text[:n]) for n in (10, 7, 4, 3, 2, 1)]
    assert all(within(inner, outer) for inner, outer in itertools.pairwise(chain))


@given(st.dates())
def test_a_day_is_its_weekday_and_lies_in_its_week(day: date) -> None:
    year, week, weekday = day.isocalendar()
    interval = ground_value("DATE", day.isoformat())
    assert ground_value("DATE", f"{year:04}-W{week:02}-{weekday}") == interval
    assert within(interval, ground_value("DATE", f"{year:04}-W{week:02}"))
    if weekday > 5:
        assert within(interval, ground_value("DATE", f"{year:04}-W{week:02}-WE"))


@given(st.dates(max_value=date(9999, 11, 30)))
def test_a_day_lies_in_its_quarter_half_and_season(day: date) -> None:
    quarter, half = (day.month + 2) // 3, (day.month + 5) // 6
    season = ("WI", "SP", "SU", "FA")[day.month % 12 // 3]
    winter_began = day.year - 1 if day.month < 3 else day.year
    parts = [f"{day.year:04}-Q{quarter}", f"{day.year:04}-H{half}"]
    if winter_began:
        parts.append(f"{winter_began:04}-{season}")
    for part in parts:
        assert within(ground_value("DATE", day.isoformat()), ground_value("DATE", part)), part


@given(st.datetimes(max_value=datetime(9999, 12, 31)))
def test_a_second_lies_in_its_minute_hour_and_day(moment: datetime) -> None:
    text = moment.isoformat(timespec="seconds")
    chain = [ground_value("TIME", text[:n]) for n in (19, 16, 13)] + [
        ground_value("DATE", text[:10])
    ]
    assert chain[0].earliest == text
    assert all(within(inner, outer) for inner, outer in itertools.pairwise(chain))
    lengths = [timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)]
    for interval, length in zip(chain, lengths, strict=True):
        assert interval.earliest is not None
        if interval.latest is not None:
            ends = (datetime.fromisoformat(end) for end in (interval.latest, interval.earliest))
            assert next(ends) - next(ends) == length


@given(wall_times, offsets)
def test_an_offset_is_kept_and_moves_nothing(value: str, offset: str) -> None:
    plain, zoned = ground_value("TIME", value), ground_value("TIME", value + offset)
    assert zoned == tuple(end if end is None else end + offset for end in plain)


@given(st.lists(grounded, max_size=5))
def test_agreement_does_not_depend_on_the_order(intervals: list[Interval]) -> None:
    verdict = agree(intervals)
    for permuted in itertools.islice(itertools.permutations(intervals), 24):
        assert agree(permuted) is verdict


@given(st.lists(grounded, max_size=4))
def test_agreement_needs_two_grounded_intervals(intervals: list[Interval]) -> None:
    known = [interval for interval in intervals if interval != UNRESOLVED]
    assert (agree(intervals) is None) == (len(known) < 2)
    if known:
        assert agree([known[0], *known]) is (agree(known) if len(known) > 1 else True)


near_times = st.builds(
    "2024-05-{}T{}{}".format,
    st.sampled_from(["14", "15"]),
    clocks,
    st.sampled_from(["Z", "-07:00"]),
)


@given(st.lists(near_times, min_size=2, max_size=4))
def test_zoned_times_agree_as_their_instants_do(values: list[str]) -> None:
    spans = []
    for interval in times(*values):
        ends = [datetime.fromisoformat(end).timestamp() for end in interval if end is not None]
        spans.append(range(int(ends[0]), int(ends[1])))
    common = set(spans[0]).intersection(*spans[1:])
    assert agree(times(*values)) is bool(common)


@given(st.lists(st.builds(ground_value, st.just("DATE"), dates, mods), min_size=2, max_size=4))
def test_dates_agree_exactly_if_each_two_do(intervals: list[Interval]) -> None:
    known = [interval for interval in intervals if interval != UNRESOLVED]
    if len(known) > 1:
        pairs = itertools.combinations(known, 2)
        assert agree(intervals) is all(agree(pair) for pair in pairs)
