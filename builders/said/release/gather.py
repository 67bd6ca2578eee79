"""The table `utterances` out of the versions that all units found.

The versions are spread over bucket files by the rank of their utterance, and one bucket is read at
a time, so that memory does not grow with the corpus.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

import msgspec

from said.release.stage import TablePart, versions_file, write_part
from said.release.write import ROW_GROUP, SplitWriter
from said.schema.records import Utterance
from said.schema.rows import UtteranceRow
from said.tables import utterances

SPLIT = "full"
"""The one split of the table. `datasets` keeps the name `all` for the union of all splits."""
_BUCKETS = 64


class VersionStore:
    """Collects versions unit by unit; `write` gives the table to its writer."""

    def __init__(self, folder: Path, registry: Mapping[str, Utterance]) -> None:
        self._folder = folder
        self._folder.mkdir(parents=True)
        self._registry = registry
        self._rank = {utterance: rank for rank, utterance in enumerate(sorted(registry))}

    def add(self, unit_folder: Path) -> None:
        """Takes the versions of a unit; units come in the order of their documents."""
        by_bucket: dict[int, list[bytes]] = {}
        for line in versions_file(unit_folder).read_bytes().splitlines(keepends=True):
            utterance = msgspec.json.decode(line, type=tuple[str, msgspec.Raw])[0]
            bucket = self._rank[utterance] * _BUCKETS // len(self._rank)
            by_bucket.setdefault(bucket, []).append(line)
        for bucket, lines in by_bucket.items():
            with self._bucket(bucket).open("ab") as file:
                file.writelines(lines)
        versions_file(unit_folder).unlink()

    def _bucket(self, bucket: int) -> Path:
        return self._folder / f"{bucket}.jsonl"

    def write(self, writer: SplitWriter) -> None:
        """Gives the rows, sorted by id, to the writer of the table."""
        rows: list[UtteranceRow] = []
        numbers = count()
        for row in self._rows():
            rows.append(row)
            if len(rows) >= ROW_GROUP:
                self._hand_over(rows, next(numbers), writer)
                rows = []
        if rows:
            self._hand_over(rows, next(numbers), writer)

    def _rows(self) -> Iterator[UtteranceRow]:
        for bucket in range(_BUCKETS):
            if not self._bucket(bucket).exists():
                continue
            found: dict[str, list[utterances.Version]] = {}
            for line in self._bucket(bucket).read_bytes().splitlines():
                utterance, version = msgspec.json.decode(line)
                found.setdefault(utterance, []).append(version)
            for utterance in sorted(found):
                yield utterances.utterance_row(self._registry[utterance], found[utterance])

    def _hand_over(self, rows: list[UtteranceRow], number: int, writer: SplitWriter) -> None:
        folder = self._folder / f"rows-{number}"
        folder.mkdir()
        part = TablePart(folder, "utterances", SPLIT)
        write_part(part, rows)
        writer.add(part, len(rows))
