"""Writes a document for brat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from said.formats import graph as graphs
from said.formats.brat import conf, lines
from said.formats.brat.standoff import NOTE, SUFFIX, TEXT_SUFFIX
from said.formats.document import AnnotatedText, Written
from said.formats.graph import Edge, Node


def write_brat(document: AnnotatedText) -> Written:
    """A document as `.txt` and `.ann`, beside the configuration of the collection."""
    graph, left_out = graphs.to_linked_graph(document.annotations)
    names = {node.id: f"T{number}" for number, node in enumerate(graph.nodes, 1)}
    found = [f"{names[node.id]}\t{_bound(node, document.text)}" for node in graph.nodes]
    for letter, rows in (
        ("R", _relations(graph.nodes, graph.edges, names)),
        ("A", _attributes(graph.nodes, names)),
        ("#", _notes(graph.nodes, document.text, names)),
    ):
        found += [f"{letter}{number}\t{row}" for number, row in enumerate(rows, 1)]
    files = {
        f"{document.doc_id}{TEXT_SUFFIX}": document.text.encode(),
        f"{document.doc_id}{SUFFIX}": "".join(f"{line}\n" for line in found).encode(),
    }
    values = document.values or conf.open_values([document])
    return Written(files | conf.conf_files(document.flags, values), left_out)


def _bound(node: Node, text: str) -> str:
    parts = lines.cut_fragments(text, node.fragments)
    offsets = ";".join(f"{start} {end}" for start, end in parts)
    exact = " ".join(text[start:end] for start, end in parts)
    return f"{conf.span_type(node.layer, node.role)} {offsets}\t{exact}"


def _relations(
    nodes: tuple[Node, ...], edges: tuple[Edge, ...], names: Mapping[str, str]
) -> Iterator[str]:
    for node in nodes:
        if node.role:
            yield f"{node.role} Arg1:{names[node.of]} Arg2:{names[node.id]}"
    for edge in edges:
        yield f"{edge.role} Arg1:{names[edge.of]} Arg2:{names[edge.to]}"


def _attributes(nodes: tuple[Node, ...], names: Mapping[str, str]) -> Iterator[str]:
    for node in nodes:
        if not node.role:
            yield f"id {names[node.id]} {node.id}"
        for field, given in node.attributes.items():
            if field in conf.open_fields(node.layer):
                if value := conf.as_attribute(given):
                    yield f"{node.layer}_{field} {names[node.id]} {value}"
                continue
            for value in given if isinstance(given, list) else [given]:
                if field == "flags":
                    yield f"{value} {names[node.id]}"
                    continue
                for name, attribute in conf.closed_attributes(node.layer).items():
                    if attribute.field == field and attribute.value in (None, value):
                        chosen = f" {value}" if attribute.value is None else ""
                        yield f"{name} {names[node.id]}{chosen}"


def _notes(nodes: tuple[Node, ...], text: str, names: Mapping[str, str]) -> Iterator[str]:
    for node in nodes:
        open_ = conf.open_fields(node.layer)
        fields: dict[str, lines.Value] = {
            key: value if isinstance(value, list) else str(value)
            for key, value in node.attributes.items()
            if key in open_ and conf.as_attribute(value) is None
        }
        if apart := lines.starts_apart(text, node.fragments):
            fields["apart"] = [str(start) for start in apart]
        if fields:
            yield f"{NOTE} {names[node.id]}\t{lines.format_note(fields)}"
