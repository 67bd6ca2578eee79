"""The contribution that CONTRIBUTING.md shows is made, step by step, as it stands there."""

import json
import os
import re
import sys
from pathlib import Path

import pytest

from said.system.places import Checkout
from steps import Command, blocks_and_steps, carry_out_all, run

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parent.parent
TEXT = (PROJECT / "CONTRIBUTING.md").read_text()
(SECTION,) = re.findall(r"^## One contribution, .*?(?=^## )", TEXT, re.M | re.S)


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


def test_the_contribution_is_made(folder: Path):
    assert list(carry_out_all(folder, SECTION))
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
    file = folder / "corpus/2.0.0/jsonl" / table / "train.jsonl"
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_every_block_of_the_section_is_a_step():
    blocks, steps = blocks_and_steps(SECTION)
    assert blocks == steps


def test_a_command_that_prints_something_else_is_told(folder: Path):
    run(folder, Command("echo a 3 b", "a … b\n"))
    with pytest.raises(AssertionError):
        run(folder, Command("echo a", "b\n"))
    with pytest.raises(AssertionError):
        run(folder, Command("false", ""))
