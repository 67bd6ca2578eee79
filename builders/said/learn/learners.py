"""How the models of each layer are trained and measured: what `parts` asks of a learner."""

from __future__ import annotations

from collections.abc import Sequence

from said.annotators.learned.folder import ModelLayer
from said.annotators.learned.quotes import PARTS, Proposed, QuoteModel, assemble_quotes
from said.annotators.quotes import Convention
from said.annotators.quotes.attribution import Attribution
from said.annotators.registry import NOTHING
from said.annotators.speakers import find_speakers
from said.learn.data import TrainingDocument
from said.learn.parts import Learner, Parts, Weights
from said.learn.quotes import PreparedQuotes, prepare_quotes, train_quotes
from said.learn.speakers import SpeakerLearner
from said.scoring.attribution import (
    LEAST,
    ROLES,
    comparable_place,
    comparable_quotes,
    count_attribution,
    expect_attribution,
    figure_key,
)
from said.scoring.figures import FigureCounts, Key
from said.scoring.items import Item
from said.scoring.spans import near_pairs
from said.text.reading import Reading

_RIGHT = LEAST[1]
"""The overlap of the content from which a quote is right, as for the precision of our rules."""


def record_layer(layer: ModelLayer) -> str:
    """The layer of the records that documents must have to learn a layer."""
    return {"quotes": "quote", "speakers": "speaker"}[layer]


def learner_for(layer: ModelLayer, convention: str) -> Learner:
    """What trains a layer by a convention."""
    if layer == "quotes":
        return QuoteLearner(convention)
    return SpeakerLearner()


class QuoteLearner:
    """Trains and measures models for quotes: see `Learner`."""

    layer: ModelLayer = "quotes"
    parts: tuple[str, ...] = PARTS

    def __init__(self, convention: str) -> None:
        self._rules: Convention = "polnear" if convention == "polnear" else "said"
        self._weights: Weights = {}
        self._model: QuoteModel | None = None

    def prepare(self, document: TrainingDocument) -> PreparedQuotes:
        """What the rules find, and the features."""
        return prepare_quotes(document, self._rules)

    def train(self, prepared: Sequence[PreparedQuotes], _parts: Parts) -> Weights:
        """The weights of the taggers."""
        return train_quotes(prepared)

    def propose(self, weights: Weights, prepared: PreparedQuotes) -> Proposed:
        """What the taggers find."""
        if self._model is None or self._weights is not weights:
            self._weights, self._model = weights, QuoteModel(weights)
        return self._model.propose(prepared.reading, prepared.rules)

    def find_items(self, prepared: PreparedQuotes, proposed: Proposed, parts: Parts) -> list[Item]:
        """The quotes with some parts of the model."""
        taken = [part for part in PARTS if part in parts]
        found = assemble_quotes(prepared.reading, prepared.rules, proposed, taken)
        if self._rules == "polnear":
            # Whose sources are the whole phrases, as theirs.
            return [_item(one, (one.whole_phrase,) if one.whole_phrase else ()) for one in found]
        return _items_with_mentions(prepared.reading, found)

    def expect(self, tally: FigureCounts) -> None:
        """Lists the figures of `said.scoring.attribution`."""
        expect_attribution(tally)

    def count(
        self, tally: FigureCounts, unit: int, document: TrainingDocument, found: Sequence[Item]
    ) -> None:
        """Counts what was found in a document."""
        quotes = comparable_quotes(document.text, found)
        weight = 1 / len(document.readings)
        for reading in document.readings:
            gold = comparable_quotes(document.text, reading)
            count_attribution(tally, unit, weight, gold, quotes)

    def compared(self) -> list[Key]:
        """The figures that must not fall: of each part and of the whole quote."""
        overlaps = [f"overlap {least}" for least in LEAST]
        parts = [figure_key(role, measure) for role in ROLES for measure in ("exact", *overlaps)]
        return [*parts, *(figure_key("quote", measure) for measure in ("exact", overlaps[0]))]

    def is_right(self, document: TrainingDocument, item: Item) -> bool:
        """Whether the content is that of a quote in the gold annotations."""
        gold = [
            comparable_place(document.text, one.place)
            for one in document.readings[0]
            if one.layer == "quote"
        ]
        own = comparable_place(document.text, item.place)
        return any(share >= _RIGHT for share in near_pairs([own], gold).values())


def _item(one: Attribution, source: Sequence[tuple[int, int]]) -> Item:
    fields = {"rule": one.rule}
    return Item("quote", one.content, one.type, one.cue, tuple(source), None, fields)


def _items_with_mentions(reading: Reading, found: Sequence[Attribution]) -> list[Item]:
    """Quotes whose sources are the mentions in their phrases (S3), as they are annotated."""
    made = find_speakers(reading, found, NOTHING.known_entities)
    places = {one["id"]: (one["span"]["start"], one["span"]["end"]) for one in made.mentions}
    return [
        _item(one, [places[id_] for id_ in who.source])
        for one, who in zip(found, made.quotes, strict=True)
    ]
