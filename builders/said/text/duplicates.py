"""Near-duplicate texts: reprints, copies with another headline, texts that were edited a little.

Two texts are near-duplicates if at least 40 % of all sequences of three words in either of them
are in both (their Jaccard similarity). For two texts of the same length, that is 57 % of the
sequences of each. MinHash signatures in bands find the pairs that are worth a look, and the words
themselves decide: by chance a pair may be overlooked, but none is reported wrongly.

The limit is between texts that were copied and texts that report the same event:
`benchmarks/duplicates.py` measures both, and `benchmarks/README.md` has the figures.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from said.system.errors import panics_as_errors
from said.text.tokens import find_tokens

if TYPE_CHECKING:
    from rensa import RMinHash, RMinHashLSH

LIMIT = 0.4
"""The share of sequences in both texts from which they are near-duplicates."""

_LIBRARY = "rensa"
_WORDS = 3
# 42 bands of 3 find a pair at the limit with a probability of 94 %, one at 0.5 with 99.6 %, and one
# at 0.04, which two reports of one event reach, with 0.3 %. The seed is any number that stays.
_HASHES = 126
_BANDS = 42
_SEED = 20240515
_MOST = 64
"""Texts that one is held against: of many that are alike the first ones stand for all."""
_LOOKED_AT = 3
"""Texts whose words are compared: those whose signatures are most alike."""
_WORTH_A_LOOK = 0.25
"""What the signatures have to tell for that: three standard errors below the limit."""


class Alike(NamedTuple):
    """A text that is much like another: its number, and the share of the other's sequences of three
    words that stand in it."""

    number: int
    share: float


def word_sequences(text: str) -> frozenset[str]:
    """The sequences of three words of a text; of one that is shorter all its words. Case, marks and
    white space do not count."""
    folded = text.casefold()
    words = [token for token in find_tokens(folded).strings if token[0].isalnum()]
    if 0 < len(words) < _WORDS:
        return frozenset({" ".join(words)})
    return frozenset(map(" ".join, zip(*(words[at:] for at in range(_WORDS)), strict=False)))


def text_signature(text: str) -> RMinHash | None:
    """What is kept of a text to find others like it; None if it has no words."""
    from rensa import RMinHash

    found = word_sequences(text)
    if not found:
        return None
    with panics_as_errors(_LIBRARY):
        made = RMinHash(num_perm=_HASHES, seed=_SEED)
        made.update(list(found))
    return made


class Index:
    """The texts that were seen, by number. Texts that are the same to the last byte are kept once.

    `read` gives the text with a number, or None if it cannot be had any more.
    """

    def __init__(self, read: Callable[[int], str | None]) -> None:
        from rensa import RMinHashLSH

        self._read = read
        self._bands: RMinHashLSH = RMinHashLSH(LIMIT, _HASHES, _BANDS)
        self._signatures: list[RMinHash] = []
        self._numbers: list[int] = []
        self._known: set[str] = set()

    def add(self, number: int, sha256: str, kept: RMinHash) -> None:
        """Takes a text in."""
        if sha256 not in self._known:
            self._known.add(sha256)
            with panics_as_errors(_LIBRARY):
                self._bands.insert(len(self._signatures), kept)
            self._signatures.append(kept)
            self._numbers.append(number)

    def like(self, number: int, kept: RMinHash) -> Alike | None:
        """The text most like the one with a number, if one is a near-duplicate."""
        return max(self.all_like(number, kept), key=lambda one: one.share, default=None)

    def all_like(self, number: int, kept: RMinHash) -> list[Alike]:
        """The near-duplicates of the text with a number among those most like it."""
        with panics_as_errors(_LIBRARY):
            estimates = [
                (kept.jaccard(self._signatures[one]), -self._numbers[one])
                for one in sorted(self._bands.query(kept))[:_MOST]
            ]
        likely = sorted((one for one in estimates if one[0] >= _WORTH_A_LOOK), reverse=True)
        own = word_sequences(self._read(number) or "") if likely else ()
        found = []
        for _, other in likely[:_LOOKED_AT] if own else ():
            there = word_sequences(self._read(-other) or "")
            both = len(there.intersection(own))
            if both >= LIMIT * len(there.union(own)):
                found.append(Alike(-other, both / len(own)))
        return found
