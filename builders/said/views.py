"""Views of a release for training: for each task only the inputs and the labels.

A table also has columns that give the answer away. A view leaves them out, and with them the rows
for which nobody knows the answer: what a document is not annotated for is missing, never a negative
(X6). The docstring of each function says what is left out and why.

A view is read row by row (`for row in view`), or as a whole with `view.datasets()`. `view.inputs`
and `view.labels` name its columns; those in `view.keys` identify a row and set rows apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from said.release.manifest import column_rows, read_manifest
from said.schema import Field, columns, load_schemas
from said.system.errors import SaidError
from said.system.places import path
from said.system.workers import item_batches

if TYPE_CHECKING:
    import datasets

__all__ = ["TaskView", "attribution", "dates", "pairs", "stance", "tokens"]

Row = dict[str, Any]

_KEYS = ("doc_id", "event", "fold", "split")
_BATCH = 1_000
"""Rows that are turned into Arrow data at a time."""


class _Source(NamedTuple):
    """A release that is read."""

    folder: Path
    splits: Mapping[str, Sequence[str]]
    """The splits of each table."""

    def rows(self, table: str, split: str, names: Iterable[str]) -> Iterator[Row]:
        """Some columns of a table and split, with the split."""
        for row in column_rows(self.folder, table, split, list(names)):
            yield {**row, "split": split}


class TaskView:
    """The rows of a release for one task.

    `keys`, `inputs` and `labels` are the columns of a row, in this order.
    """

    def __init__(
        self,
        release: str | Path | None,
        table: str,
        columns: tuple[Sequence[str], Sequence[str], Sequence[str]],
        rows: Callable[[_Source, str], Iterator[Row]],
        others: Mapping[str, Field] | None = None,
    ) -> None:
        self.keys, self.inputs, self.labels = map(tuple, columns)
        self._table, self._rows = table, rows
        self._source = _open(release)
        known = {**_fields(table), "split": _SPLIT, **(others or {})}
        self._fields = [known[name] for name in (*self.keys, *self.inputs, *self.labels)]
        self._require(table, {field.name for field in self._fields} - {"split", *(others or {})})

    def __iter__(self) -> Iterator[Row]:
        """The rows one by one, as plain dicts. Labels and tags are strings."""
        decoders = [(field.name, _decoder(field)) for field in self._fields]
        for split in self._source.splits[self._table]:
            for row in self._rows(self._source, split):
                yield {name: decode(row[name]) for name, decode in decoders}

    def datasets(self) -> datasets.DatasetDict:
        """All rows as a `DatasetDict` by split, in memory; a split without rows is left out. Labels
        and tags are class labels.

        Raises SaidError if the library `datasets` is not installed.
        """
        import pyarrow as pa

        from said.schema.arrow import arrow_schema

        try:
            from datasets import Dataset, DatasetDict
        except ImportError as error:
            remedy = "pip install 'said-corpus[load]'"
            raise SaidError("the library datasets is not installed", remedy) from error
        schema = arrow_schema(map(_as_places, self._fields))
        encoders = [(field.name, _encoder(field)) for field in self._fields]
        found = {}
        for split in self._source.splits[self._table]:
            encoded = (
                {name: encode(row[name]) for name, encode in encoders}
                for row in self._rows(self._source, split)
            )
            batches = [
                pa.RecordBatch.from_pylist(batch, schema=schema)
                for batch in item_batches(encoded, _BATCH)
            ]
            if batches:
                found[split] = Dataset(pa.Table.from_batches(batches, schema=schema))
        return DatasetDict(found)

    def _require(self, table: str, names: set[str]) -> None:
        """Raises SaidError if the release is older than the columns of the view."""
        import pyarrow.parquet as pq

        folder = self._source.folder
        file = next(iter(sorted((folder / table).glob("*.parquet"))), None)
        present = set(pq.read_schema(file).names) if file else set()
        if missing := sorted(names - present):
            raise SaidError(
                f"{folder}: the table {table} lacks {', '.join(missing)}",
                "name a release of version 2 or later",
            )


def stance(release: str | Path | None = None) -> TaskView:
    """Units and targets: which stance does the unit take on the target?

    A row is one unit and one target. Left out:

    - the columns that only a stance has (`holder`, `expression`, `form`, `modality`, `intensity`,
      `confidence`, `proposition`, `flags`), and the ids and the order of the rows, which differ
      between stances and `none`;
    - rows whose `reach` is null: no alias names the target, or the unit is not one that is paired
      with every target (a headline, or a quote where quotes are not annotated). Such a row is there
      only because of its stance, and never `none`;
    - units in which two holders take different stances on the target: neither label is that of the
      unit. Several holders with the same label are one row;
    - rows whose text the release does not have.

    `none_certain` is false for a `none` that a reader could dispute. It is null for any other
    label, so it is a label itself, never an input.
    """
    inputs = (
        *("text", "text_start", "quoted", "context_before", "context_after"),
        *("target", "target_spans", "unit_kind", "reach"),
    )
    keys, labels = ("unit", *_KEYS), ("label", "none_certain")

    def rows(source: _Source, split: str) -> Iterator[Row]:
        found = source.rows("stances", split, [*keys[:-1], *inputs, *labels])
        for _, of_document in groupby(found, itemgetter("doc_id")):
            units: dict[tuple[int, str, str], list[Row]] = {}
            for row in of_document:
                if row["reach"] is not None and row["text"] is not None:
                    unit = row["text_start"], row["unit"], row["target"]
                    units.setdefault(unit, []).append(row)
            for _, same in sorted(units.items(), key=itemgetter(0)):
                if len({row["label"] for row in same}) == 1:
                    yield same[0]

    return TaskView(release, "stances", (keys, inputs, labels), rows)


def attribution(release: str | Path | None = None) -> TaskView:
    """Quotes in their document: who is quoted, and which words say so?

    The input is the text of the whole document, with the `content` of the quote. `phrase` and
    `addressee` are null in documents that give none, `polarity` and `determinacy` where quotes
    follow another convention and do not state them: leave these out of the loss. Left out:

    - `context`, which ends where cue and source end;
    - what is decided together with the answer (`via`, `parent`, `continues`, `utterance`,
      `passages`, `verbatim`, `flags`, the time of saying);
    - quotes of documents without the layer `speaker`: nobody knows who is quoted. The view of
      tokens has their content and cues;
    - documents whose text the release does not have.
    """
    inputs = ("text", "content")
    labels = (
        *("type", "cue", "source", "phrase", "addressee"),
        *("speakers", "speaker_names", "resolution", "polarity", "determinacy"),
    )
    keys = ("id", *_KEYS)

    def rows(source: _Source, split: str) -> Iterator[Row]:
        found = source.rows("quotes", split, [*keys[:-1], "content", *labels])
        quotes = groupby(found, itemgetter("doc_id"))
        documents = source.rows("documents", split, ["doc_id", "text"])
        for doc_id, of_document in quotes:
            text = next(one["text"] for one in documents if one["doc_id"] == doc_id)
            for quote in of_document:
                if text is not None and quote["speakers"] is not None:
                    yield {**quote, "text": text}

    others = {"text": _fields("documents")["text"]}
    return TaskView(release, "quotes", (keys, inputs, labels), rows, others)


def dates(release: str | Path | None = None) -> TaskView:
    """Temporal expressions in their line: what do they mean?

    The expression is `context[start - context_start:end - context_start]`. Left out:

    - `flags`;
    - expressions whose text the release does not have.

    An `anchor` is `dct` or the id of another row.
    """
    inputs = ("exact", "start", "end", "context", "context_start", "dct")
    labels = ("type", "value", "mod", "quant", "freq", "anchor", "earliest", "latest")
    keys = ("id", *_KEYS)

    def rows(source: _Source, split: str) -> Iterator[Row]:
        for row in source.rows("dates", split, [*keys[:-1], *inputs, *labels]):
            if row["exact"] is not None:
                yield row

    return TaskView(release, "dates", (keys, inputs, labels), rows)


def tokens(release: str | Path | None = None) -> TaskView:
    """Lines of tokens with BIO tags: where are quotes, cues, speakers, dates, marks and stances?

    A list of tags is null where the document lacks the layer. Left out:

    - `block_kind` and `boilerplate`, which are annotated;
    - lines of which no list of tags is known, and lines whose text the release does not have.
    """
    inputs = ("tokens", "starts", "ends")
    labels = ("content", "cue", "source", "speaker", "date", "mark", "stance")
    keys = ("id", *_KEYS)

    def rows(source: _Source, split: str) -> Iterator[Row]:
        for row in source.rows("tokens", split, [*keys[:-1], *inputs, *labels]):
            is_known = any(row[name] is not None for name in labels)
            if is_known and None not in row["tokens"]:
                yield row

    return TaskView(release, "tokens", (keys, inputs, labels), rows)


def pairs(release: str | Path | None = None) -> TaskView:
    """Pairs of quotes from two documents of an event: do they give the same passage?

    `wording`, `a_only` and `b_only` are null where they do not. A pair is in the folds of both
    documents, `fold_a` and `fold_b`. Left out:

    - `utterance`, `passages`, `similarity` and `alignment`, which are null unless the quotes have
      something in common;
    - `speaker` and `time`, which follow from the speakers and the times of both quotes;
    - pairs with a text that the release does not have.
    """
    inputs = (
        *("text_a", "text_b", "type_a", "type_b"),
        *("speakers_a", "speakers_b", "said_a", "said_b"),
    )
    labels = ("same_passage", "wording", "a_only", "b_only")
    own = ("id", "event", "doc_a", "doc_b")

    def rows(source: _Source, split: str) -> Iterator[Row]:
        folds = {
            row["doc_id"]: row["fold"]
            for of_documents in source.splits["documents"]
            for row in source.rows("documents", of_documents, ["doc_id", "fold"])
        }
        for row in source.rows("pairs", split, [*own, *inputs, *labels]):
            if row["text_a"] is not None and row["text_b"] is not None:
                found = {"fold_a": folds[row["doc_a"]], "fold_b": folds[row["doc_b"]]}
                yield {**row, **found}

    fold = _fields("documents")["fold"]
    others = {name: fold._replace(name=name) for name in ("fold_a", "fold_b")}
    keys = (*own, *others, "split")
    return TaskView(release, "pairs", (keys, inputs, labels), rows, others)


_SPLIT = Field("split", "string", "The split that the row is in.")


def _fields(table: str) -> dict[str, Field]:
    return {field.name: field for field in columns(load_schemas(), table)}


def _open(release: str | Path | None) -> _Source:
    """Raises SaidError if there is no release in the folder."""
    folder = Path(path() if release is None else release)
    told = read_manifest(folder)
    if told is None:
        raise SaidError(
            f"{folder / 'manifest.json'}: missing, or not the manifest of a release",
            "name the folder of a release",
        )
    splits: dict[str, list[str]] = {}
    for file in told["files"]:
        if "config" in file and file["split"] not in splits.setdefault(file["config"], []):
            splits[file["config"]].append(file["split"])
    return _Source(folder, splits)


def _labels_of(field: Field) -> tuple[str, ...] | None:
    """The names of the labels that a column, or a list in it, has."""
    return (field.item or field).labels


def _decoder(field: Field) -> Callable[[Any], Any]:
    """What turns the values of a column into plain ones: places in a label set into labels."""
    labels = _labels_of(field)
    if labels is None:
        return lambda value: value

    def name(value: Any) -> Any:
        return labels[value] if isinstance(value, int) else value

    return _of_each(name)


def _encoder(field: Field) -> Callable[[Any], Any]:
    """What turns the labels in a column into their places in the label set."""
    labels = _labels_of(field)
    if labels is None:
        return lambda value: value
    places = {label: place for place, label in enumerate(labels)}
    return _of_each(lambda value: places[value] if isinstance(value, str) else value)


def _of_each(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: [*map(change, value)] if isinstance(value, list) else change(value)


def _as_places(field: Field) -> Field:
    """A column whose labels are stored as places in their set."""
    if field.item:
        return field._replace(item=_as_places(field.item))
    return field._replace(kind="integer", store=None) if field.labels is not None else field
