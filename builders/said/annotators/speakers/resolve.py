"""Who is behind each source and each channel: names, noun phrases and pronouns are resolved in the
order of the text, then the quotes without a source (Q8, Q9)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from operator import itemgetter
from typing import NamedTuple

from said.annotators.quotes.attribution import Attribution
from said.annotators.speakers.cast import Cast, Voice
from said.annotators.speakers.focus import Focus, Roles, find_pronouns
from said.annotators.speakers.mentions import Names
from said.annotators.speakers.people import People
from said.annotators.speakers.phrases import LONGEST, Part, reduce_phrase
from said.annotators.speakers.words import gender_of_role, lists
from said.text.names import fold_name
from said.text.pronouns import genders, pronouns
from said.text.reading import Reading
from said.text.segments import Range

_SENTENCE, _PHRASE, _NAME, _PRONOUN, _THING = range(5)
"""What there is to see in a text, in the order in which it counts at one place."""
_SOURCE = 3
"""How much more an organisation counts that is quoted than one that is only named."""
_ADJACENT = 3
"""Line feeds between two quotes in adjacent paragraphs, or with a line between, at most."""
_NUMBERS = {"two": 2, "both": 2, "pair": 2, "couple": 2, "duo": 2, "men": 2, "women": 2}
_NUMBERS |= {"three": 3, "trio": 3}
_FORMERLY = frozenset(["ex", "former", "then", "same", "late", "outgoing"])


class Reference(NamedTuple):
    """A source or channel: its part of the phrase, who it is, and whether it refers back."""

    part: Part
    voices: list[Voice]
    anaphoric: bool
    rule: str
    """The id of the rule that found them; see `rules`."""


class Resolved(NamedTuple):
    """A quote's sources and channels, who is quoted, and how the text says so (Q8)."""

    source: list[Reference]
    via: list[Reference]
    speakers: list[Voice]
    resolution: str
    rule: str = ""
    """Of a quote without a source, the id of the rule that found the speakers."""


def resolve_speakers(
    reading: Reading,
    attributions: Sequence[Attribution],
    names: Names,
    people: People,
    cast: Cast,
) -> list[Resolved]:
    """The voices of each attribution, in the order of `attributions`."""
    return _Resolver(reading, attributions, names, people, cast).resolved()


@dataclass
class _Resolver:
    _reading: Reading
    _attributions: Sequence[Attribution]
    _names: Names
    _people: People
    _cast: Cast

    def __post_init__(self) -> None:
        self._text = self._reading.flowing
        self._focus = Focus()
        self._starts = [mention.start for mention in self._names.persons]
        self._by_phrase: dict[Range, list[Reference]] = {}

    @cached_property
    def _roles(self) -> Roles:
        return Roles(self._text, self._names.persons)

    def resolved(self) -> list[Resolved]:
        """Goes through the text, then through the quotes."""
        for _, _, _, see in sorted(self._events(), key=itemgetter(0, 1, 2)):
            see()
        found: list[Resolved] = []
        for attribution in self._attributions:
            found.append(self._quote(attribution, found))
        return found

    def _events(self) -> Iterator[tuple[int, int, int, Callable[[], None]]]:
        """What there is in the text: place, kind, number, and what it does to the focus."""
        quoted = sorted(
            place
            for quote in self._attributions
            for place in (quote.content if quote.type == "direct" else quote.verbatim)
        )
        for start, _ in self._reading.sentences:
            yield start, _SENTENCE, 0, self._focus.sentence
        phrases = [one for quote in self._attributions for one in (quote.source, quote.via)]
        for number, phrase in enumerate(phrases):
            if phrase:
                yield phrase[0], _PHRASE, number, partial(self._phrase, phrase)
        for number, mention in enumerate(self._names.persons):
            if not _is_inside(mention.start, quoted):
                yield mention.start, _NAME, number, partial(self._name, number)
        for start, gender in find_pronouns(self._reading, quoted):
            yield start, _PRONOUN, 0, partial(self._pronoun, gender)
        for number, thing in enumerate(self._names.things):
            yield thing[0], _THING, number, partial(self._thing, thing)

    # What is named.

    def _name(self, number: int) -> None:
        mention = self._names.persons[number]
        voice = self._cast.person(mention.person)
        self._focus.person(voice)
        before = self._names.persons[number - 1] if number else mention
        if self._text[before.end : mention.start] == " and ":
            self._focus.several([self._cast.person(before.person), voice])

    def _pronoun(self, gender: str) -> None:
        voice = self._focus.he_or_she(gender)
        if voice:
            self._focus.person(voice)

    def _thing(self, thing: Range) -> None:
        name = self._text[thing[0] : thing[1]]
        self._focus.thing(Voice(fold_name(name), name, "organisation"))

    # Phrases.

    def _phrase(self, phrase: Range) -> None:
        """Resolves the parts of a source phrase, once."""
        if phrase in self._by_phrase:
            return
        first = bisect_left(self._starts, phrase[0])
        after = bisect_left(self._starts, min(phrase[1], phrase[0] + LONGEST))
        inside = self._names.persons[first:after]
        references = [
            self._reference(part) for part in reduce_phrase(self._reading, phrase, inside)
        ]
        self._by_phrase[phrase] = references
        voices = _distinct(voice for one in references for voice in one.voices)
        for voice in voices:
            if voice.kind in ("person", "anonymous"):
                self._focus.person(voice, speaks=len(voices) == 1)
            else:
                self._focus.thing(voice, _SOURCE)
                self._focus.organisation = voice
        if len(voices) > 1:
            self._focus.several(voices)

    def _reference(self, part: Part) -> Reference:
        """Who a part of a phrase is."""
        if part.person:
            return Reference(part, [self._cast.person(part.person)], False, "person")
        string = self._text[part.start : part.end]
        if part.form == "name" and string[0].islower():
            person = self._people.full(" ".join(string.split()).title())
            return Reference(part, [self._cast.person(person)], False, "person in lower case")
        if part.form in ("name", "handle"):
            named = self._cast.organisation(string, part.words or (fold_name(string),))
            return Reference(part, [named], False, "name of a source")
        find = self._of_pronoun if part.form == "pronoun" else self._of_nominal
        rule, voices = find(part)
        if voices:
            return Reference(part, voices, True, rule)
        if part.form == "nominal" and (group := self._cast.group(part)):
            return Reference(part, [group], False, "registered group")
        is_pronoun = part.form == "pronoun"
        if owned := self._cast.owned(string, part):
            return Reference(part, [owned], is_pronoun, "named group")
        return Reference(part, [self._cast.unnamed(string, part)], is_pronoun, "unnamed")

    def _of_pronoun(self, part: Part) -> tuple[str, list[Voice]]:
        focus, word = self._focus, part.head
        if word in genders():
            return "he or she", _one(focus.he_or_she(genders()[word]))
        if word in pronouns("it"):
            return "it", _one(focus.organisation) or self._in_cast(focus.main_organisation())
        if word in pronouns("they"):
            return "they", focus.they()
        if word in pronouns("first person", "relative"):
            return "who speaks", _one(focus.he_or_she(None))
        return "", []

    def _of_nominal(self, part: Part) -> tuple[str, list[Voice]]:
        """Who was spoken of before and is meant by a noun phrase, with the rule; nobody if it is
        somebody new."""
        known, focus = lists(), self._focus
        if " ".join(part.words) in known.collectives:
            number = next((_NUMBERS[word] for word in part.words if word in _NUMBERS), 0)
            return "collective", focus.they(number)
        if again := self._cast.again(part, self._text[part.start : part.end]):
            return "again", [again]
        if part.words[0] == "'s":
            return "owned text", self._author() if part.head in known.documents else []
        if part.words[0] not in known.definite:
            return "", []
        if registered := self._cast.group(part):
            return "registered group", [registered]
        if part.head in known.roles and part.head not in known.organisations:
            return "role of somebody", self._with_role(part)
        if part.head in known.outlets:
            outlet = _one(self._cast.outlet) or self._in_cast(focus.main_organisation())
            return "outlet", outlet
        if part.head in known.documents:
            return "text", self._author()
        if part.head in known.organisations:
            return "kind of organisation", self._organisation(part.head)
        return "", []

    def _organisation(self, head: str) -> list[Voice]:
        """The organisation that a head noun refers to: the main one, or one that has the noun in
        its name (the Justice Department, the department)."""
        focus, is_firm = self._focus, head in lists().firms
        return self._in_cast(focus.main_organisation() if is_firm else focus.with_word(head))

    def _in_cast(self, named: Voice | None) -> list[Voice]:
        """The voice of an organisation that was named, if one was."""
        if named is None:
            return []
        return [self._cast.organisation(named.name, tuple(fold_name(named.name).split()))]

    def _author(self) -> list[Voice]:
        """Whose a text is: who spoke last, or else is spoken of."""
        return _one(self._focus.organisation) or _one(self._focus.he_or_she(None))

    def _with_role(self, part: Part) -> list[Voice]:
        """The person to whom the text gives a role in the same words, or else who is spoken of."""
        known = lists()
        if part.head.endswith("s"):
            return []
        person = self._roles.first_with(frozenset(part.words[1:]) - _FORMERLY)
        if person:
            return [self._cast.person(person)]
        if part.head in known.voices:
            return []
        return _one(self._focus.he_or_she(gender_of_role(part.head)))

    # Quotes.

    def _quote(self, quote: Attribution, before: Sequence[Resolved]) -> Resolved:
        source, via = (self._by_phrase[one] if one else [] for one in (quote.source, quote.via))
        if source:
            speakers = _distinct(voice for one in source for voice in one.voices)
            anaphoric = all(one.anaphoric for one in source)
            return Resolved(source, via, speakers, "anaphoric" if anaphoric else "explicit")
        rule, speakers = self._implicit(quote, before)
        return Resolved([], via, speakers, "implicit", rule)

    def _implicit(self, quote: Attribution, before: Sequence[Resolved]) -> tuple[str, list[Voice]]:
        """Who is quoted where nothing says so, with the rule: the speaker of the quote before, in
        the same or an adjacent paragraph; one nobody names where there is a verb; else who stands
        nearest."""
        if quote.continues is not None and quote.continues < len(before):
            return "continued", before[quote.continues].speakers
        if quote.cue:
            return "verb alone", [self._cast.unnamed("an unnamed voice")]
        start = quote.content[0][0]
        for number in range(len(before) - 1, -1, -1):
            end = self._attributions[number].content[-1][1]
            if end <= start and number != quote.parent:
                if self._text.count("\n", end, start) <= _ADJACENT:
                    return "adjacent", before[number].speakers
                break
        if nearest := self._nearest(quote):
            return "nearest", nearest
        if before:
            return "last", before[-1].speakers
        return "nobody", [self._cast.unnamed("an unnamed voice")]

    def _nearest(self, quote: Attribution) -> list[Voice]:
        """The person named last in the paragraph before the quote, or first behind it."""
        start, end = quote.content[0][0], quote.content[-1][1]
        place = bisect_left(self._starts, start)
        behind = bisect_left(self._starts, end)
        near = self._names.persons[max(0, place - 1) : place]
        near += self._names.persons[behind : behind + 1]
        for mention in near:
            # The search begins at the quote, so that a line feed beside it ends it.
            apart = (
                self._text.rfind("\n", mention.end, start)
                if mention.end <= start
                else self._text.find("\n", end, mention.start)
            )
            if apart < 0:
                return [self._cast.person(mention.person)]
        return []


def _is_inside(place: int, ranges: Sequence[Range]) -> bool:
    number = bisect_left(ranges, (place + 1, 0)) - 1
    return number >= 0 and ranges[number][0] <= place < ranges[number][1]


def _one(voice: Voice | None) -> list[Voice]:
    return [] if voice is None else [voice]


def _distinct(voices: Iterable[Voice]) -> list[Voice]:
    return list({voice.id: voice for voice in voices}.values())
