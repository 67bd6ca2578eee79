"""Which day a time of the day belongs to: the one named last, if the text is still there.

A date sets the scene if it is near to the document's time, or begins its sentence. "He was born on
3 July 1975. The alarm was raised at 8.40am." is about the document's own day.
"""

from __future__ import annotations

from said.annotators.dates.phrase import Day, Phrase
from said.annotators.dates.tense import Surroundings
from said.text.datetokens import BREAK, DateTokens
from said.text.datewords import STOP

_NEAR = 8
"""Days from the document's time within which any day sets the scene."""


_CLAUSE = 40
"""Tokens that a clause has at most between a day and a time."""


def day_of_scene(p: Phrase) -> Day | None:
    """The day named last, if the phrase belongs to it: "that night", or a clock time in its scene;
    None if the phrase belongs to the document's day."""
    last = p.context.last
    if p.story:
        return last
    if p.has("THAT", "NEXT", "SAME") or p.words() & {"previous", "preceding"}:
        p.context.origin = p.context.last_day
        return p.context.last_day
    if last is None or last.unit != "day":
        return None
    return last if _sets_scene(p, last) or _is_in_clause(p, last) else None


def _sets_scene(p: Phrase, day: Day) -> bool:
    tokens = p.context.tokens
    if _begins_paragraph(tokens, p.first):  # an entry of a log
        return _begins_paragraph(tokens, day.first)
    near = p.dct is not None and abs((day.date - p.dct).days) <= _NEAR
    return near or Surroundings(tokens, day.first, day.after).begins_sentence()


def _begins_paragraph(tokens: DateTokens, place: int) -> bool:
    return place == 0 or tokens.kind(place - 1) == BREAK


def _is_in_clause(p: Phrase, day: Day) -> bool:
    """Whether nothing ends the clause between a day and the phrase, but for a comma directly
    behind the day: "on 6 May 1962, at 11pm"."""
    if p.first - day.after > _CLAUSE:
        return False
    between = p.context.tokens[day.after : p.first]
    if any(token.kind in (BREAK, STOP) or token.text in "?!" for token in between):
        return False
    commas = [token.kind for token in between].count("COMMA")
    return not commas or (commas == 1 and between[0].kind == "COMMA" and len(between) <= 3)
