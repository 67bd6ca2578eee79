"""Level 4: references lead somewhere, ids are unique, values mean something; `sense` has the checks
of this level that compare annotations with each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from typing import Any

from said.check import words
from said.check.entities import Entities, ids_of, known_entities
from said.check.lines import Lines
from said.findings import nearest
from said.findings.catalogue import Finding
from said.schema import scheme, timex
from said.seeds.documents import TO_FILL_IN, Seed
from said.seeds.json_files import JsonFile
from said.seeds.registries import CORPUS, EVENTS, Registries
from said.text.jsontext import Pointer


def check_metadata(lines: Lines) -> Iterator[Finding]:
    """Ids, dates and provenance in a document's metadata."""
    source, seed = lines.source, lines.seed
    metadata = source.values[0]
    if metadata["doc_id"] != seed.doc_id:
        message = f"doc_id is {metadata['doc_id']!r} in the folder {seed.doc_id}"
        yield source.finding(0, ("doc_id",), "doc-id", message)
    name = f"{seed.name}/annotations.jsonl"
    if metadata["status"] == "adjudicated" and name not in seed.files:
        yield Finding(name, 1, 1, "missing-file", "an adjudicated document has annotations")
    try:
        datetime.fromisoformat(metadata["dct"]["value"])
    except ValueError:
        message = f"{metadata['dct']['value']} is no date"
        yield source.finding(0, ("dct", "value"), "dct-value", message)
    if metadata["status"] == "adjudicated":
        yield from _unfilled(source)
    yield from _check_evidence(source, metadata)
    yield from _check_provenance(source, metadata, seed.text)
    ids = (one["id"] for one in metadata["entities"])
    yield from _repeated(source, ((0, ("entities", at, "id"), id_) for at, id_ in enumerate(ids)))
    # A folder that was renamed is one mistake.
    prefixes = {scheme.unnamed_prefix(one) for one in (seed.doc_id, metadata["doc_id"])}
    for index, entity in enumerate(metadata["entities"]):
        if not entity["id"].startswith(tuple(prefixes)):
            message = f"{entity['id']} is no id of an unnamed voice of this document"
            yield source.finding(0, ("entities", index, "id"), "anonymous-elsewhere", message)


def _unfilled(source: JsonFile) -> Iterator[Finding]:
    """What `said new` left to a person."""
    metadata = source.values[0]
    marked = {("dct", "note"): metadata["dct"]["note"], ("rights",): metadata["rights"]}
    for pointer, given in marked.items():
        if given and given.startswith(TO_FILL_IN):
            message = f"{pointer[-1]} is still to be filled in"
            yield source.finding(0, pointer, "to-fill-in", message)


def _check_evidence(source: JsonFile, metadata: dict[str, Any]) -> Iterator[Finding]:
    """A time that the text states is the one in its words (D5)."""
    dct = metadata["dct"]
    if dct["status"] == "stated":
        problems = [words.contradict(dct["value"], span["exact"]) for span in dct["evidence"]]
        if all(problems):
            yield source.finding(0, ("dct", "value"), "timex-words", str(problems[0]), "D5")


def _check_provenance(
    source: JsonFile, metadata: dict[str, Any], text: str | None
) -> Iterator[Finding]:
    """Title, outlet and authors have their evidence, and stand in the text as they are given."""
    outside = {one["field"] for one in metadata["provenance"] if one["status"] == "external"}
    for field, given in (("title", [metadata["title"]]), ("authors", metadata["authors"])):
        for name in given:
            if name and text is not None and name not in text and field not in outside:
                message = f"{field}: {name[:60]!r} does not stand in the text"
                yield source.finding(0, (field,), "not-in-text", message)
    told = {entry["field"] for entry in metadata["provenance"]}
    for field in ("title", "outlet", "authors"):
        if metadata[field] and field not in told:
            message = f"{field} is given without its evidence"
            yield source.finding(0, (field,), "no-provenance", message)
    for number, entry in enumerate(metadata["provenance"]):
        if not metadata[entry["field"]]:
            message = f"there is evidence for {entry['field']}, which is not given"
            yield source.finding(0, ("provenance", number, "field"), "idle-provenance", message)


def check_event(lines: Lines) -> Iterator[Finding]:
    """The event that a document names is in the corpus and, once the document is adjudicated, has
    been described."""
    metadata, events = lines.values[0], lines.registries.events
    event = metadata.get("event")
    if event is None:
        return
    if event not in events.ids:
        message = f"event: seeds/{EVENTS}/{event}.json does not exist"
        meant = nearest.nearest_word(event, events.ids)
        found = lines.source.finding(0, ("event",), "unknown-event", message, suggestion=meant)
        yield found._replace(cause=event)
    elif metadata["status"] == "adjudicated" and events.description(event).startswith(TO_FILL_IN):
        message = f"the description in seeds/{EVENTS}/{event}.json is still to be filled in"
        yield lines.source.finding(0, ("event",), "to-fill-in", message)._replace(cause=event)


def check_registry(source: JsonFile, schema: str, registries: Registries) -> Iterator[Finding]:
    """Ids in one of the registries, or in the file of an event."""
    yield from _repeated_lines(source, range(len(source.values)))
    for index, entry in enumerate(source.values):
        for place, alias in enumerate(entry.get("aliases", ())):
            if alias != alias.strip():
                message = f"the alias {alias[:60]!r} begins or ends with white space"
                yield source.finding(index, ("aliases", place), "alias-space", message)
        if schema == "entity" and (entry["kind"] == "anonymous" or scheme.is_unnamed(entry["id"])):
            message = f"{entry['id']} is an unnamed voice"
            yield source.finding(index, ("id",), "anonymous-elsewhere", message)
        if schema == "event" and f"/{entry['id']}.json" != source.name[source.name.rindex("/") :]:
            message = f"the id is {entry['id']} in {source.name}"
            yield source.finding(index, ("id",), "event-id", message)
        if schema == "utterance" and "entities" not in registries.unread:
            # Which unnamed voices a document has, it alone knows.
            unnamed = tuple(filter(scheme.is_unnamed, entry["speakers"]))
            entities = Entities(registries, unnamed)
            yield from _unknown_entities(source, index, ("speakers",), entry["speakers"], entities)


def check_corpus_flags(source: JsonFile) -> Iterator[Finding]:
    """The flags that `corpus.json` declares: each once, and with an id that is free."""
    taken = dict.fromkeys(scheme.FLAGS, "a flag that every corpus has")
    for place, flag in enumerate(source.values[0].get("flags", ())):
        pointer = ("flags", place, "id")
        if flag["id"] in taken:
            message = f"{flag['id']} is {taken[flag['id']]}"
            found = source.finding(0, pointer, "duplicate-id", message)
            yield found._replace(advice="remove it from flags, or give it another id")
        elif (layer := flag["id"].partition("_")[0]) in _LEADING and "_" in flag["id"]:
            message = f"{flag['id']} begins with {layer}_, as names of fields do in other tools"
            found = source.finding(0, pointer, "schema", message)
            yield found._replace(advice="give it another id, such as one with hyphens")
        taken.setdefault(flag["id"], "declared twice")


_LEADING = (*scheme.LAYERS, "anchor")
"""What the names of fields begin with in brat, where flags are beside them."""


def check_flags(lines: Lines) -> Iterator[Finding]:
    """Flags are those of every corpus, or declared by this one."""
    if lines.registries.flags is None:
        return
    known = (*scheme.FLAGS, *lines.registries.flags)
    for index in lines.sound:
        for place, flag in enumerate(lines.values[index].get("flags", ())):
            if flag not in known:
                message = f"flags: {flag} is not declared in seeds/{CORPUS}"
                meant = nearest.nearest_word(flag, known)
                found = lines.source.finding(
                    index, ("flags", place), "unknown-flag", message, suggestion=meant
                )
                yield found._replace(cause=flag)


def check_ids(lines: Lines) -> Iterator[Finding]:
    """The ids of annotations are unique."""
    yield from _repeated_lines(lines.source, lines.sound)


def check_references(lines: Lines) -> Iterator[Finding]:
    """References lead to annotations of the document."""
    known = _ids_in(lines.source)
    nameless = _nameless_layers(lines.source)
    for layer, fields in scheme.REFERENCES.items():
        looked_at = {field: to for field, to in fields.items() if to not in nameless}
        for index in lines.by_layer[layer]:
            yield from _check_references(lines.source, index, looked_at, known)


def check_circles(lines: Lines) -> Iterator[Finding]:
    """No chain of references leads back to where it began."""
    for field, layer in scheme.CHAINS.items():
        yield from _circles(lines.source, lines.by_layer[layer], field)


def check_entities(lines: Lines) -> Iterator[Finding]:
    """Speakers and holders are entities that the document may name."""
    source, entities = lines.source, known_entities(lines)
    registered = lines.registries.entities.keys()
    for index in [*lines.by_layer["speaker"], *lines.by_layer["quote"]]:
        speakers = source.values[index].get("speakers", ())
        if not registered >= {*speakers}:
            yield from _unknown_entities(source, index, ("speakers",), speakers, entities)
    for index in lines.by_layer["stance"]:
        holder = source.values[index]["holder"]
        if holder != scheme.AUTHOR:
            yield from _unknown_entities(source, index, ("holder",), [holder], entities)


def check_utterances(lines: Lines) -> Iterator[Finding]:
    """The act of speaking that a quote reports is registered."""
    utterances = lines.registries.utterances
    for index in lines.by_layer["quote"]:
        utterance = lines.values[index].get("utterance")
        known = utterance is None or utterance in utterances
        if not known and utterance not in lines.registries.lost("utterances"):
            message = f"utterance: {utterance} is not in seeds/utterances.jsonl"
            meant = nearest.nearest_word(utterance, utterances)
            found = lines.source.finding(
                index, ("utterance",), "unknown-utterance", message, suggestion=meant
            )
            yield _caused_by(found, utterance, utterances)


def _caused_by(finding: Finding, missing: str, registry: Collection[str]) -> Finding:
    """The finding with its cause: one line that is missing from a registry, or all of them."""
    if registry:
        return finding._replace(cause=missing)
    return finding._replace(message=f"{finding.message}, where nothing is", cause="nothing")


def check_values(lines: Lines) -> Iterator[Finding]:
    """The value of a date is a TIMEX3 value of its type."""
    for index in lines.by_layer["date"]:
        date = lines.values[index]
        if problem := timex.explain_value(date["type"], date["value"]):
            yield lines.source.finding(index, ("value",), "timex-value", problem.rstrip("."))


def check_adjudication(lines: Lines) -> Iterator[Finding]:
    """The ids of decisions are unique, and lead to annotations of the files that they name."""
    seed, source = lines.seed, lines.source
    read = {one.name: one for one in (*seed.passes, seed.annotations) if one}
    ids_of_file = cache(partial(_known_ids, seed, read))
    yield from _repeated_lines(source, lines.sound)
    for index in lines.sound:
        decision = source.values[index]
        first, second = decision.get("passes", ("a", "b"))
        files = {"a": f"passes/{first}.jsonl", "b": f"passes/{second}.jsonl"}
        for field, file in {**files, "result": "annotations.jsonl"}.items():
            ids = ids_of_file(file)
            for place, reference in enumerate(decision[field]):
                if ids is not None and reference not in ids:
                    message = f"{field}: {file} has no annotation {reference}"
                    found = source.finding(index, (field, place), "unknown-annotation", message)
                    yield found._replace(cause=file)


def _known_ids(seed: Seed, read: Mapping[str, JsonFile], file: str) -> set[str] | None:
    """The ids of a file of annotations; None if they are not all known."""
    name = f"{seed.name}/{file}"
    if name not in read:
        return None if name in seed.files else set()
    return None if _nameless_layers(read[name]) else _ids_in(read[name])


def _ids_in(source: JsonFile) -> set[str]:
    """All ids in a file, those in lines that could not be read included."""
    return ids_of(source.values) | source.lost_ids


def _nameless_layers(source: JsonFile) -> set[object]:
    """The layers of annotations that have no id: which one is meant by an id, nobody knows."""
    return {
        str(value.get("layer"))
        for value in source.values
        if isinstance(value, dict) and not isinstance(value.get("id"), str)
    }


def _repeated_lines(source: JsonFile, lines: Iterable[int]) -> Iterator[Finding]:
    """The lines whose id an earlier one has."""
    return _repeated(source, ((index, ("id",), source.values[index]["id"]) for index in lines))


_TAKEN_OUT = "run: said fmt, which takes out what is there a second time, word for word"


def _repeated(source: JsonFile, ids: Iterable[tuple[int, Pointer, str]]) -> Iterator[Finding]:
    """The ids, each with its line and its place there, that stand there a second time."""
    seen: dict[str, int] = {}
    for index, pointer, id_ in ids:
        if id_ not in seen:
            seen[id_] = index
            continue
        found = source.finding(index, pointer, "duplicate-id", f"the id {id_} is taken")
        if source.values[index] == source.values[seen[id_]] and index != seen[id_]:
            message = f"the record {id_} is there twice"
            yield found._replace(message=message, cause="copy", advice=_TAKEN_OUT)
        else:
            yield found._replace(cause="taken")


def _check_references(
    source: JsonFile, index: int, fields: Mapping[str, str], known: set[str]
) -> Iterator[Finding]:
    annotation = source.values[index]
    for field, layer in fields.items():
        value = annotation.get(field, scheme.DCT)
        if value == scheme.DCT or (isinstance(value, str) and value in known):
            continue
        for place, reference in enumerate([value] if isinstance(value, str) else value):
            if reference not in known:
                pointer = (field,) if isinstance(value, str) else (field, place)
                message = f"{field}: this document has no {layer} {reference}"
                yield source.finding(index, pointer, "unknown-annotation", message)


def _unknown_entities(
    source: JsonFile,
    index: int,
    pointer: Pointer,
    ids: Sequence[str],
    entities: Entities,
) -> Iterator[Finding]:
    for place, entity in enumerate(ids):
        if entity not in entities:
            at = pointer if pointer == ("holder",) else (*pointer, place)
            is_voice = scheme.is_unnamed(entity)
            where = "this document's entities" if is_voice else "seeds/entities.jsonl"
            message = f"{pointer[0]}: {entity} is not in {where}"
            kind = "unknown-voice" if is_voice else "unknown-entity"
            meant = entities.like(entity)
            found = source.finding(index, at, kind, message, suggestion=meant)
            yield _caused_by(found, entity, entities.own if is_voice else entities.registered)


def _circles(source: JsonFile, indices: Sequence[int], field: str) -> Iterator[Finding]:
    """The annotations from which a chain of references leads back to themselves."""
    following = {}
    for index in indices:
        annotation = source.values[index]
        if annotation.get(field, scheme.DCT) != scheme.DCT:
            following[annotation["id"]] = annotation[field]
    turning = _in_circles(following)
    for index in indices if turning else ():
        annotation = source.values[index]
        if field in annotation and annotation["id"] in turning:
            message = f"{field} leads from {annotation['id']} back to itself"
            yield source.finding(index, (field,), "reference-circle", message)


def _in_circles(following: Mapping[str, str]) -> set[str]:
    """Those of which each is followed by another until it comes round to itself."""
    turning: set[str] = set()
    seen: set[str] = set()
    for first in following:
        way: dict[str, None] = {}
        one: str | None = first
        while one is not None and one not in seen:
            seen.add(one)
            way[one] = None
            one = following.get(one)
        if one in way:
            steps = list(way)
            turning.update(steps[steps.index(one) :])
    return turning
