"""Questions: one that takes a fault for granted is against its target, an open one is none (T9)."""

from __future__ import annotations

from collections.abc import Iterator

from said.annotators.stance.draft import AGAINST, AUTHOR, Draft
from said.annotators.stance.names import COMPANY
from said.annotators.stance.reading import Reading
from said.annotators.stance.scene import Scene
from said.annotators.stance.units import Unit

INSINUATION = "insinuation"
_ASKING = frozenset({"who", "why", "how", "when", "what"})
_THEY = frozenset({"they", "them"})


def is_question(reading: Reading, unit: Unit) -> bool:
    """Whether a unit ends with a question mark."""
    last = unit.clauses[-1][1]
    return "?" in reading.lowered[max(0, last - 3) : last + 1]


def insinuations(scene: Scene, unit: Unit) -> Iterator[Draft]:
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
                yield Draft(unit, holder, target, AGAINST, (part,), True, True)
