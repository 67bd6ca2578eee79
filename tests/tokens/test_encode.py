"""Annotations as tags and spans over tokens, and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import said
from each_case import each_case
from formats.made import TEXTS, documents, real_documents
from formats.sample import LINES, TEXT
from said.formats.document import AnnotatedText
from said.schema import scheme
from said.system.errors import SaidError
from said.text.segments import trimmed_range
from said.text.tokens import find_tokens
from said.tokens import COLUMNS, IGNORED, TokenSpan, decode, encode, encode_all, labels
from said.tokens.encode import tagged_ranges

REAL = real_documents()


def held(annotations: list[Any]) -> list[Any]:
    """What spans and links have of annotations."""
    fields = {"id", "layer", *scheme.SPAN_FIELDS}
    return [
        {
            key: value
            for key, value in one.items()
            if key in fields | {scheme.LABEL_FIELD[one["layer"]], *scheme.REFERENCES[one["layer"]]}
        }
        for one in annotations
    ]


@pytest.mark.parametrize("document", REAL, ids=lambda document: document.doc_id)
def test_real_documents_come_back_from_spans_and_links(document: AnnotatedText):
    encoded = encode(document)
    assert not set(encoded.lost) - {"hidden", "unlabelled"}
    decoded = decode(encoded, document.text)
    assert decoded.annotations == held(document.annotations)
    assert decoded.lost == {}
    offsets = encoded.offsets
    assert decode(encoded.spans, document.text, offsets, encoded.links) == decoded


def widened(text: str, span: Any) -> Any:
    """A span as long as the tokens that it touches."""
    tokens = find_tokens(text)
    first, after = tokens.touched(span["start"], span["end"])
    start, end = trimmed_range(text, tokens.starts[first], tokens.ends[after - 1])
    return {"start": start, "end": end, "exact": text[start:end]}


@given(documents())
def test_generated_documents_come_back_and_every_loss_is_counted(document: AnnotatedText):
    encoded = encode(document)
    decoded = decode(encoded, document.text)
    given_spans = sum(len(scheme.all_spans(one)) for one in document.annotations)
    assert len(encoded.spans) == given_spans - encoded.lost.get("unmatched", 0)
    if not set(encoded.lost) & {"unmatched", "widened", "unlinked"}:
        assert decoded.annotations == held(document.annotations)
    by_id = {one["id"]: one for one in decoded.annotations}
    if "unmatched" not in encoded.lost:
        for one in held(document.annotations):
            for field in scheme.SPAN_FIELDS:
                spans = [widened(document.text, span) for span in scheme.spans_of(one, field)]
                assert scheme.spans_of(by_id[one["id"]], field) == spans


TOKEN = st.sampled_from(["a", "bb", "“", ".", "é", "🎉"])


@st.composite
def tagged_texts(draw: st.DrawFn) -> tuple[str, dict[str, list[int]]]:
    """A text, and well-formed tags of its tokens."""
    text = " ".join(draw(st.lists(TOKEN, min_size=1, max_size=20)))
    number = len(find_tokens(text).starts)
    tags = {}
    for column in draw(st.lists(st.sampled_from(list(COLUMNS)), unique=True)):
        known = range(1, len(labels(column)), 2)
        tags[column] = []
        for _ in range(number):
            before = tags[column][-1] if tags[column] else 0
            choices = [0, *known, *([before + before % 2] if before else [])]
            tags[column].append(draw(st.sampled_from(choices)))
    return text, tags


@given(tagged_texts())
def test_tags_come_back_from_the_spans_that_they_give(drawn: tuple[str, dict[str, list[int]]]):
    """No span of a tagger is lost or changed, whatever the linker makes of it."""
    text, tags = drawn
    tokens = find_tokens(text)
    decoded = decode(tags, text)
    for column, given_tags in tags.items():
        expected = [
            (tokens.starts[a], tokens.ends[b - 1], labels(column)[tag].partition("-")[2])
            for a, b, tag in tagged_ranges(given_tags)
        ]
        found = [(s.start, s.end, s.label) for s in decoded.spans if s.column == column]
        assert found == expected
    quotes = [one for one in decoded.annotations if one["layer"] == "quote"]
    contents = [span["start"] for quote in quotes for span in quote["content"]]
    assert sorted(contents) == [s.start for s in decoded.spans if s.column == "content"]
    linked = sum(len(quote.get("cue", ())) for quote in quotes)
    cues = [s for s in decoded.spans if s.column == "cue"]
    assert len(cues) - linked <= decoded.lost.get("unlinked", 0)


def test_the_tags_of_a_layer_that_the_document_lacks_are_ignored():
    encoded = encode({"text": TEXT, "annotations": LINES, "layers": ["quote"]})
    assert set(encoded.tags["date"]) == {IGNORED}
    assert set(encoded.tags["speaker"]) == {IGNORED}
    assert IGNORED not in encoded.tags["content"]
    assert IGNORED not in encoded.tags["source"]
    none = encode({"text": TEXT, "annotations": [], "layers": ["date"]})
    assert {column for column, tags in none.tags.items() if IGNORED not in tags} == {"date"}


def test_a_mention_whose_kind_nobody_knows_has_no_tag():
    mention = LINES[1] | {"speakers": ["maya-lind"]}
    document = {"text": TEXT, "annotations": [mention]}
    assert encode(document).lost["unlabelled"] == 1
    document["entities"] = [{"id": "maya-lind", "kind": "person"}]
    encoded = encode(document)
    tagged = [
        (token, labels("speaker")[tag])
        for token, tag in zip(encoded.tokens, encoded.tags["speaker"], strict=True)
        if tag
    ]
    assert tagged == [("Maya", "B-person"), ("Lind", "I-person")]
    assert encoded.lost == {}


def test_nested_quotes_are_hidden_in_tags_and_there_in_spans():
    text = "“Jo said ‘no’ twice,” Al said."
    inner = {"start": text.index("no"), "end": text.index("no") + 2, "exact": "no"}
    outer = {"start": 1, "end": text.index("”"), "exact": text[1 : text.index("”")]}
    quotes = [
        {"id": "q1", "layer": "quote", "content": [outer], "type": "direct"},
        {"id": "q2", "layer": "quote", "content": [inner], "type": "direct", "parent": "q1"},
    ]
    encoded = encode({"text": text, "annotations": quotes})
    assert encoded.lost == {"hidden": 1}
    assert decode(encoded, text).annotations == quotes
    assert [one["content"] for one in decode(encoded.tags, text).annotations] == [[outer]]


def test_a_row_of_the_table_documents(full_release_row: dict[str, Any]):
    row = full_release_row
    encoded = encode(row)
    assert "unlabelled" not in encoded.lost
    decoded = decode(encoded, row["text"])
    ids = {f"{row['doc_id']}/{one['id']}" for one in decoded.annotations}
    assert ids >= {one["id"] for one in row["quotes"]} | {one["id"] for one in row["dates"]}
    assert list(encode_all([row, row])) == [encoded, encoded]


@pytest.fixture
def full_release_row() -> dict[str, Any]:
    (file, *_) = sorted(Path(said.path(), "documents").glob("*.parquet"))
    row: dict[str, Any] = pq.read_table(file).to_pylist()[0]
    return row


def test_documents_are_encoded_one_after_the_other():
    """So that memory does not grow with a table."""
    taken: list[int] = []

    def given_documents() -> Iterator[Any]:
        for number in range(1_000_000):
            taken.append(number)
            yield {"text": TEXT, "annotations": LINES}

    encoded = encode_all(given_documents())
    assert taken == []
    next(encoded)
    next(encoded)
    assert taken == [0, 1]


# Tokenizers.


class Fast:
    """A fast tokenizer of transformers, as far as it is used."""

    is_fast = True

    def __call__(self, text: str, return_offsets_mapping: bool) -> dict[str, Any]:
        assert return_offsets_mapping
        return {"offset_mapping": [(0, 0), *pieces(text), (0, 0)]}


class Library:
    """A tokenizer of the library tokenizers, as far as it is used."""

    def encode_batch(self) -> None: ...

    def encode(self, text: str) -> Any:
        class Encoding:
            offsets = pieces(text)

        return Encoding()


def pieces(text: str) -> list[tuple[int, int]]:
    """Tokens of three characters at most, each with the space before it."""
    found = []
    tokens = find_tokens(text)
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        for first in range(start, end, 3):
            before = first == start and first > 0 and text[first - 1] == " "
            found.append((first - before, min(first + 3, end)))
    return found


@pytest.mark.parametrize(
    "tokenizer", [Fast(), Library(), pieces(TEXT)], ids=["fast", "lib", "list"]
)
def test_tokenizers_of_hugging_face(tokenizer: Any):
    document = {"text": TEXT, "annotations": LINES}
    encoded = encode(document, tokenizer)
    assert len(encoded.offsets) == len(encoded.tags["cue"])
    assert set(encoded.lost) <= {"unlabelled", "hidden"}
    expected = decode(encode(document), TEXT).annotations
    assert decode(encoded, TEXT).annotations == expected
    special = [
        tag for tag, (a, b) in zip(encoded.tags["cue"], encoded.offsets, strict=True) if a == b
    ]
    assert set(special) <= {IGNORED}
    assert len(special) == (2 if isinstance(tokenizer, Fast) else 0)
    tags = decode(encoded.tags, TEXT, tokenizer)
    assert tags.annotations == decode(encode(document).tags, TEXT).annotations


@each_case(
    ("tokenizer", "what"),
    [
        (3, "no tokenizer"),
        ([(1, 2), (0, 1)], "go back"),
        ([(0, 10_000)], "no span"),
        ([(-1, 2)], "no span"),
        ("abc", "no tokenizer"),
    ],
)
def test_what_is_no_tokenizer(tokenizer: Any, what: str):
    with pytest.raises(SaidError, match=what):
        encode({"text": TEXT, "annotations": LINES}, tokenizer)


def test_a_slow_tokenizer():
    slow = Fast()
    slow.is_fast = False
    with pytest.raises(SaidError, match="offsets"):
        encode({"text": TEXT, "annotations": []}, slow)


@given(TEXTS)
def test_any_text_has_tokens(text: str):
    encoded = encode({"text": text, "annotations": []})
    assert decode(encoded.tags, text).annotations == []


@each_case(("document",), [({},), ({"text": "a"},), (3,), ({"text": 3, "annotations": []},)])
def test_what_is_no_document(document: Any):
    with pytest.raises(SaidError):
        encode(document)


# Tags of taggers.


def test_tags_that_are_not_well_formed():
    text = "a b c d e"
    for tags, expected in (
        (["I-direct", "I-direct", "O", "B", "I"], [("a b", "direct"), ("d e", "")]),
        (["B-direct", "I-mixed", "I-mixed", "O", "_"], [("a", "direct"), ("b c", "mixed")]),
        ([1, 2, 99, 0, 1], [("a b", "direct"), ("e", "direct")]),
        (["B-direct", "I-shouted", "X", "E-direct", "O"], [("a", "direct"), ("b", "")]),
    ):
        decoded = decode({"content": tags}, text)
        assert [(text[s.start : s.end], s.label) for s in decoded.spans] == expected
    assert decoded.lost == {"unknown_tags": 3}


def test_only_the_first_piece_of_a_word_has_a_tag():
    text = "unbelievable said Jo"
    offsets = [(0, 2), (2, 7), (7, 12), (13, 17), (18, 20)]
    tags = {"content": [1, IGNORED, IGNORED, 0, 0], "cue": [0, IGNORED, IGNORED, 1, 0]}
    decoded = decode(tags, text, offsets)
    assert [(s.column, text[s.start : s.end]) for s in decoded.spans] == [
        ("content", "unbelievable"),
        ("cue", "said"),
    ]


def test_as_many_tags_as_tokens():
    with pytest.raises(SaidError, match="cue: 2 tags for 3 tokens"):
        decode({"cue": [0, 0]}, "a b c")
    with pytest.raises(SaidError, match="no column 'verb'"):
        decode({"verb": [0, 0, 0]}, "a b c")
    with pytest.raises(SaidError, match="no span of 3 tokens"):
        decode([TokenSpan("q1", "quote", "", "direct", 2, 4)], "a b c")
    with pytest.raises(SaidError, match="no column"):
        labels("verb")
