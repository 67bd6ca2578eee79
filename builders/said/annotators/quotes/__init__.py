"""Quotes of English news text, found by their marks, cues and clauses.

`rules` lists the rules, with an id and an example each. `marks` pairs quotation marks, `free` says
which marked words stand by themselves; `reading` makes sentences of the classed words of a text.
`cues` finds what attributes, by the words in `lexemes`, `sources` whom to, `starts` and `ends` how
much of a sentence is reported. `direct` gives free words to cues, `layout` to what stands beside
them, `reported` the words of clauses; `finder` goes through the text. `nesting` and `edges` give
the quotes their parents and keep their ranges off graphemes. `unquoting` has the marks that quote
nobody.
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
