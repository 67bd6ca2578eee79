"""How a stance is put forward (T11, T12): its expression, modality, intensity and confidence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from said.annotators.stance.phrases import PhraseReading
from said.annotators.stance.units import StanceDraft, Unit
from said.text.segments import Range

_ATTACHED = ("negations", "no negations", "modals", "hedges", "boosters")
_NEAR = 6
"""So many words before an expression a hedge or a modal counts for it."""


def find_expression(reading: PhraseReading, unit: Unit, parts: Iterable[Range]) -> list[Range]:
    """The parts with the negation, modal, hedge or booster before them in their clause; those of a
    clause that touch or are one word apart are one."""
    found: list[Range] = []
    before = -1
    for low, high in sorted(set(parts)):
        number = bisect_right(unit.clauses, low, key=itemgetter(0)) - 1
        # A noun that brings in a quote stands before it, in no clause of the unit.
        first = unit.clauses[number][0] if number >= 0 else low
        start = low
        while start > first and _attached(reading, start):
            start -= 1
        if found and number == before and start <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(high, found[-1][1])
        else:
            found.append((start, high))
        before = number
    return found


def _attached(reading: PhraseReading, place: int) -> bool:
    return any(
        hit.after == place and hit.kind in _ATTACHED for hit in reading.at.get(place - 1, ())
    )


def find_attributes(
    reading: PhraseReading, draft: StanceDraft, parts: list[Range]
) -> dict[str, Any]:
    """The fields that say how the stance is put forward."""
    first, after = parts[0][0], parts[-1][1]
    around = {hit.kind for hit in reading.within(max(0, first - _NEAR), after)}
    inside = {hit.kind for low, high in parts for hit in reading.within(low, high)}
    modality = _modality(draft, around)
    boosted = "boosters" in inside
    weak = modality == "hedged" or draft.is_implied
    return {
        "form": "implied" if draft.is_implied else "explicit",
        "modality": modality,
        "intensity": 2 if boosted == weak else 3 if boosted else 1,
        "confidence": "medium" if weak or draft.is_question else "high",
    }


def _modality(draft: StanceDraft, around: set[str]) -> str:
    if draft.is_question:
        return "question"
    for kind, modality in (
        ("conditions", "conditional"),
        ("modals", "normative"),
        ("hedges", "hedged"),
    ):
        if kind in around:
            return modality
    return "assert"
