"""Who speaks where the rules guess, by a model: it ranks the candidates that they collect.

The model says of each candidate how probable it is that he or she speaks, and not whom the rules
take. What the rules go by is among the features, so a model learns in which situations they err.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from said.annotators.learned.tagger import Tagger
from said.annotators.speakers.choice import Candidate

FILE = "speakers.crfsuite"
"""The name of the weights."""
ENOUGH = 0.8
"""How probable somebody must be to speak instead of whom the rules take. In a conversation, one
wrong turn makes those behind it wrong."""
SPEAKS, OTHER = "speaks", "other"
"""The labels of candidates."""


class SpeakerModel:
    """Chooses among candidates: `choose` is a `Chooser`."""

    def __init__(self, weights: Mapping[str, bytes | Path]) -> None:
        self._tagger = Tagger(weights[FILE])

    def choose(self, _place: int, _answer: str, others: Sequence[Candidate]) -> int | None:
        """The number of the most probable candidate, if that one is probable enough."""
        found = [self._tagger.probability(one.features, SPEAKS) for one in others]
        return found.index(max(found)) if max(found) > ENOUGH else None
