"""Passages of many genres, with content, type, cue, source mention and status of each quote.

How `passages.txt` is written: a line with `#` names what the passages below it have in common. In a
passage `[…]` is content, followed by the first letter of its type, `-` if the text denies that it
was said and `~` if it does not tell it as a fact; `<…>` is a cue and `{…}` a mention in the source;
numbers tell the quotes of a passage apart. Names and places are invented.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from each_case import each_case
from said import annotate
from said.scoring.attribution import comparable_place
from said.text.segments import Place, Range

_MARKUP = re.compile(r"[\[<{]|\](?P<type>[dim])(?P<status>[-~]*)\d*|[>}]\d*")
_OPENING = {"]": "[", ">": "<", "}": "{"}
_TYPES = {"d": "direct", "i": "indirect", "m": "mixed"}
_STATUS = {"-": "negative", "~": "indeterminate"}


class Part(NamedTuple):
    """A quote as it is compared: places without the marks and punctuation at their edges."""

    content: Place
    type: str
    cue: Place
    source: Place
    status: frozenset[str]


def read_passage(marked: str) -> tuple[str, set[Part]]:
    """The text of a passage, and the quotes that are marked in it."""
    text, after = "", 0
    opened: list[tuple[str, int]] = []
    places: dict[tuple[str, str], list[Range]] = defaultdict(list)
    types: dict[str, tuple[str, str]] = {}
    for sign in _MARKUP.finditer(marked):
        text += marked[after : sign.start()]
        after = sign.end()
        if sign[0] in _OPENING.values():
            opened.append((sign[0], len(text)))
            continue
        kind = _OPENING[sign[0][0]]
        last = max(at for at, (other, _) in enumerate(opened) if other == kind)
        number = sign[0].lstrip("]>}dim-~")
        places[number, kind].append((opened.pop(last)[1], len(text)))
        if sign["type"]:
            types[number] = sign["type"], sign["status"]
    text += marked[after:]

    def place(number: str, kind: str) -> Place:
        return comparable_place(text, sorted(places[number, kind]))

    return text, {
        Part(
            place(number, "["),
            _TYPES[type_],
            place(number, "<"),
            place(number, "{"),
            frozenset(_STATUS[sign] for sign in status),
        )
        for number, (type_, status) in types.items()
    }


def annotated(text: str) -> set[Part]:
    """The quotes that the annotators find."""
    lines = annotate(text, "2024-05-15", "quotes,speakers")
    mentions = {line["id"]: line["span"] for line in lines if line["layer"] == "speaker"}

    def place(spans: list[dict[str, int]]) -> Place:
        return comparable_place(text, [(one["start"], one["end"]) for one in spans])

    return {
        Part(
            place(line["content"]),
            line["type"],
            place(line.get("cue", [])),
            place([mentions[id_] for id_ in line.get("source", [])]),
            frozenset(line[field] for field in ("polarity", "determinacy") if field in line),
        )
        for line in lines
        if line["layer"] == "quote"
    }


def _passages() -> list[str]:
    lines = Path(__file__).with_name("passages.txt").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#"))
    return [one for one in text.replace("\n\n", "\n").strip().split("\n") if one]


@each_case("marked", _passages())
def test_every_quote_of_a_passage_is_found_with_all_parts(marked: str) -> None:
    text, expected = read_passage(marked)
    assert annotated(text) == expected
