"""The annotations of one document as nodes and edges: what every annotation tool can show.

A node is a stretch of text with a label and attributes, an edge a named link between two of them.
An annotation is one main node, further ones for its cue, its verbatim fragments and its source
phrase where it has them, and an edge for each of its references. Offsets are code points, half
open.

A tool adds nodes of its own: their ids are the tool's, and `to_annotations` gives them new ones.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar, cast

from said.schema import canonical
from said.schema.records import Annotation, AnyAnnotation, AnyRecord
from said.schema.scheme import (
    DCT,
    FIELDS,
    LETTERS,
    MAIN_FIELD,
    REFERENCES,
    SPAN_FIELDS,
    is_id,
    is_list,
    main_spans,
    ranges,
    spans_of,
)
from said.system.errors import SaidError
from said.text import segments as texts
from said.text.segments import Place, Range

K = TypeVar("K", bound=Hashable)

SIDES = {"quote": ("verbatim", "cue", "phrase")}
"""The roles that nodes of a layer have beside the main one, which is ""."""


class Node(NamedTuple):
    """The main spans of an annotation (`role` is ""), or those of one of its `SIDES`.

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


def _nodes(annotation: AnyRecord) -> Iterator[Node]:
    id_, layer = annotation["id"], annotation["layer"]
    attributes = {
        key: value
        for key, value in annotation.items()
        if key not in ("id", "layer", *SPAN_FIELDS) and not _refers(layer, key, value)
    }
    yield Node(id_, layer, "", ranges(main_spans(annotation)), attributes)
    for role in SIDES.get(layer, ()):
        if role in annotation:
            yield Node(f"{id_}.{role}", layer, role, ranges(spans_of(annotation, role)), {})


def _refers(layer: str, key: str, value: Any) -> bool:
    return key in REFERENCES[layer] and value != DCT


def _edges(annotation: AnyRecord) -> Iterator[Edge]:
    for key, value in annotation.items():
        if _refers(annotation["layer"], key, value):
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


@cache
def attribute_fields(layer: str) -> tuple[str, ...]:
    """The fields of a layer that are attributes of its nodes. An anchor is one if it is `dct`."""
    inner = {"id", "layer", *SPAN_FIELDS, *REFERENCES[layer]}
    return tuple(key for key in FIELDS[layer] if key not in inner)


def link_ends(layer: str) -> dict[str, tuple[str, str]]:
    """The links that the main nodes of a layer can have, each with the layer and role of the nodes
    that it leads to."""
    sides = {role: (layer, role) for role in SIDES.get(layer, ())}
    return sides | {role: (target, "") for role, target in REFERENCES.get(layer, {}).items()}


def can_link(first: tuple[str, str], role: str, second: tuple[str, str]) -> bool:
    """Whether a node can have a link of a role to another one. Each node is given as its layer and
    its own role; both are "" for a node of no layer."""
    layer, own = first
    return not own and link_ends(layer).get(role) == second


# In.


def as_number(written: str | float) -> int | float:
    """A number as a record has it, an integer where it is a whole one. Raises ValueError."""
    value = float(written)
    return int(value) if value.is_integer() else value


def link_nodes(
    mains: Mapping[K, Node], places: Mapping[K, Place], links: Iterable[tuple[K, str, K]]
) -> tuple[Graph, list[K]]:
    """A graph of what a tool has, all by the tool's own ids: the main nodes, the places of all
    nodes, and links with their roles. Also the ids of what is no main node and has no link."""
    nodes = list(mains.values())
    edges: list[Edge] = []
    loose = {id_: None for id_ in places if id_ not in mains}
    for of, role, to in links:
        main = mains[of]
        if to in mains:
            edges.append(Edge(main.id, role, mains[to].id))
        else:
            nodes.append(Node(f"{main.id}.{role}", main.layer, role, places[to], {}))
            loose.pop(to, None)
    return Graph(tuple(nodes), tuple(edges)), list(loose)


def to_annotations(
    given: Graph, text: str, error: Callable[[str, str], SaidError] = SaidError
) -> tuple[list[Annotation], frozenset[str]]:
    """The annotations of a document in canonical form and order, and which ids are new.

    Nodes of one id and role are one, their fragments sorted. An annotation whose id is not one of
    its layer's gets a new one, the layer's highest number and on, by place; edges follow.

    Raises what `error` makes of cause and remedy for an edge or a further node of an annotation
    that has no main node, for a second reference where a field holds one, and for nodes that lie
    outside of the text or are of two layers.
    """
    try:
        return _annotations(given, text)
    except SaidError as raised:
        raise error(raised.cause, raised.remedy) from raised


def _annotations(given: Graph, text: str) -> tuple[list[Annotation], frozenset[str]]:
    parts = _parts(given, len(text))
    names = _names(parts)
    made: dict[str, AnyAnnotation] = {}
    for id_, (layer, spans, attributes) in parts.items():
        fields: dict[str, Any] = {
            role or MAIN_FIELD[layer]: [texts.span(text, place) for place in sorted(places)]
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
    new = frozenset(name for id_, name in names.items() if name != id_)
    return sorted(map(_stripped, made.values()), key=canonical.place), new


def _stripped(annotation: AnyAnnotation) -> Annotation:
    """An annotation with its keys in order and nothing null or empty."""
    kept = {key: value for key, value in annotation.items() if value not in (None, "", [])}
    return cast(Annotation, canonical.arranged(kept, "annotation"))


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
    """The ids of annotations: their own, or a new one where that is not one of the layer's."""
    names = {id_: id_ for id_, (layer, _, _) in parts.items() if is_id(layer, id_)}
    highest: Counter[str] = Counter()
    for id_ in names:
        if len(id_) <= _LONGEST:
            highest[id_[0]] = max(highest[id_[0]], int(id_[1:]))
    new = [(min(spans[""]), id_, layer) for id_, (layer, spans, _) in parts.items()]
    for _, id_, layer in sorted(one for one in new if one[1] not in names):
        letter = LETTERS[layer]
        highest[letter] += 1
        names[id_] = f"{letter}{highest[letter]}"
    return names


def _refer(annotation: AnyAnnotation, role: str, to: str) -> None:
    """Adds a reference."""
    layer = annotation["layer"]
    if role not in REFERENCES[layer]:
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
