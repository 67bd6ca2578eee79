"""The core of all pages: a text cut at every boundary, with a lane for whatever covers a place."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hostile import growth
from said.schema.scheme import LAYERS
from said.site.pieces import LANE_ORDER, MOST_LANES, Cut, Stretch, cut_document, cut_text
from said.site.shown import Shown

TEXT = "Marta Lind said on Monday that it was “over”."


def stretches(*places: tuple[int, int, str]) -> list[Stretch]:
    return [Stretch(start, end, layer, "span", at) for at, (start, end, layer) in enumerate(places)]


def covering(cut: Cut) -> list[tuple[int, int, list[tuple[int, int]]]]:
    """Start, end, and for what covers a piece its lane and number."""
    return [
        (piece.start, piece.end, [(lane, one.number) for lane, one in piece.covering])
        for piece in cut.pieces
    ]


def test_crossing_and_nested_stretches_have_lanes_of_their_own():
    cut = cut_text(10, stretches((0, 6, "quote"), (4, 8, "stance"), (1, 2, "speaker")))
    assert covering(cut) == [
        (0, 1, [(0, 0)]),
        (1, 2, [(0, 0), (1, 2)]),
        (2, 4, [(0, 0)]),
        (4, 6, [(0, 0), (1, 1)]),
        (6, 8, [(1, 1)]),
        (8, 10, []),
    ]


def test_a_layer_that_overlaps_itself_has_several_lanes_and_the_next_layer_lies_below():
    cut = cut_text(9, stretches((0, 9, "quote"), (2, 5, "quote"), (3, 4, "date")))
    assert covering(cut)[2] == (3, 4, [(0, 0), (1, 1), (2, 2)])


def test_apart_from_others_a_stretch_is_in_the_first_lane():
    cut = cut_text(9, stretches((0, 3, "quote"), (1, 2, "date"), (3, 5, "stance")))
    assert covering(cut)[-2] == (3, 5, [(0, 2)])


def test_a_stretch_around_everything_pushes_nothing_down():
    cut = cut_text(20, stretches((0, 20, "mark"), (2, 4, "date"), (6, 9, "quote"), (7, 8, "date")))
    assert dict(cut.pieces[1].covering)[0].number == 1
    assert [lane for lane, one in cut.pieces[0].covering] == [2]


def test_what_overlaps_too_often_is_not_drawn_but_told():
    cut = cut_text(30, stretches(*[(0, 30 - at, "quote") for at in range(9)]))
    assert cut.not_drawn == set(range(MOST_LANES, 9))
    assert max(len(piece.covering) for piece in cut.pieces) == MOST_LANES


def test_a_block_that_is_a_line_is_no_stretch_and_one_inside_a_line_is():
    text = "  A headline  \nAdvertisement Some text."
    blocks = [(2, 12, "headline"), (15, 28, "boilerplate")]
    annotations = [
        {
            "id": f"b{start}",
            "layer": "block",
            "span": {"start": start, "end": end, "exact": text[start:end]},
            "kind": kind,
        }
        for start, end, kind in blocks
    ]
    shown = Shown("d", text, annotations)
    drawn = {one.number for piece in cut_document(shown).pieces for _, one in piece.covering}
    assert drawn == {1}
    assert [line.kind for line in shown.lines] == ["headline", "paragraph"]


def test_all_layers_have_a_lane():
    assert sorted(LANE_ORDER) == sorted(LAYERS)


@given(
    st.lists(
        st.tuples(st.integers(0, 19), st.integers(1, 20), st.sampled_from(LAYERS)), max_size=40
    ),
    st.lists(st.integers(0, 40)),
)
def test_pieces_give_the_text_back_and_cover_what_they_should(
    places: list[tuple[int, int, str]], also: list[int]
):
    given_ = stretches(*((start, start + length, layer) for start, length, layer in places))
    cut = cut_text(40, given_, also)
    assert cut.pieces[0].start == 0
    assert cut.pieces[-1].end == 40
    assert all(one.end == other.start for one, other in pairwise(cut.pieces))
    for piece in cut.pieces:
        wanted = {one.number for one in given_ if one.start <= piece.start and piece.end <= one.end}
        assert {one.number for _, one in piece.covering} == wanted - cut.not_drawn
        lanes = [lane for lane, _ in piece.covering]
        assert len(set(lanes)) == len(lanes)
        order = [LANE_ORDER.index(one.layer) for _, one in piece.covering]
        assert order == sorted(order)


def _nested(size: int) -> list[Stretch]:
    return stretches(*((at, 2 * size - at, "quote") for at in range(size)))


def _cut(given_: list[Stretch]) -> object:
    return cut_text(2 * len(given_), given_)


def test_the_work_grows_with_the_number_of_stretches():
    assert growth(_cut, _nested(2_000), _nested(20_000)) < 15
