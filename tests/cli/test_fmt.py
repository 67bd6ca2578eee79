"""`said fmt` writes the canonical form, or tells what would change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import harbour
from cli.running import run
from harbour import LINES, METADATA, edit
from said.system.places import Checkout


@pytest.fixture
def base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Checkout:
    """A copy of the valid corpus, in its form."""
    copied = harbour.copy(tmp_path)
    assert run(capsys, "fmt", copied.root).status == 0
    return copied


def without_offsets(base: Checkout) -> bytes:
    """Leaves out offsets of a span that stands once; the file as it was before."""
    before = (base.root / LINES).read_bytes()
    edit(base, LINES, '"start": 82, "end": 90, "exact": "Ana', '"exact": "Ana')
    return before


def test_nothing_changes_in_a_corpus_in_its_form(
    base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "fmt", base.seeds) == (0, "0 files changed\n", "")
    assert run(capsys, "fmt", base.root, "--check") == (0, "0 files would change\n", "")


@pytest.mark.parametrize("named", ["", "seeds", "seeds/harbour", LINES])
def test_offsets_are_filled_in(
    named: str, base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    before = without_offsets(base)
    status, out, err = run(capsys, "fmt", base.root / named)
    assert (status, err) == (0, "")
    assert out.splitlines() == [f"{LINES}:6:42: 'Ana Ruiz' is at [82, 90)", "1 file changed"]
    assert (base.root / LINES).read_bytes() == before


@pytest.mark.parametrize("named", [METADATA, "seeds/entities.jsonl"])
def test_only_what_is_named_is_written(
    named: str, base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    without_offsets(base)
    assert run(capsys, "fmt", base.root / named) == (0, "0 files changed\n", "")


def test_check_writes_nothing(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    without_offsets(base)
    before = (base.root / LINES).read_bytes()
    status, out, _ = run(capsys, "fmt", base.root, "--check")
    assert (status, out.splitlines()[-1]) == (1, "1 file would change")
    assert (base.root / LINES).read_bytes() == before


def test_a_registry_is_put_in_form(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    name = "seeds/entities.jsonl"
    before = (base.root / name).read_bytes()
    edit(base, name, '"kind": "person", ', '"kind":"person",')
    status, out, _ = run(capsys, "fmt", "--root", base.root)
    assert (status, out) == (0, f"{name}: put in canonical form\n1 file changed\n")
    assert (base.root / name).read_bytes() == before


def test_what_cannot_be_told_is_asked_for(
    base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(base, LINES, '"start": 121, "end": 124, "exact": "she"', '"exact": "e"')
    before = (base.root / LINES).read_bytes()
    status, out, _ = run(capsys, "fmt", base.root)
    assert status == 1
    assert f"{LINES}:10:52: error: 'e' stands at [" in out
    assert "write the start and end of the one that is meant [exact-ambiguous, X2]" in out
    assert (base.root / LINES).read_bytes() == before


def test_a_line_that_is_no_json(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    without_offsets(base)
    edit(base, LINES, '"id": "b3",', '"id": "b3"')
    before = (base.root / LINES).read_bytes()
    status, out, _ = run(capsys, "fmt", base.root)
    assert status == 1
    assert f"{LINES}:13:13: error: not valid JSON" in out
    assert (base.root / LINES).read_bytes() == before


def test_json(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    without_offsets(base)
    told = json.loads(run(capsys, "fmt", base.root, "--json", "--check").out)
    assert (told["changed"], told["written"], told["findings"]) == ([LINES], False, [])
    assert len(told["done"]) == 1


def test_a_file_of_annotations_anywhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pier.txt").write_text("The pier is shut.")
    (tmp_path / "pier.jsonl").write_text('{"layer": "mark", "span": {"exact": "pier"}}\n')
    assert run(capsys, "fmt", tmp_path / "pier.jsonl").status == 0
    (line,) = (tmp_path / "pier.jsonl").read_text().splitlines()
    span = {"start": 4, "end": 8, "exact": "pier"}
    assert json.loads(line) == {"id": "m1", "layer": "mark", "span": span}
