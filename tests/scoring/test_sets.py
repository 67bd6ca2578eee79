"""Reading two sets of a checkout: which documents are compared, and what is refused where."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from said.scoring.sets import BadSet, of_checkout
from said.system.errors import SaidError
from said.system.places import Checkout

BASE = Path(__file__).parent.parent / "cases" / "base"


@pytest.fixture
def small(tmp_path: Path) -> Checkout:
    """A checkout with an adjudicated document `harbour`, and `pier`, which is none."""
    shutil.copytree(BASE, tmp_path / "checkout")
    checkout = Checkout(tmp_path / "checkout")
    harbour, pier = (checkout.seeds / name for name in ("harbour", "pier"))
    shutil.copytree(harbour, pier)
    for file in (pier / "document.json", pier / "annotations.jsonl"):
        file.write_text(file.read_text().replace("harbour.anon", "pier.anon"))
    edit(pier / "document.json", '"doc_id": "harbour"', '"doc_id": "pier"')
    edit(pier / "document.json", '"adjudicated"', '"draft"')
    for name, folder in (("anna", harbour), ("bo", harbour), ("anna", pier)):
        (folder / "passes").mkdir(exist_ok=True)
        shutil.copy(folder / "annotations.jsonl", folder / "passes" / f"{name}.jsonl")
    return checkout


def edit(file: Path, old: str, new: str) -> None:
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new, 1), encoding="utf-8")


def read(checkout: Checkout, first: str, second: str, **more: Any) -> tuple[list[str], list[str]]:
    both, lonely, _ = of_checkout(checkout, first, second, **more)
    return [one.doc_id for one in both], lonely


def told(checkout: Checkout, first: str, second: str) -> list[tuple[str, int, str]]:
    with pytest.raises(BadSet) as caught:
        of_checkout(checkout, first, second)
    found = caught.value.findings
    assert found == sorted(found)
    count = "1 mistake" if len(found) == 1 else f"{len(found)} mistakes"
    assert caught.value.cause == f"{count} in the annotations"
    return [(one.file, one.line, one.kind) for one in found]


def test_gold_is_what_is_adjudicated(small: Checkout):
    assert read(small, "gold", "bo") == (["harbour"], [])
    assert read(small, "gold", "anna") == (["harbour"], ["pier"])
    assert read(small, "anna", "gold") == (["harbour"], ["pier"])
    (one,), _, registries = of_checkout(small, "gold", "bo")
    assert one.language == "en"
    assert one.text == (BASE / "seeds/harbour/raw.txt").read_text(encoding="utf-8")
    assert set(registries.targets_of(one.topics)) == {"harbour"}


def test_a_pass_goes_by_its_name(small: Checkout):
    edit(small.seeds / "harbour/passes/bo.jsonl", '"pronoun"', '"nominal"')
    (one,), lonely, _ = of_checkout(small, "anna", "bo")
    assert (one.doc_id, lonely) == ("harbour", ["pier"])
    forms = [{a["id"]: a.get("form") for a in of_set}["s2"] for of_set in (one.first, one.second)]
    assert forms == ["pronoun", "nominal"]
    assert read(small, "anna", "anna") == (["harbour", "pier"], [])


def test_documents_can_be_chosen(small: Checkout):
    assert read(small, "anna", "anna", doc_ids=["pier"]) == (["pier"], [])
    assert read(small, "anna", "gold", doc_ids=iter(["harbour"])) == (["harbour"], [])


@pytest.mark.parametrize("tells", [True, False])
def test_a_folder_is_relative_to_the_current_one(
    small: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tells: bool
):
    own = tmp_path / "own"
    own.mkdir()
    lines = (small.seeds / "harbour/annotations.jsonl").read_text().splitlines()
    values = [json.loads(line) | ({"doc_id": "harbour"} if tells else {}) for line in lines]
    (own / "harbour.jsonl").write_text("".join(json.dumps(value) + "\n" for value in values))
    monkeypatch.chdir(tmp_path)
    for name in ("own", str(own)):
        (one,), lonely, _ = of_checkout(small, "gold", name)
        assert lonely == []
        assert one.second == one.first
    (own / "harbour.jsonl").write_text(json.dumps(values[0] | {"doc_id": "pier"}) + "\n")
    assert [found[:2] for found in told(small, "gold", "own")] == [("own/harbour.jsonl", 1)]


FAULTS = {
    "no JSON": ("harbour/passes/bo.jsonl", '{"id": "s1"', '{"id" "s1"', 6),
    "no object": ("harbour/passes/bo.jsonl", '{"id": "b1"', '[]\n{"id": "b1"', 1),
    "no such mention": ("harbour/passes/bo.jsonl", '["s1"]', '["s9"]', 4),
    "no such target": ("harbour/passes/bo.jsonl", '"target": "harbour"', '"target": "pier"', 9),
    "no such label": ("harbour/annotations.jsonl", '"favor"', '"for"', 9),
    "other text": ("harbour/annotations.jsonl", '"she"', '"he"', 10),
    "no such layer": ("harbour/annotations.jsonl", '"layer": "date"', '"layer": "day"', 2),
    "broken metadata": ("harbour/document.json", '"language": "en",', "", 1),
    "a registry that is no JSON": ("topics/port/targets.jsonl", "{", "", 1),
    "a registry of another shape": ("entities.jsonl", '"person"', '"ship"', 1),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("is_swapped", [False, True])
def test_a_mistake_is_told_with_its_place(small: Checkout, fault: str, is_swapped: bool):
    file, old, new, line = FAULTS[fault]
    edit(small.seeds / file, old, new)
    found = told(small, *(("bo", "gold") if is_swapped else ("gold", "bo")))
    assert (f"seeds/{file}", line) in [one[:2] for one in found]


@pytest.mark.parametrize("content", ["{}", "[]", "{", "1", ""])
def test_broken_metadata_is_told(small: Checkout, content: str):
    (small.seeds / "harbour/document.json").write_text(content)
    assert ("seeds/harbour/document.json", 1) in [one[:2] for one in told(small, "anna", "bo")]


@pytest.mark.parametrize("content", ["{}\n", "[]\n", "1\n", "\n", "x\n"])
def test_a_broken_line_is_told(small: Checkout, content: str):
    (small.seeds / "harbour/passes/bo.jsonl").write_text(content)
    found = told(small, "gold", "bo")
    assert {one[:2] for one in found} == {("seeds/harbour/passes/bo.jsonl", 1)}


def test_an_unreadable_pass_is_told(small: Checkout):
    (small.seeds / "harbour/passes/bo.jsonl").write_bytes(b"\xff\n")
    for names in (("gold", "bo"), ("bo", "gold"), ("bo", "bo")):
        assert told(small, *names) == [("seeds/harbour/passes/bo.jsonl", 1, "utf8")]


def test_an_unreadable_file_of_a_folder_is_told(small: Checkout, tmp_path: Path):
    (tmp_path / "harbour.jsonl").write_bytes(b"\xff\n")
    assert told(small, "gold", str(tmp_path)) == [(str(tmp_path / "harbour.jsonl"), 1, "utf8")]


def test_a_missing_text_is_told(small: Checkout):
    (small.seeds / "harbour/raw.txt").unlink()
    assert told(small, "gold", "bo") == [("seeds/harbour/raw.txt", 1, "missing-file")]


def test_all_mistakes_are_told_at_once(small: Checkout):
    edit(small.seeds / "harbour/passes/bo.jsonl", '["s1"]', '["s9"]')
    edit(small.seeds / "harbour/annotations.jsonl", '"favor"', '"for"')
    edit(small.seeds / "topics/port/targets.jsonl", '"entity"', '"thing"')
    files = {"harbour/passes/bo.jsonl", "harbour/annotations.jsonl", "topics/port/targets.jsonl"}
    assert {one[0] for one in told(small, "gold", "bo")} >= {f"seeds/{file}" for file in files}


def test_mistakes_in_documents_of_neither_set_are_left_alone(small: Checkout):
    (small.seeds / "pier/document.json").write_text("{")
    assert read(small, "gold", "bo") == (["harbour"], [])
    (small.seeds / "pier/annotations.jsonl").write_text("{")
    assert read(small, "gold", "bo") == (["harbour"], [])


def test_nothing_in_common_names_what_there_is(small: Checkout):
    for first, second in (("gold", "carla"), ("carla", "gold"), ("carla", "carla")):
        with pytest.raises(SaidError) as caught:
            of_checkout(small, first, second)
        assert not isinstance(caught.value, BadSet)
        assert caught.value.cause == f"no document is annotated in both {first} and {second}"
        assert caught.value.remedy == (
            "name gold, a pass (anna, bo), a file or a folder: see said score --help"
        )
    for folder in ("harbour", "pier"):
        shutil.rmtree(small.seeds / folder / "passes")
    with pytest.raises(SaidError) as caught:
        of_checkout(small, "gold", "bo")
    assert "a pass (none)" in caught.value.remedy


def test_a_set_from_elsewhere_may_name_whom_no_registry_knows(small: Checkout, tmp_path: Path):
    """A program that finds speakers gives ids to those who are new; a pass may not."""
    gold = (small.seeds / "harbour" / "annotations.jsonl").read_text(encoding="utf-8")
    first = next(one for one in map(json.loads, gold.splitlines()) if one["layer"] == "speaker")
    told = gold.replace(f'"{first["speakers"][0]}"', '"somebody-else"')
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "harbour.jsonl").write_text(told, encoding="utf-8")
    (compared,), _, _ = of_checkout(small, "gold", str(tmp_path / "drafts"))
    assert "somebody-else" in {who for one in compared.second for who in one.get("speakers", ())}

    (small.seeds / "harbour" / "passes" / "anna.jsonl").write_text(told, encoding="utf-8")
    with pytest.raises(BadSet):
        of_checkout(small, "gold", "anna")
