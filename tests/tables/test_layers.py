"""A layer that a document is not annotated for never looks like a negative (X6)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import said
from said import release
from said.schema import canonical
from said.system.places import SOURCE_ROOT, Checkout

BASE = SOURCE_ROOT / "tests" / "cases" / "base"
CUE = ("cue", "indirect")
ABSENT = ("content", "cue", "source", "speaker", "mark", "stance")
NO_SPEAKERS = {"speakers", "resolution", "utterance", "said"}

Line = dict[str, Any]


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., dict[str, list[Line]]]:
    """Builds the harbour corpus with other metadata and annotations, and gives its rows."""

    def built(
        change: Callable[[list[Line]], list[Line]], *, warnings: int = 0, **metadata: Any
    ) -> dict[str, list[Line]]:
        shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
        shutil.copy(SOURCE_ROOT / "dataset_card.md", tmp_path)
        document = tmp_path / "seeds" / "harbour" / "document.json"
        document.write_bytes(canonical.metadata(json.loads(document.read_text()) | metadata))
        file = tmp_path / "seeds" / "harbour" / "annotations.jsonl"
        lines = change([json.loads(line) for line in file.read_text().splitlines()])
        file.write_bytes(canonical.annotations(lines))
        (tmp_path / "seeds" / "utterances.jsonl").write_text("")
        checkout = Checkout(tmp_path)
        found = list(said.validate(checkout.root))
        assert len(found) == warnings, found
        release.build_release(checkout, jobs=1)
        folders = [one for one in checkout.corpus.glob("*/*") if list(one.glob("*.parquet"))]
        return {
            folder.name: pq.read_table(folder).to_pylist()  # type: ignore[no-untyped-call]
            for folder in folders
        }

    return built


def only(*layers: str, without: set[str] = frozenset()) -> Callable[[list[Line]], list[Line]]:  # type: ignore[assignment]
    return lambda lines: [
        {name: value for name, value in line.items() if name not in without or name == "id"}
        for line in lines
        if line["layer"] in layers
    ]


def test_dates_alone(build):
    rows = build(only("date"), layers=["date"])
    (document,) = rows["documents"]
    assert document["layers"] == ["date"]
    assert {k: v for k, v in document["convention"].items() if v} == {"date": "said"}
    assert [document[name] for name in ("quotes", "speakers", "stances", "marks")] == [None] * 4
    assert {block["kind"] for block in document["blocks"]} == {None}
    assert len(rows["dates"]) == 3
    assert [rows[table] for table in ("quotes", "speakers", "stances")] == [[]] * 3
    for line in rows["tokens"]:
        assert [line[name] for name in ABSENT] == [None] * len(ABSENT)
        assert line["block_kind"] is None
        assert line["boilerplate"] is None
        assert len(line["date"]) == len(line["tokens"])


def test_quotes_without_speakers(build):
    def quotes(lines: list[Line]) -> list[Line]:
        blocks = only("block")(lines)
        return [*blocks, *only("quote", without={*NO_SPEAKERS, "source", "verbatim"})(lines)]

    rows = build(quotes, layers=["block", "quote"])
    for quote in rows["quotes"]:
        assert quote["speakers"] is quote["speaker_names"] is quote["resolution"] is None
        assert quote["source"] == []
        assert (quote["verbatim"] is None) == (quote["type"] == "mixed")
    assert all(line["source"] is None and line["content"] for line in rows["tokens"])


def test_mentions_that_are_sources(build):
    def sources(lines: list[Line]) -> list[Line]:
        kept = [*only("block")(lines), *only("quote", without=NO_SPEAKERS)(lines)]
        needed = {name for line in kept for name in line.get("source", ())}
        mentions = only("speaker", without={"speakers"})(lines)
        return [*kept, *(line for line in mentions if line["id"] in needed)]

    rows = build(sources, layers=["block", "quote"])
    assert rows["speakers"]
    for mention in rows["speakers"]:
        assert mention["speakers"] is mention["speaker_names"] is mention["speaker_kinds"] is None
        assert mention["is_source"] is True
    assert all(line["speaker"] is None for line in rows["tokens"])
    assert any(tag for line in rows["tokens"] for tag in line["source"])


def test_speakers_without_quotes_are_not_said_to_be_no_sources(build):
    def names(lines: list[Line]) -> list[Line]:
        return [line for line in only("speaker")(lines) if line["form"] == "name"]

    rows = build(names, layers=["speaker"])
    assert {mention["is_source"] for mention in rows["speakers"]} == {None}


def test_no_sentence_is_a_negative_where_stances_are_not_annotated(build):
    layers = ["block", "mark", "speaker", "quote", "date"]
    rows = build(only(*layers, without={"utterance"}), layers=layers)
    assert rows["stances"] == []


def test_the_layers_of_the_corpus_count_where_the_document_names_none(build, tmp_path):
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    corpus = json.loads((tmp_path / "seeds" / "corpus.json").read_text()) | {"layers": ["date"]}
    base = only("date")

    def change(lines: list[Line]) -> list[Line]:
        (tmp_path / "seeds" / "corpus.json").write_text(json.dumps(corpus))
        return base(lines)

    assert build(change)["documents"][0]["layers"] == ["date"]


def test_rules_of_the_guidelines_are_not_asked_of_other_conventions(build):
    def odd(lines: list[Line]) -> list[Line]:
        return [
            {
                name: line[name]
                for name in line
                if name != "utterance" and (name, line.get("type")) != CUE
            }
            for line in lines
        ]

    rows = build(odd, convention={"quote": "polnear"})
    assert rows["documents"][0]["convention"]["quote"] == "polnear"
    assert rows["documents"][0]["convention"]["date"] == "said"


def test_a_wrapped_text_has_a_row_for_each_paragraph(build):
    rows = build(only("date"), layers=["date"], wrapped=True)
    assert [line["text"].count("\n") for line in rows["tokens"]] == [4]
    assert rows["documents"][0]["wrapped"] is True
