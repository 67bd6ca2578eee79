"""A text as the quote annotator reads it: words with a class each, in sentences.

The words and sentences are those of the text's `Reading`. Words in marks that stand free ("We
lost," said Lind) are one token; marked words that belong to the sentence around them are read like
all others. A sentence goes on over the ends inside marked words. The classes are those of
`said.text.classes`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from said.annotators.quotes.free import find_free, last_character
from said.annotators.quotes.marks import Marked, closing_mark
from said.text.classes import FREE, MARK
from said.text.reading import Reading
from said.text.segments import Range

_LONGEST = 250
"""Tokens after which a sentence is taken to end, so that text without any is read in time."""


class Token(NamedTuple):
    """A token: in lower case, with its class and its range in the text."""

    lower: str
    kind: str
    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence: its tokens and, as a string, their classes."""

    tokens: list[Token]
    kinds: str

    def range(self, places: Range) -> Range:
        """The range in the text of the tokens from `places[0]` to `places[1]`, half open."""
        return self.tokens[places[0]].start, self.tokens[places[1] - 1].end


class ClassedText:
    """The words of a text with their classes, of which sentences are made."""

    def __init__(self, reading: Reading) -> None:
        words = reading.words
        self.reading = reading
        self._starts = words.starts
        columns = (reading.lowered_words, reading.word_classes, words.starts, words.ends)
        self._tokens = list(map(_new_token, zip(*columns, strict=True)))
        self._cuts = [start for start, _ in reading.sentences]

    def sentences(
        self, stretch: Range, marked: Sequence[Marked], labels: Container[Range] = ()
    ) -> Iterator[Sentence]:
        """The sentences of a paragraph or a part of one; `marked` are its outermost stretches in
        marks, by place. Those whose `outer` is among the `labels` are read as if they had no marks.
        """
        tokens = self._with_free_words(stretch, marked, labels)
        if not tokens:
            return
        kinds = "".join([token.kind for token in tokens])
        for first, after in pairwise((0, *self._breaks(tokens, stretch, marked), len(tokens))):
            for start in range(first, after, _LONGEST):
                part = slice(start, min(start + _LONGEST, after))
                yield Sentence(tokens[part], kinds[part])

    def _with_free_words(
        self, stretch: Range, marked: Sequence[Marked], labels: Container[Range]
    ) -> list[Token]:
        """The tokens of a stretch, free words as one each."""
        text = self.reading.text
        unlabelled = [one for one in marked if one.outer not in labels]
        edges = {one.outer[0] for one in unlabelled}
        edges.update(closing_mark(text, one) for one in unlabelled if one.closed)
        tokens: list[Token] = []
        place = stretch[0]
        for one in find_free(text, stretch, marked):
            tokens += self._between(place, one.outer[0], edges)
            tokens.append(Token(last_character(text, one), FREE, *one.outer))
            place = one.outer[1]
        return tokens + self._between(place, stretch[1], edges)

    def _between(self, start: int, end: int, edges: Container[int]) -> list[Token]:
        """The tokens that begin in a range; of quotation marks those at some places."""
        first, after = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [
            token
            for token in self._tokens[first:after]
            if token.kind != MARK or token.start in edges
        ]

    def _breaks(
        self, tokens: Sequence[Token], stretch: Range, marked: Sequence[Marked]
    ) -> Iterator[int]:
        """Where among some tokens sentences begin, but for the first: not inside marked words, nor
        between free words and others."""
        first, after = bisect_right(self._cuts, stretch[0]), bisect_left(self._cuts, stretch[1])
        starts = [one.outer[0] for one in marked]
        for cut in self._cuts[first:after]:
            number = bisect_left(starts, cut) - 1
            if number >= 0 and cut < marked[number].outer[1]:
                continue
            place = bisect_left(tokens, cut, key=_start)
            if 0 < place < len(tokens) and not (
                tokens[place].kind == FREE == tokens[place - 1].kind
            ):
                yield place


# Token._make, at a third of its time
_new_token: Callable[[tuple[Any, ...]], Token] = partial(tuple.__new__, Token)


def _start(token: Token) -> int:
    return token.start
