"""Runs the checks of all levels over what somebody names, and gives findings as it reads.

This is `said.validate`. Documents are read one after the other, or by several processes in units;
what has been told is not kept. Of each document the levels 1 to 4 are those of `said build`; level
5 is asked of what is free of mistakes, level 6 of the corpus as a whole.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from said.check import (
    check_corpus_file,
    check_document,
    check_levels,
    check_registries,
    check_registry_names,
)
from said.findings.catalogue import Finding, errors
from said.findings.causes import CauseMerger
from said.seeds.accepted import soften_findings
from said.seeds.documents import read_document_folder, read_loose_lines
from said.seeds.registries import (
    FOLDERS,
    NO_REGISTRIES,
    Registries,
    misplaced_documents,
    read_corpus_file,
    read_registries,
)
from said.system import workers
from said.system.errors import SaidError
from said.system.places import Checkout
from said.system.workers import Progress
from said.validation import corpus
from said.validation.corpus import DocumentSummary
from said.validation.selection import Folder, LooseLines, Selection, all_folders, select_paths

ALL_LEVELS = range(1, 7)
UNIT = 64
"""Documents that a process is given at a time: few, so that the first findings come soon."""


class _DocumentRun(NamedTuple):
    checkout: Checkout | None
    documents: Sequence[Folder | LooseLines]
    levels: frozenset[int]


class _Checked(NamedTuple):
    """What a unit came to; the summaries only if level 6 is asked for. `drafts` are the names of
    the documents that are for no release yet."""

    findings: list[Finding]
    summaries: list[DocumentSummary]
    drafts: list[str]


def validate(
    path: str | Path = ".", levels: Collection[int] = ALL_LEVELS, jobs: int = 1
) -> Iterator[Finding]:
    """The findings in a checkout, a document or a file, as they are come upon: what documents share
    first, then document by document, each sorted by file and place, then the corpus as a whole.

    `levels` are those to tell of: 1 file, 2 schema, 3 spans, 4 references, 5 guidelines, 6 corpus;
    notes tell what mistakes kept from being checked. `jobs` is the number of processes. Raises
    SaidError if there is nothing to check at the path, and for arguments of the wrong kind.
    """
    for name, value, fits, wanted in (
        ("path", path, isinstance(path, str | os.PathLike), "a path"),
        ("levels", levels, _are_levels(levels), "numbers from 1 to 6"),
        ("jobs", jobs, isinstance(jobs, int) and jobs > 0, "a number of processes"),
    ):
        if not fits:
            raise SaidError(f"{name} is {value!r:.60}, not {wanted}", f"give {wanted} as {name}")
    return validate_selection(select_paths([Path(path)]), levels, jobs)


def _are_levels(levels: object) -> bool:
    return isinstance(levels, Collection) and all(
        isinstance(one, int) and one in ALL_LEVELS for one in levels
    )


def validate_selection(
    selection: Selection,
    levels: Collection[int] = ALL_LEVELS,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Iterator[Finding]:
    """As `validate`, for what was selected."""
    wanted = frozenset(levels)
    documents: Sequence[object] | None = selection.documents
    if documents is None and selection.checkout:
        documents = all_folders(selection.checkout)[0]
    merger = CauseMerger(holds=len(documents or ()) > 1)
    for batch in _run(selection, wanted, jobs, progress):
        yield from merger.take(
            finding
            for finding in batch
            if selection.tells(finding) and (finding.level in wanted or finding.level == 0)
        )
    yield from merger.held()


def _run(
    selection: Selection, levels: frozenset[int], jobs: int, progress: Progress | None
) -> Iterator[Iterable[Finding]]:
    """The findings, in batches that each end with a file."""
    documents = selection.documents
    registries, unread = (
        read_registries(selection.checkout) if selection.checkout else (NO_REGISTRIES, [])
    )
    shared: list[Finding] = []
    if selection.checkout and selection.corpus:
        shared = list(_shared(selection.checkout, registries, unread))
    yield shared
    if documents is None and selection.checkout is not None:
        found, surplus = all_folders(selection.checkout)
        documents = tuple(found)
        yield surplus
    documents = documents or ()
    if selection.checkout is None and 4 in levels:
        message = "references to entities, topics, targets, events, utterances and flags were not "
        message += "checked: no checkout"
        # Under a name that was asked for, so that it is told.
        yield [Finding(name, 1, 1, "not-checked", message) for name in (selection.names or ())[:1]]
    whole = selection.checkout is not None and selection.documents is None
    levels = levels if whole else levels - {6}
    parts = workers.item_batches(documents, UNIT)
    units = [_DocumentRun(selection.checkout, part, levels) for part in parts]
    summaries: list[DocumentSummary] = []
    drafts: set[str] = set()
    done = 0
    for unit, checked in zip(units, _checked(registries, units, jobs), strict=True):
        if whole:
            drafts.update(checked.drafts)
        yield _softened_in(drafts, checked.findings)
        summaries += checked.summaries
        done += len(unit.documents)
        if progress:
            progress(done, len(documents))
    if selection.checkout is not None and 6 in levels:
        if errors(shared):
            registries = NO_REGISTRIES._replace(closed=registries.closed)
        # So that what a draft has in common with a released document is found in the draft.
        summaries.sort(key=lambda summary: summary.files is None)
        yield _softened_in(drafts, corpus.check_corpus(selection.checkout, summaries, registries))


def _softened_in(drafts: Collection[str], findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, with the errors in drafts softened: no release has a draft, so nothing in one
    may keep the corpus as a whole from being accepted."""
    for finding in findings:
        folder = "/".join(finding.file.split("/")[:2])
        yield finding._replace(softened=True) if folder in drafts else finding


def _shared(
    checkout: Checkout, registries: Registries, unread: Sequence[Finding]
) -> Iterator[Finding]:
    """What is wrong with `corpus.json` and the registries; `unread` is what kept these from being
    read."""
    yield from misplaced_documents(checkout)
    source, findings = read_corpus_file(checkout)
    yield from findings
    if source is not None:
        yield from check_corpus_file(source)
    findings = [*unread, *check_registries(registries)]
    if not errors(findings):
        findings += check_registry_names(registries)
    yield from sorted(findings)
    for name in sorted(registries.unread):
        message = f"references to {name} were not checked, which need this file"
        file = name if name in FOLDERS else f"{name}.jsonl"
        yield Finding(f"seeds/{file}", 1, 1, "not-checked", message)


def _checked(
    registries: Registries, units: Sequence[_DocumentRun], jobs: int
) -> Iterator[_Checked]:
    """What each unit came to, in their order."""
    here = partial(_check_unit, registries=registries)
    if jobs > 1 and len(units) > 1:
        # Before processes are started, so that the first findings come at once.
        yield here(units[0])
        yield from workers.in_order(_in_worker, units[1:], jobs)
        return
    yield from map(here, units)


def _in_worker(unit: _DocumentRun) -> _Checked:
    with workers.without_collector():
        return _check_unit(unit, _registries_once(unit.checkout))


@cache
def _registries_once(checkout: Checkout | None) -> Registries:
    """The registries in a worker process, which lives for one run."""
    return read_registries(checkout)[0] if checkout else NO_REGISTRIES


def _check_unit(unit: _DocumentRun, registries: Registries) -> _Checked:
    checked = _Checked([], [], [])
    for one in unit.documents:
        if isinstance(one, LooseLines):
            checked.findings.extend(_check_lines(one))
        else:
            _check_document(one, registries, unit.levels, checked)
    return checked


def _check_document(
    one: Folder, registries: Registries, levels: frozenset[int], checked: _Checked
) -> None:
    """Adds what the levels 1 to 5 find in a document, and what level 6 has to know of it."""
    seed, findings = read_document_folder(one.path, one.name)
    if seed.unfinished:
        checked.drafts.append(one.name)
    if max(levels, default=1) == 1:
        checked.findings.extend(sorted(soften_findings(findings, seed.files, registries.closed)))
        return
    found, parts = check_levels(one.path, seed, findings, registries, levels)
    checked.findings.extend(found)
    if 6 in levels:
        part = parts.sound_to(4)
        read = part.seed if part else seed._replace(text=None, metadata=None, annotations=None)
        is_whole = parts.is_sound
        checked.summaries.append(corpus.summarise_document(read, is_whole, seed.unfinished))


def _check_lines(one: LooseLines) -> Iterable[Finding]:
    """What the levels 1 to 4 find in a file of annotation lines without a document."""
    seed, findings = read_loose_lines(one.path, one.name)
    findings += check_document(seed, NO_REGISTRIES)
    if seed.text is None:
        text = one.path.with_suffix(".txt").name
        message = f"level 3 was not checked, which needs the text as {text} beside this file"
        findings.append(Finding(one.name, 1, 1, "not-checked", message))
    return sorted(findings)
