"""Turns of a transcript, answers of an interview, and words behind the dashes of a dialogue, which
the layout of a text attributes (Q13).

A text has turns if several of its paragraphs begin with a name and a colon, the same names again
and again: "LIND: We lost." In an interview, Q and A may stand for names, or nothing: then
paragraphs that are questions alternate with others in which somebody says *I*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import regex

from said.annotators.quotes.lexemes import listed, verbs
from said.text.marks import is_mark
from said.text.reading import Reading
from said.text.segments import Range, trimmed_range

_LABEL = regex.compile(
    r"(?P<name>(?:\p{Lu}[\p{L}\p{N}.'’-]{0,20}\s){0,4}\p{Lu}[\p{L}\p{N}.'’-]{0,20})"
    r"(?:\s\([^()\n]{1,30}\))?(?P<sign>:)\s+(?=\S)"
)
_LONGEST_LABEL = 120
_FEWEST = 3
"""Turns from which on a text is a transcript: fewer are lines with a label."""
_SHARE = 0.6
_QUESTION = ("?", "?”", '?"')
_LONGEST_QUESTION = 400
_SELF = regex.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|me)\b")
# What is done while somebody speaks: (laughs), [Applause].
_ACTION = regex.compile(r"\s*(?:\((?:\p{Ll}|\p{Lu}{2})[^()\n]{0,40}\)|\[\p{L}[^\[\]\n]{0,40}\])\s*")


# What is said behind a dash, and who says it: "— We lost, said Lind. — All of it."
_DASHED = regex.compile(r"[—–―]\s*(?=[\p{Lu}¿¡])")
_NAME = r"\p{Lu}[\p{L}’'-]*"
_SPEAKER = rf"(?:(?:the|his|her|a)\s\p{{Ll}}+|(?:he|she|they|I)\b|{_NAME}(?:\s{_NAME}){{0,3}})"
_SAID = regex.compile(
    rf"[,?!…]\s+(?:(?P<verb>\p{{Ll}}+)\s+(?P<source>{_SPEAKER})"
    rf"|(?P<first>{_SPEAKER})\s+(?P<behind>\p{{Ll}}+))(?=[.,;]|\s+[—–―]|\s*\Z)"
)
_NEXT_DASH = regex.compile(r"\s[—–―]\s*")
_LONGEST_DASHED = 2000


class Turn(NamedTuple):
    """What is said in a paragraph, without what is done meanwhile; who says it, and by which word;
    whether it goes on from the paragraph before."""

    content: tuple[Range, ...]
    source: Range | None = None
    continues: bool = False
    cue: tuple[Range, ...] = ()


class _Line(NamedTuple):
    """A paragraph with a label: the name, and where the words begin."""

    name: Range
    start: int


def find_turns(reading: Reading) -> Mapping[int, Turn]:
    """The turns of a text by the number of their paragraph; none if the text is no transcript and
    no interview."""
    return _find_labelled(reading) or _find_answers(reading) or _find_dashed(reading)


def _find_labelled(reading: Reading) -> dict[int, Turn]:
    """The turns behind labels."""
    text = reading.text
    lines = {
        number: _Line(label.span("name"), label.end())
        for number, (start, end) in enumerate(reading.paragraphs)
        if text.find(":", start, min(end, start + _LONGEST_LABEL)) > 0
        and (label := _LABEL.match(text, start, min(end, start + _LONGEST_LABEL)))
    }
    lines = _without_headings(lines, text)
    labels = {number: text[slice(*line.name)] for number, line in lines.items()}
    if len(lines) < _FEWEST or not _is_transcript(text, lines, labels):
        return {}
    asking = _askers(text, reading.paragraphs, labels)
    found: dict[int, Turn] = {}
    for number in range(min(lines), max(lines) + 1):
        line = lines.get(number)
        start, end = reading.paragraphs[number]
        if line is None:
            if number - 1 in found:
                found[number] = Turn(_without_actions(text, start, end), continues=True)
        elif labels[number] not in asking:
            source = None if labels[number] == "A" else line.name
            found[number] = Turn(_without_actions(text, line.start, end), source)
    return {number: turn for number, turn in found.items() if turn.content}


def _without_headings(lines: Mapping[int, _Line], text: str) -> dict[int, _Line]:
    """The lines with a label, without those apart from the turns whose label comes once."""
    counts = Counter(text[slice(*line.name)] for line in lines.values())
    again = [number for number, line in lines.items() if counts[text[slice(*line.name)]] > 1]
    first, last = min(again, default=0) - 1, max(again, default=0) + 1
    return {number: line for number, line in lines.items() if first <= number <= last}


def _is_transcript(text: str, lines: Mapping[int, _Line], labels: Mapping[int, str]) -> bool:
    """Whether labels are those of turns: two or more names, most of them more than once, in most
    paragraphs between the first and the last, and without marks behind them."""
    counts = Counter(labels.values())
    again = sum(count for count in counts.values() if count > 1)
    between = max(lines) - min(lines) + 1
    marked = sum(is_mark(text[line.start]) for line in lines.values())
    named = all(_may_be_name(text, label, count) for label, count in counts.items())
    return (
        len(counts) > 1
        and named
        and 2 * again >= len(lines)
        and 2 * len(lines) >= between
        and 2 * marked < len(lines)
    )


def _may_be_name(text: str, label: str, count: int) -> bool:
    """Whether a label may name who speaks: it has several words or capitals only, or the text has
    it elsewhere, too."""
    return " " in label or label.isupper() or text.count(label) > count


def _askers(text: str, paragraphs: Sequence[Range], labels: Mapping[int, str]) -> set[str]:
    """The labels of who asks for the outlet: Q, or the name of an outlet before questions alone."""
    asking = {"Q", "QUESTION", "Question", "INTERVIEWER", "Interviewer"}
    for label in set(labels.values()):
        turns = [paragraphs[number] for number in labels if labels[number] == label]
        is_outlet = not listed("outlets").isdisjoint(label.lower().split())
        if is_outlet and all(text[end - 1] == "?" for _, end in turns):
            asking.add(label)
    return asking


def _find_answers(reading: Reading) -> dict[int, Turn]:
    """The answers of an interview whose questions are paragraphs."""
    text, paragraphs = reading.text, reading.paragraphs
    if text.count("?") < _FEWEST or reading.marks:
        return {}
    asked = {
        number
        for number, (start, end) in enumerate(paragraphs)
        if end - start < _LONGEST_QUESTION and text[start:end].endswith(_QUESTION)
    }
    answers = {number + 1 for number in asked if number + 1 < len(paragraphs)} - asked
    own = sum(_SELF.search(text, *paragraphs[number]) is not None for number in answers)
    alternate = len(answers) >= _FEWEST and len(answers) >= _SHARE * len(asked)
    if not alternate or own < _SHARE * len(answers):
        return {}
    return dict(_answers(text, paragraphs, asked, max(answers)))


def _answers(
    text: str, paragraphs: Sequence[Range], asked: set[int], last: int
) -> Iterator[tuple[int, Turn]]:
    for number in range(min(asked), last + 1):
        content = _without_actions(text, *paragraphs[number])
        if number not in asked and content:
            yield number, Turn(content, continues=number - 1 not in asked)


def _without_actions(text: str, start: int, end: int) -> tuple[Range, ...]:
    """The words of a turn: its fragments around what is done meanwhile."""
    edges = [start]
    for action in _ACTION.finditer(text, start, end):
        edges += action.span()
    edges.append(end)
    pieces = (trimmed_range(text, *pair) for pair in zip(edges[::2], edges[1::2], strict=True))
    return tuple(
        (first, after) for first, after in pieces if any(map(str.isalnum, text[first:after]))
    )


def _find_dashed(reading: Reading) -> dict[int, Turn]:
    """The paragraphs that begin with a dash, if one of them says who speaks."""
    text = reading.text
    dashed = {
        number: dash.end()
        for number, (start, _) in enumerate(reading.paragraphs)
        if text[start] in "—–―" and (dash := _DASHED.match(text, start))
    }
    found = {
        number: _in_dashes(text, start, reading.paragraphs[number][1])
        for number, start in dashed.items()
    }
    return found if any(turn.cue for turn in found.values()) else {}


def _in_dashes(text: str, start: int, end: int) -> Turn:
    """The words behind a dash, around who says them."""
    for said in _SAID.finditer(text, start, min(end, start + _LONGEST_DASHED)):
        word = verbs().get(said["verb"] or said["behind"])
        if word is None or not word.clause or word.attitude:
            continue
        inverted = said["verb"] is not None
        rest = _NEXT_DASH.search(text, said.end(), end)
        content = [(start, said.start() + 1)]
        content += [(rest.end(), end)] if rest and rest.end() < end else ()
        source, cue = ("source", "verb") if inverted else ("first", "behind")
        return Turn(tuple(content), said.span(source), cue=(said.span(cue),))
    return Turn(((start, end),))
