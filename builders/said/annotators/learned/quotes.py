"""Quotes by a model: first the cues, then for each cue its content and its source.

Two taggers do it. One finds the cues of a paragraph. The other reads the words around one cue, and
says which of them are its content and its source, so that nothing has to be linked afterwards. Both
see what the rules found. `assemble_quotes` puts together what rules and model found, for any choice
of the parts that the model takes over.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from said.annotators.learned.features import FeaturedText, Words
from said.annotators.learned.tagger import Tagger
from said.annotators.quotes import Convention, find_attributions
from said.annotators.quotes.attribution import Attribution
from said.annotators.quotes.marks import MARKS, find_marked
from said.annotators.quotes.nesting import in_order, on_graphemes, with_parents
from said.annotators.quotes.phrases import apart_from_content
from said.text.marked import type_of
from said.text.reading import Reading
from said.text.segments import Cover, Place, Range, trimmed_range

Part = Literal["quotes", "cue", "content", "source"]
PARTS: tuple[Part, ...] = ("quotes", "cue", "content", "source")
"""What a model can take over. With `quotes`, there is one for each cue that the model finds, and
none for other cues; `cue`, `content` and `source` are these of the quotes that have a cue."""

CUES, ARGUMENTS = "cues.crfsuite", "arguments.crfsuite"
FILES = (CUES, ARGUMENTS)
RULE, RULE_CHANGED = "learned", "learned in part"
"""The ids of the rules of quotes that only the model finds, and of those that it changes."""

_MOST_CUES = 40
"""Cues in a paragraph, or in a part of one, whose arguments are looked for: prose has fewer."""
_EDGES = MARKS | frozenset(",;:")


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
            for cue in [*dict.fromkeys((*cues, *of_rules))][:_MOST_CUES]:
                arguments[text.place(cue)] = self._find_arguments(text, cue, cues, base, first)
        cues_with_arguments = (place for place in map(text.place, found) if place in arguments)
        return Proposed(tuple(cues_with_arguments), arguments)

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
    found = in_order(_Assembly(reading, rules, proposed, parts).quotes())
    return with_parents([on_graphemes(reading.text, apart_from_content(one)) for one in found])


class _Assembly:
    """Puts together the quotes of the rules and what the model proposes."""

    def __init__(
        self,
        reading: Reading,
        rules: Sequence[Attribution],
        proposed: Proposed,
        parts: Collection[Part],
    ) -> None:
        self._text = reading.text
        self._rules = rules
        self._proposed = proposed
        self._parts = parts
        self._marked = [one for one in find_marked(reading) if not one.depth]
        self._starts = [one.outer[0] for one in self._marked]

    def quotes(self) -> list[Attribution | None]:
        """The quotes of the rules, None for what is left out, and behind them the others."""
        cues = self._cues_of_rules()
        found = [self._changed(one, cues.get(n)) for n, one in enumerate(self._rules)]
        if "quotes" not in self._parts:
            return found
        matched = set(cues.values())
        found += [self._made(cue) for cue in self._proposed.cues if cue not in matched]
        places = (place for one in found if one and one.cue for place in one.content)
        taken = Cover(places)
        return [
            None if one and not one.cue and any(map(taken.touches, one.content)) else one
            for one in found
        ]

    def _cues_of_rules(self) -> dict[int, Range]:
        """The cue of the model for each quote of the rules, by number, for which it finds one."""
        cued = sorted((one.cue[0], number) for number, one in enumerate(self._rules) if one.cue)
        found = {}
        for cue in self._proposed.cues:
            at = bisect_left(cued, ((cue[1], 0), 0)) - 1
            for place, number in reversed(cued[max(0, at - 1) : at + 1]):
                if cue[0] < place[1] and number not in found:
                    found[number] = cue
                    break
        return found

    def _made(self, cue: Range) -> Attribution | None:
        """A quote that only the model finds."""
        given = self._proposed.arguments[cue]
        made = Attribution((), (cue,), given.source, rule=RULE)
        return self._with_content(made, given.content) if given.content else None

    def _changed(self, one: Attribution, cue: Range | None) -> Attribution | None:
        """A quote of the rules with the parts that the model takes over; `cue` is its cue in the
        model."""
        if not one.cue:
            return one
        if cue is None and "quotes" in self._parts:
            return None
        given = self._proposed.arguments.get(cue or one.cue[0])
        if given is None:
            return one
        made = one._replace(cue=(cue,)) if cue and "cue" in self._parts else one
        if "source" in self._parts and given.source != one.source:
            made = made._replace(source=given.source, phrase=None)
        if "content" in self._parts and given.content:
            made = self._with_content(made, given.content)
        return made if made == one else made._replace(rule=RULE_CHANGED)

    def _with_content(self, one: Attribution, content: Place) -> Attribution:
        """A quote with another content, with the type that its marks tell, and without these."""
        marked = tuple(self._marked_in(content))
        type_ = type_of(self._text, content, marked)
        if type_ == "direct":
            return one._replace(content=marked, type=type_, verbatim=())
        ranges = (trimmed_range(self._text, *place, _EDGES) for place in content)
        trimmed = tuple((start, end) for start, end in ranges if start < end)
        verbatim = tuple(self._marked_in(trimmed)) if type_ == "mixed" else ()
        return one._replace(content=trimmed or one.content, type=type_, verbatim=verbatim)

    def _marked_in(self, content: Place) -> Iterator[Range]:
        """What of a content is in marks."""
        for first, after in content:
            begin = max(0, bisect_left(self._starts, first) - 1)
            for one in self._marked[begin : bisect_left(self._starts, after)]:
                start, end = trimmed_range(self._text, max(first, one.start), min(after, one.end))
                if start < end:
                    yield start, end
