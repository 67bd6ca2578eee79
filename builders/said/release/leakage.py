"""How much the splits of a release share, which a training on one of them gives away of the others.

Reads the finished table `quotes`: an act of speaking that two splits report is seen twice, and so
is a person whom both quote.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from said.release.card import markdown_table
from said.schema import labels, load

TRAIN = "train"


class _Split(NamedTuple):
    """What a split quotes: the utterance of each quote, if it has one, and all speakers."""

    utterances: list[str | None]
    speakers: set[str]


def table(release: Path, splits: Sequence[str]) -> str:
    """A table in Markdown: for each split but `train` what it shares with `train`."""
    others = [split for split in labels(load(), "split") if split in splits and split != TRAIN]
    if TRAIN not in splits or not others:
        return "This version has one split."
    train = _read(release, TRAIN)
    known = set(train.utterances) - {None}
    rows = []
    for split in others:
        found = _read(release, split)
        shared = sum(utterance in known for utterance in found.utterances)
        rows.append(
            [
                split,
                _share(shared, len(found.utterances)),
                _share(len(found.speakers & train.speakers), len(found.speakers)),
            ]
        )
    head = [
        "split",
        "quotes of an act that `train` reports too",
        "speakers whom `train` quotes too",
    ]
    return markdown_table(head, rows)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f" ({part / whole:.0%})" if whole else "")


def _read(release: Path, split: str) -> _Split:
    found = _Split([], set())
    for row in _rows(release, split):
        found.utterances.append(row["utterance"])
        # An unnamed voice is one of its document alone.
        found.speakers.update(one for one in row["speakers"] if ".anon-" not in one)
    return found


def _rows(release: Path, split: str) -> Iterator[dict[str, Any]]:
    import pyarrow.parquet as pq

    for file in sorted((release / "quotes").glob(f"{split}-*.parquet")):
        for batch in pq.ParquetFile(file).iter_batches(columns=["utterance", "speakers"]):
            yield from batch.to_pylist()
