"""Who speaks where the rules guess, by a model: it ranks the candidates that they collect.

The candidate is chosen whom the model finds most probable, and the one of the rules among equals.
What the rules would choose is a feature, so a model learns in which situations they are right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from said.annotators.learned.tagger import Tagger
from said.annotators.speakers.choice import Candidate

FILE = "speakers.crfsuite"
"""The name of the weights."""
SPEAKS, OTHER = "speaks", "other"
"""The labels of candidates."""


class SpeakerModel:
    """Chooses among candidates: `choose` is a `Chooser`."""

    def __init__(self, weights: Mapping[str, bytes | Path]) -> None:
        self._tagger = Tagger(weights[FILE])

    def choose(self, _place: int, candidates: Sequence[Candidate]) -> int:
        """The number of the most probable candidate."""
        found = [self._tagger.probability(one.features, SPEAKS) for one in candidates]
        return found.index(max(found))
