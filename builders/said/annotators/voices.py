"""Quotes, marks and speakers of a text as annotation records: who said what, in one reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from said.annotators.protocol import Context
from said.annotators.quotes import Convention, find_attributions
from said.annotators.quotes.attribution import Attribution
from said.annotators.quotes.unquoting import find_unquoting_marks
from said.annotators.speakers import find_speakers
from said.schema.records import AnyAnnotation as Annotation
from said.schema.scheme import DETERMINACY, POLARITY
from said.text.reading import Reading
from said.text.segments import Range, span, trimmed_range

if TYPE_CHECKING:
    from said.annotators.learned.folder import Model
    from said.annotators.learned.quotes import QuoteModel
    from said.annotators.learned.speakers import SpeakerModel

_FIELDS = ("id", "layer", "content", "verbatim", "cue", "type", "source", "via", "speakers",
           "resolution", "parent", "continues", "polarity", "determinacy", "phrase",
           "rule")  # fmt: skip
"""The fields of a quote, in the order of a record."""


def annotate_quotes(reading: Reading, context: Context) -> list[Annotation]:
    """The quotes of a text, as yet without their speakers, and the marks that quote nobody."""
    return quote_records(reading, _find_attributions(reading, context), context)


def quote_records(reading: Reading, found: list[Attribution], context: Context) -> list[Annotation]:
    """As `annotate_quotes`, of what was found."""
    text = reading.text

    def spans(places: Sequence[Range]) -> list[dict[str, Any]]:
        return [span(text, place) for place in places]

    def ref(other: int | None) -> str | None:
        return None if other is None else f"q{other + 1}"

    quotes = [
        {
            "id": f"q{number}",
            "layer": "quote",
            "content": spans(one.content),
            "verbatim": spans(one.verbatim),
            "cue": spans(one.cue),
            "type": one.type,
            "parent": ref(one.parent),
            "continues": ref(one.continues),
            **_status(one),
            "phrase": spans(_whole_phrase(text, one)),
            "rule": one.rule,
        }
        for number, one in enumerate(found, 1)
    ]
    marked = [
        {
            "id": f"m{number}",
            "layer": "mark",
            "span": span(text, place),
            "kind": kind,
            "rule": kind,
        }
        for number, (place, kind) in enumerate(find_unquoting_marks(reading, found), 1)
    ]
    context.attributions, context.quotes = found, quotes
    return [*quotes, *marked]


def _find_attributions(reading: Reading, context: Context) -> list[Attribution]:
    """What the rules find, or the model and the rules together."""
    convention: Convention = "polnear" if context.convention == "polnear" else "said"
    model = context.model_of("quotes")
    if model is None or not model.parts:
        return find_attributions(reading, convention)
    return _opened(model).attributions(reading, convention)


@lru_cache(maxsize=2)
def _opened(model: Model) -> QuoteModel:
    """A model with its weights, which are read once in each process."""
    from said.annotators.learned.quotes import PARTS, QuoteModel

    weights = {name: model.read_weights(name) for name, _ in model.weights}
    return QuoteModel(weights, [part for part in PARTS if part in model.parts])


@lru_cache(maxsize=2)
def _opened_speakers(model: Model) -> SpeakerModel:
    """A model for speakers with its weights."""
    from said.annotators.learned.speakers import SpeakerModel

    return SpeakerModel({name: model.read_weights(name) for name, _ in model.weights})


def _whole_phrase(text: str, one: Attribution) -> list[Range]:
    """The source phrase; what stands before the words of a line may belong to it as white space."""
    if one.whole_phrase is None:
        return []
    start, end = trimmed_range(text, *one.whole_phrase)
    return [(start, end)] if start < end else []


def _status(one: Attribution) -> dict[str, str | None]:
    """The fields that tell of the act of saying, as far as they are not the default (Q14)."""
    return {
        "polarity": None if one.polarity == POLARITY else one.polarity,
        "determinacy": None if one.determinacy == DETERMINACY else one.determinacy,
    }


def annotate_speakers(reading: Reading, context: Context) -> list[Annotation]:
    """The mentions of persons and sources; gives the quotes their speakers."""
    entities = context.registry.known_entities
    model = context.model_of("speakers")
    chooser = _opened_speakers(model).choose if model and model.parts else None
    made = find_speakers(reading, context.attributions, entities, context.doc_id, chooser)
    places = {mention["id"]: mention["span"] for mention in made.mentions}
    for quote, who in zip(context.quotes, made.quotes, strict=True):
        known = {**quote, **who._asdict()}
        if not _are_in(quote["phrase"], [places[name] for name in who.source]):
            known["phrase"] = []
        quote.clear()
        for field in _FIELDS:
            value = known[field]
            if value is not None and value != []:
                quote[field] = value
    context.mentions, context.entities = made.mentions, made.entities
    return made.mentions


def _are_in(phrase: Sequence[Mapping[str, Any]], inside: Sequence[Mapping[str, Any]]) -> bool:
    """Whether there are mentions, and all lie within the source phrase."""
    return bool(inside) and all(
        any(whole["start"] <= one["start"] and one["end"] <= whole["end"] for whole in phrase)
        for one in inside
    )
