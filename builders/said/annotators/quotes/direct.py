"""Who says free marked words: a cue, a name before a colon, or the layout (Q1, Q6).

The patterns over a sentence are written with the characters of `Pos`.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from said.annotators.quotes.cues import Cue
from said.annotators.quotes.marks import MARKS
from said.annotators.quotes.reading import Sentence
from said.annotators.quotes.sources import Places, phrase_before
from said.text.classes import Pos, skip_right
from said.text.segments import Range, trimmed_range

# Free words with at most 30 words between them and the cue, which do not end a clause.
_BEFORE_CUE = regex.compile(r"(Q+)[^.;:Q]{0,30}\Z")
_BEHIND_CUE = regex.compile(r"[^.;Q]{0,30}(Q+)")
_BEHIND_COLON = regex.compile(r"(?<=.):(Q+)")
_ONLY_FREE = frozenset({Pos.FREE, Pos.STOP, Pos.COMMA, Pos.DASH})
_SIGNATURE = regex.compile(r"-([dN][dNn0p'(),]{0,14})\.?")

_NAME_PARTS = frozenset({Pos.NAME, Pos.NUMBER, Pos.POSSESSIVE})
_LEAD = 12

_TURN = regex.compile(r"[\"“”'‘’]?((?:\p{Lu}[\p{Lu}.'’-]*\s){0,3}\p{Lu}[\p{Lu}.'’-]{2,}):\s+(?=\S)")
# What ends a post, from the dash on, and the links before it.
_SIGN_OFF = regex.compile(
    r"(?<=\s)[—–―-]{1,2}\s*(?P<source>[^—–―]{2,60}?\s\(@\w{1,20}\))"
    r"(?:\s+\w[\w ,.]{5,30})?\s*\Z"
)
_LONGEST_SOURCE = 61
_LINKS = regex.compile(r"(?r)(?:\s+https?://\S+)*\s+")


def find_quoted_by_cue(sentence: Sentence, cues: Sequence[Cue]) -> dict[Cue, list[int]]:
    """The places of the free words that each cue attributes, those before it first."""
    kinds = sentence.kinds
    spoken = [cue for cue in cues if not cue.verb.attitude] or list(cues)
    found: dict[Cue, list[int]] = {}
    taken = last = 0
    limits = (*(cue.first for cue in spoken[1:]), len(kinds))
    for cue, limit in zip(spoken, limits, strict=False):
        looks_back = cue.use not in ("participle", "infinitive", "noun")
        before = _BEFORE_CUE.search(kinds, last, cue.first) if looks_back else None
        behind = _BEHIND_CUE.match(kinds, cue.after, limit)
        last = cue.after
        places = [at for match in (before, behind) if match for at in range(*match.span(1))]
        places = [place for place in places if place >= taken]
        if places:
            taken = places[-1] + 1
            found[cue] = places
    return found


def is_only_free(kinds: str) -> bool:
    """Whether a sentence, by the classes of its tokens, is marked as a whole."""
    return _ONLY_FREE.issuperset(kinds)


def find_before_colon(sentence: Sentence) -> tuple[Places | None, list[int]] | None:
    """The name before a colon, and the free words after it: "Lind: “We lost.”"."""
    match = _BEHIND_COLON.search(sentence.kinds)
    return match and (_leading_name(sentence, match.start()), [*range(*match.span(1))])


def _leading_name(sentence: Sentence, end: int) -> Places | None:
    """The first name in what leads up to a colon, else the phrase directly before it."""
    first = sentence.kinds.find(Pos.NAME, max(0, end - _LEAD), end)
    if first < 0:
        return phrase_before(sentence, end)
    return first, skip_right(sentence.kinds[:end], first, _NAME_PARTS)


def find_signature(sentence: Sentence) -> Places | None:
    """Who signs the words before: a sentence of a dash and a name."""
    match = _SIGNATURE.fullmatch(sentence.kinds)
    return match.span(1) if match else None


def find_turn(text: str, line: Range) -> tuple[Range, Range] | None:
    """What is said, and the speaker in capitals, in a line of a transcript: "LIND: We lost."."""
    match = _TURN.match(text, *line)
    return (_without_marks(text, match.end(), line[1]), match.span(1)) if match else None


def find_post(text: str, line: Range) -> tuple[Range, Range] | None:
    """The text of an embedded post and who signs it, with a handle: "I left — Jan (@jan) May 1"."""
    start, end = line
    # The last bracket and the bounded length of the source limit where the dash can be: trying
    # every place of a long line would take too long.
    first = max(start, text.rfind("(@", start, end) - _LONGEST_SOURCE)
    while first > start and text[first - 1].isspace():
        first -= 1
    sign_off = _SIGN_OFF.search(text, max(start + 2, first - 2), end)
    if sign_off is None:
        return None
    links = _LINKS.match(text, start + 1, sign_off.start())
    return (_without_marks(text, start, links.start()), sign_off.span("source")) if links else None


def _without_marks(text: str, start: int, end: int) -> Range:
    """A range without the marks and the white space at its edges, if anything is left."""
    first, after = trimmed_range(text, start, end, MARKS)
    return (first, after) if first < after else (start, end)
