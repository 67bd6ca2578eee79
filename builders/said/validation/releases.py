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
from typing import Any, NamedTuple

from said.check import shape
from said.findings.catalogue import Finding
from said.schema import TABLES, labels, load_schemas
from said.schema.rows import Manifest
from said.seeds.documents import TOPICS, Registries, read_corpus_file
from said.system import places
from said.system.files import read_file
from said.system.places import Checkout
from said.text import jsontext

_SHOWN = 3
"""Names that a finding lists."""
_DIGEST = re.compile(r"^This is version .*`([0-9a-f]{64})`", re.MULTILINE)


class Closed(NamedTuple):
    """The split that a document has in a closed version."""

    version: str
    split: str


class Versions(NamedTuple):
    """What `corpus.json` tells: the current version, and those that are closed."""

    current: str
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


def closed_splits(checkout: Checkout, known: Versions) -> dict[str, Closed]:
    """The split of each document in the closed versions that are in `corpus/` and have the first
    number of the current one: with another one splits may change."""
    import pyarrow.parquet as pq

    found: dict[str, Closed] = {}
    major = known.current.split(".", 1)[0]
    for version, folder in places.built_releases(checkout).items():
        if version not in known.closed or version.split(".", 1)[0] != major:
            continue
        for file in filter(Path.is_file, sorted((folder / "documents").glob("*.parquet"))):
            split = file.name.split("-", 1)[0]
            try:
                ids = pq.read_table(file, columns=["doc_id"]).column(0).to_pylist()
            except (OSError, ValueError, KeyError):
                continue  # a damaged release, of which `said build --check` tells
            found |= {doc_id: Closed(version, split) for doc_id in ids}
    return found


# ---- seeds


def files_digest(files: Mapping[str, str]) -> bytes:
    """One digest for the files of a document, given by name with the SHA-256 of each."""
    lines = "".join(f"{name} {sha256}\n" for name, sha256 in sorted(files.items()))
    return hashlib.sha256(lines.encode()).digest()


class Built:
    """What the current release was built of; takes the documents one by one."""

    def __init__(self, checkout: Checkout, version: str, told: Mapping[str, Any]) -> None:
        self._place = checkout.name_of(checkout.corpus / version / "manifest.json")
        documents: dict[str, dict[str, str]] = defaultdict(dict)
        self._shared: dict[str, str] = {}
        for name, sha256 in told["seeds"].items():
            folder, _, file = name.removeprefix("seeds/").partition("/")
            if file and folder != TOPICS:
                documents[folder][name] = sha256
            else:
                self._shared[name] = sha256
        self._documents = {doc_id: files_digest(files) for doc_id, files in documents.items()}
        self._changed: list[str] = []
        self._count = 0

    def take(self, doc_id: str, files: bytes | None) -> None:
        """A document of the seeds, with the digest of its files; None for a draft."""
        before = self._documents.pop(doc_id, None)
        if before != files:
            self._tell(f"seeds/{doc_id}")

    def skip(self, doc_id: str) -> None:
        """A document that could not be read."""
        self._documents.pop(doc_id, None)

    def _tell(self, name: str) -> None:
        self._count += 1
        if len(self._changed) < _SHOWN:
            self._changed.append(name)

    def findings(self, registries: Registries, is_closed: bool) -> Iterator[Finding]:
        """What the release differs in from its seeds, after all documents. The registries grow
        after a version is closed, and say nothing about its rows."""
        for name, sha256 in registries.files.items():
            if self._shared.get(name) != sha256 and not is_closed:
                self._tell(name)
        for doc_id in self._documents:
            self._tell(f"seeds/{doc_id}")
        if self._count:
            more = f" and {self._count - len(self._changed)} more"
            names = ", ".join(self._changed) + (more if self._count > len(self._changed) else "")
            message = f"the release was built of other files: {names}"
            message += "; the version is closed" if is_closed else ""
            yield Finding(self._place, 1, 1, "stale-release", message)


# ---- cards


def check_cards(checkout: Checkout, told: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
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


def _numbers(name: str, text: str, manifest: Mapping[str, Any]) -> Iterator[Finding]:
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
