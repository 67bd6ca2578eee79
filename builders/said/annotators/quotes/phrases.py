"""The whole source phrase of a cue: with title, age, apposition and relative clause (Q15)."""

from __future__ import annotations

from said.annotators.quotes.attribution import Attribution
from said.annotators.quotes.cues import Cue
from said.annotators.quotes.nounphrases import Places
from said.annotators.quotes.reading import Sentence
from said.text.classes import BREAKS, Pos
from said.text.segments import Range

_LONGEST = 40
_BRACKETED = 8
_RELATIVE = frozenset({"who", "whom", "whose", "which"})
_APPOSITION = frozenset({Pos.DETERMINER, Pos.WORD, Pos.NUMBER, Pos.NAME})
_ENDS = BREAKS | {Pos.DASH, Pos.OPENING_BRACKET, Pos.CLOSING_BRACKET, Pos.MARK}
_CLAUSE = frozenset({Pos.AUXILIARY, Pos.SUBJECT, Pos.THAT})


def find_phrase(sentence: Sentence, cue: Cue, source: Places | None) -> Range | None:
    """The source phrase in the text; None if there is no source."""
    if source is None:
        return None
    first, after = source
    if after - first > 1 and sentence.words[after - 1] in _RELATIVE:
        after -= 2 if sentence.kinds[after - 2] == Pos.COMMA else 1
    else:
        after = _with_bracket(sentence, first, after)
        if first >= cue.after:
            after = _with_apposition(sentence, after)
    return sentence.range((first, max(after, first + 1)))


def apart_from_content(one: Attribution) -> Attribution:
    """An attribution without its phrase, if that reaches into the content."""
    if one.phrase is None:
        return one
    first, after = one.phrase
    apart = all(end <= first or after <= start for start, end in one.content)
    return one if apart else one._replace(phrase=None)


def _with_bracket(sentence: Sentence, first: int, after: int) -> int:
    """Behind the bracket that belongs to a name: "Marta Lind (Norrvik)"."""
    kinds = sentence.kinds
    opened = (
        Pos.OPENING_BRACKET in kinds[first:after] and Pos.CLOSING_BRACKET not in kinds[first:after]
    )
    if kinds[after : after + 1] != Pos.OPENING_BRACKET and not opened:
        return after
    closing = kinds.find(Pos.CLOSING_BRACKET, after, after + _BRACKETED)
    return closing + 1 if closing >= 0 else after


def _with_apposition(sentence: Sentence, after: int) -> int:
    """Behind what stands between commas behind a name: its age, what the person is, a relative
    clause."""
    kinds = sentence.kinds
    if after == len(kinds) or kinds[after - 1] not in (Pos.NAME, Pos.WORD, Pos.CLOSING_BRACKET):
        return after
    while kinds[after : after + 1] == Pos.COMMA:
        end = _end_of_piece(sentence, after + 1)
        if end is None:
            break
        goes_on = end - after == 2 and kinds[after + 1] in (Pos.NUMBER, Pos.NAME)
        after = end
        place = kinds[after - 1 : after + 2] == Pos.NAME + Pos.COMMA + Pos.NAME
        is_place = place and kinds[after + 2 : after + 3] in ("", Pos.STOP, Pos.COMMA)
        relative = sentence.words[after + 1 : after + 2]
        if not (goes_on or is_place or _RELATIVE.issuperset(relative)):
            break
    return after


def _end_of_piece(sentence: Sentence, start: int) -> int | None:
    """Where a piece of an apposition ends that begins at a token; None if none does."""
    kinds, words = sentence.kinds, sentence.words
    if start >= len(kinds):
        return None
    is_relative = words[start] in _RELATIVE
    if not is_relative and kinds[start] not in _APPOSITION:
        return None
    end = start
    while end < min(len(kinds), start + _LONGEST) and kinds[end] not in _ENDS | {Pos.COMMA}:
        if words[end] in _RELATIVE:
            is_relative = True
        if kinds[end] in _CLAUSE and not is_relative:
            return None
        end += 1
    return end if end > start else None
