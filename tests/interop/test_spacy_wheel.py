"""Installs the wheel beside spaCy, which then finds the component `said` by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from said.system.places import SOURCE_ROOT

pytest.importorskip("spacy", reason="spaCy is not installed: make interop-test")

USE = """
import spacy
language = spacy.blank("en")
language.add_pipe("said", config={"dct": "2024-05-15"})
doc = language("“We lost,” pilot Jonas Berg told Radio Norrvik on Tuesday.")
import said
print(said.__file__)
print([span.text for span in doc.spans["quotes"]], [span.text for span in doc.spans["dates"]])
print([span._.said_speakers for span in doc.spans["quotes"]])
"""


def run(*command: str | Path, **environment: str) -> str:
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        list(map(str, command)),
        env=inherited | environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def test_spacy_finds_the_component_of_an_installed_wheel(tmp_path: Path):
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path, SOURCE_ROOT]
    run(*pip, *build)
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    run(*pip, "install", "--no-deps", "--target", installed, wheel)
    printed = run(sys.executable, "-c", USE, PYTHONPATH=str(installed)).splitlines()
    assert Path(printed[0]).is_relative_to(installed)
    assert printed[1:] == ["['We lost,'] ['Tuesday']", "[['Jonas Berg']]"]
