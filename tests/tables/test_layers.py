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
from said.schema.rows import Document
from said.seeds.documents import read_document
from said.seeds.registries import read_registries
from said.system.places import SOURCE_ROOT, Checkout
from said.tables.record import assemble_record
from said.tables.utterances import reported_quotes
from said.tables.view import View

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


def record_of(doc_id: str) -> Document:
    """The record of a document of this corpus."""
    registries, _ = read_registries(Checkout(SOURCE_ROOT))
    return assemble_record(read_document(Checkout(SOURCE_ROOT), doc_id)[0], registries)


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


def test_quotes_that_a_stance_refers_to_are_no_negatives():
    """Where the layer `quote` is absent, they are not all quotes of the document."""
    record = record_of("002_e7c3c1c26a4b60e9")
    assert list(reported_quotes(View.of(record), "train"))
    record["layers"] = [layer for layer in record["layers"] if layer != "quote"]
    assert list(reported_quotes(View.of(record), "train")) == []


def without(*names: str, **added: Any) -> Callable[[list[Line]], list[Line]]:
    """Leaves fields out of all annotations, and adds others to the first quote."""

    def change(lines: list[Line]) -> list[Line]:
        dropped = {"utterance", *names}
        kept = [{k: v for k, v in line.items() if k not in dropped} for line in lines]
        next(line for line in kept if line["layer"] == "quote").update(added)
        return kept

    return change


def in_quotes(rows: dict[str, list[Line]], name: str) -> list[Any]:
    """A field of all quotes; the table `documents` has the same as `quotes`."""
    values = [quote[name] for quote in rows["quotes"]]
    in_record = [quote[name] for quote in rows["documents"][0]["quotes"]]
    assert [value is None for value in values] == [value is None for value in in_record]
    return values


def test_phrase_and_addressee_are_null_where_no_quote_has_either(build):
    rows = build(without("phrase", "addressee"))
    assert set(in_quotes(rows, "phrase")) == set(in_quotes(rows, "addressee")) == {None}
    assert set(in_quotes(rows, "polarity")) == {"positive"}
    assert set(in_quotes(rows, "determinacy")) == {"determinate"}


def test_phrase_and_addressee_are_lists_where_a_quote_has_either(build):
    rows = build(lambda lines: without("phrase", addressee=[mention_in(lines)])(lines))
    assert all(phrase == [] for phrase in in_quotes(rows, "phrase"))
    first, *others = in_quotes(rows, "addressee")
    assert len(first) == 1
    assert others
    assert all(addressee == [] for addressee in others)


def mention_in(lines: list[Line]) -> str:
    """The last mention, which is the source of no quote that comes first."""
    return [line["id"] for line in lines if line["layer"] == "speaker"][-1]


def test_polarity_is_null_where_quotes_follow_another_convention(build):
    change = without(polarity="negative")
    rows = build(change, convention={"quote": "polnear"})
    first, *others = in_quotes(rows, "polarity")
    assert first == "negative"
    assert set(others) == {None}
    assert set(in_quotes(rows, "determinacy")) == {None}


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
