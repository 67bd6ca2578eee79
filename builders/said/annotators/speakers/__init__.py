"""Who is named and who is quoted in an English news text.

`runs` puts together words with capitals, `evidence` and the `surroundings` of a name tell persons
from other things, `people` keeps the persons of a document under all their names, `mentions` and
`scene` find them. `phrases` reduces source phrases (S3); `resolve` goes through the text to find
out who is behind them (Q8), with the `focus` of pronouns, the `stage` and `turns` of
conversations, `references` of phrases, `nominals`, which know the `roles` of persons and the
`organisations`, and `guesses` where there is none. `cast` gives ids (S1, S6), as far as it can
those of the registry, whose `entities` are looked up by name; `words` has the lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from said.annotators.quotes.attribution import Attribution
from said.annotators.speakers.cast import Cast
from said.annotators.speakers.choice import Chooser
from said.annotators.speakers.entities import SpeakerEntities
from said.annotators.speakers.guesses import Resolved
from said.annotators.speakers.mentions import Names, find_names
from said.annotators.speakers.people import People
from said.annotators.speakers.references import Reference
from said.annotators.speakers.resolve import resolve_speakers
from said.annotators.speakers.scene import find_scene_names, with_persons
from said.annotators.speakers.turns import Exchanges
from said.schema.records import AnyAnnotation as Annotation
from said.text.reading import Reading
from said.text.segments import Range, span


class Attributed(NamedTuple):
    """Who is quoted: the fields of a quote record that tell (Q8, Q9)."""

    source: list[str]
    """Ids of the mentions in the source phrase; empty if there is none."""
    via: list[str]
    """Ids of the mentions of the channel."""
    speakers: list[str]
    """Ids of the entities who are quoted."""
    resolution: str
    """explicit, anaphoric or implicit."""


class Speakers(NamedTuple):
    """What there is to know of the speakers of a text."""

    mentions: list[Annotation]
    """Speaker annotations by place, with ids s1, s2 and so on."""
    entities: list[dict[str, Any]]
    """Those that are not in the registry, as rows of one: id, name, kind, aliases."""
    quotes: list[Attributed]
    """For each attribution, in the order in which they were given."""


def find_speakers(
    reading: Reading,
    attributions: Sequence[Attribution],
    known: SpeakerEntities,
    doc_id: str = "",
    chooser: Chooser | None = None,
) -> Speakers:
    """The mentions of persons and sources in a text, their entities, and who is quoted.

    A name that the registry knows gets its id, any other one its name in kebab case; a voice
    without a name is `anon-N`, with the `doc_id` and a full stop before it if there is one. Any
    text is accepted. Where the rules guess, a `chooser` decides, if one is given. Offsets are code
    points, half open.
    """
    people = People(known.persons)
    phrases = [one for quote in attributions for one in (quote.source, quote.via) if one]
    names = find_names(reading, phrases, people)
    exchanges = Exchanges(reading, attributions, names.persons)
    if found := find_scene_names(reading, names.others, people, exchanges, phrases):
        names = with_persons(names, found)
        exchanges = Exchanges(reading, attributions, names.persons)
    cast = Cast(known, f"{doc_id}." if doc_id else "")
    for person in dict.fromkeys(mention.person for mention in names.persons):
        cast.person(person)
    resolved = resolve_speakers(reading, attributions, names, people, cast, exchanges, chooser)
    mentions, ids = _mentions(reading.text, names, resolved)

    def ids_of(references: Sequence[Reference]) -> list[str]:
        return [ids[reference.part.start, reference.part.end] for reference in references]

    quotes = [
        Attributed(
            ids_of(quote.source),
            ids_of(quote.via),
            [voice.id for voice in quote.speakers],
            quote.resolution,
        )
        for quote in resolved
    ]
    return Speakers(mentions, cast.new_entities(), quotes)


def _mentions(
    text: str, names: Names, resolved: Sequence[Resolved]
) -> tuple[list[Annotation], dict[Range, str]]:
    """The annotations, and their ids by range."""
    found: dict[Range, tuple[str, list[str], str]] = {
        (mention.start, mention.end): (mention.form, [mention.person.id], mention.rule)
        for mention in names.persons
    }
    for quote in resolved:
        for reference in (*quote.source, *quote.via):
            part = reference.part
            voices = [voice.id for voice in reference.voices]
            found.setdefault((part.start, part.end), (part.form, voices, reference.rule))
    places = sorted(found, key=lambda place: (place[0], -place[1]))
    ids = {place: f"s{number}" for number, place in enumerate(places, 1)}
    annotations = []
    for place in places:
        form, voices, rule = found[place]
        annotations.append(
            {
                "id": ids[place],
                "layer": "speaker",
                "span": span(text, place),
                "form": form,
                "speakers": voices,
                "rule": rule,
            }
        )
    return annotations, ids
