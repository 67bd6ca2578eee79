"""`said validate` and `said explain` as somebody runs them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from tests.cli.running import run
from tests.harbour import LINES, METADATA, TEXT, copy, edit

from said.findings import KINDS
from said.places import Checkout


@pytest.fixture
def base(tmp_path: Path) -> Checkout:
    return copy(tmp_path / "corpus")


def test_a_sound_corpus(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "validate", base.root) == (0, "", "0 errors, 0 warnings in 1 document\n")
    assert run(capsys, "validate", "--root", base.root).status == 0


def test_a_mistake_is_shown_at_its_place(
    base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(base, LINES, '"exact": "Monday"', '"exact": "Mondays"')
    status, out, err = run(capsys, "validate", base.root, "--level", "3")
    assert (status, err) == (1, "1 error, 0 warnings in 1 document\n")
    first, line, caret, *_, last = out.rstrip("\n").split("\n")
    assert first == f"{LINES}:7:74: error: [99, 105) is 'Monday', not 'Mondays'"
    assert line[caret.index("^") : caret.rindex("^") + 1] == '"Mondays"'
    assert last == "  correct the offsets or the string [span-exact, X2]"


@pytest.mark.parametrize("arguments", [["--json"], ["--format", "jsonl"]])
def test_for_a_program(
    base: Checkout, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    edit(base, LINES, '"kind": "headline"', '"kind": "titel"')
    status, out, _ = run(capsys, "validate", base.root, *arguments)
    found = [json.loads(line) for line in out.splitlines()]
    assert (status, found[0]["kind"], found[0]["line"]) == (1, "schema", 1)
    assert {one["severity"] for one in found[1:]} == {"note"}


def test_for_a_pull_request(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    edit(base, LINES, '"kind": "headline"', '"kind": "titel"')
    _, out, _ = run(capsys, "validate", base.root, "--format", "github")
    assert re.match(rf"::error file={LINES},line=1,col=\d+,endColumn=\d+,title=schema", out)


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        (LINES, ["unknown-target"]),
        ("seeds/harbour", ["unknown-target"]),
        (METADATA, []),
        (TEXT, []),
        ("seeds/entities.jsonl", ["blank-line"]),
        ("seeds", ["blank-line", "unknown-target"]),
    ],
)
def test_what_is_named_is_told(
    base: Checkout, capsys: pytest.CaptureFixture[str], path: str, kinds: list[str]
) -> None:
    edit(base, LINES, '"target": "harbour"', '"target": "harbor"')
    entities = base.seeds / "entities.jsonl"
    entities.write_bytes(entities.read_bytes() + b"\n")
    status, out, _ = run(capsys, "validate", base.root / path, "--json", "--level", "1-4")
    assert [json.loads(line)["kind"] for line in out.splitlines()] == kinds
    assert status == bool(kinds)


def test_several_files_of_one_document(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    edit(base, LINES, '"target": "harbour"', '"target": "harbor"')
    edit(base, METADATA, '"language": "en"', '"language": "english"')
    _, out, err = run(
        capsys, "validate", base.root / LINES, base.root / METADATA, "--json", "--level", "1-4"
    )
    kinds = [json.loads(line)["kind"] for line in out.splitlines()]
    assert [kind for kind in kinds if kind != "not-checked"] == ["unknown-target", "schema"]
    assert err.endswith("in 1 document\n")


def test_warnings_fail_only_if_asked_to(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    edit(base, LINES, '"end": 74, "exact": "June 3"}', '"end": 72, "exact": "June"}')
    status, out, err = run(capsys, "validate", base.root)
    assert (status, err) == (0, "0 errors, 1 warning in 1 document\n")
    assert "warning: 'June 3' lies in no date" in out
    assert run(capsys, "validate", base.root, "--strict").status == 1


@pytest.mark.parametrize("levels", ["0", "7", "2-", "-3", "a", "1-9", ""])
def test_levels_that_there_are_not(
    base: Checkout, capsys: pytest.CaptureFixture[str], levels: str
) -> None:
    status, _, err = run(capsys, "validate", base.root, f"--level={levels}")
    assert status == 2
    assert "give levels from 1 to 6" in err


def test_places_where_nothing_is_checked(
    base: Checkout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = copy(tmp_path / "other")
    shutil.copy(base.card, tmp_path / "note.txt")
    for paths, cause in [
        ([base.card], "nothing here is checked"),
        ([tmp_path / "note.txt"], "no document is here"),
        ([tmp_path / "nowhere"], "no such file or folder"),
        ([base.root, other.root], "several checkouts"),
    ]:
        status, out, err = run(capsys, "validate", *paths)
        assert (status, out) == (1, "")
        assert cause in err
        assert "remedy: " in err


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "explain", "span-exact")
    assert status == 0
    assert out.startswith("span-exact: error, level 3, rule X2, since 1.0.0\n\nThe text between")
    everything = run(capsys, "explain").out
    assert [name for name in KINDS if f"{name}: " not in everything] == []
    status, _, err = run(capsys, "explain", "span-exakt")
    assert status == 1
    assert "did you mean span-exact?" in err
