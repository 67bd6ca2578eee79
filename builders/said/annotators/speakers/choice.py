"""Where the rules have to guess who speaks, what there is to say of everybody who may.

A `Chooser` (a trained model, or what collects examples to train one) is told whom the rules take,
and the features of everybody else who may speak: who spoke in the last paragraphs, is called out in
them, acts, is on the stage or was mentioned last. It chooses one of these, or agrees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from said.annotators.speakers.cast import Cast, Voice
from said.annotators.speakers.focus import Focus
from said.annotators.speakers.stage import Stage
from said.annotators.speakers.turns import Exchanges
from said.text.reading import Reading
from said.text.segments import Range

_TURNS = 6
"""Paragraphs before this one in which a speech is looked at by itself."""
_RECENT = 5
"""Persons mentioned last, on the stage, and in a paragraph, that are candidates."""


class Candidate(NamedTuple):
    """Somebody who may speak instead of whom the rules take: the id, and features."""

    voice: str
    features: list[str]


Chooser = Callable[[int, str, Sequence[Candidate]], int | None]
"""Says who speaks at a place of the text, given the id of whom the rules take and the others who
may: the number of one of these, or None for whom the rules take."""


class Choices:
    """Asks a chooser wherever the rules guess."""

    def __init__(
        self,
        reading: Reading,
        exchanges: Exchanges,
        stage: Stage,
        focus: Focus,
        cast: Cast,
        chooser: Chooser,
    ) -> None:
        self._text = reading.flowing
        self._exchanges = exchanges
        self._stage = stage
        self._focus = focus
        self._cast = cast
        self._chooser = chooser

    def choose(
        self,
        situation: str,
        place: Range,
        nominated: Mapping[str, Sequence[Voice]],
        gender: str | None = None,
    ) -> Voice:
        """Who speaks at a place. `nominated` are those whom each rule names, the rule that decides
        first; `situation` is that rule, or what the source is."""
        answer = next(iter(nominated.values()))[0]
        facts = dict(self._facts(place, nominated))
        others: dict[str, Voice] = {}
        for voice in (one for found in facts.values() for one in found):
            if voice.id != answer.id and self._focus.fits(voice, gender):
                others.setdefault(voice.id, voice)
        if not others:
            return answer
        context = situation, "turns" if self._stage.is_conversation else "report"
        candidates = [
            Candidate(one.id, self._features(one, answer, context, facts))
            for one in others.values()
        ]
        chosen = self._chooser(place[0], answer.id, candidates)
        return answer if chosen is None else [*others.values()][chosen]

    def _features(
        self,
        voice: Voice,
        answer: Voice,
        context: tuple[str, str],
        facts: Mapping[str, Sequence[Voice]],
    ) -> list[str]:
        """What is true of somebody and of whom the rules take, by itself and in the situation."""
        told = [f"kind {voice.kind} {answer.kind}", *context]
        for who, one in (("", voice), ("answer ", answer)):
            true = [
                name for name, voices in facts.items() if any(each.id == one.id for each in voices)
            ]
            if not any(name.startswith("spoke") for name in true):
                true.append("did not speak")
            told += [f"{who}{name}" for name in true]
            told += [f"{around}: {who}{name}" for around in context for name in true]
        return told

    def _facts(
        self, place: Range, nominated: Mapping[str, Sequence[Voice]]
    ) -> Iterator[tuple[str, Sequence[Voice]]]:
        """What can be said of somebody, and of whom it is true."""
        for rule, voices in nominated.items():
            yield f"rule {rule}", voices
        stage, exchanges, scene = self._stage, self._exchanges, self._stage.scene
        here = stage.paragraph
        for back in range(1, _TURNS + 1):
            yield f"spoke {back} before", scene.turns.get(here - back, ())
        spoken = list(scene.spoke.values())
        yield "spoke last", [voice for voice, _ in spoken[-1:]]
        yield "spoke last but one", [voice for voice, _ in spoken[-2:-1]]
        yield "spoke earlier", [voice for voice, _ in spoken[-_RECENT:-2]]
        for number, name in ((here - 2, "two before"), (here - 1, "before"), (here, "here"),
                             (here + 1, "behind")):  # fmt: skip
            yield f"called {name}", [self._cast.person(one) for one in exchanges.addressed(number)]
        for number in (here + 1, here + 2):
            named = exchanges.named_speaker(number)
            yield f"named {number - here} behind", [self._cast.person(named)] if named else []
        before = [voice for at, voice in scene.subjects if at < place[0]]
        yield "acts before", before[-1:]
        yield "acts behind", [voice for at, voice in scene.subjects if at >= place[1]][:1]
        yield "mentioned here", list(scene.mentioned.values())
        last = [voice for _, voice in scene.subjects_before]
        yield "acted last", last[-1:]
        yield "acted first", last[:1]
        on_stage = list(scene.on_stage.values())[-_RECENT:]
        yield "on stage last", on_stage[-1:]
        yield "on stage", on_stage
        recent = self._focus.recent(_RECENT)
        yield "recent", recent[:1]
        yield "recent, second", recent[1:2]
        yield "recent, later", recent[2:]
