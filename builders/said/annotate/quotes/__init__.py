"""Quotes of English news text, found by their marks, cues and clauses.

`marks` pairs quotation marks, `reading` cuts the text into sentences of classed tokens, `cues`
finds what attributes, `sources` whom to, `clauses` how much of a sentence is reported; `direct`
attributes words in marks, `indirect` those without; here they come together.
"""

from __future__ import annotations

from typing import Literal

from said.annotate.quotes import finder
from said.annotate.quotes.attribution import Attribution

Convention = Literal["said", "polnear"]


def find(text: str, convention: Convention = "said") -> list[Attribution]:
    """The attributions of a text, by the place of their content."""
    return finder.find(text, convention == "polnear")
