"""Compares two sets of annotations of the same texts.

Two measures: `agreement`, how far two annotators, or a gold and an automatic annotation, agree in
all layers; `tempeval3`, how well systems find and normalise dates. `sets` and `date_sets` read the
annotations to compare, `spans` pairs them, `alpha` is Krippendorff's coefficient, `figures` makes
numbers with intervals out of counts, `stance` counts stances, and `report` shows the figures as
tables or JSON.
"""

from said.score.agreement import agreement
from said.score.figures import Difference, Figure, Report
from said.score.sets import Compared, of_checkout
from said.score.tempeval3 import Outcome, tempeval3

__all__ = [
    "Compared",
    "Difference",
    "Figure",
    "Outcome",
    "Report",
    "agreement",
    "of_checkout",
    "tempeval3",
]
