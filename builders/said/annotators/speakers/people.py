"""The persons of one document: every name under which the text or the registry speaks of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice

from said.annotators.speakers.entities import SpeakerEntity
from said.annotators.speakers.words import is_slip, lists, near_forms, plural, short_forms
from said.text.names import fold_name, name_words

_NEAR_GIVEN, _NEAR_SURNAME = 3, 5
"""Shorter names that differ by a letter are different names."""
_SHORT, _SHORTEST = ("ie", "y"), 5
"""The endings of short forms of given names, and the letters of the shortest."""
_STEM = 3
_EDGE = 2
"""Letters at either end of a surname of which one slip of the pen leaves one pair."""
_MOST = 50
"""Persons who share a surname, among whom one is looked for. No text has more of them, and to
compare each with all others would take too long."""
_LONGEST = 30
"""Longer words are no names that somebody could misspell."""


@lru_cache(maxsize=1 << 12)
def kebab(name: str) -> str:
    """The id of an entity, made of its name."""
    plain = fold_name(name).replace("'", "").replace("’", "")
    return "-".join(re.findall(r"\w+", plain.replace("_", "-"))) or "name"


class Person:
    """A person: id, fullest name, other names, and gender."""

    def __init__(self, name: str, ident: str = "") -> None:
        self._registered = bool(ident)
        self.name = name
        self.names = {name: None}
        """All names, in the order of the text."""
        self.words = name_words(name)
        self.gender = gender(self.words)
        self.title = ""
        """The title with which a single name was found first."""
        self.id = ident or kebab(name)
        """The registry's id, or the fullest name in kebab case."""

    @property
    def surname(self) -> str:
        """The last word of the name, folded, without a suffix."""
        return self.words[-1]

    def with_title(self) -> None:
        """Takes the title into the name, which another person has, too."""
        if self.title and not self._registered and len(self.words) == 1:
            self.name = f"{self.title} {self.name}"
            self.id = kebab(self.name)

    def spelled(self, name: str) -> None:
        """Adds a way to write the name that is not the person's: Karl “Stubby” Brandt."""
        self.names.setdefault(name)

    def called(self, name: str) -> None:
        """Adds a name; the longest one that is not only a slip is the person's."""
        if name in self.names:
            return
        self.names[name] = None
        words = name_words(name)
        if len(words) > len(self.words) and not self._registered:
            self.name, self.words, self.id = name, words, kebab(name)
            self.gender = self.gender or gender(words)


def gender(words: Sequence[str]) -> str | None:
    """The gender that a given name shows, or a word for a relative before it (Aunt Ada): "m" or
    "f", None if it shows none."""
    if len(words) < 2:
        return None
    known, first = lists(), words[0]
    if first in known.roles_of_men or first in known.roles_of_women:
        return "m" if first in known.roles_of_men else "f"
    return gender_of_given(first)


def gender_of_given(name: str) -> str | None:
    """The gender that a given name shows, folded."""
    return "m" if name in lists().men else "f" if name in lists().women else None


class People:
    """The persons of a document, to be looked up by full name, surname, given name."""

    def __init__(self, known: Mapping[str, SpeakerEntity]) -> None:
        self.known = known
        self._by_full: dict[str, Person] = {}
        self._by_id: dict[str, Person] = {}
        self._by_surname: dict[str, list[Person]] = {}
        self._by_given: dict[str, Person] = {}
        self._given_alike: dict[str, list[str]] = {}
        """The given names by their first letters."""
        self._edges: dict[str, list[Person]] = {}
        """By the first and the last letters of their surnames: one slip leaves either."""
        self._bearers: dict[str, list[tuple[str, Person]]] = {}
        """The surnames of a given name, until they are looked at in `_near_given`."""
        self._near_given: dict[str, dict[str, tuple[int, Person]]] = {}

    @property
    def is_empty(self) -> bool:
        """Whether the text has named nobody yet."""
        return not self._by_id

    def has_gender(self, gender: str) -> bool:
        """Whether one of the first persons of the text has a gender."""
        return any(one.gender == gender for one in islice(self._by_id.values(), _MOST))

    def full(self, name: str) -> Person:
        """The person of a full name; a new one if the document has none."""
        if name in self._by_full:
            return self._by_full[name]
        words = name_words(name)
        found = self._same(words)
        if found is None:
            found = self._registered(" ".join(words)) or self._add(Person(name))
        found.called(name)
        self._by_id.setdefault(found.id, found)
        self._index(found, words)
        self._by_full[name] = found
        return found

    def by_name(self, name: str) -> Person | None:
        """The person of this name or handle, folded, or of a surname of several words."""
        for one in self._by_surname.get(name.rpartition(" ")[2], ()):
            full = " ".join(one.words)
            if full == name or full.endswith(f" {name}"):
                return one
        return self._registered(name)

    def surname(self, word: str, gender: str | None = None) -> Person | None:
        """The person of a surname alone: whom the text introduced first, if it has several."""
        same = self._by_surname.get(word, ())
        return next(
            (one for one in same if not gender or one.gender in (gender, None)), None
        ) or self._registered(word)

    def given(self, word: str) -> Person | None:
        """The person of a given name alone, or of a short form of it: Bernadette, Bernie."""
        found = self._by_given.get(word)
        if found or not word.endswith(_SHORT) or len(word) < _SHORTEST:
            return found
        stem = word.rstrip("eiy")
        alike = self._given_alike.get(stem[:_STEM], ())
        bearers = [name for name in alike if name.startswith(stem)]
        return self._by_given[bearers[0]] if len(bearers) == 1 else None

    def slip(self, word: str) -> Person | None:
        """The person of whose surname a word is a slip of the pen."""
        if not _NEAR_SURNAME < len(word) < _LONGEST:
            return None
        for edge in (word[:_EDGE], f"-{word[-_EDGE:]}"):
            for one in self._edges.get(edge, ()):
                if is_slip(word, one.surname) and word != plural(one.surname):
                    return one
        return None

    def single(self, name: str, gender: str | None = None, title: str = "") -> Person:
        """A person of whom the text has a single name only. If there is another one of that name
        (Mr Lind, Mrs Lind), the title belongs to the name of the second."""
        found = self.surname(fold_name(name), gender)
        if found is None:
            found, other = Person(name), self._by_id.get(kebab(name))
            found.gender = gender or (None if title else gender_of_given(fold_name(name)))
            found.title = title
            if other and title:
                other.with_title()
                found.with_title()
            self._add(found)
        found.called(name)
        self._index(found, (fold_name(name),))
        return found

    def knows(self, word: str) -> bool:
        """Whether a word alone can be one of the persons."""
        return (
            word in self._by_surname
            or word in self._by_given
            or word in self.known
            or (len(word) > _NEAR_SURNAME and self.slip(word) is not None)
        )

    def _registered(self, name: str) -> Person | None:
        """The registered person of a folded name."""
        entry = self.known.get(name)
        if entry is None:
            return None
        found = self._by_id.get(entry.id)
        if found is None or found.id != entry.id:
            found = self._add(Person(entry.name, entry.id))
        self._index(found, name.split())
        return found

    def _add(self, person: Person) -> Person:
        self._by_id.setdefault(person.id, person)
        self._index(person, person.words)
        return person

    def _index(self, person: Person, words: Sequence[str]) -> None:
        given, surname = words[0], words[-1]
        same = self._by_surname.setdefault(surname, [])
        if len(same) < _MOST and person not in same:
            same.append(person)
            if _NEAR_SURNAME < len(surname) < _LONGEST:
                for edge in (surname[:_EDGE], f"-{surname[-_EDGE:]}"):
                    bearers = self._edges.setdefault(edge, [])
                    if len(bearers) < _MOST:
                        bearers.append(person)
        if len(words) < 2:
            return
        if given not in self._by_given:
            self._by_given[given] = person
            alike = self._given_alike.setdefault(given[:_STEM], [])
            if len(alike) < _MOST:
                alike.append(given)
        if len(surname) <= _LONGEST:
            self._bearers.setdefault(given, []).append((surname, person))

    def _same(self, words: Sequence[str]) -> Person | None:
        """The person of whom a full name is a variant, or a slip (S5)."""
        for one in self._by_surname.get(words[-1], ()):
            if _same_given(one.words, words) or one.words[-len(words) :] == words:
                return one
        if _NEAR_SURNAME <= len(words[-1]) < _LONGEST and words[-1] not in lists().surnames:
            known = self._with_given(words[0])
            near = [known[form] for form in near_forms(words[-1]) if form in known] if known else ()
            return min(near)[1] if near else None
        return None

    def _with_given(self, given: str) -> Mapping[str, tuple[int, Person]]:
        """The first person of a given name, with a number that tells the order, by the forms that
        are near the surname."""
        known = self._near_given.setdefault(given, {})
        for surname, person in self._bearers.pop(given, ()):
            if surname not in known:
                for form in near_forms(surname):
                    known.setdefault(form, (len(known), person))
        return known


def _same_given(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two full names of one surname can be those of one person."""
    first, second = one[0], other[0]
    if one == other[-len(one) :]:
        return True
    middle, middle_of_other = "".join(one[1:-1])[:1], "".join(other[1:-1])[:1]
    if middle and middle_of_other and middle != middle_of_other:
        return False
    full = short_forms()
    if full.get(first, first) == full.get(second, second) or (
        min(len(first), len(second)) == 1 and first[0] == second[0]
    ):
        return True
    if min(len(first), len(second)) < _NEAR_GIVEN or max(len(first), len(second)) > _LONGEST:
        return False
    genders = {gender(one), gender(other)} - {None}
    if len(genders) > 1 or (one[-1] in lists().surnames and {first, second} <= lists().given):
        return False
    return bool(near_forms(first).keys() & near_forms(second))
