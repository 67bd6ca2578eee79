"""Reads documents that were annotated in doccano."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from said.findings.catalogue import refuse_errors
from said.formats import graph as graphs
from said.formats.doccano import before as befores
from said.formats.doccano import names, spans
from said.formats.doccano.before import Before, Now
from said.formats.doccano.names import DATA, FRAGMENT
from said.formats.doccano.spans import Link, Spans
from said.formats.document import AnnotatedText
from said.formats.graph import Edge, Graph, Node
from said.formats.utf16 import Utf16Offsets
from said.seeds import documents
from said.seeds.documents import JsonFile
from said.system.errors import SaidError


def read(file: Path) -> list[AnnotatedText]:
    """The documents in a file, a line each; an id is `doc_id` of the line, else the file's name
    without `.jsonl` and the line's number.

    Raises SaidError, with line and column, for what doccano does not export, and for what no
    annotation can be.
    """
    source, findings = documents.read_lines_file(file, str(file))
    refuse_errors(findings, lambda found: SaidError(str(found[0]), spans.REMEDY))
    assert source is not None  # else there is an error
    return [_document(source, index, file.stem) for index in range(len(source.values))]


def _document(source: JsonFile, index: int, stem: str) -> AnnotatedText:
    record = source.values[index]
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise spans.error(source, index, (), "no record of doccano's: no text")
    offsets = Utf16Offsets(record["text"])
    found = spans.read(source, index, offsets)
    try:
        before = befores.read(record.get(DATA, []), offsets)
    except ValueError as error:
        cause = f"what was annotated before cannot be read: {error}"
        raise spans.error(source, index, (DATA,), cause) from error
    graph, left_out = _graph(found, before)
    try:
        annotations = graphs.annotations(graph, record["text"])
    except SaidError as error:
        raise spans.error(source, index, (), error.cause, error.remedy) from error
    doc_id, dct = (
        value if isinstance(value := record.get(key), str) and value else None for key in _NAMES
    )
    doc_id = doc_id or f"{stem}-{source.lines[index]}"
    told = *found.left_out, *left_out, *_unread(record, bool(annotations))
    return AnnotatedText(doc_id, record["text"], dct, annotations, told)


_NAMES = ("doc_id", "dct")
_COMMENTS = "Comments"
_READ = {"id", "text", "entities", "relations", DATA, _COMMENTS, *_NAMES}


def _unread(record: dict[str, Any], is_annotated: bool) -> Iterator[str]:
    """What of a record is neither text nor annotation."""
    for key in _NAMES:
        if not isinstance(value := record.get(key, ""), str):
            yield f"its {key} {value!r}, which is not a string"
    if is_annotated and DATA not in record:
        yield f"ids and fields from before doccano: the record has lost its field {DATA}"
    comments = record.get(_COMMENTS) or []
    for comment in comments if isinstance(comments, list) else [comments]:
        yield f"the comment {comment!r}"
    yield from (f"the field {key!r}" for key in record if key not in _READ)


def _graph(found: Spans, before: list[Before]) -> tuple[Graph, tuple[str, ...]]:
    """Spans and relations as nodes and edges, and what of them has no place there."""
    heads = _heads(found.names, (link for link in found.links if link.role == FRAGMENT))
    groups: dict[int, list[int]] = defaultdict(list)
    for id_ in sorted(heads, key=lambda id_: found.places[id_]):
        groups[heads[id_]].append(id_)
    now = [_now(head, groups[head], found) for head in sorted(groups) if not found.names[head].role]
    was, unclear = befores.matched(before, now)
    ids = {one.head: was[one.head].id if one.head in was else f"span {one.head}" for one in now}
    nodes = [_node(one, ids[one.head], was.get(one.head)) for one in now]
    edges: dict[Edge, None] = {}
    loose = {head for head in groups if found.names[head].role}
    for of, to, role in ((heads[one.first], heads[one.second], one.role) for one in found.links):
        layer, side, _ = found.names[to]
        if role == FRAGMENT:
            continue
        if side:
            places = tuple(found.places[id_] for id_ in groups[to])
            nodes.append(Node(f"{ids[of]}.{side}", layer, side, places, {}))
            loose.discard(to)
        else:
            edges[Edge(ids[of], role, ids[to])] = None
    return Graph(tuple(nodes), tuple(edges)), (*unclear, *_unlinked(sorted(loose), found))


def _unlinked(heads: Iterable[int], found: Spans) -> Iterator[str]:
    for head in heads:
        name = found.names[head]
        label = names.label(name)
        yield f"span {head}: a {label} that no relation links to a {name.layer}"


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


def _now(head: int, group: list[int], found: Spans) -> Now:
    kinds = dict.fromkeys(kind for id_ in group if (kind := found.names[id_].kind))
    places = tuple(found.places[id_] for id_ in group)
    return Now(head, found.names[head].layer, tuple(kinds), places)


def _node(now: Now, id_: str, was: Before | None) -> Node:
    """An annotation with the fields it had; where its labels tell different kinds, the one that it
    had not was chosen last."""
    fields: Mapping[str, object] = was.fields if was else {}
    key = names.kind_field(now.layer)
    kinds = [kind for kind in now.kinds if kind != fields.get(key)] or now.kinds
    others = {name: value for name, value in fields.items() if name != key}
    return Node(id_, now.layer, "", now.places, others | ({key: kinds[0]} if kinds else {}))
