"""A model that every test may read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from learn.making import articles, write_rows
from said.learn.data import read_training_set
from said.learn.learners import learner_for
from said.learn.train import train_model, write_trained


def _train(folder: Path) -> None:
    folder.mkdir()
    data = read_training_set(None, [write_rows(folder / "rows.jsonl", articles(6))], "quote")
    write_trained(folder / "model", train_model(learner_for("quotes", "said"), data))


@pytest.fixture(scope="session")
def trained_model(make_once: Callable[..., Path]) -> Path:
    """A model for the quotes of invented articles. No test may change it."""
    return make_once("model", _train) / "model"
