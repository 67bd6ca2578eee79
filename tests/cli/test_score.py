"""`said score`: what it prints, and what it refuses."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from cli.running import run
from said.scoring import of_checkout, score_agreement
from said.system.places import Checkout

BASE = Path(__file__).parent.parent / "cases" / "base"


@pytest.fixture
def small(tmp_path: Path) -> Checkout:
    """A checkout with one document and a pass over it that differs from the gold."""
    root = tmp_path / "checkout"
    shutil.copytree(BASE, root)
    harbour = root / "seeds/harbour"
    (harbour / "passes").mkdir()
    lines = (harbour / "annotations.jsonl").read_text(encoding="utf-8")
    assert '"pronoun"' in lines
    (harbour / "passes/anna.jsonl").write_text(lines.replace('"pronoun"', '"nominal"'))
    return Checkout(root)


def test_text(small: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    ended = run(capsys, "score", "gold", "anna", "--root", small.root)
    assert (ended.status, ended.err) == (0, "")
    titles = ["Spans", "Tokens", "Fields of spans that overlap", "Stance"]
    assert [line.strip() for line in ended.out.splitlines() if line.strip() in titles] == titles
    cells = [re.findall(r"[^│┃\s][^│┃]*[^│┃\s]|\d", line) for line in ended.out.splitlines()]
    assert ["speaker", "form", "0.667", "3", "1.000"] in cells
    assert ["quote", "all", "1.000", "1.000", "3 / 3"] in cells
    note = ended.out.splitlines()[-1]
    assert note.startswith("gold and anna, 1 documents (too few documents to resample). ")
    assert "resamples of the 5 lines" in note
    assert "n is the number in gold / in anna" in note


def test_json(small: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    ended = run(capsys, "score", "gold", "anna", "--json", "--root", small.root)
    assert (ended.status, ended.err) == (0, "")
    (line,) = ended.out.splitlines()
    told = json.loads(line)
    documents, _, registries = of_checkout(small, "gold", "anna")
    figures = score_agreement(documents, registries, "gold", "anna").figures
    assert told["figures"] == [{**one._asdict(), "n": list(one.n)} for one in figures]
    assert (told["first"], told["second"]) == ("gold", "anna")
    assert (told["documents"], told["only_in_one"]) == (["harbour"], [])


def test_the_first_set_is_the_reference(
    small: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    file = small.seeds / "harbour/passes/anna.jsonl"
    file.write_text("".join(line for line in file.open() if '"id": "b3"' not in line))
    out = run(capsys, "score", "gold", "anna", "--json", "--root", small.root).out
    values = {tuple(list(one.values())[:4]): one["value"] for one in json.loads(out)["figures"]}
    assert values["spans", "block", "all", "exact precision"] == 1
    assert values["spans", "block", "all", "exact recall"] == pytest.approx(2 / 3)


def test_what_only_one_set_has_is_told(small: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    pier = shutil.copytree(small.seeds / "harbour", small.seeds / "pier")
    shutil.rmtree(pier / "passes")
    ended = run(capsys, "score", "gold", "anna", "--root", small.root)
    assert ended.status == 0
    assert ended.err == "left out, because only one set has them: pier\n"
    ended = run(capsys, "score", "gold", "anna", "--json", "--root", small.root)
    assert json.loads(ended.out)["only_in_one"] == ["pier"]


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_mistakes_are_told_with_their_places(
    as_json: list[str], small: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    (small.seeds / "harbour/passes/anna.jsonl").write_text("{\nx\n")
    ended = run(capsys, "score", "gold", "anna", *as_json, "--root", small.root)
    assert (ended.status, ended.out) == (1, "")
    *findings, error, remedy = ended.err.splitlines()
    places = [re.match(r"seeds/harbour/passes/anna\.jsonl:(\d):\d+: .+", one) for one in findings]
    assert [place and place[1] for place in places] == ["2"]
    assert error == "error: 1 mistake in the annotations"
    assert remedy == "remedy: correct them and run it again"


def test_an_unknown_set_is_told_with_those_that_are_there(
    small: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = run(capsys, "score", "gold", "bo", "--root", small.root)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == (
        "error: no document is annotated in both gold and bo\n"
        "remedy: name gold, a pass (anna), a file or a folder: see said score --help\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["gold"],
        ["gold", "anna", "bo", "--measure", "agreement"],
        ["gold", "anna", "--measure", "f1"],
        ["gold", "anna", "--errors"],
    ],
)
def test_wrong_usage(
    arguments: list[str], small: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = run(capsys, "score", *arguments, "--root", small.root)
    assert (ended.status, ended.out) == (2, "")
    assert "Usage: " in ended.err


def test_outside_of_a_checkout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = run(capsys, "score", "gold", "anna", "--root", tmp_path)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith(f"error: {tmp_path}: no seeds/corpus.json")


def test_attribution_of_a_checkout_and_of_brat(
    small: Checkout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["gold", "anna", "--measure", "attribution"]
    ended = run(capsys, "score", *arguments, "--root", small.root)
    assert (ended.status, ended.err) == (0, "")
    cells = [re.findall(r"[^│┃\s][^│┃]*[^│┃\s]|\d", line) for line in ended.out.splitlines()]
    assert ["content", "overlap 0.3", "100.0", "100.0", "100.0", "3 / 3"] in cells
    assert ["speaker", "all", "speakers are the same", "100.0", "3"] in cells
    folder = tmp_path / "brat"
    folder.mkdir()
    (folder / "harbour.txt").write_bytes((small.seeds / "harbour/raw.txt").read_bytes())
    (folder / "harbour.ann").write_text("")
    ended = run(capsys, "score", *arguments, str(folder), "--json", "--root", small.root)
    told = json.loads(ended.out)
    values = {(one["layer"], one["measure"]): one["value"] for one in told["differences"]}
    assert values["content", "exact F1"] == 1
    assert told["other"]["second"] == str(folder)


def test_bad_brat_is_told_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("She left.")
    (tmp_path / "a.ann").write_text("T1\tCue 4 90\tleft\n")
    ended = run(capsys, "score", tmp_path, tmp_path, "--measure", "attribution")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == (
        f"error: {tmp_path}/a.ann:1:8: 4 to 90 is no span of 9 characters\n"
        "remedy: correct the line, or name a brat file and its own text\n"
    )
