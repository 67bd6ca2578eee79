"""The tables that cross documents, `utterances` and `pairs`, made of the quotes of all units.

The quotes lie in one file. In memory there are only their places in it, by utterance and by event,
and the quotes of one utterance, or of the part of an event that is being paired.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import BinaryIO

import msgspec

from said.release.write import BATCH
from said.schema import labels, load_schemas
from said.schema.records import AnyRecord, Utterance
from said.schema.rows import PairRow, UtteranceRow
from said.tables.pairs import ALL_PAIRS, PairKey, choose_pairs, hash_id, pair_row
from said.tables.utterances import ReportedQuote, utterance_row

CROSSING = ("utterances", "pairs")
"""The tables that cross documents."""
FULL = "full"
"""Their one split, if they are not split by event. `datasets` keeps the name `all` for the union of
all splits."""

EventSplit = tuple[str, str]
"""An event, and the split of a document that reports it."""

_QUOTE = msgspec.json.Decoder(ReportedQuote)


class QuoteStore:
    """The quotes that all units found, in the order of their documents and places. `registry` has
    the utterances by id."""

    def __init__(self, file: Path, registry: Mapping[str, Utterance]) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        self._file = file
        self._registry = registry
        self._places: dict[str, dict[str, array[int]]] = {table: {} for table in CROSSING}
        self._splits: dict[str, dict[str, set[str]]] = {table: {} for table in CROSSING}

    def add(self, quotes: Path, events: Iterable[EventSplit]) -> None:
        """Takes the file of a unit's quotes, and the events that its documents report."""
        for event, split in events:
            self._splits["pairs"].setdefault(event, set()).add(split)
        with self._file.open("ab") as file, quotes.open("rb") as lines:
            for line in lines:
                quote = _QUOTE.decode(line)
                at = file.tell()
                if quote.utterance is not None:
                    self._places["utterances"].setdefault(quote.utterance, array("q")).append(at)
                    self._splits["utterances"].setdefault(quote.utterance, set()).add(quote.split)
                if quote.event is not None:
                    self._places["pairs"].setdefault(quote.event, array("q")).append(at)
                file.write(line)
        quotes.unlink()

    def splits(self) -> tuple[str, ...]:
        """The splits of the tables. By event if there are events, and every event and every
        utterance is in one split, so that no split says what is in another."""
        sets = [*self._splits["pairs"].values(), *self._splits["utterances"].values()]
        if not self._splits["pairs"] or any(len(splits) > 1 for splits in sets):
            return (FULL,)
        found = set().union(*sets)
        return tuple(split for split in labels(load_schemas(), "split") if split in found)

    def batches(self, table: str, split: str) -> Iterator[list[AnyRecord]]:
        """The rows of a table and split, utterances by id, pairs by event and place; as many at a
        time as a row group takes."""
        batch: list[AnyRecord] = []
        size = 0
        for row in self._rows(table, split):
            batch.append(row)
            size += len(row.get("versions", ())) or 1
            if size >= BATCH:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _rows(self, table: str, split: str) -> Iterator[AnyRecord]:
        with self._file.open("rb") as file:
            # Of an event whose quotes are all paired, each is read once.
            read = lru_cache(maxsize=ALL_PAIRS)(partial(_read_quote, file))
            for name, places in sorted(self._places[table].items()):
                if split == FULL or split in self._splits[table][name]:
                    if table == "utterances":
                        yield self._utterance_row(name, places, read)
                    else:
                        yield from _pair_rows(name, places, read)

    def _utterance_row(
        self, name: str, places: array[int], read: Callable[[int], ReportedQuote]
    ) -> UtteranceRow:
        return utterance_row(self._registry[name], [read(place) for place in places])


def _read_quote(file: BinaryIO, place: int) -> ReportedQuote:
    file.seek(place)
    return _QUOTE.decode(file.readline())


def _pair_rows(
    event: str, places: array[int], read: Callable[[int], ReportedQuote]
) -> Iterator[PairRow]:
    documents: dict[str, int] = {}
    utterances: dict[str, int] = {}
    keys = []
    for place in places:
        quote = read(place)
        document = documents.setdefault(quote.doc_id, len(documents))
        act = quote.utterance
        number = None if act is None else utterances.setdefault(act, len(utterances))
        keys.append(PairKey(document, number, hash_id(quote.id)))
    for first, second in choose_pairs(keys):
        yield pair_row(event, read(places[first]), read(places[second]))
