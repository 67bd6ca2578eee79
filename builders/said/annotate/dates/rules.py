"""The patterns of temporal expressions: one table, each with an example that is run as a test.

A pattern is a regular expression over the classes of tokens (see `words`), written with their
names; {COUNT} and {U} are the macros below. Of all patterns that match at a token the longest match
counts, of equally long ones the first in the table. Examples are read on Wednesday, May 15, 2024.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from said.annotate.dates import clock as c
from said.annotate.dates import days as d
from said.annotate.dates import lengths as n
from said.annotate.dates import relative as r
from said.annotate.dates import years as y
from said.annotate.dates.phrase import Phrase, Timex

Maker = Callable[[Phrase], Timex | None]


class Rule(NamedTuple):
    """A pattern, what makes a value of its matches, and an example with type and value."""

    pattern: str
    maker: Maker
    example: str
    type: str
    value: str


_NUMBER = "(?:NUM|YEAR|YEARQ|NUMW(?:HYPH?NUMW)*(?:HUND NUMW*)*|A HUND|HUND)"
MACROS = {
    # A number, or "a few", "several", "a couple of".
    "{COUNT}": rf"(?:{_NUMBER}|A? FEW|A? COUPLE OF?)",
    "{U}": "(?:UNIT|QTR|CENTURY)",
    # "more than", "at least", "up to", "about", "no more than".
    "{ABOUT}": "(?:NO? (?:MORE|LESS) THAN|AT (?:THE)? (?:LEAST|MOST)|UP TILL|APPROX)",
    "{DAY}": "(?:WDAY DOT? COMMA? (?:THE)?)?",
    "{YEAR}": "(?:YEAR|YEARQ)",
    "{MONTHDAY}": "LAST? MONTH DOT? (?:THE)? (?:NUM|ORD|ORDW)",
    "{EDGE}": "(?:(?:THE)? (?:EARLY|LATE|MID|EDGE) (?:OF|HYPH)?)",
    "{REL}": "(?:THE (?:LAST|NEXT)|THIS (?:LAST|NEXT)?|LAST|NEXT)",
    "{CLOCK}": "(?:CLOCK AMPM?|(?:NUM|NUMW) (?:AMPM|OCLOCK)|NOON) ZONE?",
}

RULES = (
    Rule("ISO", d.iso, "2024-05-14", "DATE", "2024-05-14"),
    Rule("SLASH", d.slashed, "11/02/89", "DATE", "1989-11-02"),
    # Days.
    Rule(
        "{DAY} {MONTHDAY} COMMA? {YEAR}", d.month_day, "Tuesday, May 14, 2024", "DATE", "2024-05-14"
    ),
    Rule("{DAY} {MONTHDAY}", d.month_day, "Nov. 21", "DATE", "2023-11-21"),
    Rule(
        "{DAY} (?:THE)? (?:NUM|ORD|ORDW) OF? MONTH DOT? (?:COMMA? {YEAR})?",
        d.month_day,
        "the 17th of May 2024",
        "DATE",
        "2024-05-17",
    ),
    Rule("(?:{REL})? WDAY", d.weekday, "last Friday", "DATE", "2024-05-10"),
    Rule(
        "(?:EARLY|LATE|EARLIER|LATER) {REL}? WDAY", d.weekday, "early Tuesday", "DATE", "2024-05-14"
    ),
    Rule(
        "(?:EARLY|LATE|EARLIER|LATER)? DAYREF",
        d.day_reference,
        "late yesterday",
        "DATE",
        "2024-05-14",
    ),
    Rule("THE ORD", d.day_of_month, "the 17th", "DATE", "2024-05-17"),
    Rule(
        "THE OTHER? UNIT OF {MONTHDAY} (?:COMMA? {YEAR})?",
        d.week_of,
        "the week of March 6",
        "DATE",
        "2024-W10",
    ),
    Rule(
        "(?:LAST|NEXT|THIS)? HOLIDAY (?:UNIT)? (?:{YEAR})?",
        d.holiday,
        "Christmas",
        "DATE",
        "2023-12-25",
    ),
    Rule(
        "THE UNIT BEFORE DAYREF", d.day_reference, "the day before yesterday", "DATE", "2024-05-13"
    ),
    Rule("THE UNIT AFTER DAYREF", d.day_reference, "the day after tomorrow", "DATE", "2024-05-17"),
    # Months, seasons, quarters, halves.
    Rule("{EDGE}? {REL}? MONTH", y.month_only, "last May", "DATE", "2023-05"),
    Rule(
        "{EDGE}? MONTH DOT? (?:COMMA|OF)? {YEAR}",
        y.month_only,
        "early November 1995",
        "DATE",
        "1995-11",
    ),
    Rule("MONTH OF? (?:THIS|LAST|NEXT) UNIT", y.month_only, "June last year", "DATE", "2023-06"),
    Rule(
        "(?:{EDGE})? (?:THE|EACH|THIS|LAST|NEXT)* SEASON"
        "(?:OF? {YEAR}|OF? (?:THIS|LAST|NEXT) UNIT)?",
        y.season,
        "the winter of 1994",
        "DATE",
        "1994-WI",
    ),
    Rule(
        "(?:THE (?:FISCAL|CURRENT)? HYPH? {YEAR}? (?:FISCAL)?)? ORDW (?:FISCAL)? QTR",
        y.quarter,
        "the third quarter",
        "DATE",
        "2024-Q3",
    ),
    Rule(
        "(?:THE)? (?:FISCAL)? ORDW HYPH? (?:FISCAL)? QTR (?:OF|COMMA)? (?:FISCAL)? {YEAR}",
        y.quarter,
        "the third quarter of 1984",
        "DATE",
        "1984-Q3",
    ),
    Rule(
        "(?:THIS|LAST|NEXT) UNIT POSS ORDW HYPH? QTR",
        y.quarter,
        "this year's third quarter",
        "DATE",
        "2024-Q3",
    ),
    Rule(
        "(?:THE)? ORDW HYPH? QTR OF? (?:THIS|LAST|NEXT) (?:FISCAL)? UNIT",
        y.quarter,
        "the first quarter of next year",
        "DATE",
        "2025-Q1",
    ),
    Rule(
        "(?:THE)? ORDW HYPH? HALF OF? (?:{YEAR}|(?:THIS|LAST|NEXT) UNIT)",
        y.half,
        "the first half of 1990",
        "DATE",
        "1990-H1",
    ),
    Rule(
        "(?:THIS|LAST|NEXT) UNIT POSS ORDW HALF",
        y.half,
        "this year's second half",
        "DATE",
        "2024-H2",
    ),
    Rule("(?:FISCAL)? ORDW HYPH QTR", y.quarter, "third-quarter", "DATE", "2024-Q3"),
    Rule(
        "(?:THE)? LAST HALF OF? (?:{YEAR}|(?:THIS|LAST|NEXT) UNIT)",
        y.half,
        "the last half of 1989",
        "DATE",
        "1989-H2",
    ),
    Rule("THE ORDW HALF OF THE UNIT", y.half, "the first half of the year", "DATE", "2024-H1"),
    Rule("QUARTER (?:OF)? {YEAR}", y.quarter, "Q3 2012", "DATE", "2012-Q3"),
    # Years and more.
    Rule("{EDGE}? FISCAL UNIT {YEAR}", y.year_only, "fiscal year 2012", "DATE", "FY2012"),
    Rule("(?:{EDGE}|THE UNIT)? (?:FISCAL)? {YEAR}", y.year_only, "early 1990", "DATE", "1990"),
    Rule(
        "(?:THE UNIT)? NUMW (?:HYPH? NUMW)* (?:HUND NUMW*)?",
        y.spoken_year,
        "nineteen ninety-six",
        "DATE",
        "1996",
    ),
    Rule(
        "{EDGE}? (?:THE)? (?:EARLY|LATE|MID)? HYPH? (?:DECADE|DECADES)",
        y.decade,
        "the late 1970s",
        "DATE",
        "197",
    ),
    Rule(
        "(?:THE)? (?:EARLY|LATE|MID)? HYPH? (?:ORD|ORDW) HYPH? CENTURY",
        y.century,
        "the 19th century",
        "DATE",
        "18",
    ),
    # What is named from the time of the text, or of the story.
    Rule(
        "(?:EARLY|LATE|EARLIER|LATER|{EDGE})? (?:THE)? (?:{REL}|CURRENT|THAT)(?:FISCAL|FULL)? {U}",
        r.relative_unit,
        "last year",
        "DATE",
        "2023",
    ),
    Rule("THE UNIT (?:BEFORE|AFTER)", r.beside, "the day before", "DATE", "2024-05-14"),
    Rule(
        "{EDGE} (?:THE) (?:FISCAL|CURRENT)? (?:UNIT|QTR)",
        r.the_unit,
        "the end of the year",
        "DATE",
        "2024",
    ),
    Rule("THE (?:FISCAL|FULL)? (?:UNIT|QTR)", r.the_unit, "the quarter", "DATE", "2024-Q1"),
    Rule(
        "{ABOUT}? (?:A|{COUNT}) HYPH? {U} (?:OR SO)? HYPH? (?:AGO|EARLIER|LATER)",
        r.ago,
        "six months ago",
        "DATE",
        "2023-11",
    ),
    Rule("UNIT HYPH (?:AGO|EARLIER)", r.ago, "year-ago", "DATE", "2023"),
    Rule(
        "(?:THE)? UNIT HYPH (?:AGO|EARLIER) ORDW QTR",
        y.earlier_quarter,
        "the year-ago third quarter",
        "DATE",
        "2023-Q3",
    ),
    Rule(
        "(?:THE)? UNIT HYPH (?:AGO|EARLIER) {COUNT} {U}",
        n.length,
        "the year-ago nine months",
        "DURATION",
        "P9M",
    ),
    Rule("(?:{EDGE})? UNIT (?:HYPH|POSS)? EDGE", r.year_end, "year-end", "DATE", "2024-12-31"),
    Rule("{U} (?:AGO|EARLIER|LATER)", r.ago, "days later", "DATE", "2024-05-XX"),
    Rule(
        "(?:THE) (?:UNIT HYPH (?:AGO|EARLIER)|RECENT|{YEAR}|CURRENT) (?:QTR|PERIOD)",
        r.reported_period,
        "the latest quarter",
        "DATE",
        "2024-Q1",
    ),
    Rule("THIS UNIT", r.these_days, "these days", "DATE", "PRESENT_REF"),
    Rule("THE NEAR FUTURE", r.the_past, "the near future", "DATE", "FUTURE_REF"),
    Rule("THE (?:LAST|FUTURE)", r.the_past, "the past", "DATE", "PAST_REF"),
    Rule("(?:MORE)? NOW", r.now, "currently", "DATE", "PRESENT_REF"),
    Rule("AT CURRENT", r.now, "at present", "DATE", "PRESENT_REF"),
    Rule("(?:THE|THAT) SAME UNIT", r.same_unit, "the same day", "DATE", "2024-05-15"),
    # Lengths.
    Rule("{ABOUT}? {COUNT} HYPH {U} (?:HYPH OLD)?", n.length, "10-year", "DURATION", "P10Y"),
    Rule("{COUNT}? HYPH? {U} HYPH LONG", n.length, "week-long", "DURATION", "P1W"),
    Rule(
        "{ABOUT}? (?:THE)? (?:FULL|ORDW)? {COUNT} {U} (?:OR SO)?",
        n.length,
        "more than two weeks",
        "DURATION",
        "P2W",
    ),
    Rule("{ABOUT}? A {U} (?:OR SO)?", n.length, "nearly a decade", "DURATION", "P1DE"),
    Rule("A {U} AND A HALF", n.length, "a year and a half", "DURATION", "P1.5Y"),
    Rule(
        "{ABOUT}? (?:THE)? (?:LAST|NEXT)? {COUNT} (?:HYPH|TILL|OR) {COUNT} HYPH? {U}",
        n.length_range,
        "the next 2-3 years",
        "DURATION",
        "P2Y",
    ),
    Rule(
        "(?:AT LEAST)? (?:THE)? (?:LAST|NEXT|RECENT) {COUNT} {U} (?:OR SO)?",
        n.deictic_length,
        "the past 48 hours",
        "DURATION",
        "PT48H",
    ),
    Rule(
        "(?:THE)? (?:LAST|NEXT|RECENT) (?:FULL)? {U}",
        n.deictic_length,
        "recent months",
        "DURATION",
        "PXM",
    ),
    Rule("{U}", n.bare_units, "for years", "DURATION", "PXY"),
    Rule("HALF A {U}", n.length, "half an hour", "DURATION", "PT0.5H"),
    Rule(
        "{ABOUT}? {COUNT} HYPH? AND HYPH? A HYPH? HALF HYPH? {U}",
        n.length,
        "two and a half years",
        "DURATION",
        "P2.5Y",
    ),
    Rule("{ABOUT}? {COUNT} MORE {U}", n.length, "five more years", "DURATION", "P5Y"),
    # What comes again.
    Rule("(?:ONCE|{COUNT} TIMES) (?:A|PER|EACH) {U}", n.so_often, "twice a week", "SET", "P1W"),
    Rule(
        "EACH {COUNT}? (?:{U}|WDAY|MONTH|PART) PART?", n.every, "every Tuesday", "SET", "XXXX-WXX-2"
    ),
    Rule("WDAYS", n.every, "Sundays", "SET", "XXXX-WXX-7"),
    Rule("DAILY", n.adverb, "annually", "SET", "P1Y"),
    # Times of the day.
    Rule(
        "THE PART OF {DAY} {MONTHDAY} (?:COMMA? {YEAR})?",
        c.part_of_day,
        "the evening of May 5",
        "TIME",
        "2024-05-05TEV",
    ),
    Rule(
        "(?:EARLY|LATE|MID) HYPH? PART (?:WDAY|DAYREF)?",
        c.part_of_day,
        "mid-afternoon yesterday",
        "TIME",
        "2024-05-14TAF",
    ),
    Rule(
        "(?:EARLY|LATE|MID|LATER)? (?:{DAY} {MONTHDAY}|{REL}? WDAY|DAYREF|THIS|LAST) PART",
        c.part_of_day,
        "Tuesday evening",
        "TIME",
        "2024-05-14TEV",
    ),
    Rule(
        "(?:EARLY|LATE|LATER)? (?:THE (?:NEXT|LAST|SAME)|THAT SAME?) PART",
        c.part_of_day,
        "the next morning",
        "TIME",
        "2024-05-16TMO",
    ),
    Rule(
        "{CLOCK} (?:(?:COMMA)?"
        "(?:THIS PART|DAYREF PART?|ON? WDAY PART?|ON? {DAY} {MONTHDAY} (?:COMMA? {YEAR})?))?",
        c.clock,
        "7:00 p.m. Tuesday",
        "TIME",
        "2024-05-14T19:00",
    ),
    Rule("(?:NUM|YEAR|YEARQ) ZONE (?:ON? WDAY)?", c.clock, "0930 GMT", "TIME", "2024-05-15T09:30Z"),
    Rule(
        "{DAY} (?:{MONTHDAY}|(?:NUM|ORD) OF? MONTH) (?:COMMA? {YEAR})? (?:COMMA|HYPH|AT)* {CLOCK}",
        c.clock,
        "Tuesday, May 14, 2024 — 10:00 AM PT",
        "TIME",
        "2024-05-14T10:00-07:00",
    ),
    Rule(
        "(?:WDAY|DAYREF) (?:COMMA|AT)* {CLOCK}",
        c.clock,
        "Tuesday at 7 p.m.",
        "TIME",
        "2024-05-14T19:00",
    ),
)
