"""Our CoNLL-U Plus, as the library conllu reads it, which has an environment of its own:
`make interop-test`."""

from __future__ import annotations

import pytest
from hypothesis import given

from formats.made import documents, real_documents
from said.formats import conll
from said.formats.document import AnnotatedText

conllu = pytest.importorskip("conllu", reason="conllu is not installed: make interop-test")


def check(document: AnnotatedText) -> None:
    (content,) = conll.write_conll(document).files.values()
    sentences = conllu.parse(content.decode())
    assert sentences[0].metadata["newdoc id"] == document.doc_id
    for token in (token for sentence in sentences for token in sentence):
        place = slice(int(token["start"]), int(token["end"]))
        assert document.text[place] == token["form"]
    # What the library writes anew is the same document.
    again = "".join(sentence.serialize() for sentence in sentences)
    (read,) = conll.parse_conll(again.encode(), "d")
    assert read == conll.parse_conll(content, "d")[0]


@pytest.mark.parametrize("document", real_documents(), ids=lambda document: document.doc_id)
def test_real_documents(document: AnnotatedText):
    check(document)


@given(documents())
def test_generated_documents(document: AnnotatedText):
    check(document)
