"""Compares two sets of annotations of the same texts.

`system` scores what any system found, in every layer that it has: `system_files` reads its files,
`items` its rows, `joined` puts it beside the gold set, `system_counts` counts, and `system_report`
shows the result. Two published measures are parts of it: `tempeval3`, how well systems find and
normalise dates; `attribution`, how well they find quotes and who said them. `agreement` measures
how far two annotators agree in all layers, of sets that `sets` reads. `spans` pairs places,
`figures` turns counts into figures with intervals (among them Krippendorff's alpha), `stance`
counts stances, and `report` shows the figures as tables or JSON.
"""

from said.scoring.agreement import score_agreement
from said.scoring.attribution import score_attribution
from said.scoring.figures import Comparison, Difference, Figure, SystemScores
from said.scoring.sets import Compared, of_checkout
from said.scoring.tempeval3 import score_tempeval3

__all__ = [
    "Compared",
    "Comparison",
    "Difference",
    "Figure",
    "SystemScores",
    "of_checkout",
    "score_agreement",
    "score_attribution",
    "score_tempeval3",
]
