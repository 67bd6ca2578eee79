"""Findings as workflow commands of GitHub Actions, which shows them in a pull request at their
places.

The form is `::error file=NAME,line=1,col=2,endColumn=5,title=TITLE::MESSAGE`; what would end a part
of it is escaped as in GitHub's own toolkit.
"""

from __future__ import annotations

from said.findings.catalogue import Finding, Severity

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})


def command(finding: Finding) -> str:
    """A finding as a workflow command."""
    properties = {
        "file": finding.file,
        "line": finding.line,
        "col": finding.column,
        "endColumn": finding.column + finding.length,
        "title": finding.label,
    }
    told = ",".join(f"{k}={str(v).translate(_IN_PROPERTIES)}" for k, v in properties.items())
    meant = f"; did you mean {finding.suggestion}?" if finding.suggestion else ""
    message = f"{finding.message}{meant}; {finding.remedy}".translate(_IN_MESSAGES)
    return f"::{_COMMANDS[finding.severity]} {told}::{message}"
