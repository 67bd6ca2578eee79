"""Turns of a transcript, answers of an interview and dialogue behind dashes are told by layout."""

from __future__ import annotations

import pytest

from each_case import each_case
from quoted import found
from said.annotators.quotes.turns import find_turns
from said.text.reading import Reading

HEARING = """CHAIR: [Good morning. Mr Orde, you were on duty.]d

MR ORDE: [I was, sir.]d

CHAIR: [Did you ring the council?]d

MR ORDE: [I rang at ten past two. Nobody picked up.]d"""

INTERVIEW = """Ten minutes with Greta Moll

How did you begin?

[By accident. My sister broke her arm.]d

Did you never stop?

[I stopped twice.]d

[Both times the bank called.]d

What is next?

[My bowls are getting bigger.]d"""


def turns(text: str) -> list[list[str]]:
    """The words of each turn of a text."""
    found = find_turns(Reading(text))
    return [[text[start:end] for start, end in turn.content] for turn in found.values()]


@each_case("marked", [HEARING, INTERVIEW])
def test_every_turn_is_found(marked: str) -> None:
    text = marked.replace("[", "").replace("]d", "")
    said = [line.removesuffix("]d") for line in marked.split("[")[1:]]
    assert turns(text) == [[words.split("]d")[0]] for words in said]


def test_only_the_answers_are_quotes_where_the_outlet_asks() -> None:
    text = "Q: Why?\nA: I like it.\nQ: Since when?\nA: Since May."
    assert turns(text) == [["I like it."], ["Since May."]]
    text = text.replace("Q:", "Norrvik Post:").replace("A:", "Greta Moll:")
    assert turns(text) == [["I like it."], ["Since May."]]


def test_what_is_done_is_not_said() -> None:
    text = "LIND: We lost. (laughs) All of it.\nBERG: No.\nLIND: (nods)\nBERG: Go on."
    assert turns(text) == [["We lost.", "All of it."], ["No."], ["Go on."]]


def test_a_turn_goes_on_in_the_next_paragraph() -> None:
    text = "LIND: We lost.\n\nAll of it.\n\nBERG: No.\n\nLIND: Yes."
    found = find_turns(Reading(text))
    assert [turn.continues for turn in found.values()] == [False, True, False, False]


@pytest.mark.parametrize(
    "text",
    [
        "LIND: We lost.\nBERG: No.",  # too few
        "Price: ten euros\nPlace: Norrvik\nTime: noon\nUpdate: sold out",  # no label comes again
        "Lind: “We lost.”\nBerg: “No.”\nLind: “Yes.”\nBerg: “No.”",  # marks attribute them
        "Why so?\n\nBecause.\n\nHow so?\n\nBy hand.\n\nWhere?\n\nHere.",  # an FAQ
        "The pier is shut. Why?",
        "— Marta Lind, chair",
        "The vote — the first since May — was lost.",
    ],
)
def test_other_layouts_are_no_turns(text: str) -> None:
    assert turns(text) == []


def test_only_marks_quote_inside_a_turn() -> None:
    marked = (
        "Q: Why?\nA: [{Berg}2 <told>2 me, ‘[Go.]d2^1’ I said that I would not.]d1\n"
        "Q: And?\nA: [I went.]d3"
    )
    assert found(marked) == marked
