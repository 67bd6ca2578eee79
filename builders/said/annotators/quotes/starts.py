"""Where the content after a cue begins: after "that", recipients and adverbials (Q5)."""

from __future__ import annotations

import re
from typing import NamedTuple

from said.annotators.quotes.clauses import (
    begins_predicate,
    ends_in_verb,
    is_clause,
    is_other_verb,
    must_be_clause,
)
from said.annotators.quotes.cues import Cue
from said.annotators.quotes.lexemes import listed, speakers, verbs
from said.annotators.quotes.nounphrases import IN_MAY, phrase_after
from said.annotators.quotes.reading import Sentence
from said.annotators.quotes.recipients import (
    behind_adjunct,
    behind_recipient,
    end_of_recipient,
    infinitive_of_recipient,
)
from said.annotators.quotes.times import behind_time
from said.text.classes import BREAKS, FINITE, PHRASE_STARTS, SUBORDINATING, Pos

_NOTHING_BEHIND = frozenset({Pos.STOP, Pos.SEMICOLON, Pos.CLOSING_BRACKET, Pos.COMMA, Pos.DASH})
_NO_THAT_BEHIND = BREAKS | SUBORDINATING | FINITE | {Pos.DASH, Pos.MARK}
_SUBJECT_LEADS = frozenset({Pos.DETERMINER, Pos.NAME, Pos.SUBJECT})
_BEFORE_ASKED = frozenset({"on", "upon", "with"})
_BEFORE_QUESTION = frozenset({"about", "on", "over"})
_BEFORE_RELATIVE = PHRASE_STARTS | {Pos.NUMBER, Pos.MARK}
_OBJECT_STARTS = _BEFORE_RELATIVE | {Pos.OBJECT, Pos.GERUND}
_BEFORE_OBJECT = frozenset({"about", "against", "for", "of", "on", "over"})
_TIME_LEADS = frozenset({"after", "before", "since", "until"})
_LED_BY_TIME = re.compile(r"b")
_BEFORE_ADVERBIAL = frozenset({"at", "by", "during", "from", "in", "up"})
_SIGNS_BEHIND = BREAKS | {Pos.COMMA, Pos.DASH}
_BEHIND_DEMONSTRATIVE = frozenset({"", Pos.PREPOSITION})
_ASIDE = Pos.COMMA + Pos.DETERMINER
_DEMONSTRATED = frozenset({Pos.WORD, Pos.PREPOSITION, Pos.NUMBER, Pos.NAME, Pos.DETERMINER})
_REACH = 16
_LEADS_ADVERBIAL = frozenset(
    {Pos.PREPOSITION, Pos.SUBORDINATOR, Pos.GERUND, Pos.QUESTION_WORD, Pos.ADVERB}
)
_BEHIND_THAT_TIME = frozenset({"", Pos.STOP, Pos.COMMA, Pos.THAT, Pos.PREPOSITION})
_INSERTION = 8
_INDIRECT = frozenset(
    {"how", "what", "when", "where", "whether", "who", "whom", "why", "if", "which"}
)
_IS = frozenset({"is", "was", "were"})


class Start(NamedTuple):
    """The place of the first word of a content, and the rule that found it."""

    place: int
    rule: str


def find_start(sentence: Sentence, cue: Cue, attitudes: bool) -> Start | None:
    """Where the content behind a cue begins; None if nothing is reported there. With `attitudes`
    objects count as content, too."""
    kinds = sentence.kinds
    at = behind_time(sentence, _behind_agent(sentence, cue))
    that = _that(sentence, cue, at)
    if that is not None:
        return Start(_behind_comma(sentence, that + 1), "that")
    if at >= len(kinds) or kinds[at] in _NOTHING_BEHIND or sentence.words[at] == "otherwise":
        return None
    if kinds[at] == Pos.COLON:
        return Start(at + 1, "behind colon") if at + 1 < len(kinds) else None
    asked = _behind_topic(sentence, at)
    if _is_indirect(sentence, asked):
        return Start(asked, "indirect question")
    is_said = cue.use == "passive" and cue.verb.clause
    takes_objects = attitudes and (
        cue.verb.lemma not in listed("without an object") or sentence.words[at] in ("about", "of")
    )
    may_ask = cue.verb.infinitive and sentence.words[at] in _BEFORE_ASKED
    to = infinitive_of_recipient(sentence, at) if may_ask or kinds[at] == Pos.TO else at
    not_to = kinds[at] == Pos.TO and sentence.words[at - 1] == "not" and cue.is_saying
    if (
        not_to
        or (may_ask and to > at)
        or (kinds[at] == Pos.TO and (cue.verb.infinitive or is_said or takes_objects))
    ):
        return Start(_with_negation(sentence, to, cue.after), "infinitive")
    if cue.verb.recipient:
        start = _told(sentence, cue, at)
        if start is not None:
            return Start(start, "behind recipient")
        if not takes_objects:
            return None
    if cue.verb.clause and not cue.verb.attitude:
        clause = _clause_near(sentence, at)
        if clause is None and must_be_clause(sentence, cue, at):
            clause = at
        if clause is not None:
            return Start(clause, "clause")
        is_object = kinds[at] in _OBJECT_STARTS or sentence.words[at] in _BEFORE_OBJECT
        if not takes_objects or not is_object:
            return None
    return _object_start(sentence, at) if takes_objects else None


def _behind_agent(sentence: Sentence, cue: Cue) -> int:
    """The token behind a cue, and behind who asks, of a passive: "asked by Lind whether"."""
    if cue.use != "passive":
        return cue.after
    at = behind_time(sentence, cue.after)
    by = sentence.words[at : at + 1] == ["by"]
    agent = phrase_after(sentence, at + 1) if by else None
    return agent[1] if agent else cue.after


def _object_start(sentence: Sentence, at: int) -> Start | None:
    """Where an object begins: not at an adverbial."""
    kinds = sentence.kinds
    if kinds[at] == Pos.COORDINATOR or sentence.words[at] in _BEFORE_ADVERBIAL:
        return None
    behind_preposition = kinds[at] == Pos.PREPOSITION and at + 1 < len(kinds)
    return Start(at + 1 if behind_preposition else at, "object")


def _behind_topic(sentence: Sentence, at: int) -> int:
    """Behind the words that lead to a question: "on whether", "as to why"; else `at`."""
    words = sentence.words
    if words[at] == "as" and words[at + 1 : at + 2] == ["to"]:
        return at + 2
    return at + (words[at] in _BEFORE_QUESTION)


def _is_indirect(sentence: Sentence, at: int) -> bool:
    """Whether a token leads an indirect question."""
    return sentence.kinds[at : at + 1] in SUBORDINATING and sentence.words[at] in _INDIRECT


def _told(sentence: Sentence, cue: Cue, at: int) -> int | None:
    """The first word of what the recipients are told."""
    start = behind_recipient(sentence, at)
    kind = Pos.AUXILIARY if start is None else sentence.kinds[start : start + 1]
    if kind == Pos.AUXILIARY and is_clause(sentence, at):
        return at  # nobody is told: "warned the pier was shut"
    if start is None or not kind:
        return None
    if kind == Pos.TO:
        return _with_negation(sentence, start, at) if cue.verb.infinitive else None
    start = _behind_topic(sentence, start) if kind == Pos.PREPOSITION else start
    told = kind == Pos.FREE or _is_indirect(sentence, start) or is_clause(sentence, start)
    return start if told else None


def _with_negation(sentence: Sentence, to: int, floor: int) -> int:
    """Where an infinitive begins with what denies it: "not to sail", "never to return"."""
    first = to
    while first > floor and sentence.words[first - 1] in ("not", "never", "only"):
        first -= 1
    return first


def _that(sentence: Sentence, cue: Cue, at: int) -> int | None:
    """The complementiser that belongs to a cue, after recipients or an adverbial."""
    kinds = sentence.kinds
    that = kinds.find(Pos.THAT, at, at + _REACH)
    if that >= 0 and _is_time(sentence, that):
        that = kinds.find(Pos.THAT, that + 1, at + _REACH)
    if that < 0 or kinds[that + 1 : that + 2] in ("", Pos.STOP):
        return None
    if kinds[that + 1] == Pos.COMMA and _behind_comma(sentence, that + 1) == that + 1:
        return None
    comma = _before_insertion(sentence, at, that)
    if comma is not None:
        return that if comma == at or end_of_recipient(sentence, at) == comma else None
    if kinds[at] in _NOTHING_BEHIND:
        return None
    in_relative = sentence.words[cue.first - 1 : cue.first] == ["who"]
    if kinds[at] == Pos.TO and cue.verb.infinitive and _ASIDE in kinds[at:that]:
        return None  # "vowed to stay, a plan that"
    if that == at and kinds[that + 1] == Pos.AUXILIARY and sentence.words[that + 1] in _IS:
        return that - 1  # said that was a lie
    if that == at and _is_demonstrative(sentence, that, in_relative):
        return None
    between = kinds[at:that]
    to = kinds.find(Pos.TO, at, that)
    acts = to > 0 and sentence.words[to + 1] in verbs()  # "called on the crew to say that"
    comma = kinds.find(Pos.COMMA, at, that)
    joined = kinds.find(Pos.COMMA + Pos.COORDINATOR, at, that)
    acts = acts or (joined > 0 and kinds[joined + 2] in _SUBJECT_LEADS)  # "…, and Lind says that"
    acts = acts or (comma > 0 and begins_predicate(sentence, comma + 1))  # "speaking there, said"
    acts = acts or any(is_other_verb(sentence, place) for place in range(at, that))
    between = _LED_BY_TIME.sub("", between) if sentence.words[at] in _TIME_LEADS else between
    apart = (
        acts
        or between.count(Pos.COMMA) > 2
        or (_NO_THAT_BEHIND.intersection(_without_adjectives(between)))
    )
    return None if apart or _is_relative(sentence, cue, at, that) else that


def _is_time(sentence: Sentence, that: int) -> bool:
    """Whether "that" tells which time a sentence speaks of: "wrote to us that evening"."""
    behind = sentence.kinds[that + 2 : that + 3]
    time = sentence.words[that + 1 : that + 2]
    is_unit = time != [] and time[0] in listed("units of time") | listed("parts of a day")
    return is_unit and behind in _BEHIND_THAT_TIME


def _behind_comma(sentence: Sentence, at: int) -> int:
    """Behind the comma of an adverbial between commas that leads what "that" introduces: "that, in
    her view, the pier was safe"; else the token itself."""
    kinds = sentence.kinds
    if kinds[at : at + 1] != Pos.COMMA or kinds[at + 1 : at + 2] not in _LEADS_ADVERBIAL:
        return at
    comma = kinds.find(Pos.COMMA, at + 1, at + _INSERTION)
    return at + 1 if comma > 0 and is_clause(sentence, comma + 1) else at


def _before_insertion(sentence: Sentence, at: int, that: int) -> int | None:
    """The comma before an attribution in commas between a cue and "that": "told her, she says,
    that"; None if there is none."""
    kinds, words = sentence.kinds, sentence.words
    comma = kinds.rfind(Pos.COMMA, at, that - 1)
    if comma < 0 or kinds[that - 1] != Pos.COMMA or that - comma > _INSERTION:
        return None
    if comma == at and kinds[at + 1] == Pos.VERB:  # proposed, seconded by Lind, that
        return comma
    inserted = (verbs().get(word) for word in words[comma + 1 : that - 1])
    return comma if any(verb and verb.clause for verb in inserted) else None


def _is_demonstrative(sentence: Sentence, that: int, in_relative: bool) -> bool:
    """Whether "that" and the noun behind it are an object: "who wrote that song in May, said",
    "who wrote that song said"."""
    kinds = sentence.kinds
    if in_relative and kinds[that + 1] == Pos.WORD and is_other_verb(sentence, that + 2):
        return sentence.words[that + 1] not in speakers()
    end = next((to for to in range(that + 1, len(kinds)) if kinds[to] in _SIGNS_BEHIND), len(kinds))
    phrase = kinds[that + 1 : end].replace(IN_MAY, Pos.PREPOSITION)
    return (
        phrase[:1] == Pos.WORD
        and phrase[1:2] in _BEHIND_DEMONSTRATIVE
        and _DEMONSTRATED.issuperset(phrase)
        and not sentence.words[that + 1].endswith("s")
    )


def _without_adjectives(kinds: str) -> str:
    """Classes without those of forms in -ed that are adjectives: "a packed meeting"."""
    return kinds.replace(Pos.DETERMINER + Pos.VERB, Pos.DETERMINER)


def _is_relative(sentence: Sentence, cue: Cue, at: int, that: int) -> bool:
    """Whether "that" begins a relative clause: behind an object, where nobody is told anything."""
    if sentence.kinds[at] not in _BEFORE_RELATIVE or at == that:
        return False
    if that == at + 1 and sentence.kinds[at] == Pos.WORD and not sentence.words[at].endswith("s"):
        return False  # "expressed alarm that"
    return not cue.verb.recipient or cue.verb.lemma in listed("requests")


def _clause_near(sentence: Sentence, at: int) -> int | None:
    """A clause that begins at a token or behind an adverbial that does."""
    is_singular = sentence.words[at] in listed("singular determiners")
    if is_clause(sentence, at) or (is_singular and ends_in_verb(sentence, at)):
        return at
    start = behind_adjunct(sentence, at)
    return start if start is not None and is_clause(sentence, start) else None
