"""Temporal expressions are found by their words, and their look-alikes are not (D1)."""

from __future__ import annotations

import json
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from each_case import each_case
from said.annotators import dates as annotator
from said.check.detectors import dates
from said.system.places import SOURCE_ROOT
from said.text.reading import Reading

search = settings(derandomize=True)


def found_in(text: str) -> list[str]:
    return [text[start:end] for start, end in dates.find_dates(Reading(text))]


@each_case(
    ("text", "expected"),
    [
        # Months, with their day.
        ("It opens in January, not on the 3rd of October.", ["January", "3rd of October"]),
        ("on May 15, 2024; 15 May 2024; MAY 15", ["May 15", "2024", "15 May", "2024", "MAY 15"]),
        ("on March 7th and 7 March, March the 7th", ["March 7th", "7 March", "March the 7th"]),
        ("since Sept. 3, Sep 3 and 3 Dec", ["Sept. 3", "Sep 3", "3 Dec"]),
        ("Jan. 5, 5 Jan, Jan 2024, since Jan.", ["Jan. 5", "5 Jan", "Jan", "2024", "Jan"]),
        ("last May, in May, mid-May, early March", ["May", "May", "May", "March"]),
        ("from March to May, March and June", ["March", "May", "March", "June"]),
        ("between Mar and Jun", ["Mar", "Jun"]),
        ("a june day, last AUGUST", ["june", "AUGUST"]),
        # The same words as other words and names.
        ("It may rain. May I go? Theresa May says so.", []),
        ("They march. The March on Norrvik. March on!", []),
        ("Jan Lind, Mar Berg and Jun Sand left. By Jan Lind.", []),
        ("an august body", []),
        ("The cat sat in the sun; Sun Marine wed Mon Ami.", []),
        # Weekdays.
        ("on Monday, Tuesdays, FRIDAY, sunday", ["Monday", "Tuesdays", "FRIDAY", "sunday"]),
        ("Sat, 18 May 2024", ["Sat", "18 May", "2024"]),
        ("open Mon-Fri, Sat & Sun", ["Mon", "Fri", "Sat", "Sun"]),
        ("on Sat., every Sun and Mon, next Wed", ["Sat", "Sun", "Mon", "Wed"]),
        # Years and decades.
        ("in 1999 and 2024, 2023-24", ["1999", "2024", "2023"]),
        ("in 2024.", ["2024"]),
        ("in 1870, the 1890s, the 1980’s, on 9/17/16", ["1870", "1890s", "1980’s", "9/17/16"]),
        ("the 1930s and ’90s; mid-2024's best", ["1930s", "90s", "2024"]),
        ("2024-05-14, 05/14/2024, 14.05.2024", ["2024-05-14", "05/14/2024", "14.05.2024"]),
        ("2024-05-14T19:00:00Z", ["2024-05-14T19:00:00Z"]),
        ("some 1899, 2101, 12024, 20245, $2024, 2,024, CVE-2024-1, 2024.5, 2024px", []),
        ("2000 people, 2000 km, 2000 dollars, 2000%", []),
        ("https://norrvik.example/2024/05/may-15", []),
        # Clock times, with their zone.
        ("at 7:00 p.m. Tuesday", ["7:00 p.m", "Tuesday"]),
        (
            "10:00 AM PT, 7pm, 7.30 p.m., 7 a.m. GMT",
            ["10:00 AM PT", "7pm", "7.30 p.m", "7 a.m. GMT"],
        ),
        ("at 19:00 and 04:52:21 GMT", ["19:00", "04:52:21 GMT"]),
        (
            "at noon, by midnight, at 5 o’clock, ten o'clock",
            ["noon", "midnight", "5 o’clock", "ten o'clock"],
        ),
        ("16:9, 3:1, 25:00, 12:60, 1:23:456, 10.5, I am 5", []),
        # Numbers with a unit.
        (
            "48 hours, 2-3 years, 1.5 days, 1,000 weeks",
            ["48 hours", "3 years", "1.5 days", "1,000 weeks"],
        ),
        ("a 24-hour strike, a four-year plan, two‑week", ["24-hour", "four-year", "two‑week"]),
        ("twenty-four hours, ninety-nine years", ["four hours", "nine years"]),
        ("five to six weeks, two and a half years", ["six weeks", "half years"]),
        ("several months, a few weeks, many years", ["several months", "few weeks", "many years"]),
        ("a couple of days, dozens of years", ["couple of days", "dozens of years"]),
        ("almost a decade, an hour, half a century", ["a decade", "an hour", "a century"]),
        ("a full day, three long months", ["a full day", "three long months"]),
        ("24h, 5 min, 30 secs, 24hr news", ["24h", "5 min", "30 secs", "24hr"]),
        ("a year-long review", ["year-long"]),
        ("the 21st century, the nineteenth century", ["21st century", "nineteenth century"]),
        ("a year's work, three days' rest", ["a year", "three days"]),
        # What is second in a row is no length of time.
        (
            "ten seconds, a ten-second pause, 30 second clips",
            ["ten seconds", "ten-second", "30 second"],
        ),
        (
            "for a second. One second later, a split second",
            ["a second", "One second", "a split second"],
        ),
        ("a second boat, one second opinion, a second-hand boat, two second prizes", []),
        ("a boat\nday by day, 5\ndays, the year-end, daytime, a day-tripper", []),
        ("someone yearned, four yearlings, ten weekends", []),
    ],
)
def test_dates(text: str, expected: list[str]) -> None:
    assert found_in(text) == expected


AGES = (
    "a 27-year-old pilot, 27-year-olds and a two-month-old strike",
    "She is 62 years old, the pier ten years old, the boat half a century old.",
    "18 years of age, aged 18 years, aged about two years, at the age of 18 months",
    "between the ages of 18 and 24 years, 3 to 5 years old, 65 years or older",
    "two years and three months old, a three-and-a-half-year-old, decades-old pipes",
)


@each_case("text", AGES)
def test_an_age_is_no_date_for_the_detector_or_the_annotator(text: str) -> None:
    assert found_in(text) == []
    assert annotator.find_dates(Reading(text), "2024-05-15") == []


@each_case(
    "text",
    ["a pilot for 27 years", "a ten-year plan", "ten years older than that", "wages of ten years"],
)
def test_a_length_is_a_date_for_both(text: str) -> None:
    assert len(found_in(text)) == len(annotator.find_dates(Reading(text), "2024-05-15")) == 1


def released() -> list[dict]:
    files = sorted((SOURCE_ROOT / "corpus/0.1.0/jsonl/documents").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text().splitlines()]


@each_case("record", released())
def test_what_is_found_in_a_released_text_lies_in_its_dates(record: dict) -> None:
    """Outside boilerplate: nothing in excess, and of what has a date nothing is cut short."""
    outside = [block for block in record["blocks"] if block["kind"] == "boilerplate"]
    found = list(dates.find_dates(Reading(record["text"])))
    assert found
    for start, end in found:
        if any(b["start"] <= start < b["end"] for b in outside):
            continue
        assert any(d["start"] <= start and end <= d["end"] for d in record["dates"])


WORDS = (
    "May March Jan 15 15th 2024 1930s a an one twenty - – of second seconds day years century full "
    "p.m. 7:00 GMT Mon Fri in on , . \n ' ’90s"
)
PIECES = st.sampled_from(WORDS.split(" "))


@search
@given(st.lists(PIECES, max_size=12).map(" ".join) | st.lists(PIECES, max_size=8).map("".join))
def test_ranges_are_in_order_and_none_lies_in_another(text: str) -> None:
    found = dates.find_dates(Reading(text))
    for (start, end), (after, _) in pairwise(found):
        assert start < after
        assert end <= len(text)
    assert all(text[a:b] == text[a:b].strip() and "\n" not in text[a:b] for a, b in found)
    ends = [end for _, end in found]
    assert ends == sorted(set(ends))
