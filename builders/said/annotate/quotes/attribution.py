"""What the quote finder hands on: words of somebody, with the phrases that attribute them."""

from __future__ import annotations

from typing import NamedTuple

from said.text import Range


class Attribution(NamedTuple):
    """Words or thoughts of somebody, as found in a text. Ranges are code points, half open."""

    content: tuple[Range, ...]
    """Fragments, sorted and disjoint (Q5, Q6)."""
    cue: tuple[Range, ...] = ()
    """The head words (Q7); none where the layout attributes."""
    source: Range | None = None
    """The whole source phrase as it stands, None where none stands there."""
    via: Range | None = None
    """The whole phrase of the channel that relays the source (Q9)."""
    type: str = "direct"
    verbatim: tuple[Range, ...] = ()
    """The marked fragments of a mixed quote."""
    continues: int | None = None
    """The number, in the list of attributions, of the quote that this one runs on from."""
    parent: int | None = None
    """The number of the quote that this one stands in."""
