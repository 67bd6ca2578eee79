"""Pairs of quotes from two documents: which there are, and how two quotes of a passage differ."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from each_case import each_case
from said.check.shape import reference_validator
from said.schema.rows import PairRow
from said.tables import pairs
from said.tables.pairs import PairKey, choose_pairs, hash_id, pair_row
from tables.quotes import reported


def pair(text_a: str, text_b: str, type_b: str = "direct", a: Any = None, b: Any = None) -> PairRow:
    row = pair_row(
        "departures",
        reported("a/q1", text_a, **(a or {})),
        reported("b/q1", text_b, type_b, **(b or {})),
    )
    assert list(reference_validator("tables/pairs").iter_errors(row)) == []
    return row


def shown(row: PairRow, *columns: str) -> tuple:
    return tuple(row[column] for column in columns)


WHOLE = "Ilya is easily one of the greatest minds of our generation, and a dear friend."


@each_case(
    ("text", "type_", "expected"),
    [
        (WHOLE, "direct", ("identical", False, False)),
        (WHOLE.removesuffix("."), "indirect", ("identical", False, False)),
        ("“easily one of the greatest minds of our generation.”", "mixed", ("cut", True, False)),
        ("one of the greatest minds", "indirect", ("cut", True, False)),
        # Both go on, each at its own end.
        (
            "minds of our generation, and a dear friend. I will miss him",
            "direct",
            ("cut", True, True),
        ),
        # A word in the middle is missing, inside quotation marks.
        (WHOLE.replace("dear ", ""), "direct", ("reworded_in_marks", False, False)),
        (WHOLE.replace("dear ", ""), "indirect", ("reworded", False, False)),
        # What is in marks is true, and what is not in marks differs.
        (
            "he is “easily one of the greatest minds of our generation,” he said",
            "mixed",
            ("reworded", False, False),  # a run that is longer by fewer than five words
        ),
        ("he called him “one of the largest minds”", "mixed", ("reworded_in_marks", True, False)),
        ("he will be missed", "indirect", ("reworded", True, False)),
        ("…", "direct", ("reworded_in_marks", True, False)),
    ],
)
def test_wording(text: str, type_: str, expected: tuple):
    assert shown(pair(WHOLE, text, type_), "wording", "a_only", "b_only") == expected
    wording, a_only, b_only = expected
    mirrored = pair_row("departures", reported("a/q1", text, type_), reported("b/q1", WHOLE))
    assert shown(mirrored, "wording", "a_only", "b_only") == (wording, b_only, a_only)


PREPARE = "OpenAI should prioritize preparing for the risks of AI."


@each_case(
    ("one", "other", "expected"),
    [
        # The words in marks are about something else, whichever quote has more of them.
        (
            (PREPARE, "direct"),
            (
                "OpenAI is “long overdue in getting serious about the implications of AGI” and "
                "needs to prioritize preparing for it",
                "mixed",
            ),
            "reworded",
        ),
        ((PREPARE, "direct"), ("it “knows” and is to prioritize preparing", "mixed"), "reworded"),
        ((PREPARE, "direct"), ("it must “now prepare for the risks of AI”", "mixed"), None),
        # One of two fragments is about them, and the other is not.
        (
            (PREPARE, "direct"),
            ("it “should prioritize preparing for the risks of AI” and “be serious”", "mixed"),
            "reworded",
        ),
        # Of two mixed quotes.
        (
            ("Altman “was not candid in his communications” with them", "mixed"),
            ("Altman “was not always truthful with them”", "mixed"),
            None,
        ),
        (
            ("he “never left” and was glad", "mixed"),
            ("he never really left, “for many long years of work”", "mixed"),
            "reworded",
        ),
    ],
)
def test_words_in_marks_count_if_they_are_about_the_common_words(
    one: tuple[str, str], other: tuple[str, str], expected: str | None
):
    for first, second in ((one, other), (other, one)):
        row = pair_row("departures", reported("a/q1", *first), reported("b/q1", *second))
        assert row["wording"] == (expected or "reworded_in_marks")


def test_a_quote_that_gives_one_more_passage_gives_more():
    row = pair("I left", "I go", a={"passages": ["resigned", "thanks"]})
    assert shown(row, "passages", "a_only", "b_only") == (["resigned"], True, False)


def test_two_common_words_at_the_edges_are_no_cut():
    row = pair("We had no compute at the end of the", "the team was sailing against the wind")
    assert row["wording"] == "reworded_in_marks"


NOTHING = {
    "same_passage": False,
    "passages": [],
    **dict.fromkeys(("wording", "a_only", "b_only", "speaker", "time", "similarity")),
    "alignment": [],
}


@each_case(
    ("a", "b", "utterance"),
    [
        ({"passages": ["x"]}, {"passages": ["y"]}, "resignation"),
        ({"passages": []}, {"passages": []}, "resignation"),
        ({"utterance": "thread"}, {}, None),
        ({"utterance": None, "passages": []}, {"utterance": None, "passages": []}, None),
    ],
)
def test_quotes_without_a_common_passage_are_not_compared(a: dict, b: dict, utterance: str | None):
    """Even if their words are the same: the ids of passages count within one utterance."""
    row = pair("I resigned", "I resigned", a=a, b=b)
    assert row["utterance"] == utterance
    assert {column: row[column] for column in NOTHING} == NOTHING


@each_case(
    ("a", "b", "speaker"),
    [
        (["x"], ["x"], "same"),
        (["x", "y"], ["y"], "same"),
        (["x"], ["b.anon-1"], "other"),
        (None, ["x"], None),
    ],
)
def test_speakers(a: list[str] | None, b: list[str], speaker: str | None):
    assert pair("I left", "I go", a={"speakers": a}, b={"speakers": b})["speaker"] == speaker


@each_case(
    ("a", "b", "time"),
    [
        ("2024-05-14T10", "2024-05-14T10", "same"),
        ("2024-05-14T10", "2024-05-14T19", "other"),
        ("2024-05-14T10", None, "unknown"),
        (None, None, "unknown"),
    ],
)
def test_times(a: str | None, b: str | None, time: str):
    row = pair("I left", "I go", a={"time": a}, b={"time": b})
    assert shown(row, "time") == (time,)
    assert row["said_b"]["value"] == b


def test_the_alignment_leads_from_one_text_to_the_other():
    row = pair("“I have, at last, resigned.”", "I resigned today")
    edits = [
        (
            e["op"],
            row["text_a"][e["a_start"] : e["a_end"]],
            row["text_b"][e["b_start"] : e["b_end"]],
        )
        for e in row["alignment"]
    ]
    assert edits == [
        ("equal", "I", "I"),
        ("delete", "have, at last", ""),
        ("equal", "resigned", "resigned"),
        ("insert", "", "today"),
    ]


def test_long_quotes_take_no_long_time():
    """Each word of one occurs in the other a hundred thousand times."""
    row = pair("no " * 100_000, "yes " + "no " * 100_001)
    assert row["similarity"] is not None


# ---- which pairs


def keys(*documents: str, utterance: int | None = None) -> list[PairKey]:
    """A key for each quote; those of a document are one string of letters, of which a capital is a
    quote of the utterance 0."""
    return [
        PairKey(number, 0 if quote.isupper() else utterance, hash_id(f"{number}/{place}"))
        for number, quotes in enumerate(documents)
        for place, quote in enumerate(quotes)
    ]


def test_all_pairs_of_two_documents_are_there_in_order():
    assert list(choose_pairs(keys("aa", "b", "c"))) == [(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    assert list(choose_pairs(keys("aaaa"))) == []
    assert list(choose_pairs([])) == []


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """An event is large from six quotes on."""
    monkeypatch.setattr(pairs, "ALL_PAIRS", 5)
    monkeypatch.setattr(pairs, "SAMPLED", 30)
    monkeypatch.setattr(pairs, "WITHIN", 60)


@pytest.mark.usefixtures("small")
def test_of_a_large_event_all_pairs_of_an_utterance_stay():
    given = keys(*["aaA"] * 6, "AA")
    found = list(choose_pairs(given))
    assert found == sorted(set(found))
    assert all(given[i].document < given[j].document for i, j in found)
    within = [(i, j) for i, j in found if given[i].utterance == given[j].utterance == 0]
    assert len(within) == 6 * 5 // 2 + 6 * 2
    assert len(found) - len(within) == 30


@pytest.mark.usefixtures("small")
def test_a_sample_is_spread_over_the_quotes_and_depends_on_their_ids_alone():
    found = list(choose_pairs(keys(*["aaa"] * 10)))
    often = Counter(place for pair in found for place in pair)
    assert len(found) == 30
    assert set(often) == set(range(30))
    assert max(often.values()) <= 4
    assert found == list(choose_pairs(keys(*["aaa"] * 10)))


@pytest.mark.usefixtures("small")
def test_a_sample_of_few_pairs_has_all_of_them():
    given = keys("aaaaaa", "b")
    assert list(choose_pairs(given)) == [(place, 6) for place in range(6)]
    assert list(choose_pairs(keys(*["A"] * 6))) == [
        (i, j) for i in range(6) for j in range(i + 1, 6)
    ]


@pytest.mark.usefixtures("small")
def test_even_within_one_utterance_the_number_of_pairs_is_bounded():
    found = list(choose_pairs(keys(*["AA"] * 20)))
    often = Counter(place for pair in found for place in pair)
    assert (len(found), len(often)) == (60, 40)


def test_an_event_with_one_huge_document_takes_no_long_time(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pairs, "_TRIES", 100_000)
    given = keys("a" * 20_000, "b")
    assert all(given[i].document != given[j].document for i, j in choose_pairs(given))
