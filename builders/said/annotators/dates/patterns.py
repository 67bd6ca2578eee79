"""What the table of rules is made of: a rule, and the macros that its pattern may use.

A pattern is a regular expression over the classes of tokens (see `text.datetokens`), written with
their names and with the macros.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from said.annotators.dates.phrase import Phrase, Timex
from said.text.datetokens import coded


class Rule(NamedTuple):
    """An id, a pattern, the function that turns a match into a value (None: not a date), and an
    example with type and value. Square brackets mark the date where the example has other words."""

    id: str
    pattern: str
    find_value: Callable[[Phrase], Timex | None]
    example: str
    type: str
    value: str
    in_story: bool = False
    """Whether it is for a story alone."""
    sign: str = ""
    """What the first token has: a full stop for 8.15."""


_NUMBER = "(?:NUM|YEAR|NUMW(?:HYPH?NUMW)*(?:HUND NUMW*)*|A HUND|HUND)"
MACROS = {
    # A number, or "a few", "several", "a couple of".
    "{COUNT}": rf"(?:{_NUMBER}|A? FEW|A? COUPLE OF?)",
    "{U}": "(?:UNIT|QTR|CENTURY)",
    # "more than", "at least", "up to", "about", "no more than".
    # "as much as", "as few as" too.
    "{ABOUT}": (
        "(?:NO? (?:MORE|LESS) THAN|AT THE? (?:LEAST|MOST)|UP TILL|APPROX|LESS|OVER|EDGE TILL"
        "|AS (?:MUCH|FEW|LONG) AS)"
    ),
    # "or so", "or more", "at the most", behind a length.
    "{ORSO}": "(?:OR (?:SO|MORE|LESS)|COMMA? AT THE? (?:LEAST|MOST))",
    # Behind what joins the members of a range or a list; "^" lets the pattern be tried alone.
    "{JOINED}": "(?:^|(?<=HYPH|TILL|AND|OR|COMMA|OTHER))",
    "{DAY}": "(?:WDAY DOT? COMMA? THE?)?",
    "{YEAR}": "(?:YEAR|SHORTYEAR)",
    # A year with BC behind it, or AD on either side; an ordinal and a century.
    "{ERAYEAR}": "(?:(?:NUM|YEAR) ERA|ERA (?:NUM|YEAR))",
    "{CENTURY}": "(?:(?:EARLY|LATE|MID) HYPH?)? (?:ORD|ORDW) HYPH? CENTURY ERA?",
    "{MONTHDAY}": "LAST? MONTH DOT? THE? (?:NUM|ORD|ORDW|NUMW HYPH ORDW)",
    "{DAYMONTH}": "(?:NUM|THE? (?:ORD|ORDW|NUMW HYPH? ORDW) OF?) MONTH",
    "{YEARFIRST}": "YEAR (?:MONTH DOT? NUM|HYPH MONTH HYPH NUM)",
    # A year of accounts or any other.
    "{FYEAR}": "(?:(?:FISCAL HYPH? UNIT?)? (?:YEAR|SHORTYEAR)|FY)",
    # A day of a month, with what may belong to it.
    "{DATE}": (
        "(?:{DAY} {MONTHDAY} (?:COMMA? {YEAR})?"
        "|{DAY} {DAYMONTH} DOT? (?:(?:COMMA|OF)? {YEAR})?|{DAY} (?:SLASH|DOTTED|ISO)|{YEARFIRST})"
    ),
    "{EDGE}": (
        "(?:THE? (?:(?:EARLY|MID) HYPH? TILL HYPH?)? (?:(?:EARLY|LATE|MID) (?:OF|HYPH|IN)?"
        "|EDGE (?:OF|HYPH)?))"
    ),
    # Half past six, ten to midnight, half eight.
    "{SPOKEN}": (
        "(?:(?:A? (?:HALF|QTR)|(?:NUM|NUMW (?:HYPH? NUMW)?) UNIT?)"
        " (?:LAST|TILL|AFTER|BEFORE|OF) (?:NUM|NUMW|NOON)|HALF NUMW)"
    ),
    "{REL}": "(?:THE (?:LAST|NEXT)|THIS (?:LAST|NEXT)?|LAST|NEXT)",
    "{CLOCK}": (
        "(?:(?:NUM|NUMW|CLOCK) (?:AMPM|OCLOCK)? (?:IN THE|AT) PART"
        "|CLOCK AMPM?|(?:NUM|NUMW) (?:AMPM|OCLOCK)|HIGH? NOON"
        "|{SPOKEN} (?:AMPM|OCLOCK)? (?:(?:IN THE|AT) PART)?)"
        " (?:ZONE|OFFSET)?"
    ),
    # The first Monday in April, the last day of the month; the 3rd, the first of the month.
    "{NTH}": (
        "(?:THE? (?:ORDW|LAST|FINAL) (?:UNIT|WDAY) (?:OF|IN)"
        " (?:MONTH (?:(?:OF|COMMA)? {YEAR})?|THE? {REL} UNIT|THE UNIT|{YEAR}"
        "|EACH (?:UNIT|MONTH)))"
    ),
    "{DAYOFMONTH}": "(?:THE (?:ORD|ORDW) OF (?:THE|THE? {REL}|EACH|THAT SAME?) UNIT)",
    # A Friday in October, behind the article or an adjective.
    "{SOMEDAY}": "(?:WDAY PART? IN {EDGE}? MONTH (?:(?:OF|COMMA)? {YEAR})?)",
    "{THATDAY}": (
        "(?:(?:ON|OF|COMMA)* (?:THE (?:NEXT|SAME|LAST)|THAT SAME?) (?:UNIT|PART)"
        "|THE (?:UNIT|PART) (?:BEFORE|AFTER))"
    ),
    # The day behind a time of the clock.
    "{OFDAY}": (
        "(?:ON (?:THE PART OF {DATE}|{DAYOFMONTH}|{NTH}|THE ORD|(?:A|NUMW) OTHER? {SOMEDAY})"
        "|COMMA? (?:ON? {DATE}|(?:THIS|LAST) PART|DAYREF PART?|ON? {REL}? WDAY PART?)"
        " (?!(?:OF|IN) MONTH))"
    ),
}


def expanded(pattern: str) -> str:
    """A pattern with the meaning of its macros, over the characters of the classes."""
    while "{" in pattern:
        for macro, meaning in MACROS.items():
            pattern = pattern.replace(macro, meaning)
    return coded(pattern)
