"""The page of one document: its text in its original layout, and a card for each annotation.

The text is cut at every boundary. What covers a piece is nested around it, the first lane
innermost; a style for each lane draws its line at a depth of its own, and a style for each layer
says what the line looks like. Before an annotation stands its id, as a link to its card. The page
is complete without a script.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from said.schema.records import AnyAnnotation
from said.schema.scheme import LAYERS
from said.site.details import Card, card_of, correction_query
from said.site.pieces import LANE_ORDER, Cut, Stretch, TextPiece, cut_document
from said.site.render import as_text
from said.site.shown import Shown, ShownLine
from said.site.words import DocumentWords

NOUNS = {
    "quote": "Quotes",
    "speaker": "Speakers",
    "date": "Dates",
    "stance": "Stances",
    "mark": "Other quotation marks",
    "block": "Blocks",
}
"""What a reader knows the layers as."""
DEEPEST = 11
"""The last lane with a depth of its own; what is deeper is drawn with it."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CODES: dict[str, str] = {layer: layer[0] if layer != "stance" else "t" for layer in LAYERS}
"""Short names of layers in the markup: the letters of their ids."""


class CardGroup(NamedTuple):
    """The cards of a layer."""

    layer: str
    code: str
    noun: str
    is_complete: bool
    cards: list[Card]


def document_context(shown: Shown, issues: str | None, version: str | None) -> dict[str, Any]:
    """What the template of the page needs. `issues` is the address of a form for corrections."""
    words = DocumentWords(shown)
    cut = cut_document(shown)
    cards = [card_of(one, words) for one in shown.annotations]
    not_drawn = [shown.annotations[number]["id"] for number in sorted(cut.not_drawn)]
    return {
        "shown": shown,
        "facts": shown.facts,
        "language": _language(shown),
        "lines": list(text_lines(shown, cut, words)),
        "groups": [
            CardGroup(
                layer,
                _CODES[layer],
                NOUNS[layer],
                layer in shown.layers,
                [card for card in cards if card.layer == layer],
            )
            for layer in LANE_ORDER
        ],
        "not_drawn": not_drawn,
        "voices": _voices(shown, words),
        "correct": (lambda card: f"{issues}?{correction_query(shown.doc_id, card, version)}")
        if issues
        else None,
    }


def _language(shown: Shown) -> str | None:
    """The language of the text, if it is one that a browser can know."""
    given = shown.facts.get("language")
    return given if isinstance(given, str) and _LANGUAGE.fullmatch(given) else None


def _voices(shown: Shown, words: DocumentWords) -> list[tuple[str, list[str]]]:
    """Who is quoted, with the ids of the quotes, the most quoted first."""
    found: dict[str, list[str]] = {}
    for one in shown.annotations:
        if one["layer"] == "quote":
            found.setdefault(words.speakers(one), []).append(one["id"])
    return sorted(found.items(), key=lambda entry: -len(entry[1]))


class LineHtml(NamedTuple):
    """A line of the text as it is shown: the kind of its block and its annotation, whether an empty
    line is before it, the number of its lanes, and its content."""

    kind: str
    block: str | None
    is_apart: bool
    lanes: int
    html: Markup


def text_lines(shown: Shown, cut: Cut, words: DocumentWords) -> Iterator[LineHtml]:
    """The lines of the text that are not empty."""
    tags = _Tags(shown.annotations, words)
    blocks = {
        one["span"]["start"]: one["id"] for one in shown.annotations if one["layer"] == "block"
    }
    pieces = iter(cut.pieces)
    piece = next(pieces, None)
    before = 0
    for line in shown.lines:
        inside: list[TextPiece] = []
        while piece is not None and piece.start < line.end:
            if piece.start >= line.start:
                inside.append(piece)
            piece = next(pieces, None)
        html = Markup().join(_piece(one, shown.text, tags) for one in inside)
        lanes = max((one.covering[-1][0] + 1 for one in inside if one.covering), default=0)
        is_apart = shown.text.count("\n", before, line.start) > 1
        block = None if line.kind == "paragraph" else blocks.get(line.start)
        html = _indent(shown.text, line) + html
        yield LineHtml(line.kind, block, is_apart, min(lanes, DEEPEST + 1), html)
        before = line.end


def _indent(text: str, line: ShownLine) -> Markup:
    """The white space before a line, which is a part of its layout."""
    return as_text(text[text.rfind("\n", 0, line.start) + 1 : line.start])


def _piece(piece: TextPiece, text: str, tags: _Tags) -> Markup:
    opened = "".join(
        f'<span class="{_classes(lane, stretch)}" data-a={tags.ids[stretch.number]}>'
        for lane, stretch in reversed(piece.covering)
    )
    tagged = Markup().join(tags.before(stretch) for _, stretch in piece.covering)
    content = as_text(text[piece.start : piece.end])
    return Markup(f"{tagged}{opened}{content}{'</span>' * len(piece.covering)}")  # noqa: S704


def _classes(lane: int, stretch: Stretch) -> str:
    cue = " cue" if stretch.field == "cue" else ""
    return f"{_CODES[stretch.layer]} k{min(lane, DEEPEST)}{cue}"


class _Tags:
    """The ids that stand in the text, each before the first stretch of its annotation."""

    def __init__(self, annotations: Sequence[AnyAnnotation], words: DocumentWords) -> None:
        self.ids = [escape(one["id"]) for one in annotations]
        self._annotations = annotations
        self._words = words
        self._left = Counter(range(len(annotations)))

    def before(self, stretch: Stretch) -> Markup:
        """The id, where the annotation begins; a cue before it does not count."""
        if stretch.field == "cue" or not self._left.pop(stretch.number, 0):
            return Markup()
        annotation = self._annotations[stretch.number]
        label = as_text(self._words.heading(annotation)).striptags()
        id_, code = self.ids[stretch.number], _CODES[stretch.layer]
        return Markup(
            '<a class="tag {code}" id="at-{id}" href="#{id}" tabindex="-1" '
            'aria-label="{id}: {label}">{id}</a>'
        ).format(code=code, id=id_, label=label)
