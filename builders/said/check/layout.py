"""Level 3: annotations stand in the text, and to each other, as they may (Q4-Q10, T2, T10).

What is looked at here fits the text already. Passes are not: they are kept as they were made.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from said.check.lines import Lines
from said.findings.catalogue import Finding
from said.schema import scheme
from said.schema.records import AnyRecord, Span
from said.seeds.json_files import JsonFile
from said.text.jsontext import Pointer
from said.text.marks import is_mark
from said.text.reading import Reading
from said.text.segments import Cover

_RULES = {"speaker": "S4", "date": "D2", "mark": "Q4", "quote": "Q6", "stance": "T2"}


def check_repeated(lines: Lines) -> Iterator[Finding]:
    """No two annotations of a layer say the same of the same words."""
    for layer in _RULES:
        yield from _repeated(lines.source, layer, lines.placed_by_layer[layer])


def _repeated(source: JsonFile, layer: str, indices: Sequence[int]) -> Iterator[Finding]:
    """Annotations of a layer that say of the same words what another one says already."""
    if len({_words(source.values[index]) for index in indices}) == len(indices):
        return
    first: dict[tuple[object, ...], str] = {}
    for index in indices:
        annotation = source.values[index]
        before = first.setdefault(_words(annotation), annotation["id"])
        if before != annotation["id"]:
            message = f"the {layer} {before} stands on the same words"
            if layer == "stance":
                message = f"{before} is a stance of this holder on this target in the same unit"
            yield source.finding(index, (), "repeated-annotation", message, _RULES[layer])


def _words(annotation: AnyRecord) -> tuple[object, ...]:
    """What no other of its layer has: its words, of a stance its unit, holder and target."""
    words = scheme.place_of(annotation)
    if annotation["layer"] != "stance":
        return words
    unit = annotation.get("quote") or words
    topic = annotation["target"], annotation.get("proposition")
    return unit, annotation["holder"], topic


def check_marks(lines: Lines) -> Iterator[Finding]:
    """What is annotated as standing in quotation marks does so (Q1, Q4, Q5)."""
    source, by_layer, text = lines.source, lines.placed_by_layer, lines.text
    posts = Cover(
        (source.values[index]["span"]["start"], source.values[index]["span"]["end"])
        for index in by_layer["block"]
        if source.values[index]["kind"] == "embedded_post"
    )
    for index in by_layer["mark"]:
        if not is_marked(source.values[index]["span"], text):
            yield _unmarked(source, index, ("span",), "Q4")
    for index in by_layer["quote"]:
        quote = source.values[index]
        fields = {"direct": "content", "mixed": "verbatim"}
        field = fields.get(quote["type"], "")
        for place, span in enumerate(quote.get(field, ())):
            in_post = posts.touches((span["start"], span["end"]))
            is_turn = quote["type"] == "direct" and (
                "continues" in quote or _follows_label(span, text)
            )
            if not in_post and not is_turn and not is_marked(span, text):
                yield _unmarked(source, index, (field, place), "Q5")
        if quote["type"] == "indirect" and all(is_marked(one, text) for one in quote["content"]):
            message = "all of it stands in quotation marks, so it is not indirect"
            yield source.finding(index, ("type",), "not-in-marks", message, "Q1")


def _follows_label(span: Span, text: str) -> bool:
    """Whether a name and a colon begin the line of a span, as in a transcript (Q13)."""
    line = text[text.rfind("\n", 0, span["start"]) + 1 : span["start"]].rstrip()
    return line.endswith(":") and ": " not in line


def is_marked(span: Span, text: str) -> bool:
    """Whether a quotation mark stands before a span and one behind it, or the end of the line,
    where a quotation runs on into the next."""
    start, end = span["start"], span["end"]
    if mark_before(text, start) is None:
        return False
    at = _behind_space(text, end)
    return at == len(text) or text[at] == "\n" or mark_behind(text, end) is not None


@lru_cache(maxsize=1024)  # many spans may begin at one place
def mark_before(text: str, start: int) -> int | None:
    """The place of the mark before a stretch, if one is there; white space may stand between."""
    at = start - 1
    while at >= 0 and text[at].isspace() and text[at] != "\n":
        at -= 1
    return at if at >= 0 and is_mark(text[at]) else None


def mark_behind(text: str, end: int) -> int | None:
    """The place of the mark behind a stretch, if one is there; white space may stand between."""
    at = _behind_space(text, end)
    return at if at < len(text) and is_mark(text[at]) else None


@lru_cache(maxsize=1024)
def _behind_space(text: str, at: int) -> int:
    """Where the line goes on behind white space, or ends."""
    while at < len(text) and text[at].isspace() and text[at] != "\n":
        at += 1
    return at


def _unmarked(source: JsonFile, index: int, pointer: Pointer, rule: str) -> Finding:
    message = "there is no quotation mark directly before and behind it"
    return source.finding(index, pointer, "not-in-marks", message, rule)


def check_nesting(lines: Lines) -> Iterator[Finding]:
    """A quote inside another names it as its parent, and stands nowhere else (Q10)."""
    source, by_id = lines.source, lines.placed_by_id
    quotes = lines.placed_by_layer["quote"]
    fragments = sorted(
        (span["start"], span["end"], index)
        for index in quotes
        for span in source.values[index]["content"]
    )
    told: set[int] = set()
    open_: list[tuple[int, int]] = []
    for start, end, index in fragments:
        while open_ and open_[-1][0] <= start:
            open_.pop()
        own = source.values[index]["id"]
        over = source.values[open_[-1][1]]["id"] if open_ else own
        if index not in told and over not in _line(own, by_id) and own not in _line(over, by_id):
            told.add(index)
            message = f"it overlaps with the quote {over}, and neither is the other's parent"
            yield source.finding(index, ("content",), "quote-nesting", message)
        open_.append((end, index))
    covers: dict[str, Cover] = {}
    for index in quotes:
        quote = source.values[index]
        parent = by_id.get(quote.get("parent", ""))
        if parent is None or parent["layer"] != "quote":
            continue
        if parent["id"] not in covers:
            covers[parent["id"]] = _content(parent)
        inside = covers[parent["id"]]
        if not all(inside.contains((span["start"], span["end"])) for span in quote["content"]):
            message = f"it does not stand in its parent {parent['id']}"
            yield source.finding(index, ("parent",), "quote-nesting", message)


_DEEPEST = 10


def _line(name: str, by_id: Mapping[str, AnyRecord]) -> list[str]:
    """A quote, its parent, the parent of that, and so on, as far as anybody can quote."""
    found = [name]
    while len(found) < _DEEPEST and (above := by_id.get(found[-1], {}).get("parent")):
        found.append(above)
    return found


def check_attribution(lines: Lines) -> Iterator[Finding]:
    """Cue, source and channel stand beside the content, at most a paragraph away (Q7, Q8)."""
    for index in lines.placed_by_layer["quote"]:
        yield from _attribution(lines, index)


def _attribution(lines: Lines, index: int) -> Iterator[Finding]:
    source = lines.source
    by_id: Mapping[str, AnyRecord] = lines.placed_by_id
    quote = source.values[index]
    first, last = quote["content"][0]["start"], quote["content"][-1]["end"]
    content: Cover | None = None
    places: list[tuple[Pointer, Span]] = [
        (("cue", place), span) for place, span in enumerate(quote.get("cue", ()))
    ]
    places += [(("phrase", place), span) for place, span in enumerate(quote.get("phrase", ()))]
    for field in ("source", "via"):
        for place, mention in enumerate(quote.get(field, ())):
            if mention in by_id:
                places.append(((field, place), by_id[mention]["span"]))
    for pointer, span in places:
        problem = None
        if span["end"] <= first:
            far = _is_apart(lines.reading, span["end"], first)
        elif span["start"] >= last:
            far = _is_apart(lines.reading, last, span["start"])
        else:
            far = False
            content = content or _content(quote)
            if content.touches((span["start"], span["end"])):
                problem = "stands in the content that it attributes"
        problem = "is more than a paragraph away from the content" if far else problem
        if problem:
            message = f"{pointer[0]}: {span['exact'][:60]!r} {problem}"
            yield source.finding(index, pointer, "attribution-place", message)


def check_phrases(lines: Lines) -> Iterator[Finding]:
    """The source phrase of a quote holds the mentions that are its source (Q15)."""
    for index in lines.placed_by_layer["quote"]:
        quote = lines.values[index]
        if "phrase" not in quote:
            continue
        phrase = Cover((span["start"], span["end"]) for span in quote["phrase"])
        for place, mention in enumerate(quote.get("source", ())):
            named = lines.placed_by_id.get(mention)
            if named and not all(map(phrase.contains, scheme.place_of(named))):
                words = scheme.main_spans(named)[0]["exact"]
                message = f"the source {words[:60]!r} does not lie in the phrase"
                yield lines.source.finding(index, ("source", place), "phrase-source", message)


def _is_apart(reading: Reading, start: int, end: int) -> bool:
    """Whether a paragraph lies between two places."""
    paragraphs = reading.paragraphs
    first = bisect_left(paragraphs, (start, start))
    return first < len(paragraphs) and paragraphs[first][1] <= end


def _content(quote: AnyRecord) -> Cover:
    return Cover((span["start"], span["end"]) for span in quote["content"])


def check_author_stances(lines: Lines) -> Iterator[Finding]:
    """A stance that stands in a quote is the quote's, not the author's (T10)."""
    source, quotes = lines.source, lines.placed_by_layer["quote"]
    stances = lines.placed_by_layer["stance"]
    open_ = [index for index in stances if "quote" not in source.values[index]]
    if not open_:
        return
    covered = Cover(
        (span["start"], span["end"]) for index in quotes for span in source.values[index]["content"]
    )
    for index in open_:
        spans = source.values[index]["expression"]
        if all(covered.contains((span["start"], span["end"])) for span in spans):
            message = "all of the expression stands in a quote, which is not named"
            yield source.finding(index, ("expression",), "stance-in-quote", message)
