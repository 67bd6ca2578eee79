"""Relabelling as a matrix: how often an annotation in both releases had one label, then another.

Which fields have a closed label set is asked of the schemas.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any, NamedTuple

from said.schema import columns, load_schemas
from said.schema.scheme import COLUMNS

OPEN = {"stance": ("target",)}
"""Fields with an open set of labels that are told like labels."""


class Matrix(NamedTuple):
    """The counts of a label field over the annotations that stand in both releases.

    `counts[i][j]` annotations had the label `old[i]` and have the label `new[j]`; a label is None
    where the field is empty.
    """

    layer: str
    field: str
    old: list[str | None]
    new: list[str | None]
    counts: list[list[int]]


@cache
def closed_fields() -> dict[str, dict[str, tuple[str, ...]]]:
    """For each layer its fields with a closed label set, and the labels in their order."""
    lists = {column.name: column.item for column in columns(load_schemas(), "documents")}
    return {
        layer: {part.name: part.labels for part in item.fields if part.labels is not None}
        for layer, column in COLUMNS.items()
        if (item := lists[column]) is not None
    }


@cache
def label_fields() -> dict[str, tuple[str, ...]]:
    """For each layer the fields whose relabelling is told."""
    return {layer: (*closed, *OPEN.get(layer, ())) for layer, closed in closed_fields().items()}


def label_matrices(labels: Counter[tuple[str, str, Any, Any]]) -> list[Matrix]:
    """The matrices of the fields in which something moved, out of the counts of (layer, field, old,
    new). A closed set shows all its labels that occur, an open one those that moved."""
    found = []
    for layer, fields in label_fields().items():
        for field in fields:
            counts = {key[2:]: n for key, n in labels.items() if key[:2] == (layer, field)}
            moved = {label for pair in counts if pair[0] != pair[1] for label in pair}
            if moved:
                closed = closed_fields()[layer].get(field)
                shown = moved if closed is None else {label for pair in counts for label in pair}
                found.append(_matrix(layer, field, closed or (), counts, shown))
    return found


def _matrix(
    layer: str,
    field: str,
    order: tuple[str, ...],
    counts: dict[tuple[Any, ...], int],
    shown: set[Any],
) -> Matrix:
    def place(label: Any) -> tuple[int, str]:
        # A label that only an old release has stands behind the others, and nothing at the end.
        known = order.index(label) if label in order else len(order) + (label is None)
        return known, label or ""

    labels = sorted(shown, key=place)
    old = [label for label in labels if any((label, other) in counts for other in labels)]
    new = [label for label in labels if any((other, label) in counts for other in labels)]
    numbers = [[counts.get((before, after), 0) for after in new] for before in old]
    return Matrix(layer, field, old, new, numbers)
