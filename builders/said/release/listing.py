"""The documents of a release as its card lists them, read from the release itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from said.release.card import markdown_table

_MOST = 100
"""Documents that a card lists; the table `documents` has all of them."""


class Listed(NamedTuple):
    """What is listed of a document."""

    doc_id: str
    title: str | None
    split: str
    dct: str
    dct_status: str


def list_documents(release: Path, splits: Iterable[str]) -> Iterator[Listed]:
    """The documents of some splits of a release, by split and id."""
    import pyarrow.parquet as pq

    columns = ["doc_id", "title", "dct", "dct_status"]
    for split in splits:
        for file in sorted((release / "documents").glob(f"{split}-*.parquet")):
            for batch in pq.ParquetFile(file).iter_batches(columns=columns):
                for row in batch.to_pylist():
                    yield Listed(split=split, **row)


def documents_table(listed: Iterable[Listed]) -> str:
    """The documents in Markdown, in the order of their ids."""
    ordered = sorted(listed)
    rows = [
        (f"`{one.doc_id}`", _cell(one.title or ""), one.split, one.dct, one.dct_status)
        for one in ordered[:_MOST]
    ]
    shown = markdown_table(["document", "title", "split", "time", "time is"], rows)
    left_out = len(ordered) - len(rows)
    return f"{shown}\n\nAnd {left_out:,} more: see the table `documents`." if left_out else shown


def _cell(text: str) -> str:
    return " ".join(text.replace("|", r"\|").split())
