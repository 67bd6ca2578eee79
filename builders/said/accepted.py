"""Which documents closed versions of the data hold already, and what that means for new checks.

A check that comes in later never turns a document that was accepted into a refused one: in it, what
the check finds is told as a warning (`since` in `findings.toml`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from said.findings import KINDS, Finding
from said.places import Checkout


def versions(checkout: Checkout) -> dict[str, str]:
    """The first closed version that each document stood in, as far as the releases in `corpus/`
    tell. Releases that cannot be read tell nothing; that is for `said build --check` to say."""
    found: dict[str, str] = {}
    released = _object(checkout.corpus_file).get("released")
    entries = [entry for entry in released or () if isinstance(entry, dict)]
    closed = [str(entry["version"]) for entry in entries if _has_version(entry)]
    for version in sorted(closed, key=_numbers):
        for name in _object(checkout.corpus / version / "manifest.json").get("seeds") or ():
            parts = str(name).split("/")
            if len(parts) == 3 and parts[2] == "document.json":
                found.setdefault(parts[1], version)
    return found


def softened(findings: Iterable[Finding], accepted: Mapping[str, str]) -> list[Finding]:
    """The findings, those softened that a document was accepted with.

    The name of a finding's file is that in the checkout, `seeds/<doc_id>/...`.
    """
    return [
        one._replace(softened=True) if _was_accepted(one, accepted) else one for one in findings
    ]


def _was_accepted(finding: Finding, accepted: Mapping[str, str]) -> bool:
    parts = finding.file.split("/")
    version = accepted.get(parts[1]) if len(parts) > 2 else None
    return version is not None and _numbers(version) < _numbers(KINDS[finding.kind].since)


def _object(file: Path) -> dict[str, Any]:
    if not file.is_file():  # nor waited for, if it is a pipe
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
