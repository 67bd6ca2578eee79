"""What is counted from the time of the text or of the story, read on Wednesday, May 15, 2024.

The sentences are invented; what they give is what `GUIDELINES.md` asks for (D1 to D4).
"""

from typing import Any

from each_case import each_case
from said.annotators.dates import Convention, find_dates
from said.text.reading import Reading

DCT = "2024-05-15"


def found(text: str, dct: str | None = DCT, convention: Convention = "said") -> list[Any]:
    """The expressions with their values, and with what they count from where they do."""
    return [
        (one["span"]["exact"], one["value"], *filter(None, [one.get("anchor")]))
        for one in find_dates(Reading(text), dct, convention=convention)
    ]


def last(text: str, dct: str | None = DCT, convention: Convention = "said") -> Any:
    """The last expression of a text."""
    return found(text, dct, convention)[-1]


MAY_3 = "The ferry sank on 3 May. "
MARCH = "The ferry sank in March 2023. "
YEAR = "The mill burned down in 1990. "


@each_case(
    ("text", "expected"),
    [
        # That year, the following year: from the story, not from the text (D4).
        (YEAR + "Lind was mayor that year.", ("that year", "1990", "d1")),
        (YEAR + "It was rebuilt the following year.", ("the following year", "1991", "d1")),
        (YEAR + "The previous year, it had flooded.", ("The previous year", "1989", "d1")),
        (MAY_3 + "It rained that day.", ("that day", "2024-05-03", "d1")),
        (MAY_3 + "The crew left the same day.", ("the same day", "2024-05-03", "d1")),
        (MARCH + "Another sank the same year.", ("the same year", "2023", "d1")),
        (MAY_3 + "It had rained the day before.", ("the day before", "2024-05-02", "d1")),
        (MAY_3 + "It rained the day after.", ("the day after", "2024-05-04", "d1")),
        (MAY_3 + "They had met the previous Monday.", ("the previous Monday", "2024-04-29", "dct")),
        # Units later: X for the digits that nobody knows (D3).
        (MAY_3 + "A few days later, divers found it.", ("A few days later", "2024-05-XX", "d1")),
        (MARCH + "Divers found it weeks later.", ("weeks later", "2023-WXX", "d1")),
        (MARCH + "Several months later, it rose.", ("Several months later", "2023-XX", "d1")),
        (YEAR + "A few years later, it rose.", ("A few years later", "199X", "d1")),
        (YEAR + "Several decades later, it rose.", ("Several decades later", "XXXX", "d1")),
        # Units ago, as exact as their unit.
        ("The ferry left two hours ago.", ("two hours ago", "2024-05-15TXX", "dct")),
        ("It was built half a century ago.", ("half a century ago", "1974", "dct")),
        ("It was built half a decade ago.", ("half a decade ago", "2019", "dct")),
        ("It was built half a year ago.", ("half a year ago", "2023-11", "dct")),
        # From now.
        ("It opens in two weeks' time.", ("two weeks' time", "2024-W22", "dct")),
        ("It opens three weeks from today.", ("three weeks from today", "2024-W23", "dct")),
        ("It opens the week after next.", ("the week after next", "2024-W22", "dct")),
        ("It closed the year before last.", ("the year before last", "2022", "dct")),
        ("It rained the day before.", ("the day before", "2024-05-14", "dct")),
        # The unit that the text is written in.
        ("It is due at the end of the century.", ("the end of the century", "20", "dct")),
        ("It is due at the end of the decade.", ("the end of the decade", "202", "dct")),
        ("It rained at the start of the week.", ("the start of the week", "2024-W20", "dct")),
        ("It rained over the weekend.", ("the weekend", "2024-W19-WE", "dct")),
        ("It was the best catch of the year.", ("the year", "2024", "dct")),
        ("The catch is due at year-end.", ("year-end", "2024-12-31", "dct")),
        ("Sales fell in the year ended in March.", ("March", "2024-03", "dct")),
        ("Sales rose in the fourth quarter of 2023. Profit of the quarter doubled.",
         ("the quarter", "2023-Q4", "dct")),
        ("Sales rose from the year-earlier quarter.",
         ("the year-earlier quarter", "2023-Q1", "dct")),
        # Parts of the day.
        (MAY_3 + "The crew met that evening.", ("that evening", "2024-05-03TEV", "d1")),
        ("They met overnight.", ("overnight", "2024-05-14TNI", "dct")),
        ("They met in the early hours of Tuesday.",
         ("the early hours of Tuesday", "2024-05-14TMO", "dct")),
        ("They met yesterday morning.", ("yesterday morning", "2024-05-14TMO", "dct")),
        # Names of a time (D1).
        ("The pier is quiet these days.", ("these days", "PRESENT_REF", "dct")),
        ("She thought of the past.", ("the past", "PAST_REF", "dct")),
        ("She thought of the past three years.", ("the past three years", "P3Y", "dct")),
        ("Nobody knows the future.", ("the future", "FUTURE_REF", "dct")),
    ],
)  # fmt: skip
def test_what_is_counted(text: str, expected: tuple[str, ...]) -> None:
    assert last(text) == expected


@each_case(
    "text",
    [
        "The pier opened this hour.",
        "Lind was mayor that year.",
        "They left the same day.",
        "It rained the day before the vote.",
        "It was the end of the hour.",
        "The catch is due at month-end.",
        "It rained early in the day.",
        "The future of the pier is unclear.",
        "The pier was painted in the fifth quarter.",
        "In the 0000 edition nothing changed.",
        "Two thousand boats came.",
        "She is in her 80s.",
        "Temperatures reached the 80s.",
        "They met on Friday the 13th.",
        "They met at 13 p.m.",
        "They met on the evening of the vote.",
        "The overnight ferry is late.",
        "The dog is three years old.",
    ],
)
def test_what_names_no_time_or_one_that_nobody_can_tell(text: str) -> None:
    assert found(text) == []


@each_case(
    ("text", "expected"),
    [
        ("It opened last April.", ("last April", "2023-04")),
        ("It opened last February.", ("last February", "2024-02")),
        ("It opens next April.", ("next April", "2025-04")),
        ("It opens next June.", ("next June", "2024-06")),
        ("It opens this August.", ("this August", "2024-08")),
        ("It will open in March.", ("March", "2025-03")),
        ("It will open in August.", ("August", "2024-08")),
        ("It has been shut since October.", ("October", "2023-10")),
        ("It was shut in December.", ("December", "2023-12")),
        # Seasons, by the house convention: winter begins in December.
        ("It was shut last winter.", ("last winter", "2023-WI")),
        ("It was shut last autumn.", ("last autumn", "2023-FA")),
        ("It was built in the summer last year.", ("the summer last year", "2023-SU")),
        ("It was shut in the summer.", ("the summer", "2023-SU")),
        ("It opens next summer.", ("next summer", "2024-SU")),
        ("It opens next spring.", ("next spring", "2025-SP")),
        ("It opens this fall.", ("this fall", "2024-FA")),
        # Quarters and halves.
        ("Sales rose in the fourth quarter.", ("the fourth quarter", "2023-Q4")),
        ("Sales will rise in the fourth quarter.", ("the fourth quarter", "2024-Q4")),
        ("Sales rose in H1, Lind said.", ("H1", "2024-H1")),
        ("Sales rose in the second half of last year.",
         ("the second half of last year", "2023-H2")),
        # Days.
        ("They will meet on the 3rd.", ("the 3rd", "2024-06-03")),
        ("They met on the 3rd.", ("the 3rd", "2024-05-03")),
        ("The fair is on the 20th.", ("the 20th", "2024-05-20")),
        ("They met last Dec. 3.", ("last Dec. 3", "2023-12-03")),
        ("They met the day after 3 May.", ("the day after 3 May", "2024-05-04")),
        ("They met in the third week of May.", ("the third week of May", "2024-W20")),
        ("It rained on the weekend of 4 May.", ("the weekend of 4 May", "2024-W18-WE")),
        ("They meet next Friday.", ("next Friday", "2024-05-17")),
        ("They meet this Friday.", ("this Friday", "2024-05-17")),
        ("They met from Monday to Thursday.", ("Thursday", "2024-05-16")),
        ("They met on the evening of 5 May.", ("the evening of 5 May", "2024-05-05TEV")),
        ("They met at noon on Tuesday.", ("noon on Tuesday", "2024-05-14T12:00")),
        ("They met at 10 o'clock.", ("10 o'clock", "2024-05-15T10:00")),
        ("They met at 14:00 UTC+2.", ("14:00 UTC+2", "2024-05-15T14:00+02:00")),
    ],
)  # fmt: skip
def test_what_the_time_of_the_text_completes(text: str, expected: tuple[str, str]) -> None:
    assert last(text)[:2] == expected


@each_case(
    ("text", "expected"),
    [
        ("It closed two centuries ago.", ("two centuries ago", "XX")),
        ("It was shut last winter.", ("last winter", "XXXX-WI")),
        ("Sales fell in the third quarter.", ("the third quarter", "XXXX-Q3")),
        ("They met on the 17th.", ("the 17th", "XXXX-XX-17")),
        ("They met yesterday.", ("yesterday", "XXXX-XX-XX")),
    ],
)
def test_without_a_time_the_digits_that_nobody_knows_are_x(
    text: str, expected: tuple[str, str]
) -> None:
    assert last(text, None) == expected


@each_case(
    ("text", "expected"),
    [
        ("It was in the year two thousand five.", ("the year two thousand five", "2005")),
        ("It happened in eighteen forty-eight.", ("eighteen forty-eight", "1848")),
        ("Sales rose in 2H23.", ("2H23", "2023-H2")),
        ("It happened in '92.", ("'92", "1992")),
        # Lengths: the unit as it is written.
        ("It took two and a half hours.", ("two and a half hours", "PT2.5H")),
        ("It took 1 1/2 hours.", ("1 1/2 hours", "PT1.5H")),
        ("It took 1,200 hours.", ("1,200 hours", "PT1200H")),
        ("It took a couple of hours.", ("a couple of hours", "PT2H")),
        ("It took three quarters of an hour.", ("three quarters of an hour", "PT0.75H")),
        ("It took two weeks and three days.", ("two weeks and three days", "P2W3D")),
        ("It was shut for years.", ("years", "PXY")),
        ("It was shut years after the storm.", ("years", "PXY")),
        # What comes again.
        ("Each winter the pier is closed.", ("Each winter", "XXXX-WI")),
        ("They meet every May.", ("every May", "XXXX-05")),
        ("They meet every morning.", ("every morning", "XXXX-XX-XXTMO")),
        ("They meet every Tuesday morning.", ("every Tuesday morning", "XXXX-WXX-2TMO")),
        ("They meet every other week.", ("every other week", "P2W")),
        ("They meet three times a week.", ("three times a week", "P1W")),
        ("The quarterly report is out.", ("quarterly", "P1Q")),
        ("The crew earns 20 crowns an hour.", ("an hour", "PT1H")),
    ],
)
def test_what_counts_from_nothing(text: str, expected: tuple[str, str]) -> None:
    assert last(text) == expected


@each_case(
    ("words", "mod"),
    [
        ("no less than two hours", "EQUAL_OR_MORE"),
        ("at least two hours", "EQUAL_OR_MORE"),
        ("no more than two hours", "EQUAL_OR_LESS"),
        ("at most two hours", "EQUAL_OR_LESS"),
        ("up to two hours", "EQUAL_OR_LESS"),
        ("less than two hours", "LESS_THAN"),
        ("almost two hours", "LESS_THAN"),
        ("more than two hours", "MORE_THAN"),
        ("about two hours", "APPROX"),
        ("two hours or so", "APPROX"),
        ("mid-May", "MID"),
        ("the close of 2023", "END"),
    ],
)
def test_a_modifier_renders_words_of_the_span(words: str, mod: str) -> None:
    (one,) = find_dates(Reading(f"The crew waited {words}."), DCT)
    assert (one["span"]["exact"], one["mod"]) == (words, mod)


@each_case(
    ("text", "value"),
    [
        ("A few years ago, the ferry sank.", "PAST_REF"),
        ("The ferry opened days later.", "FUTURE_REF"),
        ("The pier was built two decades ago.", "2004"),
        ("Profit rose in the third quarter, from 3 million a year earlier.", "2023-Q3"),
        ("It took an hour and a half.", "PT1H30M"),
        ("It took half an hour.", "PT30M"),
        ("It took 2.5 years.", "P2Y6M"),
        ("It took two fortnights.", "P4W"),
        ("It took two centuries.", "P200Y"),
        ("It took a quarter of a century.", "P25Y"),
        ("It took three quarters of an hour.", "PT45M"),
        ("In the past year they lost.", "2023"),
        ("In recent years they lost.", "PAST_REF"),
        ("In the next years they lose.", "FUTURE_REF"),
        ("The shops shut on Thanksgiving.", "2023-11-23"),
        ("The shops will shut on Halloween.", "2024-10-31"),
        ("The shops will shut next Christmas.", "2024-12-25"),
        ("The shops shut on New Year's Eve.", "2023-12-31"),
        ("The shops shut at Christmas 2021.", "2021-12-25"),
    ],
)
def test_timeml_counts_otherwise(text: str, value: str) -> None:
    assert last(text, convention="timeml")[1] == value


@each_case(
    ("text", "expected"),
    [
        # Only "in" makes a time of it; else it is a length.
        ("It took two weeks' time.", ["two weeks"]),
        # Counted from today alone, else two expressions.
        ("It opens three weeks from tomorrow.", ["three weeks", "tomorrow"]),
        # No more than the story fixes.
        ("They met in March 2023. They left the same day.", ["March 2023"]),
        ("The mill burned down in 1990. It rained that day.", ["1990"]),
        # No such part of the year, the month or the hour.
        ("Sales fell in H3 2023.", ["2023"]),
        ("The third half of 2023 was cold.", ["2023"]),
        ("They met in the ninth week of May.", ["May"]),
        ("They met in the first hour of May.", ["May"]),
        ("It took five quarters of an hour.", ["an hour"]),
        # Two lengths that do not go together, and two that do.
        ("They waited two hours and three days.", ["two hours", "three days"]),
        ("They left two years and three months ago.", ["two years and three months ago"]),
    ],
)
def test_an_expression_ends_where_its_words_do(text: str, expected: list[str]) -> None:
    assert [words for words, *_ in found(text)] == expected


def test_what_only_the_time_of_the_text_fixes_is_left_out_without_it() -> None:
    text = "It closed the year before last."
    assert found(text, None) == []
    assert len(found(text)) == 1
