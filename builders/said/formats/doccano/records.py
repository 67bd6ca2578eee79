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
from said.formats.encoding import Utf16Offsets, json_error
from said.formats.graph import Node
from said.seeds.json_files import JsonFile
from said.system.errors import SaidError
from said.text import jsontext
from said.text.jsontext import Pointer
from said.text.segments import Range

SUFFIX = ".jsonl"
REMEDY = "name what doccano exported from a project with relation labelling, as JSONL"


_OF_SPANS = ("id", "label", "start_offset", "end_offset")
_OF_RELATIONS = ("id", "from_id", "to_id", "type")


class Entry(NamedTuple):
    """An object in a line of a file, at a place of that line: a record, a span or a relation.
    `line` is the index of the line among those of the file."""

    source: JsonFile
    line: int
    pointer: Pointer
    value: Any

    def error(self, cause: str, *key: str, remedy: str = REMEDY) -> SaidError:
        """What is wrong with the object, or with the value of one of its keys."""
        return json_error(self.source, self.line, (*self.pointer, *key), cause, remedy)

    def entries(self, key: str) -> Iterator[Entry]:
        """The objects in a list. Raises SaidError where there is none, and for other values."""
        if not isinstance(values := self.value.get(key), list):
            raise self.error(f"no record of doccano's: no {key}")
        for at, value in enumerate(values):
            found = self._replace(pointer=(key, at), value=value)
            if not isinstance(value, dict):
                raise found.error(f"none of the {key}: no object")
            yield found

    def integer(self, key: str) -> int:
        """The whole number that a key has. Raises SaidError for any other value."""
        number = self.value.get(key)
        if not isinstance(number, int) or isinstance(number, bool):
            raise self.error(f"{key} is no whole number", key)
        return number


class Link(NamedTuple):
    """A relation between two spans."""

    first: int
    second: int
    role: str


class Spans(NamedTuple):
    """Spans by their ids, in code points, with what their labels stand for; relations in the order
    of their ids; and what is left out."""

    names: dict[int, Name]
    places: dict[int, Range]
    links: tuple[Link, ...]
    left_out: tuple[str, ...]


def read_spans(record: Entry, offsets: Utf16Offsets) -> Spans:
    """The spans and relations of a record. Raises SaidError, with line and column."""
    left_out: list[str] = []
    found: dict[int, Name] = {}
    places: dict[int, Range] = {}
    ids: set[int] = set()
    for entity in record.entries("entities"):
        id_ = entity.integer("id")
        left_out += [f"span {id_}: its {key!r}" for key in entity.value if key not in _OF_SPANS]
        if id_ in ids:
            raise entity.error(f"two spans are {id_}", "id")
        ids.add(id_)
        start, end = entity.integer("start_offset"), entity.integer("end_offset")
        if (place := offsets.place(start, end)) is None:
            raise entity.error(f"{start} to {end} is no span of the text")
        label = entity.value.get("label")
        name = names.labels().get(label) if isinstance(label, str) else None
        if name:
            found[id_], places[id_] = name, place
        else:
            left_out.append(f"span {id_}: no layer has the label {label!r}")
    links = []
    for at, relation in enumerate(record.entries("relations")):
        link = _link(relation, ids)
        shown = f"{link.role} from span {link.first} to {link.second}"
        left_out += [f"{shown}: its {key!r}" for key in relation.value if key not in _OF_RELATIONS]
        if link.first in found and link.second in found:
            _check_link(relation, found[link.first], link.role, found[link.second])
            order = relation.value.get("id")
            links.append((order if isinstance(order, int) else at, at, link))
        else:
            left_out.append(f"{shown}: not both known")
    ordered = tuple(link for _, _, link in sorted(links))
    return Spans(found, places, ordered, tuple(left_out))


def _link(relation: Entry, ids: set[int]) -> Link:
    first, second = relation.integer("from_id"), relation.integer("to_id")
    for key, id_ in (("from_id", first), ("to_id", second)):
        if id_ not in ids:
            raise relation.error(f"no span is {id_}", key)
    return Link(first, second, str(relation.value.get("type")))


def _check_link(relation: Entry, first: Name, role: str, second: Name) -> None:
    is_fragment = role == FRAGMENT and first[:2] == second[:2]
    if not is_fragment and not graphs.can_link(first[:2], role, second[:2]):
        cause = f"no {role} leads from {names.label_of(first)} to {names.label_of(second)}"
        raise relation.error(cause, remedy="correct it in doccano and export it again")


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
