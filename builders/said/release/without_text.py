"""A release without the texts that nobody may pass on: offsets, labels, values and hashes stay.

A text is left out unless its document has a `license`, under which it may be redistributed.

Which strings are the articles' stands in the schemas (`x-article-text`). They become null, a list
of them a list of nulls. `said.release.restore` puts them back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from said.release import folder, manifest
from said.release.card import Template
from said.release.stage import UNIT, TablePart, write_part
from said.release.write import SplitWriter
from said.schema import Field, columns, load_schemas
from said.schema.arrow import arrow_schema
from said.schema.records import AnyRecord
from said.schema.rows import Manifest, ManifestFile
from said.system import workers
from said.system.errors import SaidError
from said.tables import counts

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
        nullable=field.nullable or field.article_text,
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
    found = {field.name: inner for field in fields if (inner := _blank(field))}
    if not found:
        return None
    return lambda value, kept: (
        value
        if value is None or value.get("doc_id") in kept
        else value | {name: of(value[name], kept) for name, of in found.items()}
    )


def write_without_text(full: Path, template: Template, stage: Path, release: Path) -> Manifest:
    """Writes what is left of a full release without its text; `stage` takes what is under way.

    `template` is that of the card. Memory does not grow with the corpus.
    """
    told = manifest.sound_manifest(full)
    files: list[ManifestFile] = []
    kept = frozenset(_licensed_documents(full, told))
    for entry in manifest.split_entries(told["files"]):
        table, split = entry["config"], entry["split"]
        writer = SplitWriter(release, table, split, nullable_schema(table))
        # The rows of a document; those of `utterances`, which crosses documents, one by one.
        rows = manifest.split_rows(full, told, table, split)
        groups = (list(group) for _, group in groupby(rows, _document))
        for number, first in enumerate(groups):
            part = TablePart(stage / f"{table}.{split}.{number:09d}", table, split)
            writer.add(part, _write_part(part, chain([first], islice(groups, UNIT - 1)), kept))
        files += writer.finish()
    content = folder.content_of(told["version"], files, *_counts(full))
    content = content._replace(restores_to=told["digest"])
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


def _write_part(part: TablePart, groups: Iterable[list[AnyRecord]], kept: frozenset[str]) -> int:
    """Writes rows without the text of documents, except some; gives the number of documents."""
    part.folder.mkdir(parents=True)
    with workers.without_collector():
        blanked = [[blank_texts(part.table)(row, kept) for row in group] for group in groups]
        rows = list(chain.from_iterable(blanked))
        write_part(part, rows, nullable_schema(part.table))
    return len(blanked)


def _counts(release: Path) -> tuple[Counter[str], counts.Counts]:
    """The documents and the annotations of a release by split."""
    documents: Counter[str] = Counter()
    labels: counts.Counts = Counter()
    for split, _, counted in counts.released_counts(release):
        documents[split] += 1
        for (layer, label, _), number in counted.items():
            labels[layer, label, split] += number
    return documents, labels


def refuse_to_replace(out: Path, allowed: Callable[[Manifest], bool]) -> None:
    """Raises SaidError if anything stands at `out` but an empty folder, or a release of which the
    manifest tells that it may be replaced."""
    standing = manifest.read_manifest(out)
    if standing is not None and allowed(standing):
        return
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise SaidError(f"{out}: something else stands here", "name another folder with --out")
