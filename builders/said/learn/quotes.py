"""Trains the taggers of a model of quotes; see `said.annotators.learned.quotes`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from said.annotators.learned.features import FeaturedText, Words, argument_features
from said.annotators.learned.quotes import ARGUMENTS, CUES
from said.annotators.learned.tagger import Features, train_tagger
from said.annotators.quotes import Convention, find_attributions
from said.annotators.quotes.attribution import Attribution
from said.learn.data import TrainingDocument
from said.scoring.items import Item
from said.text.reading import Reading
from said.text.segments import Place


class PreparedQuotes(NamedTuple):
    """A document with what the rules found in it."""

    document: TrainingDocument
    reading: Reading
    rules: list[Attribution]


def prepare_quotes(document: TrainingDocument, convention: Convention) -> PreparedQuotes:
    """What training needs of a document, besides its gold annotations."""
    reading = Reading(document.text)
    return PreparedQuotes(document, reading, find_attributions(reading, convention))


def train_quotes(prepared: Sequence[PreparedQuotes]) -> dict[str, bytes]:
    """The weights of a model by the names of its files."""
    return {
        CUES: train_tagger(cue_sequences(prepared)),
        ARGUMENTS: train_tagger(argument_sequences(prepared)),
    }


def cue_sequences(prepared: Sequence[PreparedQuotes]) -> Iterator[tuple[Features, list[str]]]:
    """The paragraphs with the labels of their cues."""
    for one in prepared:
        text = FeaturedText(one.reading, one.rules)
        base = text.base_features()
        labels = ["O"] * text.size
        for item in _quotes(one):
            _label(labels, text, item.cue, "Q")
        for first, after in text.paragraphs:
            yield base[first:after], labels[first:after]


def argument_sequences(prepared: Sequence[PreparedQuotes]) -> Iterator[tuple[Features, list[str]]]:
    """The words around each cue, with the labels of its content and source."""
    for one in prepared:
        text = FeaturedText(one.reading, one.rules)
        base = text.base_features()
        quotes = {cue: item for item in _quotes(one) for cue in text.words_in(item.cue)[:1]}
        cues = sorted(quotes)
        for cue in cues:
            labels = ["O"] * text.size
            _label(labels, text, quotes[cue].place, "C")
            _label(labels, text, quotes[cue].source, "S")
            first, features = argument_features(text, base, cue, cues)
            yield features, labels[first : first + len(features)]


def _quotes(one: PreparedQuotes) -> list[Item]:
    return [item for item in one.document.readings[0] if item.layer == "quote"]


def _label(labels: list[str], text: FeaturedText, place: Place, name: str) -> None:
    words: list[Words] = text.words_in(place)
    for first, after in words:
        labels[first:after] = [f"B-{name}", *[f"I-{name}"] * (after - first - 1)]
