"""The tasks in a file that Label Studio exported, one for each reading of a document.

Three shapes are read: a list of tasks (JSON), a single task, and a list of tasks whose results
stand beside the data (JSON-MIN), which has neither links nor ids of regions. Tasks from before
Label Studio 1.0 call annotations `completions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from said.formats.encoding import decode_utf8, json_error
from said.seeds.json_files import JsonFile
from said.system.errors import SaidError
from said.system.files import read_file
from said.text import jsontext
from said.text.jsontext import Pointer

SUFFIX = ".json"
REMEDY = "correct the file, or export the project as JSON"
_STEP = re.compile(r"\.(\w+)|\[([0-9]+)\]")

T = TypeVar("T")


class Result(msgspec.Struct):
    """A region with its label, the value of a control, or a link."""

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
    result: list[Result]
    was_cancelled: bool | None = None
    completed_by: Any = None
    model_version: str | None = None


class Task(msgspec.Struct):
    """A task with what people and programs made of it."""

    data: dict[str, Any]
    id: int | str | None = None
    annotations: list[_Annotation] = []
    completions: list[_Annotation] = []
    predictions: list[_Annotation] = []
    drafts: list[Any] | None = None
    meta: Any = None
    comments: Any = None


class TaskReading(NamedTuple):
    """What one person, or a program, made of a task: results with their places in the file.

    `of` is how many readings the task has; `left_out` is what of the task is in none of them.
    """

    task: Task
    pointer: Pointer
    results: list[tuple[Pointer, Result]]
    annotator: str
    of: int
    left_out: tuple[str, ...]


def read_readings(file: Path) -> tuple[JsonFile, list[list[TaskReading]]]:
    """The readings of each task of a file. Raises SaidError, with line and column, if it has no
    tasks."""
    raw, name = read_file(file), str(file)
    text = decode_utf8(raw, name, REMEDY)
    value, problem = jsontext.parse(raw)
    if problem:
        line, column = jsontext.line_and_column(text, problem.offset)
        raise SaidError(f"{name}:{line}:{column}: {problem.message}", REMEDY)
    source = JsonFile(name, [value], [raw], [1])
    if isinstance(value, dict) and "data" in value:
        return source, [_readings(converted(source, value, Task, ()), ())]
    if isinstance(value, list):
        value = [_without_minimum(source, at, entry) for at, entry in enumerate(value)]
    tasks = converted(source, value, list[Task], ())
    return source, [_readings(task, (index,)) for index, task in enumerate(tasks)]


def converted(source: JsonFile, value: Any, type_: type[T], pointer: Pointer) -> T:
    """A value at a place of the file as one of a type. Raises SaidError, with line and column."""
    try:
        return msgspec.convert(value, type_)
    except msgspec.ValidationError as error:
        cause, _, path = str(error).partition(" - at `$")
        steps = [name or int(number) for name, number in _STEP.findall(path)]
        cause = f"not a task of Label Studio: {cause}"
        raise json_error(source, 0, (*pointer, *steps), cause, REMEDY) from error


_OF_MINIMUM = ("annotation_id", "annotator", "created_at", "updated_at", "lead_time", "id")


def _without_minimum(source: JsonFile, index: int, entry: Any) -> Any:
    """An entry of JSON-MIN as the task it was made of; anything else as it is. Raises SaidError for
    one of ours, which would lose its ids and links."""
    if not isinstance(entry, dict) or "data" in entry or "annotation_id" not in entry:
        return entry
    if "doc_id" in entry:
        cause = "this is JSON-MIN, which has no ids and no links"
        raise json_error(source, 0, (index,), cause, "export the project as JSON")
    data = {key: value for key, value in entry.items() if key not in _OF_MINIMUM}
    regions = {key: data.pop(key) for key in list(data) if _are_regions(data[key])}
    result = [
        {"id": f"{name}-{number}", "from_name": name, "type": "labels", "value": region}
        for name, listed in regions.items()
        for number, region in enumerate(listed)
    ]
    annotation = {"result": result, "completed_by": entry.get("annotator")}
    return {"data": data, "id": entry.get("id"), "annotations": [annotation]}


def _are_regions(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, dict) and {"start", "end", "labels"} <= one.keys() for one in value)
    )


def _readings(task: Task, pointer: Pointer) -> list[TaskReading]:
    """The annotations of a task that were not cancelled, or else its predictions; one without
    results if there is neither."""
    key = "annotations" if task.annotations else "completions"
    listed = [*enumerate(task.annotations or task.completions)]
    kept = [(key, at, one) for at, one in listed if not one.was_cancelled]
    predicted = [("predictions", at, one) for at, one in enumerate(task.predictions)]
    notes = ["a prediction"] * len(predicted) if kept else []
    notes += ["a cancelled annotation"] * (len(listed) > len(kept))
    notes += ["a draft"] * len(task.drafts or ())
    notes += [f"the task's {name}" for name in ("meta", "comments") if getattr(task, name)]
    chosen = kept or predicted
    if not chosen:
        return [TaskReading(task, pointer, [], "", 1, tuple(notes))]
    return [
        TaskReading(
            task,
            pointer,
            [((*pointer, key, at, "result", n), one) for n, one in enumerate(annotation.result)],
            _annotator(annotation),
            len(chosen),
            tuple(notes),
        )
        for key, at, annotation in chosen
    ]


def _annotator(annotation: _Annotation) -> str:
    """Who made an annotation: what an export tells of them, an address, a name or a number."""
    who = annotation.completed_by
    if isinstance(who, dict):
        who = next(_told(who, ("email", "username", "id")), None)
    who = annotation.model_version if who is None else who
    return "" if who is None or isinstance(who, list) else str(who)


def _told(entry: dict[str, Any], keys: tuple[str, ...]) -> Iterator[Any]:
    yield from (entry[key] for key in keys if entry.get(key))
