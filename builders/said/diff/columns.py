"""Compares the tables of two releases and their columns, as the cards of the releases tell them.

A column is found by its name, so that a new one may stand anywhere. A label is stored as its place
by those who load it, so that a new one may only stand at the end. A table without rows has no
columns in the card and is not compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

Part = Literal["major", "minor", "patch"]


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
