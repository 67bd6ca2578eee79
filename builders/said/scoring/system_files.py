"""Reads what a system made from files of many forms: the documents it names, and rows of each.

`FORMS` lists the forms; the first that fits a path counts. What cannot be read is dropped and
reported as a `Dropped`; `said.scoring.items` then reads the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from said.formats import timeml
from said.formats.brat import standoff
from said.schema.scheme import COLUMNS, MAIN_FIELD
from said.scoring.items import Dropped, SystemRow, layer_named
from said.system.errors import SaidError
from said.system.files import read_file
from said.text import jsontext

ID_FIELDS = ("doc_id", "document_id", "document", "article_id", "id", "guid", "file", "name")
TEXT_FIELDS = ("text", "article_text", "body", "article", "maintext")
FACETS = ("collection", "origin", "genre")
"""The fields of a document by which results are reported."""
_LINES, _TEXT, _PARQUET = ".jsonl", ".txt", ".parquet"


class SystemDocument(NamedTuple):
    """A document of a system: its text where the system has one, its rows, and of its other fields
    those by which results are reported."""

    text: str | None
    rows: list[SystemRow]
    facets: Mapping[str, str] = {}


class SystemSet(NamedTuple):
    """What a system made: its documents by id, and what was dropped on the way.

    `form` says what was read. `lists_documents` tells whether a document without an item is there,
    too; where it is false, a document that is missing is one in which nothing was found. `layers`
    are those that the form has in every document, as columns, beside those of the items.
    """

    form: str
    documents: dict[str, SystemDocument]
    problems: list[Dropped]
    lists_documents: bool
    layers: frozenset[str] = frozenset()


class _Collector:
    """Sorts rows into documents."""

    def __init__(self) -> None:
        self.documents: dict[str, SystemDocument] = {}
        self.problems: list[Dropped] = []

    def add(self, where: str, value: Any, doc_id: str | None, text: str | None = None) -> None:
        """A row of a document that it names itself, else of `doc_id`."""
        if not isinstance(value, Mapping):
            self.problems.append(Dropped("not an object", where, str(value)[:80]))
            return
        named = _named_document(value) or doc_id
        if named is None:
            self.problems.append(Dropped("no document", where, str(dict(value))[:80]))
            return
        known = self.documents.setdefault(named, SystemDocument(text, []))
        known.rows.append(SystemRow(where, value))

    def add_whole(
        self,
        where: str,
        doc_id: str,
        text: str | None,
        rows: Iterable[Any],
        facets: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """A document that is given once."""
        if doc_id in self.documents:
            self.problems.append(Dropped("second version of a document", where, doc_id))
            return
        self.documents[doc_id] = SystemDocument(
            text, [SystemRow(where, row) for row in rows], facets
        )


def _named_document(value: Mapping[str, Any]) -> str | None:
    is_line = "layer" in value or "start" in value  # whose own id may be in the field id
    for name in ID_FIELDS[:4] if is_line else ID_FIELDS:
        if isinstance(value.get(name), (str, int)) and not isinstance(value.get(name), bool):
            return str(value[name])
    return None


def read_system(name: str) -> SystemSet:
    """The documents in a file or folder. Raises SaidError if it is of no form that is known."""
    path = Path(name)
    if not path.exists():
        raise SaidError(f"{name}: no such set, file or folder", _REMEDY)
    for form, fits, read in FORMS:
        if fits(path):
            collector = _Collector()
            layers = read(path, collector)
            lists = form.startswith(("documents", "a folder"))
            return SystemSet(form, collector.documents, collector.problems, lists, layers)
    raise SaidError(f"{name}: not a form that can be scored", _REMEDY)


def rows_as_set(rows: Any, form: str = "rows in memory") -> SystemSet:
    """A set of rows in memory: annotation lines, spans or strings with `doc_id`, rows of the table
    `documents`, or a mapping from ids to the rows of a document."""
    collector = _Collector()
    if isinstance(rows, Mapping):
        _read_mapping(rows, form, collector)
        return SystemSet(form, collector.documents, collector.problems, True)
    return SystemSet(form, *_sort_rows(rows, form, collector))


def _sort_rows(
    rows: Iterable[Any], form: str, collector: _Collector
) -> tuple[dict[str, SystemDocument], list[Dropped], bool, frozenset[str]]:
    """Sorts rows, of which some may be whole documents."""
    layers: set[str] = set()
    are_whole = False
    for number, row in enumerate(rows):
        columns = _layer_columns(row)
        if columns and _named_document(row) is not None and "layer" not in row:
            are_whole = True
            layers |= columns
            text = next((row[f] for f in TEXT_FIELDS if isinstance(row.get(f), str)), None)
            kept = {key: row[key] for key in row if layer_named(key) and isinstance(row[key], list)}
            facets = {key: row[key] for key in FACETS if isinstance(row.get(key), str)}
            doc_id = str(_named_document(row))
            collector.add_whole(f"{form}:{number + 1}", doc_id, text, [kept], facets)
        else:
            collector.add(f"{form}:{number + 1}", row, None)
    return collector.documents, collector.problems, are_whole, frozenset(layers)


def _layer_columns(row: Any) -> set[str]:
    """The layers of which a row has all annotations."""
    if not isinstance(row, Mapping):
        return set()
    return {layer for layer, column in COLUMNS.items() if isinstance(row.get(column), list)}


# The forms.


def _is_folder_with(*suffixes: str) -> Callable[[Path], bool]:
    return lambda path: (
        path.is_dir() and any(True for suffix in suffixes for _ in path.glob(f"*{suffix}"))
    )


def _has_suffix(*suffixes: str) -> Callable[[Path], bool]:
    return lambda path: path.is_file() and path.suffix in suffixes


def _read_brat(folder: Path, collector: _Collector) -> frozenset[str]:
    for file in sorted([*folder.glob("*.ann"), *folder.glob("attributions/*.ann")]):
        try:
            document = standoff.read_standoff_of_folder(folder, file)
        except SaidError as error:
            collector.problems.append(Dropped("file that cannot be read", str(file), error.cause))
            continue
        collector.add_whole(str(file), document.doc_id, document.text, brat_rows(document))
    return frozenset()


def brat_rows(document: standoff.Brat) -> list[dict[str, Any]]:
    """The annotations of brat as rows: events with a role Content, or where there is none the spans
    of every type that tells a layer."""
    return [*_events(document)] or [*_bounds(document)]


def _events(document: standoff.Brat) -> Iterator[dict[str, Any]]:
    """The events with a role Content, as quotes."""
    for event in document.events:
        roles: dict[str, list[Any]] = {"Content": [], "Cue": [], "Source": []}
        for role, of in event.roles:
            if role in roles and of in document.bounds:
                roles[role] += [_pair(one) for one in document.bounds[of].fragments]
        if roles["Content"]:
            content, cue, source = roles.values()
            yield {"layer": "quote", "content": content, "cue": cue, "source": source}


def _bounds(document: standoff.Brat) -> Iterator[dict[str, Any]]:
    """The text-bound annotations that no event has, where their type tells a layer."""
    in_events = {of for event in document.events for _, of in event.roles}
    in_events |= {event.trigger for event in document.events}
    for bound in document.bounds.values():
        if bound.id in in_events:
            continue
        layer, label = layer_named(bound.type) or (bound.type, None)
        main = MAIN_FIELD.get(layer, "span")
        spans = [_pair(one) for one in bound.fragments]
        yield {"layer": layer, "label": label, main: spans}


def _pair(place: Sequence[int]) -> dict[str, int]:
    return {"start": place[0], "end": place[1]}


def _read_timeml(folder: Path, collector: _Collector) -> frozenset[str]:
    for file in sorted(folder.glob(f"*{timeml.SUFFIX}")):
        try:
            (document,) = timeml.read_timeml(file)
        except SaidError as error:
            collector.problems.append(Dropped("file that cannot be read", str(file), error.cause))
            continue
        collector.add_whole(str(file), document.doc_id, document.text, document.annotations)
    return frozenset({"date"})


def _read_parquet(path: Path, collector: _Collector) -> frozenset[str]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    files = sorted(path.rglob(f"*{_PARQUET}")) if path.is_dir() else [path]
    layers: frozenset[str] = frozenset()
    for file in files:
        try:
            with pq.ParquetFile(file) as opened:
                names = opened.schema_arrow.names
                wanted = [n for n in names if n in _PARQUET_COLUMNS or layer_named(n)]
                if not _layer_columns({key: [] for key in names}) and "start" not in names:
                    cause = f"its columns are {', '.join(names)[:60]}"
                    collector.problems.append(Dropped("table of another kind", str(file), cause))
                    continue
                for batch in opened.iter_batches(256, columns=wanted):
                    *_, found = _sort_rows(batch.to_pylist(), str(file), collector)
                    layers |= found
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            cause = str(error).splitlines()[0]
            collector.problems.append(Dropped("file that cannot be read", str(file), cause))
    return layers


_PARQUET_COLUMNS = {
    *ID_FIELDS,
    *TEXT_FIELDS,
    *FACETS,
    "layer",
    "start",
    "end",
    "label",
    "exact",
    "value",
}


def _read_line_folder(folder: Path, collector: _Collector) -> frozenset[str]:
    for file in sorted(folder.glob(f"*{_LINES}")):
        doc_id = file.name.removesuffix(_LINES)
        beside = folder / f"{doc_id}{_TEXT}"
        text = beside.read_bytes().decode("utf-8", "replace") if beside.is_file() else None
        collector.documents.setdefault(doc_id, SystemDocument(text, []))
        _read_lines(file, collector, doc_id)
        if not collector.documents[doc_id].rows and file.stat().st_size:
            del collector.documents[doc_id]  # its lines named other documents, or none was sound
    return frozenset()


def _read_line_file(file: Path, collector: _Collector) -> frozenset[str]:
    return _read_lines(file, collector, None)


def _read_lines(file: Path, collector: _Collector, doc_id: str | None) -> frozenset[str]:
    layers: set[str] = set()
    for number, line in enumerate(read_file(file).split(b"\n"), 1):
        if not line.strip():
            continue
        where = f"{file}:{number}"
        value, problem = jsontext.parse(line)
        if problem:
            collector.problems.append(Dropped("not JSON", where, problem.message))
            continue
        columns = _layer_columns(value)
        layers |= columns if columns and "layer" not in value else set()
        collector.add(where, value, doc_id)
    return frozenset(layers)


def _read_json(file: Path, collector: _Collector) -> frozenset[str]:
    value, problem = jsontext.parse(read_file(file))
    if problem:
        raise SaidError(f"{file}: {problem.message}", _REMEDY)
    if isinstance(value, Mapping) and isinstance(value.get("pred"), Mapping):
        _read_mapping(value["pred"], str(file), collector, layer="date")
        return frozenset({"date"})
    if isinstance(value, Mapping) and _named_document(value) is None:
        _read_mapping(value, str(file), collector)
        return frozenset()
    *_, layers = _sort_rows(value if isinstance(value, list) else [value], str(file), collector)
    return layers


def _read_mapping(
    documents: Mapping[str, Any], where: str, collector: _Collector, layer: str | None = None
) -> None:
    """Documents by their ids, each a list of rows or an object with such lists."""
    for name, rows in documents.items():
        listed = rows if isinstance(rows, list) else [rows]
        if layer:
            listed = [
                {"layer": layer, **one} if isinstance(one, Mapping) else one for one in listed
            ]
        doc_id = str(name).removesuffix(timeml.SUFFIX)
        collector.add_whole(f"{where}:{name}", doc_id, None, listed)


_Read = Callable[[Path, _Collector], frozenset[str]]
FORMS: Sequence[tuple[str, Callable[[Path], bool], _Read]] = (
    ("a folder of brat", standoff.is_standoff_folder, _read_brat),
    ("a folder of TimeML", _is_folder_with(timeml.SUFFIX), _read_timeml),
    ("a folder of lines", _is_folder_with(_LINES), _read_line_folder),
    ("documents in Parquet", _is_folder_with(_PARQUET), _read_parquet),
    ("documents in Parquet", _has_suffix(_PARQUET), _read_parquet),
    ("lines", _has_suffix(_LINES, ".ndjson"), _read_line_file),
    ("documents in JSON", _has_suffix(".json"), _read_json),
)
_REMEDY = (
    "name gold, a pass, a folder of brat, TimeML or <doc_id>.jsonl, a Parquet file of said "
    "annotate, or a JSON or JSON Lines file of annotations, spans or strings with doc_id"
)
