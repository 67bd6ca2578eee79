"""Tokens of the library tokenizers, of Hugging Face, which has an environment of its own:
`make interop-test`."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from formats.made import documents, real_documents
from said.formats.document import AnnotatedText
from said.tokens import IGNORED, decode, encode

tokenizers = pytest.importorskip("tokenizers", reason="tokenizers is missing: make interop-test")

from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers  # noqa: E402


def _trained(kind: str) -> Tokenizer:
    texts = [document.text for document in real_documents()]
    special = ["[UNK]", "[CLS]", "[SEP]"]
    if kind == "bytes":
        made = Tokenizer(models.BPE())
        made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=False)
        alphabet = pre_tokenizers.ByteLevel.alphabet()
        trainer: Any = trainers.BpeTrainer(
            vocab_size=800, special_tokens=special, initial_alphabet=alphabet
        )
        made.post_processor = processors.ByteLevel(trim_offsets=False)
    else:
        made = Tokenizer(models.WordPiece(unk_token="[UNK]"))
        made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        trainer = trainers.WordPieceTrainer(vocab_size=800, special_tokens=special)
    made.train_from_iterator(texts, trainer)
    if kind == "pieces":
        ids = [(name, made.token_to_id(name)) for name in ("[SEP]", "[CLS]")]
        made.post_processor = processors.BertProcessing(*ids)
    return made


TOKENIZERS = {kind: _trained(kind) for kind in ("bytes", "pieces")}


@pytest.mark.parametrize("kind", TOKENIZERS)
@pytest.mark.parametrize("document", real_documents(), ids=lambda document: document.doc_id)
def test_real_documents_come_back(document: AnnotatedText, kind: str):
    tokenizer = TOKENIZERS[kind]
    encoded = encode(document, tokenizer)
    assert len(encoded.tags["content"]) == len(tokenizer.encode(document.text).ids)
    if kind == "pieces":
        assert (encoded.tags["content"][0], encoded.tags["content"][-1]) == (IGNORED, IGNORED)
    # The project's own tokens hold these documents without a loss.
    expected = decode(encode(document), document.text).annotations
    decoded = decode(encoded, document.text).annotations
    different = sum(a != b for a, b in zip(decoded, expected, strict=True))
    assert different <= encoded.lost.get("widened", 0) <= (20 if kind == "bytes" else 0)
    tags = decode(encoded.tags, document.text, tokenizer)
    if "widened" not in encoded.lost:
        assert tags.annotations == decode(encode(document).tags, document.text).annotations


@pytest.mark.parametrize("kind", TOKENIZERS)
@given(document=documents())
def test_generated_documents_are_encoded(document: AnnotatedText, kind: str):
    tokenizer = TOKENIZERS[kind]
    encoded = encode(document, tokenizer)
    decoded = decode(encoded, document.text)
    assert len(decoded.annotations) <= len(document.annotations)
    if not set(encoded.lost) & {"unmatched", "widened"}:
        assert [one["id"] for one in decoded.annotations] == [
            one["id"] for one in document.annotations
        ]
