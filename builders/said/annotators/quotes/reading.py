"""A text as the quote annotator reads it: words with a class each, in sentences.

The words and sentences are those of the text's `Reading`. Words in marks that stand free ("We
lost," said Lind) are one token; marked words that belong to the sentence around them are read like
all others. A sentence goes on over the ends inside marked words. The classes are those of
`said.text.classes`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from said.annotators.quotes.free import find_free, last_character
from said.annotators.quotes.marks import Marked, closing_mark
from said.text.classes import Pos
from said.text.reading import Reading
from said.text.segments import Range

_LONGEST = 250
"""Tokens after which a sentence is taken to end, so that text without any is read in time."""


class Sentence(NamedTuple):
    """A sentence: its words in lower case, their classes as a string, and their places."""

    words: list[str]
    kinds: str
    starts: Sequence[int]
    ends: Sequence[int]

    def range(self, places: Range) -> Range:
        """The range in the text of the words from `places[0]` to `places[1]`, half open."""
        return self.starts[places[0]], self.ends[places[1] - 1]


class ClassedText:
    """The words of a text with their classes, of which sentences are made."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._words = Sentence(
            reading.lowered_words, reading.word_classes, reading.words.starts, reading.words.ends
        )
        self._cuts = [start for start, _ in reading.sentences]

    def sentences(
        self, stretch: Range, marked: Sequence[Marked], labels: Container[Range] = ()
    ) -> Iterator[Sentence]:
        """The sentences of a paragraph or a part of one; `marked` are its outermost stretches in
        marks, by place. Those whose `outer` is among the `labels` are read as if they had no marks.
        """
        words, kinds, starts, ends = self._with_free_words(stretch, marked, labels)
        if not words:
            return
        breaks = self._breaks(kinds, starts, stretch, marked)
        for first, after in pairwise((0, *breaks, len(words))):
            for start in range(first, after, _LONGEST):
                part = slice(start, min(start + _LONGEST, after))
                yield Sentence(words[part], kinds[part], starts[part], ends[part])

    def _with_free_words(
        self, stretch: Range, marked: Sequence[Marked], labels: Container[Range]
    ) -> Sentence:
        """The words of a stretch, free ones as one word each."""
        text = self.reading.text
        unlabelled = [one for one in marked if one.outer not in labels]
        edges = {one.outer[0] for one in unlabelled}
        edges.update(closing_mark(text, one) for one in unlabelled if one.closed)
        words: list[str] = []
        kinds: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        place = stretch[0]
        for one in (*find_free(text, stretch, marked), None):
            between = self._between(place, one.outer[0] if one else stretch[1], edges)
            words += between.words
            kinds.append(between.kinds)
            starts += between.starts
            ends += between.ends
            if one:
                words.append(last_character(text, one))
                kinds.append(Pos.FREE)
                starts.append(one.outer[0])
                ends.append(one.outer[1])
                place = one.outer[1]
        return Sentence(words, "".join(kinds), starts, ends)

    def _between(self, start: int, end: int, edges: Container[int]) -> Sentence:
        """The words that begin in a range; of quotation marks those at some places."""
        words, kinds, starts, ends = self._words
        first, after = bisect_left(starts, start), bisect_left(starts, end)
        part = slice(first, after)
        if Pos.MARK not in kinds[part]:
            return Sentence(words[part], kinds[part], starts[part], ends[part])
        kept = [at for at in range(first, after) if kinds[at] != Pos.MARK or starts[at] in edges]
        return Sentence(
            [words[at] for at in kept],
            "".join([kinds[at] for at in kept]),
            [starts[at] for at in kept],
            [ends[at] for at in kept],
        )

    def _breaks(
        self, kinds: str, starts: Sequence[int], stretch: Range, marked: Sequence[Marked]
    ) -> Iterator[int]:
        """Where among some words sentences begin, but for the first: not inside marked words, nor
        between free words and others."""
        first, after = bisect_right(self._cuts, stretch[0]), bisect_left(self._cuts, stretch[1])
        outer = [one.outer for one in marked]
        for cut in self._cuts[first:after]:
            number = bisect_left(outer, (cut, cut)) - 1
            if number >= 0 and cut < outer[number][1]:
                continue
            place = bisect_left(starts, cut)
            if 0 < place < len(starts) and kinds[place - 1 : place + 1] != Pos.FREE * 2:
                yield place
