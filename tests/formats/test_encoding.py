"""Offsets in UTF-16 code units against Python's own encoder."""

from hypothesis import given
from hypothesis import strategies as st

from said.formats.encoding import Utf16Offsets

TEXTS = st.text(st.sampled_from("a\n🎉\u0301é\U0010ffff\uffff") | st.characters(codec="utf-8"))


@given(TEXTS)
def test_units_are_those_of_the_encoding(text: str):
    offsets = Utf16Offsets(text)
    units = [len(text[:at].encode("utf-16-le")) // 2 for at in range(len(text) + 1)]
    assert [offsets.units(at) for at in range(len(text) + 1)] == units
    for at in range(-2, units[-1] + 3):
        assert offsets.code_points(at) == (units.index(at) if at in units else None)
