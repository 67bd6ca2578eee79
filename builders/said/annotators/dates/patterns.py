"""What a rule is: a pattern over the classes of tokens, and what makes a value of its matches."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from said.annotators.dates.phrase import Phrase, Timex

Maker = Callable[[Phrase], Timex | None]


class Rule(NamedTuple):
    """A pattern, what makes a value of its matches, and an example with type and value. Where the
    example needs words around it, it stands in square brackets."""

    pattern: str
    maker: Maker
    example: str
    type: str
    value: str


_NUMBER = "(?:NUM|YEAR|NUMW(?:HYPH?NUMW)*(?:HUND NUMW*)*|A HUND|HUND)"
MACROS = {
    # A number, or "a few", "several", "a couple of".
    "{COUNT}": rf"(?:{_NUMBER}|A? FEW|A? COUPLE OF?)",
    "{U}": "(?:UNIT|QTR|CENTURY)",
    # "more than", "at least", "up to", "about", "no more than".
    "{ABOUT}": "(?:NO? (?:MORE|LESS) THAN|AT (?:THE)? (?:LEAST|MOST)|UP TILL|APPROX)",
    "{DAY}": "(?:WDAY DOT? COMMA? (?:THE)?)?",
    "{YEAR}": "(?:YEAR|SHORTYEAR)",
    "{MONTHDAY}": "LAST? MONTH DOT? (?:THE)? (?:NUM|ORD|ORDW)",
    # A year of accounts or any other.
    "{FYEAR}": "(?:(?:FISCAL HYPH? UNIT?)? (?:YEAR|SHORTYEAR)|FY)",
    # A day of a month, with what may belong to it.
    "{DATE}": (
        "(?:{DAY} {MONTHDAY} (?:COMMA? {YEAR})?"
        "|{DAY} (?:NUM|(?:THE)? ORD OF?) MONTH DOT? (?:COMMA? {YEAR})?)"
    ),
    "{EDGE}": (
        "(?:(?:THE)? (?:(?:EARLY|MID) HYPH? TILL HYPH?)? (?:EARLY|LATE|MID|EDGE) (?:OF|HYPH|IN)?)"
    ),
    "{REL}": "(?:THE (?:LAST|NEXT)|THIS (?:LAST|NEXT)?|LAST|NEXT)",
    "{CLOCK}": (
        "(?:CLOCK AMPM?|(?:NUM|NUMW) (?:AMPM|OCLOCK)|(?:NUM|NUMW|CLOCK) IN THE PART|HIGH? NOON)"
        " (?:ZONE|OFFSET)?"
    ),
}
