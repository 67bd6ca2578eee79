"""Where the rules have to guess who speaks, what there is to say of everybody who may.

A `Chooser` (a trained model, or what collects examples to train one) is given the features of each
candidate, and chooses. The candidates are who the rules take, who spoke in the last paragraphs, who
is called out in them, who acts, is on the stage or was mentioned last.
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
    """Somebody who may speak: the id, and features."""

    voice: str
    features: list[str]


Chooser = Callable[[int, Sequence[Candidate]], int]
"""The number of the candidate who speaks at a place of the text. The first one is who the rules
take."""


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
        voices = {answer.id: answer}
        for found in facts.values():
            for voice in found:
                if self._focus.fits(voice, gender):
                    voices.setdefault(voice.id, voice)
        turn = "turns" if self._stage.is_conversation else "report"
        context = (situation, turn)
        candidates = [
            Candidate(one.id, self._features(one, one is answer, context, facts))
            for one in voices.values()
        ]
        if len(candidates) == 1:
            return answer
        return [*voices.values()][self._chooser(place[0], candidates)]

    def _features(
        self,
        voice: Voice,
        is_answer: bool,
        context: tuple[str, str],
        facts: Mapping[str, Sequence[Voice]],
    ) -> list[str]:
        situation, turn = context
        true = [name for name, voices in facts.items() if any(one.id == voice.id for one in voices)]
        told = [
            *true,
            *(f"{situation}: {name}" for name in true),
            *(f"{turn}: {name}" for name in true),
            f"kind {voice.kind}",
        ]
        if is_answer:
            told += ["answer", f"answer {situation}", f"answer {turn}"]
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
