"""The measure `agreement`: how far two sets of annotations of the same texts agree.

Spans: exact and overlap F1 (Jaccard of code points at least 0.5 over all fragments, one-to-one) and
alpha over tokens, each with the label of the longest span on it; a token of several stances with
different labels is mixed. Attributes: the share of overlapping spans that agree; an optional one is
compared where either set has it, and passages over the pairs of quotes of one act that share one in
either set, because their ids are each set's own. Stance: see `said.scoring.stance`. What both sets
call boilerplate does not count; a set without blocks is taken to have those of the other. In
precision and recall the first set is the reference.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from operator import itemgetter
from typing import NamedTuple, cast

from said.schema.records import AnyRecord, StanceAnnotation
from said.schema.scheme import (
    LABEL_FIELD,
    LAYERS,
    is_unnamed,
    label_of,
    labels_in,
    place_of,
    ranges,
)
from said.scoring import stance
from said.scoring.attributes import (
    ATTRIBUTES,
    ComparedField,
    SharedNames,
    Side,
    renamed_entity,
)
from said.scoring.figures import ENOUGH_DOCUMENTS, Comparison, Figure, FigureCounts, Key
from said.scoring.sets import Compared
from said.scoring.spans import one_to_one, pair_places
from said.seeds.registries import Registries
from said.tables.stances import TargetAliases
from said.text.reading import read_text
from said.text.segments import Place, Range, Tokens

LEAST_OVERLAP = 0.5
OUTSIDE = "outside"


_CUE: Key = ("spans", "cue", "all", "exact")
_PASSAGES: Key = ("attributes", "quote", "all", "passages")


class Matched(NamedTuple):
    """A document with what overlaps in it: for each layer the pairs of annotations."""

    document: Compared
    sides: tuple[Side, Side]
    pairs: dict[str, list[tuple[AnyRecord, AnyRecord]]]
    lines: list[Range]
    units: list[int]
    kinds: dict[Range, str]

    def unit(self, place: Place) -> int:
        """The unit of the line in which a place begins."""
        at = bisect_right(self.lines, place[0][0], key=itemgetter(0)) - 1
        return self.units[at]


def score_agreement(
    documents: Sequence[Compared], registries: Registries, first: str, second: str
) -> Comparison:
    """The figures for documents that both sets annotate; `first` and `second` name the sets.

    Raises ValueError without documents.
    """
    if not documents:
        raise ValueError("no documents to compare")
    by_line = len(documents) < ENOUGH_DOCUMENTS
    matched = list(_matched(documents, by_line))
    units = 1 + matched[-1].units[-1]
    tally = FigureCounts(units)
    _expect(tally)
    utterances = _same_utterances(matched)
    by_topics = {
        topics: TargetAliases(registries.targets_of(topics))
        for topics in {document.topics for document in documents}
    }
    for one in matched:
        for layer in LAYERS:
            _count_spans(tally, one, layer)
        _count_cues(tally, one)
        _count_tokens(tally, one)
    for one in matched:
        entities = _same_entities(one)
        for field in ATTRIBUTES:
            _count_attribute(tally, one, field, SharedNames(entities, utterances))
        _count_stance(tally, one, by_topics[one.document.topics], entities)
    _count_passages(tally, matched)
    figures = [_covered(figure, matched) for figure in tally.figures()]
    doc_ids = [document.doc_id for document in documents]
    return Comparison(first, second, doc_ids, "line" if by_line else "document", units, figures)


def _matched(documents: Sequence[Compared], by_line: bool) -> Iterator[Matched]:
    after = 0
    for number, document in enumerate(documents):
        sides = Side.of(document.first), Side.of(document.second)
        lines = read_text(document.text).lines
        units = [after + at if by_line else number for at in range(len(lines))]
        after += len(lines)
        pairs: dict[str, list[tuple[AnyRecord, AnyRecord]]] = {}
        for layer in LAYERS:
            first, second = (side.layers[layer] for side in sides)
            places = [place_of(one) for one in first], [place_of(one) for one in second]
            found = pair_places(*places, LEAST_OVERLAP)
            pairs[layer] = [(first[one], second[other]) for one, other in found]
        yield Matched(document, sides, pairs, lines, units, _shared_kinds(sides))


def _shared_kinds(sides: tuple[Side, Side]) -> dict[Range, str]:
    """The blocks that both sets have, by range; those of one set if the other has none.

    Where two sets give a line two kinds, it is taken for a paragraph.
    """
    first, second = (
        {place_of(block)[0]: str(block["kind"]) for block in side.layers["block"]} for side in sides
    )
    if not first or not second:
        return first or second
    return {span: kind for span, kind in first.items() if second.get(span) == kind}


# Spans and tokens.


def _expect(tally: FigureCounts) -> None:
    """Lists all figures in their order, also those for which nothing will be counted."""
    for layer in LAYERS:
        for label in ("all", *labels_in(layer, LABEL_FIELD[layer])):
            for measure in ("exact", "overlap"):
                tally.expect(("spans", layer, label, measure), "spans", 3)
    tally.expect(_CUE, "cues", 3)
    for layer in LAYERS[1:]:
        tally.expect_alpha(("tokens", layer, "all", "alpha"), "tokens")
    for layer in LAYERS:
        for field in (field for field in ATTRIBUTES if field.layer == layer):
            of = "pairs with it" if field.is_optional else "pairs"
            tally.expect(("attributes", layer, "all", field.name), of, 2)
        if layer == "quote":
            tally.expect(_PASSAGES, "pairs of quotes that share one", 2)
    stance.expect_stances(tally)


def _count_spans(tally: FigureCounts, one: Matched, layer: str) -> None:
    """Spans of a layer, and those of each label as if there were no others."""
    first, second = (side.layers[layer] for side in one.sides)
    for label in ("all", *sorted({label_of(a) for a in [*first, *second]})):
        places = [
            [place_of(a) for a in of_set if label in ("all", label_of(a))]
            for of_set in (first, second)
        ]
        for measure, least in (("exact", 1.0), ("overlap", LEAST_OVERLAP)):
            partners = dict(pair_places(places[0], places[1], least))
            key = "spans", layer, label, measure
            tally.count_pairs(key, one.unit, places[0], places[1], partners)


def _count_cues(tally: FigureCounts, one: Matched) -> None:
    first, second = (
        [ranges(quote["cue"]) for quote in side.layers["quote"] if "cue" in quote]
        for side in one.sides
    )
    tally.count_pairs(_CUE, one.unit, first, second, dict(pair_places(first, second, 1.0)))


def _count_tokens(tally: FigureCounts, one: Matched) -> None:
    """The label of each token in each layer, boilerplate left out."""
    document = one.document
    tokens = read_text(document.text).tokens
    boilerplate = [((span,), OUTSIDE) for span, kind in one.kinds.items() if kind == "boilerplate"]
    skipped = _token_labels(tokens, boilerplate)
    kept = [at for at, label in enumerate(skipped) if label is None]
    units = [one.unit(((start, start + 1),)) for start in tokens.starts]
    for layer in LAYERS[1:]:
        first, second = (
            _token_labels(
                tokens,
                [(place_of(a), label_of(a)) for a in side.layers[layer]],
                together=layer == "stance",
            )
            for side in one.sides
        )
        key = "tokens", layer, "all", "alpha"
        for at in kept:
            tally.count_alpha(key, units[at], first[at] or OUTSIDE, second[at] or OUTSIDE)


def _token_labels(
    tokens: Tokens, labelled: Sequence[tuple[Place, str]], together: bool = False
) -> list[str | None]:
    """The label of each token, None outside of all places.

    Of several places the longest counts (of nested quotes that is the outermost), or, `together`,
    labels that differ make a token mixed.
    """
    found: list[str | None] = [None] * len(tokens.starts)

    def length(one: tuple[Place, str]) -> tuple[int, Place, str]:
        place, label = one
        return place[-1][1] - place[0][0], place, label

    for place, label in sorted(labelled, key=length):
        for start, end in place:
            for at in range(*tokens.touched(start, end)):
                differs = together and found[at] not in (None, label)
                found[at] = stance.MIXED if differs else label
    return found


def _count_attribute(
    tally: FigureCounts, one: Matched, field: ComparedField, names: SharedNames
) -> None:
    key = "attributes", field.layer, "all", field.name
    for first, second in one.pairs[field.layer]:
        values = field.value(first, one.sides[0], names), field.value(second, one.sides[1], None)
        if field.is_optional and not any(values):
            continue
        tally.count_share(key, one.unit(place_of(first)), values[0] == values[1])


def _count_passages(tally: FigureCounts, matched: Sequence[Matched]) -> None:
    """Pairs of quotes of one act that share a passage in either set: whether they do in both."""
    of_act: dict[str, list[tuple[int, AnyRecord, AnyRecord]]] = {}
    for one in matched:
        for first, second in _by_place(one, "quote"):
            if act := first.get("utterance"):
                of_act.setdefault(act, []).append((one.unit(place_of(first)), first, second))
    for quotes in of_act.values():
        for (unit, *these), (_, *others) in combinations(quotes, 2):
            shared = [_share_passage(*both) for both in zip(these, others, strict=True)]
            if any(shared):
                tally.count_share(_PASSAGES, unit, all(shared))


def _share_passage(first: AnyRecord, second: AnyRecord) -> bool:
    """Whether two quotes of one set report one act and share a passage of it."""
    same_act = first.get("utterance") == second.get("utterance")
    return same_act and not set(first.get("passages", ())).isdisjoint(second.get("passages", ()))


def _covered(figure: Figure, matched: Sequence[Matched]) -> Figure:
    """The figure of an attribute with the share of spans that are paired."""
    if figure.group != "attributes":
        return figure
    paired = sum(len(one.pairs[figure.layer]) for one in matched)
    spans = sum(len(side.layers[figure.layer]) for one in matched for side in one.sides)
    return figure._replace(coverage=2 * paired / spans if spans else None)


# Names that each set chose for itself.


def _same_entities(one: Matched) -> dict[str, str]:
    """Unnamed voices of a document, one-to-one, by how often they stand in paired spans; of equal
    ones those that stand together first."""
    together: Counter[tuple[str, str]] = Counter()
    for layer in ("speaker", "quote"):
        for both in _by_place(one, layer):
            voices = (filter(is_unnamed, side.get("speakers", ())) for side in both)
            together.update(product(*voices))
    return one_to_one(together)


def _same_utterances(matched: Sequence[Matched]) -> dict[str, str]:
    """Utterances of all documents, one-to-one, by how many paired quotes share them; of equal ones
    those that a quote shares first."""
    together: Counter[tuple[str, str]] = Counter()
    for one in matched:
        for first, second in _by_place(one, "quote"):
            a, b = first.get("utterance"), second.get("utterance")
            if a and b:
                together[a, b] += 1
    return one_to_one(together)


def _by_place(one: Matched, layer: str) -> list[tuple[AnyRecord, AnyRecord]]:
    """The pairs of a layer in the order of the text, whichever set is the first."""
    return sorted(one.pairs[layer], key=lambda pair: sorted(map(place_of, pair)))


def _count_stance(
    tally: FigureCounts, one: Matched, aliases: TargetAliases, entities: dict[str, str]
) -> None:
    document = one.document
    found = list(stance.stance_sentences(document.text, document.language, one.kinds, one.units))
    first = [
        {**record, "holder": renamed_entity(record["holder"], entities)}
        for record in one.sides[0].layers["stance"]
    ]
    quotes = {other["id"]: mine["id"] for mine, other in one.pairs["quote"]}
    second = [
        {**record, "quote": quotes.get(record["quote"], f"of the second {record['quote']}")}
        if "quote" in record
        else record
        for record in one.sides[1].layers["stance"]
    ]
    both = cast(tuple[list[StanceAnnotation], ...], (first, second))
    stance.count_stances(tally, found, document.text, aliases, one.unit, *both)
