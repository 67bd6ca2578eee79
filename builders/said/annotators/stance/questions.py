"""Questions (T9): one that takes a fault for granted is against its target, an open one is none."""

from __future__ import annotations

from collections.abc import Iterator

from said.annotators.stance.judged import JudgedText
from said.annotators.stance.namedwords import THEY
from said.annotators.stance.names import COMPANY
from said.annotators.stance.phrases import PhraseReading
from said.annotators.stance.scene import Scene
from said.annotators.stance.units import AGAINST, StanceDraft, Unit
from said.annotators.stance.wordbook import Found
from said.schema.scheme import AUTHOR

INSINUATION = "insinuation"
_ASKING = frozenset({"who", "why", "how", "when", "what"})
_BLAMING = frozenset({"who", "why", "how"})


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
        if not targets and words & THEY and company:
            targets = frozenset({company})
        kinds = {ref.kind for ref in named}
        if len(kinds) > 1 or (named and kinds != {COMPANY} and len(named) > 1):
            continue
        part = (faults[0].first, faults[-1].after)
        for target in sorted(targets):
            for holder in unit.holders if unit.quote else (AUTHOR,):
                yield StanceDraft(unit, holder, target, AGAINST, (part,), "question", True, True)


def find_insinuation(
    text: JudgedText, unit: Unit, hit: Found, low: int, high: int
) -> Iterator[StanceDraft]:
    """A question that takes a fault for granted blames whoever is asked about (T9)."""
    if hit.section not in ("fails", "bad manner") or not unit.quote:
        return
    words = text.clauses.words
    if "?" not in words[hit.after : high] or _BLAMING.isdisjoint(words[low : hit.first]):
        return
    targets = [party for party in text.clauses.parties_within(low, high) if party.ref.targets]
    targets = [party for party in targets if text.clauses.unit_at(party.first) is unit]
    if len(targets) == 1:
        for draft in text.drafts(unit, unit.holders, targets, AGAINST, "question", hit):
            yield draft._replace(is_implied=True, is_question=True)
