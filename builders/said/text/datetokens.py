"""The tokens of calendar and clock, such as "May", "3rd", "7:30" and "p.m.", each with its class.

They are joined from the finer tokens of a `Reading`. A class is a section of `lexicon/calendar.txt`
or one of the shapes below (`CLOCK`, `YEAR`). `datewords` decides the class of words that are often
something else.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple, overload

from said import lexicon
from said.text.datewords import (
    DECIDING,
    JOINTS,
    ONLY_BEFORE,
    OTHER,
    STOP,
    DoubtfulWord,
    class_names,
    classes,
    listed,
    may_be_holiday,
)
from said.text.reading import Reading
from said.text.tokens import straight

BREAK = "BREAK"
"""The class of the token between two paragraphs."""

# A line end inside a paragraph is a space, whatever white space is around it.
_SPACE = r"(?:[^\S\n]*\n[^\S\n]*|\s)"
_TEXTED = "|".join(word for word in lexicon.words("calendar", "DAYREF") if word[0].isdigit())
_JOINED = re.compile(
    rf"""
    (?=[\dHQF'’¼½¾])(?:
        (?P<ISO>\d{{4}}-\d\d-\d\d(?:(?:T|{_SPACE})\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?
            (?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))
      | (?P<CLOCK>\d{{1,2}}:\d\d(?::\d\d)?(?:(?!\w)|(?=[aApP]\.?[mM](?!\w))))
      | (?P<HALFYEAR>(?:[HQ][1-4]['’]|[1-4]Q|[12]H)\d\d(?!\w)|H[12](?!\w)|[12]H(?!\w))
      | (?P<QUARTER>(?:Q[1-4]|[1-4]Q)(?!\w))
      | (?P<FY>FY{_SPACE}?['’]?(?:\d{{4}}|\d\d)(?!\w))
      | (?P<SLASH>(?:\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)|\d{{4}}/\d\d/\d\d)(?![\w/]))
      | (?P<DOTTED>\d{{1,2}}(?:\.\d{{1,2}}\.|-\d{{1,2}}-)(?:19|20)\d\d(?!\w|[.-]\d))
      | (?P<DECADE>(?:['’]\d0|\d{{2,3}}0)['’]?s(?!\w))
      | (?P<TENS>[5-9]0s(?!\w))
      | (?P<ORD>\d{{1,2}}(?:st|nd|rd|th)(?!\w))
      | (?P<SHORTYEAR>['’]\d\d(?!\w))
      | (?P<DAYREF>(?i:{_TEXTED})(?!\w))
      | (?P<HOURS>\d{{1,2}}h{_SPACE}?[0-5]?\d(?:m(?:ins?)?)?
            (?:{_SPACE}?[0-5]?\d(?:s(?:ecs?)?))?(?!\w))
      | (?P<COMPACT>(?:[01]\d|2[0-3])[0-5]\dh(?:ou)?rs?(?!\w)
            |0\d[0-5]\d(?:{_SPACE}(?:hours|hrs?))?(?![\w/-]|[.,:]\d))
      | (?P<NUM>\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?
          |\d+(?:\.\d+)?(?:{_SPACE}\d/\d|{_SPACE}?[¼½¾])?|[¼½¾])
    )
  | (?P<AMPM>[ap]\.m\.?|[ap]m(?!\w)|[AP]\.?M(?:\.|(?!\w)))
  | (?P<ERA>B\.{_SPACE}?C\.(?:E\.)?|A\.{_SPACE}?D\.|C\.E\.)
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
_SIGNS = {".": STOP, ",": "COMMA", "@": "AT", **dict.fromkeys("-‐‑–—", "HYPH")}
_BEGINNINGS = frozenset({"FY", "p", "P", "AM", "PM", "B", "C", "o", "GMT", "UTC"})
"""Words that other tokens may be joined to; "a" is one only before a full stop."""

_LOOKED_AT = 3
"""Tokens behind a doubtful one that decide its class."""


@cache
def _codes() -> dict[str, str]:
    """A character for each class, so that the classes of a text are a string. The letters a to z
    are left to others, for classes of their own."""
    kinds = dict.fromkeys((*_SHAPES, _MAYBE_YEAR, _JOINS, *class_names()))
    # All of Latin-1, so that such a string takes a byte for each, and none special in a pattern.
    signs = [sign for sign in map(chr, range(256)) if sign.isalnum() and not "a" <= sign <= "z"]
    signs += [sign for sign in map(chr, range(0xA1, 256)) if not sign.isalnum() and sign != "\xad"]
    codes = dict(zip(kinds, signs, strict=False))
    assert len(codes) == len(kinds)
    return codes


@cache
def _kinds() -> dict[str, str]:
    """The class for each character."""
    return {code: kind for kind, code in _codes().items()} | {_codes()[_MAYBE_YEAR]: "NUM"}


def class_codes() -> Iterable[str]:
    """The characters that stand for classes."""
    return _codes().values()


@cache
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
            text, kinds = self.text, _kinds()
            columns = self.starts[place], self.ends[place], self.lowered[place], self.codes[place]
            return [
                Token(text[start:end], lower, kinds[code], start, end)
                for start, end, lower, code in zip(*columns, strict=True)
            ]
        start, end, kind = self.starts[place], self.ends[place], self.kind(place)
        return Token(self.text[start:end], self.lowered[place], kind, start, end)

    def kind(self, place: int) -> str:
        """The class of a token."""
        return _kinds()[self.codes[place]]

    def has_break(self, start: int, end: int) -> bool:
        """Whether a paragraph ends between two places."""
        return self.codes.find(coded(BREAK), start, end) >= 0

    def begins_paragraph(self, place: int) -> bool:
        """Whether nothing stands before a place in its paragraph."""
        return place == 0 or self.kind(place - 1) == BREAK

    def string(self, place: int) -> str:
        """The string of a token."""
        return self.text[self.starts[place] : self.ends[place]]


@lru_cache(maxsize=2)
def find_date_tokens(reading: Reading) -> DateTokens:
    """The tokens of a text, with a BREAK between two paragraphs; of the two texts that were asked
    for last, the same ones again."""
    found = DateTokens(reading.text)
    found.codes = "".join(_joined(reading, found))
    found.codes = _decided(found)
    return found


def is_age(tokens: DateTokens, first: int, after: int) -> bool:
    """Whether a length of time, the tokens from `first` up to `after`, is an age, in whatever form:
    27-year-old, ten years old, 18 years of age, aged 18 years, at the age of 18 months (D1)."""
    if tokens.lowered[after - 1] == "old":
        return True
    # Anna Holm, of 78 years, is the way of other languages.
    named = first > 2 and tokens.lowered[first - 2 : first] == [",", "of"]
    if named and tokens.string(first - 3)[0].isupper() and tokens.lowered[after - 1] == "years":
        return True
    behind = " ".join(tokens.lowered[after : after + _AROUND])
    before = " ".join(tokens.lowered[max(0, first - _AROUND) : first])
    return bool(_AGE_BEHIND.match(behind) or _AGE_BEFORE.search(before))


_AROUND = 8
"""Tokens on either side of a length that are looked at to tell whether it is an age."""
_AGE_BEHIND = re.compile(
    r"(?:(?:and|,) (?:[\w-]+ )?[\w-]+ (?:months?|weeks?|days?) )?"
    r"(?:(?:[-‐‑–] )?olds?\b|of age\b|(?:and|or) older\b)"
)
_AGE_BEFORE = re.compile(
    r"\bage(?:d|s)?(?: of)?"
    r"(?: (?:about|around|almost|at least|between|from|just|nearly|only|over|under|up to))?"
    r"(?: [\w.]+ (?:to|and|or|[-–]))?$"
)


def _joined(reading: Reading, found: DateTokens) -> Iterator[str]:
    """Adds the tokens of a text; yields the characters of their classes, each taken alone."""
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
    lower, code = _lowered_and_code(kind, found.text[start:end])
    found.starts.append(start)
    found.ends.append(end)
    found.lowered.append(lower)
    return code


@lru_cache(maxsize=1 << 14)
def _lowered_and_code(kind: str, string: str) -> tuple[str, str]:
    """A joined token in lower case, and the character for its class."""
    lower = string if kind == "NUM" else straight(string).lower()
    if kind == "WORD":
        kind = classes().get(lower, OTHER)
    elif kind == "NUM" and _may_be_year(string):
        kind = _MAYBE_YEAR
    return lower, _codes()[kind]


@lru_cache(maxsize=1 << 14)
def _code_alone(token: str) -> str:
    """The character for a token of a `Reading`, unless others may join it."""
    if not token.isalpha():
        joins = len(token) > 1 or token.isalnum() or token[0] in "_'’"
        return _codes()[_JOINS if joins else _SIGNS.get(token, OTHER)]
    if token in ("am", "pm"):
        return _codes()["AMPM"]
    if token in _BEGINNINGS:
        return _codes()[_JOINS]
    kind = classes().get(token.lower(), OTHER)
    # Most words that begin the name of a holiday are common ones, which have no capital.
    return _codes()[OTHER if kind == "HOLIDAY" and not may_be_holiday(token) else kind]


@cache
def _begins_joined() -> re.Pattern[str]:
    return re.compile(coded(f"{_JOINS}|A(?={STOP})"))


def _may_be_year(string: str) -> bool:
    return len(string) == 4 and string.isdigit() and "1000" <= string <= "2999"


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
            word = DoubtfulWord(
                found.string(at),
                found.lowered[at],
                _word_before(found, at, decided),
                [kinds[found.codes[place]] for place in behind],
                [found.string(place) for place in behind],
                _joined_before(found, at),
            )
            decided[at] = codes[DECIDING[kinds[decided[at]]](word)]
    return "".join(decided)


@cache
def _in_doubt() -> re.Pattern[str]:
    codes = _codes()
    always = "".join(codes[kind] for kind in (*DECIDING, _MAYBE_YEAR) if kind not in ONLY_BEFORE)
    before = "|".join(
        f"{codes[kind]}(?=[{''.join(codes[other] for other in behind)}])"
        for kind, behind in ONLY_BEFORE.items()
    )
    abbreviated = "".join(codes[kind] for kind in DECIDING if kind.endswith("ABBREVIATED"))
    return re.compile(f"[{always}]|{before}|(?<=[{abbreviated}]){codes[STOP]}")


def _word_before(found: DateTokens, at: int, decided: list[str]) -> str:
    """The word before, through a hyphen: "mid-May"."""
    if (
        at > 1
        and decided[at - 1] == _codes()["HYPH"]
        and found.ends[at - 2] == found.starts[at - 1]
    ):
        return found.lowered[at - 2]
    return found.lowered[at - 1] if at else ""


def _joined_before(found: DateTokens, at: int) -> str:
    """The class, by itself, of the word that a joint joins a word to."""
    if at < 2 or found.lowered[at - 1] not in JOINTS:
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
    if then == "%" or (then in listed("counted") and not _leads(found, at, decided)):
        return False
    if before == "of" and at > 1 and found.lowered[at - 2] in listed("before counts"):
        return False
    if then == "in" and at + 2 < len(found) and found.kind(at + 2) == "CLOCK":
        return False  # she ran the 1500 in 4:05
    if _is_house(found, at) or _is_in_long_number(found, at):
        return False
    if found.lowered[at] > "2100":
        closed = not then.isalpha() or then in listed("after a day")
        return closed and before in listed("before distant years")
    if found.lowered[at] >= "1900":
        return True
    if before == "(" or named in listed("before years of a life"):
        return not then.isalpha() or then in listed("after a day")
    if before in _DASHES and at > 1 and _kinds()[decided[at - 2]] == "YEAR":
        return found.lowered[at] > found.lowered[at - 2]
    if _leads(found, at, decided):
        return True
    if not at or before in listed("before years") or _kinds()[decided[at - 1]] in _DATE_KINDS:
        return not (then.endswith("s") and then.isalpha() and len(then) > 3)
    return False


def _leads(found: DateTokens, at: int, decided: list[str]) -> bool:
    """Whether a number is a year although what is counted follows: "In 1990 people left", "in
    September 1931 troops came", "on July 5, 1931 troops came"."""
    kinds = [_kinds()[decided[place]] for place in range(max(0, at - 3), at)]
    if not kinds:
        return False
    of_month = kinds[-1] in ("MONTH", "SEASON") or (kinds[-1] == "COMMA" and "MONTH" in kinds)
    return of_month or found.string(at - 1) in ("In", "By", "Since", "Until", "During")


def _is_house(found: DateTokens, at: int) -> bool:
    """Whether a number is that of a house: 1900 Market Street, 1850 W. 12th Street."""
    if at and found.lowered[at - 1] in listed("before no address"):
        return False
    for place in range(at + 1, min(at + 6, len(found))):
        string = found.string(place)
        if string != "." and not string[0].isupper() and not string[0].isdigit():
            return False
        if place > at + 1 and found.lowered[place] in listed("streets"):
            return True
    return False


def _is_in_long_number(found: DateTokens, at: int) -> bool:
    """Whether digits are a part of a longer number that is written in groups: 555 1984,
    (212) 555-1984, 0800 1999 2020, 2025/0311."""
    if at and found.lowered[at - 1] in listed("before no address"):
        return False
    for step in (-1, 1):
        place: int | None = at
        for _ in range(_GROUPS):
            place = None if place is None else _next_group(found, place, step)
            digits = "" if place is None else found.lowered[place]
            if len(digits) > 2 and not "1000" <= digits <= "2100":
                return True
    return False


_GROUPS = 3
"""Groups of digits on either side that are looked at."""


def _next_group(found: DateTokens, at: int, step: int) -> int | None:
    """The place of the group of digits beside another; a hyphen or a slash may be between."""
    place = at + step
    if 0 <= place < len(found) and found.lowered[place] in ("-", "/"):
        place += step
    is_group = 0 <= place < len(found) and found.lowered[place].isdecimal()
    return place if is_group else None


_DASHES = frozenset("-‐‑–—")
_MONEY = frozenset(["$", "£", "€", "¥", "#", "%"])
_DATE_KINDS = frozenset(
    {"MONTH", "COMMA", "DOT", "SEASON", "QTR", "ORD", "NUM", "EARLY", "LATE", "FISCAL"}
)
