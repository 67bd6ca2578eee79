"""Quotation marks are told from apostrophes (Q4)."""

from __future__ import annotations

import re

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from each_case import each_case
from said.system.places import SOURCE_ROOT
from said.text.reading import Reading

search = settings(derandomize=True)


def flagged(text: str) -> str:
    """The text with what was found in double brackets."""
    parts = []
    at = 0
    for place in Reading(text).marks:
        parts += [text[at:place], "⟦", text[place], "⟧"]
        at = place + 1
    return "".join([*parts, text[at:]])


@each_case(
    "expected",
    [
        '⟦"⟧We tried,⟦"⟧ Sand said.',
        "⟦“⟧We tried,⟦”⟧ Sand said.",
        "⟦«⟧ On verra ⟦»⟧, ⟦‹⟧dit⟦›⟧ ⟦„⟧Sand⟦“⟧, ⟦‚⟧so⟦‘⟧.",
        # Single marks around words, phrases and brackets.
        "The ⟦'⟧Blue Gull⟦'⟧ sails.",
        "The ⟦‘⟧Blue Gull⟦’⟧ sails.",
        "⟦‘⟧We tried,⟦’⟧ Sand said. ⟦‘⟧And lost.⟦’⟧",
        "⟦‘⟧[B]ut why?⟦’⟧ ⟦'⟧…and how?⟦'⟧",
        "⟦“⟧She said ⟦‘⟧no.⟦’⟧⟦”⟧ ⟦\"⟧He said ⟦'⟧yes⟦'⟧⟦\"⟧",
        "⟦'⟧2024⟦'⟧ was a hit.",
        # One of a pair that the text gives another shape, or leaves out.
        "She called it a ⟦‘⟧Linchpin for the harbour⟦'⟧",
        "⟦’⟧Blue Gull⟦’⟧",
        "the Blue Gull⟦'⟧ sails",
        "the ⟦'⟧Blue Gull sails",
        "a lone ⟦'⟧ stands here",
        # Apostrophes in words and behind them.
        "don't, the harbour's, O'Brien's, rock'n'roll, 1990's",
        "don’t, the harbour’s, O’Brien’s",
        "OpenAI‘s chief, the harbour‘s end, don‘t",
        "the pilots' work, James' boat, the pilots’ work, Marx’ theory",
        "the Blue Gull (⟦\"⟧Gull⟦\"⟧)'s crew, the pilot (ASI)’s, ⟦“⟧Gull⟦”⟧’s, Alphabet Inc.'s",
        # Elisions and clipped words.
        "tell 'em, 'til then, ’tis, rock 'n' roll, rock ’n’ roll, rock ‘n’ roll",
        "the '90s, the ’90s, the ‘90s, the class of '24, the '90s' best",
        "goin' on, nothin’ left, ol' Jonas",
        # A possessive and a closing mark look the same: the line decides.
        "⟦‘⟧two teams⟦’⟧ and the teams’ work",
        "⟦‘⟧the teams’ work,⟦’⟧ and ⟦‘⟧two teams⟦’⟧ more",
        "the teams’ ⟦‘⟧work⟦’⟧ is the pilots’",
        "the ⟦'⟧cause⟦'⟧ of it, just 'cause",
        "⟦‘⟧one\nthe pilots’ work",
        # Neither are primes and inches marks.
        "6'2\" tall, 6′2″ tall, ʼo",
    ],
)
def test_marks(expected: str) -> None:
    assert flagged(re.sub("[⟦⟧]", "", expected)) == expected


@each_case("number", ["000", "001", "003"])
def test_every_double_mark_of_a_real_text_is_found(number: str) -> None:
    (file,) = SOURCE_ROOT.glob(f"seeds/{number}_*/raw.txt")
    text = file.read_text(encoding="utf-8")
    found = set(Reading(text).marks)
    assert found >= {match.start() for match in re.finditer('["“”]', text)}
    for match in re.finditer(r"\w['’‘]\w|s['’] \w", text):
        assert match.start() + 1 not in found


@search
@given(st.text("ab sn19.,-([)]\n\"'“”‘’«»‚", max_size=40))
def test_what_is_found_are_marks_and_all_but_single_ones_are_found(text: str) -> None:
    found = Reading(text).marks
    assert found == sorted(set(found))
    assert all(regex.fullmatch(r"\p{Quotation_Mark}", text[place]) for place in found)
    inches = {match.end() - 1 for match in re.finditer(r"\d['’]\d{1,2}\"", text)}
    assert {match.start() for match in re.finditer('["“”«»‚]', text)} - set(found) <= inches


@search
@given(st.text("ab s'’‘.,", max_size=30))
def test_lines_do_not_depend_on_one_another(text: str) -> None:
    once = Reading(text, wrapped=False).marks
    twice = Reading(f"{text}\n{text}", wrapped=False).marks
    assert twice == [*once, *(place + len(text) + 1 for place in once)]


def test_a_line_end_in_hard_wrapped_text_closes_nothing() -> None:
    text = "He spoke of the\n‘two\nteams’ he knew."
    assert Reading(text, wrapped=True).marks == [16, 26]
