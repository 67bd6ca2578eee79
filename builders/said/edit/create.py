"""Adds a new document to a corpus, and whom it names to the registry. `from_table` adds many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from said.annotators.annotate import LAYERS, RECORDS, Registry, check_options, named_layers
from said.annotators.registry import read_registry
from said.check import read_and_check
from said.check.shape import fits_schema
from said.edit.new import BLOCKS, New, Told, doc_id_of, new_document, to_fill_in
from said.edit.selection import read_article
from said.findings.catalogue import Finding
from said.schema import canonical, scheme
from said.schema.records import Entity, Layer, Target
from said.schema.scheme import COLUMNS
from said.seeds import changes
from said.seeds.accepted import corpus_entry
from said.seeds.registries import FOLDERS, corpus_layers, read_registries
from said.system.errors import SaidError
from said.system.files import kind_of, read_file, refuse_target
from said.system.places import Checkout
from said.tables.stances import TargetAliases
from said.text import jsontext


class Created(NamedTuple):
    """A document that was added to a checkout: its folder, what it was made of, what is still to be
    filled in, what the levels 1 to 4 find in it, and notes on hidden characters of its text."""

    folder: Path
    document: New
    to_fill_in: list[str]
    findings: list[Finding]
    notes: list[str]


def create_document(
    checkout: Checkout,
    file: Path,
    told: Told,
    doc_id: str | None = None,
    layers: Sequence[str] | None = None,
    *,
    drafted: bool = True,
    register: bool = False,
    as_it_is: bool = False,
    waiting: Callable[[], None] | None = None,
) -> Created:
    """Adds the text in a file to a checkout as a new document: all its files at once, or none.

    Without a `doc_id` the id is made from the name of the file. `layers` and `drafted` say what to
    draft (`Drafting`). With `register` the entities of the draft are added to the registry. A text
    that seems to have more in it than the article is taken only `as_it_is`. `waiting` is called
    once if another command holds the lock. Raises what `Drafting.make_document` raises, and
    SaidError for an id that is taken, for a text that the corpus has, and for an entity that no
    build would accept.
    """
    with changes.locked_home(checkout.seeds, waiting):
        text, notes = read_article(file, as_it_is=as_it_is)
        name = doc_id or doc_id_of(file.stem)
        taken = Taken(checkout)
        if problem := taken.problem_with(name, text):
            raise SaidError(f"{file}: {problem.cause}", problem.remedy)
        drafting = Drafting(read_registry(checkout.root), layers, drafted)
        document, more = drafting.make_document(name, text, told_by_corpus(told, checkout))
        notes += more
        files = {f"{name}/{file}": content for file, content in document.files.items()}
        if register and document.entities:
            files |= RegistryFile(checkout).with_entities(document.entities)
        changes.write_files(checkout.seeds, files)
    to_do = to_fill_in(jsontext.reread(document.files["document.json"]))
    registries, _ = read_registries(checkout)
    findings = read_and_check(checkout, name, registries)[1]
    return Created(checkout.seeds / name, document, to_do, findings, notes)


class _Problem(NamedTuple):
    cause: str
    remedy: str


class Taken:
    """The ids and the texts that a corpus has. Only texts of the same length are compared."""

    def __init__(self, checkout: Checkout) -> None:
        self._seeds = checkout.seeds
        self._ids = {name: name for name in FOLDERS}
        self._ids |= {one.name.casefold(): one.name for one in checkout.seeds.iterdir()}
        self._texts: dict[int, list[tuple[str, bytes | None]]] = {}
        """For each length the ids and, once they are known, the SHA-256 of the texts."""
        for name in sorted(self._ids.values()):
            file = checkout.seeds / name / "raw.txt"
            if kind_of(file) == "file":
                self._texts.setdefault(file.stat().st_size, []).append((name, None))

    def problem_with(self, doc_id: str, text: str) -> _Problem | None:
        """Why there can be no document with this id and text, if there cannot."""
        if other := self._ids.get(doc_id.casefold()):
            cause = f"seeds/{other}: is there already"
            if other in FOLDERS:
                cause = f"{other} is the folder of the {other}"
            return _Problem(cause, "choose another id with --doc-id")
        raw = text.encode()
        alike = self._texts.get(len(raw), [])
        for place, (other, known) in enumerate(alike):
            digest = known or sha256(read_file(self._seeds / other / "raw.txt")).digest()
            alike[place] = other, digest
            if digest == sha256(raw).digest():
                return _Problem(
                    f"the corpus has this text as {other}",
                    "annotate it there, or move it to another version with said reanchor",
                )
        return None

    def add(self, doc_id: str, text: str) -> None:
        """Takes the id and the text of a document that is made."""
        raw = text.encode()
        self._ids[doc_id.casefold()] = doc_id
        self._texts.setdefault(len(raw), []).append((doc_id, sha256(raw).digest()))


def told_by_corpus(told: Told, checkout: Checkout) -> Told:
    """What is told of a text, and what its corpus says of the texts of all documents."""
    language = corpus_entry(checkout, "language")
    usual = language if isinstance(language, str) else "en"
    layers = corpus_layers(checkout)
    return told._replace(language=told.language or usual, layers=layers, corpus_layers=layers)


_NO_TOPIC = "no topic, or more than one, fits the text"


class Drafting(NamedTuple):
    """What is drafted in the new documents of a corpus: the `layers` that are named, or all that
    can be drafted; with `drafted` False none. A document for which layers are named is annotated
    for these alone, because nobody has looked at the others."""

    registry: Registry
    layers: Sequence[str] | None = None
    drafted: bool = True

    def make_document(self, doc_id: str, text: str, told: Told) -> tuple[New, list[str]]:
        """The document of a text, and notes on what was not drafted. Raises what `new_document`
        raises, and SaidError for an unknown topic or layer, and for stances without a topic."""
        told = told._replace(topics=_topics_of(told, self.registry, text))
        if not self.drafted:
            return new_document(doc_id, text, told, [], self.registry), []
        known, notes = self.registry.for_topics(told.topics), []
        others = _annotated(self.layers or ())
        if self.registry.topics and not known.has_targets:
            if "stances" in others:
                raise SaidError(_NO_TOPIC, "name the topics of the text with --topic")
            if self.layers is None:
                notes.append(f"stances were not drafted: {_NO_TOPIC}; name one with --topic")
        if self.layers is None:
            wanted = _usual_layers(known, told)
        else:
            wanted = check_options(None, others, "said", known) if others else []
            wanted += [BLOCKS] if len(others) < len(self.layers) else []
            told = told._replace(layers=_records_of(wanted, others))
        if not wanted:
            notes.append(
                f"nothing is drafted: the language is {told.language}, and the rules are for "
                "English; --layer drafts all the same"
            )
        if tuple(told.layers) != tuple(told.corpus_layers):
            notes.append(
                f"the document is annotated for {', '.join(told.layers)} alone (layers in "
                "document.json); add a layer there when you have annotated it"
            )
        return new_document(doc_id, text, told, wanted, known), notes


def _annotated(named: Sequence[str]) -> list[str]:
    """Of the names of what is to be drafted, those of layers that are annotated."""
    return named_layers([layer for layer in named if layer not in (BLOCKS, BLOCKS[:-1])])


def _usual_layers(known: Registry, told: Told) -> list[str]:
    """The layers of the corpus that can be drafted: without targets there are no stances, and the
    rules are for English."""
    if (told.language or "en").split("-", maxsplit=1)[0] != "en":
        return []
    own = [COLUMNS[layer] for layer in told.layers]
    drafted = [layer for layer in (*LAYERS, BLOCKS) if layer in own]
    return [layer for layer in drafted if layer != "stances" or known.has_targets]


def _records_of(wanted: Sequence[str], named: Sequence[str]) -> tuple[Layer, ...]:
    """The layers of the records that drafting gives: those of `named`, and blocks if wanted."""
    records = {record for layer in named for record in RECORDS[layer]}
    found = {*records, "block"} if BLOCKS in wanted else records
    return tuple(layer for layer in scheme.LAYERS if layer in found)


def _topics_of(told: Told, known: Registry, text: str) -> Sequence[str]:
    """The topics that are told; otherwise the one of which the text names a person, a company or
    another entity among the targets, if it is one alone.

    Raises SaidError for a topic that the corpus does not have.
    """
    topics = {str(topic["id"]): topic["targets"] for topic in known.topics}
    for name in told.topics:
        if name not in topics:
            raise SaidError(
                f"the corpus has no topic {name}",
                f"take {' or '.join(topics)}" if topics else "make seeds/topics/<topic>/ first",
            )
    named = [name for name, targets in topics.items() if _names_any(text, targets)]
    return told.topics or (named if len(named) == 1 else ())


def _names_any(text: str, targets: Sequence[Target]) -> bool:
    """Whether a text names an entity among some targets."""
    entities = {one["id"]: one for one in targets if one["kind"] == "entity"}
    return bool(TargetAliases(entities).targets(text))


class RegistryFile:
    """The registry of entities, to which entities are added. If it is sorted by id, it stays so."""

    def __init__(self, checkout: Checkout) -> None:
        self._file = checkout.seeds / "entities.jsonl"
        refuse_target(self._file)
        self._entries = [jsontext.reread(line) for line in read_file(self._file).splitlines()]

    def with_entities(self, entities: Iterable[Entity]) -> dict[str, bytes]:
        """The registry with entities added, as a file of the seeds.

        Raises SaidError for an entity that no build would accept.
        """
        ids = [entry["id"] for entry in self._entries]
        known = set(ids)
        for entity in entities:
            if entity["id"] in known or not fits_schema("entity", entity):
                raise SaidError(
                    f"the draft has an entity that cannot be registered: {jsontext.line(entity)!r}",
                    "nothing was written; run it again without --register, and add it by hand",
                )
        together = [*self._entries, *entities]
        if ids == sorted(ids):
            together.sort(key=lambda entry: str(entry["id"]))
        return {self._file.name: canonical.registry(together, "entity")}
