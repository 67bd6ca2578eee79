"""Tokens: how a text is cut into them, what they look like, and which of them make one word."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, compress

import regex

from said import lexicon
from said.text.segments import Range, Tokens

# The rule of BERT's pre-tokeniser; a combining mark stays with what it belongs to. The four
# separators U+001C to U+001F are white space for Python, though not for Unicode.
_TOKEN = regex.compile(r"(\w+|[^\w\s\x1c-\x1f]\p{M}*)")
# Of such characters alone re cuts the same tokens, in half the time.
_PLAIN = re.compile("[\t\n\r\x20-\x7f\xa0©À-ÖØ-öø-ž–—‘’“”…•€£]*")
_PLAIN_TOKEN = re.compile(r"([0-9A-Z_a-zÀ-ÖØ-öø-ž]+|\S)")

WORD_SHAPES = frozenset("AXx09_")
"""The shapes of tokens that are words; see `shape_of`."""
_STRAIGHT = str.maketrans("’‘‐‑", "''--")


_LONG = 1 << 16
_PIECE = re.compile(rf".{{1,{_LONG}}}\S*", re.DOTALL)
"""A piece of a text that ends where a token does."""


def find_tokens(text: str, place: Range | None = None) -> Tokens:
    """The tokens of a text, or of a part of one: runs of word characters, or one other character
    that is no white space, with its combining marks.

    For a long text, each word is in memory once, and an offset takes four bytes.
    """
    offset = 0
    if place is not None:
        text, offset = text[slice(*place)], place[0]
    pattern = _PLAIN_TOKEN if _PLAIN.fullmatch(text) else _TOKEN
    if len(text) < _LONG:
        return _cut(pattern, text, offset)
    words: dict[str, str] = {}
    found = Tokens([], array("i"), array("i"))
    for piece in _PIECE.finditer(text):
        strings, starts, ends = _cut(pattern, piece[0], offset + piece.start())
        found.strings.extend(map(words.setdefault, strings, strings))
        found.starts.extend(starts)
        found.ends.extend(ends)
    return found


def _cut(pattern: re.Pattern[str] | regex.Pattern[str], text: str, offset: int) -> Tokens:
    """The tokens of a text that begins at an offset."""
    # Gaps and tokens by turns, beginning and ending with a gap.
    parts = pattern.split(text)
    ends = list(accumulate(map(len, parts), initial=offset))
    return Tokens(parts[1::2], ends[1:-1:2], ends[2::2])


class Memo(dict[str, str]):
    """What a function gives for each string that was asked for. Where every token of a text is
    looked up, this takes a third of the time of a cached function."""

    def __init__(self, function: Callable[[str], str]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, string: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        value = self[string] = self._function(string)
        return value


_REMEMBERED = 1 << 16


@lru_cache(maxsize=1 << 14)
def lowered(token: str) -> str:
    """A token in lower case, with straight apostrophes and plain hyphens."""
    return straight(token).lower()


def straight(string: str) -> str:
    """A string of the same length whose apostrophes and hyphens are those of the lexicons."""
    return string if string.isascii() else string.translate(_STRAIGHT)


@lru_cache(maxsize=1 << 14)
def shape_of(token: str) -> str:
    """What a token looks like, in a character.

    `A` letters all in upper case, two or more · `X` a letter in upper case first · `x` another
    letter first · `0` digits alone · `9` a digit first, then others · `_` another word · `'` an
    apostrophe or single mark · `"` a double mark · `-` a hyphen or dash; any other character stands
    for itself, outside of ASCII for `*`.
    """
    first = token[0]
    if first.isalpha():
        if not first.isupper():
            return "x"
        return "A" if len(token) > 1 and token.isupper() else "X"
    if first.isdigit():
        return "0" if token.isdigit() else "9"
    if first.isalnum() or first == "_":
        return "_"
    return _SIGNS.get(first) or (first if first.isascii() else "*")


SINGLE_MARKS = frozenset("'‘’‚‛‹›`＇")
DOUBLE_MARKS = frozenset('"“”„‟«»＂')
_SIGNS = {
    **dict.fromkeys(SINGLE_MARKS, "'"),
    **dict.fromkeys(DOUBLE_MARKS, '"'),
    **dict.fromkeys("-‐‑‒–—―−", "-"),
}


# Shapes of tokens: of those that begin with a letter, with a letter or digit, with a digit.
_LETTERS, _WORDS, _DIGITS = frozenset("AXx"), frozenset("AXx09_"), frozenset("09")
# The signs that may belong to a word, by their shape and that of what is behind.
_SIGN = re.compile(r"[-'.&@#]|,(?=[09])|:(?=[09/])|[?!*](?=[.?!*])")
_HYPHENS = frozenset("-‐‑")
_STOPS = frozenset(".?!…")
_SUFFIXES = frozenset({"s", "re", "ve", "ll", "d", "m"})
_BESIDE_STATE = frozenset({"D", "R", "I"})
_RUN = re.compile(b"\1+")
_NEGATION = bytes.maketrans(b"\0\1", b"\1\0")
_SCHEMES = frozenset({"http", "https"})


def find_words(
    text: str, tokens: Tokens, shapes: str, marks: Container[int], sentence_starts: Container[int]
) -> Tokens:
    """The words of a text: its tokens, some of them joined where no white space stands between.

    One word are a compound (GPT-4.5, 30-year-old), a contraction (don't), a number (3,000, 9:30,
    .5), an address, an abbreviation with its full stop (U.S., Sen., a.m.), and any other word with
    a full stop that ends no sentence (vs.). So are several stops (?!), several hyphens (--), and
    two equal single marks (''). The endings 's, 're, 've, 'll, 'd and 'm are words of their own.

    `marks` are the places of the quotation marks, across which no word is joined.
    """
    joins = bytearray(len(shapes))
    _Joiner(text, *tokens, shapes, marks, sentence_starts, joins).join_words()
    if 1 not in joins:
        return tokens
    firsts = joins.translate(_NEGATION)
    strings = list(compress(tokens.strings, firsts))
    starts = list(compress(tokens.starts, firsts))
    ends = list(compress(tokens.ends, firsts[1:] + b"\1"))
    joined = 0
    for run in _RUN.finditer(joins):
        word = run.start() - 1 - joined
        strings[word] = text[starts[word] : ends[word]]
        joined += len(run[0])
    return Tokens(strings, starts, ends)


@cache
def _abbreviations() -> frozenset[str]:
    """What is an abbreviation with its full stop, if it has a capital."""
    sections = (*lexicon.sections("abbreviations").items(),)
    words = (word for name, rows in sections if name[0] == "b" for row in rows for word in row)
    return frozenset({*words, *lexicon.words("calendar", "MONTH ABBREVIATED")})


@dataclass(slots=True)
class _Joiner:
    """Decides at each sign of a text which tokens around it are one word."""

    text: str
    strings: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    shapes: str
    marks: Container[int]
    sentence_starts: Container[int]
    joined: bytearray
    """For each token, whether it is one word with the token before."""

    def join_words(self) -> None:
        """Fills in `joined`."""
        by_shape = {
            "-": self._join_hyphen, "'": self._join_apostrophe, ".": self._join_full_stop,
            ",": self._join_separator, ":": self._join_colon, "&": self._join_hyphen,
            "@": self._join_handle, "#": self._join_handle, "?": self._join_stop,
            "!": self._join_stop, "*": self._join_stop,
        }  # fmt: skip
        for match in _SIGN.finditer(self.shapes):
            if not self.joined[match.start()]:
                by_shape[match[0]](match.start())

    def _join(self, first: int, last: int) -> None:
        """Joins the tokens from `first` to `last` to the ones before them."""
        self.joined[first : last + 1] = bytes([1]) * (last + 1 - first)

    def _touches(self, place: int) -> bool:
        """Whether no white space separates a token from the one before."""
        starts = self.starts
        return 0 < place < len(starts) and self.ends[place - 1] == starts[place]

    def _is_inside(self, place: int, before: Container[str], behind: Container[str]) -> bool:
        """Whether a sign joins tokens of such shapes without white space."""
        shapes = self.shapes
        return (
            shapes[place - 1] in before
            and shapes[place + 1 : place + 2] in behind
            and self._touches(place)
            and self._touches(place + 1)
        )

    def _join_run(self, place: int, same: Container[str]) -> None:
        """Joins to a sign those of its kind that follow it."""
        last = place
        while self._touches(last + 1) and self.strings[last + 1] in same:
            last += 1
        self._join(place + 1, last)

    def _join_hyphen(self, place: int) -> None:
        """Joins compounds: two-thirds, U.S.-led, AT&T; and dashes of several hyphens."""
        string = self.strings[place]
        if string != "&" and string not in _HYPHENS:
            return
        behind_stop = place > 1 and self.joined[place - 1] and self.shapes[place - 1] == "."
        if self._is_inside(place, "." if behind_stop else _WORDS, _WORDS):
            self._join(place, place + 1)
        elif string == "-":
            self._join_run(place, "-")

    def _join_apostrophe(self, place: int) -> None:
        """Joins contractions (didn't), endings to their apostrophe, and doubled marks."""
        string, following = self.strings[place], self.strings[place + 1 : place + 2]
        if not following or not self._touches(place + 1):
            return
        if following[0] == string and string in "'‘’`":
            self._join(place + 1, place + 1)
        elif self.starts[place] in self.marks or string not in "'‘’":
            return
        elif following[0].lower() in _SUFFIXES:
            self._join(place + 1, place + 1)
        elif string != "‘" and self._is_inside(place, _LETTERS, _LETTERS):
            self._join(place, place + 1)

    def _join_stop(self, place: int) -> None:
        if self.strings[place] in _STOPS:
            self._join_run(place, _STOPS)

    def _join_separator(self, place: int) -> bool:
        """Joins the parts of a number: 3,000."""
        joins = self._is_inside(place, _WORDS, _DIGITS) and self.strings[place - 1][-1].isdigit()
        if joins:
            self._join(place, place + 1)
        return joins

    def _join_colon(self, place: int) -> None:
        """Joins the parts of a time of day (9:30) and of an address (https://norrvik.example)."""
        if self._join_separator(place) or not self._touches(place):
            return
        behind = self.ends[place]
        if self.strings[place - 1] in _SCHEMES and self.text.startswith("//", behind):
            self._join_address(place)

    def _join_address(self, place: int) -> None:
        """Joins what follows without white space, but for signs at its end."""
        last = place
        while self._touches(last + 1) and self.starts[last + 1] not in self.marks:
            last += 1
        while self.shapes[last] not in _WORDS:
            last -= 1
        self._join(place, last)

    def _join_handle(self, place: int) -> None:
        """Joins a handle or a topic (@lind, #pier), and an address of mail."""
        if self._touches(place + 1) and self.shapes[place + 1] in _WORDS:
            is_mail = self._is_inside(place, _WORDS, _WORDS)
            self._join(place if is_mail else place + 1, place + 1)

    def _join_full_stop(self, place: int) -> None:
        if self._ends_sentence(place):
            return
        if self._touches(place + 1) and self.strings[place + 1] in _STOPS:
            self._join_run(place, _STOPS)
        elif not self._touches(place):
            if self._touches(place + 1) and self.shapes[place + 1] in _DIGITS:
                self._join(place + 1, place + 1)  # .5
        elif not self._join_separator(place):
            self._join_after_word(place)

    def _ends_sentence(self, place: int) -> bool:
        """Whether a full stop follows a word in lower case, and a sentence begins behind it."""
        return (
            self.shapes[place - 1] == "x"
            and len(self.strings[place - 1]) > 1
            and not self._touches(place + 1)
            and (place + 1 == len(self.starts) or self.starts[place + 1] in self.sentence_starts)
        )

    def _join_after_word(self, place: int) -> None:
        """Joins a full stop directly behind a token to it, and what it is joined to."""
        if self.shapes[place - 1] not in _WORDS:
            return
        before = self.strings[place - 1]
        goes_on = self._is_inside(place, _WORDS, _LETTERS)
        if before.lower() == "www" and goes_on:
            self._join_address(place)
        elif goes_on and (self.shapes[place + 1] == "x" or self._is_letter_with_stop(place + 1)):
            self._join(place, place + 1)  # norrvik.example, p.m.
        elif (
            self._is_letter(place - 1)
            or (before[0].isupper() and before.lower() in _abbreviations())
            or self._is_state(place)
            or self._is_idle(place)
        ):
            self._join(place, place)

    def _is_letter(self, place: int) -> bool:
        """Whether a token is a single capital (J. Lind, R-S.C.), or the last letter of several with
        stops (p.m.)."""
        string, sign = (
            self.strings[place],
            self.shapes[place - 1] if self.joined[place] else "",
        )
        if len(string) > 1 or not string.isalpha() or sign not in ("", "-", "."):
            return False
        return string.isupper() or sign == "."

    def _is_letter_with_stop(self, place: int) -> bool:
        """Whether a token is a single letter with a full stop: the second of "U.S."."""
        return len(self.strings[place]) == 1 and self.shapes[place + 1 : place + 2] == "."

    def _is_state(self, place: int) -> bool:
        """Whether a full stop follows a party and a state: D-Calif."""
        return (
            place > 2
            and self.shapes[place - 1] == "X"
            and self.shapes[place - 2] == "-"
            and bool(self.joined[place - 1])
            and self.strings[place - 3] in _BESIDE_STATE
        )

    def _is_idle(self, place: int) -> bool:
        """Whether a full stop does not end a sentence: a word follows in the same one."""
        following = self.starts[place + 1 : place + 2]
        return (
            bool(following)
            and self.shapes[place + 1] in "AXx09_$*#"
            and self.strings[place + 1] not in _STOPS
            and following[0] not in self.sentence_starts
        )
