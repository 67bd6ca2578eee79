"""A new document from a text: its metadata, as far as they are given or found, and a draft of its
annotations. Nothing is read or written here; `said.edit.create` does that.

What a program cannot know is marked as to be filled in, so that nobody takes it for known, and
nobody can call the document adjudicated.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from said.annotators.annotate import Registry, check_options, draft
from said.check.presence import restrict_to_layers
from said.check.shape import check_shape
from said.edit import spans
from said.edit.masthead import Masthead, find_masthead
from said.schema import canonical, load_schemas, scheme
from said.schema.records import (
    Annotation,
    BlockKind,
    DateAnnotation,
    Entity,
    EventFile,
    Layer,
    Metadata,
    MetadataDct,
    MetadataProvenance,
)
from said.schema.scheme import is_slug, is_unnamed, span_at
from said.seeds.documents import DOC_ID, TO_FILL_IN
from said.seeds.events import TO_DESCRIBE
from said.seeds.json_files import JsonFile
from said.seeds.names import slug_of
from said.system.errors import SaidError, SoftwareError
from said.text import jsontext
from said.text.paragraphs import find_lines, is_hard_wrapped
from said.text.segments import Range

BLOCKS = "blocks"
"""The lines above the prose, which are drafted beside the layers."""

EXTERNAL: Literal["external"] = "external"
"""The status of what is known from outside the text."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOTES = {
    "given": "whether the text states this time or leads to it, by which words (D5)",
    "outside": "where this time is known from; the text does not lead to it (D5)",
    "found": "the first day that the text names; see whether it is the document's time (D5), and "
    "say how the evidence leads to it",
    "rights": "who holds the rights in the text, as far as known",
}
_NOTHING_ABOVE = Masthead(None, (), (), None, ())


class Told(NamedTuple):
    """What somebody says of a text, the topics whose targets it is annotated for, and the event
    that it reports.

    `known_from` says where it is known from, if that is not the text itself: then the title, the
    outlet and the authors need not be words of the text.
    """

    dct: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: Sequence[str] = ()
    url: str | None = None
    license: str | None = None
    rights: str | None = None
    language: str | None = None
    known_from: str | None = None
    layers: Sequence[Layer] = scheme.LAYERS
    """What the document is annotated for."""
    corpus_layers: Sequence[Layer] = scheme.LAYERS
    """What a document of the corpus is annotated for unless it says otherwise."""
    topics: Sequence[str] = ()
    event: str | None = None


class New(NamedTuple):
    """A new document: its files by their names in its folder, the number of its annotations, the
    entities in them that the registry has not, as lines for it, and the errors of layers that could
    not be drafted."""

    files: dict[str, bytes]
    annotations: int
    entities: list[Entity]
    problems: list[SoftwareError]


def doc_id_of(stem: str) -> str:
    """The name of a file as the id of a document: what no id has is left out, or becomes `-`.

    Raises SaidError if nothing is left.
    """
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    found = re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-_")[:100]
    if not DOC_ID.fullmatch(found):
        raise SaidError(f"{stem!r} gives no id for a document", "choose one with --doc-id")
    return found


def event_id_of(words: str) -> str:
    """What a table calls an event as the id of one. Raises SaidError if that gives no id; a longer
    one is not cut, for two events could become one."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    if not is_slug(found := slug_of(plain)):
        raise SaidError(
            f"event: {words!r:.60} gives no id for an event",
            "write words of lower-case letters and digits, joined by hyphens, 100 characters at "
            "most",
        )
    return found


def new_event(event: str) -> bytes:
    """The file of an event of which only the id is known."""
    value: EventFile = {"id": event, "description": TO_FILL_IN + TO_DESCRIBE}
    return canonical.json_object(value, "event")


def new_document(
    doc_id: str, text: str, told: Told, layers: Sequence[str], registry: Registry
) -> New:
    """The document of a text that can be one. Title, writers, outlet and time are looked for in the
    lines above the prose, which become blocks if `layers` has `BLOCKS`. Without `layers` nothing is
    drafted but a headline that is told.

    Raises SaidError for an id that is none, for a time that is none or that nothing tells, and for
    a title, outlet or author that is not in the text.
    """
    if not DOC_ID.fullmatch(doc_id):
        raise SaidError(
            f"{doc_id!r} is no id of a document",
            "begin with a letter or digit, and use letters, digits, - and _ alone, 100 at most",
        )
    dates = _dates_in(text, told.dct)
    head = _NOTHING_ABOVE
    if layers:
        head = find_masthead(text, [(one["span"]["start"], one["span"]["end"]) for one in dates])
    dct = _time(told, dates, head)
    places = _places(text, told, head)
    words = _words_of(text, told, places)
    annotations: list[Annotation] = []
    if BLOCKS in layers:
        annotations += _blocks(text, head, places.get("title", ()))
    elif told.title:
        annotations += _blocks(text, _NOTHING_ABOVE, places.get("title", ()))
    entities: list[Entity] = []
    problems: list[SoftwareError] = []
    wanted = [layer for layer in layers if layer != BLOCKS]
    if wanted:
        made = draft(text, dct["value"], wanted, "said", registry, doc_id=doc_id)
        annotations += made.annotations
        entities, problems = made.entities, made.problems
    annotations, entities = _of_layers(told.layers, annotations, entities)
    unnamed = [one for one in entities if is_unnamed(one["id"])]
    metadata: Metadata = {
        "doc_id": doc_id,
        "title": next(iter(words["title"]), None),
        "outlet": next(iter(words["outlet"]), None),
        "authors": words["authors"],
        "language": told.language or "en",
        "dct": dct,
        "provenance": _provenance(text, told, places),
        "split": "train",
        "rights": told.rights or _rights(told.license),
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "entities": unnamed,
        "status": "draft" if layers or annotations else "raw",
    }
    if is_hard_wrapped(text, find_lines(text)):
        metadata["wrapped"] = True
    if tuple(told.layers) != tuple(told.corpus_layers):
        metadata["layers"] = list(told.layers)
    if told.topics:
        metadata["topics"] = list(told.topics)
    if told.event:
        metadata["event"] = told.event
    if told.url:
        metadata["url"] = told.url
    if told.license:
        metadata["license"] = told.license
    _refuse_misshapen(metadata)
    files = {"raw.txt": text.encode(), "document.json": canonical.metadata(metadata)}
    if metadata["status"] == "draft":
        files["annotations.jsonl"] = canonical.annotations(annotations)
    named = [one for one in entities if one not in unnamed]
    return New(files, len(annotations), named, problems)


def _of_layers(
    layers: Sequence[Layer], annotations: Sequence[Annotation], entities: Sequence[Entity]
) -> tuple[list[Annotation], list[Entity]]:
    """The annotations that a document with these layers has, and whom they name (X6)."""
    kept = restrict_to_layers(annotations, layers)
    named = {one for annotation in kept for one in scheme.entities_of(annotation)}
    return kept, [entity for entity in entities if entity["id"] in named]


def _refuse_misshapen(metadata: Metadata) -> None:
    """Raises SaidError if what was told, such as a URL, has a form that no document can have."""
    source = JsonFile("document.json", [metadata], [jsontext.compact(metadata)], [1])
    if found := check_shape(source, "metadata"):
        raise SaidError(found[0].message, "correct it, or leave it out")


def to_fill_in(metadata: Mapping[str, Any]) -> list[str]:
    """The fields of metadata in which something is still to be filled in, with what it is."""
    marked = {"dct.note": metadata["dct"]["note"], "rights": metadata["rights"]}
    return [
        f"{field}: {words.removeprefix(TO_FILL_IN)}"
        for field, words in marked.items()
        if words and words.startswith(TO_FILL_IN)
    ]


def _rights(license_id: str | None) -> str:
    return f"Licensed under {license_id}." if license_id else TO_FILL_IN + _NOTES["rights"]


# ---- the time of the document


def _dates_in(text: str, told: str | None) -> list[DateAnnotation]:
    """The points in time that the text names. Raises SaidError for a time that is none."""
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
    return [
        one
        for one in found.annotations
        if one["layer"] == "date" and one["type"] in ("DATE", "TIME")
    ]


def _time(told: Told, dates: Sequence[DateAnnotation], head: Masthead) -> MetadataDct:
    """The time of the document, with the words that seem to tell it: best those of a dateline,
    which states it."""
    days = [one for one in dates if _DAY.match(one["value"])]
    stated = [one for one in days if _range(one) in {date for _, date in head.dates}]
    if told.dct is None and not days:
        raise SaidError(
            "the text names no day, so nothing tells when it was written",
            "give the document's time: --dct 2024-05-15",
        )
    value = told.dct or [*stated, *days][0]["value"][:10]
    for one in stated:
        if one["value"][:10] == value[:10]:
            return {"value": value, "status": "stated", "evidence": [one["span"]], "note": None}
    if told.known_from:
        return {"value": value, "status": EXTERNAL, "evidence": [], "note": told.known_from}
    rests_on = [one for one in days if one["value"][:10] == value[:10]] or dates
    if not rests_on:
        note = TO_FILL_IN + _NOTES["outside"]
        return {"value": value, "status": EXTERNAL, "evidence": [], "note": note}
    note = TO_FILL_IN + _NOTES["given" if told.dct else "found"]
    return {"value": value, "status": "inferred", "evidence": [rests_on[0]["span"]], "note": note}


def _range(annotation: DateAnnotation) -> Range:
    return annotation["span"]["start"], annotation["span"]["end"]


# ---- title, outlet, authors

_Field = Literal["title", "outlet", "authors"]
_Places = Mapping[_Field, Sequence[Range]]
"""Where the text has the title, the outlet and the authors."""


def _places(text: str, told: Told, head: Masthead) -> _Places:
    """The places of what is told; of the rest, those of what was found above the prose."""
    found: dict[_Field, Sequence[Range]] = {
        "title": [head.title] if head.title else [],
        "outlet": [head.outlet] if head.outlet else [],
        "authors": head.authors,
    }
    for field, words in _told_words(told).items():
        if words:
            places = [_place(text, field, one, required=not told.known_from) for one in words]
            found[field] = [place for place in places if place]
            if len(found[field]) < len(words):
                found[field] = []
    return found


def _told_words(told: Told) -> dict[_Field, Sequence[str]]:
    return {
        "title": [told.title] if told.title else [],
        "outlet": [told.outlet] if told.outlet else [],
        "authors": told.authors,
    }


def _words_of(text: str, told: Told, places: _Places) -> dict[_Field, list[str]]:
    """What is told of each, or the words of the text at its places."""
    return {
        field: list(given) or list(dict.fromkeys(text[slice(*place)] for place in places[field]))
        for field, given in _told_words(told).items()
    }


def _provenance(text: str, told: Told, places: _Places) -> list[MetadataProvenance]:
    """Where in the text each of them stands, or where it is known from."""
    found: list[MetadataProvenance] = []
    for field, words in _told_words(told).items():
        evidence = [span_at(text, place) for place in places[field]]
        if evidence:
            found.append({"field": field, "status": "stated", "evidence": evidence, "note": None})
        elif words:
            note = told.known_from
            found.append({"field": field, "status": EXTERNAL, "evidence": [], "note": note})
    return found


def _place(text: str, field: str, words: str, *, required: bool) -> Range | None:
    """The first line of the text that is these words, else the first place of them."""
    whole = (place for place in find_lines(text) if text[slice(*place)] == words)
    places = spans.occurrences_of(text, words) if words.strip() == words != "" else []
    if places:
        return next(whole, (places[0], places[0] + len(words)))
    if required:
        raise SaidError(
            f"{field}: {spans.shorten(words)} does not occur in the text",
            "write it as the text has it, or leave it out: metadata tell what the text supports",
        )
    return None


def _blocks(text: str, head: Masthead, titles: Sequence[Range]) -> Iterator[Annotation]:
    """The lines that are no paragraphs (X4), with their ids in the order of the text."""
    lines = set(find_lines(text))
    found: list[tuple[Range, BlockKind]] = [
        *((place, "headline") for place in titles if place in lines),
        *((line, "byline") for line in head.lines),
        *((line, "dateline") for line, _ in head.dates),
    ]
    for number, (place, kind) in enumerate(sorted(dict(reversed(found)).items()), 1):
        yield {"id": f"b{number}", "layer": "block", "span": span_at(text, place), "kind": kind}
