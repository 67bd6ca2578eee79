"""DocBin of spaCy: https://spacy.io/api/docbin. A document is `<doc_id>.spacy`, for any language
tokenised by spaCy's rules for English.

Annotations are spans in `doc.spans`. The groups are `quotes`, `speakers`, `dates`, `stances`,
`marks` and `blocks` for what is annotated, and `quotes.cue`, `quotes.verbatim` and `quotes.phrase`
for a quote's other spans. The label of a span is the type of the annotation, its id the
annotation's, so that all fragments of one quote have the same id. `doc.user_data["said"]` has what
is no span: `doc_id`, `dct`, `layers`, `links` as lists such as `["q1", "source", "s2"]`, and
`fields` by id. spaCy's own commands read the files: `spacy train` with `spancat`, for example.

Reading takes the groups of other people's files too, by the names of the columns of `said.tokens`
in the singular or plural; spans without an id of ours are linked as `said.tokens.decode` links
tags. Other groups, and entities (`doc.ents`), are counted in `left_out`.

Writing reports spans that spaCy's tokens do not match: those that begin or end inside a token cover
the whole token, those that touch no token are left out. It also reports links that lead nowhere.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from said.formats.document import AnnotatedText, Format, Written
from said.formats.labels import UNMAPPED, LabelMap, count_notes
from said.formats.tagcolumns import mapped_column
from said.formats.tokenized import lost_notes, other_fields, unread_notes
from said.schema import canonical
from said.schema.scheme import (
    COLUMNS,
    FIELDS,
    LAYER_OF_LETTER,
    LAYERS,
    REFERENCES,
    SPAN_FIELDS,
    is_id,
    known_layers,
)
from said.system.errors import SaidError
from said.system.files import read_file
from said.tokens import COLUMNS as TAGGED
from said.tokens import TextSpan, TokenLink, TokenSpan, decode, encode
from said.tokens.columns import first_tags
from said.tokens.decode import annotations_of_spans

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

SUFFIX = ".spacy"
_MOST = 1 << 28
"""Bytes that a file may have once it is unpacked: a small file can stand for any number."""
DATA = "said"
"""The key in `doc.user_data` of what is no span."""

_LAYER_OF = {column: layer for layer, column in COLUMNS.items()}
_TAGGED = {
    **{form: column for column in TAGGED for form in (column, f"{column}s")},
    **dict.fromkeys(("quote", "quotes"), "content"),
    "quotes.cue": "cue",
}
"""The column of tags that holds the spans of a group."""


def spacy_library() -> Any:
    """The library. Raises SaidError if it is not installed."""
    try:
        import spacy.tokens
    except ImportError as error:
        raise SaidError("spaCy is not installed", "pip install 'said-corpus[spacy]'") from error
    return spacy


@cache
def _english() -> Language:
    language: Language = spacy_library().blank("en")
    language.max_length = 1 << 62
    return language


# Writing.


def write_docbin(document: AnnotatedText) -> Written:
    """A document as one file. What `read_docbin` gives of it is what went in, but for what is told
    in `left_out`."""
    spacy = spacy_library()
    doc = _english().make_doc(document.text)
    lost = fill_doc(doc, document)
    content = spacy.tokens.DocBin(docs=[doc], store_user_data=True).to_bytes()
    return Written(
        {f"{document.doc_id}{SUFFIX}": content}, tuple(lost_notes(document.annotations, lost))
    )


def fill_doc(doc: Doc, document: AnnotatedText) -> Mapping[str, int]:
    """Adds the annotations of a document to spaCy's document of the same text; returns what its
    tokens cannot hold, as `said.tokens.Encoded.lost` counts it."""
    from spacy.tokens import Span

    encoded = encode(document, doc)
    groups: dict[str, list[Span]] = {}
    for one in encoded.spans:
        span = Span(doc, one.start, one.end, label=one.label, span_id=one.of)
        groups.setdefault(group_name(one.layer, one.role), []).append(span)
    for layer in document.layers or ():
        groups.setdefault(group_name(layer, ""), [])
    for name, spans in groups.items():
        doc.spans[name] = spans
    fields = {one["id"]: other_fields(one) for one in document.annotations}
    doc.user_data[DATA] = {
        "doc_id": document.doc_id,
        "dct": document.dct,
        "layers": None if document.layers is None else list(document.layers),
        "links": [list(link) for link in encoded.links],
        "fields": {id_: own for id_, own in fields.items() if own},
    }
    return encoded.lost


def group_name(layer: str, role: str) -> str:
    """The group of spans in `doc.spans` for what a layer annotates, or for one of its other
    spans."""
    return f"{COLUMNS[layer]}.{role}" if role else COLUMNS[layer]


# Reading.


def read_docbin(file: Path, labels: LabelMap = UNMAPPED) -> list[AnnotatedText]:
    """The documents in a file. Raises SaidError if it is no DocBin."""
    return parse_docbin(read_file(file), file.name.removesuffix(SUFFIX), str(file), labels)


def parse_docbin(
    raw: bytes, doc_id: str, name: str = "DocBin", labels: LabelMap = UNMAPPED
) -> list[AnnotatedText]:
    """The documents in the bytes of a file, which errors call `name`; `doc_id` is for those that
    do not say theirs, with a number if there are several."""
    spacy = spacy_library()
    _refuse_growth(raw, name)
    try:
        docs = list(spacy.tokens.DocBin().from_bytes(raw).get_docs(_english().vocab))
    except Exception as error:  # whatever zlib, msgpack, numpy and spaCy raise
        raise SaidError(f"{name}: not a DocBin of spaCy: {error}", "name another file") from error
    names = [doc_id] if len(docs) == 1 else [f"{doc_id}-{n}" for n in range(1, len(docs) + 1)]
    return [read_doc(doc, own, labels) for doc, own in zip(docs, names, strict=True)]


def _refuse_growth(raw: bytes, name: str) -> None:
    """Raises SaidError for a file that is too large once it is unpacked."""
    with suppress(zlib.error):  # spaCy says what is wrong
        if len(zlib.decompressobj().decompress(raw, _MOST + 1)) > _MOST:
            cause = f"{name}: more than {_MOST >> 20} MiB once it is unpacked"
            raise SaidError(cause, "write several files")


def read_doc(doc: Doc, doc_id: str, labels: LabelMap = UNMAPPED) -> AnnotatedText:
    """The annotations of spaCy's document, of our making or of somebody else's, whose entities and
    groups of spans count if `labels` has them: an entity by its label, a span by its label or, if
    it has none, by its group."""
    given = _Data(doc.user_data.get(DATA))
    own: list[TokenSpan] = []
    others: list[TextSpan] = []
    unmapped: Counter[tuple[str, str]] = Counter()
    left_out: Counter[str] = Counter()
    for entity in doc.ents:
        if mapped := _mapped(entity, entity.label_, labels):
            others.append(mapped)
        else:
            unmapped["entities", entity.label_] += 1
    for name, span in ((name, span) for name, group in doc.spans.items() for span in group):
        column, _, role = name.partition(".")
        layer = _LAYER_OF.get(column, "")
        if layer and is_id(layer, span.id_) and _has_role(layer, role):
            own.append(TokenSpan(span.id_, layer, role, span.label_, span.start, span.end))
        elif name in _TAGGED and span.start < span.end:
            label = span.label_ if span.label_ in first_tags(_TAGGED[name]) else ""
            others.append(TextSpan(_TAGGED[name], label, span.start_char, span.end_char))
        elif mapped := _mapped(span, span.label_ or name, labels):
            others.append(mapped)
        else:
            unmapped["spans", span.label_ or name] += 1
    if own and others:
        left_out["spans without an id of an annotation"] = len(others)
    if own:
        decoded = decode(own, doc.text, doc, given.links())
        left_out.update(decoded.lost)
        lines = decoded.annotations
    else:
        lines = annotations_of_spans(others, doc.text, left_out)
    annotations = [
        canonical.arranged(one | given.fields(one["id"], one["layer"]), "annotation")
        for one in lines
    ]
    return AnnotatedText(
        given.string("doc_id") or doc_id,
        doc.text,
        given.string("dct"),
        annotations,
        (*count_notes(unmapped), *unread_notes(left_out)),
        layers=given.layers(),
    )


def _mapped(span: Span, label: str, labels: LabelMap) -> TextSpan | None:
    """A span with a label of somebody else's; None if it does not stand for an annotation."""
    found = mapped_column(label, labels)
    if found is None or span.start == span.end:
        return None
    return TextSpan(*found, span.start_char, span.end_char)


def _has_role(layer: str, role: str) -> bool:
    return not role or (role in SPAN_FIELDS and role in FIELDS[layer])


def _with_lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_lists(one) for key, one in value.items()}
    return [_with_lists(one) for one in value] if isinstance(value, list | tuple) else value


class _Data:
    """What `doc.user_data` has of ours, of which nothing need be as we write it."""

    def __init__(self, data: Any) -> None:
        # A DocBin gives tuples back for lists.
        self._data = _with_lists(data) if isinstance(data, dict) else {}

    def string(self, key: str) -> str | None:
        """A string, or None."""
        value = self._data.get(key)
        return value if isinstance(value, str) else None

    def layers(self) -> tuple[str, ...] | None:
        """The layers, or None if there is no list of them."""
        listed = self._data.get("layers")
        return known_layers(listed) if isinstance(listed, list) else None

    def links(self) -> Iterator[TokenLink]:
        """The links that annotations can have."""
        links = self._data.get("links")
        for link in links if isinstance(links, list) else ():
            if not isinstance(link, list) or [type(part) for part in link] != [str] * 3:
                continue
            if link[1] in REFERENCES[LAYER_OF_LETTER.get(link[0][:1], "block")]:
                yield TokenLink(*link)

    def fields(self, id_: str, layer: str) -> dict[str, Any]:
        """The other fields of an annotation."""
        fields = self._data.get("fields")
        found = fields.get(id_) if isinstance(fields, dict) else None
        return other_fields({**found, "layer": layer}) if isinstance(found, dict) else {}


FORMAT = Format(SUFFIX, LAYERS, read_docbin, write_docbin)
