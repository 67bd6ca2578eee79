"""A new document has what its text tells, and marks what a person has to fill in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from each_case import each_case
from edit.making import PROJECT, values
from said.annotators.registry import read_registry
from said.edit.new import New, Told, doc_id_of, new_document, to_fill_in
from said.seeds.documents import TO_FILL_IN
from said.system.errors import SaidError

TEXT = (
    "Old pier stays shut\n\nBy Zoë Ferrand\n\n"
    "Harbour master Marta Lind said on 4 March 2024 that the pier was “a danger to ships”.\n"
    "“We lost,” a pilot told Radio Norrvik on Tuesday. Nobody has seen Sam Altman.\n"
)
KNOWN = read_registry(PROJECT.root)
ALL = ("dates", "quotes", "speakers", "stances")


def made(text: str = TEXT, layers: tuple[str, ...] = ALL, **told: Any) -> New:
    return new_document("pier", text, Told(**told), layers, KNOWN)


def metadata(document: New) -> dict[str, Any]:
    return dict(json.loads(document.files["document.json"]))


def test_the_text_stays_as_it_is() -> None:
    text = "\ufeff Shut\r\non 4 March 2024 \n\n"
    assert made(text).files["raw.txt"] == text.encode()


def test_the_annotations_are_drafted_with_what_the_registry_knows() -> None:
    document = made()
    annotations = values(document.files["annotations.jsonl"])
    assert len(annotations) == document.annotations
    assert {one["layer"] for one in annotations} >= {"date", "quote", "speaker"}
    speakers = [one["speakers"] for one in annotations if one["layer"] == "speaker"]
    assert speakers[1:] == [["marta-lind"], ["pier.anon-1"], ["radio-norrvik"], ["sam-altman"]]
    assert [one["id"] for one in document.entities] == [
        "zoe-ferrand",
        "marta-lind",
        "radio-norrvik",
    ]
    assert [one["id"] for one in metadata(document)["entities"]] == ["pier.anon-1"]
    assert metadata(document)["status"] == "draft"


def test_without_a_draft_there_is_nothing_but_text_and_metadata() -> None:
    document = made(layers=())
    assert set(document.files) == {"raw.txt", "document.json"}
    assert (metadata(document)["status"], document.annotations) == ("raw", 0)


def test_a_layer_alone() -> None:
    annotations = values(made(layers=("dates",)).files["annotations.jsonl"])
    assert {one["layer"] for one in annotations} == {"date"}


def test_the_first_day_in_the_text_is_its_time_for_now() -> None:
    dct = metadata(made())["dct"]
    assert (dct["value"], dct["status"]) == ("2024-03-04", "inferred")
    assert [one["exact"] for one in dct["evidence"]] == ["4 March 2024"]
    assert dct["note"].startswith(TO_FILL_IN)


@each_case(
    ("text", "dct", "evidence"),
    [
        (TEXT, "2024-03-04", ["4 March 2024"]),
        (TEXT, "2024-03-04T10:00:00", ["4 March 2024"]),
        (f"Built in 1950.\n{TEXT}", "2024-03-04", ["4 March 2024"]),
        (TEXT, "2024-03-05", ["4 March 2024"]),
        ("The pier is shut. It was open on Monday.", "2024-03-05", ["Monday"]),
        ("The pier is shut.", "2024-03-05", []),
    ],
)
def test_a_time_that_is_told_rests_on_what_the_text_has(
    text: str, dct: str, evidence: list[str]
) -> None:
    document = metadata(made(text, dct=dct))
    assert document["dct"]["value"] == dct
    assert [one["exact"] for one in document["dct"]["evidence"]] == evidence
    assert document["dct"]["status"] == ("inferred" if evidence else "external")
    assert [one.split(":")[0] for one in to_fill_in(document)] == ["dct.note", "rights"]


def test_deictic_dates_are_counted_from_the_time() -> None:
    annotations = values(made(dct="2024-03-13").files["annotations.jsonl"])
    values_of = [one["value"] for one in annotations if one["layer"] == "date"]
    assert values_of == ["2024-03-04", "2024-03-12"]


@each_case(
    ("text", "told", "cause"),
    [
        ("The pier is shut.", {}, "the text names no day"),
        (TEXT, {"dct": "March"}, "'March' is no date"),
        (TEXT, {"dct": "2024-03-05T10:00"}, "is not complete"),
        (TEXT, {"title": "New pier"}, "title: 'New pier' does not occur in the text"),
        (TEXT, {"title": " pier"}, "title: ' pier' does not occur in the text"),
        (TEXT, {"authors": ["Zoë Ferrand", "Emil"]}, "authors: 'Emil' does not occur"),
    ],
)
def test_what_the_text_does_not_tell(text: str, told: dict[str, Any], cause: str) -> None:
    with pytest.raises(SaidError, match=cause):
        made(text, **told)


def test_a_title_that_is_a_line_is_a_headline() -> None:
    document = made(layers=(), title="Old pier stays shut", authors=["Zoë Ferrand"])
    (block,) = values(document.files["annotations.jsonl"])
    span = {"start": 0, "end": 19, "exact": "Old pier stays shut"}
    assert block == {"id": "b1", "layer": "block", "span": span, "kind": "headline"}
    told = metadata(document)
    assert (told["title"], told["authors"]) == ("Old pier stays shut", ["Zoë Ferrand"])
    assert told["provenance"] == [
        {"field": "title", "status": "stated", "evidence": [span], "note": None},
        {
            "field": "authors",
            "status": "stated",
            "evidence": [{"start": 24, "end": 35, "exact": "Zoë Ferrand"}],
            "note": None,
        },
    ]


def test_a_title_inside_a_line_is_none() -> None:
    assert "annotations.jsonl" not in made(layers=(), title="Old pier").files


def test_a_title_is_rather_a_line_than_a_part_of_one() -> None:
    text = "The old pier, 4 March 2024\nold pier\n"
    (block,) = values(made(text, (), title="old pier").files["annotations.jsonl"])
    assert block["span"]["start"] == 27


@each_case(
    ("stem", "doc_id"),
    [
        ("norrvik-pier", "norrvik-pier"),
        ("Norrvik: der Pier (2)", "Norrvik-der-Pier-2"),
        ("_Zoë_", "Zoe"),
        ("x" * 120, "x" * 100),
    ],
)
def test_a_name_becomes_an_id(stem: str, doc_id: str) -> None:
    assert doc_id_of(stem) == doc_id


@each_case("stem", ["", "—", "港"])
def test_a_name_of_which_no_id_is_left(stem: str) -> None:
    with pytest.raises(SaidError, match="gives no id"):
        doc_id_of(stem)


def test_an_id_that_is_none() -> None:
    with pytest.raises(SaidError, match="no id of a document"):
        new_document("../x", TEXT, Told(), (), KNOWN)
