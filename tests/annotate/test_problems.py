"""What a build would find wrong with a draft."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from said.annotate import NOTHING, Draft, Registry, draft
from said.annotate.problems import draft_errors

ROOT = Path(__file__).parent.parent.parent
DCT = "2024-05-15"
TEXT = (
    "“We lost,” pilot Jonas Berg told Radio Norrvik on Tuesday. A sailor said that it was “calm.”"
)


def test_a_sound_draft_has_none() -> None:
    """With people whom no registry has, and voices without a name."""
    made = draft(TEXT, DCT, ["dates", "quotes", "speakers"], doc_id="draft")
    assert {entity["kind"] for entity in made.entities} >= {"person", "anonymous"}
    assert draft_errors(TEXT, DCT, made, NOTHING) == []


def test_known_people_and_targets_are_taken_from_the_registry() -> None:
    entities, targets = (
        [json.loads(line) for line in (ROOT / f"seeds/{name}.jsonl").read_text().splitlines()]
        for name in ("entities", "targets")
    )
    text = "“OpenAI is great,” Sam Altman said on Tuesday."
    registry = Registry(entities, targets)
    made = draft(text, DCT, ["stances", "dates"], registry=registry, doc_id="draft")
    assert "stance" in {one["layer"] for one in made.annotations}
    assert draft_errors(text, DCT, made, registry) == []
    kinds = {one.kind for one in draft_errors(text, DCT, made, NOTHING)}
    assert kinds == {"unknown-entity", "unknown-target"}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda one: one.update(layer="verse"), "schema"),
        (lambda one: one["content"][0].update(exact="We won,"), "span-exact"),
        (lambda one: one.update(source=["s99"]), "unknown-annotation"),
    ],
)
def test_errors_of_each_level_are_found(change, kind: str) -> None:
    made = draft(TEXT, DCT, ["quotes"], doc_id="draft")
    records = json.loads(json.dumps(made.annotations))
    change(next(one for one in records if one["layer"] == "quote"))
    found = draft_errors(TEXT, DCT, Draft(records, made.entities), NOTHING)
    assert kind in {one.kind for one in found}
    assert {one.file for one in found} == {"draft/annotations.jsonl"}


def test_the_text_is_not_judged() -> None:
    assert draft_errors(f"\x01\u200b{TEXT}", DCT, Draft([], []), NOTHING) == []
