"""Level 6: the same words are decided alike in all documents (T12, T13).

Words are looked up, not compared pair by pair, so that the work grows with the length of the texts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from said import lexicon
from said.check.guidelines.wording import LEVEL_6_RULES
from said.findings.catalogue import Finding
from said.schema.records import Span
from said.schema.scheme import ranges, spans_of
from said.seeds.documents import Seed, read_document
from said.seeds.layers import read_layers
from said.seeds.registries import NO_REGISTRIES
from said.system.places import Checkout
from said.text.jsontext import Pointer
from said.text.segments import Cover
from said.text.tokens import find_tokens, lowered

_IN_MARKS = {"direct": "content", "mixed": "verbatim"}
_LONGEST_BOOSTER = 4
_SHARED = 3
"""So many words in a row show that two quotes give the same stretch."""
_APART = 3
"""Words between two shared ones, at most: where more differ, two stretches are meant."""
_COMPARED = 8
"""Quotes with which one is compared, at most."""
_WRONG = "source_error"
_SIGNS = frozenset({"…", "[", "]"})


class Boosted(NamedTuple):
    """A booster or absolute word in a stance that is explicit and without a hedge."""

    word: str
    intensity: int
    line: int
    fragment: int


class GivenWords(NamedTuple):
    """Words that a quote gives in marks, as far as no sign parts them."""

    utterance: str
    line: int
    pointer: Pointer
    words: tuple[str, ...]


class DocumentWording(NamedTuple):
    """What this level keeps of the words of a document."""

    boosted: tuple[Boosted, ...] = ()
    given: tuple[GivenWords, ...] = ()


def read_wording(seed: Seed) -> DocumentWording:
    """The words of a document that are compared with those of others: of layers that follow
    GUIDELINES.md, and without those that were decided."""
    annotated = read_layers(seed, NO_REGISTRIES)
    return DocumentWording(
        tuple(_boosted(seed)) if annotated.follows_said("stance") else (),
        tuple(_given(seed)) if annotated.follows_said("quote") else (),
    )


def _decided(seed: Seed, layer: str) -> Cover:
    decisions = seed.decided.values if seed.decided else []
    rule = LEVEL_6_RULES[layer]
    places = (one["span"] for one in decisions if (one["layer"], one["rule"]) == (layer, rule))
    return Cover((place["start"], place["end"]) for place in places)


# ---- intensities


def _boosted(seed: Seed) -> Iterator[Boosted]:
    decided = _decided(seed, "stance")
    source = seed.annotations
    for line, one in zip(source.lines, source.values, strict=True) if source else ():
        if one["layer"] != "stance" or one.get("form") != "explicit":
            continue
        if one.get("modality") not in ("assert", "normative") or "intensity" not in one:
            continue
        for number, span in enumerate(one["expression"]):
            if not decided.touches((span["start"], span["end"])):
                for word in _boosters(span["exact"]):
                    yield Boosted(word, one["intensity"], line, number)


def _boosters(exact: str) -> Iterator[str]:
    """The boosters and absolute words of an expression, up to a negation: *not always*."""
    words = [lowered(token) for token in exact.split()]
    place = 0
    while place < len(words):
        phrases = (" ".join(words[place : place + n]) for n in range(_LONGEST_BOOSTER, 0, -1))
        found = next((phrase for phrase in phrases if phrase in _strong_words()), None)
        if found:
            yield found
        elif words[place] in lexicon.word_set("stance", "negations"):
            return
        place += len(found.split()) if found else 1


@cache
def _strong_words() -> frozenset[str]:
    return lexicon.word_set("stance", "boosters") | lexicon.word_set("wording", "absolutes")


# ---- words of an act of speaking


def _given(seed: Seed) -> Iterator[GivenWords]:
    """The words in marks of the quotes that report an utterance. What is flagged as wrong is
    compared with nothing."""
    decided = _decided(seed, "quote")
    source = seed.annotations
    for line, one in zip(source.lines, source.values, strict=True) if source else ():
        if one["layer"] != "quote" or "utterance" not in one or _WRONG in one.get("flags", ()):
            continue
        if any(map(decided.touches, ranges(spans_of(one, "content")))):
            continue
        field = _IN_MARKS.get(one.get("type", ""), "")
        for number, span in enumerate(spans_of(one, field)):
            for words in _pieces(span):
                yield GivenWords(one["utterance"], line, (field, number), words)


def _pieces(span: Span) -> Iterator[tuple[str, ...]]:
    """The words between two signs of an editor: an ellipsis, a bracket."""
    piece: list[str] = []
    strings = find_tokens(span["exact"].replace("...", "…")).strings
    for string in (*strings, "…"):
        if string in _SIGNS:
            if len(piece) >= _SHARED:
                yield tuple(piece)
            piece = []
        elif string[0].isalnum():
            piece.append(lowered(string))


class WordChange(NamedTuple):
    """What two quotes have between words that they share, each with the shared ones beside it."""

    here: str
    there: str


def find_difference(
    here: Sequence[str], there: Sequence[str], place: int, other: int
) -> WordChange | None:
    """The first difference around a place at which two sequences agree: a content word that one of
    them has between words that both have. What one of them lacks at an edge is none."""
    behind = _walk(here, there, place, other, 1)
    return behind or _walk(here, there, place, other, -1)


def _walk(
    here: Sequence[str], there: Sequence[str], at: int, to: int, step: int
) -> WordChange | None:
    while 0 <= at < len(here) and 0 <= to < len(there):
        if here[at] == there[to]:
            at, to = at + step, to + step
            continue
        gap = _gap(here, there, at, to, step)
        if gap is None:
            return None
        after, beyond = at + step * gap[0], to + step * gap[1]
        if not {*here[at:after:step], *there[to:beyond:step]} <= _small_words():
            return WordChange(_between(here, at - step, after), _between(there, to - step, beyond))
        at, to = after, beyond
    return None


def _gap(
    here: Sequence[str], there: Sequence[str], at: int, to: int, step: int
) -> tuple[int, int] | None:
    """How many words of each differ before two words, or the last, agree again; the fewest."""
    for first, second in _GAPS:
        after, beyond = at + step * first, to + step * second
        pairs = [
            here[after + ahead] == there[beyond + ahead]
            for ahead in (0, step)
            if 0 <= after + ahead < len(here) and 0 <= beyond + ahead < len(there)
        ]
        if pairs and all(pairs):
            return first, second
    return None


_GAPS = sorted(((a, b) for a in range(_APART + 1) for b in range(_APART + 1) if a + b), key=sum)


def _between(words: Sequence[str], one: int, other: int) -> str:
    return " ".join(words[min(one, other) : max(one, other) + 1])


@cache
def _small_words() -> frozenset[str]:
    """Words whose change is no error of a quotation; a negation is one."""
    sections = ("determiners", "prepositions", "coordinators", "auxiliaries")
    words = frozenset().union(*(lexicon.word_set("attribution", one) for one in sections))
    return words - lexicon.word_set("stance", "negations")


# ---- the corpus


class Wording:
    """The words of the documents seen so far."""

    def __init__(self, checkout: Checkout) -> None:
        self._checkout = checkout
        self._boosted: dict[str, list[tuple[str, Boosted]]] = defaultdict(list)
        self._given: list[tuple[str, GivenWords]] = []
        self._index: dict[tuple[str, ...], tuple[int, int]] = {}

    def take(self, doc_id: str, wording: DocumentWording) -> Iterator[Finding]:
        """Takes a document, and finds where its quotes give other words than those before."""
        for boosted in wording.boosted:
            self._boosted[boosted.word].append((doc_id, boosted))
        found = dict.fromkeys(one.line for one in wording.given)
        for one in wording.given:
            message = self._differs(one)
            if message and not found[one.line]:
                found[one.line] = message
                yield from self._finding(doc_id, one.line, one.pointer, "words-differ", message)
            self._add(doc_id, one)

    def _differs(self, given: GivenWords) -> str | None:
        anchors: dict[int, tuple[int, int]] = {}
        for place in range(len(given.words) - _SHARED + 1):
            key = (given.utterance, *given.words[place : place + _SHARED])
            if key in self._index and len(anchors) < _COMPARED:
                number, other = self._index[key]
                anchors.setdefault(number, (place, other))
        for number, (place, other) in anchors.items():
            doc_id, known = self._given[number]
            if difference := find_difference(given.words, known.words, place, other):
                where = f"seeds/{doc_id}/annotations.jsonl:{known.line}"
                return f"{difference.here!r} here is {difference.there!r} at {where}"
        return None

    def _add(self, doc_id: str, given: GivenWords) -> None:
        self._given.append((doc_id, given))
        for place in range(len(given.words) - _SHARED + 1):
            key = (given.utterance, *given.words[place : place + _SHARED])
            self._index.setdefault(key, (len(self._given) - 1, place))

    def intensities(self) -> Iterator[Finding]:
        """The stances with another intensity than most, or the first, with the same word."""
        for word, found in self._boosted.items():
            usual = Counter(one.intensity for _, one in found).most_common(1)[0][0]
            first, there = next(one for one in found if one[1].intensity == usual)
            for doc_id, one in found:
                if one.intensity != usual:
                    message = f"with {word!r} the intensity is {one.intensity} here and {usual} at "
                    message += f"seeds/{first}/annotations.jsonl:{there.line}"
                    pointer = ("intensity",)
                    kind = "intensity-two-ways"
                    yield from self._finding(doc_id, one.line, pointer, kind, message)

    def _finding(
        self, doc_id: str, line: int, pointer: Pointer, kind: str, message: str
    ) -> Iterator[Finding]:
        source = read_document(self._checkout, doc_id)[0].annotations
        if source and line in source.lines:
            yield source.finding(source.lines.index(line), pointer, kind, message)
