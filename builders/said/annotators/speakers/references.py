"""Who is behind the parts of a source phrase: names, pronouns and noun phrases (Q8)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from said.annotators.speakers.cast import Cast, Voice, voice_or_none
from said.annotators.speakers.choice import Choices
from said.annotators.speakers.focus import Focus
from said.annotators.speakers.mentions import Names
from said.annotators.speakers.nominals import Nominals
from said.annotators.speakers.organisations import Organisations
from said.annotators.speakers.people import People
from said.annotators.speakers.phrases import LONGEST, Part, reduce_phrase
from said.annotators.speakers.stage import Stage
from said.annotators.speakers.words import (
    is_plural,
    lists,
    person_nouns,
)
from said.text.classes import NOMINAL, Pos, classify
from said.text.names import fold_name
from said.text.pronouns import genders, pronouns
from said.text.reading import Reading
from said.text.segments import Range

_BRACKETS = re.compile(r" \([^()\n]{1,40}\)")
_NUMBER_OR_OPENING = re.compile(
    r"(?:aged )?\d|(?:(?:now|then|once|formerly|also) )?"
    r"(?:an?|the|his|her|their|its|one|of|from|who) "
)
"""How what tells more of a person begins, behind a comma and a name."""
_WORDS = re.compile(r"[\w'’-]+")
_IN_PHRASE = NOMINAL | {Pos.DETERMINER}
_IS = re.compile(r" (?:is|was|remains|became)(?: (?:also|now|still|then))? \Z")
_LONGEST_IS = 20


class Reference(NamedTuple):
    """A source or channel: its part of the phrase, who it is, and whether it refers back."""

    part: Part
    voices: list[Voice]
    anaphoric: bool
    rule: str
    """The id of the rule that found them; see `rules`."""


class References:
    """Resolves source phrases in the order of the text, each once."""

    def __init__(
        self,
        reading: Reading,
        names: Names,
        people: People,
        cast: Cast,
        focus: Focus,
        stage: Stage,
        choices: Choices | None = None,
    ) -> None:
        self._reading = reading
        self._text = reading.flowing
        self._persons = names.persons
        self._starts = [mention.start for mention in names.persons]
        self._people = people
        self._cast = cast
        self._focus = focus
        self._stage = stage
        self._choices = choices
        self._organisations = Organisations(reading, names, cast)
        self.nominals = Nominals(reading, names, cast, focus, stage, self._organisations)
        self._by_phrase: dict[Range, list[Reference]] = {}
        self._last: Reference | None = None
        """The source or channel that was resolved last."""

    def of_phrase(self, phrase: Range, around: Sequence[Voice] = ()) -> list[Reference]:
        """The sources in a phrase; `around` are the speakers of the words in which it stands."""
        if phrase in self._by_phrase:
            return self._by_phrase[phrase]
        first = bisect_left(self._starts, phrase[0])
        after = bisect_left(self._starts, min(phrase[1], phrase[0] + LONGEST))
        inside = self._persons[first:after]
        parts = reduce_phrase(self._reading, phrase, inside)
        if len(parts) == 1:
            parts = [self._named_behind(parts[0])]
        references = [self._reference(part, around) for part in parts]
        self._by_phrase[phrase] = references
        self._last = references[-1] if references else None
        voices = voices_of(references)
        for voice in voices:
            if voice is self._cast.narrator():
                continue
            if voice.kind in ("person", "anonymous"):
                self._focus.person(voice, speaks=len(voices) == 1)
            else:
                self._organisations.spoke(voice)
                self._focus.organisation = voice
        if len(voices) > 1:
            self._focus.several(voices)
        return references

    def _named_behind(self, part: Part) -> Part:
        """The name in apposition to a noun phrase for one person: his daughter, Ada Lind."""
        if part.form != "nominal" or not self._text.startswith(", ", part.end):
            return part
        number = bisect_left(self._starts, part.end + 2)
        mention = self._persons[number] if number < len(self._persons) else None
        is_person = part.head in person_nouns() and not is_plural(part.head)
        if mention is None or mention.start != part.end + 2 or not is_person:
            return part
        if self._text[mention.end : mention.end + 1] not in (",", "."):
            return part
        return Part(mention.start, mention.end, "name", "name", mention.person)

    def _reference(self, part: Part, around: Sequence[Voice]) -> Reference:
        """Who a part of a phrase is."""
        if part.person:
            return Reference(part, [self._cast.person(part.person)], False, "person")
        string = self._text[part.start : part.end]
        if part.form == "name" and string[0].islower():
            person = self._people.full(" ".join(string.split()).title())
            return Reference(part, [self._cast.person(person)], False, "person in lower case")
        if part.form in ("name", "handle"):
            full = self._organisations.full_name(string)
            named = self._cast.organisation(full, part.words or (fold_name(string),), string)
            return Reference(part, [named], False, "name of a source")
        if part.form == "pronoun" and part.head in pronouns("relative"):
            return self._antecedent(part, around)
        if part.form == "pronoun":
            rule, voices = self._of_pronoun(part, around)
        else:
            rule, voices = self.nominals.resolve(part)
        if voices:
            return Reference(part, list(map(self._cast.real, voices)), True, rule)
        if part.form == "nominal" and (group := self._cast.group(part)):
            return Reference(part, [group], False, "registered group")
        is_pronoun = part.form == "pronoun"
        if owned := self._cast.owned(string, part):
            return Reference(part, [owned], is_pronoun, "named group")
        unnamed = self._cast.unnamed(string, part)
        if part.form == "nominal" and part.words[0] in genders():
            self._focus.own(unnamed, genders()[part.words[0]])
        return Reference(part, [unnamed], is_pronoun, "unnamed")

    def _of_pronoun(self, part: Part, around: Sequence[Voice]) -> tuple[str, list[Voice]]:
        focus, word = self._focus, part.head
        if word in genders():
            voice = self._stage.he_or_she(genders()[word], part.start)
            if voice and self._choices:
                place = part.start, part.end
                voice = self._choices.choose(
                    "pronoun", place, {"pronoun": [voice]}, genders()[word]
                )
            if voice:
                voice = self._cast.real(voice)
                focus.learn(voice, genders()[word], self._stage.is_conversation)
            return "he or she", voice_or_none(voice)
        if word in pronouns("it"):
            named = focus.organisation or self._organisations.acting(
                part.start, self._stage.paragraph
            )
            if named is None and focus.speaker and focus.speaker.gender is None:
                named = focus.speaker  # a name of which nothing else tells whose it is
            return "it", voice_or_none(named)
        if word in pronouns("they"):
            acting = self._organisations.acting
            return "they", focus.they() or voice_or_none(
                acting(part.start, self._stage.paragraph, only_here=True)
            )
        if around and word in pronouns("first person"):
            return "who speaks", list(around)
        if word == "i":
            speaker = self._labelled(part.start) or self._cast.real(self._cast.narrator())
            return "narrator", [speaker]
        if word in pronouns("first person"):
            return "who speaks", voice_or_none(focus.he_or_she(None))
        return "", []

    def _labelled(self, place: int) -> Voice | None:
        """The person whose name and a colon begin the paragraph: Lind: I said so."""
        start = self._reading.paragraphs[self._stage.paragraph][0]
        number = bisect_left(self._starts, start)
        mention = self._persons[number] if number < len(self._persons) else None
        if mention and mention.end < place and self._text[mention.end : mention.end + 1] == ":":
            return self._cast.person(mention.person)
        return None

    def _antecedent(self, part: Part, around: Sequence[Voice]) -> Reference:
        """What a relative pronoun refers to: the name before it or before its apposition, else the
        noun phrase."""
        sentence = self._reading.sentence_at(part.start)
        first = max(sentence[0] if sentence else 0, part.start - LONGEST)
        number = bisect_left(self._starts, part.start) - 1
        if number >= 0 and self._persons[number].start >= first:
            mention = self._persons[number]
            if self._is_apposition(mention.end, part.start):
                name = Part(mention.start, mention.end, "name", "name", mention.person)
                voice = self._cast.person(mention.person)
                return Reference(name, [voice], False, "antecedent")
            first = max(first, mention.end)
        last = self._last
        if last and first <= last.part.start and last.part.end <= part.start:
            return last._replace(rule="antecedent")
        first = max(first, self._text.rfind(", ", first, part.start - 2) + 1)
        start, end = _noun_phrase(self._text, first, part.start)
        if start == end:
            return Reference(part, [self._cast.unnamed("who", part)], True, "antecedent")
        phrase = self._text[start:end]
        head = Part(start, end, "nominal", "nominal", None, tuple(map(fold_name, phrase.split())))
        if described := self._described(start):
            return Reference(head, [described], True, "antecedent")
        return self._reference(head, around)

    def _described(self, start: int) -> Voice | None:
        """The person of whom a noun phrase tells what they are: Lind is a pilot who."""
        verb = _IS.search(self._text, max(0, start - _LONGEST_IS), start)
        number = bisect_left(self._starts, verb.start()) - 1 if verb else -1
        if verb is None or number < 0 or self._persons[number].end != verb.start():
            return None
        return self._cast.person(self._persons[number].person)

    def _is_apposition(self, start: int, end: int) -> bool:
        """Whether nothing but commas and what tells more of a name stands between it and a relative
        pronoun: Lind, 52, the harbour master, who."""
        between = _BRACKETS.sub("", self._text[start:end]).rstrip(" ,")
        if not between:
            return True
        pieces = between.split(", ")
        return pieces[0] == "" and all(
            (_NUMBER_OR_OPENING.match(piece) or piece[:1].isupper())
            and not any(classify(word)[1] == Pos.AUXILIARY for word in piece.split())
            for piece in pieces[1:]
        )


def _noun_phrase(text: str, first: int, after: int) -> Range:
    """The smallest noun phrase for a person at the end of a range: of "calls from two men" the
    men, of "a nurse from Leeds" the nurse."""
    words = [
        (match.start(), match.end(), match[0]) for match in _WORDS.finditer(text, first, after)
    ]
    kinds = [classify(word)[1] for *_, word in words]
    end = last = len(words) - 1
    start = -1
    while last >= 0 and kinds[last] in _IN_PHRASE:
        start = last
        while start and kinds[start] != Pos.DETERMINER and kinds[start - 1] in _IN_PHRASE:
            start -= 1
        before = start - 2
        if before < 0 or kinds[start - 1] != Pos.PREPOSITION:
            break
        head = fold_name(words[before][2])
        is_empty = words[start - 1][2] == "of" and head in lists().empty_heads
        if not (is_empty or _is_for_person(head)):
            break
        last = before
        end = end if is_empty else before
    return (words[start][0], words[end][1]) if start >= 0 else (after, after)


def _is_for_person(noun: str) -> bool:
    known = person_nouns()
    return noun in known or noun.removesuffix("s") in known


def voices_of(references: Sequence[Reference]) -> list[Voice]:
    """Who is behind some references, each once, in the order of the first of each."""
    if len(references) == 1 and len(references[0].voices) == 1:
        return references[0].voices
    return list({voice.id: voice for one in references for voice in one.voices}.values())
