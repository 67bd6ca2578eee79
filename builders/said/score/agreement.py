"""The measure `agreement`: how far two sets of annotations of the same texts agree.

Spans: exact and overlap F1 (Jaccard of code points at least 0.5 over all fragments, one-to-one) and
alpha over tokens. Attributes: the share of overlapping spans that agree. Stance: see
`said.score.stance`. In precision and recall the first set is the reference.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from said import text as texts
from said.schema import labels, load
from said.score import stance
from said.score.figures import ENOUGH_DOCUMENTS, Figure, Report, Tally
from said.score.sets import Compared
from said.score.spans import Place, one_to_one, pair, place_of, ranges
from said.seeds import Annotation, Registries
from said.tables.stances import Aliases
from said.text import Range

LEAST_OVERLAP = 0.5
OUTSIDE = "outside"


class Layer(NamedTuple):
    """A layer: the field that types its spans, and the labels of that field."""

    name: str
    field: str
    label_set: str


LAYERS = (
    Layer("block", "kind", "block_kind"),
    Layer("mark", "kind", "mark_kind"),
    Layer("speaker", "form", "mention_form"),
    Layer("quote", "type", "quote_type"),
    Layer("date", "type", "timex_type"),
    Layer("stance", "label", "stance_label"),
)
# What no set records: paragraphs, and sentences without stance.
_NEVER = frozenset({"paragraph", "none"})


class Side(NamedTuple):
    """The annotations of one document in one set, by layer and by id."""

    layers: dict[str, list[Annotation]]
    by_id: dict[str, Annotation]

    @classmethod
    def of(cls, annotations: Sequence[Annotation]) -> Side:
        """The annotations sorted into their layers."""
        layers: dict[str, list[Annotation]] = {layer.name: [] for layer in LAYERS}
        for annotation in annotations:
            layers[annotation["layer"]].append(annotation)
        return cls(layers, {annotation["id"]: annotation for annotation in annotations})


class Matched(NamedTuple):
    """A document with what overlaps in it: for each layer the pairs of annotations."""

    document: Compared
    sides: tuple[Side, Side]
    pairs: dict[str, list[tuple[Annotation, Annotation]]]
    lines: list[Range]
    units: list[int]

    def unit(self, place: Place) -> int:
        """The unit of the line in which a place begins."""
        at = bisect_right(self.lines, place[0][0], key=itemgetter(0)) - 1
        return self.units[at]


def agreement(
    documents: Sequence[Compared], registries: Registries, first: str, second: str
) -> Report:
    """The figures for documents that both sets annotate; `first` and `second` name the sets."""
    by_line = len(documents) < ENOUGH_DOCUMENTS
    matched = list(_matched(documents, by_line))
    units = 1 + matched[-1].units[-1]
    tally = Tally(units)
    for layer in LAYERS:
        _expect(tally, layer)
    utterances = _same_utterances(matched)
    aliases = Aliases(registries.targets)
    for one in matched:
        for layer in LAYERS:
            _count_spans(tally, one, layer)
        for cue_unit, both, a, b in _cues(one):
            tally.matched(("spans", "cue", "all", "exact"), "cues", cue_unit, both, a, b)
        _count_tokens(tally, one)
    for one in matched:
        entities = _same_entities(one)
        for field in ATTRIBUTES:
            _count_attribute(tally, one, field, Names(entities, utterances))
        _count_stance(tally, one, aliases, entities)
    figures = [_covered(figure, matched) for figure in tally.figures()]
    doc_ids = [document.doc_id for document in documents]
    return Report(first, second, doc_ids, "line" if by_line else "document", units, figures)


def _matched(documents: Sequence[Compared], by_line: bool) -> Iterator[Matched]:
    after = 0
    for number, document in enumerate(documents):
        sides = Side.of(document.first), Side.of(document.second)
        lines = texts.lines(document.text)
        units = [after + at if by_line else number for at in range(len(lines))]
        after += len(lines)
        pairs = {
            layer.name: [
                (sides[0].layers[layer.name][one], sides[1].layers[layer.name][other])
                for one, other in pair(*_places(sides, layer.name), LEAST_OVERLAP)
            ]
            for layer in LAYERS
        }
        yield Matched(document, sides, pairs, lines, units)


def _places(sides: tuple[Side, Side], layer: str) -> tuple[list[Place], list[Place]]:
    first, second = ([place_of(one) for one in side.layers[layer]] for side in sides)
    return first, second


# Spans and tokens.


def _expect(tally: Tally, layer: Layer) -> None:
    """All labels have a figure, also those that no set uses."""
    known = [label for label in labels(load(), layer.label_set) if label not in _NEVER]
    for label in ("all", *known):
        for measure in ("exact", "overlap"):
            tally.expect(("spans", layer.name, label, measure), "spans", 3)


def _count_spans(tally: Tally, one: Matched, layer: Layer) -> None:
    """Spans of a layer, and those of each label as if there were no others."""
    first, second = (side.layers[layer.name] for side in one.sides)
    for label in ("all", *sorted({a[layer.field] for a in [*first, *second]})):
        places = [
            [place_of(a) for a in of_set if label in ("all", a[layer.field])]
            for of_set in (first, second)
        ]
        for measure, least in (("exact", 1.0), ("overlap", LEAST_OVERLAP)):
            key = "spans", layer.name, label, measure
            for unit, both, a, b in _spans(one, places[0], places[1], least):
                tally.matched(key, "spans", unit, both, a, b)


def _spans(
    one: Matched, first: Sequence[Place], second: Sequence[Place], least: float
) -> Iterator[tuple[int, int, int, int]]:
    """Each span with its unit, and whether it is in both, the first and the second set."""
    in_both = {place for place, _ in pair(first, second, least)}
    for index, place in enumerate(first):
        yield one.unit(place), index in in_both, 1, 0
    for place in second:
        yield one.unit(place), 0, 0, 1


def _cues(one: Matched) -> Iterator[tuple[int, int, int, int]]:
    first, second = (
        [ranges(quote["cue"]) for quote in side.layers["quote"] if "cue" in quote]
        for side in one.sides
    )
    return _spans(one, first, second, 1.0)


def _count_tokens(tally: Tally, one: Matched) -> None:
    """The label of each token in each layer; of nested spans the outermost counts."""
    document = one.document
    tokens = texts.tokens(document.text, (0, len(document.text)))
    blocks = one.sides[0].layers["block"]
    boilerplate = [place_of(b) for b in blocks if b["kind"] == "boilerplate"]
    skipped = _token_labels(tokens, [(place, OUTSIDE) for place in boilerplate])
    kept = [at for at, label in enumerate(skipped) if label is None]
    units = [one.unit(((start, start + 1),)) for start in tokens.starts]
    for layer in LAYERS[1:]:
        first, second = (
            _token_labels(tokens, [(place_of(a), a[layer.field]) for a in side.layers[layer.name]])
            for side in one.sides
        )
        key = "tokens", layer.name, "all", "alpha"
        for at in kept:
            a, b = first[at] or OUTSIDE, second[at] or OUTSIDE
            tally.judged(key, "tokens", units[at], a, b)


def _token_labels(tokens: texts.Tokens, labelled: Sequence[tuple[Place, str]]) -> list[str | None]:
    found: list[str | None] = [None] * len(tokens.starts)
    # The longest is written last, so that it covers what lies in it.
    for place, label in sorted(labelled, key=lambda one: one[0][-1][1] - one[0][0][0]):
        for start, end in place:
            first, after = tokens.touched(start, end)
            found[first:after] = [label] * (after - first)
    return found


# Attributes.


class Names(NamedTuple):
    """What the first set's own ids of voices and utterances are called in the second."""

    entities: dict[str, str]
    utterances: dict[str, str]


class Attribute(NamedTuple):
    """A field to compare: its value in the first set with the second's names, and in the second.

    An optional field is compared where either set has it.
    """

    layer: str
    name: str
    value: Callable[[Annotation, Side, Names], Any]
    optional: bool = False


def _plain(field: str) -> Callable[[Annotation, Side, Names], Any]:
    return lambda annotation, _side, _names: annotation.get(field)


def _speakers(annotation: Annotation, _side: Side, names: Names) -> Any:
    return frozenset(names.entities.get(one, one) for one in annotation["speakers"])


def _utterance(annotation: Annotation, _side: Side, names: Names) -> Any:
    own = annotation.get("utterance")
    return own and names.utterances.get(own, own)


def _cue(annotation: Annotation, _side: Side, _names: Names) -> Any:
    return ranges(annotation.get("cue", ()))


def _source(annotation: Annotation, side: Side, _names: Names) -> Any:
    return frozenset(place_of(side.by_id[one]) for one in annotation.get("source", ()))


def _date_at(field: str) -> Callable[[Annotation, Side, Names], Any]:
    """The place of the date that a field refers to."""

    def value(annotation: Annotation, side: Side, _names: Names) -> Any:
        reference = annotation.get(field)
        return place_of(side.by_id[reference]) if reference in side.by_id else reference

    return value


ATTRIBUTES = (
    Attribute("block", "kind", _plain("kind")),
    Attribute("mark", "kind", _plain("kind")),
    Attribute("speaker", "form", _plain("form")),
    Attribute("speaker", "speakers", _speakers),
    Attribute("quote", "type", _plain("type")),
    Attribute("quote", "speakers", _speakers),
    Attribute("quote", "resolution", _plain("resolution")),
    Attribute("quote", "cue", _cue, optional=True),
    Attribute("quote", "source", _source, optional=True),
    Attribute("quote", "said", _date_at("said"), optional=True),
    Attribute("quote", "utterance", _utterance, optional=True),
    Attribute("quote", "flags", _plain("flags"), optional=True),
    Attribute("date", "type", _plain("type")),
    Attribute("date", "value", _plain("value")),
    Attribute("date", "mod", _plain("mod"), optional=True),
    Attribute("date", "anchor", _date_at("anchor"), optional=True),
    Attribute("date", "flags", _plain("flags"), optional=True),
)
_NO_NAMES = Names({}, {})


def _count_attribute(tally: Tally, one: Matched, field: Attribute, names: Names) -> None:
    key = "attributes", field.layer, "all", field.name
    of = "pairs with it" if field.optional else "pairs"
    tally.expect(key, of, 2)
    for first, second in one.pairs[field.layer]:
        values = (
            field.value(first, one.sides[0], names),
            field.value(second, one.sides[1], _NO_NAMES),
        )
        if field.optional and not any(values):
            continue
        tally.shared(key, of, one.unit(place_of(first)), values[0] == values[1])


def _covered(figure: Figure, matched: Sequence[Matched]) -> Figure:
    """The figure of an attribute with the share of spans that are paired."""
    if figure.group != "attributes":
        return figure
    paired = sum(len(one.pairs[figure.layer]) for one in matched)
    spans = sum(len(side.layers[figure.layer]) for one in matched for side in one.sides)
    return figure._replace(coverage=2 * paired / spans if spans else None)


# Names that each set chose for itself.


def _same_entities(one: Matched) -> dict[str, str]:
    """Unnamed voices of a document, one-to-one, by how often they stand in paired spans."""
    together: Counter[tuple[str, str]] = Counter()
    for layer in ("speaker", "quote"):
        for first, second in one.pairs[layer]:
            for a in filter(_is_unnamed, first["speakers"]):
                together.update((a, b) for b in second["speakers"] if _is_unnamed(b))
    return one_to_one({pair: float(count) for pair, count in together.items()})


def _is_unnamed(entity: str) -> bool:
    return ".anon-" in entity


def _same_utterances(matched: Sequence[Matched]) -> dict[str, str]:
    """Utterances of all documents, one-to-one, by how many paired quotes share them."""
    together: dict[tuple[str, str], float] = defaultdict(float)
    for one in matched:
        for first, second in one.pairs["quote"]:
            a, b = first.get("utterance"), second.get("utterance")
            if a and b:
                together[a, b] += 1
    # Of equally frequent pairs one with the same id goes first.
    return one_to_one(
        {pair: count + 0.5 * (pair[0] == pair[1]) for pair, count in together.items()}
    )


def _count_stance(tally: Tally, one: Matched, aliases: Aliases, entities: dict[str, str]) -> None:
    kinds = {place_of(b)[0]: b["kind"] for b in one.sides[0].layers["block"]}
    document = one.document
    found = list(stance.sentences(document.text, document.language, kinds, one.units))
    first = [
        {**record, "holder": entities.get(record["holder"], record["holder"])}
        for record in one.sides[0].layers["stance"]
    ]
    stance.count(tally, found, document.text, aliases, first, one.sides[1].layers["stance"])
