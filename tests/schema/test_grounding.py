"""The bounds of unknown digits, of thirds and of anchored durations. `test_timex` has the rest."""

from __future__ import annotations

import itertools
import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from said.schema import timex
from said.schema.grounding import (
    UNRESOLVED,
    Interval,
    ground_duration,
    ground_value,
)
from said.schema.timex import explain_value

DAYS = st.dates(date(2, 1, 1), date(9998, 12, 31))
POINTS = st.from_regex(timex.POINT, fullmatch=True)
MODS = st.sampled_from(
    [None, "START", "MID", "END", "APPROX", "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER"]
)
COUNTS = st.one_of(st.integers(0, 10**6).map(str), st.sampled_from(["X", "XX", "1.5", "0.25"]))
DURATIONS = st.one_of(
    st.builds("P{}{}".format, COUNTS, st.sampled_from(["ML", "CE", "DE", *"YQMWD", "WE"])),
    st.builds("PT{}{}".format, COUNTS, st.sampled_from("HMS")),
    st.builds("P{}Y{}M{}DT{}H{}M".format, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS),
)
DIRECTIONS = st.sampled_from([None, "before", "after"])


def type_of(value: str) -> str:
    return "TIME" if "T" in value else "DATE"


def within(inner: Interval, outer: Interval) -> bool:
    """Whether one interval lies in another; an open end of either counts as unbounded."""
    starts = outer.earliest is None or (inner.earliest or "") >= outer.earliest
    return starts and (outer.latest is None or (inner.latest or "~") <= outer.latest)


@given(POINTS, MODS)
def test_no_interval_is_empty(value: str, mod: str | None) -> None:
    earliest, latest = ground_value(type_of(value), value, mod)
    if earliest is not None and latest is not None:
        assert datetime.fromisoformat(earliest) < datetime.fromisoformat(latest)


@given(POINTS, st.randoms(use_true_random=False))
def test_unknown_digits_cover_whatever_they_can_stand_for(value, random) -> None:
    outer = ground_value(type_of(value), value)
    for _ in range(20):
        filled = re.sub("X", lambda _: str(random.randrange(10)), value)
        inner = ground_value(type_of(value), filled)
        if outer != UNRESOLVED and inner != UNRESOLVED:
            assert within(inner, outer), filled


@given(DAYS, st.sampled_from([(10, 8), (7, 5), (4, 3)]))
def test_a_masked_field_has_the_bounds_of_the_longer_unit(day, cut) -> None:
    end, start = cut
    text = day.isoformat()[:end]
    masked = text[:start] + "X" * (end - start)
    unit = text[:start].rstrip("-")
    assert ground_value("DATE", masked) == ground_value("DATE", unit)


THIRDS = {
    "2024-05": ("2024-05-11T00:00:00", "2024-05-21T00:00:00"),
    "2023-02": ("2023-02-11T00:00:00", "2023-02-21T00:00:00"),
    "2024": ("2024-05-01T00:00:00", "2024-09-01T00:00:00"),
    "2024-Q2": ("2024-05-01T00:00:00", "2024-06-01T00:00:00"),
    "2024-H2": ("2024-09-01T00:00:00", "2024-11-01T00:00:00"),
    "2024-WI": ("2025-01-01T00:00:00", "2025-02-01T00:00:00"),
    "2024-W20": ("2024-05-15T00:00:00", "2024-05-17T00:00:00"),
    "199": ("1994-01-01T00:00:00", "1997-01-01T00:00:00"),
    "19": ("1934-01-01T00:00:00", "1967-01-01T00:00:00"),
    "1": ("1334-01-01T00:00:00", "1667-01-01T00:00:00"),
    "000": ("0004-01-01T00:00:00", "0007-01-01T00:00:00"),
    "2024-05-14": ("2024-05-14T08:00:00", "2024-05-14T16:00:00"),
    "2024-05-14TMO": ("2024-05-14T08:00:00", "2024-05-14T10:00:00"),
    "2024-05-14T19": ("2024-05-14T19:20:00", "2024-05-14T19:40:00"),
    "2024-05-14T19:00Z": ("2024-05-14T19:00:20Z", "2024-05-14T19:00:40Z"),
}


@each_case(("value", "cuts"), THIRDS.items())
def test_start_mid_and_end_are_thirds(value: str, cuts: tuple[str, str]) -> None:
    whole = ground_value(type_of(value), value)
    start, mid, end = (ground_value(type_of(value), value, m) for m in ("START", "MID", "END"))
    assert start == (whole.earliest, cuts[0])
    assert mid == cuts
    assert end == (cuts[1], whole.latest)


@given(POINTS)
def test_the_thirds_of_a_value_make_the_whole(value: str) -> None:
    whole = ground_value(type_of(value), value)
    thirds = [ground_value(type_of(value), value, mod) for mod in ("START", "MID", "END")]
    if thirds[0] == whole:  # nothing that can be cut
        assert thirds == [whole] * 3
    else:
        assert thirds[0].earliest == whole.earliest
        assert thirds[2].latest == whole.latest
        for one, after in itertools.pairwise(thirds):
            assert one.latest == after.earliest


def test_a_value_with_unknown_digits_is_not_cut() -> None:
    assert ground_value("DATE", "2024-05-XX", "START") == ground_value("DATE", "2024-05")


@each_case(
    ("mod", "interval"),
    [
        ("BEFORE", (None, "2024-06-01T00:00:00")),
        ("ON_OR_BEFORE", (None, "2024-06-01T00:00:00")),
        ("AFTER", ("2024-05-01T00:00:00", None)),
        ("ON_OR_AFTER", ("2024-05-01T00:00:00", None)),
    ],
)
def test_before_and_after_unknown_digits_can_be_within_their_bounds(mod, interval) -> None:
    assert ground_value("DATE", "2024-05-XX", mod) == interval


DAY = ground_value("DATE", "2024-05-15")


@each_case(
    ("value", "mod", "direction", "interval"),
    [
        ("PT48H", None, "before", ("2024-05-13T00:00:00", "2024-05-16T00:00:00")),
        ("PT48H", None, "after", ("2024-05-15T00:00:00", "2024-05-18T00:00:00")),
        ("PT48H", None, None, ("2024-05-13T00:00:00", "2024-05-18T00:00:00")),
        ("P2W", "LESS_THAN", "before", ("2024-05-01T00:00:00", "2024-05-16T00:00:00")),
        ("P2Y", "EQUAL_OR_MORE", "after", ("2024-05-15T00:00:00", None)),
        ("P2Y", "MORE_THAN", "before", (None, "2024-05-16T00:00:00")),
        ("P1Y6M", None, "after", ("2024-05-15T00:00:00", "2025-11-16T00:00:00")),
        ("P1DE", None, "before", ("2014-05-15T00:00:00", "2024-05-16T00:00:00")),
        ("P1Q", None, "before", ("2024-02-15T00:00:00", "2024-05-16T00:00:00")),
        ("P1.5Y", None, "before", ("2022-11-15T00:00:00", "2024-05-16T00:00:00")),
        ("PT1.5H", None, "before", ("2024-05-14T22:30:00", "2024-05-16T00:00:00")),
        ("P1DT12H", None, "before", ("2024-05-13T12:00:00", "2024-05-16T00:00:00")),
        ("P1MT1M", None, "before", ("2024-04-14T23:59:00", "2024-05-16T00:00:00")),
        ("P9ML", None, "before", (None, "2024-05-16T00:00:00")),
        ("P9ML", None, "after", ("2024-05-15T00:00:00", None)),
        *((value, None, "before", (None, None)) for value in ("PXM", "PTXH", "P2WE", "P0.1M")),
        *((value, None, "after", (None, None)) for value in ("2024", "", "PT0.5S", "P" + "9" * 50)),
    ],
)
def test_anchored_durations_are_grounded(value, mod, direction, interval) -> None:
    assert ground_duration(value, mod, DAY, direction) == interval


@each_case("anchor", ["2024-05", "2024", "2024-W20-WE", "XXXX-05-15", "2024-05-XX", "PRESENT_REF"])
def test_only_a_day_or_a_part_of_one_is_an_anchor(anchor: str) -> None:
    assert ground_duration("P1D", None, ground_value("DATE", anchor), None) == UNRESOLVED
    open_sided = ground_value("DATE", "2024-05-15", "BEFORE")
    assert ground_duration("P1D", None, open_sided, None) == UNRESOLVED


def test_the_last_day_of_a_month_stays_in_the_month() -> None:
    anchor = ground_value("DATE", "2024-03-31")
    assert ground_duration("P1M", None, anchor, "before").earliest == "2024-02-29T00:00:00"


def test_a_duration_keeps_the_zone_of_its_anchor() -> None:
    anchor = ground_value("TIME", "2024-05-14T10:00-07:00")
    wanted = ("2024-05-14T09:00:00-07:00", "2024-05-14T10:01:00-07:00")
    assert ground_duration("PT1H", None, anchor, "before") == wanted


@given(DAYS, DURATIONS, MODS, DIRECTIONS)
def test_a_duration_holds_its_anchor_and_is_not_empty(day, value, mod, direction) -> None:
    anchor = ground_value("DATE", day.isoformat())
    found = ground_duration(value, mod, anchor, direction)
    if found != UNRESOLVED:
        assert within(anchor, found)


@given(DAYS, st.integers(0, 400), DIRECTIONS)
def test_a_side_reaches_as_far_as_the_duration_is_long(day, count, direction) -> None:
    anchor = ground_value("DATE", day.isoformat())
    found = ground_duration(f"P{count}D", None, anchor, direction)
    if found.earliest and found.latest:
        length = datetime.fromisoformat(found.latest) - datetime.fromisoformat(found.earliest)
        assert length == timedelta(days=1 + count * (1 if direction else 2))


@pytest.mark.parametrize("value", ["2XXX-XX-XXTXX:XX:XX", "2XXX-02-29TXX:XX", "2XXX-W53-X"])
def test_many_unknown_digits_are_filled_at_once(value: str) -> None:
    assert explain_value(type_of(value), value) is None
    assert ground_value(type_of(value), value) != UNRESOLVED
