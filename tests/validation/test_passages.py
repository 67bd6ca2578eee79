"""Level 6: passages that are given once, and quotes that share words and no passage."""

from __future__ import annotations

from each_case import each_case
from said.validation.passages import (
    PlacedReport,
    ReportingQuote,
    given_once,
    unshared_words,
)


def report(doc_id: str, words: str, *passages: str, line: int = 1) -> PlacedReport:
    return doc_id, ReportingQuote(line, "speech", ("ana-ruiz",), passages, words)


def places(found) -> list[tuple[str, str]]:
    return [(doc_id, kind) for (doc_id, _), kind, _ in found]


def test_a_passage_that_two_quotes_give_is_of_use():
    reports = [report("a", "x", "one", "two"), report("b", "y", "one"), report("c", "z", "three")]
    messages = [message for _, _, message in given_once(reports)]
    assert messages == [
        "no other quote of speech gives the passage two",
        "no other quote of speech gives the passage three",
    ]


OTHERS = report("y", "other words", "other"), report("z", "more of them", "other")
"""Quotes by which one knows that the passages of the utterance are annotated."""


@each_case(
    ("words", "passages", "expected"),
    [
        ("the pier is safe", (), True),
        ("the pier is safe and sound", (), True),
        ("the pier is safe and sound", ("safety",), False),
        ("the pier is safe and sound", ("cost", "safety"), False),
        ("the pier is safe and sound", ("cost",), True),
        ("a pier is safe", (), False),
        ("pier is safe", (), True),
        # Two words may be part of another quote by chance.
        ("is safe", (), False),
    ],
)
def test_quotes_with_common_words_share_a_passage(words: str, passages: tuple, expected: bool):
    reports = [report("a", "the pier is safe", "safety"), report("b", words, *passages), *OTHERS]
    found = places(unshared_words(reports))
    assert found == ([("b" if len(words) < 16 else "a", "passage-missing")] if expected else [])


def test_the_same_words_are_told_at_the_second_quote():
    reports = [report("a", "no"), report("b", "no", line=7), report("c", "no"), *OTHERS]
    found = list(unshared_words(reports))
    assert places(found) == [("b", "passage-missing"), ("c", "passage-missing")]
    assert "seeds/a/annotations.jsonl:1" in found[0][2]
    assert places(unshared_words([report("a", ""), report("b", "never at all"), *OTHERS])) == []


def test_an_utterance_without_passages_is_left_alone():
    assert (
        list(unshared_words([report("a", "the pier is safe"), report("b", "the pier is safe")]))
        == []
    )


def test_many_reports_take_no_long_time():
    same = [report(f"d{number}", "the pier is safe", "safety") for number in range(20_000)]
    other = [report(f"e{number}", f"the pier number {number} " * 50) for number in range(20_000)]
    assert list(unshared_words([*same, *other])) == []
