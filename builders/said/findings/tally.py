"""Counts findings, and says in a line what a check came to."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from said.findings.catalogue import Finding, Severity


class FindingCounts(NamedTuple):
    """How many findings of each severity there were."""

    counts: Counter[Severity]

    def add(self, finding: Finding) -> None:
        """Counts a finding."""
        self.counts[finding.severity] += 1

    def fails(self, strict: bool = False) -> bool:
        """Whether what was checked is not to be accepted; with `strict` warnings count too."""
        return bool(self.counts["error"] or (strict and self.counts["warning"]))

    def __str__(self) -> str:
        parts = [_count(self.counts["error"], "error"), _count(self.counts["warning"], "warning")]
        if self.counts["note"]:
            parts.append(_count(self.counts["note"], "note"))
        return ", ".join(parts)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
