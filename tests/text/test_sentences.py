"""Sentences: two in one pair of marks, none without a word, none cut at what ends no sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from said.text.reading import Reading
from said.text.sentences import find_sentences

MARKED = [
    ("“We lost. We are sad,” said Lind.", ["“We lost.", "We are sad,” said Lind."]),
    ("“We lost. We are sad.” Lind left.", ["“We lost.", "We are sad.”", "Lind left."]),
    ("He said: ‘No! Never.’", ["He said: ‘No!", "Never.’"]),
    ('"Gone." "When?" "Now."', ['"Gone."', '"When?"', '"Now."']),
    ("He said “I quit. I am done.” and left.", ["He said “I quit.", "I am done.” and left."]),
    ('He said no." Then she left.', ['He said no."', "Then she left."]),
    ("‘It is over. We lost,’ he said.", ["‘It is over.", "We lost,’ he said."]),
    ("He left. “the pier” it read.", ["He left.", "“the pier” it read."]),
    ("In ‘08 he left. He wept, ’twas said.", ["In ‘08 he left.", "He wept, ’twas said."]),
    ("„Es ist aus. Gone.“ Lind left.", ["„Es ist aus.", "Gone.“", "Lind left."]),
]
ATTRIBUTED = [
    "“Why did he go?” Jonas Berg asked.",
    "“Stop!” Mayor Lind said, laughing.",
    "“Why?” the mayor asked.",
    "“Why?” J. D. Lind asked in May.",
    "“Why?” Lind told Radio Norrvik.",
    "“Why?” Lind asked her.",
    "“Why?” Lind asked the old pilot, and left.",
]
WHOLE = [
    "Why did she leave? #",
    "Who left, and why? #pier #harbour",
    "3. Who paid for the pier",
    "b) The pier",
    "IV. The pier",
    "Figure 2. The pier in May.",
    "Marta Lind, mayor of Norrvik./Photo: city archive",
    "Lind vs. Berg was heard at 9 a.m. Friday, and cost $1.5 million.",
    "The pier opens at 7:30 p.m. Eastern.",
    "It fell by .5 points to 3.2.",
    "Ms. Lind and Dr. T. S. Berg met Amb. Holm at St. Olav.",
    "The board left (it was late. Nobody stayed), and the lights went out.",
    ", and then",
    "Yahoo! was sold.",
    "A member of the A.F.L.-C.I.O. left.",
    "Lind, R-N.Y., noted that it cost approx. 5 coins.",
    "…",
]
CUT = [
    ("Wait. . . . Then he left.", ["Wait. . . .", "Then he left."]),
    ("It rained (all day. Nobody came. It stopped.", 3),
    ("(Who left? It is unclear.) Lind did.", ["(Who left?", "It is unclear.)", "Lind did."]),
    ("“Why?” Lind left the port.", ["“Why?”", "Lind left the port."]),
    ("It opened in May. Lind left.", ["It opened in May.", "Lind left."]),
    ("He left the U.S. He likes it there.", ["He left the U.S.", "He likes it there."]),
]


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in Reading(text).sentences]


@each_case("text, wanted", [*MARKED, *((text, [text]) for text in (*ATTRIBUTED, *WHOLE)), *CUT])
def test_sentences(text: str, wanted: list[str] | int):
    found = sentences(text)
    assert (len(found) if isinstance(wanted, int) else found) == wanted


@given(st.text(alphabet="Ab1 .?!#,\n“”\"'()…\u2028", max_size=40))
def test_sentences_cover_all_but_white_space_and_hold_words(text: str):
    reading = Reading(text)
    rest = text
    for start, end in reversed(reading.sentences):
        assert text[start:end].strip() == text[start:end] != ""
        rest = rest[:start] + rest[end:]
    assert not rest.strip()
    for found in reading.sentences_by_paragraph:
        assert len(found) == 1 or all(any(map(str.isalnum, text[slice(*s)])) for s in found)


def test_a_line_end_inside_a_paragraph_is_white_space():
    text = "The mayor of\nNorrvik left. She\nsaid no."
    assert [text[slice(*one)] for one in find_sentences(text, (0, len(text)), "en", [])] == [
        "The mayor of\nNorrvik left.",
        "She\nsaid no.",
    ]


@pytest.mark.exhaustive
@pytest.mark.parametrize("unit", ["“a. ", "(a. ", "No. ", "1. ", "?! ", "a.m. "])
def test_a_long_paragraph_takes_no_more_than_its_length(unit: str):
    assert sentences(unit * 3000)
