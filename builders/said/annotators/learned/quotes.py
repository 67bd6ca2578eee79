"""Quotes by a model: first the cues, then for each cue its content and its source.

Two taggers do it. One finds the cues of a paragraph. The other reads the words around one cue, and
says which of them are its content and its source, so that nothing has to be linked afterwards. Both
see what the rules found. `assemble_quotes` puts together what rules and model found, for any choice
of the parts that the model takes over.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from said.annotators.learned.features import FeaturedText, Words
from said.annotators.learned.tagger import Tagger
from said.annotators.quotes import Convention, find_attributions
from said.annotators.quotes.attribution import Attribution
from said.annotators.quotes.marks import find_marked
from said.annotators.quotes.nesting import in_order, on_graphemes, with_parents
from said.annotators.quotes.phrases import apart_from_content
from said.text.marked import type_of
from said.text.reading import Reading
from said.text.segments import Cover, Place, Range

Part = Literal["content", "cue", "source"]
PARTS: tuple[Part, ...] = ("content", "cue", "source")
"""What a model can take over. With `cue` it decides which quotes there are; without, it gives
contents or sources to the quotes that the rules find."""

CUES, ARGUMENTS = "cues.crfsuite", "arguments.crfsuite"
FILES = (CUES, ARGUMENTS)
RULE = "learned"
"""The id of the rule of the quotes that only the model found."""


class Arguments(NamedTuple):
    """What the model takes for the content and the source of a cue; empty if it finds none."""

    content: Place
    source: Range | None


class Proposed(NamedTuple):
    """What the model says of a text: the cues that it finds, and the arguments of each of them and
    of those of the rules."""

    cues: Place
    arguments: Mapping[Range, Arguments]


class QuoteModel:
    """The taggers of a model, by the names of their files, and the parts that it takes over."""

    def __init__(
        self, weights: Mapping[str, bytes | Path], parts: Collection[Part] = PARTS
    ) -> None:
        self.parts = frozenset(parts)
        self._taggers = {name: Tagger(weights[name]) for name in FILES}

    def attributions(self, reading: Reading, convention: Convention) -> list[Attribution]:
        """The attributions of a text, by the place of their content."""
        rules = find_attributions(reading, convention)
        return assemble_quotes(reading, rules, self.propose(reading, rules), self.parts)

    def propose(self, reading: Reading, rules: Sequence[Attribution]) -> Proposed:
        """What the model finds in a text, of which `rules` is what the rules find."""
        text = FeaturedText(reading, rules)
        ruled = sorted(text.words_in(one.cue[0] for one in rules if one.cue))
        found: list[Words] = []
        arguments = {}
        for first, after in text.paragraphs:
            base = text.word_features(first, after)
            labels = self._taggers[CUES].tag(text.cue_features(first, base))
            cues = [(first + start, first + end) for start, end in spans_of(labels, "Q")]
            found += cues
            of_rules = ruled[bisect_left(ruled, (first, 0)) : bisect_left(ruled, (after, 0))]
            for cue in dict.fromkeys((*cues, *of_rules)):
                arguments[text.place(cue)] = self._find_arguments(text, cue, cues, base, first)
        return Proposed(tuple(map(text.place, found)), arguments)

    def _find_arguments(
        self,
        text: FeaturedText,
        cue: Words,
        cues: Sequence[Words],
        base: Sequence[Sequence[str]],
        shift: int,
    ) -> Arguments:
        """The content and the source of a cue among the words of its paragraph."""
        labels = self._taggers[ARGUMENTS].tag(text.argument_features(cue, cues, base, shift))
        first, _ = text.window_of(cue)
        content, source = (
            tuple(text.place((first + start, first + end)) for start, end in spans_of(labels, name))
            for name in "CS"
        )
        return Arguments(content, source[0] if source else None)


def spans_of(labels: Sequence[str], name: str) -> list[Words]:
    """The spans that labels of the form B-name, I-name, or O tell."""
    found: list[Words] = []
    for at, label in enumerate(labels):
        if label[2:] != name:
            continue
        if label[0] == "I" and found and found[-1][1] == at:
            found[-1] = found[-1][0], at + 1
        else:
            found.append((at, at + 1))
    return found


def assemble_quotes(
    reading: Reading, rules: Sequence[Attribution], proposed: Proposed, parts: Collection[Part]
) -> list[Attribution]:
    """The attributions of a text, by the place of their content, if the model takes over some
    parts of what the rules found; without any part, these."""
    if not parts:
        return list(rules)
    assembly = _Assembly(reading, proposed, parts)
    found = assembly.with_cues(rules) if "cue" in parts else assembly.with_arguments(rules)
    kept = in_order(found)
    return with_parents([on_graphemes(reading.text, apart_from_content(one)) for one in kept])


class _Assembly:
    def __init__(self, reading: Reading, proposed: Proposed, parts: Collection[Part]) -> None:
        self._text = reading.text
        self._proposed = proposed
        self._parts = parts
        self._marked = [one for one in find_marked(reading) if not one.depth]
        self._starts = [one.outer[0] for one in self._marked]
        self._stretches = tuple((one.start, one.end) for one in self._marked)

    def with_cues(self, rules: Sequence[Attribution]) -> list[Attribution | None]:
        """The quotes of the cues of the model, and those of the rules that have none."""
        proposed = self._proposed
        found: list[Attribution | None] = [None] * len(rules)
        places = {place: n for n, one in enumerate(rules) for place in one.cue[:1]}
        ordered = sorted(places)
        for cue in proposed.cues:
            number = self._touching(ordered, places, cue)
            given = proposed.arguments[cue]
            rule = rules[number] if number is not None and not found[number] else None
            if rule is not None and number is not None:
                found[number] = self._changed(rule._replace(cue=(cue,)), given)
            elif made := self._made(cue, given):
                found.append(made)
        taken = Cover(place for one in found if one for place in one.content)
        for number, one in enumerate(rules):
            if not one.cue and not any(taken.touches(place) for place in one.content):
                found[number] = one
        return found

    def with_arguments(self, rules: Sequence[Attribution]) -> list[Attribution | None]:
        """The quotes of the rules with what the model takes for their arguments."""
        known = sorted(self._proposed.arguments)
        found: list[Attribution | None] = []
        for one in rules:
            at = bisect_right(known, one.cue[0]) - 1 if one.cue else -1
            near = [
                place
                for place in known[max(0, at - 1) : at + 2]
                if one.cue and _touch(place, one.cue[0])
            ]
            found.append(self._changed(one, self._proposed.arguments[near[0]]) if near else one)
        return found

    @staticmethod
    def _touching(ordered: list[Range], places: Mapping[Range, int], cue: Range) -> int | None:
        at = bisect_left(ordered, (cue[1], 0))
        for place in ordered[max(0, at - 2) : at]:
            if _touch(place, cue):
                return places[place]
        return None

    def _made(self, cue: Range, given: Arguments) -> Attribution | None:
        content = self._content(given.content)
        if not content:
            return None
        return self._typed(Attribution(content, (cue,), given.source, rule=RULE))

    def _changed(self, one: Attribution, given: Arguments) -> Attribution:
        if "source" in self._parts:
            one = one._replace(source=given.source, phrase=None)
        content = self._content(given.content) if "content" in self._parts else ()
        if content and content != one.content:
            one = self._typed(one._replace(content=content))
        return one

    def _typed(self, one: Attribution) -> Attribution:
        """A quote with the type that its marks tell, and what is verbatim in it."""
        type_ = type_of(self._text, one.content, self._stretches)
        if type_ == "direct":
            content = (
                tuple(place for part in one.content for place in self._marked_in(part))
                or one.content
            )
            return one._replace(type=type_, verbatim=(), content=content)
        verbatim = tuple(place for part in one.content for place in self._marked_in(part))
        return one._replace(type="mixed" if verbatim else "indirect", verbatim=verbatim)

    def _marked_in(self, part: Range) -> list[Range]:
        """What of a range is in marks."""
        at = max(0, bisect_left(self._starts, part[0]) - 1)
        found = []
        for one in self._marked[at:]:
            if one.outer[0] >= part[1]:
                break
            start, end = max(part[0], one.start), min(part[1], one.end)
            if start < end:
                found.append((start, end))
        return found

    def _content(self, places: Place) -> Place:
        """Ranges without marks and white space at their edges."""
        return tuple(filter(None, (self._trimmed(place) for place in places)))

    def _trimmed(self, place: Range) -> Range | None:
        start, end = place
        while start < end and (self._text[start] in _EDGES or self._text[start].isspace()):
            start += 1
        while start < end and (self._text[end - 1] in _EDGES or self._text[end - 1].isspace()):
            end -= 1
        return (start, end) if start < end else None


_EDGES = frozenset('“”"«»„,;:')


def _touch(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]
