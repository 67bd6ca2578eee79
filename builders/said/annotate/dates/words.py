"""Cuts a text into tokens and gives each the class that the patterns call it by.

The classes are the sections of `said/lexicon/timex.txt` and the shapes below (`CLOCK`, `YEAR`).
Words that are often something else ("may", "march", "Jan", "Sat", "fall") have a class only beside
words that make them a date.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from said import lexicon

OTHER = "OTHER"
BREAK = "BREAK"

_TOKEN = re.compile(
    r"""
    (?P<ISO>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?(?!\w))
  | (?P<CLOCK>\d{1,2}:\d\d(?::\d\d)?(?!\w))
  | (?P<QUARTER>Q[1-4](?!\w))
  | (?P<SLASH>(?:\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)|\d{4}/\d\d/\d\d)(?![\w/]))
  | (?P<DECADE>(?:['’]\d0|\d{3}0)['’]?s(?!\w))
  | (?P<ORD>\d{1,2}(?:st|nd|rd|th)(?!\w))
  | (?P<AMPM>[ap]\.m\.?|[ap]m(?!\w)|[AP]\.?M(?:\.|(?!\w)))
  | (?P<NUM>\d{1,9}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:\s\d/\d)?)
  | (?P<OCLOCK>o['’]clock)
  | (?P<WORD>[^\W\d_]+)
  | (?P<POSS>['’]s?(?!\w))
  | (?P<HYPH>[-‐‑–—])
  | (?P<COMMA>,)
  | (?P<DOT>\.)
  | (?P<BREAK>\n\s*\n)
  | (?P<PUNCT>[^\s\w])
    """,
    re.VERBOSE,
)
SHAPES = (*_TOKEN.groupindex, "YEAR", "YEARQ")

_UNSURE_MONTHS = frozenset({"may", "march"})
_UNSURE_SEASONS = frozenset({"fall", "spring"})


@cache
def listed(section: str) -> frozenset[str]:
    """The words of a section of `timex_context.txt`."""
    return frozenset(lexicon.words("timex_context", section))


class Token(NamedTuple):
    """A token: its string, in lower case, its class, its range in the text."""

    text: str
    lower: str
    kind: str
    start: int
    end: int


@cache
def classes() -> dict[str, str]:
    """The class of each word of the lexicon, in lower case."""
    found: dict[str, str] = {}
    for section in lexicon.sections("timex"):
        for word in lexicon.words("timex", section):
            found.setdefault(word, section)
    return found


def tokens(text: str) -> list[Token]:
    """The tokens of a text with their classes."""
    raw = [(m.lastgroup or "", m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    known = classes()
    found: list[Token] = []
    for at, (shape, string, start, end) in enumerate(raw):
        lower = string.lower()
        kind = shape
        if shape == "WORD":
            kind = known.get(lower, OTHER)
            if kind in _DOUBTFUL:
                after = raw[at + 1 : at + 4]
                before = _word_before(found)
                kind = _DOUBTFUL[kind](string, lower, before, after)
        elif shape == "DOT":
            kind = (
                "DOT"
                if found and found[-1].kind in ("MONTH", "WDAY") and len(found[-1].text) < 6
                else OTHER
            )
        elif shape == "NUM":
            kind = _number(string, found, raw[at + 1 : at + 2])
        elif shape == "PUNCT":
            kind = OTHER
        found.append(Token(string, lower, kind, start, end))
    return found


def _word_before(found: list[Token]) -> str:
    """The word before, through a hyphen: "mid-May"."""
    if len(found) > 1 and found[-1].kind == "HYPH" and found[-2].end == found[-1].start:
        return found[-2].lower
    return found[-1].lower if found else ""


Raw = list[tuple[str, str, int, int]]


def _number(string: str, found: list[Token], after: Raw) -> str:
    """Whether a number can be a year."""
    if len(string) != 4 or not string.isdigit() or not "1000" <= string <= "2100":
        return "NUM"
    before = found[-1] if found else None
    if before is not None and before.text in _MONEY:
        return "NUM"
    then = after[0][1].lower() if after else ""
    if then == "%" or then in listed("counted"):
        return "NUM"
    if string >= "1900":
        return "YEAR"
    if before is None or before.lower in listed("before years") or before.kind in _DATE_KINDS:
        return "NUM" if then.endswith("s") and then.isalpha() and len(then) > 3 else "YEAR"
    return "NUM"


_MONEY = frozenset(["$", "£", "€", "¥", "#", "%"])
_DATE_KINDS = frozenset(
    {"MONTH", "COMMA", "DOT", "SEASON", "QTR", "ORD", "NUM", "EARLY", "LATE", "FISCAL"}
)


def _month(string: str, lower: str, before: str, after: Raw) -> str:
    if not string[0].isupper():
        return OTHER
    if lower not in _UNSURE_MONTHS:
        return "MONTH"
    numbered = bool(after) and (
        after[0][0] in ("NUM", "ORD")
        or (after[0][0] == "COMMA" and after[1:] and after[1][0] == "NUM")
    )
    if len(before) <= 2 and before.isdecimal():  # 19 March
        return "MONTH"
    # "The March accession" is a month, "the March on Washington" is not.
    attribute = before == "the" and bool(after) and after[0][1].isalpha() and after[0][1].islower()
    if attribute and after[0][1] not in ("of", "on"):
        return "MONTH"
    return "MONTH" if numbered or before in listed("before months") else OTHER


def _short_month(string: str, _lower: str, before: str, after: Raw) -> str:
    if not string[0].isupper() or not after:
        return OTHER
    dotted = after[0][0] == "DOT"
    then = after[1:2] if dotted else after[:1]
    numbered = bool(then) and then[0][0] in ("NUM", "ORD")
    return "MONTH" if numbered or (dotted and before in listed("before months")) else OTHER


def _short_weekday(string: str, _lower: str, before: str, after: Raw) -> str:
    if not string[0].isupper() or not after:
        return OTHER
    marked = after[0][0] in ("DOT", "COMMA")
    then = after[1][1].lower() if marked and after[1:] else ""
    dated = then.isdigit() or classes().get(then, "").startswith("MONTH")
    return "WDAY" if dated or (marked and before == "on") else OTHER


def _season(_string: str, lower: str, before: str, after: Raw) -> str:
    then = after[0][1].lower() if after else ""
    year_follows = bool(after) and (
        after[0][0] == "NUM" or (then == "of" and after[1:] and after[1][0] == "NUM")
    )
    if year_follows or before in ("last", "this", "next", "each", "every", "past", "coming"):
        return "SEASON"
    if lower in _UNSURE_SEASONS and (before != "the" or then in ("of", "in", "from", "to")):
        return "SEASON" if before in ("early", "late", "mid") else OTHER
    return (
        "SEASON" if before in listed("before seasons") and then not in ("of", "palace") else OTHER
    )


def _zone(string: str, _lower: str, _before: str, _after: Raw) -> str:
    return "ZONE" if string.isupper() else OTHER


def _holiday(string: str, _lower: str, _before: str, _after: Raw) -> str:
    return "HOLIDAY" if string[0].isupper() else OTHER


def _weekday(string: str, _lower: str, before: str, _after: Raw) -> str:
    named = before in listed("before named days")
    return "WDAY" if string[0].isupper() and not named else OTHER


_DOUBTFUL = {
    "MONTH": _month,
    "MONTH ABBREVIATED": _short_month,
    "WDAY": _weekday,
    "WDAY ABBREVIATED": _short_weekday,
    "SEASON": _season,
    "ZONE": _zone,
    "HOLIDAY": _holiday,
}
