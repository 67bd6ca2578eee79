"""Reads sets of attributions to compare: the project's own lines, and brat's.

A set is, the first that fits: `gold`; the name of a pass; a folder with brat (`.ann` and `.txt`, or
`attributions/` and `text/` in it); a folder with `<doc_id>.jsonl`; a file of lines with `doc_id`.
A text of which a set has several readings, as where several annotators have an `.ann` of it, is one
document: `said.scoring.attribution` says how they count.

Of brat, an attribution is an event with a role Content; its roles Cue and Source are taken,
whatever the type of the event. It tells no type and no speakers: the type is taken from the
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
from said.schema.records import Annotation, QuoteAnnotation, Span
from said.schema.scheme import ranges
from said.scoring.marked import marked_stretches, type_of
from said.scoring.sets import GOLD, BadSet, common_text, own_set
from said.seeds import documents
from said.seeds.documents import JsonFile
from said.system.errors import SaidError
from said.system.places import Checkout
from said.text.segments import Place

_LINES = ".jsonl"
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
    shared = set.intersection(*map(set, sets))
    if not shared:
        raise SaidError(f"no document is in all of {', '.join(names)}", "check the files' names")
    return (
        [_joined(doc_id, names, [one[doc_id] for one in sets]) for doc_id in sorted(shared)],
        sorted(set().union(*sets) - shared),
    )


def of_brat(folder: Path) -> Set:
    """The attributions of a folder of brat. Raises SaidError for what is no brat."""
    found: Set = {}
    for document in standoff.read_folder(folder):
        inside = marked_stretches(document.text)
        quotes = [
            quote._replace(type=type_of(document.text, quote.content, inside))
            for quote in _of_events(document)
        ]
        one = found.setdefault(document.doc_id, AttributionDocument(document.text, {}))
        one.readings[document.annotator] = quotes
    return found


def _of_events(document: standoff.Brat) -> Iterator[Quote]:
    for event in document.events:
        roles: dict[str, list[tuple[int, int]]] = {}
        for role, of in event.roles:
            if of in document.bounds:
                roles.setdefault(role, []).extend(document.bounds[of].fragments)
        content, cue, source = (join_fragments(roles.get(role, ())) for role in _ROLES)
        yield Quote(content, cue, source)


def join_fragments(fragments: Iterable[tuple[int, int]]) -> Place:
    """Fragments sorted, those that touch or overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(fragments):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


def comparable_place(text: str, place: Place) -> Place:
    """A place as it is compared; one that is nothing but edge stays, without white space around."""
    found: list[tuple[int, int]] = []
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
    return tuple(found) or _without_white_space(text, place)


def _ends(text: str, start: int, end: int) -> int:
    """Where the white space, marks and punctuation from `start` on end, at the latest at `end`."""
    edge = _EDGE.match(text, start, end)
    return edge.end() if edge else start


def _without_white_space(text: str, place: Place) -> Place:
    cut = ((start, end, text[start:end]) for start, end in place)
    return tuple(
        (start + len(one) - len(one.lstrip()), end - len(one) + len(one.rstrip()))
        for start, end, one in cut
        if one.strip()
    )


# The project's own lines.


def _read_set(checkout: Checkout | None, name: str) -> Set:
    if checkout is not None and (own := own_set(checkout, name)) is not None:
        return {
            seed.doc_id: AttributionDocument(seed.text, {"": _of_lines(source.values)})
            for seed, source in own
        }
    path = Path(name)
    if path.is_dir():
        if standoff.is_folder(path):
            return of_brat(path)
        if files := sorted(path.glob(f"*{_LINES}")):
            return _of_files(checkout, files)
    elif path.is_file() and path.suffix == _LINES:
        return _of_files(checkout, [path])
    raise SaidError(f"{name}: no set of attributions", _REMEDY)


def _of_files(checkout: Checkout | None, files: Sequence[Path]) -> Set:
    """The documents in files of lines: what a line has as `doc_id`, else the name of the file."""
    found: Set = {}
    findings: list[Finding] = []
    for file in files:
        source, problems = documents.read_lines_file(file, str(file))
        findings += problems
        for doc_id, own in _by_document(source, file.name.removesuffix(_LINES)) if source else ():
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


def _by_document(source: JsonFile, stem: str) -> Iterator[tuple[str, JsonFile]]:
    """The lines of a file by document. A file without lines is a document without quotes."""
    found: dict[str, list[int]] = {} if source.values else {stem: []}
    for index, value in enumerate(source.values):
        doc_id = value.pop("doc_id", stem) if isinstance(value, dict) else stem
        found.setdefault(doc_id if isinstance(doc_id, str) else stem, []).append(index)
    for doc_id, indices in found.items():
        yield (
            doc_id,
            JsonFile(
                source.name,
                [source.values[index] for index in indices],
                [source.raws[index] for index in indices],
                [source.lines[index] for index in indices],
            ),
        )


def _text(checkout: Checkout | None, folder: Path, doc_id: str) -> str | None:
    """The text of a document: the one beside the lines, or that of the checkout."""
    file = folder / f"{doc_id}.txt"
    if file.is_file():
        return file.read_bytes().decode("utf-8", "replace")
    if checkout is not None and doc_id in documents.document_ids(checkout)[0]:
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
    mentions = {one["id"]: one["span"] for one in lines if one["layer"] == "speaker"}
    return [_quote(one, mentions) for one in lines if one["layer"] == "quote"]


def _quote(one: QuoteAnnotation, mentions: dict[str, Span]) -> Quote:
    return Quote(
        ranges(one["content"]),
        ranges(one.get("cue", ())),
        join_fragments(
            (mentions[id_]["start"], mentions[id_]["end"]) for id_ in one.get("source", ())
        ),
        one["type"],
        frozenset(one.get("speakers", ())),
    )


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
        furthest = max(
            (
                place[-1][1]
                for quotes in one.readings.values()
                for quote in quotes
                for place in quote[:3]
                if place
            ),
            default=0,
        )
        if furthest > len(text):
            cause = f"{doc_id}: {name} has a quote at {furthest} in {len(text)} characters"
            raise SaidError(cause, "compare sets of the same texts, to the character")
    gold, *systems = documents
    readings = []
    for annotator, quotes in gold.readings.items():
        others = [
            _reading(doc_id, name, one, annotator)
            for name, one in zip(names[1:], systems, strict=True)
        ]
        readings.append(tuple(_prepared(text, one) for one in (quotes, *others)))
    return AttributedDocument(doc_id, readings)


def _reading(doc_id: str, name: str, document: AttributionDocument, annotator: str) -> list[Quote]:
    """What a system says of a document to hold against an annotator's reading."""
    if annotator in document.readings:
        return document.readings[annotator]
    if len(document.readings) > 1:
        raise SaidError(
            f"{doc_id}: {name} has {len(document.readings)} readings of it, none of {annotator}",
            "leave one of them, or name it as the reading it is compared with",
        )
    return next(iter(document.readings.values()))


def _prepared(text: str, quotes: Iterable[Quote]) -> list[Quote]:
    """Quotes with the places that are compared, by place; without those whose content is none."""
    compared = (
        one._replace(
            content=comparable_place(text, one.content),
            cue=comparable_place(text, one.cue),
            source=comparable_place(text, one.source),
        )
        for one in quotes
    )
    return sorted((one for one in compared if one.content), key=lambda one: one[:3])
