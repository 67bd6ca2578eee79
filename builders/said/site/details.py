"""What a page says of one annotation: its fields with their rules, and what is related to it.

Which rule a field follows is what its description in the schema cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from urllib.parse import urlencode

from said.findings.explain import read_rules
from said.schema.records import AnyRecord
from said.schema.scheme import (
    AUTHOR,
    AUTOMATIC,
    DCT,
    FIELDS,
    LABEL_FIELD,
    LAYERS,
    MAIN_FIELD,
    OTHER,
    REFERENCES,
    SPAN_FIELDS,
    description,
    label_of,
    spans_of,
)
from said.site.words import DocumentWords
from said.text import jsontext

_CITED = re.compile(r"\(([XQSDT]\d+)")
_ENTITIES = ("speakers", "holder")
_ELSEWHERE = ("id", "layer", "value", "flags", "polarity", "determinacy")
_IN_HEADING = {
    layer: {*_ELSEWHERE, MAIN_FIELD[layer], LABEL_FIELD[layer], *AUTOMATIC} for layer in LAYERS
}
_SHORT = 240
"""So many characters of an annotation's words are repeated beside the text."""


class Chunk(NamedTuple):
    """A part of a value: its words, and the id of the annotation that they lead to. `note` explains
    them; `quoted` is for words of the text."""

    words: str
    id: str | None = None
    note: str = ""
    quoted: bool = False


class CardRow(NamedTuple):
    """A field with its value; `rule` is that of the guidelines that it follows."""

    field: str
    chunks: list[Chunk]
    rule: str | None = None


class Card(NamedTuple):
    """All that a page says of an annotation. `rule` is that of the guidelines, `made_by` that of an
    annotator, and `right` how often the latter is right, in percent."""

    id: str
    layer: str
    heading: str
    exact: str
    rows: list[CardRow]
    caveats: list[str]
    rule: str
    decision: str
    made_by: str | None
    right: int | None
    line: int | None
    json: str


def card_of(annotation: AnyRecord, words: DocumentWords) -> Card:
    """What a page says of an annotation of a document."""
    decision = words.shown.decisions.get(annotation["id"])
    precision = annotation.get("precision")
    exact = words.exact(annotation)
    return Card(
        annotation["id"],
        annotation["layer"],
        words.heading(annotation),
        exact if len(exact) <= _SHORT else f"{exact[: _SHORT // 2]} […] {exact[-_SHORT // 2 :]}",
        _cite_once([*_relation_rows(annotation, words), *_own_rows(annotation, words)]),
        words.caveats(annotation),
        decision.rule if decision else rule_of(annotation),
        decision.text if decision else "",
        annotation.get("rule"),
        None if precision is None else round(precision * 100),
        words.shown.lines_of.get(annotation["id"]),
        jsontext.line(annotation).decode(),
    )


@cache
def field_rule(layer: str, field: str | None = None) -> str | None:
    """The rule of a field, or of a layer: the first one that its description cites."""
    cited = _CITED.search(description(layer, field))
    return cited[1] if cited and cited[1] in read_rules() else None


def rule_of(annotation: AnyRecord) -> str:
    """The rule that an annotation follows: that of its label, if the heading of one names it, such
    as Q2 (indirect quotes), otherwise that of its layer."""
    return _label_rule(annotation["layer"], label_of(annotation))


@cache
def _label_rule(layer: str, label: str) -> str:
    of_layer = field_rule(layer) or ""
    named = (
        rule.id
        for rule in read_rules().values()
        if rule.id[0] == of_layer[:1] and f"({label} {layer}" in rule.heading
    )
    return next(named, of_layer)


def correction_query(doc_id: str, annotation: Card, version: str | None) -> str:
    """What fills in the form for corrections (`.github/ISSUE_TEMPLATE/correction.yml`)."""
    fields = {
        "template": "correction.yml",
        "document": doc_id,
        "annotation": f"{doc_id}/{annotation.id}",
        "layer": annotation.layer,
        **({"version": version} if version else {}),
    }
    return urlencode(fields)


def _cite_once(rows: list[CardRow]) -> list[CardRow]:
    """The rows, each rule only at the first of those that follow it one after the other."""
    before = [None, *(row.rule for row in rows)]
    return [
        row._replace(rule=None) if row.rule == rule else row
        for row, rule in zip(rows, before, strict=False)
    ]


def _own_rows(annotation: AnyRecord, words: DocumentWords) -> Iterator[CardRow]:
    """The fields that neither the heading, the words nor the caveats of the annotation show."""
    layer = annotation["layer"]
    if layer == "date" and (time := words.time_of(annotation)):
        yield CardRow("time", [Chunk(time)], field_rule(layer, "value"))
    for field in FIELDS[layer]:
        value = annotation.get(field)
        if field in _IN_HEADING[layer] or value in (None, []):
            continue
        if field not in REFERENCES[layer] or value == DCT:  # others are among the relations
            yield CardRow(field, list(_chunks(annotation, field, words)), field_rule(layer, field))


def _chunks(annotation: AnyRecord, field: str, words: DocumentWords) -> Iterator[Chunk]:
    if field in SPAN_FIELDS:
        for span in spans_of(annotation, field):
            yield Chunk(span["exact"], quoted=True)
        return
    value = annotation[field]
    known = words.shown.known
    for one in value if isinstance(value, list) else [value]:
        if field in _ENTITIES and one != AUTHOR:
            kind = known.entities.get(one, {}).get("kind")
            yield Chunk(one, note=str(kind or ""))
        elif field == "target" and one != OTHER:
            yield Chunk(one, note=known.targets.get(one, ""))
        elif field == "utterance":
            yield Chunk(one, note=known.utterances.get(one, ""))
        elif one == DCT:
            yield Chunk(f"the document's time, {words.shown.facts.get('dct', 'unknown')}")
        else:
            yield Chunk(str(one).replace("_", " ") if field == "kind" else str(one))


def _relation_rows(annotation: AnyRecord, words: DocumentWords) -> Iterator[CardRow]:
    for part in words.relations(annotation):
        if part.ids:
            rule = field_rule(annotation["layer"], part.field) if part.is_own else None
            yield CardRow(part.field, [_link(words, id_) for id_ in part.ids], rule)


def _link(words: DocumentWords, id_: str) -> Chunk:
    annotation = words.by_id[id_]
    if annotation["layer"] in ("quote", "stance"):
        return Chunk(words.heading(annotation), id_)
    return Chunk(words.exact(annotation), id_, words.heading(annotation), quoted=True)
