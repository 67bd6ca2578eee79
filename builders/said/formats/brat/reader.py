"""Reads a document that was annotated in brat."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from said.formats import graph as graphs
from said.formats.brat import conf, lines, notes, standoff
from said.formats.brat.standoff import REMEDY, SUFFIX, TEXT_SUFFIX, Brat
from said.formats.brat.writer import NOTE
from said.formats.document import AnnotatedText
from said.formats.graph import SIDES, Edge, Graph, Node
from said.schema import scheme
from said.schema.scheme import LAYERS
from said.system.errors import SaidError


def read(file: Path) -> list[AnnotatedText]:
    """The one document in a file and the text beside it; its id is the file's name without `.ann`.

    Raises SaidError, with line and column, for what is no brat, and for what no annotation can be.
    """
    text_file = file.with_name(file.name.removesuffix(SUFFIX) + TEXT_SUFFIX)
    if not text_file.is_file():
        raise SaidError(f"{file}: no text for it", f"put {text_file.name} beside it")
    return [document(standoff.read(file, text_file), str(file))]


def document(given: Brat, name: str) -> AnnotatedText:
    """The annotations of a brat document, which errors call `name`. Raises SaidError."""
    return _Reader(given, name).document()


class _Reader:
    """Turns spans, relations, attributes and notes into nodes and edges."""

    def __init__(self, given: Brat, name: str) -> None:
        self.given = given
        self.name = name
        self.left_out = list(given.left_out)
        self.kinds: dict[str, tuple[str, str]] = {}
        self.fields: dict[str, dict[str, Any]] = {}
        self.keys: dict[str, str] = {}

    def document(self) -> AnnotatedText:
        self._types()
        for note in self.given.notes:
            self._note(note)
        for attribute in self.given.attributes:
            self._attribute(attribute)
        self._name()
        edges, sides = self._links()
        nodes = [self._node(id_, key) for id_, key in (*self.keys.items(), *sides)]
        linked = {id_ for id_, _ in sides}
        for id_, (layer, role) in self.kinds.items():
            if role and id_ not in linked:
                self.left_out.append(f"{id_}: a {role} that no relation links to a {layer}")
        try:
            found = graphs.annotations(Graph(tuple(nodes), tuple(edges)), self.given.text)
        except SaidError as error:
            raise SaidError(f"{self.name}: {error.cause}", error.remedy) from error
        return AnnotatedText(self.given.doc_id, self.given.text, None, found, tuple(self.left_out))

    def _types(self) -> None:
        known = conf.types()
        for bound in self.given.bounds.values():
            if bound.type in known:
                self.kinds[bound.id] = known[bound.type]
                self.fields[bound.id] = {}
            else:
                self.left_out.append(f"{bound.id}: no layer is called {bound.type}")
        self.left_out += [f"{event.id}: an event" for event in self.given.events]

    def _note(self, note: standoff.Note) -> None:
        if note.type != NOTE or note.of not in self.kinds or not notes.is_fields(note.text):
            self.left_out.append(f"{note.id}: the {note.type} {note.text!r} on {note.of}")
            return
        layer, role = self.kinds[note.of]
        try:
            given = notes.read(note.text, _lists())
        except notes.BadNoteError as error:
            before = len(f"{note.id}\t{note.type} {note.of}\t")
            raise self._error(note.id, f"{error}", before + error.column) from error
        own = set() if role else {"id", *_open_fields(layer)}
        for key, value in given.items():
            if key in self.fields[note.of]:
                self.left_out.append(f"{note.id}: {note.of} has a {key} already, here {value!r}")
            elif key in own and key != "id" and scheme.is_number(layer, key):
                try:
                    self.fields[note.of][key] = graphs.number(str(value))
                except ValueError as error:
                    raise self._error(note.id, f"{key}: {value!r} is not a number") from error
            elif key in own or key == "apart":
                self.fields[note.of][key] = value
            elif any(key in _open_fields(one) for one in LAYERS) or key == "id":
                self.left_out.append(f"{note.id}: a {role or layer} has no {key}, here {value!r}")
            else:
                raise self._error(note.id, f"no layer has a field {key}, or it is an attribute")

    def _attribute(self, given: standoff.Attribute) -> None:
        layer, role = self.kinds.get(given.of, ("", ""))
        known = conf.attributes(layer) if layer and not role else {}
        if given.type not in known:
            self.left_out.append(f"{given.id}: no place for {given.type} on {given.of}")
            return
        attribute, fields = known[given.type], self.fields[given.of]
        if (given.value is None) != (attribute.value is not None):
            raise self._error(
                given.id, f"{given.type} {'needs a' if not given.value else 'has no'} value"
            )
        if not scheme.is_list(layer, attribute.field):
            if attribute.field in fields:
                told = f"{given.of} has a {attribute.field} already, here {given.value!r}"
                self.left_out.append(f"{given.id}: {told}")
                return
            value = attribute.value or given.value
            whole = scheme.is_integer(layer, attribute.field) and value in attribute.values
            fields[attribute.field] = int(value or 0) if whole else value
        elif attribute.value not in fields.get(attribute.field, ()):
            fields.setdefault(attribute.field, []).append(attribute.value)

    def _name(self) -> None:
        """Gives each annotation the id in its note; of two with the same the first keeps it."""
        taken = set(self.given.bounds)
        for id_, (_, role) in self.kinds.items():
            if not role:
                claimed = self.fields[id_].pop("id", id_)
                if claimed != id_ and claimed in taken:
                    self.left_out.append(f"{id_}: its id {claimed!r}, which another one has")
                self.keys[id_] = id_ if claimed in taken else claimed
                taken.add(claimed)

    def _links(self) -> tuple[list[Edge], list[tuple[str, str]]]:
        """The references, and the spans that are cues and verbatim fragments with their ids."""
        edges: list[Edge] = []
        sides: list[tuple[str, str]] = []
        for relation in self.given.relations:
            first, second = (
                self.kinds.get(id_, ("", "")) for id_ in (relation.first, relation.second)
            )
            role, layer = relation.type, first[0]
            fits = bool(layer) and role in (*SIDES.get(layer, ()), *scheme.REFERENCES[layer])
            types = conf.type_of(*first), conf.type_of(*second)
            if not fits or types != conf.relation_types(role, layer):
                raise self._error(
                    relation.id,
                    f"no {role} leads from {relation.first} ({types[0] or 'no layer'}) "
                    f"to {relation.second} ({types[1] or 'no layer'})",
                )
            of = self.keys[relation.first]
            if second[1]:
                sides.append((relation.second, f"{of}.{role}"))
            else:
                edges.append(Edge(of, role, self.keys[relation.second]))
        return edges, sides

    def _node(self, id_: str, key: str) -> Node:
        layer, role = self.kinds[id_]
        fields = dict(self.fields[id_])
        told = set(fields.pop("apart", ()))
        own = self.given.bounds[id_].fragments
        apart = [start for start, _ in own if str(start) in told]
        fragments = lines.joined(self.given.text, own, apart)
        return Node(key, layer, role, tuple(fragments), fields)

    def _error(self, id_: str, cause: str, column: int = 0) -> SaidError:
        place = f"{self.name}:{self.given.lines[id_]}:{column + 1}"
        return SaidError(f"{place}: {id_}: {cause}", REMEDY)


def _open_fields(layer: str) -> set[str]:
    """The fields that stand in the note."""
    closed = {attribute.field for attribute in conf.attributes(layer).values()}
    return set(graphs.attribute_fields(layer)) - closed


def _lists() -> set[str]:
    fields = ((layer, field) for layer in LAYERS for field in _open_fields(layer))
    return {"apart"} | {field for layer, field in fields if scheme.is_list(layer, field)}
