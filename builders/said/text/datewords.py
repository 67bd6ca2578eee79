"""Which words are dates: those of `lexicon/calendar.txt` by their class, and those that are often
something else ("may", "march", "Jan", "Sat", "fall") by the words beside them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from said import lexicon

OTHER = "OTHER"
STOP = "STOP"
"""A full stop; that of an abbreviation of the calendar is a DOT."""

_DAY = re.compile(r"[0-3]?\d(?:st|nd|rd|th)?")
_UNSURE_MONTHS = frozenset({"may", "march"})
_YEARS = ("NUM", "SHORTYEAR")
_UNSURE_SEASONS = frozenset({"fall", "spring"})
JOINTS = frozenset(["-", "–", "/", ",", "&", "and", "or", "to", "through"])
"""What joins two months or two weekdays."""


@cache
def listed(section: str) -> frozenset[str]:
    """The words of a section of `calendar_context.txt`."""
    return frozenset(lexicon.words("calendar_context", section))


@cache
def class_names() -> list[str]:
    """The sections of the lexicon that are classes."""
    return [section for section in lexicon.sections("calendar") if section.isupper()]


@cache
def classes() -> dict[str, str]:
    """The class of each word of the lexicon, in lower case."""
    found: dict[str, str] = {}
    for section in class_names():
        for word in lexicon.words("calendar", section):
            found.setdefault(word, section)
    return found


class DoubtfulWord(NamedTuple):
    """A word whose class is in doubt: its string, in lower case, the word before it in lower case,
    the classes and strings of the tokens behind it, and the class of the word that it is joined to
    from behind ("Mon-Fri"), empty if there is none."""

    text: str
    lower: str
    before: str
    kinds: list[str]
    strings: list[str]
    joined: str

    def followed_by(self, *kinds: str) -> bool:
        """Whether a token of one of these classes comes next."""
        return bool(self.kinds) and self.kinds[0] in kinds

    def is_joined_to(self, kind: str) -> bool:
        """Whether it is joined to a word that may be of a class: "Mar-Jun", "Sat and Sun"."""
        dotted = self.followed_by(STOP)
        kinds, strings = self.kinds[dotted:], self.strings[dotted:]
        behind = strings and strings[0].lower() in JOINTS and "".join(kinds[1:2]).startswith(kind)
        return bool(behind) or self.joined.startswith(kind)


def _is_day(word: DoubtfulWord) -> bool:
    """Whether the number of a day follows: "on sept 11"."""
    if not word.followed_by("NUM", "ORD"):
        return False
    number = word.strings[0].rstrip("stndrh")
    return len(number) <= 2 and 1 <= int(number) <= 31 and word.strings[1:2] != ["%"]


def _is_month(string: str) -> bool:
    return classes().get(string.lower(), "").startswith("MONTH")


def _month(word: DoubtfulWord) -> str:
    if not word.text[0].isupper():
        sure = word.lower not in (*_UNSURE_MONTHS, "august")
        return "MONTH" if sure or (word.lower == "august" and _is_day(word)) else OTHER
    if word.lower not in _UNSURE_MONTHS:
        return "MONTH"
    # 19 March, 14th May, January-March
    if _DAY.fullmatch(word.before) or word.is_joined_to("MONTH"):
        return "MONTH"
    # "The March accession" is a month, "the March on Washington" is not.
    then = word.strings[0] if word.strings else ""
    if word.before == "the" and then.isalpha() and then.islower() and then not in ("of", "on"):
        return "MONTH"
    numbered = word.followed_by("NUM", "ORD") or word.kinds[:2] in (
        ["COMMA", "NUM"],
        ["THE", "ORD"],
    )
    return "MONTH" if numbered or word.before in listed("before months") else OTHER


_WORDS = frozenset({"dec", "mar"})


def _short_month(word: DoubtfulWord) -> str:
    if not word.text[0].isupper():
        return "MONTH" if word.lower not in _WORDS and _is_day(word) else OTHER
    if _DAY.fullmatch(word.before) or word.is_joined_to("MONTH"):  # 14 Jun, Jan-Mar
        return "MONTH"
    dotted = word.followed_by(STOP)
    kinds = word.kinds[dotted:]
    numbered = bool(kinds) and kinds[0] in ("NUM", "ORD", "SHORTYEAR")
    return "MONTH" if numbered or (dotted and word.before in listed("before months")) else OTHER


def _short_weekday(word: DoubtfulWord) -> str:
    if not word.text[0].isupper():
        return OTHER
    if word.is_joined_to("WDAY"):  # Mon-Fri
        return "WDAY"
    marked = word.followed_by(STOP, "COMMA")
    behind = zip(word.kinds, word.strings, strict=True)
    then = next((string for kind, string in behind if kind not in (STOP, "COMMA")), "")
    dated = marked and (then.isdigit() or _is_month(then))
    if not marked and word.kinds[1:]:  # Tue 14 May, Tue May 14
        kinds = set(word.kinds[:2])
        dated = "NUM" in kinds and bool(kinds & {"MONTH", "MONTH ABBREVIATED"})
    named = then[:1].isupper()
    return "WDAY" if dated or (word.before in listed("before weekdays") and not named) else OTHER


def _season(word: DoubtfulWord) -> str:
    then = word.strings[0].lower() if word.strings else ""
    year_follows = word.followed_by(*_YEARS) or (then == "of" and set(word.kinds[1:2]) & {*_YEARS})
    if year_follows or word.before in listed("before any season"):
        return "SEASON"
    unsure = word.before != "the" or then in ("of", "in", "from", "to")
    if unsure and word.lower in _UNSURE_SEASONS:
        return "SEASON" if word.before in ("early", "late", "mid") else OTHER
    known = word.before in listed("before seasons") and then not in ("of", "palace")
    return "SEASON" if known else OTHER


def _zone(word: DoubtfulWord) -> str:
    return "ZONE" if word.text.isupper() else OTHER


def _era(word: DoubtfulWord) -> str:
    return "ERA" if word.text.isupper() else OTHER


def _holiday(word: DoubtfulWord) -> str:
    return classes()[word.lower] if word.text[0].isupper() else OTHER


def _adverb(word: DoubtfulWord) -> str:
    return OTHER if word.text[0].isupper() and _is_title(word.strings[:1]) else "DAILY"


def _weekday(word: DoubtfulWord) -> str:
    named = word.before in listed("before named days") or _is_title(word.strings[:1])
    # Friday Night Lights, Saturday Night Live
    named = named or (word.strings[:1] == ["Night"] and _is_title(word.strings[1:2]))
    return OTHER if named else "WDAY"


def _is_title(strings: list[str]) -> bool:
    """Whether the word behind another makes a name of it: Sunday Times."""
    return any(s[0].isupper() and s.lower() in listed("after named days") for s in strings)


DECIDING = {
    "MONTH": _month,
    "MONTH ABBREVIATED": _short_month,
    "DAILY": _adverb,
    "EVE": _holiday,
    "WDAY": _weekday,
    "WDAY ABBREVIATED": _short_weekday,
    "SEASON": _season,
    "ERA": _era,
    "ZONE": _zone,
    "HOLIDAY": _holiday,
}
"""What decides the class of a doubtful word."""
