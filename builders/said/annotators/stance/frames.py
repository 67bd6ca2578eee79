"""The frames of topics: which words beside which others affirm or deny a target's proposition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from said.annotators.stance import roles
from said.annotators.stance.names import PERSON
from said.annotators.stance.phrases import Hit, PhraseReading
from said.annotators.stance.scene import Scene
from said.annotators.stance.targets import SUBJECT, WORRIER, TopicFrame
from said.annotators.stance.units import AGAINST, StanceDraft, Unit
from said.schema.scheme import AUTHOR
from said.text.segments import Range

_BEFORE = 14
"""What forbids a frame is looked for so many tokens before it, going back on an act behind it."""
_AGENT = 4
"""Leaders who are the agent of a verb stand no more tokens before it."""


def find_framed(
    scene: Scene, unit: Unit, clause: Range, by_kind: Mapping[str, Sequence[Hit]]
) -> Iterator[StanceDraft]:
    """The stances of a clause of a unit, frame by frame; `by_kind` has its phrases by list."""
    for topic in scene.topics:
        for kind in by_kind:
            for frame in topic.frames.get(kind, ()):
                if frame.needed <= by_kind.keys():
                    yield from _of_frame(scene, unit, clause, frame, by_kind)


def _of_frame(
    scene: Scene, unit: Unit, clause: Range, frame: TopicFrame, by_kind: Mapping[str, Sequence[Hit]]
) -> Iterator[StanceDraft]:
    if frame.quoted and not unit.quote:
        return
    found = _meeting(scene, unit, frame, by_kind)
    if found is None or not _holds(scene.reading, unit, clause, frame, found):
        return
    target = _target(scene, frame, found[0].first)
    if target is None:
        return
    parts = tuple(sorted((found[n].first, found[n].after) for n in frame.expression))
    is_blame = frame.by_company is not None and frame.label == AGAINST
    leaders = _leaders(scene, found[0]) if is_blame else None
    for holder in _holders(scene, unit, clause, frame, found[0]):
        is_implied = frame.implied or (frame.holder == WORRIER and holder == AUTHOR)
        yield StanceDraft(unit, holder, target, frame.label, parts, frame.id, is_implied)
        if leaders:
            yield StanceDraft(unit, holder, leaders, AGAINST, parts, frame.id)


def _holds(
    reading: PhraseReading, unit: Unit, clause: Range, frame: TopicFrame, found: Sequence[Hit]
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
        or (frame.imperative and any(word.isalpha() for word in before))
        or (not unit.quote and roles.is_marked(reading, head.first))
    )


def _meeting(
    scene: Scene, unit: Unit, frame: TopicFrame, by_kind: Mapping[str, Sequence[Hit]]
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


def _holders(
    scene: Scene, unit: Unit, clause: Range, frame: TopicFrame, cue: Hit
) -> tuple[str, ...]:
    """Who speaks in a quote, the author of a sentence, or whose belief, act or worry it is."""
    if frame.holder in (SUBJECT, WORRIER):
        return roles.holders_of(scene, unit, clause, cue.first, frame.holder == WORRIER)
    found = roles.believers(scene, unit, clause, cue.first)
    if found is not None:
        return found
    return unit.holders if unit.quote else (AUTHOR,)


def _target(scene: Scene, frame: TopicFrame, place: int) -> str | None:
    """The target of a frame at a place; of an aspect the company's that is spoken of there, or the
    company itself."""
    if frame.by_company is None:
        return frame.target
    company = scene.company(place)
    return frame.by_company.get(company, company) if company else None


def _leaders(scene: Scene, cue: Hit) -> str | None:
    """The leaders as a body, where they are the agent of a verb (T5): before it or behind *by*."""
    behind = (cue.after + 1,) if scene.reading.lowered[cue.after : cue.after + 1] == ["by"] else ()
    for place in (*range(max(0, cue.first - _AGENT), cue.first), *behind):
        ref = scene.starting(place)
        if ref is not None and ref.kind != PERSON:
            found = sorted(ref.targets & scene.leaderships)
            if found:
                return found[0]
    return None
