"""What the author adds to a report, in its middle or at its end, and what is so left out (Q5)."""

from __future__ import annotations

import re

from said.annotators.quotes.cues import Cue
from said.annotators.quotes.lexemes import listed
from said.annotators.quotes.nounphrases import Places
from said.annotators.quotes.reading import Sentence
from said.annotators.quotes.times import time_before
from said.text.classes import BEFORE_VERB, FINITE, SUBJECT_STARTS, Pos, has_finite, skip_right

_BEFORE_SECOND_VERB = BEFORE_VERB | {Pos.TO, Pos.COORDINATOR, Pos.DETERMINER, Pos.PREPOSITION}
_PRESENT = frozenset({"are", "has", "have", "is", "will"})
_CONTRASTS = frozenset({"although", "and", "but", "though", "while", "yet"})
_AUTHOR = frozenset({"i", "we"})
_OF_AUTHOR = _AUTHOR | {"me", "my", "our", "us"}
_BEFORE_AUTHOR = frozenset({"and", "but", "so", "yet"})
_STOPS = FINITE | {Pos.COMMA, Pos.THAT, Pos.SUBJECT}
_BEFORE_OCCASIONS = frozenset({"at", "during", "in"})
_BEFORE_NOUN = frozenset({Pos.DETERMINER, Pos.NAME, Pos.ADVERB})
_BEFORE_JUDGEMENT = frozenset({Pos.SUBORDINATOR, Pos.DETERMINER, Pos.ADVERB, Pos.WORD})
_COMMA_OR_SEMICOLON = re.compile(f"[{Pos.COMMA}{Pos.SEMICOLON}]")
_BEHIND_MARK = re.compile(f"(?:{Pos.MARK}{Pos.COMMA}|{Pos.COMMA}{Pos.MARK})(?={Pos.DETERMINER})")
_VERB_NEAR = 12


def before_comment_on_marks(sentence: Sentence, start: int, end: int) -> int:
    """Where a content ends before the author's "but" behind marks: “unjust,” but Lind left."""
    kinds = sentence.kinds
    at = kinds.find(Pos.MARK + Pos.COORDINATOR, start, end)
    while at >= 0:
        behind_comma = kinds[at - 1] == Pos.COMMA and kinds.count(Pos.MARK, start, at + 1) % 2 == 0
        if behind_comma and sentence.words[at + 1] == "but" and kinds[at + 2] in SUBJECT_STARTS:
            return at + 1
        at = kinds.find(Pos.MARK + Pos.COORDINATOR, at + 1, end)
    return end


def before_apposition_to_marks(sentence: Sentence, start: int, end: int) -> int:
    """Where an infinitive ends whose last words are marked, before what the author adds to them:
    "to “come clean”, a demand that it has resisted"."""
    kinds = sentence.kinds
    if kinds[start] != Pos.TO:
        return end
    aside = _BEHIND_MARK.search(kinds, start, end)
    if aside is None or kinds.count(Pos.MARK, start, aside.end()) % 2:
        return end
    behind = kinds[aside.end() : end]
    is_comment = Pos.MARK not in behind and has_finite(behind)
    return aside.start() + aside[0].index(Pos.MARK) + 1 if is_comment else end


def before_authors_clause(sentence: Sentence, cue: Cue, start: int, end: int) -> int:
    """Where the author goes on behind a comma: "said that it would sail, but Berg stayed". After a
    cue in the past what is reported has "had", "was" or "would"; a plain past is the author's."""
    kinds, words = sentence.kinds, sentence.words
    end = _before_aside(sentence, start, end)
    end = before_author(sentence, start, end)
    is_past = words[cue.after - 1].endswith("d") and cue.use == "finite"
    is_infinitive = kinds[start] == Pos.TO
    for sign in _COMMA_OR_SEMICOLON.finditer(kinds, start + 2, max(start + 2, end - 2)):
        at = sign.start()
        if kinds[at] != Pos.SEMICOLON and not (is_past or is_infinitive):
            continue
        contrast = kinds[at] == Pos.COMMA and words[at + 1] in _CONTRASTS
        if not contrast and kinds[at] != Pos.SEMICOLON:
            continue
        subject = at + 2 if contrast else at + 1
        if kinds[subject] not in SUBJECT_STARTS and kinds[subject] != Pos.WORD:
            continue
        near = range(subject + 1, min(end, at + _VERB_NEAR))
        verb = next((to for to in near if kinds[to] in _STOPS), 0)
        plain = kinds[verb] == Pos.VERB and kinds[verb - 1] not in _BEFORE_SECOND_VERB
        plain = plain or (not contrast and is_past and words[verb] in _PRESENT)
        if verb and (kinds[verb] in FINITE if is_infinitive else plain):
            return at
    return end


def before_author(sentence: Sentence, start: int, end: int) -> int:
    """Where the author tells of himself behind a report: "…, so I walked"."""
    words = sentence.words
    if Pos.MARK in sentence.kinds[start:end] or _AUTHOR.isdisjoint(words[start + 2 : end]):
        return end
    for at in range(start + 1, end - 2):
        joined = sentence.kinds[at] == Pos.COMMA and words[at + 1] in _BEFORE_AUTHOR
        if joined and words[at + 2] in _AUTHOR:
            return end if not _OF_AUTHOR.isdisjoint(words[start:at]) else at
    return end


def _before_aside(sentence: Sentence, start: int, end: int) -> int:
    """Where the author speaks behind a report: "…, a claim that he denied", "…; ask anybody"."""
    kinds, words = sentence.kinds, sentence.words
    for sign in _COMMA_OR_SEMICOLON.finditer(kinds, start + 2, max(start + 2, end - 3)):
        at = sign.start()
        behind = kinds[at + 1 : at + 3]
        if kinds[at] == Pos.COMMA and behind == Pos.DETERMINER + Pos.WORD:
            is_claim = words[at + 2] in listed("nouns")
            if is_claim and words[at + 3] in ("that", "which", "he", "she", "they", "the"):
                return at
        if kinds[at] == Pos.COMMA and words[at + 1] == "despite":
            return at
        if kinds[at] == Pos.SEMICOLON and not _goes_on_behind(sentence, start, at):
            return at
    return end


def _goes_on_behind(sentence: Sentence, start: int, at: int) -> bool:
    """Whether a report goes on behind a semicolon: in marks, or with "that"."""
    kinds = sentence.kinds
    is_marked = kinds.count(Pos.MARK, start, at) % 2 == 1 or kinds[at + 1] == Pos.MARK
    return is_marked or Pos.THAT in kinds[at + 1 : at + 3]


def before_noun_aside(sentence: Sentence, start: int, other: Cue) -> int | None:
    """Where the author adds who judges what is reported: "…, a boast that Berg called “empty”"."""
    kinds = sentence.kinds
    comma = kinds.rfind(Pos.COMMA, start + 1, other.first)
    noun = skip_right(kinds, comma + 2, Pos.WORD)
    led = sentence.words[comma + 1] in ("a", "an") and noun > comma + 2
    if comma < 0 or not led or kinds.count(Pos.MARK, start, comma) % 2:
        return None
    is_marked = kinds[skip_right(kinds, other.after, _BEFORE_JUDGEMENT) :][:1] == Pos.MARK
    relative = sentence.words[noun] in ("that", "which")
    judges = is_marked and FINITE.isdisjoint(kinds[noun : other.first])
    return comma if judges and (relative or kinds[noun] in SUBJECT_STARTS) else None


def before_occasion(sentence: Sentence, start: int, end: int) -> int:
    """Where a phrase ends before the place and time where it was said: "in an interview", "on
    Monday"."""
    kinds, words = sentence.kinds, sentence.words
    for at in range(start + 1, end - 1):
        if words[at] in _BEFORE_OCCASIONS:
            to = skip_right(kinds, at + 1, _BEFORE_NOUN)
            if kinds[at + 1] == Pos.DETERMINER and listed("occasions").issuperset(
                words[to : to + 1]
            ):
                end = at
                break
    before = time_before(sentence, end)
    if start < before < end:
        end = before - 1 if words[before - 1] == "on" and before - 1 > start else before
    return end


def without_comments(sentence: Sentence, places: Places) -> tuple[Places, ...]:
    """Content without what the author puts in between dashes or behind one (Q5), and without a
    comment at its end: "…, with rumours centring on"."""
    kinds = sentence.kinds
    start, end = places
    first = _dash_outside_marks(kinds, start, end)
    if first == end:
        return ((start, _before_comment(sentence, start, end)),)
    second = _dash_outside_marks(kinds, first + 1, end)
    kept = ((start, first), (second + 1, end))
    return tuple(one for one in kept if one[0] < one[1])


def _dash_outside_marks(kinds: str, start: int, end: int) -> int:
    """The first dash outside of marks, but for the first word; the end if there is none."""
    is_marked = False
    for at in range(start, end):
        if kinds[at] == Pos.MARK:
            is_marked = not is_marked
        elif not is_marked and kinds[at] == Pos.DASH and at > start:
            return at
    return end


def _before_comment(sentence: Sentence, start: int, end: int) -> int:
    kinds = sentence.kinds
    for at in range(start + 1, end - 3):
        behind = kinds[at] == Pos.COMMA or (kinds[at] == Pos.MARK and kinds[at - 1] == Pos.COMMA)
        if behind and sentence.words[at + 1] == "with" and Pos.GERUND in kinds[at + 2 : at + 6]:
            return at if kinds[at] == Pos.COMMA else at + 1
    return end
