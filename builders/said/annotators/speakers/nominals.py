"""Who is meant by a noun phrase that is a source: the pilot, her doctor, the firm (Q8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from said.annotators.speakers.cast import Cast, Voice, voice_or_none
from said.annotators.speakers.focus import Focus
from said.annotators.speakers.mentions import Names
from said.annotators.speakers.organisations import Organisations
from said.annotators.speakers.phrases import Part
from said.annotators.speakers.roles import Roles
from said.annotators.speakers.stage import Stage
from said.annotators.speakers.words import (
    common_persons,
    gender_of_role,
    is_plural,
    lists,
    person_nouns,
)
from said.text.reading import Reading

_NUMBERS = {"two": 2, "both": 2, "pair": 2, "couple": 2, "duo": 2, "men": 2, "women": 2}
_NUMBERS |= {"three": 3, "trio": 3}
_AGED = re.compile(r"(\d{1,3})-year-old")
_PAST = frozenset(("ageing", "aging", "former", "retired", "veteran", "young"))
_FORMERLY = frozenset(["ex", "former", "then", "same", "late", "outgoing", "own"])


class Nominals:
    """Resolves the noun phrases of a text in their order."""

    def __init__(
        self,
        reading: Reading,
        names: Names,
        cast: Cast,
        focus: Focus,
        stage: Stage,
        organisations: Organisations,
    ) -> None:
        self._reading = reading
        self._text = reading.flowing
        self._persons = names.persons
        self._cast = cast
        self._focus = focus
        self._stage = stage
        self._organisations = organisations

    @cached_property
    def _roles(self) -> Roles:
        return Roles(self._text, self._persons)

    def resolve(self, part: Part) -> tuple[str, list[Voice]]:
        """Who was spoken of before and is meant by a noun phrase, with the rule; nobody if it is
        somebody new."""
        known, focus = lists(), self._focus
        string = self._text[part.start : part.end]
        if " ".join(part.words) in known.collectives:
            number = next((_NUMBERS[word] for word in part.words if word in _NUMBERS), 0)
            return "collective", focus.they(number)
        if self._stage.is_story and (present := self.present(part, speaks=True)):
            return "role of somebody", [self._cast.real(present)]
        again = self._insider(part) or self._cast.again(part, string, self._is_label(part))
        if again:
            return "again", [again]
        if part.head in person_nouns() and part.words[0] in known.possessive_pronouns:
            words = frozenset(part.words[1:]) - _FORMERLY
            if len(words) > 1 and (person := self._told(part.words[1:], part.start)):
                return "role of somebody", [person]
            return "partner", self._relative_of(part)
        if part.words[0] == "'s":
            return "owned text", self._author() if part.head in known.documents else []
        if part.words[0] not in known.definite:
            of = self._text[part.start].isupper() and self._text.startswith(" of ", part.end)
            is_role = part.head in known.roles and not is_plural(part.head)
            is_bare = part.words[0] not in known.determiners and is_role and not of
            person = self._told(part.words, part.start) if is_bare else None
            return ("role of somebody", [person]) if person else ("", [])
        if registered := self._cast.group(part):
            return "registered group", [registered]
        is_people = part.head in known.peoples and self._text[part.end - len(part.head)].isupper()
        is_person = is_people or _is_person(part.head)
        if is_person and part.head not in known.organisations:
            return "role of somebody", self._with_role(part)
        if part.head in known.outlets:
            is_text = part.head in known.documents
            named = None if is_text else self._organisation(part)
            return "outlet", voice_or_none(self._cast.outlet or named)
        if part.head in known.documents:
            return "text", self._author()
        if part.head in known.organisations:
            return "kind of organisation", voice_or_none(self._organisation(part))
        return "", []

    def _is_label(self, part: Part) -> bool:
        """Whether a noun phrase leads the turn of a transcript: HOST: Good evening."""
        start = self._reading.paragraphs[self._stage.paragraph][0]
        return part.start == start and self._text[part.end : part.end + 1] == ":"

    def _insider(self, part: Part) -> Voice | None:
        """The voice without a name that spoke last, if a phrase calls it by another noun for such a
        voice: A source told us. Our insider said."""
        last, known = self._focus.speaker, lists().voices
        if part.words[0] != "our" or part.head not in known or is_plural(part.head):
            return None
        return last if last and last.head in known and not last.plural else None

    def _organisation(self, part: Part) -> Voice | None:
        """The organisation that a noun phrase refers to, unless it has a name in it."""
        phrase = self._text[part.start : part.end].split()
        if any(word[0].isupper() for word in phrase[1:]):
            return None
        return self._organisations.meant(part.words[1:], part.start, self._stage.paragraph)

    def _author(self) -> list[Voice]:
        """Whose a text is: who spoke last, or else is spoken of."""
        return voice_or_none(self._focus.organisation) or voice_or_none(self._focus.he_or_she(None))

    def _told(self, words: Sequence[str], place: int) -> Voice | None:
        """The person to whom the text gives a role in these words, before or behind this place."""
        told = frozenset(words) - _FORMERLY
        person = self._roles.with_words(told, place) if words else None
        return self._cast.person(person) if person else None

    def _with_role(self, part: Part) -> list[Voice]:
        """The person to whom the text gives a role in the same words, or an age (the 63-year-old),
        or else who is spoken of, if anybody can be called so."""
        head, age = part.head, _AGED.fullmatch(part.head)
        if is_plural(head):
            return self._several(part)
        if age or head == "teenager":
            person = self._roles.aged(age[1]) if age else self._roles.teenager(part.start)
            told = self._cast.person(person) if person else None
        else:
            told = self._told(part.words[1:], part.start)
        if told or not (age or _is_epithet(part)):
            return voice_or_none(told)
        is_told_of = age or head in lists().peoples
        but = self._roles.presiding
        if is_told_of:
            but |= self._roles.otherwise(age[1] if age else head)
        return voice_or_none(self._focus.he_or_she(gender_of_role(head), but))

    def _several(self, part: Part) -> list[Voice]:
        """The persons to whom the text gives a role together: the sisters, of Kate and Moira."""
        person = self._told(part.words[1:], part.start)
        return self._focus.named_with(person) if person else []

    def _relative_of(self, part: Part) -> list[Voice]:
        """The partner in a conversation who is called "her husband", "his friend"."""
        if not self._stage.is_conversation or is_plural(part.head):
            return []
        voice = self._stage.partner(gender_of_role(part.head), [self._cast.narrator()])
        return voice_or_none(voice and self._cast.real(voice))

    def mentioned(self, part: Part) -> Voice | None:
        """Who is meant by a noun phrase for one person that is no source: somebody new, unless it
        refers back."""
        phrase = self._text[part.start : part.end]
        if again := self._cast.again(part, phrase, False):
            return again
        if part.words[0] in lists().definite:
            return next(iter(self._with_role(part)), None) or self._cast.somebody(phrase, part)
        if part.words[0] in lists().possessive_pronouns and (
            person := self._told(part.words[1:], part.start)
        ):
            return person
        return self._cast.somebody(phrase, part)

    def present(self, part: Part, speaks: bool = False) -> Voice | None:
        """Who is meant by a definite noun phrase in a story: who has the role, was called so
        before, or takes part in the conversation and can be called so. Of who `speaks`, that may
        be anybody; elsewhere a noun that only tells age and gender shows that it is."""
        known = lists()
        if part.words[0] not in known.definite or part.head not in person_nouns():
            return None
        is_common = part.head in common_persons()
        if not is_common and (person := self._told(part.words[1:], part.start)):
            return person
        if not is_common and (called := self._cast.called(part.head)):
            return called
        if not (speaks or is_common):
            return None
        gender = gender_of_role(part.head)
        voice = self._stage.partner(gender, [self._cast.narrator()]) or (
            self._stage.he_or_she(gender, part.start) if gender else None
        )
        if voice and not is_common:
            self._cast.call(part.head, voice)
        return voice


def _is_person(noun: str) -> bool:
    """Whether a noun phrase with this head can refer back to a person: the 54-year-old, the
    mum-of-two."""
    return (
        noun in person_nouns()
        or _AGED.fullmatch(noun) is not None
        or noun.partition("-of-")[0] in person_nouns()
    )


def _is_epithet(part: Part) -> bool:
    """Whether a noun phrase can mean anybody who is spoken of: the singer, the former judge; but
    not the judge, who has that role on an occasion, nor the spokesman."""
    known, head = lists(), part.head
    if head in known.voices or (head in known.offices and _PAST.isdisjoint(part.words)):
        return False
    return head in known.roles or head not in person_nouns()
