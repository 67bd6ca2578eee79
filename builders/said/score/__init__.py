"""Compares two sets of annotations of the same texts.

`agreement` is the measure: how far two annotators, or a gold and an automatic annotation, agree.
`sets` reads the annotations to compare, `spans` pairs them, `alpha` is Krippendorff's coefficient,
`figures` makes numbers with intervals out of counts, `stance` counts stances, and `report` shows
the figures as tables or JSON.
"""

from said.score.agreement import agreement
from said.score.figures import Figure, Report
from said.score.sets import Compared, of_checkout

__all__ = ["Compared", "Figure", "Report", "agreement", "of_checkout"]
