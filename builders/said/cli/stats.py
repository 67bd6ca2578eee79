"""`said stats`: what a release holds, counted."""

from __future__ import annotations

from collections import Counter
from typing import Any

from said.cli.terminal import Json, Root, release_at, show_json, show_table


def stats(root: Root = None, as_json: Json = False) -> None:
    """Count annotations by layer, label and document."""
    from said.tables.counts import COMPLETE, Counts, released_counts

    documents: dict[str, str] = {}
    counts: Counts = Counter()
    for split, doc_id, found in released_counts(release_at(root)):
        documents[doc_id] = split
        counts.update({key: number for key, number in found.items() if key[1] != COMPLETE})
    if as_json:
        show_json("stats/1", _as_json(documents, counts))
        return
    total: Counter[tuple[str, str]] = Counter()
    by_layer: Counter[tuple[str, str]] = Counter()
    for (layer, label, doc_id), number in counts.items():
        total[layer, label] += number
        by_layer[layer, doc_id] += number
    show_table(
        "annotations",
        ["layer", "label", "count"],
        [[layer, label, number] for (layer, label), number in sorted(total.items())],
    )
    layers = sorted({layer for layer, _ in total})
    show_table(
        "annotations by document",
        ["document", "split", *layers],
        [
            [doc_id, split, *(by_layer[layer, doc_id] for layer in layers)]
            for doc_id, split in documents.items()
        ],
    )


def _as_json(documents: dict[str, str], counts: Any) -> dict[str, Any]:
    """Counts as layer, label, count: in all, and for each document."""
    total: dict[str, Counter[str]] = {}
    by_document: dict[str, Any] = {
        doc_id: {"split": split, "layers": {}} for doc_id, split in documents.items()
    }
    for (layer, label, doc_id), number in sorted(counts.items()):
        total.setdefault(layer, Counter())[label] += number
        by_document[doc_id]["layers"].setdefault(layer, {})[label] = number
    return {"total": total, "documents": by_document}
