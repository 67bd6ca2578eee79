"""Level 4: what annotations say of each other goes together (Q6, Q8, Q11, Q12, S4, S5, D3, D4).

What has another mistake is not looked at: a span that does not fit the text, an unknown entity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from said.check import words
from said.check.entities import Entities, EntityNames, NamedEntities, known_entities
from said.check.lines import Lines
from said.findings.catalogue import Finding
from said.schema import scheme, timex
from said.schema.records import Annotation, AnyRecord, DateAnnotation, SpeakerAnnotation
from said.seeds.json_files import JsonFile
from said.seeds.registries import Registries
from said.text.pronouns import pronouns
from said.text.segments import normalized

_NEGATION = re.compile(r"(?i)\b(?:not|never)\b(?! (?:just|merely|only|simply)\b)|n['’]t\b")

_MISREPORTED = "source_error"

ATTRIBUTING = tuple(
    field for field, layer in scheme.REFERENCES["quote"].items() if layer == "speaker"
)
"""The fields of a quote that name mentions."""


def check_mentions(lines: Lines) -> Iterator[Finding]:
    """A mention has the form that its words have, and a name is one of the entity's (S4, S5)."""
    names = NamedEntities(lines.registries)
    for index in lines.by_layer["speaker"]:
        if _fits(lines.values[index], lines):
            yield from _mention(lines.source, index, names)


def check_attributed(lines: Lines) -> Iterator[Finding]:
    """Source, speakers, resolution, act and cue of a quote go together (Q2, Q6, Q8, Q12)."""
    source, by_id, entities = lines.source, lines.by_id, known_entities(lines)
    for index in lines.by_layer["quote"]:
        yield from _voices(source, index, by_id, entities)
        yield from _act(source, index, lines.registries)
        yield from _passages(source, index)
        yield from _polarity(source, index)
        yield from _without_cue(source, index)
        if "continues" in source.values[index]:
            yield from _continued(source, index, by_id)


def check_times(lines: Lines) -> Iterator[Finding]:
    """What gives a time is a point of time (Q11, D4)."""
    for layer, field in (("quote", "said"), ("date", "anchor")):
        for index in lines.by_layer[layer]:
            yield from _time(lines.source, index, field, lines.by_id)


def check_date_words(lines: Lines) -> Iterator[Finding]:
    """The value of a date is not at odds with its words (D3, D4)."""
    source = lines.source
    for index in lines.by_layer["date"]:
        date = source.values[index]
        if not _fits(date, lines):
            continue
        problem = words.contradicted(date)
        if problem and not timex.explain_value(date["type"], date["value"]):
            yield source.finding(index, ("value",), "timex-words", problem)
        if "anchor" in date and words.is_absolute(date):
            message = "the words name the year, and need nothing to count from"
            yield source.finding(index, ("anchor",), "absolute-anchor", message)


def _fits(annotation: SpeakerAnnotation | DateAnnotation, lines: Lines) -> bool:
    span, text = annotation["span"], lines.seed.text
    return text is None or text[span["start"] : span["end"]] == span["exact"]


def _mention(source: JsonFile, index: int, names: NamedEntities) -> Iterator[Finding]:
    mention = source.values[index]
    if "speakers" not in mention:
        return
    form = mention["form"]
    # Decomposed letters are the same letters.
    exact = normalized("NFC", mention["span"]["exact"])
    known = [named for one in mention["speakers"] if (named := names.of(one))]
    if form == "name" and len(known) == 1 and exact in known[0].names:
        return  # as most are
    wanted = _form(exact, form, known)
    if form != wanted:
        message = f"{exact[:60]!r} is a {wanted}, not a {form}"
        yield source.finding(index, ("form",), "mention-form", message)
        return
    is_name = form in ("name", "handle") and len(known) == len(mention["speakers"])
    if is_name and not any(named.is_called(exact) for named in known):
        ids = ", ".join(mention["speakers"])
        message = f"{exact[:60]!r} is neither name nor alias of {ids}"
        yield source.finding(index, ("speakers",), "unlike-name", message)
    elif is_name and len(known) > 1:
        alone = [named.id for named in known if exact in named.names]
        if len(alone) == 1:
            message = f"{exact[:60]!r} is {alone[0]} alone"
            yield source.finding(index, ("speakers",), "unlike-name", message, "S4")


def _form(exact: str, form: str, known: Sequence[EntityNames]) -> str:
    """The form that the words of a mention of known entities have, where they tell."""
    if exact.startswith("@"):
        return "handle"
    if exact.casefold() in pronouns():
        return "pronoun"
    if any(exact == named.name for named in known):
        return "name"
    # An alias may be the name of an account.
    is_alias = any(exact in named.names for named in known)
    return "name" if is_alias and form != "handle" else form


def check_idle_mentions(lines: Lines) -> Iterator[Finding]:
    """A mention that is no source and no channel is the name of a person (S2)."""
    source, registries = lines.source, lines.registries
    if source.lost_ids:
        return
    # Misshapen quotes count as well, so that one mistake is told once.
    attributing = {
        str(name)
        for quote in source.values
        if isinstance(quote, dict) and quote.get("layer") == "quote"
        for field in ATTRIBUTING
        for name in (quote[field] if isinstance(quote.get(field), list) else ())
    }
    for index in lines.by_layer["speaker"]:
        mention = source.values[index]
        if mention["id"] in attributing:
            continue
        known = (registries.entities.get(name) for name in mention.get("speakers", ()))
        kinds = [entity.get("kind") for entity in known if entity]
        if mention["form"] in ("nominal", "pronoun") or (kinds and "person" not in kinds):
            words_ = repr(mention["span"]["exact"][:60])
            message = f"{words_} is neither source, channel nor addressee of a quote"
            yield source.finding(index, ("span",), "idle-mention", message)


def _voices(
    source: JsonFile, index: int, by_id: Mapping[str, AnyRecord], entities: Entities
) -> Iterator[Finding]:
    """Source, speakers and resolution of a quote go together."""
    quote = source.values[index]
    named = quote.get("source", ())
    mentions = [by_id[name] for name in named if by_id.get(name, {}).get("layer") == "speaker"]
    speakers = set(quote.get("speakers", ()))
    if "resolution" in quote and len(mentions) == len(named):
        wanted = _resolutions({mention["form"] for mention in mentions})
        if quote["resolution"] not in wanted:
            message = f"resolution is {quote['resolution']} and by its source {' or '.join(wanted)}"
            yield source.finding(index, ("resolution",), "resolution", message)
        meant = {speaker for mention in mentions for speaker in mention.get("speakers", ())}
        is_known = all(one in entities for one in meant | speakers)
        if meant and speakers and meant != speakers and is_known:
            message = f"the source is a mention of {', '.join(sorted(meant))}"
            yield source.finding(index, ("speakers",), "speakers-differ", message, "Q8")


def _without_cue(source: JsonFile, index: int) -> Iterator[Finding]:
    """A report without marks is told by its cue; only what runs on needs none (Q2)."""
    quote = source.values[index]
    if quote["type"] == "indirect" and "cue" not in quote and "continues" not in quote:
        yield source.finding(index, ("type",), "no-cue", "an indirect quote has no cue")


def _act(source: JsonFile, index: int, registries: Registries) -> Iterator[Finding]:
    """Who is quoted is among the speakers of the act that the quote reports, unless a flag says
    that the document gets it wrong (Q12, T13)."""
    quote = source.values[index]
    act = registries.utterances.get(quote.get("utterance", ""))
    spoke = act.get("speakers") if act else None
    if not isinstance(spoke, list) or _MISREPORTED in quote.get("flags", ()):
        return
    others = set(quote.get("speakers", ())).difference(map(str, spoke))
    if others:
        message = f"{quote['utterance']} is an act of {', '.join(map(str, spoke))}"
        message += f", not of {', '.join(sorted(others))}"
        yield source.finding(index, ("utterance",), "speakers-differ", message, "Q12")


def _polarity(source: JsonFile, index: int) -> Iterator[Finding]:
    """A cue with a negation denies that something was said (Q14)."""
    quote = source.values[index]
    negations = [one for one in quote.get("cue", ()) if _NEGATION.search(one["exact"])]
    if negations and quote.get("polarity") != "negative":
        message = f"the cue {negations[0]['exact'][:60]!r} is negated, and the polarity is positive"
        pointer = ("polarity",) if "polarity" in quote else ("cue",)
        yield source.finding(index, pointer, "negated-cue", message)


def _passages(source: JsonFile, index: int) -> Iterator[Finding]:
    """Passages are parts of an act of speaking, which the quote names."""
    quote = source.values[index]
    if "passages" in quote and "utterance" not in quote:
        message = f"the quote gives passages of no utterance: {', '.join(quote['passages'])}"
        yield source.finding(index, ("passages",), "passage-alone", message)


def check_automatic(lines: Lines) -> Iterator[Finding]:
    """What a person has decided says nothing of the rule that proposed it."""
    if not lines.seed.released:
        return
    marked = [i for i in lines.sound if not lines.values[i].keys().isdisjoint(scheme.AUTOMATIC)]
    if marked:
        field = next(one for one in scheme.AUTOMATIC if one in lines.values[marked[0]])
        more = f", and {len(marked) - 1} more annotations have it" if len(marked) > 1 else ""
        message = f"{field} is for what a program made, and the document is adjudicated{more}"
        yield lines.source.finding(marked[0], (field,), "still-automatic", message)


def _resolutions(forms: set[str]) -> tuple[str, ...]:
    """What the resolution of a quote can be, by the forms of its sources (Q8)."""
    if not forms:
        return ("implicit",)
    if forms <= {"name", "handle"}:
        return ("explicit",)
    return ("anaphoric",) if forms == {"pronoun"} else ("explicit", "anaphoric")


def _time(
    source: JsonFile, index: int, field: str, by_id: Mapping[str, AnyRecord]
) -> Iterator[Finding]:
    date = by_id.get(source.values[index].get(field, ""))
    if date and date.get("type") in ("DURATION", "SET"):
        message = f"{field}: {date['id']} is a {date['type']}, which is no point of time"
        rule = "Q11" if field == "said" else "D4"
        yield source.finding(index, (field,), "no-time", message, rule)


def _continued(source: JsonFile, index: int, by_id: dict[str, Annotation]) -> Iterator[Finding]:
    """A quotation runs on from one before it, of the same voice, without a new cue (Q6)."""
    quote = source.values[index]
    first = by_id.get(quote["continues"], quote)
    if first["layer"] != "quote" or first is quote:
        return
    problem = None
    if "cue" in quote or "source" in quote:
        problem = "what has a cue or source of its own continues nothing"
    elif first["content"][-1]["end"] > quote["content"][0]["start"]:
        problem = f"{first['id']} does not stand before it"
    elif set(first.get("speakers", ())) != set(quote.get("speakers", ())):
        problem = f"{first['id']} has other speakers"
    if problem:
        yield source.finding(index, ("continues",), "continues", problem)
