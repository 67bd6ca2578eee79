"""Ranges are brought to the edges of graphemes."""

from __future__ import annotations

from said.annotators.quotes import edges
from said.annotators.quotes.attribution import Attribution


def test_what_cuts_no_grapheme_stays():
    one = Attribution(((0, 3),), ((4, 6),), (0, 1), (1, 2), "mixed", ((0, 2),), 3, 4)
    assert edges.on_graphemes("abc defg", one) is one
    assert edges.on_graphemes("abc defge\u0301", one) == one


def test_a_grapheme_that_is_cut_is_taken_whole():
    text = "ae\u0301 o\u0301u"
    one = Attribution(((0, 2), (5, 7)), ((4, 5),), (0, 2), (5, 6), "mixed", ((0, 2),))
    assert edges.on_graphemes(text, one) == Attribution(
        ((0, 3), (4, 7)), ((4, 6),), (0, 3), (4, 6), "mixed", ((0, 3),)
    )


def test_fragments_that_come_to_share_a_grapheme_are_one():
    one = Attribution(((0, 1), (1, 3)))
    assert edges.on_graphemes("e\u0301a", one).content == ((0, 3),)


def test_a_space_with_an_accent_is_left_out():
    one = Attribution(((1, 2),), type="mixed", verbatim=((1, 2),))
    left = edges.on_graphemes(" \u0301", one)
    assert (left.content, left.verbatim, left.type) == ((), (), "indirect")
    assert edges.on_graphemes(" \u0301ab", Attribution(((1, 4),))).content == ((2, 4),)
