"""Adds the texts of a public corpus to the seeds of one's own corpus, as adjudicated documents.

Documents are written in batches, each as a whole, so that an import can be stopped and gone on
with: a document that is there already is never written over. Each is held against the project's own
checks first; a record in which they find an error is left out and counted.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

from said.check import find_every_error
from said.check.presence import restrict_to_layers
from said.corpora.conventions import Target, convert_text
from said.corpora.document import Corpus, CorpusText, Source, Sources, Unread
from said.edit.create import RegistryFile
from said.findings.catalogue import errors
from said.formats.document import AnnotatedText
from said.schema import canonical
from said.schema.records import Annotation, Entity, Metadata, MetadataProvenance, Split
from said.schema.scheme import REFERENCES, is_unnamed, span_at
from said.seeds import changes
from said.seeds.documents import Seed, read_metadata
from said.seeds.files import decode_text, read_text
from said.seeds.json_files import JsonFile
from said.seeds.layers import SAID
from said.seeds.registries import NO_REGISTRIES, read_registries
from said.system.errors import SaidError, faults_as_errors
from said.system.files import kind_of, read_file
from said.system.places import Checkout, NoCheckout
from said.system.workers import Progress
from said.text import jsontext
from said.text.duplicates import Index, text_signature

_BATCH = 128
"""Documents that are written at a time."""


class ImportedCorpus(NamedTuple):
    """What became of a corpus: its new documents with the number of their records, how many
    documents were there already, the records by layer, what was changed and what was left out, by
    reason; the conventions that the layers follow now, with their documents; and what could not be
    read, a line each."""

    documents: dict[str, int]
    present: int
    mapped: Counter[str]
    changed: Counter[str]
    left_out: Counter[str]
    conventions: Counter[tuple[str, str]]
    unread: list[str]


def import_corpus(
    checkout: Checkout,
    corpus: Corpus,
    sources: Sources,
    target: Target | None = None,
    progress: Progress | None = None,
    waiting: Callable[[], None] | None = None,
) -> ImportedCorpus:
    """Adds the texts of a corpus to a checkout, by the conventions of the corpus or, as far as that
    can be done, by those of `target`.

    `waiting` is called once if another command holds the lock. A text that cannot be read is
    reported, and the others are imported.
    """
    with changes.locked_home(checkout.seeds, waiting):
        run = _CorpusRun(checkout, corpus)
        run.unread += sources.problems
        for number, source in enumerate(sources.found, 1):
            for one in read_texts(corpus, source, target):
                run.take(one)
            if progress:
                progress(number, len(sources.found))
        run.write()
        return run.result


def seeds_named(folder: Path) -> Checkout:
    """The corpus whose seeds a folder is. Raises SaidError if it is not the seeds of one."""
    try:
        checkout = changes.find_repaired(folder if folder.is_dir() else folder.absolute().parent)
    except NoCheckout as error:
        raise SaidError(
            f"{folder}: these are not the seeds of a corpus",
            "make a corpus with: said init --name NAME; then name its folder seeds",
        ) from error
    if folder.resolve() not in (checkout.seeds.resolve(), checkout.root.resolve()):
        raise SaidError(
            f"{folder}: a corpus gives many documents, and this is not the folder of all",
            f"name {checkout.seeds}",
        )
    return checkout


def read_documents(
    corpus: Corpus, sources: Sources, target: Target | None, progress: Progress | None = None
) -> tuple[list[AnnotatedText], list[str]]:
    """The texts of a corpus as documents of a format, and what cannot be read."""
    documents: list[AnnotatedText] = []
    unread = list(sources.problems)
    for number, source in enumerate(sources.found, 1):
        for one in read_texts(corpus, source, target):
            if isinstance(one, Unread):
                unread.append(_line(one.where, one.cause))
                continue
            kept, wrong = without_errors(one, one.annotations, metadata_of(one, corpus))
            left_out = Counter(one.left_out) + wrong
            notes = tuple(f"{count} {what}" for what, count in sorted(left_out.items()))
            documents.append(AnnotatedText(one.doc_id, one.text, one.facts.dct, kept, notes))
        if progress:
            progress(number, len(sources.found))
    return documents, unread


def read_texts(
    corpus: Corpus, source: Source, target: Target | None
) -> Iterator[CorpusText | Unread]:
    """The texts of a source, as `import_corpus` adds them."""
    try:
        with faults_as_errors("the software failed on this text"):
            for one in corpus.read(source):
                yield _converted(one, target)
    except (SaidError, OSError) as error:
        cause = error.cause if isinstance(error, SaidError) else str(error.strerror)
        yield Unread(str(source.file), cause)


def _converted(one: CorpusText | Unread, target: Target | None) -> CorpusText | Unread:
    if isinstance(one, Unread) or target is None:
        return one
    try:
        with faults_as_errors("the software failed on this text"):
            return convert_text(one, target)
    except SaidError as error:  # keeps no other text of the source back
        return Unread(one.doc_id, error.cause)


class _Splits:
    """The splits of the documents that are there, so that no near-duplicates get into two."""

    def __init__(self, checkout: Checkout) -> None:
        self._seeds = checkout.seeds
        self._texts: list[str | None] = []
        """The texts by number; None for one that is a file."""
        self._ids: list[str] = []
        self._by_split: dict[str, Index] = {}
        for folder in sorted(one for one in checkout.seeds.iterdir() if one.is_dir()):
            source, _ = read_metadata(folder / "document.json", folder.name)
            metadata = source.values[0] if source else None
            text = self._read(folder.name)
            if isinstance(metadata, dict) and text is not None:
                self._take(folder.name, None, text, str(metadata.get("split")))

    def choose(self, one: CorpusText) -> Split | None:
        """The split for a text, which is counted among those that are there: that of the corpus, or
        that of a near-duplicate; None if near-duplicates are in several already."""
        wanted = self._take(one.doc_id, one.text, one.text, one.facts.split)
        return cast("Split | None", wanted)

    def _take(self, doc_id: str, held: str | None, text: str, split: str) -> str | None:
        kept = text_signature(text)
        number = len(self._ids)
        self._ids.append(doc_id)
        self._texts.append(held)
        if kept is None:
            return split
        alike = [name for name, index in self._by_split.items() if index.like(number, kept)]
        if held is not None and {*alike} - {split}:
            if len(alike) > 1:
                return None
            split = alike[0]
        digest = hashlib.sha256(text.encode()).hexdigest()
        self._by_split.setdefault(split, Index(self._text)).add(number, digest, kept)
        return split

    def _text(self, number: int) -> str | None:
        held = self._texts[number]
        return self._read(self._ids[number]) if held is None else held

    def _read(self, doc_id: str) -> str | None:
        file = self._seeds / doc_id / "raw.txt"
        return decode_text(read_file(file), "text")[0] if kind_of(file) == "file" else None


class _CorpusRun:
    """What an import has come to so far."""

    def __init__(self, checkout: Checkout, corpus: Corpus) -> None:
        self._checkout, self._corpus = checkout, corpus
        self._ids = {one.name.casefold() for one in checkout.seeds.iterdir()}
        self._splits = _Splits(checkout)
        self._registry = RegistryFile(checkout)
        self._known = set(read_registries(checkout)[0].entities)
        self._entities: dict[str, Entity] = {}
        self._files: dict[str, bytes] = {}
        self._waiting = 0
        self.unread: list[str] = []
        empty = (Counter[str](), Counter[str](), Counter[str](), Counter[tuple[str, str]]())
        self.result = ImportedCorpus({}, 0, *empty, self.unread)

    def take(self, one: CorpusText | Unread) -> None:
        """Takes a text, or why there is none; writes if there are enough."""
        if isinstance(one, Unread):
            self.unread.append(_line(one.where, one.cause))
            return
        problem = _problem_with(one.text)
        if one.doc_id.casefold() in self._ids:
            if self._is_present(one):
                self.result = self.result._replace(present=self.result.present + 1)
                return
            problem = f"seeds/{one.doc_id} is there already, with another text"
        if problem:
            self.unread.append(f"{one.doc_id}: {problem}")
            return
        split = self._splits.choose(one)
        if split is None:
            self.result.left_out["texts with near-duplicates in two splits"] += 1
            return
        if split != one.facts.split:
            self.result.changed[
                f"near-duplicates of a text in another split: put into {split}"
            ] += 1
        self._add(one._replace(facts=one.facts._replace(split=split)))
        if self._waiting >= _BATCH:
            self.write()

    def _is_present(self, one: CorpusText) -> bool:
        file = self._checkout.seeds / one.doc_id / "raw.txt"
        written = self._files.get(f"{one.doc_id}/raw.txt")
        if written is None and kind_of(file) == "file":
            written = read_file(file)
        return written == one.text.encode()

    def _add(self, one: CorpusText) -> None:
        metadata = metadata_of(one, self._corpus)
        kept, wrong = without_errors(one, one.annotations, metadata)
        self.result.left_out.update(wrong)
        files = {
            "raw.txt": one.text.encode(),
            "document.json": canonical.metadata(metadata),
            "annotations.jsonl": canonical.annotations(kept),
        }
        for name, records in one.passes.items():
            sound, _ = without_errors(one, records, metadata)
            files[f"passes/{name}.jsonl"] = canonical.annotations(sound)
        self._files |= {f"{one.doc_id}/{name}": content for name, content in files.items()}
        for entity in one.entities:
            if not is_unnamed(entity["id"]) and entity["id"] not in self._known:
                self._entities[entity["id"]] = entity
        self._ids.add(one.doc_id.casefold())
        self._waiting += 1
        self.result.documents[one.doc_id] = len(kept)
        self.result.mapped.update(record["layer"] for record in kept)
        self.result.changed.update(one.changed)
        self.result.left_out.update(one.left_out)
        self.result.conventions.update(
            (layer, one.conventions.get(layer, SAID)) for layer in one.layers
        )

    def write(self) -> None:
        """Writes what was taken since the last time."""
        if self._entities and self._files:
            self._files |= self._registry.with_entities(self._entities.values())
        changes.write_files(self._checkout.seeds, self._files)
        self._files, self._waiting = {}, 0


def _line(where: str, cause: str) -> str:
    return cause if cause.startswith(where) else f"{where}: {cause}"


def _problem_with(text: str) -> str:
    """Why a text cannot be one of a document, if it cannot."""
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        return "the text has half of a surrogate pair"
    read, findings = read_text(raw, "text")
    wrong = errors(findings)
    return "; ".join(one.message for one in wrong) if wrong or read is None else ""


def metadata_of(one: CorpusText, corpus: Corpus) -> Metadata:
    """The metadata of a text of a corpus."""
    facts = one.facts
    provenance: list[MetadataProvenance] = []
    if facts.title:
        title = span_at(one.text, facts.title)
        provenance.append({"field": "title", "status": "stated", "evidence": [title], "note": None})
    for field, given in (("outlet", facts.outlet), ("authors", facts.authors)):
        if given:
            note = facts.known_from
            provenance.append(
                {"field": cast(Any, field), "status": "external", "evidence": [], "note": note}
            )
    metadata: Metadata = {
        "doc_id": one.doc_id,
        "title": one.text[slice(*facts.title)] if facts.title else None,
        "outlet": facts.outlet,
        "authors": list(facts.authors),
        "language": "en",
        "dct": {
            "value": facts.dct, "status": "external", "evidence": [], "note": facts.dct_note,
        },
        "provenance": provenance,
        "split": facts.split,
        "rights": f"{corpus.title}: {corpus.licence}.",
        "sha256": hashlib.sha256(one.text.encode()).hexdigest(),
        "entities": [entity for entity in one.entities if is_unnamed(entity["id"])],
        "status": "adjudicated",
        "layers": list(one.layers),
        "license": corpus.license,
        "origin": "published",
        "collection": facts.collection,
    }  # fmt: skip
    named = {layer: name for layer, name in one.conventions.items() if name != SAID}
    if named:
        metadata["convention"] = cast(Any, named)
    if facts.wrapped:
        metadata["wrapped"] = True
    return metadata


def without_errors(
    one: CorpusText, records: Sequence[Annotation], metadata: Metadata
) -> tuple[list[Annotation], Counter[str]]:
    """The records of a text in which the checks find no error, and why the others are left out."""
    registries = NO_REGISTRIES._replace(
        entities={entity["id"]: entity for entity in one.entities}, unread=frozenset({"utterances"})
    )
    document = JsonFile("document", [metadata], [], [])
    kept = restrict_to_layers(records, one.layers)
    left_out: Counter[str] = Counter()
    while True:
        lines = [jsontext.line(record) for record in kept]
        source = JsonFile("annotations", kept, lines, list(range(1, len(kept) + 1)))
        seed = Seed(one.doc_id, "", one.text, document, source, (), None, None, {})
        found = find_every_error(source, seed, registries)
        if not found:
            return kept, left_out
        wrong = {finding.line - 1: finding.kind for finding in found}
        left_out.update(f"records with an error: {kind}" for kind in wrong.values())
        kept = restrict_to_layers(_without(kept, wrong), one.layers)


def _without(records: Sequence[Annotation], wrong: Mapping[int, str]) -> list[Annotation]:
    """The records without the wrong ones, and without references to these."""
    kept: list[Any] = [dict(one) for index, one in enumerate(records) if index not in wrong]
    gone = {records[index]["id"] for index in wrong} - {one["id"] for one in kept}
    for one in kept:
        for field in REFERENCES[one["layer"]]:
            value = one.get(field)
            if isinstance(value, list):
                one[field] = [name for name in value if name not in gone]
            if one.get(field) in ([], *gone):
                del one[field]
    return kept
