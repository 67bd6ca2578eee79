"""The roles that a text tells of persons in apposition to their names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from said.annotate.speakers.mentions import Mention
from said.annotate.speakers.people import Person
from said.annotate.speakers.words import fold, lists

_REACH = 80
"""Code points on either side of a name in which a role of its bearer is looked for."""
_CLAUSE = re.compile(r"[.;:!?\n“”\"()—–]")
_WORD = re.compile(r"\w[\w-]*")


def told_roles(text: str, persons: Sequence[Mention]) -> list[tuple[frozenset[str], Person]]:
    """The words, folded, of each phrase that tells a role, with the person, by place: "OpenAI chief
    scientist Ilya Sutskever", "Sam Altman, the chief executive,"."""
    found = []
    roles = lists().roles
    for mention in persons:
        if mention.form != "name":
            continue
        before = text[max(0, mention.start - _REACH) : mention.start]
        behind = text[mention.end : mention.end + _REACH]
        clauses = [_CLAUSE.split(before)[-1].rpartition(", ")[2]]
        if behind.startswith(", "):
            clauses.append(_CLAUSE.split(behind)[0].split(", ")[1])
        for number, clause in enumerate(clauses):
            words = _WORD.findall(fold(clause))
            adjacent = words[-1:] if number == 0 else words
            if any(word in roles for word in adjacent):
                found.append((frozenset(words), mention.person))
    return found
