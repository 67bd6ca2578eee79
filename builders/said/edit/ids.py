"""The ids of annotations: a letter for the layer and a number that was never used before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from said.schema.scheme import COLUMNS, LETTERS
from said.seeds.documents import read_document_folder
from said.system.places import NoCheckout, built_releases, find_checkout

_ID = re.compile(r"([a-z])([1-9][0-9]{0,8})")


class Ids:
    """Gives out the next id of each layer.

    What was used is told by the ids of the annotations, and by every reference to one, also to one
    that is gone.
    """

    def __init__(self, values: Iterable[Any]) -> None:
        self._highest: dict[str, int] = {}
        for name in _strings(values):
            if match := _ID.fullmatch(name):
                letter, number = match[1], int(match[2])
                self._highest[letter] = max(self._highest.get(letter, 0), number)

    def next(self, layer: str) -> str:
        """An id for an annotation of a layer that there is."""
        letter = LETTERS[layer]
        self._highest[letter] = self._highest.get(letter, 0) + 1
        return f"{letter}{self._highest[letter]}"


def used_records(folder: Path) -> list[Any]:
    """What tells which ids the annotations of a document have had: the records in the files of its
    folder, with its passes and its adjudication, and its ids in every release of its corpus."""
    seed, _ = read_document_folder(folder, folder.name)
    files = (seed.annotations, seed.adjudication, *seed.passes)
    return [
        *(value for file in files if file is not None for value in file.values),
        *released_ids(folder),
    ]


def released_ids(folder: Path) -> Iterator[str]:
    """The ids that the annotations of a document have in the releases of its corpus."""
    try:
        releases = built_releases(find_checkout(folder))
    except NoCheckout:
        return
    for release in releases.values():
        for file in sorted(release.glob("documents/*.parquet")):
            yield from _ids_in(file, folder.resolve().name)


def _ids_in(file: Path, doc_id: str) -> Iterator[str]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = ["doc_id", *(f"{column}.list.element.id" for column in COLUMNS.values())]
    try:
        with pq.ParquetFile(file) as table:
            for group in range(table.num_row_groups):
                if doc_id not in table.read_row_group(group, ["doc_id"])["doc_id"].to_pylist():
                    continue
                for row in table.read_row_group(group, columns).to_pylist():
                    if row.pop("doc_id") == doc_id:
                        yield from (one["id"] for listed in row.values() for one in listed or ())
    except (OSError, KeyError, pa.ArrowException):
        return  # nobody can have read an id in a file that cannot be read


def _strings(values: Iterable[Any]) -> Iterator[str]:
    """The strings of records that are no words of the text: those of fields and of lists."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for inner in value.values():
                yield from (one for one in _listed(inner) if isinstance(one, str))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
