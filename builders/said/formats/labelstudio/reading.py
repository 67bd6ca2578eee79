"""Tasks of Label Studio as documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from said.formats import graph
from said.formats.document import AnnotatedText
from said.formats.graph import Edge, Graph, Node
from said.formats.labelstudio.controls import FRAGMENT, LABEL, TEXT, Control, controls, links, sides
from said.schema import scheme
from said.schema.scheme import LAYERS
from said.seeds import documents
from said.system.errors import SaidError
from said.system.files import read_file
from said.text import jsontext
from said.text.jsontext import Pointer
from said.text.segments import Range

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


def read(file: Path) -> list[AnnotatedText]:
    """The tasks of a file; a task that names no document has the file's name, with a number where
    there are several tasks.

    Raises SaidError, with line and column, for what is no file of tasks, for a task with several
    annotations, and for regions and links that make no annotation.
    """
    reader = _File(read_file(file), str(file))
    tasks = reader.converted(reader.value, list[_Task], ())
    stem = file.name.removesuffix(SUFFIX)
    found = []
    for index, task in enumerate(tasks):
        name = stem if len(tasks) == 1 else f"{stem}-{index + 1}"
        found.append(_Reader(reader, index, task).document(name))
    return found


class _File:
    """A JSON file, and its errors with their places."""

    def __init__(self, raw: bytes, name: str) -> None:
        text, findings = documents.decode_text(raw, name)
        if text is None:
            one = findings[0]
            raise SaidError(f"{name}:{one.line}:{one.column}: {one.message}", _REMEDY)
        self.name = name
        self.text = text
        self.value, problem = jsontext.parse(raw)
        if problem:
            raise self._at(problem.offset, problem.message, _REMEDY)

    def converted(self, value: Any, type_: type[T], pointer: Pointer) -> T:
        """A value as one of a type."""
        try:
            return msgspec.convert(value, type_)
        except msgspec.ValidationError as error:
            cause, _, path = str(error).partition(" - at `$")
            steps = [name or int(number) for name, number in _STEP.findall(path)]
            raise self.error((*pointer, *steps), f"no task of Label Studio: {cause}") from error

    def error(self, pointer: Pointer, cause: str, remedy: str = _REMEDY) -> SaidError:
        """An error at the place of a value."""
        return self._at(jsontext.place_of(self.text, pointer)[0], cause, remedy)

    def _at(self, offset: int, cause: str, remedy: str) -> SaidError:
        line, column = jsontext.line_and_column(self.text, offset)
        return SaidError(f"{self.name}:{line}:{column}: {cause}", remedy)


class _Reader:
    """Reads one task."""

    def __init__(self, file: _File, index: int, task: _Task) -> None:
        self.file = file
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
        try:
            annotations = graph.annotations(self._graph(), self.text)
        except SaidError as error:
            raise self._error(self.pointer, error.cause, error.remedy) from error
        doc_id, dct = self._string("doc_id", name), self._string("dct", "") or None
        self.left_out += [f"the task's data {key!r}" for key in self.task.data if key not in _DATA]
        self.left_out += [
            f"the task's {name}" for name in ("meta", "comments") if getattr(self.task, name)
        ]
        return AnnotatedText(doc_id, self.text, dct, annotations, tuple(self.left_out))

    def _error(self, pointer: Pointer, cause: str, remedy: str = _REMEDY) -> SaidError:
        return self.file.error(pointer, cause, remedy)

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
            raise self._error(
                (*self.pointer, key, index),
                f"the task has {len(chosen)} {key}",
                "leave one of them, or make a task of each",
            )
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
        told = self.file.converted(result.value, _Labelled, value)
        if result.id in self.regions:
            raise self._error(pointer, f"the region {result.id} stands here again")
        if len(told.labels) != 1 or told.labels[0] not in (*LAYERS, *sides()):
            raise self._error(
                (*value, "labels"),
                f"the region {result.id} has the labels {', '.join(told.labels) or 'none'}",
                f"give it one of {', '.join((*LAYERS, *sides()))}",
            )
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
        value = (*pointer, "value")
        if control.tag == "Number":
            type_ = float if scheme.is_number(control.layer, control.field) else int
            given = self.file.converted(result.value.get(control.key), type_, (*value, control.key))
            return graph.number(given)
        value = (*value, control.key)
        listed = self.file.converted(result.value.get(control.key), list[str], value)
        if control.several:
            return listed
        if len(listed) > 1:
            raise self._error(value, f"{result.id}: {len(listed)} values of {control.field}")
        return listed[0] if listed else None

    # Links.

    def _read_links(self, pointer: Pointer, result: _Result) -> None:
        ends = [result.from_id or "", result.to_id or ""]
        for key, id_ in zip(("from_id", "to_id"), ends, strict=True):
            if id_ not in self.regions:
                raise self._error(
                    (*pointer, key), f"a link with {id_}, which is no region with a label"
                )
        if result.direction not in ("right", "left"):
            raise self._error(
                pointer, f"a link between {' and '.join(ends)} without one direction", "give it one"
            )
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
        if name not in (*graph.SIDES.get(of, ()), *scheme.REFERENCES.get(of, ())):
            raise self._error(pointer, f"a {of} has no {name}", "remove the link")
        expected = scheme.REFERENCES.get(of, {}).get(name, name)
        if to != expected:
            raise self._error(
                pointer, f"a {name} that is a {to}, not a {expected}", "remove the link"
            )

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
        nodes = list(self._main_nodes(parts))
        edges = []
        linked: set[str] = set()
        for of, name, to in self.links:
            annotation, other = self._first(of), self._first(to)
            if name in sides():
                layer, places = self.regions[of].label, tuple(parts[other])
                nodes.append(Node(f"{annotation}.{name}", layer, name, places, {}))
                linked.add(other)
            else:
                edges.append(Edge(annotation, name, other))
        for id_ in parts:
            label = self.regions[id_].label
            if label in sides() and id_ not in linked:
                self.left_out.append(f"{id_}: a {label} that no link makes one of a quote")
        return Graph(tuple(nodes), tuple(edges))

    def _main_nodes(self, parts: dict[str, list[Range]]) -> Iterator[Node]:
        for id_, region in self.regions.items():
            if id_ in self.first:
                self.left_out += [
                    f"{id_}: {field}, which is that of {self._first(id_)}"
                    for field in self.fields[id_]
                ]
            elif region.label not in sides():
                yield Node(id_, region.label, "", tuple(parts[id_]), self.fields[id_])


def _visible(string: str) -> str:
    return _INVISIBLE.sub("", string)
