"""The Python of the README is run as it stands; its commands by `test_published_commands.py`."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from each_case import each_case

PROJECT = Path(__file__).parent.parent
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", (PROJECT / "README.md").read_text(), re.M | re.S)
PYTHON = [code for language, code in BLOCKS if language == "python"]


# Runs each piece of code by itself, and says how long the output of each is.
RUN_EACH = """
import contextlib, io, json, sys
lengths = []
for code in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(code, code, "exec"), {"__name__": "__main__"})
    lengths.append(len(out.getvalue().strip()))
print(json.dumps(lengths))
"""


@pytest.mark.slow
def test_python_runs(tmp_path: Path):
    environment = {**os.environ, "HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", RUN_EACH],
        input=json.dumps(PYTHON),
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lengths = json.loads(done.stdout)
    assert len(lengths) == len(PYTHON)
    assert all(lengths), "a piece of code prints nothing"


def test_there_is_something_to_run():
    assert len(PYTHON) >= 3


@each_case("name", ["README.md", "CONTRIBUTING.md", "LICENSE-DATA.md"])
def test_files_that_are_named_exist(name: str):
    text = (PROJECT / name).read_text()
    named = re.findall(r"`((?:seeds|schema|builders|tests|benchmarks)/[\w./-]*|[A-Z-]+\.md)`", text)
    example = "seeds/norrvik-old-pier"  # made in CONTRIBUTING.md
    there = [one for one in named if not one.startswith(example)]
    missing = [one for one in there if not (PROJECT / one).exists()]
    assert missing == []
