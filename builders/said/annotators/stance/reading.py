"""A text as the stance annotator reads it: its tokens, and the phrases of the lexicon among them.

Places are numbers of tokens, ranges of places are half open; only records have code points.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from said import lexicon
from said.text import segments as texts
from said.text.segments import Range

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


# Of such characters alone re cuts the same tokens as said.text.segments, in half the time.
_PLAIN = re.compile("[\x00-\x7fÀ-ÖØ-öø-ž–—“”…•€£]*")
_TOKEN = re.compile(r"(\w+|[^\w\s])")


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
        found: list[Hit] = []
        following = [*lowered[1:], ""]
        by_first = self._by_first
        for place in [place for place, token in enumerate(lowered) if token in by_first]:
            alone, by_second = by_first[lowered[place]]
            longer = by_second.get(following[place])
            if longer is not None:
                found += _longest(lowered, place, longer, alone)
            else:
                for kind in alone:
                    found.append(Hit(place, place + 1, kind))
        return found


def _longest(
    lowered: Sequence[str], place: int, longer: Iterable[_Longer], alone: Iterable[str]
) -> Iterator[Hit]:
    """The longest phrase of each list that begins at a place."""
    kinds: set[str] = set()
    for rest, kind in longer:
        after = place + 1 + len(rest)
        if kind not in kinds and lowered[place + 1 : after] == rest:
            kinds.add(kind)
            yield Hit(place, after, kind)
    for kind in alone:
        if kind not in kinds:
            yield Hit(place, place + 1, kind)


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
    kinds: set[str]

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
        tokens = _tokens(lowered)
    else:
        tokens = texts.tokens(text, (0, len(text)))
        tokens = tokens._replace(strings=[straight(one).lower() for one in tokens.strings])
    hits = _lexicon().find(tokens.strings)
    at: dict[int, list[Hit]] = {}
    for hit in hits:
        at.setdefault(hit.first, []).append(hit)
    places = [hit.first for hit in hits]
    return Reading(text, tokens, tokens.strings, hits, places, at, {hit.kind for hit in hits})


def _tokens(text: str) -> texts.Tokens:
    """The tokens of a whole text, as `said.text.segments.tokens` cuts them."""
    if not _PLAIN.fullmatch(text):
        return texts.tokens(text, (0, len(text)))
    parts = _TOKEN.split(text)
    ends = list(accumulate(map(len, parts), initial=0))
    return texts.Tokens(parts[1::2], ends[1:-1:2], ends[2::2])


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
