"""Acts that are aimed at a target (T8): who removes somebody from office, or has a part in it, and
regret at an exit (T5). The targets are the aspects `removal` of the person and `exit`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from said.annotators.stance import roles
from said.annotators.stance.names import PERSON, Ref
from said.annotators.stance.phrases import Hit, PhraseReading
from said.annotators.stance.scene import Scene
from said.annotators.stance.units import AGAINST, CUE, FAVOR, MIXED, StanceDraft, Unit
from said.text.segments import Range

_VERBS, _NOUNS = "removal", "removal nouns"
ACTS = frozenset({_VERBS, _NOUNS})
"""The lists whose phrases are such acts."""
EXIT = "miss"
_AROUND = 30
"""Whom a quote speaks to is named no more tokens away."""
_BEHIND = 14
"""Going back on an act is looked for so many tokens behind it."""


def find_acts(
    scene: Scene, unit: Unit, clause: Range, hits: Sequence[Hit]
) -> Iterator[StanceDraft]:
    """The stances that acts in a clause show, all of them implied."""
    for hit in hits:
        if hit.kind == _VERBS:
            yield from _of_verb(scene, unit, clause, hit)
        elif hit.kind == _NOUNS:
            yield from _of_noun(scene, unit, clause, hit)


def _of_verb(scene: Scene, unit: Unit, clause: Range, hit: Hit) -> Iterator[StanceDraft]:
    """Who fires T, votes to fire T; T was fired by whom."""
    reading = scene.reading
    if roles.is_negated(reading, clause[0], hit.first):
        return
    if roles.is_no_verb(reading, hit):
        person = scene.ending(hit.first - 1)
        if reading.lowered[hit.after : hit.after + 1] == ["by"]:
            agents = roles.object_of(scene, hit.after + 1, clause[1])
            holders = tuple(holder for agent in agents for holder in agent.holders)
            yield from _drafts(scene, unit, person, holders, (hit.first, hit.after), "removal by")
        return
    found = roles.object_of(scene, hit.after, clause[1])
    first = _begin(reading, clause, hit.first, "attempt")
    holders = roles.holders_of(scene, unit, clause, first)
    person = found[0] if found else None
    yield from _drafts(scene, unit, person, holders, (first, hit.after), "removal")


def _of_noun(scene: Scene, unit: Unit, clause: Range, hit: Hit) -> Iterator[StanceDraft]:
    """Who had a part in the ouster of T, or in T's ouster."""
    reading = scene.reading
    place = hit.first
    while place > clause[0] and (
        reading.lowered[place - 1] == "brief" or reading.is_word(place - 1, "before nouns")
    ):
        place -= 1
    owner = None
    if reading.lowered[hit.first - 2 : hit.first] == ["'", "s"]:
        owner = scene.ending(hit.first - 2)
        place = owner.first if owner else place
    found = [owner] if owner else roles.object_of(scene, hit.after, clause[1])
    first = _begin(reading, clause, place, "part")
    if found and first < place and not roles.is_negated(reading, clause[0], first):
        holders = roles.holders_of(scene, unit, clause, first)
        part = (first, hit.after)
        yield from _drafts(scene, unit, found[0], holders, part, "part in removal")


def _begin(reading: PhraseReading, clause: Range, place: int, kind: str) -> int:
    """Where the words of a list begin that lead to a place: helped to, voted to."""
    leading = [hit for hit in reading.within(clause[0], place) if hit.kind == kind]
    while firsts := [hit.first for hit in leading if hit.after == place]:
        place = min(firsts)
    return place


def _drafts(
    scene: Scene, unit: Unit, person: Ref | None, holders: Sequence[str], part: Range, rule: str
) -> Iterator[StanceDraft]:
    """In favour of the removal; mixed if the act is gone back on in the same unit."""
    if person is None or person.kind != PERSON or not person.holders:
        return
    removed = person.holders[0]
    targets = [one for topic in scene.topics if (one := topic.removals.get(removed))]
    behind = scene.reading.within(part[1], min(part[1] + _BEHIND, unit.clauses[-1][1]))
    back = [(hit.first, hit.after) for hit in behind if hit.kind == "reversal"][:1]
    label = MIXED if back else FAVOR
    for target in targets:
        for holder in holders:
            if holder not in person.holders:
                yield StanceDraft(unit, holder, target, label, (part, *back), rule, True)


def find_exits(
    scene: Scene, unit: Unit, clause: Range, hits: Sequence[Hit]
) -> Iterator[StanceDraft]:
    """What a clause says of somebody who leaves, by the words for missing them."""
    for hit in hits:
        if hit.kind == EXIT:
            yield from _of_exit(scene, unit, clause, hit)


def _of_exit(scene: Scene, unit: Unit, clause: Range, hit: Hit) -> Iterator[StanceDraft]:
    """Regret at an exit is against it, and praise of the person (T5)."""
    if roles.is_negated(scene.reading, clause[0], hit.first):
        return
    found = roles.object_of(scene, hit.after, clause[1]) or _addressed(scene, unit, hit)
    holders = roles.holders_of(scene, unit, clause, hit.first)
    part = (hit.first, hit.after)
    for ref in found:
        if ref.kind == PERSON:
            yield from _of_leaver(unit, holders, ref, sorted(ref.targets), FAVOR, part)
            exits = [target for topic in scene.topics for target in topic.exits]
            yield from _of_leaver(unit, holders, ref, exits, AGAINST, part)


def _addressed(scene: Scene, unit: Unit, hit: Hit) -> list[Ref]:
    """The one person that a quote names, where it speaks to somebody."""
    if not unit.quote or "you" not in scene.reading.lowered[hit.after : hit.after + CUE]:
        return []
    first = max(unit.clauses[0][0], hit.first - _AROUND)
    named = scene.within(first, min(unit.clauses[-1][1], hit.after + _AROUND))
    return named if len(named) == 1 else []


def _of_leaver(
    unit: Unit, holders: Sequence[str], ref: Ref, targets: Sequence[str], label: str, part: Range
) -> Iterator[StanceDraft]:
    """A draft for each holder and target; nobody takes a stance towards themselves."""
    for holder in holders:
        for target in targets:
            if holder not in (*ref.holders, target):
                yield StanceDraft(unit, holder, target, label, (part,), "exit")
