"""The README is run: its Python as it stands, its shell commands as far as they can be nested."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", (PROJECT / "README.md").read_text(), re.M | re.S)
PYTHON = [code for language, code in BLOCKS if language == "python"]
SHELL = [
    shlex.split(line, comments=True)
    for language, code in BLOCKS
    if language == "sh"
    for line in code.splitlines()
]


@pytest.mark.parametrize("code", PYTHON, ids=range(len(PYTHON)))
def test_python_runs(code: str, tmp_path: Path):
    environment = {**os.environ, "HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_there_is_something_to_run():
    assert len(PYTHON) >= 3
    assert ["make", "corpus"] in SHELL
    assert ["make", "test"] in SHELL


@pytest.mark.parametrize("command", SHELL, ids=shlex.join)
def test_shell_commands_exist(command: list[str]):
    """Targets of make are looked up, and commands of said are asked for their help."""
    if command[0] == "make":
        run = [*command, "--dry-run"]
    else:
        assert command[0] == ".venv/bin/said"
        run = [sys.executable, "-m", "said", *command[1:], "--help"]
    subprocess.run(run, cwd=PROJECT, capture_output=True, check=True)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "LICENSE-DATA.md"])
def test_files_that_are_named_exist(name: str):
    text = (PROJECT / name).read_text()
    named = re.findall(r"`((?:seeds|schema|builders|tests|benchmarks)/[\w./-]*|[A-Z-]+\.md)`", text)
    missing = [one for one in named if not (PROJECT / one).exists()]
    assert missing == []
