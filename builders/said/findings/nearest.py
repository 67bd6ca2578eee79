"""What somebody may have meant: the known word that is most like a mistyped one, and the place
nearest to a wrong one at which a string stands."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

_MANY = 2_000
"""Words that a mistyped one is compared with, which takes a tenth of a second."""


def nearest_word(given: str, known: Iterable[str]) -> str | None:
    """The known word most like the given one; None if none is like it."""
    words = list(known)
    alike = [one for one in words if one[:2] == given[:2]]
    found = get_close_matches(given[:200], [*alike, *words][:_MANY], n=1, cutoff=0.7)
    return found[0] if found else None


def nearest_place(text: str, exact: str, start: int) -> int | None:
    """The place nearest to `start`, in code points, at which the string stands; None if it stands
    nowhere."""
    before = _last(text, exact, max(start, 0))
    after = text.find(exact, max(start, 0))
    found = [at for at in (before, after) if at >= 0]
    return min(found, key=lambda at: abs(at - start)) if found else None


def _last(text: str, exact: str, start: int) -> int:
    """The last place up to `start` at which the string stands, -1 if there is none. The time of
    `rfind` can grow with the product of both lengths; that of `find` does not."""
    least = max(0, len(text) - start - len(exact))
    turned = _turned(text).find(exact[::-1], least)
    return turned if turned < 0 else len(text) - turned - len(exact)


@lru_cache(maxsize=1)
def _turned(text: str) -> str:
    return text[::-1]
