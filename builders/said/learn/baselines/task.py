"""A task: what is predicted for the rows of a view, by which systems, and how it is judged.

Each system learns from all rows but those of one fold or one event, and predicts these; a pair of
quotes is predicted by a system that has seen neither of the two documents. Every figure has its n
and a bootstrap interval, for which documents are resampled, or pairs of documents for `pairs`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, cast

from said.annotators.annotate import Draft, draft
from said.annotators.learned.quotes import QuoteModel
from said.annotators.learned.tagger import Tagger, train_tagger
from said.annotators.protocol import Context
from said.annotators.registry import Registry
from said.annotators.voices import annotate_speakers, quote_records
from said.learn.data import read_training_set
from said.learn.quotes import PreparedQuotes, prepare_quotes, train_quotes
from said.release.baselines import BaselineFigure, Estimate
from said.release.manifest import sound_manifest, split_entries, split_rows
from said.schema.records import AnyAnnotation, AnyRecord
from said.schema.rows import Manifest
from said.scoring.figures import Figure, FigureCounts
from said.text.reading import read_text

Row = dict[str, Any]
Prediction = Mapping[str, Any]
"""What a system says of a row: values of some of the labels of its view."""
Predictor = Callable[[Sequence[Row]], Sequence[Prediction]]
"""Predicts rows of one document, or of one pair of documents."""
System = Callable[[Sequence[Row]], Predictor]
"""Learns from rows."""

Reader = Callable[[Sequence[Row], Sequence[AnyAnnotation]], Sequence[Prediction]]
"""Reads predictions for rows of a document out of its annotations."""

FOLD, EVENT = "document", "event"
"""What is left out: a fold, which has one document of each event, or an event."""
_ITERATIONS = 100
"""Of the training of a linear model, at most."""


class BaselineTask(NamedTuple):
    """A view, its rows, what counts in them, and the systems that predict them by name."""

    view: str
    rows: Sequence[Row]
    expect: Callable[[FigureCounts], None]
    judge: Callable[[FigureCounts, int, Sequence[Row], Sequence[Prediction]], None]
    systems: Mapping[str, System]
    left_out: tuple[str, ...] = ()
    """The ends of the names of figures that are not given."""


class MeasuredRelease:
    """A release with its documents, and what the rules find in them, each once."""

    def __init__(self, folder: Path, registry: Registry) -> None:
        self.folder = folder
        self.registry = registry
        self._drafts: dict[str, Draft] = {}
        self._models: dict[frozenset[str], QuoteModel] = {}

    @cached_property
    def manifest(self) -> Manifest:
        """The manifest of the release. Raises SaidError if a file is not as it was."""
        return sound_manifest(self.folder)

    @cached_property
    def documents(self) -> dict[str, AnyRecord]:
        """The rows of the table `documents` by id."""
        entries = split_entries(self.manifest["files"])
        return {
            row["doc_id"]: row
            for entry in entries
            if entry["config"] == "documents"
            for row in split_rows(self.folder, self.manifest, "documents", entry["split"])
        }

    def registry_of(self, doc_id: str) -> Registry:
        """The registry with the targets of the document's topics."""
        return self.registry.for_topics(self.documents[doc_id]["topics"] or ())

    def draft(self, doc_id: str) -> Draft:
        """What `said annotate` gives for a document."""
        if doc_id not in self._drafts:
            row, registry = self.documents[doc_id], self.registry_of(doc_id)
            layers = ["dates", "quotes", "speakers", *["stances"] * registry.has_targets]
            made = draft(row["text"], row["dct"], layers, registry=registry, doc_id=doc_id)
            self._drafts[doc_id] = made
        return self._drafts[doc_id]

    def annotations(self, doc_id: str) -> list[AnyAnnotation]:
        """The annotations that the rules give to a document."""
        return cast("list[AnyAnnotation]", self.draft(doc_id).annotations)

    def stacked(self, predict: Reader) -> System:
        """A system that trains the model of quotes; `predict` reads what the model finds."""

        def learn(rows: Sequence[Row]) -> Predictor:
            model = self._model(frozenset(row["doc_id"] for row in rows))
            return lambda rows: predict(rows, self._annotate(model, rows[0]["doc_id"]))

        return learn

    @cached_property
    def _prepared(self) -> dict[str, PreparedQuotes]:
        """The documents with quotes, as the model of quotes learns from them."""
        found = read_training_set(None, [str(self.folder)], "quote")
        return {one.doc_id: prepare_quotes(one, "said") for one in found.documents}

    def _model(self, doc_ids: frozenset[str]) -> QuoteModel:
        """The model that learned from some documents, which is trained once for all views."""
        if doc_ids not in self._models:
            known = [one for doc_id, one in self._prepared.items() if doc_id in doc_ids]
            self._models[doc_ids] = QuoteModel(train_quotes(known))
        return self._models[doc_ids]

    def _annotate(self, model: QuoteModel, doc_id: str) -> list[AnyAnnotation]:
        """The quotes and mentions that a model finds in a document."""
        row = self.documents[doc_id]
        reading = read_text(row["text"])
        context = Context(row["dct"], registry=self.registry_of(doc_id), doc_id=doc_id)
        found = quote_records(reading, model.attributions(reading, "said"), context)
        return [*found, *annotate_speakers(reading, context)]


def majority(labels: Sequence[str]) -> System:
    """Learns the most frequent value of each label; of several the first in the alphabet."""

    def learn(rows: Sequence[Row]) -> Predictor:
        best = {}
        for label in labels:
            counts = Counter(_hashable(row[label]) for row in rows)
            best[label] = min(counts, key=lambda value: (-counts[value], str(value)))
        return lambda rows: [best] * len(rows)

    return learn


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def train_classifier(
    examples: Iterable[tuple[Sequence[str], str]], balanced: bool = False
) -> Callable[[Sequence[str]], str]:
    """Learns labels from features, by a linear model. If `balanced`, the examples of rarer labels
    count more often, so that all labels weigh about the same."""
    examples = list(examples)
    counts = Counter(label for _, label in examples)
    most = max(counts.values())
    sequences = [
        ([features], [label])
        for features, label in examples
        for _ in range(most // counts[label] if balanced else 1)
    ]
    tagger = Tagger(train_tagger(sequences, _ITERATIONS, "lbfgs", c2=1.0))
    return lambda features: tagger.tag([features])[0]


def untrained(predict: Predictor) -> System:
    """A system that learns nothing."""
    return lambda _: predict


def documents_of(row: Row) -> tuple[str, ...]:
    """The ids of the documents that a row is from."""
    return (row["doc_id"],) if "doc_id" in row else (row["doc_a"], row["doc_b"])


def _groups(row: Row, left_out: str) -> frozenset[Any]:
    """The folds or events that a row belongs to."""
    if left_out == EVENT:
        return frozenset([row["event"]])
    return frozenset([row["fold"]] if "fold" in row else [row["fold_a"], row["fold_b"]])


def measure_task(task: BaselineTask, left_out: str) -> list[BaselineFigure]:
    """The figures of all systems; none if a fold or an event leaves nothing to learn from."""
    by_document: dict[tuple[str, ...], list[Row]] = {}
    for row in task.rows:
        by_document.setdefault(documents_of(row), []).append(row)
    units = {documents: number for number, documents in enumerate(by_document)}
    tallies = {name: FigureCounts(len(units)) for name in task.systems}
    for tally in tallies.values():
        task.expect(tally)
    held_out: dict[frozenset[Any], list[tuple[str, ...]]] = {}
    for documents, rows in by_document.items():
        held_out.setdefault(_groups(rows[0], left_out), []).append(documents)
    for groups, tested in held_out.items():
        training = [row for row in task.rows if not _groups(row, left_out) & groups]
        if not training:
            return []
        for name, system in task.systems.items():
            predictor = system(training)
            for documents in tested:
                rows = by_document[documents]
                task.judge(tallies[name], units[documents], rows, predictor(rows))
    if not units:
        return []
    return _figures({name: tally.figures() for name, tally in tallies.items()}, task.left_out)


def _figures(
    found: Mapping[str, Sequence[Figure]], left_out: tuple[str, ...]
) -> list[BaselineFigure]:
    """The figures of all systems side by side. `n` is the number in the gold set, which is the same
    for all."""
    first = next(iter(found.values()))
    return [
        BaselineFigure(
            figure.measure,
            figure.n[0],
            {name: _estimate(of_system[number]) for name, of_system in found.items()},
        )
        for number, figure in enumerate(first)
        if any(figure.n) and not figure.measure.endswith(left_out or " ")
    ]


def _estimate(figure: Figure) -> Estimate:
    return [value if value is None else round(value, 3) for value in figure[4:7]]
