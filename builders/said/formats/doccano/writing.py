"""Writes a document for doccano."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import Any

from said.formats import graph as graphs
from said.formats.doccano import names
from said.formats.doccano.names import DATA, FRAGMENT, Name
from said.formats.document import AnnotatedText, Written
from said.formats.graph import Node
from said.formats.utf16 import Utf16Offsets
from said.text import jsontext

SUFFIX = ".jsonl"


def write(document: AnnotatedText) -> Written:
    """A document as a file with one record, beside the files that set up the project."""
    graph, left_out = graphs.linked(graphs.graph(document.annotations))
    offsets = Utf16Offsets(document.text)
    entities: list[dict[str, Any]] = []
    relations: list[tuple[int, int, str]] = []
    ids: dict[str, list[int]] = defaultdict(list)
    free = count(1)
    for node in graph.nodes:
        for start, end in node.fragments:
            id_ = next(free)
            places = {"start_offset": offsets.units(start), "end_offset": offsets.units(end)}
            entities.append({"id": id_, "label": _label(node), **places})
            ids[node.id].append(id_)
        first, *others = ids[node.id]
        relations += [(first, other, FRAGMENT) for other in others]
        if node.role:
            relations.append((ids[node.of][0], first, node.role))
    relations += [(ids[edge.of][0], ids[edge.to][0], edge.role) for edge in graph.edges]
    record = {
        "text": document.text,
        "doc_id": document.doc_id,
        "dct": document.dct or "",
        DATA: [_data(node, offsets) for node in graph.nodes if not node.role],
        "entities": entities,
        "relations": [
            {"id": number, "from_id": first, "to_id": second, "type": role}
            for number, (first, second, role) in enumerate(relations, 1)
        ],
    }
    raw = jsontext.line(record) + b"\n"
    return Written({f"{document.doc_id}{SUFFIX}": raw, **names.files()}, left_out)


def _label(node: Node) -> str:
    kind = None if node.role else node.attributes.get(names.kind_field(node.layer))
    return names.label(Name(node.layer, node.role, kind))


def _data(node: Node, offsets: Utf16Offsets) -> dict[str, Any]:
    """What is left of a node: its id and fields, with what finds it again."""
    places = [[offsets.units(start), offsets.units(end)] for start, end in node.fragments]
    return {"id": node.id, "label": _label(node), "places": places, "fields": node.attributes}
