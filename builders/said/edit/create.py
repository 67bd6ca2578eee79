"""Adds new documents to a corpus, and whom they name to its registry: one, or one for each row of a
table.

The rows of a table are drafted by several processes and written in batches, each as a whole, so
that a table of any size can be stopped and gone on with: rows that the corpus has are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from said.annotators.annotate import LAYERS, Registry, check_options, named_layers
from said.annotators.registry import read_registry
from said.check import read_and_check
from said.check.shape import fits_schema
from said.edit.feed import Feed, Row
from said.edit.new import BLOCKS, New, Told, doc_id_of, new_document, to_fill_in
from said.edit.selection import read_article
from said.findings.catalogue import Finding, errors
from said.schema import canonical
from said.schema.records import Entity, Target
from said.schema.scheme import COLUMNS
from said.seeds import changes
from said.seeds.files import read_text
from said.seeds.registries import corpus_layers, read_corpus_file, read_registries
from said.system import workers
from said.system.errors import SaidError, faults_as_errors
from said.system.files import kind_of, read_file, refuse_target
from said.system.places import Checkout
from said.system.workers import Progress
from said.tables.stances import TargetAliases
from said.text import jsontext

_UNIT = 16
"""Rows that a process is given at a time."""
_BATCH = 256
"""Documents that are written at a time."""


class Created(NamedTuple):
    """A document that was added to a checkout: its folder, what it was made of, what is still to be
    filled in, what the levels 1 to 4 find in it, and notes on hidden characters of its text."""

    folder: Path
    document: New
    to_fill_in: list[str]
    findings: list[Finding]
    notes: list[str]


class CreatedFromTable(NamedTuple):
    """What became of a table: how many documents it gave with how many annotations, the entities
    that the registry has not, and why rows were refused, or lack layers, a line for each."""

    documents: int
    annotations: int
    entities: list[Entity]
    refused: list[str]


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

    Without a `doc_id` the id is made from the name of the file. `layers` are those to draft, by
    default all that can be drafted; with `drafted` False there are none. With `register` the
    entities of the draft are added to the registry. A text that seems to have more in it than the
    article is taken only `as_it_is`. `waiting` is called once if another command holds the lock.
    Raises what `new_document` raises, and SaidError for an id that is taken, for a
    text that the corpus has, and for an entity that no build would accept.
    """
    with changes.locked_home(checkout.seeds, waiting):
        name = doc_id or doc_id_of(file.stem)
        text, notes = read_article(file, as_it_is=as_it_is)
        taken = _Taken(checkout)
        if problem := taken.problem_with(name, text):
            raise SaidError(f"{file}: {problem.cause}", problem.remedy)
        known = read_registry(checkout.root)
        told = told._replace(
            language=told.language or _language(checkout), layers=corpus_layers(checkout)
        )
        told = told._replace(topics=_topics_of(told, known, text))
        has_topics, known = bool(known.topics), known.for_topics(told.topics)
        if drafted and has_topics and not known.has_targets:
            if "stances" in _annotated(layers or ()):
                raise SaidError(_NO_TOPIC, "name the topics of the text with --topic")
            notes.append(f"stances were not drafted: {_NO_TOPIC}; name one with --topic")
        wanted = _layers_to_draft(layers, known, told) if drafted else []
        if drafted and not wanted:
            notes.append(
                f"nothing is drafted: the language is {told.language}, and the rules are for "
                "English; --layer drafts all the same"
            )
        document = new_document(name, text, told, wanted, known)
        files = {f"{name}/{file}": content for file, content in document.files.items()}
        if register and document.entities:
            files |= _RegistryFile(checkout).with_entities(document.entities)
        changes.write_files(checkout.seeds, files)
    to_do = to_fill_in(jsontext.reread(document.files["document.json"]))
    registries, _ = read_registries(checkout)
    findings = read_and_check(checkout, name, registries)[1]
    return Created(checkout.seeds / name, document, to_do, findings, notes)


def create_from_table(
    checkout: Checkout,
    feed: Feed,
    told: Told,
    layers: Sequence[str] | None = None,
    *,
    drafted: bool = True,
    register: bool = False,
    jobs: int | None = None,
    progress: Progress | None = None,
    waiting: Callable[[], None] | None = None,
) -> CreatedFromTable:
    """Adds each row of a table to a checkout as a new document, as `create_document` does; `told`
    holds where a row says nothing."""
    with changes.locked_home(checkout.seeds, waiting):
        known = read_registry(checkout.root)
        told = told._replace(
            language=told.language or _language(checkout), layers=corpus_layers(checkout)
        )
        run = _TableRun(checkout, feed, told, register)
        draft = partial(_draft_items, layers=layers, registry=known, drafted=drafted)
        for made in workers.in_order(draft, _units(run.items()), jobs or workers.core_count()):
            for item, document in made:
                run.take(item, document)
            if progress:
                progress(min(run.seen, feed.rows), feed.rows)
        run.write()
        return run.result()


class _Item(NamedTuple):
    """A row that is to become a document, or why it cannot."""

    number: int
    doc_id: str
    text: str
    told: Told
    problem: str | None = None


def _units(items: Iterator[_Item]) -> Iterator[list[_Item]]:
    while unit := list(islice(items, _UNIT)):
        yield unit


def _draft_items(
    items: Sequence[_Item], layers: Sequence[str] | None, registry: Registry, drafted: bool
) -> list[tuple[_Item, New | str]]:
    """The documents of some rows, or why there is none; done by a worker process."""
    return [
        (item._replace(text=""), _draft_item(item, layers, registry, drafted)) for item in items
    ]


def _draft_item(
    item: _Item, layers: Sequence[str] | None, registry: Registry, drafted: bool
) -> New | str:
    if item.problem:
        return item.problem
    try:
        with faults_as_errors("the software failed on this text"):
            told = item.told._replace(topics=_topics_of(item.told, registry, item.text))
            known = registry.for_topics(told.topics)
            wanted = _layers_to_draft(layers, known, told) if drafted else []
            return new_document(item.doc_id, item.text, told, wanted, known)
    except SaidError as error:
        return error.cause


class _TableRun:
    """What a table has come to so far."""

    def __init__(self, checkout: Checkout, feed: Feed, told: Told, register: bool) -> None:
        self._checkout, self._feed, self._told, self._register = checkout, feed, told, register
        self._taken = _Taken(checkout)
        self._registry = _RegistryFile(checkout)
        self._files: dict[str, bytes] = {}
        self._new: dict[str, Entity] = {}
        self._waiting = 0
        self._documents = self._annotations = self.seen = 0
        self._refused: list[str] = []

    def items(self) -> Iterator[_Item]:
        """The rows as what they are to become."""
        for row in self._feed.read_rows():
            yield self._item(row)

    def _item(self, row: Row) -> _Item:
        bare = _Item(row.number, "", "", self._told, row.problem)
        if row.problem:
            return bare
        given = {name: value for name, value in row.values.items() if name in Told._fields}
        known_from = f"{self._feed.file.name}, row {row.number}"
        told = self._told._replace(**given, known_from=known_from)
        try:
            raw = row.values["text"].encode()
        except UnicodeEncodeError:
            return bare._replace(problem="the text has half of a surrogate pair")
        text, findings = read_text(raw, "text")
        if text is None or errors(findings):
            return bare._replace(problem="; ".join(one.message for one in findings))
        try:
            doc_id = self._doc_id(row)
        except SaidError as error:
            return bare._replace(problem=error.cause)
        if problem := self._taken.problem_with(doc_id, text):
            return bare._replace(problem=problem.cause)
        self._taken.add(doc_id, text)
        return _Item(row.number, doc_id, text, told)

    def _doc_id(self, row: Row) -> str:
        """The id that a row has, or one of the name of the table and the number of the row."""
        if "doc_id" in row.values:
            return doc_id_of(row.values["doc_id"])
        width = len(str(self._feed.rows))
        return f"{doc_id_of(self._feed.file.stem)[: 99 - width]}-{row.number:0{width}d}"

    def take(self, item: _Item, made: New | str) -> None:
        """Takes the document of a row, or why there is none; writes if there are enough."""
        self.seen += 1
        if not isinstance(made, str) and self._register and not _can_register(made.entities):
            made = "the draft has an entity that cannot be registered; leave out --register"
        if isinstance(made, str):
            self._refused.append(f"row {item.number}: {made}")
            return
        self._refused += [
            f"row {item.number}: {item.doc_id} was made, but {error.cause}"
            for error in made.problems
        ]
        self._documents += 1
        self._annotations += made.annotations
        self._files |= {f"{item.doc_id}/{name}": raw for name, raw in made.files.items()}
        for entity in made.entities:
            _add_entity(self._new, entity)
        self._waiting += 1
        if self._waiting >= _BATCH:
            self.write()

    def write(self) -> None:
        """Writes what was taken since the last time."""
        if self._register and self._new:
            self._files |= self._registry.with_entities(self._new.values())
        changes.write_files(self._checkout.seeds, self._files)
        self._files, self._waiting = {}, 0

    def result(self) -> CreatedFromTable:
        """What the table came to."""
        entities = list(self._new.values())
        return CreatedFromTable(self._documents, self._annotations, entities, self._refused)


def _can_register(entities: Iterable[Entity]) -> bool:
    return all(fits_schema("entity", entity) for entity in entities)


def _add_entity(known: dict[str, Entity], entity: Entity) -> None:
    """Adds an entity of a draft to those of the others: the same name is the same one."""
    there = known.setdefault(entity["id"], entity)
    if there is not entity and there["kind"] == entity["kind"]:
        aliases = dict.fromkeys((*there["aliases"], *entity["aliases"]))
        known[entity["id"]] = {**there, "aliases": list(aliases)}


class _Problem(NamedTuple):
    cause: str
    remedy: str


class _Taken:
    """The ids and the texts that a corpus has. Only texts of the same length are compared."""

    def __init__(self, checkout: Checkout) -> None:
        self._seeds = checkout.seeds
        self._ids = {one.name.casefold(): one.name for one in checkout.seeds.iterdir()}
        self._texts: dict[int, list[tuple[str, bytes | None]]] = {}
        """For each length the ids and, once they are known, the SHA-256 of the texts."""
        for name in sorted(self._ids.values()):
            file = checkout.seeds / name / "raw.txt"
            if kind_of(file) == "file":
                self._texts.setdefault(file.stat().st_size, []).append((name, None))

    def problem_with(self, doc_id: str, text: str) -> _Problem | None:
        """Why there can be no document with this id and text, if there cannot."""
        if other := self._ids.get(doc_id.casefold()):
            return _Problem(f"seeds/{other}: is there already", "choose another id with --doc-id")
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


def _language(checkout: Checkout) -> str:
    """The language of the texts of a corpus."""
    source, _ = read_corpus_file(checkout)
    corpus = source.values[0] if source else None
    told = corpus.get("language") if isinstance(corpus, dict) else None
    return told if isinstance(told, str) else "en"


_NO_TOPIC = "no topic, or more than one, fits the text"


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


def _annotated(named: Sequence[str]) -> list[str]:
    """Of the names of what is to be drafted, those of layers that are annotated."""
    return named_layers([layer for layer in named if layer not in (BLOCKS, BLOCKS[:-1])])


def _layers_to_draft(named: Sequence[str] | None, known: Registry, told: Told) -> list[str]:
    """The layers that are named, or those of the corpus that can be drafted: without targets there
    are no stances, and the rules are for English."""
    if named is None:
        if (told.language or "en").split("-", maxsplit=1)[0] != "en":
            return []
        own = [COLUMNS[layer] for layer in told.layers]
        drafted = [layer for layer in (*LAYERS, BLOCKS) if layer in own]
        return [layer for layer in drafted if layer != "stances" or known.has_targets]
    others = _annotated(named)
    found = check_options(None, others, "said", known) if others else []
    return [*found, *([BLOCKS] if len(others) < len(named) else [])]


class _RegistryFile:
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
