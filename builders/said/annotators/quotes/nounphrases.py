"""Noun phrases by the classes of their words: the one that ends before a token, and the one that
begins at it."""

from __future__ import annotations

from said.annotators.quotes.lexemes import listed
from said.annotators.quotes.reading import Sentence
from said.annotators.quotes.times import behind_leading_time
from said.text.classes import (
    FINITE,
    NOMINAL,
    NOUNS,
    PHRASE_STARTS,
    PRONOUNS,
    SIGNS,
    Pos,
    skip_left,
)

IN_MAY = Pos.PREPOSITION + Pos.AUXILIARY
"""The classes of "in May"."""
SUBJECT_LEADS = frozenset({Pos.NAME, Pos.DETERMINER, Pos.SUBJECT})
"""What a noun phrase begins with that may be a subject."""
CLAUSE_BOUNDS = frozenset({Pos.SEMICOLON, Pos.COLON, Pos.FREE})
_NO_LIST = CLAUSE_BOUNDS | FINITE | {Pos.SUBJECT}
_AFTER_TO = PHRASE_STARTS | {Pos.NUMBER}
_BEFORE_PARTICIPLE = frozenset({Pos.DETERMINER, Pos.ADVERB, Pos.POSSESSIVE})
_AFTER_PARTICIPLE = NOUNS | {Pos.VERB}
_AFTER_ADVERB = PHRASE_STARTS | {Pos.NUMBER, Pos.VERB}
_SECOND_OF_TWO = NOMINAL | {Pos.DETERMINER}
_WITH_NAME = frozenset({Pos.NAME, Pos.DETERMINER})
_EITHER_CASE = frozenset({"it", "you"})
_QUANTIFIERS = frozenset({Pos.DETERMINER, Pos.NUMBER})
_ADJUNCT_STARTS = frozenset({Pos.PREPOSITION, Pos.GERUND, Pos.ADVERB, Pos.COORDINATOR})
_SUBJECT_HEADS = frozenset({Pos.DETERMINER, Pos.SUBJECT})
_INSIDE_PHRASE = frozenset({Pos.PREPOSITION, Pos.GERUND, Pos.POSSESSIVE, Pos.DETERMINER})
BEFORE_INSERTION = NOMINAL | {Pos.OBJECT}
_LEADS_ON = frozenset({Pos.PREPOSITION, Pos.COORDINATOR, Pos.DETERMINER})
_BEFORE_NOUN_IN_ING = frozenset({Pos.DETERMINER, Pos.WORD, Pos.NAME, Pos.POSSESSIVE})
_BEFORE_ADJECTIVE = frozenset({Pos.DETERMINER, Pos.ADVERB})

_SUBJECT_PARTS = NOMINAL | {Pos.DETERMINER, Pos.PREPOSITION}
_BEFORE_SUBJECT = SIGNS | {Pos.THAT, Pos.SUBORDINATOR, Pos.FREE, Pos.MARK}

_NO_NOUN = SIGNS | {""}

Places = tuple[int, int]
"""First token and the one after the last, in a sentence."""

_LONGEST = 25
_ABOUT = frozenset({"about", "around", "over", "under"})
_ALONE = frozenset({"another", "both", "few", "many", "most", "one", "several", "some", "two"})
"""Determiners that are a phrase by themselves: said one, said one of them."""
_NAMED = frozenset({"called", "dubbed", "known", "named", "nicknamed"})
_MANY = frozenset({"everyone", "others", "someone"})
_MODAL_NAMES = frozenset({"may", "will"})
"""Modals that are also given names."""
_AMPERSAND = "&"
_PERCENT = "%"
_BEFORE_AMPERSAND = frozenset({Pos.NAME, Pos.COMMA})
_NOUN_LIKE = frozenset({Pos.DETERMINER, Pos.POSSESSIVE, Pos.NAME, Pos.WORD})
_BEFORE_BY = NOUNS | {Pos.VERB}


def phrase_before(sentence: Sentence, after: int) -> Places | None:
    """The noun phrase that ends before a token."""
    kinds = sentence.kinds
    last = kinds[after - 1]
    is_object = last == Pos.SUBJECT and sentence.words[after - 1] in _EITHER_CASE
    if last == Pos.SUBJECT and not (is_object and kinds[after - 2 : after - 1] == Pos.PREPOSITION):
        of_them = after > 2 and sentence.words[after - 2] == "of" and kinds[after - 3]
        return (after - 3 if of_them in _QUANTIFIERS else after - 1), after
    if last == Pos.QUESTION_WORD:
        return _relative(sentence, after - 1)
    if last == Pos.THAT and sentence.kinds[after - 2 : after - 1] in NOUNS:
        found = phrase_before(sentence, after - 1)  # "a report that says"
        if found and "with" in sentence.words[slice(*found)]:  # "a crate with a note that says"
            first = after - 1 - sentence.words[after - 2 : found[0] : -1].index("with") - 0
            found = (first, after)
        return (found[0], after) if found else None
    first = after
    floor = max(0, after - _LONGEST)
    if _ends_as_noun(sentence, after - 1):
        first -= 1
    while first > floor and _leads_on(sentence, first - 1, after):
        first -= 1
    if first > floor and sentence.words[first - 1] in _MANY:
        first -= 1
    if first == after:
        return None
    named = first - 1 - (sentence.words[first - 1] == "as") if first else 0
    if named > 0 and sentence.words[named] in _NAMED and sentence.kinds[named - 1] in NOUNS:
        return phrase_before(sentence, named)  # a docker nicknamed “the Eel”
    if first and kinds[first - 1 : first + 1] == Pos.SUBJECT + Pos.PREPOSITION:
        return first - 1, after  # "nobody at the port"
    first = _without_adjunct(sentence, behind_leading_time(sentence, first, after), after)
    return _with_others(sentence, first), after


def _ends_as_noun(sentence: Sentence, at: int) -> bool:
    """Whether a token that is no noun by itself ends a noun phrase: "the meeting", "those around
    him", "those surveyed"."""
    before = sentence.kinds[at - 1 : at] if at else ""
    match sentence.kinds[at]:
        case Pos.GERUND:
            return before in _NOUN_LIKE and before != ""
        case Pos.OBJECT | Pos.SUBJECT:
            return before == Pos.PREPOSITION
        case Pos.VERB:
            return sentence.words[at - 1 : at] == ["those"]
    return False


def _with_others(sentence: Sentence, first: int) -> int:
    """The first token of a phrase with what a comma and "and" join to it: "Maria Lind, a pilot,
    and Jonas Berg"."""
    kinds = sentence.kinds
    joins = Pos.COMMA + Pos.COORDINATOR + Pos.NAME
    if first < 4 or kinds[first - 2 : first + 1] != joins:
        return first
    comma = kinds.rfind(Pos.COMMA, 0, first - 2)
    if comma < 1 or kinds[comma - 1] != Pos.NAME or set(kinds[comma : first - 2]) & _NO_LIST:
        return first
    return skip_left(kinds, comma, Pos.NAME)


def _leads_on(sentence: Sentence, at: int, after: int) -> bool:
    """Whether a token belongs to the noun phrase behind it, which ends before `after`."""
    kinds, word = sentence.kinds, sentence.words[at]
    kind = kinds[at]
    if kind in NOMINAL:
        apart = kinds[at + 1 : at + 2] == Pos.DETERMINER and kind == Pos.WORD and at + 1 < after
        return not apart  # "a decision the port"
    if kind == Pos.DETERMINER:
        return word != "half" or at + 1 == after or sentence.words[at + 1] == "of"
    if kind == _PERCENT:
        return kinds[at - 1 : at] == Pos.NUMBER
    if at + 1 == after:
        return False
    then = kinds[at + 1]
    match kind:
        case Pos.PREPOSITION | Pos.GERUND:
            return True
        case Pos.TO:
            return then in _AFTER_TO
        case Pos.COORDINATOR:
            return _joins(sentence, at)
        case Pos.VERB:  # an adjective before its noun: "the disputed poll"
            return at > 0 and kinds[at - 1] in _BEFORE_PARTICIPLE and then in _AFTER_PARTICIPLE
        case Pos.SUBJECT:
            return word == "who"
        case Pos.ADVERB:
            return then in _AFTER_ADVERB and kinds[at - 1 : at] != Pos.COMMA
        case "&":
            return at > 0 and kinds[at - 1] in _BEFORE_AMPERSAND and then == Pos.NAME
        case Pos.COMMA:  # Moss, Tully & Co.
            return kinds[at - 1 : at + 3] == Pos.NAME + Pos.COMMA + Pos.NAME + _AMPERSAND
    return False


def _joins(sentence: Sentence, at: int) -> bool:
    """Whether a coordinator joins two names or nouns, not two clauses."""
    kinds = sentence.kinds
    if sentence.words[at] != "and" or not at:
        return False
    left, right = kinds[at - 1], kinds[at + 1]
    if left == Pos.WORD and right == Pos.DETERMINER:  # the union and the council
        first = skip_left(kinds, at, _SUBJECT_PARTS)
        return not first or kinds[first - 1] in _BEFORE_SUBJECT
    alike = (left == Pos.NAME) == (right in _WITH_NAME)
    return left in NOMINAL and right in _SECOND_OF_TWO and alike


def _without_adjunct(sentence: Sentence, first: int, after: int) -> int:
    """The first token of the subject behind an adverbial that leads the clause: "In May the"."""
    kinds = sentence.kinds
    counts = (
        kinds[first : first + 2] == Pos.PREPOSITION + Pos.NUMBER and sentence.words[first] in _ABOUT
    )
    if kinds[first] not in _ADJUNCT_STARTS or counts:
        return first
    for at in range(after - 1, first, -1):
        if kinds[at] in _SUBJECT_HEADS and kinds[at - 1] not in _INSIDE_PHRASE:
            return at
    at = after - 1
    while (
        at > first
        and kinds[at] in NOMINAL
        and kinds[at - 1 : at + 1] != Pos.PREPOSITION + Pos.NUMBER
    ):  # in 2016
        at -= 1
    return at + 1 if at + 1 < after else first


def _relative(sentence: Sentence, at: int) -> Places | None:
    """The antecedent of "who" or "which" together with it."""
    if sentence.words[at] not in ("who", "which"):
        return None
    kinds = sentence.kinds
    before = at - 1 if kinds[at - 1 : at] == Pos.COMMA else at
    is_set_off = before > 0 and kinds[before - 1] in BEFORE_INSERTION
    found = phrase_before(sentence, before) if is_set_off else None
    return (found[0], at + 1) if found else (at, at + 1)


def phrase_after(sentence: Sentence, first: int) -> Places | None:
    """The noun phrase that begins at a token, without appositions behind commas."""
    kinds = sentence.kinds
    limit = min(len(kinds), first + _LONGEST)
    if first >= limit:
        return None
    then = kinds[first + 1 : first + 2]
    if kinds[first] in PRONOUNS or (sentence.words[first] == "her" and then in _NO_NOUN):
        return first, first + 1
    after = first
    while after < limit and _goes_on(sentence, after, first):
        after += 1
    after = skip_left(kinds, after, _LEADS_ON)
    if after == first and sentence.words[first] in _ALONE:
        of_them = sentence.words[first + 1 : first + 2] == ["of"] and kinds[first + 2 : first + 3]
        after = first + 3 if of_them and of_them in PRONOUNS else first + 1
    return (first, after) if after > first else _pronominal(sentence, first)


def _pronominal(sentence: Sentence, first: int) -> Places | None:
    """A determiner that stands for its noun: "said another", "said the other"."""
    words = sentence.words
    after = first + (words[first] in ("the", "a", "an"))
    if words[after : after + 1] and words[after] in listed("pronominal determiners"):
        return first, after + 1
    return None


def _goes_on(sentence: Sentence, at: int, first: int) -> bool:
    """Whether a token belongs to the noun phrase before it, which begins at `first`."""
    kinds, word = sentence.kinds, sentence.words[at]
    kind = kinds[at]
    if kind in NOMINAL:
        return word not in _NAMED
    if at == first:
        is_name = word in _MODAL_NAMES and kinds[at + 1 : at + 2] == Pos.NAME
        is_title = kind == Pos.GERUND and word_after(sentence, at) in listed("officers")
        return kind == Pos.DETERMINER or is_name or is_title
    before, then = kinds[at - 1], kinds[at + 1 : at + 2]
    match kind:
        case Pos.DETERMINER:
            return before in _LEADS_ON or (word == "such" and then == Pos.SUBORDINATOR)
        case Pos.SUBORDINATOR:
            return word == "as" and sentence.words[at - 1] == "such"
        case Pos.PREPOSITION:
            return _has_complement(sentence, at)
        case Pos.COORDINATOR:
            return word == "and" and then in _WITH_NAME
        case Pos.VERB:
            is_participle = before in NOUNS and sentence.words[at + 1 : at + 2] == ["by"]
            return before in _BEFORE_ADJECTIVE or is_participle
        case Pos.GERUND:
            is_noun = word in listed("nouns in -ing") and before in _BEFORE_NOUN_IN_ING
            is_title = before in NOUNS and word_after(sentence, at) in listed("officers")
            return is_noun or is_title or (before in _BEFORE_ADJECTIVE and then in NOUNS)
        case Pos.ADVERB:
            return before == Pos.DETERMINER
        case Pos.OBJECT:
            return sentence.words[at - 1] == "of"
        case "&":
            return before == Pos.NAME and then == Pos.NAME
    return False


def word_after(sentence: Sentence, at: int) -> str:
    """The word behind a token; empty at the end of the sentence."""
    return sentence.words[at + 1] if at + 1 < len(sentence.words) else ""


def _has_complement(sentence: Sentence, at: int) -> bool:
    """Whether a preposition leads a complement of the noun before it."""
    word, before = sentence.words[at], sentence.kinds[at - 1]
    then = sentence.kinds[at + 1 : at + 2]
    match word:
        case "of":
            return then in PHRASE_STARTS or then == Pos.OBJECT
        case "for" | "from" | "with" | "within" | "inside":
            return then in PHRASE_STARTS
        case "by":
            return then in PHRASE_STARTS and before in _BEFORE_BY
        case "at" | "in":
            return then in NOUNS
    return False
