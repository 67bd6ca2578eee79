"""`said stats`: how far the seeds are, and what a release holds, counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from said.cli.terminal import (
    Json,
    Root,
    checkout_if_any,
    progress,
    release_at,
    say,
    show_json,
    show_table,
)
from said.system.places import NotBuilt

if TYPE_CHECKING:
    from said.tables.counts import Counts, SeedCounts


def stats(root: Root = None, as_json: Json = False) -> None:
    """Count documents by status, and annotations by layer and label."""
    from said.tables.counts import COMPLETE, released_counts, seed_counts

    checkout = checkout_if_any(root)
    documents: dict[str, str] = {}
    counts: Counts = Counter()
    seeds: dict[str, SeedCounts] | None = None
    if checkout is not None:
        with progress("counting") as bar:
            seeds = seed_counts(checkout, bar)
    try:
        release = release_at(root)
    except NotBuilt as error:
        if not seeds:
            raise
        say(f"{error.cause}; {error.remedy}")
    else:
        for split, doc_id, found in released_counts(release):
            documents[doc_id] = split
            counts.update({key: number for key, number in found.items() if key[1] != COMPLETE})
    if as_json:
        show_json("stats/1", _as_json(documents, counts, seeds))
        return
    if seeds:
        _show_seeds(seeds)
    if documents:
        _show_release(documents, counts)


def _show_seeds(seeds: dict[str, SeedCounts]) -> None:
    from said.schema.scheme import LAYERS

    show_table(
        "seeds: documents by status, and the annotations in them by layer",
        ["status", "documents", *LAYERS],
        [
            [status, found.documents, *(found.layers[layer] for layer in LAYERS)]
            for status, found in seeds.items()
        ],
    )


def _show_release(documents: dict[str, str], counts: Counts) -> None:
    total: Counter[tuple[str, str]] = Counter()
    by_layer: Counter[tuple[str, str]] = Counter()
    for (layer, label, doc_id), number in counts.items():
        total[layer, label] += number
        by_layer[layer, doc_id] += number
    show_table(
        "the release: annotations",
        ["layer", "label", "count"],
        [[layer, label, number] for (layer, label), number in sorted(total.items())],
    )
    layers = sorted({layer for layer, _ in total})
    show_table(
        "the release: annotations by document",
        ["document", "split", *layers],
        [
            [doc_id, split, *(by_layer[layer, doc_id] for layer in layers)]
            for doc_id, split in documents.items()
        ],
    )


def _as_json(
    documents: dict[str, str], counts: Counts, seeds: dict[str, SeedCounts] | None
) -> dict[str, Any]:
    """Counts as layer, label, count: in all, and for each document; and the state of the seeds."""
    total: dict[str, Counter[str]] = {}
    by_document: dict[str, Any] = {
        doc_id: {"split": split, "layers": {}} for doc_id, split in documents.items()
    }
    for (layer, label, doc_id), number in sorted(counts.items()):
        total.setdefault(layer, Counter())[label] += number
        by_document[doc_id]["layers"].setdefault(layer, {})[label] = number
    told = {"total": total, "documents": by_document}
    if seeds is None:
        return told
    return {**told, "seeds": {status: found._asdict() for status, found in seeds.items()}}
