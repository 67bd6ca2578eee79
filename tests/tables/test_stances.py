"""Pairs of unit and target: the annotated ones and those without a stance."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any

from said.schema.scheme import NO_UNITS
from said.seeds.documents import read_document
from said.seeds.registries import read_registries
from said.system.places import SOURCE_ROOT
from said.tables import stances
from said.tables.record import assemble_record
from said.tables.stances import TargetAliases
from said.tables.view import View
from said.text.reading import Reading

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


def real_rows(full_checkout, doc_id: str):
    registries, _ = read_registries(full_checkout)
    seed, _ = read_document(full_checkout, doc_id)
    view = View.of(assemble_record(seed, registries))
    aliases = TargetAliases(registries.targets_of(view.record["topics"]))
    return view, list(stances.stance_rows(view, aliases))


def test_rows_of_a_real_text(full_checkout):
    view, rows = real_rows(full_checkout, "003_bf3454ffed0dd5e7")
    text = view.record["text"]
    kinds = {line["start"]: line["kind"] for line in view.lines}
    assert len({row["id"] for row in rows}) == len(rows)
    assert sum(row["label"] != "none" for row in rows) == len(view.record["stances"])
    annotated = {(row["unit"], row["target"]) for row in rows if row["label"] != "none"}
    for row in rows:
        start = row["text_start"]
        if row["unit_kind"] == "sentence":
            assert text[start : start + len(row["text"])] == row["text"]
            assert kinds[view.line_at(start)["start"]] not in NO_UNITS
        assert text[:start].endswith(row["context_before"])
        assert row["context_after"] in text
        for span in [*row["target_spans"], *row["quoted"], *row["expression"]]:
            assert text[span["start"] : span["end"]] == span["exact"]
        assert (row["label"] == "none") == (row["none_certain"] is not None)
        assert (row["label"] == "none") == (not row["expression"])
        if row["label"] == "none":
            assert row["id"] == f"{row['unit']}~{row['target']}"
            assert (row["unit"], row["target"]) not in annotated


def test_every_unit_has_every_target_that_the_document_names(full_checkout):
    view, rows = real_rows(full_checkout, "000_99e9e84659dd5abe")
    targets: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["reach"] is not None:
            targets[row["unit"]].add(row["target"])
    assert len({frozenset(named) for named in targets.values()}) == 1
    assert targets.keys() >= view.quotes.keys()


def test_no_two_targets_share_an_alias():
    owners: dict[str, set[str]] = defaultdict(set)
    for file in SOURCE_ROOT.glob("seeds/topics/*/targets.jsonl"):
        for line in file.read_text().splitlines():
            target = json.loads(line)
            for alias in target["aliases"]:
                owners[alias.lower()].add(target["id"])
    assert [alias for alias, targets in owners.items() if len(targets) > 1] == []


# ---- a text of our own, in which everything can be counted by hand

LINES = (
    "The pier",
    "Lind runs the port. It rained. The port is old. Berg wept.",
    "“The port is a ruin. It must go,” Berg said. Nobody replied.",
    "“Lind lied.”",
)
PORT = {
    "port": {"id": "port", "aliases": ["port"], "related": ["lind"]},
    "lind": {"id": "lind", "aliases": ["Lind"]},
    "crane": {"id": "crane", "aliases": ["crane"]},
}


def port_view(*found: tuple[str, str, str | None], **fields: Any) -> View:
    """The view of the text with stances: a target, the expression and the number of a quote."""
    text = "\n".join(LINES)
    reading = Reading(text)

    def span(exact: str) -> dict[str, Any]:
        start = text.index(exact)
        return {"start": start, "end": start + len(exact), "exact": exact}

    blocks = [{"id": "h/b1", **span(LINES[0]), "kind": "headline"}]
    blocks += [{"id": "h/p", **span(line), "kind": "paragraph"} for line in LINES[1:]]
    contents = {"h/q1": "The port is a ruin. It must go,", "h/q2": "Lind lied."}
    record: dict[str, Any] = {
        "doc_id": "h",
        "text": text,
        "language": "en",
        "wrapped": False,
        "layers": ["quote", "stance"],
        "blocks": blocks,
        "sentences": [{"start": start, "end": end} for start, end in reading.sentences],
        "quotes": [
            {"id": name, "content": [span(words)], "parent": None}
            for name, words in contents.items()
        ],
        "stances": [
            {
                "id": f"h/t{number}",
                "expression": [span(exact)],
                "quote": quote,
                "target": target,
                "label": "against",
                **dict.fromkeys(("proposition", "holder", "form", "modality", "confidence")),
                **{"intensity": 2, "flags": []},
            }
            for number, (target, exact, quote) in enumerate(found, 1)
        ],
        **dict.fromkeys(("speakers", "dates")),
        "entities": [],
        **{"origin": "published", "event": None, "fold": 0},
    }
    return View.of({**record, **fields})  # type: ignore[typeddict-item]


def port_rows(view: View) -> dict[tuple[str, str], Any]:
    rows = list(stances.stance_rows(view, TargetAliases(PORT)))  # type: ignore[arg-type]
    return {(row["text"], row["target"]): row for row in rows}


def test_the_units_are_quotes_and_sentences_of_the_author():
    """Not the headline, and not a sentence that has no words outside its quote."""
    texts = list(dict.fromkeys(text for text, _ in port_rows(port_view())))
    assert texts == [
        "Lind runs the port.",
        "It rained.",
        "The port is old.",
        "Berg wept.",
        "The port is a ruin. It must go,",
        "It must go,” Berg said.",
        "Nobody replied.",
        "Lind lied.",
    ]


def test_a_target_that_no_alias_names_has_no_rows():
    assert {target for _, target in port_rows(port_view())} == {"port", "lind"}


def test_reach_is_the_nearest_place_of_an_alias():
    rows = port_rows(port_view())
    assert rows["It rained.", "port"]["reach"] == "context"
    assert [span["start"] for span in rows["It rained.", "port"]["target_spans"]] == [23, 44]
    assert rows["The port is old.", "port"]["reach"] == "unit"
    assert rows["Berg wept.", "lind"]["reach"] == "document"
    assert rows["Berg wept.", "lind"]["target_spans"] == []
    assert rows["Nobody replied.", "lind"]["reach"] == "context"


def test_the_context_is_two_sentences_before_and_one_after():
    rows = port_rows(port_view())
    row = rows["It rained.", "port"]
    assert row["context_before"] == "The pier\nLind runs the port. "
    assert row["context_after"] == " The port is old."
    # What stands around a quote in its own sentence is context too.
    row = rows["The port is a ruin. It must go,", "port"]
    assert row["context_before"] == "The port is old. Berg wept.\n“"
    assert row["context_after"] == "” Berg said. Nobody replied."


def test_quoted_words_of_a_sentence_are_those_of_a_quote():
    (span,) = port_rows(port_view())["It must go,” Berg said.", "port"]["quoted"]
    assert span["exact"] == "It must go,"


def test_quoted_words_of_a_quote_are_those_of_the_quotes_in_it():
    view = port_view()
    inner = {**view.quotes["h/q1"], "id": "h/q3", "parent": "h/q1"}
    inner["content"] = [{"start": 89, "end": 99, "exact": "It must go"}]
    assert view.record["text"][89:99] == "It must go"
    record = {**view.record, "quotes": [*view.quotes.values(), inner]}
    rows = port_rows(View.of(record))  # type: ignore[arg-type]
    assert rows["The port is a ruin. It must go,", "port"]["quoted"] == inner["content"]
    assert rows["It must go", "port"]["quoted"] == []
    assert rows["It must go", "port"]["context_before"].endswith("The port is a ruin. ")


def test_what_stands_between_the_fragments_of_a_quote_is_its_context():
    view = port_view()
    text = view.record["text"]
    content = [
        {"start": at, "end": at + len(exact), "exact": exact}
        for exact in ("The port", "a ruin")
        for at in [text.index(exact, 60)]
    ]
    record = {**view.record, "quotes": [{**view.quotes["h/q1"], "content": content}]}
    aliases = TargetAliases({"ruin": {"id": "ruin", "aliases": ["is"]}})  # type: ignore[dict-item]
    rows = list(stances.stance_rows(View.of(record), aliases))  # type: ignore[arg-type]
    (row,) = [row for row in rows if row["unit_kind"] == "quote"]
    assert row["text"] == "The port a ruin"
    assert row["reach"] == "context"
    assert row["context_after"].startswith(". It must go")


def test_quoted_words_are_unknown_where_quotes_are_not_annotated():
    view = port_view(layers=["stance"], quotes=None)
    assert {row["quoted"] for row in port_rows(view).values()} == {None}


def certain(view: View, target: str) -> list[str]:
    rows = port_rows(view)
    return [text for text, of in rows if of == target and rows[text, of]["none_certain"]]


def test_none_is_uncertain_around_a_stance_on_the_target():
    view = port_view(("port", "is old", None))
    assert certain(view, "lind") == list(dict.fromkeys(text for text, _ in port_rows(view)))
    # Its own sentence, one before it and two after it; the quote begins in the latter.
    assert certain(view, "port") == [
        "Lind runs the port.",
        "It must go,” Berg said.",
        "Nobody replied.",
        "Lind lied.",
    ]


def test_none_is_uncertain_in_a_sentence_with_a_stance_on_a_related_target():
    view = port_view(("lind", "Lind lied", "h/q2"))
    assert "Lind lied." not in certain(view, "port")
    assert "Nobody replied." in certain(view, "port")
    assert "Nobody replied." not in certain(view, "lind")


def test_a_stance_gives_its_row_whatever_the_document_names():
    rows = port_rows(port_view(("crane", "is old", None), ("port", "pier", None)))
    row = rows["The port is old.", "crane"]
    assert (row["label"], row["reach"], row["target_spans"]) == ("against", None, [])
    # A headline is no unit: it has no other row, and its row is there for the stance alone.
    assert [target for text, target in rows if text == "The pier"] == ["port"]
    assert rows["The pier", "port"]["reach"] is None


def test_where_quotes_are_not_annotated_none_is_a_candidate():
    """Only those that a stance refers to exist there, so that their rows tell the label."""
    view = port_view(("port", "is a ruin", "h/q1"), layers=["stance"])
    rows = list(stances.stance_rows(view, TargetAliases(PORT)))  # type: ignore[arg-type]
    (row,) = [row for row in rows if row["unit_kind"] == "quote"]
    assert (row["label"], row["reach"], row["quoted"]) == ("against", None, None)
    assert row["target_spans"]
    assert {row["reach"] for row in rows if row["unit_kind"] == "sentence"} == {
        *("unit", "context", "document")
    }


def test_a_document_without_the_layer_has_no_rows():
    assert port_rows(port_view(("port", "is old", None), layers=["quote"])) == {}


def test_the_order_of_the_rows_does_not_tell_the_label(full_checkout):
    _, rows = real_rows(full_checkout, "003_bf3454ffed0dd5e7")
    places = [(row["text_start"], row["unit"], row["target"]) for row in rows]
    assert places == sorted(places)


def test_a_stance_in_a_quote_makes_none_of_the_sentence_around_it_uncertain(full_checkout):
    view, rows = real_rows(full_checkout, "004_703e615c13756639")
    held = {(stance["quote"], stance["target"]) for stance in view.record["stances"]}
    found = Counter(
        row["none_certain"]
        for row in rows
        for quote in view.quotes.values()
        if row["label"] == "none"
        and row["unit_kind"] == "sentence"
        and (quote["id"], row["target"]) in held
        and row["text_start"] <= quote["content"][0]["start"]
        and quote["content"][-1]["end"] <= row["text_start"] + len(row["text"])
    )
    assert found[False] > 10
    assert found[True] == 0
