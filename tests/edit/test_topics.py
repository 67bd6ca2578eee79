"""Targets of version 1 become a topic, and no target or document is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harbour import LINES, METADATA, copy, edit
from said.edit.fix import write_fixed
from said.edit.topics import move_targets
from said.seeds import changes
from said.system.places import Checkout
from said.validation import validate

OLD, NEW = "seeds/targets.jsonl", "seeds/topics/harbour-news/targets.jsonl"


@pytest.fixture
def version_1(tmp_path: Path) -> Checkout:
    """The harbour as it was in version 1."""
    checkout = copy(tmp_path)
    topic = checkout.seeds / "topics" / "port" / "targets.jsonl"
    topic.rename(checkout.root / OLD)
    topic.parent.rmdir()
    topic.parent.parent.rmdir()
    edit(checkout, METADATA, ',\n  "topics": [\n    "port"\n  ]', "")
    return checkout


def found(checkout: Checkout) -> list[tuple[str, str]]:
    return [(one.file, one.kind) for one in validate.validate(checkout.root)]


def move(checkout: Checkout) -> list[str]:
    fixed = move_targets(checkout)
    with changes.locked_home(checkout.seeds):
        write_fixed(fixed, checkout.root, checkout)
    return [one.message for one in fixed.findings]


def test_a_checkout_of_version_1_is_sound_and_told_what_to_do(version_1: Checkout) -> None:
    assert found(version_1) == [(OLD, "version-1-targets")]


def test_the_list_becomes_a_topic_that_every_document_names(version_1: Checkout) -> None:
    targets = (version_1.root / OLD).read_bytes()
    assert "no frames.jsonl, so fewer stances" in move_targets(version_1).done[0]
    assert move(version_1) == []
    assert not (version_1.root / OLD).exists()
    assert (version_1.root / NEW).read_bytes() == targets
    assert json.loads((version_1.root / METADATA).read_bytes())["topics"] == ["harbour-news"]
    assert found(version_1) == []
    assert not any(move_targets(version_1)), "there is nothing left to move"


def test_a_move_that_was_interrupted_is_finished(version_1: Checkout) -> None:
    targets = (version_1.root / OLD).read_bytes()
    move(version_1)
    (version_1.root / OLD).write_bytes(targets)
    assert move(version_1) == []
    assert not (version_1.root / OLD).exists()


def test_a_topic_with_other_targets_is_left_alone(version_1: Checkout) -> None:
    other = b'{"id": "sea", "kind": "issue", "proposition": "P.", "aliases": []}\n'
    (version_1.root / NEW).parent.mkdir(parents=True)
    (version_1.root / NEW).write_bytes(other)
    assert move(version_1) == [f"the targets were not moved to a topic: {NEW} has other targets"]
    assert (version_1.root / NEW).read_bytes() == other
    assert (version_1.root / OLD).exists()


@pytest.mark.parametrize("file", [OLD, METADATA])
def test_nothing_is_moved_beside_a_file_that_cannot_be_read(version_1: Checkout, file: str) -> None:
    (version_1.root / file).write_text("{")
    (message, _) = move(version_1)
    assert message.endswith(f"{file} cannot be read")
    assert (version_1.root / OLD).exists()
    assert not (version_1.root / NEW).exists()


def test_a_document_with_topics_keeps_them(version_1: Checkout) -> None:
    edit(version_1, METADATA, '"adjudicated"\n', '"adjudicated",\n  "topics": []\n')
    assert (LINES, "unknown-target") in found(version_1)
    move(version_1)
    assert json.loads((version_1.root / METADATA).read_bytes())["topics"] == []
