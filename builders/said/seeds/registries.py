"""Reads what the documents of a corpus share: `corpus.json`, its registries, topics and events."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from said.findings.catalogue import Finding
from said.schema.records import Entity, Layer, Target, Utterance
from said.schema.scheme import LAYERS, is_flag_id, known_layers
from said.seeds import changes, events, json_files, topics
from said.seeds import files as seed_files
from said.seeds.accepted import Accepted, closed_versions, corpus_entry, corpus_fields
from said.seeds.documents import DOC_ID
from said.seeds.events import NO_EVENTS, Events
from said.seeds.json_files import JsonFile
from said.seeds.names import (
    bad_folder_name,
    misnamed_shared_folder,
    misplaced_document,
    odd_files,
    right_name,
)
from said.seeds.rulings import RULINGS, read_rulings_file
from said.seeds.topics import VERSION_1, Topic, lines_by_id
from said.system.places import Checkout

CORPUS = "corpus.json"
REGISTRIES = {"entities": "entity", "utterances": "utterance"}
"""The files of the registries, and the schema that their lines have. Targets are in topics."""
TOPICS, EVENTS = topics.FOLDER, events.FOLDER
FOLDERS = (TOPICS, EVENTS)
OF_ALL = frozenset(
    {CORPUS, *(f"{name}.jsonl" for name in REGISTRIES), topics.TARGETS, *FOLDERS, RULINGS}
)
"""What lies in `seeds/` beside the folders of documents."""
_LONGEST = 20
"""Characters of a name that may have been meant to be one of `FOLDERS`."""
_NAMES_OF_ALL = tuple(sorted(OF_ALL))


class Registries(NamedTuple):
    """What the corpus knows: its registries and topics, each by id, where the registries were read
    from, and which documents it has released. `files` are the SHA-256 of the files that a release
    is built of."""

    entities: Mapping[str, Entity]
    topics: Mapping[str, Topic]
    utterances: Mapping[str, Utterance]
    sources: tuple[JsonFile, ...]
    files: dict[str, str]
    unread: frozenset[str] = frozenset()
    """Those that could not be read at all: nobody can know what they hold."""
    closed: tuple[Accepted, ...] = ()
    """The closed versions and what they were built of."""
    layers: tuple[Layer, ...] = LAYERS
    """What a document is annotated for unless it says otherwise."""
    flags: tuple[str, ...] | None = ()
    """The flags that the corpus declares; None if nobody can know them."""
    events: Events = NO_EVENTS
    """What the documents report."""

    def lost(self, name: str) -> frozenset[str]:
        """The ids in lines of a registry that could not be read."""
        return self.sources[list(REGISTRIES).index(name)].lost_ids if self.sources else frozenset()

    def topics_of(self, names: Sequence[str] | None) -> list[Topic] | None:
        """The topics with these names, see `named_topics`; None if one of them is not known."""
        if names is None or any(name not in self.topics for name in names if name != VERSION_1):
            return None
        return [self.topics[name] for name in names if name in self.topics]

    def targets_of(self, names: Sequence[str] | None) -> dict[str, Target]:
        """The targets that the topics with these names list, as far as they are known, by id. Where
        two list one, its aliases and the targets related to it are those of both."""
        found: dict[str, Target] = {}
        for topic in self.topics_of(names) or ():
            for name, target in topic.targets.items():
                other = found.get(name)
                found[name] = _joined(other, target) if other else target
        return found

    def digests(self) -> dict[str, str]:
        """The SHA-256 of the files of registries and topics, empty where one could not be read."""
        found = dict(self.files)
        for topic in self.topics.values():
            found |= topic.digests
        return found

    def checked_files(self) -> Iterator[tuple[JsonFile, str]]:
        """The files of registries, topics and events that could be read, each with its schema."""
        yield from zip(self.sources, REGISTRIES.values(), strict=False)
        for topic in self.topics.values():
            yield from ((source, topics.FILES[file]) for file, source in topic.sources.items())
        yield from ((source, "event") for source in self.events.sources.values())


NO_REGISTRIES = Registries({}, {}, {}, (), {}, frozenset({*REGISTRIES, *FOLDERS}), flags=None)
"""Outside a checkout nothing is known."""


def _joined(first: Target, second: Target) -> Target:
    """A target that two topics list."""
    aliases = dict.fromkeys([*first["aliases"], *second["aliases"]])
    related = dict.fromkeys([*first.get("related", ()), *second.get("related", ())])
    return {**second, "aliases": list(aliases), "related": list(related)}


def document_ids(checkout: Checkout) -> tuple[list[str], list[Finding]]:
    """The names of the document folders, sorted, and what else lies in `seeds/`."""
    if checkout.seeds.is_symlink():
        message = "this is a link to another folder"
        return [], [Finding(checkout.seeds.name, 1, 1, "symbolic-link", message)]
    entries, findings = seed_files.list_folder(checkout.seeds, checkout.seeds.name)
    found, names = [], []
    present = {entry.name for entry in entries}
    for entry in entries:
        if changes.is_own_entry(entry):
            continue
        name = f"{checkout.seeds.name}/{seed_files.printable_name(entry.name)}"
        if entry.is_dir(follow_symlinks=False) and entry.name not in FOLDERS:
            if misnamed := _misnamed_folder(entry, present):
                findings.append(misnamed)
            elif DOC_ID.fullmatch(entry.name):
                found.append(entry.name)
            else:
                findings.append(bad_folder_name(name, entry.name, present))
        elif not entry.is_symlink() and (
            entry.name not in OF_ALL or (entry.name in FOLDERS) != entry.is_dir()
        ):
            names.append(entry.name)
    findings += odd_files(names, _NAMES_OF_ALL, present, checkout.seeds.name)
    return found, findings


def _misnamed_folder(entry: os.DirEntry[str], present: set[str]) -> Finding | None:
    # A corpus has very many documents; their folders are not opened here.
    if len(entry.name) > _LONGEST or not right_name(entry.name, FOLDERS):
        return None
    inside, _ = seed_files.list_folder(entry.path, entry.name)
    names = [f"{one.name}/" if one.is_dir() else one.name for one in inside]
    return misnamed_shared_folder(entry.name, names, FOLDERS, present)


def misplaced_documents(checkout: Checkout) -> list[Finding]:
    """What is wrong with folders beside `seeds/` that are documents."""
    return [
        misplaced_document(name, f"{checkout.seeds.name}/{name}")
        for name in sorted(one.name for one in checkout.root.iterdir() if one.is_dir())
        if name != checkout.seeds.name
        and all((checkout.root / name / file).is_file() for file in ("raw.txt", "document.json"))
    ]


def read_registries(checkout: Checkout) -> tuple[Registries, list[Finding]]:
    """The registries, topics and events; of entries with the same id the first counts."""
    sources, findings, files, unread = [], [], {}, set()
    meant = _misnamed(checkout)
    for name, schema in REGISTRIES.items():
        file = checkout.seeds / f"{name}.jsonl"
        read, problems, digest = json_files.read_json_lines(
            file, checkout.name_of(file), schema, limit=seed_files.REGISTRY_LIMIT
        )
        findings += [
            one for one in problems if one.kind != "missing-file" or file.name not in meant
        ]
        if read is None:
            unread.add(name)
        sources.append(read or JsonFile(checkout.name_of(file), [], [], []))
        files[checkout.name_of(file)] = digest
    findings += read_rulings_file(checkout.seeds / RULINGS, f"{checkout.seeds.name}/{RULINGS}")[1]
    found, problems = topics.read_topics(checkout.seeds, checkout.seeds.name)
    findings += problems
    if found is None or TOPICS in meant:
        unread.add(TOPICS)
    for topic in (found or {}).values():
        files |= {n: digest for n, digest in topic.digests.items() if n.endswith(topics.TARGETS)}
    reported, problems = events.read_events(checkout.seeds, checkout.seeds.name)
    findings += problems
    if reported is None or EVENTS in meant:
        unread.add(EVENTS)
    files |= (reported or NO_EVENTS).digests
    registries = Registries(
        lines_by_id(sources[0].values),
        found or {},
        lines_by_id(sources[1].values),
        tuple(sources),
        files,
        frozenset(unread),
        closed_versions(checkout),
        corpus_layers(checkout),
        corpus_flags(checkout),
        reported or NO_EVENTS,
    )
    return registries, findings


def corpus_layers(checkout: Checkout) -> tuple[Layer, ...]:
    """The layers that the documents of a corpus are annotated for; all, if its file lists none."""
    return known_layers(corpus_entry(checkout, "layers")) or LAYERS


def corpus_flags(checkout: Checkout) -> tuple[str, ...] | None:
    """The flags that a corpus declares in its file; None if that is not there or misshapen."""
    described = flag_descriptions(checkout)
    return None if described is None else tuple(described)


def flag_descriptions(checkout: Checkout) -> dict[str, str] | None:
    """The flags that a corpus declares, with their descriptions; None as in `corpus_flags`."""
    fields = corpus_fields(checkout)
    declared = fields.get("flags", [] if fields else None)
    if not isinstance(declared, list) or not all(isinstance(one, dict) for one in declared):
        return None
    if not all(isinstance(one.get("id"), str) and is_flag_id(one["id"]) for one in declared):
        return None
    return {one["id"]: " ".join(f"{one.get('description', '')}".split()) for one in declared}


def read_corpus_file(checkout: Checkout) -> tuple[JsonFile | None, list[Finding]]:
    """`seeds/corpus.json`."""
    name = checkout.name_of(checkout.corpus_file)
    read, findings, _ = json_files.read_json_file(checkout.corpus_file, name)
    if read is None and CORPUS in _misnamed(checkout):
        findings = [one for one in findings if one.kind != "missing-file"]
    return read, findings


def _misnamed(checkout: Checkout) -> set[str]:
    """The names of files of the corpus that stand in `seeds/` under another name."""
    findings = document_ids(checkout)[1]
    return {str(one.suggestion) for one in findings if one.kind == "misnamed-file"}
