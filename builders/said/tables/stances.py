"""The table `stances`: a row is a unit and a target with a stance, or with none.

The units of a document are its quotes and the sentences of its author (T2). Each of them is paired
with every target of the document's topics that an alias names anywhere in the document; what is
annotated decides nothing but the label. A stance on another target or in another unit, such as a
headline, gives a row too, with the `reach` null.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import NamedTuple, TypedDict

from said.schema.records import Reach, Span, Target, UnitKind
from said.schema.rows import DocumentStance, StanceRow
from said.schema.scheme import NO_UNITS, span_at
from said.tables.view import View, quote_text
from said.text.segments import Cover, Range, Tokens, join_ranges
from said.text.tokens import find_tokens

BEFORE, AFTER = 2, 1
"""How many sentences before and after those of a unit are its context; headings count."""


class AliasPlace(NamedTuple):
    """Where an alias occurs, and the targets that it names."""

    start: int
    end: int
    targets: frozenset[str]


class TargetAliases:
    """Finds the targets whose aliases occur among tokens; `related` has for each target those whose
    stance makes a `none` on it uncertain.

    An alias in lower case is found in any case, any other only as it is written; of aliases that
    overlap the leftmost and then the longest counts.
    """

    def __init__(self, targets: Mapping[str, Target]) -> None:
        self.related = {
            target["id"]: frozenset(target.get("related", ())) for target in targets.values()
        }
        found: dict[str, set[str]] = {}
        for target in targets.values():
            for alias in target["aliases"]:
                found.setdefault(alias, set()).add(target["id"])
        # By the first token in lower case: the longest alias first.
        self._by_first: dict[str, list[tuple[str, int, bool, frozenset[str]]]] = {}
        for alias in sorted(found, key=lambda alias: (-len(alias), alias)):
            strings = find_tokens(alias).strings
            self._by_first.setdefault(strings[0].lower(), []).append(
                (alias, len(strings), alias == alias.lower(), frozenset(found[alias]))
            )

    def places(self, text: str, tokens: Tokens) -> list[AliasPlace]:
        """The aliases in a text, by place."""
        found = []
        after = 0
        lowered = list(map(str.lower, tokens.strings))
        for place in [place for place, token in enumerate(lowered) if token in self._by_first]:
            if place < after:
                continue
            start = tokens.starts[place]
            for alias, count, any_case, targets in self._by_first[lowered[place]]:
                last = place + count - 1
                if last >= len(tokens.ends) or tokens.ends[last] - start != len(alias):
                    continue
                end = start + len(alias)
                here = text[start:end]
                if here == alias or (any_case and here.lower() == alias):
                    found.append(AliasPlace(start, end, targets))
                    after = last + 1
                    break
        return found

    def targets(self, text: str) -> set[str]:
        """The targets that an alias names in a text."""
        tokens = find_tokens(text)
        return {target for place in self.places(text, tokens) for target in place.targets}


class StanceUnit(TypedDict):
    """The columns of a row that say what is judged."""

    unit: str
    unit_kind: UnitKind
    text: str
    text_start: int
    context_before: str
    context_after: str
    quoted: list[Span] | None


class PairedUnit(NamedTuple):
    """A unit: its columns, its fragments, the stretch that it and its context take up, the numbers
    of its sentences, and those of the sentences in that stretch."""

    columns: StanceUnit
    pieces: list[Range]
    window_place: Range
    sentences: range
    window: range


class StanceUnits:
    """Finds the units of a document."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._text = view.record["text"]
        self._sentences = view.record["sentences"]
        self._quoted = join_ranges(
            (fragment["start"], fragment["end"])
            for quote in view.quotes.values()
            for fragment in quote["content"]
        )
        self._children: dict[str, list[Span]] = {}
        for quote in view.quotes.values():
            if quote["parent"]:
                self._children.setdefault(quote["parent"], []).extend(quote["content"])

    def candidates(self) -> Iterator[PairedUnit]:
        """All quotes, and the sentences that are the author's (T2). Where the layer `quote` is
        absent, only quotes that a stance refers to exist, so that none of them is a candidate."""
        boilerplate = Cover(
            (block["start"], block["end"])
            for block in self._view.record["blocks"]
            if block["kind"] == "boilerplate"
        )
        if self._view.is_annotated("quote"):
            yield from map(self.quote_unit, self._view.quotes)
        for number, sentence in enumerate(self._sentences):
            place = sentence["start"], sentence["end"]
            kind = self._view.line_at(place[0])["kind"]
            if not (kind in NO_UNITS or boilerplate.touches(place) or self._is_quoted(place)):
                yield self._sentence_unit(number)

    def quote_unit(self, quote_id: str) -> PairedUnit:
        """The unit that is a quote. Its words that belong to another unit are its own quotes."""
        quote = self._view.quotes[quote_id]
        content = quote["content"]
        start, end = content[0]["start"], content[-1]["end"]
        sentences = self.number_at(start), self.number_at(end - 1) + 1
        inner = sorted(self._children.get(quote_id, ()), key=_start)
        pieces = [(fragment["start"], fragment["end"]) for fragment in content]
        return self._unit(quote_id, "quote", quote_text(quote), pieces, sentences, inner)

    def sentence_unit_at(self, offset: int) -> PairedUnit:
        """The sentence in which a place lies, such as the start of an expression."""
        return self._sentence_unit(self.number_at(offset))

    def number_at(self, offset: int) -> int:
        """The number of the sentence in which a place lies."""
        return bisect_right(self._sentences, offset, key=_start) - 1

    def _sentence_unit(self, number: int) -> PairedUnit:
        start, end = place = self._sentences[number]["start"], self._sentences[number]["end"]
        quoted = [span_at(self._text, part) for part in self._quoted_in(place)]
        unit = f"{self._view.record['doc_id']}/u{start}"
        words = self._text[start:end]
        return self._unit(unit, "sentence", words, [place], (number, number + 1), quoted)

    def _unit(
        self,
        unit: str,
        kind: UnitKind,
        words: str,
        pieces: list[Range],
        sentences: Range,
        quoted: list[Span],
    ) -> PairedUnit:
        first, last = max(0, sentences[0] - BEFORE), sentences[1] + AFTER
        start, end = pieces[0][0], pieces[-1][1]
        last = min(last, len(self._sentences))
        window = self._sentences[first]["start"], self._sentences[last - 1]["end"]
        columns: StanceUnit = {
            "unit": unit,
            "unit_kind": kind,
            "text": words,
            "text_start": start,
            "context_before": self._text[window[0] : start],
            "context_after": self._text[end : window[1]],
            "quoted": quoted if self._view.is_annotated("quote") else None,
        }
        return PairedUnit(columns, pieces, window, range(*sentences), range(first, last))

    def _is_quoted(self, place: Range) -> bool:
        """Whether all words of a sentence are in quotes, so that it is not the author's."""
        at = place[0]
        for start, end in self._quoted_in(place):
            if any(map(str.isalnum, self._text[at:start])):
                return False
            at = end
        return not any(map(str.isalnum, self._text[at : place[1]]))

    def _quoted_in(self, place: Range) -> list[Range]:
        """The stretches of a place that are in quotes."""
        first = bisect_right(self._quoted, place[0], key=_end)
        last = bisect_left(self._quoted, place[1], key=_first)
        return [
            (max(start, place[0]), min(end, place[1])) for start, end in self._quoted[first:last]
        ]


_start = itemgetter("start")
_first, _end = itemgetter(0), itemgetter(1)


def stance_rows(view: View, aliases: TargetAliases) -> Iterator[StanceRow]:
    """The pairs of a document by place of the unit, then by target; none where stances are not
    annotated."""
    if not view.is_annotated("stance"):
        return
    units = StanceUnits(view)
    named = _NamedTargets(view, aliases)
    stances = _AnnotatedStances(view, units)
    candidates = {unit.columns["unit"]: unit for unit in units.candidates()}
    for unit in sorted({**stances.units, **candidates}.values(), key=_unit_order):
        annotated = stances.of_unit.get(unit.columns["unit"], {})
        is_candidate = unit.columns["unit"] in candidates
        targets = named.targets if is_candidate else frozenset()
        near = stances.targets_in(unit.window)
        here = stances.targets_in(unit.sentences)
        for target in sorted(targets.union(annotated)):
            reach, spans = named.reach(target, unit)
            found = annotated.get(target)
            if found:
                given = reach if is_candidate else None
                for stance in found:
                    yield _annotated_row(view, unit.columns, stance, given, spans)
            else:
                certain = target not in near and here.isdisjoint(aliases.related[target])
                yield _none_row(view, unit.columns, target, reach, spans, certain)


def _unit_order(unit: PairedUnit) -> tuple[int, str]:
    return unit.columns["text_start"], unit.columns["unit"]


class _NamedTargets:
    """The targets that an alias names in a document, and where."""

    def __init__(self, view: View, aliases: TargetAliases) -> None:
        self._starts: dict[str, list[int]] = {}
        self._spans: dict[str, list[Span]] = {}
        text = view.record["text"]
        for start, end, targets in aliases.places(text, view.tokens):
            span = span_at(text, (start, end))
            for target in targets:
                self._starts.setdefault(target, []).append(start)
                self._spans.setdefault(target, []).append(span)
        self.targets = frozenset(self._starts)

    def reach(self, target: str, unit: PairedUnit) -> tuple[Reach | None, list[Span]]:
        """How far from a unit a target is named, and where in the unit and its context."""
        starts = self._starts.get(target)
        if starts is None:
            return None, []
        first, last = (bisect_left(starts, offset) for offset in unit.window_place)
        if first == last:
            return "document", []
        in_unit = any(
            bisect_left(starts, start, first, last) < bisect_left(starts, end, first, last)
            for start, end in unit.pieces
        )
        return "unit" if in_unit else "context", self._spans[target][first:last]


class _AnnotatedStances:
    """The stances of a document by unit and target, and by the sentences that they touch."""

    def __init__(self, view: View, units: StanceUnits) -> None:
        self.units: dict[str, PairedUnit] = {}
        self.of_unit: dict[str, dict[str, list[DocumentStance]]] = {}
        self._of_sentence: dict[int, set[str]] = {}
        for stance in view.record["stances"] or ():
            fragments, quote = stance["expression"], stance["quote"]
            start = fragments[0]["start"]
            unit = units.quote_unit(quote) if quote else units.sentence_unit_at(start)
            name = unit.columns["unit"]
            self.units[name] = unit
            of_target = self.of_unit.setdefault(name, {})
            of_target.setdefault(stance["target"], []).append(stance)
            for part in fragments:
                first, last = (units.number_at(at) for at in (part["start"], part["end"] - 1))
                for number in range(first, last + 1):
                    self._of_sentence.setdefault(number, set()).add(stance["target"])

    def targets_in(self, sentences: range) -> set[str]:
        """The targets on which an expression in some sentences takes a stance."""
        found = (self._of_sentence[number] for number in sentences if number in self._of_sentence)
        return set().union(*found)


def with_units(view: View, rows: Iterable[StanceRow]) -> Iterator[StanceRow]:
    """Rows with their units found anew in the view: the text may have been left out of them."""
    units = StanceUnits(view)
    columns: dict[str, StanceUnit] = {}
    for row in rows:
        name = row["unit"]
        if name not in columns:
            is_quote = row["unit_kind"] == "quote"
            found = (
                units.quote_unit(name) if is_quote else units.sentence_unit_at(row["text_start"])
            )
            columns[name] = found.columns
        yield {**row, **columns[name]}


def _annotated_row(
    view: View, unit: StanceUnit, stance: DocumentStance, reach: Reach | None, spans: list[Span]
) -> StanceRow:
    return {
        "id": stance["id"],
        "doc_id": view.record["doc_id"],
        **unit,
        "target": stance["target"],
        "proposition": stance["proposition"],
        "reach": reach,
        "target_spans": spans,
        "label": stance["label"],
        "none_certain": None,
        "holder": stance["holder"],
        "expression": stance["expression"],
        "form": stance["form"],
        "modality": stance["modality"],
        "intensity": stance["intensity"],
        "confidence": stance["confidence"],
        "flags": stance["flags"],
        **view.document_columns,
    }


def _none_row(
    view: View,
    unit: StanceUnit,
    target: str,
    reach: Reach | None,
    spans: list[Span],
    certain: bool,
) -> StanceRow:
    return {
        "id": f"{unit['unit']}~{target}",
        "doc_id": view.record["doc_id"],
        **unit,
        "target": target,
        "proposition": None,
        "reach": reach,
        "target_spans": spans,
        "label": "none",
        "none_certain": certain,
        "holder": None,
        "expression": [],
        "form": None,
        "modality": None,
        "intensity": None,
        "confidence": None,
        "flags": [],
        **view.document_columns,
    }
