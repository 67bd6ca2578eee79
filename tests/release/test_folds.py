"""A fold leaves one document out within its event, and never parts near-duplicates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from said.release.folds import FOLDS, assign_folds, find_folds
from said.system.places import SOURCE_ROOT, Checkout
from said.text import jsontext

EVENTS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.sampled_from([None, "flood", "vote"]), max_size=12
).map(lambda events: dict(sorted(events.items())))


@pytest.mark.parametrize("count", [2, 5, 12])
def test_each_document_of_an_event_is_left_out_once(count: int) -> None:
    events = dict.fromkeys((f"d{number:02d}" for number in range(count)), "flood")
    assert assign_folds(events, {}) == {doc_id: at for at, doc_id in enumerate(events)}


@settings(derandomize=True)
@given(EVENTS)
def test_a_document_without_an_event_stays_where_it_is(events: dict[str, str | None]) -> None:
    folds = assign_folds(events, {})
    for doc_id, event in events.items():
        if event is None:
            assert assign_folds({doc_id: None}, {})[doc_id] == folds[doc_id] < FOLDS


def test_an_event_of_one_document_does_not_fill_the_first_fold() -> None:
    events = {f"d{number}": f"event-{number}" for number in range(200)}
    assert set(assign_folds(events, {}).values()) == set(range(FOLDS))


@settings(derandomize=True)
@given(EVENTS, st.data())
def test_near_duplicates_share_a_fold(events: dict[str, str | None], data: st.DataObject) -> None:
    ids = list(events)
    alike = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    first_of = {doc_id: min(alike) for doc_id in alike}
    folds = assign_folds(events, first_of)
    assert folds.keys() == events.keys()
    assert len({folds[doc_id] for doc_id in alike}) <= 1
    for event in ("flood", "vote"):
        apart = [folds[one] for one in ids if events[one] == event and one not in first_of]
        assert len(set(apart)) == len(apart) or len(apart) < 2


def corpus(root: Path, texts: Mapping[str, tuple[str, str | None]]) -> Checkout:
    for doc_id, (text, event) in texts.items():
        folder = root / "seeds" / doc_id
        folder.mkdir(parents=True)
        (folder / "raw.txt").write_text(text)
        metadata = {"status": "adjudicated", **({"event": event} if event else {})}
        (folder / "document.json").write_bytes(jsontext.compact(metadata))
    return Checkout(root)


def folds_of(checkout: Checkout, *units: list[str]) -> dict[str, int]:
    return find_folds(checkout, units, jobs=1)


def test_near_duplicates_are_found_in_the_texts(tmp_path: Path) -> None:
    text = (SOURCE_ROOT / "seeds" / "001_78d37bcc90e0bc44" / "raw.txt").read_text()
    other = (SOURCE_ROOT / "seeds" / "002_e7c3c1c26a4b60e9" / "raw.txt").read_text()
    checkout = corpus(
        tmp_path,
        {
            "a": (other, "flood"),
            "b": (text, None),
            "c": (text + "\nOne more line.", "flood"),
            "d": ("Nothing of that kind was in the paper that day.", "flood"),
            "e": (text, "vote"),
            "f": ("", None),
        },
    )
    folds = folds_of(checkout, ["a", "b", "c"], ["d", "e", "f", "gone"])
    assert (folds["a"], folds["c"], folds["d"]) == (0, 1, 2)
    assert folds["b"] == folds["c"] == folds["e"]
    assert folds.keys() == {*"abcdef"}


def test_documents_that_are_for_no_release_take_no_fold(tmp_path: Path) -> None:
    texts = {doc_id: (f"The paper {doc_id} says so.", "flood") for doc_id in "abc"}
    checkout = corpus(tmp_path, texts)
    (tmp_path / "seeds" / "a" / "document.json").write_text('{"status": "draft"}')
    assert folds_of(checkout, ["a", "b", "c"]) == {"b": 0, "c": 1}


def test_every_row_has_the_fold_of_its_document(built_full: Checkout) -> None:
    (release,) = built_full.corpus.glob("*.*.*")
    rows = {
        table: [
            jsontext.parse(line)[0]
            for file in sorted((release / "jsonl" / table).glob("*.jsonl"))
            for line in file.read_bytes().splitlines()
        ]
        for table in ("documents", "quotes", "speakers", "dates", "stances", "tokens")
    }
    folds = {row["doc_id"]: row["fold"] for row in rows["documents"]}
    assert sorted(folds.values()) == list(range(len(folds)))
    for table, found in rows.items():
        assert found, table
        for row in found:
            assert row["fold"] == folds[row["doc_id"]]
            assert (row["event"], row["origin"]) == ("openai-departures", "published")
