"""A topic has frames of its own: those of the corpus draft what their examples show, and those of
an invented topic work the same way."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import said
from annotators.stance import norrvik
from cli.running import run
from each_case import each_case
from said.annotators.registry import read_registry
from said.system.places import SOURCE_ROOT

EVENT = read_registry(SOURCE_ROOT)
MENTIONED = "OpenAI builds AI. OpenAI is led by Sam Altman, and Ilya Sutskever left."

PIER: dict[str, Any] = {
    "id": "old-pier",
    "targets": [
        {
            "id": "port-authority",
            "kind": "entity",
            "proposition": "The port authority deserves trust.",
            "aliases": ["Port Authority"],
        },
        {
            "id": "pier-repair",
            "kind": "issue",
            "proposition": "The old pier should be repaired.",
            "aliases": ["repair of the pier"],
            "related": ["port-authority"],
        },
        {
            "id": "pier-safety",
            "kind": "issue",
            "proposition": "The port authority keeps the pier safe.",
            "aliases": [],
            "of": "port-authority",
            "aspect": "railings",
        },
    ],
    "words": [
        {"id": "topic", "words": ["the pier", "old pier"]},
        {"id": "railings", "words": ["Railings", "planks", "handrail"]},
        {"id": "works", "words": ["repair", "repairs", "restoration"]},
    ],
    "frames": [
        {
            "id": "works wanted",
            "target": "pier-repair",
            "label": "favor",
            "words": ["advocacy", "works"],
            "expression": ["advocacy", "works"],
            "ordered": True,
            "holder": "subject",
            "example": "Marta Lind called for repairs.",
        },
        {
            "id": "railings neglected",
            "aspect": "railings",
            "label": "against",
            "words": ["neglect", "railings"],
            "expression": ["neglect"],
            "example": "“The Port Authority has neglected the handrail.”",
        },
    ],
}
ENTITIES = [
    {"id": "marta-lind", "name": "Marta Lind", "kind": "person", "aliases": ["Lind"],
     "role": None, "wikidata": None},
]  # fmt: skip
TEXT = (
    "The old pier is closed. “The Port Authority has neglected the handrail,” Marta Lind said. "
    "Lind called for repairs.\n"
)
DRAFTED = {
    ("marta-lind", "pier-safety", "against"),
    ("marta-lind", "pier-repair", "favor"),
}


def drafted(text: str, registry: said.Registry) -> set[tuple[str, str, str]]:
    """Holder, target and label of the stances in a text."""
    found = said.annotate(text, "2024-05-17", "stances", registry=registry)
    return {(r["holder"], r["target"], r["label"]) for r in found if r["layer"] == "stance"}


@each_case("frame", norrvik.rows("frames"))
def test_a_frame_of_the_corpus_drafts_its_example(frame: dict[str, Any]) -> None:
    speaker = " Ilya Sutskever said." if frame["example"].startswith("“") else ""
    alone = said.Registry(EVENT.entities, (), [{**EVENT.topics[0], "frames": [frame]}])
    found = drafted(f"{MENTIONED} {frame['example']}{speaker}\n", alone)
    target = frame.get("target", "openai-safety")
    assert (target, frame["label"]) in {(target, label) for _, target, label in found}


def test_an_invented_topic_gets_its_stances() -> None:
    assert drafted(TEXT, said.Registry(ENTITIES, (), [PIER])) == DRAFTED


def test_a_text_that_is_not_on_the_topic_gets_none_from_its_frames() -> None:
    elsewhere = TEXT.replace("old pier", "road")
    assert drafted(elsewhere, said.Registry(ENTITIES, (), [PIER])) == set()


def test_lists_of_one_name_in_two_topics_are_two_lists() -> None:
    other = deepcopy(PIER)
    other |= {"id": "road", "targets": other["targets"][:2], "frames": other["frames"][:1]}
    other["targets"][1]["id"] = "road-repair"
    other["frames"][0]["target"] = "road-repair"
    other["words"] = [{"id": "works", "words": ["asphalt"]}]
    both = said.Registry(ENTITIES, (), [PIER, other])
    assert drafted(TEXT, both) == DRAFTED
    text = TEXT.replace("repairs", "asphalt")
    assert ("marta-lind", "road-repair", "favor") in drafted(text, both)


def write(folder: Path) -> None:
    """A corpus with the invented topic and a text on it."""
    topic = folder / "seeds" / "topics" / "old-pier"
    topic.mkdir(parents=True)
    for file in ("targets", "words", "frames"):
        (topic / f"{file}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in PIER[file]))
    (folder / "seeds" / "entities.jsonl").write_text(json.dumps(ENTITIES[0]) + "\n")
    (folder / "pier.txt").write_text(TEXT)


@pytest.mark.parametrize("registry", [".", "seeds", "seeds/topics/old-pier"])
def test_the_topic_comes_from_a_folder(
    tmp_path: Path, registry: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path)
    options = ["--layer", "stances", "--registry", tmp_path / registry]
    ended = run(capsys, "annotate", tmp_path / "pier.txt", *options)
    assert ended.status == 0, ended.err
    lines = map(json.loads, ended.out.splitlines())
    assert {r["target"] for r in lines if r["layer"] == "stance"} == {"pier-safety", "pier-repair"}


@each_case(
    ("file", "row", "change", "told"),
    [
        ("frames", 0, {"words": ["advocasy"]}, "there is no word list advocasy"),
        ("frames", 0, {"target": "pier"}, "pier is not in"),
        ("frames", 0, {"reach": "far"}, "is not a whole number"),
        ("frames", 0, {"aspect": "railings"}, "either target or aspect"),
        ("words", 1, {"words": ["  "]}, "must be words, not white space alone"),
        ("targets", 2, {"of": "nobody"}, "nobody is not in"),
        ("targets", 0, {"aliases": ["x"] * 2}, "an item twice"),
        ("targets", 0, {"aliases": [f"alias {n}" for n in range(1001)]}, "1,001 items"),
    ],
)
def test_a_topic_with_a_mistake_is_refused(
    file: str, row: int, change: dict[str, Any], told: str
) -> None:
    topic = deepcopy(PIER)
    topic[file][row] |= change
    with pytest.raises(said.SaidError, match=told):
        drafted(TEXT, said.Registry(ENTITIES, (), [topic]))


@pytest.mark.parametrize("topic", [None, 3, [], {}, {"targets": 3}, {"targets": [{"id": {1}}]}])
def test_what_is_no_topic_is_refused(topic: Any) -> None:
    with pytest.raises(said.SaidError, match="topics"):
        drafted(TEXT, said.Registry(ENTITIES, (), [topic]))


WIND = {
    "id": "wind",
    "targets": [
        {
            "id": "wind-farm",
            "kind": "issue",
            "proposition": "The wind farm should be built.",
            "aliases": ["wind farm"],
        },
        {
            "id": "algae",
            "kind": "issue",
            "proposition": "The algae are a danger to swimmers.",
            "aliases": ["algae"],
        },
    ],
}


@each_case(
    ("text", "label"),
    [
        ("Marta Lind backed the wind farm on Monday.", "favor"),
        ("Marta Lind voted against the wind farm.", "against"),
        ("Marta Lind is opposed to the wind farm.", "against"),
        ("Marta Lind does not support the wind farm.", "against"),
        ("“The wind farm is a waste of money,” Marta Lind said.", "against"),
        ("The wind farm has forty turbines.", None),
        ("Marta Lind praised wind farm workers.", None),
        ("Marta Lind condemned the algae.", None),
    ],
)
def test_an_issue_with_a_name_alone_is_judged_by_the_general_rules(
    text: str, label: str | None
) -> None:
    found = drafted(text, said.Registry(ENTITIES, (), [WIND]))
    assert found == ({("marta-lind", "wind-farm", label)} if label else set())
