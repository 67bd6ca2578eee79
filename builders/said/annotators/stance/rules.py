"""The rules of the annotator of stances, each with an id and an example that a test runs: those of
judgements (in `verbs`, `feelings` and `qualities`), questions and acts. The frames of topics are
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
    StanceRule("object", "Who praises or blames somebody judges the object of the verb.",
         "Lind praised Berg on Monday.", ("ada-lind", "tom-berg", FAVOR)),
    StanceRule("support", "Who supports or trusts somebody is for them; who does not, against.",
         "Lind threw her weight behind Berg.", ("ada-lind", "tom-berg", FAVOR)),
    StanceRule("reject", "Who opposes, dislikes or distrusts somebody is against the object.",
         "Lind voted against Berg.", ("ada-lind", "tom-berg", AGAINST)),
    StanceRule("passive", "The subject of a passive is judged by the agent.",
         "Berg was lambasted by Lind.", ("ada-lind", "tom-berg", AGAINST)),
    StanceRule("idiom", "An idiom judges whom it takes between its words.",
         "Lind took Berg to task.", ("ada-lind", "tom-berg", AGAINST)),
    StanceRule("demand", "Who wants somebody to go, or to apologise, is against them.",
         "Lind called on Berg to resign.", ("ada-lind", "tom-berg", AGAINST)),
    StanceRule("experience", "What pleases or upsets somebody is good or bad in their eyes.",
         "Norrvik disappointed Lind.", ("ada-lind", "norrvik", AGAINST)),
    StanceRule("feeling", "A feeling is of whom a possessive, or the verb beside it, names.",
         "Lind voiced her admiration for Berg.", ("ada-lind", "tom-berg", FAVOR)),
    StanceRule("state", "Who is proud of somebody, or angry with them, judges them.",
         "Berg was concerned about Norrvik.", ("tom-berg", "norrvik", AGAINST)),
    StanceRule("holder", "Who is called a critic or an admirer of somebody judges them.",
         "Berg is one of Norrvik's fiercest critics.", ("tom-berg", "norrvik", AGAINST)),
    StanceRule("due", "Whom credit is due to, or with whom the blame lies, is judged.",
         "“The blame lies with Norrvik.”", ("ada-lind", "norrvik", AGAINST)),
    StanceRule("worry", "Who worries about an aspect of a company is against it.",
         "Berg was worried that Norrvik forgot safety.", ("tom-berg", "norrvik-safety", AGAINST)),
    StanceRule("cue noun", "A noun that brings in a quote judges whom the quote begins with.",
         "Lind had confidence that “Berg will lead us well.”", ("ada-lind", "tom-berg", FAVOR)),
    StanceRule("verbs", "What somebody does well or badly judges them.",
         "“Norrvik lied.”", ("ada-lind", "norrvik", AGAINST)),
    StanceRule("manner", "Who does something well or badly, as an adverb says, is judged.",
         "Berg handled the storm superbly.", ("author", "tom-berg", FAVOR)),
    StanceRule("doing", "The object of doing, making or showing judges the subject.",
         "“Berg made a fine ambassador.”", ("ada-lind", "tom-berg", FAVOR)),
    StanceRule("subject", "What somebody is said to be judges them.",
         "“Berg is brilliant.”", ("ada-lind", "tom-berg", FAVOR)),
    StanceRule("naming", "Who calls somebody something, or sees them as it, judges them.",
         "Lind described Berg as reckless.", ("ada-lind", "tom-berg", AGAINST)),
    StanceRule("apposition", "An apposition judges whom it stands beside.",
         "Berg, a gifted engineer, spoke.", ("author", "tom-berg", FAVOR)),
    StanceRule("title", "An adjective judges the name that it leads to.",
         "“The brilliant engineer Tom Berg spoke.”", ("ada-lind", "tom-berg", FAVOR)),
    StanceRule("inversion", "Who is the best or the worst of some is judged, behind the verb.",
         "“The bravest of them was Berg.”", ("ada-lind", "tom-berg", FAVOR)),
    StanceRule("verdict", "A verdict or a report judges whom it is about.",
         "Lind gave a damning account of Norrvik.", ("ada-lind", "norrvik", AGAINST)),
    StanceRule("removal for a fault", "Who removes somebody for a fault is against them.",
         "Lind expelled Berg for gross incompetence.", ("ada-lind", "tom-berg", AGAINST)),
    StanceRule("adjunct", "Who does something for or against somebody judges them.",
         "Lind sang in honour of Berg.", ("ada-lind", "tom-berg", FAVOR)),
    StanceRule("comparison", "Whom nobody equals is judged by what they are not equalled in.",
         "“No one is more honest than Berg.”", ("ada-lind", "tom-berg", FAVOR)),
    StanceRule("no verb", "A quote that is nothing but a quality judges whom it is about.",
         "Asked about Berg: “A liar.”", ("ada-lind", "tom-berg", AGAINST)),
    StanceRule("qualities", "A quality judges who has it, in a quote.",
         "“Berg's courage is well known.”", ("ada-lind", "tom-berg", FAVOR)),
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
