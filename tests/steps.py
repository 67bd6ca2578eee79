"""Carries out the steps that a document shows, as they stand there.

`Write FILE:` and `Add to FILE:` with a block are carried out, and so is `In FILE, OLD becomes NEW`;
the commands of a console block are run, and must print what follows them, where `…` stands for
anything in a line, and alone on a line for any lines.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

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


def blocks_and_steps(text: str) -> tuple[int, int]:
    """The blocks of a text, and those of them that a step takes: a block that no step takes would
    be shown and never tried."""
    blocks = re.findall(r"^```(?!sh$)\w+$", text, re.M)
    return len(blocks), len([step for step in STEP.finditer(text) if step["edited"] is None])


def carry_out_all(
    folder: Path, text: str, environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Does all steps of a text in a folder, and gives what each command printed. With an
    `environment` each command is run in a shell with it, else `said` in this process."""
    for step in STEP.finditer(text):
        yield from carry_out(folder, step, environment)


def carry_out(
    folder: Path, step: re.Match[str], environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Does a step. The file that it writes, adds to or edits lies in the folder."""
    if step["console"] is not None:
        for command in commands(step["console"]):
            yield run(folder, command, environment)
    elif step["verb"] == "Write":
        (folder / step["file"]).write_text(step["content"], encoding="utf-8")
    elif step["verb"] == "Add to":
        with (folder / step["file"]).open("a", encoding="utf-8") as file:
            file.write(step["content"])
    else:
        edited = folder / step["edited"]
        before = edited.read_text(encoding="utf-8")
        assert step["old"] in before, f"{step['edited']} has no {step['old']}"
        edited.write_text(before.replace(step["old"], step["new"], 1), encoding="utf-8")


def run(folder: Path, command: Command, environment: Mapping[str, str] | None = None) -> str:
    """Runs a command, `said` in this process if a shell has nothing to do; gives what it prints."""
    words = shlex.split(command.line)
    in_shell = environment or words[0] != "said" or {"|", ">", "<", "&&"} & set(words)
    status, printed = (
        _run_in_shell(folder, command.line, environment)
        if in_shell
        else _run_here(folder, command.line)
    )
    wanted = re.escape(command.printed).replace("\\\n…\\\n", "\n(?:.*\n)*").replace("…", ".*")
    assert re.fullmatch(wanted, printed), f"$ {command.line}\n{printed}"
    found = re.search(r"\b[1-9][0-9]* (errors?|findings?)\b|^error: ", command.printed, re.M)
    assert status == (1 if found else 0), f"$ {command.line}\nexit status {status}"
    return printed


def _run_in_shell(
    folder: Path, line: str, environment: Mapping[str, str] | None
) -> tuple[int, str]:
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def _run_here(folder: Path, line: str) -> tuple[int, str]:
    import pytest

    from said.cli import main

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
