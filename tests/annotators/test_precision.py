"""What a draft says of the rules that made it, and how often they were right."""

from __future__ import annotations

import json

import pytest

import said
from each_case import each_case
from said.annotators import precision
from said.annotators.precision import ENOUGH, RuleFigure, rule_figures, rule_precision
from said.annotators.rulebook import explain_rule, listed_rules, rules_as_table
from said.schema.scheme import references

TEXT = (
    "“We lost,” said Marta Lind, a pilot, on Tuesday. The “Blue Gull” is old. Lind said that the "
    "pier was shut. “Lind is brilliant,” said Jonas Berg."
)
TARGETS = [
    {"id": "marta-lind", "kind": "entity", "proposition": "Lind is good.", "aliases": ["Lind"]}
]


def test_every_annotation_names_a_rule_that_is_listed() -> None:
    registry = said.Registry((), TARGETS)
    made = said.annotate(TEXT, "2024-05-15", "dates,stances", registry=registry)
    assert {one["layer"] for one in made} == {"quote", "mark", "speaker", "date", "stance"}
    known = {(rule.layer, rule.id) for rule in listed_rules()}
    assert {(one["layer"], one["rule"]) for one in made} <= known


@each_case("convention", ["said", "polnear", "timeml"])
def test_the_precision_is_the_stored_share(convention: str) -> None:
    made = said.annotate(TEXT, "2024-05-15", "dates,quotes", convention)
    measured = [one for one in made if "precision" in one]
    assert {one["layer"] for one in measured} == {"quote", "date"}
    for one in made:
        assert one.get("precision") == rule_precision(one["layer"], one["rule"], convention)


def test_what_was_right_too_seldom_is_left_out() -> None:
    made = said.annotate(TEXT, "2024-05-15", "dates,quotes")
    shares = sorted({one["precision"] for one in made if "precision" in one})
    for least in (0, *shares):
        kept = said.annotate(TEXT, "2024-05-15", "dates,quotes", min_precision=least)
        assert [one["id"] for one in kept] == [
            one["id"] for one in made if one.get("precision", 1) >= least
        ]
        ids = {"dct", *(one["id"] for one in kept)}
        assert {id_ for one in kept for id_ in references(one)} <= ids
    for wrong in (-0.1, 1.1, "0.5", None):
        with pytest.raises(said.SaidError, match="min_precision"):
            said.annotate(TEXT, min_precision=wrong)  # type: ignore[arg-type]


def test_of_few_annotations_no_share_is_given() -> None:
    assert RuleFigure(29, ENOUGH - 1).precision is None
    assert RuleFigure(29, ENOUGH).precision == 0.97
    assert rule_precision("speaker", "full name", "said") is None
    assert rule_precision("quote", "no such rule", "said") is None


def test_the_stored_figures_are_shares_of_rules_that_there_are() -> None:
    known = {(rule.layer, rule.id) for rule in listed_rules()}
    stored = json.loads(precision.FILE.read_text("utf-8"))
    assert {layer: list(of_layer) for layer, of_layer in stored.items()} == {
        "quote": ["said", "polnear"],
        "date": ["timeml"],
        "stance": ["said"],
    }
    for layer, conventions in stored.items():
        for convention in conventions:
            for rule, figure in rule_figures(layer, convention).items():
                assert (layer, rule) in known
                assert 0 <= figure.right <= figure.n > 0


def test_the_rules_are_printed_with_their_figures() -> None:
    table = rules_as_table()
    figure = rule_figures("quote", "said")["cue behind"]
    assert f"of {figure.n:>5,}  cue behind: A cue" in table
    (rule,) = [one for one in listed_rules() if one.id == "cue behind"]
    told = f"By the convention said, {figure.right} of {figure.n} were right"
    assert told in explain_rule(rule)
    assert all(explain_rule(one).count("\n") > 1 for one in listed_rules())
