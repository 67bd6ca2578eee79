"""How findings are printed: a reporter makes what is printed of one finding.

`REPORTERS` is the table that `said validate --format` looks its argument up in. Libraries are
imported where they are used, since the command line reads the table for its help.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from said.system.printing import printable

if TYPE_CHECKING:
    from rich.text import Text

    from said.findings.catalogue import Finding, Severity

_STYLES: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "note": "bold blue"}
_INDENT = "  "

# GitHub Actions calls a note a notice.
_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})


def finding_as_text(finding: Finding, root: Path, cells: int) -> Text:
    """A finding for a person at a terminal: place and message, the line with a caret, what to do.

    seeds/x/annotations.jsonl:3:73: error: [73, 84) is 'mass exodus', not 'mass exodos'
      …"layer": "quote", "content": [{"start": 73, "end": 84, "exact": "mass exodos"}],…
                                                                       ^^^^^^^^^^^^^
      correct the offsets or the string [span-exact, X2]

    The lines have at most `cells` cells where possible. A note has one line.
    """
    from rich.text import Text

    from said.findings.excerpt import excerpt_of

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


def finding_as_json(finding: Finding, *_: object) -> str:
    """A finding as an object of JSON on one line."""
    from said.text import jsontext

    return jsontext.printable(finding.as_dict())


def finding_as_command(finding: Finding, *_: object) -> str:
    """A finding as a workflow command of GitHub Actions, which shows it at its place in a pull
    request: `::error file=NAME,line=1,col=2,endColumn=5,title=TITLE::MESSAGE`.

    What would end a part of it is escaped as in GitHub's own toolkit.
    """
    properties = {
        "file": finding.file,
        "line": finding.line,
        "col": finding.column,
        "endColumn": finding.column + finding.length,
        "title": finding.label,
    }
    given = ",".join(f"{k}={str(v).translate(_IN_PROPERTIES)}" for k, v in properties.items())
    meant = f"; did you mean {finding.suggestion}?" if finding.suggestion else ""
    message = f"{finding.message}{meant}; {finding.remedy}".translate(_IN_MESSAGES)
    return printable(f"::{_COMMANDS[finding.severity]} {given}::{message}")


class Reporter(NamedTuple):
    """A way to print findings: the function that makes what is printed of one, whom it is for.

    The function is given the finding, the folder from which its file's name leads, and the width of
    the screen in cells. `is_data` is for output in UTF-8, whatever the encoding of the terminal.
    """

    render: Callable[[Finding, Path, int], Text | str]
    purpose: str
    is_data: bool = False


REPORTERS = {
    "text": Reporter(finding_as_text, "a person"),
    "jsonl": Reporter(finding_as_json, "a program", is_data=True),
    "github": Reporter(finding_as_command, "a pull request"),
}
"""The reporters by the name that `--format` takes."""
