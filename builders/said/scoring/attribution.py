"""The measure `attribution`: how well systems find what is said, by what words, and by whom.

Spans. For `content`, `cue` and `source`, each span of a document counted once, also a cue or source
that no quote has, F1, precision and recall of: `exact`, the same place; `begin`, the same first
character; `overlap 0.3` and `0.8`, a Jaccard of at least that over the characters of all fragments,
one-to-one, as many pairs as there can be. For content also `any 0.3` and `0.8`, where several spans
of the system may match one of the gold: what is counted is those of the system, also for recall. It
is for comparison with figures that were so measured; those of `overlap` are the ones to go by.

Quotes. `quote`: content, cue and source all match, at 0.3 or exactly, one-to-one; what neither has
matches. `recall 0.3` and `0.8` of the content per type (direct, indirect, mixed) of the gold's
quotes, whatever type the system gives.

Speakers, of quotes whose contents are paired at 0.3: `source overlaps`, where the gold has a
source, the share of those of which the system's shares a character with it; `speakers are the
same`, where both sets have entities, the share with the same ones. Unnamed voices, which each set
numbers for itself, are told apart by the quotes they share.

Where the gold follows PolNeAR, whose sources are whole phrases ("a spokesman for the firm"), the
source of a system's quote is its `phrase`, if it has one, and not the mention in it.

Places are compared without the white space, quotation marks and punctuation at the edges of their
fragments, and fragments with nothing but that between them are one. All counts are summed over the
documents (micro-average), and whole documents are resampled. Where a document has n readings, each
weighs 1/n, so that every text weighs as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from said.schema.scheme import is_unnamed, labels_in
from said.scoring.attributes import renamed_entity
from said.scoring.figures import FigureCounts, Key, SystemScores, score_systems
from said.scoring.items import Item
from said.scoring.joined import Joined
from said.scoring.spans import at_least, most_pairs, near_pairs, one_to_one
from said.text.segments import Place, Range, overlap, trimmed_range

ROLES = ("content", "cue", "source")
LEAST = (0.3, 0.8)
TYPES = labels_in("quote", "type")
SOURCE, SPEAKERS = "source overlaps", "speakers are the same"

_Weights = dict[tuple[int, int], float]
_EDGE = regex.compile(r"[\s\p{P}\p{Quotation_Mark}]*+")
_EDGE_AT_END = regex.compile(r"(?r)[\s\p{P}\p{Quotation_Mark}]*")


class Quote(NamedTuple):
    """An attribution as it is compared. No place is `()`; `speakers` is None where the set has no
    entities."""

    content: Place
    cue: Place = ()
    source: Place = ()
    type: str | None = None
    speakers: frozenset[str] | None = None


def score_attribution(joined: Joined, names: Sequence[str]) -> SystemScores:
    """The figures for the sets that `names` names: the gold, then one system or two."""

    def count(tally: FigureCounts, system: int) -> None:
        expect_attribution(tally)
        for unit, document in enumerate(joined.documents):
            text, items = document.text, document.systems[system - 1]
            found, found_loose = comparable_quotes(text, items), _loose_places(text, items)
            for reading in document.readings:
                gold = comparable_quotes(text, reading)
                loose = _loose_places(text, reading), found_loose
                count_attribution(tally, unit, 1 / len(document.readings), gold, found, loose)

    return score_systems(names, [one.gold.doc_id for one in joined.documents], count)


def comparable_quotes(text: str, items: Iterable[Item]) -> list[Quote]:
    """The quotes among some items with the places that are compared, by place; without those whose
    content is none."""
    compared = []
    for item in items:
        if item.layer == "quote":
            places = (item.place, item.cue, item.source)
            content, cue, source = (comparable_place(text, place) for place in places)
            if content:
                compared.append(Quote(content, cue, source, item.label, item.speakers))
    return sorted(compared, key=lambda quote: quote[:3])


_LoosePlaces = frozenset[tuple[str, Place]]
"""The cues and sources that no quote has: the role and the place of each."""


def _loose_places(text: str, items: Iterable[Item]) -> _LoosePlaces:
    return frozenset(
        (item.layer, place)
        for item in items
        if item.layer in ROLES[1:] and (place := comparable_place(text, item.place))
    )


def comparable_place(text: str, place: Place) -> Place:
    """A place as it is compared; one that is nothing but edge stays, without white space around."""
    found: list[Range] = []
    for first, last in place:
        start = _end_of_edge(text, first, last)
        if start == last:
            continue
        edge = _EDGE_AT_END.match(text, start, last)
        end = edge.start() if edge else last
        if found and _end_of_edge(text, found[-1][1], start) == start:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return tuple(found) or tuple(
        trimmed_range(text, start, end) for start, end in place if text[start:end].strip()
    )


def _end_of_edge(text: str, start: int, end: int) -> int:
    """Where the white space, marks and punctuation from `start` on end, at the latest at `end`."""
    edge = _EDGE.match(text, start, end)
    return edge.end() if edge else start


def figure_key(layer: str, measure: str, label: str = "all") -> Key:
    """The key of a figure of this measure."""
    return "attribution", layer, label, measure


def count_attribution(
    tally: FigureCounts,
    unit: int,
    weight: float,
    gold: Sequence[Quote],
    found: Sequence[Quote],
    loose: tuple[_LoosePlaces, _LoosePlaces] = (frozenset(), frozenset()),
) -> None:
    """Counts one reading of a document, which weighs so much; `loose` are the cues and sources of
    each side that no quote has."""
    _Count(tally, unit, weight).all(gold, found, loose)


def expect_attribution(tally: FigureCounts) -> None:
    """Lists all figures in their order."""
    for role in ROLES:
        any_ = [f"any {least}" for least in LEAST] if role == "content" else []
        for measure in ("exact", "begin", *(f"overlap {least}" for least in LEAST), *any_):
            tally.expect(figure_key(role, measure), "spans", 3)
    for measure in ("exact", f"overlap {LEAST[0]}"):
        tally.expect(figure_key("quote", measure), "quotes", 3)
    for type_ in TYPES:
        for least in LEAST:
            tally.expect(figure_key("content", f"recall {least}", type_), "quotes", 2)
    for measure in (SOURCE, SPEAKERS):
        tally.expect(figure_key("speaker", measure), "pairs", 2)


class _Count:
    """Counts one reading of a document."""

    def __init__(self, tally: FigureCounts, unit: int, weight: float) -> None:
        self.tally = tally
        self.unit = unit
        self.weight = weight

    def all(
        self,
        gold: Sequence[Quote],
        found: Sequence[Quote],
        loose: tuple[_LoosePlaces, _LoosePlaces],
    ) -> None:
        for role in ROLES:
            self._spans(role, _distinct(gold, role, loose[0]), _distinct(found, role, loose[1]))
        contents = near_pairs([one.content for one in gold], [one.content for one in found])
        self._quotes(gold, found, contents)
        self._types(gold, contents)
        self._speakers(gold, found, most_pairs(at_least(contents, LEAST[0])))

    def _spans(self, role: str, gold: Sequence[Place], found: Sequence[Place]) -> None:
        def count(measure: str, both: int) -> None:
            self._f1(figure_key(role, measure), both, len(gold), len(found))

        count("exact", len(set(gold) & set(found)))
        begins = [Counter(place[0][0] for place in places) for places in (gold, found)]
        count("begin", (begins[0] & begins[1]).total())
        weights = near_pairs(gold, found)
        for least in LEAST:
            enough = at_least(weights, least)
            count(f"overlap {least}", len(most_pairs(enough)))
            if role == "content":
                count(f"any {least}", len({other for _, other in enough}))

    def _quotes(self, gold: Sequence[Quote], found: Sequence[Quote], contents: _Weights) -> None:
        exact = sum((Counter(one[:3] for one in gold) & Counter(o[:3] for o in found)).values())
        self._f1(figure_key("quote", "exact"), exact, len(gold), len(found))
        least = LEAST[0]
        enough = {
            (one, other): how
            for (one, other), how in at_least(contents, least).items()
            if _matches(gold[one].cue, found[other].cue, least)
            and _matches(gold[one].source, found[other].source, least)
        }
        key = figure_key("quote", f"overlap {least}")
        self._f1(key, len(most_pairs(enough)), len(gold), len(found))

    def _types(self, gold: Sequence[Quote], contents: _Weights) -> None:
        for least in LEAST:
            pairs = most_pairs(at_least(contents, least))
            for number, one in enumerate(gold):
                if one.type in TYPES:
                    of_type = figure_key("content", f"recall {least}", one.type)
                    self._share(of_type, number in pairs)

    def _speakers(
        self, gold: Sequence[Quote], found: Sequence[Quote], pairs: dict[int, int]
    ) -> None:
        matched = [(gold[one], found[other]) for one, other in sorted(pairs.items())]
        for one, other in matched:
            if one.source:
                shares = bool(other.source and overlap(one.source, other.source))
                self._share(figure_key("speaker", SOURCE), shares)
        for same in same_speakers([(one.speakers, other.speakers) for one, other in matched]):
            self._share(figure_key("speaker", SPEAKERS), same)

    def _f1(self, of: Key, both: int, first: int, second: int) -> None:
        weight = self.weight
        self.tally.count_f1(of, self.unit, both * weight, first * weight, second * weight)

    def _share(self, of: Key, agree: bool) -> None:
        self.tally.count_share(of, self.unit, agree, self.weight)


def _distinct(quotes: Sequence[Quote], role: str, loose: _LoosePlaces) -> list[Place]:
    """The places that have a role in some quote or by themselves, each once, in order."""
    number = ROLES.index(role)
    places = {quote[:3][number] for quote in quotes} | {
        place for own, place in loose if own == role
    }
    return sorted(filter(None, places))


def _matches(first: Place, second: Place, least: float) -> bool:
    if not first or not second:
        return first == second
    return near_pairs([first], [second]).get((0, 0), 0) >= least


def same_speakers(
    pairs: Iterable[tuple[frozenset[str] | None, frozenset[str] | None]],
) -> Iterator[bool]:
    """Whether the two sets of speakers of a pair are the same, for each pair of which both are
    known; unnamed voices go by what they share."""
    known = [(one, other) for one, other in pairs if one is not None and other is not None]
    names = _same_voices(known)
    for first, second in known:
        yield {renamed_entity(voice, names) for voice in first} == second


def _same_voices(pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> dict[str, str]:
    """What the second set calls the unnamed voices of the first, by the quotes that they share."""
    shared = Counter(
        (one, other)
        for first, second in pairs
        for one in sorted(filter(is_unnamed, first))
        for other in sorted(filter(is_unnamed, second))
    )
    return one_to_one(shared)
