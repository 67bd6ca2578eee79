"""Names: one string names one entity, and the registry tells which (S4, S5)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from said.check.entities import NamedEntities, names_of, once_a_registry
from said.check.lines import AnnotationLine, Lines, words_of
from said.findings.catalogue import Finding
from said.schema.records import Entity, SpeakerAnnotation
from said.seeds.registries import Registries
from said.text.jsontext import Pointer
from said.text.names import fold_name

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
        by_name[fold_name(mention.annotation["span"]["exact"])].append(mention)
    for found in by_name.values():
        named = [frozenset(mention.annotation.get("speakers", ())) for mention in found]
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
    entities = NamedEntities(registries)
    strange = [one for one in mentions if _is_strange(one.annotation, entities)]
    if not strange:
        return
    known = _ids_by_name(registries.entities)
    for mention in strange:
        name, (own,) = mention.annotation["span"]["exact"], mention.annotation["speakers"]
        others = known.get(fold_name(name))
        if others:
            message = f"{name!r} is a name of {_ids(others)} in the registry, not of {own}"
            yield lines.finding(mention, ("speakers",), "name-of-another", message)
        else:
            message = f"{name!r} is no name of {own} in the registry"
            yield lines.finding(mention, ("span", "exact"), "unlisted-name", message)


@once_a_registry
def _ids_by_name(entities: Mapping[str, Entity]) -> Mapping[str, Sequence[str]]:
    """The ids of the entities that have a name, by the name as `fold_name` gives it."""
    known: dict[str, list[str]] = defaultdict(list)
    for entity in entities.values():
        for key in set(map(fold_name, names_of(entity))):
            known[key].append(entity["id"])
    return dict(known)


def _is_strange(mention: SpeakerAnnotation, known: NamedEntities) -> bool:
    """Whether the one entity of a mention has another name."""
    if "speakers" not in mention:
        return False
    speaker, *others = mention["speakers"]
    named = known.of(speaker)
    if others or named is None:
        return False
    return fold_name(mention["span"]["exact"]) not in named.keys


def check_registry_names(registries: Registries) -> Iterator[Finding]:
    """The names and aliases that an entity shares with one on a line before."""
    source = registries.sources[0]
    first: dict[str, int] = {}
    for index, entity in enumerate(source.values):
        for name, pointer in _places(entity):
            other = first.setdefault(fold_name(name), index)
            if other != index:
                message = f"{name!r} is a name of {source.values[other]['id']} too, "
                message += f"on line {source.lines[other]}"
                yield source.finding(index, pointer, "shared-alias", message)


def _places(entity: Entity) -> Iterator[tuple[str, Pointer]]:
    yield entity["name"], ("name",)
    for place, alias in enumerate(entity["aliases"]):
        yield alias, ("aliases", place)


def _ids(ids: Iterable[str]) -> str:
    return " and ".join(sorted(ids))
