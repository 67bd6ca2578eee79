"""A maximum-entropy classifier: a CRF over sequences of length one."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

Features = Sequence[str]
Classifier = Callable[[Features], str]


def train_classifier(
    examples: Iterable[tuple[Features, str]], balanced: bool = False
) -> Classifier:
    """Learns labels from features. If `balanced`, the examples of rarer labels count more often, so
    that all labels weigh about the same."""
    import pycrfsuite

    examples = list(examples)
    counts = Counter(label for _, label in examples)
    most = max(counts.values())
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c2": 1.0, "max_iterations": 100})
    for features, label in examples:
        for _ in range(most // counts[label] if balanced else 1):
            trainer.append([features], [label])
    tagger = pycrfsuite.Tagger()
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "model")
        trainer.train(file)
        tagger.open(file)
    return lambda features: tagger.tag([features])[0]
