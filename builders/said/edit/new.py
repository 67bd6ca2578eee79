"""Makes a new document from a text: its metadata, as far as they are given or found, and a draft of
its annotations.

What a program cannot know is marked as to be filled in, so that nobody takes it for known, and
nobody can call the document adjudicated. `new_document` is pure; `create_document` adds the
document to a checkout, and to the registry whom it names.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from said.annotators.annotate import LAYERS, Registry, check_options, draft, named_layers
from said.annotators.registry import read_registry
from said.check import read_and_check
from said.check.shape import fits_schema
from said.edit import spans
from said.edit.selection import read_article
from said.findings.catalogue import Finding
from said.schema import canonical, load_schemas
from said.schema.records import (
    Annotation,
    Entity,
    Metadata,
    MetadataDct,
    MetadataProvenance,
    Target,
)
from said.schema.scheme import is_unnamed, span_at
from said.seeds import changes
from said.seeds.documents import DOC_ID, TO_FILL_IN, read_registries
from said.system.errors import SaidError, SoftwareError
from said.system.files import read_file, refuse_target
from said.system.places import Checkout
from said.tables.stances import TargetAliases
from said.text import jsontext
from said.text.paragraphs import find_lines
from said.text.segments import Range

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOTES = {
    "given": "whether the text states this time or leads to it, by which words (D5)",
    "found": "the first day that the text names; see whether it is the document's time (D5), and "
    "say how the evidence leads to it",
    "rights": "who holds the rights in the text, as far as known",
}


_NO_TOPIC = "no topic, or more than one, fits the text"


class Told(NamedTuple):
    """What somebody tells of a text: its time, words of it that are its title, its outlet, its
    authors; and the topics whose targets it is annotated for."""

    dct: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: Sequence[str] = ()
    topics: Sequence[str] = ()


ProvenField = Literal["title", "outlet", "authors"]


class New(NamedTuple):
    """A new document: its files by their names in its folder, the number of its annotations, the
    entities in them that the registry has not, as lines for it, and the errors of layers that could
    not be drafted."""

    files: dict[str, bytes]
    annotations: int
    entities: list[Entity]
    problems: list[SoftwareError]


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

    Without a `doc_id` the id is made from the name of the file. `layers` are those to draft, by
    default all that can be drafted; with `drafted` False there are none. With `register` the
    entities of the draft are added to the registry. A text that seems to have more in it than the
    article is taken only `as_it_is`. `waiting` is called once if another command
    holds the lock. Raises what `new_document` raises, and SaidError for an id that is taken, for a
    text that the corpus has, and for an entity that no build would accept.
    """
    with changes.locked_home(checkout.seeds, waiting):
        name = _free_id(checkout, doc_id or doc_id_of(file.stem))
        text, notes = read_article(file, as_it_is=as_it_is)
        _refuse_known_text(checkout, file, text)
        known = read_registry(checkout.root)
        told = told._replace(topics=_topics_of(told, known, text))
        has_topics, known = bool(known.topics), known.for_topics(told.topics)
        if drafted and has_topics and not known.has_targets:
            if "stances" in named_layers(layers or ()):
                raise SaidError(_NO_TOPIC, "name the topics of the text with --topic")
            notes.append(f"stances were not drafted: {_NO_TOPIC}; name one with --topic")
        wanted = _layers_to_draft(layers, known) if drafted else None
        document = new_document(name, text, told, wanted, known)
        files = {f"{name}/{file}": content for file, content in document.files.items()}
        if register and document.entities:
            files |= _registry_with(checkout, document.entities)
        changes.write_files(checkout.seeds, files)
    to_do = to_fill_in(jsontext.reread(document.files["document.json"]))
    registries, _ = read_registries(checkout)
    findings = read_and_check(checkout, name, registries)[1]
    return Created(checkout.seeds / name, document, to_do, findings, notes)


def _free_id(checkout: Checkout, doc_id: str) -> str:
    """The id. Raises SaidError if another document has it, in whatever case."""
    taken = {one.name.casefold(): one.name for one in checkout.seeds.iterdir()}
    if other := taken.get(doc_id.casefold()):
        raise SaidError(f"seeds/{other}: is there already", "choose another id with --doc-id")
    return doc_id


def _refuse_known_text(checkout: Checkout, file: Path, text: str) -> None:
    """Raises SaidError if a document of the corpus has this text."""
    raw = text.encode()
    for other in sorted(checkout.seeds.glob("*/raw.txt")):
        if other.is_file() and other.stat().st_size == len(raw) and read_file(other) == raw:
            raise SaidError(
                f"{file}: the corpus has this text as {other.parent.name}",
                "annotate it there, or move it to another version with said reanchor",
            )


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


def _layers_to_draft(named: Sequence[str] | None, known: Registry) -> list[str]:
    """The layers that are named, or all that there can be: without targets there are no stances."""
    all_layers = [layer for layer in LAYERS if layer != "stances" or known.has_targets]
    return check_options(None, named or all_layers, "said", known)


def _registry_with(checkout: Checkout, entities: Sequence[Entity]) -> dict[str, bytes]:
    """The registry with entities added, as a file of the seeds. If it is sorted by id, it stays so.

    Raises SaidError for an entity that no build would accept.
    """
    file = checkout.seeds / "entities.jsonl"
    refuse_target(file)
    entries = [jsontext.reread(line) for line in read_file(file).splitlines()]
    ids = [entry["id"] for entry in entries]
    for entity in entities:
        if entity["id"] in ids or not fits_schema("entity", entity):
            raise SaidError(
                f"the draft has an entity that cannot be registered: {jsontext.line(entity)!r}",
                "nothing was written; run it again without --register, and add it by hand",
            )
    together = [*entries, *entities]
    if ids == sorted(ids):
        together.sort(key=lambda entry: str(entry["id"]))
    return {file.name: canonical.registry(together, "entity")}


def doc_id_of(stem: str) -> str:
    """The name of a file as the id of a document: what no id has is left out, or becomes `-`.

    Raises SaidError if nothing is left.
    """
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    found = re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-_")[:100]
    if not DOC_ID.fullmatch(found):
        raise SaidError(f"{stem!r} gives no id for a document", "choose one with --doc-id")
    return found


def new_document(
    doc_id: str, text: str, told: Told, layers: Sequence[str] | None, registry: Registry
) -> New:
    """The document of a text that can be one. Without `layers` there are no annotations but a
    headline that is told.

    Raises SaidError for an id that is none, for a time that is none or that nothing tells, and for
    a title, outlet or author that is not in the text.
    """
    if not DOC_ID.fullmatch(doc_id):
        raise SaidError(
            f"{doc_id!r} is no id of a document",
            "begin with a letter or digit, and use letters, digits, - and _ alone, 100 at most",
        )
    dct = _time(text, told.dct)
    given: tuple[tuple[ProvenField, Sequence[str]], ...] = (
        ("title", [told.title] if told.title else ()),
        ("outlet", [told.outlet] if told.outlet else ()),
        ("authors", told.authors),
    )
    provenance = [_provenance(text, field, words) for field, words in given if words]
    annotations = _headline(text, told.title)
    entities: list[Entity] = []
    problems: list[SoftwareError] = []
    if layers:
        made = draft(text, dct["value"], layers, "said", registry, doc_id)
        annotations += made.annotations
        entities, problems = made.entities, made.problems
    unnamed = [one for one in entities if is_unnamed(one["id"])]
    metadata: Metadata = {
        "doc_id": doc_id,
        "title": told.title,
        "outlet": told.outlet,
        "authors": list(told.authors),
        "language": "en",
        "dct": dct,
        "provenance": provenance,
        "split": "train",
        "rights": TO_FILL_IN + _NOTES["rights"],
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "entities": unnamed,
        "status": "draft" if layers or annotations else "raw",
    }
    if told.topics:
        metadata["topics"] = list(told.topics)
    files = {"raw.txt": text.encode(), "document.json": canonical.metadata(metadata)}
    if metadata["status"] == "draft":
        files["annotations.jsonl"] = canonical.annotations(annotations)
    named = [one for one in entities if one not in unnamed]
    return New(files, len(annotations), named, problems)


def to_fill_in(metadata: Mapping[str, Any]) -> list[str]:
    """The fields of metadata in which something is still to be filled in, with what it is."""
    dct = metadata["dct"]
    marked = {"dct.note": dct["note"], "rights": metadata["rights"]}
    found = [
        f"{field}: {words.removeprefix(TO_FILL_IN)}"
        for field, words in marked.items()
        if words and words.startswith(TO_FILL_IN)
    ]
    if not dct["evidence"]:
        found.insert(0, "dct.evidence: the words of the text that its time rests on")
    return found


def _time(text: str, told: str | None) -> MetadataDct:
    """The time of the document, with the words that seem to tell it."""
    if told is not None:
        check_options(told, ["dates"], "said")
        if not re.fullmatch(load_schemas().named("common")["$defs"]["dct"]["pattern"], told):
            raise SaidError(
                f"the time {told} is not complete",
                "give a day like 2024-05-15, or a time with seconds like 2024-05-15T10:00:00",
            )
    found = draft(text)
    if told is None and found.problems:
        raise found.problems[0]
    dates = [
        one
        for one in found.annotations
        if one["layer"] == "date" and one["type"] in ("DATE", "TIME")
    ]
    days = [one for one in dates if _DAY.match(one["value"])]
    if told is None and not days:
        raise SaidError(
            "the text names no day, so nothing tells when it was written",
            "give the document's time: --dct 2024-05-15",
        )
    value = told or days[0]["value"][:10]
    rests_on = [one for one in days if one["value"][:10] == value[:10]] or dates
    note = TO_FILL_IN + _NOTES["given" if told else "found"]
    evidence = [one["span"] for one in rests_on[:1]]
    return {"value": value, "status": "inferred", "evidence": evidence, "note": note}


def _provenance(text: str, field: ProvenField, words: Sequence[str]) -> MetadataProvenance:
    """Where in the text something stands that is told of it."""
    evidence = [span_at(text, _place(text, field, one)) for one in words]
    return {"field": field, "status": "stated", "evidence": evidence, "note": None}


def _place(text: str, field: str, words: str) -> Range:
    """The first line of the text that is these words, else the first place of them."""
    whole = (place for place in find_lines(text) if text[slice(*place)] == words)
    places = spans.occurrences_of(text, words) if words.strip() == words != "" else []
    if not places:
        raise SaidError(
            f"{field}: {spans.shorten(words)} does not stand in the text",
            "write it as the text has it, or leave it out: metadata tell what the text supports",
        )
    return next(whole, (places[0], places[0] + len(words)))


def _headline(text: str, title: str | None) -> list[Annotation]:
    """The block of a title that is a line of its own (X4)."""
    if title is None:
        return []
    place = _place(text, "title", title)
    if place not in find_lines(text):
        return []
    return [{"id": "b1", "layer": "block", "span": span_at(text, place), "kind": "headline"}]
