"""Those who are told or asked: where they end, and what begins behind them (Q5, Q16)."""

from __future__ import annotations

import re

from said.annotators.quotes.clauses import is_clause
from said.annotators.quotes.cues import Cue
from said.annotators.quotes.lexemes import listed
from said.annotators.quotes.reading import Sentence
from said.annotators.quotes.times import behind_time
from said.text.classes import NOMINAL, PHRASE_STARTS, Pos, skip_right

_NAMES_AND_OWNERS = frozenset({Pos.NAME, Pos.POSSESSIVE})
_NOUN_PARTS = frozenset({Pos.WORD, Pos.NUMBER, Pos.VERB})
_RECIPIENT_PARTS = NOMINAL | {Pos.DETERMINER}
_LEADS_PEOPLE = frozenset({Pos.DETERMINER, Pos.NAME, Pos.OBJECT})
_CLAUSE_BEHIND_RECIPIENT = frozenset({Pos.SUBJECT, Pos.DETERMINER})
_RECIPIENT_PHRASE = NOMINAL | {Pos.DETERMINER, Pos.OBJECT}
_RECIPIENT_STARTS = frozenset({Pos.DETERMINER, Pos.NAME, Pos.NUMBER})
_BEHIND_ADJUNCT = PHRASE_STARTS | {Pos.SUBJECT, Pos.THAT, Pos.TO}
_BARE_RECIPIENT = 3
_RECIPIENT = 10
_ADJUNCT = 14
# A preposition and its noun phrase, by the characters of `Pos`: of a noun and a name the name is
# taken to begin a clause.
_PHRASE = re.compile(r"p[d0g]*(?:[N'0]*n+(?=N)|[nN'0]*)")
_ANYBODY = frozenset({"anybody", "anyone", "everybody", "nobody", "somebody", "someone"})
_TOLD = frozenset({"you", "it", "everyone"})
_OWNED = frozenset({Pos.WORD})
_BEHIND_OWNED = frozenset({Pos.TO, Pos.DETERMINER, Pos.SUBJECT, Pos.THAT})
"""What follows those who are told if they are "her colleagues", not "her"."""


def infinitive_of_recipient(sentence: Sentence, to: int) -> int:
    """The "to" of the infinitive behind those who are asked: "appealed to fans to stay", "called on
    fans to stay"; else the token itself."""
    kinds = sentence.kinds
    after = skip_right(kinds, to + 1, _RECIPIENT_PHRASE)
    second = skip_right(kinds, after, Pos.ADVERB)
    is_people = kinds[to + 1 : to + 2] in _LEADS_PEOPLE or sentence.words[after - 1].endswith("s")
    return second if is_people and after > to + 1 and kinds[second : second + 1] == Pos.TO else to


def behind_recipient(sentence: Sentence, at: int) -> int | None:
    """Behind those who are told: a pronoun, a name, a noun phrase; None if nobody is."""
    after = end_of_recipient(sentence, at)
    if at == after:
        return _behind_bare_recipient(sentence, at)
    at = behind_time(sentence, after)
    start = behind_adjunct(sentence, at)
    return at if start is None else start


def _behind_bare_recipient(sentence: Sentence, first: int) -> int | None:
    """Behind those who are told to do something, in the plural: "warned boat owners to"."""
    kinds = sentence.kinds
    after = first
    while after < first + _BARE_RECIPIENT and kinds[after : after + 1] == Pos.WORD:
        after += 1
    if after == first or not sentence.words[after - 1].endswith("s"):
        return None
    to = skip_right(kinds, after, Pos.ADVERB)
    is_told = kinds[after : after + 1] in _CLAUSE_BEHIND_RECIPIENT and is_clause(sentence, after)
    return to if kinds[to : to + 1] == Pos.TO or is_told else None


def end_of_recipient(sentence: Sentence, first: int) -> int:
    """The token after those who are told, who are named from a token on; that one if nobody is."""
    if sentence.words[first] == "her":
        after = skip_right(sentence.kinds, first + 1, _OWNED)
        return after if sentence.kinds[after : after + 1] in _BEHIND_OWNED else first + 1
    if sentence.kinds[first] == Pos.OBJECT or sentence.words[first] in _TOLD:
        return first + 1
    if sentence.words[first] in _ANYBODY:
        to = sentence.kinds.find(Pos.TO, first, first + _RECIPIENT)
        return to if to > 0 else first + 1
    limit = min(len(sentence.kinds), first + _RECIPIENT)
    at = first
    while at < limit and _is_told(sentence, at, first):
        at += 1
    if at - 1 > first and sentence.kinds[at - 1] == Pos.PREPOSITION:
        at -= 1  # told workers at a meeting
    return at


def find_outlet(sentence: Sentence, cue: Cue) -> tuple[int, int] | None:
    """The outlet that is told something and passes it on: "told Radio Norrvik" (Q9)."""
    if cue.verb.lemma != "tell" or cue.after >= len(sentence.kinds):
        return None
    after = end_of_recipient(sentence, cue.after)
    named = any(
        sentence.kinds[at] == Pos.NAME and sentence.words[at] in listed("outlets")
        for at in range(cue.after, after)
    )
    return (cue.after, after) if named else None


def _is_told(sentence: Sentence, at: int, first: int) -> bool:
    """Whether a token belongs to the phrase for the recipients, which begins at `first`."""
    kinds, word = sentence.kinds, sentence.words[at]
    kind = kinds[at]
    before = kinds[at - 1] if at > first else ""
    if kind in _NAMES_AND_OWNERS:
        return True
    if kind == Pos.DETERMINER:
        return before in ("", Pos.COORDINATOR, Pos.DETERMINER)
    if kind in _NOUN_PARTS:
        return word in listed("recipients") or (
            before in _RECIPIENT_PARTS and kinds[first] in _RECIPIENT_STARTS
        )
    return bool(before) and word in ("of", "and", "at") and kinds[at + 1 : at + 2] in PHRASE_STARTS


def behind_adjunct(sentence: Sentence, at: int) -> int | None:
    """Behind "in an interview with the paper on Monday", up to what may begin a clause."""
    kinds, days = sentence.kinds, listed("days")
    place = at
    while place < min(len(kinds), at + _ADJUNCT):
        phrase = _PHRASE.match(kinds, place)
        if phrase:
            place = phrase.end()
        elif sentence.words[place] in days:
            place += 1
        else:
            break
    return place if kinds[place : place + 1] in _BEHIND_ADJUNCT else None
