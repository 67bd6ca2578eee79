"""Quotes, marks and speakers of a text as annotation records: who said what, in one reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from said.annotators.quotes import Convention, find
from said.annotators.quotes.attribution import Attribution
from said.annotators.quotes.kinds import marks
from said.annotators.speakers import Attributed, speakers
from said.schema.records import AnyAnnotation as Annotation
from said.text.segments import Range, span


class Voices(NamedTuple):
    """The records of a text, each layer by place, and the entities that no registry has."""

    quotes: list[Annotation]
    marks: list[Annotation]
    mentions: list[Annotation]
    entities: list[dict[str, Any]]


def voices(
    text: str,
    convention: Convention = "said",
    entities: Sequence[Mapping[str, Any]] = (),
    doc_id: str = "",
) -> Voices:
    """Who says what in a text; see `said.annotators.quotes.find` and `said.annotators.speakers`."""
    found = find(text, convention)
    told = speakers(text, found, entities, doc_id)
    quotes = [
        _quote(text, number, one, who)
        for number, (one, who) in enumerate(zip(found, told.quotes, strict=True), 1)
    ]
    marked = [
        {"id": f"m{number}", "layer": "mark", "span": span(text, place), "kind": kind}
        for number, (place, kind) in enumerate(marks(text, found), 1)
    ]
    return Voices(quotes, marked, told.mentions, told.entities)


def _quote(text: str, number: int, one: Attribution, who: Attributed) -> Annotation:
    """The record of an attribution, without what it has not."""

    def spans(places: Sequence[Range]) -> list[dict[str, Any]]:
        return [span(text, place) for place in places]

    def ref(other: int | None) -> str | None:
        return None if other is None else f"q{other + 1}"

    record = {
        "id": f"q{number}",
        "layer": "quote",
        "content": spans(one.content),
        "verbatim": spans(one.verbatim),
        "cue": spans(one.cue),
        "type": one.type,
        "source": who.source,
        "via": who.via,
        "speakers": who.speakers,
        "resolution": who.resolution,
        "parent": ref(one.parent),
        "continues": ref(one.continues),
    }
    return {field: value for field, value in record.items() if value not in ([], None)}
