"""Conversions: what of another convention becomes ours, what is left out, and the way back.

In an example `[…]` is content, `<…>` a cue, `{…}` the whole source, as PolNeAR marks them.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from said.corpora.conventions import Target, convert_text
from said.corpora.document import CorpusText, Facts, RecordMaker

FACTS = Facts("2024-05-15", "a test", "test")


def text_of(marked: str, convention: str = "polnear") -> CorpusText:
    """A text with the attribution that an example marks."""
    text, places = "", {"[": [], "<": [], "{": []}
    opened: list[tuple[str, int]] = []
    for part in re.split(r"([\[\]<>{}])", marked):
        if part in places:
            opened.append((part, len(text)))
        elif part in ("]", ">", "}"):
            kind, start = opened.pop()
            places[kind].append((start, len(text)))
        else:
            text += part
    made = RecordMaker(text)
    made.add_quote(places["["], places["<"], places["{"])
    return CorpusText("d", text, FACTS, made.records(), ("quote",), {"quote": convention})


def shown(one: CorpusText) -> list[tuple[Any, ...]]:
    """The quotes of a text: type, content, cue, mentions and phrase."""
    mentions = {record["id"]: record for record in one.annotations}
    return [
        (
            record["type"],
            " … ".join(span["exact"] for span in record["content"]),
            " … ".join(span["exact"] for span in record.get("cue", ())),
            ", ".join(mentions[name]["span"]["exact"] for name in record.get("source", ())),
            " … ".join(span["exact"] for span in record.get("phrase", ())),
        )
        for record in one.annotations
        if record["layer"] == "quote"
    ]


SAYINGS = {
    "{Lind} <said> [that the pier was shut].": (
        "indirect", "the pier was shut", "said", "Lind", "Lind"),
    "[“We lost,”] <said> {pilot Marta Lind}, [“and we will sail.”]": (
        "direct", "We lost, … and we will sail.", "said", "Marta Lind", "pilot Marta Lind"),
    '{The coach} <had told> reporters: ["We lost."]': (
        "direct", "We lost.", "told", "The coach", "The coach"),
    "[The pier is old], <according to> {a senior pilot with the port}.": (
        "indirect", "The pier is old", "according to", "a senior pilot",
        "a senior pilot with the port"),
    "{Mayor Jonas Berg, 52,} <called> it [“a sad day for us”].": (
        "mixed", "“a sad day for us”", "called", "Jonas Berg", "Mayor Jonas Berg, 52,"),
    "{Berg} <was asked> [whether the crane would stay].": (
        "indirect", "the crane would stay", "asked", "Berg", "Berg"),
    "{Berg} <said> [that the crane “had to go.”]": (
        "mixed", "the crane “had to go.”", "said", "Berg", "Berg"),
    "{The port} <urged> [crews to stay away].": (
        "indirect", "to stay away", "urged", "The port", "The port"),
    "{They} <warned> [that that was a mistake.]": (
        "indirect", "that was a mistake", "warned", "They", "They"),
    "{Berg} <did not say> [that it was safe].": (
        "indirect", "it was safe", "not say", "Berg", "Berg"),
    "{The audit} <found> [that the pier was unsafe].": (
        "indirect", "the pier was unsafe", "found", "The audit", "The audit"),
    "{Lind} <expressed confidence> [that it would sail].": (
        "indirect", "it would sail", "expressed confidence", "Lind", "Lind"),
    "{Lind} <believes> [the port “lost its way”].": (
        "mixed", "the port “lost its way”", "believes", "Lind", "Lind"),
}  # fmt: skip


@pytest.mark.parametrize("marked", SAYINGS)
def test_a_saying_becomes_ours(marked: str):
    one = convert_text(text_of(marked), "said")
    assert shown(one) == [SAYINGS[marked]]
    assert one.conventions == {"quote": "said"}


@pytest.mark.parametrize(
    "marked",
    [
        "{Critics} <believe> [the port was slow].",
        "{Lind} <wants> [the port to pay].",
        "{The crews} <fear> [that it will fall].",
        "{Berg} <was frustrated> [that nobody came].",
        "{The board} <decided> [to close the pier].",
        "{Lind} <supports> [the plan of the port].",
    ],
)
def test_an_attitude_is_no_quote(marked: str):
    one = convert_text(text_of(marked), "said")
    assert one.annotations == []
    assert one.left_out == {"attitudes and thoughts, not sayings (Q2)": 1}


@pytest.mark.parametrize(
    "marked",
    [
        "{Lind} <announced> [her retirement].",
        "{The union} <criticised> [the plan that the port made].",
        "{The union} <accused> Berg of [being late].",
        "{Lind} <proposed> [new quays].",
    ],
)
def test_what_is_no_clause_is_no_quote(marked: str):
    one = convert_text(text_of(marked), "said")
    assert one.annotations == []
    assert one.left_out == {"reports that are no clause (Q2)": 1}


def test_a_quotation_over_paragraphs():
    one = convert_text(text_of("{Lind} <said>: [“We lost.\n\n“We will sail.”]"), "said")
    assert shown(one) == [
        ("direct", "We lost.", "said", "Lind", "Lind"),
        ("direct", "We will sail.", "", "", ""),
    ]
    assert [record.get("continues") for record in one.annotations if "content" in record] == [
        None,
        "q1",
    ]


def test_a_turn_of_a_transcript():
    one = convert_text(text_of("{LIND}<:> [We lost the pier.]\n\nBerg left."), "said")
    assert shown(one) == [("direct", "We lost the pier.", "", "LIND", "LIND")]


def test_nested_reports():
    """In a report the inner one names its parent; in somebody's words it is a part of these."""
    text = "Lind said Berg had warned that it fell. “Berg said it fell,” Lind said."
    made = RecordMaker(text)

    def at(exact: str, after: int = 0) -> list[tuple[int, int]]:
        start = text.index(exact, after)
        return [(start, start + len(exact))]

    made.add_quote(at("Berg had warned that it fell"), at("said"), at("Lind"))
    made.add_quote(at("that it fell"), at("had warned"), at("Berg"))
    behind = text.index("“")
    made.add_quote(at("“Berg said it fell,”"), at("said", behind + 20), at("Lind", behind))
    made.add_quote(at("it fell", behind), at("said", behind), at("Berg", behind))
    given = CorpusText("d", text, FACTS, made.records(), ("quote",), {"quote": "polnear"})
    one = convert_text(given, "said")
    assert [quote[1] for quote in shown(one)] == [
        "Berg had warned that it fell",
        "it fell",
        "Berg said it fell,",
    ]
    parents = [record.get("parent") for record in one.annotations if record["layer"] == "quote"]
    assert parents == [None, "q1", None]
    assert one.left_out == {"reports inside the words of another quote (Q10)": 1}


@pytest.mark.parametrize(
    "marked",
    [
        "{Lind} <said> [that the pier was shut].",
        "[“We lost,”] <said> {pilot Marta Lind}, [“and we will sail.”]",
        "{Lind} <asked> [whether it fell].",
    ],
)
def test_the_way_back(marked: str):
    """What a rule took out of the content and the phrase, another takes in."""
    given = text_of(marked)
    ours = convert_text(given, "said")
    back = convert_text(ours, "polnear")
    assert shown(back) == shown(given)


@pytest.mark.parametrize(
    ("marked", "content"),
    [
        ("[“We lost,”] she said.", "We lost,"),
        ("[“ We lost , ”] she said .", "We lost ,"),
        ("She knew [that it fell].", "it fell"),
    ],
)
def test_a_corpus_without_cues_keeps_its_convention(marked: str, content: str):
    """The content is ours all the same; nothing is asked of a cue that nobody annotates."""
    one = convert_text(text_of(marked, "riqua"), "said")
    assert one.conventions == {"quote": "riqua"}
    assert [quote[1] for quote in shown(one)] == [content]
    assert one.changed
    assert not one.left_out


# ---- dates


def date_text(words: str, type_: str, value: str, **fields: str) -> CorpusText:
    made = RecordMaker(f"It was {words} there.")
    made.add("date", span=made.spans([(7, 7 + len(words))])[0], type=type_, value=value, **fields)
    return CorpusText("d", made.text, FACTS, made.records(), ("date",), {"date": "timeml"})


@pytest.mark.parametrize(
    ("words", "type_", "value", "wanted"),
    [
        ("two decades", "DURATION", "P2E", ("DURATION", "P2DE")),
        ("two decades", "DURATION", "P20Y", ("DURATION", "P2DE")),
        ("a century", "DURATION", "P100Y", ("DURATION", "P1CE")),
        ("three quarters", "DURATION", "P9M", ("DURATION", "P3Q")),
        ("20 years", "DURATION", "P20Y", ("DURATION", "P20Y")),
        ("9 a.m.", "DATE", "2024-05-15T09:00", ("TIME", "2024-05-15T09:00")),
        ("the seventh week", "DATE", "2000-W7", ("DATE", "2000-W07")),
        ("a day", "DATE", "P1D", ("DURATION", "P1D")),
        ("the fourth quarter", "DURATION", "1989-Q4", ("DATE", "1989-Q4")),
        ("May 15", "DATE", "2024-05-15", ("DATE", "2024-05-15")),
        ("May 5", "DATE", "2024-5-5", ("DATE", "2024-05-05")),
        ("every Tuesday", "SET", "XXXX-WXX-2", ("SET", "XXXX-WXX-2")),
        ("Tuesday", "DATE", "2024-W7-2", ("DATE", "2024-W07-2")),
    ],
)
def test_values_of_timeml_become_ours(words: str, type_: str, value: str, wanted: tuple[str, str]):
    one = convert_text(date_text(words, type_, value), "said")
    (record,) = one.annotations
    assert record["layer"] == "date"
    assert (record["type"], record["value"]) == wanted
    assert one.conventions == {"date": "said"}
    assert bool(one.changed) == (wanted != (type_, value))


@pytest.mark.parametrize("words", ["once", "previously", "the 27-year-old", "the current", "later"])
def test_what_timeml_counts_and_we_do_not(words: str):
    value = "P27Y" if "old" in words else "PAST_REF"
    one = convert_text(date_text(words, "DATE", value), "said")
    assert one.annotations == []


@pytest.mark.parametrize("words", ["now", "recently", "the future", "recent weeks", "the past"])
def test_what_both_count(words: str):
    assert len(convert_text(date_text(words, "DATE", "PAST_REF"), "said").annotations) == 1


def test_a_value_that_no_rule_converts_keeps_the_convention():
    given = date_text("some time", "DURATION", "PXX")
    one = convert_text(given, "said")
    assert one.annotations == given.annotations
    assert one.conventions == {"date": "timeml"}
    assert one.left_out == {"documents that keep their dates: a value that no rule converts": 1}


@pytest.mark.parametrize(
    ("value", "wanted"), [("P2DE", "P20Y"), ("P1CE", "P100Y"), ("P3Q", "P9M"), ("P3Y", "P3Y")]
)
def test_our_values_become_those_of_timeml(value: str, wanted: str):
    given = date_text("so long", "DURATION", value)._replace(conventions={})
    one = convert_text(given, "timeml")
    (record,) = one.annotations
    assert record["layer"] == "date"
    assert record["value"] == wanted
    assert one.conventions == {"date": "timeml"}


@pytest.mark.parametrize("target", ["said", "polnear", "timeml"])
def test_anything_is_converted(target: Target):
    """Empty texts, texts of marks, quotes that are nothing but punctuation."""
    for marked in (
        "",
        "[“”]",
        "[“] <said>",
        "{Lind} <:> [:]",
        '["""""]',
        "[that] <said>",
        "<.> [a]",
    ):
        one = text_of(marked)
        assert convert_text(one, target).text == one.text
