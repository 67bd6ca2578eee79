"""CoNLL-U Plus: what is written is what is read, and bad files."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from formats.made import documents, real_documents
from said.formats import conll
from said.formats.document import AnnotatedText


def back(document: AnnotatedText) -> AnnotatedText:
    (content,) = conll.write_conll(document).files.values()
    (read,) = conll.parse_conll(content, "another")
    return read


@pytest.mark.parametrize("document", real_documents(), ids=lambda document: document.doc_id)
def test_real_documents_come_back(document: AnnotatedText):
    assert conll.write_conll(document).left_out == ()
    assert back(document) == document


def without_places(annotations: list[Any]) -> list[Any]:
    return sorted(
        [one | {"span": 0, "content": 0, "expression": 0} for one in annotations],
        key=lambda one: one["id"],
    )


@given(documents())
def test_generated_documents_come_back(document: AnnotatedText):
    written = conll.write_conll(document)
    read = back(document)
    assert (read.doc_id, read.text, read.dct) == (document.doc_id, document.text, document.dct)
    if not written.left_out:
        assert read == document
