"""What findings and rules mean: as text for a person, and all findings as `FINDINGS.md`.

The rules are those of `GUIDELINES.md`, each under a heading of its own, such as `#### X2 (spans)`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from said.findings.catalogue import KINDS, LEVELS, Kind
from said.system.places import data_file

_RULE = re.compile(r"^#### (([XQSDT]\d+) \([^\n]*\))\n\n(.*?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)

_HEAD = """\
# What can be found

Every kind of finding that `said validate` reports, by level; `said explain NAME` prints one of
them, or a rule of [GUIDELINES.md](GUIDELINES.md). An **error** keeps a document out of a release, a
**warning** asks for a second look, and a **note** says what was not checked. *Since* is the version
of the data that was current when the check was added. In a document that an earlier version
contains and that has not changed, its errors are reported as warnings, so that what was accepted
stays accepted. *Only where the convention is said*: the finding rests on a rule of the guidelines,
so it is not asked of a layer for which `document.json` names other guidelines
([X6](GUIDELINES.md#x6-layers-and-conventions)). [tests/cases](tests/cases) has examples of each
kind. This file is generated from `builders/said/findings/catalogue.toml`:
`said explain --markdown > FINDINGS.md`.
"""


def heading_anchor(heading: str) -> str:
    """What GitHub calls a heading in an address."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


class GuidelineRule(NamedTuple):
    """A rule: its id, its heading, and its text in Markdown with rulings and examples."""

    id: str
    heading: str
    text: str

    @property
    def link(self) -> str:
        """Where the rule is on GitHub, relative to the checkout."""
        return f"GUIDELINES.md#{heading_anchor(self.heading)}"


GUIDELINES = "guidelines"
"""What `said explain` calls all of them."""


def read_guidelines() -> str:
    """The guidelines as they are."""
    return data_file("GUIDELINES.md").read_text("utf-8")


TOPICS = ("topics", "targets", "frames", "words")
"""What `said explain` calls the section on topics."""


def read_topics() -> str:
    """What the files of a topic hold, with examples: a section of `CONTRIBUTING.md`."""
    text = data_file("CONTRIBUTING.md").read_text("utf-8")
    return text[text.index("### Topics\n") :].partition("\n### ")[0] + "\n"


@cache
def read_rules() -> Mapping[str, GuidelineRule]:
    """All rules by their ids, in the order of the guidelines."""
    return {
        rule_id: GuidelineRule(rule_id, heading, text.strip())
        for heading, rule_id, text in _RULE.findall(read_guidelines())
    }


def explain_kind(name: str) -> str:
    """What a kind means, in a few lines. Raises KeyError for a name that is no kind's."""
    kind = KINDS[name]
    return f"{name}: {_facts(kind)}\n\n{kind.what}\n\nWhat to do: {kind.remedy}.\n"


def explain_rule(rule: GuidelineRule) -> str:
    """A rule as the guidelines have it, and the findings that cite it."""
    citing = ", ".join(name for name, kind in KINDS.items() if kind.rule == rule.id)
    findings = f"\n\nFindings that cite it: {citing}." if citing else ""
    return f"{rule.heading}\n\n{rule.text}{findings}\n"


def catalogue_as_markdown() -> str:
    """The whole catalogue."""
    parts = [_HEAD]
    for level, what in enumerate(LEVELS):
        kinds = {name: kind for name, kind in KINDS.items() if kind.level == level}
        parts.append(f"\n## Level {level}: {what}\n")
        for name, kind in kinds.items():
            remedy = kind.remedy[0].upper() + kind.remedy[1:]
            facts = _facts(kind, linked=True)
            parts.append(f"\n### {name}\n\n*{facts}*\n\n{kind.what} {remedy}.\n")
    return "".join(parts)


def _facts(kind: Kind, *, linked: bool = False) -> str:
    rule = f", rule {kind.rule}" if kind.rule else ""
    if kind.rule and linked:
        rule = f", rule [{kind.rule}]({read_rules()[kind.rule].link})"
    asked = ", only where the convention is said" if kind.guideline else ""
    return f"{kind.severity}, level {kind.level}{rule}, since {kind.since}{asked}"
