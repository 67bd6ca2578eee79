"""`said validate` and `said explain` as somebody runs them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.running import run
from tests.harbour import LINES, METADATA, TEXT, copy, edit

from said.check.shape import fits_schema
from said.findings.catalogue import KINDS
from said.system.places import Checkout


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
    assert (status, err) == (0, "0 errors, 2 warnings in 1 document\n")
    assert "warning: 'June 3' lies in no date" in out
    assert run(capsys, "validate", base.root, "--strict").status == 1


def test_fix_mends_what_has_one_remedy_and_tells_the_rest(
    base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    good = (base.root / LINES).read_bytes()
    edit(base, LINES, '"start": 99, "end": 105', '"start": 100, "end": 106')
    edit(
        base,
        LINES,
        '"start": 121, "end": 124, "exact": "she"',
        '"start": 120, "end": 124, "exact": " she"',
    )
    edit(base, LINES, '{"id": "d1", "layer": "date"', '{"layer": "date", "id": "d1"')
    first, second, *rest = (base.root / LINES).read_bytes().splitlines(keepends=True)
    (base.root / LINES).write_bytes(b"".join([second, first, *rest]))
    status, _, err = run(capsys, "validate", base.root, "--fix")
    assert status == 0
    assert (base.root / LINES).read_bytes() == good
    fixed = [line for line in err.splitlines() if line.startswith(f"fixed: {LINES}")]
    assert len(fixed) == 3
    edit(base, LINES, '"target": "harbour"', '"target": "harbor"')
    status, out, err = run(capsys, "validate", base.root, "--fix")
    assert (status, err) == (1, "1 error, 0 warnings in 1 document\n")
    assert "[unknown-target, T3]" in out


def test_fix_leaves_files_alone_that_were_not_named(
    base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(base, LINES, '"start": 99, "end": 105', '"start": 100, "end": 106')
    spoilt = (base.root / LINES).read_bytes()
    assert run(capsys, "validate", base.root / METADATA, "--fix").status == 0
    assert (base.root / LINES).read_bytes() == spoilt


@pytest.mark.slow
def test_on_a_terminal_findings_stand_in_lines_of_their_own(base: Checkout) -> None:
    edit(base, LINES, '"exact": "Monday"', '"exact": "Mondays"')
    edit(base, LINES, '"target": "harbour"', '"target": "harbor"')
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "said", "validate", str(base.root)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        shown = b"".join(iter(lambda: read_terminal(ours), b""))
    os.close(ours)
    assert process.returncode == 1
    plain = re.sub(rb"\x1b\[[0-9;]*m", b"", shown)
    assert b"checking" in plain
    starts = [found.start() for found in re.finditer(LINES.encode() + rb":\d+:\d+: error", plain)]
    assert len(starts) == 2
    assert all(plain[:start].endswith((b"\n", b"\x1b[2K")) for start in starts)


@pytest.mark.slow
def test_a_closed_output_is_no_trouble(base: Checkout) -> None:
    edit(base, LINES, '"target": "harbour"', '"target": "harbor"')
    command = f"{sys.executable} -m said validate {base.root} >&- 2>&-"
    assert subprocess.run(["bash", "-c", command], check=False).returncode == 1


def test_outside_a_checkout_a_file_alone_tells_what_was_not_checked(
    base: Checkout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.move(base.seeds / "harbour", tmp_path / "harbour")
    file = tmp_path / "harbour" / "annotations.jsonl"
    status, out, _ = run(capsys, "validate", file)
    assert status == 0
    assert f"{file}:1:1: note: references to entities" in out


def read_terminal(terminal: int) -> bytes:
    """What stands there; nothing once the other end is closed."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


@pytest.mark.parametrize("levels", ["0", "7", "3-1", "2-", "-3", "a", "1-9", ""])
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
    assert out.startswith("span-exact: error, level 3, rule X2, since 0.1.0\n\nThe text between")
    everything = run(capsys, "explain").out
    assert [name for name in KINDS if f"{name}: " not in everything] == []
    status, _, err = run(capsys, "explain", "span-exakt")
    assert status == 1
    assert "did you mean span-exact?" in err


def test_explain_topics(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "explain", "topics")
    assert status == 0
    for file, schema in {"targets": "target", "frames": "frame", "words": "words"}.items():
        assert f"| `{file}.jsonl` |" in out
        lines = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
        assert any(fits_schema(schema, one) for one in lines), file
    assert run(capsys, "explain", "frames").out == out
    assert '"proposition"' in run(capsys, "explain", "unknown-target").out


def test_explain_a_rule_of_an_annotator(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "explain", "date-weekday")
    assert status == 0
    assert out.startswith("date date-weekday: ")
    assert "were right on the development set" in out
    assert "  date-weekday: " in run(capsys, "explain", "--rules").out
    assert "did you mean date-weekday?" in run(capsys, "explain", "date-weekda").err


def test_explain_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "explain", "X2")
    assert status == 0
    assert out.startswith("X2 (spans)\n\nOffsets are Unicode code points, counted from 0.")
    assert "span-grapheme" in out
    assert run(capsys, "explain", "x2").out == out
    assert out.removesuffix("\n") in run(capsys, "explain", "guidelines").out or "Findings" in out
    status, _, err = run(capsys, "explain", "Q55")
    assert status == 1
    assert "did you mean Q5?" in err
