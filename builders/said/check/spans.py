"""Level 3: every span fits the text it was taken from (X2-X5, Q5); `layout` has the checks of this
level that compare annotations with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from said.check.drift import Drift
from said.check.lines import Lines, fit_test, shown, spans_with_pointers
from said.findings import nearest
from said.findings.catalogue import Finding
from said.schema import scheme
from said.schema.records import Span
from said.seeds.json_files import JsonFile
from said.text import jsontext
from said.text import segments as texts
from said.text.jsontext import Pointer
from said.text.segments import Cover


def check_evidence(lines: Lines) -> Iterator[Finding]:
    """The evidence in a document's metadata fits the text."""
    return _unfit(lines)


def check_spans(lines: Lines) -> Iterator[Finding]:
    """The spans of annotations fit the text."""
    return _unfit(lines) if len(lines.placed) < len(lines.sound) else iter(())


def check_records(lines: Lines) -> Iterator[Finding]:
    """The spans of decisions fit the text."""
    return _unfit(lines)


def find_unfit(lines: Lines) -> Iterator[Finding]:
    """What is wrong with each span that does not fit the text."""
    fits = fit_test(lines.text)
    for index, pointer, span in lines.spans:
        if not fits(span) and (
            found := _check_span(lines.source, index, pointer, span, lines.text)
        ):
            yield found


def _unfit(lines: Lines) -> Iterator[Finding]:
    """What is wrong with the spans that do not fit the text; of those whose offsets were all
    counted in another way, one finding."""
    source, text, fits = lines.source, lines.text, fit_test(lines.text)
    drift = lines.drift
    counted = drift.starts if drift else {}
    first = min(counted, default=None)
    wrong = 0 if drift else sum(not fits(span) for _, _, span in lines.spans)
    is_most = wrong >= _MANY and 2 * wrong > len(lines.spans)
    for number, (index, pointer, span) in enumerate(lines.spans):
        if drift and number == first:
            yield _drifted(source, index, pointer, lines, drift)
        elif number not in counted and not fits(span):
            found = _check_span(source, index, pointer, span, text)
            if found and is_most:
                yield found._replace(cause="most spans", advice=_UNTRUSTED)
            elif found:
                yield found


_MANY = 10
"""Spans from which on it is no accident that most of a file do not fit the text."""
_UNTRUSTED = (
    "most offsets of this file are wrong, in no way that is known; take start and end out of its "
    "spans and run said fmt, which finds the strings that stand in one place only"
)


def _drifted(source: JsonFile, index: int, pointer: Pointer, lines: Lines, drift: Drift) -> Finding:
    count, every = len(drift.starts), len(lines.spans)
    which = f"all {every} spans" if count == every else f"{count} of the {every} spans"
    message = f"{which} of this file have offsets {drift.counted}"
    advice = f"run: said validate --fix {lines.seed.name}, which counts them in code points from 0"
    return source.finding(index, pointer, "offsets-drifted", message)._replace(advice=advice)


class StringPlaces(NamedTuple):
    """What is told of a span without offsets: nothing if its string occurs in one place."""

    message: str = ""
    suggestion: str | None = None
    advice: str | None = None


def find_string_places(text: str, exact: str) -> StringPlaces:
    """Where the string of a span without offsets occurs, or what is most like it if it does not."""
    found = [m.start() for m in islice(re.finditer(re.escape(exact), text), _SHOWN + 1)]
    if not found:
        like = nearest.nearest_string(text, exact)
        meant = None if like is None else f'"exact": {jsontext.compact(like).decode()}'
        message = f"{shown(exact)} does not occur in the text"
        return StringPlaces(message, meant, "copy the string from raw.txt; then run: said fmt")
    if len(found) == 1:
        return StringPlaces()
    places = [
        f"[{start}, {start + len(exact)}) in line {jsontext.line_and_column(text, start)[0]}"
        for start in found[:_SHOWN]
    ]
    more = " and further on" if len(found) > _SHOWN else ""
    message = f"{shown(exact)} occurs at {', '.join(places)}{more}"
    return StringPlaces(message, None, _AMBIGUOUS)


_SHOWN = 3
"""Places of a string that are told."""
_AMBIGUOUS = (
    "run: said fmt, which fills them in where a rule tells the place; elsewhere write the start "
    "and end of the one that is meant"
)


def check_order(lines: Lines) -> Iterator[Finding]:
    """Decisions are sorted by place: by start, then the longest, then the layer; none twice."""
    before: tuple[int, int, str] | None = None
    for index in lines.sound:
        decision = lines.values[index]
        span = decision["span"]
        place = span["start"], -span["end"], decision["layer"]
        if before is not None and place <= before:
            same = place == before
            message = "the same place and layer as" if same else "this place comes before that of"
            yield lines.source.finding(index, (), "decided-order", f"{message} the line above")
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


def check_fragments(lines: Lines) -> Iterator[Finding]:
    """Fragments are in order and do not overlap; verbatim words lie in the content (Q5)."""
    for layer in ("quote", "stance"):
        for index in lines.placed_by_layer[layer]:
            yield from _check_fragments(lines.source, index)


def _check_fragments(source: JsonFile, index: int) -> Iterator[Finding]:
    annotation = source.values[index]
    for key in scheme.SPAN_LISTS:
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


def check_expressions(lines: Lines) -> Iterator[Finding]:
    """A stance in a quote has words of the quote, to which its cue noun counts (T2, T11)."""
    contents: dict[str, Cover] = {}
    for index in lines.placed_by_layer["stance"]:
        annotation = lines.values[index]
        quote = lines.placed_by_id.get(annotation.get("quote", ""))
        if quote is None or quote["layer"] != "quote":
            continue
        spans = annotation["expression"]
        first = quote["content"][0]
        if first["start"] <= spans[0]["start"] and spans[0]["end"] <= first["end"]:
            continue  # as in most
        if quote["id"] not in contents:
            own = (*quote["content"], *quote.get("cue", ()))
            contents[quote["id"]] = Cover((span["start"], span["end"]) for span in own)
        content = contents[quote["id"]]
        if not any(content.contains((span["start"], span["end"])) for span in spans):
            message = f"no part of the expression lies in the quote {quote['id']}"
            yield lines.source.finding(index, ("expression",), "expression-outside", message)


def check_blocks(lines: Lines) -> Iterator[Finding]:
    """A block is a whole line, boilerplate a part of one, and no line is two blocks (X4)."""
    taken: dict[tuple[int, int], str] = {}
    blocks = lines.placed_by_layer["block"]
    paragraphs = set(lines.reading.paragraphs) if blocks else set()
    in_paragraph = Cover(paragraphs)
    for index in blocks:
        block = lines.values[index]
        span, kind = block["span"], block["kind"]
        first = taken.setdefault((span["start"], span["end"]), block["id"])
        problems = [f"the same line is the block {first}"] if first != block["id"] else []
        if kind != "boilerplate" and (span["start"], span["end"]) not in paragraphs:
            problems.append(f"a {kind} is a whole line")
        elif kind == "boilerplate" and not in_paragraph.contains((span["start"], span["end"])):
            problems.append("boilerplate goes over the end of its line")
        for message in problems:
            yield lines.source.finding(index, ("span",), "block-line", message)


def check_boilerplate(lines: Lines) -> Iterator[Finding]:
    """Nothing is annotated in boilerplate (X5)."""
    values = lines.values
    boilerplate = [
        values[index]["span"]
        for index in lines.placed_by_layer["block"]
        if values[index]["kind"] == "boilerplate"
    ]
    if not boilerplate:
        return
    covered = Cover((span["start"], span["end"]) for span in boilerplate)
    first = min(span["start"] for span in boilerplate)
    last = max(span["end"] for span in boilerplate)
    for index in lines.placed:
        spans = scheme.all_spans(values[index])
        is_far = all(span["end"] <= first or last <= span["start"] for span in spans)
        if is_far or values[index]["layer"] == "block":
            continue
        for pointer, span in spans_with_pointers(values[index]):
            if covered.touches((span["start"], span["end"])):
                message = f"{shown(span['exact'])} touches boilerplate"
                yield lines.source.finding(index, pointer, "in-boilerplate", message)
                break
