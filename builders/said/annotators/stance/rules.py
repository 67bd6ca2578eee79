"""The rules of the annotator of stances, each with an id and an example that a test runs.

`RULES` are those of judgements, questions and acts, whose code is in `judgements` and `acts`.
`FRAMES` are those of issues, which are data: the lists of words (lexicon/stance_issues.txt) that
have to meet in a clause.

In an example, Ada Lind and Tom Berg are persons, Norrvik is a company; what is in curly marks is
said by Ada Lind.
"""

from __future__ import annotations

from typing import NamedTuple

from said.annotators.stance.units import AGAINST, FAVOR

CONDUCT = "safety"
"""Stands for the target `<company>-safety` of the company that is spoken of, or for the company."""
PROJECT = "new-project"
"""Stands for the target `<person>-new-project`."""
OUSTER = "ouster"
"""Stands for the target `<person>-ouster`."""
TEAM = "team"
"""Stands for the team that is spoken of."""
SPEAKER, SUBJECT, WORRIER = "speaker", "subject", "worrier"


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


class Frame(NamedTuple):
    """The lists whose phrases meet in a clause, within `reach` tokens of each other, and what that
    says.

    `expression` are the numbers of the lists whose phrases say it. If `ordered`, each stands behind
    the one before; if `far`, the last list may stand in the sentence before. The `holder` is who
    speaks, or the subject of the first list's verb, or whose worry it is. `quoted` frames are for
    quotes alone, `order` frames for verbs that begin their clause. Nothing is said where a phrase
    of `unless` stands.
    """

    id: str
    example: str
    target: str
    label: str
    lists: tuple[str, ...]
    expression: tuple[int, ...]
    reach: int = 12
    ordered: bool = False
    implied: bool = False
    far: bool = False
    holder: str = SPEAKER
    quoted: bool = False
    order: bool = False
    unless: tuple[str, ...] = ()


FRAMES = (
    # Safety neglected, deprived, betrayed; or put below the product course.
    Frame("neglect", "“Norrvik has neglected safety.”",
          CONDUCT, AGAINST, ("neglect", "safety"), (0,), 8),
    Frame("deprivation", "“Norrvik never received the promised funding.”",
          CONDUCT, AGAINST, ("deprivation", "resources"), (0, 1), 6, ordered=True),
    Frame("broken promises", "“Norrvik broke its promises.”",
          CONDUCT, AGAINST, ("breaking", "promises"), (0, 1), 6),
    Frame("products chosen", "“Norrvik puts growth ahead of safety.”",
          CONDUCT, AGAINST, ("choice", "products", "above", "safety"), (0, 1, 2, 3), 6, True),
    Frame("haste chosen", "“Norrvik puts growth ahead of safety.”",
          "product-velocity", AGAINST, ("choice", "products", "above", "safety"), (0, 1, 2, 3), 6,
          True, True),
    Frame("compared", "“Safety took a back seat to shiny products.”",
          "product-velocity", AGAINST, ("comparison", "products", "safety"), (0, 1), 5, True, True,
          far=True),
    Frame("haste first", "“It was profit over safety.”",
          "product-velocity", AGAINST, ("products", "above", "safety"), (0, 1, 2), 4, True, True),
    Frame("products first", "“It was profit over safety.”",
          CONDUCT, AGAINST, ("products", "above", "safety"), (0, 1, 2), 4, True),
    Frame("mockery", "“They build shiny products.”",
          "product-velocity", AGAINST, ("mockery",), (0,)),
    Frame("choice", "“Safety is gone. They chose revenue.”",
          "product-velocity", AGAINST, ("choice", "products", "safety"), (0, 1), 4, True, True,
          far=True, unless=("above",)),
    Frame("concern", "Berg was worried about the safety of AI.",
          CONDUCT, AGAINST, ("concern", "safety"), (0,), 8, True, holder=WORRIER),
    # What is meant to come.
    Frame("confidence", "“I am confident that Norrvik will build AI that is safe.”",
          CONDUCT, FAVOR, ("confidence", "safety"), (0, 1), 16, True, quoted=True),
    Frame("commitment", "“We remain committed to safety.”",
          CONDUCT, FAVOR, ("commitment", "safety"), (0, 1), 6, True, quoted=True,
          unless=("demands", "neglect", "above")),
    # More capable AI.
    Frame("danger", "“AI is an existential threat.”",
          "superintelligence-risk", FAVOR, ("danger", "advanced ai"), (0,), 14, unless=("tasks",),
          far=True),
    Frame("control", "“We need breakthroughs to control AI.”",
          "superintelligence-risk", FAVOR, ("demands", "breakthroughs", "control"), (0, 1, 2), 6,
          True),
    Frame("benefit", "“AI can benefit all of humanity.”",
          "superintelligence-benefit", FAVOR, ("benefit", "advanced ai"), (0,), 20, far=True),
    # Rules.
    Frame("rules needed", "“AI companies should be regulated.”",
          "external-oversight", FAVOR, ("modals", "oversight"), (0, 1), 8, True),
    Frame("rules supported", "“It underlines the need for external oversight.”",
          "external-oversight", FAVOR, ("support", "oversight"), (0, 1), 8, True),
    Frame("rules advocated", "Berg called for external oversight.",
          "external-oversight", FAVOR, ("advocacy", "oversight"), (0, 1), 8, True, holder=SUBJECT),
    Frame("own rules", "“Self-regulation has failed.”",
          "external-oversight", FAVOR, ("own rules", "futility"), (0, 1), 8),
    # Safety first.
    Frame("priority", "“We should prioritize safety.”",
          "safety-priority", FAVOR, ("modals", "priority", "safety"), (0, 1), 14, True),
    Frame("safety first", "“We must put safety first.”",
          "safety-priority", FAVOR, ("modals", "safety first"), (0, 1), 8, True),
    Frame("caution", "Berg advocated for caution.",
          "safety-priority", FAVOR, ("advocacy", "caution"), (0, 1), 6, True, holder=SUBJECT),
    # Those who go.
    Frame("harm", "“The resignations are a huge loss.”",
          "departures", AGAINST, ("harm", "departure"), (0,), 14),
    Frame("regret", "“I am saddened by his departure.”",
          "departures", AGAINST, ("regret", "departure"), (0,), 20, quoted=True, far=True),
    Frame("dissolution", "“For the harbour team it is a serious blow that it was disbanded.”",
          TEAM, FAVOR, ("harm", "dissolution"), (0,), 20),
    Frame("refusal", "Berg refused to sign the agreement.",
          "offboarding-terms", AGAINST, ("refusal", "terms"), (0,), 14, implied=True,
          holder=SUBJECT),
    Frame("harshness", "“The agreement was onerous.”",
          "offboarding-terms", AGAINST, ("harshness", "terms"), (0,), 8, quoted=True),
    # Who removes the chief, and who regrets or resists it.
    Frame("regretted removal", "Berg deeply regretted his participation in the removal.",
          OUSTER, AGAINST, ("regretting", "board act"), (0,), 10, True, holder=SUBJECT),
    Frame("threat", "Berg threatened to quit unless Lind was reinstated.",
          OUSTER, AGAINST, ("threat", "leaving threat", "reinstatement"), (0, 1), 10,
          implied=True, holder=SUBJECT),
    Frame("petition", "Berg signed a letter for the return of Lind.",
          OUSTER, AGAINST, ("signing", "reinstatement"), (0,), 14, implied=True, holder=SUBJECT),
    # What he does next.
    Frame("next project", "“I am excited for what comes next.”",
          PROJECT, FAVOR, ("excitement", "project"), (0,), 10, holder=SUBJECT),
    # Those who buy.
    Frame("dependence", "“A single vendor is a risk.”",
          "vendor-diversification", FAVOR, ("dependence", "drawback"), (0, 1), 10),
    Frame("diversification", "“Diversify your vendors.”",
          "vendor-diversification", FAVOR, ("diversification", "vendors"), (0,), 6),
    Frame("evidence demanded", "“Verify the safety documentation.”",
          "customer-scrutiny", FAVOR, ("orders", "evidence"), (0,), 12, True, order=True),
    Frame("diversification needed", "“Firms should diversify.”",
          "vendor-diversification", FAVOR, ("modals", "diversification"), (0, 1), 6, True),
    Frame("scrutiny", "“Customers should demand safety evidence.”",
          "customer-scrutiny", FAVOR, ("customers", "modals", "scrutiny"), (1, 2), 12, True),
)  # fmt: skip
