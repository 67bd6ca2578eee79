"""Readings: what two passes read of a document, and which figures say something about it."""

import json

import pytest

from said.scoring.figures import Comparison, Figure
from said.scoring.readings import PassPair, reading_of, readings_in, restrict_to_read
from said.system.places import Checkout

ENTRY = {"passes": ["c", "d"], "guidelines": "2.0.0", "read": ["stance", "quote.phrase"]}
READ = PassPair("c", "d", "2.0.0", frozenset({"stance", "quote.phrase"}))


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / "seeds").mkdir()
    entries = [{"passes": ["a", "b"]}, ENTRY]
    (tmp_path / "seeds" / "corpus.json").write_text(json.dumps({"readings": entries}))
    return Checkout(tmp_path)


def made_figure(group: str, layer: str, measure: str) -> Figure:
    return Figure(group, layer, "all", measure, 1.0, None, None, (1,), "pairs")


FIGURES = [
    made_figure("spans", "quote", "exact F1"),
    made_figure("attributes", "quote", "phrase"),
    made_figure("attributes", "quote", "via"),
    made_figure("spans", "stance", "exact F1"),
    made_figure("stance", "stance", "alpha"),
]
COMPARISON = Comparison("c", "d", ["x"], "line", 1, FIGURES)


def test_readings_come_in_the_order_of_the_file():
    assert readings_in({"readings": [{"passes": ["a", "b"]}, ENTRY]}) == [PassPair("a", "b"), READ]
    assert readings_in({}) == []


def test_two_passes_are_the_reading_that_lists_them(checkout):
    assert reading_of(checkout, "c", "d") == READ
    assert reading_of(checkout, "a", "c") == PassPair("a", "c")


@pytest.mark.parametrize("content", ["", "[]", '{"readings": 3}', '{"readings": [3, {}]}'])
def test_a_list_that_cannot_be_read_restricts_nothing(checkout, content):
    checkout.corpus_file.write_text(content)
    assert reading_of(checkout, "c", "d") == PassPair("c", "d")


def test_only_figures_of_what_was_read_are_kept():
    kept = restrict_to_read(COMPARISON, READ).figures
    assert [(f.layer, f.measure) for f in kept] == [
        ("quote", "phrase"),
        ("stance", "exact F1"),
        ("stance", "alpha"),
    ]
    assert restrict_to_read(COMPARISON, PassPair("a", "b")) == COMPARISON
