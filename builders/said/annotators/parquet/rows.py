"""Rows annotated: what a worker process does with a piece of a table.

A layer's column is that of the table `documents`: a list of structs with the same fields, every
optional one present and dates grounded, so that what reads a release reads this, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import pyarrow as pa

from said.annotators.annotate import RECORDS, Draft, is_time
from said.annotators.files import Options, fault_of
from said.schema import columns, load_schemas
from said.schema.arrow import arrow_schema
from said.schema.grounding import UNRESOLVED
from said.schema.scheme import COLUMNS
from said.system.errors import SoftwareError, faults_as_errors
from said.tables.dates import ground_dates
from said.tables.record import record_entry

ENTITIES = "entities"
"""The column of those whom the annotations name: it comes with the speakers."""

PROBLEM = "problem"
"""The column that says why a row was not annotated, or not in all layers; null where it was."""


class Rows(NamedTuple):
    """Some rows to annotate: their ids, their texts in UTF-8, and their times."""

    ids: list[str]
    texts: list[bytes | None]
    times: list[str | None]


@cache
def added_schema(layers: tuple[str, ...]) -> pa.Schema:
    """The columns that annotating adds: one for each layer of the records, and the problem."""
    known = {column.name: column for column in columns(load_schemas(), "documents")}
    names = [COLUMNS[record] for layer in layers for record in RECORDS[layer]]
    if "speakers" in layers:
        names.append(ENTITIES)
    lists = arrow_schema(known[name] for name in names)
    return lists.append(pa.field(PROBLEM, pa.string()))


def annotate_rows(options: Options, rows: Rows) -> pa.RecordBatch:
    """The added columns for some rows. `options.layers` are names of `RECORDS`, a tuple."""
    schema = added_schema(tuple(options.layers))
    found = [_annotate(options, *row) for row in zip(*rows, strict=True)]
    arrays = [
        pa.array([row.get(field.name, field_default(field)) for row in found], field.type)
        for field in schema
    ]
    return pa.record_batch(arrays, schema=schema)


def field_default(field: pa.Field) -> list[Any] | None:
    """The value of an added column where nothing was found: lists are never null."""
    return [] if pa.types.is_list(field.type) else None


def _annotate(
    options: Options, doc_id: str, raw: bytes | None, time: str | None
) -> dict[str, Sequence[Any] | str]:
    """The added columns of a row, without the empty ones."""
    if raw is None:
        return {}
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        return {PROBLEM: f"the text is no UTF-8: byte {raw[error.start]:#04x} at {error.start}"}
    if time is not None and not is_time(time):
        return {PROBLEM: f"{time!r} is no date"}
    lists: dict[str, list[Any]] = {}
    try:
        with faults_as_errors("the text could not be annotated"):
            dct = time or options.dct
            told = options._replace(dct=dct).draft(text, doc_id)
            times = ground_dates(told.annotations, dct)
            for one in told.annotations:
                entry = record_entry(doc_id, one, times.get(one["id"], UNRESOLVED))
                lists.setdefault(COLUMNS[one["layer"]], []).append(entry)
            if "speakers" in options.layers:
                lists[ENTITIES] = _entities(told, options)
    except SoftwareError as error:
        return {PROBLEM: fault_of(error)}
    problem = "; ".join(map(fault_of, told.problems))
    return {**lists, PROBLEM: problem} if problem else {**lists}


def _entities(told: Draft, options: Options) -> list[dict[str, Any]]:
    """Those whom the annotations of a row name, by id, as the table `documents` has them."""
    known = {one["id"]: one for one in (*options.registry.entities, *told.entities)}
    voiced = [a for a in told.annotations if a["layer"] == "speaker" or a["layer"] == "quote"]
    named = {who for one in voiced for who in one["speakers"]}
    named |= {one["holder"] for one in told.annotations if one["layer"] == "stance"}
    fields = ("id", "name", "kind")
    return [{field: known[who][field] for field in fields} for who in sorted(named & set(known))]
