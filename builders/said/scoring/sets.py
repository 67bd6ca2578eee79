"""Reads the sets of annotations to compare, beside the texts they annotate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, cast

from said.check import check_level, check_registries, shape
from said.check.lines import Lines
from said.findings.catalogue import Finding, refuse_errors
from said.schema.records import Annotation, Metadata
from said.seeds import documents
from said.seeds.accepted import soften_findings
from said.seeds.documents import Seed
from said.seeds.json_files import JsonFile
from said.seeds.registries import Registries, document_ids, read_registries
from said.seeds.topics import VERSION_1, named_topics
from said.system.errors import SaidError
from said.system.places import Checkout

GOLD = "gold"
LINES = ".jsonl"
"""The suffix of files of lines."""


class Compared(NamedTuple):
    """A document with its annotations in the first and in the second set; `topics` are those that
    it names."""

    doc_id: str
    language: str
    text: str
    first: list[Annotation]
    second: list[Annotation]
    topics: tuple[str, ...] | None = (VERSION_1,)


class BadSet(SaidError):
    """A set holds mistakes; `findings` are all of them."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        count = "1 mistake" if len(findings) == 1 else f"{len(findings)} mistakes"
        super().__init__(f"{count} in the annotations", "correct them and run it again")
        self.findings = sorted(findings)


def of_checkout(
    checkout: Checkout, first: str, second: str, doc_ids: Iterable[str] | None = None
) -> tuple[list[Compared], list[str], Registries]:
    """The documents that both sets annotate, the ids of those that only one does, the registries.

    A set is `gold` (the `annotations.jsonl` of adjudicated documents), the name of a pass, or the
    path of a folder with `<doc_id>.jsonl`. `doc_ids` are the documents to look at, by default all.
    Raises BadSet, and SaidError if there is nothing to compare.
    """
    reader = _SetReader(checkout)
    doc_ids = document_ids(checkout)[0] if doc_ids is None else list(doc_ids)
    both: list[Compared] = []
    lonely: list[str] = []
    for doc_id in doc_ids:
        seed, (one, other) = reader.read(doc_id, first, second)
        if one is None or other is None:
            lonely += [doc_id] if one or other else []
            continue
        metadata = reader.sound_metadata(seed)
        if seed.text is not None and metadata is not None:
            reader.check(seed, one)
            reader.check(seed, other)
            language, topics = metadata["language"], named_topics(metadata)
            both.append(Compared(doc_id, language, seed.text, one.values, other.values, topics))
    reader.refuse_errors()
    if not both:
        names = ", ".join(sorted(set(_names(checkout, doc_ids)))) or "none"
        raise SaidError(
            f"no document is annotated in both {first} and {second}",
            f"name {GOLD}, a pass ({names}), a file or a folder: see said score --help",
        )
    return both, lonely, reader.registries


def own_set(
    checkout: Checkout, name: str, doc_ids: Sequence[str] | None = None
) -> list[tuple[Seed, JsonFile]] | None:
    """The documents of a checkout that the set `gold` or a pass annotates, by default all; None for
    other names.

    Raises BadSet.
    """
    if not is_own_set(checkout, name):
        return None
    doc_ids = document_ids(checkout)[0] if doc_ids is None else doc_ids
    reader = _SetReader(checkout)
    found = []
    for doc_id in doc_ids:
        seed, (source,) = reader.read(doc_id, name)
        if source is not None and seed.text is not None:
            reader.check(seed, source)
            found.append((seed, source))
    reader.refuse_errors()
    return found


def is_own_set(checkout: Checkout, name: str) -> bool:
    """Whether a name is that of a set of a checkout: gold, or a pass."""
    return name == GOLD or name in _names(checkout, document_ids(checkout)[0])


def read_set(seed: Seed, name: str) -> tuple[JsonFile | None, list[Finding]]:
    """The annotations of a document in one of its passes, or in a folder with `<doc_id>.jsonl`, and
    what is wrong with the file there; None if the set does not have the document."""
    for source in seed.passes:
        if Path(source.name).stem == name:
            return source, []
    file = Path(name) / f"{seed.doc_id}{LINES}"
    if not file.is_file():
        return None, []
    found, findings = documents.read_lines_file(file, str(file))
    for value in found.values if found else ():
        # What a program annotated may say whose annotation it is.
        if isinstance(value, dict) and value.get("doc_id") == seed.doc_id:
            del value["doc_id"]
    return found, findings


class _SetReader:
    """Reads the documents of a checkout in some sets, and collects what is wrong with them."""

    def __init__(self, checkout: Checkout) -> None:
        self.checkout = checkout
        self.registries, findings = read_registries(checkout)
        self.findings = findings + check_registries(self.registries)
        self.files: dict[str, str] = {}

    def read(self, doc_id: str, *names: str) -> tuple[Seed, list[JsonFile | None]]:
        """A document and its annotations in each set, None if the set has none of it."""
        seed, problems = documents.read_document(self.checkout, doc_id)
        self.files |= seed.files
        sources = [self._source(seed, name) for name in names]
        # A pass that cannot be read is one all the same.
        if any(sources) or any(f"{seed.name}/passes/{one}.jsonl" in seed.files for one in names):
            self.findings += problems
        return seed, sources

    def _source(self, seed: Seed, name: str) -> JsonFile | None:
        if name == GOLD:
            return seed.annotations if seed.released else None
        found, problems = read_set(seed, name)
        self.findings += problems
        return found

    def sound_metadata(self, seed: Seed) -> Metadata | None:
        """The metadata of a document, if they are sound."""
        if seed.metadata is None:
            return None
        misshapen = shape.check_shape(seed.metadata, "metadata")
        self.findings += misshapen
        return None if misshapen else cast(Metadata, seed.metadata.values[0])

    def check(self, seed: Seed, source: JsonFile) -> None:
        """Finds what is wrong with a set, which may have names of its own for voices and
        utterances; one from elsewhere than the seeds also for those whom no registry knows."""
        misshapen, sound = shape.sound_lines(source, "annotation")
        self.findings += misshapen
        self.findings += check_level(3, Lines(source, sound, seed, self.registries))
        linked = check_level(4, Lines(source, sound, seed, self.registries, is_pass=True))
        is_own = source is seed.annotations or source in seed.passes
        self.findings += [one for one in linked if is_own or one.kind != "unknown-entity"]

    def refuse_errors(self) -> None:
        """Raises BadSet if anything wrong that was found is an error."""
        findings = soften_findings(self.findings, self.files, self.registries.closed)
        refuse_errors(findings, BadSet)


def _names(checkout: Checkout, doc_ids: Sequence[str]) -> Iterator[str]:
    for doc_id in doc_ids:
        for file in (checkout.seeds / doc_id / "passes").glob("*.jsonl"):
            yield file.stem
