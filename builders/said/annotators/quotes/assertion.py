"""Whether a text says that something was said: polarity and determinacy of a quote (Q14).

The words before a cue tell: its auxiliaries and negations, the verb that an infinitive hangs on,
a subject such as "nobody", and what leads the clause. `status` joins what each of them says.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from said.annotators.quotes.cues import Cue, light_verb
from said.annotators.quotes.lexemes import listed
from said.annotators.quotes.nounphrases import Places
from said.annotators.quotes.reading import Sentence
from said.schema.records import Determinacy, Polarity
from said.text.classes import BEFORE_VERB, BREAKS, CONDITIONS, Pos

_BE = frozenset({"am", "are", "be", "been", "is", "was", "were", "'m", "'re", "'s"})
_NOT = frozenset({"cannot", "neither", "never", "nor", "not"})
_ONLY = frozenset({"just", "merely", "only", "simply"})
_INABILITY = frozenset({"can", "can't", "cannot", "could", "couldn't", "would", "wouldn't"})
"""With a negation these tell that nothing was said: "would not say" (Q14)."""
_PAST_MODALS = frozenset({"could", "would"})
"""With "only" these tell that something was said: "would say only that"."""
_INSTEAD = frozenset({"without", "instead of", "rather than", "short of"})
_NOBODY = frozenset({"no", "nobody", "none", "neither", "nor"})
_FIRST_WORDS = frozenset({"'ll", "to", "yet", *(phrase.split()[0] for phrase in _INSTEAD)})
_REACH = 8
"""Words from an infinitive back to what it hangs on: "urged the head of the port to say"."""
_CLAUSE_STARTS = BREAKS | {Pos.COMMA, Pos.DASH, Pos.COORDINATOR, Pos.THAT, Pos.OPENING_BRACKET}


class Status(NamedTuple):
    """What a text says of an act of saying."""

    polarity: Polarity = "positive"
    determinacy: Determinacy = "determinate"


_SAID = Status()


class _Said(NamedTuple):
    """What some of the words around a cue say of the act."""

    negative: bool = False
    indeterminate: bool = False


def find_status(sentence: Sentence, cue: Cue, source: Places | None) -> Status:
    """The polarity and determinacy of what a cue attributes."""
    if cue.use == "phrase" or (
        sentence.words[-1] != "?" and _telling_words().isdisjoint(sentence.words[: cue.after + 3])
    ):
        return _SAID
    verb = _verb_of(sentence, cue)
    group = _group_before(sentence, verb)
    subject = _by_subject(sentence, cue, source)
    parts = [
        _by_auxiliaries(sentence, group, verb, subject.negative),
        _by_governor(sentence, group),
        subject,
        _by_clause(sentence, _clause_before(sentence, group, source), cue),
    ]
    joined = _joined_to(sentence, group, verb)
    if joined is not None:
        parts.append(joined)
    negative = any(part.negative for part in parts)
    indeterminate = any(part.indeterminate for part in parts)
    return Status(
        "negative" if negative else "positive",
        "indeterminate" if indeterminate else "determinate",
    )


@cache
def _telling_words() -> frozenset[str]:
    """Words of which one is there wherever something is not simply said."""
    lists = (listed("modals"), listed("unsaid"), _NOT, CONDITIONS, _NOBODY, _FIRST_WORDS)
    return frozenset(
        {*(word for words in lists for word in words),
         *(word for word in listed("auxiliaries") if word.endswith("n't"))}
    )  # fmt: skip


def cue_places(sentence: Sentence, cue: Cue) -> tuple[Places, ...]:
    """The tokens of a cue with what denies it, if something does: "did <not say>", "<declined to
    say>", "<without saying>" (Q7)."""
    first = _denial(sentence, cue)
    if first is None:
        return (cue.span,)
    behind = first + 1
    while sentence.kinds[behind] in (Pos.TO, Pos.PREPOSITION):
        behind += 1
    return ((first, cue.after),) if behind == cue.first else ((first, behind), cue.span)


def _denial(sentence: Sentence, cue: Cue) -> int | None:
    """The first token of what denies a cue directly before it."""
    kinds, words = sentence.kinds, sentence.words
    place = cue.first - 1
    while place >= 0 and kinds[place] == Pos.ADVERB:
        if words[place] in ("not", "never"):
            return place
        place -= 1
    if cue.use == "participle" and place >= 0:
        for first in (place, place - 1):
            if " ".join(words[max(0, first) : place + 1]) in _INSTEAD:
                return max(0, first)
    to = place if place > 0 and kinds[place] == Pos.TO else 0
    if to and words[to - 1] in listed("unsaid"):
        own = _group_before(sentence, to - 1)
        return None if _is_negated(words[own : to - 1]) else to - 1
    return None


def _verb_of(sentence: Sentence, cue: Cue) -> int:
    """The place of the verb: of a noun with a verb that gives voice to it, that verb (Q7)."""
    light = light_verb(sentence, cue.first) if cue.use == "noun" else None
    return cue.first if light is None else light


def _group_before(sentence: Sentence, verb: int) -> int:
    """Where the auxiliaries and adverbs before a verb begin."""
    first = verb
    while (
        first
        and not _is_may(sentence, first - 1)
        and (
            sentence.kinds[first - 1] in BEFORE_VERB
            or sentence.words[first - 1] in _NOT
            or sentence.words[first - 2 : first] == ["not", "yet"]
            or sentence.words[first - 2 : first] == ["no", "longer"]
            or sentence.words[first - 1 : first + 1] == ["no", "longer"]
        )
    ):
        first -= 1
    return first


def _is_may(sentence: Sentence, at: int) -> bool:
    """Whether a token is the month: on 4 May."""
    before = sentence.kinds[at - 1 : at] if at else ""
    return sentence.words[at] == "may" and before in (Pos.NUMBER, Pos.PREPOSITION)


def _is_negation(word: str) -> bool:
    return word in _NOT or word.endswith("n't")


def _is_negated(words: Sequence[str]) -> bool:
    """Whether some words before a verb deny it; "not only" does not."""
    pairs = pairwise((*words, ""))
    return any(_is_negation(word) and then not in _ONLY for word, then in pairs)


def _by_auxiliaries(sentence: Sentence, first: int, verb: int, denied: bool = False) -> _Said:
    """Auxiliaries and negations: "did not say", "will say", "has not yet said". `denied` says
    whether the subject is nobody: "nobody could say"."""
    words = sentence.words[first:verb]
    negative = _is_negated(words) or words[-2:] == ["no", "longer"]
    modals = {word for word in words if word in listed("modals") or word == "'ll"}
    only = "only" in sentence.words[first : verb + 2] and modals <= _PAST_MODALS
    if only or ((negative or denied) and modals <= _INABILITY):
        modals = set()
    pending = negative and "yet" in sentence.words[first : verb + 3]
    return _Said(negative, bool(modals) or pending)


def _by_governor(sentence: Sentence, first: int) -> _Said:
    """What an infinitive or a participle hangs on: "declined to say", "is expected to say"."""
    words, kinds = sentence.words, sentence.kinds
    before = first - 1
    if before < 0:
        return _Said()
    if words[before] in _INSTEAD or " ".join(words[max(0, before - 1) : first]) in _INSTEAD:
        return _Said(negative=True)
    if words[before] in listed("unsaid") and kinds[first : first + 1] == Pos.GERUND:
        return _Said(negative=True)
    if kinds[before] != Pos.TO:
        return _Said()
    negated = _is_negated(words[first : first + 1])
    at = before - 1
    if at >= 0 and words[at] == "yet":
        return _Said(negative=True, indeterminate=True)
    if at >= 0 and words[at] in _BE:
        return _Said(indeterminate=True)
    own = _group_before(sentence, at)
    if at >= 0 and words[at] in listed("unsaid"):
        return _Said(negative=not _is_negated(words[own:at]))
    if at >= 0 and words[at] in listed("still to be said"):
        return _Said(_is_negated(words[own:at]), indeterminate=True)
    if at >= 0 and words[at] in listed("said in the end"):
        return _Said(negative=_is_negated(words[own:at]))
    asked = _asked_before(sentence, at)
    return _Said(negated and asked, asked)


def _asked_before(sentence: Sentence, at: int) -> bool:
    """Whether a verb of asking stands before those who are asked: "urged Lind to admit that"."""
    words, asking = sentence.words, listed("asked to say")
    for place in range(at, max(-1, at - _REACH), -1):
        if sentence.kinds[place] in _CLAUSE_STARTS:
            return False
        if words[place] in asking or " ".join(words[place : place + 2]) in asking:
            return True
    return False


def _by_subject(sentence: Sentence, cue: Cue, source: Places | None) -> _Said:
    """A subject that is nobody: "nobody said", "neither Lind nor Berg said", "no warning that"."""
    words = sentence.words
    if cue.use == "noun":
        place = cue.first - 1
        while place >= 0 and sentence.kinds[place] in (Pos.ADVERB, Pos.WORD):
            place -= 1
        return _Said(negative=place >= 0 and words[place] == "no")
    if source is None:
        return _Said()
    first = source[0]
    of_two = words[max(0, first - 2) : source[1]]
    leads = words[first] in ("no", "nobody", "none", "neither") or "nor" in of_two
    return _Said(negative=leads or words[max(0, first - 1) : first] in (["no"], ["neither"]))


def _clause_before(sentence: Sentence, group: int, source: Places | None) -> int:
    """Where the clause of a verb begins: with its subject, if that stands before it."""
    if source is None or source[0] >= group or Pos.COMMA in sentence.kinds[source[1] : group]:
        return group
    return source[0]


def _by_clause(sentence: Sentence, first: int, cue: Cue) -> _Said:
    """A condition or a question: "if Lind says", "Did Lind say …?"."""
    words, kinds = sentence.words, sentence.kinds
    place = first - 1
    if place >= 0 and words[place] in CONDITIONS:
        return _Said(indeterminate=True)
    asks = (
        cue.use == "finite"
        and words[-1] == "?"
        and place >= 0
        and kinds[place] == Pos.AUXILIARY
        and (place == 0 or kinds[place - 1] in _CLAUSE_STARTS)
    )
    return _Said(asks and _is_negation(words[place]), asks)


def _joined_to(sentence: Sentence, first: int, verb: int) -> _Said | None:
    """What holds of the verb before is said of this one too: "did not confirm or deny that"."""
    words = sentence.words
    if first != verb or first < 2 or words[first - 1] not in ("or", "nor"):
        return None
    if words[first - 1] == "nor":
        return _Said(negative=True)
    before = _group_before(sentence, first - 2)
    if before == first - 2:
        return _by_governor(sentence, before)
    return _by_auxiliaries(sentence, before, first - 2)
