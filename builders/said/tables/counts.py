"""Counts what is annotated: per layer, label and split, or per document.

Counting works on document records, so that a build and `said stats` on a finished release give the
same figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from said.schema.records import AnyRecord
from said.schema.scheme import COLUMNS, LABEL_FIELD, LAYERS
from said.system.errors import SaidError

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
