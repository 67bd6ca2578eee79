"""Annotations that come back from another program replace those of its layers, and no others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import harbour
from said.edit.merge import Merged, merge_annotations
from said.formats.document import AnnotatedText
from said.schema.scheme import COLUMNS
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


def new_date(folder: Path, id_: str, doc_id: str = "harbour") -> AnnotatedText:
    """What comes back where the last date was removed and another one was added: its reader gave it
    the next number of those that it saw."""
    *others, last = [one for one in annotations(folder) if one["layer"] == "date"]
    text = (folder / "raw.txt").read_text(encoding="utf-8")
    added = {**last, "id": id_, "span": {"start": 0, "end": 1, "exact": text[0]}}
    added["anchor"] = id_
    return AnnotatedText(doc_id, text, None, [added, *others], new=frozenset({id_}))


def test_the_id_of_a_removed_annotation_is_not_given_again(folder: Path) -> None:
    dates = [one["id"] for one in annotations(folder) if one["layer"] == "date"]
    last = dates[-1]
    result = merge_annotations([new_date(folder, last)], folder, ("date",))
    (added,) = result.added
    assert added not in dates
    assert (result.removed, result.changed) == ([last], [])
    (line,) = [one for one in annotations(folder) if one["id"] == added]
    assert line["anchor"] == added


def test_what_a_tool_renamed_keeps_its_ids(folder: Path) -> None:
    """A tool may give new ids to all that a program suggested and a person accepted."""
    dates = [one for one in annotations(folder) if one["layer"] == "date"]
    names = {one["id"]: f"d{number}" for number, one in enumerate(dates, 70)}
    renamed = [
        {**one, "id": names[one["id"]]}
        | ({"anchor": names[one["anchor"]]} if one.get("anchor") in names else {})
        for one in dates
    ]
    text = (folder / "raw.txt").read_text(encoding="utf-8")
    document = AnnotatedText("harbour", text, None, renamed, new=frozenset(names.values()))
    result = merge_annotations([document], folder, ("date",))
    assert (result.added, result.removed, result.changed) == ([], [], [])


def test_renamed_annotations_of_one_place_keep_their_own_ids(folder: Path) -> None:
    (first, *_) = [one for one in annotations(folder) if one["layer"] == "date"]
    same = [first | {"id": f"d{n}", "value": f"20{n}"} for n in (41, 42, 43)]
    merged(folder, same)
    text = (folder / "raw.txt").read_text(encoding="utf-8")
    renamed = [same[2] | {"id": "d91"}, same[0] | {"id": "d92"}, same[1] | {"id": "d93"}]
    renamed[2]["value"] = "2099"
    document = AnnotatedText("harbour", text, None, renamed, new=frozenset(("d91", "d92", "d93")))
    result = merge_annotations([document], folder, ("date",))
    assert (result.added, result.removed, result.changed) == ([], [], ["d42"])


def test_the_ids_of_passes_and_adjudication_are_not_given_again(folder: Path) -> None:
    (folder / "passes").mkdir()
    line = {"id": "d70", "layer": "date", "span": {"start": 0, "end": 1, "exact": "x"}}
    (folder / "passes" / "b.jsonl").write_text(json.dumps(line) + "\n")
    assert merge_annotations([new_date(folder, "d99")], folder, ("date",)).added == ["d71"]
    (folder / "adjudication.jsonl").write_text(json.dumps({"result": "d80", "a": ["d90"]}) + "\n")
    assert merge_annotations([new_date(folder, "d99")], folder, ("date",)).added == ["d91"]


@pytest.mark.slow
def test_the_ids_of_releases_are_not_given_again(folder: Path, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    release = tmp_path / "checkout" / "corpus" / "0.9.0"
    (release / "documents").mkdir(parents=True)
    (release / "manifest.json").write_text("{}")
    columns = {column: [[{"id": f"{column[0]}8"}], []] for column in COLUMNS.values()}
    columns["dates"] = [[{"id": "d4000"}], [{"id": "d5000"}]]
    rows = pa.table({"doc_id": ["harbour", "another"], **columns})
    pq.write_table(rows, release / "documents" / "train-00000-of-00001.parquet")
    assert merge_annotations([new_date(folder, "d99")], folder, ("date",)).added == ["d4001"]
    (release / "documents" / "broken.parquet").write_bytes(b"x")
    assert merge_annotations([new_date(folder, "d99")], folder, ("date",)).added == ["d4002"]


def test_a_reading_becomes_a_pass(folder: Path) -> None:
    before = annotations(folder)
    document = new_date(folder, "d99")._replace(new=frozenset())
    result = merge_annotations([document], folder, ("date",), reading="anna")
    assert result.file == folder / "passes" / "anna.jsonl"
    assert result.added == [one["id"] for one in document.annotations]
    assert annotations(folder) == before
    for name in ("", "../x", "a/b", ".a", "a\n"):
        with pytest.raises(SaidError, match="cannot be the name of a pass"):
            merge_annotations([document], folder, ("date",), reading=name)
