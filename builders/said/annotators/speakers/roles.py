"""What a text tells of its persons, by which noun phrases refer back to them: the roles before and
behind their names, and their ages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile

from said.annotators.speakers.mentions import NameMention
from said.annotators.speakers.people import Person
from said.annotators.speakers.words import lists, person_nouns
from said.text.classes import FINITE, classify
from said.text.names import fold_name

_REACH = 80
"""Code points on either side of a name in which a role of its bearer is looked for."""
_TITLES = {"dr": "doctor", "doc": "doctor", "prof": "professor", "rev": "parson"}
"""The nouns by which those who have a title are called."""
_AGE = re.compile(r"(?:, (?:aged )?| \((?:aged )?)(\d{1,3})(?=[,.;)])")
_AGED = re.compile(r"(?:aged )?\d{1,3}\Z")
_PRESIDING = tuple(
    f"{form} "
    for part in ("coroner", "judge", "magistrate", "moderator", "prosecutor", "referee", "umpire")
    for form in (part, part.capitalize())
)
_TEENS = range(13, 20)
_APPOSITION = re.compile(r"(?:an?|the|his|her|their|its|who (?:is|was)) ")
_IS_A = re.compile(r" (?:is|was|became|remains) (?:an?|the|now|still|also) ")
_ENDS = lists().phrase_ends | {"of"}
_CLAUSE = re.compile(r"[.;:!?\n“”\"()—–]")
_WORD = re.compile(r"\w[\w-]*")


class Roles:
    """The roles that a text gives to persons, by their words."""

    def __init__(self, text: str, persons: Sequence[NameMention]) -> None:
        told = _told_roles(text, persons)
        self._persons = [mention.person for _, mention in told]
        self._places = [mention.start for _, mention in told]
        self._text, self._mentions = text, persons
        self._otherwise: dict[str, frozenset[str]] = {}
        self._with: dict[str, set[int]] = {}
        """The numbers of the phrases that have a word."""
        for number, (words, _) in enumerate(told):
            for word in words:
                self._with.setdefault(word, set()).add(number)
        self._known: dict[frozenset[str], list[int]] = {frozenset(): [0] if told else []}

    @cached_property
    def _aged(self) -> dict[str, Person]:
        """The first person of each age that the text tells."""
        found: dict[str, Person] = {}
        for mention in self._mentions:
            if age := _AGE.match(self._text, mention.end):
                found.setdefault(age[1], mention.person)
        return found

    def aged(self, age: str) -> Person | None:
        """The first person of an age."""
        return self._aged.get(age)

    def teenager(self, place: int) -> Person | None:
        """The first person who is called a teenager, or is of that age."""
        teens = (one for age, one in self._aged.items() if int(age) in _TEENS)
        return self.with_words(frozenset(("teenager",)), place) or next(teens, None)

    def otherwise(self, word: str) -> frozenset[str]:
        """The ids of the persons to whom the text gives another age or people than a word."""
        if word not in self._otherwise:
            self._otherwise[word] = self._find_otherwise(word)
        return self._otherwise[word]

    def _find_otherwise(self, word: str) -> frozenset[str]:
        if word in lists().peoples:
            others = lists().peoples.intersection(self._with) - {word}
            numbers = (number for one in others for number in self._with[one])
            return frozenset(self._persons[number].id for number in numbers)
        return frozenset(one.id for age, one in self._aged.items() if age != word)

    @cached_property
    def presiding(self) -> frozenset[str]:
        """The ids of those whom the text calls by the part that they have in a case or game."""
        return frozenset(
            mention.person.id
            for mention in self._mentions
            if self._text.endswith(_PRESIDING, 0, mention.start)
        )

    def with_words(self, words: frozenset[str], place: int) -> Person | None:
        """The person of the last phrase before a place that has all of these words, or else of the
        first behind it."""
        if words not in self._known:
            together = set.intersection(*(self._with.get(word, set()) for word in words))
            self._known[words] = sorted(together)
        numbers = self._known[words]
        before = bisect_left(numbers, place, key=lambda number: self._places[number])
        return self._persons[numbers[max(0, before - 1)]] if numbers else None


def _told_roles(
    text: str, persons: Sequence[NameMention]
) -> list[tuple[frozenset[str], NameMention]]:
    """The words, folded, of each phrase that names a role, with the person, by place: "OpenAI chief
    scientist Ilya Sutskever", "Sam Altman, the chief executive,"."""
    found: list[tuple[frozenset[str], NameMention]] = []
    roles = person_nouns()
    for mention in persons:
        if mention.form != "name":
            continue
        before = text[max(0, mention.start - _REACH) : mention.start]
        is_apposition = before.endswith(", ")  # the minister, Ada Holm
        before = before[:-1].rstrip(",") + " " if is_apposition else before
        last = before[:-1].rpartition(" ")[2].lower()
        if noun := _TITLES.get(last.rstrip(".")):
            found.append((frozenset((noun,)), mention))
        if last in roles or "-" in last:
            clause = _CLAUSE.split(before)[-1].rpartition(", ")[2]
            words = _words_of(clause if is_apposition else _last_phrase(clause))
            if not (roles.isdisjoint(words[-1:]) and roles.isdisjoint(_parts(last))):
                found.append((frozenset(words), mention))
        behind = text[mention.end : mention.end + _REACH]
        if behind.startswith(", ") or _IS_A.match(behind):
            pieces = _CLAUSE.split(behind, maxsplit=1)[0].split(", ")
            pieces = pieces[1:] if pieces[0] == "" else pieces
            is_aged = len(pieces) > 1 and _AGED.match(pieces[0]) and _APPOSITION.match(pieces[1])
            words = _words_of(pieces[1 if is_aged else 0])
            if not behind.startswith(", "):  # Lind is a pilot of the port
                words = list(takewhile(lambda word: word not in _ENDS, words))
            if not roles.isdisjoint(words):
                found.append((frozenset(words), mention))
    return found


def _last_phrase(clause: str) -> str:
    """The noun phrase that ends with a clause: what is behind its last verb or preposition."""
    words = clause.split()
    for place in range(len(words) - 1, 0, -1):
        if fold_name(words[place - 1]) in _ENDS or classify(words[place - 1])[1] in FINITE:
            return " ".join(words[place:])
    return clause


def _words_of(clause: str) -> list[str]:
    """The words of a clause, folded, and the parts of compounds."""
    words = _WORD.findall(fold_name(clause))
    return [part for word in words for part in (word, *_parts(word))] if "-" in clause else words


def _parts(word: str) -> list[str]:
    """The parts of a compound: mum-of-six, lawyer-turned-author."""
    return word.split("-") if "-" in word else []
