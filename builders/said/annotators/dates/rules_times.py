"""The part of the table of patterns (see `rules`) for times of the day."""

from __future__ import annotations

from said.annotators.dates import clock as c
from said.annotators.dates import spans as s
from said.annotators.dates.patterns import Rule

TIMES = (
    Rule(
        "(?:NUM|CLOCK) (?=(?:HYPH|TILL|AND|OR) (?:NUM|CLOCK) AMPM)",
        s.first_hour,
        "[2] to 4 p.m.",
        "TIME",
        "2024-05-15T14:00",
    ),
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
        "{CLOCK} (?:COMMA? (?:ON? {DATE}|THIS PART|DAYREF PART?|ON? WDAY PART?))?",
        c.clock,
        "7:00 p.m. Tuesday",
        "TIME",
        "2024-05-14T19:00",
    ),
    Rule(
        "(?:NUM|YEAR) (?:ZONE|OFFSET) (?:ON? WDAY)?",
        c.clock,
        "0930 GMT",
        "TIME",
        "2024-05-15T09:30Z",
    ),
    Rule(
        "{DATE} (?:COMMA|HYPH|AT)* {CLOCK}",
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
    Rule(
        "(?:THE)? (?:EARLY|LATE)? PART (?:OF|ON) (?:{DATE}|{REL}? WDAY|DAYREF)",
        c.part_of_day,
        "dawn on Tuesday",
        "TIME",
        "2024-05-14TMO",
    ),
    Rule(
        "(?:EARLY|LATE|LATER) ON {REL}? WDAY PART",
        c.part_of_day,
        "early on Tuesday morning",
        "TIME",
        "2024-05-14TMO",
    ),
    Rule(
        "THE (?:EARLY|SMALL) UNIT (?:OF (?:{DATE}|{REL}? WDAY PART?|DAYREF PART?|THIS PART))?",
        c.early_hours,
        "the early hours of Tuesday",
        "TIME",
        "2024-05-14TMO",
    ),
    Rule("PART", c.overnight, "overnight", "TIME", "2024-05-14TNI"),
    Rule(
        "(?:NUM|NUMW) (?:THIS PART|DAYREF PART?|ON WDAY PART?)",
        c.hour_at,
        "at [10 on Tuesday]",
        "TIME",
        "2024-05-14T10:00",
    ),
    Rule(
        "(?:{REL}? WDAY|DAYREF|(?:{REL}? WDAY|DAYREF|THIS) PART) AT (?:NUM|NUMW)",
        c.hour_at,
        "Tuesday evening at 8",
        "TIME",
        "2024-05-14T20:00",
    ),
)
