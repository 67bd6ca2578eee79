"""The phrases of the stance lexicons among the tokens of a text.

Places are numbers of tokens, ranges of places are half open; only records have code points.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from said import lexicon
from said.text.reading import Reading
from said.text.segments import Range
from said.text.tokens import find_tokens

FILES = ("stance", "stance_words")
WORDS = frozenset(
    {
        "before nouns",
        "breaks",
        "copulas",
        "links",
        "other heads",
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
                first, *rest = find_tokens(phrase).strings
                alone, by_second = self._by_first.setdefault(first, ([], {}))
                if rest:
                    by_second.setdefault(rest[0], []).append((rest, kind))
                else:
                    alone.append(kind)
        for _, by_second in self._by_first.values():
            for longer in by_second.values():
                # The longest first, so that a list is found at a place once, by its longest phrase.
                longer.sort(key=lambda one: (-len(one[0]), one))

    def find_hits(self, lowered: Sequence[str]) -> list[Hit]:
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


class PhraseReading:
    """A text with its hits: `places` are those of the hits, sorted, `at` has the hits by place,
    `kinds` are all lists with a hit."""

    def __init__(self, reading: Reading, phrases: Phrases | None = None) -> None:
        self.reading = reading
        self.text = reading.text
        self.flowing = reading.flowing
        self.tokens = reading.tokens
        self.lowered = reading.lowered
        self.hits = (phrases or _lexicon()).find_hits(reading.lowered)
        self.places = [hit.first for hit in self.hits]
        self.kinds = {hit.kind for hit in self.hits}
        self.at: dict[int, list[Hit]] = {}
        for hit in self.hits:
            self.at.setdefault(hit.first, []).append(hit)

    def written(self, place: int) -> str:
        """The token at a place as it is written."""
        return self.tokens.strings[place]

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


@cache
def lexicon_lists() -> Mapping[str, list[str]]:
    """The phrases to look for in every text, by the names of their lists."""
    return {
        section: [phrase for row in rows for phrase in row]
        for file in FILES
        for section, rows in lexicon.sections(file).items()
        if section not in WORDS
    }


@cache
def _lexicon() -> Phrases:
    return Phrases(lexicon_lists())


@cache
def words(kind: str) -> frozenset[str]:
    """A list of single words."""
    return frozenset(lexicon.words("stance", kind))
