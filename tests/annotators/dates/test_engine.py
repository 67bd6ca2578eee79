"""Any text is accepted, every result is valid, and nothing takes more than its time."""

import re
import tracemalloc
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import effort
from each_case import each_case
from said.annotators.dates import find_dates
from said.annotators.dates.engine import Expression, Match, Matches, find_expressions
from said.annotators.dates.rules import RULES
from said.lexicon import sections
from said.schema.timex import explain_value
from said.text.datetokens import find_date_tokens
from said.text.reading import Reading

WORDS = [word for rows in sections("calendar").values() for row in rows for word in row]
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
@example("jAN¼", None)
@example("May,", "2024-05-15")
@example("In 4 BC he fled. Ten years later, in May 395, it fell at Easter that night.", None)
@example("in 9999 BC. A year earlier, last winter", "0001-01-01")
@example("a millennium later", "9999-12-31")
def test_any_text_gives_valid_dates(text: str, dct: str | None):
    for convention, narrative in (("said", False), ("timeml", False), ("said", True)):
        found = find_dates(Reading(text), dct, convention=convention, narrative=narrative)
        for one in found:
            span = one["span"]
            assert text[span["start"] : span["end"]] == span["exact"]
            assert span["exact"] == span["exact"].strip() != ""
            assert explain_value(one["type"], one["value"]) is None
            assert one.get("anchor", "dct") in ("dct", *(other["id"] for other in found))
        ends = [one["span"]["end"] for one in found]
        assert all(end <= one["span"]["start"] for end, one in zip(ends, found[1:], strict=False))


NUMBERS = ["2021", "1999", "1030", "1600", "0", "0530", "24", "2", "2-", "½", "1,945", "half"]
AMONG = ["May", "21 April", "Friday", "the", "in", "at", "on", "of", ",", "-", "/", "and", "to"]
UNITS = ["weekend", "weekends", "hours", "hrs", "h", "week", "days", "months", "years", "night"]


@settings(max_examples=effort.examples(600))
@given(st.lists(st.sampled_from([*NUMBERS, *AMONG, *UNITS]), min_size=2, max_size=9))
@example(["the", "2021", "weekend"])
@example(["21 April", "1030"])
@example(["May", "2-", "24", ",", "1030"])
@example(["0", "hours"])
@example(["2021", "night"])
def test_no_value_is_impossible(pieces: list[str]):
    for text in (" ".join(pieces), "".join(pieces)):
        for date in find_dates(Reading(text), "2024-05-15"):
            value, words = date["value"], date["span"]["exact"]
            if date["type"] == "DURATION":
                is_year = re.match(r"PT?(?:1999|2021)[A-Z]", value)
                assert not is_year or re.search(r"0(?:1999|2021)", words), words
                assert "X" not in value or not re.search(r"\d", words)
            assert not re.match(r"1[0-4]\d\d-\d\d-\d\d", value), words


def matches_of(text: str) -> Matches:
    return Matches(find_date_tokens(Reading(text)))


def expressions(text: str) -> list[Expression]:
    return list(find_expressions(matches_of(text), "2024-05-15", "said"))


@given(ANY, ANY)
def test_what_comes_after_a_break_does_not_change_where_expressions_are(first: str, second: str):
    alone = [(one.start, one.end) for one in expressions(first)]
    both = [(one.start, one.end) for one in expressions(f"{first}\n\n.\n\n{second}")]
    assert both[: len(alone)] == alone or re.search(r"\w$", first)


@settings(max_examples=effort.examples(200))
@given(st.lists(st.sampled_from([*EXAMPLES, *AROUND]), max_size=40), st.sampled_from([" ", "\n"]))
def test_matches_that_are_kept_are_the_same(pieces: list[str], glue: str):
    tokens = find_date_tokens(Reading(glue.join(pieces)))
    kept = Matches(tokens, kept=True)
    for _ in range(2):
        again = list(find_expressions(kept, "2024-05-15", "said"))
        assert again == list(find_expressions(Matches(tokens), "2024-05-15", "said"))


def test_no_place_is_matched_twice_where_there_are_quotes(monkeypatch: pytest.MonkeyPatch):
    text = "On May 3, 2024, he said “I left yesterday, two days earlier, at 7 p.m.”, she said now."
    start, end = text.index("“") + 1, text.index("”")
    content = {"start": start, "end": end, "exact": text[start:end]}
    quote = {"layer": "quote", "type": "direct", "content": [content]}
    places: list[int] = []
    find = Matches._find

    def counted(matches: Matches, place: int) -> Sequence[Match]:
        places.append(place)
        return find(matches, place)

    monkeypatch.setattr(Matches, "_find", counted)
    assert [date["value"] for date in find_dates(Reading(text), "2024-05-15", [quote])][1] == (
        "2024-05-02"
    )
    assert len(places) == len(set(places)) >= 5


@pytest.mark.slow
@pytest.mark.sampled
@each_case("glue", effort.some_of([" ", "\n\n"]))
@pytest.mark.exhaustive
def test_memory_grows_by_few_bytes_for_a_code_point(glue: str):
    sentence = "He left on Friday, May 3, 2024, and came back two days later."
    text = glue.join([sentence] * 5_000)
    tracemalloc.start()
    count = sum(1 for _ in find_expressions(matches_of(text), "2024-05-15", "said"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 10_000
    assert peak < 30 * len(text)


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
    assert expressions(text)[-1].timex.value == "2024-05-03"
