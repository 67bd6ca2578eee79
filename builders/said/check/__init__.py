"""Checks seeds and says what is wrong, where, by which rule, and what to do.

Level 1 (the files can be read) is in `said.seeds`; `shape` is level 2 (the values fit the schema),
`spans` with `layout` level 3 (the spans fit the text and each other), `links` with `sense` level 4
(references lead somewhere, values mean something and go together). Level 5 is `coverage` (nothing
is left over) and `guidelines` (what the rules lead one to expect), which stops no build. Who asks
for all that, and for level 6, the corpus as a whole, is `said.validation`.
"""

from __future__ import annotations

from collections.abc import Sequence

from said.check import links, shape, spans
from said.findings.catalogue import KINDS, Finding, Kind, first_of
from said.seeds.accepted import soften_findings
from said.seeds.documents import JsonFile, Registries, Seed, read_document
from said.system.errors import SaidError
from said.system.places import Checkout

__all__ = [
    "KINDS",
    "BadSeeds",
    "Finding",
    "Kind",
    "check_annotations",
    "check_corpus_file",
    "check_document",
    "check_registries",
    "read_and_check",
]


class BadSeeds(SaidError):
    """The seeds have errors; `findings` are all of them, sorted by file and place."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        count = len(findings)
        what = "1 mistake" if count == 1 else f"{count} mistakes"
        super().__init__(f"{what} in seeds/; nothing was written", "correct them and run it again")
        self.findings = sorted(findings)


def read_and_check(
    checkout: Checkout, doc_id: str, registries: Registries
) -> tuple[Seed, list[Finding]]:
    """A document of a checkout and everything that levels 1 to 4 find in it, sorted by file and
    place; softened where it was accepted before a check came in."""
    seed, findings = read_document(checkout, doc_id)
    findings += check_document(seed, registries)
    return seed, sorted(soften_findings(findings, seed.files, registries.closed))


def check_document(seed: Seed, registries: Registries) -> list[Finding]:
    """Everything that levels 2 to 4 find in one document; sorted by file and place."""
    findings: list[Finding] = []
    if seed.metadata is not None:
        misshapen = shape.check_shape(seed.metadata, "metadata")
        findings += misshapen
        if not misshapen:
            findings += first_of(links.check_metadata(seed), seed.metadata.name)
            checked = spans.check_metadata(seed.metadata, seed.text)
            findings += first_of(checked, seed.metadata.name)
    if seed.annotations is not None:
        findings += check_annotations(seed.annotations, seed, registries)
    for source in seed.passes:
        findings += check_annotations(source, seed, registries, is_pass=True)
    return sorted(findings + _check_records(seed))


def check_annotations(
    source: JsonFile, seed: Seed, registries: Registries, is_pass: bool = False
) -> list[Finding]:
    """Everything that levels 2 to 4 find in annotations of a document; in a pass, which is kept as
    it was made, less is asked for."""
    findings, sound = shape.sound_lines(source, "annotation")
    if seed.text is not None:
        spanned = spans.check_annotations(source, sound, seed.text, is_pass)
        findings += first_of(spanned, source.name)
    linked = links.check_annotations(source, sound, seed, registries, is_pass)
    return findings + first_of(linked, source.name)


def _check_records(seed: Seed) -> list[Finding]:
    """What levels 2 to 4 find in the records of how a document was annotated."""
    findings: list[Finding] = []
    for source, schema in ((seed.decided, "decided"), (seed.adjudication, "adjudication")):
        if source is None:
            continue
        misshapen, sound = shape.sound_lines(source, schema)
        findings += misshapen
        if seed.text is not None:
            findings += first_of(spans.check_records(source, sound, seed.text), source.name)
        if source is seed.decided:
            findings += first_of(spans.check_order(source, sound), source.name)
        else:
            findings += first_of(links.check_adjudication(source, sound, seed), source.name)
    return findings


def check_registries(registries: Registries) -> list[Finding]:
    """Everything that levels 2 and 4 find in the registries; sorted by file and place."""
    findings: list[Finding] = []
    for source, schema in zip(registries.sources, ("entity", "target", "utterance"), strict=True):
        misshapen = shape.check_shape(source, schema)
        findings += misshapen
        if not misshapen:
            linked = links.check_registry(source, schema, registries)
            findings += first_of(linked, source.name)
    return sorted(findings)


def check_corpus_file(source: JsonFile) -> list[Finding]:
    """Everything that level 2 finds in `seeds/corpus.json`."""
    return shape.check_shape(source, "corpus")
