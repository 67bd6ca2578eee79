"""Cues of attitude, for a convention that counts them."""

from __future__ import annotations

from each_case import each_case
from quoted import found, plain
from said.annotators.quotes import find_attributions
from said.text.reading import Reading


@each_case(
    "marked",
    [
        "{Lind} is <eager> [to leave the port]i.",
        "{Pilots} were <worried> about [the pier]i.",
        "{The crew}, <wary> of [the storm]i, has stayed in port.",
        "{His} <support> for [the plan]i was known.",
        "[The plan]i has <support> among {the crews}.",
        "[The pier]i was <criticised> by {Lind}.",
        "[The ferry]i is <expected> [to sail on Friday]i.",
        "[The port]i <seems> [to be open]i.",
        "[The firm]i has <allegedly> [sold the crane]i.",
        "{Lind} <hopes> [the pier will stay]i.",
    ],
)
def test_attitudes_are_attributed(marked: str):
    assert found(marked, "polnear") == marked


@each_case(
    "text",
    [
        "Lind was worried about the pier.",
        "The port seemed to be open.",
        "Her criticism of the port was heard.",
    ],
)
def test_only_that_convention_counts_them(text: str):
    assert find_attributions(Reading(text)) == []


@each_case(
    "marked",
    [
        "{Lind} <criticised> [the plan]i in an interview.",
        "{Lind} <criticised> [the plan]i on Monday.",
        "{A firm} <supporting> [the plan]i may leave.",
        "{Lind} <declined> [to comment]i, didn't answer and left.",
    ],
)
def test_an_object_ends_before_where_and_when_it_was_said(marked: str):
    assert found(marked, "polnear") == marked


def test_candidates_like_her_are_liked_by_nobody():
    assert not find_attributions(Reading(plain("Candidates like Lind lose.")), "polnear")
