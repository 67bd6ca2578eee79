"""A release without the texts that nobody may pass on: offsets, labels, values and hashes stay.

A text is left out unless its document has a `license`, under which it may be redistributed.

The schemas mark the fields that hold the articles' text (`x-article-text`). Their strings become
null, a list of them a list of nulls. `said.release.restore` puts them back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa

from said.release import folder, manifest
from said.release.card import Content, Template
from said.release.stage import UNIT, part_of
from said.release.write import SplitWriter, write_part
from said.schema import Field, columns, load_schemas
from said.schema.arrow import arrow_schema
from said.schema.records import AnyRecord
from said.schema.rows import Manifest, ManifestFile
from said.system import workers
from said.system.errors import SaidError
from said.system.workers import item_batches

SUFFIX = "-without-text"
"""What the name of the folder of such a release ends in."""

Blank = Callable[[Any, frozenset[str]], Any]
"""Leaves the article text out of a value, except that of some documents."""


@cache
def nullable_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table in which article text may be null."""
    return arrow_schema(map(_nullable, columns(load_schemas(), table)))


def _nullable(field: Field) -> Field:
    return field._replace(
        nullable=field.nullable or field.article_text is not None,
        item=_nullable(field.item) if field.item else None,
        fields=tuple(map(_nullable, field.fields)),
    )


@cache
def blank_texts(table: str) -> Blank:
    """What leaves the article text out of a row of a table."""
    return _blank_fields(columns(load_schemas(), table)) or (lambda row, _: row)


def _blank(field: Field) -> Blank | None:
    """What leaves the article text out of the values of a field; None if it holds none."""
    if field.article_text:
        return lambda _value, _kept: None
    if field.kind == "struct":
        return _blank_fields(field.fields)
    inner = _blank(field.item) if field.item else None
    if inner is None:
        return None
    return lambda value, kept: None if value is None else [inner(one, kept) for one in value]


def _blank_fields(fields: Iterable[Field]) -> Blank | None:
    found = [
        (field.name, field.article_text or "doc_id", inner)
        for field in fields
        if (inner := _blank(field))
    ]
    if not found:
        return None
    return lambda value, kept: (
        value
        and {
            **value,
            **{
                name: inner(value[name], kept)
                for name, owner, inner in found
                if value.get(owner) not in kept
            },
        }
    )


def write_without_text(
    full: Path, told: Manifest, content: Content, template: Template, stage: Path, release: Path
) -> Manifest:
    """Writes what is left of a full release without its text, batch by batch; `stage` takes the
    parts.

    `told` is the manifest of the full release, `content` the content of its card.
    """
    stage.mkdir()
    files: list[ManifestFile] = []
    kept = frozenset(_licensed_documents(full, told))
    for entry in manifest.split_entries(told["files"]):
        table, split = entry["config"], entry["split"]
        schema = nullable_schema(table)
        writer = SplitWriter(release, table, split, schema)
        # The rows of a document; those of `utterances`, which crosses documents, one by one.
        rows = manifest.split_rows(full, told, table, split)
        groups = (list(group) for _, group in groupby(rows, _document))
        blank = blank_texts(table)
        for number, batch in enumerate(item_batches(groups, UNIT)):
            part = part_of(stage, table, f"{split}-{number}")
            with workers.without_collector():
                write_part(part, [blank(row, kept) for one in batch for row in one], schema)
            writer.add(part, len(batch))
        files += writer.finish()
    content = content._replace(
        digest=manifest.rows_digest(files),
        splits=manifest.split_entries(files),
        restores_to=told["digest"],
    )
    template = folder.tell_pairs(template, full, content)
    return folder.describe_release(release, template, content, files, told)


def _document(row: AnyRecord) -> str:
    return str(row.get("doc_id") or row["id"])


def _licensed_documents(full: Path, told: Manifest) -> Iterator[str]:
    """The ids of the documents whose text may be passed on."""
    for entry in manifest.split_entries(told["files"]):
        if entry["config"] == "documents":
            columns_read = ["doc_id", "license"]
            for row in manifest.column_rows(full, "documents", entry["split"], columns_read):
                if row.get("license") is not None:
                    yield row["doc_id"]


def refuse_to_replace(out: Path, digest: str | None = None) -> None:
    """Raises SaidError if anything stands at `out` but an empty folder, or a release that may be
    replaced: the one with this digest, or without a digest any release without text."""
    standing = manifest.read_manifest(out)
    if standing is not None and (
        standing["digest"] == digest if digest else "without_text" in standing
    ):
        return
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise SaidError(f"{out}: something else stands here", "name another folder with --out")
