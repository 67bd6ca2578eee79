"""Counts what is annotated: per layer, label and split, or per document; and how far the seeds are.

Counting works on document records, so that a build and `said stats` on a finished release give the
same figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from said.schema import labels, load_schemas
from said.schema.records import AnyRecord
from said.schema.scheme import COLUMNS, LABEL_FIELD, LAYERS
from said.seeds.json_files import read_json_file, read_json_lines
from said.seeds.registries import document_ids
from said.system.errors import SaidError
from said.system.places import Checkout
from said.system.workers import Progress

Counts = Counter[tuple[str, str, str]]
"""How often a label of a layer occurs in a group: (layer, label, group)."""

COMPLETE = "(documents)"
"""In the place of a label: counts the documents in which the layer is complete (X6)."""

_BATCH = 1_000


def count_annotations(record: AnyRecord, group: str) -> Counts:
    """The annotations of a record, counted under one group (its split or its id)."""
    counts: Counts = Counter()
    for layer in record["layers"]:
        counts[layer, COMPLETE, group] += 1
    for layer, column in COLUMNS.items():
        for entry in record[column] or ():
            label = entry[LABEL_FIELD[layer]]
            if label is not None:
                counts[layer, label, group] += 1
    return counts


def released_counts(release: Path) -> Iterator[tuple[str, str, Counts]]:
    """For each document of a release its split, its id and its counts, read so many documents at
    a time that memory does not grow with the release.

    Raises SaidError for a file that is damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = [
        "doc_id",
        *(f"{column}.list.element.{LABEL_FIELD[layer]}" for layer, column in COLUMNS.items()),
    ]
    for file in filter(Path.is_file, sorted((release / "documents").glob("*.parquet"))):
        split = file.name.split("-", 1)[0]
        done = 0
        try:
            opened = pq.ParquetFile(file)
            # Before version 2 every document was annotated for all layers.
            own = ["layers"] if "layers" in opened.schema_arrow.names else []
            for batch in opened.iter_batches(_BATCH, columns=[*columns, *own]):
                rows: list[dict[str, Any]] = batch.to_pylist()
                for row in rows:
                    row.setdefault("layers", LAYERS)
                    yield split, row["doc_id"], count_annotations(row, row["doc_id"])
                done += len(rows)
        except (pa.ArrowException, UnicodeDecodeError) as error:
            cause = f"{file}: damaged after row {done}: {str(error).splitlines()[0]}"
            raise SaidError(cause, "restore the release; said build --check tells more") from error


class SeedCounts(NamedTuple):
    """The documents of one status, and the annotations in them by layer."""

    documents: int
    layers: Counter[str]


def seed_counts(checkout: Checkout, progress: Progress) -> dict[str, SeedCounts]:
    """The documents in `seeds/` by their status, those without a readable one last, under `?`. What
    cannot be read is not counted; `said validate` says why."""
    found: dict[str, list[Counter[str]]] = {}
    doc_ids, _ = document_ids(checkout)
    for done, doc_id in enumerate(doc_ids, 1):
        metadata = read_json_file(checkout.seeds / doc_id / "document.json", doc_id)[0]
        lines = read_json_lines(checkout.seeds / doc_id / "annotations.jsonl", doc_id)[0]
        told = metadata.values[0] if metadata else None
        status = told.get("status") if isinstance(told, dict) else None
        layers = (
            one.get("layer") for one in (lines.values if lines else ()) if isinstance(one, dict)
        )
        known = Counter(layer for layer in layers if layer in COLUMNS)
        found.setdefault(status if status in _statuses() else "?", []).append(known)
        progress(done, len(doc_ids))
    return {
        status: SeedCounts(len(found[status]), sum(found[status], Counter()))
        for status in (*_statuses(), "?")
        if status in found
    }


def _statuses() -> tuple[str, ...]:
    return labels(load_schemas(), "status")
