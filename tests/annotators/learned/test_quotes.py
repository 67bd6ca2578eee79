"""Quotes by a model, and how they are put together with those of the rules."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from learn.making import articles
from said.annotators.learned.quotes import (
    PARTS,
    Arguments,
    Part,
    Proposed,
    QuoteModel,
    assemble_quotes,
    spans_of,
)
from said.annotators.quotes import find_attributions
from said.annotators.quotes.attribution import Attribution
from said.learn.data import TrainingDocument
from said.learn.quotes import prepare_quotes, train_quotes
from said.scoring.items import SystemRow
from said.scoring.joined import GoldDocument, read_readings
from said.text.reading import Reading

TEXT = (
    "Marta Lind said on Monday that the pier was shut. "
    "“We lost,” Jonas Berg claimed. Ida Falk frowned: the mill was gone.\n"
)


def place(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def proposed(*quotes: tuple[str, Sequence[str], str]) -> Proposed:
    """What a model finds: the cue, the content and the source of each."""
    arguments = {
        place(cue): Arguments(tuple(map(place, content)), place(source) if source else None)
        for cue, content, source in quotes
    }
    return Proposed(tuple(arguments), arguments)


def assembled(
    made: Proposed, parts: Sequence[Part], text: str = TEXT
) -> list[tuple[str, str, str, str]]:
    """The content, cue, source and rule of each quote."""
    reading = Reading(text)
    found = assemble_quotes(reading, find_attributions(reading), made, parts)
    return [shown(one, text) for one in found]


def shown(one: Attribution, text: str) -> tuple[str, str, str, str]:
    content, cue = (" … ".join(text[slice(*at)] for at in some) for some in (one.content, one.cue))
    return content, cue, text[slice(*one.source)] if one.source else "", one.rule


LIND = ("said on Monday", ["the pier"], "Marta")
BERG = ("claimed", ["“We lost,”"], "Jonas Berg")
FALK = ("frowned", ["the mill was gone."], "Ida Falk")
OF_RULES = [
    ("the pier was shut", "said", "Marta Lind", "that"),
    ("We lost,", "claimed", "Jonas Berg", "cue behind"),
]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], OF_RULES),
        (["cue"], [("the pier was shut", "said on Monday", "Marta Lind", "learned in part"),
                   OF_RULES[1]]),
        (["content"], [("the pier", "said", "Marta Lind", "learned in part"), OF_RULES[1]]),
        (["source"], [("the pier was shut", "said", "Marta", "learned in part"), OF_RULES[1]]),
        (["quotes"], [*OF_RULES, ("the mill was gone.", "frowned", "Ida Falk", "learned")]),
        (PARTS, [("the pier", "said on Monday", "Marta", "learned in part"), OF_RULES[1],
                 ("the mill was gone.", "frowned", "Ida Falk", "learned")]),
    ],
)  # fmt: skip
def test_a_model_takes_over_some_parts(
    parts: Sequence[Part], expected: list[tuple[str, str, str, str]]
) -> None:
    made = proposed(LIND, BERG, FALK)
    assert assembled(made, parts) == expected


def test_quotes_of_the_rules_go_only_with_the_part_quotes() -> None:
    made = proposed(BERG)
    assert assembled(made, ["cue", "content", "source"]) == OF_RULES
    assert assembled(made, ["quotes"]) == OF_RULES[1:]


def test_quotes_without_a_cue_stay_unless_the_model_has_their_words() -> None:
    text = "Marta Lind: “We lost.”\n\nJonas Berg frowned there.\n"
    (rule,) = find_attributions(Reading(text))
    assert not rule.cue
    cue, mill = place("frowned", text), place("there", text)
    other = Proposed((cue,), {cue: Arguments((mill,), None)})
    assert [one[0] for one in assembled(other, PARTS, text)] == ["We lost.", "there"]
    same = Proposed((cue,), {cue: Arguments((place("“We lost.”", text),), None)})
    assert [one[1:] for one in assembled(same, PARTS, text)] == [("frowned", "", "learned")]


@pytest.mark.parametrize(
    ("content", "type_", "found", "verbatim"),
    [
        ("“We lost,”", "direct", ["We lost,"], []),
        ("the mill was gone.", "indirect", ["the mill was gone."], []),
        ("was shut. “We lost,”", "mixed", ["was shut. “We lost"], ["We lost"]),
        ("shut. “We lost,” Jonas", "mixed", ["shut. “We lost,” Jonas"], ["We lost,"]),
    ],
)
def test_marks_tell_the_type(
    content: str, type_: str, found: list[str], verbatim: list[str]
) -> None:
    made = proposed(("frowned", [content], ""))
    (one,) = (
        one for one in assemble_quotes(Reading(TEXT), [], made, PARTS) if one.rule == "learned"
    )
    assert one.type == type_
    assert [TEXT[slice(*at)] for at in one.content] == found
    assert [TEXT[slice(*at)] for at in one.verbatim] == verbatim


def test_a_cue_without_content_makes_no_quote() -> None:
    assert assembled(proposed(("frowned", [], "Ida Falk"), BERG), ["quotes"]) == OF_RULES[1:]


def test_spans_of_labels() -> None:
    labels = ["O", "B-C", "I-C", "B-C", "O", "I-C", "B-S", "I-C"]
    assert spans_of(labels, "C") == [(1, 3), (3, 4), (5, 6), (7, 8)]
    assert spans_of(labels, "S") == [(6, 7)]


@pytest.fixture(scope="module")
def model() -> QuoteModel:
    """A model that has learned a few invented verbs."""
    documents = []
    for row in articles(8):
        rows = [SystemRow("here", {"layer": "quote", **one}) for one in row["quotes"]]
        gold = GoldDocument(row["doc_id"], row["text"], [rows])
        readings = read_readings(gold, row["text"], "gold")
        documents.append(TrainingDocument(row["doc_id"], row["text"], readings, gold, "said"))
    return QuoteModel(train_quotes([prepare_quotes(one, "said") for one in documents]))


def test_a_model_finds_what_it_has_learned(model: QuoteModel) -> None:
    text = "It rained. Marta Lind brimbled that the tower was too small. Nobody was hurt.\n"
    found = model.attributions(Reading(text), "said")
    assert [shown(one, text) for one in found] == [
        ("the tower was too small", "brimbled", "Marta Lind", "learned")
    ]


@pytest.mark.parametrize(
    "text",
    ["", "\n", "brimbled", "“", "“ ” ‘’ brimbled that ", "brimbled\u0301 that\ud800 it",
     "Lind brimbled that the mill\u0308 was shut. " * 30],
)  # fmt: skip
def test_any_text_can_be_read(model: QuoteModel, text: str) -> None:
    for one in model.attributions(Reading(text), "polnear"):
        assert all(start < end <= len(text) for start, end in one.content)


def test_a_text_of_cues_alone_is_read_in_bounded_work(model: QuoteModel) -> None:
    text = "Lind brimbled that " * 500
    reading = Reading(text)
    made = model.propose(reading, find_attributions(reading))
    assert 0 < len(made.arguments) <= 40 * (len(text.split()) // 400 + 1)
    assert set(made.cues) <= made.arguments.keys()
