"""Whatever the text, what is found in it is sound, and the same each time."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

import effort
from quoted import attributions, found
from said.annotators.quotes import Convention
from said.annotators.quotes.lexemes import phrases, verbs
from said.annotators.quotes.rules import QUOTES
from said.text import segments as texts

WORDS = sorted({*verbs(), *phrases(), "that", "to", "who", "and", "not", "by", "as", "the", "pier"})
NAMES = ["Lind", "Marta Lind", "she", "the port", "reporters", "Radio Norrvik", "@lind", "May 1"]
CLAUSES = ["the pier was shut", "it fell", "we lost the pier", "to open the pier", "It is old."]
MARKS = ["“", "”", '"', "‘", "’", "'", "«", "»", "„", "''", "``", "`"]
POINTS = [".", ",", ":", "?", "—", " - ", "(", ")", "\n", "\n\n", " ", "’s", ";", "…"]
JOINING = [
    "\u0301",
    "\u200d",
    "\ufe0f",
    "👩🏽\u200d🚒",
    "\r\n",
    "\u2028",
    "\u0085",
    "\x1c",
    "\U000e0020",
]
PIECES = st.one_of(map(st.sampled_from, (WORDS, NAMES, CLAUSES, MARKS, POINTS, JOINING)))
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=30).map(" ".join),
    st.lists(PIECES, max_size=30).map("".join),
    st.lists(st.one_of(PIECES, st.just(" ")), max_size=50).map("".join),
)
CONVENTIONS: tuple[Convention, ...] = ("said", "polnear")
RULES = frozenset(rule.id for rule in QUOTES)


@settings(max_examples=effort.examples(1500))
@given(TEXTS, st.sampled_from(CONVENTIONS))
def test_every_range_is_sound(text: str, convention: Convention):
    found = attributions(text, convention)
    assert found == attributions(text, convention)
    assert [one.content for one in found] == sorted(one.content for one in found)
    for number, one in enumerate(found):
        assert one.content
        assert one.rule in RULES
        single = [place for place in (one.source, one.via) if place]
        for start, end in (*one.content, *one.cue, *one.verbatim, *single):
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
            assert not texts.splits_grapheme(text, start)
            assert not texts.splits_grapheme(text, end)
        for several in (one.content, one.cue, one.verbatim):
            assert all(a[1] <= b[0] for a, b in pairwise(several))
        assert all(any(s <= a and b <= e for s, e in one.content) for a, b in one.verbatim)
        assert one.type in ("direct", "indirect", "mixed")
        assert bool(one.verbatim) == (one.type == "mixed")
        for link in (one.continues, one.parent):
            assert link is None or 0 <= link < number


@settings(max_examples=effort.examples(500))
@given(st.lists(PIECES, max_size=30).map(" ".join), st.sampled_from(CONVENTIONS))
def test_a_paragraph_behind_changes_nothing_before_it(text: str, convention: Convention):
    text = "".join(character for character in text if character not in "“‘«„\"'`’”»\n")
    longer = f"{text}\n\nThe weather was fair in the whole country."
    assert attributions(longer, convention) == attributions(text, convention)


NAMED = ["Lind", "Marta Lind", "she", "the port", "a spokesman for the port", "Lind’s lawyer"]
SAID = ["said", "warned", "insisted", "added", "claimed"]
FREE = ["We lost the pier", "It’s the crews’ boat", "The pier, which was old, is gone", "No"]
REPORTED = ["the pier was shut", "she had lost the boat", "it would not open before May"]
PAIRS = ["“”", '""', "‘’", "«»", "„“"]


@st.composite
def attributed(draw: st.DrawFn) -> str:
    """A sentence with one quote, marked up."""
    who, cue = draw(st.sampled_from(NAMED)), draw(st.sampled_from(SAID))
    led = who[0].upper() + who[1:]
    opening, closing = draw(st.sampled_from(PAIRS))
    words, report = draw(st.sampled_from(FREE)), draw(st.sampled_from(REPORTED))
    begun = report[0].upper() + report[1:]
    return draw(
        st.sampled_from(
            [
                f"{opening}[{words},]d{closing} {{{who}}} <{cue}>.",
                f"{{{led}}} <{cue}>: {opening}[{words}.]d{closing}",
                f"{{{led}}} <{cue}>, {opening}[{words}.]d{closing}",
                f"{opening}[{words},]d{closing} {{{who}}} <{cue}>. {opening}[It fell.]d{closing}",
                f"{{{led}}} <{cue}> that [{report}]i.",
                f"{{{led}}} <{cue}> [{report}]i.",
                f"[{begun}]i, {{{who}}} <{cue}>.",
                f"[{begun}]i, <according to> {{{'Lind' if who == 'she' else who}}}.",
                f"{{{led}}} <{cue}> that [the pier {opening}*had to go at once*{closing}]m.",
            ]
        )
    )


@settings(max_examples=effort.examples(300))
@given(attributed(), st.sampled_from(["", "The weather was fair.\n", "Berg left. ", "\n\n"]))
def test_a_quote_made_of_known_parts_is_found_as_it_was_made(marked: str, before: str):
    assert found(before + marked) == before + marked
