"""A text is read as sentences of classed tokens."""

from __future__ import annotations

from each_case import each_case
from quoted import sentences
from said.annotators.quotes import marks
from said.annotators.quotes.reading import find_free, last_character
from said.text.reading import Reading


@each_case(
    ("text", "kinds"),
    [
        ("The pier was old.", "dnxn."),
        ("Marta Lind said that she left.", "NNnTsv."),
        ("She opened it to them, quickly!", "svsOo,a."),
        ("Lind's crew, who won 12 boats", "N'n,sv0n"),
        ("“We lost,” said Lind.", "QnN."),
        ("He is a “safe” man.", 'sxd"n"n.'),
        ("Saying what he saw: (it) - fell; and", "Nwsv:(s)-v;c"),
        ("If it didn’t rain in Norrvik", "bsxnpN"),
        ("Mr. Berg, U.S. Sen. Lind", "NN,NNN"),
        ("www.norrvik.example and @lind", "NcN"),
        ("Jose\u0301 was there", "Nxs"),
        ("the two-thirds of 3,000 … men", "dnp0.n"),
        ("Roe v. Wade of 6 a.m. Tuesday", "NnNp0nN"),
    ],
)
def test_every_token_has_a_class(text: str, kinds: str):
    (sentence,) = sentences(text)
    assert sentence.kinds == kinds


@each_case(
    ("text", "count"),
    [
        ("It fell. He left.", 2),
        ("It fell? He left!", 2),
        ("Mr. Berg left.", 1),
        ("It fell at 3 p.m. on Friday.", 1),
        ("It fell at 3 p.m. Friday, or at 9:30 a.m. Eastern.", 1),
        ("It fell at 3 p.m. Berg left the U.S. He stayed.", 3),
        ("GPT-4.5 beat Smith vs. Jones in No. 5.", 1),
        ("It fell in May. Berg left.", 2),
        ("It fell in Calif. “We left,” said Berg. He wept.", 3),
        ("“It fell.” He left.", 2),
        ("“It fell,” He left.", 1),
        ("“It fell?” he asked.", 1),
        ("“It fell?” Lind asked.", 1),
        ("“It fell?” Lind left the port.", 2),
        ("“It fell.” “It is gone.” He left.", 2),
        ("The “pier.” He left.", 2),
        ("It fell (on May 1.) He left.", 1),
        ("It fell\nHe left", 2),
    ],
)
def test_sentences_end_at_stops(text: str, count: int):
    assert len(sentences(text)) == count


def test_tokens_keep_their_places():
    (sentence,) = sentences("  A said “b c,” he")
    assert list(zip(sentence.starts, sentence.ends, strict=True)) == [
        (2, 3),
        (4, 8),
        (9, 15),
        (16, 18),
    ]
    assert sentence.range((1, 3)) == (4, 15)


def test_a_sentence_without_an_end_is_cut():
    assert len(sentences("pier " * 5000)) > 1


def standing_free(text: str) -> list[str]:
    reading = Reading(text)
    found = find_free(
        text, reading.lines[0], marks.without_wrappers(reading, marks.find_marked(reading))
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
    assert last_character(text, marks.find_marked(Reading(text))[0]) == last
