"""Words and phrases that show that somebody is reported (Q2).

Verbs of communication in all forms, nouns for such acts before "that", "according to" and the like,
"per" and a source. A form that can be a noun as well (post, report, claim) counts unless the words
beside it say that it is one. What is part of a compound (so-called) or of a name (Washington Post)
does not count.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from said import lexicon
from said.text.classes import Pos
from said.text.cues import Use, use_of
from said.text.reading import Reading
from said.text.segments import Cover, Range

_ENDS = frozenset({Pos.STOP, Pos.COLON, Pos.SEMICOLON, Pos.DASH, "|", "•"})
_MAY_LEAD = frozenset({Pos.MARK, Pos.OPENING_BRACKET, "["})


def find_cues(reading: Reading, titles: Sequence[Range] = ()) -> list[Range]:
    """The cues of a text, by place; none lies in another. `titles` are stretches in which a capital
    is no sign of a name."""
    in_titles = Cover(titles)
    found: list[Range] = []
    starts = reading.words.starts
    for start, end in reading.paragraphs:
        paragraph = _Paragraph(reading, bisect_left(starts, start), bisect_left(starts, end))
        found += paragraph.cues(in_titles)
    return found


class _CueLists(NamedTuple):
    verbs: frozenset[str]
    bare: frozenset[str]
    nouns_too: frozenset[str]
    before_that: frozenset[str]
    phrases: dict[str, list[list[str]]]
    determiners: frozenset[str]


@cache
def _lists() -> _CueLists:
    def words(section: str) -> frozenset[str]:
        return frozenset(lexicon.words("cues", section))

    verbs: set[str] = set()
    phrases: dict[str, list[list[str]]] = {}
    for form in (*lexicon.words("cues", "verbs"), *lexicon.words("cues", "phrases")):
        first, *others = form.split()
        if others:
            phrases.setdefault(first, []).append(others)
        else:
            verbs.add(form)
    return _CueLists(
        frozenset(verbs),
        frozenset(forms[0] for forms in lexicon.section_lines("cues", "verbs")),
        words("verbs or nouns"),
        words("before that"),
        phrases,
        words("determiners"),
    )


class _Paragraph:
    """The words of a paragraph: those of a text from `first` to `after`."""

    def __init__(self, reading: Reading, first: int, after: int) -> None:
        self._strings = reading.words.strings[first:after]
        self._starts = reading.words.starts[first:after]
        self._ends = reading.words.ends[first:after]
        self._words = reading.lowered_words[first:after]
        self._kinds = reading.word_classes[first:after]

    def cues(self, titles: Cover) -> list[Range]:
        """The cues of the paragraph, by place."""
        lists = _lists()
        found: list[Range] = []
        next_place = 0
        for place, word in enumerate(self._words):
            if place < next_place:
                continue
            if word in lists.phrases or word in lists.verbs or word in lists.before_that:
                next_place = self._end_of_cue(place, titles)
            elif word == "per" and self._attributes(place):
                next_place = place + 1
            if next_place > place:
                found.append((self._starts[place], self._ends[next_place - 1]))
        return found

    def _end_of_cue(self, place: int, titles: Cover) -> int:
        """The place behind the cue that begins with a word; 0 if none does."""
        lists, word = _lists(), self._words[place]
        for others in lists.phrases.get(word, ()):
            after = place + 1 + len(others)
            if self._words[place + 1 : after] == others:
                return after
        before_that = word in lists.before_that and self._words[place + 1 : place + 2] == ["that"]
        if before_that or (word in lists.verbs and not self._is_noun(place, titles)):
            return place + 1
        return 0

    def _attributes(self, place: int) -> bool:
        """Whether "per" leads to a source, and not to a unit: per The Herald, per the report."""
        if self._strings[place][0].isupper() and not self._begins_sentence(place):
            return False  # a forename
        following = self._strings[place + 1 : place + 2]
        return bool(following) and (
            following[0][0].isupper() or self._words[place + 1] in _lists().determiners
        )

    def _is_noun(self, place: int, titles: Cover) -> bool:
        """Whether a form of a verb is a noun, or part of a name."""
        lists, word = _lists(), self._words[place]
        may_be_noun = word in lists.nouns_too
        use = use_of(self._words, self._kinds, place, may_be_noun, word in lists.bare)
        is_capital = self._strings[place][0].isupper()
        is_name = may_be_noun and is_capital and not self._begins_sentence(place)
        in_title = is_name and titles.contains((self._starts[place], self._ends[place]))
        return use is Use.NOUN or (is_name and not in_title)

    def _begins_sentence(self, place: int) -> bool:
        while place and self._kinds[place - 1] in _MAY_LEAD:
            place -= 1
        return not place or self._kinds[place - 1] in _ENDS
