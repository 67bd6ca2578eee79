"""The persons of one document: every name under which the text or the registry speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from said.annotate.speakers.words import fold, lists, near_forms, plural

_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_WORD = re.compile(r"[\w'’‘.-]+")
_NEAR_GIVEN, _NEAR_SURNAME = 3, 5
"""Shorter names that differ by a letter are different names."""


def kebab(name: str) -> str:
    """The id of an entity, made of its name."""
    plain = fold(name).replace("'", "").replace("’", "")
    return "-".join(re.findall(r"\w+", plain.replace("_", "-"))) or "name"


class Person:
    """A person: id, fullest name, other names, and what the text tells."""

    def __init__(self, name: str, ident: str = "") -> None:
        self.registered = ident
        self.name = name
        self.names = {name: None}
        """All names, in the order of the text."""
        self.words = name_words(name)
        self.gender = gender(self.words)

    @property
    def id(self) -> str:
        """The registry's id, or the fullest name in kebab case."""
        return self.registered or kebab(self.name)

    @property
    def surname(self) -> str:
        """The last word of the name, folded, without a suffix."""
        return self.words[-1]

    def called(self, name: str) -> None:
        """Adds a name; the longest one that is not only a slip is the person's."""
        self.names[name] = None
        words = name_words(name)
        if len(words) > len(self.words) and not self.registered:
            self.name, self.words = name, words
            self.gender = self.gender or gender(words)


def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name, suffixes left out."""
    found = tuple(fold(word).strip(".") for word in _WORD.findall(name))
    return tuple(word for word in found if word not in _SUFFIXES) or found or ("",)


def gender(words: Sequence[str]) -> str | None:
    """"m" or "f" by the given name, None if it does not tell."""
    if len(words) > 1:
        if words[0] in lists().men:
            return "m"
        if words[0] in lists().women:
            return "f"
    return None


class People:
    """The persons of a document, to be looked up by full name, surname, given name."""

    def __init__(self, entities: Iterable[Mapping[str, Any]] = ()) -> None:
        self.known = _registered(tuple(_person_rows(entities)))
        self.persons: list[Person] = []
        """In the order in which they were found."""
        self._by_surname: dict[str, list[Person]] = {}
        self._by_given: dict[str, list[Person]] = {}
        self._near: dict[str, list[Person]] = {}

    def full(self, name: str) -> Person:
        """The person of a full name; a new one if the document has none."""
        words = name_words(name)
        found = self._same(words)
        if found is None:
            ident, registered = self.known.get(" ".join(words), ("", ""))
            found = next((one for one in self.persons if ident and one.id == ident), None)
            if found is None:
                found = self._add(Person(registered or name, ident))
        found.called(name)
        self._index(found, words)
        return found

    def by_name(self, name: str) -> Person | None:
        """The person of exactly this name or handle, folded."""
        ident, registered = self.known.get(name, ("", ""))
        for one in self._by_surname.get(name.rpartition(" ")[2], ()):
            if " ".join(one.words) == name:
                return one
        if not ident:
            return None
        found = next((one for one in self.persons if one.id == ident), None)
        return found or self._add(Person(registered, ident))

    def surname(self, word: str, gender: str | None = None) -> Person | None:
        """The person of a surname alone: whom the text introduced first, if it has several."""
        same = self._by_surname.get(word, ())
        return next(
            (one for one in same if not gender or one.gender in (gender, None)), None
        ) or self._alias(word)

    def given(self, word: str) -> Person | None:
        """The person of a given name alone."""
        same = self._by_given.get(word)
        return same[0] if same else None

    def slip(self, word: str) -> Person | None:
        """The person of whose surname a word is a slip of the pen."""
        if len(word) <= _NEAR_SURNAME:
            return None
        for form in sorted(near_forms(word)):
            for one in self._near.get(form, ()):
                if word != plural(one.surname):
                    return one
        return None

    def single(self, name: str, gender: str | None = None) -> Person:
        """A person of whom the text has a single name only."""
        found = self.surname(fold(name), gender) or self._add(Person(name))
        found.called(name)
        self._index(found, (fold(name),))
        return found

    def _alias(self, word: str) -> Person | None:
        """The registered person who is known by one word."""
        if word not in self.known:
            return None
        ident, name = self.known[word]
        found = next((one for one in self.persons if one.id == ident), None)
        if found is None:
            found = self._add(Person(name, ident))
        self._index(found, (word,))
        return found

    def _add(self, person: Person) -> Person:
        self.persons.append(person)
        self._index(person, person.words)
        return person

    def _index(self, person: Person, words: Sequence[str]) -> None:
        for index, key in ((self._by_surname, words[-1]), (self._by_given, words[0])):
            if index is self._by_given and len(words) < 2:
                continue
            same = index.setdefault(key, [])
            if person not in same:
                same.append(person)
                if index is self._by_surname and len(key) > _NEAR_SURNAME:
                    for form in near_forms(key):
                        self._near.setdefault(form, []).append(person)

    def _same(self, words: Sequence[str]) -> Person | None:
        """The person of whom a full name is a variant, or a slip (S5)."""
        for one in self._by_surname.get(words[-1], ()):
            if _same_given(one.words, words) or one.words[-len(words) :] == words:
                return one
        if len(words[-1]) >= _NEAR_SURNAME and words[-1] not in lists().surnames:
            for one in self._by_given.get(words[0], ()):
                if not near_forms(one.surname).isdisjoint(near_forms(words[-1])):
                    return one
        return None


def _same_given(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two full names of one surname can be those of one person."""
    first, second = one[0], other[0]
    if one == other[-len(one) :]:
        return True
    middle, middle_of_other = "".join(one[1:-1])[:1], "".join(other[1:-1])[:1]
    if middle and middle_of_other and middle != middle_of_other:
        return False
    if first == second or (1 == min(len(first), len(second)) and first[0] == second[0]):
        return True
    if min(len(first), len(second)) < _NEAR_GIVEN:
        return False
    genders = {gender(one), gender(other)} - {None}
    if len(genders) > 1 or (one[-1] in lists().surnames and {first, second} <= lists().given):
        return False
    return not near_forms(first).isdisjoint(near_forms(second))


def _person_rows(entities: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, ...]]:
    for entity in entities:
        if entity["kind"] == "person":
            yield (entity["id"], entity["name"], *entity["aliases"])


@lru_cache(maxsize=4)
def _registered(rows: tuple[tuple[str, ...], ...]) -> dict[str, tuple[str, str]]:
    """Id and name of registered persons by each of their names, and by surname if it is of one."""
    found: dict[str, tuple[str, str]] = {}
    surnames: dict[str, set[str]] = {}
    for ident, name, *aliases in rows:
        for one in (name, *aliases):
            found[" ".join(name_words(one)) if one[:1] != "@" else fold(one)] = (ident, name)
        surnames.setdefault(name_words(name)[-1], set()).add(ident)
    for ident, name, *_ in rows:
        surname = name_words(name)[-1]
        if len(surnames[surname]) == 1 and surname not in found:
            found[surname] = (ident, name)
    return found
