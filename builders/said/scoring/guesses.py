"""How well the labels of the table `stances` are guessed by somebody who reads no word of the text.

Rows are counted by cell, which is what is known of a row: its target, its reach and the kind of its
unit. The guess for a cell is the most frequent label of that cell in all other documents; where
they do not have the cell, that of a wider one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

Cell = tuple[str | None, ...]
CellCounts = Mapping[Cell, Mapping[str, int]]
"""How often the rows of a document have each label, by cell."""

Widths = Sequence[tuple[int, ...]]
"""What a guess goes by: places in a cell, the narrowest choice first."""

SCORED = ("favor", "against", "none")
"""The labels whose F1 is averaged. A row that is `mixed` is a wrong guess for what it is taken for;
there are too few of them for an F1 of their own."""


def guess_f1(
    documents: Callable[[], Iterable[CellCounts]], guesses: Sequence[Widths]
) -> list[float] | None:
    """The macro-F1 of each kind of guess, leaving one document out; None for fewer than two
    documents.

    `documents` gives the counts of each document, and is called twice, so that memory does not grow
    with them.
    """
    widths = {width for guess in guesses for width in guess}
    known: dict[tuple[int, ...], dict[Cell, dict[str, int]]] = {width: {} for width in widths}
    number = 0
    for counts in documents():
        number += 1
        for width in widths:
            _add_wider(known[width], counts, width)
    if number < 2:
        return None
    pairs: list[Counter[tuple[str, str]]] = [Counter() for _ in guesses]
    for counts in documents():
        others = {width: _without(known[width], counts, width) for width in widths}
        for cell, labels in counts.items():
            for found, guess in zip(pairs, guesses, strict=True):
                guessed = next(
                    (best for width in guess if (best := others[width][_part(cell, width)])), "none"
                )
                for label, rows in labels.items():
                    found[label, guessed] += rows
    return [macro_f1(found, SCORED) for found in pairs]


def macro_f1(pairs: Mapping[tuple[str, str], int], labels: Sequence[str]) -> float:
    """The mean of the F1 of some labels, by how often each true label meets each guess. It is 0 for
    a label that neither has."""
    found = []
    for label in labels:
        true = sum(rows for (of, _), rows in pairs.items() if of == label)
        guessed = sum(rows for (_, guess), rows in pairs.items() if guess == label)
        found.append(2 * pairs.get((label, label), 0) / (true + guessed) if true + guessed else 0.0)
    return sum(found) / len(found)


def _add_wider(
    found: dict[Cell, dict[str, int]], counts: CellCounts, width: tuple[int, ...]
) -> None:
    """Adds the counts of a document to those by what a guess goes by."""
    for cell, labels in counts.items():
        wider = found.setdefault(_part(cell, width), {})
        for label, rows in labels.items():
            wider[label] = wider.get(label, 0) + rows


def _without(
    known: Mapping[Cell, Mapping[str, int]], counts: CellCounts, width: tuple[int, ...]
) -> dict[Cell, str | None]:
    """For what a document has the most frequent label in all others, None where they have no row.
    Of labels that are equally frequent it is the last one in the alphabet."""
    own: dict[Cell, dict[str, int]] = {}
    _add_wider(own, counts, width)
    found: dict[Cell, str | None] = {}
    for part, labels in own.items():
        others = ((rows - labels.get(label, 0), label) for label, rows in known[part].items())
        rows, label = max(others)
        found[part] = label if rows else None
    return found


def _part(cell: Cell, width: tuple[int, ...]) -> Cell:
    return tuple([cell[place] for place in width])
