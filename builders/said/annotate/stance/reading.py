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


_Longer = tuple[list[str], str]
"""What follows on the first token of a phrase, and the list that the phrase stands in."""


class Phrases:
    """Finds the phrases of several lists among tokens in lower case."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        # By the first token: the lists it is a phrase of, and the longer phrases by the second one.
        self._by_first: dict[str, tuple[list[str], dict[str, list[_Longer]]]] = {}
        for kind, phrases in sorted(lists.items()):
            for phrase in phrases:
                first, *rest = _split(phrase)
                alone, by_second = self._by_first.setdefault(first, ([], {}))
                if rest:
                    by_second.setdefault(rest[0], []).append((rest, kind))
                else:
                    alone.append(kind)
        for _, by_second in self._by_first.values():
            for longer in by_second.values():
                # The longest first, so that a list is found at a place once, by its longest phrase.
                longer.sort(key=lambda one: (-len(one[0]), one))

    def find(self, lowered: Sequence[str]) -> list[Hit]:
        """What begins at each place, from left to right: of each list the longest phrase."""
        found = []
        last = len(lowered) - 1
        entries = enumerate(map(self._by_first.get, lowered))
        for place, (alone, by_second) in [(place, entry) for place, entry in entries if entry]:
            longer = by_second.get(lowered[place + 1]) if by_second and place < last else None
            if longer is None:
                found += [Hit(place, place + 1, kind) for kind in alone]
                continue
            here: dict[str, int] = {}
            for rest, kind in longer:
                after = place + 1 + len(rest)
                if lowered[place + 1 : after] == rest:
                    here.setdefault(kind, after)
            for kind in alone:
                here.setdefault(kind, place + 1)
            found += [Hit(place, after, kind) for kind, after in here.items()]
        return found


class Reading(NamedTuple):
    """The tokens of a text, in lower case and with straight apostrophes, and the hits by place.

    `places` are those of the hits, `at` has the hits by place, `kinds` are all lists with a hit.
    """

    text: str
    tokens: texts.Tokens
    lowered: list[str]
    hits: list[Hit]
    places: list[int]
    at: dict[int, list[Hit]]
    kinds: frozenset[str]

    def written(self, place: int) -> str:
        """The token at a place as it is written."""
        return self.text[self.tokens.starts[place] : self.tokens.ends[place]]

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
    lowered = straight(text).lower()
    # No token begins or ends elsewhere in lower case, unless that has another length.
    if len(lowered) == len(text):
        tokens = texts.tokens(lowered, (0, len(text)))
    else:
        tokens = texts.tokens(text, (0, len(text)))
        tokens = tokens._replace(strings=[straight(one).lower() for one in tokens.strings])
    hits = _lexicon().find(tokens.strings)
    at: dict[int, list[Hit]] = {}
    for hit in hits:
        at.setdefault(hit.first, []).append(hit)
    kinds = frozenset(hit.kind for hit in hits)
    return Reading(text, tokens, tokens.strings, hits, [hit.first for hit in hits], at, kinds)


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
