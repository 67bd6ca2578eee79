"""The words of a text with who is named among them, and the units in which they stand.

Places are numbers of words (`Reading.words`), ranges are half open. The names and units of a text
have places of tokens.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from said.annotators.stance.names import Ref
from said.annotators.stance.scene import Scene
from said.annotators.stance.units import Unit
from said.text.classes import Pos
from said.text.pronouns import pronouns
from said.text.segments import Range

THIRD_PERSON = pronouns("he", "she")
THEY = frozenset({"they", "them"})


class Party(NamedTuple):
    """Somebody at a place; `head` is the noun for what is theirs (T's handling of it)."""

    first: int
    after: int
    ref: Ref
    head: str | None = None


class Subject(NamedTuple):
    """The subject of a predicate: parties, or whoever speaks. `place` is where it stands."""

    parties: tuple[Party, ...]
    is_speaker: bool = False
    place: int = 0
    is_missing: bool = False
    """Whether nothing stands before the predicate: *Thank God for T*, *Proud of T*."""


class NamedWords:
    """The words of a text in lower case, their classes, who is named, and the units."""

    def __init__(self, scene: Scene, units: Sequence[Unit]) -> None:
        reading = scene.reading.reading
        self.scene = scene
        self.words: Sequence[str] = reading.lowered_words
        self.kinds = reading.word_classes
        self._starts = reading.words.starts
        self._ends = reading.words.ends
        self._tokens = scene.reading.tokens
        self._units = units
        self._pieces = sorted(
            (first, after, number)
            for number, unit in enumerate(units)
            for first, after in unit.clauses
        )

    def unit_at(self, place: int) -> Unit | None:
        """The unit in which a word stands."""
        token = self.token(place)
        number = bisect_left(self._pieces, (token + 1,)) - 1
        if number < 0 or token >= self._pieces[number][1]:
            return None
        return self._units[self._pieces[number][2]]

    def token(self, place: int) -> int:
        """The token at which a word begins, or the number of tokens behind the last word."""
        if place >= len(self._starts):
            return len(self._tokens.starts)
        return bisect_left(self._tokens.starts, self._starts[place])

    def tokens(self, first: int, after: int) -> Range:
        """The tokens of some words."""
        return self._tokens.touched(self._starts[first], self._ends[after - 1])

    def word(self, token: int) -> int:
        """The first word that begins at a token or behind it."""
        if token >= len(self._tokens.starts):
            return len(self._starts)
        return bisect_left(self._starts, self._tokens.starts[token])

    def party_at(self, place: int) -> Party | None:
        """Who is meant by what begins at a place."""
        if place >= len(self.words) or self.kinds[place] == Pos.COMMA:
            return None
        return self._named(self.scene.starting(self.token(place)), place)

    def party_before(self, place: int) -> Party | None:
        """Who is meant by what ends before a place."""
        if not place:
            return None
        return self._named(self.scene.ending(self.token(place)), place - 1)

    def _named(self, ref: Ref | None, place: int) -> Party | None:
        """A name, or whom a pronoun at a place means: in a quote nobody who speaks, *they* the one
        company that was named."""
        word = self.words[place]
        if word.endswith("self"):
            return None
        if word in THIRD_PERSON or (word in THEY and ref is None):
            speakers = self._speakers_at(place)
            if word in THEY:
                ref = self.scene.by_its(self.token(place))
            elif speakers and (ref is None or not set(speakers).isdisjoint(ref.holders)):
                ref = self.scene.other_person(self.token(place), speakers)
            return Party(place, place + 1, ref) if ref else None
        return self._party(ref) if ref else None

    def _party(self, ref: Ref) -> Party:
        return Party(self.word(ref.first), self.word(ref.after), ref)

    def _speakers_at(self, place: int) -> Sequence[str]:
        """The speakers of a direct quote at a place, who call themselves neither he nor she."""
        unit = self.unit_at(place)
        if unit is None or not unit.quote:
            return ()
        first = self.word(unit.clauses[0][0])
        return unit.holders if first and self.kinds[first - 1] == Pos.MARK else ()

    def words_of(self, tokens: Range) -> Range:
        """The words of some tokens."""
        return self.word(tokens[0]), self.word(tokens[1])

    def quote_behind(self, place: int, unit: Unit) -> Unit | None:
        """The quote that begins at a place, but for a mark, where another unit ends."""
        if self.kinds[place : place + 1] == Pos.MARK:
            place += 1
        quote = self.unit_at(place) if place < len(self.words) else None
        if quote is None or quote is unit or not quote.quote:
            return None
        return quote if self.word(quote.clauses[0][0]) >= place - 1 else None

    def is_name(self, place: int, low: int) -> bool:
        """Whether a word is in a name or a headline: it has a capital that begins no sentence."""
        return (
            self.kinds[place] == Pos.NAME
            and place > low
            and self.kinds[place - 1] not in (Pos.MARK, Pos.STOP, Pos.COLON)
        )

    def parties_within(self, first: int, after: int) -> list[Party]:
        """Who is named in a range."""
        return [self._party(ref) for ref in self.scene.within(self.token(first), self.token(after))]
