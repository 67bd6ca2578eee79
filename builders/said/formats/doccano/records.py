"""A record of doccano's, one document with its spans and relations: how it is read and written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from typing import Any, NamedTuple

from said.formats import graph as graphs
from said.formats.doccano import names
from said.formats.doccano.names import DATA, FRAGMENT, Name
from said.formats.document import AnnotatedText, Written
from said.formats.encoding import Utf16Offsets
from said.formats.graph import Node
from said.seeds.documents import JsonFile
from said.system.errors import SaidError
from said.text import jsontext
from said.text.jsontext import Pointer
from said.text.segments import Range

SUFFIX = ".jsonl"
REMEDY = "name what doccano exported from a project with relation labelling, as JSONL"


_OF_SPANS = ("id", "label", "start_offset", "end_offset")
_OF_RELATIONS = ("id", "from_id", "to_id", "type")


class Link(NamedTuple):
    """A relation between two spans."""

    first: int
    second: int
    role: str


class Spans(NamedTuple):
    """Spans by their ids, in code points, with what their labels stand for; relations in the order
    of their ids; and what of them has no place here."""

    names: dict[int, Name]
    places: dict[int, Range]
    links: tuple[Link, ...]
    left_out: tuple[str, ...]


def read_spans(source: JsonFile, index: int, offsets: Utf16Offsets) -> Spans:
    """The spans and relations of a record. Raises SaidError, with line and column."""
    left_out: list[str] = []
    found: dict[int, Name] = {}
    places: dict[int, Range] = {}
    ids: set[int] = set()
    for pointer, entity in _entries(source, index, "entities"):
        id_ = _integer(source, index, pointer, entity, "id")
        left_out += [f"span {id_}: its {key!r}" for key in entity if key not in _OF_SPANS]
        if id_ in ids:
            raise record_error(source, index, (*pointer, "id"), f"two spans are {id_}")
        ids.add(id_)
        place = _place(source, index, pointer, entity, offsets)
        label = entity.get("label")
        name = names.labels().get(label) if isinstance(label, str) else None
        if name:
            found[id_], places[id_] = name, place
        else:
            left_out.append(f"span {id_}: no layer has the label {label!r}")
    links = []
    for at, (pointer, relation) in enumerate(_entries(source, index, "relations")):
        link = _link(source, index, pointer, relation, ids)
        left_out += [
            f"{link.role} from span {link.first} to {link.second}: its {key!r}"
            for key in relation
            if key not in _OF_RELATIONS
        ]
        if link.first in found and link.second in found:
            _check(source, index, pointer, link, found)
            order = relation.get("id")
            links.append((order if isinstance(order, int) else at, at, link))
        else:
            left_out.append(f"{link.role} from span {link.first} to {link.second}: not both known")
    ordered = tuple(link for _, _, link in sorted(links))
    return Spans(found, places, ordered, tuple(left_out))


def _place(
    source: JsonFile, index: int, pointer: Pointer, entity: dict[str, Any], offsets: Utf16Offsets
) -> Range:
    start, end = (
        _integer(source, index, pointer, entity, key) for key in ("start_offset", "end_offset")
    )
    first, after = offsets.code_points(start), offsets.code_points(end)
    if first is None or after is None or first >= after:
        raise record_error(source, index, pointer, f"{start} to {end} is no span of the text")
    return first, after


def _entries(source: JsonFile, index: int, key: str) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    entries = source.values[index].get(key)
    if not isinstance(entries, list):
        raise record_error(source, index, (), f"no record of doccano's: no {key}")
    for at, entry in enumerate(entries):
        if not isinstance(entry, dict):
            raise record_error(source, index, (key, at), f"none of the {key}: no object")
        yield (key, at), entry


def _integer(
    source: JsonFile, index: int, pointer: Pointer, entry: dict[str, Any], key: str
) -> int:
    number = entry.get(key)
    if not isinstance(number, int) or isinstance(number, bool):
        place = (*pointer, key) if key in entry else pointer
        raise record_error(source, index, place, f"{key} is no whole number")
    return number


def _link(
    source: JsonFile, index: int, pointer: Pointer, relation: dict[str, Any], ids: set[int]
) -> Link:
    first, second = (
        _integer(source, index, pointer, relation, key) for key in ("from_id", "to_id")
    )
    for key, id_ in (("from_id", first), ("to_id", second)):
        if id_ not in ids:
            raise record_error(source, index, (*pointer, key), f"no span is {id_}")
    return Link(first, second, str(relation.get("type")))


def _check(
    source: JsonFile, index: int, pointer: Pointer, link: Link, found: dict[int, Name]
) -> None:
    first, second = found[link.first], found[link.second]
    if not _fits(first, second, link.role):
        cause = f"no {link.role} leads from {names.label_of(first)} to {names.label_of(second)}"
        raise record_error(
            source, index, pointer, cause, "correct it in doccano and export it again"
        )


def _fits(first: Name, second: Name, role: str) -> bool:
    if role == FRAGMENT:
        return first[:2] == second[:2]
    return graphs.can_link(first[:2], role, second[:2])


def record_error(
    source: JsonFile, index: int, pointer: Pointer, cause: str, remedy: str = REMEDY
) -> SaidError:
    """What is wrong at a place of a record."""
    place = source.finding(index, pointer, "schema", cause)
    return SaidError(f"{place.file}:{place.line}:{place.column}: {cause}", remedy)


def write_doccano(document: AnnotatedText) -> Written:
    """A document as a file with one record, beside the files that set up the project."""
    graph, left_out = graphs.to_linked_graph(document.annotations)
    offsets = Utf16Offsets(document.text)
    entities: list[dict[str, Any]] = []
    relations: list[tuple[int, int, str]] = []
    ids: dict[str, list[int]] = defaultdict(list)
    free = count(1)
    for node in graph.nodes:
        for start, end in node.fragments:
            id_ = next(free)
            places = {"start_offset": offsets.units(start), "end_offset": offsets.units(end)}
            entities.append({"id": id_, "label": _label_of(node), **places})
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
    return Written({f"{document.doc_id}{SUFFIX}": raw, **names.project_files()}, left_out)


def _label_of(node: Node) -> str:
    kind = None if node.role else node.attributes.get(names.kind_field(node.layer))
    return names.label_of(Name(node.layer, node.role, kind))


def _data(node: Node, offsets: Utf16Offsets) -> dict[str, Any]:
    """What is left of a node: its id and fields, with what finds it again."""
    places = [[offsets.units(start), offsets.units(end)] for start, end in node.fragments]
    return {"id": node.id, "label": _label_of(node), "places": places, "fields": node.attributes}
