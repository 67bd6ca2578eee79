"""Words and phrases that show that somebody is reported (Q2).

Verbs of communication in all forms, nouns for such acts before "that", "according to" and the like,
"per" and a source. A form that can be a noun as well (post, report, claim) counts unless the words
beside it say that it is one. What is part of a compound (so-called) or of a name (Washington Post)
does not count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from said import lexicon
from said.text.segments import Range

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:['’‘]\w{1,3}(?!\w))?")
_HYPHENS = frozenset("-‐‑")
_SIGNS = frozenset("@#")
_SENTENCE_ENDS = frozenset(".!?:;…—–|•\n")
_MAY_LEAD = frozenset("\"'“”‘’„«»([")


def find_cues(text: str, titles: Sequence[Range] = ()) -> list[Range]:
    """The cues of a text. `titles` are stretches, sorted by place, in which a capital is no sign
    of a name."""
    return list(_WordReader(text, titles).cues())


class _Lists(NamedTuple):
    verbs: frozenset[str]
    bare: frozenset[str]
    nouns_too: frozenset[str]
    before_that: frozenset[str]
    phrases: dict[str, list[tuple[str, ...]]]
    determiners: frozenset[str]
    singular: frozenset[str]
    before_nouns: frozenset[str]
    prepositions: frozenset[str]
    before_verbs: frozenset[str]
    with_is: frozenset[str]


@cache
def _lists() -> _Lists:
    def words(section: str) -> frozenset[str]:
        return frozenset(lexicon.words("cues", section))

    verbs: set[str] = set()
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for form in (
        *lexicon.words("cues", "verbs"),
        *lexicon.words("cues", "phrases"),
    ):
        first, *others = form.split()
        if others:
            phrases.setdefault(first, []).append(tuple(others))
        else:
            verbs.add(form)
    return _Lists(
        frozenset(verbs),
        frozenset(forms[0] for forms in lexicon.section_lines("cues", "verbs")),
        words("verbs or nouns"),
        words("before that"),
        phrases,
        words("determiners"),
        words("singular determiners"),
        words("before nouns"),
        words("prepositions"),
        words("before verbs"),
        words("with is"),
    )


class _WordReader:
    """Reads a text word by word."""

    def __init__(self, text: str, titles: Sequence[Range]) -> None:
        self._text = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
        matches = list(_WORD.finditer(self._text))
        self._ranges = [match.span() for match in matches]
        self._words = [re.sub("[’‘]", "'", match[0]).lower() for match in matches]
        self._titles = titles
        self._title = 0
        self._lists = _lists()

    def cues(self) -> list[Range]:
        """All cues by place; none lies in another."""
        found: list[Range] = []
        for number, (start, _) in enumerate(self._ranges):
            if found and start < found[-1][1]:
                continue
            end = self._end_of_cue(number)
            if end is not None:
                found.append((start, end))
        return found

    def _end_of_cue(self, number: int) -> int | None:
        """Where the cue that begins with a word ends; None if none begins with it."""
        lists, word = self._lists, self._words[number]
        if word in lists.phrases:
            for others in lists.phrases[word]:
                last = number + len(others)
                if self._follow(number, others):
                    return self._ranges[last][1]
        if word == "per":
            return self._ranges[number][1] if self._attributes(number) else None
        if word not in lists.verbs and word not in lists.before_that:
            return None
        if self._is_compound(number):
            return None
        before_that = word in lists.before_that and self._follow(number, ("that",))
        if before_that or (word in lists.verbs and not self._is_noun(number)):
            return self._ranges[number][1]
        return None

    def _joined(self, number: int) -> bool:
        """Whether only white space of one line lies between a word and the next one."""
        if not 0 <= number < len(self._ranges) - 1:
            return False
        between = self._text[self._ranges[number][1] : self._ranges[number + 1][0]]
        return between.isspace() and "\n" not in between

    def _follow(self, number: int, words: Sequence[str]) -> bool:
        """Whether a word is followed by these."""
        after = number + 1
        return tuple(self._words[after : after + len(words)]) == tuple(words) and all(
            self._joined(number + place) for place in range(len(words))
        )

    def _attributes(self, number: int) -> bool:
        """Whether "per" leads to a source, and not to a unit: per The Herald, per the report."""
        start = self._ranges[number][0]
        if not self._joined(number) or self._is_compound(number):
            return False
        if self._text[start].isupper() and not self._begins_sentence(start):
            return False  # a forename
        following = self._text[self._ranges[number + 1][0]]
        return following.isupper() or self._words[number + 1] in self._lists.determiners

    def _is_compound(self, number: int) -> bool:
        start, end = self._ranges[number]
        before, after = self._text[max(0, start - 1) : start], self._text[end : end + 2]
        return before in _HYPHENS | _SIGNS or (after[:1] in _HYPHENS and after[1:].isalnum())

    def _is_noun(self, number: int) -> bool:
        """Whether a form of a verb is a noun, or part of one, by the words around it."""
        lists, word = self._lists, self._words[number]
        before = self._words[number - 1] if self._joined(number - 1) else ""
        if before in lists.determiners:
            return True
        if word not in lists.nouns_too:
            return False
        is_gerund = word.endswith("ing")
        return (
            before in lists.before_nouns
            or self._is_owned(number, before)
            or (before in lists.prepositions and not is_gerund)
            or (not is_gerund and self._follow(number, ("of",)))
            or self._is_name(number)
            or (word in lists.bare and self._has_singular_determiner(number))
        )

    def _is_owned(self, number: int, before: str) -> bool:
        """Whether the word before is a possessive: the crew's, the pilots'."""
        if before.endswith("'s"):
            return before[:-2] not in self._lists.with_is
        if number == 0 or not self._words[number - 1].endswith("s"):
            return False
        between = self._text[self._ranges[number - 1][1] : self._ranges[number][0]]
        return between[:1] in ("'", "’") and between[1:].isspace()

    def _is_name(self, number: int) -> bool:
        """Whether a capital within a sentence, outside titles, makes the word part of a name."""
        start = self._ranges[number][0]
        while self._title < len(self._titles) and self._titles[self._title][1] <= start:
            self._title += 1
        in_title = self._title < len(self._titles) and self._titles[self._title][0] <= start
        return self._text[start].isupper() and not in_title and not self._begins_sentence(start)

    def _has_singular_determiner(self, number: int) -> bool:
        """Whether a singular determiner stands two or three words before, with nothing between that
        a bare form follows as a verb."""
        if not self._joined(number - 1) or self._words[number - 1] in self._lists.before_verbs:
            return False
        for place in (number - 2, number - 3):
            if place < 0 or not self._joined(place):
                return False
            if self._words[place] in self._lists.singular:
                return True
        return False

    def _begins_sentence(self, start: int) -> bool:
        for at in range(start - 1, max(-1, start - 7), -1):
            if self._text[at] in _SENTENCE_ENDS:
                return True
            if not self._text[at].isspace() and self._text[at] not in _MAY_LEAD:
                return False
        return start < 7
