"""Learns who speaks where the rules guess, from documents that say who speaks.

The rules annotate each document without its registry, as they would annotate a new text. Where they
guess, everybody else who may speak is an example, right or wrong. To tell which, the names that the
rules have for somebody are compared with the names of the gold speakers in the registry; voices
without a name go by the quotes that they share.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from said.annotators.learned.folder import ModelLayer
from said.annotators.learned.speakers import FILE, OTHER, SPEAKS, SpeakerModel
from said.annotators.learned.tagger import train_tagger
from said.annotators.quotes import find_attributions
from said.annotators.quotes.attribution import Attribution
from said.annotators.registry import NOTHING
from said.annotators.speakers import Speakers, find_speakers
from said.annotators.speakers.choice import Candidate, Chooser
from said.learn.data import TrainingDocument
from said.learn.parts import Parts, Weights
from said.schema.records import AnyRecord
from said.schema.scheme import is_unnamed
from said.scoring.attribution import LEAST, SPEAKERS, comparable_place, figure_key, same_speakers
from said.scoring.figures import FigureCounts, Key
from said.scoring.items import Item
from said.scoring.spans import at_least, most_pairs, near_pairs, one_to_one
from said.text.names import name_words
from said.text.reading import Reading
from said.text.segments import Place, overlap, overlapping

PART = "speakers"
ANONYMOUS = "anonymous"
_KEY = figure_key("speaker", SPEAKERS)
_ITERATIONS = 100


class SpeakerGuess(NamedTuple):
    """A place where the rules guess: the id of whom they take, and who else may speak."""

    place: int
    answer: str
    others: Sequence[Candidate]


class PreparedSpeakers(NamedTuple):
    """What the rules find in a document: the quotes, who speaks, and what the gold set calls each
    voice. The examples are, for each guess, the features of everybody but whom the rules take, and
    whether that one speaks."""

    document: TrainingDocument
    reading: Reading
    attributions: list[Attribution]
    speakers: list[frozenset[str]]
    names: Mapping[str, str]
    examples: list[list[tuple[list[str], bool]]]


class SpeakerLearner:
    """Trains and measures models for speakers: see `Learner`."""

    layer: ModelLayer = "speakers"
    parts: tuple[str, ...] = (PART,)

    def prepare(self, document: TrainingDocument) -> PreparedSpeakers:
        """What the rules find, and the examples."""
        guesses: list[SpeakerGuess] = []

        def collect(place: int, answer: str, others: Sequence[Candidate]) -> None:
            guesses.append(SpeakerGuess(place, answer, others))

        reading = document.reading
        attributions = find_attributions(reading)
        made = _find_speakers(document, reading, attributions, collect)
        speakers = [frozenset(one.speakers) for one in made.quotes]
        given = _given_speakers(document, attributions)
        names = _gold_names(document, made.entities, {n: speakers[n] for n in given}, given)
        examples = _examples(attributions, guesses, given, names)
        return PreparedSpeakers(document, reading, attributions, speakers, names, examples)

    def train(self, prepared: Sequence[PreparedSpeakers], _parts: Parts) -> Weights:
        """The weights of the ranker."""
        examples = (
            ([features], [SPEAKS if is_speaker else OTHER])
            for one in prepared
            for guess in one.examples
            for features, is_speaker in guess
        )
        return {FILE: train_tagger(examples, _ITERATIONS, "lbfgs", c2=1.0)}

    def propose(self, weights: Weights, prepared: PreparedSpeakers) -> list[frozenset[str]]:
        """Who speaks according to the model, quote by quote."""
        chooser = SpeakerModel(weights).choose
        made = _find_speakers(prepared.document, prepared.reading, prepared.attributions, chooser)
        return [frozenset(one.speakers) for one in made.quotes]

    def find_items(
        self, prepared: PreparedSpeakers, proposed: Sequence[frozenset[str]], parts: Parts
    ) -> list[Item]:
        """The quotes with the speakers of the model or of the rules, by the names of the gold."""
        names = prepared.names
        speakers = proposed if PART in parts else prepared.speakers
        return [
            Item(
                "quote",
                quote.content,
                quote.type,
                speakers=frozenset(names.get(one, one) for one in who),
                fields={"rule": quote.rule},
            )
            for quote, who in zip(prepared.attributions, speakers, strict=True)
        ]

    def expect(self, tally: FigureCounts) -> None:
        """Lists the figure."""
        tally.expect(_KEY, "pairs", 2)

    def count(
        self, tally: FigureCounts, unit: int, document: TrainingDocument, found: Sequence[Item]
    ) -> None:
        """Counts the quotes that the rules find, too, and those of them with the same speakers."""
        gold = [one for one in document.readings[0] if one.layer == "quote"]
        pairs = sorted(_pairs_of(document.text, gold, [one.place for one in found]).items())
        both = [(gold[other].speakers, found[number].speakers) for number, other in pairs]
        for same in same_speakers(both):
            tally.count_share(_KEY, unit, same)

    def compared(self) -> list[Key]:
        """The figure by which the model is chosen."""
        return [_KEY]

    def is_right(self, _document: TrainingDocument, _item: Item) -> bool:
        """No item has a rule that is the model's own."""
        return True


def _find_speakers(
    document: TrainingDocument,
    reading: Reading,
    attributions: Sequence[Attribution],
    chooser: Chooser,
) -> Speakers:
    known = NOTHING.known_entities
    return find_speakers(reading, attributions, known, document.doc_id, chooser)


def _pairs_of(text: str, gold: Sequence[Item], found: Sequence[Place]) -> dict[int, int]:
    """For quotes that were found, by number, those of the gold set with about the same words."""
    places = [comparable_place(text, one) for one in found]
    near = near_pairs(places, [comparable_place(text, one.place) for one in gold])
    return most_pairs(at_least(near, LEAST[0]))


def _given_speakers(
    document: TrainingDocument, attributions: Sequence[Attribution]
) -> dict[int, frozenset[str]]:
    """The gold speakers of the quotes that the rules find, by number: of the quote in which most of
    the words are. What the gold set has as one quote can be several here."""
    gold = [one for one in document.readings[0] if one.layer == "quote" and one.speakers]
    places = [one.content for one in attributions], [one.place for one in gold]
    found: dict[int, tuple[int, int, int]] = {}
    for number, other in overlapping(*places):
        shared = overlap(places[0][number], places[1][other])
        own, theirs = (
            sum(end - start for start, end in place)
            for place in (places[0][number], places[1][other])
        )
        if 2 * shared > own:
            # Of quotes inside each other, the inner one.
            found[number] = max(found.get(number, (0, 0, 0)), (shared, -theirs, other))
    return {number: gold[other].speakers or frozenset() for number, (*_, other) in found.items()}


def _gold_names(
    document: TrainingDocument,
    voices: Iterable[AnyRecord],
    found: Mapping[int, frozenset[str]],
    given: Mapping[int, frozenset[str]],
) -> dict[str, str]:
    """What the gold set calls the voices that the rules found: who has the same name or, if there
    is one alone, a longer or shorter one. A voice without a name is who else is quoted where it is,
    if the rules have no name for these."""
    shared = Counter(
        (voice, speaker)
        for number, speakers in given.items()
        for speaker in speakers
        for voice in found[number]
    )
    known = {speaker: _names(document, speaker) for some in given.values() for speaker in some}
    names = {}
    for voice in voices:
        own = {name_words(name) for name in (voice["name"], *voice["aliases"])}
        alike = [one for one, theirs in known.items() if own & theirs] or [
            one for one, theirs in known.items() if any(_is_part(a, b) for a in own for b in theirs)
        ]
        if voice["kind"] != ANONYMOUS and alike:
            best = max(alike, key=lambda one: (shared[voice["id"], one], one))
            if len(alike) == 1 or shared[voice["id"], best]:
                names[voice["id"]] = best
    named = set(names.values())
    unnamed = {
        (voice, speaker): count
        for (voice, speaker), count in sorted(shared.items())
        if is_unnamed(voice) and speaker not in named
    }
    return names | one_to_one(unnamed)


def _names(document: TrainingDocument, speaker: str) -> set[tuple[str, ...]]:
    """The words of all names of a gold speaker; without a registry, those of the id."""
    row = document.gold.entities.get(speaker)
    if row is None:
        return {name_words(speaker.replace("-", " "))}
    return {name_words(name) for name in (row["name"], *row["aliases"])}


def _is_part(first: Sequence[str], second: Sequence[str]) -> bool:
    return {*first} <= {*second} or {*second} <= {*first}


def _examples(
    attributions: Sequence[Attribution],
    guesses: Iterable[SpeakerGuess],
    given: Mapping[int, frozenset[str]],
    names: Mapping[str, str],
) -> list[list[tuple[list[str], bool]]]:
    """The guesses about quotes with a single speaker, who is whom the rules take or a candidate."""
    speakers: dict[int, frozenset[str]] = {}
    for number, who in given.items():
        quote = attributions[number]
        speakers[quote.source[0] if quote.source else quote.content[0][0]] = who
    found = []
    for place, answer, others in guesses:
        who = speakers.get(place, frozenset())
        right = [names.get(one.voice, one.voice) in who for one in others]
        if len(who) == 1 and (any(right) or names.get(answer, answer) in who):
            features = ([*map(sys.intern, one.features)] for one in others)
            found.append(list(zip(features, right, strict=True)))
    return found
