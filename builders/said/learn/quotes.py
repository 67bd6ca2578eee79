"""Trains the taggers of a model of quotes; see `said.annotators.learned.quotes`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from said.annotators.learned.features import FeaturedText, Words
from said.annotators.learned.quotes import ARGUMENTS, CUES
from said.annotators.learned.tagger import Features, train_tagger
from said.annotators.quotes import Convention, find_attributions
from said.annotators.quotes.attribution import Attribution
from said.learn.data import TrainingDocument
from said.scoring.items import Item
from said.text.reading import Reading


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
        CUES: _train(_cue_sequences(prepared)),
        ARGUMENTS: _train(_argument_sequences(prepared)),
    }


def _train(sequences: Iterable[tuple[Features, list[str]]]) -> bytes:
    """The weights of a tagger. On PolNeAR, the passive-aggressive algorithm finds one content in
    seventy more exactly than the averaged perceptron, in the same time; features that occur once
    help nobody."""
    return train_tagger(sequences, algorithm="pa", minfreq=2, c=0.02)


def _cue_sequences(prepared: Sequence[PreparedQuotes]) -> Iterator[tuple[Features, list[str]]]:
    """The paragraphs with the labels of their cues."""
    for one in prepared:
        text = FeaturedText(one.reading, one.rules)
        cues = [cue for item in _quotes(one) for cue in text.words_in(item.cue)]
        for first, after in text.paragraphs:
            base = text.word_features(first, after)
            labels = ["O"] * (after - first)
            _label(labels, cues, "Q", first)
            yield text.cue_features(first, base), labels


def _argument_sequences(prepared: Sequence[PreparedQuotes]) -> Iterator[tuple[Features, list[str]]]:
    """The words around each cue, with the labels of its content and source."""
    for one in prepared:
        text = FeaturedText(one.reading, one.rules)
        quotes = {cue: item for item in _quotes(one) for cue in text.words_in(item.cue)[:1]}
        cues = sorted(quotes)
        for first, after in text.paragraphs:
            here = cues[bisect_left(cues, (first, 0)) : bisect_left(cues, (after, 0))]
            base = text.word_features(first, after) if here else []
            for cue in here:
                start, end = text.window_of(cue)
                labels = ["O"] * (end - start)
                _label(labels, text.words_in(quotes[cue].place), "C", start)
                _label(labels, text.words_in(quotes[cue].source), "S", start)
                yield text.argument_features(cue, here, base, first), labels


def _quotes(one: PreparedQuotes) -> list[Item]:
    return [item for item in one.document.readings[0] if item.layer == "quote"]


def _label(labels: list[str], spans: Iterable[Words], name: str, shift: int) -> None:
    """Labels the words of spans as far as they are among those of `labels`, the first of which has
    the number `shift`."""
    for first, after in spans:
        low, high = max(first - shift, 0), min(after - shift, len(labels))
        if low < high:
            labels[low:high] = [f"B-{name}", *[f"I-{name}"] * (high - low - 1)]
