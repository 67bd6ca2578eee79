"""A record of doccano's, one document with its spans and relations: how it is read and written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import count
from typing import Any, NamedTuple

from said.formats import graph as graphs
from said.formats.doccano import names
from said.formats.doccano.names import DATA
from said.formats.document import AnnotatedText, Written
from said.formats.encoding import Utf16Offsets, json_error
from said.formats.graph import Node
from said.formats.labels import FRAGMENT, LabelMap, Meaning, count_notes, link_names, turned
from said.schema.scheme import LABEL_FIELD
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

    names: dict[int, Meaning]
    places: dict[int, Range]
    links: tuple[Link, ...]
    left_out: tuple[str, ...]


def read_spans(record: Entry, offsets: Utf16Offsets, labels: LabelMap) -> Spans:
    """The spans and relations of a record. Raises SaidError, with line and column."""
    left_out: list[str] = []
    unmapped = _text_labels(record)
    found: dict[int, Meaning] = {}
    places: dict[int, Range] = {}
    ids: set[int] = set()
    for entity in _entities(record):
        id_ = entity.integer("id")
        left_out += [f"span {id_}: its {key!r}" for key in entity.value if key not in _OF_SPANS]
        if id_ in ids:
            raise entity.error(f"two spans are {id_}", "id")
        ids.add(id_)
        start, end = entity.integer("start_offset"), entity.integer("end_offset")
        if (place := offsets.place(start, end)) is None:
            raise entity.error(f"{start} to {end} is no span of the text")
        label = str(entity.value.get("label"))
        if name := labels.kind_of(label) or names.readable_labels().get(label):
            found[id_], places[id_] = name, place
        else:
            unmapped["spans", label] += 1
    links = []
    for at, relation in enumerate(record.entries("relations") if _has_relations(record) else ()):
        link = _link(relation, ids)
        shown = f"{link.role} from span {link.first} to {link.second}"
        left_out += [f"{shown}: its {key!r}" for key in relation.value if key not in _OF_RELATIONS]
        if meant := _meant(relation, link, found, labels):
            order = relation.value.get("id")
            links.append((order if isinstance(order, int) else at, at, meant))
        else:
            unmapped["relations", link.role] += 1
    ordered = tuple(link for _, _, link in sorted(links))
    return Spans(found, places, ordered, (*left_out, *count_notes(unmapped)))


_TRIPLES = ("label", "labels")
"""The keys of spans in a project without relation labelling: each is `[start, end, label]`."""


def _text_labels(record: Entry) -> Counter[tuple[str, str]]:
    """The labels of the whole text, as a project for classification has them."""
    listed = (record.value.get(key) for key in _TRIPLES)
    labels = (label for one in listed if isinstance(one, list) for label in one)
    return Counter(("labels of the text,", one) for one in labels if isinstance(one, str))


def _has_relations(record: Entry) -> bool:
    return "relations" in record.value or not any(key in record.value for key in _TRIPLES)


def _entities(record: Entry) -> Iterator[Entry]:
    """The spans of a record. Those of a project without relation labelling get numbers as ids."""
    key = next((key for key in _TRIPLES if key in record.value), None)
    if "entities" in record.value or key is None:
        yield from record.entries("entities")
        return
    listed = record.value[key]
    if not isinstance(listed, list):
        raise record.error(f"no record of doccano's: {key} is not a list", key)
    for at, triple in enumerate(listed):
        if isinstance(triple, str):
            continue  # a label of the whole text, which `_text_labels` counts
        entry = record._replace(pointer=(key, at), value={})
        if not (isinstance(triple, list) and len(triple) == 3):
            raise entry.error("not a span: [start, end, label]")
        yield entry._replace(value=dict(zip(_OF_SPANS, (at + 1, triple[2], *triple), strict=False)))


def _link(relation: Entry, ids: set[int]) -> Link:
    first, second = relation.integer("from_id"), relation.integer("to_id")
    for key, id_ in (("from_id", first), ("to_id", second)):
        if id_ not in ids:
            raise relation.error(f"no span is {id_}", key)
    return Link(first, second, str(relation.value.get("type")))


def _meant(relation: Entry, link: Link, found: dict[int, Meaning], labels: LabelMap) -> Link | None:
    """What a relation stands for; None if that is nothing here. Raises SaidError for a link of ours
    between spans that cannot have it."""
    mapped = labels.link_of(link.role)
    role = mapped or link.role
    if link.first not in found or link.second not in found or role not in link_names():
        return None
    first, second = found[link.first], found[link.second]
    is_turned = turned(first, role, second)
    if mapped and is_turned is not None:
        ends = (link.second, link.first) if is_turned else (link.first, link.second)
        return Link(*ends, role)
    if mapped:
        return None
    if is_turned is not False:
        cause = f"no {role} leads from {names.full_name(first)} to {names.full_name(second)}"
        raise relation.error(cause, remedy="correct it in doccano and export it again")
    return link


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
    value = None if node.role else node.attributes.get(LABEL_FIELD[node.layer])
    return names.label_of(Meaning(node.layer, node.role, value))


def _data(node: Node, offsets: Utf16Offsets) -> dict[str, Any]:
    """What is left of a node: its id and fields, with what finds it again."""
    places = [[offsets.units(start), offsets.units(end)] for start, end in node.fragments]
    return {"id": node.id, "label": _label_of(node), "places": places, "fields": node.attributes}
