"""Issues: which words beside which others affirm or deny a target's proposition.

The frames are a table in `rules`. A target that the registry does not have is not drafted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from said.annotators.stance import roles
from said.annotators.stance.names import PERSON
from said.annotators.stance.phrases import Hit, PhraseReading
from said.annotators.stance.rules import (
    CONDUCT,
    FRAMES,
    OUSTER,
    PROJECT,
    SPEAKER,
    TEAM,
    WORRIER,
    Frame,
)
from said.annotators.stance.scene import Scene
from said.annotators.stance.units import AGAINST, AUTHOR, Draft, Unit
from said.text.segments import Range

_LEADERS = "leadership"
TOPIC = "advanced ai"
"""What a text has to speak of anywhere: all issues are about it."""
_BEFORE = 14
"""What forbids a frame is looked for so many tokens before it, going back on an act behind it."""
_AGENT = 4
"""Leaders who are the agent of a verb stand no more tokens before it."""

HEADS = frozenset(frame.lists[0] for frame in FRAMES)
"""The lists whose phrases begin a frame of an issue."""
_BY_HEAD = {
    head: [
        (frame, frozenset(frame.lists[:-1] if frame.far else frame.lists))
        for frame in FRAMES
        if frame.lists[0] == head
    ]
    for head in sorted(HEADS)
}
"""The frames by their first list, each with the lists whose phrases have to stand in the clause."""


def find_issues(
    scene: Scene, unit: Unit, clause: Range, by_kind: Mapping[str, Sequence[Hit]]
) -> Iterator[Draft]:
    """The stances of a clause of a unit towards issues, frame by frame; `by_kind` are the phrases
    in it by list."""
    for kind in by_kind:
        for frame, needed in _BY_HEAD.get(kind, ()):
            if needed <= by_kind.keys():
                yield from _of_frame(scene, unit, clause, frame, by_kind)


def _of_frame(
    scene: Scene, unit: Unit, clause: Range, frame: Frame, by_kind: Mapping[str, Sequence[Hit]]
) -> Iterator[Draft]:
    if frame.quoted and not unit.quote:
        return
    found = _meeting(scene, unit, frame, by_kind)
    if found is None or not _holds(scene.reading, unit, clause, frame, found):
        return
    target = _target(scene, frame.target, found[0].first)
    if target is None:
        return
    parts = tuple(sorted((found[n].first, found[n].after) for n in frame.expression))
    leaders = None
    if frame.target == CONDUCT and frame.label == AGAINST:
        leaders = _leaders(scene, found[0])
    for holder in _holders(scene, unit, clause, frame, found[0]):
        is_implied = frame.implied or (frame.holder == WORRIER and holder == AUTHOR)
        yield Draft(unit, holder, target, frame.label, parts, frame.id, is_implied)
        if leaders:
            yield Draft(unit, holder, leaders, AGAINST, parts, frame.id)


def _holds(
    reading: PhraseReading, unit: Unit, clause: Range, frame: Frame, found: Sequence[Hit]
) -> bool:
    """Whether what a frame says is said outright: not negated, conditional or somebody else's."""
    head, last = found[0], found[-1]
    near = reading.within(max(0, head.first - _BEFORE), max(hit.after for hit in found))
    before = reading.lowered[clause[0] : head.first]
    return not (
        roles.is_negated(reading, clause[0], head.first)
        or roles.is_negated(reading, head.after, last.first)
        or roles.is_open(reading, clause, head.first)
        or any(hit.kind in frame.unless for hit in near)
        or (frame.order and any(word.isalpha() for word in before))
        or (not unit.quote and roles.is_marked(reading, head.first))
    )


def _meeting(
    scene: Scene, unit: Unit, frame: Frame, by_kind: Mapping[str, Sequence[Hit]]
) -> tuple[Hit, ...] | None:
    """The first phrases of a frame's lists that meet in a clause; of a frame that is far, the topic
    may stand in another clause of the unit or in the sentence before."""
    for head in by_kind[frame.lists[0]]:
        found = [head]
        for kind in frame.lists[1:]:
            last = found[-1]
            near = [
                hit
                for hit in by_kind.get(kind, ())
                if (hit.first >= last.after or (not frame.ordered and hit.after <= last.first))
                and min(abs(hit.first - last.after), abs(last.first - hit.after)) < frame.reach
            ]
            if not near and frame.far and kind == frame.lists[-1]:
                near = scene.around(unit, kind, last.first)
            if not near:
                break
            found.append(min(near, key=lambda hit: abs(hit.first - last.first)))
        else:
            return tuple(found)
    return None


def _holders(scene: Scene, unit: Unit, clause: Range, frame: Frame, cue: Hit) -> tuple[str, ...]:
    """Who speaks in a quote, the author of a sentence, or whose belief, act or worry it is."""
    if frame.holder != SPEAKER:
        is_worry = frame.holder == WORRIER
        return roles.holders_of(scene, unit, clause, cue.first, is_worry)
    found = roles.believers(scene, unit, clause, cue.first)
    if found is not None:
        return found
    return unit.holders if unit.quote else (AUTHOR,)


def _target(scene: Scene, target: str, place: int) -> str | None:
    """The id that a frame means at a place; None if the registry has none."""
    if target == CONDUCT:
        company = scene.company(place)
        return scene.of_company(company, CONDUCT) or company
    if target == TEAM:
        return scene.team(place)
    if target in (PROJECT, OUSTER):
        return next((one for one in sorted(scene.targets) if one.endswith(f"-{target}")), None)
    return target if target in scene.targets else None


def _leaders(scene: Scene, cue: Hit) -> str | None:
    """The leaders as a body, where they are the agent of a verb (T5): before it or behind *by*."""
    behind = (cue.after + 1,) if scene.reading.lowered[cue.after : cue.after + 1] == ["by"] else ()
    for place in (*range(max(0, cue.first - _AGENT), cue.first), *behind):
        ref = scene.starting(place)
        if ref is not None and ref.kind != PERSON:
            for target in sorted(ref.targets):
                if target.endswith(f"-{_LEADERS}"):
                    return target
    return None
