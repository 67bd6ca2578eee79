"""Hard-wrapped text is told from text whose lines are paragraphs, and its paragraphs are found."""

import textwrap

from each_case import each_case
from said.text.paragraphs import behind_dateline
from said.text.reading import Reading

PARAGRAPHS = [
    "The harbour board of Norrvik met on Tuesday to hear what the divers had found under the old "
    "pier, which has been closed since a winter storm tore away two of its piles.",
    "“We knew that it was bad,” said the chair, Marta Lind, “but nobody had told us that the beams "
    "were rotten.” She asked the divers to come back in May, and adjourned the meeting.",
    "The repair will cost 1.2 million crowns.",
]
ITEMS = "- the first of the things that the board wants to see before the summer\n- the second"


def wrapped(width: int, between: str, indent: str = "") -> str:
    return between.join(textwrap.fill(one, width, initial_indent=indent) for one in PARAGRAPHS)


@each_case("width", [45, 60, 72, 80, 100])
def test_text_wrapped_at_a_width_has_the_paragraphs_it_had(width: int):
    for text in (wrapped(width, "\n\n"), wrapped(width, "\n", "    ")):
        reading = Reading(text)
        assert reading.wrapped
        assert [" ".join(text[slice(*one)].split()) for one in reading.paragraphs] == PARAGRAPHS


def test_short_lines_of_a_dialogue_begin_paragraphs_where_first_lines_are_indented():
    speech = ["“No.”", PARAGRAPHS[0], "“Why not?”", PARAGRAPHS[1], "“No.”", PARAGRAPHS[0]]
    text = "\n".join(textwrap.fill(one, 60, initial_indent="   ") for one in speech)
    reading = Reading(text)
    assert reading.wrapped
    assert [" ".join(text[slice(*one)].split()) for one in reading.paragraphs] == speech


@each_case(
    "text",
    [
        "\n".join(PARAGRAPHS),
        "\n\n".join(PARAGRAPHS),
        "Pier closed\nBy Jonas Berg\nNorrvik\n" + PARAGRAPHS[0],
        "Roses are red\nViolets are blue\nSugar is sweet\nAnd so are you",
        "apples\npears\nplums",
        "",
        "\n\n",
    ],
)
def test_lines_that_are_paragraphs_are_not_taken_for_wrapped(text: str):
    reading = Reading(text)
    assert not reading.wrapped
    assert reading.paragraphs == reading.lines


def test_items_of_a_list_are_paragraphs_of_their_own():
    text = f"{wrapped(60, chr(10) * 2)}\n\n{ITEMS}"
    assert [text[slice(*one)][:12] for one in Reading(text).paragraphs[-2:]] == [
        "- the first ",
        "- the second",
    ]


def test_whoever_knows_says_whether_it_is_wrapped():
    text = wrapped(60, "\n\n")
    assert Reading(text, wrapped=False).paragraphs == Reading(text).lines
    assert len(Reading("one two\nThree", wrapped=True).lines) == 2


@each_case(
    ("paragraph", "rest"),
    [
        ("NORRVIK, Norway, May 5 (ANP) — The pier fell.", "The pier fell."),
        ("NEW NORRVIK - “We lost,” Lind said.", "“We lost,” Lind said."),
        ("Norrvik (ANP) -- The pier fell.", "The pier fell."),
        ("ST. OLAV’S, 5 May – Lind left.", "Lind left."),
        ("7:52 a.m. A caller saw it.", "A caller saw it."),
        ("Monday, Oct. 1, 11:15 p.m.: The pier fell.", "The pier fell."),
        ("14:05 – The pier fell.", "The pier fell."),
        ("NASA — the agency — fell.", "NASA — the agency — fell."),
        ("Norrvik — a town — fell.", "Norrvik — a town — fell."),
        ("Norrvik - The town fell.", "Norrvik - The town fell."),
        ("At 9:30 Lind left.", "At 9:30 Lind left."),
        ("9:30 is too late.", "9:30 is too late."),
    ],
)
def test_datelines(paragraph: str, rest: str):
    start, end = behind_dateline(paragraph, (0, len(paragraph)))
    assert paragraph[start:end] == rest
