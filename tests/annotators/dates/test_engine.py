"""Any text is accepted, every result is valid, and nothing takes more than its time."""

import re
import tracemalloc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import effort
from each_case import each_case
from said.annotators.dates import dates
from said.annotators.dates.engine import find
from said.annotators.dates.rules import RULES
from said.lexicon import sections
from said.schema.timex import explain_value

WORDS = [word for rows in sections("timex").values() for row in rows for word in row]
SHAPES = [
    "May",
    "Jan.",
    "Friday",
    "7:00",
    "1999",
    "17th",
    "2-3",
    "5",
    "90s",
    "'92",
    "Q3",
    "1,200",
    "17,2019",
    "3.2",
    "1H24",
    "FY24",
]
SHAPES += [
    "2024-02-30",
    "2024-05-14 10:00Z",
    "31.12.2024",
    "13/05/24",
    "UTC+2",
    "BST",
    ",",
    "/",
    "\n\n",
]
EXAMPLES = [re.sub(r"[\[\]]", "", rule.example) for rule in RULES]
AROUND = [
    "he",
    "had left",
    "will",
    "by",
    "in",
    "at",
    "of",
    ".",
    ",",
    "and",
    "-",
    "\n\n",
    "some more",
]
PIECES = st.sampled_from([*WORDS, *SHAPES])
ANY = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=15).map(" ".join),
    st.lists(PIECES, max_size=12).map("".join),
)


@settings(max_examples=effort.examples(400))
@given(
    ANY,
    st.sampled_from([None, "2024-05-15", "2024-02-29T10:00:00Z", "0001-01-01", "9999-12-31", "x"]),
)
@example("In May 1,200 people came.", "2024-05-15")
@example("Two millennia ago", "2024-05-15")
@example("a millennium later", "9999-12-31")
def test_any_text_gives_valid_dates(text: str, dct: str | None):
    for convention in ("said", "timeml"):
        found = dates(text, dct, convention=convention)
        for one in found:
            span = one["span"]
            assert text[span["start"] : span["end"]] == span["exact"]
            assert span["exact"] == span["exact"].strip() != ""
            assert explain_value(one["type"], one["value"]) is None
            assert one.get("anchor", "dct") in ("dct", *(other["id"] for other in found))
        ends = [one["span"]["end"] for one in found]
        assert all(end <= one["span"]["start"] for end, one in zip(ends, found[1:], strict=False))


@given(ANY, ANY)
def test_what_comes_after_a_break_does_not_change_where_expressions_are(first: str, second: str):
    alone = [(one.start, one.end) for one in find(first, "2024-05-15", "said")]
    both = [(one.start, one.end) for one in find(f"{first}\n\n.\n\n{second}", "2024-05-15", "said")]
    assert both[: len(alone)] == alone or re.search(r"\w$", first)


@settings(max_examples=effort.examples(200))
@given(
    st.lists(st.sampled_from([*EXAMPLES, *AROUND]), max_size=40),
    st.sampled_from([" ", "\n"]),
    st.integers(1, 9),
)
@example([*[","] * 60, "will", *["some more"] * 8, "Friday", *[","] * 60], " ", 1)
def test_the_size_of_batches_changes_nothing(pieces: list[str], glue: str, size: int):
    text = glue.join(pieces)
    at_once = list(find(text, "2024-05-15", "said", batch=len(text) + 1))
    assert list(find(text, "2024-05-15", "said", batch=size)) == at_once


@pytest.mark.slow
@pytest.mark.sampled
@each_case("glue", effort.some_of([" ", "\n\n"]))
def test_memory_does_not_grow_with_the_text(glue: str):
    sentence = "He left on Friday, May 3, 2024, and came back two days later."
    peaks = []
    for times in (1_000, 3_000):
        text = glue.join([sentence] * times)
        tracemalloc.start()
        count = sum(1 for _ in find(text, "2024-05-15", "said"))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert count == 2 * times
    assert peaks[1] < 1.1 * peaks[0]


@pytest.mark.slowest
@pytest.mark.slow
@pytest.mark.sampled
@each_case(
    "piece",
    [
        "the ",
        "May ",
        "1 ",
        "1",
        "twenty ",
        "a ",
        "the last ",
        "more than ",
        "7:00 ",
        "-",
        "' ",
        "Jan. ",
        "two to ",
        "\n\n",
        "1,000",
        "May 3-",
        "1990-",
        "\n \n",
        "\n \t",
        "tens of ",
        "x",
    ],
)
def test_a_hostile_text_is_read_to_its_end(piece: str):
    text = piece * (effort.examples(200_000) // len(piece)) + " it opened on May 3, 2024."
    assert list(find(text, "2024-05-15", "said"))[-1].timex.value == "2024-05-03"
