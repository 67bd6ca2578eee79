"""What an annotator is: a function of a text's reading and of what is known beside it.

    def annotate_dates(reading: Reading, context: Context) -> list[Annotation]

It returns the annotations of its layer, by place. It may complete those of a layer made before, as
the speakers complete the quotes; it does so last, so that a fault leaves nothing half done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from said.annotators.registry import NOTHING, Registry

if TYPE_CHECKING:
    from said.annotators.learned.folder import Model
    from said.annotators.quotes.attribution import Attribution
    from said.schema.records import AnyAnnotation as Annotation
    from said.text.reading import Reading

Convention = Literal["said", "timeml", "polnear"]
"""Whose conventions count: ours, TimeML's for dates, or PolNeAR's for quotes. A layer that a
convention says nothing of is annotated by ours."""


@dataclass
class Context:
    """What an annotator knows beside the text: how to annotate, and what was found before."""

    dct: str | None = None
    convention: Convention = "said"
    registry: Registry = NOTHING
    doc_id: str = ""
    narrative: bool = False
    """Whether dates follow the time of the story that the text tells, not that of publication."""
    min_precision: float = 0
    """How often the rule of an annotation must have been right, where that is known."""
    models: Sequence[Model] = ()
    """The trained models that take over parts from the rules: at most one for a layer."""
    attributions: Sequence[Attribution] = ()
    """What the quote annotator found, with the phrases of the sources; in the order of the quotes
    that are made of them."""
    quotes: list[Annotation] = field(default_factory=list)
    mentions: list[Annotation] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)
    """Those in the mentions that the registry does not have."""

    def model_of(self, layer: str) -> Model | None:
        """The model for a layer, if there is one."""
        return next((one for one in self.models if one.layer == layer), None)


Annotator = Callable[["Reading", Context], "list[Annotation]"]
