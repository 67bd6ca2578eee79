"""What a text may take a stance on, made ready once for all texts: targets, and the frames of their
topics.

A frame of a topic says which words, when they meet in a clause, affirm or deny a proposition. The
words are in lists of the topic, or in the lexicon. A target can be an aspect of another one: of a
company the word list that tells that it is meant (its safety) or its leaders, of a person the
removal from office. The target of the aspect `exit` is judged wherever somebody leaves.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from said.annotators.stance.phrases import PhraseReading, Phrases, lexicon_lists
from said.seeds.topics import BUILT_IN_ASPECTS
from said.text.tokens import straight

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""The lines of a topic: `targets`, and if it has them `frames` and `words`."""
SUBJECT, WORRIER = "subject", "worrier"
_DANGERS = frozenset(
    {"danger", "dangerous", "harmful", "harms", "risk", "risks", "risky", "threat", "threatens"}
)
"""Words of the proposition of a danger."""
_GATE = "topic"
"""The word list of which a phrase has to stand anywhere in a text on the topic."""


class TopicFrame(NamedTuple):
    """A frame as `schema/frame.json` describes it, with its lists by the names that hits have.

    `by_company` are the targets of its aspect by company; `expression` are the numbers of lists.
    """

    id: str
    label: str
    lists: tuple[str, ...]
    expression: tuple[int, ...]
    needed: frozenset[str]
    """The lists of which a phrase has to stand in the clause itself."""
    unless: frozenset[str]
    by_company: Mapping[str, str] | None
    target: str | None = None
    reach: int = 12
    ordered: bool = False
    far: bool = False
    holder: str = "speaker"
    quoted: bool = False
    imperative: bool = False
    implied: bool = False


_AS_GIVEN = ("target", "reach", "ordered", "far", "holder", "quoted", "imperative", "implied")


class TopicFrames(NamedTuple):
    """The frames of a topic by their first list, and its targets that are aspects of others: by the
    word list that tells it, or by what the annotator knows, and then by whose aspect they are."""

    gate: str | None
    frames: Mapping[str, list[TopicFrame]]
    by_words: Mapping[str, Mapping[str, str]]
    leadership: Mapping[str, str]
    removals: Mapping[str, str]
    exits: tuple[str, ...]


class Targets:
    """The targets of some topics: the names of those that are judged by name, and their frames.
    `entities` are the ids of registered entities, who can hold a stance themselves."""

    def __init__(self, topics: Iterable[Rows], entities: Container[str] = ()) -> None:
        self.entities = entities
        rows = list(topics)
        found: dict[str, set[str]] = {}
        for target in (target for topic in rows for target in _named(topic)):
            for alias in target["aliases"]:
                found.setdefault(straight(alias), set()).add(target["id"])
        self.by_alias = {alias: frozenset(ids) for alias, ids in found.items()}
        self.aliases = Phrases({"alias": sorted({alias.lower() for alias in self.by_alias})})
        self._families = list(_families(self.by_alias))
        lists: dict[str, Sequence[str]] = dict(lexicon_lists())
        self._topics = [_topic_frames(topic, f"{n} ", lists) for n, topic in enumerate(rows)]
        self.words = Phrases(lists)

    def topics_in(self, reading: PhraseReading) -> list[TopicFrames]:
        """The topics that a text speaks of."""
        return [one for one in self._topics if one.gate is None or one.gate in reading.kinds]

    def find_persons(self, mentioned: Mapping[str, object]) -> set[str]:
        """The aliases that are names of persons: those of a target of which one is a mention in the
        text (S2)."""
        found: set[str] = set()
        for names, of_person in self._families:
            if not mentioned.keys().isdisjoint(names):
                found |= of_person
        return found


def _named(topic: Rows) -> Iterator[Mapping[str, Any]]:
    """The targets that are judged wherever they are named: entities, and issues for which the topic
    has no frame. To oppose what an issue says is a danger is to affirm it (T6), so that none of
    these is among them."""
    framed = {row.get("target") for row in topic.get("frames", ())}
    for target in topic["targets"]:
        is_plain = target["id"] not in framed and "aspect" not in target
        words = set(str(target.get("proposition", "")).lower().rstrip(".").split())
        if target["kind"] == "entity" or (is_plain and _DANGERS.isdisjoint(words)):
            yield target


def _topic_frames(topic: Rows, prefix: str, lists: dict[str, Sequence[str]]) -> TopicFrames:
    """The frames of a topic; its word lists are added to `lists` with a prefix to their names."""
    own = {row["id"]: f"{prefix}{row['id']}" for row in topic.get("words", ())}
    for row in topic.get("words", ()):
        lists[own[row["id"]]] = [straight(phrase.lower()) for phrase in row["words"]]
    aspects: dict[str, dict[str, str]] = {}
    for target in topic["targets"]:
        if aspect := target.get("aspect"):
            aspects.setdefault(aspect, {})[target.get("of", target["id"])] = target["id"]
    frames: dict[str, list[TopicFrame]] = {}
    for row in topic.get("frames", ()):
        frame = _frame(row, own, aspects)
        frames.setdefault(frame.lists[0], []).append(frame)
    leadership, removals, exits = (aspects.pop(one, {}) for one in BUILT_IN_ASPECTS)
    by_words = {own.get(aspect, aspect): owners for aspect, owners in aspects.items()}
    return TopicFrames(
        own.get(_GATE), frames, by_words, leadership, removals, tuple(exits.values())
    )


def _frame(
    row: Mapping[str, Any], own: Mapping[str, str], aspects: Mapping[str, Any]
) -> TopicFrame:
    lists = tuple(own.get(name, name) for name in row["words"])
    return TopicFrame(
        row["id"],
        row["label"],
        lists,
        expression=tuple(row["words"].index(name) for name in row["expression"]),
        needed=frozenset(lists[:-1] if row.get("far") else lists),
        unless=frozenset(own.get(name, name) for name in row.get("unless", ())),
        by_company=aspects.get(row["aspect"], {}) if "aspect" in row else None,
        **{field: row[field] for field in _AS_GIVEN if field in row},
    )


def _families(
    aliases: Mapping[str, frozenset[str]],
) -> Iterator[tuple[list[str], frozenset[str]]]:
    """The aliases of each target that has a name of two words, and those among them that are such a
    name or a part of one."""
    by_target: dict[frozenset[str], list[str]] = {}
    for alias, ids in aliases.items():
        by_target.setdefault(ids, []).append(alias)
    for names in by_target.values():
        full = [name for name in names if name.istitle() and " " in name]
        parts = {part for name in full for part in name.split()}
        if full:
            yield names, frozenset(name for name in names if name in full or name in parts)
