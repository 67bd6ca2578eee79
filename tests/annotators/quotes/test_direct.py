"""What attributes free words: a colon, a signature, a transcript's line, an embedded post."""

from __future__ import annotations

from each_case import each_case
from quoted import found, sentences, words
from said.annotators.quotes import direct


@each_case(
    ("text", "expected"),
    [
        ("LIND: We lost.", ("LIND", "We lost.")),
        ("MARTA O’LIND: We lost.", ("MARTA O’LIND", "We lost.")),
        ("Lind: We lost.", None),
        ("LIND:", None),
        ("We are LIND: We lost.", None),
        ("AI: no", None),
    ],
)
def test_a_line_of_a_transcript_names_who_speaks(text: str, expected: tuple[str, str] | None):
    turn = direct.find_turn(text, (0, len(text)))
    assert (turn and (text[slice(*turn[1])], text[slice(*turn[0])])) == expected


@each_case(
    ("text", "expected"),
    [
        ("I left — Jan (@jan)", ("Jan (@jan)", "I left")),
        ("I left — Jan (@jan) May 15, 2024", ("Jan (@jan)", "I left")),
        ("I left -- Jan (@jan)", ("Jan (@jan)", "I left")),
        ("I left https://a.example/b — Jan (@jan)", ("Jan (@jan)", "I left")),
        ("I left — Jan", None),
        ("I left (@jan)", None),
        ("I left — Jan (@jan), who was glad of it, and so were the others", None),
    ],
)
def test_a_post_is_signed_with_a_handle(text: str, expected: tuple[str, str] | None):
    post = direct.find_post(text, (0, len(text)))
    assert (post and (text[slice(*post[1])], text[slice(*post[0])])) == expected


@each_case(
    ("text", "expected"),
    [
        ("— Jonas Berg", "Jonas Berg"),
        ("— Jonas Berg, the mayor of Norrvik.", "Jonas Berg, the mayor of Norrvik"),
        ("Jonas Berg", None),
        ("— Jonas Berg left", None),
        ("— Jonas Berg said so", None),
    ],
)
def test_a_line_signs_the_one_before(text: str, expected: str | None):
    (sentence,) = sentences(text)
    assert words(text, sentence, direct.find_signature(sentence)) == expected


@each_case(
    "marked",
    [
        "“[We lost the pier.]d” — {Jonas Berg}",
        "“[We lost the pier.]d”\n\n— {Jonas Berg, the mayor}",
        "“[We lost the pier.]d”\n\nIt fell.\n\nIt broke.\n\n— Jonas Berg",
        "{Lind}: “[We lost.]d” “[It fell.]d”",
        "{Marta Lind} on the pier: “[We lost.]d”",
    ],
)
def test_it_is_the_source(marked: str):
    assert found(marked) == marked
