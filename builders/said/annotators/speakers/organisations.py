"""Which organisation a noun phrase or a pronoun means: the company, the union, it (Q8).

The names of a text that are not those of persons are gone through up to the place that asks. A
noun means a name that has it (the museum, the Museum of Ostrel), that the text gives it
(Brightwater, a water supplier), or whose kind agrees: no university is a company. Of several, it is
one that acts in the same paragraph, else the one that the text speaks of most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from said import lexicon
from said.annotators.speakers.cast import Cast, Voice
from said.annotators.speakers.mentions import Names
from said.annotators.speakers.runs import Word, begins
from said.annotators.speakers.titles import is_made_up
from said.annotators.speakers.words import (
    is_occupation,
    is_plural,
    lists,
    lower_case_words,
    no_short_names,
    owned_groups,
    referring_nouns,
)
from said.text.classes import FINITE, classify
from said.text.names import fold_name
from said.text.reading import Reading
from said.text.segments import Range

_MOST = 100
"""Organisations of a text among which one is looked for."""
_NEXT = re.compile(r"(?:[’']| )([a-z]+)")
_TELLS = re.compile(
    r"(?:\b(?:an?|the|its?|rival|and|of)|[,.;:!?“”\"()\n]) *((?:[a-z][\w-]* ){1,4})\Z"
)
_TOLD = re.compile(r", (?:an?|the|its|one of)((?: [\w'’-]+){1,5})")
_REACH = 60
_OF = frozenset((" of ", " of the ", " for ", " for the "))
_OWN = frozenset(("’ ", "' ", "’s ", "'s "))
_FIRM = 0
_FIRMS = ("maker", "owner", "builder")
"""The number of the kind of companies, and endings of their nouns."""
_ANY = frozenset(("body", "group", "institution", "organisation", "organization"))
_ENDS_OF_PLACES = frozenset(lexicon.words("persons", "ends of places"))
_FEW = 20
"""Places of a name at which a longer one is looked for."""
_INITIALS = range(3, 8)
"""How many letters initials have."""
_AT = frozenset(("across", "around", "in", "near", "outside", "through"))


@dataclass(slots=True, eq=False)
class _Organisation:
    """A name of no person, as far as the text has used it."""

    name: str
    words: tuple[str, ...]
    told: set[str] = field(default_factory=set)
    """What the text calls it."""
    count: int = 0
    acts: int = 0
    """How often it is the subject of a verb or owns something, or speaks."""
    paragraph: int = -1
    """The last paragraph in which it acts."""
    place: int = -1
    """Where it acts in it."""
    voice: Voice | None = None

    @property
    def is_mostly_place(self) -> bool:
        """Whether nothing shows that it is more than a place or a thing."""
        is_told = not lists().organisations.isdisjoint(self.told)
        return not (self.acts or is_told or kinds_of(self.words))


class Organisations:
    """The organisations of one text; questions are asked in the order of the text."""

    def __init__(self, reading: Reading, names: Names, cast: Cast) -> None:
        self._reading = reading
        self._text = reading.flowing
        self._cast = cast
        self._names = names
        self._read_so_far = 0
        """How many of the names are known."""
        self._full: dict[str, str] = {}
        """The full names by the short ones."""
        self._known: dict[str, _Organisation] = {}
        """By their folded names, in the order of the text."""

    @cached_property
    def _named(self) -> list[tuple[Range, str]]:
        return list(find_things(self._reading, self._names))

    def full_name(self, name: str) -> str:
        """The full name of an organisation that the text calls by its initials or first word:
        NUHP, Corvell."""
        if name not in self._full and name.isalnum() and len(self._full) < _MOST:
            self._full[name] = self._longer(name)
        return self._full.get(name, name)

    def _longer(self, name: str) -> str:
        """The only name of several words that another one is short for, or that name itself."""
        if fold_name(name) in no_short_names():
            return name
        if name.isupper() and len(name) in _INITIALS:
            longer = {full for _, full in self._named if _initials(full) == name}
        elif self._is_in_longer(name):
            first, last = f"{name} ", f" {name}"
            longer = {
                full
                for _, full in self._named
                if (full.startswith(first) and kinds_of(fold_name(full).split()))
                or (name[-1] == "s" and full.endswith(last))
                if full.rpartition(" ")[2][:1].isupper()  # not OpenAI's board
            }
        else:
            return name
        return longer.pop() if len(longer) == 1 else name

    def _is_in_longer(self, name: str) -> bool:
        """Whether another word with a capital follows a name somewhere, or stands before it."""
        text, place = self._text, -1
        for _ in range(_FEW):
            place = text.find(name, place + 1)
            if place < 0:
                break
            after = place + len(name)
            if text[after : after + 1] == " " and text[after + 1 : after + 2].isupper():
                return True
            before = text[max(0, place - _REACH) : place].rstrip(" ").rpartition(" ")[2]
            if before[:1].isupper() and before[-1:].isalnum():
                return True
        return False

    def spoke(self, voice: Voice) -> None:
        """An organisation or a group is quoted."""
        known = self._entry(voice.name)
        known.voice = voice
        known.acts += 1
        known.count += 2

    def meant(self, words: Sequence[str], place: int, paragraph: int) -> Voice | None:
        """Whom a noun with the words before it means at a place; None if nothing named fits."""
        self._read(place)
        head = words[-1]
        fits = [one for one in self._known.values() if head in one.words]
        if len(fits) > 1:
            with_all = [one for one in fits if set(words) <= set(one.words)]
            fits = with_all or fits
        fits = fits or [one for one in self._known.values() if head in one.told]
        fits = fits or [one for one in self._known.values() if _can_be(one, head, paragraph)]
        return self._best(fits, paragraph)

    def acting(self, place: int, paragraph: int, only_here: bool = False) -> Voice | None:
        """The organisation that acts last in a paragraph, or else that is spoken of most."""
        self._read(place)
        acting = (one for one in self._known.values() if one.acts)
        fits = [one for one in acting if not only_here or one.paragraph == paragraph]
        return self._best(fits, paragraph)

    def _best(self, fits: Sequence[_Organisation], paragraph: int) -> Voice | None:
        if not fits:
            return None
        acting = (one for one in fits if one.paragraph == paragraph)
        here = [one for one in acting if "rival" not in one.told]
        if here:
            best = max(here, key=lambda one: one.place)
        else:
            best = max(fits, key=lambda one: one.count)
        if best.voice is None:
            best.voice = self._cast.organisation(best.name, best.words)
        return best.voice

    def _entry(self, name: str) -> _Organisation:
        fold = fold_name(name)
        if fold not in self._known:
            known = _Organisation(name, tuple(re.findall(r"[\w-]+", fold)))
            if len(self._known) < _MOST:
                self._known[fold] = known
            return known
        return self._known[fold]

    def _read(self, place: int) -> None:
        """Takes in what is named before a place."""
        named = self._named
        while self._read_so_far < len(named) and named[self._read_so_far][0][0] < place:
            (start, end), name = named[self._read_so_far]
            self._take(start, end, self.full_name(name))
            self._read_so_far += 1

    def _take(self, start: int, end: int, name: str) -> None:
        known = self._entry(name)
        known.count += 1
        paragraph = self._reading.paragraph_at(start)
        known.count += paragraph < 1
        before = self._text[max(0, start - _REACH) : start]
        leading = before[:-1].rpartition(" ")[2].lower()
        known.told.add(leading)
        if told := _TELLS.search(before):
            known.told.update(told[1].split())
        if behind := _TOLD.match(self._text, end):
            known.told.update(behind[1].split())
        if "&" in name:
            known.told.add("firm")
        following = _NEXT.match(self._text, end)
        if following is None:
            return
        is_object = leading == "and" or leading in _prepositions()
        if following[1] in lists().firms:
            known.told.add(following[1])
        elif following[1] == "s":
            known.acts += 1
        elif not is_object and _is_verb(following[1]):
            known.acts += 1
            known.paragraph, known.place = paragraph, start


def _initials(name: str) -> str:
    """The letters that the words of a name with a capital begin with, of a kind that is known."""
    words = [word for word in name.split(" ") if word[:1].isupper()]
    if len(words) < _INITIALS.start or not kinds_of([fold_name(word) for word in words]):
        return ""
    return "".join(word[0] for word in words)


def _is_verb(word: str) -> bool:
    return word in lists().cues or classify(word)[1] in FINITE


def _can_be(one: _Organisation, head: str, paragraph: int) -> bool:
    """Whether a noun can mean an organisation of which the text does not say that it is one: its
    kind agrees or is not known, or, if persons are called so, too, it acts in the paragraph."""
    kinds = kinds_of(one.words)
    if kinds & _kinds_meant(head) or (head in _ANY and kinds):
        return True
    if head in lists().shared_roles:
        return one.paragraph == paragraph
    return _is_open(head) and not kinds and not one.is_mostly_place


def find_things(reading: Reading, names: Names) -> Iterator[tuple[Range, str]]:
    """The names in a text that are not those of persons, with their places."""
    text = reading.flowing
    persons = {one.start: one.end for one in names.persons}
    last: list[Word] = []
    for run in names.runs:
        if run.title:
            continue
        words = _without_person(run.words, persons)
        if not words:
            continue
        if last and _joins(text[last[-1].end : words[0].start], last, words):
            last = [*last, *words]
            continue
        if last and (found := _thing(reading, last)):
            yield found
        last = words
    if last and (found := _thing(reading, last)):
        yield found


def _without_person(words: list[Word], persons: dict[int, int]) -> list[Word]:
    """The words before the name of a person."""
    for place, word in enumerate(words):
        if word.start in persons:
            return words[:place]
    return words


def _joins(between: str, before: Sequence[Word], behind: Sequence[Word]) -> bool:
    """Whether two runs are one name: Bank of Tessaly, Farmers' Union."""
    known = lists()
    if between in _OF:
        return before[-1].fold in known.organisations or before[-1].fold in known.organisation_words
    if between in _OWN:
        return behind[-1].fold in known.organisations
    return between == " & "


def _thing(reading: Reading, words: Sequence[Word]) -> tuple[Range, str] | None:
    """The name in a run of words, without what only leads it or follows it."""
    known, text = lists(), reading.flowing
    first, after = 0, len(words)
    common = lower_case_words(reading)
    while first < after - 1 and (
        (
            begins(text, words[first].start)
            and (words[first].fold in common or is_occupation(words[first].fold.removesuffix("s")))
        )
        or words[first].fold in known.titles
    ):
        first += 1
    while after - 1 > first and words[after - 1].fold in known.titles:
        after -= 1
    named = words[first:after]
    if len(named) == 1 and _is_no_name(reading, named[0]):
        return None
    start, end = named[0].start, named[-1].end
    following = _NEXT.match(text, end)
    if following and following[1] in owned_groups():
        end = following.end()  # the Lind campaign
    name = text[start:end]
    fold = fold_name(name)
    if fold in known.places or fold in known.peoples or fold in known.not_persons:
        return None
    if named[-1].fold in _ENDS_OF_PLACES:
        return None
    before = text[max(0, start - 10) : start - 1].rpartition(" ")[2].lower()
    if before in _AT and not kinds_of([one.fold for one in named]):
        return None
    return (start, end), name


def _is_no_name(reading: Reading, word: Word) -> bool:
    """Whether a single word names no organisation by itself."""
    known, fold = lists(), word.fold
    if len(fold) < 2 or fold in referring_nouns():
        is_title = fold in known.titles or fold in known.title_words
        is_noun = fold in known.organisations and not is_title
        before = reading.flowing[max(0, word.start - 10) : word.start - 1].rpartition(" ")[2]
        return not (is_noun and before.islower() and before not in known.determiners)
    if is_made_up(word):
        return fold in known.in_capitals
    if begins(reading.flowing, word.start):
        is_word = fold in lower_case_words(reading) or fold in known.common_words
        return is_word or is_occupation(fold) or is_plural(fold)
    return fold in known.common_words or fold.removesuffix("s") in known.peoples


@cache
def _prepositions() -> frozenset[str]:
    return lexicon.word_set("attribution", "prepositions") | {"to"}


@cache
def _kinds() -> dict[str, frozenset[int]]:
    """The numbers of the kinds of organisations that each word of a name tells."""
    found: dict[str, set[int]] = {}
    sections = (
        lexicon.words("persons", "firm words"),
        lexicon.words("persons", "public bodies"),
        {*lexicon.words("persons", "outlets"), *lexicon.words("persons", "papers")},
    )
    lines = (*sections, *lexicon.section_lines("persons", "kinds of organisations"))
    for number, line in enumerate(lines):
        for word in line:
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def kinds_of(words: Sequence[str]) -> frozenset[int]:
    """The kinds of organisations that the words of a name tell."""
    kinds = _kinds()
    return frozenset().union(*(kinds.get(word, ()) for word in words))


def _is_open(head: str) -> bool:
    """Whether a noun can mean an organisation whose name does not show the kind."""
    known = lists()
    return (head in known.firms and head not in known.shared_roles) or head.endswith(_FIRMS)


def _kinds_meant(head: str) -> frozenset[int]:
    """The kinds of organisations that a noun can mean."""
    kinds = kinds_of((head,))
    others = kinds - {_FIRM}
    return others or kinds or (frozenset((_FIRM,)) if _is_open(head) else frozenset())
