"""Annotations in the formats of other programs: a module a format, listed in `FORMATS`.

A format is text, annotations and the document's time; no module here knows seeds or releases.
`document` describes what they share, `encoding` how their files hold text, and `graph` shows
annotations as annotation tools have them. What a format cannot hold is reported by its functions
and listed in its module.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from said.formats.document import Format

FORMATS = {
    "brat": "brat's standoff format: <doc_id>.ann, <doc_id>.txt",
    "cas": "CAS XMI 1.0 (INCEpTION): <doc_id>.xmi, TypeSystem.xml",
    "conll": "CoNLL-U Plus with BIO tags: <doc_id>.conllup",
    "doccano": "doccano's JSONL with relations: <doc_id>.jsonl",
    "labelstudio": "Label Studio tasks: <doc_id>.json, labeling-config.xml",
    "spacy": "DocBin of spaCy: <doc_id>.spacy",
    "timeml": "TimeML, with a TIMEX3 for each date: <doc_id>.tml",
}
"""The formats that are read and written, each with what it is and the files it has."""

ONLY_READ = {
    "strings": "quotes as strings, without offsets: <doc_id>.jsonl",
}
"""What is read and never written."""


def format_named(name: str) -> Format:
    """A format of `FORMATS` or `ONLY_READ`; its module is loaded when it is asked for."""
    return cast("Format", import_module(f"said.formats.{name}").FORMAT)
