"""Which part of the version must rise at least, by what changed.

Major: texts, splits or ids, or a label or a column that went away. Minor: new documents, new
columns, new labels at the end. Patch: corrected annotations. That a label, a column or an id means
something else than before is major too, but no program can see it: rows look the same under a new
meaning. The rule gives the least, therefore, and a person may know of more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from said.diff.columns import Part

PARTS: tuple[Part, ...] = ("major", "minor", "patch")
"""The parts of a version, the weightiest first."""


class Reason(NamedTuple):
    """Why a part of the version must rise."""

    part: Part
    why: str


def least_part(reasons: Iterable[Reason]) -> Part | None:
    """The part that must rise at least; None if nothing changed."""
    asked = {reason.part for reason in reasons}
    return next((part for part in PARTS if part in asked), None)


def satisfies_part(old: str, new: str, part: Part | None) -> bool:
    """Whether that part or a weightier one is higher in the new version; with None, whether the new
    version is not below the old one."""
    return version_numbers(new) >= version_numbers(lowest_version(old, part) if part else old)


def lowest_version(old: str, part: Part) -> str:
    """The lowest version after an old one in which that part rose."""
    at = PARTS.index(part)
    before = version_numbers(old)
    return ".".join(map(str, (*before[:at], before[at] + 1, *[0] * (2 - at))))


def version_numbers(version: str) -> tuple[int, ...]:
    """The three numbers of a version."""
    return tuple(map(int, version.split(".")))
