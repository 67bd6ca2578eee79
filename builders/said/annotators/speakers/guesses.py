"""Who is quoted where no source says it: who acts beside the words, whose turn it is, who spoke
before (Q8)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from said.annotators.quotes.attribution import Attribution
from said.annotators.speakers.cast import Cast, Voice, voice_or_none
from said.annotators.speakers.choice import Choices
from said.annotators.speakers.mentions import NameMention
from said.annotators.speakers.organisations import kinds_of
from said.annotators.speakers.people import Person
from said.annotators.speakers.references import Reference
from said.annotators.speakers.stage import Stage
from said.annotators.speakers.turns import Exchanges
from said.annotators.speakers.words import lists
from said.text.names import fold_name
from said.text.reading import Reading
from said.text.segments import Range

_ADJACENT = 3
"""Line feeds between two quotes in adjacent paragraphs, or with a line between, at most."""
_BESIDE = 6
"""Code points between two quotations side by side, at most."""
_FIRST = 200
"""Names and quotes of a text among which is looked for who is interviewed, or quoted first."""
_WEAK = frozenset(("adjacent", "headline", "last", "nearest", "nobody"))
"""The rules for quotes without a source that rather guess."""
_SURE = frozenset(("continued", "interview", "verb alone", "beside"))
"""The rules for quotes without a source that do not guess."""
_OF_ONE = re.compile(r"\b(?:I|I['’]\w+|[Mm]y|[Mm]yself)\b")
_OF_MANY = frozenset(("organisation", "group"))
_FEW, _LONGEST_WORDS, _EDGES = 50, 200, " .,;:!?…"


class Resolved(NamedTuple):
    """A quote's sources and channels, who is quoted, and how the text says so (Q8)."""

    source: list[Reference]
    via: list[Reference]
    speakers: list[Voice]
    resolution: str
    rule: str = ""
    """Of a quote without a source, the id of the rule that found the speakers."""


class Guesses:
    """Guesses the speakers of quotes without a source, in the order of the text; `found` has those
    that are resolved so far, by their numbers."""

    def __init__(
        self,
        reading: Reading,
        attributions: Sequence[Attribution],
        persons: Sequence[NameMention],
        exchanges: Exchanges,
        stage: Stage,
        cast: Cast,
        found: dict[int, Resolved],
        choices: Choices | None = None,
    ) -> None:
        self._reading = reading
        self._text = reading.flowing
        self._attributions = attributions
        self._persons = persons
        self._starts = [mention.start for mention in persons]
        self._exchanges = exchanges
        self._stage = stage
        self._cast = cast
        self._found = found
        self._choices = choices
        self._answering: Voice | None = None
        """Who answers in an interview, once it is asked for."""

    @cached_property
    def marked(self) -> list[tuple[Range, int]]:
        """The quoted words in marks, by place, with the number of their quote."""
        return sorted(
            (place, number)
            for number, quote in enumerate(self._attributions)
            for place in (quote.content if quote.type == "direct" else quote.verbatim)
        )

    def around(self, place: int) -> int | None:
        """The number of the quote in whose marked words a code point lies."""
        at = bisect_left(self.marked, ((place + 1, 0), 0)) - 1
        if at >= 0 and self.marked[at][0][0] <= place < self.marked[at][0][1]:
            return self.marked[at][1]
        return None

    def guess(self, number: int, attributed: Sequence[int]) -> tuple[str, list[Voice]]:
        """Who is quoted where nothing says so, with the rule: the first guess of anybody.
        `attributed` are the direct quotes of its paragraph that have a source."""
        guesses = self._guesses(number, attributed)
        if self._is_of_one(number):
            guesses = ((rule, voices) for rule, voices in guesses if not _are_several(voices))
        rule, voices = next((rule, voices) for rule, voices in guesses if voices)
        if self._choices is None or rule in _SURE or len(voices) > 1:
            return rule, voices
        nominated = {
            rule: voices,
            "acting": voice_or_none(self._stage.acting(self._attributions[number].content)),
            "same paragraph": self._same_paragraph(number, attributed),
            "turn": voice_or_none(self._stage.turn()),
            "adjacent": self._adjacent(number),
            "nearest": self._nearest(self._attributions[number]),
        }
        place = self._attributions[number].content[0]
        return rule, [self._choices.choose(rule, place, nominated)]

    def _is_of_one(self, number: int) -> bool:
        """Whether the words of a quote are those of a single person: I wanted the truth."""
        start, end = self._attributions[number].content[0]
        return _OF_ONE.search(self._text, start, min(end, start + _LONGEST_WORDS)) is not None

    def _guesses(self, number: int, attributed: Sequence[int]) -> Iterator[tuple[str, list[Voice]]]:
        """Who can be quoted where nothing says so, with the rule, the most probable first; the last
        one is somebody."""
        quote, stage = self._attributions[number], self._stage
        if quote.continues is not None and quote.continues in self._found:
            yield "continued", self._found[quote.continues].speakers
        if quote.rule == "answer":
            yield "interview", self._interviewed(number)
        if quote.cue:
            yield "verb alone", [self._cast.unnamed("an unnamed voice")]
        yield "acting", voice_or_none(stage.acting(quote.content))
        if beside := self._beside(number, attributed):
            partner = stage.partner(None, without=beside)
            yield "beside", [partner or self._cast.unnamed("an unnamed voice")]
        yield "same paragraph", self._same_paragraph(number, attributed)
        if stage.is_conversation:
            yield "turn", voice_or_none(stage.turn())
        yield "adjacent", self._adjacent(number)
        yield "nearest", self._nearest(quote)
        if not self._spoken_of:
            yield "headline", voice_or_none(self._first_source(quote))
        if self._is_of_one(number):
            yield "spoken of", voice_or_none(stage.he_or_she(None, quote.content[0][0]))
        yield "last", self._found[number - 1].speakers if number - 1 in self._found else []
        yield "nobody", [self._cast.unnamed("an unnamed voice")]

    def _adjacent(self, number: int) -> list[Voice]:
        """The speakers of the quote before, in this paragraph or an adjacent one."""
        quote = self._attributions[number]
        start = quote.content[0][0]
        for other in range(number - 1, -1, -1):
            end = self._attributions[other].content[-1][1]
            if end <= start and other != quote.parent and other in self._found:
                is_near = self._text.count("\n", end, start) <= _ADJACENT
                return self._found[other].speakers if is_near else []
        return []

    @property
    def _spoken_of(self) -> bool:
        """Whether anybody was named or quoted before the paragraph."""
        start = (
            self._reading.paragraphs[self._stage.paragraph][0] if self._reading.paragraphs else 0
        )
        return bool(self._found) or bisect_left(self._starts, start) > 0

    def _first_source(self, quote: Attribution) -> Voice | None:
        """The first person who is named as a source behind a headline, or else is named at all."""
        end = quote.content[-1][1]
        for other in self._attributions[:_FIRST]:
            if other.source and other.source[0] >= end:
                person = self._exchanges.person_in(other.source)
                if person:
                    return self._cast.person(person)
        number = bisect_left(self._starts, end)
        behind = self._persons[number : number + 1]
        return self._cast.person(behind[0].person) if behind else None

    def _interviewed(self, number: int) -> list[Voice]:
        """Who answers in an interview: the person who is named most outside of the answers, the
        first of several; the same one each time."""
        if self._answering is None:
            counts: Counter[Person] = Counter()
            quoted = [place for place, _ in self.marked]
            first = self._attributions[number].content[0][0]
            for mention in self._persons[:_FIRST]:
                if not is_inside(mention.start, quoted):
                    counts[mention.person] += 1 + (mention.start < first)
            if counts:
                self._answering = self._cast.person(counts.most_common(1)[0][0])
        return voice_or_none(self._answering)

    def _beside(self, number: int, attributed: Sequence[int]) -> list[Voice]:
        """The speakers of the next quote, if nothing but marks parts the two: they are two voices,
        as the first would not be closed if it were one."""
        place = bisect_left(attributed, number + 1)
        if attributed[place : place + 1] != [number + 1]:
            return []
        end = self._attributions[number].content[-1][1]
        start = self._attributions[number + 1].content[0][0]
        is_near = 0 < start - end <= _BESIDE
        between = self._text[end:start] if is_near else "x"
        return [] if any(map(str.isalnum, between)) else self._found[number + 1].speakers

    def _same_paragraph(self, number: int, attributed: Sequence[int]) -> list[Voice]:
        """The speakers of the nearest quote of the paragraph that is attributed."""
        at = bisect_left(attributed, number)
        near = sorted(attributed[max(0, at - 1) : at + 1], key=lambda one: abs(one - number))
        return self._found[near[0]].speakers if near else []

    def _nearest(self, quote: Attribution) -> list[Voice]:
        """The person named last in the paragraph before the quote, or first behind it."""
        start, end = quote.content[0][0], quote.content[-1][1]
        place = bisect_left(self._starts, start)
        behind = bisect_left(self._starts, end)
        for mention in (
            *self._persons[max(0, place - 1) : place],
            *self._persons[behind : behind + 1],
        ):
            # The search begins at the quote, so that a line feed beside it ends it.
            apart = (
                self._text.rfind("\n", mention.end, start)
                if mention.end <= start
                else self._text.find("\n", end, mention.start)
            )
            if apart < 0:
                return [self._cast.person(mention.person)]
        return []

    def take_repeated(self) -> None:
        """Gives a quote without a source, as in a headline, to who says the same words in
        another."""
        alone = (at for at, one in self._found.items() if one.rule in _WEAK)
        for number in islice(alone, _FEW):
            start, end = self._attributions[number].content[0]
            words = self._text[start : min(end, start + _LONGEST_WORDS)].strip(_EDGES)
            if " " not in words:
                continue
            for first, after in ((end, len(self._text)), (0, start)):
                place = self._text.find(words, first, after)
                around = self.around(place) if place >= 0 else None
                if around is not None and self._found[around].source:
                    speakers = self._found[around].speakers
                    self._found[number] = Resolved(
                        [], self._found[number].via, speakers, "implicit", "repeated"
                    )
                    break


def _are_several(voices: Sequence[Voice]) -> bool:
    """Whether voices are those of an organisation or of several persons."""
    known = lists().organisations
    return len(voices) > 1 or any(
        one.plural
        or one.head in known
        or (one.kind in _OF_MANY and (one.name.isupper() or kinds_of(fold_name(one.name).split())))
        for one in voices
    )


def is_inside(place: int, ranges: Sequence[Range]) -> bool:
    """Whether a code point lies in one of some ranges, which are sorted and apart."""
    number = bisect_left(ranges, (place + 1, 0)) - 1
    return number >= 0 and ranges[number][0] <= place < ranges[number][1]
