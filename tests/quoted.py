"""Texts with their attributions marked up, for the tests of the quote annotator.

    “[We lost,]d1” <said>1 {Marta Lind}1, <adding>2 that [*nobody* knew]m2.

`[…]` is content, followed by the first letter of its type, `<…>` a cue, `{…}` a source, `|…|` a
channel, `*…*` words that are verbatim; the numbers tell the attributions apart and are left out
where there is one alone. `]d2+1` tells that the second continues the first, `]d2^1` that it stands
in it.
"""

from __future__ import annotations

import re

from said.annotators.quotes import Convention, find_attributions, marks
from said.annotators.quotes.attribution import Attribution
from said.annotators.quotes.reading import ClassedText, Sentence
from said.text.reading import Reading
from said.text.segments import Range

_MARKUP = re.compile(r"[\[<{*|]|\][dim]\d*(?:[+^]\d+)*|[>}]\d*")


def plain(marked: str) -> str:
    """The text without the markup."""
    return _MARKUP.sub("", marked)


def attributions(text: str, convention: Convention = "said") -> list[Attribution]:
    """The attributions of a text."""
    return find_attributions(Reading(text), convention)


def found(marked: str, convention: Convention = "said") -> str:
    """The text with the markup of what is found in it, to be compared with its own."""
    text = plain(marked)
    return marked_up(text, attributions(text, convention))


def marked_up(text: str, attributions: list[Attribution]) -> str:
    """A text with its attributions marked up."""
    # By place, closing signs before opening ones, the wider outside.
    signs: list[tuple[tuple[int, int, int, int], str]] = []

    def sign(place: tuple[int, int], opening: str, closing: str, order: int) -> None:
        start, end = place
        signs.append(((start, 1, start - end, order), opening))
        signs.append(((end, 0, end - start, -order), closing))

    for number, one in enumerate(attributions, 1):
        label = str(number) if len(attributions) > 1 else ""
        links = f"+{one.continues + 1}" if one.continues is not None else ""
        links += f"^{one.parent + 1}" if one.parent is not None else ""
        for place in one.content:
            sign(place, "[", f"]{one.type[0]}{label}{links}", 4 * number)
        for place in one.cue:
            sign(place, "<", f">{label}", 4 * number + 2)
        for place in one.verbatim:
            sign(place, "*", "*", 4 * number + 3)
        if one.source:
            sign(one.source, "{", f"}}{label}", 4 * number + 1)
        if one.via:
            sign(one.via, "|", "|", 4 * number + 1)
    parts, at = [], 0
    for key, string in sorted(signs):
        parts += [text[at : key[0]], string]
        at = key[0]
    return "".join(parts) + text[at:]


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text as the annotator reads them."""
    reading = Reading(text)
    marked = marks.without_wrappers(reading, marks.find_marked(reading))
    classed = ClassedText(reading)
    return [
        sentence
        for start, end in reading.paragraphs
        for sentence in classed.sentences(
            (start, end), [one for one in marked if start <= one.outer[0] < end]
        )
    ]


def words(text: str, sentence: Sentence, places: Range | None) -> str | None:
    """The string of some tokens of a sentence."""
    if places is None:
        return None
    start, end = sentence.range(places)
    return text[start:end]
