"""The tokens of calendar and clock, such as "May", "3rd", "7:30" and "p.m.", each with its class.

They are joined from the finer tokens of a `Reading`. A class is a section of `lexicon/calendar.txt`
or one of the shapes below (`CLOCK`, `YEAR`). Words that are often something else ("may", "march",
"Jan", "Sat", "fall") have their class only beside words that make them a date.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple, overload

from said import lexicon
from said.text.reading import Reading
from said.text.tokens import straight

OTHER = "OTHER"
BREAK = "BREAK"
"""What stands between two paragraphs."""
STOP = "STOP"
"""A full stop; that of an abbreviation of the calendar is a DOT."""

# A line end inside a paragraph is a space, whatever white space is around it.
_SPACE = r"(?:[^\S\n]*\n[^\S\n]*|\s)"
_JOINED = re.compile(
    rf"""
    (?=[\dHQF'’])(?:
        (?P<ISO>\d{{4}}-\d\d-\d\d(?:(?:T|{_SPACE})\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?
            (?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))
      | (?P<CLOCK>\d{{1,2}}:\d\d(?::\d\d)?(?:(?!\w)|(?=[aApP]\.?[mM](?!\w))))
      | (?P<HALFYEAR>(?:[HQ][1-4]['’]|[1-4]Q|[12]H)\d\d(?!\w)|H[12](?!\w)|[12]H(?!\w))
      | (?P<QUARTER>(?:Q[1-4]|[1-4]Q)(?!\w))
      | (?P<FY>FY{_SPACE}?['’]?(?:\d{{4}}|\d\d)(?!\w))
      | (?P<SLASH>(?:\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)|\d{{4}}/\d\d/\d\d)(?![\w/]))
      | (?P<DOTTED>\d{{1,2}}(?:\.\d{{1,2}}\.|-\d{{1,2}}-)(?:19|20)\d\d(?!\w|[.-]\d))
      | (?P<DECADE>(?:['’]\d0|\d{{3}}0)['’]?s(?!\w))
      | (?P<TENS>[5-9]0s(?!\w))
      | (?P<ORD>\d{{1,2}}(?:st|nd|rd|th)(?!\w))
      | (?P<SHORTYEAR>['’]\d\d(?!\w))
      | (?P<NUM>\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?(?:{_SPACE}\d/\d)?)
    )
  | (?P<AMPM>[ap]\.m\.?|[ap]m(?!\w)|[AP]\.?M(?:\.|(?!\w)))
  | (?P<OCLOCK>o['’]clock)
  | (?P<OFFSET>(?:GMT|UTC){_SPACE}?[+−-]{_SPACE}?\d{{1,2}}(?::?\d\d)?(?!\w))
  | (?P<WORD>[^\W\d_]+)
  | (?P<POSS>['’]s?(?!\w))
  | (?P<OTHER>[^\s\w])
    """,
    re.VERBOSE,
)
"""What a token is that begins as one of several finer ones might, or as a part of one."""

_MAYBE_YEAR = "MAYBEYEAR"
_JOINS = "JOINS"
_SHAPES = (OTHER, *_JOINED.groupindex, "YEAR", BREAK, STOP, "DOT", "COMMA", "HYPH", "NO")
_SIGNS = {".": STOP, ",": "COMMA", **dict.fromkeys("-‐‑–—", "HYPH")}
_BEGINNINGS = frozenset({"FY", "p", "P", "AM", "PM", "o", "GMT", "UTC"})
"""Words that other tokens may be joined to; "a" is one only before a full stop."""

_DAY = re.compile(r"[0-3]?\d(?:st|nd|rd|th)?")
_UNSURE_MONTHS = frozenset({"may", "march"})
_YEARS = ("NUM", "SHORTYEAR")
_UNSURE_SEASONS = frozenset({"fall", "spring"})
_LOOKED_AT = 3
"""Tokens behind a doubtful one that decide its class."""


@cache
def listed(section: str) -> frozenset[str]:
    """The words of a section of `calendar_context.txt`."""
    return frozenset(lexicon.words("calendar_context", section))


@cache
def _sections() -> list[str]:
    """The sections of the lexicon that are classes."""
    return [section for section in lexicon.sections("calendar") if section.isupper()]


@cache
def classes() -> dict[str, str]:
    """The class of each word of the lexicon, in lower case."""
    found: dict[str, str] = {}
    for section in _sections():
        for word in lexicon.words("calendar", section):
            found.setdefault(word, section)
    return found


@cache
def _codes() -> dict[str, str]:
    """A character for each class, so that the classes of a text are a string. The letters a to z
    are left to others, for classes of their own."""
    kinds = dict.fromkeys((*_SHAPES, _MAYBE_YEAR, _JOINS, *_sections()))
    signs = (sign for sign in map(chr, range(256)) if sign.isalnum() and not "a" <= sign <= "z")
    return dict(zip(kinds, signs, strict=False))


@cache
def _kinds() -> dict[str, str]:
    """The class for each character."""
    return {code: kind for kind, code in _codes().items()} | {_codes()[_MAYBE_YEAR]: "NUM"}


def class_code(kind: str) -> str:
    """The character that stands for a class."""
    return _codes()[kind]


def class_codes() -> Iterable[str]:
    """The characters that stand for classes."""
    return _codes().values()


def coded(pattern: str) -> str:
    """A regular expression over classes, written with their names, as one over their characters."""
    codes = _codes()
    return re.sub(r"[A-Z]+", lambda name: codes[name[0]], pattern).replace(" ", "")


class Token(NamedTuple):
    """A token: its string, in lower case, its class, its range in the text."""

    text: str
    lower: str
    kind: str
    start: int
    end: int


class DateTokens:
    """The tokens of a text: their ranges, their strings in lower case, and a character for the
    class of each."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = array("i")
        self.ends = array("i")
        self.lowered: list[str] = []
        self.codes = ""

    def __len__(self) -> int:
        return len(self.lowered)

    @overload
    def __getitem__(self, place: int) -> Token: ...

    @overload
    def __getitem__(self, place: slice) -> list[Token]: ...

    def __getitem__(self, place: int | slice) -> Token | list[Token]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        start, end, kind = self.starts[place], self.ends[place], self.kind(place)
        return Token(self.text[start:end], self.lowered[place], kind, start, end)

    def kind(self, place: int) -> str:
        """The class of a token."""
        return _kinds()[self.codes[place]]

    def string(self, place: int) -> str:
        """The string of a token."""
        return self.text[self.starts[place] : self.ends[place]]


def find_date_tokens(reading: Reading) -> DateTokens:
    """The tokens of a text, with a BREAK between two paragraphs."""
    found = DateTokens(reading.text)
    found.codes = "".join(_joined(reading, found))
    found.codes = _decided(found)
    return found


def _joined(reading: Reading, found: DateTokens) -> Iterator[str]:
    """Adds the tokens of a text; gives the characters of their classes by themselves."""
    starts, ends = reading.tokens.starts, reading.tokens.ends
    alone = "".join(map(_code_alone, reading.tokens.strings))
    after = 0
    for start, end in reading.paragraphs:
        if after:
            yield _add(found, BREAK, ends[after - 1], start)
        at, after = after, bisect_left(starts, end, after)
        while (join := _begins_joined().search(alone, at, after)) is not None:
            yield _copied(reading, found, alone, at, join.start())
            at = join.start()
            offset, inside = starts[at], True
            while inside:
                if match := _JOINED.match(reading.text, offset, end):
                    yield _add(found, match.lastgroup or OTHER, *match.span())
                offset = match.end() if match else offset + 1
                at = bisect_right(ends, offset, at, after)
                inside = at < after and starts[at] < offset
        yield _copied(reading, found, alone, at, after)


def _copied(reading: Reading, found: DateTokens, alone: str, first: int, after: int) -> str:
    """Adds tokens that are joined with no other."""
    found.starts.extend(reading.tokens.starts[first:after])
    found.ends.extend(reading.tokens.ends[first:after])
    found.lowered.extend(reading.lowered[first:after])
    return alone[first:after]


def _add(found: DateTokens, kind: str, start: int, end: int) -> str:
    """Adds one token."""
    string = found.text[start:end]
    lower = straight(string).lower()
    found.starts.append(start)
    found.ends.append(end)
    found.lowered.append(lower)
    if kind == "WORD":
        kind = classes().get(lower, OTHER)
    elif kind == "NUM" and _may_be_year(string):
        kind = _MAYBE_YEAR
    return _codes()[kind]


@lru_cache(maxsize=1 << 14)
def _code_alone(token: str) -> str:
    """The character for a token of a `Reading`, unless others may join it."""
    if not token.isalpha():
        joins = len(token) > 1 or token.isalnum() or token[0] in "_'’"
        return _codes()[_JOINS if joins else _SIGNS.get(token, OTHER)]
    if token in ("am", "pm"):
        return _codes()["AMPM"]
    return _codes()[_JOINS if token in _BEGINNINGS else classes().get(token.lower(), OTHER)]


@cache
def _begins_joined() -> re.Pattern[str]:
    return re.compile(coded(f"{_JOINS}|A(?={STOP})"))


def _may_be_year(string: str) -> bool:
    return len(string) == 4 and string.isdigit() and "1000" <= string <= "2100"


class _Doubtful(NamedTuple):
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
        behind = strings and strings[0].lower() in _JOINTS and "".join(kinds[1:2]).startswith(kind)
        return bool(behind) or self.joined.startswith(kind)


def _decided(found: DateTokens) -> str:
    """The characters of the classes, after a look around each token whose class is in doubt."""
    codes, kinds = _codes(), _kinds()
    decided = list(found.codes)
    for match in _in_doubt().finditer(found.codes):
        at = match.start()
        if decided[at] == codes[_MAYBE_YEAR]:
            decided[at] = codes["YEAR" if _is_year(found, at, decided) else "NUM"]
        elif decided[at] == codes[STOP]:
            decided[at] = codes["DOT"]
        else:
            behind = range(at + 1, min(at + 1 + _LOOKED_AT, len(found)))
            word = _Doubtful(
                found.string(at),
                found.lowered[at],
                _word_before(found, at, decided),
                [kinds[found.codes[place]] for place in behind],
                [found.string(place) for place in behind],
                _joined_before(found, at),
            )
            decided[at] = codes[_DECIDING[kinds[decided[at]]](word)]
    return "".join(decided)


@cache
def _in_doubt() -> re.Pattern[str]:
    codes = _codes()
    doubtful = "".join(codes[kind] for kind in (*_DECIDING, _MAYBE_YEAR))
    abbreviated = "".join(codes[kind] for kind in _DECIDING if kind.endswith("ABBREVIATED"))
    return re.compile(f"[{doubtful}]|(?<=[{abbreviated}]){codes[STOP]}")


def _word_before(found: DateTokens, at: int, decided: list[str]) -> str:
    """The word before, through a hyphen: "mid-May"."""
    if (
        at > 1
        and decided[at - 1] == _codes()["HYPH"]
        and found.ends[at - 2] == found.starts[at - 1]
    ):
        return found.lowered[at - 2]
    return found.lowered[at - 1] if at else ""


_JOINTS = frozenset(["-", "–", "/", ",", "&", "and", "or", "to", "through"])


def _joined_before(found: DateTokens, at: int) -> str:
    """The class, by itself, of the word that a joint joins a word to."""
    if at < 2 or found.lowered[at - 1] not in _JOINTS:
        return ""
    before = at - 3 if at > 2 and found.lowered[at - 2] == "." else at - 2
    return found.kind(before)


def _is_year(found: DateTokens, at: int, decided: list[str]) -> bool:
    """Whether a number that can be a year is one."""
    before = found.lowered[at - 1] if at else ""
    if before in _MONEY:
        return False
    named = found.lowered[at - 2] if at > 1 and before == "." else before
    if named in listed("before numbers"):
        return False
    then = found.lowered[at + 1] if at + 1 < len(found) else ""
    if then == "%" or then in listed("counted"):
        return False
    if found.lowered[at] >= "1900":
        return True
    if not at or before in listed("before years") or _kinds()[decided[at - 1]] in _DATE_KINDS:
        return not (then.endswith("s") and then.isalpha() and len(then) > 3)
    return False


_MONEY = frozenset(["$", "£", "€", "¥", "#", "%"])
_DATE_KINDS = frozenset(
    {"MONTH", "COMMA", "DOT", "SEASON", "QTR", "ORD", "NUM", "EARLY", "LATE", "FISCAL"}
)


def _is_day(word: _Doubtful) -> bool:
    """Whether the number of a day follows: "on sept 11"."""
    if not word.followed_by("NUM", "ORD"):
        return False
    number = word.strings[0].rstrip("stndrh")
    return len(number) <= 2 and 1 <= int(number) <= 31 and word.strings[1:2] != ["%"]


def _is_month(string: str) -> bool:
    return classes().get(string.lower(), "").startswith("MONTH")


def _month(word: _Doubtful) -> str:
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


def _short_month(word: _Doubtful) -> str:
    if not word.text[0].isupper():
        return "MONTH" if word.lower not in _WORDS and _is_day(word) else OTHER
    if _DAY.fullmatch(word.before) or word.is_joined_to("MONTH"):  # 14 Jun, Jan-Mar
        return "MONTH"
    dotted = word.followed_by(STOP)
    kinds = word.kinds[dotted:]
    numbered = bool(kinds) and kinds[0] in ("NUM", "ORD", "SHORTYEAR")
    return "MONTH" if numbered or (dotted and word.before in listed("before months")) else OTHER


def _short_weekday(word: _Doubtful) -> str:
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


def _season(word: _Doubtful) -> str:
    then = word.strings[0].lower() if word.strings else ""
    year_follows = word.followed_by(*_YEARS) or (then == "of" and set(word.kinds[1:2]) & {*_YEARS})
    if year_follows or word.before in ("last", "this", "next", "each", "every", "past", "coming"):
        return "SEASON"
    unsure = word.before != "the" or then in ("of", "in", "from", "to")
    if unsure and word.lower in _UNSURE_SEASONS:
        return "SEASON" if word.before in ("early", "late", "mid") else OTHER
    known = word.before in listed("before seasons") and then not in ("of", "palace")
    return "SEASON" if known else OTHER


def _zone(word: _Doubtful) -> str:
    return "ZONE" if word.text.isupper() else OTHER


def _holiday(word: _Doubtful) -> str:
    return classes()[word.lower] if word.text[0].isupper() else OTHER


def _adverb(word: _Doubtful) -> str:
    return OTHER if word.text[0].isupper() and _is_title(word.strings[:1]) else "DAILY"


def _weekday(word: _Doubtful) -> str:
    named = word.before in listed("before named days") or _is_title(word.strings[:1])
    # Friday Night Lights, Saturday Night Live
    named = named or (word.strings[:1] == ["Night"] and _is_title(word.strings[1:2]))
    return OTHER if named else "WDAY"


def _is_title(strings: list[str]) -> bool:
    """Whether the word behind another makes a name of it: Sunday Times."""
    return any(s[0].isupper() and s.lower() in listed("after named days") for s in strings)


_DECIDING = {
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
"""What decides the class of a doubtful word."""
