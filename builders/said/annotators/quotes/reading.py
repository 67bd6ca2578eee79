"""A text as the quote annotator reads it: words with a class each, in sentences.

The words and sentences are those of the text's `Reading`, and the classes those of
`said.text.classes`. Words in marks that stand free ("We lost," said Lind) are one token; marked
words that belong to the sentence around them are read like all others. A sentence does not end
inside marked words.

Free words are direct quotes wherever somebody says them (Q1): they begin where a sentence does,
behind a colon, or behind a word of saying, and end as a sentence does or with a comma.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import regex

from said import lexicon
from said.annotators.quotes.lexemes import verbs
from said.annotators.quotes.marks import MARKS, Marked, closing_mark
from said.text.classes import FINITE, Pos, classify
from said.text.reading import Reading
from said.text.segments import Range

_LONGEST = 250
"""Tokens after which a sentence is taken to end, so that text without any is read in time."""


_BEFORE_FREE = frozenset(".:?!—–-―…)”\"'’»")
_ENDS_FREE = frozenset(".,?!…—–-;")
_DASHES = frozenset("—–-")
_BEFORE_MORE = frozenset(",;—–-")
_BEFORE_SOURCE = frozenset(",?!")
_AFTER_FREE = frozenset(".,?!;:—–")
_NEAR = 10
_NEXT = 3
_NEAR_LOWER = 4
_REACH = 60
_LONG = 60
_SHORT = 30
_ALL_MARKS = "".join(MARKS)
_WORD = regex.compile(r"[^\W\d_]+")


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
        whole = self._with_free_words(stretch, marked, labels)
        words, kinds, starts, ends = whole
        if not words:
            return
        breaks = list(self._breaks(kinds, starts, stretch, marked))
        if not breaks and len(words) <= _LONGEST:
            yield whole
            return
        for first, after in pairwise((0, *breaks, len(words))):
            for start in range(first, after, _LONGEST):
                part = slice(start, min(start + _LONGEST, after))
                yield Sentence(words[part], kinds[part], starts[part], ends[part])

    def _with_free_words(
        self, stretch: Range, marked: Sequence[Marked], labels: Container[Range]
    ) -> Sentence:
        """The words of a stretch, free ones as one word each."""
        if not marked:
            return self._between(*stretch, ())
        text = self.reading.text
        unlabelled = [one for one in marked if one.outer not in labels]
        edges = {one.outer[0] for one in unlabelled}
        edges.update(closing_mark(text, one) for one in unlabelled if one.closed)
        words: list[str] = []
        kinds: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        place = stretch[0]
        for one in (*find_free(text, stretch, marked, labels), None):
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
        """The words that begin in a range; quotation marks only at the places in `edges`."""
        words, kinds, starts, ends = self._words
        first, after = bisect_left(starts, start), bisect_left(starts, end)
        inside = kinds[first:after]
        if Pos.MARK not in inside:
            return Sentence(words[first:after], inside, starts[first:after], ends[first:after])
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
        """Where sentences begin, except the first: not inside marked words, and only between free
        words or between others."""
        first, after = bisect_right(self._cuts, stretch[0]), bisect_left(self._cuts, stretch[1])
        if first == after:
            return
        outer = [one.outer for one in marked]
        for cut in self._cuts[first:after]:
            number = bisect_left(outer, (cut, cut)) - 1
            if number >= 0 and cut < outer[number][1]:
                continue
            if number >= 0 and not marked[number].closed and cut - outer[number][1] < _NEXT:
                continue  # “Shall we go? Lind asked.
            place = bisect_left(starts, cut)
            if 0 < place < len(starts) and kinds[place - 1 : place + 1] != Pos.FREE * 2:
                yield place


def find_free(
    text: str, line: Range, stretches: Sequence[Marked], labels: Container[Range] = ()
) -> list[Marked]:
    """The stretches of a line that stand free. They are given by place; none lies in another.
    `labels` are the `outer` of those that only name something."""
    found: list[Marked] = []
    for one in stretches:
        free = _stands_free(text, line, one, one.outer in labels)
        if free or (found and _goes_on(text, found[-1], one)):
            found.append(one)
    return found


@cache
def _new_sentence() -> regex.Pattern[str]:
    """A stop behind which a sentence begins: none behind "Mr" or an initial."""
    titles = "|".join(map(str.capitalize, lexicon.words("abbreviations", "before names")))
    return regex.compile(rf"(?<!\b(?:{titles}|\p{{Lu}}))[.?!]\s+\p{{Lu}}")


def last_character(text: str, one: Marked) -> str:
    """The last character in marks that is no mark itself: in "“the ‘pier,’ ”" the comma."""
    at = one.end - 1
    while at > one.start and (text[at] in MARKS or text[at] in "])" or text[at].isspace()):
        at -= 1
    return text[at]


def _stands_free(text: str, line: Range, one: Marked, is_label: bool) -> bool:
    before = text[max(line[0], one.outer[0] - _REACH) : one.outer[0]].rstrip()
    if not before.strip(_ALL_MARKS):
        before = ""  # marks that wrap the line
    near = [word.lower() for word in _WORD.findall(before)]
    verb = verbs().get(near[-1]) if near and before[-1].isalpha() else None
    if verb and verb.noun and len(near) > 1 and classify(near[-2])[1] == Pos.DETERMINER:
        verb = None  # called the forecast “cautious”
    last = last_character(text, one)
    if verb and verb.clause and not verb.attitude:
        may_be_subject = one.end - one.start < _SHORT and not near[-1].endswith("ing")
        return not may_be_subject or last in _ENDS_FREE or not _is_subject(text, line, one)
    explained = not before and last == "," and " " in text[one.start : one.end]
    if is_label and (before[-1:].isalpha() or before[-1:] == "," or explained):
        return False
    begin = next((text[at] for at in range(one.start, one.end) if text[at] not in MARKS), "a")
    begins = begin.isupper() or begin.isdigit() or begin in "[(…."
    is_long = one.end - one.start > _LONG
    if (
        before[-1:] == ","
        and begins
        and (is_long or last in ".?!" or (near and near[-1] in verbs()))
    ):
        return True
    after = text[one.outer[1]] if one.outer[1] < line[1] else "."
    if not before and text[one.outer[1] + 1 : one.outer[1] + 2] in ("—", "–"):
        after = "—"  # who says it signs it: “We lost” — Marta Lind
    if one.closed and last not in _ENDS_FREE and after not in _AFTER_FREE:
        return False
    if not before or before[-1] == ":":
        return True
    if before[-1] in _BEFORE_FREE:
        return begins or last == ","
    if before[-1] == ",":
        some = near[-(_NEAR if begins else _NEAR_LOWER) :]
        said = any(word in verbs() for word in some) or " ".join(near[-2:]) in verbs()
        return said or last == ","
    joined = near[-1:] == ["and"] and _is_said(text, line, one, last)
    return begins and (verb is not None or joined)


def _is_said(text: str, line: Range, one: Marked, last: str) -> bool:
    """Whether a cue stands directly behind marked words: and “What now?” says she."""
    behind = _WORD.search(text, one.outer[1], min(line[1], one.outer[1] + _REACH))
    verb = verbs().get(behind[0]) if behind and last in _BEFORE_SOURCE else None
    return verb is not None and verb.clause and not verb.attitude


def _is_subject(text: str, line: Range, one: Marked) -> bool:
    """Whether marked words are the subject of a verb behind them: "said “the pier” was old"."""
    behind = _WORD.match(text, one.outer[1] + 1, line[1]) if one.outer[1] < line[1] else None
    return behind is not None and classify(behind[0])[1] in FINITE


def _goes_on(text: str, before: Marked, one: Marked) -> bool:
    """Whether words continue free ones in a sentence: "We lost," Lind said, "and left.", "We lost,"
    Lind said; "it is over.", ‘We lost’, Lind said; ‘it is over.’, "We"--Lind coughed--"lost."."""
    if one.outer[0] - before.outer[1] > 2 * _REACH:
        return False
    between = text[before.outer[1] : one.outer[0]].strip()
    if between[-1:] not in _BEFORE_MORE or _new_sentence().search(between):
        return False
    broken_off = between[0] in _DASHES or last_character(text, before) in _DASHES
    if broken_off or last_character(text, before) in _BEFORE_SOURCE:
        return True
    return between[0] == "," and any(word in verbs() for word in _WORD.findall(between))
