"""Our DocBin, as spaCy reads it, and the pipeline component.

spaCy has an environment of its own: `make interop-test`.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings

from formats.made import documents, real_documents
from said.formats.document import AnnotatedText
from said.formats.labels import read_label_map
from said.scoring.joined import read_joined
from said.scoring.system import score_joined
from said.system.errors import SaidError

pytest.importorskip("spacy", reason="spaCy is not installed: make interop-test")

import spacy as library
from spacy.language import Language
from spacy.tokens import DocBin, Span
from spacy.training import Corpus

from said.formats import spacy
from said.schema import scheme

ENGLISH = library.blank("en")


def written(document: AnnotatedText) -> tuple[bytes, tuple[str, ...]]:
    made = spacy.write_docbin(document)
    (content,) = made.files.values()
    return content, made.left_out


@pytest.mark.parametrize("document", real_documents(), ids=lambda document: document.doc_id)
def test_real_documents_come_back(document: AnnotatedText):
    content, left_out = written(document)
    (read,) = spacy.parse_docbin(content, "another")
    assert read.text == document.text
    pairs = list(zip(document.annotations, read.annotations, strict=True))
    assert all(a["id"] == b["id"] for a, b in pairs)
    spans = [
        (one, other)
        for a, b in pairs
        for one, other in zip(scheme.all_spans(a), scheme.all_spans(b), strict=True)
    ]
    assert all(b["start"] <= a["start"] and a["end"] <= b["end"] for a, b in spans)
    widened = sum(a != b for a, b in spans)
    note = f"spans that begin or end inside a token, and now cover the whole token: {widened}"
    assert left_out == ((note,) if widened else ())
    assert widened <= 3


@settings(deadline=None)
@given(documents())
def test_generated_documents_come_back(document: AnnotatedText):
    content, left_out = written(document)
    (read,) = spacy.parse_docbin(content, "another")
    assert read.text == document.text
    if not left_out:
        assert read == document


def test_spacy_reads_the_spans(tmp_path: Path):
    for document in real_documents():
        for name, content in spacy.write_docbin(document).files.items():
            (tmp_path / name).write_bytes(content)
    docs = [example.reference for example in Corpus(tmp_path)(ENGLISH)]
    assert len(docs) == len(real_documents())
    found = [span for doc in docs for span in doc.spans["quotes"]]
    fragments = [
        span
        for document in real_documents()
        for one in document.annotations
        if one["layer"] == "quote"
        for span in one["content"]
    ]
    assert len(found) == len(fragments)
    assert {span.label_ for span in found} == {"direct", "indirect", "mixed"}


def test_spans_that_no_token_matches_are_counted():
    span = {"start": 0, "end": 3, "exact": "Lin"}
    mention = {"id": "s1", "layer": "speaker", "span": span, "form": "name", "speakers": ["a"]}
    content, left_out = written(AnnotatedText("d", "Lind left.", None, [mention]))
    assert left_out[0].startswith("spans that begin or end inside a token")
    (read,) = spacy.parse_docbin(content, "d")
    assert read.annotations[0]["span"]["exact"] == "Lind"


def test_documents_of_other_people():
    doc = ENGLISH("“We lost,” said Jonas Berg on Tuesday.")
    doc.spans["quotes"] = [Span(doc, 1, 3, label="direct")]
    doc.spans["cue"] = [Span(doc, 5, 6, label="CUE")]
    doc.spans["sources"] = [Span(doc, 6, 8, label="SOURCE")]
    doc.spans["dates"] = [Span(doc, 9, 10, label="DATE")]
    doc.spans["sc"] = [Span(doc, 0, 1, label="x")]
    doc.ents = [Span(doc, 6, 8, label="PERSON")]
    content = DocBin(docs=[doc, doc], store_user_data=True).to_bytes()
    first, second = spacy.parse_docbin(content, "d")
    assert (first.doc_id, second.doc_id) == ("d-1", "d-2")
    quote, mention, date = first.annotations
    assert quote["content"][0]["exact"] == "We lost"
    assert (quote["type"], quote["cue"][0]["exact"]) == ("direct", "said")
    assert (quote["source"], mention["span"]["exact"]) == ([mention["id"]], "Jonas Berg")
    assert date["span"]["exact"] == "Tuesday"
    assert first.left_out == (
        "entities 'PERSON' (1); --map PERSON=TARGET reads them",
        "spans 'x' (1); --map x=TARGET reads them",
    )


@pytest.mark.parametrize("raw", [b"", b"x", b"\x78\x9c", b"[]"])
def test_what_is_no_docbin(raw: bytes):
    with pytest.raises(SaidError, match="not a DocBin"):
        spacy.parse_docbin(raw, "d", "d.spacy")


def test_a_file_that_grows_is_refused(monkeypatch: pytest.MonkeyPatch):
    content, _ = written(real_documents()[0])
    monkeypatch.setattr(spacy, "_MOST", 1 << 10)
    with pytest.raises(SaidError, match="once it is unpacked"):
        spacy.parse_docbin(content, "d", "d.spacy")


@pytest.mark.parametrize(
    "data",
    [1, {"links": 3}, {"links": [1]}, {"links": [[1, 2, 3]]}, {"fields": 3}, {"layers": {"a": 1}}],
)
def test_any_user_data_is_read(data: object):
    document = real_documents()[0]
    doc = ENGLISH.make_doc(document.text)
    spacy.fill_doc(doc, document)
    doc.user_data["said"] = data
    assert len(spacy.read_doc(doc, "d").annotations) == len(document.annotations)


# The component.


def pipeline() -> Language:
    """An empty pipeline that knows the component: by its entry point where the package is
    installed, which `tests/spacy_wheel.py` tests."""
    import_module("said.annotators.spacy")
    return library.blank("en")


def test_the_component_writes_spans_and_attributes():
    language = pipeline()
    language.add_pipe("said", config={"dct": "2024-05-15"})
    doc = language("“We lost,” pilot Jonas Berg told Radio Norrvik on Tuesday.")
    (quote,) = doc.spans["quotes"]
    assert (quote.text, quote.label_) == ("We lost,", "direct")
    assert quote._.said["layer"] == "quote"
    assert quote._.said_speakers == ["Jonas Berg"]
    (date,) = doc.spans["dates"]
    assert date._.said["value"] == "2024-05-14"
    assert "Jonas Berg" in {span.text for span in doc.spans["speakers"]}
    assert "Jonas Berg" in {one["name"] for one in doc._.said_entities}
    content = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (read,) = spacy.parse_docbin(content, "d")
    assert [one["id"] for one in read.annotations] == [one["id"] for one in doc._.said]


def test_a_document_can_have_its_own_time():
    language = pipeline()
    language.add_pipe("said", config={"layers": ["dates"]})
    doc = language.make_doc("She left on Tuesday.")
    doc._.said_dct = "2024-05-15"
    (date,) = language(doc).spans["dates"]
    assert date._.said["value"] == "2024-05-14"
    with pytest.raises(SaidError, match="layer"):
        language.add_pipe("said", name="other", config={"layers": ["verbs"]})


def test_the_component_follows_a_story():
    language = pipeline()
    language.add_pipe("said", config={"layers": ["dates"], "narrative": True})
    doc = language("The war began in 1943. In June the fleet left.")
    assert [one["value"] for one in doc._.said] == ["1943", "1943-06"]


def test_groups_of_other_people_are_mapped_to_parts_of_quotes():
    doc = ENGLISH("Lind said that it is so.")
    doc.spans["sc"] = [
        Span(doc, 0, 1, label="WHO"), Span(doc, 1, 2, label="VERB"), Span(doc, 2, 6, label="WHAT")
    ]  # fmt: skip
    labels = read_label_map(["WHO=source", "VERB=cue", "WHAT=quote:indirect"])
    (read,) = spacy.parse_docbin(DocBin(docs=[doc]).to_bytes(), "d", labels=labels)
    mention, quote = sorted(read.annotations, key=lambda one: one["layer"], reverse=True)
    assert (quote["type"], quote["cue"][0]["exact"]) == ("indirect", "said")
    assert (quote["source"], mention["span"]["exact"]) == ([mention["id"]], "Lind")


def test_a_docbin_is_scored(tmp_path: Path):
    document = real_documents()[0]
    row = {key: getattr(document, key) for key in ("doc_id", "text", "annotations")}
    (tmp_path / "gold.jsonl").write_text(json.dumps(row))
    (tmp_path / "system.spacy").write_bytes(written(document)[0])
    joined = read_joined(None, str(tmp_path / "gold.jsonl"), [str(tmp_path / "system.spacy")])
    (scored,) = score_joined("gold", joined).systems
    assert scored.problems == []
    for layer in ("quote", "cue", "source", "speaker", "date"):
        assert scored.value(layer, "overlap 0.8 F1") == 1
