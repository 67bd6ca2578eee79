"""Quotes of English news text, found by their marks, cues and clauses.

`rules` lists the rules, with an id and an example each. `marks` pairs quotation marks, `labels`
tells those around names, and `reading` makes sentences of the classed words of a text. `cues` finds
the words that attribute, which `lexemes` lists; `voices` finds who says what a cue reports, among
the noun phrases and subjects of `nounphrases` and `sources`. `reported` gives words without free
marks to their cues: `starts` and `ends` tell how much of a sentence is reported behind a cue,
`insertions` what stands before or around it, `asides` what the author adds, `recipients` who is
told. `direct` and `freewords` give free marked words to whoever says them; `finder` goes through
the text. `nesting` gives the quotes their parents and keeps their ranges off graphemes.
`unquoting` finds the marks that quote nobody.
"""

from __future__ import annotations

from typing import Literal

from said.annotators.quotes import finder
from said.annotators.quotes.attribution import Attribution
from said.text.reading import Reading

Convention = Literal["said", "polnear"]
"""Whose conventions count. Ours (`said`): rules Q1 to Q9, which need words of communication and a
clause, or marks. PolNeAR's: thoughts, wishes, attitudes and their objects too, "that" in the
content, marked passages that nothing attributes, and quotations over paragraphs as one."""


def find_attributions(reading: Reading, convention: Convention = "said") -> list[Attribution]:
    """The attributions of a text, by the place of their content."""
    return finder.find_quotes(reading, convention == "polnear")
