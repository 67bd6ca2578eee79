"""Reads a CAS as a document."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from said.formats import graph
from said.formats.cas import types, xmi
from said.formats.cas.foreign import ForeignUnits, our_types, read_foreign, sofa_text
from said.formats.document import AnnotatedText
from said.formats.encoding import Utf16Offsets
from said.formats.graph import Edge, Graph, Node
from said.formats.labels import UNMAPPED, LabelMap
from said.schema import scheme
from said.schema.scheme import DCT, LAYERS
from said.system.errors import SaidError
from said.system.files import read_file
from said.text.segments import Range

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem
    from cassis.typesystem import FeatureStructure

SUFFIX = ".xmi"
_AS_OURS = f"make it as in our {types.TYPES}"


def read_cas(file: Path, labels: LabelMap = UNMAPPED) -> list[AnnotatedText]:
    """The document in a file; a type system beside it counts instead of ours.

    Raises SaidError, with line and column where there are some, if the file is not a CAS,
    and for annotations that cannot be ours; and if none is ours or mapped, and its own type system
    is not beside it.
    """
    name, raw = str(file), read_file(file)
    elements = xmi.read_elements(raw, name)
    stem = file.name.removesuffix(SUFFIX)
    has_types = file.with_name(types.TYPES).is_file()
    if {one.type for one in elements}.isdisjoint({*our_types(), types.DOCUMENT}):
        return [_foreign_document(elements, labels, stem, name, has_types)]
    cas = _load(raw, _types_beside(file), elements, name)
    return [_CasReader(cas, elements, name, labels).document(stem)]


def _foreign_document(
    elements: list[xmi.Element], labels: LabelMap, stem: str, name: str, has_types: bool
) -> AnnotatedText:
    """A document none of whose annotations is of a type of ours."""
    if (text := sofa_text(elements)) is None:
        raise SaidError(f"{name}: no text", xmi.REMEDY)
    found = read_foreign(elements, text, labels)
    if found.notes and not found.nodes and not has_types:
        cause = f"{name}: its type system is not beside it, and it has none of our types: "
        remedy = f"put the {types.TYPES} of the same export beside it, or map its types with --map"
        raise SaidError(cause + "; ".join(found.notes), remedy)
    annotations, new = graph.to_annotations(
        Graph(tuple(found.nodes), tuple(found.edges)),
        text,
        lambda cause, remedy: SaidError(f"{name}: {cause}", remedy),
    )
    return AnnotatedText(stem, text, None, annotations, tuple(found.notes), new=new)


def _types_beside(file: Path) -> TypeSystem:
    beside = file.with_name(types.TYPES)
    if not beside.is_file():
        return types.type_system()
    raw = beside.read_bytes()
    xmi.read_elements(raw, str(beside))
    try:
        return types.cassis().load_typesystem(BytesIO(raw))
    except Exception as error:  # whatever kind a broken type system leads to
        raise SaidError(f"{beside}: no type system: {_told(error)}", xmi.REMEDY) from error


def _load(raw: bytes, system: TypeSystem, elements: list[xmi.Element], name: str) -> Cas:
    library = types.cassis()
    try:
        with warnings.catch_warnings():
            # About unknown types and wrong offsets, which `_CasReader` reports.
            warnings.simplefilter("ignore")
            return library.load_cas_from_xmi(BytesIO(raw), system, lenient=True)
    except Exception as error:  # whatever kind a broken CAS leads to
        cause = f"no CAS of the types in {types.TYPES}: {_told(error)}"
        remedy = f"put the {types.TYPES} of the same export beside"
        if isinstance(error, KeyError):
            for element in elements:
                if any(str(error) in value.split() for value in element.attributes.values()):
                    raise element.error(name, f"{error} is nothing in the file") from error
        raise SaidError(f"{name}: {cause}", remedy) from error


def _told(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]


class _CasReader:
    """Makes a document of a CAS."""

    def __init__(self, cas: Cas, elements: list[xmi.Element], name: str, labels: LabelMap) -> None:
        self.cas = cas
        self.labels = labels
        self.name = name
        self.elements = elements
        self.by_id = {element.id: element for element in elements if element.id is not None}
        self.left_out: list[str] = []
        self.ids: dict[int, str] = {}
        self.taken: set[str] = set()
        self.linked: set[int] = set()
        kinds = (*LAYERS, *types.parts())
        self.indexed = {one.xmiID for kind in kinds for one in self._all(types.type_name(kind))}

    def document(self, stem: str) -> AnnotatedText:
        text = self.cas.sofa_string
        if text is None:
            raise SaidError(f"{self.name}: no text", xmi.REMEDY)
        self._check_offsets(text)
        others = read_foreign(self.elements, text, self.labels)
        self.left_out += others.notes
        self._tell_unread()
        doc_id, dct = self._named()
        found = self._graph(others)
        annotations, new = graph.to_annotations(
            found, text, lambda cause, remedy: SaidError(f"{self.name}: {cause}", remedy)
        )
        return AnnotatedText(doc_id or stem, text, dct, annotations, tuple(self.left_out), new=new)

    def _named(self) -> list[str | None]:
        """The id of the document and its time, as far as they are there."""
        named = next(iter(self._all(types.DOCUMENT)), None)
        unread = sum(one.type == types.DOCUMENT for one in self.elements) - bool(named)
        if unread:
            self.left_out.append(f"{unread} of the type {types.DOCUMENT}")
        found = {name: named.get(name) if named else None for name in ("docId", "dct")}
        for name, value in found.items():
            if value is not None and not isinstance(value, str):
                self.left_out.append(f"its {name} {value!r}, which is not a string")
                found[name] = None
        return list(found.values())

    def _all(self, name: str) -> list[FeatureStructure]:
        """What there is of a type."""
        if not self.cas.typesystem.contains_type(name):
            return []
        found: list[FeatureStructure] = self.cas.select(name)
        return found

    def _error(self, of: FeatureStructure, cause: str, remedy: str = xmi.REMEDY) -> SaidError:
        return self.by_id[of.xmiID].error(self.name, cause, remedy)

    def _check_offsets(self, text: str) -> None:
        """dkpro-cassis accepts wrong offsets as they are."""
        offsets = Utf16Offsets(text)
        for element in self.elements:
            if not element.type.startswith("custom."):
                continue
            for key in ("begin", "end"):
                if offsets.code_points(int(element.attributes.get(key, 0))) is None:
                    cause = f"{key} is {element.attributes[key]}, inside of a character or outside"
                    raise element.error(self.name, f"{cause} of the text")

    def _tell_unread(self) -> None:
        ours = our_types()
        found = [one for one in self.elements if "begin" in one.attributes]
        links = {types.link_name(layer, slot) for layer in LAYERS for slot in types.slots(layer)}
        structures = Counter(
            one.type
            for one in self.elements
            if "begin" not in one.attributes
            if one.type.startswith("custom.") and one.type not in {types.DOCUMENT, *ours, *links}
        )
        self.left_out += [
            *(f"{count} of the type {name}" for name, count in structures.items()),
            *(
                f"{one.type} {one.id}: it is not in the first view"
                for one in found
                if one.type in ours and one.id not in self.indexed
            ),
            *(f"the view {view.sofa.sofaID}" for view in self.cas.views[1:]),
        ]

    def _graph(self, others: ForeignUnits) -> Graph:
        found = [(layer, one) for layer in LAYERS for one in self._all(types.type_name(layer))]
        for layer, one in found:
            self.ids[one.xmiID] = self._id(layer, one)
        nodes = [node for layer, one in found for node in self._nodes(layer, one)]
        edges = [edge for layer, one in found for edge in self._edges(layer, one)]
        for kind in types.parts():
            for one in self._all(types.type_name(kind)):
                if one.xmiID not in self.linked:
                    self.left_out.append(f"{kind} {one.xmiID}: it is in no slot")
        return Graph((*nodes, *others.nodes), (*edges, *others.edges))

    def _id(self, layer: str, one: FeatureStructure) -> str:
        """Its id; a name that `graph` changes for a new one where it has none of its layer, or one
        that is taken."""
        id_: str = one.get("id") or ""
        if id_ in self.taken or not scheme.is_id(layer, id_):
            if id_:
                why = "which another one has" if id_ in self.taken else f"which no {layer} has"
                self.left_out.append(f"{layer} {one.xmiID}: its id {id_!r}, {why}")
            return f"{layer} {one.xmiID}"
        self.taken.add(id_)
        return id_

    def _nodes(self, layer: str, one: FeatureStructure) -> Iterator[Node]:
        id_ = self.ids[one.xmiID]
        self._tell_features(layer, one)
        targets = self._targets(one, types.FRAGMENTS, types.FRAGMENT)
        places = tuple(_place(part) for part in (one, *targets))
        yield Node(id_, layer, "", places, dict(self._attributes(layer, one)))
        for role in graph.SIDES.get(layer, ()):
            if found := self._targets(one, role, role):
                yield Node(f"{id_}.{role}", layer, role, tuple(map(_place, found)), {})

    def _edges(self, layer: str, one: FeatureStructure) -> Iterator[Edge]:
        for role in scheme.REFERENCES[layer]:
            for target in self._targets(one, role, types.slots(layer)[role]):
                yield Edge(self.ids[one.xmiID], role, self.ids[target.xmiID])

    def _targets(self, one: FeatureStructure, slot: str, kind: str) -> list[FeatureStructure]:
        """What the links in a slot lead to."""
        found = []
        for link in self._listed(one, slot):
            target = link.get("target") if hasattr(link, "get") else None
            if target is None:
                self.left_out.append(f"{self.ids[one.xmiID]}: a {slot} without a target")
            elif target.xmiID not in self.indexed:
                continue  # reported already, and its offsets were not converted
            elif target.type.name != types.type_name(kind):
                raise self._error(one, f"a {slot} that is a {target.type.name}, not a {kind}")
            else:
                self.linked.add(target.xmiID)
                found.append(target)
        return found

    def _listed(self, one: FeatureStructure, name: str) -> list[Any]:
        """What is in an array."""
        array = one.get(name)
        if array is None:
            return []
        if not hasattr(array, "elements"):
            raise self._error(one, f"{name} is no array", _AS_OURS)
        return list(array.elements or ())

    def _attributes(self, layer: str, one: FeatureStructure) -> Iterator[tuple[str, Any]]:
        for field in graph.attribute_fields(layer):
            name = types.feature_name(layer, field)
            if scheme.is_list(layer, field):
                yield field, [string or "" for string in self._listed(one, name)]
                continue
            value, type_ = one.get(name), _type_of(layer, field)
            if value is not None and not isinstance(value, type_):
                raise self._error(one, f"{name} is no {type_.__name__}", _AS_OURS)
            yield field, graph.as_number(value) if isinstance(value, float) else value
        if one.get(types.ANCHORED):
            yield "anchor", DCT

    def _tell_features(self, layer: str, one: FeatureStructure) -> None:
        ours = {"id", types.ANCHORED, *types.slots(layer)}
        ours |= {types.feature_name(layer, field) for field in graph.attribute_fields(layer)}
        for feature in one.type.features:
            if feature.name not in ours and one.get(feature.name) is not None:
                self.left_out.append(f"{self.ids[one.xmiID]}: {feature.name}")


def _type_of(layer: str, field: str) -> type:
    """The type of the values of a feature."""
    if scheme.is_integer(layer, field):
        return int
    return float if scheme.is_number(layer, field) else str


def _place(one: FeatureStructure) -> Range:
    return one.begin, one.end
