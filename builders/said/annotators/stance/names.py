"""Where the targets and the speakers of a text are named: aliases of the registry, and mentions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from said.annotators.stance.phrases import PhraseReading
from said.annotators.stance.targets import Targets
from said.schema.records import AnyAnnotation as Annotation
from said.schema.scheme import is_unnamed
from said.text.segments import Range
from said.text.tokens import straight

PERSON, COMPANY, GROUP = "person", "company", "group"
_THE = "the"
_SHORT = 4
"""No general noun that is found again has more words."""


class Ref(NamedTuple):
    """Tokens that stand for somebody: targets of the registry, and holders as entity ids."""

    first: int
    after: int
    targets: frozenset[str]
    holders: tuple[str, ...]
    kind: str


class NamedMention(NamedTuple):
    """A speaker mention that is no pronoun: who it is, and whether it is a proper name."""

    holders: tuple[str, ...]
    is_name: bool


def find_refs(
    reading: PhraseReading,
    mentions: Sequence[Annotation],
    targets: Targets,
) -> list[Ref]:
    """All names of a text, by place; where an alias and a mention stand, they are one."""
    named = {}
    for mention in mentions:
        place = reading.tokens.touched(mention["span"]["start"], mention["span"]["end"])
        if mention["form"] != "pronoun" and mention["speakers"] and place[0] < place[1]:
            named[place] = NamedMention(tuple(mention["speakers"]), mention["form"] == "name")
    found = _of_aliases(reading, named, targets)
    for (first, after), (holders, is_name) in named.items():
        kind = PERSON if is_name and len(holders) == 1 else GROUP
        found.setdefault(first, Ref(first, after, frozenset(), holders, kind))
    for (first, after), holders in _again(reading, named):
        found.setdefault(first, Ref(first, after, frozenset(), holders, GROUP))
    kept: list[Ref] = []
    for _, ref in sorted(found.items()):
        if not kept or ref.first >= kept[-1].after:
            kept.append(ref)
    return kept


def find_pronouns(reading: PhraseReading, mentions: Sequence[Annotation]) -> dict[int, str]:
    """The pronouns that a mention resolves to one speaker, by place."""
    found = {}
    for mention in mentions:
        if mention["form"] == "pronoun" and len(mention["speakers"]) == 1:
            place, _ = reading.tokens.touched(mention["span"]["start"], mention["span"]["end"])
            found[place] = mention["speakers"][0]
    return found


def _of_aliases(
    reading: PhraseReading,
    named: Mapping[Range, NamedMention],
    targets: Targets,
) -> dict[int, Ref]:
    """The aliases of targets that are entities, the longest at each place."""
    by_name = {_exact(reading, place): mention.holders for place, mention in named.items()}
    persons = targets.find_persons(by_name)
    # A target can hold a stance where it is a registered entity, or speaks in the text.
    known = {holder for mention in named.values() for holder in mention.holders}
    found: dict[int, Ref] = {}
    for hit in targets.aliases.find_hits(reading.lowered):
        name = _exact(reading, (hit.first, hit.after))
        # An alias in lower case is found in any case, any other only as it is written.
        ids = targets.by_alias.get(name) or targets.by_alias.get(name.lower())
        before = found.get(hit.first)
        if ids is None or (before is not None and before.after > hit.after):
            continue
        kind = _kind(name, persons)
        mention = named.get((hit.first, hit.after))
        holders = mention.holders if mention else by_name.get(name, ())
        if not holders and all(one in known or one in targets.entities for one in ids):
            holders = tuple(sorted(ids))
        found[hit.first] = Ref(hit.first, hit.after, ids, holders, kind)
    return found


def _exact(reading: PhraseReading, place: Range) -> str:
    return straight(reading.flowing[slice(*reading.span(*place))])


def _kind(name: str, persons: set[str]) -> str:
    """What an alias names: a company has a name, a group may be a general noun."""
    if name in persons:
        return PERSON
    return COMPANY if name[0].isupper() and name.rsplit(maxsplit=1)[-1][0].isupper() else GROUP


def _again(
    reading: PhraseReading, named: Mapping[Range, NamedMention]
) -> Iterator[tuple[Range, tuple[str, ...]]]:
    """Where a definite phrase stands again that means a registered entity as a source elsewhere,
    the longest of a place first."""
    lowered = reading.lowered
    meanings: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for (first, after), mention in named.items():
        if lowered[first] == _THE and after - first <= _SHORT:
            meanings.setdefault(tuple(lowered[first:after]), set()).add(mention.holders)
    clear = {
        phrase: next(iter(some))
        for phrase, some in meanings.items()
        if len(some) == 1 and not any(is_unnamed(holder) for one in some for holder in one)
    }
    if not clear:
        return
    lengths = sorted({len(phrase) for phrase in clear}, reverse=True)
    for place in [place for place, word in enumerate(lowered) if word == _THE]:
        for length in lengths:
            phrase = tuple(lowered[place : place + length])
            if phrase in clear:
                yield (place, place + len(phrase)), clear[phrase]
