"""Compares two sets of annotations of the same texts.

Three measures: `agreement`, how far two annotators, or a gold and an automatic annotation, agree in
all layers; `tempeval3`, how well systems find and normalise dates; `attribution`, how well they
find quotes and who said them. `sets`, `date_sets` and `attribution_sets` read the annotations to
compare, `marked` reads the quotation marks, `spans` pairs places, `alpha` is Krippendorff's
coefficient, `figures` makes numbers with intervals out of counts, `stance` counts stances, and
`report` shows the figures as tables or JSON.
"""

from said.scoring.agreement import agreement
from said.scoring.attribution import attribution
from said.scoring.figures import Difference, Figure, Outcome, Report
from said.scoring.sets import Compared, of_checkout
from said.scoring.tempeval3 import tempeval3

__all__ = [
    "Compared",
    "Difference",
    "Figure",
    "Outcome",
    "Report",
    "agreement",
    "attribution",
    "of_checkout",
    "tempeval3",
]
