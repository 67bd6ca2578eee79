"""Counts what two releases differ in, document by document, and gives the reasons for the version.

Only the changes are kept: of two documents that are the same nothing but numbers remains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sized
from typing import Any, NamedTuple

import msgspec

from said.diff import compare, matrix, releases, version
from said.diff.compare import TEXT, Change, DocumentDiff, FieldChange
from said.diff.releases import Line, Release
from said.diff.version import PARTS, ColumnChange, Part, Reason
from said.schema.records import AnyRecord
from said.schema.rows import DocumentEntity
from said.schema.scheme import COLUMNS
from said.system.workers import Progress

WHAT = ("added", "removed", "changed", "unchanged", "in added documents", "in removed documents")
"""What can happen to an annotation: the first four in documents that both releases have."""
_STEP = 50
"""Documents between two steps of the progress bar."""


class ChangeSummary:
    """What changed, added up.

    - `added`, `removed`: the split of each document that only one release has;
    - `both`: the number of the others;
    - `fields`: what changed of those, annotations aside, by document;
    - `counts`: annotations by (layer, one of WHAT);
    - `by_document`: the same for each document in which something changed;
    - `labels`: (layer, field, old, new) counted over annotations in both;
    - `moved`: the ids whose span moved away;
    - `changes`: every changed annotation, if they are to be kept;
    - `entities`: the entities of the old release and of the new one.
    """

    def __init__(self, keep: bool) -> None:
        self._keep = keep
        self.added: dict[str, str] = {}
        self.removed: dict[str, str] = {}
        self.both = 0
        self.fields: dict[str, list[FieldChange]] = {}
        self.counts: Counter[tuple[str, str]] = Counter()
        self.by_document: dict[str, Counter[tuple[str, str]]] = {}
        self.labels: Counter[tuple[str, str, Any, Any]] = Counter()
        self.moved: list[str] = []
        self.changes: list[Change] = []
        self.entities: tuple[dict[str, DocumentEntity], dict[str, DocumentEntity]] = ({}, {})

    def add(self, old: AnyRecord | None, new: AnyRecord | None) -> None:
        """Takes a document as the old release has it and as the new one has it; documents come in
        the order of their ids. A record has the field `split` besides its columns."""
        for record, known in zip((old, new), self.entities, strict=True):
            known.update({one["id"]: one for one in (record or {}).get("entities", ())})
        if old is not None and new is not None:
            found = compare.compare_documents(new["doc_id"], old, new, matrix.label_fields())
            self._add_common(found)
        elif new is not None:
            self.added[new["doc_id"]] = new["split"]
            self._add_whole(new, "in added documents")
        elif old is not None:
            self.removed[old["doc_id"]] = old["split"]
            self._add_whole(old, "in removed documents")

    def _add_whole(self, record: AnyRecord, what: str) -> None:
        counts: Counter[tuple[str, str]] = Counter()
        for layer, column in COLUMNS.items():
            counts[layer, what] = len(compare.annotations_in(record, column))
        self.counts.update(counts)
        self.by_document[record["doc_id"]] = +counts

    def _add_common(self, document: DocumentDiff) -> None:
        self.both += 1
        if document.fields:
            self.fields[document.doc_id] = document.fields
        counts: Counter[tuple[str, str]] = Counter()
        for layer, found in document.layers.items():
            counts.update((layer, change.kind) for change in found.changes)
            counts[layer, "unchanged"] += found.unchanged
            self.moved += found.moved
            for key, number in found.labels.items():
                self.labels[layer, *key] += number
            if self._keep:
                self.changes += found.changes
        self.counts.update(counts)
        if any(what != "unchanged" for _, what in counts):
            self.by_document[document.doc_id] = +counts

    def changed(self, field: str) -> dict[str, FieldChange]:
        """The documents in which a field changed."""
        return {
            doc_id: change
            for doc_id, changes in self.fields.items()
            for change in changes
            if change.field == field
        }

    @property
    def metadata(self) -> Counter[str]:
        """In how many documents each field changed, text and split aside."""
        fields = (change.field for changes in self.fields.values() for change in changes)
        return Counter(field for field in fields if field not in (TEXT, "split"))

    @property
    def renamed(self) -> dict[str, tuple[FieldChange, ...]]:
        """The entities in both releases that are described otherwise."""
        old, new = self.entities
        changes = {
            one: compare.changed_fields(old[one], new[one]) for one in sorted(old.keys() & new)
        }
        return {one: fields for one, fields in changes.items() if fields}

    def number(self, what: str) -> int:
        """The number of annotations in all layers to which that happened."""
        return sum(number for (_, key), number in self.counts.items() if key == what)


class Diff(NamedTuple):
    """Two releases compared. `tables` are those whose rows differ in any way."""

    old: Release
    new: Release
    summary: ChangeSummary
    columns: list[ColumnChange]
    tables: list[str]

    @property
    def reasons(self) -> list[Reason]:
        """Why the version must rise, the weightiest first; nothing if the releases are the same."""
        found = self.summary
        corrected = {what: found.number(what) for what in ("added", "removed", "changed")}
        told = ", ".join(f"{number} {what}" for what, number in corrected.items() if number)
        reasons = [
            *_reason("major", "texts changed", found.changed(TEXT)),
            *_reason("major", "documents with another split", found.changed("split")),
            *_reason("major", "documents removed", found.removed),
            *_reason("major", "ids whose span moved away", found.moved),
            *(Reason(one.part, f"{one.name}: {one.what}") for one in self.columns),
            *_reason("minor", "new documents", found.added),
            *([Reason("patch", f"annotations corrected: {told}")] if told else []),
            *_reason("patch", "fields of documents changed", list(found.metadata.elements())),
            *_reason("patch", "entities described otherwise", found.renamed),
        ]
        if not reasons and self.old.manifest["digest"] != self.new.manifest["digest"]:
            why = f"rows made by rule differ: {', '.join(self.tables)}"
            reasons = [Reason("patch", why if self.tables else "columns stand in another order")]
        return sorted(reasons, key=lambda reason: PARTS.index(reason.part))


def _reason(part: Part, why: str, found: Sized) -> list[Reason]:
    return [Reason(part, f"{why}: {len(found)}")] if found else []


def compare_releases(
    old: Release, new: Release, progress: Progress | None = None, keep: bool = True
) -> Diff:
    """Compares two releases; with `keep` False without the single changes of annotations.

    Raises SaidError where a release cannot be read.
    """
    summary = ChangeSummary(keep)
    total = max(old.documents, new.documents)
    for done, pair in enumerate(releases.document_pairs(old, new), 1):
        summary.add(*_records(*pair))
        if progress and done % _STEP == 0:
            progress(done, max(done, total))
    before, after = old.rows_of, new.rows_of
    tables = [table for table in before if table in after and before[table] != after[table]]
    changes = version.table_changes(before, after)
    changes += version.column_changes(*map(releases.release_features, (old, new)))
    return Diff(old, new, summary, changes, tables)


def _records(old: Line | None, new: Line | None) -> tuple[AnyRecord | None, AnyRecord | None]:
    """The records of a document; one object for both where they are the same."""
    if old and new and old.raw == new.raw and old.split == new.split:
        record = _record(old)
        return record, record
    return old and _record(old), new and _record(new)


def _record(line: Line) -> AnyRecord:
    return {"split": line.split, **msgspec.json.decode(line.raw)}
