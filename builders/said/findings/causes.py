"""Shows findings that have one cause as one finding with a count.

A line that is missing from a registry makes a finding at every reference, in many documents; a
program that writes every record in the same wrong way makes one in every line. Checks report them
all, because what else can be checked depends on each place. This is what people are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from said.findings.catalogue import Finding

_FEW = 3
"""Findings of one cause in a file up to which each is shown, so that each place is seen."""
_CORPUS_WIDE = frozenset(
    {
        *("unknown-entity", "unknown-target", "unknown-topic", "unknown-event"),
        *("unknown-utterance", "to-fill-in"),
    }
)
"""Kinds whose causes are shared by all documents: a registry."""
_ONE_AT_ONCE = frozenset({"blank-line", "json-syntax"})
"""Kinds of which two of one cause are shown as one: each keeps a file from being read."""
_LINES = 5
"""Lines or files that are named."""

_Key = tuple[str, str, str | None, str]


class CauseMerger:
    """Takes the findings of a run, a batch of files at a time. With `holds`, those whose cause is
    shared by documents are held back, and given at the end."""

    def __init__(self, holds: bool = True) -> None:
        self._holds = holds
        self._held: dict[_Key, list[Finding]] = {}

    def take(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings, those of one cause in one file as one at its first place."""
        groups: dict[_Key, list[Finding]] = {}
        kept = []
        for finding in findings:
            key = _key(finding)
            if finding.cause is not None and finding.kind in _CORPUS_WIDE and self._holds:
                self._held.setdefault(key, []).append(finding)
                continue
            kept.append(finding)
            if finding.cause is not None:
                groups.setdefault(key, []).append(finding)
        for finding in kept:
            group = groups.get(_key(finding), [])
            if finding.cause is None or len(group) <= _most_apart(finding):
                yield finding
            elif finding is group[0]:
                yield _merged(group)

    def held(self) -> Iterator[Finding]:
        """What was held back."""
        for group in self._held.values():
            yield _merged(group) if len(group) > 1 else group[0]
        self._held.clear()


def _key(finding: Finding) -> _Key:
    is_shared = finding.kind in _CORPUS_WIDE
    return "" if is_shared else finding.file, finding.kind, finding.cause, finding.severity


def _most_apart(finding: Finding) -> int:
    return 1 if finding.kind in _ONE_AT_ONCE else _FEW


def merge_causes(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with those of one cause as one, at its first place."""
    merger = CauseMerger()
    return [*merger.take(findings), *merger.held()]


def _merged(group: list[Finding]) -> Finding:
    first, count = group[0], len(group)
    files = dict.fromkeys(one.file for one in group)
    if len(files) > 1:
        where = f"in {len(files)} files: {', '.join(list(files)[:_LINES])}"
        where += ", …" if len(files) > _LINES else ""
    else:
        lines = list(dict.fromkeys(one.line for one in group))
        named = ", ".join(map(str, lines[:_LINES]))
        more = len(lines) - _LINES
        named += f" and {more} more" if more > 0 else ""
        where = f"on {'line' if len(lines) == 1 else 'lines'} {named}"
    message = f"{first.message} ({count} times, {where})"
    return first._replace(message=message, suggestion=_shared_suggestion(group))


def _shared_suggestion(group: list[Finding]) -> str | None:
    """What all of them suggest."""
    suggestions = {one.suggestion for one in group}
    return suggestions.pop() if len(suggestions) == 1 else None
