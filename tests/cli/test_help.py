"""The help of `said` and of each of its commands, on a terminal of 80 columns."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from cli.running import run
from each_case import each_case
from said.cli import app
from said.cli.help import Panel

PANELS = {
    "Start": ["init", "new", "import"],
    "Edit and check": ["fmt", "validate", "explain", "reanchor"],
    "Annotate": ["annotate", "train"],
    "Look and measure": ["show", "site", "stats", "score", "diff"],
    "Release": ["build", "release", "restore", "export"],
}
HIDDEN = ["coverage", "path"]


def commands(group: Any, *names: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """All commands of a group and of the groups in it, each with its words."""
    yield names, group
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, *names, name)


COMMANDS = dict(commands(typer.main.get_command(app)))


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def panels(shown: str) -> dict[str, list[str]]:
    """The lines of each section of a help, without the indent; those that go on have theirs."""
    sections = re.findall(r"^(\w[\w ]*):\n((?:  .*\n?)+)", shown, re.M)
    return {title: re.findall(r"^  (.*)", lines, re.M) for title, lines in sections}


def test_the_commands_are_in_the_panels_of_the_design(capsys: pytest.CaptureFixture[str]):
    shown = panels(run(capsys, "--help").out)
    del shown["Options"]
    assert {title: [row.split()[0] for row in rows] for title, rows in shown.items()} == PANELS
    assert sorted(sum(PANELS.values(), HIDDEN)) == sorted(
        name for name, *rest in filter(None, COMMANDS) if not rest
    )


@each_case("words", [words for words, command in COMMANDS.items() if hasattr(command, "commands")])
def test_no_summary_is_cut_off_or_broken(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
):
    shown = panels(run(capsys, *words, "--help").out)
    rows = [row for panel in Panel for row in shown.get(panel.value, [])]
    assert rows
    for row in rows:
        name, summary = row.split(maxsplit=1)
        assert (*words, name) in COMMANDS
        assert re.fullmatch(r"[A-Z].*\.(?<!\.\.\.)", summary)


@each_case("words", COMMANDS)
def test_the_usage_line_is_plain(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]):
    """Like `said score [OPTIONS] A B [C]`, in a help that fits."""
    shown = run(capsys, *words, "--help").out
    usage = shown.partition("\n\n")[0]
    arguments = r"(\[OPTIONS\]|[A-Z_]+|\[[A-Z_]+\]|\[[A-Z_]+\]\.\.\.|[A-Z]+\.\.\.|\[ARGS\]\.\.\.)"
    assert re.fullmatch(
        rf"Usage: .*?said {' '.join([*words, ''])}{arguments}( {arguments})*", usage
    )
    assert max(map(len, shown.splitlines())) <= 80


def test_a_hidden_command_says_what_it_does(capsys: pytest.CaptureFixture[str]):
    for name in HIDDEN:
        assert f"said {name} [OPTIONS]" in run(capsys, name, "--help").out


def test_help_loads_nothing_that_reads_texts_or_schemas():
    """The help of all commands takes little longer than Python takes to start."""
    code = (
        "import said.cli, sys; print(*(name for name in sys.modules if name.startswith('said.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[1] for name in done.stdout.split()}
    assert loaded.isdisjoint({"check", "lexicon", "schema", "seeds", "tables", "text", "tokens"})
