"""Durations are grounded by their anchor and their words."""

from __future__ import annotations

from typing import Any

from each_case import each_case
from said.schema.grounding import UNRESOLVED
from said.tables.dates import duration_direction, ground_dates


def date(name: str, exact: str, type_: str, value: str, **fields: str) -> dict[str, Any]:
    span = {"start": 0, "end": len(exact), "exact": exact}
    return {"id": name, "layer": "date", "span": span, "type": type_, "value": value, **fields}


@each_case(
    ("words", "direction"),
    [
        ("the Past 48 Hours", "before"),
        ("the last two days", "before"),
        ("recent months", "before"),
        ("the next 2-3 years", "after"),
        ("the COMING weeks", "after"),
        ("the following day", "after"),
        ("two hours", None),
        ("the last and the next two days", None),
        ("", None),
    ],
)
def test_words_say_on_which_side_a_duration_lies(words: str, direction: str | None) -> None:
    assert duration_direction(words) == direction


def test_a_duration_counts_from_the_time_of_the_document_or_another_date() -> None:
    dates = [
        date("d1", "Tuesday", "DATE", "2024-05-14"),
        date("d2", "the next two days", "DURATION", "P2D", anchor="d1"),
        date("d3", "the past two days", "DURATION", "P2D", anchor="dct"),
        date("d4", "the past two days", "DURATION", "P2D", anchor="d9"),
        date("d5", "the past two days", "DURATION", "P2D", anchor="d2"),
        date("d6", "two days", "DURATION", "P2D"),
        date("d7", "every day", "SET", "P1D", anchor="dct"),
        date("d8", "the past two days", "DURATION", "P2D", anchor="d8"),
    ]
    found = ground_dates(dates, "2024-05-20T10:00:00Z")
    assert found.pop("d1") == ("2024-05-14T00:00:00", "2024-05-15T00:00:00")
    assert found.pop("d2") == ("2024-05-14T00:00:00", "2024-05-17T00:00:00")
    assert found.pop("d3") == ("2024-05-18T10:00:00Z", "2024-05-20T10:00:01Z")
    assert set(found.values()) == {UNRESOLVED}
    assert ground_dates(dates, None)["d3"] == UNRESOLVED
