"""How well the labels of the table `stances` are guessed by somebody who reads no word of the text.

Rows are counted by cell, which is what is known of a row: its target, its reach and the kind of its
unit. The guess for a cell is the most frequent label of that cell in all other documents; where
they do not have the cell, that of a wider one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

Cell = tuple[str | None, ...]
CellCounts = Mapping[Cell, Counter[str]]
"""How often the rows of a document have each label, by cell."""

SCORED = ("favor", "against", "none")
"""The labels whose F1 is averaged. A row that is `mixed` is a wrong guess for what it is taken for;
there are too few of them for an F1 of their own."""


def guess_f1(
    documents: Callable[[], Iterable[CellCounts]], widths: Sequence[Sequence[int]]
) -> float | None:
    """The macro-F1 of guesses that leave one document out; None for fewer than two documents.

    `documents` gives the counts of each document, and is called twice, so that memory does not grow
    with them. `widths` has the places in a cell that a guess goes by, the narrowest first.
    """
    known: list[dict[Cell, Counter[str]]] = [{} for _ in widths]
    number = 0
    for counts in documents():
        number += 1
        for whole, own in zip(known, _by_width(counts, widths), strict=True):
            for cell, labels in own.items():
                whole.setdefault(cell, Counter()).update(labels)
    if number < 2:
        return None
    pairs: Counter[tuple[str, str]] = Counter()
    for counts in documents():
        left_out = _by_width(counts, widths)
        for cell, labels in counts.items():
            guess = _guess(cell, widths, known, left_out)
            for label, rows in labels.items():
                pairs[label, guess] += rows
    return macro_f1(pairs, SCORED)


def macro_f1(pairs: Mapping[tuple[str, str], int], labels: Sequence[str]) -> float:
    """The mean of the F1 of some labels, by how often each true label meets each guess. It is 0 for
    a label that neither has."""
    found = []
    for label in labels:
        true = sum(rows for (of, _), rows in pairs.items() if of == label)
        guessed = sum(rows for (_, guess), rows in pairs.items() if guess == label)
        found.append(2 * pairs.get((label, label), 0) / (true + guessed) if true + guessed else 0.0)
    return sum(found) / len(found)


def _by_width(
    counts: CellCounts, widths: Sequence[Sequence[int]]
) -> list[dict[Cell, Counter[str]]]:
    """The counts by what a guess goes by, once for each width."""
    found: list[dict[Cell, Counter[str]]] = []
    for width in widths:
        wider: dict[Cell, Counter[str]] = {}
        for cell, labels in counts.items():
            wider.setdefault(_part(cell, width), Counter()).update(labels)
        found.append(wider)
    return found


def _guess(
    cell: Cell,
    widths: Sequence[Sequence[int]],
    known: Sequence[CellCounts],
    left_out: Sequence[CellCounts],
) -> str:
    """The most frequent label of a cell in the other documents; of labels that are equally frequent
    the last one in the alphabet. `none` where there is no other row at all."""
    for width, whole, own in zip(widths, known, left_out, strict=True):
        part = _part(cell, width)
        others = whole[part] - own[part]
        if others:
            return max(others, key=lambda label: (others[label], label))
    return "none"


def _part(cell: Cell, width: Sequence[int]) -> Cell:
    return tuple(cell[place] for place in width)
