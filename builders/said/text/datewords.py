"""Which words are dates: those of `lexicon/calendar.txt` by their class, and those that are often
something else ("may", "march", "Jan", "Sat", "fall", "last") by the words beside them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from said import lexicon

OTHER = "OTHER"
STOP = "STOP"
"""A full stop; that of an abbreviation of the calendar is a DOT."""

_DAY = re.compile(r"[0-3]?\d(?:st|nd|rd|th)?")
_DAY_OR_YEAR = re.compile(rf"{_DAY.pattern}|[12]\d{{3}}")
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
    # Names of several words are found by their first word, unless it has a class of its own.
    for first in _holidays():
        found.setdefault(first, "HOLIDAY")
    return found


@cache
def _holidays() -> dict[str, frozenset[str]]:
    """What may come second, by the first word of each holiday; "" where nothing has to."""
    found: dict[str, set[str]] = {}
    for name in lexicon.words("calendar", "HOLIDAY"):
        first, _, rest = name.partition(" ")
        found.setdefault(first, set()).add(rest.partition(" ")[0])
    return {first: frozenset(seconds) for first, seconds in found.items()}


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
    is_day = len(number) <= 2 and number.isdecimal() and 1 <= int(number) <= 31
    return is_day and word.strings[1:2] != ["%"]


def _is_month(string: str) -> bool:
    return classes().get(string.lower(), "").startswith("MONTH")


def _month(word: DoubtfulWord) -> str:
    if not word.text[0].isupper():
        sure = word.lower not in (*_UNSURE_MONTHS, "august")
        if not sure:  # 14th may, march 5th
            sure = word.before.endswith(_ENDINGS) and _DAY.fullmatch(word.before) is not None
            sure = sure or word.followed_by("ORD")
        return "MONTH" if sure or (word.lower == "august" and _is_day(word)) else OTHER
    if _begins_holiday(word):  # May Day
        return "HOLIDAY"
    if _is_first_name(word) or _names_event(word) or _is_title(word.strings[:1]):
        return OTHER
    if word.lower not in _UNSURE_MONTHS:
        return "MONTH"
    # 19 March, 14th May, January-March
    if _DAY.fullmatch(word.before) or word.is_joined_to("MONTH"):
        return "MONTH"
    # "The March accession" is a month, "the March on Washington" is not.
    then = word.strings[0] if word.strings else ""
    if word.before == "the" and then.isalpha() and then.islower() and then not in ("of", "on"):
        return "MONTH"
    dated = word.kinds[:2] == ["COMMA", "NUM"] and len(word.strings[1]) > 2
    numbered = (
        dated
        or word.followed_by("NUM", "ORD", "ORDW")
        or word.kinds[:2]
        in (
            ["THE", "ORD"],
            ["THE", "ORDW"],
            ["THE", "NUMW"],
            ["NUMW", "HYPH"],
        )
    )
    led = word.before in listed("before months") or _is_superlative(word.before)
    return "MONTH" if numbered or led else OTHER


def _is_first_name(word: DoubtfulWord) -> bool:
    """Whether a month is the first name of a person: "April Sandvik told police", but not "the
    April Sandvik trial", "In April Sandvik left" and a heading in capitals."""
    if word.lower not in listed("first names") or word.before in listed("before no first name"):
        return False
    if _DAY.fullmatch(word.before) or not word.followed_by(OTHER):
        return False
    surname, *behind = word.strings
    if not surname[0].isupper():
        return False
    if surname.isupper() and len(surname) > 1:  # a heading, or who speaks: JUNE HALE, HOST:
        return word.text.isupper() and behind[:1] in ([":"], [","])
    return not behind or not behind[0][0].isalnum() or behind[0].islower()


_ENDINGS = ("st", "nd", "rd", "th")
_WORDS = frozenset({"dec", "mar"})


_NO_WEEKDAYS = frozenset({"mon", "sat", "sun", "wed", "weds"})
"""Abbreviations of weekdays that are other words too where they have no capital."""
_SURE_BEFORE = frozenset({"by", "on", "since", "until"})
_SURE_WEEKDAYS = frozenset({"fri", "thu", "thur", "thurs", "tue", "tues"})
"""Abbreviations that are nothing else."""


def _short_month(word: DoubtfulWord) -> str:
    if not word.text[0].isupper():
        dated = _is_day(word) or _DAY.fullmatch(word.before) or _is_led(word)
        return "MONTH" if word.lower not in _WORDS and dated else OTHER
    if _DAY_OR_YEAR.fullmatch(word.before) or word.is_joined_to("MONTH"):  # 14 Jun, Jan-Mar
        return "MONTH"
    dotted = word.followed_by(STOP)
    kinds = word.kinds[dotted:]
    numbered = bool(kinds) and kinds[0] in ("NUM", "ORD", "SHORTYEAR")
    led = (dotted and word.before in listed("before months")) or _is_led(word)
    return "MONTH" if numbered or led else OTHER


def _is_led(word: DoubtfulWord) -> bool:
    """Whether a word that leads times is before an abbreviated month, and no name after it."""
    then = word.strings[0] if word.strings else ""
    return word.before in listed("before short months") and not then[:1].isupper()


def _short_weekday(word: DoubtfulWord) -> str:
    timed = word.followed_by("PART", "CLOCK") or word.kinds[:2] == ["NUM", "AMPM"]
    if not word.text[0].isupper():  # fri night, wed 7pm, but not "sat night after night"
        timed = timed and word.strings[1:2] != ["after"]
        known = word.lower in _SURE_WEEKDAYS or (
            word.before in listed("before weekdays") and word.lower not in _NO_WEEKDAYS
        )
        known = known or (word.before in _SURE_BEFORE and word.lower != "sun")
        known = known or (word.is_joined_to("WDAY") and "-" in (word.before, *word.strings[:1]))
        then = word.strings[0] if word.strings else ""
        named = word.before in ("every", "last", "next") and then not in listed("after a verb")
        return "WDAY" if timed or known or named else OTHER
    if timed:
        return "WDAY"
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
    if then in ("is", "was") and not word.before.isalpha() and word.lower != "sun":
        return "WDAY"  # Wed is hump day
    return "WDAY" if dated or (word.before in listed("before weekdays") and not named) else OTHER


def _names_event(word: DoubtfulWord) -> bool:
    """Whether a month or a season with a capital names an event: the October Revolution."""
    then = word.strings[0] if word.strings else ""
    event = then[:1].isupper() and then.lower() in listed("events named by a month")
    return event and word.text[0].isupper()


_OF_YEARS = frozenset({"that", "same", "following", "previous", "last", "this", "next"})


def _season(word: DoubtfulWord) -> str:
    then = word.strings[0].lower() if word.strings else ""
    if _names_event(word):
        return OTHER
    year_follows = word.followed_by(*_YEARS) or (then == "of" and set(word.kinds[1:2]) & {*_YEARS})
    of_year = then == "of" and {*word.strings[1:3]} & _OF_YEARS
    if year_follows or of_year or word.before in listed("before any season"):
        return "SEASON"
    if word.lower not in _UNSURE_SEASONS and word.text.islower():
        # "Summer" alone: "when summer comes" and "in late summer", but not "summer camp".
        alone = _is_alone(then) or _is_superlative(word.before)
        if alone and word.before not in listed("before no season"):
            return "SEASON"
    unsure = word.before != "the" or then in ("of", "in", "from", "to")
    if unsure and word.lower in _UNSURE_SEASONS:
        sure = word.before in ("early", "late", "mid")
        led = (
            word.before in ("by", "during", "in", "since", "through", "till", "until")
            and word.text.islower()
        )
        return "SEASON" if sure or (led and _is_alone(then)) else OTHER
    known = word.before in listed("before seasons") and then not in ("of", "palace")
    return "SEASON" if known else OTHER


def _is_superlative(word: str) -> bool:
    return word in ("best", "worst") or (len(word) > 4 and word.endswith("est"))


def _is_alone(then: str) -> bool:
    """Whether no noun that a season describes follows."""
    return not then.isalpha() or then in listed("after a season")


def _next(word: DoubtfulWord) -> str:
    """Whether "coming" tells which day is meant, or is a verb: "she is coming Friday"."""
    verb = word.lower == "coming" and word.before.strip("'’") in listed("before a participle")
    return OTHER if verb else "NEXT"


def _zone(word: DoubtfulWord) -> str:
    return "ZONE" if word.text.isupper() else OTHER


def _era(word: DoubtfulWord) -> str:
    return "ERA" if word.text.isupper() else OTHER


def _holiday(word: DoubtfulWord) -> str:
    return "HOLIDAY" if _begins_holiday(word) else OTHER


def may_be_holiday(word: str) -> bool:
    """Whether a word alone may begin the name of a holiday, by its capital."""
    return word[0].isupper() or "" in _holidays().get(word, ())


def _begins_holiday(word: DoubtfulWord) -> bool:
    """Whether the name of a holiday begins: "Easter", "St. Patrick's Day", "xmas"."""
    seconds = _holidays().get(word.lower, frozenset())
    if "" in seconds:
        return word.lower != "nye" or word.text.isupper() or word.text.islower()
    then = next((string.lower() for string in word.strings if string not in _IN_NAMES), "")
    return word.text[0].isupper() and then in seconds


_IN_NAMES = frozenset({".", "'", "’", "'s", "’s"})


def _eve(word: DoubtfulWord) -> str:
    return "EVE" if word.text[0].isupper() or word.before in _holidays() else OTHER


def _informal(word: DoubtfulWord) -> str:
    """An abbreviation that is a time only in lower case: "next wk", but not "SEC" and "RN"."""
    return classes()[word.lower].split()[0] if word.text.islower() else OTHER


def _last(word: DoubtfulWord) -> str:
    """Whether "last" is a verb, as in "will last nine years" and "batteries last 12 hours"."""
    if word.lower != "last" or not word.followed_by(*_COUNTS):
        return "LAST"
    if word.before in listed("before the verb last"):
        return OTHER if word.kinds[0] != "UNIT" or word.strings[0].endswith("s") else "LAST"
    subject = len(word.before) > 3 and word.before.isalpha() and word.before.endswith("s")
    counted = word.followed_by("NUM", "NUMW", "FEW") and word.before not in listed("no subjects")
    return OTHER if subject and counted else "LAST"


_COUNTS = ("NUM", "NUMW", "FEW", "A", "COUPLE", "HUND", "YEAR", "UNIT")


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


ONLY_BEFORE = {
    "LAST": (*_COUNTS, "MAYBEYEAR"),
    "NEXT": ("WDAY", "WDAY ABBREVIATED", "MONTH", "MONTH ABBREVIATED", "SEASON", "UNIT"),
}
"""The classes before which alone the class of a doubtful word is looked at."""

DECIDING = {
    "MONTH": _month,
    "MONTH ABBREVIATED": _short_month,
    "DAILY": _adverb,
    "EVE": _eve,
    "LAST": _last,
    "NEXT": _next,
    "NOW ABBREVIATED": _informal,
    "UNIT ABBREVIATED": _informal,
    "WDAY": _weekday,
    "WDAY ABBREVIATED": _short_weekday,
    "SEASON": _season,
    "ERA": _era,
    "ZONE": _zone,
    "HOLIDAY": _holiday,
}
"""What decides the class of a doubtful word."""
