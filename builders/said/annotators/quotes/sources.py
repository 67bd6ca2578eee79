"""The source phrase of a cue: the subject to its left, or the noun phrase to its right."""

from __future__ import annotations

from said.annotators.quotes.lexemes import listed
from said.annotators.quotes.reading import Sentence
from said.text.classes import (
    BEFORE_VERB,
    BREAKS,
    FINITE,
    NOMINAL,
    NOUNS,
    PHRASE_STARTS,
    PRONOUNS,
    SIGNS,
    Pos,
    skip_left,
    skip_right,
)

CLAUSE_BOUNDS = frozenset({Pos.SEMICOLON, Pos.COLON, Pos.FREE})
_NO_LIST = CLAUSE_BOUNDS | FINITE | {Pos.SUBJECT}
_AFTER_TO = PHRASE_STARTS | {Pos.NUMBER}
_BEFORE_PARTICIPLE = frozenset({Pos.DETERMINER, Pos.ADVERB, Pos.POSSESSIVE})
_AFTER_PARTICIPLE = NOUNS | {Pos.VERB}
_AFTER_ADVERB = PHRASE_STARTS | {Pos.NUMBER, Pos.VERB}
_SECOND_OF_TWO = NOMINAL | {Pos.DETERMINER}
_WITH_NAME = frozenset({Pos.NAME, Pos.DETERMINER})
_ADJUNCT_STARTS = frozenset({Pos.PREPOSITION, Pos.GERUND, Pos.ADVERB, Pos.COORDINATOR})
_SUBJECT_HEADS = frozenset({Pos.DETERMINER, Pos.SUBJECT})
_INSIDE_PHRASE = frozenset({Pos.PREPOSITION, Pos.GERUND, Pos.POSSESSIVE, Pos.DETERMINER})
_BEFORE_INSERTION = NOMINAL | {Pos.OBJECT}
_ADJUNCT_LEADS = frozenset({Pos.PREPOSITION, Pos.SUBORDINATOR})
_LEADS = _ADJUNCT_LEADS | {Pos.COORDINATOR, Pos.ADVERB}
_BEFORE_PREDICATE = NOMINAL | PRONOUNS | {Pos.ADVERB, Pos.COMMA, Pos.DASH, Pos.CLOSING_BRACKET}
_COMPLEMENT_STARTS = PRONOUNS | {
    Pos.DETERMINER, Pos.THAT, Pos.QUESTION_WORD, Pos.NAME, Pos.ADVERB, Pos.GERUND, Pos.NUMBER
}  # fmt: skip
_SUBJECT_LEADS = frozenset({Pos.NAME, Pos.DETERMINER, Pos.SUBJECT})
_OWNED = frozenset({Pos.ADVERB, Pos.WORD, Pos.NUMBER})
_LEADS_ON = frozenset({Pos.PREPOSITION, Pos.COORDINATOR, Pos.DETERMINER})
_BEFORE_ADJECTIVE = frozenset({Pos.DETERMINER, Pos.ADVERB})

_NO_OBJECT = BREAKS | FINITE | {"", Pos.COMMA}
_NO_NOUN = SIGNS | {""}

Places = tuple[int, int]
"""First token and the one after the last, in a sentence."""

_LONGEST = 25
_INSERTED = 30
_MATES = {Pos.COMMA: Pos.COMMA, Pos.DASH: Pos.DASH, Pos.CLOSING_BRACKET: Pos.OPENING_BRACKET}
_ABOUT = frozenset({"about", "around", "over", "under"})
_SEPARATE = frozenset({"all", "herself", "himself", "itself", "since", "themselves"})
_MANY = frozenset({"everyone", "others", "someone"})


def find_subject(sentence: Sentence, verb: int) -> Places | None:
    """The phrase before a finite verb that is its subject, None if there is none."""
    kinds = sentence.kinds
    after = verb
    while after and (kinds[after - 1] in BEFORE_VERB or _stands_between(sentence, after - 1)):
        after -= 1
    if not after:
        return None
    if kinds[max(0, after - 2) : after] == Pos.COMMA + Pos.MARK:  # “Scandal,” said
        after -= 1
    if kinds[after - 1] in _MATES:
        return _before_insertion(sentence, after - 1)
    return phrase_before(sentence, after)


def _stands_between(sentence: Sentence, at: int) -> bool:
    """Whether a word other than an adverb may separate a subject from its verb: a day, "all",
    "himself", the 's of "he's saying"."""
    word, days = sentence.words[at], listed("weekdays")
    if word == "'s" and sentence.kinds[at - 1 : at] == Pos.SUBJECT:
        return True
    before_day = word == "on" and sentence.words[at + 1] in days
    return word in _SEPARATE or word in days or before_day


def phrase_before(sentence: Sentence, after: int) -> Places | None:
    """The noun phrase that ends before a token."""
    last = sentence.kinds[after - 1]
    if last == Pos.SUBJECT:
        return after - 1, after
    if last == Pos.QUESTION_WORD:
        return _relative(sentence, after - 1)
    if last == Pos.THAT and sentence.kinds[after - 2 : after - 1] in NOUNS:
        found = phrase_before(sentence, after - 1)  # "a report that says"
        return (found[0], after) if found else None
    first = after
    floor = max(0, after - _LONGEST)
    while first > floor and _leads_on(sentence, first - 1, after):
        first -= 1
    if first > floor and sentence.words[first - 1] in _MANY:
        first -= 1
    if first == after:
        return None
    return _with_others(sentence, _without_adjunct(sentence, first, after)), after


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
        return True
    if kind == Pos.DETERMINER:
        return word != "half"
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
    return False


def _joins(sentence: Sentence, at: int) -> bool:
    """Whether a coordinator joins two names or nouns, not two clauses."""
    kinds = sentence.kinds
    if sentence.words[at] != "and" or not at:
        return False
    left, right = kinds[at - 1], kinds[at + 1]
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
    is_set_off = before > 0 and kinds[before - 1] in _BEFORE_INSERTION
    found = phrase_before(sentence, before) if is_set_off else None
    return (found[0], at + 1) if found else (at, at + 1)


def _before_insertion(sentence: Sentence, at: int) -> Places | None:
    """The subject before what is set off by commas, dashes or brackets: "Lind, a pilot, said"."""
    kinds = sentence.kinds
    mate = _MATES[kinds[at]]
    for place in range(at - 1, max(0, at - _INSERTED), -1):
        kind, before = kinds[place], kinds[place - 1]
        if kind in BREAKS:
            return None
        if kind != mate:
            continue
        if before in _BEFORE_INSERTION:
            found = phrase_before(sentence, place)
            return (found[0], at) if found else None
        if before == Pos.SUBJECT:
            return place - 1, place
    return None


def before_participle(sentence: Sentence, at: int) -> Places | None:
    """The noun phrase directly before a participle: "a company claiming to"."""
    after = skip_left(sentence.kinds, at, Pos.ADVERB)
    if not after or sentence.kinds[after - 1] not in NOUNS:
        return None
    found = phrase_before(sentence, after)
    if found and after < at and sentence.words[found[0] - 1] != "with":
        return None  # "at one point even saying"
    return found


def find_main_subject(sentence: Sentence, at: int) -> Places | None:
    """The subject of the clause that a participle or infinitive at a token belongs to: that of the
    first finite verb since the last marked words, or what the clause begins with."""
    kinds = sentence.kinds
    if _LEADS.issuperset(kinds[:at]):
        comma = max(kinds.find(Pos.COMMA), kinds.find(Pos.COMMA + Pos.MARK) + 1)
        return phrase_after(sentence, comma + 1) if 0 < comma < len(kinds) - 1 else None
    start = max(kinds.rfind(kind, 0, at) for kind in CLAUSE_BOUNDS) + 1
    start = _behind_leading_clause(kinds, start, at)
    for verb in range(start + 1, min(at, start + _LONGEST)):
        if not _is_predicate(sentence, verb):
            continue
        found = find_subject(sentence, verb)
        if found and found[0] >= start and kinds[found[1] - 1] != Pos.QUESTION_WORD:
            return found
    return _first_phrase(sentence, start, at)


def _behind_leading_clause(kinds: str, start: int, at: int) -> int:
    """Where the main clause begins: behind "As the day went on,"."""
    if kinds[start] != Pos.SUBORDINATOR:
        return start
    comma = kinds.find(Pos.COMMA, start, at)
    behind = kinds[comma + 1 : at]
    return comma + 1 if comma > 0 and behind[:1] in _SUBJECT_LEADS and _has_verb(behind) else start


def _has_verb(kinds: str) -> bool:
    return any(kind in FINITE for kind in kinds)


def _is_predicate(sentence: Sentence, at: int) -> bool:
    """Whether a token is a finite verb behind a possible subject."""
    kind, before = sentence.kinds[at], sentence.kinds[at - 1]
    if kind == Pos.WORD:
        return before == Pos.NAME and is_verb_in_s(sentence, at)
    return kind in FINITE and before in _BEFORE_PREDICATE


def is_finite(sentence: Sentence, at: int) -> bool:
    """Whether a token is a finite verb where a clause without a subject may begin."""
    kind = sentence.kinds[at : at + 1]
    if kind in FINITE:
        return True
    then = sentence.kinds[at + 1 : at + 2]
    return kind == Pos.WORD and sentence.words[at].endswith("s") and then not in _NO_OBJECT


def is_verb_in_s(sentence: Sentence, at: int) -> bool:
    """Whether a form in -s behind a name is its verb: "Lind sails the boat"."""
    then = sentence.kinds[at + 1 : at + 2]
    return sentence.words[at].endswith("s") and then in _COMPLEMENT_STARTS


def _first_phrase(sentence: Sentence, start: int, end: int) -> Places | None:
    """The first noun phrase of a clause."""
    for at in range(start, end):
        if sentence.kinds[at] in _SUBJECT_LEADS and not (
            at > start and sentence.kinds[at - 1] == Pos.PREPOSITION
        ):
            found = phrase_after(sentence, at)
            return with_name(sentence, found) if found and found[1] <= end else None
    return None


def with_name(sentence: Sentence, places: Places) -> Places:
    """A phrase with the name in apposition to it: "the pilot, Jonas Berg,"."""
    kinds = sentence.kinds
    after = skip_right(kinds, places[1] + 1, Pos.NAME)
    ends = kinds[after : after + 1] in (Pos.COMMA, Pos.STOP, "")
    is_name = set(kinds[slice(*places)]) == {Pos.NAME}
    named = not is_name and kinds[places[1] : places[1] + 2] == Pos.COMMA + Pos.NAME and ends
    return (places[0], after) if named else places


def find_owner(sentence: Sentence, at: int) -> Places | None:
    """Whose a noun is: "Lind's claim", "his claim"."""
    kinds, words = sentence.kinds, sentence.words
    place = skip_left(kinds, at, _OWNED) - 1
    if place < 0:
        return None
    if words[place] in ("his", "her", "their", "my", "our", "its"):
        return place, place + 1
    if kinds[place] == Pos.POSSESSIVE and place:
        return phrase_before(sentence, place)
    return None


def find_circle(sentence: Sentence, end: int) -> Places | None:
    """Among whom something is said, before a token: "in the fishing trade there are fears that"."""
    for at in range(end - 1):
        word = sentence.words[at]
        if word not in ("among", "in", "within"):
            continue
        found = phrase_after(sentence, at + 1)
        if found and found[1] <= end:
            head = sentence.words[found[1] - 1]
            if word == "among" or head in listed("circles"):
                return found
    return None


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
    return (first, after) if after > first else None


def _goes_on(sentence: Sentence, at: int, first: int) -> bool:
    """Whether a token belongs to the noun phrase before it, which begins at `first`."""
    kinds, word = sentence.kinds, sentence.words[at]
    kind = kinds[at]
    if kind in NOMINAL:
        return True
    if at == first:
        return kind == Pos.DETERMINER
    before, then = kinds[at - 1], kinds[at + 1 : at + 2]
    match kind:
        case Pos.DETERMINER:
            return before in _LEADS_ON or (word == "such" and then == Pos.SUBORDINATOR)
        case Pos.SUBORDINATOR:
            return word == "as" and sentence.words[at - 1] == "such"
        case Pos.PREPOSITION:
            if word in ("of", "for", "from", "with", "within", "inside"):
                return then in PHRASE_STARTS
            return word in ("at", "in") and then in NOUNS
        case Pos.COORDINATOR:
            return word == "and" and then in _WITH_NAME
        case Pos.VERB:
            return before in _BEFORE_ADJECTIVE
        case Pos.GERUND:
            return before in _BEFORE_ADJECTIVE and then in NOUNS
        case Pos.ADVERB:
            return before == Pos.DETERMINER
    return False
