"""Cuts a text into tokens and gives each the class that the patterns call it by.

The classes are the sections of `said/lexicon/timex.txt` and the shapes below (`CLOCK`, `YEAR`).
Words that are often something else ("may", "march", "Jan", "Sat", "fall") have a class only beside
words that make them a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from said import lexicon

OTHER = "OTHER"
BREAK = "BREAK"

_TOKEN = re.compile(
    r"""
    # What a token can begin with is asked for first: most tokens are words.
    (?=[\dHQF'’])(?:
        (?P<ISO>\d{4}-\d\d-\d\d
            (?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))
      | (?P<CLOCK>\d{1,2}:\d\d(?::\d\d)?(?:(?!\w)|(?=[aApP][mM](?!\w))))
      | (?P<HALFYEAR>(?:[HQ][1-4]['’]|[1-4]Q|[12]H)\d\d(?!\w)|H[12](?!\w)|[12]H(?!\w))
      | (?P<QUARTER>(?:Q[1-4]|[1-4]Q)(?!\w))
      | (?P<FY>FY\s?['’]?(?:\d{4}|\d\d)(?!\w))
      | (?P<SLASH>(?:\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)|\d{4}/\d\d/\d\d)(?![\w/]))
      | (?P<DOTTED>\d{1,2}(?:\.\d{1,2}\.|-\d{1,2}-)(?:19|20)\d\d(?!\w|[.-]\d))
      | (?P<DECADE>(?:['’]\d0|\d{3}0)['’]?s(?!\w))
      | (?P<TENS>[5-9]0s(?!\w))
      | (?P<ORD>\d{1,2}(?:st|nd|rd|th)(?!\w))
      | (?P<SHORTYEAR>['’]\d\d(?!\w))
      | (?P<NUM>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?(?:\s\d/\d)?)
    )
  | (?=[apAPoGU])(?:
        (?P<AMPM>[ap]\.m\.?|[ap]m(?!\w)|[AP]\.?M(?:\.|(?!\w)))
      | (?P<OCLOCK>o['’]clock)
      | (?P<OFFSET>(?:GMT|UTC)\s?[+−-]\s?\d{1,2}(?::?\d\d)?(?!\w))
    )
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
SHAPES = (*_TOKEN.groupindex, "YEAR")

_DAY = re.compile(r"[0-3]?\d(?:st|nd|rd|th)?")
_UNSURE_MONTHS = frozenset({"may", "march"})
_YEARS = ("NUM", "SHORTYEAR")
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


Raw = list[tuple[str, str, int, int]]
"""What the shapes alone tell of tokens: shape, string, start, end."""

_BATCH = 4096
_AHEAD = 3
_BEHIND = 2
"""Tokens that are read on before a batch is done; that are looked at behind and before a token to
tell its class."""


def batches(text: str, size: int = _BATCH) -> Iterator[list[Token]]:
    """The tokens of a text with their classes, in lists of `size`, so that a long text is never in
    memory as tokens. The size changes nothing but the lists."""
    matches = ((m.lastgroup or "", m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text))
    raw = list(islice(matches, size + _AHEAD))
    found: list[Token] = []
    while raw:
        known = len(found)
        for at in range(min(size, len(raw))):
            found.append(_token(raw, at, found))
        yield found[known:]
        found = found[-_BEHIND:]
        raw = raw[size:] + list(islice(matches, size))


@cache
def _abbreviated() -> frozenset[str]:
    """The abbreviations to which a full stop belongs."""
    return frozenset(word for word, kind in classes().items() if kind.endswith("ABBREVIATED"))


def _token(raw: Raw, at: int, found: list[Token]) -> Token:
    """A token with its class; `found` are those before it."""
    kind, string, start, end = raw[at]
    lower = string.lower()
    if kind == "WORD":
        kind = classes().get(lower, OTHER)
        if kind in _DOUBTFUL:
            kind = _DOUBTFUL[kind](
                string, lower, _word_before(found), raw[at + 1 : at + 1 + _AHEAD]
            )
    elif kind == "DOT":
        kind = "DOT" if found and found[-1].lower in _abbreviated() else OTHER
    elif kind == "NUM":
        kind = _number(string, found, raw[at + 1 : at + 2])
    elif kind == "PUNCT":
        kind = OTHER
    return Token(string, lower, kind, start, end)


def _word_before(found: list[Token]) -> str:
    """The word before, through a hyphen: "mid-May"."""
    if len(found) > 1 and found[-1].kind == "HYPH" and found[-2].end == found[-1].start:
        return found[-2].lower
    return found[-1].lower if found else ""


def _number(string: str, found: list[Token], after: Raw) -> str:
    """Whether a number can be a year."""
    if len(string) != 4 or not string.isdigit() or not "1000" <= string <= "2100":
        return "NUM"
    before = found[-1] if found else None
    if before is not None and before.text in _MONEY:
        return "NUM"
    named = found[-2] if len(found) > 1 and found[-1].text == "." else before
    if named is not None and named.lower in listed("before numbers"):
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


def _is_day(after: Raw) -> bool:
    """Whether the number of a day follows: "on sept 11"."""
    if not after or after[0][0] not in ("NUM", "ORD"):
        return False
    number = after[0][1].rstrip("stndrh")
    return len(number) <= 2 and 1 <= int(number) <= 31 and (not after[1:] or after[1][1] != "%")


def _month(string: str, lower: str, before: str, after: Raw) -> str:
    if not string[0].isupper():
        return "MONTH" if lower not in _UNSURE_MONTHS and _is_day(after) else OTHER
    if lower not in _UNSURE_MONTHS:
        return "MONTH"
    numbered = bool(after) and (
        after[0][0] in ("NUM", "ORD")
        or (after[0][0] == "COMMA" and after[1:] and after[1][0] == "NUM")
    )
    if _DAY.fullmatch(before):  # 19 March, 14th May
        return "MONTH"
    if classes().get(before, "").startswith("MONTH"):  # January-March
        return "MONTH"
    # "The March accession" is a month, "the March on Washington" is not.
    attribute = before == "the" and bool(after) and after[0][1].isalpha() and after[0][1].islower()
    if attribute and after[0][1] not in ("of", "on"):
        return "MONTH"
    return "MONTH" if numbered or before in listed("before months") else OTHER


_WORDS = frozenset({"dec", "mar"})


def _short_month(string: str, lower: str, before: str, after: Raw) -> str:
    if not string[0].isupper() or not after:
        return "MONTH" if lower not in _WORDS and _is_day(after) else OTHER
    if _DAY.fullmatch(before):  # 14 Jun
        return "MONTH"
    dotted = after[0][0] == "DOT"
    then = after[1:] if dotted else after
    numbered = bool(then) and then[0][0] in ("NUM", "ORD", "SHORTYEAR")
    if len(then) > 1 and then[0][0] == "HYPH":  # Jan-Mar 2024
        numbered = classes().get(then[1][1].lower(), "").startswith("MONTH")
    return "MONTH" if numbered or (dotted and before in listed("before months")) else OTHER


def _short_weekday(string: str, _lower: str, before: str, after: Raw) -> str:
    if not string[0].isupper() or not after:
        return OTHER
    marked = after[0][0] in ("DOT", "COMMA")
    then = next((raw[1].lower() for raw in after if raw[0] not in ("DOT", "COMMA")), "")
    dated = marked and (then.isdigit() or classes().get(then, "").startswith("MONTH"))
    if not marked and after[1:]:  # Tue 14 May, Tue May 14
        kinds = {raw[0] if raw[0] != "WORD" else classes().get(raw[1].lower()) for raw in after[:2]}
        dated = "NUM" in kinds and bool(kinds & {"MONTH", "MONTH ABBREVIATED"})
    return "WDAY" if dated or (marked and before == "on") else OTHER


def _season(_string: str, lower: str, before: str, after: Raw) -> str:
    then = after[0][1].lower() if after else ""
    year_follows = bool(after) and (
        after[0][0] in _YEARS or (then == "of" and after[1:] and after[1][0] in _YEARS)
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


def _holiday(string: str, lower: str, _before: str, _after: Raw) -> str:
    return classes()[lower] if string[0].isupper() else OTHER


def _adverb(string: str, _lower: str, _before: str, after: Raw) -> str:
    named = string[0].isupper() and bool(after) and _is_title(after[0])
    return OTHER if named else "DAILY"


def _is_title(raw: tuple[str, str, int, int]) -> bool:
    """Whether a token is a word that makes a name of the one before it: Sunday Times."""
    return raw[1][0].isupper() and raw[1].lower() in listed("after named days")


def _weekday(string: str, _lower: str, before: str, after: Raw) -> str:
    named = before in listed("before named days") or (bool(after) and _is_title(after[0]))
    # Friday Night Lights, Saturday Night Live
    named = named or (len(after) > 1 and after[0][1] == "Night" and _is_title(after[1]))
    return "WDAY" if string[0].isupper() and not named else OTHER


_DOUBTFUL = {
    "MONTH": _month,
    "MONTH ABBREVIATED": _short_month,
    "DAILY": _adverb,
    "EVE": _holiday,
    "WDAY": _weekday,
    "WDAY ABBREVIATED": _short_weekday,
    "SEASON": _season,
    "ZONE": _zone,
    "HOLIDAY": _holiday,
}
