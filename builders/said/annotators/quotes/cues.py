"""Words that attribute: which verb forms, nouns and phrases of a sentence report somebody (Q2)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from said.annotators.quotes.lexemes import ATTITUDE, NOUN, PHRASE, Verb, listed, phrases, verbs
from said.annotators.quotes.reading import Sentence
from said.text.classes import BREAKS, FINITE, NOUNS, PRONOUNS, Pos
from said.text.cues import FORMS_OF_BE, Use, use_of, word_before

_CLAUSE_ENDS = BREAKS | {Pos.COMMA}
_NO_CLAUSE = FINITE | {"", Pos.STOP, Pos.COMMA}
_BEFORE_ADJECTIVE = NOUNS | PRONOUNS | {Pos.COMMA, Pos.COORDINATOR, Pos.OPENING_BRACKET}
_AFTER_SEEMING = frozenset({Pos.TO, Pos.ADVERB, Pos.WORD, Pos.DETERMINER})
_INFINITIVE = frozenset({Pos.WORD, Pos.AUXILIARY, Pos.ADVERB, Pos.VERB, Pos.MARK})
_IN_GIVER = NOUNS | {Pos.DETERMINER, Pos.POSSESSIVE, Pos.ADVERB, Pos.PREPOSITION, Pos.NUMBER}
_IN_SUBJECT = NOUNS | {Pos.DETERMINER, Pos.SUBJECT, Pos.ADVERB, Pos.AUXILIARY}
_CLOSED = frozenset({Pos.COMMA + Pos.MARK, Pos.MARK + Pos.COMMA})
_BEFORE_NOUN = frozenset({Pos.DETERMINER, Pos.ADVERB, Pos.WORD})


class Cue(NamedTuple):
    """A cue in a sentence: its tokens `first` to `after`, and how it is used: `finite`,
    `participle` (saying), `infinitive` (to say), `passive`, `noun` (a warning that) or `phrase`
    (according to); for the uses of an attitude see `attitudes`."""

    first: int
    after: int
    verb: Verb
    use: str

    @property
    def span(self) -> tuple[int, int]:
        """Its first token and the one after its last."""
        return self.first, self.after

    @property
    def is_saying(self) -> bool:
        """Whether it is a finite verb of communication that takes a clause."""
        return self.verb.clause and not self.verb.attitude and self.use == "finite"


def find_cues(sentence: Sentence, attitudes: bool = False) -> list[Cue]:
    """The cues of a sentence, by place; with `attitudes` those of attitudes, too."""
    may_attribute = _words(attitudes)
    needed = may_attribute if attitudes or _has_marks(sentence.kinds) else _saying_words()
    if needed.isdisjoint(sentence.words):
        return []
    places = [at for at, word in enumerate(sentence.words) if word in may_attribute]
    known, nouns = verbs(), listed("nouns")
    phrasal = {} if _in_phrases().isdisjoint(sentence.words) else phrases()
    found: list[Cue] = []
    for at in places:
        word = sentence.words[at]
        if attitudes:
            cue = _attitude_at(sentence, at)
            if cue:
                found.append(cue)
                continue
        if word in phrasal:
            cue = _phrase_at(sentence, at, phrasal[word])
            if cue:
                found.append(cue)
                continue
        if word == "per" and sentence.kinds[at + 1 : at + 2] in (Pos.NAME, Pos.DETERMINER):
            found.append(Cue(at, at + 1, PHRASE, "phrase"))
            continue
        verb = known.get(word)
        named = sentence.kinds[at] == Pos.NAME and at > 0 and not _is_titled(sentence.kinds)
        is_noun = word in nouns and not _is_called(found) and _carries(sentence, at)
        light = light_verb(sentence, at) if is_noun else None
        if verb and not named and light is None and _is_verb(sentence, at, verb):
            use = "passive" if _is_asked(sentence, at, verb) else _use(sentence, at)
            found.append(Cue(at, at + 1, verb, use))
        elif is_noun:
            if found and found[-1].first == light:
                found.pop()
            found.append(Cue(at, at + 1, NOUN, "noun"))
    return _outside_reported_marks(sentence, found) if Pos.MARK in sentence.kinds else found


def _outside_reported_marks(sentence: Sentence, found: list[Cue]) -> list[Cue]:
    """The cues but for the marked words that a phrase behind attributes: "Lind “knew it”, according
    to Berg"."""
    phrase = next((cue for cue in found if cue.use == "phrase"), None)
    if phrase is None or sentence.kinds[phrase.first - 2 : phrase.first] not in _CLOSED:
        return found
    kinds = sentence.kinds
    is_marked = [kinds.count(Pos.MARK, 0, cue.first) % 2 == 1 for cue in found]
    return [
        cue
        for cue, inside in zip(found, is_marked, strict=True)
        if not inside or cue.first > phrase.first
    ]


def _is_called(found: Sequence[Cue]) -> bool:
    """Whether the cue before says what something is called: called the report “pure invention”."""
    return bool(found) and found[-1].verb.lemma in listed("that name")


def _has_marks(kinds: str) -> bool:
    """Whether a sentence has marked words, or leads up to some: there a thought counts too (Q3)."""
    return Pos.MARK in kinds or Pos.FREE in kinds or kinds.endswith(Pos.COLON)


@cache
def _saying_words() -> frozenset[str]:
    """The words without one of which a sentence without marks reports nothing."""
    documents = listed("of documents")
    says = {form for form, verb in verbs().items() if not verb.attitude or verb.lemma in documents}
    return frozenset({*says, *_in_phrases(), *listed("nouns"), "per"})


@cache
def _in_phrases() -> frozenset[str]:
    """Words without one of which a sentence has no phrase: the longest of each, as the first one of
    "in the words of" is in most sentences."""
    return frozenset(
        max((first, *others), key=len)
        for first, options in phrases().items()
        for others, _ in options
    )


@cache
def _words(attitudes: bool) -> frozenset[str]:
    """All words that a cue can begin with."""
    words = {*verbs(), *phrases(), *listed("nouns"), "per"}
    if attitudes:
        words |= {*listed("seeming"), *listed("hearsay"), *listed("expectations")}
        pairs = listed("attitude adjectives") | listed("attitude nouns")
        words |= {pair.split()[0] for pair in pairs}
    return frozenset(words)


def _attitude_at(sentence: Sentence, at: int) -> Cue | None:
    """The cue of an attitude that begins at a token, if one does."""
    words = sentence.words
    word, then = words[at], words[at + 1] if at + 1 < len(words) else ""
    if word in listed("seeming") and sentence.kinds[at] != Pos.NAME:
        is_verb = sentence.kinds[at + 1 : at + 2] in _AFTER_SEEMING
        return Cue(at, at + 1, ATTITUDE, "seeming") if is_verb else None
    if word in listed("hearsay"):
        return Cue(at, at + 1, ATTITUDE, "hearsay")
    if word in listed("expectations") and then == "to":
        before = word_before(sentence.kinds, at)
        is_passive = before >= 0 and words[before] in FORMS_OF_BE
        return Cue(at, at + 1, ATTITUDE, "expected") if is_passive else None
    phrase = f"{word} {then}"
    if phrase in listed("attitude adjectives"):
        return Cue(at, at + 1, ATTITUDE, "adjective") if _is_predicative(sentence, at) else None
    if phrase not in listed("attitude nouns"):
        return None
    verb = verbs().get(word)
    is_noun = verb is None or not _is_verb(sentence, at, verb)
    return Cue(at, at + 1, ATTITUDE, "attitude") if is_noun else None


def _is_predicative(sentence: Sentence, at: int) -> bool:
    """Whether an adjective says what somebody is: behind a verb, or behind its noun."""
    before = word_before(sentence.kinds, at)
    if before < 0:
        return False
    return sentence.words[before] in listed("copulas") or (
        sentence.kinds[before] in _BEFORE_ADJECTIVE
    )


def light_verb(sentence: Sentence, noun: int) -> int | None:
    """The place of the verb that merely gives voice to a noun, if there is one (Q7)."""
    for at in range(noun - 1, max(-1, noun - 4), -1):
        if sentence.words[at] in listed("light verbs"):
            return at
        if sentence.kinds[at] not in _BEFORE_NOUN:
            return None
    return None


def _carries(sentence: Sentence, at: int) -> bool:
    """Whether the words after a noun say what it means: "a warning that", "concerns “…”"."""
    then = sentence.kinds[at + 1 : at + 2]
    if then == Pos.THAT:
        is_relative = sentence.kinds[at + 2 : at + 3] in _NO_CLAUSE or (
            sentence.words[at + 2] in listed("bare verbs")
        )
        return not is_relative and not _is_object(sentence, at)
    if find_that_from(sentence, at) is not None:
        return True
    if then in (Pos.FREE, Pos.MARK) or (
        then == Pos.DASH and sentence.kinds[at + 2 : at + 3] == Pos.FREE
    ):
        return True
    if then == Pos.COLON and sentence.kinds[at + 2 : at + 3] == Pos.FREE:
        return light_verb(sentence, at) is not None
    if then == Pos.TO:
        is_verb = sentence.kinds[at + 2 : at + 3] in _INFINITIVE
        return is_verb and sentence.words[at] in listed("nouns with an infinitive")
    return then == Pos.AUXILIARY and _that_marked(sentence.kinds, at) is not None


def find_that_from(sentence: Sentence, noun: int) -> int | None:
    """Where "that" stands behind a noun and whose it is: "a warning from the crew that"."""
    if sentence.words[noun + 1 : noun + 2] not in (["from"], ["by"], ["among"]):
        return None
    that = sentence.kinds.find(Pos.THAT, noun + 3, noun + _APART)
    if that < 0 or not _IN_GIVER.issuperset(sentence.kinds[noun + 2 : that]):
        return None
    verb = verbs().get(sentence.words[that - 1])  # "a statement from the port said that"
    return None if verb and not verb.noun else that


def _is_object(sentence: Sentence, at: int) -> bool:
    """Whether a noun is the object of a relative clause: "a claim that experts doubted"."""
    kinds = sentence.kinds
    end = next((to for to in range(at + 2, len(kinds)) if kinds[to] in _CLAUSE_ENDS), len(kinds))
    verb = verbs().get(sentence.words[end - 1]) if end - 1 > at + 2 else None
    takes_it = verb is not None and verb.lemma not in listed("only that")
    return takes_it and _IN_SUBJECT.issuperset(kinds[at + 2 : end - 1])


def _that_marked(kinds: str, at: int) -> int | None:
    """Where "that" precedes marks, a few words after a noun: "fears are growing that “…”"."""
    that = kinds.find(Pos.THAT + Pos.MARK, at, at + _APART)
    return that if that > 0 and not _CLAUSE_ENDS.intersection(kinds[at:that]) else None


def _is_titled(kinds: str) -> bool:
    """Whether a sentence is set as a headline, where a capital says nothing."""
    return kinds.count(Pos.NAME) > 2 * (kinds.count(Pos.WORD) + kinds.count(Pos.VERB)) + 1


def _phrase_at(
    sentence: Sentence, at: int, options: list[tuple[tuple[str, ...], Verb]]
) -> Cue | None:
    for others, verb in options:
        after = at + 1 + len(others)
        if tuple(sentence.words[at + 1 : after]) == others:
            if verb is PHRASE:
                return Cue(at, after, verb, "phrase")
            return Cue(at, after, verb, _use(sentence, at))
    return None


_APART = 12


def _is_verb(sentence: Sentence, at: int, verb: Verb) -> bool:
    """Whether a form is used as a verb, by the words beside it."""
    behind_hyphen = (
        at > 0
        and sentence.kinds[at - 1] == Pos.DASH
        and sentence.ends[at - 1] == sentence.starts[at]
    )
    is_bare = sentence.words[at] == verb.lemma
    if verb.lemma in listed("only that") and Pos.THAT not in sentence.kinds[at : at + _APART]:
        return False
    use = use_of(sentence.words, sentence.kinds, at, verb.noun, is_bare)
    return use is Use.VERB and not behind_hyphen


def _is_asked(sentence: Sentence, at: int, verb: Verb) -> bool:
    """Whether a participle at the beginning tells what somebody is asked: "Asked whether"."""
    if not verb.recipient or (at and sentence.words[at - 1] != "when"):
        return False
    word = sentence.words[at]
    return word.endswith("ed") or (word != verb.lemma and not word.endswith(("s", "ing")))


def _use(sentence: Sentence, at: int) -> str:
    """How a verb is used: see `Cue`."""
    lower = sentence.words[at]
    place = word_before(sentence.kinds, at)
    before = sentence.words[place] if place >= 0 else ""
    if lower.endswith("ing"):
        return "finite" if before in FORMS_OF_BE else "participle"
    if before == "to":
        return "infinitive"
    if before in FORMS_OF_BE:
        is_has = before == "'s" and place and sentence.kinds[place - 1] == Pos.SUBJECT
        return "passive" if not is_has else "finite"
    return "finite"
