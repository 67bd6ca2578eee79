"""Finds the proper names of persons in a text (S2a).

First the full names in prose tell who is there; then surnames and given names alone are theirs. At
last come the paragraphs in capitals, in which a name is only what is known or begins with a given
name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from said.annotators.speakers import titles
from said.annotators.speakers.evidence import ENOUGH, Evidence, joined
from said.annotators.speakers.people import People, Person
from said.annotators.speakers.runs import (
    NICKNAME,
    NICKNAME_MARKS,
    Run,
    Word,
    begins,
    find_runs,
    join_nicknames,
)
from said.annotators.speakers.surroundings import OBLIQUE
from said.annotators.speakers.words import is_occupation, lists, lower_case_words
from said.text.reading import Reading
from said.text.segments import Range
from said.text.tokens import WORD_SHAPES

_NAME_BEFORE_HANDLE = re.compile(r",? ?\(?\Z")
_PARTICLES = re.compile(r"(?<= )(?:[a-z]+ )+(?=\S+\Z)")
_SUFFIX = re.compile(r"(?:,? (?:Jr\.|Sr\.))")
_LENGTHS_OF_HANDLES = range(2, 31)
_INSIDE = frozenset("_.@/")
_SHORT_RUN = 4
_BEHIND_ENTRY = re.compile(r",| \(|\.?(?:\n|\Z)")
_LONGEST = 6
"""No name has more words."""


@dataclass(slots=True, eq=False)
class NameMention:
    """A name in the text, range in code points, and whose it is."""

    start: int
    end: int
    person: Person
    rule: str
    """The id of the rule that found it; see `rules`."""
    form: str = "name"


class Names(NamedTuple):
    """The names of a text, each list by place and without overlap."""

    persons: list[NameMention]
    runs: list[Run]
    """All words with a capital, also of names that are not those of persons."""
    others: list[Word]
    """Single words with a capital in prose of which nothing has told whose name they are."""


def find_names(reading: Reading, sources: Sequence[Range], people: People) -> Names:
    """All names of persons; `people` takes up who is found. A name at the edge of one of the
    `sources`, which are source phrases, is more probably that of a person."""
    finder = _NameFinder(reading, sources, people)
    persons = finder.mentions()
    return Names(persons, finder.runs, finder.others())


@dataclass(slots=True, eq=False)
class _UndecidedName:
    """What is decided when all full names are known."""

    run: Run
    words: list[Word]
    titled: bool


class _NameFinder:
    def __init__(self, reading: Reading, sources: Sequence[Range], people: People) -> None:
        self._reading = reading
        self._text = reading.flowing
        self._people = people
        self.runs = list(join_nicknames(self._text, find_runs(reading)))
        self._common = lower_case_words(reading)
        self._evidence = Evidence(reading, sources, people, self.runs)
        self._lists = lists()
        self._found: dict[int, NameMention] = {}
        """By start."""
        self._person_before = -1
        """Where the last full name ends."""
        self._introduced: set[Person] = set()
        """Whose full name has occurred, with the words that show the gender."""
        self._singles: list[_UndecidedName] = []

    def mentions(self) -> list[NameMention]:
        """The mentions by place; none overlaps another."""
        for run in self.runs:
            if not run.title:
                if len(run.words) == 1:
                    self._singles.append(_UndecidedName(run, run.words, False))
                else:
                    self._prose(run)
            elif self._is_entry(run.words):
                self._add(run.words, self._people.full(self._string(run.words)), "capitals")
        for single in self._singles:
            self._single(single)
        for run in self.runs:
            if run.title:
                self._capitals(run)
        self._handles()
        return [self._found[start] for start in sorted(self._found)]

    def others(self) -> list[Word]:
        """The single words that are no name of anybody found."""
        return [
            one.words[-1]
            for one in self._singles
            if len(one.words) == 1 and one.words[-1].start not in self._found
        ]

    def _prose(self, run: Run) -> None:
        """Takes the full name in a run of several words, or lays a single one by."""
        evidence, words = self._evidence, run.words
        after, titled = titles.without_titles(titles.without_degrees(words))
        name = titles.without_peoples(after) if after else []
        if not name or (evidence.is_thing(name) and not (titled and self._is_label(name))):
            if not titled:
                self._singles.append(_UndecidedName(run, words, False))
            return
        if len(name) > 1 and self._only_leads(name):
            name = name[1:]
        if len(name) == 1:
            self._singles.append(_UndecidedName(run, name, titled))
        elif len(name) <= _LONGEST and (
            evidence.of_person(name, titled) >= ENOUGH
            or evidence.beside_person(name, self._person_before)
        ):
            person = self._people.full(self._string(name))
            shown = titles.gender_of_title(words, name) if len(words) > len(name) else None
            if shown or person not in self._introduced:
                person.gender = shown or self._gender(person, name)
                self._introduced.add(person)
            self._add(name, person, "full name")
            self._person_before = self._end(name)
        else:
            self._singles.append(_UndecidedName(run, name, False))

    def _gender(self, person: Person, name: list[Word]) -> str | None:
        """The gender of a person as the given name shows it; none if the next pronoun is of the
        other one, and nobody is named whom it can mean."""
        shown = self._evidence.pronoun_gender(name[-1].end) if person.gender else None
        if not shown or shown == person.gender or self._people.has_gender(shown):
            return person.gender
        return None

    def _only_leads(self, name: list[Word]) -> bool:
        """Whether the first word only looks like a part of the name: Will Trump …, Vermonter Bernie
        Sanders."""
        known, first = self._lists, name[0]
        if first.fold in known.safe_given or self._people.by_name(joined(name)):
            return False
        rest = joined(name[1:])
        if len(name) > 2:
            return self._people.by_name(rest) is not None
        common = first.fold in known.title_words or first.fold in self._common
        if not (common or begins(self._text, first.start)):
            return False
        return rest in known.famous or self._people.surname(rest) is not None

    def _single(self, single: _UndecidedName) -> None:
        """Takes one word for a name if somebody is known by it, or much speaks for it."""
        run, words, titled = single.run, single.words, single.titled
        word = words[-1]
        if not (titled or self._may_be_person(word)) or self._is_no_name(word):
            return
        if len(words) > 1:
            if known := self._people.by_name(joined(words)):
                self._add(words, known, "several words")
            return
        person: Person | None
        if titled:
            rule, person = "title", self._titled(run, word)
        elif person := self._first_of_pair(word):
            rule = "pair"
        else:
            rule, person = next(self._alone(word), ("", None))
        if person:
            person.called(word.string)
            self._add([word], person, rule)

    def _is_no_name(self, word: Word) -> bool:
        """Whether a single word stands for a thing, a place or a date: Park, unless somebody has
        that family name."""
        evidence = self._evidence
        if evidence.is_of_firm(word):
            return True
        is_label = word.string.isupper() and self._is_label([word])
        if is_label and evidence.word_before(word.start).rstrip(".") in self._lists.safe_titles:
            return False
        if (is_label or word.fold in self._lists.surnames) and self._people.knows(word.fold):
            return evidence.leads_thing(word)
        return evidence.is_thing([word]) or evidence.is_place_or_date(word)

    def _is_label(self, name: list[Word]) -> bool:
        """Whether a name in capitals leads a turn: MS. HARTE: I did not."""
        start, end = name[0].start, name[-1].end
        is_led = self._text[end : end + 1] == ":" and self._text[start:end].isupper()
        return is_led and self._evidence.leads_turn(start, end)

    def _may_be_person(self, word: Word) -> bool:
        """Whether a single word is worth a closer look."""
        return (
            word.fold in self._lists.given
            or word.fold in self._lists.famous
            or self._people.knows(word.fold)
            or is_occupation(self._evidence.word_before(word.start))
            or self._evidence.role_in_apposition(word.start) != ""
            or self._evidence.role_behind(word) != ""
        )

    def _titled(self, run: Run, word: Word) -> Person | None:
        """The person of a surname with a title."""
        gender = titles.gender_of_title(run.words, [word])
        person = self._people.surname(word.fold, gender) or self._people.given(word.fold)
        is_name = titles.may_be_name(word)
        if person is None and is_name and titles.opens_with_title(run.words, word):
            person = self._people.single(word.string, gender, self._title_of(run, word))
        if person:
            person.gender = person.gender or gender
        return person

    def _title_of(self, run: Run, word: Word) -> str:
        """The title before a name, with its full stop."""
        place = run.words.index(word)
        return self._text[run.words[place - 1].start : word.start].strip() if place else ""

    def _alone(self, word: Word) -> Iterator[tuple[str, Person]]:
        """The persons of whom a word that stands by itself can be the name, each with the rule, the
        most probable one first."""
        people, known = self._people, self._lists
        if person := people.surname(word.fold):
            yield "surname", person
        is_common = (
            word.fold in known.unsafe_given
            and begins(self._text, word.start)
            and not self._evidence.is_source(word)
        )
        if not is_common and (person := people.given(word.fold)):
            yield "given name", person
        if person := people.slip(word.fold):
            yield "slip", person
        if rule := self._what_speaks_for(word):
            yield rule, people.single(word.string)

    def _what_speaks_for(self, word: Word) -> str | None:
        """What makes an unknown single name that of a person: fame, a role before it, or that it is
        a given name and says something; None if nothing does."""
        known, evidence = self._lists, self._evidence
        if word.fold in known.famous:
            return "fame"
        if not titles.may_be_name(word):
            return None
        role = evidence.role_in_apposition(word.start) or evidence.word_before(word.start)
        role = role if is_occupation(role) else evidence.role_behind(word)
        if is_occupation(role) and role[-1] != "s" and word.fold not in known.title_words:
            return "role"
        is_oblique = evidence.word_before(word.start) in OBLIQUE
        is_given = word.fold in known.safe_given and not is_oblique
        return "speaks" if is_given and evidence.is_source(word) else None

    def _first_of_pair(self, word: Word) -> Person | None:
        """The first of two who share a surname that is written once: Bill and Hillary Clinton."""
        if self._text[word.end : word.end + 5] != " and ":
            return None
        is_role = is_occupation(self._evidence.word_before(word.start))
        if not is_role and word.fold not in self._lists.given:
            return None
        second = self._found.get(word.end + 5)
        if second is None or len(second.person.words) < 2:
            return None
        full = self._text[second.start : second.end].split(None, 1)
        return self._people.full(f"{word.string} {full[1]}") if len(full) > 1 else None

    def _capitals(self, run: Run) -> None:
        """The names in a run of a paragraph in which all words have capitals."""
        at = 0
        while at < len(run.words):
            size, person = self._name_in_capitals(run.words[at : at + 4])
            if person:
                self._add(run.words[at : at + size], person, "capitals")
            at += size

    def _is_entry(self, words: list[Word]) -> bool:
        """Whether some words are the name that a line of a list begins with: "1. Tadej Hribar
        (Movik)", where the family name stands alone elsewhere."""
        start, end = words[0].start, words[-1].end
        line = self._text.rfind("\n", 0, start) + 1
        return (
            1 < len(words) < _SHORT_RUN
            and start - line < _SHORT_RUN
            and _BEHIND_ENTRY.match(self._text, end) is not None
            and words[0].fold not in self._lists.titles
            and self._evidence.is_plain_surname(words)
        )

    def _name_in_capitals(self, words: list[Word]) -> tuple[int, Person | None]:
        """How many words the name takes that begins here, and whose it is."""
        people, known, first = self._people, self._lists, words[0]
        for size in range(len(words), 1, -1):
            person = people.by_name(" ".join(word.fold for word in words[:size]))
            if person:
                return size, person
        is_thing = not first.string.isupper() and self._evidence.is_thing(words[:2])
        if is_thing or first.fold in known.title_words:
            return 1, None
        if len(words) > 1 and first.fold in known.safe_given and self._is_surname(words[1]):
            return 2, people.full(self._string(words[:2]))
        if not people.knows(first.fold) or first.fold in known.places:
            return 1, None
        common = first.fold in self._common
        person = None if common else people.surname(first.fold) or people.given(first.fold)
        return 1, person

    def _is_surname(self, word: Word) -> bool:
        """Whether a word with a capital is no common word, as far as lists and the text tell."""
        known = self._lists
        common = word.fold in known.title_words or word.fold in self._common
        other = word.fold in known.places or word.fold in known.titles or word.fold in known.roles
        return not other and (not common or word.fold in known.surnames)

    def _handles(self) -> None:
        """Takes the handles behind a name, or registered ones."""
        by_end = {one.end: one for one in self._found.values()} if "@" in self._text else {}
        for start, end in self._ranges_of_handles():
            handle = self._text[start:end]
            person = self._people.by_name(handle.lower())
            for gap in (2, 1, 3):
                before = by_end.get(start - gap)
                if before and _NAME_BEFORE_HANDLE.match(self._text, before.end, start):
                    person = before.person
                    break
            if person:
                person.called(handle)
                self._found[start] = NameMention(start, end, person, "handle", "handle")

    def _ranges_of_handles(self) -> Iterator[Range]:
        """Where an at sign leads a word and is no part of an address."""
        strings, starts, ends = self._reading.tokens
        at = self._reading.shapes.find("@")
        while at >= 0:
            before = self._text[starts[at] - 1 : starts[at]]
            if (
                not (before.isalnum() or before in _INSIDE)
                and at + 1 < len(strings)
                and self._reading.is_joined(at + 1)
                and len(strings[at + 1]) in _LENGTHS_OF_HANDLES
                and self._reading.shapes[at + 1] in WORD_SHAPES
            ):
                yield starts[at], ends[at + 1]
            at = self._reading.shapes.find("@", at + 1)

    def _string(self, words: Sequence[Word]) -> str:
        """A name as it stands, in ordinary capitals and with single spaces."""
        named = self._text[words[0].start : self._end(words)]
        if len(words) > 1 and not NICKNAME_MARKS.isdisjoint(named):
            named = NICKNAME.sub(" ", named)
        string = " ".join(named.split())
        return string.title() if string.isupper() else string

    def _end(self, words: Sequence[Word]) -> int:
        """Where a name ends, with the suffix behind it."""
        end = words[-1].end
        if self._text[end : end + 1] == ".":
            is_initial = len(words) > 1 and len(words[-1].string) == 1
            return end + (is_initial or words[-1].fold in ("jr", "sr"))
        suffix = _SUFFIX.match(self._text, end) if len(words) > 1 else None
        return suffix.end() if suffix else end

    def _add(self, words: Sequence[Word], person: Person, rule: str) -> None:
        start = words[0].start
        if len(words) == 1 and (particles := _particles(person.name)):
            start -= len(particles) * self._text.endswith(particles, 0, start)
        if len(words) > 1 and words[-1].fold == person.surname:
            person.called(self._string(words))  # as it is spelled here: Diaz, Díaz
        end = self._end(words)
        if len(words) > 1 and NICKNAME.search(self._text, start, end):
            person.spelled(" ".join(self._text[start:end].split()))
        self._found.setdefault(start, NameMention(start, end, person, rule))


@lru_cache(maxsize=1 << 12)
def _particles(name: str) -> str:
    """What stands before the surname in a full name, with a space behind it: "van der "."""
    found = _PARTICLES.search(name)
    return found[0] if found else ""
