"""The README is run: its Python as it stands, its shell commands as far as they can be nested."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from said.places import Checkout

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


def test_shell_commands_run(checkout: Checkout):
    """In their order, in a copy; `make`, which runs these tests, only tells what it would do."""
    shutil.copytree(PROJECT / "corpus", checkout.corpus, dirs_exist_ok=True)
    shutil.copy(PROJECT / "seeds/corpus.json", checkout.corpus_file)
    for program, *words in SHELL:
        if program == "make":
            run, folder = ["make", *words, "--dry-run"], PROJECT
        else:
            assert program == ".venv/bin/said"
            run, folder = [sys.executable, "-m", "said", *words], checkout.root
        done = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "error: " not in done.stderr
    assert json.loads(checkout.corpus_file.read_text())["released"], "the last one closes the copy"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "LICENSE-DATA.md"])
def test_files_that_are_named_exist(name: str):
    text = (PROJECT / name).read_text()
    named = re.findall(r"`((?:seeds|schema|builders|tests|benchmarks)/[\w./-]*|[A-Z-]+\.md)`", text)
    example = "seeds/norrvik-old-pier"  # made in CONTRIBUTING.md
    there = [one for one in named if not one.startswith(example)]
    missing = [one for one in there if not (PROJECT / one).exists()]
    assert missing == []
