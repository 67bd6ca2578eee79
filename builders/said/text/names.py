"""Names: how their spellings are compared, and the words that they have."""

from __future__ import annotations

import string
import unicodedata
from functools import lru_cache

from said.text.segments import normalized
from said.text.tokens import straight

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "đ": "d", "ı": "i", "œ": "oe"})
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_MARKS = string.punctuation + "“”„«»…–—"
PARTICLES = (
    *("van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "du"),
    *("bin", "ibn", "ben", "al", "el", "la", "le", "ten", "ter", "zu", "y"),
)
"""What stands without a capital between the words of a name: Anna van der Berg."""


@lru_cache(maxsize=1 << 14)
def fold_name(name: str) -> str:
    """What all spellings of a name share: in lower case, without accents, with straight apostrophes
    and plain hyphens and spaces."""
    low = name.lower()
    if low.isascii():
        return low
    low = normalized("NFKD", straight(low).translate(_LETTERS))
    # A letter of mathematics has no small form until it is decomposed.
    return "".join(letter for letter in low if not unicodedata.combining(letter)).lower()


@lru_cache(maxsize=1 << 12)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name, suffixes such as *Jr.* left out."""
    parts = (part.strip(_MARKS) for part in fold_name(name).replace(",", " ").split())
    found = tuple(part for part in parts if part)
    return tuple(word for word in found if word not in _SUFFIXES) or found or ("",)
