"""Which free marked words a cue, a colon or the layout attributes (Q1, Q6)."""

from __future__ import annotations

from collections.abc import Sequence

from said.annotators.quotes.cues import Cue
from said.annotators.quotes.reading import Sentence
from said.text.classes import BREAKS, Pos

_BREAKS_BEHIND = frozenset({Pos.STOP, Pos.SEMICOLON, Pos.FREE})
_ONLY_FREE = frozenset({Pos.FREE, Pos.STOP, Pos.COMMA, Pos.DASH})

_REACH = 30


def find_quoted_by_cue(sentence: Sentence, cues: Sequence[Cue]) -> dict[Cue, list[int]]:
    """The places of the free words that each cue attributes, those before it first."""
    spoken = [cue for cue in cues if not cue.verb.attitude] or list(cues)
    taken: set[int] = set()
    found: dict[Cue, list[int]] = {}
    for number, cue in enumerate(spoken):
        last = spoken[number - 1].after if number else 0
        then = spoken[number + 1].first if number + 1 < len(spoken) else len(sentence.kinds)
        places = [*_before(sentence, cue, last), *_behind(sentence, cue, then)]
        places = [place for place in places if place not in taken]
        if places:
            taken.update(places)
            found[cue] = places
    return found


def _before(sentence: Sentence, cue: Cue, floor: int) -> list[int]:
    """The free words before a cue, up to the cue before."""
    if cue.use in ("participle", "infinitive", "noun"):
        return []
    place = cue.first - 1
    while place >= max(floor, cue.first - _REACH) and sentence.kinds[place] not in BREAKS:
        place -= 1
    if place < floor or sentence.kinds[place] != Pos.FREE:
        return []
    first = place
    while first - 1 >= floor and sentence.kinds[first - 1] == Pos.FREE:
        first -= 1
    return list(range(first, place + 1))


def _behind(sentence: Sentence, cue: Cue, limit: int) -> list[int]:
    """The free words behind a cue, up to the next cue."""
    kinds = sentence.kinds
    place = cue.after
    while place < min(limit, cue.after + _REACH) and kinds[place] not in _BREAKS_BEHIND:
        place += 1
    if place >= limit or kinds[place] != Pos.FREE:
        return []
    return run_of_free(kinds, place)


def run_of_free(kinds: str, first: int) -> list[int]:
    """The places of free words from a token on, one directly behind the other."""
    after = first
    while after < len(kinds) and kinds[after] == Pos.FREE:
        after += 1
    return list(range(first, after))


def is_only_free(kinds: str) -> bool:
    """Whether a sentence, by the classes of its tokens, is marked as a whole."""
    return _ONLY_FREE.issuperset(kinds)
