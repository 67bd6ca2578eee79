"""Whether a word of attribution ("claims", "report") is used as a verb or as a noun.

Annotator and check ask the same question here. Where the words beside it do not tell, the annotator
takes the word for a noun, as it looks for what is sure, and the check for a verb, as it must miss
little.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from said.lexicon import word_set
from said.text.classes import NOMINAL, NOUNS, PRONOUNS, SUBORDINATING, Pos, skip_left

# A verb follows these.
_LEADS_VERB = frozenset({Pos.SUBJECT, Pos.AUXILIARY, Pos.TO, Pos.QUESTION_WORD, Pos.THAT})
# What a verb reports, or whom it tells, begins with these.
_COMPLEMENT = (
    PRONOUNS | SUBORDINATING | {Pos.THAT, Pos.DETERMINER, Pos.NAME, Pos.FREE, Pos.MARK, Pos.TO}
)
FORMS_OF_BE = frozenset(
    {"am", "is", "are", "was", "were", "be", "been", "being", "'s", "'re", "'m"}
)
_BEFORE_ATTRIBUTE = frozenset({Pos.DETERMINER, Pos.PREPOSITION, Pos.NUMBER})
_BEFORE_AMOUNT = frozenset({"about", "around", "between", "over", "up", "well"})
_AMOUNT = frozenset({Pos.NUMBER, Pos.DETERMINER, Pos.TO, Pos.PREPOSITION})
_ENDS = frozenset({"", Pos.STOP})
_BEHIND_NOUN = frozenset({"", Pos.PREPOSITION, Pos.STOP, Pos.COMMA})
_VERBAL = frozenset({Pos.AUXILIARY, Pos.VERB, Pos.WORD, Pos.ADVERB})
_FORMS_OF_HAVE = frozenset({"had", "has", "have", "having"})
_OWN_PARTICIPLES = frozenset({"broadcast", "cast", "forecast", "read"})
_SUBJECTS = frozenset({"all", "both", "many", "most", "some"})
"""Determiners that can be the subject of a bare form: "many claim that"."""


class Use(Enum):
    """How a word is used, by the words beside it."""

    VERB = auto()
    NOUN = auto()
    UNCLEAR = auto()


def word_before(kinds: str, place: int) -> int:
    """The place of the last word before one, adverbs left out; -1 if there is none."""
    return skip_left(kinds, place, Pos.ADVERB) - 1


def use_of(words: Sequence[str], kinds: str, place: int, is_noun: bool, is_bare: bool) -> Use:
    """How a form of a verb of attribution is used, in a sentence of words and their classes.

    `is_noun` says whether the form can also be a noun, `is_bare` whether it has no ending.
    """
    before = word_before(kinds, place)
    if before >= 0 and (
        _is_owned(words, kinds, before, place) or words[before] in word_set("cues", "determiners")
    ):
        return Use.NOUN
    if not is_noun:
        in_phrase = before >= 0 and kinds[before] in _BEFORE_ATTRIBUTE
        is_attribute = in_phrase and kinds[place + 1 : place + 2] in NOUNS
        return Use.NOUN if is_attribute and words[place].endswith("ed") else Use.VERB
    if words[place].endswith("ing"):
        first = skip_left(kinds, place, NOMINAL)
        in_phrase = first > 0 and kinds[first - 1] == Pos.DETERMINER  # a German warning about
        about = first == place or kinds[place + 1 : place + 2] in _BEHIND_NOUN
        return Use.NOUN if in_phrase and about else Use.VERB
    if before >= 0:
        use = _use_by_word_before(words, kinds, before, place, is_bare)
        if use is not None:
            return use
        agrees = is_bare == words[before].endswith("s")
        leads_on = kinds[place + 1 : place + 2] in _VERBAL
        if agrees and leads_on and _is_in_relative_clause(words, kinds, before):
            return Use.VERB
    return _use_by_word_behind(words, kinds, before, place)


def _is_in_relative_clause(words: Sequence[str], kinds: str, before: int) -> bool:
    """Whether a noun phrase begins a relative clause: a drug that the firm claims cures."""
    first = skip_left(kinds, before + 1, NOMINAL)
    if first and kinds[first - 1] == Pos.DETERMINER:
        first -= 1
    return first > 1 and first <= before and words[first - 1] in ("that", "which", "who", "whom")


def _is_owned(words: Sequence[str], kinds: str, before: int, place: int) -> bool:
    """Whether a possessive directly precedes: the crew's claims, the pilots' claims."""
    if before != place - 1 or not before:
        return False
    if kinds[before] == Pos.POSSESSIVE:
        owner = words[before - 1]
        return kinds[before - 1] not in (Pos.SUBJECT, Pos.QUESTION_WORD) and owner not in word_set(
            "cues", "with is"
        )
    return words[before] in ("'", "’") and words[before - 1].endswith("s")


def _use_by_word_before(
    words: Sequence[str], kinds: str, before: int, place: int, is_bare: bool
) -> Use | None:
    """The use that the word before tells; None if it tells nothing."""
    word, kind = words[before], kinds[before]
    directly = before == place - 1
    if kind == Pos.PREPOSITION or word in word_set("cues", "prepositions"):
        return Use.NOUN
    if words[place + 1 : place + 2] == ["of"]:
        return Use.NOUN
    if kind == Pos.DETERMINER and word in _SUBJECTS and is_bare:
        return Use.VERB
    if word == "this" and not is_bare and kinds[place + 1 : place + 2] in _COMPLEMENT:
        return Use.VERB
    if (
        kind == Pos.DETERMINER
        or (directly and word in word_set("cues", "before nouns"))
        or word in FORMS_OF_BE
    ):
        return Use.NOUN
    if is_bare and word in _FORMS_OF_HAVE and words[place] not in _OWN_PARTICIPLES:
        return Use.NOUN  # "has support"
    if kind in _LEADS_VERB:
        return Use.VERB
    if not is_bare:
        return None
    if kind == Pos.NAME and kinds[place + 1 : place + 2] == Pos.THAT:
        return Use.UNCLEAR if words[place] in word_set("attribution", "nouns") else Use.VERB
    if _is_determined(words, kinds, place):
        return Use.NOUN
    # Rather a noun, as in "the harbour debate"; but in "police claim" a plural has no -s.
    is_singular = kind in NOUNS and not word.endswith("s") and not _is_last_of(kinds, before)
    return Use.UNCLEAR if is_singular else None


def _is_last_of(kinds: str, place: int) -> bool:
    """Whether a name or noun is the last of several: "Berg and Lind call"."""
    first = skip_left(kinds, place + 1, NOUNS)
    return first > 0 and kinds[first - 1] == Pos.COORDINATOR


def _is_determined(words: Sequence[str], kinds: str, place: int) -> bool:
    """Whether a singular determiner stands two or three words before, with nothing between that a
    bare form follows as a verb: a long post. A compound counts as more than that."""
    before = words[place - 1]
    if place < 2 or before in word_set("cues", "before verbs") or not before.isalnum():
        return False
    if words[place - 2] in word_set("cues", "singular determiners"):
        return True
    return (
        place > 2
        and kinds[place - 2].isalnum()
        and words[place - 3] in word_set("cues", "singular determiners")
    )


def _use_by_word_behind(words: Sequence[str], kinds: str, before: int, place: int) -> Use:
    kind = kinds[before] if before >= 0 else ""
    then = kinds[place + 1 : place + 2]
    if words[place + 1 : place + 2] == ["of"]:
        return Use.NOUN
    if not kind:
        return Use.VERB if then in (Pos.THAT, Pos.FREE) else Use.UNCLEAR
    if then == Pos.COLON:
        return Use.VERB if kind == Pos.NAME else Use.UNCLEAR
    if words[place + 1 : place + 2] and words[place + 1] in _BEFORE_AMOUNT:
        return Use.VERB if kinds[place + 2 : place + 3] in _AMOUNT else Use.UNCLEAR
    if then in _ENDS and _ends_report(words, kinds, before, place):
        return Use.VERB
    if then in _COMPLEMENT or then == Pos.COMMA or (then == Pos.PREPOSITION and kind == Pos.NAME):
        return Use.VERB
    return Use.UNCLEAR


def _ends_report(words: Sequence[str], kinds: str, before: int, place: int) -> bool:
    """Whether a form that ends the sentence agrees with a subject behind a comma: "…, the records
    show", "…, a survey shows"."""
    first = skip_left(kinds, place, NOUNS)
    led = first > 0 and kinds[first - 1] == Pos.DETERMINER
    comma = first - 1 - led
    if before != place - 1 or first == place or comma < 1 or kinds[comma] != Pos.COMMA:
        return False
    if words[place].endswith("s"):
        return led and words[first - 1] in word_set("cues", "singular determiners")
    return words[before].endswith("s")
