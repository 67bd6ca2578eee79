"""The Python of the README is run as it stands; its commands by `test_published_commands.py`."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", (PROJECT / "README.md").read_text(), re.M | re.S)
PYTHON = [code for language, code in BLOCKS if language == "python"]


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


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "LICENSE-DATA.md"])
def test_files_that_are_named_exist(name: str):
    text = (PROJECT / name).read_text()
    named = re.findall(r"`((?:seeds|schema|builders|tests|benchmarks)/[\w./-]*|[A-Z-]+\.md)`", text)
    example = "seeds/norrvik-old-pier"  # made in CONTRIBUTING.md
    there = [one for one in named if not one.startswith(example)]
    missing = [one for one in there if not (PROJECT / one).exists()]
    assert missing == []
