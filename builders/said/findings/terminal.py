"""Findings for a person at a terminal: place and message, the line with a caret, what to do.

seeds/x/annotations.jsonl:3:73: error: [73, 84) is 'mass exodus', not 'mass exodos'
  …"layer": "quote", "content": [{"start": 73, "end": 84, "exact": "mass exodos"}],…
                                                                   ^^^^^^^^^^^^^
  correct the offsets or the string [span-exact, X2]
"""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from said.findings.catalogue import Finding, Severity
from said.findings.excerpt import excerpt_of
from said.system.printing import printable

_STYLES: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "note": "bold blue"}
_INDENT = "  "


def text(finding: Finding, root: Path, cells: int) -> Text:
    """A finding in lines of at most `cells` cells where it can be, a note in one line; `root` is
    where names of files lead from."""
    style = _STYLES[finding.severity]
    shown = Text()
    shown.append(printable(f"{finding.file}:{finding.line}:{finding.column}: "), "bold")
    shown.append(f"{finding.severity}: ", style)
    shown.append(printable(finding.message))
    if finding.severity == "note":
        shown.append(f" [{finding.label}]", "dim")
        return shown
    place = excerpt_of(root, finding, cells - len(_INDENT))
    if place:
        shown.append(f"\n{_INDENT}{place.shown}")
        shown.append(f"\n{_INDENT}{' ' * place.indent}")
        shown.append("^" * place.width, style)
    if finding.suggestion:
        shown.append(f"\n{_INDENT}did you mean {printable(finding.suggestion)}?", "bold")
    shown.append(f"\n{_INDENT}{finding.remedy} ")
    shown.append(f"[{finding.label}]", "dim")
    return shown
