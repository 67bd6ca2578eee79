"""Which documents closed versions of the data hold, and what that means for new checks.

A check that comes in later never turns a document that was accepted into a refused one: what it
finds there is a warning (`since` in `catalogue.toml`). That holds for the document as it was
accepted, to the byte. Whoever changes one of its files has what is new asked of it, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from said.findings.catalogue import KINDS, Finding
from said.system.places import Checkout

_OF_A_RELEASE = ("raw.txt", "document.json", "annotations.jsonl")
"""The files that a document's rows are made of."""


class Accepted(NamedTuple):
    """What was accepted: a closed version, and the SHA-256 of the files that it was built of, by
    their names."""

    version: str
    files: Mapping[str, str]


def closed_versions(checkout: Checkout) -> tuple[Accepted, ...]:
    """The closed versions, the lowest first, as far as the releases in `corpus/` tell. Releases
    that cannot be read tell nothing; that is for `said build --check` to say."""
    released = corpus_entry(checkout, "released")
    entries = [entry for entry in released or () if isinstance(entry, dict)]
    versions = sorted({str(one["version"]) for one in entries if _has_version(one)}, key=_numbers)
    found = []
    for version in versions:
        seeds = _object(checkout.corpus / version / "manifest.json").get("seeds")
        if isinstance(seeds, dict):
            found.append(Accepted(version, seeds))
    return tuple(found)


def soften_findings(
    findings: Iterable[Finding], files: Mapping[str, str], closed: Iterable[Accepted]
) -> list[Finding]:
    """The findings, those softened that a document was accepted with.

    `files` are the SHA-256 of the files of the documents, by the names that findings call them.
    """
    versions = list(closed)
    return [
        one._replace(softened=True) if _was_accepted(one, files, versions) else one
        for one in findings
    ]


def _was_accepted(finding: Finding, files: Mapping[str, str], closed: Iterable[Accepted]) -> bool:
    """Whether the document of a finding stood in a version from before the check as it is now."""
    folder = "/".join(finding.file.split("/")[:2])
    names = {finding.file, *(f"{folder}/{name}" for name in _OF_A_RELEASE)}
    since = _numbers(KINDS[finding.kind].since)
    return any(
        _numbers(one.version) < since
        and all(name in files and files[name] == one.files.get(name) for name in names)
        for one in closed
    )


def released_documents(closed: Iterable[Accepted]) -> frozenset[str]:
    """The ids of the documents that stood in one of the versions."""
    return frozenset(
        name.split("/")[1]
        for one in closed
        for name in one.files
        if name.endswith("/document.json")
    )


def corpus_fields(checkout: Checkout) -> dict[str, Any]:
    """What `seeds/corpus.json` says, which may be misshapen; nothing if it cannot be read."""
    return _object(checkout.corpus_file)


def corpus_entry(checkout: Checkout, field: str) -> Any:
    """What a field of `seeds/corpus.json` holds; None if it cannot be read."""
    return corpus_fields(checkout).get(field)


def _object(file: Path) -> dict[str, Any]:
    if not file.is_file():  # a pipe would be waited for
        return {}
    try:
        value = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _has_version(entry: dict[str, Any]) -> bool:
    version = entry.get("version")
    return isinstance(version, str) and all(part.isdecimal() for part in version.split("."))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
