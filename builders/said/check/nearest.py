"""What somebody may have meant: the known word that is most like a mistyped one, and the place
nearest to a wrong one at which a string stands."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def word(given: str, known: Iterable[str]) -> str | None:
    """The known word most like the given one; None if none is like it."""
    found = get_close_matches(given[:200], known, n=1, cutoff=0.7)
    return found[0] if found else None


def place(text: str, exact: str, start: int) -> int | None:
    """The place nearest to `start`, in code points, at which the string stands; None if it stands
    nowhere."""
    before = text.rfind(exact, 0, min(start, len(text)) + len(exact))
    after = text.find(exact, max(start, 0))
    found = [at for at in (before, after) if at >= 0]
    return min(found, key=lambda at: abs(at - start)) if found else None
