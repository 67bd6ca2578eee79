"""Marks that quote nobody, and why they are there (Q4)."""

from __future__ import annotations

from each_case import each_case
from quoted import attributions
from said.annotators.quotes.unquoting import find_unquoting_marks
from said.text.reading import Reading


def kinds(text: str) -> list[tuple[str, str]]:
    return [
        (text[start:end], kind)
        for (start, end), kind in find_unquoting_marks(Reading(text), attributions(text))
    ]


@each_case(
    ("text", "expected"),
    [
        ("The pier faces a “rough patch” now.", [("rough patch", "scare")]),
        ("The “Gull” sails.", [("Gull", "term")]),
        ("They sang “The Long Way Home” at the pier.", [("The Long Way Home", "title")]),
        ("The novel “storm” sold well.", [("storm", "title")]),
        ("The ‘harbour doomsayers’ left.", [("harbour doomsayers", "nickname")]),
        (
            "“The pier is safe,” Lind said. The “safe” pier fell.",
            [("safe", "echo")],
        ),
        # Quotes are none, and an apostrophe is no mark.
        ("“The pier is safe,” Lind said.", []),
        ("Lind called it “a fine pier.”", []),
        ("Lind's pier isn't safe.", []),
    ],
)
def test_the_kind(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


def test_wrappers_are_told_and_what_is_in_them_is_read() -> None:
    text = "‘Lind stated, “The pier is shut.”’\n‘It was built in May.’\n"
    assert kinds(text) == [
        ("Lind stated, “The pier is shut.”", "wrapper"),
        ("It was built in May.", "wrapper"),
    ]
    assert [text[slice(*one.content[0])] for one in attributions(text)] == ["The pier is shut."]
