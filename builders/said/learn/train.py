"""Trains a model: the folds decide which parts it takes over, then it learns from all documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from said.annotators.learned.folder import (
    ModelLayer,
    ModelRecord,
    TrainedOn,
    library_version,
    rules_digest,
    software_version,
    write_model,
)
from said.learn.data import TrainingSet
from said.learn.folds import By, assign_folds
from said.learn.parts import SHARES, CurvePoint, FoldResult, Learner, Weights, learned_from
from said.learn.parts import run_folds as measure_folds
from said.learn.report import figure_records, model_card

Progress = Callable[[int, int], None]


class Trained(NamedTuple):
    """A model that was trained and measured. Where it takes nothing over it has no weights. `curve`
    is empty unless it was asked for."""

    layer: ModelLayer
    data: TrainingSet
    by: By
    folds: int
    result: FoldResult
    curve: list[CurvePoint]
    weights: Weights


def train_model(
    learner: Learner,
    data: TrainingSet,
    by: By = "document",
    curve: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Trained:
    """Trains and measures on folds of the documents, then trains on all of them.

    Raises SaidError if the documents cannot be divided, and if the library is missing.
    """
    library_version()
    documents = data.documents
    folds = assign_folds(documents, by)
    count = max(folds) + 1
    shares = SHARES if curve else SHARES[-1:]
    steps = _Steps(progress, len(documents), count * len(shares) + 1)
    prepared = []
    for document in documents:
        prepared.append(learner.prepare(document))
        steps.prepared()
    points = []
    for share in shares:
        result = measure_folds(learner, documents, prepared, folds, share, steps.trained)
        learned = [len(learned_from(documents, folds, fold, share)) for fold in range(count)]
        points.append(CurvePoint(share, sum(learned) / count, result))
    result = points[-1].result
    weights = learner.train(prepared, result.parts) if result.parts else {}
    steps.trained()
    return Trained(learner.layer, data, by, count, result, points if curve else [], weights)


class _Steps:
    """Counts what is done, for a progress bar: a document that is prepared counts as one, and a
    training as half as many as there are documents."""

    def __init__(self, progress: Progress, documents: int, trainings: int) -> None:
        self._progress = progress
        self._training = max(1, documents // 2)
        self._total = documents + trainings * self._training
        self._done = 0

    def prepared(self) -> None:
        self._step(1)

    def trained(self) -> None:
        self._step(self._training)

    def _step(self, size: int) -> None:
        self._done += size
        self._progress(self._done, self._total)


def write_trained(out: Path, trained: Trained) -> None:
    """Writes the model's folder. Raises SaidError if there is something else in its place."""
    record = model_record(trained)
    write_model(out, record, trained.weights, model_card(record))


def model_record(trained: Trained) -> ModelRecord:
    """What `model.json` says of a model."""
    return ModelRecord(
        layer=trained.layer,
        convention=trained.data.convention,
        parts=sorted(trained.result.parts),
        software=software_version(),
        rules=rules_digest(trained.layer),
        library=library_version(),
        data=TrainedOn(
            names=list(trained.data.names),
            documents=len(trained.data.documents),
            digest=trained.data.digest,
            licences=trained.data.licences(),
            folds_by=trained.by,
            folds=trained.folds,
        ),
        figures=figure_records(trained.result),
        precision={rule: (one.right, one.n) for rule, one in trained.result.precision.items()},
        weights={},
    )
