"""A stance as the frames draft it, before it becomes a record."""

from __future__ import annotations

from typing import NamedTuple

from said.annotators.stance.units import Unit
from said.text.segments import Range

FAVOR, AGAINST, MIXED = "favor", "against", "mixed"
AUTHOR = "author"


class Draft(NamedTuple):
    """Who thinks how of what in a unit; `parts` are the places of the words that say it."""

    unit: Unit
    holder: str
    target: str
    label: str
    parts: tuple[Range, ...]
    is_implied: bool = False
    is_question: bool = False


def opposite(label: str) -> str:
    """The label that a negation makes of one."""
    return AGAINST if label == FAVOR else FAVOR
