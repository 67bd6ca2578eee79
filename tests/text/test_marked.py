"""What stands in quotation marks, and the type that follows."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from said.text.marked import marked_stretches, type_of
from said.text.segments import Place


def inside(text: str) -> list[str]:
    return [text[start:end] for start, end in marked_stretches(text)]


@each_case(
    ("text", "expected"),
    [
        ("“A b,” he said. “C.”", ["A b,", "C."]),
        ('"A b," he said. "C."', ["A b,", "C."]),
        ("“He said ‘no’ to me.”", ["He said ‘no’ to me."]),
        ("He said ‘no’ and “yes”.", ["no", "yes"]),
        ("“One paragraph.\n“And another.” Out.", ["One paragraph.", "And another."]),
        ("Don’t. It's the teams’ work.", []),
        ("”A “b”", ["b"]),
        ("“A “b” c", ["A “b"]),
        ("He said ‘no", []),
        ("“”", []),
        ("“open", ["open"]),
        ("", []),
    ],
)
def test_marked(text: str, expected: list[str]):
    assert inside(text) == expected


@given(st.text("ab \n\"“”'‘’", max_size=30))
def test_stretches_are_sorted_disjoint_and_in_a_line(text: str):
    found = marked_stretches(text)
    assert list(found) == sorted(found)
    assert all(one[1] < other[0] for one, other in pairwise(found))
    assert all(start < end and "\n" not in text[start:end] for start, end in found)


TEXT = "She said that “it is” so."


@each_case(
    ("content", "expected"),
    [
        (((14, 21),), "direct"),
        (((9, 24),), "mixed"),
        (((9, 13), (15, 17)), "mixed"),
        (((9, 13), (21, 25)), "indirect"),
        (((15, 17), (18, 25)), "mixed"),
        (((15, 17), (18, 20)), "direct"),
    ],
)
def test_the_type_is_that_of_the_words(content: Place, expected: str):
    assert type_of(TEXT, content, marked_stretches(TEXT)) == expected
