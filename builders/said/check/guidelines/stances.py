"""Stances: each belongs to one unit and to whoever speaks there (T2, T9, T10, T12)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from said import lexicon
from said.check.entities import names_of
from said.check.lines import AnnotationLine, Lines, range_of, ranges, words_of
from said.findings.catalogue import Finding
from said.schema.records import Entity, QuoteAnnotation, StanceAnnotation
from said.schema.scheme import AUTHOR, NO_UNITS
from said.text import jsontext
from said.text.segments import Cover, Range
from said.text.tokens import find_tokens

# Nothing may be annotated in boilerplate at all (X5).
_TITLES = NO_UNITS - {"boilerplate"}
_STRONG = 3


def check_stances(lines: Lines) -> Iterator[Finding]:
    """The stances of a document."""
    units, holders = _Units(lines), _Holders(lines)
    places: dict[str, Cover] = {}
    for stance in lines.of("stance"):
        quote = lines.one(stance.annotation.get("quote"))
        if quote is not None and quote["layer"] == "quote":
            if quote["id"] not in places:
                places[quote["id"]] = Cover([*ranges(quote, "content"), *ranges(quote, "cue")])
            yield from _in_quote(lines, stance, quote, places[quote["id"]])
            yield from holders.strange(stance, quote)
        elif "quote" not in stance.annotation:
            yield from units.misplaced(stance)
        yield from _attributes(lines, stance)
    yield from _repeated(lines)


# ---- the unit


class _Units:
    """Where the author's sentences are no units: in titles."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._titles = Cover(lines.blocks(_TITLES))

    def misplaced(self, stance: AnnotationLine[StanceAnnotation]) -> Iterator[Finding]:
        """What is wrong with the place of a stance that names no quote."""
        places = ranges(stance.annotation, "expression")
        if all(self._titles.contains(place) for place in places):
            words = words_of(stance.annotation)
            message = f"{words} stands in a title, byline or caption and in no quote"
            yield self._lines.finding(stance, ("expression",), "stance-unit", message)


def _in_quote(
    lines: Lines, stance: AnnotationLine[StanceAnnotation], quote: QuoteAnnotation, unit: Cover
) -> Iterator[Finding]:
    """Fragments that lie neither in the content of the quote nor in its cue, which are the unit."""
    for number, place in enumerate(ranges(stance.annotation, "expression")):
        if not unit.contains(place):
            message = f"{lines.text[slice(*place)]!r} lies outside {lines.named(quote)}"
            yield lines.finding(stance, ("expression", number), "stance-unit", message)


def _repeated(lines: Lines) -> Iterator[Finding]:
    """Stances of one sentence of the author's, one holder and target; about `other`, those with one
    proposition."""
    first: dict[tuple[Any, ...], StanceAnnotation] = {}
    reading = lines.reading
    for stance in lines.of("stance"):
        annotation = stance.annotation
        if "quote" not in annotation:
            start, _ = range_of(annotation)
            unit = reading.sentence_at(start) or start
            about = (annotation["holder"], annotation["target"], annotation.get("proposition"))
            other = first.setdefault((unit, *about), annotation)
            if other is not annotation:
                message = f"{lines.named(other)} has the same unit, holder and target"
                yield lines.finding(stance, (), "stance-twice", message)


def _line(text: str, at: int) -> Range:
    starts = jsontext.line_starts(text)
    number = bisect_right(starts, at)
    return starts[number - 1], starts[number] - 1 if number < len(starts) else len(text)


# ---- the holder


class _Holders:
    """Who may hold a stance in a quote: who is quoted, and whom the quote speaks of (T10)."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._registries = lines.registries
        places: dict[str, list[Range]] = defaultdict(list)
        for _, mention in lines.of("speaker"):
            for speaker in mention.get("speakers", ()):
                places[speaker].append(range_of(mention))
        self._mentions = {speaker: _Mentions(found) for speaker, found in places.items()}
        metadata = lines.seed.metadata
        self._voices: dict[str, Entity] = {}
        for voice in metadata.values[0]["entities"] if metadata else ():
            self._voices.setdefault(voice["id"], voice)
        self._quotes: dict[str, _Quote] = {}
        self._known: dict[tuple[str, str], bool] = {}

    def strange(
        self, stance: AnnotationLine[StanceAnnotation], quote: QuoteAnnotation
    ) -> Iterator[Finding]:
        """What is wrong with the holder of a stance in a quote."""
        holder = stance.annotation["holder"]
        speakers = quote.get("speakers", ())
        known = self._lines.registries.entities.keys() | self._voices.keys() | {AUTHOR}
        if not speakers or holder in speakers or holder not in known:
            return  # of somebody who is not known nothing can be said
        key = holder, quote["id"]
        if key not in self._known:
            self._known[key] = self._is_spoken_of(holder, quote)
        if not self._known[key]:
            message = f"{holder} holds it, and {', '.join(speakers)} speaks in "
            message += self._lines.named(quote)
            yield self._lines.finding(stance, ("holder",), "holder-speaker", message)

    def _is_spoken_of(self, holder: str, quote: QuoteAnnotation) -> bool:
        """Whether the holder may be meant in a quote: a mention or a word of the name stands there,
        or a pronoun, and a mention in the line or the one before it."""
        if quote["id"] not in self._quotes:
            self._quotes[quote["id"]] = _Quote.of(quote, self._lines.text)
        near, place, content, words = self._quotes[quote["id"]]
        mentions = self._mentions.get(holder, _NOWHERE)
        if mentions.any_in(content):
            return True
        entity = self._registries.entities.get(holder) or self._voices.get(holder)
        names = _words(" ".join(names_of(entity))) if entity else set()
        if any(len(word) >= _SHORTEST for word in words & names):
            return True
        return mentions.any_from((near, place[1])) and bool(words & _pronouns())


class _Quote(NamedTuple):
    """What is asked of a quote for each who holds a stance in it: where the line before it begins,
    its place, its content and the words in that."""

    near: int
    place: Range
    content: list[Range]
    words: set[str]

    @classmethod
    def of(cls, quote: QuoteAnnotation, text: str) -> _Quote:
        content = ranges(quote, "content")
        words = _words(" ".join(span["exact"] for span in quote["content"]))
        place = range_of(quote)
        return cls(_line_before(text, _line(text, place[0])[0]), place, content, words)


@lru_cache(maxsize=256)
def _line_before(text: str, start: int) -> int:
    """Where the last line before a line begins that is not empty."""
    while start and text[start - 1].isspace():
        start -= 1
    return text.rfind("\n", 0, start) + 1


class _Mentions:
    """The mentions of somebody, to be asked for one in a stretch of text."""

    def __init__(self, places: Iterable[Range]) -> None:
        in_order = sorted(places)
        self._starts = [start for start, _ in in_order]
        self._ends = [end for _, end in in_order]
        # The nearest end of each and those behind it.
        self._nearest = list(accumulate(reversed(self._ends), min))[::-1]

    def any_in(self, content: Sequence[Range]) -> bool:
        """Whether one lies within one of some ranges."""
        if len(content) <= len(self._starts):
            return any(map(self._is_one_in, content))
        cover = Cover(content)
        return any(map(cover.contains, zip(self._starts, self._ends, strict=True)))

    def _is_one_in(self, place: Range) -> bool:
        number = bisect_left(self._starts, place[0])
        return number < len(self._nearest) and self._nearest[number] <= place[1]

    def any_from(self, place: Range) -> bool:
        """Whether one begins in a range."""
        return bisect_left(self._starts, place[0]) < bisect_left(self._starts, place[1])


_NOWHERE = _Mentions(())


_SHORTEST = 4
"""A word of a name that tells something: *the* and *of* are in many."""


def _words(text: str) -> set[str]:
    return {word.casefold() for word in find_tokens(text).strings}


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(lexicon.words("attribution", "third person"))


# ---- attributes


def _attributes(lines: Lines, stance: AnnotationLine[StanceAnnotation]) -> Iterator[Finding]:
    annotation = stance.annotation
    weak = "implied" if annotation["form"] == "implied" else annotation["modality"]
    if weak in ("implied", "hedged") and annotation["intensity"] == _STRONG:
        message = f"the intensity is {_STRONG} although the stance is {weak}"
        yield lines.finding(stance, ("intensity",), "stance-intensity", message)
    insinuates = annotation["label"] == "against" and annotation["form"] == "implied"
    if annotation["modality"] == "question" and not insinuates:
        message = f"a question is {annotation['label']} and {annotation['form']}"
        yield lines.finding(stance, ("label",), "stance-question", message)
