"""Reads sets of attributions to compare: the project's own lines, and brat's.

A set is, the first that fits: `gold`; the name of a pass; a folder with brat (`.ann` and `.txt`, or
`attributions/` and `text/` in it); a folder with `<doc_id>.jsonl`; a file of lines with `doc_id`.
A text of which a set has several readings, as where several annotators have an `.ann` of it, is one
document: `said.scoring.attribution` says how they count.

Of brat, an attribution is an event with a role Content; its roles Cue and Source are taken,
whatever the type of the event. It has no types and no speakers: the type is taken from the
quotation marks. Of lines, the source is the spans of its mentions.

Places are compared without the white space, quotation marks and punctuation at the edges of their
fragments, and fragments with nothing but that between them are one; so a text is needed, from any
of the sets: that of a checkout, of brat, or `<doc_id>.txt` beside the lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import regex

from said.check import check_level, shape
from said.check.lines import Lines
from said.findings.catalogue import Finding, errors, refuse_errors
from said.formats.brat import standoff
from said.schema.records import Annotation
from said.schema.scheme import place_of, ranges
from said.scoring.sets import (
    GOLD,
    LINES,
    BadSet,
    check_ends,
    common_text,
    join_documents,
    own_set,
    strip_range,
    text_beside,
)
from said.seeds import documents, registries
from said.seeds.json_files import JsonFile
from said.system.errors import SaidError
from said.system.places import Checkout
from said.text.marked import marked_stretches, type_of
from said.text.segments import Place, Range, join_ranges

_REMEDY = f"name {GOLD}, a pass, a folder with .ann or .jsonl files, or a file of lines with doc_id"
_ROLES = ("Content", "Cue", "Source")
_EDGE = regex.compile(r"[\s\p{P}\p{Quotation_Mark}]*+")
_EDGE_AT_END = regex.compile(r"(?r)[\s\p{P}\p{Quotation_Mark}]*")


class Quote(NamedTuple):
    """An attribution as it is compared. No place is `()`; `speakers` is None where the set has no
    entities."""

    content: Place
    cue: Place = ()
    source: Place = ()
    type: str | None = None
    speakers: frozenset[str] | None = None


class AttributedDocument(NamedTuple):
    """A document with its readings: in each the attributions of each set, the gold one first."""

    doc_id: str
    readings: list[tuple[list[Quote], ...]]


class AttributionDocument(NamedTuple):
    """A document of one set, with its readings by annotator, "" where none is named; the text is
    None where the set does not have it."""

    text: str | None
    readings: dict[str, list[Quote]]


Set = dict[str, AttributionDocument]


def read_attribution_sets(
    checkout: Checkout | None, names: Sequence[str]
) -> tuple[list[AttributedDocument], list[str]]:
    """The documents that all sets have, and the ids of those that only some have; sorted.

    Raises BadSet for mistakes in lines, and SaidError for a set that cannot be read, and as
    `join_sets`.
    """
    return join_sets(names, [_read_set(checkout, name) for name in names])


def join_sets(
    names: Sequence[str], sets: Sequence[Set]
) -> tuple[list[AttributedDocument], list[str]]:
    """The documents that all sets have, ready to be compared, and the ids of the others; sorted.

    Raises SaidError for a document without a text, for texts that differ, for spans outside of
    them, and if there is nothing to compare.
    """
    joined, others = join_documents(names, sets)
    return [_joined(doc_id, names, found) for doc_id, found in joined], others


def of_brat(folder: Path) -> Set:
    """The attributions of a folder of brat. Raises SaidError if it is not brat's format."""
    found: Set = {}
    for document in standoff.read_standoff_folder(folder):
        inside = marked_stretches(document.text)
        quotes = []
        for event in document.events:
            roles: dict[str, list[Range]] = {role: [] for role in _ROLES}
            for role, of in event.roles:
                if role in roles and of in document.bounds:
                    roles[role] += document.bounds[of].fragments
            content, cue, source = map(join_ranges, roles.values())
            quotes.append(Quote(content, cue, source, type_of(document.text, content, inside)))
        one = found.setdefault(document.doc_id, AttributionDocument(document.text, {}))
        one.readings[document.annotator] = quotes
    return found


def comparable_place(text: str, place: Place) -> Place:
    """A place as it is compared; one that is nothing but edge stays, without white space around."""
    found: list[Range] = []
    for first, last in place:
        start = _ends(text, first, last)
        if start == last:
            continue
        edge = _EDGE_AT_END.match(text, start, last)
        end = edge.start() if edge else last
        if found and _ends(text, found[-1][1], start) == start:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return tuple(found) or tuple(
        strip_range(text[start:end], start, end) for start, end in place if text[start:end].strip()
    )


def _ends(text: str, start: int, end: int) -> int:
    """Where the white space, marks and punctuation from `start` on end, at the latest at `end`."""
    edge = _EDGE.match(text, start, end)
    return edge.end() if edge else start


# The project's own lines.


def _read_set(checkout: Checkout | None, name: str) -> Set:
    if checkout is not None and (own := own_set(checkout, name)) is not None:
        return {
            seed.doc_id: AttributionDocument(seed.text, {"": _of_lines(source.values)})
            for seed, source in own
        }
    path = Path(name)
    if path.is_dir():
        if standoff.is_standoff_folder(path):
            return of_brat(path)
        if files := sorted(path.glob(f"*{LINES}")):
            return _of_files(checkout, files)
    elif path.is_file() and path.suffix == LINES:
        return _of_files(checkout, [path])
    raise SaidError(f"{name}: no set of attributions", _REMEDY)


def _of_files(checkout: Checkout | None, files: Sequence[Path]) -> Set:
    """The documents in files of lines: what a line has as `doc_id`, else the name of the file."""
    found: Set = {}
    findings: list[Finding] = []
    for file in files:
        source, problems = documents.read_lines_file(file, str(file))
        findings += problems
        by_document = _by_document(source, file.name.removesuffix(LINES)) if source else {}
        for doc_id, own in by_document.items():
            text = _text(checkout, file.parent, doc_id)
            problems, sound = shape.sound_lines(own, "annotation")
            if text is not None:
                problems += check_level(3, Lines.of_text(own, sound, text))
            problems += _unknown_mentions(own, sound, doc_id)
            findings += problems
            if not errors(problems):
                found[doc_id] = AttributionDocument(text, {"": _of_lines(own.values)})
    refuse_errors(findings, BadSet)
    return found


def _by_document(source: JsonFile, stem: str) -> dict[str, JsonFile]:
    """The lines of a file by document. A file without lines is a document without quotes."""
    found = {} if source.values else {stem: source}
    for value, raw, line in zip(source.values, source.raws, source.lines, strict=True):
        doc_id = value.pop("doc_id", stem) if isinstance(value, dict) else stem
        key = doc_id if isinstance(doc_id, str) else stem
        own = found.setdefault(key, JsonFile(source.name, [], [], []))
        own.values.append(value)
        own.raws.append(raw)
        own.lines.append(line)
    return found


def _text(checkout: Checkout | None, folder: Path, doc_id: str) -> str | None:
    """The text of a document: the one beside the lines, or that of the checkout."""
    if (text := text_beside(folder, doc_id)) is not None:
        return text
    if checkout is not None and doc_id in registries.document_ids(checkout)[0]:
        return documents.read_document(checkout, doc_id)[0].text
    return None


def _unknown_mentions(source: JsonFile, sound: Sequence[int], doc_id: str) -> Iterator[Finding]:
    mentions = {
        source.values[index]["id"] for index in sound if source.values[index]["layer"] == "speaker"
    }
    for index in sound:
        for number, id_ in enumerate(source.values[index].get("source", ())):
            if id_ not in mentions:
                message = f"source: {doc_id} has no speaker {id_}"
                yield source.finding(index, ("source", number), "unknown-annotation", message)


def _of_lines(values: Iterable[Annotation]) -> list[Quote]:
    lines = list(values)
    mentions = {one["id"]: place_of(one)[0] for one in lines if one["layer"] == "speaker"}
    return [
        Quote(
            ranges(one["content"]),
            ranges(one.get("cue", ())),
            join_ranges(mentions[id_] for id_ in one.get("source", ())),
            one["type"],
            frozenset(one.get("speakers", ())),
        )
        for one in lines
        if one["layer"] == "quote"
    ]


# Joining.


def _joined(
    doc_id: str, names: Sequence[str], documents: Sequence[AttributionDocument]
) -> AttributedDocument:
    text = common_text(doc_id, names, [one.text for one in documents])
    if text is None:
        raise SaidError(
            f"{doc_id}: none of the sets has its text", f"put {doc_id}.txt beside the lines"
        )
    for name, one in zip(names, documents, strict=True):
        read = (quote for quotes in one.readings.values() for quote in quotes)
        ends = (place[-1][1] for quote in read for place in quote[:3] if place)
        check_ends(text, ends, f"{doc_id}: {name} has a quote")
    readings = [
        tuple(
            comparable_quotes(text, _reading(doc_id, name, one, annotator))
            for name, one in zip(names, documents, strict=True)
        )
        for annotator in documents[0].readings
    ]
    return AttributedDocument(doc_id, readings)


def _reading(doc_id: str, name: str, document: AttributionDocument, annotator: str) -> list[Quote]:
    """The reading of a document by an annotator, else the only one that the set has."""
    if annotator in document.readings:
        return document.readings[annotator]
    if len(document.readings) > 1:
        raise SaidError(
            f"{doc_id}: {name} has {len(document.readings)} readings of it, none of {annotator}",
            "leave one of them, or name it as the reading it is compared with",
        )
    return next(iter(document.readings.values()))


def comparable_quotes(text: str, quotes: Iterable[Quote]) -> list[Quote]:
    """Quotes with the places that are compared, by place; without those whose content is none."""
    compared = []
    for one in quotes:
        content, cue, source = (comparable_place(text, place) for place in one[:3])
        if content:
            compared.append(Quote(content, cue, source, one.type, one.speakers))
    return sorted(compared, key=lambda one: one[:3])
