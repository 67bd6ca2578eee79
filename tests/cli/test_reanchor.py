"""`said reanchor` moves a document to a new text at once, or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import harbour
import said
from cli.running import run
from said.system.places import Checkout

NAME = "seeds/harbour"


@pytest.fixture
def base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Checkout:
    made = harbour.copy(tmp_path / "checkout")
    assert run(capsys, "fmt", made.root).status == 0
    return made


def version(base: Checkout, old: str, new: str) -> Path:
    """A file with the text after a change."""
    text = (base.root / harbour.TEXT).read_text(encoding="utf-8")
    assert old in text
    file = base.root.parent / "new.txt"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


def content(base: Checkout) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in (base.seeds / "harbour").iterdir()}


def errors(base: Checkout) -> list[str]:
    return [one.kind for one in said.validate(base.root) if one.severity == "error"]


@pytest.mark.parametrize("by", ["id", "folder"])
def test_a_document_moves(by: str, base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    text = version(base, "By Zoë", "UPDATED 🚢\nBy Zoë")
    named = ("harbour", "--root", base.root) if by == "id" else (base.seeds / "harbour",)
    status, out, err = run(capsys, "reanchor", named[0], text, *named[1:])
    assert (status, err) == (0, "")
    assert out.startswith(f"{NAME}: 20 spans moved with their words, 0 found again, 0 records left")
    assert out.endswith(f"now run: said validate {NAME}\n")
    assert (base.root / harbour.TEXT).read_bytes() == text.read_bytes()
    assert errors(base) == []
    assert [one.name for one in base.seeds.glob(".*")] == [".lock"]


def test_nothing_is_written_if_a_record_cannot_move(
    base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    before = content(base)
    text = version(base, "on Monday", "on Tuesday")
    status, out, err = run(capsys, "reanchor", "harbour", text, "--root", base.root)
    assert status == 1
    assert "error: where 'Monday' stood, the new text has 'Tuesday'" in out
    assert f"error: {NAME}: 2 records cannot be moved; nothing was written" in err
    assert content(base) == before


def test_what_cannot_move_is_kept_in_a_file(
    base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    text = version(base, "“a gift”", "“a great present”")
    rest = base.root.parent / "rest.jsonl"
    status, out, _ = run(capsys, "reanchor", "harbour", text, "--rest", rest, "--root", base.root)
    assert status == 0
    assert f"the records left are in {rest}, as they were" in out
    (kept,) = map(json.loads, rest.read_text(encoding="utf-8").splitlines())
    assert (kept["file"], kept["line"], kept["record"]["id"]) == (harbour.LINES, 12, "q3")
    assert errors(base) == []


def test_the_file_of_records_is_never_written_over(
    base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    before = content(base)
    rest = base.root.parent / "rest.jsonl"
    rest.write_text("kept")
    text = version(base, "on Monday", "on Tuesday")
    status, _, err = run(capsys, "reanchor", "harbour", text, "--rest", rest, "--root", base.root)
    assert (status, err.splitlines()[0]) == (1, f"error: {rest}: is there already")
    assert (content(base), rest.read_text()) == (before, "kept")


def test_a_dry_run_writes_nothing(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    before = content(base)
    text = version(base, "on Monday", "on Tuesday")
    arguments = ("reanchor", "harbour", text, "--dry-run", "--root", base.root)
    status, out, err = run(capsys, *arguments)
    assert status == 1
    assert err.startswith("error: seeds/harbour: 2 records cannot be moved; nothing was written")
    assert out.endswith("18 spans moved with their words, 0 found again, 2 records left; nothing "
                        "was written\n")  # fmt: skip
    told = json.loads(run(capsys, *arguments, "--json").out)
    assert (told["moved"], told["found"], told["written"]) == (18, 0, False)
    assert [one["kind"] for one in told["findings"]] == ["not-placed"] * 2
    assert len(told["rest"]) == 2
    text = version(base, "on Monday", "on this Monday")
    assert run(capsys, "reanchor", "harbour", text, *arguments[3:]).status == 0
    assert content(base) == before


def test_a_text_that_is_none(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    text = base.root.parent / "new.txt"
    text.write_bytes(b"caf\xe9")
    status, _, err = run(capsys, "reanchor", "harbour", text, "--root", base.root)
    assert status == 1
    assert err.startswith(f"{text}:1:4: byte 0xe9 is not UTF-8")


def test_a_document_that_is_not_there(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    text = version(base, "Monday", "Tuesday")
    status, _, err = run(capsys, "reanchor", "quay", text, "--root", base.root)
    assert (status, err.splitlines()[0]) == (1, "error: quay: no document of seeds/ and no folder")
    status, _, err = run(capsys, "reanchor", base.seeds, text)
    assert (status, "this is not one document" in err) == (1, True)
