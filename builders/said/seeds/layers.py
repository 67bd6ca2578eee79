"""Which layers a document is annotated for, and whose guidelines each of them follows (X6).

A layer that is not listed is not complete: that something is not annotated there means nothing. It
may still have the records that a listed layer refers to, as the mentions that are sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from said.schema.records import Layer
from said.schema.scheme import LAYERS, known_layers
from said.seeds.documents import Seed
from said.seeds.registries import Registries

SAID = "said"
"""The convention of GUIDELINES.md, which a layer follows unless the document says otherwise."""


class Annotated(NamedTuple):
    """The layers that are complete in a document, in the order of the scheme, and the conventions
    that `document.json` names."""

    layers: tuple[Layer, ...] = LAYERS
    named: Mapping[str, str] = {}

    def convention(self, layer: str) -> str | None:
        """Whose guidelines a layer follows; None if the document is not annotated for it."""
        return self.named.get(layer, SAID) if layer in self.layers else None

    def follows_said(self, layer: str) -> bool:
        """Whether the records of a layer follow GUIDELINES.md, in a complete layer or not."""
        return self.named.get(layer, SAID) == SAID


def read_layers(seed: Seed, registries: Registries) -> Annotated:
    """The layers of a document: its own, otherwise those of the corpus. What is misshapen in its
    metadata is passed over, because the schema reports it."""
    layers = known_layers(seed.metadata_fields.get("layers"))
    conventions = seed.metadata_fields.get("convention")
    return Annotated(
        layers or registries.layers, conventions if isinstance(conventions, dict) else {}
    )
