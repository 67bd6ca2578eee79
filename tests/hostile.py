"""Texts and documents made to take long, and how the time that they take grows with their size.

A text is a piece that is repeated, with something else before or behind it, or a row of sentences
with a name of its own each; a document has hundreds of annotations of one kind. Each is a function
of the size in characters, so that the CPU time of one size can be held against that of ten times
as much: work in proportion to the size takes ten times as long, work with its square a hundred
times.
"""

from __future__ import annotations

import gc
import math
import os
import resource
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any, TypeVar

from said.schema.records import AnyAnnotation as Annotation

T = TypeVar("T")
Text = Callable[[int], str]
Document = tuple[str, list[Annotation]]

LEAST = 0.01
"""Seconds of CPU time below which the clock is too coarse for a comparison."""
MOST = 15
"""How many times as long ten times as much may take."""


def growth(function: Callable[[T], object], small: T, large: T) -> float:
    """How many times as long a function takes for the large input; infinite if it was given up.

    Each is measured again where the large one seems to take too long, and the best of the times
    counts, for other programs disturb.
    """
    times = [math.inf, math.inf]
    for _ in range(3):
        times[0] = min(times[0], *(seconds(function, small, 60) for _ in range(2)))
        limit = math.ceil(3 * MOST * max(times[0], LEAST)) + 1
        times[1] = min(times[1], seconds(function, large, limit))
        if times[1] <= MOST * max(times[0], LEAST):
            break
    return times[1] / max(times[0], LEAST)


def seconds(function: Callable[[T], object], given: T, limit: int) -> float:
    """The CPU time of a call in a process of its own; infinite if it needs more than `limit`."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        _measure(function, given, limit, into)
    os.close(into)
    with os.fdopen(out, "rb") as told:
        answer = told.read()
    _, status = os.waitpid(child, 0)
    if answer:
        return float(answer)
    assert os.WIFSIGNALED(status), "the function failed: see above"
    return math.inf


def _measure(function: Callable[[T], object], given: T, limit: int, into: int) -> None:
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        gc.disable()
        start = time.process_time()
        function(given)
        os.write(into, repr(time.process_time() - start).encode())
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(0)


# Texts.


def repeated(piece: str, before: str = "", behind: str = "") -> Text:
    """A piece again and again."""
    return lambda size: before + (piece * (size // len(piece) + 1))[:size] + behind


def row(sentence: str) -> Text:
    """A sentence again and again, each with another word in the place of `#`."""

    def make(size: int) -> str:
        parts, length = [], 0
        for word in words():
            parts.append(sentence.replace("#", word))
            length += len(parts[-1])
            if length >= size:
                break
        return "".join(parts)

    return make


def words() -> Iterator[str]:
    """Different words of four letters."""
    for number in count():
        yield "".join(chr(97 + number // 26**place % 26) for place in range(4))


def halves(first: Text, second: Text) -> Text:
    """The one, and then the other."""
    return lambda size: first(size // 2) + second(size // 2)


PIECES = (
    # quotation marks and apostrophes
    *("'", '"', "’", "‘", "“", "”", "«", "»", "„", "‚", "‹", "›", "‟", "‛", "`"),
    *('"”"', '"’"', '"“‘', "'\"'", "“‘", "‘’", "”’", "' ", '" ', "“ ", "’ ", "'a' ", "‘a’ "),
    *('"a" ',),
    *("“a ", "‘a ", "a” ", "a’ ", "s' ", "6'2\" ", "“A,” said ", "“A,” he said. ", "“A.” "),
    *("“a\n", "”\n", "'\n", "“A”\n", "“A,” Lind said, ", "“We lost the whole game,” "),
    # other signs, spaces, and letters that are not plain
    *("(", "[", "(a) ", "- ", "—", " - ", ".", ". ", "...", ",", ", ", ": ", "!?", "/", "@", "#"),
    *("_",),
    *(" ", "\t", "\n", "\r\n", "\u2028", "\u00a0", "\u200b", "\u200d", "\x00“", "\ufeff"),
    *("é", "e\u0301", "e\u0301 ", "\u0301\u0323", "a\u0301\u0323 ", "👩\u200d", "🇩🇪", "日本。"),
    *("한", "\ud800"),
    # numbers and dates
    *("1", "1 ", "1,", "1.", "1-", "1/", "1:", "12:30 ", "2024-05-", "1990-", "1990s ", "May "),
    *("May 5, ",),
    *("May-", "May and ", "Monday ", "Mon, ", "last Monday ", "a.m. ", "7 p.m. Monday "),
    *("5 p.m. EST ",),
    *("two ", "twenty-", "hundreds of ", "two days later ", "the same day ", "the day before "),
    *("the ",),
    *("one of ", "of ", "half a ", "first quarter ", "the end of ", "from ", "1/2/"),
    *("in May in ",),
    # names
    *("A", "a", "A ", "A.", "A. ", "J.K. ", "X, ", "Mr. X", "Mr. Clinton ", "Bill Clinton, "),
    *("Clinton’s ",),
    *("Bill and ", "van ", "O'", "The New  York Times said so. ", "U.S. ", "OpenAI ", "@jan "),
    *("Jr. ",),
    *("he ", "He said so. ", "They said that. ", "who ", ", who said ", "his wife "),
    # cues and what is told
    *("said ", "said, ", "said that ", ", said X, ", "He said that ", "that ", "to ", "and "),
    *("and said ",),
    *("according to ", "According to X, ", "per A", "a a post ", "claim that ", "told X that "),
    *("in the ",),
    *("quickly ", "running ", "called X a ", "is dangerous ", "OpenAI is dangerous. "),
    *("should not ",),
    # layout
    *("A: ", "LIND: a\n", "— A\n", "“A” — B\n", "x — y (@a) ", "x — y (@a)\n", "http://a "),
    *("https://", "www."),
)  # fmt: skip

TEXTS: Mapping[str, Text] = {
    **{repr(piece): repeated(piece) for piece in PIECES},
    "opened and closed": halves(repeated("“a "), repeated("b” ")),
    "opened, and one closed": repeated("“a ", behind="”"),
    "one opened, and closed": repeated("a” ", before="“"),
    "wrapped lines": repeated("‘He said “we lost” and left.’\n"),
    "wrapped in one line": repeated("‘He said “we lost” and left.’ "),
    "quotes in a quote": repeated("We said, ‘a b c.’ ", before="He said: “", behind="”"),
    "dates in a quote": repeated("On May 5, 2024, it was. ", before="“", behind="” he said."),
    "labels": row("“X#” "),
    "a name, then quotes": repeated("“A.”\n\n\n\n\n", before="Bill Clinton left. "),
    "quotes, then a name": repeated("“A.”\n\n\n\n\n", behind="Bill Clinton left."),
    "quotes, then speakers": halves(repeated("“A b.” "), row("Bill X# said. ")),
    "full names": row("Bill X# said so. "),
    "one surname": row("X# Clinton, who left, said so. "),
    "one surname, titles": row("Mr. X# Clinton said so. "),
    "one given name": row("Bill X# left.\n"),
    "names in capitals": row("BILL X# LEFT\n"),
    "couples": row("Bill and Mary X# said so. "),
    "handles": row("Bill X# (@x#) said so. "),
    "a run of names": row("X# "),
    "a long name": repeated("Bill Clintom left. ", before=f"Bill X{'x' * 40_000} left. "),
    "women, then he": halves(row("Mary X# left. "), repeated("He said so. ")),
    "men, then she": halves(row("Bill X# left. "), repeated("She said that it was. ")),
    "men, then they": halves(row("Bill X# left. "), repeated("The two said that it was. ")),
    "firms": halves(row("X# Corp. said so. "), repeated("The company said that it was. ")),
    "papers": halves(row("The X# Post said so. "), row("The newspaper reported that X#. ")),
    "papers by one word": halves(row("The X# Post said so. "), row("The Y# said that it was. ")),
    "departments": halves(row("The X# Department said so. "), repeated("The department said so. ")),
    "officials": halves(row("An official of # said so. "), repeated("The official said that. ")),
    "roles": halves(
        row("Bill X#, chief executive of X#, left. "), row("The chief # officer said that it was. ")
    ),
    "posts": row("I left — Bill X# (@x#) May 15, 2024\n"),
    "links before a post": repeated("http://a ", before="a ", behind="— Jan (@x)"),
    "spaces before a post": repeated(" ", before="a", behind="— Jan (@x)"),
    "spaces in a line": repeated(" ", before="a", behind="b"),
    "stops in a line": repeated(".", before="http://", behind="b"),
    "accents on a letter": repeated("\u0301\u0323", before="a"),
    "accents in a quote": repeated("\u0301\u0323", before="e\u0301 “a", behind="” he said."),
    "digits": repeated("1", behind=" May 2024"),
    "days, then the same day": halves(repeated("On May 5 it was. "), repeated("The same day. ")),
    "adverbs before a cue": repeated("quickly ", behind="said that it was."),
    "judgements": row("“OpenAI is unsafe,” Bill X# said. "),
    "judgements in a quote": repeated("OpenAI is unsafe and ", before="“", behind="” he said."),
}


# Documents.


def _span(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "exact": text[start:end]}


def each(piece: str, annotate: Callable[[Callable[[int, int], Any], int], Any]) -> Any:
    """A document of one piece again and again, of which each has an annotation: what `annotate`
    makes of a function that gives a span in the piece, and of the number of the piece."""

    def make(size: int) -> Document:
        number = size // len(piece)
        text = piece * number

        def span_in(at: int) -> Callable[[int, int], Any]:
            return lambda start, end: _span(text, at * len(piece) + start, at * len(piece) + end)

        return text, [annotate(span_in(at), at) for at in range(number)]

    return make


def quote(number: int, content: list[Any], **more: Any) -> Annotation:
    """A direct quote of Ana Ruiz."""
    fields = {"type": "direct", "speakers": ["ana-ruiz"], "resolution": "implicit", **more}
    return {"id": f"q{number + 1}", "layer": "quote", "content": content, **fields}


def mention(number: int, span: Any, form: str = "name", who: str = "ana-ruiz") -> Annotation:
    """A mention."""
    fields = {"form": form, "speakers": [who]}
    return {"id": f"s{number + 1}", "layer": "speaker", "span": span, **fields}


def date(number: int, span: Any, value: str = "2024", anchor: str = "dct") -> Annotation:
    """A date."""
    fields = {"type": "DATE", "value": value, "anchor": anchor}
    return {"id": f"d{number + 1}", "layer": "date", "span": span, **fields}


def stance(number: int, expression: Any, **more: Any) -> Annotation:
    """A stance of the author's."""
    fields = {"holder": "author", "target": "harbour-plan", "label": "for", "intensity": 2}
    fields |= {"form": "explicit", "modality": "asserted", **more}
    return {"id": f"t{number + 1}", "layer": "stance", "expression": expression, **fields}


def other(layer: str, number: int, span: Any, kind: str) -> Annotation:
    """A mark or a block."""
    return {"id": f"{layer[0]}{number + 1}", "layer": layer, "span": span, "kind": kind}


def _nested(size: int) -> Document:
    """Quotes in quotes, as deep as the strings of their spans let the file grow with the size
    alone."""
    deep = 20
    piece = "“" * deep + "a" + "”" * deep + ". "
    text = piece * (size // len(piece))
    lines = []
    for first in range(0, len(text), 10 * len(piece)):
        for at in range(deep):
            span = _span(text, first + at + 1, first + 2 * deep - at)
            parent = {"parent": f"q{len(lines)}"} if at else {}
            lines.append(quote(len(lines), [span], **parent))
    return text, lines


def _in_fragments(size: int) -> Document:
    number = size // 8
    text = "“ab” cd " * number
    spans = [_span(text, 8 * at + 1, 8 * at + 3) for at in range(number)]
    inner = (quote(at + 1, [spans[at]], parent="q1") for at in range(number // 10))
    told = (stance(at, [spans[at]], quote="q1", holder=f"x-{at}") for at in range(number // 20))
    return text, [quote(0, spans), *inner, *told]


def _wrong_fragments(size: int) -> Document:
    text, (first, *_) = _in_fragments(size)
    moved = [{**one, "start": one["start"] + 1, "end": one["end"] + 1} for one in first["content"]]
    return text, [quote(0, moved)]


def _far_cue(size: int) -> Document:
    number = size // 8
    text = "“ab” cd\n" * number + " \n" * size + "said"
    cue = [_span(text, len(text) - 4, len(text))]
    return text, [
        quote(at, [_span(text, 8 * at + 1, 8 * at + 3)], cue=cue) for at in range(number // 4)
    ]


def _open_fragments(size: int) -> Document:
    number = size // 20
    spans = [{"exact": "ab"} for _ in range(number)]
    return "ab " * (2 * number), [quote(0, spans, type="mixed", verbatim=spans)]


def _open_in_quote(size: int) -> Document:
    text = "ab " * (size // 10)
    told = (stance(at, [{"exact": "ab"}], quote="q1") for at in range(size // 100))
    return text, [quote(0, [_span(text, 0, len(text) - 1)]), *told]


def _names(size: int) -> Document:
    names = [f"x{word}" for word, _ in zip(words(), range(size // 40), strict=False)]
    return " ".join(names), [mention(at, {"exact": name}) for at, name in enumerate(names)]


DOCUMENTS: Mapping[str, Callable[[int], Document]] = {
    "quotes in a line": each("“ab” cd ", lambda span, at: quote(at, [span(1, 3)])),
    "quotes in lines": each("“ab” cd\n", lambda span, at: quote(at, [span(1, 3)])),
    "quotes without marks": each("“ab” cd ", lambda span, at: quote(at, [span(5, 7)])),
    "cues": each("“ab” said. ", lambda span, at: quote(at, [span(1, 3)], cue=[span(5, 9)])),
    "a cue far away": _far_cue,
    "nested quotes": _nested,
    "a quote in fragments": _in_fragments,
    "wrong fragments": _wrong_fragments,
    "dates in a line": each("May 5 a ", lambda span, at: date(at, span(0, 5))),
    "dates in lines": each("May 5 a\n", lambda span, at: date(at, span(0, 5), "xx")),
    "a chain of dates": each(
        "May 5 a ", lambda span, at: date(at, span(0, 5), anchor=f"d{at}" if at else "dct")
    ),
    "marks": each("“ab” cd ", lambda span, at: other("mark", at, span(1, 3), "scare")),
    "no marks": each("“ab” cd ", lambda span, at: other("mark", at, span(5, 7), "scare")),
    "blocks in a line": each(
        "Ana Ruiz a ", lambda span, at: other("block", at, span(0, 8), "byline")
    ),
    "lines": each("Ana Ruiz\n", lambda span, at: other("block", at, span(0, 8), "byline")),
    "boilerplate": each(
        "Ana Ruiz a ", lambda span, at: other("block", at, span(0, 8), "boilerplate")
    ),
    "mentions": each("Ana Ruiz a ", lambda span, at: mention(at, span(0, 8))),
    "strangers": each("Ana Ruiz a ", lambda span, at: mention(at, span(0, 8), who=f"x-{at}")),
    "stances in a line": each("It is bad. ", lambda span, at: stance(at, [span(6, 9)])),
    "open mentions": each("Ana Ruiz a ", lambda _, at: mention(at, {"exact": "Ana"})),
    "open lines": each("Ana\n" * 20, lambda _, at: other("block", at, {"exact": "Ana"}, "byline")),
    "open fragments": _open_fragments,
    "open in a quote": _open_in_quote,
    "open names": _names,
    "apostrophes": lambda size: ("'" * size, []),
    "apostrophes in lines": lambda size: ("'\n" * (size // 2), []),
    "marks of nobody": lambda size: ('"”"' * (size // 3), []),
    "dates of nobody": lambda size: ("May 5\n" * (size // 6), []),
    "names of nobody": lambda size: ("Ana Ruiz " * (size // 9), []),
    "cues of nobody": lambda size: ("he said " * (size // 8), []),
}

WRONG_OUTPUT: Mapping[str, Callable[[int], Document]] = {
    "wrong values": each("May 5 a ", lambda span, at: date(at, span(0, 5), "2024-05-32")),
    "a chain with a wrong end": each(
        "May 5 a ",
        lambda span, at: date(
            at, span(0, 5), "2024" if at else "2024-05-32", f"d{at}" if at else "dct"
        ),
    ),
    "a chain without an end": each(
        "May 5 a ", lambda span, at: date(at, span(0, 5), anchor=f"d{at or 2}")
    ),
    "wrong fields": each("May 5 a ", lambda span, at: {**date(at, span(0, 5)), "type": "DAY"}),
    "offsets of another count": each(
        "May 5 a ", lambda span, at: date(at, {**span(0, 5), "start": 8 * at + 1})
    ),
    "one place": each("May 5 a ", lambda _, at: date(at, {"start": 0, "end": 5, "exact": "May 5"})),
    "one id": each("May 5 a ", lambda span, _: date(0, span(0, 5))),
    "strangers": DOCUMENTS["strangers"],
    "mentions of nobody's quote": each(
        "Ana Ruiz a ", lambda span, at: mention(at, span(0, 8), "nominal")
    ),
}
"""Annotations such as an annotator must not give, each with the error of one kind or what follows
from it."""
