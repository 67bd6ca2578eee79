"""Who takes part in what is told at a place of the text: who acts, who spoke, whose turn it is.

A paragraph without speech sets the stage for the conversation that follows. In a conversation, who
speaks next is rather not who spoke last, but who is called, who spoke before that, or who else is
on the stage.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from said.annotators.speakers.cast import Cast, Voice
from said.annotators.speakers.focus import Focus
from said.annotators.speakers.turns import Exchanges
from said.annotators.speakers.words import common_persons
from said.text.pronouns import genders
from said.text.reading import Reading
from said.text.segments import Range

_SCENE = 12
"""Paragraphs after which who spoke is no longer expected to take part in a conversation."""
_JUST = 4
"""Paragraphs in which who spoke is expected rather than who is only mentioned."""
_FEW = 3
"""Subjects of a sentence among which one is looked for who is not addressed."""
_NEAR = 40
"""Code points behind a quote in which the sentence behind it begins."""
_QUESTIONED = ("Asked ", "Pressed ", "Questioned ", "When asked ")
_GAP = 3
"""Code points from the end of a sentence to the words in marks behind it."""


class StageFacts(NamedTuple):
    """What the stage knows: see the attributes of `Stage`."""

    turns: Mapping[int, Sequence[Voice]]
    subjects: Sequence[tuple[int, Voice]]
    subjects_before: Sequence[tuple[int, Voice]]
    mentioned: Mapping[str, Voice]
    on_stage: Mapping[str, Voice]
    spoke: Mapping[str, tuple[Voice, int]]


class Stage:
    """Goes through the text with `enter`, `mention` and `spoke`, and answers for the place
    reached."""

    def __init__(self, reading: Reading, exchanges: Exchanges, focus: Focus, cast: Cast) -> None:
        self._reading = reading
        self._exchanges = exchanges
        self._focus = focus
        self._cast = cast
        self.paragraph = 0
        """The number of the paragraph."""
        self._subjects: list[tuple[int, Voice]] = []
        """The subjects outside quotes in this paragraph, by place."""
        self._subjects_before: list[tuple[int, Voice]] = []
        self._mentioned: dict[str, Voice] = {}
        """Who is mentioned outside quotes in this paragraph, the latest last."""
        self._on_stage: dict[str, Voice] = {}
        """Who is mentioned since the last paragraphs without speech, the latest last."""
        self._turns: dict[int, Sequence[Voice]] = {}
        """Who spoke last in each paragraph in which somebody spoke."""
        self._spoke: dict[str, tuple[Voice, int]] = {}
        """Who spoke, with the number of the last paragraph of their words, the latest last."""

    @property
    def is_story(self) -> bool:
        """Whether the text consists of conversations for the most part."""
        return self._exchanges.is_conversation

    @property
    def scene(self) -> StageFacts:
        """Who takes part in what is told here."""
        return StageFacts(
            self._turns,
            self._subjects,
            self._subjects_before,
            self._mentioned,
            self._on_stage,
            self._spoke,
        )

    @property
    def is_conversation(self) -> bool:
        """Whether the speech of this paragraph belongs to a conversation."""
        return self.paragraph in self._exchanges.changing

    def enter(self, paragraph: int) -> None:
        """A paragraph begins."""
        if self._mentioned:
            if self.paragraph not in self._exchanges.speeches:
                self._on_stage = {}
            self._on_stage.update(self._mentioned)
            self._mentioned = {}
        self._subjects_before, self._subjects = self._subjects, []
        self.paragraph = paragraph

    def mention(self, place: int, voice: Voice, is_subject: bool) -> None:
        """Somebody is mentioned outside quotes."""
        if self._exchanges.changing:
            self._mentioned.pop(voice.id, None)
            self._mentioned[voice.id] = voice
        if is_subject:
            self._subjects.append((place, voice))

    def spoke(self, paragraph: int, voices: Sequence[Voice]) -> None:
        """The speech of a paragraph is over."""
        if not self._exchanges.changing:
            return
        self._turns[paragraph] = voices
        for voice in voices:
            self._spoke.pop(voice.id, None)
            self._spoke[voice.id] = voice, paragraph
        if self.is_conversation:
            self._introduce(paragraph)

    def _introduce(self, paragraph: int) -> None:
        """Who spoke without a name in the paragraph before is who is called by one in the answer,
        if nobody was called so before: “Who are you?” she asked. “Sit down, Miss Lind.”"""
        before = self._turns.get(paragraph - 1, ())
        called = {one.id: one for one in self._exchanges.addressed(paragraph)}
        if len(before) != 1 or len(called) != 1 or before[0].kind != "anonymous":
            return
        person = next(iter(called.values()))
        named = self._cast.person(person)
        is_new = self._reading.paragraph_at(self._exchanges.first_mention(person)) == paragraph
        may_be_anybody = before[0].head in common_persons() or before[0].head in genders()
        if is_new and may_be_anybody and self._focus.fits(before[0], named.gender):
            self._cast.identify(before[0], named)
            self._turns[paragraph - 1] = [named]
            self._spoke.pop(before[0].id, None)
            self._spoke[named.id] = named, paragraph - 1

    def acting(self, content: Sequence[Range]) -> Voice | None:
        """Who does something in the sentence directly before the words, or behind them, in the
        same paragraph: Lind shook her head. “Never.”"""
        addressed = self._addressed(self.paragraph)
        start = content[0][0]
        sentences = []
        if start and (before := self._reading.sentence_at(max(0, start - _GAP))):
            sentences.append((before[0], start))
        for _, end in content:
            behind = self._reading.sentences_in(end, end + _NEAR)[:1]
            sentences += [one for one in behind if self._reading.flowing[one[0]].isalpha()]
        for first, end in sentences:
            number = bisect_left(self._subjects, (first,))
            for at, voice in self._subjects[number : number + _FEW]:
                if at < end and voice.id not in addressed:
                    return voice
        return None

    def he_or_she(self, gender: str | None, place: int) -> Voice | None:
        """Whom "he" or "she" refers to. In a conversation, it is rather not who spoke in the
        paragraph before, nor who is addressed in this one, but who spoke before that."""
        focus, before = self._focus, self._turns.get(self.paragraph - 1)
        if not self.is_conversation or before is None:
            if place in self._exchanges.answers:
                if not self._is_asked(place):
                    asker = focus.speaker
                    return focus.he_or_she(gender, [asker.id] if asker else ())
                if voice := focus.he_or_she(gender, focus.named):
                    return voice
            return focus.he_or_she(gender)
        if any(at < place and focus.fits(one, gender) for at, one in self._subjects[-_FEW:]):
            return focus.he_or_she(gender)
        but = _ids(before) | self._addressed(self.paragraph)
        for voice in self._turns.get(self.paragraph - 2, ()):
            if voice.id not in but and focus.fits(voice, gender):
                return voice
        return focus.he_or_she(gender, but) or focus.he_or_she(gender)

    def _is_asked(self, place: int) -> bool:
        """Whether a source answers a question in its own sentence, and not who spoke before: Asked
        about Lind, she replied."""
        sentence = self._reading.sentence_at(place)
        return sentence is not None and self._reading.flowing.startswith(_QUESTIONED, sentence[0])

    def turn(self) -> Voice | None:
        """Whose turn it is in a conversation, where nothing in the paragraph tells it."""
        exchanges, number = self._exchanges, self.paragraph
        before = self._turns.get(number - 1)
        but = self._addressed(number) | _ids(before or ())
        if following := exchanges.named_speaker(number + 1):
            but.add(self._cast.person(following).id)
        gender = exchanges.gender_addressed(number - 1) if before else None
        candidates = self._answering(but) if before else self._appearing()
        fitting = [one for one in candidates if one.id not in but]
        return (
            next((one for one in fitting if self._focus.fits(one, gender)), None)
            or (self._focus.he_or_she(gender, but) if gender else None)
            or next(iter(fitting), None)
            or self._focus.he_or_she(None, but)
        )

    def _answering(self, but: Iterable[str]) -> Iterator[Voice]:
        """Who can answer the paragraph before, the most probable first."""
        exchanges, number = self._exchanges, self.paragraph
        for person in reversed(exchanges.addressed(number - 1)):
            yield self._cast.person(person)
        yield from self._turns.get(number - 2, ())
        yield from self._speaking_next_but_one()
        if partner := self.partner(None, but=but):
            yield partner

    def _appearing(self) -> Iterator[Voice]:
        """Who can speak first behind a paragraph without speech, the most probable first: who acts
        in its last sentence."""
        if self._subjects_before:
            last = self._reading.sentence_at(self._subjects_before[-1][0])
            first = last[0] if last else 0
            acting = [voice for at, voice in self._subjects_before if at >= first]
            yield from sorted(acting, key=lambda one: one is self._cast.narrator())
        yield from self._speaking_next_but_one()
        yield from reversed(self._on_stage.values())
        if partner := self.partner(None):
            yield partner

    def _speaking_next_but_one(self) -> Iterator[Voice]:
        """Who speaks in the paragraph behind the next one, if somebody does in both."""
        if self.paragraph + 1 in self._exchanges.speeches:
            person = self._exchanges.named_speaker(self.paragraph + 2)
            if person:
                yield self._cast.person(person)

    def partner(
        self,
        gender: str | None,
        without: Iterable[Voice] = (),
        but: Iterable[str] = (),
    ) -> Voice | None:
        """Who takes part in the conversation, apart from who spoke in the paragraph before and who
        is addressed in this one: who spoke last on this stage, who is on it, who spoke last."""
        excluded = _ids(self._turns.get(self.paragraph - 1, ())) | _ids(without)
        excluded |= self._addressed(self.paragraph)
        excluded.update(but)
        just: list[Voice] = []
        earlier: list[Voice] = []
        for voice, paragraph in reversed(self._spoke.values()):
            if paragraph < self.paragraph - _SCENE:
                break
            (just if paragraph >= self.paragraph - _JUST else earlier).append(voice)
        on_stage = [one for one in (*just, *earlier) if one.id in self._on_stage]
        for voice in (*on_stage, *just, *reversed(self._on_stage.values()), *earlier):
            if voice.id not in excluded and self._focus.fits(voice, gender):
                return voice
        return None

    def _addressed(self, paragraph: int) -> set[str]:
        """The ids of those who are called out in the speech of a paragraph."""
        return {self._cast.person(one).id for one in self._exchanges.addressed(paragraph)}


def _ids(voices: Iterable[Voice]) -> set[str]:
    """The ids of some voices, also of before they spoke."""
    return {name for one in voices for name in (one.id, f"?{one.head}")}
