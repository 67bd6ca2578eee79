"""The annotations of a CAS that are of other types than ours: those that a person mapped.

They are read from the XML alone, so a type system is not needed. The label of an annotation is its
type, `webanno.custom.Speech` or `Speech`, or the type with the value of one of its features,
`NamedEntity:PER`, which counts before the type alone. A relation leads from its `Governor` to its
`Dependent`, as those of WebAnno and INCEpTION do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from said.formats import graph
from said.formats.cas import types
from said.formats.cas.xmi import Element
from said.formats.encoding import Utf16Offsets
from said.formats.graph import Edge, Node
from said.formats.labels import LabelMap, Meaning, map_remedy, turned
from said.schema.scheme import LAYERS
from said.text.segments import Place

SOFA = "uima.cas.Sofa"
_UNREAD = {types.METADATA, types.SENTENCE, types.TOKEN, "uima.tcas.DocumentAnnotation"}
_ENDS = ("Governor", "Dependent")
_OF_ANY = {"begin", "end", "sofa", *_ENDS}
_VALUES = 20
"""Values of a type that are counted each for itself, at most."""


class ForeignUnits(NamedTuple):
    """What was mapped, as nodes and edges, and notes on the rest."""

    nodes: list[Node]
    edges: list[Edge]
    notes: list[str]


def our_types() -> frozenset[str]:
    """The types of our annotations, and of what hangs on them."""
    return frozenset(types.type_name(kind) for kind in (*LAYERS, *types.parts()))


def sofa_text(elements: Sequence[Element]) -> str | None:
    """The text of the first view, as the XML has it."""
    sofas = (one for one in elements if one.type == SOFA)
    return next((one.attributes.get("sofaString") for one in sofas), None)


def read_foreign(elements: Sequence[Element], text: str, labels: LabelMap) -> ForeignUnits:
    """The annotations of other types in the elements of a file."""
    return _ForeignReader(elements, text, labels).read()


class _ForeignReader:
    def __init__(self, elements: Sequence[Element], text: str, labels: LabelMap) -> None:
        self.labels = labels
        self.offsets = Utf16Offsets(text)
        first = next((one.id for one in elements if one.type == SOFA), None)
        left = our_types() | _UNREAD
        self.found = [
            one
            for one in elements
            if "begin" in one.attributes
            and one.type not in left
            and one.attributes.get("sofa") in (None, str(first))
        ]
        self.unmapped: Counter[tuple[str, str]] = Counter()
        self.kinds: dict[str, Meaning] = {}

    def read(self) -> ForeignUnits:
        mains: dict[str, Node] = {}
        places: dict[str, Place] = {}
        for one in self.found:
            if _is_relation(one):
                continue
            kind, place = self._kind(one), self._place(one)
            if kind is None or place is None or one.id is None:
                self._count(one)
                continue
            id_ = f"{one.type} {one.id}"
            self.kinds[str(one.id)], places[str(one.id)] = kind, place
            if not kind.role:
                mains[str(one.id)] = Node(id_, kind.layer, "", place, kind.fields)
        known = [link for one in self.found if _is_relation(one) for link in self._links(one)]
        made, loose = graph.link_nodes(mains, places, known)
        notes = [f"{self.kinds[id_].role} {id_}: nothing that it is one of" for id_ in loose]
        return ForeignUnits(list(made.nodes), list(made.edges), [*notes, *self._notes()])

    def _kind(self, one: Element) -> Meaning | None:
        return next(filter(None, map(self.labels.kind_of, _labels(one))), None)

    def _place(self, one: Element) -> Place | None:
        start, end = (int(one.attributes.get(key, 0)) for key in ("begin", "end"))
        place = self.offsets.place(start, end)
        return None if place is None else (place,)

    def _links(self, one: Element) -> Iterator[tuple[str, str, str]]:
        """The link that a relation was mapped to, if its ends can have it."""
        role = next(filter(None, map(self.labels.link_of, _labels(one))), None)
        of, to = (one.attributes[end] for end in _ENDS)
        if role is None or of not in self.kinds or to not in self.kinds:
            self._count(one)
            return
        is_turned = turned(self.kinds[of], role, self.kinds[to])
        if is_turned is None or self.kinds[to if is_turned else of].role:
            self._count(one)
            return
        yield (to, role, of) if is_turned else (of, role, to)

    def _count(self, one: Element) -> None:
        if not (_is_relation(one) and one.id is None):
            *valued, _, whole = _labels(one)
            self.unmapped[whole, valued[0] if valued else ""] += 1

    def _notes(self) -> Iterator[str]:
        totals: Counter[str] = Counter()
        for (type_, _), count in self.unmapped.items():
            totals[type_] += count
        for type_, total in totals.items():
            values = {
                label: n for (one, label), n in self.unmapped.items() if one == type_ and label
            }
            told = ", ".join(f"{n} {label}" for label, n in values.items())
            more = f" ({told})" if 0 < len(values) <= _VALUES else ""
            remedy = map_remedy(type_.rpartition(".")[2])
            yield f"{total} annotations of the type {type_}{more}{remedy}"


def _is_relation(one: Element) -> bool:
    return all(end in one.attributes for end in _ENDS)


def _labels(one: Element) -> list[str]:
    """The labels of an annotation, the closest first; the last one is its whole type."""
    short = one.type.rpartition(".")[2]
    values = (
        value
        for key, value in one.attributes.items()
        if key not in _OF_ANY and not key.startswith("http:") and len(value) <= 60
    )
    return [*(f"{short}:{value}" for value in values), short, one.type]
