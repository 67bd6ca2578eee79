"""Level 3: every span fits the text it was taken from (X2-X5, Q5); `layout` has the other rules of
this level."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from said.check import layout
from said.findings import nearest
from said.findings.catalogue import Finding
from said.seeds.documents import Annotation, JsonFile
from said.text import segments as texts
from said.text.jsontext import Pointer
from said.text.segments import Cover, Range

Span = dict[str, Any]

LISTS = ("content", "verbatim", "cue", "expression")
"""The fields that are lists of spans; `span` is the one that is a span."""


def spans_of(annotation: Annotation) -> Iterator[tuple[Pointer, Span]]:
    """Every span of an annotation with the keys that lead to it."""
    if "span" in annotation:
        yield ("span",), annotation["span"]
    for key in LISTS:
        for index, span in enumerate(annotation.get(key, ())):
            yield (key, index), span


def check_metadata(source: JsonFile, text: str | None) -> Iterator[Finding]:
    """The evidence in a document's metadata against its text, if that is known."""
    if text is None:
        return
    fits = _fit_test(text)
    metadata = source.values[0]
    lists: dict[Pointer, list[Span]] = {("dct", "evidence"): metadata["dct"]["evidence"]}
    for number, entry in enumerate(metadata["provenance"]):
        lists["provenance", number, "evidence"] = entry["evidence"]
    for pointer, spans in lists.items():
        for index, span in enumerate(spans):
            if not fits(span):
                finding = _check_span(source, 0, (*pointer, index), span, text)
                if finding:
                    yield finding


def check_annotations(
    source: JsonFile, sound: Sequence[int], text: str, is_pass: bool = False
) -> Iterator[Finding]:
    """The spans of the annotations at the indices `sound` against the text, and against each other;
    not in a pass, which is kept as it was made."""
    fits = _fit_test(text)
    fitting = []
    for index in sound:
        annotation = source.values[index]
        if all(map(fits, _spans(annotation))):
            fitting.append(index)
            continue
        for pointer, span in spans_of(annotation):
            finding = None if fits(span) else _check_span(source, index, pointer, span, text)
            if finding:
                yield finding
    by_layer: dict[str, list[int]] = {}
    for index in fitting:
        by_layer.setdefault(source.values[index]["layer"], []).append(index)
    quotes = {
        source.values[index]["id"]: source.values[index] for index in by_layer.get("quote", ())
    }
    for layer in ("quote", "stance"):
        for index in by_layer.get(layer, ()):
            yield from _check_fragments(source, index)
    contents: dict[str, Cover] = {}
    for index in by_layer.get("stance", ()):
        yield from _check_expression(source, index, quotes, contents)
    yield from _check_blocks(source, by_layer.get("block", ()), text)
    yield from _check_boilerplate(source, fitting)
    if not is_pass:
        yield from layout.check_layout(source, by_layer, text)


def _spans(annotation: Annotation) -> list[Span]:
    """The spans that `spans_of` gives, without what leads to them."""
    if "span" in annotation:
        return [annotation["span"]]
    return [span for key in LISTS for span in annotation.get(key, ())]


def _fit_test(text: str) -> Callable[[Span], bool]:
    """Tells whether a span fits the text: what `_check_span` asks, for the many that do."""
    length, inside = len(text), texts.inside_graphemes(text)

    def fits(span: Span) -> bool:
        start, end, exact = span["start"], span["end"], span["exact"]
        return (
            0 <= start < end <= length
            and text[start:end] == exact
            and exact.strip() == exact
            and start not in inside
            and end not in inside
        )

    return fits


def check_records(source: JsonFile, sound: Sequence[int], text: str) -> Iterator[Finding]:
    """The spans of decided or adjudicated lines, at the indices `sound`, against the text."""
    fits = _fit_test(text)
    for index in sound:
        record = source.values[index]
        places: list[tuple[Pointer, Span]] = [
            (("spans", number), span) for number, span in enumerate(record.get("spans", ()))
        ]
        if "span" in record:
            places.append((("span",), record["span"]))
        for pointer, span in places:
            finding = None if fits(span) else _check_span(source, index, pointer, span, text)
            if finding:
                yield finding


def check_order(source: JsonFile, sound: Sequence[int]) -> Iterator[Finding]:
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
    source: JsonFile, index: int, pointer: Pointer, span: Span, text: str
) -> Finding | None:
    """What is wrong with a span: nearly always nothing, so that nothing is made for a sound one."""
    start, end, exact = span["start"], span["end"], span["exact"]
    if not 0 <= start < end <= len(text):
        message = f"[{start}, {end}) is no span of a text of {len(text)} code points"
        return source.finding(index, pointer, "span-outside", message)
    if text[start:end] != exact:
        message = f"[{start}, {end}) is {shown(text[start:end])}, not {shown(exact)}"
        there = nearest.nearest_place(text, exact, start)
        meant = None if there is None else f'"start": {there}, "end": {there + len(exact)}'
        pointer = (*pointer, "exact")
        return source.finding(index, pointer, "span-exact", message, suggestion=meant)
    if exact[0].isspace() or exact[-1].isspace():
        message = f"{shown(exact)} begins or ends with white space"
        return source.finding(index, pointer, "span-space", message)
    if texts.splits_grapheme(text, start) or texts.splits_grapheme(text, end):
        message = f"{shown(exact)} begins or ends inside a character"
        return source.finding(index, pointer, "span-grapheme", message)
    return None


def shown(string: str) -> str:
    """Words of a text as a message shows them, those in the middle left out if they are many."""
    return repr(string if len(string) <= 60 else string[:45] + " … " + string[-12:])


def _check_fragments(source: JsonFile, index: int) -> Iterator[Finding]:
    annotation = source.values[index]
    for key in LISTS:
        fragments = annotation.get(key, ())
        if len(fragments) < 2:
            continue
        for number in range(1, len(fragments)):
            if fragments[number]["start"] < fragments[number - 1]["end"]:
                message = f"fragment {number + 1} of {key} begins before the one before it ends"
                yield source.finding(index, (key, number), "fragments-order", message)
    if "verbatim" not in annotation:
        return
    content = Cover((span["start"], span["end"]) for span in annotation["content"])
    for number, fragment in enumerate(annotation["verbatim"]):
        if not content.contains((fragment["start"], fragment["end"])):
            message = f"{shown(fragment['exact'])} lies outside the content"
            yield source.finding(index, ("verbatim", number), "verbatim-outside", message)


def _check_expression(
    source: JsonFile, index: int, quotes: dict[str, Annotation], contents: dict[str, Cover]
) -> Iterator[Finding]:
    """A stance in a quote has words of the quote; a cue noun may stand before them (T11). In
    `contents` the words of a quote are kept for its other stances."""
    annotation = source.values[index]
    quote = quotes.get(annotation.get("quote", ""))
    if quote is None or "content" not in quote:
        return
    spans = annotation["expression"]
    first = quote["content"][0]
    if first["start"] <= spans[0]["start"] and spans[0]["end"] <= first["end"]:
        return  # as in most
    content = contents.get(quote["id"])
    if content is None:
        content = Cover((span["start"], span["end"]) for span in quote["content"])
        contents[quote["id"]] = content
    if not any(content.contains((span["start"], span["end"])) for span in spans):
        message = f"no part of the expression lies in the quote {quote['id']}"
        yield source.finding(index, ("expression",), "expression-outside", message)


def _check_blocks(source: JsonFile, blocks: Sequence[int], text: str) -> Iterator[Finding]:
    taken: dict[tuple[int, int], str] = {}
    for index in blocks:
        block = source.values[index]
        span, kind = block["span"], block["kind"]
        first = taken.setdefault((span["start"], span["end"]), block["id"])
        if first != block["id"]:
            message = f"the same line is the block {first}"
            yield source.finding(index, ("span",), "block-line", message)
        if kind == "boilerplate":
            if "\n" in span["exact"]:
                message = "boilerplate goes over the end of its line"
                yield source.finding(index, ("span",), "block-line", message)
        elif not _is_line(text, span):
            message = f"a {kind} is a whole line"
            yield source.finding(index, ("span",), "block-line", message)


def _is_line(text: str, span: Span) -> bool:
    """Whether a span is a line without the white space around it (X4)."""
    lines = _lines(text)
    number = bisect_right(lines, (span["start"], len(text))) - 1
    return number >= 0 and lines[number] == (span["start"], span["end"])


@lru_cache(maxsize=1)
def _lines(text: str) -> list[Range]:
    return texts.lines(text)


def _check_boilerplate(source: JsonFile, fitting: Sequence[int]) -> Iterator[Finding]:
    """That nothing else is annotated in boilerplate (X5)."""
    values = source.values
    boilerplate = [
        values[index]["span"]
        for index in fitting
        if values[index]["layer"] == "block" and values[index]["kind"] == "boilerplate"
    ]
    if not boilerplate:
        return
    covered = Cover((span["start"], span["end"]) for span in boilerplate)
    first = min(span["start"] for span in boilerplate)
    last = max(span["end"] for span in boilerplate)
    for index in fitting:
        spans = _spans(values[index])
        is_far = all(span["end"] <= first or last <= span["start"] for span in spans)
        if is_far or values[index]["layer"] == "block":
            continue
        for pointer, span in spans_of(values[index]):
            if covered.touches((span["start"], span["end"])):
                message = f"{shown(span['exact'])} touches boilerplate"
                yield source.finding(index, pointer, "in-boilerplate", message)
                break
