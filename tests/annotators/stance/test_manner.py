"""The expression of a stance stays in its clause, and its fields follow the words around it."""

from __future__ import annotations

from said.annotators.stance.manner import find_expression
from said.annotators.stance.phrases import FILES, WORDS, PhraseReading
from said.annotators.stance.units import Unit
from said.lexicon import sections
from said.text.reading import Reading


def read(text: str) -> PhraseReading:
    return PhraseReading(Reading(text))


def test_parts_of_two_clauses_are_not_joined():
    reading = read("brilliant x honest and kind")
    apart = Unit("q1", ((0, 1), (2, 5)), (0, 5))
    assert find_expression(reading, apart, [(0, 1), (2, 3)]) == [(0, 1), (2, 3)]
    together = Unit("q1", ((0, 5),), (0, 5))
    assert find_expression(reading, together, [(2, 3), (0, 1)]) == [(0, 3)]


def test_a_booster_of_another_clause_is_left_out():
    reading = read("very brilliant")
    assert find_expression(reading, Unit(None, ((0, 2),), (0, 2)), [(1, 2)]) == [(0, 2)]
    assert find_expression(reading, Unit(None, ((0, 1), (1, 2)), (0, 2)), [(1, 2)]) == [(1, 2)]


def test_lists_that_are_asked_for_by_word_have_single_words():
    words = [word for kind in WORDS for row in sections(FILES[0])[kind] for word in row]
    assert all(len(read(word).lowered) == 1 for word in words)
