"""From seeds to parts: what a worker process does with one unit of documents.

A unit is a run of documents in the order of their ids. Its size does not depend on the machine, so
neither do the row groups. A part is what a unit gives to one table and split.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from said.check import Finding, read_and_check
from said.findings.catalogue import errors
from said.release.crossing import EventSplit
from said.release.write import RowWriter, table_schema
from said.schema.records import Metadata
from said.schema.rows import StanceRow
from said.seeds.documents import Seed
from said.seeds.registries import Registries, read_registries
from said.seeds.topics import named_topics
from said.system import workers
from said.system.errors import faults_as_errors
from said.system.places import Checkout
from said.tables import counts, stances, utterances
from said.tables.record import assemble_record
from said.tables.rows import document_rows
from said.tables.stances import TargetAliases
from said.tables.view import View

UNIT = 250
"""Documents in a unit."""


class StageUnit(NamedTuple):
    """A run of documents, and the folder that takes its parts; with `check_only` none are made.
    `folds` are those of its documents that are for a release."""

    checkout: Checkout
    doc_ids: Sequence[str]
    folder: Path
    check_only: bool
    folds: Mapping[str, int]


class Staged(NamedTuple):
    """What a unit gave: findings, or its parts with the number of documents in each split.

    `files` are those of the documents that are for a release. The others are `drafts`, which are
    only counted, whatever is in them. `events` are those that the documents report.
    """

    folder: Path
    documents: Counter[str]
    counts: counts.Counts
    cut_tokens: Counter[str]
    events: set[EventSplit]
    findings: Sequence[Finding] = ()
    files: Mapping[str, str] = MappingProxyType({})
    drafts: int = 0


class StagedDocument(NamedTuple):
    """What the rows of a document are made of: its split, its view, and its pairs (the rows of the
    table `stances`), for which the view is not enough."""

    split: str
    view: View
    pairs: Iterable[StanceRow]


def part_of(folder: Path, table: str, split: str) -> Path:
    """The place of a part in the folder of its unit, without an ending."""
    return folder / f"{table}-{split}"


def quotes_file(folder: Path) -> Path:
    """The file of a unit's quotes for the tables that cross documents, a `ReportedQuote` a line."""
    return folder / "quotes.jsonl"


def stage_unit(unit: StageUnit) -> Staged:
    """Reads, checks and assembles the documents of a unit, and writes its parts if no errors were
    found. Runs in a worker process."""
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
        findings += errors(found)
        if seed.released:
            seeds.append(seed)
    only_checked = unit.check_only or findings
    documents = () if only_checked else _documents(seeds, registries, unit.folds)
    return write_parts(unit.folder, documents)._replace(
        findings=findings, files=files, drafts=drafts
    )


def _documents(
    seeds: Iterable[Seed], registries: Registries, folds: Mapping[str, int]
) -> Iterator[StagedDocument]:
    """What is made of documents that were found sound; what fails here is a fault of ours."""
    by_topics: dict[tuple[str, ...] | None, TargetAliases] = {}
    for seed in seeds:
        assert seed.metadata is not None
        metadata: Metadata = seed.metadata.values[0]
        topics = named_topics(metadata)
        if topics not in by_topics:
            by_topics[topics] = TargetAliases(registries.targets_of(topics))
        with faults_as_errors(f"{seed.name}: the software failed on this document"):
            view = View.of(assemble_record(seed, registries, folds[seed.doc_id]))
        pairs = stances.stance_rows(view, by_topics[topics])
        yield StagedDocument(metadata["split"], view, pairs)


def write_parts(folder: Path, documents: Iterable[StagedDocument]) -> Staged:
    """Writes the parts of a unit into a new folder, and counts what they hold."""
    staged = Staged(folder, Counter(), Counter(), Counter(), set())
    quotes: list[bytes] = []
    folder.mkdir(parents=True)
    with ExitStack() as stack:
        writers: dict[tuple[str, str], RowWriter] = {}
        for split, view, pairs in documents:
            staged.documents[split] += 1
            staged.counts.update(counts.count_annotations(view.record, split))
            of_document, cut = document_rows(view, pairs)
            staged.cut_tokens.update(cut)
            for table, rows in of_document.items():
                if (table, split) not in writers:
                    writer = RowWriter(part_of(folder, table, split), table_schema(table))
                    writers[table, split] = stack.enter_context(writer)
                writers[table, split].add(rows)
            quotes += map(msgspec.json.encode, utterances.reported_quotes(view, split))
            if event := view.record["event"]:
                staged.events.add((event, split))
    quotes_file(folder).write_bytes(b"".join(quote + b"\n" for quote in quotes))
    return staged
