"""Subjects: who says what a verb, a participle or a noun reports, by the classes of the words."""

from __future__ import annotations

from itertools import pairwise

from said.annotators.quotes.lexemes import listed
from said.annotators.quotes.nounphrases import (
    BEFORE_INSERTION,
    CLAUSE_BOUNDS,
    IN_MAY,
    SUBJECT_LEADS,
    Places,
    phrase_after,
    phrase_before,
)
from said.annotators.quotes.reading import Sentence
from said.annotators.quotes.times import time_before
from said.text.classes import (
    BEFORE_VERB,
    BREAKS,
    FINITE,
    NOMINAL,
    NOUNS,
    PRONOUNS,
    SUBORDINATING,
    Pos,
    has_finite,
    skip_left,
    skip_right,
)

_ADJUNCT_LEADS = frozenset({Pos.PREPOSITION, Pos.SUBORDINATOR})
_LEADS = _ADJUNCT_LEADS | {Pos.COORDINATOR, Pos.ADVERB}
_BEFORE_PREDICATE = NOMINAL | PRONOUNS | {Pos.ADVERB, Pos.COMMA, Pos.DASH, Pos.CLOSING_BRACKET}
_COMPLEMENT_STARTS = PRONOUNS | {
    Pos.DETERMINER, Pos.THAT, Pos.QUESTION_WORD, Pos.NAME, Pos.ADVERB, Pos.GERUND, Pos.NUMBER
}  # fmt: skip
_OWNED = frozenset({Pos.ADVERB, Pos.WORD, Pos.NUMBER})
_ENDS_PHRASE = NOMINAL | {Pos.DETERMINER, Pos.GERUND, Pos.OBJECT}


_INSERTED = 45
_FAR = 40
_MATES = {Pos.COMMA: Pos.COMMA, Pos.DASH: Pos.DASH, Pos.CLOSING_BRACKET: Pos.OPENING_BRACKET}
_IN_PARTICIPLE_PHRASE = NOMINAL | {Pos.DETERMINER, Pos.PREPOSITION}
_FLOATING = frozenset({
    "all", "both", "each", "first", "herself", "himself", "itself", "once", "since", "themselves"
})  # fmt: skip
"""Words that may separate a subject from its verb: "the two captains both said"."""
_RELATIVE_WORDS = frozenset({"that", "which", "who", "whose"})
_RELATIVE_SUBJECTS = frozenset({"that", "which", "who"})
_CLAUSE_STARTS = SUBORDINATING | {
    Pos.COORDINATOR, Pos.THAT, Pos.FREE, Pos.MARK, Pos.DASH, Pos.STOP, Pos.CLOSING_BRACKET,
    Pos.COLON, Pos.SEMICOLON
}  # fmt: skip
_BEFORE_SUBJECT = _CLAUSE_STARTS | {Pos.COMMA}
_BEFORE_TOLD = frozenset({Pos.VERB, Pos.PREPOSITION, Pos.WORD, Pos.GERUND})


def find_subject(sentence: Sentence, verb: int) -> Places | None:
    """The phrase before a finite verb that is its subject, None if there is none."""
    after = _behind_subject(sentence, verb)
    if not after:
        return None
    kinds = sentence.kinds
    if kinds.endswith(Pos.COMMA + Pos.MARK, 0, after):  # “Scandal,” said
        after -= 1
    if kinds[after - 1] in _MATES:
        return _before_insertion(sentence, after - 1)
    found = phrase_before(sentence, after)
    if found is None or kinds[found[1] - 1] not in _ENDS_PHRASE:
        return found
    behind_relative = _before_relative_clause(sentence, found[0], after)
    return behind_relative or _before_participle_phrase(sentence, found[0]) or found


def _before_relative_clause(sentence: Sentence, first: int, after: int) -> Places | None:
    """The subject with a relative clause behind it, of which the last noun phrase begins at
    `first`: "a nurse who treated the driver said"."""
    kinds = sentence.kinds
    verb = skip_left(kinds, first, _IN_PARTICIPLE_PHRASE) - 1
    if verb < 2 or kinds[verb] not in FINITE:
        return None
    who = skip_left(kinds, verb, BEFORE_VERB) - 1
    if who < 1 or sentence.words[who] not in _RELATIVE_SUBJECTS or kinds[who - 1] not in NOMINAL:
        return None
    found = phrase_before(sentence, who)
    return (found[0], after) if found else None


def _before_participle_phrase(sentence: Sentence, first: int) -> Places | None:
    """The subject that a participle and its phrase part from the verb, of which the last noun
    phrase begins at a token: "a report published in June said"."""
    kinds = sentence.kinds
    verb = skip_left(kinds, first, _IN_PARTICIPLE_PHRASE) - 1
    is_apart = verb + 1 < first or kinds[first] == Pos.NUMBER  # "minutes dated 6 May state"
    if verb < 1 or not is_apart or kinds[verb] != Pos.VERB or kinds[verb - 1] not in NOUNS:
        return None
    found = phrase_before(sentence, verb)
    leads = found is not None and (not found[0] or kinds[found[0] - 1] in _BEFORE_SUBJECT)
    return found if leads else None


def _behind_subject(sentence: Sentence, verb: int) -> int:
    """The place behind the subject of a verb: before the auxiliaries, adverbs and times that
    separate them ("Lind on Friday also", "he's")."""
    kinds = sentence.kinds
    after = verb
    while after:
        start = time_before(sentence, after)
        if start < after:
            after = start - (sentence.words[start - 1 : start] == ["on"])
        elif kinds.endswith(IN_MAY, 0, after):
            after -= 2
        elif (
            kinds[after - 1] in BEFORE_VERB
            or kinds[after - 1] == Pos.POSSESSIVE
            or (sentence.words[after - 1] in _FLOATING and after > 1)
        ):
            after -= 1
        elif kinds.endswith(Pos.AUXILIARY + Pos.PREPOSITION + Pos.WORD, 0, after):
            after -= 2  # have in particular noted
        else:
            break
    return after


def is_joined(sentence: Sentence, verb: int) -> bool:
    """Whether a verb without a subject of its own is joined to another: "left and has said"."""
    after = skip_left(sentence.kinds, verb, BEFORE_VERB)
    return after > 0 and sentence.kinds[after - 1] in (Pos.COORDINATOR, Pos.COMMA)


def _before_insertion(sentence: Sentence, at: int) -> Places | None:
    """The subject before what is set off by commas, dashes or brackets: "Lind, 51, a pilot,
    said". Of several phrases, each before a comma, it is the one that begins the clause."""
    kinds = sentence.kinds
    mate = _MATES[kinds[at]]
    best: Places | None = None
    for place in range(at - 1, max(0, at - _INSERTED), -1):
        if kinds[place] in BREAKS:
            break
        if kinds[place] != mate:
            continue
        if kinds[place - 1] == Pos.SUBJECT:
            return best or (place - 1, place)
        is_phrase = kinds[place - 1] in BEFORE_INSERTION
        found = phrase_before(sentence, place) if is_phrase else None
        if found is None:
            continue
        found = _before_relative_clause(sentence, found[0], place) or found
        if _is_inside(sentence, found):
            continue
        best = found[0], at
        if kinds[found[0] - 1 : found[0]] != Pos.COMMA:
            break
    return best


def _is_inside(sentence: Sentence, found: Places) -> bool:
    """Whether a phrase before a comma is no subject, but an age, a time, or a part of what is set
    off ("Lind, who sails to Norrvik, said") or of the clause before."""
    first, after = found
    kinds = sentence.kinds[first:after]
    if Pos.NUMBER in kinds and not NOUNS.intersection(kinds):
        return True
    if sentence.words[first] == "aged" or time_before(sentence, after) == first:
        return True
    if any(one in NOUNS and then == Pos.DETERMINER for one, then in pairwise(kinds)):
        return True
    before = sentence.kinds[first - 1 : first]
    return before not in ("", Pos.COMMA) and before not in _CLAUSE_STARTS


def before_participle(sentence: Sentence, at: int) -> Places | None:
    """The noun phrase directly before a participle: "a company claiming to"; but not the object of
    a verb, whose subject speaks: "Lind published a story saying that"."""
    kinds = sentence.kinds
    after = skip_left(kinds, at, {Pos.ADVERB})
    if not after or kinds[after - 1] not in NOUNS:
        return None
    found = phrase_before(sentence, after)
    if found is None or not found[0]:
        return found
    if after < at and sentence.words[found[0] - 1] != "with":
        return None  # "at one point even saying"
    is_object = kinds[found[0] - 1] == Pos.VERB and sentence.words[at] != "reading"
    return None if is_object and kinds[found[0]] != Pos.NAME else found


def before_infinitive(sentence: Sentence, verb: int) -> Places | None:
    """Who is told or made to do what an infinitive says: "forced her to admit", "prompted Anna Holm
    not to accuse"."""
    kinds = sentence.kinds
    to = kinds.rfind(Pos.TO, 0, verb)
    to = skip_left(kinds, to, {Pos.ADVERB})
    if to < 2:
        return None
    if kinds[to - 1] == Pos.OBJECT or sentence.words[to - 1] == "her":
        return (to - 1, to) if kinds[to - 2] in _BEFORE_TOLD else None
    first = skip_left(kinds, to, Pos.NAME)
    if 0 < first < to and kinds[first - 1] == Pos.VERB:
        return first, to
    first = skip_left(kinds, to, NOUNS)
    first -= first > 0 and kinds[first - 1] == Pos.DETERMINER
    return (first, to) if 0 < first < to and sentence.words[first - 1] == "for" else None


def find_user_of_marks(sentence: Sentence, mark: int) -> Places | None:
    """Who uses words in marks that no cue attributes: the subject of their clause, unless the words
    describe it ("the pier was “a danger”")."""
    before = skip_left(sentence.kinds, mark, {Pos.ADVERB})
    if not before or sentence.kinds[before - 1] == Pos.AUXILIARY:
        return None
    return find_main_subject(sentence, mark)


def find_beside_free(sentence: Sentence, first: int, after: int) -> Places | None:
    """Who may say free words without a cue, which begin and end at two tokens: who is named behind
    them, or the subject of the clause before them."""
    behind = sentence.kinds[after : after + 1]
    if behind in SUBJECT_LEADS and behind:
        return phrase_after(sentence, after)
    return find_main_subject(sentence, first) if first else None


def find_main_subject(sentence: Sentence, at: int) -> Places | None:
    """The subject of the clause that a participle or infinitive at a token belongs to: that of the
    last finite verb since the last marked words, or what the clause begins with."""
    kinds = sentence.kinds
    if _LEADS.issuperset(kinds[:at]):
        comma = max(kinds.find(Pos.COMMA), kinds.find(Pos.COMMA + Pos.MARK) + 1)
        return phrase_after(sentence, comma + 1) if 0 < comma < len(kinds) - 1 else None
    start = max(kinds.rfind(kind, 0, at) for kind in CLAUSE_BOUNDS) + 1
    start = _behind_leading_clause(kinds, start, at)
    for verb in range(at - 1, max(start, at - _FAR), -1):
        if not _is_predicate(sentence, verb):
            continue
        found = find_subject(sentence, verb)
        if found and found[0] >= start and _leads_clause(sentence, found):
            return found
    return _first_phrase(sentence, start, at)


def _leads_clause(sentence: Sentence, subject: Places) -> bool:
    """Whether a subject is that of a clause of its own, not of a relative clause or of what is said
    or is the reason."""
    first, after = subject
    if (
        sentence.kinds[after - 1] == Pos.QUESTION_WORD
        or sentence.words[after - 1] in _RELATIVE_WORDS
    ):
        return False
    return not first or sentence.kinds[first - 1] not in (Pos.THAT, Pos.QUESTION_WORD, Pos.VERB)


def _behind_leading_clause(kinds: str, start: int, at: int) -> int:
    """Where the main clause begins: behind "As the day went on,"."""
    if kinds[start] != Pos.SUBORDINATOR:
        return start
    comma = kinds.find(Pos.COMMA, start, at)
    behind = kinds[comma + 1 : at]
    return comma + 1 if comma > 0 and behind[:1] in SUBJECT_LEADS and has_finite(behind) else start


def _is_predicate(sentence: Sentence, at: int) -> bool:
    """Whether a token is a finite verb behind a possible subject."""
    kind, before = sentence.kinds[at], sentence.kinds[at - 1]
    if kind == Pos.WORD:
        return before == Pos.NAME and is_verb_in_s(sentence, at)
    return kind in FINITE and before in _BEFORE_PREDICATE


def is_verb_in_s(sentence: Sentence, at: int) -> bool:
    """Whether a form in -s behind a name is its verb: "Lind sails the boat"."""
    then = sentence.kinds[at + 1 : at + 2]
    return sentence.words[at].endswith("s") and then in _COMPLEMENT_STARTS


def _first_phrase(sentence: Sentence, start: int, end: int) -> Places | None:
    """The first noun phrase of a clause."""
    if sentence.kinds[start + 1 : start + 2] == Pos.COMMA and sentence.words[start].endswith("ly"):
        start += 2  # Publicly, the pilot
    for at in range(start, end):
        if sentence.kinds[at] in SUBJECT_LEADS and not (
            at > start and sentence.kinds[at - 1] == Pos.PREPOSITION
        ):
            found = phrase_after(sentence, at)
            return with_name(sentence, found) if found and found[1] <= end else None
    return None


def with_name(sentence: Sentence, places: Places) -> Places:
    """A phrase with the name in apposition to it: "the pilot, Jonas Berg,"."""
    kinds = sentence.kinds
    after = skip_right(kinds, places[1] + 1, Pos.NAME)
    if kinds[after : after + 2] == Pos.PREPOSITION + Pos.NAME:  # Homes for Harrow
        after = skip_right(kinds, after + 1, Pos.NAME)
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
