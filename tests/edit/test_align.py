"""The stretches that are the same in two versions of a text."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

import effort
from said.edit.align import Alignment

WORDS = st.lists(st.sampled_from(["a", "bo", "pier", "pier", "é", "🚢", ".", "\n", " ", " "]))


@given(WORDS, WORDS, WORDS, WORDS)
@settings(max_examples=effort.examples(500))
def test_stretches_are_the_same_and_in_order(
    head: list[str], old: list[str], new: list[str], tail: list[str]
) -> None:
    before = "".join([*head, *old, *tail])
    after = "".join([*head, *new, *tail])
    found = Alignment(before, after)
    here = there = 0
    for one in found.same:
        assert one.old >= here
        assert one.new >= there
        assert one.length > 0
        here, there = one.old + one.length, one.new + one.length
        assert before[one.old : here] == after[one.new : there]
    assert here <= len(before)
    assert there <= len(after)


@given(WORDS, WORDS, st.data())
@settings(max_examples=effort.examples(500))
def test_a_place_goes_to_the_same_words(
    old: list[str], new: list[str], data: st.DataObject
) -> None:
    before, after = "".join(old) + "end", "".join(new) + "end"
    start = data.draw(st.integers(0, len(before) - 1))
    end = data.draw(st.integers(start + 1, len(before)))
    found = Alignment(before, after)
    first, last = found.around((start, end))
    assert 0 <= first <= last <= len(after)
    moved = found.moved((start, end))
    if moved is not None:
        assert after[moved : moved + end - start] == before[start:end]


def test_a_text_is_the_same_as_itself() -> None:
    assert Alignment("The pier\n", "The pier\n").same == [(0, 0, 9)]
    assert Alignment("", "").same == []
    assert Alignment("", "pier").around((0, 0)) == (0, 4)


def test_an_edit_between() -> None:
    found = Alignment("The old pier is shut.", "The pier is now shut.")
    assert found.moved((8, 12)) == 4
    assert found.moved((4, 12)) is None
    assert found.around((4, 7)) == (4, 4)
    assert found.moved((16, 20)) == 16


def test_a_line_that_has_moved_to_another_place() -> None:
    lines = ["The pier is shut.", "It is old.", "Lind said so."]
    found = Alignment("\n".join(lines), "\n".join([lines[2], "No.", lines[0], lines[1]]))
    assert found.moved((34, 38)) == 5
    assert found.moved((4, 8)) == 22


def test_many_edits_in_a_long_text_are_told_apart() -> None:
    choose = random.Random(1)
    words = [f"w{choose.randrange(200)}" for _ in range(20_000)]
    edited = [word if choose.random() > 0.1 else "x" for word in words]
    before, after = " ".join(words), " ".join(edited)
    kept = sum(one.length for one in Alignment(before, after).same)
    same = sum(len(word) for word, other in zip(words, edited, strict=True) if word == other)
    assert kept > same
