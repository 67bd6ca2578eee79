"""Annotations that come back from another program replace those of its layers, and no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import harbour
from said.edit.merge import Merged, merge_annotations
from said.formats.document import AnnotatedText
from said.seeds.documents import read_lines_file
from said.system.errors import SaidError
from said.system.places import Checkout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    checkout: Checkout = harbour.copy(tmp_path / "checkout")
    return checkout.seeds / "harbour"


def annotations(folder: Path) -> list[dict[str, Any]]:
    source, _ = read_lines_file(folder / "annotations.jsonl", "annotations.jsonl")
    assert source is not None
    return source.values


def merged(folder: Path, lines: list[dict[str, Any]], doc_id: str = "harbour") -> Merged:
    text = (folder / "raw.txt").read_text(encoding="utf-8")
    return merge_annotations([AnnotatedText(doc_id, text, None, lines)], folder, ("date",))


def test_other_layers_are_kept(folder: Path) -> None:
    before = annotations(folder)
    first, *others = [one for one in before if one["layer"] == "date"]
    changed, new = {**first, "value": "2024-01-01"}, {**first, "id": "d99"}
    result = merged(folder, [changed, new])
    assert (result.added, result.changed) == (["d99"], [first["id"]])
    assert result.removed == [one["id"] for one in others]
    after = annotations(folder)
    assert len(after) == result.annotations
    kept = [one for one in before if one["layer"] != "date"]
    assert [one for one in after if one["layer"] != "date"] == kept


def test_nothing_does_not_replace_something(folder: Path) -> None:
    before = annotations(folder)
    with pytest.raises(SaidError, match="nothing is annotated in what is read"):
        merged(folder, [])
    assert annotations(folder) == before


def test_another_text_is_refused_where_it_differs(folder: Path) -> None:
    text = (folder / "raw.txt").read_text(encoding="utf-8")
    document = AnnotatedText("harbour", f"X{text[1:]}", None, [])
    with pytest.raises(SaidError, match=r"raw\.txt:1:1: "):
        merge_annotations([document], folder, ("date",))
