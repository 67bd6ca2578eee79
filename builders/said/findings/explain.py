"""What kinds of findings mean: the catalogue as text for a person, and as `FINDINGS.md`."""

from __future__ import annotations

from said.findings.catalogue import KINDS, LEVELS, Kind

_HEAD = """\
# What can be found

Every kind of finding that `said validate` tells, by level; `said explain KIND` prints one of them.
An **error** keeps a document out of a release, a **warning** asks for a second look, a **note**
tells what was not checked. Rules are those of [GUIDELINES.md](GUIDELINES.md). *Since* is the
version of the data that was made when the check came in: in documents that an earlier version has,
and that nobody changed since, its errors are told as warnings, so that what was accepted stays
accepted. For each kind there are examples in [tests/cases](tests/cases). This file is made of
`builders/said/catalogue.toml`: `said explain --markdown > FINDINGS.md`.
"""


def explain_kind(name: str) -> str:
    """What a kind means, in a few lines. Raises KeyError for a name that is no kind's."""
    kind = KINDS[name]
    return f"{name}: {_facts(kind)}\n\n{kind.what}\n\nWhat to do: {kind.remedy}.\n"


def catalogue_as_markdown() -> str:
    """The whole catalogue."""
    parts = [_HEAD]
    for level, what in enumerate(LEVELS):
        kinds = {name: kind for name, kind in KINDS.items() if kind.level == level}
        parts.append(f"\n## Level {level}: {what}\n")
        for name, kind in kinds.items():
            remedy = kind.remedy[0].upper() + kind.remedy[1:]
            parts.append(f"\n### {name}\n\n*{_facts(kind)}*\n\n{kind.what} {remedy}.\n")
    return "".join(parts)


def _facts(kind: Kind) -> str:
    rule = f", rule {kind.rule}" if kind.rule else ""
    return f"{kind.severity}, level {kind.level}{rule}, since {kind.since}"
