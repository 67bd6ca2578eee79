"""The part of the table of patterns (see `rules`) for lengths of time, and what comes again."""

from __future__ import annotations

from said.annotators.dates import lengths as n
from said.annotators.dates.patterns import Rule

LENGTHS = (
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
        "{ABOUT}? (?:THE)? (?:LAST|NEXT)? {COUNT} (?:HYPH|HYPH? TILL HYPH?|OR) {COUNT} HYPH? {U}",
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
    Rule("{U}", n.bare_units, "for [years]", "DURATION", "PXY"),
    Rule("HALF HYPH {U}", n.length, "half-hour", "DURATION", "PT0.5H"),
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
        "EACH (?:{COUNT}|ALTERNATE|ORDW)? (?:{U}|WDAY|MONTH|PART) PART?",
        n.every,
        "every Tuesday",
        "SET",
        "XXXX-WXX-2",
    ),
    Rule("WDAYS", n.every, "Sundays", "SET", "XXXX-WXX-7"),
    Rule("DAILY", n.adverb, "annually", "SET", "P1Y"),
    Rule("EACH ALTERNATE {U}", n.every, "every other week", "SET", "P2W"),
    Rule(
        "(?:A|NUMW) QTR (?:OF A|HYPH)? {U}",
        n.fraction,
        "a quarter of an hour",
        "DURATION",
        "PT0.25H",
    ),
    Rule(
        "{ABOUT}? (?:HUNDREDS OF)+ {U}",
        n.vague_length,
        "tens of thousands of years",
        "DURATION",
        "PXY",
    ),
    Rule("{U} HYPH OLD", n.years_old, "decades-old", "DURATION", "PXDE"),
    Rule(
        "{ABOUT}? (?:A|{COUNT}) UNIT AND (?:A|{COUNT}) UNIT",
        n.compound,
        "two hours and 15 minutes",
        "DURATION",
        "PT2H15M",
    ),
    Rule("LASTING", n.lasting, "yearlong", "DURATION", "P1Y"),
)
