"""Expressions of present-day news, American and British, read on Wednesday, May 15, 2024."""

from each_case import each_case
from said.annotators.dates import find_dates
from said.text.reading import Reading

DCT = "2024-05-15"


def found(text: str, dct: str | None = DCT, convention: str = "said") -> list[tuple[str, str]]:
    return [
        (one["span"]["exact"], one["value"])
        for one in find_dates(Reading(text), dct, convention=convention)
    ]


@each_case(
    ("text", "expected"),
    [
        # Digits.
        ("at 2024-05-14T10:00:00Z", [("2024-05-14T10:00:00Z", "2024-05-14T10:00:00Z")]),
        ("at 2024-05-14T10:00+0200.", [("2024-05-14T10:00+0200", "2024-05-14T10:00+02:00")]),
        ("at 2024-05-14 10:00,", [("2024-05-14 10:00", "2024-05-14T10:00")]),
        ("2024-05-14T10:00:00.123-05:00", [("2024-05-14T10:00:00.123-05:00",
                                            "2024-05-14T10:00:00-05:00")]),
        ("on 14.05.2024", [("14.05.2024", "2024-05-14")]),
        ("version 1.14.05.2024.3", []),
        ("on 14/05/2024", [("14/05/2024", "2024-05-14")]),
        ("on 05/14/2024", [("05/14/2024", "2024-05-14")]),
        ("on 05/06/2024", [("05/06/2024", "2024-05-06")]),
        ("in 2024-05", [("2024-05", "2024-05")]),
        ("on 31-12-2023 and 31-Dec-2023", [("31-12-2023", "2023-12-31"),
                                           ("31-Dec-2023", "2023-12-31")]),
        ("January-March 2024", [("January", "2024-01"), ("March 2024", "2024-03")]),
        ("Late in the day, he left.", []),
        ("Jan-Mar 2024, Dec '23", [("Jan", "2024-01"), ("Mar 2024", "2024-03"),
                                   ("Dec '23", "2023-12")]),
        # Years of accounts and their parts.
        ("in FY2023, FY 2022 and FY21", [("FY2023", "FY2023"), ("FY 2022", "FY2022"),
                                         ("FY21", "FY2021")]),
        ("the first quarter of fiscal 2023", [("the first quarter of fiscal 2023", "FY2023-Q1")]),
        ("in the third quarter of fiscal year 2024",
         [("the third quarter of fiscal year 2024", "FY2024-Q3")]),
        ("in H1 2024 and 2H23", [("H1 2024", "2024-H1"), ("2H23", "2023-H2")]),
        ("in Q3 FY24", [("Q3 FY24", "FY2024-Q3")]),
        ("in Q2, as Q1 revenue fell", [("Q2", "2024-Q2"), ("Q1", "2024-Q1")]),
        ("The Audi Q3 and an H1 visa cost more.", []),
        # Ranges and lists.
        ("from May 3-5, 2023", [("May 3", "2023-05-03"), ("5, 2023", "2023-05-05")]),
        ("from May 3 to 5", [("May 3", "2024-05-03"), ("5", "2024-05-05")]),
        ("on April 24 and 25.", [("April 24", "2024-04-24"), ("25", "2024-04-25")]),
        ("on 24 and 25 April 2022", [("24", "2022-04-24"), ("25 April 2022", "2022-04-25")]),
        ("the 3-5 May meeting", [("3", "2024-05-03"), ("5 May", "2024-05-05")]),
        ("on May 3, 4 and 5, on June 1, 2, and 3",
         [("May 3", "2024-05-03"), ("4", "2024-05-04"), ("5", "2024-05-05"),
          ("June 1", "2024-06-01"), ("2", "2024-06-02"), ("3", "2024-06-03")]),
        ("On May 3, 12 people, on May 10-2,000, on 2,000 and 25 April",
         [("May 3", "2024-05-03"), ("May 10", "2024-05-10"), ("25 April", "2024-04-25")]),
        ("On May 3 and 5 people came.", [("May 3", "2024-05-03")]),
        ("May 5-3", [("May 5", "2024-05-05")]),
        ("March 2-April 5, 2021", [("March 2", "2021-03-02"), ("April 5, 2021", "2021-04-05")]),
        ("from March to June 2023", [("March", "2023-03"), ("June 2023", "2023-06")]),
        ("between 1990 and 1995", [("1990", "1990"), ("1995", "1995")]),
        ("2010-2015", [("2010", "2010"), ("2015", "2015")]),
        ("1990-91, 1999-00 and 2023/24",
         [("1990", "1990"), ("91", "1991"), ("1999", "1999"), ("00", "2000"),
          ("2023", "2023"), ("24", "2024")]),
        ("from 2 to 4 p.m.", [("2", "2024-05-15T14:00"), ("4 p.m.", "2024-05-15T16:00")]),
        ("from 11 to 3 p.m.", [("11", "2024-05-15T11:00"), ("3 p.m.", "2024-05-15T15:00")]),
        ("from Monday to Friday", [("Monday", "2024-05-13"), ("Friday", "2024-05-17")]),
        # Days and their parts.
        ("He left on sept 11, jan 6 and nov 3rd",
         [("sept 11", "2023-09-11"), ("jan 6", "2024-01-06"), ("nov 3rd", "2023-11-03")]),
        ("march 5 miles, or may 5 of them, dec 3", []),
        ("on Tuesday the 14th", [("Tuesday the 14th", "2024-05-14")]),
        ("He won on Friday, the 13th title for him.", [("Friday", "2024-05-10")]),
        ("on Friday the 13th", []),
        ("on 14th May", [("14th May", "2024-05-14")]),
        ("the 7 October 2023 attacks", [("7 October 2023", "2023-10-07")]),
        ("Tue 14 May 2024; Sat., May 18", [("Tue 14 May 2024", "2024-05-14"),
                                           ("Sat., May 18", "2024-05-18")]),
        ("the last day of April", [("the last day of April", "2024-04-30")]),
        ("the third week of next month", [("the third week of next month", "2024-W25")]),
        ("the weekend of 4 May, the week of May 6", [("the weekend of 4 May", "2024-W18-WE"),
                                                     ("the week of May 6", "2024-W19")]),
        ("the day after next", [("the day after next", "2024-05-17")]),
        ("The day before last Tuesday's vote", [("The day before last Tuesday", "2024-05-13")]),
        ("the day after May 3, 2021", [("the day after May 3, 2021", "2021-05-04")]),
        ("on the evening of 3 May", [("the evening of 3 May", "2024-05-03TEV")]),
        ("at dawn on Tuesday", [("dawn on Tuesday", "2024-05-14TMO")]),
        ("in the early hours of Sunday, 12 May",
         [("the early hours of Sunday, 12 May", "2024-05-12TMO")]),
        ("Overnight, it burnt.", [("Overnight", "2024-05-14TNI")]),
        ("overnight rates, an overnight success", []),
        ("on Sunday afternoons", [("Sunday afternoons", "XXXX-WXX-7TAF")]),
        # Clocks and zones.
        ("at 10pm, 10.30pm and 7:30AM",
         [("10pm", "2024-05-15T22:00"), ("10.30pm", "2024-05-15T22:30"),
          ("7:30AM", "2024-05-15T07:30")]),
        ("at 22:15 BST", [("22:15 BST", "2024-05-15T22:15+01:00")]),
        ("at 9am CEST", [("9am CEST", "2024-05-15T09:00+02:00")]),
        ("at 9am IST", [("9am IST", "2024-05-15T09:00+05:30")]),
        ("at 1pm ET in January", [("1pm ET", "2024-05-15T13:00-04:00"), ("January", "2024-01")]),
        ("at 8 p.m. GMT+2", [("8 p.m. GMT+2", "2024-05-15T20:00+02:00")]),
        ("at 14:00 UTC-05:30", [("14:00 UTC-05:30", "2024-05-15T14:00-05:30")]),
        ("at noon ET on Friday he left", [("noon ET on Friday", "2024-05-10T12:00-04:00")]),
        ("10:21 AM EDT, Tue May 14, 2024",
         [("10:21 AM EDT, Tue May 14, 2024", "2024-05-14T10:21-04:00")]),
        ("at 4 in the morning", [("4 in the morning", "2024-05-15T04:00")]),
        ("at high noon", [("high noon", "2024-05-15T12:00")]),
        ("at 10 tonight", [("10 tonight", "2024-05-15T22:00")]),
        ("at 10 percent, at 10 sites", []),
        ("John 3:16, a ratio of 10:15, he ran it in 2:01:09", []),
        # Years and more.
        ("in '92, the summer of '69", [("'92", "1992"), ("the summer of '69", "1969-SU")]),
        ("early-to-mid 2024", [("early-to-mid 2024", "2024")]),
        ("late in 2023, early in the year", [("late in 2023", "2023"),
                                             ("early in the year", "2024")]),
        ("the 1980s and 90s", [("the 1980s", "198"), ("90s", "199")]),
        ("since June", [("June", "2023-06")]),
        ("pre-1990s", [("1990s", "199")]),
        ("since the 90s", [("the 90s", "199")]),
        ("temperatures in the 90s, in her late thirties", []),
        ("the noughties", [("the noughties", "200")]),
        ("the turn of the century", [("the turn of the century", "20")]),
        ("by the end of the decade", [("the end of the decade", "202")]),
        ("this time last year", [("this time last year", "2023")]),
        ("Room 1984, No. 1950", []),
        # Lengths.
        ("decades ago, half a century ago", [("decades ago", "XXXX"),
                                             ("half a century ago", "1974")]),
        ("thousands of years ago", [("thousands of years ago", "XXXX")]),
        ("in a year's time", [("a year's time", "2025")]),
        ("in two weeks’ time", [("two weeks’ time", "2024-W22")]),
        ("three months from now", [("three months from now", "2024-08")]),
        ("a fortnight ago", [("a fortnight ago", "2024-W18")]),
        ("a quarter of a century, a quarter-century", [("a quarter of a century", "P0.25CE"),
                                                       ("a quarter-century", "P0.25CE")]),
        ("a three-to-five-year plan, a 10- to 15-year sentence",
         [("three-to-five-year", "P3Y"), ("10- to 15-year", "P10Y")]),
        ("the 90-day review", [("90-day", "P90D")]),
        ("a two-and-a-half-year deal", [("two-and-a-half-year", "P2.5Y")]),
        ("two hours and 15 minutes", [("two hours and 15 minutes", "PT2H15M")]),
        ("a year-long inquiry, a yearlong one", [("year-long", "P1Y"), ("yearlong", "P1Y")]),
        ("over the past decade", [("the past decade", "P1DE")]),
        ("days after the attack", [("days", "PXD")]),
        ("open 24/7, by a quarter, 100 miles an hour", []),
        ("$1 billion a year, a week after it", [("a year", "P1Y"), ("a week", "P1W")]),
        ("every other week", [("every other week", "P2W")]),
        # Names.
        ("He told 60 Minutes that it was so.", []),
        ("Jailed for 20 Years in Texas", [("20 Years", "P20Y")]),
        ("The Sunday Times, the Daily Mail and Saturday Night Live", []),
        ("on Black Friday and Giving Tuesday", []),
        ("on Christmas Eve and New Year's Day", [("Christmas Eve", "2023-12-24"),
                                                 ("New Year's Day", "2024-01-01")]),
        ("She bought a Christmas tree.", []),
    ],
)  # fmt: skip
def test_what_is_found(text: str, expected: list[tuple[str, str]]):
    assert found(text) == expected


@each_case(
    ("text", "theirs"),
    [
        ("at 2024-05-14T10:00Z", "2024-05-14T10:00"),
        ("fiscal 2023", "2023"),
        ("a quarter of an hour", "PT15M"),
        ("the past decade", "P10Y"),
        ("on Christmas Eve", "2023-12-24"),
        ("on New Year's Eve", "2023-12-31"),
        ("until New Year's Day", "2025-01-01"),
    ],
)
def test_what_timeml_has_otherwise(text: str, theirs: str):
    assert found(text, convention="timeml")[-1][1] == theirs


def test_without_a_document_time():
    assert found("on Tuesday the 14th and in Q3", None) == [
        ("Tuesday the 14th", "XXXX-XX-14"),
        ("Q3", "XXXX-Q3"),
    ]
