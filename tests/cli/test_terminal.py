"""What is printed: in every encoding, to closed streams, and escaped if it comes from outside."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import harbour
from cli.running import run
from said.cli import main
from said.findings.catalogue import Finding
from said.findings.reporters import finding_as_command, finding_as_json
from said.system.errors import SaidError
from said.system.places import Checkout

pytestmark = pytest.mark.slow

EVIL = "a\n::error::[red]b\x1b[31m\u202e.txt"
SHOWN = "a\\n::error::[red]b\\x1b[31m\\u202e.txt"


@pytest.fixture
def base(tmp_path: Path) -> Checkout:
    """A checkout with a finding whose message is no ASCII."""
    made = harbour.copy(tmp_path)
    file = made.seeds / "harbour" / "annotations.jsonl"
    first, rest = file.read_bytes().split(b"\n", 1)
    line = json.loads(first)
    line["span"]["exact"] = "“ü”\n🎉"
    file.write_bytes(json.dumps(line, ensure_ascii=False).encode() + b"\n" + rest)
    return made


def printed(encoding: str, monkeypatch: pytest.MonkeyPatch, *arguments: object) -> bytes:
    """What a command prints to a terminal of an encoding."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), encoding))
    monkeypatch.setattr(sys, "argv", ["said", *map(str, arguments)])
    with pytest.raises(SystemExit):
        main()
    sys.stdout.flush()
    return raw.getvalue()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
@pytest.mark.parametrize(
    "arguments",
    [["validate"], ["validate", "--format", "github"], ["coverage"], ["fmt"], ["ü"], ["explain"]],
    ids=" ".join,
)
def test_characters_that_an_encoding_lacks_are_escaped(
    arguments: list[str], encoding: str, base: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(base.root)
    out = printed(encoding, monkeypatch, *arguments).decode(encoding)
    if arguments[0] == "validate":
        assert "\\U0001f389" in out
        assert ("ü" in out) == (encoding != "ascii")


@pytest.mark.parametrize("command", ["validate", "fmt", "coverage"])
def test_json_is_utf8_in_every_encoding(
    command: str, base: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(base.root)
    told = printed("ascii", monkeypatch, command, "--json").decode().splitlines()
    assert told
    assert all(json.loads(line) for line in told)
    assert ("ü" in "".join(told)) == (command != "fmt")


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_closed_stream_ends_no_command(number: int, tmp_path: Path) -> None:
    """In processes of their own: it is the numbers of the streams that are closed."""
    (tmp_path / "x.txt").write_text("On Tuesday.")
    command = [sys.executable, "-m", "said", "annotate", "-" if number == 0 else str(tmp_path)]
    ended = subprocess.run(
        ["sh", "-c", f'"$@" {number}{"<" if number == 0 else ">"}&-', "sh", *command],
        input="On Tuesday.", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in ended.stderr
    if number == 0:
        assert ended.returncode == 1
        assert ended.stderr.startswith("error: standard input is closed")
        assert "remedy: " in ended.stderr
    else:
        assert ended.returncode == 0
        assert ('"Tuesday"' in ended.stdout) == (number == 2)


def test_an_error_is_two_lines_whatever_it_names() -> None:
    error = SaidError(f"{EVIL}: gone", f"restore {EVIL}")
    assert (error.cause, error.remedy) == (f"{SHOWN}: gone", f"restore {SHOWN}")


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", EVIL],
        ["fmt", EVIL],
        ["annotate", EVIL],
        ["annotate", "--layer", EVIL, "-"],
        ["annotate", "x.parquet", "--text-column", EVIL, "--out", EVIL],
        ["import", "brat", EVIL],
        ["import", EVIL],
        ["explain", EVIL],
        ["diff", EVIL, EVIL],
        ["score", EVIL, EVIL, "--measure", "attribution"],
        ["stats", "--root", EVIL],
        ["reanchor", EVIL, EVIL],
        ["new", EVIL],
        ["restore", EVIL, "--texts", EVIL],
        ["validate", "--level", EVIL],
        ["validate", "--format", EVIL],
        [EVIL],
        [f"--{EVIL}"],
    ],
    ids=lambda arguments: arguments[0] if arguments[0] != EVIL else "command",
)
def test_arguments_are_printed_escaped(
    arguments: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    status, out, err = run(capsys, *arguments)
    assert status in (1, 2)
    assert "::error::" in err or "x.parquet" in err or "no seeds/corpus.json" in err
    for line in (out + err).split("\n"):
        assert line.isprintable()
        assert not line.startswith("::")


def test_names_of_files_are_printed_escaped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in what fmt has done, in findings, and as JSON."""
    monkeypatch.chdir(tmp_path)
    folder = Path(EVIL)
    folder.mkdir()
    (folder / "raw.txt").write_text("The pier.")
    (folder / "document.json").write_text("{}")
    (folder / "annotations.jsonl").write_text('{"layer":"speaker","span":{"exact":"pier"}}\n')
    for command in (
        ["fmt", EVIL, "--check"],
        ["validate", EVIL],
        ["validate", EVIL, "--format", "github"],
        ["validate", EVIL, "--json"],
        ["fmt", EVIL, "--check", "--json"],
        ["annotate", EVIL],
    ):
        _, out, err = run(capsys, *command)
        assert "::error::[red]b" in out + err or "%3A%3Aerror%3A%3A[red]b" in out
        for line in (out + err).split("\n"):
            assert line.isprintable()
            assert not line.startswith(("::error::", "::[red]"))
        if "--json" in command:
            assert EVIL in str([json.loads(line) for line in out.splitlines()]).replace(
                EVIL.encode("unicode_escape").decode(), EVIL
            )


def test_a_finding_is_one_line_for_every_program() -> None:
    found = Finding(EVIL, 1, 1, "not-checked", f"{EVIL}\u2028\x85")
    assert json.loads(finding_as_json(found))["file"] == EVIL
    assert finding_as_json(found).isprintable()
    assert "\n" not in finding_as_command(found)


def test_a_name_that_is_no_utf8_is_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = {"text": "x", "doc_id": "x", "entities": [], "relations": []}
    (tmp_path / "f.jsonl").write_text(json.dumps(record))
    out = tmp_path / os.fsdecode(b"\xff")
    ended = run(capsys, "import", "doccano", tmp_path / "f.jsonl", "--out", out, "--json")
    assert ended.status == 0
    assert json.loads(ended.out)["folder"] == str(out)


def test_no_markup_is_read_in_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    from said.cli.terminal import show_table

    show_table("[b]x[/b]", ["[red]n", ":smile:"], [["[/]", EVIL]])
    out = capsys.readouterr().out
    assert all(name in out for name in ("[b]x[/b]", "[red]n", ":smile:", "[/]", SHOWN))
