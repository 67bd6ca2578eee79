"""Reads what a system made from files of many forms: the documents it names, and rows of each.

`FORMS` lists the forms; the first that fits a path counts. What cannot be read is dropped and
reported as a `Dropped`; `said.scoring.items` then reads the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from said.formats import format_named, timeml
from said.formats.brat import conf, standoff
from said.formats.brat.reader import to_document
from said.formats.labels import UNMAPPED
from said.schema.scheme import COLUMNS, MAIN_FIELD
from said.scoring.items import ROW_FIELDS, Dropped, SystemRow, layer_named, row_lists
from said.system.errors import SaidError
from said.system.files import read_file
from said.text import jsontext
from said.tokens.lines import tagged_columns

ID_FIELDS = ("doc_id", "document_id", "document", "article_id", "id", "guid", "file", "name")
TEXT_FIELDS = ("text", "article_text", "body", "article", "maintext")
FACETS = ("collection", "origin", "genre")
"""The fields of a document by which results are reported."""
FACTS = (*FACETS, "event", "language", "license", "rights", "layers", "convention", "dct")
"""The fields of a document, beside its annotations, that are kept of a row."""
_OTHER_TABLE = "table of another kind"
_UNREADABLE = "file that cannot be read"
_LINES, _TEXT, _PARQUET = ".jsonl", ".txt", ".parquet"
DOCUMENTS = "documents"
"""The table of a release that has whole documents."""


class SystemDocument(NamedTuple):
    """A document of a system: its text where the system has one, its rows, and its other fields as
    far as they are `FACTS`."""

    text: str | None
    rows: list[SystemRow]
    facts: Mapping[str, Any] = {}


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
    """Sorts rows into documents. `layers` are those of which rows of whole documents have a list,
    and `lists_documents` tells whether there are such rows."""

    def __init__(self) -> None:
        self.documents: dict[str, SystemDocument] = {}
        self.problems: list[Dropped] = []
        self.layers: set[str] = set()
        self.lists_documents = False

    def as_set(self, form: str) -> SystemSet:
        layers = frozenset(self.layers)
        return SystemSet(form, self.documents, self.problems, self.lists_documents, layers)

    def add(self, where: str, value: Any, doc_id: str | None = None) -> None:
        """A row of a document that it names itself, else of `doc_id`; or a whole document."""
        if not isinstance(value, Mapping):
            self.drop("not an object", where, value)
            return
        named = _named_document(value) or doc_id
        if named is None:
            self.drop("no document", where, dict(value))
        elif lists := row_lists(value):
            self.lists_documents = True
            self.layers |= {layer for layer, column in COLUMNS.items() if column in lists}
            text = next(
                (value[key] for key in TEXT_FIELDS if isinstance(value.get(key), str)), None
            )
            facts = {key: value[key] for key in FACTS if value.get(key) is not None}
            self.add_document(where, named, text, [{key: value[key] for key in lists}], facts)
        else:
            # A tagger that looked for something and found nothing has the layer all the same.
            columns = tagged_columns(value)
            self.layers |= {"quote" if column == "content" else column for column in columns}
            document = self.documents.setdefault(named, SystemDocument(None, []))
            document.rows.append(SystemRow(where, value))

    def add_document(
        self,
        where: str,
        doc_id: str,
        text: str | None,
        rows: Iterable[Any],
        facts: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        """A document that is given once; a file of that name may have announced it."""
        announced = self.documents.get(doc_id)
        if announced and announced.rows:
            self.drop("second version of a document", where, doc_id)
            return
        if announced and text is None:
            text = announced.text
        rows = [SystemRow(where, row) for row in rows]
        self.documents[doc_id] = SystemDocument(text, rows, facts)

    def drop(self, kind: str, where: object, detail: object) -> None:
        self.problems.append(Dropped(kind, str(where), str(detail)[:80]))


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
            collector.lists_documents = path.is_dir()
            read(path, collector)
            unread = [one for one in collector.problems if one.kind in (_UNREADABLE, _OTHER_TABLE)]
            if unread and not collector.documents:
                raise SaidError(f"{unread[0].where}: {unread[0].kind}: {unread[0].detail}", _REMEDY)
            return collector.as_set(form)
    raise SaidError(f"{name}: not a form that can be scored", _REMEDY)


def rows_as_set(rows: Any, form: str = "rows in memory") -> SystemSet:
    """A set of rows in memory: annotation lines, spans or strings with `doc_id`, rows of the table
    `documents`, or a mapping from ids to the rows of a document."""
    collector = _Collector()
    if isinstance(rows, Mapping):
        _read_mapping(rows, form, collector)
    else:
        for number, row in enumerate(rows, 1):
            collector.add(f"{form}:{number}", row)
    return collector.as_set(form)


# The forms.


def _is_folder_with(*suffixes: str) -> Callable[[Path], bool]:
    return lambda path: (
        path.is_dir() and any(True for suffix in suffixes for _ in path.glob(f"*{suffix}"))
    )


def _has_suffix(*suffixes: str) -> Callable[[Path], bool]:
    return lambda path: path.is_file() and path.suffix in suffixes


def _read_brat(folder: Path, collector: _Collector) -> None:
    for file in sorted([*folder.glob("*.ann"), *folder.glob("attributions/*.ann")]):
        try:
            document = standoff.read_standoff_of_folder(folder, file)
        except SaidError as error:
            collector.drop(_UNREADABLE, file, error.cause)
            continue
        collector.add_document(str(file), document.doc_id, document.text, brat_rows(document))


def brat_rows(document: standoff.Brat) -> list[dict[str, Any]]:
    """The annotations of brat as rows: events with a role Content; where there is none those of our
    own types, or else the spans of every type that tells a layer."""
    if events := [*_events(document)]:
        return events
    if not conf.span_types().keys().isdisjoint(one.type for one in document.bounds.values()):
        try:
            own = to_document(document, document.doc_id)
        except SaidError:
            pass  # somebody else's annotations with some of our names
        else:
            return [dict(line) for line in own.annotations]
    return [*_bounds(document)]


def _events(document: standoff.Brat) -> Iterator[dict[str, Any]]:
    """The events with a role Content, as quotes."""
    for one in document.attributions():
        parts = {name: list(map(_pair, places)) for name, places in one._asdict().items()}
        yield {"layer": "quote", **parts}


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


def _read_timeml(folder: Path, collector: _Collector) -> None:
    collector.layers.add("date")
    for file in sorted(folder.glob(f"*{timeml.SUFFIX}")):
        try:
            (document,) = timeml.read_timeml(file)
        except SaidError as error:
            collector.drop(_UNREADABLE, file, error.cause)
            continue
        collector.add_document(str(file), document.doc_id, document.text, document.annotations)


def _read_format(name: str) -> Callable[[Path, _Collector], None]:
    """The reader of a format that holds whole documents."""

    def read(path: Path, collector: _Collector) -> None:
        format_ = format_named(name)
        for file in sorted(path.glob(f"*{format_.suffix}")) if path.is_dir() else [path]:
            try:
                documents = format_.read(file, UNMAPPED)
            except SaidError as error:
                collector.drop(_UNREADABLE, file, error.cause)
                continue
            for one in documents:
                collector.layers.update(one.layers or ())
                collector.add_document(str(file), one.doc_id, one.text, one.annotations)
                for note in one.left_out:
                    collector.drop("left out by the format", file, note)

    return read


def _read_parquet(path: Path, collector: _Collector) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    for file in sorted(path.rglob(f"*{_PARQUET}")) if path.is_dir() else [path]:
        try:
            with pq.ParquetFile(file) as opened:
                names = opened.schema_arrow.names
                if not {*COLUMNS.values(), "start", "quote", "exact"}.intersection(names):
                    cause = f"its columns are {', '.join(names)}"
                    collector.drop(_OTHER_TABLE, file, cause)
                    continue
                wanted = [name for name in names if name in _COLUMNS or layer_named(name)]
                number = 0
                for batch in opened.iter_batches(256, columns=wanted):
                    for row in batch.to_pylist():
                        number += 1
                        given = {key: one for key, one in row.items() if one is not None}
                        collector.add(f"{file}:{number}", given)
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            collector.drop(_UNREADABLE, file, str(error).splitlines()[0])


_COLUMNS = {*ID_FIELDS, *TEXT_FIELDS, *FACTS, *ROW_FIELDS}


def _is_release(path: Path) -> bool:
    return (path / "manifest.json").is_file() and (path / DOCUMENTS).is_dir()


def _read_release(folder: Path, collector: _Collector) -> None:
    _read_parquet(folder / DOCUMENTS, collector)


def _read_line_folder(folder: Path, collector: _Collector) -> None:
    for file in sorted(folder.glob(f"*{_LINES}")):
        doc_id = file.name.removesuffix(_LINES)
        beside = folder / f"{doc_id}{_TEXT}"
        text = beside.read_bytes().decode("utf-8", "replace") if beside.is_file() else None
        collector.documents.setdefault(doc_id, SystemDocument(text, []))
        _read_lines(file, collector, doc_id)
        if not collector.documents[doc_id].rows and file.stat().st_size:
            del collector.documents[doc_id]  # its lines named other documents, or none was sound


def _read_lines(file: Path, collector: _Collector, doc_id: str | None = None) -> None:
    for number, line in enumerate(read_file(file).split(b"\n"), 1):
        if line.strip():
            value, problem = jsontext.parse(line)
            if problem:
                collector.drop("not JSON", f"{file}:{number}", problem.message)
            else:
                collector.add(f"{file}:{number}", value, doc_id)


def _read_json(file: Path, collector: _Collector) -> None:
    value, problem = jsontext.parse(read_file(file))
    if problem:
        raise SaidError(f"{file}: {problem.message}", _REMEDY)
    if isinstance(value, Mapping) and isinstance(value.get("pred"), Mapping):
        collector.layers.add("date")
        _read_mapping(value["pred"], str(file), collector, layer="date")
    elif isinstance(value, Mapping) and _named_document(value) is None:
        _read_mapping(value, str(file), collector)
    else:
        for number, row in enumerate(value if isinstance(value, list) else [value], 1):
            collector.add(f"{file}:{number}", row)


def _read_mapping(
    documents: Mapping[str, Any], where: str, collector: _Collector, layer: str | None = None
) -> None:
    """Documents by their ids, each a list of rows or an object with such lists."""
    collector.lists_documents = True
    for name, rows in documents.items():
        doc_id = str(name).removesuffix(timeml.SUFFIX)
        listed = rows if isinstance(rows, list) else [rows]
        if layer:
            listed = [
                {"layer": layer, **one} if isinstance(one, Mapping) else one for one in listed
            ]
        if isinstance(rows, Mapping) and row_lists(rows):
            collector.add(f"{where}:{name}", {**rows, "doc_id": doc_id})
        else:
            collector.add_document(f"{where}:{name}", doc_id, None, listed)


def _read_conll(path: Path, collector: _Collector) -> None:
    """CoNLL of any kind: where only tokens and tags are known, they are looked for in the text."""
    from said.formats.conll import read_tag_rows

    own: list[Path] = []
    for file in _files(path, *CONLL) if path.is_dir() else [path]:
        try:
            rows, problems = read_tag_rows(file)
        except SaidError as error:
            collector.drop(_UNREADABLE, file, error.cause)
            continue
        for doc_id, row in rows:
            collector.add(str(file), row, doc_id)
        for number, problem in problems if rows else ():
            collector.drop("malformed line", f"{file}:{number}", problem)
        if not rows:
            own.append(file)
    for file in own:
        _read_format("conll")(file, collector)


CONLL = (".conllup", ".conllu", ".conll", ".iob", ".iob2", ".bio")
"""What files of CoNLL are called."""


def _files(folder: Path, *suffixes: str) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.suffix in suffixes)


_Read = Callable[[Path, _Collector], None]
FORMS: Sequence[tuple[str, Callable[[Path], bool], _Read]] = (
    ("a release", _is_release, _read_release),
    ("a folder of brat", standoff.is_standoff_folder, _read_brat),
    ("a folder of TimeML", _is_folder_with(timeml.SUFFIX), _read_timeml),
    *(
        (f"documents in {name}", fits(*suffixes), read)
        for name, suffixes, read in (
            ("conll", CONLL, _read_conll),
            ("spacy", (format_named("spacy").suffix,), _read_format("spacy")),
        )
        for fits in (_is_folder_with, _has_suffix)
    ),
    ("a folder of lines", _is_folder_with(_LINES), _read_line_folder),
    ("documents in Parquet", _is_folder_with(_PARQUET), _read_parquet),
    ("documents in Parquet", _has_suffix(_PARQUET), _read_parquet),
    ("lines", _has_suffix(_LINES, ".ndjson"), _read_lines),
    ("documents in JSON", _has_suffix(".json"), _read_json),
)
_REMEDY = (
    "name gold, a pass, a release, a folder of brat, TimeML or <doc_id>.jsonl, a Parquet file of "
    "said annotate, files of CoNLL-U Plus or spaCy, or a JSON or JSON Lines file of annotations, "
    "spans, strings or tags with doc_id"
)
