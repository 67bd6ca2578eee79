"""Who says what a cue reports, by the use of the cue: its subject, agent or owner (Q8)."""

from __future__ import annotations

from said.annotators.quotes import markedphrases, nounphrases, sources
from said.annotators.quotes.cues import Cue, find_that_from, light_verb
from said.annotators.quotes.lexemes import ATTITUDE, listed
from said.annotators.quotes.nounphrases import Places
from said.annotators.quotes.reading import Sentence
from said.annotators.quotes.times import time_before
from said.text.classes import PHRASE_STARTS, SIGNS, SUBORDINATING, Pos, has_finite

_SOURCE_STARTS = PHRASE_STARTS | {Pos.SUBJECT, Pos.NUMBER}
_BEFORE_INVERSION = frozenset({Pos.COMMA, Pos.FREE})
_BEHIND_SOURCE = (
    SIGNS | SUBORDINATING | {"", Pos.PREPOSITION, Pos.OPENING_BRACKET, Pos.FREE, Pos.GERUND}
)


def find_voice(sentence: Sentence, cue: Cue) -> tuple[tuple[Places, ...], Places | None]:
    """The tokens of a noun and of the verb that gives voice to it, and who does: "{Lind} <voiced>
    <fears>"; of a noun without such a verb, whose it is (Q7)."""
    light = light_verb(sentence, cue.first)
    source = sources.find_owner(sentence, cue.first)
    if find_that_from(sentence, cue.first) is not None:
        source = source or nounphrases.phrase_after(sentence, cue.after + 1)
    if light is None:
        return (cue.span,), source
    source = source or sources.find_subject(sentence, light)
    source = source or sources.find_main_subject(sentence, light)
    joined = light + 1 == cue.first
    return ((light, cue.after),) if joined else ((light, light + 1), cue.span), source


def source_of_free_words(sentence: Sentence, cue: Cue, source: Places | None) -> Places | None:
    """The source of free words: behind an inverted cue ("“We lost,” said Lind"), else `source`."""
    if source and source[1] < cue.first and _begins_behind_free(sentence, source[0]):
        return source  # "We lost," Lind, a pilot, said on Friday.
    inverted = inverted_source(sentence, cue)
    if inverted:
        return inverted
    if cue.use == "finite" and source is None:
        found = nounphrases.phrase_after(sentence, cue.after)
        return found if found and sentence.kinds[found[0]] in _SOURCE_STARTS else None
    return source


def _begins_behind_free(sentence: Sentence, first: int) -> bool:
    """Whether a phrase is the first behind free words."""
    return first > 0 and sentence.kinds[first - 1] == Pos.FREE


def inverted_source(sentence: Sentence, cue: Cue) -> Places | None:
    """The source behind a finite cue that follows a comma or marked words: ", says Lind"."""
    kinds = sentence.kinds
    if cue.use != "finite" or not cue.first:
        return None
    behind_marks = markedphrases.is_behind_marks(sentence, cue.first)
    if kinds[cue.first - 1] not in _BEFORE_INVERSION and not behind_marks:
        return None
    if cue.verb.lemma == "tell":
        return None
    found = nounphrases.phrase_after(sentence, cue.after)
    if found is None or kinds[found[0]] not in _SOURCE_STARTS:
        return None
    if time_before(sentence, found[1]) <= found[0]:
        return None  # said last week
    owned = sentence.words[found[0]] in ("his", "her", "their", "its", "that")
    if owned and kinds[cue.first - 1] != Pos.FREE and not behind_marks:
        return None
    if kinds[found[0]] == Pos.DETERMINER and _names_subject(sentence, cue.first):
        return None  # Lind, 51, said the pier, built in 1931, was old
    behind = kinds[found[1] : found[1] + 1]
    if behind not in _BEHIND_SOURCE or (behind == Pos.COLON and Pos.FREE not in kinds[: cue.first]):
        return None
    return sources.with_name(sentence, found)


def _names_subject(sentence: Sentence, after: int) -> bool:
    """Whether the words before a cue are a name and an apposition to it, or a relative clause."""
    kinds = sentence.kinds[:after]
    comma = kinds.find(Pos.COMMA)
    is_apart = 0 < comma < len(kinds) - 1 and kinds[-1] == Pos.COMMA
    return (
        is_apart
        and set(kinds[:comma]) == {Pos.NAME}
        and (sentence.words[comma + 1] == "who" or not has_finite(kinds))
    )


def source_of(sentence: Sentence, cue: Cue, before: Places | None) -> Places | None:
    """The source of a cue by its use; `before` is that of the cue before in the sentence."""
    if before and Pos.SEMICOLON in sentence.kinds[before[1] : cue.first]:
        before = None
    if cue.use == "phrase":
        return nounphrases.phrase_after(sentence, cue.after)
    if cue.use == "passive":
        return _agent(sentence, cue)
    if cue.use == "noun":
        return sources.find_owner(sentence, cue.first)
    if cue.verb is ATTITUDE:
        return None  # found with the content
    if cue.use in ("participle", "infinitive"):
        near = sources.before_participle(sentence, cue.first) if cue.use == "participle" else None
        if near and listed("documents").isdisjoint(sentence.words[slice(*near)]):
            return near
        told = sources.before_infinitive(sentence, cue.first) if cue.use == "infinitive" else None
        return told or before or sources.find_main_subject(sentence, cue.first)
    found = sources.find_subject(sentence, cue.first)
    if found is None and sources.is_joined(sentence, cue.first):
        return before or sources.find_main_subject(sentence, cue.first)
    return found


def _agent(sentence: Sentence, cue: Cue) -> Places | None:
    """Who is named by "by" behind a passive."""
    for at in range(cue.after, min(len(sentence.kinds) - 1, cue.after + 12)):
        if sentence.words[at] == "by":
            return nounphrases.phrase_after(sentence, at + 1)
    return None
