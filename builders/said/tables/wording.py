"""Compares the words of two quotes, for the tables `utterances` and `pairs`.

Words are lower-cased tokens that are not punctuation, so neither a final full stop nor the shape of
an apostrophe is a difference. `Words.of` finds them, `compare_words` aligns two quotes,
`is_part` and `containment` tell how much of one occurs in the other.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from said.text import segments as texts
from said.text.tokens import find_tokens, lowered

_CACHED = 1 << 12
"""Quotes, and pairs of them, of which the result is kept: reports copy each other."""

_LONG = 1_000 * 1_000
"""The product of two numbers of words from which frequent words alone no longer match."""


class Words(NamedTuple):
    """The words of a quote: as they are compared, and their places in its text."""

    strings: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of a text; of one that has only punctuation, all of its tokens."""
        return _find_words(text)

    def range(self, first: int, after: int) -> texts.Range:
        """The code points from one word to another; an empty run is placed before the next word."""
        if first < after:
            return self.starts[first], self.ends[after - 1]
        if not self.starts:
            return 0, 0
        at = self.starts[first] if first < len(self.starts) else self.ends[-1]
        return at, at


@lru_cache(maxsize=_CACHED)
def _find_words(text: str) -> Words:
    found = list(zip(*find_tokens(text), strict=True))
    kept = [token for token in found if unicodedata.category(token[0][0])[0] != "P"] or found
    return Words(
        tuple(lowered(string) for string, _, _ in kept),
        tuple(start for _, start, _ in kept),
        tuple(end for _, _, end in kept),
    )


class WordEdit(NamedTuple):
    """A run of words in the first text and what stands for it in the second, as places in the two
    lists of words; `op` is equal, replace, delete or insert."""

    op: str
    first: int
    after: int
    other_first: int
    other_after: int


class AlignedWords(NamedTuple):
    """How the first of two texts becomes the second, and how similar their words are."""

    edits: tuple[WordEdit, ...]
    similarity: float


@lru_cache(maxsize=_CACHED)
def compare_words(text: str, other: str) -> AlignedWords:
    """Aligns the words of two texts. The similarity is 2M/(a+b), where M words match."""
    a, b = Words.of(text).strings, Words.of(other).strings
    # Without `autojunk` the time grows with the product of the lengths.
    matcher = SequenceMatcher(None, a, b, autojunk=len(a) * len(b) > _LONG)
    edits = tuple(WordEdit(*opcode) for opcode in matcher.get_opcodes())
    return AlignedWords(edits, 1.0 if a == b else round(matcher.ratio(), 4))


def is_part(words: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether some words occur in others without a gap. No words are part of nothing."""
    return bool(words) and f" {' '.join(words)} " in f" {' '.join(whole)} "


def containment(words: Iterable[str], others: Iterable[str]) -> float:
    """The share of the words of the quote that has fewer which occur in the other one. A word
    counts once."""
    one, other = set(words), set(others)
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0
