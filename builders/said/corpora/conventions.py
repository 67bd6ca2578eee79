"""Stub."""

from __future__ import annotations

from typing import Literal

from said.corpora.document import CorpusText

Target = Literal["said", "polnear", "timeml"]


def convert_text(text: CorpusText, target: Target) -> CorpusText:
    return text
