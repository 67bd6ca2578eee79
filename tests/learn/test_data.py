"""The documents to learn from: what is read, what is left out, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from learn.making import article, articles, write_rows
from said.learn import data
from said.learn.data import TrainingSet, read_training_set
from said.scoring.sets import BadSet
from said.system.errors import SaidError
from said.system.places import Checkout


def read(*names: str | Path, **options: Any) -> TrainingSet:
    return read_training_set(None, list(map(str, names)), options.pop("layer", "quote"), **options)


@pytest.fixture
def rows(tmp_path: Path) -> Any:
    def write(*rows: dict[str, Any], name: str = "rows.jsonl") -> str:
        return write_rows(tmp_path / name, rows)

    return write


def test_seeds_and_release_are_the_same_documents(built_small: Checkout) -> None:
    release = next(built_small.corpus.glob("*/manifest.json")).parent
    found = [
        read(name) for name in (built_small.root, built_small.seeds, release, release / "documents")
    ]
    for one in found:
        assert [document.doc_id for document in one.documents] == [
            document.doc_id for document in found[0].documents
        ]
        assert one.convention == "said"
        assert {document.event for document in one.documents} == {"openai-departures"}
    quotes = [
        [
            (item.place, item.cue, item.source, item.label)
            for document in one.documents
            for item in document.readings[0]
            if item.layer == "quote"
        ]
        for one in found
    ]
    assert quotes[0]
    assert all(one == quotes[0] for one in quotes)


def test_a_folder_of_a_document_is_that_document(built_small: Checkout) -> None:
    folder = sorted(built_small.seeds.glob("*/document.json"))[0].parent
    assert [one.doc_id for one in read(folder).documents] == [folder.name]


def test_a_table_is_read(built_small: Checkout, tmp_path: Path) -> None:
    file = next(built_small.corpus.glob("*/documents/train-*.parquet"))
    table = pq.read_table(file)
    pq.write_table(table, tmp_path / "some.parquet")
    ids = table.column("doc_id").to_pylist()
    assert [one.doc_id for one in read(tmp_path / "some.parquet").documents] == sorted(ids)


def test_a_document_without_the_layer_is_missing_and_not_empty(rows: Any) -> None:
    other = article("other", layers=["date"]) | {"quotes": []}
    empty = article("empty", layers=["quote", "date"]) | {"quotes": []}
    found = read(rows(*articles(3), other, empty))
    assert [one.doc_id for one in found.documents] == ["a000", "a001", "a002", "empty"]
    assert found.without_layer == ["other"]


def test_seeds_say_which_layers_they_lack(checkout: Checkout) -> None:
    file = sorted(checkout.seeds.glob("*/document.json"))[0]
    status = '"status": "adjudicated",'
    layers = '"layers": [\n    "date"\n  ],'
    file.write_text(file.read_text().replace(status, f"{status}\n  {layers}"))
    lines = file.with_name("annotations.jsonl")
    kept = [line for line in lines.read_text().splitlines(True) if '"layer": "date"' in line]
    lines.write_text("".join(kept))
    assert read(checkout.root).without_layer == [file.parent.name]


def test_licences_are_counted(rows: Any) -> None:
    given = [
        article("a"),
        article("b"),
        article("c", license="CC-BY-4.0"),
        article("d", license=None, rights="All rights are with the outlet."),
        article("e", license=None),
    ]
    assert read(rows(*given)).licences() == {
        "CC0-1.0": 2,
        "All rights are with the outlet.": 1,
        "CC-BY-4.0": 1,
        "no licence is known": 1,
    }


def test_the_digest_depends_on_texts_and_annotations_alone(rows: Any) -> None:
    given = articles(3)
    first = read(rows(*given)).digest
    assert read(rows(*reversed(given), name="other.jsonl")).digest == first
    changed = json.loads(json.dumps(given))
    changed[0]["quotes"][0]["cue"] = []
    assert read(rows(*changed)).digest != first


@pytest.mark.parametrize(
    ("given", "layer", "cause"),
    [
        ([article("a", layers=["date"])], "quote", "none of the 1 documents is annotated for"),
        ([article("a") | {"quotes": []}], "quote", "no quote is annotated in any of the 1"),
        ([article("a", language="de")], "quote", "a: its language is de"),
        ([article("a") | {"text": None}], "quote", "a has no text"),
        (
            [article("a"), article("b", convention={"quote": "polnear"})],
            "quote",
            "the quotes follow several conventions: said in 1 document, such as a; polnear in 1",
        ),
    ],
)
def test_what_cannot_be_learned_from(
    given: list[dict[str, Any]], layer: str, cause: str, rows: Any
) -> None:
    with pytest.raises(SaidError) as told:
        read(rows(*given), layer=layer)
    assert cause in told.value.cause
    assert told.value.remedy


def test_a_document_that_is_too_long_is_refused(rows: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    long = article("long")
    monkeypatch.setattr(data, "LONGEST", len(long["text"]) - 1)
    with pytest.raises(SaidError, match=r"long has [\d,]+ characters, .* at most") as told:
        read(rows(long))
    assert told.value.remedy == "leave the document out, or divide it into several"
    monkeypatch.setattr(data, "LONGEST", len(long["text"]))
    assert read(rows(long)).documents


def test_languages_with_a_region_are_english(rows: Any) -> None:
    assert len(read(rows(article("a", language="en-GB"))).documents) == 1


def test_a_language_that_nobody_learns_does_no_harm(rows: Any) -> None:
    german = article("b", language="de", layers=["date"]) | {"quotes": []}
    assert len(read(rows(article("a"), german)).documents) == 1


def test_an_unknown_label_is_refused(rows: Any) -> None:
    wrong = article("a")
    wrong["quotes"][0]["type"] = "whispered"
    with pytest.raises(SaidError, match="unknown label") as told:
        read(rows(wrong))
    assert "whispered" in told.value.cause


def test_a_document_is_named_once(rows: Any) -> None:
    one, other = rows(article("a")), rows(article("a"), article("b"), name="other.jsonl")
    with pytest.raises(SaidError) as told:
        read(one, other)
    assert told.value.cause == f"a is both in {one} and in {other}"


def test_a_convention_is_for_data_that_name_none(rows: Any) -> None:
    assert read(rows(article("a")), convention="polnear").convention == "polnear"
    with pytest.raises(SaidError, match="follow the convention said, not polnear"):
        read(rows(article("a", convention={"quote": "said"})), convention="polnear")


def test_speakers_are_alike_in_all_conventions(rows: Any) -> None:
    mention = {"id": "s1", "span": {"start": 0, "end": 5}, "speakers": ["x"], "form": "name"}
    given = [
        article(name, layers=["speaker"], convention={"speaker": name}) | {"speakers": [mention]}
        for name in ("pdnc", "litbank")
    ]
    assert read(rows(*given), layer="speaker").convention == "said"


def test_mistakes_in_seeds_are_reported(checkout: Checkout) -> None:
    file = sorted(checkout.seeds.glob("*/annotations.jsonl"))[0]
    file.write_text(file.read_text().replace('"type": "direct"', '"type": "whispered"', 1))
    with pytest.raises(BadSet) as told:
        read(checkout.root)
    assert any("whispered" in str(one) for one in told.value.findings)
    assert any(checkout.name_of(file) in str(one) for one in told.value.findings)


def test_seeds_without_an_adjudicated_document(checkout: Checkout) -> None:
    for file in checkout.seeds.glob("*/document.json"):
        file.write_text(file.read_text().replace('"adjudicated"', '"draft"'))
    with pytest.raises(SaidError, match="no annotated document") as told:
        read(checkout.root)
    assert "adjudicated" in told.value.remedy


@pytest.mark.parametrize("name", ["no-such-folder", "gold"])
def test_a_set_that_is_not_there(name: str) -> None:
    with pytest.raises(SaidError) as told:
        read(name)
    assert told.value.cause.startswith(f"{name}: no ")
