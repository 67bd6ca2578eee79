"""Annotates documents in files, many at a time, in worker processes.

The metadata of a document of the corpus gives its time; nothing else of its folder is read, for an
annotator must not see the annotations that it is compared with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from said.annotators.annotate import (
    NOTHING,
    Convention,
    Draft,
    Registry,
    check_options,
    draft,
    is_time,
    named_layers,
)
from said.annotators.inputs import Input
from said.seeds import documents
from said.seeds.files import decode_text
from said.seeds.topics import VERSION_1, named_topics
from said.system import workers
from said.system.errors import SaidError, SoftwareError, faults_as_errors
from said.system.files import read_file
from said.text import jsontext

if TYPE_CHECKING:
    from said.annotators.learned.folder import Model

_UNIT = 1 << 19
"""Bytes of text in a unit of work: half a second or less, so that a few articles start no second
process."""


class Options(NamedTuple):
    """What is annotated and how: see `said.annotate`. `dct` is for plain text alone."""

    dct: str | None = None
    layers: Sequence[str] = ("dates",)
    convention: Convention | None = None
    registry: Registry = NOTHING
    narrative: bool = False
    min_precision: float = 0
    model: Sequence[Model] = ()

    def draft(self, text: str, doc_id: str) -> Draft:
        """The draft of a text: see `said.draft`."""
        return draft(text, **self._asdict(), doc_id=doc_id)


class Done(NamedTuple):
    """What became of a document: its lines and their number, and what went wrong. `lines` is None
    where it was not annotated at all; with problems beside lines some layers are missing."""

    doc_id: str
    lines: bytes | None
    annotations: int
    problems: tuple[str, ...] = ()


def annotate_all(
    inputs: Sequence[Input], options: Options, jobs: int | None = None
) -> Iterator[Done]:
    """The documents annotated, in their order, by up to `jobs` processes, by default one a core.

    Where one cannot be read, or tells no time, its `problems` say so, and the others are annotated
    all the same. Raises SaidError, before anything is done, for options that `annotate` does not
    take, and for a `dct` where a document has one of its own.
    """
    check_options(*options)
    if options.dct is not None and (owner := next((one for one in inputs if one.metadata), None)):
        raise SaidError(
            f"the time {options.dct}: {owner.metadata} tells the time of that document",
            "leave --dct out, or name text files alone",
        )
    work = partial(_annotate_unit, options)
    results = workers.in_order(work, list(_units(inputs)), jobs or workers.core_count())
    return (one for unit in results for one in unit)


def _units(inputs: Sequence[Input]) -> Iterator[list[Input]]:
    unit: list[Input] = []
    size = 0
    for one in inputs:
        unit.append(one)
        size += _size(one)
        if size >= _UNIT:
            yield unit
            unit, size = [], 0
    if unit:
        yield unit


def _size(one: Input) -> int:
    if one.raw is not None:
        return len(one.raw)
    try:
        return one.file.stat().st_size
    except OSError:  # told when it is read
        return 0


def _annotate_unit(options: Options, unit: Sequence[Input]) -> list[Done]:
    return [_annotate(one, options) for one in unit]


def _annotate(one: Input, options: Options) -> Done:
    try:
        if one.metadata:
            options, problems = _options_of_document(one, options)
        else:
            problems = []
        raw = read_file(one.file) if one.raw is None else one.raw
    except OSError as error:
        return _failed(one, [f"{error.filename}: {error.strerror or error}"])
    text, findings = decode_text(raw, str(one.file))
    problems += map(str, findings)
    if text is None or problems:
        return _failed(one, problems)
    try:
        with faults_as_errors("the text could not be annotated"):
            told = options.draft(text, one.doc_id)
            lines = [
                jsontext.line({"doc_id": one.doc_id, **value}) + b"\n" for value in told.annotations
            ]
    except SoftwareError as error:
        return _failed(one, [f"{one.file}: {fault_of(error)}"])
    problems = [f"{one.file}: {fault_of(error)}" for error in told.problems]
    if problems and not told.layers:
        return _failed(one, problems)
    return Done(one.doc_id, b"".join(lines), len(lines), tuple(problems))


def fault_of(error: SoftwareError) -> str:
    """What is told of a text on which the software fails."""
    return f"{error.cause}; {error.remedy}"


def _failed(one: Input, problems: Sequence[str]) -> Done:
    return Done(one.doc_id, None, 0, tuple(problems))


def _options_of_document(one: Input, options: Options) -> tuple[Options, list[str]]:
    """The options for a document of the corpus, with its time and its topics, and what is wrong
    with its metadata. If its topics list no targets, it gets no stances."""
    assert one.metadata is not None
    source, findings = documents.read_metadata(one.metadata, str(one.metadata))
    if source is None:
        return options, list(map(str, findings))
    told = source.values[0]
    match told:
        case {"doc_id": one.doc_id, "dct": {"value": str(dct)}} if is_time(dct):
            problems = list(map(str, findings))
            topics = [topic for topic in named_topics(told) or () if topic != VERSION_1]
            registry = options.registry.for_topics(topics)
            layers = named_layers(options.layers)
            if "stances" in layers and len(registry.topics) < len(topics):
                problems.append(
                    f"{one.metadata}: the registry does not have all topics of the document; name "
                    "its corpus with --registry"
                )
            if not registry.has_targets:
                layers = [layer for layer in layers if layer != "stances"]
            models = options.model if {"quotes", "speakers"}.intersection(layers) else ()
            found = options._replace(dct=dct, layers=layers, registry=registry, model=models)
            return found, problems
        case {"doc_id": one.doc_id, "dct": {"value": value}}:
            findings.append(
                source.finding(0, ("dct", "value"), "dct-value", f"{value!r} is no date")
            )
        case {"doc_id": one.doc_id}:
            findings.append(source.finding(0, ("dct",), "dct-value", "the document has no time"))
        case _:
            message = f"the doc_id is not {one.doc_id!r}"
            findings.append(source.finding(0, ("doc_id",), "doc-id", message))
    return options, list(map(str, findings))
