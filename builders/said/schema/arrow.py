"""Columns as an Arrow schema. A label stays a string in storage; a tag, the place of a label in its
set, is an integer as `datasets` stores it (`said.schema.features` says why)."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from said.schema.features import parquet_metadata
from said.schema.fields import Field


def arrow_schema(columns: Iterable[Field]) -> pa.Schema:
    """The Arrow schema of a table; every field's description is in its metadata, and the features
    of all are in that of the schema."""
    fields = list(columns)
    return pa.schema([_arrow_field(field) for field in fields], parquet_metadata(fields))


def _arrow_field(field: Field) -> pa.Field:
    metadata = {"description": field.description} if field.description else None
    nullable = field.nullable or _is_tag(field.item or field)
    return pa.field(field.name, _arrow_type(field), nullable=nullable, metadata=metadata)


def _is_tag(field: Field) -> bool:
    return field.kind == "integer" and field.labels is not None


def _arrow_type(field: Field) -> pa.DataType:
    if field.kind == "list":
        assert field.item is not None
        return pa.list_(_arrow_field(field.item))
    if field.kind == "struct":
        return pa.struct([_arrow_field(part) for part in field.fields])
    plain = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
    }
    return pa.type_for_alias(field.store) if field.store else plain[field.kind]
