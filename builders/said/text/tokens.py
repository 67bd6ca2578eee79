"""Tokens: how a text is cut into them, and what can be said of one without a lexicon."""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from itertools import accumulate

import regex

from said.text.segments import Tokens

# The rule of BERT's pre-tokeniser; a combining mark stays with what it belongs to. The four
# separators U+001C to U+001F are white space for Python, though not for Unicode.
_TOKEN = regex.compile(r"(\w+|[^\w\s\x1c-\x1f]\p{M}*)")
# Of such characters alone re cuts the same tokens, in half the time.
_PLAIN = re.compile("[\t\n\r\x20-\x7fÀ-ÖØ-öø-ž–—‘’“”…•€£]*")
_PLAIN_TOKEN = re.compile(r"(\w+|[^\w\s])")

WORD_SHAPES = frozenset("AXx09_")
"""The shapes of tokens that are words; see `shape_of`."""
_STRAIGHT = str.maketrans("’‘‐‑", "''--")


_LONG = 1 << 16
_PIECE = re.compile(rf".{{1,{_LONG}}}\S*", re.DOTALL)
"""A piece of a text that ends where a token does."""


def find_tokens(text: str) -> Tokens:
    """The tokens of a text: runs of word characters, or one other character that is no white space,
    with its combining marks.

    For a long text, each word is in memory once, and an offset takes four bytes.
    """
    pattern = _PLAIN_TOKEN if _PLAIN.fullmatch(text) else _TOKEN
    if len(text) < _LONG:
        return _cut(pattern, text, 0)
    words: dict[str, str] = {}
    found = Tokens([], array("i"), array("i"))
    for piece in _PIECE.finditer(text):
        strings, starts, ends = _cut(pattern, piece[0], piece.start())
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


_SIGNS = {
    **dict.fromkeys("'‘’‚‛‹›`＇", "'"),
    **dict.fromkeys('"“”„‟«»＂', '"'),
    **dict.fromkeys("-‐‑‒–—―−", "-"),
}
