"""Findings for a program: an object of JSON a line."""

from __future__ import annotations

from said.findings.catalogue import Finding
from said.text import jsontext


def line(finding: Finding) -> str:
    """A finding with its severity, level, rule and remedy, and what may have been meant."""
    return jsontext.printable(finding.as_dict())
