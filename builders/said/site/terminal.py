"""Shows a document in a terminal: the text with brackets or colours, and below each paragraph what
is annotated in it.

A bracket names its annotation, `[q3 …]`. Where another one was opened since, the end does so, too:
`[q3 … [s4 …q3] …s4]`. Of several fragments each has its number, `[q3.2 …]`, and a cue is written
`[q3:cue said]`. In colour the ends of brackets that overlap nothing are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.text import Text

from said.schema.records import AnyAnnotation, AnyRecord
from said.schema.scheme import LAYERS, MAIN_FIELD, SPAN_FIELDS, spans_of
from said.site.compared import Match, Status
from said.site.pieces import DRAWN, Cut, Stretch, TextPiece, cut_document
from said.site.shown import Shown, ShownLine
from said.site.words import DocumentWords
from said.system.printing import printable

STYLES = {
    "quote": "green",
    "cue": "italic green",
    "speaker": "bold cyan",
    "date": "yellow",
    "stance": "underline",
    "mark": "dim",
    "block": "dim",
}
"""How each layer is shown. Colours and other attributes add up where layers overlap."""
_NESTED = "bold green"
_SIGNS: dict[Status, str] = {"same": "", "changed": "~", "first": "-", "second": "+"}
_INDENT = "    "
_SPACE = re.compile(r"\s")
"""White space of all kinds, such as one that does not break a line, is shown as a space."""


def document_lines(
    shown: Shown, layers: Sequence[str] = LAYERS, *, colour: bool = False
) -> Iterator[Text]:
    """The lines of a document, which may be longer than the screen is wide."""
    yield from _head(shown)
    words = DocumentWords(shown)
    cut = cut_document(shown, layers)

    def describe(begun: Sequence[AnyAnnotation]) -> Iterator[_Note]:
        return _describe_all([one for one in begun if one["layer"] in layers], words)

    yield from _body(shown, cut, describe, colour)
    yield from _notes(shown, cut)


def comparison_lines(
    shown: Shown,
    readings: tuple[Shown, Shown],
    matches: Sequence[Match],
    layers: Sequence[str] = LAYERS,
    *,
    colour: bool = False,
) -> Iterator[Text]:
    """The lines of a document with two readings: what both have alike is only in brackets, and what
    differs is also said below. `shown` has the annotations of `merge_readings`."""
    yield from _head(shown)
    yield Text("- only in the first reading, + only in the second, ~ in both, but different", "dim")
    cut = cut_document(shown, layers)
    words = DocumentWords(readings[0]), DocumentWords(readings[1])
    match_of = {one["id"]: match for one, match in merge_readings(matches)}

    def describe(begun: Sequence[AnyAnnotation]) -> Iterator[_Note]:
        for one in begun:
            if one["layer"] in layers:
                yield from _describe_match(match_of[one["id"]], one["id"], words)

    yield from _body(shown, cut, describe, colour)
    yield from _notes(shown, cut)


def merge_readings(matches: Iterable[Match]) -> list[tuple[AnyAnnotation, Match]]:
    """The annotations of two readings in one list, each with its match, with ids that say which
    reading has them: `q1` both alike, `~q1` both, `-q1` the first alone, `+q2` the second alone. Of
    two in different places both are there."""
    found = []
    for match in matches:
        sign = _SIGNS[match.status]
        moved = match.second is not None and any(
            spans_of(match.shown, field) != spans_of(match.second, field) for field in DRAWN
        )
        found.append(({**match.shown, "id": f"{sign}{match.shown['id']}"}, match))
        if moved and match.second is not None:
            found.append(({**match.second, "id": f"+{match.second['id']}"}, match))
    return found


# Annotations in words.


class _Note(NamedTuple):
    """A line below a paragraph: what it is called, with the style, and the words."""

    name: str
    layer: str
    words: str


def _describe_all(annotations: Sequence[AnyAnnotation], words: DocumentWords) -> Iterator[_Note]:
    """What begins in a paragraph: quotes with their stances, other stances, then the rest in a line
    for each layer."""
    by_layer: dict[str, list[AnyAnnotation]] = {
        layer: [one for one in annotations if one["layer"] == layer] for layer in LAYERS
    }
    for quote in by_layer["quote"]:
        yield from _describe(quote, words)
    for stance in by_layer["stance"]:
        yield from _describe(stance, words)
    for layer, brief in (("speaker", "people"), ("date", "dates"), ("mark", "marks")):
        if by_layer[layer]:
            listed = (f"{one['id']} {_brief(one, words)}" for one in by_layer[layer])
            yield _Note(brief, layer, "; ".join(listed))
    for block in by_layer["block"]:
        if not words.shown.is_line_kind(block):
            yield from _describe(block, words)


def _describe(annotation: AnyRecord, words: DocumentWords, name: str = "") -> Iterator[_Note]:
    """An annotation in lines: what it is, then its words and what it is related to."""
    layer = annotation["layer"]
    exact = f"“{_shortened(words.exact(annotation))}”"
    first = words.heading(annotation)
    details: list[str] = []
    if layer == "stance":
        how = (annotation["form"], annotation["modality"], f"intensity {annotation['intensity']}")
        first = f"{first}: {exact} ({', '.join(how)})"
    elif layer == "quote":
        details = list(_quote_details(annotation, words))
    else:
        first = _brief(annotation, words)
    caveats = words.caveats(annotation) if layer in ("quote", "stance") else []
    yield _Note(name or annotation["id"], layer, first + _automatic(annotation))
    for line in ("; ".join(details), f"note: {'; '.join(caveats)}" if caveats else ""):
        if line:
            yield _Note("", layer, line)


def _quote_details(quote: AnyRecord, words: DocumentWords) -> Iterator[str]:
    parts = {part.field: part.words for part in words.relations(quote)}
    if "source" in parts:
        how = f" ({quote['resolution']})" if "resolution" in quote else ""
        yield f"source {parts.pop('source')}{how}"
    elif "resolution" in quote:
        yield f"{quote['resolution']} source"
    if cue := " … ".join(f"“{span['exact']}”" for span in spans_of(quote, "cue")):
        yield f"cue {cue}"
    if said := words.saying(quote):
        yield f"said {said}"
        del parts["said"]
    parts.pop("stance", None)
    for field, what in parts.items():
        yield f"{field} {what}"
    if "utterance" in quote:
        yield f"utterance {quote['utterance']}"


def _brief(annotation: AnyRecord, words: DocumentWords) -> str:
    """A mention, a date or marks in a few words."""
    exact = _shortened(words.exact(annotation), 80)
    flags = "".join(f" ({caveat})" for caveat in words.caveats(annotation))
    match annotation["layer"]:
        case "speaker":
            named = words.named(annotation.get("speakers"))
            told = exact if exact == named or not named else f"{exact} = {named}"
        case "date":
            time = words.time_of(annotation)
            told = f"{exact} = {annotation['value']}{f' ({time})' if time else ''}"
        case _:
            told = f"{exact}: {words.heading(annotation)}"
    return told + flags


def _describe_match(
    match: Match, name: str, words: tuple[DocumentWords, DocumentWords]
) -> Iterator[_Note]:
    if match.status == "same" or (match.status == "changed" and name.startswith("+")):
        return
    yield from _describe(match.shown, words[match.first is None], name)
    for field in match.fields:
        assert match.first is not None
        assert match.second is not None
        values = (_value(one, field) for one in (match.first, match.second))
        yield _Note("", match.shown["layer"], f"{field}: {' → '.join(values)}")


def _value(annotation: AnyRecord, field: str) -> str:
    value = annotation.get(field)
    spans = spans_of(annotation, field) if field in SPAN_FIELDS else []
    if spans:
        return " … ".join(f"“{_shortened(span['exact'])}”" for span in spans)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "nothing")


def _automatic(annotation: AnyRecord) -> str:
    if "rule" not in annotation:
        return ""
    share = annotation.get("precision")
    return f" [rule {annotation['rule']}{'' if share is None else f', right {share:.0%}'}]"


def _shortened(words: str, most: int = 160) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most // 2]} […] {words[-most // 2 :]}"


# Lines.


def _head(shown: Shown) -> Iterator[Text]:
    yield Text(printable(f"{shown.doc_id}: {shown.title}"), "bold")
    facts = shown.facts
    dct = facts.get("dct")
    given = [
        facts.get("outlet"),
        ", ".join(facts.get("authors", ())),
        f"{dct} ({facts.get('dct_status')})" if facts.get("dct_status") else dct,
        facts.get("status") or ("annotated by program" if shown.automatic else None),
    ]
    yield Text(printable(" · ".join(str(one) for one in given if one)), "dim")


def _notes(shown: Shown, cut: Cut) -> Iterator[Text]:
    notes = list(shown.notes)
    if cut.not_drawn:
        names = ", ".join(shown.annotations[one]["id"] for one in sorted(cut.not_drawn)[:20])
        notes.append(f"too many overlap to be shown in the text: {names}")
    for note in notes:
        yield Text("")
        yield Text(printable(f"note: {note}"), "bold")


def _body(
    shown: Shown,
    cut: Cut,
    describe: Callable[[Sequence[AnyAnnotation]], Iterator[_Note]],
    colour: bool,
) -> Iterator[Text]:
    """The lines of the text, each followed by what begins in it."""
    brackets = _Brackets(shown.annotations, colour)
    first = {
        one["id"]: min(span["start"] for field in DRAWN for span in spans_of(one, field))
        for one in shown.annotations
    }
    waiting = sorted(shown.annotations, key=lambda one: first[one["id"]], reverse=True)
    pieces = iter(cut.pieces)
    piece = next(pieces, None)
    for line in shown.lines:
        row = Text()
        while piece is not None and piece.start < line.end:
            if piece.end > line.start:
                brackets.add(row, piece, shown.text)
            piece = next(pieces, None)
        brackets.close(row, piece.covering if piece and piece.start == line.end else ())
        yield Text("")
        yield _with_kind(row, line)
        begun = []
        while waiting and first[waiting[-1]["id"]] < line.end:
            begun.append(waiting.pop())
        for below in describe(begun):
            label = (f"{below.name} ", STYLES[below.layer]) if below.name else "  "
            yield Text.assemble(_INDENT, label, printable(below.words))


def _with_kind(row: Text, line: ShownLine) -> Text:
    if line.kind == "paragraph":
        return row
    return Text.assemble((f"{line.kind.replace('_', ' ')}: ", "dim"), row)


class _Brackets:
    """Writes pieces with the brackets that open and close at their boundaries."""

    def __init__(self, annotations: Sequence[AnyAnnotation], colour: bool) -> None:
        self._names = [one["id"] for one in annotations]
        self._fragments = [len(spans_of(one, MAIN_FIELD[one["layer"]])) for one in annotations]
        self._colour = colour
        self._open: list[Stretch] = []
        self._seen: dict[int, int] = {}
        self._crossed: set[Stretch] = set()

    def add(self, row: Text, piece: TextPiece, text: str) -> None:
        """Adds a piece to a row."""
        stretches = [one for _, one in piece.covering]
        self.close(row, piece.covering)
        for stretch in sorted(stretches, key=lambda one: -one.end):
            if stretch not in self._open:
                self._write_opening(row, stretch)
        shown = _SPACE.sub(" ", text[piece.start : piece.end])
        row.append(printable(shown), self._style(stretches))

    def close(self, row: Text, covering: Iterable[tuple[int, Stretch]]) -> None:
        """Closes what a piece that follows no longer has."""
        kept = {one for _, one in covering}
        for stretch in reversed([one for one in self._open if one not in kept]):
            is_innermost = self._open[-1] == stretch
            self._open.remove(stretch)
            labelled = stretch in self._crossed or not is_innermost
            if labelled or not self._colour:
                name = self._names[stretch.number] if labelled else ""
                row.append(f"{name}]", self._bracket_style(stretch))

    def _write_opening(self, row: Text, stretch: Stretch) -> None:
        for other in self._open:
            if other.end < stretch.end or other.layer == stretch.layer:
                self._crossed |= {other, stretch}
        self._open.append(stretch)
        row.append(f"[{self._label(stretch)} ", self._bracket_style(stretch))

    def _label(self, stretch: Stretch) -> str:
        """The id; with what the stretch is, if it is a cue, or which fragment of several."""
        name = str(self._names[stretch.number])
        if stretch.field == "cue":
            return f"{name}:cue"
        if self._fragments[stretch.number] < 2:
            return name
        self._seen[stretch.number] = self._seen.get(stretch.number, 0) + 1
        return f"{name}.{self._seen[stretch.number]}"

    def _bracket_style(self, stretch: Stretch) -> str:
        return f"dim {STYLES[stretch.layer].split()[-1]}" if self._colour else ""

    def _style(self, stretches: Sequence[Stretch]) -> str:
        if not self._colour:
            return ""
        found = []
        contents = sum(one.field == "content" for one in stretches)
        if contents:
            found.append(STYLES["quote"] if contents == 1 else _NESTED)
        found += [
            STYLES[name]
            for name in ("mark", "block", "stance", "cue", "speaker", "date")
            if any(name in (one.layer, one.field) for one in stretches)
        ]
        return " ".join(found)
