"""Reads documents that were annotated in doccano."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from said.findings.catalogue import refuse_errors
from said.formats import graph as graphs
from said.formats.doccano.before import Before, Now, match_annotations, read_before
from said.formats.doccano.names import DATA
from said.formats.doccano.records import REMEDY, Entry, Link, Spans, read_spans
from said.formats.document import AnnotatedText
from said.formats.encoding import Utf16Offsets
from said.formats.graph import Graph, Node
from said.formats.labels import FRAGMENT, UNMAPPED, LabelMap
from said.schema.scheme import LABEL_FIELD
from said.seeds import documents
from said.seeds.json_files import JsonFile
from said.system.errors import SaidError


def read_doccano(file: Path, labels: LabelMap = UNMAPPED) -> list[AnnotatedText]:
    """The documents in a file, a line each; an id is `doc_id` of the line, else the file's name
    without `.jsonl` and the line's number.

    Raises SaidError, with line and column, for what doccano does not export, and for what
    cannot be an annotation.
    """
    source, findings = documents.read_lines_file(file, str(file))
    refuse_errors(findings, lambda found: SaidError(str(found[0]), REMEDY))
    assert source is not None  # else there is an error
    return [_document(source, index, file.stem, labels) for index in range(len(source.values))]


def _document(source: JsonFile, index: int, stem: str, labels: LabelMap) -> AnnotatedText:
    record = Entry(source, index, (), value := source.values[index])
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise record.error("no record of doccano's: no text")
    offsets = Utf16Offsets(value["text"])
    found = read_spans(record, offsets, labels)
    try:
        before = read_before(value.get(DATA, []), offsets)
    except ValueError as error:
        raise record.error(f"what was annotated before cannot be read: {error}", DATA) from error
    graph, left_out = _graph(found, before)
    annotations, new = graphs.to_annotations(
        graph, value["text"], lambda cause, remedy: record.error(cause, remedy=remedy)
    )
    doc_id, dct = (
        name if isinstance(name := value.get(key), str) and name else None for key in _NAMES
    )
    doc_id = doc_id or f"{stem}-{source.lines[index]}"
    notes = *found.left_out, *left_out, *_unread(value, bool(annotations))
    return AnnotatedText(doc_id, value["text"], dct, annotations, notes, new=new)


_NAMES = ("doc_id", "dct")
_COMMENTS = "Comments"
_READ = {"id", "text", "entities", "relations", "label", "labels", DATA, _COMMENTS, *_NAMES}


def _unread(record: dict[str, Any], is_annotated: bool) -> Iterator[str]:
    """What of a record is neither text nor annotation."""
    for key in _NAMES:
        if not isinstance(value := record.get(key, ""), str):
            yield f"its {key} {value!r}, which is not a string"
    if is_annotated and DATA not in record and "doc_id" in record:
        yield f"ids and fields from before doccano: the record has lost its field {DATA}"
    comments = record.get(_COMMENTS) or []
    for comment in comments if isinstance(comments, list) else [comments]:
        yield f"the comment {comment!r}"
    yield from (f"the field {key!r}" for key in record if key not in _READ)


def _graph(found: Spans, before: list[Before]) -> tuple[Graph, list[str]]:
    """Spans and relations as nodes and edges, and what of them is left out."""
    heads = _heads(found.names, (link for link in found.links if link.role == FRAGMENT))
    groups: dict[int, list[int]] = {head: [] for head in sorted(set(heads.values()))}
    for id_ in sorted(heads, key=lambda id_: found.places[id_]):
        groups[heads[id_]].append(id_)
    places = {head: tuple(found.places[id_] for id_ in ids) for head, ids in groups.items()}
    now = []
    for head, ids in groups.items():
        layer, role, _ = found.names[head]
        kinds = dict.fromkeys(kind for id_ in ids if (kind := found.names[id_].value))
        if not role:
            now.append(Now(head, layer, tuple(kinds), places[head]))
    was, left_out = match_annotations(before, now)
    mains = {one.head: _node(one, was.get(one.head)) for one in now}
    links = dict.fromkeys(
        (heads[link.first], link.role, heads[link.second])
        for link in found.links
        if link.role != FRAGMENT
    )
    graph, loose = graphs.link_nodes(mains, places, links)
    for head in loose:
        layer, side, _ = found.names[head]
        left_out.append(f"span {head}: a {layer} {side} that no relation links to a {layer}")
    return graph, left_out


def _heads(ids: Iterable[int], joined: Iterable[Link]) -> dict[int, int]:
    """For each span the smallest id of those that make one node with it."""
    heads = {id_: id_ for id_ in ids}

    def head(id_: int) -> int:
        while heads[id_] != id_:
            heads[id_] = id_ = heads[heads[id_]]
        return id_

    for link in joined:
        low, high = sorted((head(link.first), head(link.second)))
        heads[high] = low
    return {id_: head(id_) for id_ in heads}


def _node(now: Now, was: Before | None) -> Node:
    """An annotation with the id and the fields that it had; where its labels tell different kinds,
    the one that it had not was chosen last."""
    fields: Mapping[str, object] = was.fields if was else {}
    key = LABEL_FIELD[now.layer]
    kinds = [kind for kind in now.kinds if kind != fields.get(key)] or now.kinds
    others = {name: value for name, value in fields.items() if name != key}
    id_ = was.id if was else f"span {now.head}"
    return Node(id_, now.layer, "", now.places, others | ({key: kinds[0]} if kinds else {}))
