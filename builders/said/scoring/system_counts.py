"""The measure for systems: how well one finds what a gold set has, in every layer that both have.

Spans, per layer and label: `exact`, the same place; `overlap 0.3` and `overlap 0.8`, a Jaccard of
at least that over the characters of all fragments, one-to-one, as many pairs as there can be.
Quotes, cues and sources are compared without the marks and punctuation at their edges, as
`said.scoring.attribution` does, which also counts whole quotes and speakers. A label is right where
the spans are paired at 0.3.

`segments` are counted as CofeNet does (Y. Wang and others, COLING 2022; `exact_match` in its
`exe/eval/evaluation.py`): each fragment is a segment of tokens, marks included, and exact. A token
has one tag there; here a cue may be inside a content. Dates are counted as in TempEval-3, and of
those that are sets also `freq` and `quant`. Stances are pairs of a sentence and a target: macro-F1
of favor and against, and of none where the targets that the text names are known. Passages are
pairs of quotes that give the same passage of one act of speaking.

All counts are summed over the documents, and whole documents are resampled. Where a document has n
gold readings, each weighs 1/n.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from said.schema.scheme import LABEL_FIELD
from said.scoring.attribution import (
    comparable_place,
    comparable_quotes,
    count_attribution,
    expect_attribution,
    same_speakers,
)
from said.scoring.figures import FigureCounts, Key
from said.scoring.items import ROLES, Item, stance_labels
from said.scoring.joined import Joined, JoinedDocument
from said.scoring.spans import at_least, most_pairs, near_pairs
from said.scoring.tempeval3 import MEASURES, by_place, compared_date, count_correct, pair_dates
from said.text.reading import read_text
from said.text.segments import Place

LEAST = (0.3, 0.8)
MISSED, SPURIOUS = "(missed)", "(not in gold)"
_QUOTED = ("quote", *ROLES)
_POLARITIES = ("favor", "against", "none")
_MOST_OF_A_PASSAGE = 200


class Error(NamedTuple):
    """What a system got wrong: `missed`, `not in gold` or `wrong label`, with its text, and the
    labels in the gold set and in the system."""

    doc_id: str
    layer: str
    kind: str
    start: int
    text: str
    gold: str | None
    found: str | None


class DocumentScore(NamedTuple):
    """How well the spans of a document were found, at an overlap of 0.3, over all layers."""

    doc_id: str
    f1: float
    right: float
    gold: float
    found: float


class SystemCounts:
    """Counts one system, of which `number` is the index."""

    def __init__(self, joined: Joined, number: int) -> None:
        self.joined = joined
        self.number = number
        self.tally = FigureCounts(len(joined.documents))
        self.confusion: dict[str, dict[tuple[str, str], float]] = {}
        self.documents: list[DocumentScore] = []
        self.errors: list[Error] = []
        self.labelled = self._labelled_layers()

    def count(self) -> None:
        """Counts all documents."""
        layers = self.joined.layers
        self._expect()
        for unit, document in enumerate(self.joined.documents):
            weight = 1 / len(document.readings)
            sums = dict.fromkeys(("right", "gold", "found"), 0.0)
            has = document.gold.layers
            known = [layer for layer in layers if has is None or layer in has or layer in ROLES]
            for reading in document.readings:
                is_first = reading is document.readings[0]
                pair = reading, document.systems[self.number]
                for layer in known:
                    self._layer(document, unit, weight, layer, *pair, sums, is_first)
                if "quote" in known:
                    gold, found = (comparable_quotes(document.text, of) for of in pair)
                    count_attribution(self.tally, unit, weight, gold, found)
                    self._segments(document.text, unit, weight, *pair)
                if "date" in known:
                    self._dates(unit, weight, *pair)
                if "stance" in known:
                    self._stances(document, unit, *pair)
            f1 = 2 * sums["right"] / (sums["gold"] + sums["found"] or 1)
            if sums["gold"] + sums["found"]:
                score = DocumentScore(
                    document.gold.doc_id, f1, sums["right"], sums["gold"], sums["found"]
                )
                self.documents.append(score)
        if "quote" in layers:
            self._passages()

    def _labelled_layers(self) -> set[str]:
        """The layers of which both sides have labels: where one has none, none is wrong."""
        sides: tuple[set[str], set[str]] = set(), set()
        for document in self.joined.documents:
            for items in document.readings:
                sides[0].update(item.layer for item in items if item.label)
            sides[1].update(item.layer for item in document.systems[self.number] if item.label)
        return sides[0] & sides[1]

    def _expect(self) -> None:
        """Lists all figures in their order."""
        labels: dict[str, set[str]] = {}
        for document in self.joined.documents:
            for items in (*document.readings, document.systems[self.number]):
                for item in items:
                    if item.label and item.layer in self.labelled:
                        labels.setdefault(item.layer, set()).add(item.label)
        for layer in self.joined.layers:
            self._expect_layer(layer, sorted(labels.get(layer, ())))

    def _expect_layer(self, layer: str, labels: Sequence[str]) -> None:
        tally = self.tally
        for measure in ("exact", *(f"overlap {least}" for least in LEAST)):
            tally.expect(_key(layer, measure), "spans", 3)
        for label in labels:
            for measure in ("exact", f"overlap {LEAST[0]}"):
                tally.expect(_key(layer, measure, label), "spans", 3)
        if layer in self.labelled:
            tally.expect(_key(layer, f"{LABEL_FIELD[layer]} right"), "pairs", 2)
        match layer:
            case "speaker":
                tally.expect(_key(layer, "speakers right"), "pairs", 2)
            case "quote":
                expect_attribution(tally)
                for role in _QUOTED:
                    tally.expect(("segments", role, "all", "exact"), "segments", 3)
                tally.expect(_PASSAGES, "pairs of quotes", 3)
            case "date":
                for measure in MEASURES:
                    tally.expect(("tempeval3", "date", "all", measure), "dates", 3)
                for field in ("freq", "quant"):
                    tally.expect(("tempeval3", "date", "SET", f"{field} right"), "sets", 2)
            case "stance":
                tally.expect(_key(layer, "holder right"), "pairs", 2)
                number = 3 if any(one.gold.aliases for one in self.joined.documents) else 2
                tally.expect_macro(_STANCES, "pairs of sentence and target", number)

    def _layer(
        self,
        document: JoinedDocument,
        unit: int,
        weight: float,
        layer: str,
        gold: Sequence[Item],
        found: Sequence[Item],
        sums: dict[str, float],
        is_first: bool,
    ) -> None:
        """Counts the spans of a layer, and those of each label as if there were no others."""
        sides = [_of_layer(document.text, items, layer) for items in (gold, found)]
        self._spans(unit, weight, layer, "all", *([one.place for one in side] for side in sides))
        labels = {one.label for side in sides for one in side if one.label}
        for label in sorted(labels) if layer in self.labelled else ():
            of_label = ([one.place for one in side if one.label == label] for side in sides)
            self._spans(unit, weight, layer, label, *of_label)
        places = [[one.place for one in side] for side in sides]
        near = near_pairs(*places)
        pairs = most_pairs(at_least(near, LEAST[0]))
        sums["right"] += weight * len(pairs)
        sums["gold"] += weight * len(sides[0])
        sums["found"] += weight * len(sides[1])
        for one, other in pairs.items():
            self._pair(unit, weight, layer, sides[0][one], sides[1][other])
        if layer == "speaker":
            self._entities(unit, weight, [(sides[0][a], sides[1][b]) for a, b in pairs.items()])
        taken = set(pairs.values())
        self._confuse(layer, weight, sides, pairs, taken)
        if is_first:
            self._list(document, layer, sides, pairs, taken)

    def _spans(
        self,
        unit: int,
        weight: float,
        layer: str,
        label: str,
        gold: list[Place],
        found: list[Place],
    ) -> None:
        def count(measure: str, both: int) -> None:
            sizes = weight * both, weight * len(gold), weight * len(found)
            self.tally.count_f1(_key(layer, measure, label), unit, *sizes)

        count("exact", (Counter(gold) & Counter(found)).total())
        near = near_pairs(gold, found)
        for least in LEAST if label == "all" else LEAST[:1]:
            count(f"overlap {least}", len(most_pairs(at_least(near, least))))

    def _pair(self, unit: int, weight: float, layer: str, one: Item, other: Item) -> None:
        if layer in self.labelled and one.label and other.label:
            key = _key(layer, f"{LABEL_FIELD[layer]} right")
            self.tally.count_share(key, unit, one.label == other.label, weight)
        if layer == "stance" and "holder" in other.fields:
            same = one.fields.get("holder") == other.fields["holder"]
            self.tally.count_share(_key(layer, "holder right"), unit, same, weight)

    def _entities(self, unit: int, weight: float, pairs: Sequence[tuple[Item, Item]]) -> None:
        """Counts the mentions with the same entities; unnamed voices go by what they share."""
        for same in same_speakers([(one.speakers, other.speakers) for one, other in pairs]):
            self.tally.count_share(_key("speaker", "speakers right"), unit, same, weight)

    def _confuse(
        self,
        layer: str,
        weight: float,
        sides: Sequence[Sequence[Item]],
        pairs: dict[int, int],
        taken: set[int],
    ) -> None:
        if layer not in self.labelled:
            return
        cells = self.confusion.setdefault(layer, {})
        for one, item in enumerate(sides[0]):
            other = (sides[1][pairs[one]].label or "?") if one in pairs else MISSED
            cell = item.label or "?", other
            cells[cell] = cells.get(cell, 0) + weight
        for other_number, item in enumerate(sides[1]):
            if other_number not in taken:
                cell = SPURIOUS, item.label or "?"
                cells[cell] = cells.get(cell, 0) + weight

    def _list(
        self,
        document: JoinedDocument,
        layer: str,
        sides: Sequence[Sequence[Item]],
        pairs: dict[int, int],
        taken: set[int],
    ) -> None:
        """Lists what is wrong, with its text."""

        def error(kind: str, item: Item, gold: str | None, found: str | None) -> Error:
            text = " … ".join(document.text[slice(*one)] for one in item.place)
            return Error(document.gold.doc_id, layer, kind, item.place[0][0], text, gold, found)

        for one, item in enumerate(sides[0]):
            if one not in pairs:
                self.errors.append(error("missed", item, item.label, None))
            elif item.label and (label := sides[1][pairs[one]].label) not in (None, item.label):
                self.errors.append(error("wrong label", item, item.label, label))
        for other, item in enumerate(sides[1]):
            if other not in taken:
                self.errors.append(error("not in gold", item, None, item.label))

    def _segments(
        self, text: str, unit: int, weight: float, gold: Sequence[Item], found: Sequence[Item]
    ) -> None:
        tokens = read_text(text).tokens
        for role in _QUOTED:
            sides = [
                {
                    tokens.touched(*fragment)
                    for place in _raw_places(items, role)
                    for fragment in place
                }
                for items in (gold, found)
            ]
            sizes = len(sides[0] & sides[1]), len(sides[0]), len(sides[1])
            key = "segments", role, "all", "exact"
            self.tally.count_f1(key, unit, *(weight * size for size in sizes))

    def _dates(self, unit: int, weight: float, gold: Sequence[Item], found: Sequence[Item]) -> None:
        sides = [
            {compared_date(item): item for item in items if item.layer == "date"}
            for items in (gold, found)
        ]
        lists = [by_place(side) for side in sides]
        for measure, right in zip(MEASURES, count_correct(*lists), strict=True):
            sizes = weight * right, weight * len(lists[0]), weight * len(lists[1])
            self.tally.count_f1(("tempeval3", "date", "all", measure), unit, *sizes)
        for one, other in pair_dates(*lists):
            first, second = sides[0][one].fields, sides[1][other].fields
            for field in ("freq", "quant"):
                if one.type == "SET" and (field in first or field in second):
                    same = first.get(field) == second.get(field)
                    key = "tempeval3", "date", "SET", f"{field} right"
                    self.tally.count_share(key, unit, same, weight)

    def _stances(
        self, document: JoinedDocument, unit: int, gold: Sequence[Item], found: Sequence[Item]
    ) -> None:
        sentences = read_text(document.text).sentences
        starts = [start for start, _ in sentences]
        labels = [stance_labels(items, starts) for items in (gold, found)]
        pairs = {*labels[0], *labels[1]}
        if document.gold.aliases:
            for number, sentence in enumerate(sentences):
                targets = document.gold.aliases.targets(document.text[slice(*sentence)])
                pairs |= {(number, target) for target in targets}
        for pair in pairs:
            here = [side.get(pair, "none") for side in labels]
            for number, label in enumerate(_POLARITIES[: 3 if document.gold.aliases else 2]):
                if label in here:
                    both = here[0] == label, here[1] == label
                    self.tally.count_label(_STANCES, unit, number, *both)

    def _passages(self) -> None:
        """Pairs of quotes that share a passage, each counted with the document of its first."""
        of_passage: list[dict[Any, list[tuple[int, Place]]]] = [{}, {}]
        for unit, document in enumerate(self.joined.documents):
            sides = [
                [item for item in items if item.layer == "quote"]
                for items in (document.readings[0], document.systems[self.number])
            ]
            near = near_pairs(*([item.place for item in side] for side in sides))
            pairs = most_pairs(at_least(near, LEAST[0]))
            same = {other: one for one, other in pairs.items()}
            for which, side in enumerate(sides):
                for number, item in enumerate(side):
                    place = sides[0][same[number]].place if which and number in same else item.place
                    for passage in item.fields.get("passages") or ():
                        key = item.fields.get("utterance"), passage
                        of_passage[which].setdefault(key, []).append((unit, place))
        if not all(of_passage):
            return
        shared: list[set[Any]] = [
            {
                pair
                for quotes in side.values()
                if len(quotes) <= _MOST_OF_A_PASSAGE
                for pair in combinations(sorted(set(quotes)), 2)
            }
            for side in of_passage
        ]
        for pair in shared[0] | shared[1]:
            here = pair in shared[0], pair in shared[1]
            self.tally.count_f1(_PASSAGES, pair[0][0], all(here), *here)


_STANCES: Key = ("stance", "stance", "all", "macro-F1 of pairs")
_PASSAGES: Key = ("passages", "quote", "all", "pairs that share a passage")


def _key(layer: str, measure: str, label: str = "all") -> Key:
    return "spans", layer, label, measure


def _raw_places(items: Sequence[Item], layer: str) -> Iterator[Place]:
    """The places of a layer as they were given; of a role those in quotes and those of its own."""
    for item in items:
        if item.layer == layer:
            yield item.place
        elif item.layer == "quote" and layer in ROLES and (place := getattr(item, layer)):
            yield place


def _of_layer(text: str, items: Sequence[Item], layer: str) -> list[Item]:
    """The items of a layer with the places that are compared; of a role each place once."""
    if layer not in _QUOTED:
        return [item for item in items if item.layer == layer]
    if layer in ROLES:
        places = {comparable_place(text, place) for place in _raw_places(items, layer)}
        return [Item(layer, place) for place in sorted(places) if place]
    return [
        item._replace(place=place)
        for item in items
        if item.layer == layer and (place := comparable_place(text, item.place))
    ]
