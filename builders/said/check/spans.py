"""Level 3: every span fits the text it was taken from (X2-X5, Q5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from said import text as texts
from said.check import nearest
from said.findings import Finding
from said.jsontext import Pointer
from said.seeds import Annotation, Source

Span = dict[str, Any]

_LISTS = ("content", "verbatim", "cue", "expression")


def spans_of(annotation: Annotation) -> Iterator[tuple[Pointer, Span]]:
    """Every span of an annotation with the keys that lead to it."""
    if "span" in annotation:
        yield ("span",), annotation["span"]
    for key in _LISTS:
        for index, span in enumerate(annotation.get(key, ())):
            yield (key, index), span


def check_metadata(source: Source, text: str | None) -> list[Finding]:
    """The evidence in a document's metadata against its text, if that is known."""
    if text is None:
        return []
    metadata = source.values[0]
    places: list[tuple[Pointer, Span]] = [
        (("dct", "evidence", index), span) for index, span in enumerate(metadata["dct"]["evidence"])
    ]
    for number, entry in enumerate(metadata["provenance"]):
        for index, span in enumerate(entry["evidence"]):
            places.append((("provenance", number, "evidence", index), span))
    return [
        finding
        for pointer, span in places
        if (finding := _check_span(source, 0, pointer, span, text))
    ]


def check_annotations(source: Source, sound: Sequence[int], text: str) -> list[Finding]:
    """The spans of the annotations at the indices `sound` against the text."""
    findings: list[Finding] = []
    fitting = []
    for index in sound:
        annotation = source.values[index]
        bad = [
            finding
            for pointer, span in spans_of(annotation)
            if (finding := _check_span(source, index, pointer, span, text))
        ]
        findings += bad
        if not bad:
            fitting.append(index)
    quotes = {value["id"]: value for value in map(source.values.__getitem__, fitting)}
    for index in fitting:
        if source.values[index]["layer"] in ("quote", "stance"):
            findings += _check_fragments(source, index)
            findings += _check_expression(source, index, quotes)
    findings += _check_blocks(source, fitting, text)
    return findings


def check_records(source: Source, sound: Sequence[int], text: str) -> list[Finding]:
    """The spans of decided or adjudicated lines, at the indices `sound`, against the text."""
    places: list[tuple[int, Pointer, Span]] = []
    for index in sound:
        record = source.values[index]
        if "span" in record:
            places.append((index, ("span",), record["span"]))
        for number, span in enumerate(record.get("spans", ())):
            places.append((index, ("spans", number), span))
    return [
        finding
        for index, pointer, span in places
        if (finding := _check_span(source, index, pointer, span, text))
    ]


def check_order(source: Source, sound: Sequence[int]) -> Iterator[Finding]:
    """Decided lines by place: by start, then the longest, then the layer; none twice."""
    before: tuple[int, int, str] | None = None
    for index in sound:
        decision = source.values[index]
        span = decision["span"]
        place = span["start"], -span["end"], decision["layer"]
        if before is not None and place <= before:
            same = place == before
            message = "the same place and layer as" if same else "this place comes before that of"
            yield source.finding(index, (), "decided-order", f"{message} the line above")
        before = place


def _check_span(
    source: Source, index: int, pointer: Pointer, span: Span, text: str
) -> Finding | None:
    """What is wrong with a span: nearly always nothing, so that nothing is made for a sound one."""
    start, end, exact = span["start"], span["end"], span["exact"]
    if not 0 <= start < end <= len(text):
        message = f"[{start}, {end}) is no span of a text of {len(text)} code points"
        return source.finding(index, pointer, "span-outside", message)
    if text[start:end] != exact:
        message = f"[{start}, {end}) is {_shown(text[start:end])}, not {_shown(exact)}"
        there = nearest.place(text, exact, start)
        meant = None if there is None else f'"start": {there}, "end": {there + len(exact)}'
        pointer = (*pointer, "exact")
        return source.finding(index, pointer, "span-exact", message, suggestion=meant)
    if exact[0].isspace() or exact[-1].isspace():
        message = f"{_shown(exact)} begins or ends with white space"
        return source.finding(index, pointer, "span-space", message)
    if texts.splits_grapheme(text, start) or texts.splits_grapheme(text, end):
        message = f"{_shown(exact)} begins or ends inside a character"
        return source.finding(index, pointer, "span-grapheme", message)
    return None


def _shown(string: str) -> str:
    return repr(string if len(string) <= 60 else string[:45] + " … " + string[-12:])


def _check_fragments(source: Source, index: int) -> Iterator[Finding]:
    annotation = source.values[index]
    for key in _LISTS:
        fragments = annotation.get(key, ())
        for number in range(1, len(fragments)):
            if fragments[number]["start"] < fragments[number - 1]["end"]:
                message = f"fragment {number + 1} of {key} begins before the one before it ends"
                yield source.finding(index, (key, number), "fragments-order", message)
    for number, fragment in enumerate(annotation.get("verbatim", ())):
        if not any(_covers(content, fragment) for content in annotation["content"]):
            message = f"{_shown(fragment['exact'])} lies outside the content"
            yield source.finding(index, ("verbatim", number), "verbatim-outside", message)


def _check_expression(
    source: Source, index: int, quotes: dict[str, Annotation]
) -> Iterator[Finding]:
    """A stance in a quote has words of the quote; a cue noun may stand before them (T11)."""
    annotation = source.values[index]
    quote = quotes.get(annotation.get("quote", ""))
    if quote is None or "content" not in quote:
        return
    inside = [any(_covers(c, e) for c in quote["content"]) for e in annotation["expression"]]
    if not any(inside):
        message = f"no part of the expression lies in the quote {quote['id']}"
        yield source.finding(index, ("expression",), "expression-outside", message)


def _covers(outer: Span, inner: Span) -> bool:
    return bool(outer["start"] <= inner["start"] and inner["end"] <= outer["end"])


def _check_blocks(source: Source, fitting: Sequence[int], text: str) -> Iterator[Finding]:
    blocks = [index for index in fitting if source.values[index]["layer"] == "block"]
    boilerplate = []
    whole_lines = set(texts.lines(text)) if blocks else set()
    taken: dict[tuple[int, int], str] = {}
    for index in blocks:
        span, kind = source.values[index]["span"], source.values[index]["kind"]
        first = taken.setdefault((span["start"], span["end"]), source.values[index]["id"])
        if first != source.values[index]["id"]:
            message = f"the same line is the block {first}"
            yield source.finding(index, ("span",), "block-line", message)
        if kind == "boilerplate":
            boilerplate.append(span)
            if "\n" in span["exact"]:
                message = "boilerplate goes over the end of its line"
                yield source.finding(index, ("span",), "block-line", message)
        elif (span["start"], span["end"]) not in whole_lines:
            message = f"a {kind} is a whole line"
            yield source.finding(index, ("span",), "block-line", message)
    if not boilerplate:
        return
    for index in fitting:
        if source.values[index]["layer"] == "block":
            continue
        for pointer, span in spans_of(source.values[index]):
            if any(b["start"] < span["end"] and span["start"] < b["end"] for b in boilerplate):
                message = f"{_shown(span['exact'])} touches boilerplate"
                yield source.finding(index, pointer, "in-boilerplate", message)
                break
