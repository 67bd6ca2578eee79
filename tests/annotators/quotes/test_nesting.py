"""One quote inside another names it as its parent; no two overlap otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoted import attributions
from said.annotators.quotes.attribution import Attribution
from said.annotators.quotes.nesting import on_graphemes, with_parents


def quotes(*contents: list[tuple[int, int]]) -> list[Attribution]:
    return [Attribution(tuple(content)) for content in contents]


def test_parents_are_the_innermost_quotes_around() -> None:
    found = with_parents(quotes([(0, 50)], [(10, 40)], [(20, 30)], [(42, 45)], [(60, 70)]))
    assert [one.parent for one in found] == [None, 0, 1, 0, None]


def test_a_quote_in_fragments_may_lie_in_the_fragments_of_another() -> None:
    found = with_parents(quotes([(0, 20), (30, 50)], [(5, 10), (35, 40)], [(22, 28)]))
    assert [one.parent for one in found] == [None, 0, None]


@pytest.mark.parametrize(
    "clashing",
    [
        [[(0, 20)], [(10, 30)]],
        [[(0, 20)], [(0, 20)]],
        [[(0, 20), (30, 50)], [(22, 40)]],
        [[(0, 20)], [(10, 15), (25, 28)]],
    ],
)
def test_of_two_that_clash_the_first_is_kept(clashing: list[list[tuple[int, int]]]) -> None:
    assert [one.content for one in with_parents(quotes(*clashing))] == [tuple(clashing[0])]


def test_numbers_lead_to_the_same_quotes_after_one_is_left_out() -> None:
    first, second, third = quotes([(0, 20)], [(10, 30)], [(40, 50)])
    found = with_parents([first, second, third._replace(continues=0)])
    assert [one.continues for one in found] == [None, 0]
    assert [
        one.continues for one in with_parents([first, second, third._replace(continues=1)])
    ] == [
        None,
        None,
    ]


PLACES = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda one: (one[0], sum(one)))


@given(st.lists(st.lists(PLACES, min_size=1, max_size=3), max_size=12))
def test_what_is_kept_lies_in_its_parent_or_apart(contents: list[list[tuple[int, int]]]) -> None:
    disjoint = [
        sorted(content)
        for content in contents
        if all(
            one[1] <= other[0]
            for one, other in zip(sorted(content), sorted(content)[1:], strict=False)
        )
    ]
    found = with_parents(quotes(*disjoint))
    for number, one in enumerate(found):
        for other in found[:number]:
            apart = all(
                end <= first or last <= start
                for start, end in one.content
                for first, last in other.content
            )
            assert apart or lies_in(one, other, found) or lies_in(other, one, found)


def lies_in(inner: Attribution, outer: Attribution, found: list[Attribution]) -> bool:
    """Whether one is a parent of the other, or of its parent, and holds all of it."""
    above = inner
    while above.parent is not None and above is not outer:
        above = found[above.parent]
    return above is outer and all(
        any(first <= start and end <= last for first, last in outer.content)
        for start, end in inner.content
    )


def test_a_report_in_a_report_has_a_parent() -> None:
    text = "Berg said that Lind had told him that the pier was shut. He left."
    outer, inner = attributions(text)
    assert (outer.parent, inner.parent) == (None, 0)


def test_a_new_cue_continues_nothing() -> None:
    text = "“We lost,” Lind said. “It was over.\n\n“We left,” she added. “We went home.”"
    for one in attributions(text):
        assert one.continues is None or not (one.cue or one.source)


def test_what_cuts_no_grapheme_stays():
    one = Attribution(((0, 3),), ((4, 6),), (0, 1), (1, 2), "mixed", ((0, 2),), 3, 4)
    assert on_graphemes("abc defg", one) is one
    assert on_graphemes("abc defge\u0301", one) == one


def test_a_grapheme_that_is_cut_is_taken_whole():
    text = "ae\u0301 o\u0301u"
    one = Attribution(((0, 2), (5, 7)), ((4, 5),), (0, 2), (5, 6), "mixed", ((0, 2),))
    assert on_graphemes(text, one) == Attribution(
        ((0, 3), (4, 7)), ((4, 6),), (0, 3), (4, 6), "mixed", ((0, 3),)
    )


def test_fragments_that_come_to_share_a_grapheme_are_one():
    one = Attribution(((0, 1), (1, 3)))
    assert on_graphemes("e\u0301a", one).content == ((0, 3),)


def test_a_space_with_an_accent_is_left_out():
    one = Attribution(((1, 2),), type="mixed", verbatim=((1, 2),))
    left = on_graphemes(" \u0301", one)
    assert (left.content, left.verbatim, left.type) == ((), (), "indirect")
    assert on_graphemes(" \u0301ab", Attribution(((1, 4),))).content == ((2, 4),)
