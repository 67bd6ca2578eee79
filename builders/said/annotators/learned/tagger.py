"""A tagger of sequences: a linear-chain conditional random field of python-crfsuite.

The same sequences give the same bytes, whichever algorithm trains it. A sequence of length one
makes it a classifier.
"""

from __future__ import annotations

import ctypes
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from said.system.errors import SaidError

if TYPE_CHECKING:
    from pycrfsuite import Tagger as CrfTagger

Features = Sequence[Sequence[str]]
"""The features of each item of a sequence: strings that are there or not."""

_SEED = 1
REMEDY = "pip install 'said-corpus[learn]'"


def train_tagger(
    sequences: Iterable[tuple[Features, Sequence[str]]],
    iterations: int = 10,
    algorithm: str = "ap",
    minfreq: int = 0,
    **parameters: float,
) -> bytes:
    """The weights of a tagger of sequences of features with their labels. Features that occur fewer
    than `minfreq` times are left out. Raises SaidError if python-crfsuite is not installed."""
    try:
        import pycrfsuite
    except ImportError as error:
        raise SaidError("python-crfsuite is not installed", REMEDY) from error
    trainer = pycrfsuite.Trainer(algorithm, verbose=False)
    trainer.set_params({"max_iterations": iterations, "feature.minfreq": minfreq, **parameters})
    for features, labels in sequences:
        trainer.append(pycrfsuite.ItemSequence(features), labels)
    # The library shuffles by C's rand(), which goes on from what was trained before.
    ctypes.CDLL(None).srand(_SEED)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "weights.crfsuite")
        trainer.train(str(file))
        return file.read_bytes()


class Tagger:
    """Tags sequences with weights, which are opened at the first sequence."""

    def __init__(self, weights: bytes | Path) -> None:
        self._weights = weights
        self._opened: CrfTagger | None = None

    def tag(self, features: Features) -> list[str]:
        """The best labels of a sequence."""
        import pycrfsuite

        return self._tagger.tag(pycrfsuite.ItemSequence(features)) if features else []

    def probability(self, features: Sequence[str], label: str) -> float:
        """How probable a label of a sequence of length one is."""
        import pycrfsuite

        self._tagger.set(pycrfsuite.ItemSequence([features]))
        return float(self._tagger.marginal(label, 0)) if label in self._tagger.labels() else 0.0

    @property
    def _tagger(self) -> CrfTagger:
        if self._opened is None:
            self._opened = _open_weights(self._weights)
        return self._opened

    def __reduce__(self) -> tuple[type[Tagger], tuple[bytes | Path]]:
        return Tagger, (self._weights,)


def _open_weights(weights: bytes | Path) -> CrfTagger:
    try:
        import pycrfsuite
    except ImportError as error:
        raise SaidError("python-crfsuite is not installed", REMEDY) from error
    tagger = pycrfsuite.Tagger()
    if isinstance(weights, Path):
        tagger.open(str(weights))
    else:
        tagger.open_inmemory(weights)
    return tagger
