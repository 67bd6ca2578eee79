"""Marked words stand free where somebody says them, not where they are part of a sentence."""

from __future__ import annotations

from each_case import each_case
from said.annotators.quotes import free, marks
from said.text.reading import Reading


def standing_free(text: str) -> list[str]:
    reading = Reading(text)
    found = free.find_free(
        text, reading.lines[0], marks.unwrapped(reading, marks.find_marked(reading))
    )
    return [text[one.start : one.end] for one in found]


@each_case(
    "text",
    [
        "“We lost,” she said.",
        "“we lost,” she said.",
        "It is late. “We lost.”",
        "She was blunt: “we lost”",
        "She said “we lost” and left.",
        "She added on Friday, “We lost.”",
        "She was angry, “we lost the pier, the boat and every single hope that we ever had,”",
        "“We lost”, she said.",
        "‘“We lost,” she said.’",
        "“We lost",
    ],
)
def test_what_is_said_stands_free(text: str):
    assert len(standing_free(text)) == 1


@each_case(
    "text",
    [
        "The “blue” pier fell.",
        "“Blue” was its colour.",
        "The pier, “blue” once, fell.",
        "She thinks “we lost” and left.",
        "The pier is a “sad old thing.”",
    ],
)
def test_what_belongs_to_the_sentence_does_not(text: str):
    assert standing_free(text) == []


def test_words_go_on_behind_a_comma():
    assert standing_free("“We lost,” Lind said, “and left.”") == ["We lost,", "and left."]
    assert standing_free("“We lost.” Lind left the “and.”") == ["We lost."]
    assert standing_free("“We lost,” Lind said. He left, “and” home.") == ["We lost,"]


@each_case(
    ("text", "last"), [("“We lost,”", ","), ("“the ‘pier,’ ”", ","), ("“a”", "a"), ("“(a.)”", ".")]
)
def test_the_last_character_is_no_mark(text: str, last: str):
    assert free.last_character(text, marks.find_marked(Reading(text))[0]) == last
