"""Quotes: source, speakers, resolution and time go together (Q6, Q8, Q11)."""

from __future__ import annotations

from collections.abc import Iterator

from said.check.guidelines.layers import Entry, Layers, words_of
from said.check.guidelines.names import FORMS
from said.findings import Finding
from said.seeds import Annotation

_LENGTHS = frozenset({"DURATION", "SET"})


def check(layers: Layers) -> Iterator[Finding]:
    """The attribution of the quotes of a document."""
    for quote in layers.of("quote"):
        sources = layers.those(quote.annotation.get("source", ()))
        yield from _speakers(layers, quote, sources)
        yield from _resolution(layers, quote, sources)
        yield from _continued(layers, quote)
        said = layers.one(quote.annotation.get("said"))
        if said and said["type"] in _LENGTHS:
            message = f"{words_of(said)} is a {said['type']}, which is no time of saying"
            yield layers.finding(quote, ("said",), "said-length", message)


def _speakers(layers: Layers, quote: Entry, sources: list[Annotation]) -> Iterator[Finding]:
    """The sources whose entities are all others than those who are quoted."""
    speakers = quote.annotation["speakers"]
    for source in sources:
        if not set(source["speakers"]) & set(speakers):
            message = f"{words_of(source)} is {', '.join(source['speakers'])} in "
            message += f"{layers.named(source)}, and {', '.join(speakers)} is quoted"
            yield layers.finding(quote, ("speakers",), "source-speaker", message)


def _resolution(layers: Layers, quote: Entry, sources: list[Annotation]) -> Iterator[Finding]:
    """A resolution that does not go with the forms of the sources. Nominals go with two."""
    given, ids = quote.annotation["resolution"], quote.annotation.get("source", ())
    forms = {source["form"] for source in sources}
    if len(sources) < len(ids):
        return
    if not ids:
        wanted, why = "implicit", "there is no source phrase"
    elif forms <= FORMS:
        wanted, why = "explicit", f"the source is {words_of(sources[0])}"
    elif forms == {"pronoun"}:
        wanted, why = "anaphoric", f"the source is {words_of(sources[0])}"
    elif given == "implicit":
        wanted, why = "explicit or anaphoric", f"the source is {words_of(sources[0])}"
    else:
        return
    if given != wanted:
        message = f"the resolution is {given} instead of {wanted}: {why}"
        yield layers.finding(quote, ("resolution",), "source-resolution", message)


def _continued(layers: Layers, quote: Entry) -> Iterator[Finding]:
    surplus = [field for field in ("cue", "source") if field in quote.annotation]
    if "continues" in quote.annotation and surplus:
        message = (
            f"it runs on from {quote.annotation['continues']} and has a {surplus[0]} of its own"
        )
        yield layers.finding(quote, ("continues",), "continued-quote", message)
