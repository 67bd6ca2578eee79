"""What the annotator finds: somebody's words or thoughts, as stretches of the text."""

from __future__ import annotations

from typing import NamedTuple

from said.schema.records import Determinacy, Polarity
from said.text.segments import Range


class Attribution(NamedTuple):
    """Words or thoughts of somebody. All ranges are code points of the text, half open."""

    content: tuple[Range, ...]
    """What is quoted: its fragments, sorted and disjoint (Q5, Q6)."""
    cue: tuple[Range, ...] = ()
    """The head words that attribute it (Q7); empty where layout does."""
    source: Range | None = None
    """The whole source phrase as it stands ("a spokesman for the firm"), if there is one."""
    via: Range | None = None
    """The whole phrase for a channel that relays the source (Q9)."""
    type: str = "direct"
    """direct, indirect or mixed (Q1)."""
    verbatim: tuple[Range, ...] = ()
    """The marked fragments of a mixed quote, without their marks."""
    continues: int | None = None
    """The number, in the list of all, of the quote that this one runs on from (Q6)."""
    parent: int | None = None
    """The number of the quote that contains this one (Q10)."""
    rule: str = ""
    """The id of the rule that found it; see `rules`."""
    phrase: Range | None = None
    """The source phrase with the apposition behind a name; None where that is `source`."""
    polarity: Polarity = "positive"
    """Whether the text says that it was said (Q14)."""
    determinacy: Determinacy = "determinate"
    """Whether the saying is told as a fact (Q14)."""

    @property
    def whole_phrase(self) -> Range | None:
        """All that the text calls the source (Q15)."""
        return self.phrase or self.source


class ReportedClause(NamedTuple):
    """What a cue reports and by whom, as numbers of words of its sentence, and the rule that found
    it (see `rules`)."""

    content: tuple[Range, ...]
    source: Range | None
    rule: str
    cue: tuple[Range, ...] = ()
