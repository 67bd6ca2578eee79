"""The annotations of one document as nodes and edges: what every annotation tool can show.

A node is a stretch of text with a label and attributes, an edge a named link between two of them.
An annotation is one main node, a further one for its cue and one for its verbatim fragments where
it has them, and an edge for each of its references. Offsets are code points, half open.

A tool adds nodes of its own: their ids are the tool's, and `to_annotations` gives them new ones.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from said.check.links import REFERENCES
from said.check.spans import LISTS
from said.schema import canonical, load
from said.schema import labels as schema_labels
from said.seeds.documents import Annotation
from said.system.errors import SaidError
from said.text import segments as texts
from said.text.segments import Range

DCT = "dct"
"""The one anchor that is no annotation, and therefore an attribute."""

TARGETS = {field: layer for fields in REFERENCES.values() for field, layer in fields.items()}
"""Which field refers to annotations of which layer."""

LAYERS = schema_labels(load(), "layer")
"""The layers, in the order of the schema."""

SIDES = {"quote": ("verbatim", "cue")}
"""The roles that nodes of a layer have beside the main one, which is ""."""


class Node(NamedTuple):
    """The main spans of an annotation (`role` is ""), or those of its cue or verbatim fragments.

    The id is the annotation's, for another role than the main one with `.` and the role behind it.
    `fragments` are in code points, half open. `attributes` are all fields that are neither spans
    nor references to annotations, as the records have them; only the main node has any.
    """

    id: str
    layer: str
    role: str
    fragments: tuple[Range, ...]
    attributes: dict[str, Any]

    @property
    def of(self) -> str:
        """The id of the annotation."""
        return self.id.removesuffix(f".{self.role}") if self.role else self.id


class Edge(NamedTuple):
    """A reference: the id of the annotation that has it, its field, the id of the other one."""

    of: str
    role: str
    to: str


class Graph(NamedTuple):
    """The annotations of a document: nodes in their order, each main one before the others of its
    annotation; edges in the order of the fields and of their lists."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


# Out.


def to_graph(annotations: Iterable[Annotation]) -> Graph:
    """Annotations as nodes and edges.

    Raises SaidError where two have the same id: nobody could tell which of them an edge is of.
    """
    nodes: list[Node] = []
    edges: list[Edge] = []
    for annotation in annotations:
        nodes += _nodes(annotation)
        edges += _edges(annotation)
    repeated = [id_ for id_, count in Counter(node.id for node in nodes).items() if count > 1]
    if repeated:
        raise SaidError(f"two annotations are {repeated[0]}", "give one of them a new id")
    return Graph(tuple(nodes), tuple(edges))


def _nodes(annotation: Annotation) -> Iterator[Node]:
    id_, layer = annotation["id"], annotation["layer"]
    attributes = {
        key: value
        for key, value in annotation.items()
        if key not in ("id", "layer", "span", *LISTS) and not _refers(key, value)
    }
    main = annotation[main_field(layer)]
    yield Node(id_, layer, "", _ranges([main] if isinstance(main, dict) else main), attributes)
    for role in SIDES.get(layer, ()):
        if role in annotation:
            yield Node(f"{id_}.{role}", layer, role, _ranges(annotation[role]), {})


def _refers(key: str, value: Any) -> bool:
    return key in TARGETS and value != DCT


def _ranges(spans: Iterable[dict[str, Any]]) -> tuple[Range, ...]:
    return tuple((span["start"], span["end"]) for span in spans)


def _edges(annotation: Annotation) -> Iterator[Edge]:
    for key, value in annotation.items():
        if _refers(key, value):
            for to in [value] if isinstance(value, str) else value:
                yield Edge(annotation["id"], key, to)


def to_linked_graph(annotations: Iterable[Annotation]) -> tuple[Graph, tuple[str, ...]]:
    """The graph without the edges that lead nowhere, as a draft may have some, and a note on each
    of them. Raises SaidError as `to_graph`."""
    given = to_graph(annotations)
    known = {node.id for node in given.nodes if not node.role}
    lost = (edge for edge in given.edges if edge.to not in known)
    return (
        Graph(given.nodes, tuple(edge for edge in given.edges if edge.to in known)),
        tuple(f"{edge.of}: its {edge.role} {edge.to} is not in the document" for edge in lost),
    )


# What the schema says of the fields.


def _keys(layer: str) -> tuple[str, ...]:
    """The names of all fields of a layer's annotations, in their order."""
    return canonical.keys_of("annotation", {"layer": layer}).names


@cache
def main_field(layer: str) -> str:
    """The field that holds the main spans of a layer: span, content or expression."""
    known = _keys(layer)
    return next(key for key in ("span", "content", "expression") if key in known)


@cache
def roles(layer: str) -> tuple[str, ...]:
    """The fields of a layer that refer to annotations."""
    return tuple(key for key in _keys(layer) if key in TARGETS)


@cache
def attribute_fields(layer: str) -> tuple[str, ...]:
    """The fields of a layer that are attributes of its nodes. An anchor is one if it is `dct`."""
    inner = {"id", "layer", "span", *LISTS, *TARGETS}
    return tuple(key for key in _keys(layer) if key not in inner)


@cache
def is_list(layer: str, field: str) -> bool:
    """Whether a field of a layer holds a list."""
    return _schema(layer, field).get("type") == "array"


@cache
def is_integer(layer: str, field: str) -> bool:
    """Whether a field of a layer holds an integer."""
    return _schema(layer, field).get("type") == "integer"


@cache
def labels(layer: str, field: str) -> tuple[str, ...]:
    """What may stand in a field of a layer, or in its list, and () where that is open. What the
    scheme never records, as a block that is a paragraph, is not among it."""
    schema = _schema(layer, field)
    if "items" in schema:
        schema = _resolved(schema["items"], "common")
    if schema.get("type") == "integer":
        return tuple(map(str, range(schema["minimum"], schema["maximum"] + 1)))
    excluded = schema.get("not", {}).get("const")
    return tuple(label for label in schema.get("enum", ()) if label != excluded)


def description(layer: str, field: str | None = None) -> str:
    """What the schema says of a layer, or of one of its fields."""
    schema = _layer_schema(layer)
    return str((schema["properties"][field] if field else schema)["description"])


def is_id(layer: str, id_: str) -> bool:
    """Whether an annotation of a layer can have an id."""
    return re.fullmatch(_id_pattern(layer), id_) is not None


def can_link(first: tuple[str, str], role: str, second: tuple[str, str]) -> bool:
    """Whether a node can have a link of a role to another one. Each node is given as its layer and
    its own role; both are "" for a node of no layer."""
    layer, own = first
    if not layer or own or role not in (*SIDES.get(layer, ()), *roles(layer)):
        return False
    return second == link_end(layer, role)


def link_end(layer: str, role: str) -> tuple[str, str]:
    """The layer and role of the nodes that links of a role lead to from a layer's main nodes."""
    return (TARGETS[role], "") if role in TARGETS else (layer, role)


def _id_pattern(layer: str) -> str:
    return str(_layer_schema(layer)["properties"]["id"]["pattern"])


def _layer_schema(layer: str) -> Any:
    return load().named("annotation")["$defs"][layer]


def _schema(layer: str, field: str) -> dict[str, Any]:
    return _resolved(_layer_schema(layer)["properties"][field], "annotation")


def _resolved(schema: Any, name: str) -> dict[str, Any]:
    """A schema with what it refers to; what stands beside the reference counts too."""
    schemas = load()
    if "$ref" not in schema:
        return dict(schema)
    target, _ = schemas.resolve(schema["$ref"], f"{schemas.base}{name}.json")
    return {**target, **schema}


# In.


def to_annotations(
    given: Graph, text: str, error: Callable[[str, str], SaidError] = SaidError
) -> list[Annotation]:
    """The annotations of a document in canonical form and order.

    Nodes of one id and role are one, their fragments sorted. An annotation whose id is none of its
    layer's gets a new one, the layer's highest number and on, by place; edges follow.

    Raises what `error` makes of cause and remedy for an edge or a further node of an annotation
    that has no main node, for a second reference where a field holds one, and for nodes that lie
    outside of the text or are of two layers.
    """
    try:
        return _annotations(given, text)
    except SaidError as raised:
        raise error(raised.cause, raised.remedy) from raised


def _annotations(given: Graph, text: str) -> list[Annotation]:
    parts = _parts(given, len(text))
    names = _names(parts)
    made: dict[str, Annotation] = {}
    for id_, (layer, spans, attributes) in parts.items():
        fields: dict[str, Any] = {
            role or main_field(layer): [texts.span(text, place) for place in sorted(places)]
            for role, places in spans.items()
        }
        if "span" in fields:
            if len(fields["span"]) > 1:
                raise SaidError(
                    f"{names[id_]}: a {layer} is one stretch of text, not {len(fields['span'])}",
                    "make one of them, or several annotations",
                )
            fields["span"] = fields["span"][0]
        made[id_] = {"id": names[id_], "layer": layer, **attributes, **fields}
    for edge in given.edges:
        if edge.of not in made:
            raise SaidError(f"{edge.of}: nothing that could have a {edge.role}", "remove the link")
        _refer(made[edge.of], edge.role, names.get(edge.to, edge.to))
    return sorted(map(_stripped, made.values()), key=canonical.place)


def _stripped(annotation: Annotation) -> Annotation:
    """An annotation with its keys in order and nothing null or empty."""
    kept = {key: value for key, value in annotation.items() if value not in (None, "", [])}
    return dict(canonical.arranged(kept, "annotation"))


# An id with more characters than this is nobody's next number.
_LONGEST = 12

_Parts = tuple[str, dict[str, set[Range]], dict[str, Any]]


def _parts(given: Graph, length: int) -> dict[str, _Parts]:
    """Layer, places by role and attributes of each annotation."""
    found: dict[str, _Parts] = {}
    for node in sorted(given.nodes, key=lambda node: bool(node.role)):
        if not node.role:
            found.setdefault(node.of, (node.layer, defaultdict(set), {}))
        elif node.of not in found:
            raise SaidError(f"{node.id}: no {node.layer} for it", "link it to one, or remove it")
        layer, places, attributes = found[node.of]
        if layer != node.layer or node.role not in ("", *SIDES.get(layer, ())):
            raise SaidError(f"{node.id}: part of a {node.layer} on a {layer}", "remove it")
        for start, end in node.fragments or [(0, 0)]:
            if not 0 <= start < end <= length:
                raise SaidError(
                    f"{node.id}: [{start}, {end}) is no span of {length} code points",
                    "correct it, or name the text that was annotated",
                )
        places[node.role].update(node.fragments)
        attributes.update(node.attributes)
    return found


def _names(parts: dict[str, _Parts]) -> dict[str, str]:
    """The ids of annotations: their own, or a new one where that is none of the layer's."""
    names = {id_: id_ for id_, (layer, _, _) in parts.items() if is_id(layer, id_)}
    highest: Counter[str] = Counter()
    for id_ in names:
        if len(id_) <= _LONGEST:
            highest[id_[0]] = max(highest[id_[0]], int(id_[1:]))
    new = [(min(spans[""]), id_, layer) for id_, (layer, spans, _) in parts.items()]
    for _, id_, layer in sorted(one for one in new if one[1] not in names):
        letter = _id_pattern(layer)[1]
        highest[letter] += 1
        names[id_] = f"{letter}{highest[letter]}"
    return names


def _refer(annotation: Annotation, role: str, to: str) -> None:
    """Adds a reference."""
    layer = annotation["layer"]
    if role not in roles(layer):
        raise SaidError(f"{annotation['id']}: a {layer} has no {role}", "remove the link")
    if is_list(layer, role):
        annotation.setdefault(role, []).append(to)
    elif role in annotation:
        raise SaidError(
            f"{annotation['id']}: it has two of {role}, {annotation[role]} and {to}",
            "leave one of them",
        )
    else:
        annotation[role] = to
