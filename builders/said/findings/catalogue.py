"""What a check finds: a kind from the catalogue, a place in a file, and a message for a person.

The catalogue is `catalogue.toml` beside this module, which is described there. Which findings stop
which command is decided here, too: errors stop a release and most commands, and the exceptions are
below `errors`.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from said.system.printing import printable

Severity = Literal["error", "warning", "note"]
"""An error keeps a document out of a release; a note tells what was not checked."""

LEVELS = ("the check", "file", "schema", "spans", "references", "guidelines", "corpus")
"""What is looked at on each level, from 0."""


class Kind(NamedTuple):
    """A kind of finding as `catalogue.toml` has it."""

    level: int
    severity: Severity
    since: str
    what: str
    remedy: str
    rule: str | None = None
    guideline: bool = False
    """Whether it is asked only of layers that follow GUIDELINES.md."""


def _catalogue() -> dict[str, Kind]:
    file = Path(__file__).with_suffix(".toml")
    return {name: Kind(**kind) for name, kind in tomllib.loads(file.read_text("utf-8")).items()}


KINDS: Mapping[str, Kind] = _catalogue()


_FIRST = frozenset({"text-changed"})
"""Kinds that other findings in any file of the document may follow from."""


class Finding(NamedTuple):
    """A finding at a place; line and column count from 1, columns and `length` in code points.

    `rule` is given where it is not that of the kind. `softened` is an error in a document that was
    accepted before the check came in, or in a draft when the corpus as a whole is checked. `advice`
    is what to do where more is known than the remedy of the kind says. Findings with one `cause`
    are shown as one, see `said.findings.causes`. Findings sort by file and place, a changed text
    before what may follow from it.
    """

    file: str
    line: int
    column: int
    kind: str
    message: str
    rule: str | None = None
    length: int = 1
    suggestion: str | None = None
    softened: bool = False
    advice: str | None = None
    cause: str | None = None

    def __lt__(self, other: tuple[object, ...]) -> bool:
        """Also where two findings differ only in that one has no rule."""
        if not isinstance(other, Finding):
            return NotImplemented
        return self._order < other._order

    @property
    def _order(self) -> tuple[object, ...]:
        return (self.kind not in _FIRST, *self[:5], self.rule or "")

    @property
    def level(self) -> int:
        """The level it was found at."""
        return KINDS[self.kind].level

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        kind = KINDS[self.kind]
        return "warning" if self.softened and kind.severity == "error" else kind.severity

    @property
    def remedy(self) -> str:
        """What to do."""
        return self.advice or KINDS[self.kind].remedy

    @property
    def cited_rule(self) -> str | None:
        """The rule of GUIDELINES.md that is broken, if there is one."""
        return self.rule or KINDS[self.kind].rule

    @property
    def label(self) -> str:
        """Kind and rule, as they stand in brackets behind a finding."""
        return f"{self.kind}, {self.cited_rule}" if self.cited_rule else self.kind

    def as_dict(self) -> dict[str, str | int | None]:
        """The finding with what its kind tells, for a program."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "length": self.length,
            "kind": self.kind,
            "level": self.level,
            "severity": self.severity,
            "rule": self.cited_rule,
            "message": self.message,
            "suggestion": self.suggestion,
            "remedy": self.remedy,
        }

    def __str__(self) -> str:
        """The finding in one line; that it is an error is not said."""
        place = f"{self.file}:{self.line}:{self.column}"
        severity = "" if self.severity == "error" else f"{self.severity}: "
        meant = f"; did you mean {self.suggestion}?" if self.suggestion else ""
        return printable(f"{place}: {severity}{self.message}{meant}; {self.remedy} [{self.label}]")


MOST = 200
"""Findings of one check and one severity in one file; where there are more, something else is
wrong."""
_MOST_OF_ALL = 50 * MOST
"""Findings of one check in one file, those with one cause counted one by one."""


def first_of(findings: Iterable[Finding], file: str) -> list[Finding]:
    """The findings of a check in a file, or of very many the first ones of each severity and a note
    on that: no number of warnings hides an error. Those with one cause count as one."""
    told: list[Finding] = []
    counts: Counter[Severity] = Counter()
    causes: set[tuple[str, str]] = set()
    is_cut = False
    for finding in findings:
        key = (finding.kind, finding.cause or "")
        counts[finding.severity] += finding.cause is None or key not in causes
        causes.add(key)
        if counts[finding.severity] <= MOST and len(told) < _MOST_OF_ALL:
            told.append(finding)
            continue
        is_cut = True
        if finding.severity == "error":
            break
    if is_cut:
        message = f"only the first {MOST} findings of this check are told"
        told.append(Finding(file, told[-1].line, 1, "not-checked", message))
    return told


# ---- what findings stop


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those that keep a document out of a release and stop a command. Warnings and notes do
    neither."""
    return [finding for finding in findings if finding.severity == "error"]


def refuse_errors(
    findings: Iterable[Finding], refusal: Callable[[list[Finding]], Exception]
) -> None:
    """Raises the refusal that is made of the errors among the findings, if there are any."""
    if found := errors(findings):
        raise refusal(found)


_FORM = frozenset({"not-canonical", "not-lines", "blank-line"})
"""Kinds that writing the file anew mends."""
_BESIDE_VALUES = _FORM | {
    "bad-folder-name",
    "case-collision",
    "control-character",
    "missing-file",
    "misnamed-file",
    "surplus-file",
    "text-changed",
    "text-trace",
}
"""Kinds of level 1 that keep no value of a file from being read."""
_OF_SPANS_AND_IDS = frozenset({"duplicate-id", "fragments-order", "span-exact", "span-outside"})


def is_form(finding: Finding) -> bool:
    """Whether every value was read all the same, and writing the file anew mends it."""
    return finding.kind in _FORM


def hides_values(finding: Finding) -> bool:
    """Whether a value of the file could not be read, so that writing the file would lose it."""
    return finding.level == 1 and finding.kind not in _BESIDE_VALUES


def stops_reanchoring(finding: Finding) -> bool:
    """Whether a document with this error cannot be moved to another text."""
    return finding.level <= 3 and finding.kind not in _FORM


def stops_draft(finding: Finding) -> bool:
    """Whether an unfinished document with this error cannot be exported: its annotations must be
    readable, placed and told apart."""
    if finding.level <= 2:
        return finding.kind != "not-canonical"
    return finding.kind in _OF_SPANS_AND_IDS


class FindingCounts:
    """How many findings of each severity there were, and so whether a check fails."""

    def __init__(self) -> None:
        self._counts: Counter[Severity] = Counter()

    def add(self, finding: Finding) -> None:
        """Counts a finding."""
        self._counts[finding.severity] += 1

    def fails(self, strict: bool = False) -> bool:
        """Whether what was checked is not to be accepted; with `strict` warnings count too."""
        return bool(self._counts["error"] or (strict and self._counts["warning"]))

    def __str__(self) -> str:
        severities: tuple[Severity, ...] = ("error", "warning", "note")
        return ", ".join(
            f"{number} {severity}{'' if number == 1 else 's'}"
            for severity in severities
            if (number := self._counts[severity]) or severity != "note"
        )
