"""Whether a clause begins at a token, as far as its subject and a verb show."""

from __future__ import annotations

import re

from said.annotators.quotes.cues import Cue
from said.annotators.quotes.lexemes import listed, verbs
from said.annotators.quotes.reading import Sentence
from said.annotators.quotes.sources import is_verb_in_s
from said.annotators.quotes.times import behind_quantity
from said.text.classes import (
    BEFORE_VERB,
    BREAKS,
    FINITE,
    NOMINAL,
    PHRASE_STARTS,
    SUBORDINATING,
    Pos,
    skip_left,
    skip_right,
)

_SUBJECT_STARTS = PHRASE_STARTS | {Pos.NUMBER, Pos.GERUND, Pos.MARK}
_BEFORE_RELATIVE = PHRASE_STARTS | {Pos.NUMBER, Pos.MARK}
_BREAKS_SUBJECT = BREAKS | {Pos.DASH}
_ADJECTIVE = Pos.DETERMINER + Pos.VERB
_NO_OBJECT = BREAKS | FINITE | {"", Pos.COMMA}
_NO_VERB_BEFORE = BREAKS | FINITE | {Pos.COMMA, Pos.WORD, Pos.POSSESSIVE, Pos.COORDINATOR}
_SUBJECT = 30
# Patterns over the characters of `Pos`, or of a word.
_THIRD_PERSON = re.compile(r"[^siu]s\Z")
_VERB_BEHIND_NOUN = re.compile(r"[dN0'a]*[nN]+(?:p[d0]?n)?n(?=[dpaO0g])")


def may_be_clause(sentence: Sentence, at: int) -> bool:
    """Whether a clause begins at a token, also if its verb is no word that is known as one: of two
    nouns before an object the second is a verb ("patients wait for hours")."""
    if is_clause(sentence, at):
        return True
    at = behind_quantity(sentence, at)
    starts = sentence.kinds[at : at + 1] in _BEFORE_RELATIVE
    return starts and _VERB_BEHIND_NOUN.match(sentence.kinds, at) is not None


def must_be_clause(sentence: Sentence, cue: Cue, at: int) -> bool:
    """Whether a verb that takes no object has a phrase behind it in which there may be a verb."""
    kinds = sentence.kinds
    if cue.verb.lemma not in listed("with only a clause") or kinds[at] not in _BEFORE_RELATIVE:
        return False
    if may_be_clause(sentence, at):
        return True
    end = next((place for place in range(at, len(kinds)) if kinds[place] in BREAKS), len(kinds))
    return any(
        kinds[place] == Pos.WORD
        and kinds[skip_left(kinds, place, Pos.MARK) - 1] in NOMINAL
        and sentence.words[place].endswith("s")
        and kinds[place + 1] not in _NO_VERB_BEFORE
        for place in range(at + 1, end - 1)
    ) or (kinds[at] == Pos.DETERMINER and ends_in_verb(sentence, at))


def ends_in_verb(sentence: Sentence, at: int) -> bool:
    """Whether the form in -s that ends a sentence is the verb of a singular noun: "an agreement
    exists"."""
    kinds, words = sentence.kinds, sentence.words
    verb = skip_right(kinds, at + 1, NOMINAL) - 1
    ends = kinds[verb + 1 : verb + 2] in ("", Pos.STOP) and kinds[verb] == Pos.WORD
    return ends and verb > at + 1 and _THIRD_PERSON.search(words[verb]) is not None


def is_finite(sentence: Sentence, at: int) -> bool:
    """Whether a token is a finite verb where a clause without a subject may begin."""
    kind = sentence.kinds[at : at + 1]
    if kind in FINITE:
        return True
    then = sentence.kinds[at + 1 : at + 2]
    return kind == Pos.WORD and sentence.words[at].endswith("s") and then not in _NO_OBJECT


def is_other_verb(sentence: Sentence, place: int) -> bool:
    """Whether a token is a verb of saying that can be nothing else."""
    is_word = sentence.kinds[place : place + 1] == Pos.WORD
    verb = verbs().get(sentence.words[place]) if is_word else None
    return verb is not None and verb.clause and not verb.noun and not verb.attitude


def is_clause(sentence: Sentence, at: int) -> bool:
    """Whether a finite clause begins at a token, as far as its subject and a verb show."""
    kinds = sentence.kinds
    at = skip_right(kinds, behind_quantity(sentence, at), Pos.ADVERB)
    if at >= len(kinds):
        return False
    if kinds[at] == Pos.SUBJECT:
        then = kinds[at + 1 : at + 2]
        is_object = sentence.words[at].endswith("thing") and then not in BEFORE_VERB
        is_object = is_object or (then == Pos.PREPOSITION and _predicate(sentence, at) is None)
        return not is_object and then not in ("", Pos.STOP, Pos.COMMA)
    if kinds[at] not in _SUBJECT_STARTS:
        return False
    return _predicate(sentence, at) is not None


def _predicate(sentence: Sentence, subject: int) -> int | None:
    """The finite verb of the clause whose subject begins at a token; None if it is no clause."""
    kinds = sentence.kinds
    commas = relatives = 0
    for place in range(subject + 1, min(len(kinds), subject + _SUBJECT)):
        kind = kinds[place]
        if kind in FINITE:
            if _goes_on_verb(kinds, place) or kinds[place - 1 : place + 1] == _ADJECTIVE:
                continue
            if relatives:
                relatives -= 1  # "the bill that failed"
            elif kinds[skip_left(kinds, place, Pos.ADVERB) - 1] == Pos.COMMA and commas == 1:
                if (
                    kind == Pos.AUXILIARY or kinds[place - 1] == Pos.ADVERB
                ):  # "says Lind, is old": an apposition has two commas
                    return None
            else:
                return None if kinds[place - 1] == Pos.COORDINATOR else place
        elif kind == Pos.COMMA:
            commas += 1
            if commas > 2 or _ends_at_comma(sentence, subject, place, commas):
                return None
        elif kind in (Pos.THAT, Pos.QUESTION_WORD) or sentence.words[place] == "who":
            relatives += 1
        elif kind in _BREAKS_SUBJECT or (
            kind == Pos.COORDINATOR and begins_predicate(sentence, place + 1)
        ):
            return None
        elif kind == Pos.WORD and kinds[place - 1] == Pos.NAME and is_verb_in_s(sentence, place):
            return place
    return None


def _ends_at_comma(sentence: Sentence, subject: int, comma: int, commas: int) -> bool:
    """Whether a comma before any verb shows that no clause has begun."""
    kinds = sentence.kinds
    far = commas == 1 and comma > subject + 4
    pronoun = kinds[comma + 1 : comma + 2] == Pos.SUBJECT and sentence.words[comma + 1] != "who"
    return far or pronoun or kinds[0] in SUBORDINATING


def _goes_on_verb(kinds: str, place: int) -> bool:
    """Whether a verb belongs to the auxiliary before it."""
    before = skip_left(kinds, place, Pos.ADVERB)
    return before > 0 and kinds[before - 1] == Pos.AUXILIARY


def begins_predicate(sentence: Sentence, at: int) -> bool:
    """Whether a second verb of the same subject, or another clause, begins behind a coordinator."""
    at = skip_right(sentence.kinds, at, Pos.ADVERB)
    kind = sentence.kinds[at : at + 1]
    if kind in FINITE or kind == Pos.SUBJECT:
        return True
    verb = verbs().get(sentence.words[at]) if kind == Pos.WORD else None
    return verb is not None and not verb.noun
