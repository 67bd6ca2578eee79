"""Level 6: the releases in `corpus/` against their seeds, their cards and one another.

Nothing is built for that: the manifest of a release tells what it was built of. What the rows of a
release are worth is for `said build --check`.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from said.check import shape
from said.findings.catalogue import Finding
from said.schema import TABLES, labels, load_schemas
from said.schema.rows import Manifest
from said.seeds.registries import FOLDERS, Registries, read_corpus_file
from said.system import places
from said.system.files import read_file
from said.system.places import Checkout
from said.text import jsontext

_SHOWN = 3
"""Names that a finding lists."""
_DIGEST = re.compile(r"^This is version .*`([0-9a-f]{64})`", re.MULTILINE)


class Versions(NamedTuple):
    """What `corpus.json` tells: the current version, and those that are closed."""

    version: str
    closed: tuple[str, ...]


def read_versions(checkout: Checkout) -> Versions | None:
    """None if `corpus.json` cannot be read."""
    source, findings = read_corpus_file(checkout)
    if source is None or findings or shape.check_shape(source, "corpus"):
        return None
    corpus = source.values[0]
    closed = tuple(entry["version"] for entry in corpus["released"])
    return Versions(corpus["version"], closed)


def read_manifests(checkout: Checkout) -> dict[str, Manifest]:
    """The manifests of the versions that are built, the lowest first, as far as they are sound."""
    from said.release import manifest

    found = {
        version: manifest.read_manifest(at)
        for version, at in places.built_releases(checkout).items()
    }
    return {version: told for version, told in found.items() if told is not None}


# ---- splits


def closed_splits(checkout: Checkout, known: Versions) -> dict[str, tuple[str, str]]:
    """The split of each document in the closed versions that are in `corpus/` and have the first
    number of the current one, as (version, split): with another number splits may change."""
    import pyarrow.parquet as pq

    found: dict[str, tuple[str, str]] = {}
    major = known.version.split(".", 1)[0]
    for version, folder in places.built_releases(checkout).items():
        if version not in known.closed or version.split(".", 1)[0] != major:
            continue
        for file in filter(Path.is_file, sorted((folder / "documents").glob("*.parquet"))):
            split = file.name.split("-", 1)[0]
            try:
                ids = pq.read_table(file, columns=["doc_id"]).column(0).to_pylist()
            except (OSError, ValueError, KeyError):
                continue  # a damaged release, of which `said build --check` tells
            found |= dict.fromkeys(ids, (version, split))
    return found


# ---- seeds


def files_digest(files: Mapping[str, str]) -> bytes:
    """One digest for the files of a document, given by name with the SHA-256 of each."""
    lines = "".join(f"{name} {sha256}\n" for name, sha256 in sorted(files.items()))
    return hashlib.sha256(lines.encode()).digest()


def stale_release(
    checkout: Checkout,
    current: Versions,
    told: Manifest,
    documents: Mapping[str, bytes | None],
    registries: Registries,
) -> Iterator[Finding]:
    """What the current release differs in from its seeds; `documents` has the digest of the files
    of each document, None for a draft. The registries grow after a version is closed, and say
    nothing about its rows."""
    before: dict[str, dict[str, str]] = defaultdict(dict)
    shared: dict[str, str] = {}
    for name, sha256 in told["seeds"].items():
        folder, _, file = name.removeprefix("seeds/").partition("/")
        is_document = file and folder not in FOLDERS
        (before[folder] if is_document else shared)[name] = sha256
    is_closed = current.version in current.closed
    changed = [
        *(
            f"seeds/{doc_id}"
            for doc_id, digest in documents.items()
            if digest != (files_digest(before[doc_id]) if doc_id in before else None)
        ),
        *(
            name
            for name, sha256 in registries.files.items()
            if shared.get(name) != sha256 and not is_closed
        ),
        *(f"seeds/{doc_id}" for doc_id in before if doc_id not in documents),
    ]
    if changed:
        more = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
        message = f"the release was built of other files: {', '.join(changed[:_SHOWN])}{more}"
        message += "; the version is closed" if is_closed else ""
        place = checkout.name_of(checkout.corpus / current.version / "manifest.json")
        yield Finding(place, 1, 1, "stale-release", message)


# ---- cards


def check_cards(checkout: Checkout, told: Mapping[str, Manifest]) -> Iterator[Finding]:
    """What the cards of the releases tell otherwise than their manifests, given by version."""
    for version, manifest in told.items():
        file = checkout.corpus / version / "README.md"
        try:
            raw = read_file(file)
        except OSError:
            continue  # a damaged release, of which `said build --check` tells
        name = checkout.name_of(file)
        found = list(_numbers(name, raw.decode("utf-8", "replace"), manifest))
        listed = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
        if not found and hashlib.sha256(raw).hexdigest() != listed.get("README.md"):
            found = [Finding(name, 1, 1, "card-differs", "the card is not the one that was built")]
        yield from found


def _numbers(name: str, text: str, manifest: Manifest) -> Iterator[Finding]:
    """The numbers of rows, and the digest, that a card tells otherwise than the manifest."""
    from said.release import card
    from said.release.manifest import split_entries

    entries = split_entries(manifest["files"])
    documents = {file["split"] for file in entries if file["config"] == TABLES[0] and file["rows"]}
    splits = [split for split in labels(load_schemas(), "split") if split in documents]
    head, *wanted = card.rows_table(entries, splits).split("\n")
    lines = text.split("\n")
    if head in lines:
        at = lines.index(head) + 1
        for number, (line, row) in enumerate(zip(lines[at:], wanted, strict=False), at + 1):
            if line != row:
                message = f"the card has {line!r}, the manifest gives {row!r}"
                yield Finding(name, number, 1, "card-differs", message, length=max(1, len(line)))
    for told in _DIGEST.finditer(text):
        if told[1] != manifest["digest"]:
            at_line, column = jsontext.line_and_column(text, told.start(1))
            message = f"the card has the digest {told[1][:12]}…, the manifest "
            message += f"{manifest['digest'][:12]}…"
            yield Finding(name, at_line, column, "card-differs", message, length=len(told[1]))
