"""Annotators give nothing that the project's own checks call an error."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from said.annotators import checked
from said.annotators.annotate import LAYERS, NOTHING, Registry, draft
from said.annotators.checked import without_errors
from said.check import find_every_error
from said.findings.catalogue import Finding
from said.text.segments import span
from snapshots import news

pytestmark = pytest.mark.slow

PIECES = st.sampled_from(
    [
        *"“”‘’\"'«»()[]—:;.,?!\n",
        *("``", "''", ". ", "\n\n", "a.m.", "Mr.", "1,200"),
        *(" said ", " said that ", " told ", " according to ", " asked and answered ", " wrote "),
        *("Marta Lind", "Díaz", "Diaz", "Ana Díaz", "Ana Diaz", "O’Dell", "@lind", "he", "they"),
        *("the pier", "was shut", "we lost", "who", "an official", "sources", "Brightwater"),
        *("on Friday", "May 3", "two days later", "every Monday"),
    ]
)
REGISTRY = Registry((), tuple(news.TARGETS))


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """What the check finds in drafts, before anything is left out."""
    findings: list[Finding] = []

    def watched(*arguments: Any) -> list[Finding]:
        given = find_every_error(*arguments)
        findings.extend(given)
        return given

    monkeypatch.setattr(checked, "find_every_error", watched)
    return findings


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.just(" ")), max_size=40).map("".join))
def test_any_text_gives_records_without_errors(text: str) -> None:
    made = draft(text, "2024-05-15", LAYERS, registry=REGISTRY, doc_id="x")
    again = without_errors(text, made.annotations, made.entities, REGISTRY)
    assert again == made.annotations


def test_nothing_is_left_out_of_drafts_of_generated_news(found: list[Finding]) -> None:
    """The annotators do not rely on the check: they give no errors of their own."""
    for number, (text, day) in enumerate(news.reports()):
        draft(text, day, LAYERS, registry=REGISTRY, doc_id=f"r{number}")
    assert [str(one) for one in found] == []


def test_two_spellings_of_a_name_are_names_of_one_person(found: list[Finding]) -> None:
    text = "HAVANA: ANA DÍAZ LEFT\n\n“We left,” Ana Díaz said. Ana Diaz said that it was over."
    made = draft(text, None, "quotes")
    assert found == []
    (person,) = (one for one in made.entities if one["id"] == "ana-diaz")
    assert {person["name"], *person["aliases"]} >= {"Ana Díaz", "Ana Diaz"}


def test_a_record_with_an_error_is_left_out_with_what_refers_to_it() -> None:
    text = "On Monday Lind said that it was over."
    date = {"layer": "date", "type": "DATE", "anchor": "dct"}
    mention = {"layer": "speaker", "form": "name", "speakers": ["marta-lind"]}
    quote = {
        "id": "q1", "layer": "quote", "content": [span(text, (25, 36))],
        "cue": [span(text, (15, 19))], "type": "indirect", "source": ["s1"],
        "speakers": ["marta-lind"], "resolution": "explicit", "said": "d1",
    }  # fmt: skip
    records = [
        {"id": "d1", **date, "span": span(text, (3, 9)), "value": "2024-05-13"},
        {"id": "s1", **mention, "span": span(text, (10, 14))},
        quote,
    ]
    entities = [
        {"id": "marta-lind", "name": "Lind", "kind": "person", "aliases": [], "role": None,
         "wikidata": None}
    ]  # fmt: skip
    assert without_errors(text, records, entities, NOTHING) == records
    wrong = [{**records[0], "value": "2024-05-32"}, *records[1:]]
    assert without_errors(text, wrong, entities, NOTHING) == [records[1]]
    unknown = without_errors(text, records, [], NOTHING)
    assert [one["id"] for one in unknown] == ["d1"]
