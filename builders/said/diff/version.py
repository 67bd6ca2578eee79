"""Which part of the version must rise at least, by what changed.

Major: texts, splits or ids, or a label or a column that went away. Minor: new documents, new
columns, new labels at the end. Patch: corrected annotations. That a label, a column or an id means
something else than before is major too, but no program can see it, because the rows look the same.
The rule therefore gives the least, and a person may know of more.

Columns are compared as the cards of the releases list them. A column is found by its name, so a new
one may stand anywhere. Whoever loads a label stores its place, so a new label may only stand at the
end. A table without rows has no columns in the card and is not compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

Part = Literal["major", "minor", "patch"]
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


# ---- columns


class Column(NamedTuple):
    """The type of a column, and the labels in their order if it has a closed set."""

    type: str
    labels: tuple[str, ...] = ()


class ColumnChange(NamedTuple):
    """What happened to a table, a column or a label set, and which part of the version it asks
    for. `name` is such as `quotes.type` or `documents.quotes[].type`."""

    name: str
    what: str
    part: Part


def column_changes(
    old: Mapping[str, Sequence[Mapping[str, Any]]], new: Mapping[str, Sequence[Mapping[str, Any]]]
) -> list[ColumnChange]:
    """Compares the `features` of the tables that both have."""
    found: list[ColumnChange] = []
    for table in old:
        if table in new:
            before, after = (dict(_columns(side[table], f"{table}.")) for side in (old, new))
            found += [ColumnChange(name, "column gone", "major") for name in _only(before, after)]
            found += [ColumnChange(name, "new column", "minor") for name in _only(after, before)]
            for name in before.keys() & after.keys():
                found += _changes(name, before[name], after[name])
    return sorted(found)


def table_changes(old: Iterable[str], new: Iterable[str]) -> list[ColumnChange]:
    """Compares the names of the tables."""
    old, new = list(old), list(new)
    return [
        *(ColumnChange(table, "table gone", "major") for table in old if table not in new),
        *(ColumnChange(table, "new table", "minor") for table in new if table not in old),
    ]


def _only(some: Mapping[str, Column], others: Mapping[str, Column]) -> list[str]:
    """The columns that only the first ones have; of a nested one, not its parts as well."""
    names = [name for name in some if name not in others]
    return [name for name in names if not any(name.startswith((f"{n}.", f"{n}[")) for n in names)]


def _changes(name: str, old: Column, new: Column) -> Iterator[ColumnChange]:
    if old.type != new.type:
        yield ColumnChange(name, f"type {old.type} -> {new.type}", "major")
        return
    gone = [label for label in old.labels if label not in new.labels]
    come = [label for label in new.labels if label not in old.labels]
    if gone:
        yield ColumnChange(name, f"labels gone: {', '.join(gone)}", "major")
    elif new.labels[: len(old.labels)] != old.labels:
        yield ColumnChange(name, "labels in other places", "major")
    elif come:
        yield ColumnChange(name, f"new labels at the end: {', '.join(come)}", "minor")


def _columns(features: Iterable[Mapping[str, Any]], prefix: str) -> Iterator[tuple[str, Column]]:
    """All columns with their parts, by name, out of features in the YAML form of `datasets`."""
    for feature in features:
        yield from _column(feature, f"{prefix}{feature['name']}")


def _column(feature: Mapping[str, Any], name: str) -> Iterator[tuple[str, Column]]:
    if "struct" in feature:
        yield name, Column("struct")
        yield from _columns(feature["struct"], f"{name}.")
    elif "list" in feature:
        item = feature["list"]
        yield name, Column("list")
        if isinstance(item, list):
            yield from _columns(item, f"{name}[].")
        else:
            is_nested = isinstance(item, dict) and "class_label" not in item
            yield from _column(item if is_nested else {"dtype": item}, f"{name}[]")
    elif isinstance(feature["dtype"], dict):
        names = feature["dtype"]["class_label"]["names"]
        yield name, Column("label", tuple(names[place] for place in sorted(names, key=int)))
    else:
        yield name, Column(str(feature["dtype"]))
