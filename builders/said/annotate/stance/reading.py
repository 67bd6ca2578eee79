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
WORDS = frozenset(
    {
        "before nouns",
        "before objects",
        "breaks",
        "copulas",
        "links",
        "other heads",
        "owned",
        "prepositions",
        "titles",
        "worry nouns",
    }
)
"""The lists of single words that are asked for at a place and not looked for in the text."""


class Hit(NamedTuple):
    """A phrase in the text: its tokens, and the name of the list that it stands in."""

    first: int
    after: int
    kind: str


class Phrases:
    """Finds the phrases of several lists among tokens in lower case."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        # By the first token and the second one, "" for a phrase of a single token.
        self._by_first: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
        for kind, phrases in lists.items():
            for phrase in phrases:
                first, *rest = _split(phrase)
                second = rest[0] if rest else ""
                by_second = self._by_first.setdefault(first, {})
                by_second.setdefault(second, []).append((tuple(rest), kind))
        for by_second in self._by_first.values():
            for entries in by_second.values():
                # The longest first, so that a list is found at a place once, by its longest phrase.
                entries.sort(key=lambda entry: (-len(entry[0]), entry))

    def find(self, lowered: Sequence[str]) -> list[Hit]:
        """What begins at each place, from left to right: of each list the longest phrase."""
        by_first = self._by_first
        found = []
        last = len(lowered) - 1
        for place in [place for place, token in enumerate(lowered) if token in by_first]:
            by_second = by_first[lowered[place]]
            longer = by_second.get(lowered[place + 1]) if place < last else None
            seen: set[str] = set()
            for rest, kind in longer or ():
                after = place + 1 + len(rest)
                if kind not in seen and tuple(lowered[place + 1 : after]) == rest:
                    seen.add(kind)
                    found.append(Hit(place, after, kind))
            for _, kind in by_second.get("", ()):
                if kind not in seen:
                    found.append(Hit(place, place + 1, kind))
        return found


class Reading(NamedTuple):
    """The tokens of a text, in lower case and with straight apostrophes, and the hits by place."""

    text: str
    tokens: texts.Tokens
    lowered: list[str]
    hits: list[Hit]
    places: list[int]
    at: dict[int, list[Hit]]

    def within(self, first: int, after: int) -> list[Hit]:
        """The hits that lie in a range of places."""
        low = bisect_left(self.places, first)
        high = bisect_left(self.places, after, low)
        return [hit for hit in self.hits[low:high] if hit.after <= after]

    def has(self, place: int, *kinds: str) -> bool:
        """Whether a phrase of one of the lists begins at a place."""
        return any(hit.kind in kinds for hit in self.at.get(place, ()))

    def is_word(self, place: int, kind: str) -> bool:
        """Whether the token at a place is in one of the lists of `WORDS`."""
        return place < len(self.lowered) and self.lowered[place] in words(kind)

    def span(self, first: int, after: int) -> Range:
        """The code points of a range of places."""
        return self.tokens.starts[first], self.tokens.ends[after - 1]


def read(text: str) -> Reading:
    """The tokens of a text with the phrases of the lexicon."""
    tokens = texts.tokens(text, (0, len(text)))
    lowered = straight(text).lower()
    # Where lower case has another length, each token is lowered by itself.
    if len(lowered) == len(text):
        words = [lowered[slice(*span)] for span in zip(tokens.starts, tokens.ends, strict=True)]
    else:
        words = [straight(string).lower() for string in tokens.strings]
    hits = _lexicon().find(words)
    at: dict[int, list[Hit]] = {}
    for hit in hits:
        at.setdefault(hit.first, []).append(hit)
    return Reading(text, tokens, words, hits, [hit.first for hit in hits], at)


def straight(string: str) -> str:
    """A string of the same length whose apostrophes and hyphens are those of the lexicon."""
    if string.isascii():
        return string
    return string.replace("’", "'").replace("‘", "'").replace("‐", "-").replace("‑", "-")


@cache
def _lexicon() -> Phrases:
    return Phrases(
        {
            section: [phrase for row in rows for phrase in row]
            for file in FILES
            for section, rows in lexicon.sections(file).items()
            if section not in WORDS
        }
    )


@cache
def words(kind: str) -> frozenset[str]:
    """A list of single words."""
    return frozenset(lexicon.words("stance", kind))


def _split(phrase: str) -> list[str]:
    return texts.tokens(phrase, (0, len(phrase))).strings
