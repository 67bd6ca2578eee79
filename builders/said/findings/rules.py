"""The rules of `GUIDELINES.md`, each under a heading of its own, such as `#### X2 (spans)`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from said.system.places import data_file

_RULE = re.compile(r"^#### (([XQSDT]\d+) \([^\n]*\))\n\n(.*?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)


class GuidelineRule(NamedTuple):
    """A rule: its id, its heading, and its text in Markdown with rulings and examples."""

    id: str
    heading: str
    text: str

    @property
    def link(self) -> str:
        """Where the rule is on GitHub, relative to the checkout."""
        anchor = re.sub(r"[^\w -]", "", self.heading.lower()).replace(" ", "-")
        return f"GUIDELINES.md#{anchor}"


GUIDELINES = "guidelines"
"""What `said explain` calls all of them."""


def read_guidelines() -> str:
    """The guidelines as they are."""
    return data_file("GUIDELINES.md").read_text("utf-8")


@cache
def read_rules() -> Mapping[str, GuidelineRule]:
    """All rules by their ids, in the order of the guidelines."""
    return {
        rule_id: GuidelineRule(rule_id, heading, text.strip())
        for heading, rule_id, text in _RULE.findall(read_guidelines())
    }
