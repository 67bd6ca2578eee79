"""The roles that a text tells of persons in apposition to their names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from said.annotators.speakers.mentions import Mention
from said.annotators.speakers.people import Person
from said.annotators.speakers.words import fold, lists

_REACH = 80
"""Code points on either side of a name in which a role of its bearer is looked for."""
_CLAUSE = re.compile(r"[.;:!?\n“”\"()—–]")
_WORD = re.compile(r"\w[\w-]*")


class Roles:
    """The roles that a text tells, to be asked whose they are."""

    def __init__(self, text: str, persons: Sequence[Mention]) -> None:
        told = _told_roles(text, persons)
        self._persons = [person for _, person in told]
        self._with: dict[str, set[int]] = {}
        """The numbers of the phrases that have a word."""
        for number, (words, _) in enumerate(told):
            for word in words:
                self._with.setdefault(word, set()).add(number)
        self._known: dict[frozenset[str], Person | None] = {
            frozenset(): next(iter(self._persons), None)
        }

    def first_with(self, words: frozenset[str]) -> Person | None:
        """The person of the first phrase that has all of these words."""
        if words not in self._known:
            numbers = set.intersection(*(self._with.get(word, set()) for word in words))
            self._known[words] = self._persons[min(numbers)] if numbers else None
        return self._known[words]


def _told_roles(text: str, persons: Sequence[Mention]) -> list[tuple[frozenset[str], Person]]:
    """The words, folded, of each phrase that tells a role, with the person, by place: "OpenAI chief
    scientist Ilya Sutskever", "Sam Altman, the chief executive,"."""
    found = []
    roles = lists().roles
    for mention in persons:
        if mention.form != "name":
            continue
        before = text[max(0, mention.start - _REACH) : mention.start]
        behind = text[mention.end : mention.end + _REACH]
        clauses = [_CLAUSE.split(before)[-1].rpartition(", ")[2]]
        if behind.startswith(", "):
            clauses.append(_CLAUSE.split(behind)[0].split(", ")[1])
        for number, clause in enumerate(clauses):
            words = _WORD.findall(fold(clause))
            adjacent = words[-1:] if number == 0 else words
            if any(word in roles for word in adjacent):
                found.append((frozenset(words), mention.person))
    return found
