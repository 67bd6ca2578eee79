"""Texts with decomposed letters are read as any other, and are left as they are."""

from __future__ import annotations

import unicodedata
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import effort
import said
from said.annotators.annotate import draft
from said.annotators.composed import composed
from said.text import segments as texts

TEXT = (
    "“We lost,” Zoë Bergström said on 3 May 2024. Renée Dubois told a café owner that the price "
    "was too high. Dubois left."
)


def spans(annotation: dict[str, Any]) -> list[dict[str, Any]]:
    fields = ("content", "verbatim", "cue", "expression")
    inner = [span for field in fields for span in annotation.get(field, ())]
    return [annotation["span"]] if "span" in annotation else inner


def test_what_is_found_does_not_depend_on_the_form() -> None:
    decomposed = unicodedata.normalize("NFD", TEXT)
    assert decomposed != TEXT
    one, other = (draft(text, "2024-05-15", "quotes,dates") for text in (TEXT, decomposed))
    assert one.entities == other.entities
    assert "renee-dubois" in {entity["id"] for entity in other.entities}
    exact = [[span["exact"] for span in spans(found)] for found in one.annotations]
    assert exact == [
        [unicodedata.normalize("NFC", span["exact"]) for span in spans(found)]
        for found in other.annotations
    ]
    for found in other.annotations:
        for span in spans(found):
            assert decomposed[span["start"] : span["end"]] == span["exact"]


def test_a_composed_text_is_taken_as_it_is() -> None:
    assert composed(TEXT) is None
    assert composed("") is None


MARKS = st.sampled_from(
    ["\u0301", "\u0308", "\u0327", "\u0958", "\u1100\u1161", "e", "Zoe", " ", "\r\n"]
)


@settings(derandomize=True, max_examples=effort.examples(300))
@given(st.lists(st.one_of(MARKS, st.text(max_size=3)), max_size=20).map("".join))
def test_places_lead_back(text: str) -> None:
    read = composed(text)
    if read is None:
        assert unicodedata.is_normalized("NFC", text)
        return
    assert len(read.places) == len(read.text)
    assert all(0 <= start < end <= len(text) for start, end in read.places)
    assert read.places == sorted(read.places)
    for letter, (start, end) in zip(read.text, read.places, strict=True):
        assert letter in unicodedata.normalize("NFC", text[start:end])


@settings(derandomize=True, max_examples=effort.examples(100))
@given(st.lists(st.sampled_from(["Zoë", "Bergström", "said", "“We", "lost,”", "on", "3 May", "."])))
def test_spans_of_decomposed_texts_fit_them(words: list[str]) -> None:
    text = unicodedata.normalize("NFD", " ".join(words))
    inside = texts.inside_graphemes(text)
    for found in said.annotate(text, layers="quotes,dates"):
        for span in spans(found):
            assert text[span["start"] : span["end"]] == span["exact"] != ""
            assert not {span["start"], span["end"]} & set(inside)
