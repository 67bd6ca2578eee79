"""A small document with a quote in two fragments, an emoji before everything, and two line ends."""

from __future__ import annotations

from typing import Any

TEXT = "🎉 “Yes,” said\r\nMaya Lind, “we will.”\nShe left on May\n2.\n"


def span(exact: str) -> dict[str, Any]:
    start = TEXT.index(exact)
    return {"start": start, "end": start + len(exact), "exact": exact}


QUOTE = {
    "id": "q7",
    "layer": "quote",
    "content": [span("“Yes,”"), span("“we will.”")],
    "cue": [span("said")],
    "type": "direct",
    "source": ["s4", "s2"],
    "speakers": ["maya-lind"],
    "flags": ["anachronism", "source_error"],
}
SPEAKERS = [
    {"id": id_, "layer": "speaker", "span": span(exact), "form": form, "speakers": ["a", "b-c"]}
    for id_, exact, form in (("s2", "Maya Lind", "name"), ("s4", "She", "pronoun"))
]
DATE = {
    "id": "d1",
    "layer": "date",
    "span": span("May\n2"),
    "type": "DATE",
    "value": "XXXX-05-02",
    "anchor": "dct",
}
LINES = [QUOTE, *SPEAKERS, DATE]
