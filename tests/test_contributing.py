"""The contribution that CONTRIBUTING.md shows is made, step by step, as it stands there.

In its section, `Write FILE:` and `Add to FILE:` with a block are carried out, and so is `In FILE,
OLD becomes NEW`; the commands of a console block are run, and must print what follows them, where
`…` stands for anything in a line.
"""

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from said.cli import main
from said.system.places import Checkout

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parent.parent
TEXT = (PROJECT / "CONTRIBUTING.md").read_text()
(SECTION,) = re.findall(r"^## One contribution, .*?(?=^## )", TEXT, re.M | re.S)
STEP = re.compile(
    r"^(?P<verb>Write|Add to) `(?P<file>[^`]+)`:\n\n```\w+\n(?P<content>.*?)^```$"
    r"|In `(?P<edited>[^`]+)`,\s+`(?P<old>[^`]+)`\s+becomes\s+`(?P<new>[^`]+)`"
    r"|^```console\n(?P<console>.*?)^```$",
    re.M | re.S,
)


class Command(NamedTuple):
    """A command of a console block, and what it prints."""

    line: str
    printed: str


def commands(console: str) -> list[Command]:
    parts = re.split(r"^\$ (.*)\n", console, flags=re.M)
    assert parts[0] == ""
    return [Command(line, out) for line, out in zip(parts[1::2], parts[2::2], strict=True)]


@pytest.fixture
def folder(full_checkout: Checkout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A checkout as it is after `make corpus`, with `said` on the path."""
    checkout = full_checkout
    released = {"version": "1.0.0", "digest": digest_of("1.0.0")}
    corpus = {"name": "said", "version": "1.0.0", "released": [released]}
    checkout.corpus_file.write_text(json.dumps(corpus, indent=2) + "\n")
    (checkout.corpus / "1.0.0").symlink_to(PROJECT / "corpus/1.0.0", target_is_directory=True)
    program = tmp_path / "said"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m said "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")  # standard error in its place
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return checkout.root


def digest_of(version: str) -> str:
    return json.loads((PROJECT / "corpus" / version / "manifest.json").read_text())["digest"]


def run(folder: Path, command: Command) -> None:
    """Runs a command, `said` in this process if a shell has nothing to do."""
    words = shlex.split(command.line)
    apart = words[0] != "said" or {"|", ">", "<", "&&"} & set(words)
    status, printed = (run_in_shell if apart else run_here)(folder, command.line)
    wanted = re.escape(command.printed).replace("…", ".*")
    assert re.fullmatch(wanted, printed), f"$ {command.line}\n{printed}"
    found = re.search(r"\b[1-9][0-9]* (errors?|findings?)\b", command.printed)
    assert status == (1 if found else 0), command.line


def run_in_shell(folder: Path, line: str) -> tuple[int, str]:
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def run_here(folder: Path, line: str) -> tuple[int, str]:
    content = io.BytesIO()
    printed = io.TextIOWrapper(content, encoding="utf-8", write_through=True)
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(sys, "argv", shlex.split(line))
        with pytest.raises(SystemExit) as ended:
            main()
    return int(ended.value.code or 0), content.getvalue().decode()


def carry_out(folder: Path, step: re.Match[str]) -> None:
    """Does a step. The file that it writes, adds to or edits lies in the folder."""
    if step["console"] is not None:
        for command in commands(step["console"]):
            run(folder, command)
    elif step["verb"] == "Write":
        (folder / step["file"]).write_text(step["content"])
    elif step["verb"] == "Add to":
        with (folder / step["file"]).open("a") as file:
            file.write(step["content"])
    else:
        edited = folder / step["edited"]
        before = edited.read_text()
        assert step["old"] in before, f"{step['edited']} has no {step['old']}"
        edited.write_text(before.replace(step["old"], step["new"], 1))


def test_the_contribution_is_made(folder: Path):
    for step in STEP.finditer(SECTION):
        carry_out(folder, step)
    counts = {
        table: [row["doc_id"] for row in rows(folder, table)].count("norrvik-old-pier")
        for table in ("documents", "quotes", "dates", "speakers")
    }
    assert counts == {"documents": 1, "quotes": 2, "dates": 2, "speakers": 3}
    (stance,) = [
        row
        for row in rows(folder, "stances")
        if row["doc_id"] == "norrvik-old-pier" and row["label"] != "none"
    ]
    assert (stance["holder"], stance["label"]) == ("marta-lind", "favor")


def rows(folder: Path, table: str) -> list[dict]:
    file = folder / "corpus/1.1.0/jsonl" / table / "train.jsonl"
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_every_block_of_the_section_is_a_step():
    """A block that no step takes would be shown and never tried."""
    blocks = re.findall(r"^```(?!sh$)\w+$", SECTION, re.M)
    assert len(blocks) == len([step for step in STEP.finditer(SECTION) if step["edited"] is None])


def test_a_command_that_prints_something_else_is_told(folder: Path):
    run(folder, Command("echo a 3 b", "a … b\n"))
    with pytest.raises(AssertionError):
        run(folder, Command("echo a", "b\n"))
    with pytest.raises(AssertionError):
        run(folder, Command("false", ""))
