"""Tables with annotations, as `said annotate` writes them and releases have them: Parquet files in
which a row is a document. They are read row by row, however many there are.

A table has a column for the text, and for each layer a list of structs, with the fields of the
table `documents`. Lists of another shape, and annotations that do not fit the text, are left out
and reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple, cast

from said.formats.document import AnnotatedText
from said.schema.records import Annotation, AnyRecord
from said.schema.scheme import COLUMNS, LAYERS, fits_text, known_layers, main_spans
from said.system.errors import SaidError
from said.tokens.documents import row_annotations

_ROWS = 64
"""Rows that are in memory at a time."""


FACTS = (
    *("title", "outlet", "authors", "language", "dct_status", "wrapped", "origin", "event"),
    *("collection", "genre", "topics", "license", "url", "published_at"),
)
"""The columns that say something of a document as a whole, besides its id, text, time and
layers."""


class TableColumns(NamedTuple):
    """The columns of the text, the id and the time of a document; None where there is none."""

    text: str = "text"
    id: str | None = "doc_id"
    dct: str | None = "dct"


def read_table(
    file: Path, columns: TableColumns, only: str | None = None
) -> Iterator[AnnotatedText]:
    """The documents in a table, or the one with the id `only`. A row without an id has its number,
    from 0, and a row without a text is passed over. Raises SaidError if it is no Parquet file, or
    has no column for the text or none for a layer."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(file) as opened:
            names = opened.schema_arrow.names
            if columns.text not in names or not set(names) & set(COLUMNS.values()):
                cause = f"{file}: the columns are {', '.join(names)}; none has annotations"
                if columns.text not in names:
                    cause = f"{file}: there is no column {columns.text}"
                raise SaidError(cause, "name a table that said annotate wrote")
            for batch in opened.iter_batches(_ROWS):
                ids = batch.column(columns.id).to_pylist() if columns.id else [None] * len(batch)
                for at, id_ in enumerate(ids):
                    doc_id = str(number if id_ is None else id_)
                    number += 1
                    if only in (None, doc_id):
                        (row,) = batch.slice(at, 1).to_pylist()
                        if isinstance(row[columns.text], str | bytes):
                            yield _document(row, doc_id, columns)
    except (pa.ArrowException, OSError) as error:
        raise SaidError(f"{file}: not Parquet: {error}", "name a Parquet file") from error


def _document(row: AnyRecord, doc_id: str, columns: TableColumns) -> AnnotatedText:
    text = row[columns.text]
    text = text if isinstance(text, str) else text.decode(errors="replace")
    found: list[Any] = []
    dropped: dict[str, int] = {}
    layers = []
    for layer in LAYERS:
        entries = row.get(COLUMNS[layer])
        if entries is None or (row.get("problem") and not entries):
            continue
        layers.append(layer)
        for one in _annotations(entries, layer):
            if one is not None and fits_text(one, text):
                found.append(one)
            else:
                dropped[layer] = dropped.get(layer, 0) + 1
    left_out = [f"{count} of {COLUMNS[layer]} do not fit" for layer, count in dropped.items()]
    if row.get("problem"):
        left_out.append(f"not annotated in full: {row['problem']}")
    listed = known_layers(row["layers"]) if row.get("layers") else tuple(layers)
    return AnnotatedText(
        doc_id,
        text,
        _time(row.get(columns.dct) if columns.dct else None),
        cast("list[Annotation]", sorted(found, key=_place)),
        tuple(left_out),
        layers=listed,
        entities=row.get("entities") or (),
        facts={name: row[name] for name in FACTS if row.get(name) not in (None, [])},
        automatic="problem" in row,  # a column that said annotate alone writes
    )


def _annotations(entries: Any, layer: str) -> Iterator[AnyRecord | None]:
    """The annotations of a list, with None for what has not the shape of any."""
    for entry in entries if isinstance(entries, list) else [entries]:
        try:
            yield from row_annotations({COLUMNS[layer]: [entry]})
        except (AttributeError, KeyError, TypeError):
            yield None


def _place(annotation: AnyRecord) -> tuple[int, int, str]:
    spans = main_spans(annotation)
    return spans[0]["start"], -spans[-1]["end"], annotation["layer"]


def _time(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date | datetime) else value
