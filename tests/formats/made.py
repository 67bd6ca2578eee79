"""Generated documents for the tests of formats: texts with all that is odd in text, and sound
annotations of all layers on them, nested, adjacent, overlapping, discontinuous and identical."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from said.formats import graph
from said.formats.document import AnnotatedText
from said.schema import canonical, scheme
from said.schema.records import AnyAnnotation as Annotation
from said.system.places import SOURCE_ROOT
from said.text import segments as texts

SPACES = ["\r\n", "\r", "\n", "\t", " ", "\u00a0", "\u0085", "\u2028", "\u2029", "\f", "\x1e"]
LETTERS = ["🎉", "👩\u200d👧", "e\u0301", "שלום", "مرحبا", "\u200f", "\ufffd", "\ufeff", "a", "May"]
MARKS = ["“", "”", "&amp;", "<b>", '"', "'", "\\n", "\\", ";", "]]>", "#", "%"]
PIECES = st.sampled_from([*SPACES, *LETTERS, *LETTERS, *MARKS])
TEXTS = st.lists(PIECES | st.characters(codec="utf-8", exclude_characters="\0"), max_size=25).map(
    "".join
)
STRINGS = st.text(
    st.sampled_from("ab-1: ;,\t\r\n\\&<>\"'[]{}=|#🎉é\u0301\u2028"), min_size=1, max_size=6
)
OWN_FLAGS = ("scan-error", "check_later", "v2")
"""Flags as a corpus can declare them."""
LETTER = {"block": "b", "mark": "m", "speaker": "s", "quote": "q", "date": "d", "stance": "t"}
LINKED = {
    "source": "s",
    "via": "s",
    "addressee": "s",
    "said": "d",
    "parent": "q",
    "continues": "q",
    "quote": "q",
}


@st.composite
def documents(draw: st.DrawFn) -> AnnotatedText:
    """A document that could be a draft: sound by itself, whatever its labels mean together."""
    text = draw(TEXTS)
    edges = [
        at
        for at in range(len(text) + 1)
        if not texts.splits_grapheme(text, at) and not _inside_pair(text, at)
    ]
    places = [
        (start, end)
        for start in edges
        for end in edges
        if start < end and not text[start].isspace() and not text[end - 1].isspace()
    ]
    layers = draw(st.lists(st.sampled_from(list(LETTER)), max_size=8)) if places else []
    numbers = draw(st.permutations(range(1, len(layers) + 1)))
    ids = [f"{LETTER[layer]}{n}" for layer, n in zip(layers, numbers, strict=True)]
    made = [
        draw(_annotations(id_, layer, text, places, ids))
        for id_, layer in zip(ids, layers, strict=True)
    ]
    return AnnotatedText("doc-1", text, None, sorted(made, key=canonical.place))


def _inside_pair(text: str, at: int) -> bool:
    return text[at - 1 : at + 1] == "\r\n"


@st.composite
def _annotations(
    draw: st.DrawFn, id_: str, layer: str, text: str, places: list[Any], ids: list[str]
) -> Annotation:
    def spans(most: int) -> list[dict[str, Any]]:
        kept: list[Any] = []
        for place in draw(st.lists(st.sampled_from(places), min_size=1, max_size=most)):
            if all(place[1] <= start or end <= place[0] for start, end in kept):
                kept.append(place)
        return [texts.span(text, place) for place in sorted(kept)]

    main = scheme.MAIN_FIELD[layer]
    made: Annotation = {"id": id_, "layer": layer}
    made[main] = spans(1)[0] if main == "span" else spans(3)
    for role in graph.SIDES.get(layer, ()):
        if draw(st.booleans()):
            made[role] = spans(3)
    for field in graph.attribute_fields(layer):
        if draw(st.booleans()):
            made[field] = draw(_values(layer, field))
    for role in scheme.REFERENCES[layer]:
        known = [one for one in ids if one.startswith(LINKED.get(role, "d"))]
        if role == "anchor":
            known.append(scheme.DCT)
        if known and draw(st.booleans()):
            several = st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True)
            made[role] = draw(several if scheme.is_list(layer, role) else st.sampled_from(known))
    return canonical.arranged(made, "annotation")


def _values(layer: str, field: str) -> st.SearchStrategy[Any]:
    labels = scheme.labels_in(layer, field)
    labels = (*scheme.FLAGS, *OWN_FLAGS) if field == "flags" else labels
    values: st.SearchStrategy[Any] = st.sampled_from(labels) if labels else STRINGS
    if scheme.is_integer(layer, field):
        values = values.map(int)
    if scheme.is_number(layer, field):
        values = st.sampled_from([0, 1, 0.5, 0.92])
    return st.lists(values, min_size=1, unique=True) if scheme.is_list(layer, field) else values


def real_documents() -> list[AnnotatedText]:
    """The adjudicated documents of the project."""
    found = []
    for file in sorted((SOURCE_ROOT / "seeds").glob("*/raw.txt")):
        folder = file.parent
        lines = (folder / "annotations.jsonl").read_text("utf-8").removesuffix("\n").split("\n")
        dct = json.loads((folder / "document.json").read_bytes())["dct"]["value"]
        text = (folder / "raw.txt").read_bytes().decode()
        found.append(AnnotatedText(folder.name, text, dct, [json.loads(line) for line in lines]))
    assert found
    return found
