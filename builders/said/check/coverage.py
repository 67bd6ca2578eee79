"""Level 5: what a complete annotation accounts for.

The `detectors` find what the text holds; here it is held against the annotations of the document
and against its `decided.jsonl`, the list of what was looked at and not annotated.
Findings of this level are warnings: a build does not ask for them.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from said.check.detectors import dates, names
from said.check.detectors.cues import find_cues
from said.check.guidelines.wording import LEVEL_6_RULES
from said.findings.catalogue import Finding
from said.schema import scheme
from said.schema.records import Annotation, AnyRecord, Decided, Span
from said.seeds.documents import Seed
from said.seeds.layers import SAID, Annotated, read_layers
from said.seeds.registries import Registries
from said.text.reading import Reading
from said.text.segments import Cover, Range

# What is not accounted for: its kind, and what is wrong with it.
_LEFT_OVER = {
    "mark": ("uncovered-mark", "{} belongs to no quote and to no mark"),
    "date": ("uncovered-date", "{} lies in no date"),
    "speaker": ("uncovered-name", "{} is no mention of a person"),
    "quote": ("uncovered-cue", "{} stands in a sentence without a quote"),
}
_TITLES = frozenset({"headline", "heading"})
_NAMES = frozenset({"name", "handle"})


def check_coverage(seed: Seed, registries: Registries) -> list[Finding]:
    """What the annotations of a document leave over, and decisions that nothing asks for; sorted
    by file and place. Only the complete layers are looked at that follow GUIDELINES.md (X6).

    The document is free of findings of the levels 1 to 4. Without `annotations.jsonl` everything is
    left over; a document without a text has no findings.
    """
    if seed.text is None:
        return []
    annotations = seed.annotations.values if seed.annotations else []
    annotated = read_layers(seed, registries)
    asked = {layer for layer in _LEFT_OVER if _is_asked(layer, annotated)}
    if not asked:
        return []
    persons = names.names_of_persons(registries.entities)
    left_over = _left_over(seed, annotations, persons, asked)
    if _is_emptied(seed) and any(left_over.values()):
        name = f"{seed.name}/annotations.jsonl"
        message = "the document is adjudicated, and the file of its annotations is empty"
        return [Finding(name, 1, 1, "no-annotations", message)]
    return sorted([*_undecided(seed, left_over), *_idle(seed, left_over)])


def _is_asked(layer: str, annotated: Annotated) -> bool:
    """Whether what is left over of a layer is a finding. Marks may also belong to quotes."""
    needed = ("mark", "quote") if layer == "mark" else (layer,)
    return all(annotated.convention(one) == SAID for one in needed)


_EMPTY = frozenset(hashlib.sha256(content).hexdigest() for content in (b"", b"\n"))


def _is_emptied(seed: Seed) -> bool:
    """Whether an adjudicated document has nothing in the file of its annotations."""
    is_empty = seed.files.get(f"{seed.name}/annotations.jsonl") in _EMPTY
    return is_empty and seed.released


def _left_over(
    seed: Seed, annotations: Sequence[Annotation], persons: tuple[str, ...], asked: Set[str]
) -> dict[str, list[Range]]:
    """For each of some layers what its detector finds and no annotation covers."""
    assert seed.text is not None
    text = _without_boilerplate(seed.text, annotations)
    reading = seed.reading if text == seed.text else Reading(text, wrapped=seed.reading.wrapped)
    quoted = list(_spans(annotations, "quote", "content", "verbatim"))
    marked = [*_marks(annotations), *quoted]
    named = [
        _range(mention["span"])
        for mention in annotations
        if mention["layer"] == "speaker" and mention["form"] in _NAMES
    ]
    found_names = names.find_names(reading, persons)
    is_name = Cover([*named, *found_names])
    in_mark = Cover((start - 1, end + 1) for start, end in marked)
    in_date = Cover(_spans(annotations, "date", "span"))
    in_name = Cover(named)
    reported = Cover([*quoted, *_spans(annotations, "quote", "cue")])
    detected: dict[str, Callable[[], Iterable[Range]]] = {
        "mark": lambda: [
            (place, place + 1)
            for place in reading.marks
            if not in_mark.contains((place, place + 1))
        ],
        "date": lambda: [
            one
            for one in dates.find_dates(reading)
            if not in_date.contains(one) and not is_name.contains(one)
        ],
        "speaker": lambda: [one for one in found_names if not in_name.contains(one)],
        "quote": lambda: _unquoted(seed, reading, annotations, reported),
    }
    return {layer: list(detect()) for layer, detect in detected.items() if layer in asked}


def _without_boilerplate(text: str, annotations: Sequence[Annotation]) -> str:
    """The text with line ends in the place of boilerplate, so that all offsets stay (X5)."""
    parts = []
    at = 0
    for start, end in sorted(_blocks(annotations, frozenset({"boilerplate"}))):
        if end > at:
            kept = text[at : max(at, start)]
            parts += [kept, "\n" * (end - at - len(kept))]
            at = end
    return "".join([*parts, text[at:]])


def _blocks(annotations: Iterable[Annotation], kinds: frozenset[str]) -> Iterator[Range]:
    for block in annotations:
        if block["layer"] == "block" and block["kind"] in kinds:
            yield _range(block["span"])


def _unquoted(
    seed: Seed, reading: Reading, annotations: Sequence[Annotation], reported: Cover
) -> Iterator[Range]:
    """The cues in sentences that hold neither the content nor the cue of a quote."""
    assert seed.text is not None
    found = find_cues(reading, sorted(_blocks(annotations, _TITLES)))
    if not found:
        return
    starts = [start for start, _ in found]
    for start, end in seed.reading.sentences:
        first, after = bisect_left(starts, start), bisect_left(starts, end)
        if first < after and not reported.touches((start, end)):
            yield from found[first:after]


def _spans(annotations: Iterable[AnyRecord], layer: str, *fields: str) -> Iterator[Range]:
    """The ranges of some fields of all annotations of a layer."""
    for annotation in annotations:
        if annotation["layer"] == layer:
            for field in fields:
                yield from scheme.ranges(scheme.spans_of(annotation, field))


def _marks(annotations: Iterable[Annotation]) -> Iterator[Range]:
    """The ranges of the marks; of a wrapper its two edges, because it says nothing of the marks
    in the paragraphs that it is put around."""
    for mark in annotations:
        if mark["layer"] == "mark":
            start, end = _range(mark["span"])
            yield from [(start, start), (end, end)] if mark["kind"] == "wrapper" else [(start, end)]


def _range(span: Span) -> Range:
    return span["start"], span["end"]


def _decisions(seed: Seed) -> list[Decided]:
    return seed.decided.values if seed.decided else []


def _undecided(seed: Seed, left_over: Mapping[str, Sequence[Range]]) -> Iterator[Finding]:
    assert seed.text is not None
    for layer, ranges in left_over.items():
        decided = Cover(_spans(_decisions(seed), layer, "span"))
        kind, message = _LEFT_OVER[layer]
        for one in ranges:
            if not decided.touches(one):
                what = message.format(repr(seed.text[slice(*one)]))
                yield seed.finding(one, kind, what)


def _idle(seed: Seed, left_over: Mapping[str, Sequence[Range]]) -> Iterator[Finding]:
    """Decisions on what needs none: nothing was found there, or it is annotated."""
    asked = {layer: Cover(ranges) for layer, ranges in left_over.items()}
    for index, decision in enumerate(_decisions(seed)):
        layer = decision["layer"]
        if decision["rule"] == LEVEL_6_RULES.get(layer):
            continue
        if seed.decided and layer in asked and not asked[layer].touches(_range(decision["span"])):
            message = f"nothing in {decision['span']['exact']!r} asks for a decision on a "
            message += decision["layer"]
            yield seed.decided.finding(index, ("span",), "idle-decision", message)
