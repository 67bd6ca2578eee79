"""One reading of a text, shared by whatever looks at it: annotators, checks, tables, scores.

`Reading` has the lines and paragraphs of a text, its sentences, tokens and quotation marks. Each is
found when it is first asked for, and once. Offsets are code points, half open; nothing is changed
or trimmed away, so that `text[start:end]` gives every unit back to the character (X1, X2).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from itertools import chain

import regex

from said.text.classes import classify
from said.text.marks import find_marks
from said.text.paragraphs import (
    find_lines,
    find_paragraphs,
    find_stated_paragraphs,
    is_hard_wrapped,
)
from said.text.segments import Range, Tokens
from said.text.sentences import find_sentences
from said.text.tokens import Memo, find_tokens, find_words, lowered, shape_of

# A lone surrogate has no UTF-8, which the cutting of sentences needs.
_SURROGATE = regex.compile(r"[\ud800-\udfff]")
_LINE_END = str.maketrans("\r\n", "  ")
_LOWERED, _SHAPES = Memo(lowered), Memo(shape_of)
_LOWERED_WORDS = Memo(lambda word: classify(word)[0])
_CLASSES = Memo(lambda word: classify(word)[1])


class Reading:
    """A text and its units.

    `language` is a code of ISO 639-1. `wrapped` says whether the text is hard-wrapped, so that a
    paragraph consists of all lines up to an empty one; None leaves it to `is_hard_wrapped`.
    """

    def __init__(self, text: str, language: str = "en", wrapped: bool | None = None) -> None:
        self.text = text
        self.language = language
        self._wrapped = wrapped

    @cached_property
    def lines(self) -> list[Range]:
        """The lines that are not empty, without the white space around them (X4)."""
        return find_lines(self.text)

    @cached_property
    def wrapped(self) -> bool:
        """Whether a line end inside a paragraph is white space."""
        if self._wrapped is None:
            return is_hard_wrapped(self.text, self.lines)
        return self._wrapped

    @cached_property
    def paragraphs(self) -> list[Range]:
        """The paragraphs: the lines, or in hard-wrapped text those that belong together."""
        if self._wrapped:
            return find_stated_paragraphs(self.text, self.lines)
        return find_paragraphs(self.text, self.lines, self.wrapped)

    @cached_property
    def flowing(self) -> str:
        """The text with a space for each line end inside a paragraph: a string of the same length,
        so that places in it are places in the text."""
        pieces: list[str] = []
        at = 0
        for start, end in self.paragraphs if self.wrapped else ():
            pieces += self.text[at:start], self.text[start:end].translate(_LINE_END)
            at = end
        return "".join(pieces) + self.text[at:] if pieces else self.text

    @cached_property
    def marks(self) -> list[int]:
        """The places of the quotation marks, told from apostrophes (Q4)."""
        return find_marks(self.text, self.paragraphs)

    @cached_property
    def sentences_by_paragraph(self) -> list[list[Range]]:
        """The sentences of each paragraph."""
        text = _SURROGATE.sub("\ufffd", self.text)
        return [
            find_sentences(text, paragraph, self.language, self.marks)
            for paragraph in self.paragraphs
        ]

    @cached_property
    def sentences(self) -> list[Range]:
        """The sentences of the text, by place."""
        return list(chain.from_iterable(self.sentences_by_paragraph))

    @cached_property
    def tokens(self) -> Tokens:
        """The tokens of the text: runs of word characters, or one other character that is no white
        space."""
        return find_tokens(self.text)

    @cached_property
    def lowered(self) -> list[str]:
        """The tokens in lower case, with straight apostrophes and plain hyphens."""
        return list(map(_LOWERED.__getitem__, self.tokens.strings))

    @cached_property
    def shapes(self) -> str:
        """A character for each token; see `tokens.shape_of`."""
        return "".join(map(_SHAPES.__getitem__, self.tokens.strings))

    @cached_property
    def words(self) -> Tokens:
        """The words of the text: tokens, joined where several are one word."""
        return find_words(
            self.text, self.tokens, self.shapes, set(self.marks), set(self._sentence_starts)
        )

    @cached_property
    def lowered_words(self) -> list[str]:
        """The words in lower case, with straight apostrophes and plain hyphens."""
        return list(map(_LOWERED_WORDS.__getitem__, self.words.strings))

    @cached_property
    def word_classes(self) -> str:
        """A character for each word; see `said.text.classes`."""
        return "".join(map(_CLASSES.__getitem__, self.words.strings))

    def is_joined(self, place: int) -> bool:
        """Whether no white space precedes a token."""
        return place > 0 and self.tokens.ends[place - 1] == self.tokens.starts[place]

    def sentence_at(self, offset: int) -> Range | None:
        """The sentence in which a code point lies."""
        number = bisect_right(self._sentence_starts, offset) - 1
        if number >= 0 and offset < self.sentences[number][1]:
            return self.sentences[number]
        return None

    def sentences_in(self, start: int, end: int) -> list[Range]:
        """The sentences that begin in a stretch."""
        starts = self._sentence_starts
        return self.sentences[bisect_left(starts, start) : bisect_left(starts, end)]

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph in which a code point lies, or after which it comes."""
        return max(0, bisect_right(self._paragraph_starts, offset) - 1)

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self.paragraphs]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]


@lru_cache(maxsize=2)
def read_text(text: str, language: str = "en", wrapped: bool | None = None) -> Reading:
    """The reading of a text; of the two that were asked for last, the same one again."""
    return Reading(text, language, wrapped)
