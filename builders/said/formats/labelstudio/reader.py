"""Reads tasks of Label Studio as documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from said.formats import graph
from said.formats.document import AnnotatedText
from said.formats.encoding import decode_utf8, json_error
from said.formats.graph import Graph, Node
from said.formats.labelstudio.controls import FRAGMENT, LABEL, TEXT, Control, controls, links, sides
from said.schema import scheme
from said.schema.scheme import LAYERS
from said.seeds.json_files import JsonFile
from said.system.errors import SaidError
from said.system.files import read_file
from said.text import jsontext
from said.text.jsontext import Pointer
from said.text.segments import Place, Range

SUFFIX = ".json"
_REMEDY = "correct the file, or export the project as JSON"
_STEP = re.compile(r"\.(\w+)|\[([0-9]+)\]")
# What the tool puts for line ends, and white space, which it may leave out.
_INVISIBLE = re.compile(r"\\n|\s")

_DATA = (TEXT, "doc_id", "dct")

T = TypeVar("T")


class _Result(msgspec.Struct):
    type: str
    id: str | None = None
    from_name: str | None = None
    value: dict[str, Any] = {}
    meta: dict[str, Any] | None = None
    from_id: str | None = None
    to_id: str | None = None
    direction: str | None = None
    labels: list[str] | None = None


class _Annotation(msgspec.Struct):
    result: list[_Result]
    was_cancelled: bool | None = None


class _Task(msgspec.Struct):
    data: dict[str, Any]
    annotations: list[_Annotation] = []
    predictions: list[_Annotation] = []
    drafts: list[Any] | None = None
    meta: Any = None
    comments: Any = None


class _Labelled(msgspec.Struct):
    start: int
    end: int
    labels: list[str]
    text: str | None = None


class _Region(NamedTuple):
    """A region: its label, and its place in code points."""

    label: str
    place: Range


def read_tasks(file: Path) -> list[AnnotatedText]:
    """The tasks of a file; a task that names no document has the file's name, with a number where
    there are several tasks.

    Raises SaidError, with line and column, if the file has no list of tasks, for a task with
    several annotations, and for regions and links that make no annotation.
    """
    raw, name = read_file(file), str(file)
    text = decode_utf8(raw, name, _REMEDY)
    value, problem = jsontext.parse(raw)
    if problem:
        line, column = jsontext.line_and_column(text, problem.offset)
        raise SaidError(f"{name}:{line}:{column}: {problem.message}", _REMEDY)
    source = JsonFile(name, [value], [raw], [1])
    tasks = _converted(source, value, list[_Task], ())
    stem = file.name.removesuffix(SUFFIX)
    names = [stem] if len(tasks) == 1 else [f"{stem}-{n}" for n in range(1, len(tasks) + 1)]
    readers = (_TaskReader(source, index, task) for index, task in enumerate(tasks))
    return [reader.document(name) for reader, name in zip(readers, names, strict=True)]


def _converted(source: JsonFile, value: Any, type_: type[T], pointer: Pointer) -> T:
    """A value at a place of the file as one of a type. Raises SaidError, with line and column."""
    try:
        return msgspec.convert(value, type_)
    except msgspec.ValidationError as error:
        cause, _, path = str(error).partition(" - at `$")
        steps = [name or int(number) for name, number in _STEP.findall(path)]
        cause = f"no task of Label Studio: {cause}"
        raise json_error(source, 0, (*pointer, *steps), cause, _REMEDY) from error


class _TaskReader:
    """Reads one task."""

    def __init__(self, source: JsonFile, index: int, task: _Task) -> None:
        self.source = source
        self.task = task
        self.pointer: Pointer = (index,)
        self.text = self._string(TEXT)
        self.regions: dict[str, _Region] = {}
        self.fields: dict[str, dict[str, Any]] = defaultdict(dict)
        self.first: dict[str, str] = {}
        self.links: list[tuple[str, str, str]] = []
        self.left_out: list[str] = []

    def document(self, name: str) -> AnnotatedText:
        results = self._results()
        for pointer, result in results:
            self._read_label(pointer, result)
            if result.meta:
                self.left_out.append(f"{result.id or result.type}: a note")
        for pointer, result in results:
            if result.type == "relation":
                self._read_links(pointer, result)
            elif result.from_name != LABEL:
                self._read_field(pointer, result)
        annotations = graph.to_annotations(
            self._graph(), self.text, partial(self._error, self.pointer)
        )
        doc_id, dct = self._string("doc_id", name), self._string("dct", "") or None
        self.left_out += [f"the task's data {key!r}" for key in self.task.data if key not in _DATA]
        self.left_out += [
            f"the task's {name}" for name in ("meta", "comments") if getattr(self.task, name)
        ]
        return AnnotatedText(doc_id, self.text, dct, annotations, tuple(self.left_out))

    def _error(self, pointer: Pointer, cause: str, remedy: str = _REMEDY) -> SaidError:
        return json_error(self.source, 0, pointer, cause, remedy)

    def _string(self, key: str, default: str | None = None) -> str:
        pointer = (*self.pointer, "data")
        found = self.task.data.get(key, default)
        if not isinstance(found, str):
            raise self._error((*pointer, key), f"the task's data has no string {key!r}")
        return found

    def _results(self) -> list[tuple[Pointer, _Result]]:
        """The results of the task's one annotation, or else prediction, with their places."""
        kept = [
            (("annotations", index), one)
            for index, one in enumerate(self.task.annotations)
            if not one.was_cancelled
        ]
        predicted = [(("predictions", at), one) for at, one in enumerate(self.task.predictions)]
        if kept:
            self.left_out += ["a prediction"] * len(predicted)
        if len(self.task.annotations) > len(kept):
            self.left_out.append("a cancelled annotation")
        self.left_out += ["a draft"] * len(self.task.drafts or ())
        chosen = kept or predicted
        if len(chosen) > 1:
            (key, index), _ = chosen[1]
            cause = f"the task has {len(chosen)} {key}"
            remedy = "leave one of them, or make a task of each"
            raise self._error((*self.pointer, key, index), cause, remedy)
        return [
            ((*self.pointer, *steps, "result", index), result)
            for steps, annotation in chosen
            for index, result in enumerate(annotation.result)
        ]

    # Regions.

    def _read_label(self, pointer: Pointer, result: _Result) -> None:
        if result.from_name != LABEL or result.type == "relation":
            return
        if result.id is None:
            self.left_out.append("a region without an id")
            return
        value = (*pointer, "value")
        told = _converted(self.source, result.value, _Labelled, value)
        if result.id in self.regions:
            raise self._error(pointer, f"the region {result.id} stands here again")
        if len(told.labels) != 1 or told.labels[0] not in (*LAYERS, *sides()):
            cause = f"the region {result.id} has the labels {', '.join(told.labels) or 'none'}"
            remedy = f"give it one of {', '.join((*LAYERS, *sides()))}"
            raise self._error((*value, "labels"), cause, remedy)
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
        self.regions[result.id] = _Region(told.labels[0], (told.start, told.end))

    def _read_field(self, pointer: Pointer, result: _Result) -> None:
        control = controls().get(result.from_name or "")
        region = self.regions.get(result.id or "")
        if control is None or result.id is None or region is None:
            where = f"{result.id}: " if region else ""
            self.left_out.append(f"{where}what {result.from_name or result.type} says")
        elif control.layer != region.label:
            self.left_out.append(f"{result.id}: {control.name}, which a {region.label} has not")
        elif control.field in self.fields[result.id]:
            self.left_out.append(f"{result.id}: what {control.name} says a second time")
        else:
            self.fields[result.id][control.field] = self._field(pointer, result, control)

    def _field(self, pointer: Pointer, result: _Result, control: Control) -> Any:
        place, value = (*pointer, "value", control.key), result.value.get(control.key)
        if control.tag == "Number":
            type_ = float if scheme.is_number(control.layer, control.field) else int
            return graph.as_number(_converted(self.source, value, type_, place))
        listed = _converted(self.source, value, list[str], place)
        if control.several:
            return listed
        if len(listed) > 1:
            raise self._error(place, f"{result.id}: {len(listed)} values of {control.field}")
        return listed[0] if listed else None

    # Links.

    def _read_links(self, pointer: Pointer, result: _Result) -> None:
        ends = [result.from_id or "", result.to_id or ""]
        for key, id_ in zip(("from_id", "to_id"), ends, strict=True):
            if id_ not in self.regions:
                cause = f"a link with {id_}, which is no region with a label"
                raise self._error((*pointer, key), cause)
        if result.direction not in ("right", "left"):
            cause = f"a link between {' and '.join(ends)} without one direction"
            raise self._error(pointer, cause, "give it one")
        of, to = ends if result.direction == "right" else reversed(ends)
        for name in result.labels or ["no name"]:
            if name not in links():
                self.left_out.append(f"the link from {of} to {to}: {name}")
            elif name == FRAGMENT:
                self._join(of, to, pointer)
            else:
                self._check_link(self.regions[of].label, name, self.regions[to].label, pointer)
                self.links.append((of, name, to))

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


def _visible(string: str) -> str:
    return _INVISIBLE.sub("", string)
