"""Each rule of the annotator of quotes finds its example, and it is this rule that does."""

from __future__ import annotations

from each_case import each_case
from quoted import attributions, found, plain
from said.annotators.quotes.rules import EXTENTS, QUOTES, SOURCES, QuoteRule


@each_case("rule", QUOTES)
def test_a_rule_finds_its_quote(rule: QuoteRule):
    assert found(rule.example, rule.convention) == rule.example
    rules = [one.rule for one in attributions(plain(rule.example), rule.convention)]
    assert rules[-1] == rule.id


@each_case("rule", (*SOURCES, *EXTENTS))
def test_a_rule_tells_the_source_or_the_extent(rule: QuoteRule):
    assert found(rule.example, rule.convention) == rule.example


def test_every_rule_has_an_id_of_its_own():
    for rules in (QUOTES, SOURCES, EXTENTS):
        ids = [rule.id for rule in rules]
        assert len(ids) == len(set(ids))
        assert all(rule.does.endswith(".") for rule in rules)
