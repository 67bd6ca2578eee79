"""Level 4: topics, the targets that a document takes from them, and what frames refer to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from typing import Any

from said import lexicon
from said.check.lines import Lines
from said.findings import nearest
from said.findings.catalogue import Finding, first_of
from said.schema import scheme
from said.seeds.json_files import JsonFile
from said.seeds.registries import TOPICS, Registries
from said.seeds.topics import BUILT_IN_ASPECTS, TARGETS, VERSION_1, Topic, named_topics
from said.text.jsontext import Pointer

_EXIT = "exit"
_LISTS_OF_FRAMES = ("words", "expression", "unless")


def check_named_topics(lines: Lines) -> Iterator[Finding]:
    """The topics that a document names are in the corpus."""
    topics = lines.registries.topics
    for place, topic in enumerate(lines.values[0].get("topics", ())):
        if topic not in topics:
            message = f"topics: seeds/{TOPICS}/{topic}/{TARGETS} does not exist"
            meant = nearest.nearest_word(topic, topics)
            found = lines.source.finding(
                0, ("topics", place), "unknown-topic", message, suggestion=meant
            )
            yield found._replace(cause=topic)


def check_targets(lines: Lines) -> Iterator[Finding]:
    """The target of a stance is one that a topic of the document lists, or `other`."""
    names = named_topics(lines.seed.metadata.values[0]) if lines.seed.metadata else None
    # Of a document that does not tell its topics, a target may be of any topic.
    names = tuple(lines.registries.topics) if names is None else names
    topics = lines.registries.topics_of(names)
    if topics is None or any(topic.is_unread for topic in topics):
        return
    targets = lines.registries.targets_of(names)
    lost = {target for topic in topics for target in topic.sources["targets"].lost_ids}
    for index in lines.by_layer["stance"]:
        target = lines.values[index]["target"]
        if target != scheme.OTHER and target not in targets and target not in lost:
            message = f"target: {target} {_why_unknown(lines.registries, topics, target)}"
            meant = nearest.nearest_word(target, targets)
            found = lines.source.finding(
                index, ("target",), "unknown-target", message, suggestion=meant
            )
            yield found._replace(cause=target if topics else "no topics")


def _why_unknown(registries: Registries, topics: list[Topic], target: str) -> str:
    """What a message says of a target that no topic of a document lists."""
    if [topic.id for topic in topics] == [VERSION_1]:
        return f"is not in seeds/{TARGETS}"
    elsewhere = [topic.id for topic in registries.topics.values() if target in topic.targets]
    if elsewhere:
        return f"is a target of the topic {elsewhere[0]}, which document.json does not name"
    if not topics:
        return "is listed by no topic, for document.json names none"
    names = " or ".join(f"seeds/{TOPICS}/{topic.id}/{TARGETS}" for topic in topics)
    is_entity = target in registries.entities
    return f"is an entity, and no target in {names}" if is_entity else f"is not in {names}"


def check_topics(registries: Registries) -> list[Finding]:
    """What is wrong with topics whose files have the right shape."""
    findings: list[Finding] = []
    for topic in registries.topics.values():
        if topic.is_unread:
            continue
        if topic.id == VERSION_1:
            message = "version 1 lists targets here"
            findings.append(
                Finding(topic.sources["targets"].name, 1, 1, "version-1-targets", message)
            )
        of_target = partial(_check_target, topic, registries)
        for file, check in (("targets", of_target), ("frames", partial(_check_frame, topic))):
            if source := topic.sources.get(file):
                found = (one for index in range(len(source.values)) for one in check(source, index))
                findings += first_of(found, source.name)
    return [*findings, *_two_ways(registries)]


def _check_target(
    topic: Topic, registries: Registries, source: JsonFile, index: int
) -> Iterator[Finding]:
    target = source.values[index]
    for place, other in enumerate(target.get("related", ())):
        if other not in topic.targets:
            yield _unknown_target(source, index, ("related", place), other, topic)
    aspect, owner = target.get("aspect"), target.get("of")
    if aspect and aspect not in BUILT_IN_ASPECTS:
        yield from _check_lists(source, index, ("aspect",), [aspect], topic)
    if (aspect and not owner and aspect != _EXIT) or (owner and not aspect):
        message = "the aspect needs `of`, the id of whose it is, and `of` needs `aspect`"
        yield source.finding(index, ("aspect" if aspect else "of",), "schema", message)
    is_known = owner in topic.targets or owner in registries.entities
    if owner and not is_known and "entities" not in registries.unread:
        yield _unknown_target(source, index, ("of",), owner, topic)


def _check_frame(topic: Topic, source: JsonFile, index: int) -> Iterator[Finding]:
    frame = source.values[index]
    for field in _LISTS_OF_FRAMES:
        yield from _check_lists(source, index, (field,), frame.get(field, ()), topic)
    for place, name in enumerate(frame["expression"]):
        if name not in frame["words"]:
            message = f"expression: {name} is not among the words of the frame"
            yield source.finding(index, ("expression", place), "unknown-words", message)
    if ("target" in frame) == ("aspect" in frame):
        message = "a frame has either target or aspect"
        yield source.finding(index, (), "schema", message)
    if "target" in frame and frame["target"] not in topic.targets:
        yield _unknown_target(source, index, ("target",), frame["target"], topic)
    aspects = {target.get("aspect") for target in topic.targets.values()}
    if "aspect" in frame and frame["aspect"] not in aspects:
        message = f"aspect: no target of the topic has the aspect {frame['aspect']}"
        yield source.finding(index, ("aspect",), "unknown-target", message)


def _unknown_target(
    source: JsonFile, index: int, pointer: Pointer, target: str, topic: Topic
) -> Finding:
    where = f"seeds/{TOPICS}/{topic.id}/{TARGETS}" if topic.id else f"seeds/{TARGETS}"
    message = f"{pointer[0]}: {target} is not in {where}"
    meant = nearest.nearest_word(target, topic.targets)
    return source.finding(index, pointer, "unknown-target", message, suggestion=meant)


def _check_lists(
    source: JsonFile, index: int, pointer: Pointer, names: Collection[str], topic: Topic
) -> Iterator[Finding]:
    """Names of word lists that are neither the topic's nor in the lexicon."""
    own = {value["id"] for value in topic.rows("words")}
    for place, name in enumerate(names):
        if name not in own and name not in lexicon.frame_lists():
            at = pointer if pointer == ("aspect",) else (*pointer, place)
            message = f"{pointer[0]}: there is no word list {name}"
            meant = nearest.nearest_word(name, [*own, *lexicon.frame_lists()])
            yield source.finding(index, at, "unknown-words", message, suggestion=meant)


def _two_ways(registries: Registries) -> Iterator[Finding]:
    """Targets that two topics list with another kind or proposition."""
    first: dict[str, tuple[str, Any]] = {}
    for topic in registries.topics.values():
        if topic.is_unread:
            continue
        source = topic.sources["targets"]
        for index, target in enumerate(source.values):
            where, other = first.setdefault(target["id"], (source.name, target))
            for field in ("kind", "proposition"):
                if other[field] != target[field]:
                    message = f"{target['id']} has another {field} in {where}"
                    yield source.finding(index, (field,), "target-two-ways", message)
