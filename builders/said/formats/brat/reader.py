"""Reads a document that was annotated in brat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from said.formats import graph as graphs
from said.formats.brat import conf, lines, standoff
from said.formats.brat.standoff import NOTE, REMEDY, SUFFIX, TEXT_SUFFIX, Brat
from said.formats.document import AnnotatedText
from said.formats.graph import Node
from said.formats.labels import UNMAPPED, LabelMap, Meaning, count_notes, link_names, turned
from said.schema import scheme
from said.schema.scheme import LAYERS
from said.system.errors import SaidError
from said.text.segments import Place


def read_brat(file: Path, labels: LabelMap = UNMAPPED) -> list[AnnotatedText]:
    """The one document in a file and the text beside it; its id is the file's name without `.ann`,
    and without the last `_` and what follows where only that text is there: who annotated it.

    Raises SaidError, with line and column, if the file is not in brat's format, and for
    what cannot be an annotation.
    """
    name = file.name.removesuffix(SUFFIX)
    stem, _, annotator = name.rpartition("_")
    own, shared = (_text_file(file, one + TEXT_SUFFIX) for one in (name, stem))
    if not own.is_file() and not (stem and shared.is_file()):
        raise SaidError(f"{file}: no text for it", f"put {own.name} beside it")
    text_file = own if own.is_file() else shared
    document = to_document(standoff.read_standoff(file, text_file), str(file), labels)
    return [document if own.is_file() else document._replace(annotator=annotator)]


def _text_file(file: Path, name: str) -> Path:
    """The file with the text: beside a file, or in `text/` beside its folder."""
    beside, apart = file.with_name(name), file.parent.parent / "text" / name
    return apart if apart.is_file() and not beside.is_file() else beside


def to_document(given: Brat, name: str, labels: LabelMap = UNMAPPED) -> AnnotatedText:
    """The annotations of a brat document, which errors call `name`. Raises SaidError."""
    return _BratReader(given, name, labels).document()


class _BratReader:
    """Turns spans, relations, attributes and notes into nodes and edges."""

    def __init__(self, given: Brat, name: str, labels: LabelMap) -> None:
        self.given = given
        self.name = name
        self.labels = labels
        self.left_out = list(given.left_out)
        self.unmapped: Counter[tuple[str, str]] = Counter()
        self.kinds: dict[str, Meaning] = {}
        self.fields: dict[str, dict[str, Any]] = {}
        self.keys: dict[str, str] = {}

    def document(self) -> AnnotatedText:
        self._types()
        for note in self.given.notes:
            self._note(note)
        for attribute in self.given.attributes:
            self._attribute(attribute)
        self._name()
        places = {id_: self._place(id_) for id_ in self.kinds}
        mains = {
            id_: Node(key, self.kinds[id_].layer, "", places[id_], self.fields[id_])
            for id_, key in self.keys.items()
        }
        graph, loose = graphs.link_nodes(mains, places, self._links())
        for id_ in loose:
            layer, role, _ = self.kinds[id_]
            self.left_out.append(f"{id_}: a {role} that no relation links to a {layer}")
        found, new = graphs.to_annotations(
            graph,
            self.given.text,
            lambda cause, remedy: SaidError(f"{self.name}: {cause}", remedy),
        )
        notes = (*self.left_out, *count_notes(self.unmapped))
        return AnnotatedText(self.given.doc_id, self.given.text, None, found, notes, new=new)

    def _types(self) -> None:
        for bound in self.given.bounds.values():
            if kind := self.labels.kind_of(bound.type) or conf.span_types().get(bound.type):
                self.kinds[bound.id] = kind
                self.fields[bound.id] = kind.fields
            else:
                self.unmapped["spans", bound.type] += 1

    def _note(self, note: standoff.Note) -> None:
        if note.of in self.given.bounds and note.of not in self.kinds:
            self.unmapped["notes on spans", self.given.bounds[note.of].type] += 1
            return
        if note.type != NOTE or note.of not in self.kinds or not lines.has_fields(note.text):
            self.left_out.append(f"{note.id}: the {note.type} {note.text!r} on {note.of}")
            return
        layer, role, _ = self.kinds[note.of]
        try:
            given = lines.read_note(note.text, _note_lists())
        except lines.BadNoteError as error:
            before = len(f"{note.id}\t{note.type} {note.of}\t")
            raise self._error(note.id, f"{error}", before + error.column) from error
        own = () if role else ("id", *conf.open_fields(layer))
        for key, value in given.items():
            if key in self.fields[note.of]:
                self.left_out.append(f"{note.id}: {note.of} has a {key} already, here {value!r}")
            elif key in own and key != "id" and scheme.is_number(layer, key):
                try:
                    self.fields[note.of][key] = graphs.as_number(str(value))
                except ValueError as error:
                    raise self._error(note.id, f"{key}: {value!r} is not a number") from error
            elif key in own or key == "apart":
                self.fields[note.of][key] = value
            elif key == "id" or any(key in conf.open_fields(one) for one in LAYERS):
                self.left_out.append(f"{note.id}: a {role or layer} has no {key}, here {value!r}")
            else:
                raise self._error(note.id, f"no layer has a field {key}, or it is an attribute")

    def _attribute(self, given: standoff.Attribute) -> None:
        layer, role = self._end(given.of)
        known = conf.attributes(layer) if layer and not role else {}
        if known and scheme.has_flags(layer) and given.value is None:
            # The file does not tell which flags its corpus declares.
            flags = (given.type,) if scheme.is_flag_id(given.type) else ()
            known = {**conf.attributes(layer, flags), **known}
        if given.type not in known:
            if known:
                self.left_out.append(f"{given.id}: no place for {given.type} on {given.of}")
            else:
                self.unmapped["attributes", given.type] += 1
            return
        attribute, fields = known[given.type], self.fields[given.of]
        if (given.value is None) != (attribute.value is not None):
            wrong = "has no" if given.value else "needs a"
            raise self._error(given.id, f"{given.type} {wrong} value")
        if attribute.is_open or not scheme.is_list(layer, attribute.field):
            if attribute.field in fields:
                told = f"{given.of} has a {attribute.field} already, here {given.value!r}"
                self.left_out.append(f"{given.id}: {told}")
                return
            fields[attribute.field] = self._value(given, layer, attribute)
        elif attribute.value not in fields.get(attribute.field, ()):
            fields.setdefault(attribute.field, []).append(attribute.value)

    def _value(self, given: standoff.Attribute, layer: str, attribute: conf.AttributeType) -> Any:
        """What an attribute says of its field."""
        value = attribute.value or given.value or ""
        if scheme.is_integer(layer, attribute.field) and value in attribute.values:
            return int(value)
        if scheme.is_number(layer, attribute.field):
            try:
                return graphs.as_number(value)
            except ValueError as error:
                cause = f"{attribute.field}: {value!r} is not a number"
                raise self._error(given.id, cause) from error
        return [value] if scheme.is_list(layer, attribute.field) else value

    def _name(self) -> None:
        """Gives each annotation the id in its note; of two with the same the first keeps it."""
        taken = set(self.given.bounds)
        for id_, (_, role, _) in self.kinds.items():
            if not role:
                claimed = self.fields[id_].pop("id", id_)
                if claimed != id_ and claimed in taken:
                    self.left_out.append(f"{id_}: its id {claimed!r}, which another one has")
                self.keys[id_] = id_ if claimed in taken else claimed
                taken.add(claimed)

    def _end(self, id_: str) -> tuple[str, str]:
        """Layer and role of a span; both are "" where it is of no layer."""
        return self.kinds[id_].end if id_ in self.kinds else ("", "")

    def _links(self) -> Iterator[tuple[str, str, str]]:
        """The links to references and to cues and verbatim fragments, with their roles: relations,
        and the roles of events, which lead from what triggers an event."""
        for relation in self.given.relations:
            first, second = self._end(relation.first), self._end(relation.second)
            if relation.type in link_names() and graphs.can_link(first, relation.type, second):
                yield relation.first, relation.type, relation.second
            elif link := self._mapped_link(relation.type, relation.first, relation.second):
                yield link
            elif relation.type in link_names() and first[0] and second[0]:
                of, to = (
                    f"{id_} ({conf.span_type(*end)})"
                    for id_, end in ((relation.first, first), (relation.second, second))
                )
                raise self._error(relation.id, f"no {relation.type} leads from {of} to {to}")
            else:
                self.unmapped["relations", relation.type] += 1
        for event in self.given.events:
            if not event.roles:
                self.unmapped["events", event.type] += 1
            for role, of in event.roles:
                link = self._part_of(event, of) or self._mapped_link(role, event.trigger, of)
                if link:
                    yield link
                elif not self._is_main(event, of):
                    self.unmapped[f"roles of {event.type}", role] += 1

    def _is_main(self, event: standoff.Event, of: str) -> bool:
        """Whether what takes part in an event is that which the other parts belong to."""
        return of in self.kinds and self._mains(event) == [of]

    def _part_of(self, event: standoff.Event, of: str) -> tuple[str, str, str] | None:
        """The link from the one quote in an event to a part of it, such as its cue."""
        mains = self._mains(event)
        if of not in self.kinds or len(mains) != 1:
            return None
        role = self.kinds[of].role
        is_part = role and graphs.can_link(self._end(mains[0]), role, self._end(of))
        return (mains[0], role, of) if is_part else None

    def _mains(self, event: standoff.Event) -> list[str]:
        ids = dict.fromkeys(of for _, of in event.roles)
        return [of for of in ids if of in self.kinds and not self.kinds[of].role]

    def _mapped_link(self, label: str, of: str, to: str) -> tuple[str, str, str] | None:
        """The link that a relation was mapped to, in its direction; None if there is none."""
        role = self.labels.link_of(label)
        if role is None or of not in self.kinds or to not in self.kinds:
            return None
        is_turned = turned(self.kinds[of], role, self.kinds[to])
        if is_turned is None or (self.kinds[of].role and not is_turned):
            return None
        return (to, role, of) if is_turned else (of, role, to)

    def _place(self, id_: str) -> Place:
        """The fragments of a span, those joined that only line ends kept apart."""
        told = set(self.fields[id_].pop("apart", ()))
        own = self.given.bounds[id_].fragments
        apart = {start for start, _ in own if str(start) in told}
        return tuple(lines.join_fragments(self.given.text, own, apart))

    def _error(self, id_: str, cause: str, column: int = 0) -> SaidError:
        place = f"{self.name}:{self.given.lines[id_]}:{column + 1}"
        return SaidError(f"{place}: {id_}: {cause}", REMEDY)


@cache
def _note_lists() -> frozenset[str]:
    """The fields of notes that are lists."""
    fields = ((layer, field) for layer in LAYERS for field in conf.open_fields(layer))
    return frozenset({"apart", *(field for layer, field in fields if scheme.is_list(layer, field))})
