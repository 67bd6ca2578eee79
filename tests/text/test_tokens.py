"""Tokens: the same by the fast pattern and by the other, and what shape they have."""

import re

from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from said.text import tokens
from said.text.reading import Reading
from said.text.tokens import find_tokens, shape_of


@given(st.text(max_size=60) | st.text(alphabet="aé1_ .,’“”–\n\t\x1c\u0301", max_size=60))
def test_both_patterns_cut_the_same_tokens(text: str):
    found = find_tokens(text)
    parts = [match.span() for match in tokens._TOKEN.finditer(text)]
    assert list(zip(found.starts, found.ends, strict=True)) == parts
    assert found.strings == [text[start:end] for start, end in parts]


def test_a_long_text_is_cut_as_a_short_one():
    for words in ("it's 7:30 p.m. ", "a1\n", "“é\u0301”"):
        text = words * (2 * tokens._LONG // len(words))
        found = find_tokens(text)
        parts = [match.span() for match in tokens._TOKEN.finditer(text)]
        assert list(zip(found.starts, found.ends, strict=True)) == parts
        assert found.strings == [text[start:end] for start, end in parts]


@each_case(
    "token, shape",
    [
        ("Lind", "X"), ("A", "X"), ("AI", "A"), ("pier", "x"), ("é", "x"), ("2024", "0"),
        ("14th", "9"), ("_a", "_"), ("’", "'"), ("“", '"'), ("—", "-"), (",", ","), ("€", "*"),
    ],
)  # fmt: skip
def test_a_token_has_a_shape(token: str, shape: str):
    assert shape_of(token) == shape


@each_case(
    "text",
    [
        "GPT-4.5 beat the 30-year-old|, two-thirds of AT&T and U.S.-led crews",
        "didn't it|'s rock O’Brien|’s WHAT|’S",
        "3,000 at 9:30 and .5 on September 16-19 of 1.5m|,|7",
        "https://norrvik.example/a,b|, www.norrvik.example|. @lind and lind@norrvik.example #pier",
        "Sen. Lind of D-Calif. and J. D. Berg|, R-N.Y.|, at 6 a.m. in Sept.",
        "Smith vs. Lind in No. 5 etc. and more",
        "It fell|. He left the U.S. He said no|. Why|?! Wait|... -- or|--|if",
        "``|We lost|, ''| he said|: ''|no|''",
        "He said|: “|Lind|”|'s “|s|”",
        "and|/|or (|a|)",
    ],
)
def test_tokens_are_joined_to_words(text: str):
    """White space separates words; so does `|`, which is no part of the text."""
    words = Reading(text.replace("|", "")).words
    assert words.strings == [word for word in re.split(r"[| ]+", text) if word]
