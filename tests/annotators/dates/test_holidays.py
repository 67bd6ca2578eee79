"""Each holiday of the lexicon has a day, and the year is the one that the text means."""

from each_case import each_case
from said import lexicon
from said.annotators.dates import find_dates
from said.annotators.dates.holidays import HOLIDAYS
from said.text.reading import Reading


def test_the_lexicon_and_the_table_have_the_same_holidays():
    assert set(HOLIDAYS) == set(lexicon.words("calendar", "HOLIDAY"))


@each_case(
    ("name", "day"),
    [
        ("easter", "2025-04-20"),
        ("easter", "2024-03-31"),
        ("easter", "1961-04-02"),
        ("good friday", "2025-04-18"),
        ("ash wednesday", "2025-03-05"),
        ("whit monday", "2025-06-09"),
        ("thanksgiving", "2025-11-27"),
        ("memorial day", "2025-05-26"),
        ("labor day", "2025-09-01"),
        ("mlk day", "2025-01-20"),
    ],
)
def test_the_day_of_a_holiday(name: str, day: str):
    assert HOLIDAYS[name](int(day[:4])).isoformat() == day


@each_case(
    ("text", "exact", "value"),
    [
        ("They were married on Boxing Day.", "Boxing Day", "2024-12-26"),
        ("The shops will close on Boxing Day.", "Boxing Day", "2025-12-26"),
        ("The walk is on Easter Monday.", "Easter Monday", "2025-04-21"),
        ("Crowds came on St. Patrick's Day 2019.", "St. Patrick's Day 2019", "2019-03-17"),
        ("It opens on Valentine’s Day 2026.", "Valentine’s Day 2026", "2026-02-14"),
        ("The pier burned on Guy Fawkes Night.", "Guy Fawkes Night", "2024-11-05"),
        ("Schools shut on Martin Luther King Jr. Day.", "Martin Luther King Jr. Day", "2025-01-20"),
        ("He fell last Thanksgiving.", "last Thanksgiving", "2024-11-28"),
        ("The Christmas Day swim was cancelled.", "Christmas Day", "2024-12-25"),
    ],
)
def test_a_holiday_in_a_text(text: str, exact: str, value: str):
    dates = find_dates(Reading(text), "2025-03-12")
    assert [(date["span"]["exact"], date["value"]) for date in dates] == [(exact, value)]


@each_case(
    "text",
    [
        "Good morning, said Father Holm.",
        "Mother and Father Holm came.",
        "He works on Christmas Island.",
        "St. Olav's Day came and went.",
        "Guy Holm is a columnist.",
        "They saw Father Christmas.",
        "The Labor Party won.",
        "Veterans of Norrvik sang.",
    ],
)
def test_what_is_no_holiday(text: str):
    assert find_dates(Reading(text), "2025-03-12") == []
