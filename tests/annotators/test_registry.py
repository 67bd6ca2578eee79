"""The registries that the annotators may know."""

from __future__ import annotations

from pathlib import Path

import pytest

from said.annotators.annotate import NOTHING, Registry
from said.annotators.inputs import BadInput
from said.annotators.registry import read_registry

ENTITY = (
    '{"id": "jonas-berg", "name": "Jonas Berg", "kind": "person", "aliases": ["Berg"], '
    '"role": null, "wikidata": null}\n'
)
TARGET = (
    '{"id": "port", "kind": "entity", "proposition": "The port is good.", "aliases": ["port"]}\n'
)


def test_a_folder_or_a_checkout(tmp_path: Path) -> None:
    (tmp_path / "entities.jsonl").write_text(ENTITY)
    found = read_registry(tmp_path)
    assert [one["id"] for one in found.entities] == ["jonas-berg"]
    assert found.targets == []
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "targets.jsonl").write_text(TARGET)
    found = read_registry(tmp_path)
    assert (found.entities, [one["id"] for one in found.targets]) == ([], ["port"])


def test_all_mistakes_are_told_at_their_place(tmp_path: Path) -> None:
    (tmp_path / "entities.jsonl").write_text(ENTITY + ENTITY.replace("person", "persona"))
    (tmp_path / "targets.jsonl").write_text("{")
    with pytest.raises(BadInput, match="nothing was annotated") as told:
        read_registry(tmp_path)
    places = [problem.split(": ")[0] for problem in told.value.findings]
    assert [place.rsplit("/", 1)[1].split(":")[:2] for place in places] == [
        ["entities.jsonl", "2"],
        ["targets.jsonl", "1"],
    ]


def test_a_folder_without_any(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as told:
        read_registry(tmp_path)
    assert "no entities.jsonl, no targets.jsonl" in told.value.findings[0]


def test_nothing_is_known_by_default() -> None:
    assert Registry() == NOTHING
