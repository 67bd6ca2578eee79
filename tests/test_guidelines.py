"""The guidelines agree with the schemas: rules, labels and example lines."""

import json
import re
from pathlib import Path

from each_case import each_case
from said.check.shape import reference_validator
from said.findings.catalogue import KINDS
from said.findings.explain import read_rules
from said.schema import load_schemas

PROJECT = Path(__file__).parent.parent
TEXT = (PROJECT / "GUIDELINES.md").read_text()
RULES = set(re.findall(r"^#### ([XSQDT]\d+) ", TEXT, re.M))
ANNOTATED = ("block", "mark", "speaker", "quote", "date", "stance")


def decoder(text: str):
    """The JSON values that stand one after another in a text."""
    at = 0
    while (at := text.find("{", at)) >= 0:
        value, at = json.JSONDecoder().raw_decode(text, at)
        yield value


def test_the_example_lines_fit_the_schema_and_their_text():
    (article,) = re.findall(r"```text\n(Old pier.*?)\n```", TEXT, re.S)
    (lines,) = re.findall(r"```json\n(.*?)```", TEXT, re.S)
    examples = list(decoder(lines))
    assert {example["layer"] for example in examples} == set(ANNOTATED)
    for example in examples:
        assert list(reference_validator("annotation").iter_errors(example)) == []
        spans = [example["span"]] if "span" in example else example.get("content", [])
        for span in [*spans, *example.get("cue", []), *example.get("expression", [])]:
            assert article[span["start"] : span["end"]] == span["exact"]


def test_every_rule_that_is_cited_is_there():
    schemas = json.dumps(list(load_schemas().by_id.values()))
    cited = {
        rule
        for group in re.findall(r"\(((?:[XSQDT]\d+)(?:[, -]+[XSQDT]\d+)*)\)", schemas)
        for rule in re.findall(r"[XSQDT]\d+", group)
    }
    cited |= {kind.rule for kind in KINDS.values() if kind.rule}
    assert len(cited) > 30
    assert cited - RULES == set()


def test_every_rule_can_be_cited_in_a_decision():
    pattern = load_schemas().named("common")["$defs"]["rule"]["pattern"]
    assert [rule for rule in RULES if not re.search(pattern, rule)] == []
    assert not any(re.search(pattern, rule) for rule in ("X0", "Q05", "D1 ", "5", "T"))


def test_the_schema_knows_the_rules():
    pattern = re.compile(load_schemas().named("common")["$defs"]["rule"]["pattern"])
    possible = {f"{letter}{number}" for letter in "XQSDTA" for number in range(100)}
    assert {rule for rule in possible if pattern.search(rule)} == RULES


def test_every_rule_is_linked_from_the_contents():
    contents = TEXT[TEXT.index("\nRules:\n") : TEXT.index("\n## 1. ")]
    links = dict(re.findall(r"\[(\w+)\]\((#[^)]*)\)", contents))
    assert set(links) == RULES == set(read_rules())
    for rule_id, rule in read_rules().items():
        assert rule.link == f"GUIDELINES.md{links[rule_id]}"


@each_case("name", ["GUIDELINES.md", "FINDINGS.md"])
def test_every_link_into_the_guidelines_leads_to_a_heading(name: str):
    text = (PROJECT / name).read_text()
    headings = re.findall(r"^#+ (.*)$", TEXT, re.M)
    anchors = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
    links = re.findall(r"\]\((?:GUIDELINES\.md)?#([^)]*)\)", text)
    assert len(links) > 40
    assert set(links) - anchors == set()


def test_the_desk_sheet_is_short_and_cites_rules_that_are_there():
    sheet = (PROJECT / "docs" / "desk-sheet.md").read_text()
    assert len(sheet.splitlines()) <= 120
    cited = set(re.findall(r"\b[XSQDT]\d+\b", sheet))
    assert cited - RULES == set()
    assert len(cited) > 40


LABEL_SETS = (
    "block_kind mark_kind quote_type resolution mention_form entity_kind timex_type timex_mod "
    "stance_label stance_form modality confidence flag polarity determinacy"
)


@each_case("name", LABEL_SETS.split())
def test_every_label_is_explained(name: str):
    missing = [
        label
        for label in load_schemas().named("labels")["$defs"][name]["enum"]
        if f"`{label}`" not in TEXT
    ]
    assert missing == []
