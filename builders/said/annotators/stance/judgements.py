"""Frames of judgement: who is praised or blamed, by the place that a predicate gives them.

Verbs and feelings judge their object (praised T, lost trust in T), predicates their subject (T is
brilliant), qualities who has them (T's courage), adjectives the name that they lead to. A question
that takes a fault for granted is against its target, an open one is none (T9).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from said.annotators.stance import roles
from said.annotators.stance.names import COMPANY, PERSON, Ref
from said.annotators.stance.phrases import Hit, PhraseReading
from said.annotators.stance.scene import Scene
from said.annotators.stance.units import AGAINST, CUE, FAVOR, StanceDraft, Unit
from said.schema.scheme import AUTHOR
from said.text.segments import Range

WORRY = "worry object"
_WORRYING = "worry"
_OBJECTS = {kind: FAVOR if kind.startswith(FAVOR) else AGAINST for kind in roles.OBJECTS}
_SUBJECTS = {
    f"{label} {what}": label
    for label in (FAVOR, AGAINST)
    for what in ("subject", "verbs", "qualities")
}
EXIT = "miss"
INSINUATION = "insinuation"
JUDGING = frozenset({*_OBJECTS, *_SUBJECTS, EXIT})
"""The lists whose phrases begin a frame of judgement."""
_ASKING = frozenset({"who", "why", "how", "when", "what"})
_THEY = frozenset({"they", "them"})
_CLAUSES = 10
"""What is expected of those who are named ends within so many clauses."""
_AROUND = 30
"""Whom a quote speaks to is named no more tokens away."""


def find_exits(
    scene: Scene, unit: Unit, clause: Range, hits: Sequence[Hit]
) -> Iterator[StanceDraft]:
    """What a clause says of somebody who leaves, by the words for missing them."""
    for hit in hits:
        if hit.kind == EXIT:
            yield from _of_exit(scene, unit, clause, hit)


def judgements_of_cue(scene: Scene, unit: Unit) -> Iterator[StanceDraft]:
    """What a noun says that brings in a quote: confidence that T will lead well."""
    first, after = unit.clauses[0]
    for hit in scene.reading.within(max(unit.sentence[0], first - CUE), first):
        if hit.kind not in _OBJECTS or first - hit.after > 1:
            continue
        found = roles.object_of(scene, first, after)
        place = found[-1].after if found else after
        rest = [(place, high) for low, high in unit.clauses[:_CLAUSES] if low <= place < high]
        if found and rest:
            parts = ((hit.first, hit.after), rest[0])
            for ref in found:
                targets = sorted(ref.targets)
                yield from _drafts(
                    unit, unit.holders, ref, targets, _OBJECTS[hit.kind], "cue noun", *parts
                )


def _of_exit(scene: Scene, unit: Unit, clause: Range, hit: Hit) -> Iterator[StanceDraft]:
    """Regret at an exit is against it, and praise of the person (T5)."""
    if roles.is_negated(scene.reading, clause[0], hit.first):
        return
    found = roles.object_of(scene, hit.after, clause[1]) or _addressed(scene, unit, hit)
    holders = roles.holders_of(scene, unit, clause, hit.first)
    part = (hit.first, hit.after)
    for ref in found:
        if ref.kind == PERSON:
            yield from _drafts(unit, holders, ref, sorted(ref.targets), FAVOR, "exit", part)
            exits = [target for topic in scene.topics for target in topic.exits]
            yield from _drafts(unit, holders, ref, exits, AGAINST, "exit", part)


def _addressed(scene: Scene, unit: Unit, hit: Hit) -> list[Ref]:
    """The one person that a quote names, where it speaks to somebody."""
    if not unit.quote or "you" not in scene.reading.lowered[hit.after : hit.after + CUE]:
        return []
    first = max(unit.clauses[0][0], hit.first - _AROUND)
    named = scene.within(first, min(unit.clauses[-1][1], hit.after + _AROUND))
    return named if len(named) == 1 else []


def _targets(scene: Scene, ref: Ref, end: int) -> list[str]:
    """The targets of a name; what is said of an aspect of a company is on that aspect (T3)."""
    found = sorted(ref.targets)
    if ref.kind == COMPANY:
        kinds = {hit.kind for hit in scene.reading.within(ref.first, end)}
        return [one for one in (scene.aspect(owner, kinds) for owner in found) if one] or found
    return found


def _drafts(
    unit: Unit,
    holders: Iterable[str],
    ref: Ref,
    targets: Iterable[str],
    label: str,
    rule: str,
    *parts: Range,
) -> Iterator[StanceDraft]:
    """A draft for each holder and target; nobody takes a stance towards themselves."""
    for holder in holders:
        for target in targets:
            if holder not in (*ref.holders, target):
                is_implied = rule == _WORRYING and holder == AUTHOR
                yield StanceDraft(unit, holder, target, label, parts, rule, is_implied)


def is_question(reading: PhraseReading, unit: Unit) -> bool:
    """Whether a unit ends with a question mark."""
    last = unit.clauses[-1][1]
    return "?" in reading.lowered[max(0, last - 3) : last + 1]


def find_insinuations(scene: Scene, unit: Unit) -> Iterator[StanceDraft]:
    """What a question of who, why or how blames somebody for, as if it were known."""
    lowered = scene.reading.lowered
    for first, after in unit.clauses:
        words = set(lowered[first:after])
        faults = [hit for hit in scene.reading.within(first, after) if hit.kind == INSINUATION]
        if not faults or not words & _ASKING:
            continue
        named = [ref for ref in scene.within(first, after) if ref.targets]
        targets = named[0].targets if named else frozenset[str]()
        company = scene.company(first)
        if not targets and words & _THEY and company:
            targets = frozenset({company})
        kinds = {ref.kind for ref in named}
        if len(kinds) > 1 or (named and kinds != {COMPANY} and len(named) > 1):
            continue
        part = (faults[0].first, faults[-1].after)
        for target in sorted(targets):
            for holder in unit.holders if unit.quote else (AUTHOR,):
                yield StanceDraft(unit, holder, target, AGAINST, (part,), "question", True, True)
