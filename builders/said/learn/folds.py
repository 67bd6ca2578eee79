"""Divides documents into folds: each is held out once, while a model learns from the others.

Documents that share an event or a collection, or are near-duplicates, are kept in one fold: what
was learned from one of them would tell too much of the other. The same documents always come into
the same folds, in whatever order they are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Literal

from said.learn.data import TrainingDocument
from said.system.errors import SaidError
from said.text.duplicates import Index, text_signature

By = Literal["document", "event", "collection"]
LEAVE_ONE_OUT = 10
"""So many groups of documents, or fewer, are held out one at a time."""
FOLDS = 5
_FEW_FOLDS = ((1_500_000, 3), (3_000_000, 2))
"""From so many characters of text on there are fewer folds: each costs a training of its own."""


def assign_folds(
    documents: Sequence[TrainingDocument], by: By = "document", count: int | None = None
) -> list[int]:
    """The number of the fold of each document, from 0; by default there are as many folds as
    `fold_count` says. Raises SaidError if there are fewer than two groups to divide."""
    groups = document_groups(documents, by)
    if len(groups) < 2:
        raise SaidError(_one_group(documents, by), _remedy(by))
    count = min(len(groups), count or fold_count(documents, len(groups)))
    sizes = [0] * count
    folds = [0] * len(documents)
    # The largest group first, each into the fold that has the fewest documents so far.
    for group in sorted(groups, key=lambda one: (-len(one), _hash(documents, one))):
        fold = min(range(count), key=lambda number: (sizes[number], number))
        sizes[fold] += len(group)
        for number in group:
            folds[number] = fold
    return folds


def fold_count(documents: Sequence[TrainingDocument], groups: int) -> int:
    """How many folds so many groups of documents are divided into."""
    if groups <= LEAVE_ONE_OUT:
        return groups
    size = sum(len(one.text) for one in documents)
    return min([FOLDS, *(folds for least, folds in _FEW_FOLDS if size >= least)])


def document_groups(documents: Sequence[TrainingDocument], by: By) -> list[list[int]]:
    """The documents, by their numbers, that must be in one fold. A document without an event or a
    collection is on its own."""
    leaders = list(range(len(documents)))

    def leader(number: int) -> int:
        while leaders[number] != number:
            number = leaders[number]
        return number

    def join(one: int, other: int) -> None:
        first, second = sorted((leader(one), leader(other)))
        leaders[second] = first

    first_of: dict[str, int] = {}
    for number, document in enumerate(documents):
        shared = None if by == "document" else getattr(document, by)
        if shared is not None:
            join(first_of.setdefault(shared, number), number)
    for one, other in _near_duplicates(documents):
        join(one, other)
    groups: dict[int, list[int]] = {}
    for number in range(len(documents)):
        groups.setdefault(leader(number), []).append(number)
    return list(groups.values())


def _near_duplicates(documents: Sequence[TrainingDocument]) -> list[tuple[int, int]]:
    """Pairs of documents with much the same text; those with the same text are pairs, too."""
    index = Index(lambda number: documents[number].text)
    same: dict[str, int] = {}
    pairs = []
    for number in sorted(range(len(documents)), key=lambda one: documents[one].doc_id):
        text = documents[number].text
        digest = sha256(text.encode()).hexdigest()
        if digest in same:
            pairs.append((same[digest], number))
            continue
        same[digest] = number
        signature = text_signature(text)
        if signature is not None:
            pairs += ((one.number, number) for one in index.all_like(number, signature))
            index.add(number, digest, signature)
    return pairs


def _hash(documents: Sequence[TrainingDocument], group: Sequence[int]) -> str:
    """An order that does not follow the names, which often tell the outlet or the date."""
    return min(sha256(documents[number].doc_id.encode()).hexdigest() for number in group)


def _one_group(documents: Sequence[TrainingDocument], by: By) -> str:
    """Why all documents are one group."""
    if len(documents) == 1:
        return f"{documents[0].doc_id} is the only document, so there is none to test a model on"
    shared = {None if by == "document" else getattr(one, by) for one in documents}
    why = "are near-duplicates" if None in shared else f"share the {by} {shared.pop()}"
    return f"all {len(documents)} documents {why}, so there is none to test a model on"


def _remedy(by: By) -> str:
    if by == "document":
        return "name more documents"
    return f"name documents of several {by}s, or divide them otherwise: --folds document"
