"""Where the content after a cue begins: after "that", recipients and adverbials (Q5)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from said.annotators.quotes.cues import Cue
from said.annotators.quotes.lexemes import listed, speakers, verbs
from said.annotators.quotes.nounphrases import IN_MAY, phrase_after
from said.annotators.quotes.reading import Sentence
from said.annotators.quotes.sources import is_verb_in_s
from said.annotators.quotes.times import behind_leading_time
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

_NOTHING_BEHIND = frozenset({Pos.STOP, Pos.SEMICOLON, Pos.CLOSING_BRACKET, Pos.COMMA, Pos.DASH})
_NO_THAT_BEHIND = BREAKS | SUBORDINATING | FINITE | {Pos.DASH, Pos.MARK}
_SUBJECT_LEADS = frozenset({Pos.DETERMINER, Pos.NAME, Pos.SUBJECT})
_SUBJECT_STARTS = PHRASE_STARTS | {Pos.NUMBER, Pos.GERUND, Pos.MARK}
_NAMES_AND_OWNERS = frozenset({Pos.NAME, Pos.POSSESSIVE})
_NOUN_PARTS = frozenset({Pos.WORD, Pos.NUMBER, Pos.VERB})
_RECIPIENT_PARTS = NOMINAL | {Pos.DETERMINER}
_BEFORE_ASKED = frozenset({"on", "upon", "with"})
_BEFORE_QUESTION = frozenset({"about", "on", "over"})
_LEADS_PEOPLE = frozenset({Pos.DETERMINER, Pos.NAME, Pos.OBJECT})
_CLAUSE_BEHIND_RECIPIENT = frozenset({Pos.SUBJECT, Pos.DETERMINER})
_RECIPIENT_PHRASE = NOMINAL | {Pos.DETERMINER, Pos.OBJECT}
_RECIPIENT_STARTS = frozenset({Pos.DETERMINER, Pos.NAME, Pos.NUMBER})
_BEHIND_ADJUNCT = PHRASE_STARTS | {Pos.SUBJECT, Pos.THAT, Pos.TO}

_BEFORE_RELATIVE = PHRASE_STARTS | {Pos.NUMBER, Pos.MARK}
_OBJECT_STARTS = _BEFORE_RELATIVE | {Pos.OBJECT, Pos.GERUND}
_BEFORE_OBJECT = frozenset({"about", "against", "for", "of", "on", "over"})
_BREAKS_SUBJECT = BREAKS | {Pos.DASH}
_NO_TIME = BREAKS | {Pos.THAT, Pos.TO, Pos.SUBJECT, Pos.OBJECT, Pos.COMMA, Pos.MARK}
_ADJECTIVE = Pos.DETERMINER + Pos.VERB
_TIME_LEADS = frozenset({"after", "before", "since", "until"})
_LED_BY_TIME = re.compile(r"b")
_BEFORE_ADVERBIAL = frozenset({"at", "by", "during", "from", "in", "up"})
_MODIFIED = NOMINAL | {Pos.DETERMINER, Pos.MARK, Pos.SUBJECT}

_SIGNS_BEHIND = BREAKS | {Pos.COMMA, Pos.DASH}
_BEHIND_DEMONSTRATIVE = frozenset({"", Pos.PREPOSITION})
_ASIDE = Pos.COMMA + Pos.DETERMINER
_DEMONSTRATED = frozenset({Pos.WORD, Pos.PREPOSITION, Pos.NUMBER, Pos.NAME, Pos.DETERMINER})
_NO_OBJECT = BREAKS | FINITE | {"", Pos.COMMA}
_NO_VERB_BEFORE = BREAKS | FINITE | {Pos.COMMA, Pos.WORD, Pos.POSSESSIVE, Pos.COORDINATOR}

_REACH = 16
_SUBJECT = 30
_BARE_RECIPIENT = 3
_TIME = 6
_RECIPIENT = 10
_INSERTION = 8
_ADJUNCT = 14
_INDIRECT = frozenset(
    {"how", "what", "when", "where", "whether", "who", "whom", "why", "if", "which"}
)
# A preposition and its noun phrase, by the characters of `Pos`: of a noun and a name the name is
# taken to begin a clause.
_THIRD_PERSON = re.compile(r"[^siu]s\Z")
_VERB_BEHIND_NOUN = re.compile(r"[dN0'a]*[nN]+(?:p[d0]?n)?n(?=[dpaO0g])")
_PHRASE = re.compile(r"p[d0g]*(?:[N'0]*n+(?=N)|[nN'0]*)")


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
        return Start(that + 1, "that")
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
    to = _infinitive_of_recipient(sentence, at) if may_ask or kinds[at] == Pos.TO else at
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
        if clause is None and _must_be_clause(sentence, cue, at):
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


def may_be_clause(sentence: Sentence, at: int) -> bool:
    """Whether a clause begins at a token, also if its verb is no word that is known as one: of two
    nouns before an object the second is a verb ("patients wait for hours")."""
    if is_clause(sentence, at):
        return True
    at = behind_quantity(sentence, at)
    starts = sentence.kinds[at : at + 1] in _BEFORE_RELATIVE
    return starts and _VERB_BEHIND_NOUN.match(sentence.kinds, at) is not None


def _must_be_clause(sentence: Sentence, cue: Cue, at: int) -> bool:
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
    ) or (kinds[at] == Pos.DETERMINER and _ends_in_verb(sentence, at))


def _ends_in_verb(sentence: Sentence, at: int) -> bool:
    """Whether the form in -s that ends a sentence is the verb of a singular noun: "an agreement
    exists"."""
    kinds, words = sentence.kinds, sentence.words
    verb = skip_right(kinds, at + 1, NOMINAL) - 1
    ends = kinds[verb + 1 : verb + 2] in ("", Pos.STOP) and kinds[verb] == Pos.WORD
    return ends and verb > at + 1 and _THIRD_PERSON.search(words[verb]) is not None


def _clause_near(sentence: Sentence, at: int) -> int | None:
    """A clause that begins at a token or behind an adverbial that does."""
    is_singular = sentence.words[at] in listed("singular determiners")
    if is_clause(sentence, at) or (is_singular and _ends_in_verb(sentence, at)):
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
        return _with_negation(sentence, start, at) if cue.verb.infinitive else None
    start = _behind_topic(sentence, start) if kind == Pos.PREPOSITION else start
    told = kind == Pos.FREE or _is_indirect(sentence, start) or is_clause(sentence, start)
    return start if told else None


def is_finite(sentence: Sentence, at: int) -> bool:
    """Whether a token is a finite verb where a clause without a subject may begin."""
    kind = sentence.kinds[at : at + 1]
    if kind in FINITE:
        return True
    then = sentence.kinds[at + 1 : at + 2]
    return kind == Pos.WORD and sentence.words[at].endswith("s") and then not in _NO_OBJECT


def _infinitive_of_recipient(sentence: Sentence, to: int) -> int:
    """The "to" of the infinitive behind those who are asked: "appealed to fans to stay", "called on
    fans to stay"; else the token itself."""
    kinds = sentence.kinds
    after = skip_right(kinds, to + 1, _RECIPIENT_PHRASE)
    second = skip_right(kinds, after, Pos.ADVERB)
    is_people = kinds[to + 1 : to + 2] in _LEADS_PEOPLE or sentence.words[after - 1].endswith("s")
    return second if is_people and after > to + 1 and kinds[second : second + 1] == Pos.TO else to


def _with_negation(sentence: Sentence, to: int, floor: int) -> int:
    """Where an infinitive begins with what denies it: "not to sail", "never to return"."""
    first = to
    while first > floor and sentence.words[first - 1] in ("not", "never", "only"):
        first -= 1
    return first


def behind_time(sentence: Sentence, at: int) -> int:
    """Behind adverbs and times that go with the saying."""
    kinds, words = sentence.kinds, sentence.words
    while at < len(kinds):
        time = _end_of_time(sentence, at)
        if time > at:
            at = time
        elif words[at] == "on" and at + 1 < len(kinds) and words[at + 1] in listed("days"):
            at = _end_of_time(sentence, at + 1)
        elif kinds[at] == Pos.ADVERB and at + 1 < len(kinds) and not _modifies(sentence, at):
            at += 1
        else:
            break
    return at


def _end_of_time(sentence: Sentence, at: int) -> int:
    """Behind a time that begins at a token: "Friday", "last month", "two days earlier"; that token
    if none does."""
    words = sentence.words
    if sentence.kinds[at] in _NO_TIME:
        return at
    if words[at] in listed("weekdays") and words[at + 1 : at + 2]:
        return at + 1 + (words[at + 1] in listed("parts of a day"))
    end = behind_leading_time(sentence, at, min(at + _TIME, len(sentence.kinds)))
    if end > at or words[at] not in listed("days"):
        return end
    modifies = words[at] == "overnight" and sentence.kinds[at + 1 : at + 2] == Pos.WORD
    return at if modifies else at + 1


def _modifies(sentence: Sentence, at: int) -> bool:
    """Whether an adverb belongs to the phrase behind it: "nearly half", "even staff"."""
    if sentence.words[at] not in listed("focus adverbs"):
        return False
    return sentence.kinds[at + 1 : at + 2] in _MODIFIED or behind_quantity(sentence, at) > at


def behind_quantity(sentence: Sentence, at: int) -> int:
    """Behind words that begin an amount: "up to", "at least", "more than"; `at` if none do."""
    words = sentence.words
    if at >= len(words) or words[at] not in _amount_leads():
        return at
    for length in (3, 2, 1):
        end = at + length
        if end < len(words) and " ".join(words[at:end]) in listed("before amounts"):
            amount = words[end + 1 : end + 2] if words[end] == "a" else words[end : end + 1]
            is_amount = sentence.kinds[end] == Pos.NUMBER or listed("amounts").issuperset(amount)
            return end if is_amount else at
    return at


@cache
def _amount_leads() -> frozenset[str]:
    """The first of the words that begin an amount."""
    return frozenset(phrase.split()[0] for phrase in listed("before amounts"))


def _that(sentence: Sentence, cue: Cue, at: int) -> int | None:
    """The complementiser that belongs to a cue, after recipients or an adverbial."""
    kinds = sentence.kinds
    that = kinds.find(Pos.THAT, at, at + _REACH)
    if that < 0 or kinds[that + 1 : that + 2] in ("", Pos.STOP, Pos.COMMA):
        return None
    comma = _before_insertion(sentence, at, that)
    if comma is not None:
        return that if comma == at or _end_of_recipient(sentence, at) == comma else None
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
    acts = acts or (comma > 0 and _begins_predicate(sentence, comma + 1))  # "speaking there, said"
    acts = acts or any(_is_other_verb(sentence, place) for place in range(at, that))
    between = _LED_BY_TIME.sub("", between) if sentence.words[at] in _TIME_LEADS else between
    apart = (
        acts
        or between.count(Pos.COMMA) > 2
        or (_NO_THAT_BEHIND.intersection(_without_adjectives(between)))
    )
    return None if apart or _is_relative(sentence, cue, at, that) else that


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
    if in_relative and kinds[that + 1] == Pos.WORD and _is_other_verb(sentence, that + 2):
        return sentence.words[that + 1] not in speakers()
    end = next((to for to in range(that + 1, len(kinds)) if kinds[to] in _SIGNS_BEHIND), len(kinds))
    phrase = kinds[that + 1 : end].replace(IN_MAY, Pos.PREPOSITION)
    return (
        phrase[:1] == Pos.WORD
        and phrase[1:2] in _BEHIND_DEMONSTRATIVE
        and _DEMONSTRATED.issuperset(phrase)
        and not sentence.words[that + 1].endswith("s")
    )


def _is_other_verb(sentence: Sentence, place: int) -> bool:
    """Whether a token is a verb of saying that can be nothing else."""
    is_word = sentence.kinds[place : place + 1] == Pos.WORD
    verb = verbs().get(sentence.words[place]) if is_word else None
    return verb is not None and verb.clause and not verb.noun and not verb.attitude


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
            kind == Pos.COORDINATOR and _begins_predicate(sentence, place + 1)
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


def _begins_predicate(sentence: Sentence, at: int) -> bool:
    """Whether a second verb of the same subject, or another clause, begins behind a coordinator."""
    at = skip_right(sentence.kinds, at, Pos.ADVERB)
    kind = sentence.kinds[at : at + 1]
    if kind in FINITE or kind == Pos.SUBJECT:
        return True
    verb = verbs().get(sentence.words[at]) if kind == Pos.WORD else None
    return verb is not None and not verb.noun


def behind_recipient(sentence: Sentence, at: int) -> int | None:
    """Behind those who are told: a pronoun, a name, a noun phrase; None if nobody is."""
    after = _end_of_recipient(sentence, at)
    if at == after:
        return _behind_bare_recipient(sentence, at)
    at = behind_time(sentence, after)
    start = _behind_adjunct(sentence, at)
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


def _end_of_recipient(sentence: Sentence, first: int) -> int:
    """The token after those who are told, who are named from a token on; that one if nobody is."""
    if sentence.kinds[first] == Pos.OBJECT or sentence.words[first] in _TOLD:
        return first + 1
    if sentence.words[first] in _ANYBODY:
        to = sentence.kinds.find(Pos.TO, first, first + _RECIPIENT)
        return to if to > 0 else first + 1
    limit = min(len(sentence.kinds), first + _RECIPIENT)
    at = first
    while at < limit and _is_told(sentence, at, first):
        at += 1
    return at


_IS = frozenset({"is", "was", "were"})
_ANYBODY = frozenset({"anybody", "anyone", "everybody", "nobody", "somebody", "someone"})
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
