"""Reads tasks of Label Studio as documents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from said.formats import graph
from said.formats.document import AnnotatedText
from said.formats.encoding import json_error
from said.formats.graph import Graph, Node
from said.formats.labels import (
    FRAGMENT,
    UNMAPPED,
    LabelMap,
    Meaning,
    count_notes,
    link_names,
    targets,
    turned,
)
from said.formats.labelstudio.controls import LABEL, TEXT, Control, controls, sides
from said.formats.labelstudio.tasks import (
    REMEDY,
    SUFFIX,
    Result,
    TaskReading,
    converted,
    read_readings,
)
from said.schema import scheme
from said.schema.scheme import LAYERS
from said.seeds.json_files import JsonFile
from said.system.errors import SaidError
from said.text.jsontext import Pointer
from said.text.segments import Place, Range

# What the tool puts for line ends, and white space, which it may leave out.
_INVISIBLE = re.compile(r"\\n|\s")

_DATA = ("doc_id", "dct")
_OWN = {name: targets()[name] for name in (*LAYERS, *sides())}
"""What the labels of our own interface stand for."""


class _Labelled(msgspec.Struct):
    start: int
    end: int
    labels: list[str]
    text: str | None = None


class _Region(NamedTuple):
    """A region: what its label stands for, and its place in code points."""

    kind: Meaning
    place: Range

    @property
    def label(self) -> str:
        """Its label in our interface."""
        return self.kind.role or self.kind.layer


def read_tasks(file: Path, labels: LabelMap = UNMAPPED) -> list[AnnotatedText]:
    """The tasks of a file, once for each annotation that was not cancelled; a task that names no
    document has the file's name, with a number where there are several tasks.

    Raises SaidError, with line and column, if the file has no tasks, and for regions and links
    that make no annotation.
    """
    source, tasks = read_readings(file)
    stem = file.name.removesuffix(SUFFIX)
    names = [stem] if len(tasks) == 1 else [f"{stem}-{n}" for n in range(1, len(tasks) + 1)]
    return [
        _TaskReader(source, reading, labels).document(name, number)
        for number, (name, readings) in enumerate(zip(names, tasks, strict=True), 1)
        for reading in readings
    ]


class _TaskReader:
    """Reads one task as one person annotated it."""

    def __init__(self, source: JsonFile, reading: TaskReading, labels: LabelMap) -> None:
        self.source = source
        self.reading = reading
        self.data = reading.task.data
        self.pointer = reading.pointer
        self.labels = labels
        self.key = self._text_key()
        self.text = self._string(self.key)
        self.regions: dict[str, _Region] = {}
        self.unread: set[str] = set()
        self.fields: dict[str, dict[str, Any]] = defaultdict(dict)
        self.first: dict[str, str] = {}
        self.links: list[tuple[str, str, str]] = []
        self.left_out = list(reading.left_out)
        self.unmapped: Counter[tuple[str, str]] = Counter()

    def document(self, name: str, number: int) -> AnnotatedText:
        for pointer, result in self.reading.results:
            if result.type != "relation":
                self._read_label(pointer, result)
            if result.meta:
                self.left_out.append(f"{result.id or result.type}: a note")
        for pointer, result in self.reading.results:
            if result.type == "relation":
                self._read_links(pointer, result)
            elif not self._is_label(result):
                self._read_field(pointer, result)
        annotations, new = graph.to_annotations(
            self._graph(), self.text, partial(self._error, self.pointer)
        )
        doc_id, dct = self._string("doc_id", name), self._string("dct", "") or None
        known = (self.key, *_DATA)
        self.left_out += [f"the task's data {key!r}" for key in self.data if key not in known]
        self.left_out += count_notes(self.unmapped)
        task = number if self.reading.task.id is None else self.reading.task.id
        return AnnotatedText(
            doc_id,
            self.text,
            dct,
            annotations,
            tuple(self.left_out),
            new=new,
            annotator=self.reading.annotator,
            origin=f"task {task}" if self.reading.of > 1 else "",
        )

    def _error(self, pointer: Pointer, cause: str, remedy: str = REMEDY) -> SaidError:
        return json_error(self.source, 0, pointer, cause, remedy)

    def _text_key(self) -> str:
        """The key of the text in the task's data: ours, or the only string in which all regions
        are found, for the interface of another project can name it otherwise."""
        if TEXT in self.data:
            return TEXT
        strings = {key: text for key, text in self.data.items() if isinstance(text, str)}
        regions = [one.value for _, one in self.reading.results if "text" in one.value]
        fitting = [key for key in strings if all(_fits(region, strings[key]) for region in regions)]
        if len(fitting) > 1:
            fitting = [key for key in fitting if key not in _DATA]
        return fitting[0] if len(fitting) == 1 else TEXT

    def _string(self, key: str, default: str | None = None) -> str:
        pointer = (*self.pointer, "data")
        found = self.data.get(key, default)
        if not isinstance(found, str):
            raise self._error((*pointer, key), f"the task's data has no string {key!r}")
        return found

    # Regions.

    @staticmethod
    def _is_label(result: Result) -> bool:
        return result.from_name == LABEL or "labels" in result.value

    def _read_label(self, pointer: Pointer, result: Result) -> None:
        if not self._is_label(result) or result.from_name in controls():
            return
        if result.id is None:
            self.left_out.append("a region without an id")
            return
        if result.from_name != LABEL and result.type != "labels":
            # Of a page, a dialogue or a sound: its places are no offsets of a text.
            self.unread.add(result.id)
            self.unmapped["regions of another kind,", result.type] += 1
            return
        value = (*pointer, "value")
        told = converted(self.source, result.value, _Labelled, value)
        if result.id in self.regions or result.id in self.unread:
            raise self._error(pointer, f"the region {result.id} stands here again")
        kind = self._kind(told.labels)
        if kind is None:
            self.unread.add(result.id)
            return
        if not 0 <= told.start < told.end <= len(self.text):
            cause = f"{told.start} to {told.end} is no span of {len(self.text)} code points"
            raise self._error(value, cause)
        exact = self.text[told.start : told.end]
        if told.text is not None and _visible(told.text) != _visible(exact):
            raise self._error(
                (*value, "text"),
                f"the text has {exact[:40]!r} there, not {told.text[:40]!r}",
                "name a task with the text that was annotated; old versions count UTF-16 units",
            )
        self.regions[result.id] = _Region(kind, (told.start, told.end))
        self.fields[result.id] |= kind.fields

    def _kind(self, listed: list[str]) -> Meaning | None:
        """What the first label stands for that stands for something; the others are counted."""
        kinds = [self.labels.kind_of(label) or _OWN.get(label) for label in listed]
        kept = next((at for at, kind in enumerate(kinds) if kind), None)
        for at, label in enumerate(listed or ["no label"]):
            if at != kept:
                self.unmapped["regions", label] += 1
        return None if kept is None else kinds[kept]

    def _read_field(self, pointer: Pointer, result: Result) -> None:
        control = controls().get(result.from_name or "")
        region = self.regions.get(result.id or "")
        if control is None:
            self.unmapped["values of", result.from_name or result.type] += 1
        elif result.id is None or region is None:
            self.left_out.append(f"what {result.from_name or result.type} says")
        elif control.layer != region.label:
            self.left_out.append(f"{result.id}: {control.name}, which a {region.label} has not")
        elif control.field in self.fields[result.id]:
            self.left_out.append(f"{result.id}: what {control.name} says a second time")
        else:
            self.fields[result.id][control.field] = self._field(pointer, result, control)

    def _field(self, pointer: Pointer, result: Result, control: Control) -> Any:
        place, value = (*pointer, "value", control.key), result.value.get(control.key)
        if control.tag == "Number":
            type_ = float if scheme.is_number(control.layer, control.field) else int
            return graph.as_number(converted(self.source, value, type_, place))
        listed = converted(self.source, value, list[str], place)
        if control.several:
            return listed
        if len(listed) > 1:
            raise self._error(place, f"{result.id}: {len(listed)} values of {control.field}")
        return listed[0] if listed else None

    # Links.

    def _read_links(self, pointer: Pointer, result: Result) -> None:
        ends = [result.from_id or "", result.to_id or ""]
        for key, id_ in zip(("from_id", "to_id"), ends, strict=True):
            if id_ not in self.regions and id_ not in self.unread:
                cause = f"a link with {id_}, which is no region with a label"
                raise self._error((*pointer, key), cause)
        for name in result.labels or ["no name"]:
            mapped = self.labels.link_of(name)
            role = mapped or (name if name in link_names() else None)
            if role is None or self.unread.intersection(ends):
                self.unmapped["links", name] += 1
                continue
            if mapped is None and result.direction not in ("right", "left"):
                cause = f"a link between {' and '.join(ends)} without one direction"
                raise self._error(pointer, cause, "give it one")
            of, to = ends if result.direction != "left" else reversed(ends)
            if mapped:
                is_turned = turned(self.regions[of].kind, role, self.regions[to].kind)
                if is_turned is None:
                    self.unmapped["links", name] += 1
                    continue
                of, to = (to, of) if is_turned else (of, to)
            if role == FRAGMENT:
                self._join(of, to, pointer)
            else:
                self._check_link(self.regions[of].label, role, self.regions[to].label, pointer)
                self.links.append((of, role, to))

    def _check_link(self, of: str, name: str, to: str, pointer: Pointer) -> None:
        """Whether regions of two labels can have a link of a name."""
        ends = graph.link_ends(of)
        if name not in ends:
            raise self._error(pointer, f"a {of} has no {name}", "remove the link")
        layer, side = ends[name]
        if to != (side or layer):
            cause = f"a {name} that is a {to}, not a {side or layer}"
            raise self._error(pointer, cause, "remove the link")

    def _join(self, of: str, to: str, pointer: Pointer) -> None:
        """Makes a region a further fragment of another one."""
        if to in self.first or self._first(of) == to:
            raise self._error(pointer, f"{to} is a fragment already", "remove one of its links")
        if self.regions[of].label != self.regions[to].label:
            labels = f"{self.regions[of].label} and {self.regions[to].label}"
            raise self._error(pointer, f"{of} and {to} are {labels}", "give them one label")
        self.first[to] = of

    def _first(self, region: str) -> str:
        way = []
        while region in self.first:
            way.append(region)
            region = self.first[region]
        for one in way:  # the next time it is a single step
            self.first[one] = region
        return region

    # What they are together.

    def _graph(self) -> Graph:
        parts: dict[str, list[Range]] = defaultdict(list)
        for id_, region in self.regions.items():
            parts[self._first(id_)].append(region.place)
        places = {id_: tuple(ranges) for id_, ranges in parts.items()}
        mains = {node.id: node for node in self._main_nodes(places)}
        links = ((self._first(of), name, self._first(to)) for of, name, to in self.links)
        found, loose = graph.link_nodes(mains, places, links)
        for id_ in loose:
            label = self.regions[id_].label
            self.left_out.append(f"{id_}: a {label} that no link makes one of a quote")
        return found

    def _main_nodes(self, places: Mapping[str, Place]) -> Iterator[Node]:
        for id_, region in self.regions.items():
            if id_ in self.first:
                first = self._first(id_)
                told = (f"{id_}: {field}, which is that of {first}" for field in self.fields[id_])
                self.left_out += told
            elif region.label not in sides():
                yield Node(id_, region.label, "", places[id_], self.fields[id_])


def _fits(region: dict[str, Any], text: str) -> bool:
    """Whether the words of a region stand at its place in a text."""
    start, end, words = (region.get(key) for key in ("start", "end", "text"))
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(words, str)):
        return False
    return _visible(text[start:end]) == _visible(words)


def _visible(string: str) -> str:
    return _INVISIBLE.sub("", string)
