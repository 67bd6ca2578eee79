"""Content ends where its clause does."""

from __future__ import annotations

from each_case import each_case
from quoted import found


@each_case(
    "marked",
    [
        "{Lind} <said> that [the pier fell]i.",
        "{Lind} <said> that [the pier, which was old, fell]i!",
        "{Lind} <said> that [the pier fell]i — a mistake.",
        "{Lind} <said> that [the pier]i — it was blue — [had fallen]i.",
        "{Lind} <said> that [the pier fell]i, with rumours going round.",
        "While {Lind} <said> that [the pier fell]i, Berg was silent.",
        "<Saying> that [the pier fell]i, {Lind} left.",
        "{Lind} <asked> [to open the pier]i and was heard.",
        "{Lind} <asked> [to open and close the pier]i.",
        "{Lind} <praised> [the “*good cheer*” of the crew]m.",
        "{Lind} <praised> [the “*good cheer,*”]m and left.",
        "{Lind} <praised> [the “*good cheer*”]m, and left.",
        "{The port, which} <said> that [the pier fell]i, was sold.",
    ],
)
def test_nothing_but_the_clause_is_content(marked: str):
    assert found(marked) == marked


@each_case(
    "marked",
    [
        "{{Lind}2}1 <said>1 [it fell]i1 and <added>2 that [it broke]i2.",
        "{Lind}1 <said>1 [it fell]i1, but {Berg}2 <said>2 [it broke]i2.",
        "{{Lind}2}1 <said>1 [it was old]i1, <warning>2 that [it broke]i2.",
        "{Lind}1 <says>1 [it fell because {Berg}2 <said>2 that [it was old]i2^1]i1.",
    ],
)
def test_a_later_cue_ends_it_only_if_it_is_not_reported_too(marked: str):
    assert found(marked) == marked
