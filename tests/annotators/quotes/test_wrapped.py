"""Quotes are read across the line ends of hard-wrapped text."""

from __future__ import annotations

import textwrap

from quoted import attributions
from said.annotators.quotes import find_attributions
from said.text.reading import Reading

PARAGRAPHS = [
    "Mayor Marta Lind said on Friday that the old pier of Norrvik, which was built in 1911, would "
    "reopen in May, although two engineers had warned that its piles were rotten.",
    "“We lost a year, and we lost the trust of everybody who works in the port,” said Jonas Berg, "
    "the harbour master, who called the plan “a bridge to nowhere that nobody had asked for”.",
    "“The money is there. The will is not, and it has not been there since the storm,” she told "
    "Radio Norrvik. “It is a matter of time until the pier falls into the sea, as all of us know.”",
    "Berg was blunt: ‘I told the board three times that the pilots’ boats would not last another "
    "winter, and three times the board went home.’",
]


def test_the_quotes_of_wrapped_text_are_those_of_the_same_text_unwrapped():
    plain = "\n\n".join(PARAGRAPHS)
    wrapped = "\n\n".join(textwrap.fill(one, 60) for one in PARAGRAPHS)
    assert len(wrapped) == len(plain)
    reading = Reading(wrapped)
    assert reading.wrapped
    assert find_attributions(reading) == attributions(plain) != []


def test_lines_that_are_paragraphs_are_not_joined():
    (one,) = attributions("Lind said that it fell\nBerg left")
    assert one.content == ((15, 22),)
