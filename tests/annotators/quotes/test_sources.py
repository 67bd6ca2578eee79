"""The source phrase is the subject of its cue, or what stands behind it."""

from __future__ import annotations

from each_case import each_case
from quoted import sentences, words
from said.annotators.quotes import cues, reported, sources


def source(text: str) -> str | None:
    """The source of the last cue."""
    (sentence,) = sentences(text)
    return words(text, sentence, reported.source_of(sentence, cues.find_cues(sentence)[-1], None))


@each_case(
    ("text", "expected"),
    [
        ("Lind said it fell.", "Lind"),
        ("The old pilot of the port said it fell.", "The old pilot of the port"),
        ("Lind has also said it fell.", "Lind"),
        ("Lind and Berg said it fell.", "Lind and Berg"),
        ("It fell and Lind said it broke.", "Lind"),
        ("Lind, a pilot, said it fell.", "Lind, a pilot"),
        ("Lind — a pilot — said it fell.", "Lind — a pilot"),
        ("Lind (a pilot) said it fell.", "Lind (a pilot"),
        ("They all said it fell.", "They"),
        ("In May the port said it fell.", "the port"),
        ("The port, which said it fell, shut.", "The port, which"),
        ("It fell, according to a spokesman for the port.", "a spokesman for the port"),
        ("It was said by the mayor that it fell.", "the mayor"),
        ("It was said that it fell.", None),
        ("His claim that it fell helped.", "His"),
        ("Marta Lind’s claim that it fell helped.", "Marta Lind"),
        ("Lind left, saying it fell.", "Lind"),
        ("Saying it fell, Lind left.", "Lind"),
        ("After saying it fell, Lind left.", "Lind"),
        ("A group claiming it fell left.", "A group"),
    ],
)
def test_the_phrase_is_found_whole(text: str, expected: str | None):
    assert source(text) == expected


@each_case(
    ("text", "expected"),
    [
        ("the mayor of the port who left", "the mayor of the port"),
        ("she left", "she"),
        ("Lind, a pilot", "Lind"),
        ("two people with the port and", "two people with the port"),
        ("sources at Norrvik Post said", "sources at Norrvik Post said"),
        (", the", None),
    ],
)
def test_a_phrase_ends_before_what_is_no_part_of_it(text: str, expected: str | None):
    (sentence,) = sentences(text)
    assert words(text, sentence, sources.phrase_after(sentence, 0)) == expected
