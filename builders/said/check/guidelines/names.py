"""Names: one string names one entity, and the registry tells which (S4, S5)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from said.check.detectors import names
from said.check.lines import AnnotationLine, Lines, words_of
from said.findings.catalogue import Finding
from said.schema.records import Entity, SpeakerAnnotation
from said.seeds.documents import Registries
from said.text import segments as texts
from said.text.jsontext import Pointer

FORMS = frozenset({"name", "handle"})
"""The forms of a mention that gives a name."""


def check_names(lines: Lines) -> Iterator[Finding]:
    """The mentions of a document."""
    mentions = [one for one in lines.of("speaker") if one.annotation["form"] in FORMS]
    yield from _of_two_entities(lines, mentions)
    yield from _unregistered(lines, mentions, lines.registries)


def _of_two_entities(
    lines: Lines, mentions: Iterable[AnnotationLine[SpeakerAnnotation]]
) -> Iterator[Finding]:
    """The mentions whose string mostly, or first, names another entity."""
    by_name: dict[str, list[AnnotationLine[SpeakerAnnotation]]] = defaultdict(list)
    for mention in mentions:
        by_name[_key(mention.annotation["span"]["exact"])].append(mention)
    for found in by_name.values():
        named = [frozenset(mention.annotation["speakers"]) for mention in found]
        usual = Counter(named).most_common(1)[0][0]
        other = found[named.index(usual)].annotation
        for mention, speakers in zip(found, named, strict=True):
            if speakers != usual:
                message = f"{words_of(mention.annotation)} is {_ids(speakers)} here and "
                message += f"{_ids(usual)} in {lines.named(other)}"
                yield lines.finding(mention, ("speakers",), "name-two-ways", message)


def _unregistered(
    lines: Lines, mentions: Iterable[AnnotationLine[SpeakerAnnotation]], registries: Registries
) -> Iterator[Finding]:
    """The names that the registry does not have for their entity: it has them for another one, or
    not at all."""
    keys: dict[str, set[str]] = {}
    strange = [one for one in mentions if _is_strange(one.annotation, registries, keys)]
    if not strange:
        return
    known: dict[str, list[str]] = defaultdict(list)
    for entity in registries.entities.values():
        for key in _names(entity):
            known[key].append(entity["id"])
    for mention in strange:
        name, (own,) = mention.annotation["span"]["exact"], mention.annotation["speakers"]
        others = known.get(_key(name))
        if others:
            message = f"{name!r} is a name of {_ids(others)} in the registry, not of {own}"
            yield lines.finding(mention, ("speakers",), "name-of-another", message)
        else:
            message = f"{name!r} is no name of {own} in the registry"
            yield lines.finding(mention, ("span", "exact"), "unlisted-name", message)


def _is_strange(
    mention: SpeakerAnnotation, registries: Registries, keys: dict[str, set[str]]
) -> bool:
    """Whether the entity of a mention has another name; `keys` keeps the names of each entity."""
    speaker, *others = mention["speakers"]
    entity = registries.entities.get(speaker)
    if others or entity is None:
        return False
    if speaker not in keys:
        keys[speaker] = _names(entity)
    return _key(mention["span"]["exact"]) not in keys[speaker]


def check_registry_names(registries: Registries) -> Iterator[Finding]:
    """The names and aliases that an entity shares with one on a line before."""
    source = registries.sources[0]
    first: dict[str, int] = {}
    for index, entity in enumerate(source.values):
        for name, pointer in _places(entity):
            other = first.setdefault(_key(name), index)
            if other != index:
                message = f"{name!r} is a name of {source.values[other]['id']} too, "
                message += f"on line {source.lines[other]}"
                yield source.finding(index, pointer, "shared-alias", message)


def _places(entity: Entity) -> Iterator[tuple[str, Pointer]]:
    yield entity["name"], ("name",)
    for place, alias in enumerate(entity["aliases"]):
        yield alias, ("aliases", place)


def _names(entity: Entity) -> set[str]:
    return {_key(name) for name, _ in _places(entity)}


def _key(name: str) -> str:
    """What all spellings of a name share: case, the shape of marks and whether letters are composed
    do not count."""
    return names.plain_name(texts.normalized("NFC", name)).casefold()


def _ids(ids: Iterable[str]) -> str:
    return " and ".join(sorted(ids))
