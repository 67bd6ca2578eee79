"""The examples are short, use what `said` exports, and print what `docs/recipes.md` says."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

import recipes
import said
from each_case import each_case
from recipes import PAGE, PROJECT, run_example
from said.system.places import Checkout

EXAMPLES = {file.stem: file for file in sorted((PROJECT / "examples").glob("*.py"))}
PRINTED = recipes.printed_blocks()
LONG = {"finetune": 120}
"""The lines that an example may have, if not 40."""
TRAINS = "train_quotes"
Row = dict[str, Any]


@each_case("name", EXAMPLES)
def test_an_example_is_short_and_uses_only_what_said_exports(name: str):
    text = EXAMPLES[name].read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONG.get(name, 40)
    imports = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]
    assert not [node.module for node in imports if (node.module or "").startswith("said")]
    assert {*re.findall(r"\bsaid\.(\w+)", text)} <= {*said.__all__}


def test_the_page_has_every_example_and_nothing_else():
    named = re.findall(r"^python examples/(\w+)\.py", PAGE.read_text(encoding="utf-8"), re.M)
    assert sorted(named) == sorted(EXAMPLES)
    # tests/finetune runs the other one, which prints nothing without a model.
    assert {*PRINTED} == {f"examples/{name}.py" for name in EXAMPLES if name != "finetune"}


every_example = pytest.mark.parametrize(
    "name",
    [
        pytest.param(file.stem, marks=[pytest.mark.exhaustive] if file.stem == TRAINS else [])
        for file in map(Path, PRINTED)
    ],
)
"""All but the one that trains several times run in `make test`."""


@pytest.mark.slow
@every_example
def test_an_example_prints_what_the_page_says(name: str):
    printed = run_example(EXAMPLES[name])
    assert re.search(r"\bn = [1-9]", printed)
    assert printed == PRINTED[f"examples/{name}.py"], "python tests/recipes.py writes it anew"


@pytest.mark.slow
@every_example
def test_an_example_runs_on_a_small_release(name: str, built_small: Checkout):
    (release,) = built_small.corpus.glob("*.*.*")
    assert "n = " in run_example(EXAMPLES[name], str(release))


@pytest.mark.filterwarnings("ignore:Mean of empty slice", "ignore:invalid value")
@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("align_reports", "pairs"),
        ("attribute_speakers", "attribution"),
        ("classify_stance", "stance"),
    ],
)
def test_an_example_says_that_a_release_has_nothing_for_it(
    name: str, view: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(said.views, view, lambda: [])
    assert "n = 0" in run_example(EXAMPLES[name])


def stance_row(event: str, fold: int, word: str, label: str) -> Row:
    row = {"event": event, "fold": fold, "text": f"Lind is {word}", "text_start": 0}
    row |= {"target_spans": [{"start": 0, "end": 4}], "unit_kind": "sentence", "reach": "unit"}
    return {**row, "label": label, "none_certain": None}


def test_what_is_learned_of_an_event_is_not_tested_on_it(monkeypatch: pytest.MonkeyPatch):
    """In each of two events a word goes with the label that its opposite has in the other one."""
    pairs = [("harbour", ("good", "bad")), ("bridge", ("bad", "good"))]
    rows = [
        stance_row(event, fold, word, label)
        for event, words in pairs
        for fold in range(2)
        for word, label in zip(words, ("favor", "against"), strict=True)
        for _ in range(3)
    ]
    monkeypatch.setattr(said.views, "stance", lambda: rows)
    assert "right 0.0%" in run_example(EXAMPLES["classify_stance"])
    one_event = [{**row, "event": "harbour"} for row in rows if row["event"] == "harbour"]
    monkeypatch.setattr(said.views, "stance", lambda: one_event)
    assert "right 100.0%" in run_example(EXAMPLES["classify_stance"])
