"""Cues are told from the same words used otherwise."""

from __future__ import annotations

from each_case import each_case
from quoted import sentences, words
from said.annotators.quotes import cues


def found(text: str) -> list[tuple[str | None, str]]:
    return [
        (words(text, sentence, cue.span), cue.use)
        for sentence in sentences(text)
        for cue in cues.find_cues(sentence)
    ]


@each_case(
    ("text", "expected"),
    [
        ("Lind said it fell.", [("said", "finite")]),
        ("Lind has said it fell.", [("said", "finite")]),
        ("Lind is saying it fell.", [("saying", "finite")]),
        ("Lind left, saying it fell.", [("saying", "participle")]),
        ("Lind went on to say it fell.", [("say", "infinitive")]),
        ("Lind was told it fell.", [("told", "passive")]),
        ("She's warned that it fell.", [("warned", "finite")]),
        ("Lind pointed out that it fell.", [("pointed out", "finite")]),
        ("According to Lind, it fell.", [("According to", "phrase")]),
        ("It fell, per the Post.", [("per", "phrase")]),
        ("There was a warning that it fell.", [("warning", "noun")]),
        ("Lind voiced the hope that it held.", [("hope", "noun")]),
        ("A promise to leave.", [("promise", "noun")]),
        ("Lind claims that it fell.", [("claims", "finite")]),
        ("Lind reports it fell.", [("reports", "finite")]),
        ("Lind Says Pier Fell", [("Says", "finite")]),
        ("Lind said it fell and added that it broke.", [("said", "finite"), ("added", "finite")]),
    ],
)
def test_what_attributes_is_a_cue(text: str, expected: list[tuple[str, str]]):
    assert found(text) == expected


@each_case(
    "text",
    [
        "Her claims of fraud were old.",
        "The reports were old.",
        "It cost 3 euros per day.",
        "The disputed poll was old.",
        "The well-said word.",
        "A report came.",
        "In reports of May it fell.",
        "The state of the pier is bad.",
        "The plan to close the pier is old.",
        "Lind’s post was old.",
        "A Say is a boat.",
        "His saying so was old.",
    ],
)
def test_the_same_words_as_nouns_are_none(text: str):
    assert found(text) == []
