"""The corpus of `docs/tutorial.md` is made in an empty folder, step by step: here
from source, in `wheel.py` from the installed package."""

import os
import sys
from pathlib import Path

import pytest

from said.system.places import PACKAGE
from steps import blocks_and_steps, carry_out_all

pytestmark = pytest.mark.slow

TUTORIAL = (Path(__file__).parent.parent / "docs" / "tutorial.md").read_text(encoding="utf-8")


def test_the_corpus_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(PACKAGE.parent))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_DATASETS_DISABLE_PROGRESS_BARS", "1")
    folder = tmp_path / "harbour"
    folder.mkdir()
    assert list(carry_out_all(folder, TUTORIAL))
    names = {one.name for one in folder.iterdir()}
    assert names >= {"seeds", "corpus", ".huggingface.yaml", "README.md"}
    assert not any(name.startswith(".next") for name in names)


def test_every_block_of_the_page_is_a_step():
    blocks, steps = blocks_and_steps(TUTORIAL)
    assert blocks == steps
