"""Phrases with marked words that a cue governs: called Lind "a safe pair of hands" (Q3, Q5)."""

from __future__ import annotations

from said.annotators.quotes.cues import Cue
from said.annotators.quotes.ends import INSIDE_CLOSING_MARK, last_word
from said.annotators.quotes.lexemes import listed, verbs
from said.annotators.quotes.nounphrases import Places
from said.annotators.quotes.reading import Sentence
from said.text.classes import BREAKS, FINITE, SIGNS, Pos, skip_left, skip_right

_BEFORE_NOUN = frozenset({Pos.DETERMINER, Pos.NAME, Pos.ADVERB})
_BEFORE_MARKED = frozenset({Pos.DETERMINER, Pos.ADVERB, Pos.WORD, Pos.POSSESSIVE})
_CIRCUMSTANCES = frozenset({"after", "at", "before", "during", "in", "on", "outside", "when"})
"""What leads to the circumstances of a saying: called it “a mistake” in a letter."""
_TIMES = frozenset({"again", "once", "repeatedly", "times", "twice"})
_PREDICATE_BEHIND = FINITE | {Pos.SUBJECT}
_BEHIND_MARKED = (SIGNS - {Pos.STOP}) | FINITE | {Pos.SUBORDINATOR, Pos.OPENING_BRACKET}
_REACH = 16


def is_behind_marks(sentence: Sentence, at: int) -> bool:
    """Whether a token stands behind marked words and a comma: “a mistake,” Lind said."""
    return sentence.kinds[max(0, at - 2) : at] in (Pos.COMMA + Pos.MARK, Pos.MARK + Pos.COMMA)


def marked_behind(sentence: Sentence, cue: Cue, limit: int) -> Places | None:
    """A phrase with marked words that a cue governs: called Lind "a safe pair of hands" (Q3, Q5).

    It begins with the determiner or adjectives before the first mark, or behind "as", and ends with
    the phrase. `limit` is the token where the next cue begins.
    """
    kinds, words = sentence.kinds, sentence.words
    mark = kinds.find(Pos.MARK, cue.after, min(limit, cue.after + _REACH))
    if mark < 0 or any(kind in BREAKS for kind in kinds[cue.after : mark]):
        return None
    start = mark
    called = cue.verb.lemma in listed("that name") and kinds[mark - 1] not in _BEFORE_NOUN
    if kinds[mark + 1 : mark + 2] != Pos.DETERMINER and not called:
        before = max(cue.after, skip_left(kinds, mark, _BEFORE_MARKED))
        start = max(before, kinds.rfind(Pos.DETERMINER, before, mark))
    if kinds[cue.after : cue.after + 2] == Pos.PREPOSITION + Pos.GERUND:  # tasked with harnessing …
        start = cue.after + 1
    for at in range(cue.after, mark):
        if cue.verb.as_ and words[at] == "as" and Pos.COORDINATOR not in kinds[at:mark]:
            start = at + 1
            break
    names = cue.verb.as_ or cue.verb.lemma in listed("that name")
    end = end_of_marked(sentence, mark, names)
    last = kinds.rfind(Pos.MARK, end, limit)
    return start, max(end, last + 1)


def _closes_phrase(sentence: Sentence, at: int) -> bool:
    """Whether a phrase ends with the mark that closes at a token: if a comma stands inside it or
    another predicate behind it, unless more marked words are joined to it."""
    kinds = sentence.kinds
    joined = kinds[at + 1] == Pos.COORDINATOR
    if joined and Pos.MARK in kinds[at + 1 : at + 6]:
        return False
    if kinds[at - 1] in INSIDE_CLOSING_MARK:
        return True
    then = skip_right(kinds, at + 2, Pos.ADVERB)
    other = verbs().get(sentence.words[then]) if joined and then < len(kinds) else None
    if other and not other.noun:
        return True  # thanked her for her “loyalty” and said …
    return joined and (
        kinds[then : then + 1] in _PREDICATE_BEHIND
        or (sentence.words[then].endswith("s") and kinds[then + 1 : then + 2] != Pos.WORD)
        if then < len(kinds)
        else False
    )


def end_of_marked(sentence: Sentence, mark: int, names: bool) -> int:
    """The token after a phrase in which a mark opens: behind what is joined to its closing mark."""
    kinds = sentence.kinds
    end = last_word(sentence)
    depth = 0
    for at in range(mark, end):
        if kinds[at] == Pos.MARK:
            depth = 1 - depth
            if depth == 0 and at + 1 < end and _closes_phrase(sentence, at):
                return at + 1
            if depth == 0 and (
                (names and not _CIRCUMSTANCES.isdisjoint(sentence.words[at + 1 : at + 2]))
                or not _TIMES.isdisjoint(sentence.words[at + 1 : at + 3])
            ):
                return at + 1
        elif depth == 0 and kinds[at] in _BEHIND_MARKED:
            return at
    return end
