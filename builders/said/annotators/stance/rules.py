"""The rules of the annotator of stances, each with an id and an example that a test runs: those of
judgements, questions and acts, whose code is in `judgements` and `acts`. The frames of topics are
data, each with an example of its own.

In an example, Ada Lind and Tom Berg are persons, Norrvik is a company; what is in curly marks is
said by Ada Lind.
"""

from __future__ import annotations

from typing import NamedTuple

from said.annotators.stance.units import AGAINST, FAVOR


class StanceRule(NamedTuple):
    """What a rule does, an example, and the holder, target and label that it drafts for it."""

    id: str
    does: str
    example: str
    drafted: tuple[str, str, str]


RULES = (
    StanceRule("object", "What somebody does or feels judges the object.",
         "Lind praised Berg on Monday.", ("ada-lind", "tom-berg", FAVOR)),
    StanceRule("worry", "Who has a worry is against what it is about.",
         "Berg was concerned about Norrvik.", ("tom-berg", "norrvik", AGAINST)),
    StanceRule("cue noun", "A noun that brings in a quote judges whom the quote begins with.",
         "Lind had confidence that “Berg will lead us well.”", ("ada-lind", "tom-berg", FAVOR)),
    StanceRule("subject", "A predicate judges its subject.",
         "“Berg is brilliant.”", ("ada-lind", "tom-berg", FAVOR)),
    StanceRule("verbs", "What somebody does well or badly judges them.",
         "“Norrvik lied.”", ("ada-lind", "norrvik", AGAINST)),
    StanceRule("qualities", "A quality judges who has it.",
         "“Berg's courage is well known.”", ("ada-lind", "tom-berg", FAVOR)),
    StanceRule("title", "An adjective judges the name that it leads to.",
         "“The brilliant engineer Tom Berg spoke.”", ("ada-lind", "tom-berg", FAVOR)),
    StanceRule("exit", "Regret at an exit is praise of the person, and against departures.",
         "“Berg, I will miss working with you.”", ("ada-lind", "tom-berg", FAVOR)),
    StanceRule("question", "A question that takes a fault for granted blames whom it names.",
         "“How much did Norrvik pay you to stay silent?”", ("ada-lind", "norrvik", AGAINST)),
    StanceRule("removal", "Who removes somebody, or tries to, is for it.",
         "Berg voted to remove Lind.", ("tom-berg", "lind-ouster", FAVOR)),
    StanceRule("removal by", "By whom somebody is removed is for it.",
         "Lind was ousted by Berg.", ("tom-berg", "lind-ouster", FAVOR)),
    StanceRule("part in removal", "Who has a part in a removal is for it.",
         "Berg played a key role in Lind's ouster.", ("tom-berg", "lind-ouster", FAVOR)),
)  # fmt: skip
