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

import effort
from cli.running import Ended, run
from each_case import each_case

PROJECT = Path(__file__).parent.parent
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", (PROJECT / "README.md").read_text(), re.M | re.S)
PYTHON = [code for language, code in BLOCKS if language == "python"]
SHELL = [
    shlex.split(line, comments=True)
    for language, code in BLOCKS
    if language == "sh"
    for line in code.splitlines()
]


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
    assert ["make", "corpus"] in SHELL
    assert ["make", "test"] in SHELL


@pytest.mark.slow
@pytest.mark.sampled
def test_shell_commands_run(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    """In their order, in a copy; `make`, which runs these tests, only tells what it would do.

    A sample takes three of the documents, whose version is not closed then.
    """
    checkout = request.getfixturevalue("full_checkout" if effort.thorough() else "checkout")
    shutil.copytree(PROJECT / "corpus", checkout.corpus, dirs_exist_ok=True)
    corpus = json.loads((PROJECT / "seeds/corpus.json").read_text())
    if not effort.thorough():
        corpus["released"].pop()
    checkout.corpus_file.write_text(json.dumps(corpus))
    monkeypatch.chdir(checkout.root)
    for program, *words in SHELL:
        if program == "make":
            command = ["make", *words, "--dry-run"]
            done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
            ended = Ended(done.returncode, done.stdout, done.stderr)
        else:
            assert program == ".venv/bin/said"
            ended = run(capsys, *words)
        assert ended.status == 0, (words, ended.err)
        assert "error: " not in ended.err
    assert json.loads(checkout.corpus_file.read_text())["released"], "the last one closes the copy"


@each_case("name", ["README.md", "CONTRIBUTING.md", "LICENSE-DATA.md"])
def test_files_that_are_named_exist(name: str):
    text = (PROJECT / name).read_text()
    named = re.findall(r"`((?:seeds|schema|builders|tests|benchmarks)/[\w./-]*|[A-Z-]+\.md)`", text)
    example = "seeds/norrvik-old-pier"  # made in CONTRIBUTING.md
    there = [one for one in named if not one.startswith(example)]
    missing = [one for one in there if not (PROJECT / one).exists()]
    assert missing == []
