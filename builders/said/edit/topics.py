"""Moves the targets of version 1, which has one list for all documents, to a topic that each of the
documents names."""

from __future__ import annotations

import json
from typing import Any

from said.edit.fix import Fixed
from said.findings.catalogue import Finding, hides_values
from said.schema import canonical
from said.schema.scheme import is_slug
from said.seeds.documents import read_document
from said.seeds.registries import TOPICS, document_ids, read_corpus_file, read_registries
from said.seeds.topics import TARGETS, VERSION_1
from said.system.files import read_file
from said.system.places import Checkout
from said.text import jsontext


def move_targets(checkout: Checkout) -> Fixed:
    """What becomes of `seeds/targets.jsonl` and of the metadata of documents without topics.

    Nothing is moved if a file that it changes cannot be read as a whole, or if the topic is there
    with other targets. A move that was interrupted is finished.
    """
    old = f"{checkout.seeds.name}/{TARGETS}"
    registries, findings = read_registries(checkout)
    if VERSION_1 not in registries.topics:
        return Fixed({}, [], [])
    topic = _topic_id(checkout)
    new = f"{checkout.seeds.name}/{TOPICS}/{topic}/{TARGETS}"
    unread = [one for one in findings if one.file == old and hides_values(one)]
    files: dict[str, bytes] = {}
    for doc_id in document_ids(checkout)[0]:
        seed, problems = read_document(checkout, doc_id)
        name = f"{seed.name}/document.json"
        unread += [one for one in problems if one.file == name and hides_values(one)]
        metadata = jsontext.reread(seed.metadata.raws[0]) if seed.metadata else None
        if isinstance(metadata, dict) and "topics" not in metadata:
            files[name] = canonical.metadata({**metadata, "topics": [topic]})
    if unread:
        return Fixed({}, [], [_not_moved(old, f"{unread[0].file} cannot be read"), *unread])
    targets = read_file(checkout.root / old)
    there = registries.topics.get(topic)
    if there and _lines(targets) != there.rows("targets"):
        return Fixed({}, [], [_not_moved(old, f"{new} has other targets")])
    if not there:
        files[new] = targets
    named = len(files) - (new in files)
    count = "1 document" if named == 1 else f"{named} documents"
    done = f"{old}: moved to {new}; the topic {topic} was added to {count}"
    if not (there and there.rows("frames")):
        done += "; the topic has no frames.jsonl, so fewer stances are drafted than with the topic "
        done += "of the package (said explain topics)"
    return Fixed(files, [done], [], [old])


def _topic_id(checkout: Checkout) -> str:
    """The topic that takes the targets: it is called like the corpus."""
    corpus, _ = read_corpus_file(checkout)
    value: Any = corpus.values[0] if corpus else None
    name = value.get("name") if isinstance(value, dict) else None
    return name if isinstance(name, str) and is_slug(name) else "corpus"


def _lines(raw: bytes) -> list[Any]:
    return [json.loads(line) for line in raw.splitlines()]


def _not_moved(file: str, why: str) -> Finding:
    return Finding(file, 1, 1, "targets-not-moved", f"the targets were not moved to a topic: {why}")
