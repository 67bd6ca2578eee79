"""The layers together: what points to what is there, and a draft is a sound document."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import said
from each_case import each_case
from said.annotators.annotate import LAYERS, Draft, Registry, draft
from said.check import check_document
from said.check.shape import fast_validator
from said.findings.catalogue import errors
from said.schema import canonical
from said.seeds.documents import read_document
from said.seeds.registries import read_registries
from said.system.errors import SaidError
from said.system.places import Checkout
from said.text import jsontext

ROOT = Path(__file__).parent.parent.parent
SEEDS = sorted(file.parent.name for file in (ROOT / "seeds").glob("*/raw.txt"))
TEXT = (
    "The “Blue Gull” is old. “We lost,” pilot Jonas Berg told Radio Norrvik on Tuesday. He said "
    "that Maria Lind had been “calm.” Lind criticised the port, a crew member told Radio Norrvik."
)
TARGETS = [
    {"id": "port", "kind": "entity", "proposition": "The port is good.", "aliases": ["the port"]}
]


def rows(name: str) -> list[dict[str, Any]]:
    return list(map(json.loads, (ROOT / "seeds" / f"{name}.jsonl").read_text("utf-8").splitlines()))


TOPIC = {
    "id": "openai-departures",
    **{file: rows(f"topics/openai-departures/{file}") for file in ("targets", "frames", "words")},
}
REGISTRY = Registry(rows("entities"), (), [TOPIC])


def layers_of(found: list[dict[str, Any]]) -> set[str]:
    return {one["layer"] for one in found}


@each_case(
    ("wanted", "given"),
    [
        ("dates", {"date"}),
        ("speakers", {"speaker"}),
        ("quotes", {"quote", "mark", "speaker"}),
        ("quotes,dates", {"quote", "mark", "speaker", "date"}),
        (["quote", "dates"], {"quote", "mark", "speaker", "date"}),
        ("stances", {"quote", "mark", "speaker", "stance"}),
    ],
)
def test_a_layer_brings_what_it_points_to(wanted: str | list[str], given: set[str]) -> None:
    found = said.annotate(TEXT, "2024-05-15", wanted, registry=Registry((), TARGETS))
    assert layers_of(found) == given


@each_case("name", LAYERS)
def test_a_layer_is_named_as_in_records_or_as_the_table(name: str) -> None:
    options = {"dct": "2024-05-15", "registry": Registry((), TARGETS)}
    plural, singular = (said.annotate(TEXT, layers=one, **options) for one in (name, name[:-1]))
    assert plural == singular != []


def pointers(one: dict[str, Any]) -> list[str]:
    fields = ("said", "quote", "parent", "continues", "anchor")
    single = [one[field] for field in fields if one.get(field) not in (None, "dct")]
    return [*one.get("source", ()), *one.get("via", ()), *single]


def assert_sound(text: str, told: Draft, known: set[str]) -> None:
    """Fits the schema, says what stands there, points to what is there."""
    ids = {one["id"] for one in told.annotations}
    assert len(ids) == len(told.annotations)
    known = known | {entity["id"] for entity in told.entities} | {"author"}
    for one in told.annotations:
        assert fast_validator("annotation").is_valid(one), one
        assert ids.issuperset(pointers(one)), one
        assert known.issuperset(one.get("speakers", ())), one
        spans = [one["span"]] if "span" in one else [*one.get("content", one.get("expression", ()))]
        for span in (*spans, *one.get("cue", ()), *one.get("verbatim", ())):
            assert text[span["start"] : span["end"]] == span["exact"] != ""
            assert span["exact"] == span["exact"].strip()


@given(st.text("ab“”\"' \n.,said thatHeLind—@(1)", max_size=120))
def test_any_text_gives_sound_records(text: str) -> None:
    told = draft(text, "2024-05-15", LAYERS, registry=Registry((), TARGETS), doc_id="x")
    assert_sound(text, told, set())


@pytest.mark.parametrize("doc_id", SEEDS)
@pytest.mark.parametrize("registry", [REGISTRY, Registry((), TOPIC["targets"])])
def test_a_draft_of_a_real_text_has_no_findings(
    doc_id: str, registry: Registry, tmp_path: Path
) -> None:
    """It goes through the checks of the seeds as it is."""
    checkout = Checkout(tmp_path)
    shutil.copytree(ROOT / "seeds" / doc_id, checkout.seeds / doc_id)
    folder = checkout.seeds / doc_id
    shutil.rmtree(folder / "passes")
    for name in ("decided.jsonl", "adjudication.jsonl"):
        (folder / name).unlink(missing_ok=True)
    metadata = json.loads((folder / "document.json").read_text("utf-8"))
    text = (folder / "raw.txt").read_bytes().decode()
    told = draft(text, metadata["dct"]["value"], LAYERS, "said", registry, doc_id)
    assert_sound(text, told, {row["id"] for row in registry.entities})

    unnamed = [one for one in told.entities if one["kind"] == "anonymous"]
    named = [one for one in told.entities if one["kind"] != "anonymous"]
    metadata["entities"] = unnamed
    (folder / "document.json").write_bytes(canonical.metadata(metadata))
    (folder / "annotations.jsonl").write_bytes(canonical.annotations(told.annotations))
    for name, values in (
        ("entities", [*registry.entities, *named]),
        ("utterances", []),
    ):
        file = checkout.seeds / f"{name}.jsonl"
        file.write_bytes(b"".join(jsontext.line(one) + b"\n" for one in values))
    for shared in ("topics", "events"):
        shutil.copytree(ROOT / "seeds" / shared, checkout.seeds / shared)
    registries, findings = read_registries(checkout)
    seed, more = read_document(checkout, doc_id)
    found = [*findings, *more, *check_document(seed, registries)]
    assert [str(one) for one in errors(found) if one.kind not in UNDRAFTED] == []


UNDRAFTED = {"in-boilerplate", "still-automatic"}
"""A draft has no blocks, so it cannot leave boilerplate alone; and it says which rules made it."""


def test_the_records_tell_who_said_what_and_when() -> None:
    told = draft(TEXT, "2024-05-15", "quotes,dates", doc_id="x")
    by_id = {one["id"]: one for one in told.annotations}
    direct, report, relayed = (one for one in told.annotations if one["layer"] == "quote")
    assert direct["content"][0]["exact"] == "We lost,"
    assert [by_id[one]["span"]["exact"] for one in direct["source"]] == ["Jonas Berg"]
    assert by_id[direct["said"]]["value"] == "2024-05-14"
    assert (report["type"], report["speakers"]) == ("mixed", ["jonas-berg"])
    assert report["verbatim"][0]["exact"] == "calm."
    assert report["resolution"] == "anaphoric"
    assert [by_id[one]["span"]["exact"] for one in relayed["source"]] == ["a crew member"]
    assert [by_id[one]["span"]["exact"] for one in relayed["via"]] == ["Radio Norrvik"]
    marks = [one for one in told.annotations if one["layer"] == "mark"]
    assert [(one["span"]["exact"], one["kind"]) for one in marks] == [("Blue Gull", "term")]
    assert {one["id"] for one in told.entities} >= {"jonas-berg", "maria-lind"}


def test_a_registry_gives_its_ids() -> None:
    known = [{"id": "berg-j", "name": "Jonas Berg", "kind": "person", "aliases": ["Berg"]}]
    told = draft(TEXT, None, "quotes", registry=Registry(known, ()))
    assert "berg-j" in {who for one in told.annotations for who in one.get("speakers", ())}
    assert "jonas-berg" not in {one["id"] for one in told.entities}


def test_stances_need_targets() -> None:
    with pytest.raises(SaidError, match="no targets"):
        said.annotate(TEXT, layers="stances")


def test_words_of_others_count_from_the_time_of_the_saying() -> None:
    text = "On May 3, 2024, Jonas Berg said: “We left yesterday.”"
    found = said.annotate(text, "2024-05-15", "dates,quotes")
    assert [one["value"] for one in found if one["layer"] == "date"] == ["2024-05-03", "2024-05-02"]
