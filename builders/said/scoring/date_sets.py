"""Reads sets of dates to compare, which need no checkout: the project's own, TimeML, taggers'.

A set is, the first that fits: `gold`; the name of a pass; a folder with `<doc_id>.tml`; a folder
with `<doc_id>.jsonl` (and `<doc_id>.txt`, where the texts are at hand); a JSON file whose `pred`
gives a list of `{"start", "end", "type", "value"}` for each file. Only places,
types and values are compared; a type or value that the project does not know is compared as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

from said.check import spans
from said.check.lines import Lines
from said.findings.catalogue import Finding, refuse_errors
from said.formats import timeml
from said.schema.records import Annotation, DateAnnotation
from said.scoring.sets import (
    GOLD,
    LINES,
    BadSet,
    check_ends,
    common_text,
    join_documents,
    own_set,
    strip_range,
    text_beside,
)
from said.seeds import documents
from said.seeds.json_files import JsonFile
from said.system.errors import SaidError
from said.system.files import read_file
from said.system.places import Checkout
from said.text import jsontext

_REMEDY = (
    f"name {GOLD}, a pass, a folder with .tml or .jsonl files, or a JSON file with the key pred"
)


class ComparedDate(NamedTuple):
    """A date as it is compared: its span in code points, half open, without white space around."""

    start: int
    end: int
    type: str
    value: str


class DatedDocument(NamedTuple):
    """A document with its dates in each set, by place."""

    doc_id: str
    sets: tuple[list[ComparedDate], ...]


class _Document(NamedTuple):
    """A document of one set; the text is None where the set does not have it."""

    text: str | None
    dates: Sequence[DateAnnotation]


_Set = dict[str, _Document]


def read_date_sets(
    checkout: Checkout | None, names: Sequence[str]
) -> tuple[list[DatedDocument], list[str]]:
    """The documents that all sets have, and the ids of those that only some have; sorted.

    Raises BadSet for mistakes in lines, and SaidError for a set that cannot be read, for texts that
    differ, and if there is nothing to compare.
    """
    joined, others = join_documents(names, [_read_set(checkout, name) for name in names])
    return [_dated(doc_id, names, found) for doc_id, found in joined], others


def _read_set(checkout: Checkout | None, name: str) -> _Set:
    if checkout is not None and (own := own_set(checkout, name)) is not None:
        return {seed.doc_id: _Document(seed.text, _dates(source.values)) for seed, source in own}
    path = Path(name)
    if path.is_file():
        return _of_tagger(path)
    if path.is_dir():
        if files := sorted(path.glob(f"*{timeml.SUFFIX}")):
            read = (one for file in files for one in timeml.read_timeml(file))
            return {one.doc_id: _Document(one.text, _dates(one.annotations)) for one in read}
        if files := sorted(path.glob(f"*{LINES}")):
            return _of_lines(files)
    raise SaidError(f"{name}: no set of dates", _REMEDY)


def _dates(values: Iterable[Annotation]) -> list[DateAnnotation]:
    return [value for value in values if value["layer"] == "date"]


def _of_lines(files: Sequence[Path]) -> _Set:
    found: _Set = {}
    findings: list[Finding] = []
    for file in files:
        source, problems = documents.read_lines_file(file, str(file))
        findings += problems
        if source is None:
            continue
        doc_id = file.name.removesuffix(LINES)
        text = text_beside(file.parent, doc_id)
        bad = [i for i, value in enumerate(source.values) if not _is_line(value)]
        findings += [
            source.finding(i, (), "schema", "no line with layer, and for a date span, type, value")
            for i in bad
        ]
        if not bad:
            findings += _misplaced(source, text)
            found[doc_id] = _Document(text, _dates(source.values))
    refuse_errors(findings, BadSet)
    return found


def _is_line(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("layer"), str):
        return False
    span = value.get("span")
    return value["layer"] != "date" or (
        isinstance(span, dict)
        and isinstance(span.get("exact"), str)
        and _is_date({**value, **span})
    )


def _is_date(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and all(type(value.get(key)) is int for key in ("start", "end"))
        and all(isinstance(value.get(key), str) for key in ("type", "value"))
        and 0 <= value["start"] < value["end"]
    )


def _misplaced(source: JsonFile, text: str | None) -> list[Finding]:
    """Spans that do not hold what they say. White space at their edges does no harm here."""
    if text is None:
        return []
    dates = [i for i, value in enumerate(source.values) if value["layer"] == "date"]
    found = spans.check_records(Lines.of_text(source, dates, text))
    return [finding for finding in found if finding.kind in ("span-outside", "span-exact")]


def _of_tagger(file: Path) -> _Set:
    value, problem = jsontext.parse(read_file(file))
    if problem:
        raise SaidError(f"{file}: {problem.message}", _REMEDY)
    predicted = value.get("pred") if isinstance(value, dict) else None
    if not isinstance(predicted, dict):
        raise SaidError(f"{file}: no key pred that gives a list for each file", _REMEDY)
    found: _Set = {}
    for name, dates in predicted.items():
        if not isinstance(dates, list) or not all(map(_is_date, dates)):
            cause = f"{file}: the list of {name} has an entry without start, end, type and value"
            raise SaidError(cause, "correct it; start and end are numbers with start < end")
        made = [{**one, "span": {"start": one["start"], "end": one["end"]}} for one in dates]
        found[name.removesuffix(timeml.SUFFIX)] = _Document(None, cast(list[DateAnnotation], made))
    return found


def _dated(doc_id: str, names: Sequence[str], documents: Sequence[_Document]) -> DatedDocument:
    text = common_text(doc_id, names, [one.text for one in documents])
    sets = []
    for name, one in zip(names, documents, strict=True):
        if text is not None:
            ends = (date["span"]["end"] for date in one.dates)
            check_ends(text, ends, f"{doc_id}: {name} has a date")
        found = (_timex(date, text) for date in one.dates)
        sets.append(sorted(found, key=lambda date: (date.start, -date.end)))
    return DatedDocument(doc_id, tuple(sets))


def _timex(date: DateAnnotation, text: str | None) -> ComparedDate:
    """A date without the white space around it: TempEval-3 compares words."""
    start, end = date["span"]["start"], date["span"]["end"]
    exact: str = date["span"].get("exact", "") if text is None else text[start:end]
    if exact.strip():
        start, end = strip_range(exact, start, end)
    return ComparedDate(start, end, date["type"], date["value"])
