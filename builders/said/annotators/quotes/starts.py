"""Where the content after a cue begins: after "that", recipients and adverbials (Q5)."""

from __future__ import annotations

import re
from typing import NamedTuple

from said.annotators.quotes.cues import Cue
from said.annotators.quotes.lexemes import listed
from said.annotators.quotes.reading import Sentence
from said.annotators.quotes.sources import is_verb_in_s
from said.text.classes import BREAKS, FINITE, NOMINAL, PHRASE_STARTS, SUBORDINATING, Pos

_NOTHING_BEHIND = frozenset({Pos.STOP, Pos.SEMICOLON, Pos.CLOSING_BRACKET, Pos.COMMA, Pos.DASH})
_NO_THAT_BEHIND = BREAKS | SUBORDINATING | FINITE | {Pos.DASH, Pos.MARK}
_SUBJECT_STARTS = PHRASE_STARTS | {Pos.NUMBER, Pos.GERUND, Pos.MARK}
_NAMES_AND_OWNERS = frozenset({Pos.NAME, Pos.POSSESSIVE})
_NOUN_PARTS = frozenset({Pos.WORD, Pos.NUMBER, Pos.VERB})
_RECIPIENT_PARTS = NOMINAL | {Pos.DETERMINER}
_RECIPIENT_STARTS = frozenset({Pos.DETERMINER, Pos.NAME, Pos.NUMBER})
_BEHIND_ADJUNCT = PHRASE_STARTS | {Pos.SUBJECT, Pos.THAT, Pos.TO}

_REACH = 16
_SUBJECT = 20
_RECIPIENT = 10
_ADJUNCT = 14
_INDIRECT = frozenset(
    {"how", "what", "when", "where", "whether", "who", "whom", "why", "if", "which"}
)
# A preposition and its noun phrase, by the characters of `Pos`: of a noun and a name the name is
# taken to begin a clause.
_PHRASE = re.compile(r"p[d0g]*(?:[N'0]*n+(?=N)|[nN'0]*)")


class Start(NamedTuple):
    """The place of the first word of a content, and the rule that found it."""

    place: int
    rule: str


def find_start(sentence: Sentence, cue: Cue, attitudes: bool) -> Start | None:
    """Where the content behind a cue begins; None if nothing is reported there. With `attitudes`
    objects count as content, too."""
    kinds = sentence.kinds
    at = behind_time(sentence, cue.after)
    if at >= len(kinds) or kinds[at] in _NOTHING_BEHIND:
        return None
    that = _that(sentence, at)
    if that is not None:
        return Start(that + 1, "that")
    if kinds[at] == Pos.COLON:
        return Start(at + 1, "behind colon") if at + 1 < len(kinds) else None
    if _is_indirect(sentence, at):
        return Start(at, "indirect question")
    is_said = cue.use == "passive" and cue.verb.clause
    if kinds[at] == Pos.TO and (cue.verb.infinitive or is_said or attitudes):
        return Start(at, "infinitive")
    if cue.verb.recipient:
        start = _told(sentence, cue, at)
        if start is not None:
            return Start(start, "behind recipient")
        if not attitudes:
            return None
    if cue.verb.clause and not cue.verb.attitude:
        clause = _clause_near(sentence, at)
        return None if clause is None else Start(clause, "clause")
    if attitudes:
        behind_preposition = kinds[at] == Pos.PREPOSITION and at + 1 < len(kinds)
        return Start(at + 1 if behind_preposition else at, "object")
    return None


def _is_indirect(sentence: Sentence, at: int) -> bool:
    """Whether a token leads an indirect question."""
    return sentence.kinds[at] in SUBORDINATING and sentence.words[at] in _INDIRECT


def _clause_near(sentence: Sentence, at: int) -> int | None:
    """A clause that begins at a token or behind an adverbial that does."""
    if is_clause(sentence, at):
        return at
    start = _behind_adjunct(sentence, at)
    return start if start is not None and is_clause(sentence, start) else None


def _told(sentence: Sentence, cue: Cue, at: int) -> int | None:
    """The first word of what the recipients are told."""
    start = behind_recipient(sentence, at)
    kind = Pos.AUXILIARY if start is None else sentence.kinds[start : start + 1]
    if kind == Pos.AUXILIARY and is_clause(sentence, at):
        return at  # nobody is told: "warned the pier was shut"
    if start is None or not kind:
        return None
    if kind == Pos.TO:
        return start if cue.verb.infinitive else None
    told = kind == Pos.FREE or _is_indirect(sentence, start) or is_clause(sentence, start)
    return start if told else None


def behind_time(sentence: Sentence, at: int) -> int:
    """Behind adverbs and days that go with the saying."""
    kinds, words = sentence.kinds, sentence.words
    days = listed("days")
    while at < len(kinds):
        word = words[at]
        if word in days or (kinds[at] == Pos.ADVERB and at + 1 < len(kinds)):
            at += 1
        elif word == "on" and at + 1 < len(kinds) and words[at + 1] in days:
            at += 2
        else:
            break
    return at


def _that(sentence: Sentence, at: int) -> int | None:
    """The complementiser that belongs to a cue, after recipients or an adverbial."""
    kinds = sentence.kinds
    that = kinds.find(Pos.THAT, at, at + _REACH)
    if that < 0 or kinds[that + 1 : that + 2] in ("", Pos.STOP, Pos.COMMA):
        return None
    between = kinds[at:that]
    apart = between.count(Pos.COMMA) > 2 or _NO_THAT_BEHIND.intersection(between)
    return None if apart else that


def is_clause(sentence: Sentence, at: int) -> bool:
    """Whether a finite clause begins at a token, as far as its subject and a verb show."""
    kinds = sentence.kinds
    if at >= len(kinds):
        return False
    if kinds[at] == Pos.SUBJECT:
        return kinds[at + 1 : at + 2] not in ("", Pos.STOP, Pos.COMMA)
    if kinds[at] not in _SUBJECT_STARTS:
        return False
    commas = 0
    for place in range(at + 1, min(len(kinds), at + _SUBJECT)):
        kind = kinds[place]
        if kind in FINITE:
            # An apposition has two commas: in "says Lind, is old" no clause begins.
            before = kinds[place - 1]
            return before != Pos.COORDINATOR and not (before == Pos.COMMA and commas == 1)
        if kind == Pos.COMMA:
            commas += 1
            if (commas == 1 and place > at + 4) or kinds[0] in SUBORDINATING:
                return False
        if kind in BREAKS or commas > 2:
            return False
        if kind == Pos.WORD and kinds[place - 1] == Pos.NAME and is_verb_in_s(sentence, place):
            return True
    return False


def behind_recipient(sentence: Sentence, at: int) -> int | None:
    """Behind those who are told: a pronoun, a name, a noun phrase; None if nobody is."""
    after = _end_of_recipient(sentence, at)
    if at == after:
        return None
    at = behind_time(sentence, after)
    start = _behind_adjunct(sentence, at)
    return at if start is None else start


def _end_of_recipient(sentence: Sentence, first: int) -> int:
    """The token after those who are told, who are named from a token on; that one if nobody is."""
    if sentence.kinds[first] == Pos.OBJECT or sentence.words[first] in _TOLD:
        return first + 1
    limit = min(len(sentence.kinds), first + _RECIPIENT)
    at = first
    while at < limit and _is_told(sentence, at, first):
        at += 1
    return at


_TOLD = frozenset({"you", "it", "her", "everyone"})


def find_outlet(sentence: Sentence, cue: Cue) -> tuple[int, int] | None:
    """The outlet that is told something and passes it on: "told Radio Norrvik" (Q9)."""
    if cue.verb.lemma != "tell" or cue.after >= len(sentence.kinds):
        return None
    after = _end_of_recipient(sentence, cue.after)
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


def _behind_adjunct(sentence: Sentence, at: int) -> int | None:
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
