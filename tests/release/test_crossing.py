"""The tables that cross documents: their splits, and which rows are in each."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from each_case import each_case
from said.release import crossing
from said.release.crossing import FULL, QuoteStore
from said.tables.utterances import ReportedQuote
from tables.quotes import reported

ACTS = {
    name: {"id": name, "speakers": ["jan-leike"], "description": "An act."}
    for name in ("resignation", "thread")
}


def quote(name: str, split: str, event: str | None, utterance: str | None) -> ReportedQuote:
    return reported(name, "I resigned", split=split, event=event, utterance=utterance)


def store(folder: Path, *quotes: ReportedQuote) -> QuoteStore:
    """A store of quotes, each a unit of its own."""
    found = QuoteStore(folder / "all" / "quotes.jsonl", ACTS)
    for one in quotes:
        unit = folder / "unit.jsonl"
        unit.write_bytes(msgspec.json.encode(one) + b"\n")
        found.add(unit, [(one.event, one.split)] if one.event else [])
        assert not unit.exists()
    return found


def ids(found: QuoteStore, table: str, split: str) -> list[str]:
    return [row["id"] for batch in found.batches(table, split) for row in batch]


TWO_EVENTS = (
    quote("a/q1", "train", "x", "resignation"),
    quote("b/q1", "test", "y", "thread"),
    quote("c/q1", "train", "x", "resignation"),
    quote("d/q1", "test", "y", "thread"),
)


def test_the_splits_are_those_of_the_events(tmp_path: Path):
    found = store(tmp_path, *TWO_EVENTS)
    assert found.splits() == ("train", "test")
    assert ids(found, "pairs", "train") == ["a/q1~c/q1"]
    assert ids(found, "pairs", "test") == ["b/q1~d/q1"]
    assert ids(found, "utterances", "train") == ["resignation"]
    assert ids(found, "utterances", "test") == ["thread"]


@each_case(
    "more",
    [
        # An event in two splits.
        quote("e/q1", "test", "x", None),
        # An utterance in two splits, in a document without an event.
        quote("e/q1", "test", None, "resignation"),
    ],
)
def test_what_is_in_two_splits_leaves_one_split(more: ReportedQuote, tmp_path_factory):
    found = store(tmp_path_factory.mktemp("store"), *TWO_EVENTS, more)
    assert found.splits() == (FULL,)
    assert ids(found, "pairs", FULL)[:1] == ["a/q1~c/q1"]
    assert ids(found, "utterances", FULL) == ["resignation", "thread"]


def test_without_events_there_is_nothing_to_split_by(tmp_path: Path):
    found = store(tmp_path, quote("a/q1", "train", None, "thread"))
    assert found.splits() == (FULL,)
    assert ids(found, "utterances", FULL) == ["thread"]
    assert ids(found, "pairs", FULL) == []


def test_an_event_of_a_document_without_quotes_counts(tmp_path: Path):
    found = store(tmp_path, *TWO_EVENTS)
    (tmp_path / "none.jsonl").touch()
    found.add(tmp_path / "none.jsonl", [("x", "validation")])
    assert found.splits() == (FULL,)


def test_few_versions_are_in_memory_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(crossing, "BATCH", 2)
    found = store(tmp_path, *TWO_EVENTS)
    assert [len(batch) for batch in found.batches("utterances", "train")] == [1]
    assert [len(batch) for batch in found.batches("pairs", "train")] == [1]
