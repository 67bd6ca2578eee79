"""What attributes beside words of communication where thoughts and attitudes count as well.

Some corpora, PolNeAR among them, count what somebody thinks, wants, supports or seems to do. Their
cues are verbs of attitude, which `reported` reads like verbs of saying, and those read here:

    use          cue and content
    --------------------------------------------------------------------
    adjective    Lind is [eager] {to leave}; pilots [worried about] {the pier}
    attitude     [criticism of] {the port}; [questions about] {her plan}
    expected     {The port} is [expected] {to close}
    seeming      {The port} [seems] {to be open}
    hearsay      {The port} has [reportedly] {been sold}
"""

from __future__ import annotations

from collections.abc import Sequence

from said.annotators.quotes import ends, nounphrases, sources
from said.annotators.quotes.attribution import ReportedClause
from said.annotators.quotes.cues import Cue
from said.annotators.quotes.reading import Sentence
from said.text.classes import BEFORE_VERB, BREAKS, FINITE, NOUNS, PRONOUNS, Pos, skip_left
from said.text.cues import word_before

_ENDS_OBJECT = BREAKS | FINITE | {Pos.COMMA, Pos.DASH, Pos.CLOSING_BRACKET, Pos.SUBORDINATOR}
_GIVERS = frozenset({"among", "by", "from"})
_REASONS = frozenset({"as", "for", "over"})
_NEAR = 8


def find_attitude(sentence: Sentence, cue: Cue, later: Sequence[Cue]) -> ReportedClause | None:
    """What the cue of an attitude attributes, if anything."""
    match cue.use:
        case "adjective":
            return _by_adjective(sentence, cue, later)
        case "attitude":
            return _by_noun(sentence, cue)
    return _about_subject(sentence, cue, later)


def find_passive(sentence: Sentence, cue: Cue, later: Sequence[Cue]) -> ReportedClause | None:
    """What a passive tells of its subject: "the plan was criticised by Lind for its cost"."""
    kinds, words = sentence.kinds, sentence.words
    by = cue.after if words[cue.after : cue.after + 1] == ["by"] else 0
    if cue.use != "passive" and not (by and cue.use == "finite" and words[cue.first][-1] in "dn"):
        return None
    agent = nounphrases.phrase_after(sentence, by + 1) if by else None
    if agent:
        reason = next((at for at in range(*agent) if words[at] in _REASONS), agent[1])
        agent = (agent[0], reason)
    after = agent[1] if agent else cue.after
    content = []
    if words[after : after + 1] and words[after] in _REASONS:
        end = ends.end_of_content(sentence, after, cue, later)
        content = [(after, end)] if end > after + 1 else []
    if agent is None and not content:
        return None
    first = skip_left(kinds, cue.first, BEFORE_VERB)
    subject = sources.find_subject(sentence, first) if first else None
    if subject is None:
        return None
    return ReportedClause((subject, *content), agent, "passive")


def _by_adjective(sentence: Sentence, cue: Cue, later: Sequence[Cue]) -> ReportedClause | None:
    """Whom an adjective describes, and what stands behind its preposition, "that" or "to"."""
    kinds = sentence.kinds
    start = cue.after + 1 if kinds[cue.after] == Pos.PREPOSITION else cue.after
    end = ends.end_of_content(sentence, start, cue, later)
    place = word_before(kinds, cue.first)
    if kinds[place] in NOUNS or kinds[place] in PRONOUNS:
        source = nounphrases.phrase_before(sentence, place + 1)
    else:
        source = sources.find_subject(sentence, skip_left(kinds, cue.first, BEFORE_VERB))
        source = source or sources.find_main_subject(sentence, cue.first)
    return ReportedClause(((start, end),), source, "adjective") if start < end else None


def _by_noun(sentence: Sentence, cue: Cue) -> ReportedClause | None:
    """What an attitude is about, and whose it is: "his criticism of", "support among crews for"."""
    kinds, words = sentence.kinds, sentence.words
    start = cue.after if kinds[cue.after] == Pos.TO else cue.after + 1
    end = start
    while end < len(kinds) and kinds[end] not in _ENDS_OBJECT:
        end += 1
    source = sources.find_owner(sentence, cue.first)
    if words[cue.after] in _GIVERS:  # "the plan has support among the crews"
        giver = nounphrases.phrase_after(sentence, start)
        subject = sources.find_main_subject(sentence, cue.first)
        return ReportedClause((subject,), giver, "attitude") if subject and giver else None
    for at in range(start, min(end, start + _NEAR)):
        if source is None and words[at] in _GIVERS:
            source = nounphrases.phrase_after(sentence, at + 1)
            end = at if at > start else end
            break
    source = source or sources.find_main_subject(sentence, cue.first)
    return ReportedClause(((start, end),), source, "attitude") if start < end else None


def _about_subject(sentence: Sentence, cue: Cue, later: Sequence[Cue]) -> ReportedClause | None:
    """A statement whose subject is part of it: "the port seems to be open"."""
    subject = sources.find_subject(sentence, skip_left(sentence.kinds, cue.first, BEFORE_VERB))
    end = ends.end_of_content(sentence, cue.after, cue, later)
    if subject is None or end <= cue.after:
        return None
    return ReportedClause((subject, (cue.after, end)), None, cue.use)
