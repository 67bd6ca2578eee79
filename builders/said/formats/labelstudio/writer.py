"""Writes a document as a task of Label Studio."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean
from typing import Any

from said.formats import graph
from said.formats.document import AnnotatedText, Written
from said.formats.graph import Edge, Node
from said.formats.labels import FRAGMENT
from said.formats.labelstudio.controls import CONFIG, LABEL, TEXT, controls, interface
from said.formats.labelstudio.tasks import SUFFIX
from said.text import jsontext

Link = tuple[str, str, str]
"""The region that a link comes from, its name, the region that it leads to."""


def write_task(document: AnnotatedText) -> Written:
    """A document as a file with one task, and the interface that shows it."""
    (nodes, edges), lost = graph.to_linked_graph(document.annotations)
    precisions = {one["id"]: one.get("precision") for one in document.annotations}
    results = [
        result
        for node in nodes
        for result in _results(node, document.text, precisions.get(node.id))
    ]
    links = [link for node in nodes for link in _links(node)]
    links += [(edge.of, edge.role, edge.to) for edge in edges]
    data = {TEXT: document.text, "doc_id": document.doc_id}
    if document.dct is not None:
        data["dct"] = document.dct
    made = {"result": [*results, *_relations(links)]}
    automatic = document.automatic or all("rule" in one for one in document.annotations)
    task = {
        "data": data,
        **(
            _prediction(made, precisions)
            if automatic and document.annotations
            else {"annotations": [made]}
        ),
    }
    files = {
        f"{document.doc_id}{SUFFIX}": jsontext.compact([task]) + b"\n",
        CONFIG: interface(document.flags),
    }
    return Written(files, (*lost, *_reordered(edges)))


def _regions(node: Node) -> list[str]:
    """The ids of a node's regions, one a fragment. They become names of classes in style sheets, so
    they have no dot."""
    first = node.id.replace(".", "-")
    return [first, *(f"{first}-{number}" for number in range(2, len(node.fragments) + 1))]


def _prediction(made: dict[str, Any], precisions: Mapping[str, float | None]) -> dict[str, Any]:
    """What a program made, for the tool to suggest; its score is the mean of those that are
    known."""
    known = [one for one in precisions.values() if one is not None]
    score = {"score": round(fmean(known), 2)} if known else {}
    return {"predictions": [{"model_version": "said", **score, **made}]}


def _results(node: Node, text: str, precision: float | None) -> Iterator[dict[str, Any]]:
    label = node.role or node.layer
    score = {} if precision is None else {"score": precision}
    for id_, (start, end) in zip(_regions(node), node.fragments, strict=True):
        value = {"start": start, "end": end, "text": text[start:end], "labels": [label]}
        yield _result(id_, LABEL, "labels", value) | score
    for field, told in node.attributes.items():
        control = controls()[f"{node.layer}_{field}"]
        start, end = node.fragments[0]
        listed = told if control.several or control.tag == "Number" else [told]
        value = {"start": start, "end": end, control.key: listed}
        yield _result(node.id, control.name, control.tag.lower(), value)


def _result(id_: str, name: str, type_: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": id_, "from_name": name, "to_name": TEXT, "type": type_, "value": value}


def _links(node: Node) -> Iterator[Link]:
    """What holds the regions of a node together, and it with its annotation."""
    first, *others = _regions(node)
    if node.role:
        yield node.of, node.role, first
    for other in others:
        yield first, FRAGMENT, other


def _relations(links: Iterable[Link]) -> Iterator[dict[str, Any]]:
    """Links as results: one alone from a region to another, which may have several names."""
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for of, name, to in links:
        names[of, to].append(name)
    for (of, to), labels in names.items():
        yield {
            "type": "relation",
            "from_id": of,
            "to_id": to,
            "direction": "right",
            "labels": labels,
        }


def _reordered(edges: Sequence[Edge]) -> Iterator[str]:
    """The lists whose order the links do not tell."""
    ranks: dict[tuple[str, str], int] = {}
    lists: dict[tuple[str, str], list[int]] = defaultdict(list)
    for edge in edges:
        rank = ranks.setdefault((edge.of, edge.to), len(ranks))
        lists[edge.of, edge.role].append(rank)
    for (of, role), places in lists.items():
        if places != sorted(places):
            yield f"{of}: the order of its {role}"
