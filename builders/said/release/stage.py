"""From seeds to parts: what a worker process does with one unit of documents.

A unit is a run of documents in the order of their ids. Its size does not depend on the machine, so
that neither do the row groups. A part is what a unit gives to one table and split: Arrow data for
the Parquet file, and the same rows as JSONL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from said.check import Finding, read_and_check
from said.findings.catalogue import errors
from said.schema import columns, load_schemas
from said.schema.arrow import arrow_schema
from said.schema.records import AnyRecord, Metadata
from said.schema.rows import StanceRow
from said.seeds.documents import Registries, Seed, read_registries
from said.seeds.topics import named_topics
from said.system import workers
from said.system.errors import faults_as_errors
from said.system.places import Checkout
from said.tables import counts, stances, utterances
from said.tables.record import assemble_record
from said.tables.rows import document_rows
from said.tables.stances import TargetAliases
from said.tables.view import View
from said.text import jsontext

UNIT = 250
"""Documents in a unit."""


class StageUnit(NamedTuple):
    """A run of documents, and the folder that takes its parts; with `check_only` none are made."""

    checkout: Checkout
    doc_ids: tuple[str, ...]
    folder: Path
    check_only: bool = False


class Staged(NamedTuple):
    """What a unit came to: findings, or the number of documents in each split with its parts.

    `files` are those of the documents that are for a release; `drafts` is the number of the others,
    which are left out whatever is in them.
    """

    folder: Path
    findings: list[Finding]
    documents: Counter[str]
    counts: counts.Counts
    cut_tokens: Counter[str]
    files: dict[str, str]
    read: int
    drafts: int = 0

    @classmethod
    def of(cls, folder: Path) -> Staged:
        """A unit of which nothing is known yet."""
        return cls(folder, [], Counter(), Counter(), Counter(), {}, 0)


class StagedDocument(NamedTuple):
    """What the rows of a document are made of: its split, its view, and its pairs (the rows of the
    table `stances`), for which the view is not enough."""

    split: str
    view: View
    pairs: list[StanceRow]


class TablePart(NamedTuple):
    """The files of a part; `folder` is that of its unit."""

    folder: Path
    table: str
    split: str

    @property
    def arrow(self) -> Path:
        """The rows as an Arrow IPC file."""
        return self.folder / f"{self.table}.{self.split}.arrow"

    @property
    def jsonl(self) -> Path:
        """The rows as JSONL."""
        return self.folder / f"{self.table}.{self.split}.jsonl"


def versions_file(folder: Path) -> Path:
    """Where a unit's versions of utterances stand: a JSON array of id and version a line."""
    return folder / "versions.jsonl"


def stage_all(units: Sequence[StageUnit], jobs: int) -> Iterator[Staged]:
    """The units' results in their order, worked out by up to `jobs` processes."""
    return workers.in_order(stage_unit, units, jobs)


def stage_unit(unit: StageUnit) -> Staged:
    """Reads, checks and assembles the documents of a unit and writes its parts.

    Nothing is written if anything was found. Raises OSError where the disk does.
    """
    with workers.without_collector():
        return _stage(unit, _registries(unit.checkout, unit.folder.parent))


@lru_cache(maxsize=1)
def _registries(checkout: Checkout, _build: Path) -> Registries:
    """The registries, read once for each build; the name of its folder is never used again."""
    return read_registries(checkout)[0]


def _stage(unit: StageUnit, registries: Registries) -> Staged:
    findings: list[Finding] = []
    files: dict[str, str] = {}
    seeds = []
    drafts = 0
    for doc_id in unit.doc_ids:
        seed, found = read_and_check(unit.checkout, doc_id, registries)
        if seed.unfinished:
            drafts += 1
            continue
        files |= seed.files
        problems = errors(found)
        findings += problems
        if not problems and seed.released:
            seeds.append(seed)
    staged = Staged.of(unit.folder)._replace(
        findings=findings, files=files, read=len(unit.doc_ids), drafts=drafts
    )
    if seeds and not findings and not unit.check_only:
        write_parts(staged, _documents(seeds, registries))
    return staged


def _metadata(seed: Seed) -> Metadata:
    assert seed.metadata is not None
    found: Metadata = seed.metadata.values[0]
    return found


def _view(seed: Seed, registries: Registries) -> View:
    """The view of a document that was found sound; what fails here is a fault of ours."""
    with faults_as_errors(f"{seed.name}: the software failed on this document"):
        return View.of(assemble_record(seed, registries))


def _documents(seeds: Sequence[Seed], registries: Registries) -> Iterator[StagedDocument]:
    by_topics: dict[tuple[str, ...] | None, TargetAliases] = {}
    for seed in seeds:
        view, metadata = _view(seed, registries), _metadata(seed)
        topics = named_topics(metadata)
        if topics not in by_topics:
            by_topics[topics] = TargetAliases(registries.targets_of(topics))
        pairs = stances.stance_rows(view, by_topics[topics])
        yield StagedDocument(metadata["split"], view, pairs)


def write_parts(staged: Staged, documents: Iterable[StagedDocument]) -> None:
    """Writes the parts of a unit, and counts what it holds."""
    rows: dict[tuple[str, str], list[AnyRecord]] = {}
    versions: list[bytes] = []
    for split, view, pairs in documents:
        staged.documents[split] += 1
        staged.counts.update(counts.count_annotations(view.record, split))
        of_document, cut = document_rows(view, pairs)
        staged.cut_tokens.update(cut)
        for table, found in of_document.items():
            rows.setdefault((table, split), []).extend(found)
        versions += [
            jsontext.compact(version) + b"\n" for version in utterances.utterance_versions(view)
        ]
    staged.folder.mkdir(parents=True)
    for (table, split), found in rows.items():
        write_part(TablePart(staged.folder, table, split), found)
    versions_file(staged.folder).write_bytes(b"".join(versions))


def write_part(part: TablePart, rows: Sequence[AnyRecord], schema: pa.Schema | None = None) -> None:
    """Writes the rows of one table and split in both forms; `schema` is that of the table if it is
    not the usual one."""
    data = pa.Table.from_pylist(rows, schema=schema or table_schema(part.table))
    with pa.OSFile(str(part.arrow), "wb") as sink, pa.ipc.new_file(sink, data.schema) as writer:
        writer.write_table(data)
    part.jsonl.write_bytes(jsontext.canonical_lines(rows))


@cache
def table_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table."""
    return arrow_schema(columns(load_schemas(), table))
