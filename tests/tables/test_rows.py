"""The rows of one document."""

from __future__ import annotations

import pytest

from said.seeds.documents import read_document
from said.seeds.registries import read_registries
from said.system.places import SOURCE_ROOT, Checkout
from said.tables.record import assemble_record
from said.tables.rows import quote_rows
from said.tables.view import View

CHECKOUT = Checkout(SOURCE_ROOT)
DOC_IDS = sorted(file.parent.name for file in CHECKOUT.seeds.glob("*/raw.txt"))


@pytest.fixture(scope="module", params=DOC_IDS)
def view(request: pytest.FixtureRequest) -> View:
    registries, _ = read_registries(CHECKOUT)
    return View.of(assemble_record(read_document(CHECKOUT, request.param)[0], registries))


def test_the_context_of_a_quote_holds_all_its_spans(view: View) -> None:
    for row in quote_rows(view):
        first = row["context_start"]
        assert view.record["text"].startswith(row["context"], first)
        for span in [*row["content"], *row["cue"], *row["source"], *row["phrase"]]:
            place = slice(span["start"] - first, span["end"] - first)
            assert row["context"][place] == span["exact"]


def test_the_context_of_a_quote_is_whole_sentences(view: View) -> None:
    starts = {sentence["start"] for sentence in view.record["sentences"]}
    ends = {sentence["end"] for sentence in view.record["sentences"]}
    for row in quote_rows(view):
        assert row["context_start"] in starts
        assert row["context_start"] + len(row["context"]) in ends


def test_the_context_of_a_quote_has_no_sentence_that_it_does_not_need(view: View) -> None:
    for row in quote_rows(view):
        spans = [*row["content"], *row["cue"], *row["source"], *row["phrase"]]
        first = view.sentence_at(row["context_start"])
        last = view.sentence_at(row["context_start"] + len(row["context"]) - 1)
        for sentence in (first, last):
            assert any(s["start"] < sentence["end"] and sentence["start"] < s["end"] for s in spans)


def test_a_cue_and_a_source_in_the_line_before_are_in_the_context() -> None:
    registries, _ = read_registries(CHECKOUT)
    seed, _ = read_document(CHECKOUT, "004_703e615c13756639")
    rows = {row["id"]: row for row in quote_rows(View.of(assemble_record(seed, registries)))}
    context = rows["004_703e615c13756639/q20"]["context"]
    assert context.startswith('Leike continued:\n"I have been disagreeing')
