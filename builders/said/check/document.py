"""Runs the checks of `checks` over one document, level by level."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from said.check import links, shape, spans, topics
from said.check.checks import CHECKS, Check
from said.check.frozen import text_change
from said.check.guidelines import names
from said.check.lines import Lines
from said.check.partly import SoundParts, not_checked
from said.findings.catalogue import Finding, errors, first_of
from said.findings.causes import merge_causes
from said.seeds.accepted import soften_findings
from said.seeds.documents import Seed, read_document
from said.seeds.json_files import JsonFile
from said.seeds.registries import Registries
from said.system.errors import SaidError
from said.system.places import Checkout


class BadSeeds(SaidError):
    """The seeds have errors; `findings` are all of them, sorted by file and place."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        findings = merge_causes(sorted(findings))
        count = len(findings)
        what = "1 mistake" if count == 1 else f"{count} mistakes"
        super().__init__(f"{what} in seeds/; nothing was written", "correct them and run it again")
        self.findings = findings


class _CheckedFile(NamedTuple):
    """A file of a document: what the table of checks calls it, and the schema of its values."""

    name: str
    source: JsonFile | None
    schema: str
    is_pass: bool = False


def _files(seed: Seed) -> Iterator[_CheckedFile]:
    yield _CheckedFile("metadata", seed.metadata, "metadata")
    yield _CheckedFile("annotations", seed.annotations, "annotation")
    yield from (_CheckedFile("annotations", one, "annotation", is_pass=True) for one in seed.passes)
    yield _CheckedFile("decided", seed.decided, "decided")
    yield _CheckedFile("adjudication", seed.adjudication, "adjudication")


# ---- levels 2 to 4


def read_and_check(
    checkout: Checkout, doc_id: str, registries: Registries
) -> tuple[Seed, list[Finding]]:
    """A document of a checkout and everything that levels 1 to 4 find in it, sorted by file and
    place; softened where it was accepted before a check came in."""
    seed, findings = read_document(checkout, doc_id)
    findings += check_document(seed, registries)
    return seed, sorted(soften_findings(findings, seed.files, registries.closed))


def check_document(seed: Seed, registries: Registries) -> list[Finding]:
    """Everything that levels 2 to 4 find in one document; sorted by file and place. In a text that
    is not the one that was annotated nothing is looked for."""
    change = text_change(seed)
    seed = seed._replace(text=None) if change else seed
    found = [finding for file in _files(seed) for finding in _check_file(file, seed, registries)]
    return sorted([*found, change] if change else found)


def check_annotations(
    source: JsonFile, seed: Seed, registries: Registries, is_pass: bool = False
) -> list[Finding]:
    """Everything that levels 2 to 4 find in annotations of a document; in a pass, which is kept as
    it was made, less is asked for."""
    return _check_file(_CheckedFile("annotations", source, "annotation", is_pass), seed, registries)


def find_every_error(source: JsonFile, seed: Seed, registries: Registries) -> list[Finding]:
    """The errors of levels 2 to 4 in annotations of a document, however many there are, so that
    each annotation that has one is among them. No pattern is looked for in them, and what of a
    value does not fit its schema is not said."""
    fits = [shape.fits_schema("annotation", value) for value in source.values]
    lines = Lines(
        source, [index for index, is_sound in enumerate(fits) if is_sound], seed, registries
    )
    found = [
        source.finding(index, (), "schema", "the value does not fit its schema")
        for index, is_sound in enumerate(fits)
        if not is_sound
    ]
    found += spans.find_unfit(lines)
    # Where all offsets are wrong in one way, nothing but that would be said.
    placed = Lines(source, lines.placed, seed, registries)
    for level in (3, 4):
        found += check_level(level, placed)
    return errors(found)


def _check_file(file: _CheckedFile, seed: Seed, registries: Registries) -> list[Finding]:
    if file.source is None:
        return []
    known = _known_values(seed) if file.name == "metadata" else {}
    findings, sound = shape.sound_lines(file.source, file.schema, known, seed.text)
    below = _below_zero(file, sound)
    if below:
        lines = Lines(file.source, sorted([*sound, *below]), seed, registries, is_pass=file.is_pass)
        if lines.drift is not None:  # which says why offsets are below 0
            sound, told = list(lines.sound), {file.source.lines[index] for index in below}
            findings = [one for one in findings if one.line not in told]
    if sound:
        lines = Lines(file.source, sound, seed, registries, is_pass=file.is_pass)
        for level in (3, 4):
            findings += first_of(check_level(level, lines, file.name), file.source.name)
    return findings


def _below_zero(file: _CheckedFile, sound: Sequence[int]) -> list[int]:
    """The lines of a file that do not fit their schema for nothing but offsets below 0."""
    values = file.source.values if file.source and file.name != "metadata" else []
    if len(sound) == len(values):
        return []
    misshapen = set(range(len(values))).difference(sound)
    return [
        index
        for index in sorted(misshapen)
        if shape.fits_schema(file.schema, _with_offsets_from_zero(values[index]))
    ]


def _with_offsets_from_zero(value: Any) -> Any:
    """A value with 0 in place of every offset below it."""
    if isinstance(value, list):
        return [_with_offsets_from_zero(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: max(inner, 0)
        if key in ("start", "end") and isinstance(inner, int)
        else _with_offsets_from_zero(inner)
        for key, inner in value.items()
    }


def _known_values(seed: Seed) -> dict[str, str]:
    """What the metadata of a document must have in some fields, as JSON."""
    known = {"doc_id": Path(seed.name).name}
    if digest := seed.files.get(f"{seed.name}/raw.txt"):
        known["sha256"] = digest
    return {field: json.dumps(value) for field, value in known.items()}


def check_level(level: int, lines: Lines, file: str = "annotations") -> Iterator[Finding]:
    """What a level finds in a file, as far as what its checks need is there. Where all offsets are
    wrong in one way, nothing else is asked of spans."""
    checks = [one for one in CHECKS if one.level == level and one.file == file]
    if level == 3 and lines.drift is not None:
        checks = [one for one in checks if one.finds_drift]
    return _found(lines, checks)


def _found(lines: Lines, checks: Sequence[Check]) -> Iterator[Finding]:
    found = (finding for one in checks if one.can_run(lines) for finding in one.run(lines))
    return filter(lines.asks, found)


# ---- level 5, and all levels together


_OF_TEXTS = frozenset({"text-trace", "control-character"})


def check_levels(
    folder: Path,
    seed: Seed,
    findings: Sequence[Finding],
    registries: Registries,
    levels: Collection[int],
) -> tuple[list[Finding], SoundParts]:
    """What the levels up to 5 find in the document in a folder, given the `findings` of reading it;
    sorted by file and place, at the end notes on what could not be checked. Levels 2 to 4 are
    always checked, because what the others can look at depends on them."""
    all_findings = [*findings, *check_document(seed, registries)]
    if any(finding.kind == "text-changed" for finding in all_findings):
        seed = seed._replace(text=None)
        # What is odd in a changed text follows from the change, or is another matter.
        all_findings = [one for one in all_findings if one.kind not in _OF_TEXTS]
    parts = SoundParts(folder, seed, all_findings)
    found = soften_findings(all_findings, seed.files, registries.closed)
    if 5 in levels:
        found += _check_guidelines(parts, registries)
    return [*sorted(found), *not_checked(parts, levels)], parts


def _check_guidelines(parts: SoundParts, registries: Registries) -> Iterator[Finding]:
    """What level 5 finds in the sound parts of a document; of each file as much as levels before
    report."""
    for level in sorted({check.sound_to for check in CHECKS if check.level == 5}):
        if part := parts.sound_to(level):
            found = check_guidelines(part.seed, registries, level)
            for file, those in groupby(filter(part.tells, found), key=attrgetter("file")):
                yield from first_of(those, file)


def check_guidelines(seed: Seed, registries: Registries, sound_to: int = 4) -> list[Finding]:
    """What level 5 finds in a document that is free of errors up to that level, sorted by file and
    place: what its annotations are at odds with (4), or what they leave over (3)."""
    source = seed.annotations or JsonFile(f"{seed.name}/annotations.jsonl", [], [], [])
    lines = Lines(source, range(len(source.values)), seed, registries)
    checks = [check for check in CHECKS if check.level == 5 and check.sound_to == sound_to]
    return sorted(_found(lines, checks))


# ---- what documents share


def check_registries(registries: Registries) -> list[Finding]:
    """Everything that levels 2 and 4 find in the registries; sorted by file and place."""
    findings: list[Finding] = []
    for source, schema in registries.checked_files():
        misshapen = shape.check_shape(source, schema)
        findings += misshapen
        if not misshapen:
            linked = links.check_registry(source, schema, registries)
            findings += first_of(linked, source.name)
    if not findings:
        findings += topics.check_topics(registries)
    return sorted(findings)


def check_registry_names(registries: Registries) -> list[Finding]:
    """What level 5 finds in registries that are free of errors; sorted by place."""
    return sorted(names.check_registry_names(registries))


def check_corpus_file(source: JsonFile) -> list[Finding]:
    """Everything that levels 2 and 4 find in `seeds/corpus.json`."""
    return shape.check_shape(source, "corpus") or list(links.check_corpus_flags(source))
