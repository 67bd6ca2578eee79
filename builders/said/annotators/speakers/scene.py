"""Persons who are called by a single name alone, as stories do: Marian, Pym.

A word with a capital is such a name if the text treats it so: it is called out, says something,
acts. A given name needs less of that; any other word is taken in conversations only.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from said.annotators.speakers.mentions import NameMention, Names
from said.annotators.speakers.people import People
from said.annotators.speakers.runs import Word, begins
from said.annotators.speakers.turns import Exchanges, is_called_out
from said.annotators.speakers.words import lists, lower_case_words, person_nouns
from said.text.classes import FINITE, classify
from said.text.reading import Reading
from said.text.segments import Range

_ENOUGH = 3
"""The evidence that makes a word the name of a person; a given name needs one less outside of
conversations, and two less in them."""
_OF_PERSON = re.compile(r", (?:who|whose|whom)\b")
_SHORTEST, _LONGEST = 2, 30
_AT = frozenset(("a", "an", "at", "from", "in", "like", "near", "of", "outside", "the"))


def find_scene_names(
    reading: Reading,
    words: Sequence[Word],
    people: People,
    exchanges: Exchanges,
    sources: Sequence[Range],
) -> list[NameMention]:
    """Those of some single words with a capital that are names of persons; `people` takes them
    up."""
    given, in_conversation = lists().safe_given, exchanges.is_conversation
    by_fold: dict[str, list[Word]] = {}
    for word in words:
        if in_conversation or word.fold in given:
            by_fold.setdefault(word.fold, []).append(word)
    if not by_fold:
        return []
    edges = {edge for one in sources for edge in one}
    found: list[NameMention] = []
    for fold, same in by_fold.items():
        needed = _ENOUGH
        if fold in given:
            needed -= 1 + in_conversation
        elif not in_conversation:
            continue
        if not _may_be_name(reading, same[0]):
            continue
        known = people.surname(fold) or people.given(fold)
        if known and in_conversation:
            found += (NameMention(one.start, one.end, known, "acts") for one in same)
            continue
        if sum(_evidence(reading, word, exchanges, edges) for word in same) >= needed:
            person = people.single(same[0].string)
            found += (NameMention(one.start, one.end, person, "acts") for one in same)
    return found


def with_persons(names: Names, found: Sequence[NameMention]) -> Names:
    """The names with more of persons, by place."""
    persons = sorted([*names.persons, *found], key=lambda one: one.start)
    taken = {one.start for one in found}
    return Names(persons, names.runs, [one for one in names.others if one.start not in taken])


def _may_be_name(reading: Reading, word: Word) -> bool:
    """Whether a word can be the name of a person by itself."""
    known, fold = lists(), word.fold
    return (
        _SHORTEST < len(fold) < _LONGEST
        and word.string.isalpha()
        and word.string[1:].islower()
        and not (
            fold in known.places
            or fold in known.peoples
            or fold.removesuffix("s") in known.peoples
            or fold in known.titles
            or fold in person_nouns()
            or fold in known.organisation_words
            or fold in known.organisations
            or fold in known.papers
            or fold in known.title_words
            or fold in lower_case_words(reading)
        )
    )


def _evidence(reading: Reading, word: Word, exchanges: Exchanges, edges: set[int]) -> int:
    """What the words around a name show of its bearer."""
    text = reading.flowing
    content = exchanges.content_at(word.start)
    if content:
        return int(is_called_out(text, word.start, word.end, content))
    before = text[max(0, word.start - _LONGEST) : word.start].split()
    if before and before[-1].lower() in _AT:
        return -2
    if word.start in edges or word.end in edges:
        return 2
    if _OF_PERSON.match(text, word.end):
        return 2
    _, starts, _ = reading.words
    place = bisect_left(starts, word.end)
    following = reading.words.strings[place] if place < len(starts) else ""
    acts = text[word.end : word.end + 1] == " " and (
        following in lists().cues or (following.islower() and classify(following)[1] in FINITE)
    )
    beside = text.startswith(" and ", word.end) and text[word.end + 5].isupper()
    return int(acts) + int(acts and not begins(text, word.start)) + 2 * beside
