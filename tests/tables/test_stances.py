"""Pairs of unit and target: the annotated ones and those without a stance."""

from said.schema.scheme import NO_UNITS
from said.seeds.documents import read_document
from said.seeds.registries import read_registries
from said.tables import stances
from said.tables.record import assemble_record
from said.tables.stances import TargetAliases
from said.tables.view import View

TARGETS = {
    "openai": {"id": "openai", "aliases": ["OpenAI"]},
    "openai-leadership": {"id": "openai-leadership", "aliases": ["OpenAI leadership"]},
    "departures": {"id": "departures", "aliases": ["departure", "departures"]},
}


def found(text: str) -> set[str]:
    return TargetAliases(TARGETS).targets(text)


def test_the_longest_alias_hides_those_inside_it():
    assert found("I have been disagreeing with OpenAI leadership") == {"openai-leadership"}
    assert found("OpenAI leadership left OpenAI") == {"openai-leadership", "openai"}


def test_an_alias_is_a_whole_word_and_a_lower_case_one_has_any_case():
    assert found("Departures") == {"departures"}
    assert found("openai") == set()
    assert found("XOpenAI and OpenAIs") == set()
    assert found("OpenAI’s") == {"openai"}


def test_no_aliases_at_all():
    assert TargetAliases({}).targets("OpenAI") == set()


def pairs(full_checkout, doc_id: str):
    registries, _ = read_registries(full_checkout)
    seed, _ = read_document(full_checkout, doc_id)
    view = View.of(assemble_record(seed, registries))
    return view, stances.stance_rows(
        view, TargetAliases(registries.targets_of(view.record["topics"]))
    )


def test_rows_of_a_real_text(full_checkout):
    view, rows = pairs(full_checkout, "003_bf3454ffed0dd5e7")
    text = view.record["text"]
    kinds = {line["start"]: line["kind"] for line in view.lines}
    assert len({row["id"] for row in rows}) == len(rows)
    annotated = {(row["text_start"], row["target"]) for row in rows if row["label"] != "none"}
    for row in rows:
        if row["unit_kind"] == "sentence":
            end = row["text_start"] + len(row["text"])
            assert text[row["text_start"] : end] == row["text"]
        if row["label"] == "none":
            assert row["candidate"] == "alias"
            assert row["expression"] == []
            assert row["id"] == f"{row['unit']}~{row['target']}"
            assert (row["text_start"], row["target"]) not in annotated
            assert kinds[view.line_at(row["text_start"])["start"]] not in NO_UNITS
        else:
            assert row["candidate"] in ("annotated", "both")
            for fragment in row["expression"]:
                assert text[fragment["start"] : fragment["end"]] == fragment["exact"]


def test_a_stance_in_a_quote_is_no_none_for_the_sentence_around_it(full_checkout):
    """Altman's regret stands in a quote; the sentences of his post must not say `none` for it."""
    view, rows = pairs(full_checkout, "000_99e9e84659dd5abe")
    quote = next(q for q in view.record["quotes"] if q["utterance"] == "altman-reply-post")
    first, last = quote["content"][0]["start"], quote["content"][-1]["end"]
    inside = [row for row in rows if first <= row["text_start"] < last and row["label"] == "none"]
    assert "ilya-sutskever" not in {row["target"] for row in inside}
    assert "openai" in {row["target"] for row in inside}
