"""Content begins behind the cue, "that", those who are told and adverbials."""

from __future__ import annotations

from each_case import each_case
from quoted import sentences
from said.annotators.quotes import clauses, cues, starts


def behind(text: str, attitudes: bool = False) -> str | None:
    """The text from where the content of the first cue begins."""
    (sentence,) = sentences(text)
    start = starts.find_start(sentence, cues.find_cues(sentence)[0], attitudes)
    return None if start is None else text[sentence.starts[start.place] :]


@each_case(
    "before",
    [
        "Lind said",
        "Lind said that",
        "Lind said on Friday that",
        "Lind said on Friday",
        "Lind said again",
        "Lind said in a letter that",
        "Lind told reporters",
        "Lind told reporters on Friday that",
        "Lind told the crew of the boat that",
        "Lind told her",
        "Lind said:",
        "Lind warned",
        "Lind warned reporters that",
        "It was said",
    ],
)
def test_the_clause_is_found(before: str):
    assert behind(f"{before} she was lost") == "she was lost"


@each_case(
    ("text", "expected"),
    [
        ("Lind asked whether it fell", "whether it fell"),
        ("Lind asked reporters why it fell", "why it fell"),
        ("Lind told them to leave", "to leave"),
        ("Lind promised to leave", "to leave"),
        ("Lind was said to leave", "to leave"),
        ("Lind spoke to them", None),
        ("Lind said the pier", None),
        ("Lind said, it fell", None),
        ("Lind said it.", None),
        ("Lind said that.", None),
        ("Lind criticised the plan", None),
        ("Lind told the crew", None),
        ("Lind said", None),
    ],
)
def test_only_clauses_are_reported(text: str, expected: str | None):
    assert behind(text) == expected


def test_objects_are_reported_where_attitudes_count():
    assert behind("Lind criticised the plan", attitudes=True) == "the plan"
    assert behind("Lind spoke of the plan", attitudes=True) == "the plan"
    assert behind("Lind agreed to leave", attitudes=True) == "to leave"


@each_case(
    ("text", "expected"),
    [
        ("she left", True),
        ("the pier was old", True),
        ("Lind sails the boat", True),
        ("Lind, a pilot, was old", True),
        ("Lind, was old", False),
        ("the pier", False),
        ("of the pier was", False),
        ("the old and was", False),
        ("she", False),
        ("the pier. It was", False),
    ],
)
def test_a_clause_has_a_subject_and_a_verb(text: str, expected: bool):
    assert clauses.is_clause(sentences(text)[0], 0) is expected
