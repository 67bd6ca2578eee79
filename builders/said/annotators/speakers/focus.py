"""Who is spoken of at a place of the text: what pronouns, noun phrases and roles refer back to.

The text is gone through from left to right: a sentence's subject is the first person named in it
outside quotation marks, or the one who speaks in it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import chain, islice

from said.annotators.speakers.cast import Voice
from said.annotators.speakers.phrases import Part
from said.annotators.speakers.words import find_gendered, is_plural, person_nouns, single_persons
from said.text.classes import Pos, classify
from said.text.reading import Reading
from said.text.segments import Range

_MANY = 20
"""Voices among which one is looked for."""
_JUST = 3
"""Sentences in which a pronoun of the other gender speaks against a voice."""
_LEADS = frozenset(("the", "this", "that"))
_OPENING = (
    *("A ", "An ", "Another ", "Her ", "His ", "My ", "One ", "Our ", "That ", "The ", "Their "),
    "This ",
)
_LONGEST_SUBJECT = 80
_LONGEST_ROLE = 5
"""Tokens of a noun phrase for a person, and the determiner before it, at most."""


def find_pronouns(reading: Reading, quoted: Sequence[Range]) -> list[tuple[int, str]]:
    """The pronouns outside quoted words that tell a gender, and "I", by place, in lower case."""
    found = []
    number = 0
    for start, word in find_gendered(reading):
        while number < len(quoted) and quoted[number][1] <= start:
            number += 1
        if number == len(quoted) or start < quoted[number][0]:
            found.append((start, word))
    return found


def find_roles(reading: Reading, quoted: Sequence[Range]) -> list[Part]:
    """The definite noun phrases for single persons outside quoted words: the old man, by place."""
    strings, starts, ends = reading.tokens
    persons, lowered = person_nouns(), reading.lowered
    found: list[Part] = []
    number = 0
    for place, word in enumerate(lowered):
        if word not in _LEADS:
            continue
        start = starts[place]
        while number < len(quoted) and quoted[number][1] <= start:
            number += 1
        if number < len(quoted) and quoted[number][0] <= start:
            continue
        for last in range(place + 1, min(place + _LONGEST_ROLE, len(lowered))):
            noun = lowered[last]
            if not strings[last].islower() or is_plural(noun):
                break
            if noun not in persons and classify(noun)[1] != Pos.WORD:
                break
            following = lowered[last + 1] if last + 1 < len(lowered) else ""
            if noun in persons:
                if following not in persons and following not in ("'", "-", "’"):
                    words = tuple(lowered[place : last + 1])
                    found.append(Part(start, ends[last], "nominal", "nominal", None, words))
                break
    return found


def find_subjects(reading: Reading) -> list[Part]:
    """The noun phrases for single persons that begin a sentence: her coach, the judge, by place."""
    text, persons = reading.flowing, person_nouns()
    found: list[Part] = []
    for start, end in reading.sentences:
        if not text.startswith(_OPENING, start):
            continue
        lead, _, rest = text[start : min(end, start + _LONGEST_SUBJECT)].partition(" ")
        words, place = [lead.lower()], start + len(lead)
        for string in rest.split(" ")[:_LONGEST_ROLE]:
            word = string.rstrip(",")
            place += 1 + len(word)
            words.append(word.lower())
            if word in persons and not is_plural(word):
                following = text[place : place + 1]
                if (
                    following in (" ", ",")
                    and not text[place : place + 3].strip(", ")[:1].isupper()
                ):
                    found.append(Part(start, place, "nominal", "nominal", None, tuple(words)))
                break
            is_name = word[:1].isupper()  # the Harbour Lights star
            if not word or word != string or not (is_name or classify(word)[1] == Pos.WORD):
                break
    return found


class Focus:
    """The persons, groups and organisations named so far, the one in the subject first."""

    def __init__(self) -> None:
        self._subject: Voice | None = None
        self._aside: Voice | None = None
        """Who is named first in the sentence, if it is not its subject."""
        self.named: set[str] = set()
        """The ids of those who are named in the sentence."""
        self._first: dict[str, int] = {}
        """The numbers of the sentences in which each is mentioned first, by id."""
        self._here: dict[str, Voice] = {}
        """Who is mentioned in the sentence, by id, the latest last."""
        self._before: Voice | None = None
        """The subject of the sentence before, or of the last one that had any."""
        self._fresh = 0
        """The number of the sentence of which that is the subject."""
        self._owned: dict[str, tuple[str, int]] = {}
        """Who is called his or her relative or helper: the gender of the owner, and the number of
        the sentence."""
        self._recent: dict[str | None, dict[str, Voice]] = {None: {}, "m": {}, "f": {}}
        """Single voices by id, the latest last: all of them, and those a gender's pronoun fits."""
        self._persons: dict[str, Voice] = {}
        self._groups: dict[str, Voice] = {}
        """Persons, and voices of several, by id, the latest last."""
        self._pair: list[Voice] = []
        self._beside: dict[str, list[Voice]] = {}
        """Those named side by side with each, by id."""
        self._clock = 0
        """The number of sentences so far."""
        self._paired = self._grouped = 0
        """When several were named side by side, and a group was mentioned, last."""
        self._learned: dict[str, str] = {}
        """The genders that pronouns have shown, by id."""
        self._shown: dict[tuple[str, str], int] = {}
        """How often a pronoun of a gender referred to a voice of which none was known."""
        self._just_shown: dict[str, tuple[str, int]] = {}
        """The gender of the last such pronoun, and the number of its sentence."""
        self._spoke = 0
        """The sentence in which somebody was the only source last."""
        self.organisation: Voice | None = None
        """The last one named as a source."""
        self.speaker: Voice | None = None
        """The last one other than an organisation that was named as the only source."""

    def sentence(self) -> None:
        """A sentence begins."""
        if before := self._subject or self._aside:
            self._before, self._fresh = before, self._clock
        self._clock += 1
        self._subject = self._aside = None
        self._here = {}
        self.named = set()

    def person(self, voice: Voice, speaks: bool = False, subject: bool = True) -> None:
        """A person, or somebody without a name, is mentioned; the first `subject` of a sentence is
        its subject, unless another one `speaks` in it."""
        if speaks:
            self.speaker, self._spoke = voice, self._clock
        if speaks or (subject and self._subject is None):
            self._subject = voice
        self._aside = self._aside or voice
        ident = voice.id
        self._first.setdefault(ident, self._clock)
        self._here.pop(ident, None)
        self._here[ident] = voice
        if voice.kind == "person":
            self._persons.pop(ident, None)
            self._persons[ident] = voice
        if voice.plural:
            self._groups.pop(ident, None)
            self._groups[ident] = voice
            self._grouped = self._clock
            return
        shown = self._gender_of(voice)
        for gender, recent in self._recent.items():
            if gender == shown or gender is None or (shown is None and _may_be_person(voice)):
                recent.pop(ident, None)
                recent[ident] = voice

    def learn(self, voice: Voice, gender: str, certain: bool) -> None:
        """A pronoun has shown the gender of a voice; one that is not `certain` needs another."""
        if voice.gender is None and voice.id not in self._learned:
            self._just_shown[voice.id] = gender, self._clock
            count = self._shown.get((voice.id, gender), 0) + 1
            self._shown[voice.id, gender] = count
            if certain or count > 1:
                self._learned[voice.id] = gender
                self._recent["f" if gender == "m" else "m"].pop(voice.id, None)

    def fits(self, voice: Voice, gender: str | None) -> bool:
        """Whether a pronoun of a gender can refer to a voice."""
        if voice.plural:
            return False
        shown = self._gender_of(voice)
        return gender is None or shown == gender or (shown is None and _may_be_person(voice))

    def several(self, voices: list[Voice]) -> None:
        """Several are named side by side, or speak together."""
        self._pair, self._paired = voices, self._clock
        for one in voices:
            self._beside[one.id] = voices

    def named_with(self, voice: Voice) -> list[Voice]:
        """Those who were named side by side with somebody, the last time."""
        return self._beside.get(voice.id, [])

    def he_or_she(self, gender: str | None, but: Container[str] = ()) -> Voice | None:
        """Whom a pronoun of a gender refers to, of those whose ids are not among `but`."""
        subject = self._subject
        if (
            subject
            and subject.id not in but
            and self.fits(subject, gender)
            and not self._is_unlikely(subject, gender)
        ):
            return self._known(gender, but) or subject if self._may_be_new(subject) else subject
        second: Voice | None = None
        for one in chain(self._near(gender), reversed(self._recent[gender].values())):
            if one.id not in but:
                if not self._is_unlikely(one, gender):
                    return one
                second = second or one
        return second

    def _may_be_new(self, voice: Voice) -> bool:
        """Whether a voice is without a name and a gender, and the sentence is the first that
        mentions it: one colleague."""
        is_new = self._first.get(voice.id) == self._clock
        return is_new and voice.kind == "anonymous" and self._gender_of(voice) is None

    def _known(self, gender: str | None, but: Container[str]) -> Voice | None:
        """The person of whom a gender is known who was mentioned last: one colleague calls her a
        clock, and she is glad."""
        recent = islice(reversed(self._recent[gender].values()), _MANY) if gender else ()
        return next(
            (one for one in recent if one.id not in but and self._gender_of(one) == gender), None
        )

    def recent(self, most: int) -> list[Voice]:
        """The single voices that were mentioned last, the latest first."""
        return list(islice(reversed(self._recent[None].values()), most))

    def _near(self, gender: str | None) -> Iterator[Voice]:
        """Those in the sentence and before it whom a pronoun of a gender may refer to, its subject
        first; of whom the gender is not known, the subject of the sentence before comes first."""
        if self._subject and self.fits(self._subject, gender):
            yield self._subject
        latest = islice(reversed(self._here.values()), _MANY)
        here = [one for one in latest if self.fits(one, gender)]
        if gender:
            yield from (one for one in here if self._gender_of(one) == gender)
        before = [self._before] if self._before and self.fits(self._before, gender) else []
        is_fresh = self._fresh == self._clock - 1
        yield from (*before, *here) if is_fresh else (*here, *before)

    def _gender_of(self, voice: Voice) -> str | None:
        return voice.gender or self._learned.get(voice.id)

    def own(self, voice: Voice, gender: str) -> None:
        """A voice is called his or her relative or helper: her doctor."""
        self._owned[voice.id] = gender, self._clock

    def _is_unlikely(self, voice: Voice, gender: str | None) -> bool:
        """Whether a pronoun of the other gender has just referred to a voice, or the sentence calls
        it by a pronoun of this one: her doctor told her, she says."""
        if voice.id in self._owned and self._owned[voice.id] == (gender, self._clock):
            return True
        if voice.id not in self._just_shown:
            return False
        shown, clock = self._just_shown[voice.id]
        return shown != gender and self._clock - clock <= _JUST

    def they(self, exactly: int = 0) -> list[Voice]:
        """Whom "they", "the two" or "the three" refers to; none if nobody fits."""
        fits = len(self._pair) == exactly if exactly else self._paired >= self._grouped
        if len(self._pair) > 1 and fits:
            return self._pair
        if exactly and len(self._persons) >= exactly:
            return list(islice(reversed(self._persons.values()), exactly))[::-1]
        just = self.speaker if self._clock - self._spoke <= _JUST else None
        if just and just.kind == "anonymous" and self._gender_of(just) is None:
            return [just]  # a user said; they added
        several = next(reversed(self._groups.values()), self.organisation)
        return [several] if several else []


def _may_be_person(voice: Voice) -> bool:
    """Whether a voice can be a single person; of those without a name, the noun tells it."""
    return voice.kind != "anonymous" or not voice.head or voice.head in single_persons()
