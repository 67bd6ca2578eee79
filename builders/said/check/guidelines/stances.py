"""Stances: each belongs to one unit and to whoever speaks there (T2, T9, T10, T12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

from said import lexicon
from said import text as texts
from said.check.guidelines.layers import Entry, Layers, range_of, ranges, words_of
from said.findings import Finding
from said.seeds import Annotation, Registries
from said.text import Cover, Range

_NO_UNITS = frozenset({"headline", "heading", "byline", "caption"})
_STRONG = 3


def check(layers: Layers, registries: Registries) -> Iterator[Finding]:
    """The stances of a document."""
    units, holders = _Units(layers), _Holders(layers, registries)
    for stance in layers.of("stance"):
        quote = layers.one(stance.annotation.get("quote"))
        if quote is not None:
            yield from _in_quote(layers, stance, quote)
            yield from holders.strange(stance, quote)
        elif "quote" not in stance.annotation:
            yield from units.misplaced(stance)
        yield from _attributes(layers, stance)
    yield from _repeated(layers)


# ---- the unit


class _Units:
    """Where the author's sentences are no units: in titles."""

    def __init__(self, layers: Layers) -> None:
        self._layers = layers
        self._titles = Cover(layers.blocks(_NO_UNITS))

    def misplaced(self, stance: Entry) -> Iterator[Finding]:
        """What is wrong with the place of a stance that names no quote."""
        places = ranges(stance.annotation, "expression")
        if all(self._titles.contains(place) for place in places):
            words = words_of(stance.annotation)
            message = f"{words} stands in a title, byline or caption and in no quote"
            yield self._layers.finding(stance, ("expression",), "stance-unit", message)


def _in_quote(layers: Layers, stance: Entry, quote: Annotation) -> Iterator[Finding]:
    """Fragments that lie neither in the content of the quote nor in its cue."""
    unit = Cover([*ranges(quote, "content"), *ranges(quote, "cue")])
    for number, place in enumerate(ranges(stance.annotation, "expression")):
        if not unit.contains(place):
            message = f"{layers.text[slice(*place)]!r} lies outside {layers.named(quote)}"
            yield layers.finding(stance, ("expression", number), "stance-unit", message)


def _repeated(layers: Layers) -> Iterator[Finding]:
    """Stances of one sentence of the author's, one holder and target; about `other`, those with one
    proposition."""
    found: dict[tuple[Any, ...], list[Entry]] = defaultdict(list)
    for stance in layers.of("stance"):
        annotation = stance.annotation
        if "quote" not in annotation:
            line = _line(layers.text, range_of(annotation)[0])
            about = (annotation["holder"], annotation["target"], annotation.get("proposition"))
            found[line, *about].append(stance)
    for (line, *_), stances in found.items():
        first: dict[Range, Annotation] = {}
        for stance in stances if len(stances) > 1 else ():
            sentence = _sentence(layers, line, range_of(stance.annotation)[0])
            other = first.setdefault(sentence, stance.annotation)
            if other is not stance.annotation:
                message = f"{layers.named(other)} has the same unit, holder and target"
                yield layers.finding(stance, (), "stance-twice", message)


def _line(text: str, at: int) -> Range:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)


def _sentence(layers: Layers, line: Range, at: int) -> Range:
    metadata = layers.seed.metadata
    language = metadata.values[0]["language"] if metadata else "en"
    sentences = texts.sentences(layers.text, line, language)
    return next((one for one in sentences if one[0] <= at < one[1]), line)


# ---- the holder


class _Holders:
    """Who may hold a stance in a quote: who is quoted, and whom the quote speaks of (T10)."""

    def __init__(self, layers: Layers, registries: Registries) -> None:
        self._layers = layers
        self._registries = registries
        self._mentions: dict[str, list[Range]] = defaultdict(list)
        for _, mention in layers.of("speaker"):
            for speaker in mention["speakers"]:
                self._mentions[speaker].append(range_of(mention))
        self._known: dict[tuple[str, str], bool] = {}

    def strange(self, stance: Entry, quote: Annotation) -> Iterator[Finding]:
        """What is wrong with the holder of a stance in a quote."""
        holder = stance.annotation["holder"]
        if holder in quote["speakers"]:
            return
        key = holder, quote["id"]
        if key not in self._known:
            self._known[key] = self._is_spoken_of(holder, quote)
        if not self._known[key]:
            message = f"{holder} holds it, and {', '.join(quote['speakers'])} speaks in "
            message += self._layers.named(quote)
            yield self._layers.finding(stance, ("holder",), "holder-speaker", message)

    def _is_spoken_of(self, holder: str, quote: Annotation) -> bool:
        """Whether the holder may be meant in a quote: a mention or a word of the name stands there,
        or a pronoun, and a mention in the line or the one before it."""
        content = Cover(ranges(quote, "content"))
        mentions = self._mentions[holder]
        if any(content.contains(place) for place in mentions):
            return True
        words = _words(" ".join(span["exact"] for span in quote["content"]))
        entity = self._registries.entities.get(holder) or _voice(self._layers, holder)
        names = _words(" ".join([entity["name"], *entity["aliases"]])) if entity else set()
        if any(len(word) >= _SHORTEST for word in words & names):
            return True
        start, end = range_of(quote)
        text = self._layers.text
        line = text.rfind("\n", 0, start) + 1
        near = text.rfind("\n", 0, len(text[:line].rstrip())) + 1
        spoken_of = any(near <= place[0] < end for place in mentions)
        return spoken_of and bool(words & _pronouns())


def _voice(layers: Layers, holder: str) -> Annotation | None:
    metadata = layers.seed.metadata
    voices = metadata.values[0]["entities"] if metadata else ()
    return next((voice for voice in voices if voice["id"] == holder), None)


_SHORTEST = 4
"""A word of a name that tells something: *the* and *of* are in many."""


def _words(text: str) -> set[str]:
    return {word.casefold() for word in texts.tokens(text, (0, len(text))).strings}


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(lexicon.words("attribution", "third person"))


# ---- attributes


def _attributes(layers: Layers, stance: Entry) -> Iterator[Finding]:
    annotation = stance.annotation
    weak = "implied" if annotation["form"] == "implied" else annotation["modality"]
    if weak in ("implied", "hedged") and annotation["intensity"] == _STRONG:
        message = f"the intensity is {_STRONG} although the stance is {weak}"
        yield layers.finding(stance, ("intensity",), "stance-intensity", message)
    insinuates = annotation["label"] == "against" and annotation["form"] == "implied"
    if annotation["modality"] == "question" and not insinuates:
        message = f"a question is {annotation['label']} and {annotation['form']}"
        yield layers.finding(stance, ("label",), "stance-question", message)
