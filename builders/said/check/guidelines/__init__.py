"""Level 5: what the guidelines lead one to expect of annotations that are free of mistakes.

`names`, `dates`, `marks` and `stances` hold the annotations of a layer against each
other, the text and the registry. What they find is a warning: the rules hardly ever allow it.
"""

from __future__ import annotations

from said.check.guidelines import dates, marks, names, stances
from said.check.guidelines.layers import Layers
from said.findings.catalogue import Finding
from said.seeds.documents import Registries, Seed


def check_guidelines(seed: Seed, registries: Registries) -> list[Finding]:
    """What the annotations of a document are at odds with; sorted by file and place.

    The annotations are free of findings of the levels 1 to 4; some may have been left out for that.
    A document without text or annotations has no findings.
    """
    if seed.text is None or seed.annotations is None:
        return []
    layers = Layers(seed, seed.text, seed.annotations)
    return sorted(
        [
            *names.check_names(layers, registries),
            *dates.check_dates(layers),
            *marks.check_marks(layers),
            *stances.check_stances(layers, registries),
        ]
    )


def check_registry_names(registries: Registries) -> list[Finding]:
    """What the entities of the registry share; sorted by place. They are free of findings of the
    levels 1 to 4."""
    return sorted(names.check_registry_names(registries))
