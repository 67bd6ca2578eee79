"""Adds the rows of a table to a corpus as new documents.

The rows are drafted by several processes and written in batches, each as a whole, so that a table
of any size can be stopped and gone on with: rows that the corpus has are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from said.annotators.registry import read_registry
from said.check.shape import fits_schema
from said.edit.create import Drafting, RegistryFile, Taken, told_by_corpus
from said.edit.feed import Feed, Row, meant_day
from said.edit.new import New, Told, doc_id_of, event_id_of, new_event
from said.findings.catalogue import errors
from said.schema.records import Entity
from said.seeds import changes
from said.seeds.events import FOLDER as EVENTS
from said.seeds.events import read_events
from said.seeds.files import read_text
from said.system import workers
from said.system.errors import SaidError, faults_as_errors
from said.system.places import Checkout
from said.system.workers import Progress

_UNIT = 16
"""Rows that a process is given at a time."""
_BATCH = 256
"""Documents that are written at a time."""


class CreatedFromTable(NamedTuple):
    """What became of a table: how many documents it gave with how many annotations, the entities
    and the ids of the events that the corpus did not have, and why rows were refused, or lack
    layers, a line for each."""

    documents: int
    annotations: int
    entities: list[Entity]
    events: list[str]
    refused: list[str]


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
        drafting = Drafting(read_registry(checkout.root), layers, drafted)
        run = _TableRun(checkout, feed, told_by_corpus(told, checkout), register)
        draft = partial(_draft_items, drafting)
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


def _draft_items(drafting: Drafting, items: Sequence[_Item]) -> list[tuple[_Item, New | str]]:
    """The documents of some rows, or why there is none; done by a worker process."""
    return [(item._replace(text=""), _draft_item(drafting, item)) for item in items]


def _draft_item(drafting: Drafting, item: _Item) -> New | str:
    if item.problem:
        return item.problem
    try:
        with faults_as_errors("the software failed on this text"):
            return drafting.make_document(item.doc_id, item.text, item.told)[0]
    except SaidError as error:
        day = meant_day(item.told.dct)
        if day and repr(item.told.dct) in error.cause:
            return f"{error.cause}; write {day}"
        return _for_row(error.cause, error.remedy)


def _for_row(cause: str, remedy: str) -> str:
    """What is wrong with a row, and what to do: what an option tells of a text is in a column."""
    remedy = remedy.replace("with --doc-id", "in the column doc_id").replace("--dct", "dct")
    return f"{cause}; {remedy}"


class _TableRun:
    """What a table has come to so far."""

    def __init__(self, checkout: Checkout, feed: Feed, told: Told, register: bool) -> None:
        self._checkout, self._feed, self._told, self._register = checkout, feed, told, register
        self._taken = Taken(checkout)
        self._registry = RegistryFile(checkout)
        self._files: dict[str, bytes] = {}
        self._new: dict[str, Entity] = {}
        self._events: dict[str, None] = {}
        events = read_events(checkout.seeds, checkout.seeds.name)[0]
        self._known_events = events.ids if events else frozenset()
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
            told = told._replace(event=event_id_of(told.event) if told.event else None)
        except SaidError as error:
            return bare._replace(problem=_for_row(error.cause, error.remedy))
        if problem := self._taken.problem_with(doc_id, text):
            return bare._replace(problem=_for_row(*problem))
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
        self._take_event(item.told.event)
        self._waiting += 1
        if self._waiting >= _BATCH:
            self.write()

    def _take_event(self, event: str | None) -> None:
        """Notes an event that the corpus does not have, and adds its file with `register`."""
        if event is None or event in self._known_events or event in self._events:
            return
        self._events[event] = None
        if self._register:
            self._files[f"{EVENTS}/{event}.json"] = new_event(event)

    def write(self) -> None:
        """Writes what was taken since the last time."""
        if self._register and self._new:
            self._files |= self._registry.with_entities(self._new.values())
        changes.write_files(self._checkout.seeds, self._files)
        self._files, self._waiting = {}, 0

    def result(self) -> CreatedFromTable:
        """What the table came to."""
        entities = list(self._new.values())
        return CreatedFromTable(
            self._documents, self._annotations, entities, list(self._events), self._refused
        )


def _can_register(entities: Iterable[Entity]) -> bool:
    return all(fits_schema("entity", entity) for entity in entities)


def _add_entity(known: dict[str, Entity], entity: Entity) -> None:
    """Adds an entity of a draft to those of the others: the same name is the same one."""
    there = known.setdefault(entity["id"], entity)
    if there is not entity and there["kind"] == entity["kind"]:
        aliases = dict.fromkeys((*there["aliases"], *entity["aliases"]))
        known[entity["id"]] = {**there, "aliases": list(aliases)}
