"""Columns out of JSON Schemas: one small tree that Arrow and `datasets` are both derived from.

Besides the vocabulary of JSON Schema five keywords of our own count here:

- `x-store`: the width in which a number is stored (`int8`, `int32`);
- `x-class-label: false`: a closed set that stays a plain string in a table;
- `x-index-of`: an integer that is a place in the label set referred to;
- `x-bio-of`: an integer that is a place in the BIO tags over the label set referred to, without
  the label that a `not` beside the reference names;
- `x-article-text`: a string of the article's own words, which belong to its publisher. Its value is
  the column with the id of the article's document; true stands for `doc_id`.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, NamedTuple

from said.schema.files import Schema, Schemas

Kind = Literal["string", "integer", "number", "boolean", "list", "struct"]


class Field(NamedTuple):
    """A column, or a part of one.

    `labels` holds the names of a closed set (None for an open one), stored as strings or, where
    `kind` is integer, as places in the set. A list has its `item`, a struct its `fields`.
    `article_text` is the column with the id of the document that a string is from; it is set only
    for strings, not for the lists and structs that they are in.
    """

    name: str
    kind: Kind
    description: str
    nullable: bool = False
    store: str | None = None
    labels: tuple[str, ...] | None = None
    item: Field | None = None
    fields: tuple[Field, ...] = ()
    article_text: str | None = None


@cache
def columns(schemas: Schemas, table: str) -> tuple[Field, ...]:
    """The columns of a table in their order."""
    schema = schemas.named(f"tables/{table}")
    return _field(schemas, table, schema, schema["$id"]).fields


def labels(schemas: Schemas, name: str) -> tuple[str, ...]:
    """A closed label set by its name in `labels.json`."""
    return tuple(schemas.named("labels")["$defs"][name]["enum"])


def _field(schemas: Schemas, name: str, schema: Schema, base: str) -> Field:
    described = str(schema.get("description", ""))
    if "anyOf" in schema:
        some = next(option for option in schema["anyOf"] if option != {"type": "null"})
        inner = _field(schemas, name, some, base)
        return inner._replace(nullable=True, description=described or inner.description)
    if "$ref" in schema:
        target, target_base = schemas.resolve(schema["$ref"], base)
        inner = _field(schemas, name, target, target_base)
        if schema.get("x-class-label") is False:
            inner = _without_labels(inner)
        return inner._replace(description=described or inner.description)
    return _plain(schemas, name, schema, base, described)


def _plain(schemas: Schemas, name: str, schema: Schema, base: str, described: str) -> Field:
    kind, nullable = _kind(schema)
    if kind == "list":
        item = _field(schemas, "item", schema["items"], base)
        return Field(name, kind, described, nullable, item=item)
    if kind == "struct":
        parts = tuple(
            _field(schemas, key, part, base) for key, part in schema["properties"].items()
        )
        return Field(name, kind, described, nullable, fields=parts)
    names = _label_names(schemas, schema, base)
    plain = Field(name, kind, described, nullable, schema.get("x-store"), names)
    owner = schema.get("x-article-text")
    return plain._replace(article_text="doc_id" if owner is True else owner)


_KINDS: dict[str, Kind] = {
    "array": "list",
    "object": "struct",
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
}


def _kind(schema: Schema) -> tuple[Kind, bool]:
    """The kind of a column, and whether it can be null."""
    if "enum" in schema:
        return "string", False
    given = schema["type"]
    types = [given] if isinstance(given, str) else given
    return next(_KINDS[name] for name in types if name != "null"), "null" in types


def _label_names(schemas: Schemas, schema: Schema, base: str) -> tuple[str, ...] | None:
    def enum_of(reference: Any) -> tuple[str, ...]:
        excluded = reference.get("not", {}).get("const")
        enum = schemas.resolve(reference["$ref"], base)[0]["enum"]
        return tuple(label for label in enum if label != excluded)

    if "x-index-of" in schema:
        return enum_of(schema["x-index-of"])
    if "x-bio-of" in schema:
        return bio_tags(enum_of(schema["x-bio-of"]))
    return tuple(schema["enum"]) if "enum" in schema else None


def bio_tags(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """O, then B and I for each kind; a new kind at the end leaves the others' places alone."""
    return ("O", *(f"{prefix}-{kind}" for kind in kinds for prefix in "BI"))


def _without_labels(field: Field) -> Field:
    item = _without_labels(field.item) if field.item else None
    return field._replace(labels=None, item=item)
