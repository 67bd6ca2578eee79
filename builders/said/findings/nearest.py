"""What somebody may have meant: the known word that is most like a mistyped one, the place nearest
to a wrong one at which a string stands, and the words of a text that are most like a string."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from itertools import islice

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


def nearest_string(text: str, exact: str) -> str | None:
    """The words of a text that are most like a string that does not occur in it; None if none
    are. Capitals, accents and the form of quotation marks and dashes count for nothing."""
    folded, places = _folded(text)
    wanted = _folded(exact)[0].strip()
    if not wanted or len(exact) > _LONGEST:
        return None
    starts = [folded.find(wanted)] if wanted in folded else list(_alike(folded, wanted))
    likeness = SequenceMatcher(b=wanted, autojunk=False)
    best, least = None, _LIKE
    for start, end in ((at, end) for at in starts for end in _ends(folded, at, wanted)):
        likeness.set_seq1(folded[start:end])
        is_whole = not folded[end - 1 : end + 1].isalnum() or end == len(folded)
        if is_whole and likeness.quick_ratio() >= least and likeness.ratio() >= least:
            best, least = text[places[start] : places[end]].strip(), likeness.ratio()
    if best is None and wanted.isalnum():
        return nearest_word(exact, dict.fromkeys(re.findall(r"\w+", text)))
    return best


_LONGEST = 300
"""Characters of a string that is looked for."""
_LIKE = 0.75
"""How like it the words of the text must be."""


def _alike(folded: str, wanted: str) -> Iterator[int]:
    """Where a string may begin in a text, by its longest words."""
    words = sorted(re.finditer(r"\w+", wanted), key=lambda word: -len(word.group()))
    for word in words[:3]:
        pattern = re.compile(rf"\b{re.escape(word.group())}\b")
        for match in islice(pattern.finditer(folded), _PLACES):
            start = max(0, match.start() - word.start())
            in_word = _WORD_BEFORE.search(folded, max(0, start - _WORD), start)
            is_inside = in_word and folded[start : start + 1].isalnum()
            yield in_word.start() if in_word and is_inside else start


def _ends(folded: str, start: int, wanted: str) -> Iterator[int]:
    """Where it may end: after so many characters, or before or behind the word that is there."""
    end = min(start + len(wanted), len(folded))
    before = _WORD_BEFORE.search(folded, max(start, end - _WORD), end)
    behind = _WORD_BEHIND.match(folded, end, end + _WORD)
    yield end
    if before and behind:
        yield from (before.start(), behind.end())


_PLACES = 10
"""Places of a word at which a string is looked for."""
_WORD = 30
"""Letters of a word that a string may begin or end in."""
_WORD_BEFORE = re.compile(r"\w+\Z")
_WORD_BEHIND = re.compile(r"\w+")


@lru_cache(maxsize=2)
def _folded(text: str) -> tuple[str, list[int]]:
    """A text without capitals, accents and forms of marks, and for each of its characters, and its
    end, the place in the text."""
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if not unicodedata.combining(char):
            chars.append(_PLAIN.get(char) or unicodedata.normalize("NFKD", char)[0].lower()[0])
            places.append(place)
    return "".join(chars), [*places, len(text)]


_PLAIN = dict.fromkeys("‘’‚‛′`", "'") | dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‐‑‒–—−", "-")
