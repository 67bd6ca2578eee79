"""Marks are paired, nested and mended."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from said.annotators.quotes import marks
from said.text.reading import Reading


def inside(text: str) -> list[str]:
    return [text[one.start : one.end] for one in marks.find_marked(Reading(text))]


@each_case(
    ("text", "expected"),
    [
        ("a “b c” d", ["b c"]),
        ('a "b c" d', ["b c"]),
        ("a 'b c' d", ["b c"]),
        ("a ‘b c’ d", ["b c"]),
        ("a „b c“ d", ["b c"]),
        ("a „b c” d", ["b c"]),
        ("a ‚b c‘ d", ["b c"]),
        ("a «b c» d", ["b c"]),
        ("a ‹b c› d", ["b c"]),
        ("a ''b c'' d", ["b c"]),
        ("a ``b c'' d", ["b c"]),
        ("a `b c' d", ["b c"]),
        ("a `b c` d", []),
        ('a “b c" d', ["b c"]),
        ("”b c” d", ["b c"]),
        ("“b c?“ d", ["b c?"]),
        ("a “ b c ” d", ["b c"]),
        ("a “” d", []),
        ("a “b ‘c’ d” e", ["b ‘c’ d", "c"]),
        ("a ‘b “c” d’ e", ["b “c” d", "c"]),
        ("a “b’s c” d’s e", ["b’s c"]),
        ("a “b c", ["b c"]),
        ("a ‘b c", []),
        ("b c” d", ["b c"]),
        ("b c d’ e", []),
        ("a “b\nc” d", ["b", "c"]),
        ("“a” “b”", ["a", "b"]),
        ("“a”“b”", ["a", "b"]),
        ("(“a”)", ["a"]),
        ('("a")', ["a"]),
        ('—"a"', ["a"]),
        ("6'2\" tall", []),
        # White space on both sides: every second mark opens.
        ('a " b , " c', ["b ,"]),
        ('" a ? " b " c "', ["a ?", "c"]),
        # Single marks that go on in the next paragraph, and an elision.
        ("‘a ’stead of b\n‘c’", ["a ’stead of b", "c"]),
        ("‘a b\nc", []),
        # Nothing closes the first: it ends before who says it.
        ("“a, Lind said. “b.”", ["a,", "b."]),
        ("“a? Lind asked.", ["a?"]),
        ("“a, said Lind.\nb", ["a,"]),
        ("“a, he said, b.\n“c.”", ["a, he said, b.", "c."]),
    ],
)
def test_a_mark_closes_the_one_that_it_belongs_to(text: str, expected: list[str]):
    assert inside(text) == expected


def test_what_is_known_of_a_stretch():
    (outer, inner) = marks.find_marked(Reading("a “b ‘c’ d” e"))
    assert (outer.outer, outer.closed, outer.depth, outer.single) == ((2, 11), True, 0, False)
    assert (inner.outer, inner.closed, inner.depth, inner.single) == ((5, 8), True, 1, True)
    (lost,) = marks.find_marked(Reading("a “b c"))
    assert (lost.outer, lost.closed) == ((2, 6), False)
    (double,) = marks.find_marked(Reading("a ''b'' c"))
    assert (double.outer, double.single) == ((2, 7), False)


def test_only_several_wrapped_lines_with_quotes_in_them_are_wrapped():
    for text, expected in [
        ("‘He said “no”.’\n‘It fell.’", ["He said “no”.", "It fell."]),
        ("‘He said no.’\n‘It fell.’", []),
        ("‘He said “no”.’\nIt fell.", []),
        ("‘He said “no”.’\n‘Why?’\n‘So,’ Lind said.", []),
        ("“He said ‘no’.”\n“It fell.”", []),
        ("‘He said “no”.’ Berg left.\n‘It fell.’", []),
    ]:
        found = marks.find_marked(Reading(text))
        assert [
            text[one.start : one.end] for one in marks.find_wrappers(Reading(text), found)
        ] == expected


def test_what_is_wrapped_takes_the_place_of_its_wrapper():
    text = "‘He said “no ‘way’”.’\n‘It “fell”.’\n“A ‘b’.”"
    kept = marks.without_wrappers(Reading(text), marks.find_marked(Reading(text)))
    assert [text[one.start : one.end] for one in kept] == ["no ‘way’", "fell", "A ‘b’."]


@given(st.text(st.sampled_from("“”\"‘’'«»„‚`ab s.,(\n"), max_size=40))
def test_stretches_lie_side_by_side_or_in_each_other(text: str):
    found = marks.find_marked(Reading(text))
    assert [one.outer[0] for one in found] == sorted(one.outer[0] for one in found)
    for one in found:
        assert one.outer[0] <= one.start < one.end <= one.outer[1]
        around = [
            other
            for other in found
            if other is not one
            and other.outer[0] <= one.outer[0]
            and one.outer[1] <= other.outer[1]
        ]
        apart = [o for o in found if o.outer[1] <= one.outer[0] or one.outer[1] <= o.outer[0]]
        within = [o for o in found if one.outer[0] <= o.outer[0] and o.outer[1] <= one.outer[1]]
        assert len(around) == one.depth
        assert len(apart) + len(around) + len(within) == len(found)
