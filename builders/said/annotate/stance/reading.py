"""A text as the stance annotator reads it: its tokens, and the phrases of the lexicon among them.

Places are numbers of tokens, ranges of places are half open; only records have code points.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from said import lexicon
from said import text as texts
from said.text import Range

FILES = ("stance", "stance_issues")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-"})


class Hit(NamedTuple):
    """A phrase in the text: its tokens, and the name of the list that it stands in."""

    first: int
    after: int
    kind: str


class Phrases:
    """Finds the phrases of several lists among tokens in lower case."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for kind, phrases in lists.items():
            for phrase in phrases:
                first, *rest = _split(phrase)
                found.setdefault(first, []).append((tuple(rest), kind))
        # The longest first, so that each list is found at a place once, by its longest phrase.
        self._by_first = {
            first: sorted(entries, key=lambda entry: (-len(entry[0]), entry))
            for first, entries in found.items()
        }

    def find(self, lowered: Sequence[str]) -> list[Hit]:
        """What begins at each place, from left to right: of each list the longest phrase."""
        by_first = self._by_first
        found = []
        for place in [place for place, token in enumerate(lowered) if token in by_first]:
            seen = set()
            for rest, kind in by_first[lowered[place]]:
                after = place + 1 + len(rest)
                if kind not in seen and (not rest or tuple(lowered[place + 1 : after]) == rest):
                    seen.add(kind)
                    found.append(Hit(place, after, kind))
        return found


class Reading(NamedTuple):
    """The tokens of a text, in lower case and with straight apostrophes, and the hits by place."""

    text: str
    tokens: texts.Tokens
    lowered: list[str]
    hits: list[Hit]
    at: dict[int, list[Hit]]

    def within(self, first: int, after: int) -> list[Hit]:
        """The hits that lie in a range of places."""
        low = bisect_left(self.hits, first, key=_first)
        high = bisect_left(self.hits, after, key=_first)
        return [hit for hit in self.hits[low:high] if hit.after <= after]

    def has(self, place: int, *kinds: str) -> bool:
        """Whether a phrase of one of the lists begins at a place."""
        return any(hit.kind in kinds for hit in self.at.get(place, ()))

    def span(self, first: int, after: int) -> Range:
        """The code points of a range of places."""
        return self.tokens.starts[first], self.tokens.ends[after - 1]


def read(text: str) -> Reading:
    """The tokens of a text with the phrases of the lexicon."""
    tokens = texts.tokens(text, (0, len(text)))
    lowered = straight(text).lower()
    # Where lower case has another length, each token is lowered by itself.
    if len(lowered) == len(text):
        words = [
            lowered[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)
        ]
    else:
        words = [straight(string).lower() for string in tokens.strings]
    hits = _lexicon().find(words)
    at: dict[int, list[Hit]] = {}
    for hit in hits:
        at.setdefault(hit.first, []).append(hit)
    return Reading(text, tokens, words, hits, at)


def straight(string: str) -> str:
    """A string of the same length whose apostrophes and hyphens are those of the lexicon."""
    return string.translate(_STRAIGHT)


@cache
def _lexicon() -> Phrases:
    return Phrases(
        {
            section: [phrase for row in rows for phrase in row]
            for file in FILES
            for section, rows in lexicon.sections(file).items()
        }
    )


def _split(phrase: str) -> list[str]:
    return texts.tokens(phrase, (0, len(phrase))).strings


def _first(hit: Hit) -> int:
    return hit.first
