"""Words that attribute: which verb forms, nouns and phrases of a sentence report somebody (Q2)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from said.annotators.quotes.lexemes import NOUN, PHRASE, Verb, listed, phrases, verbs
from said.annotators.quotes.reading import Sentence


class Cue(NamedTuple):
    """A cue in a sentence: its tokens `first` to `after`, and how it is used: `finite`,
    `participle` (saying), `infinitive` (to say), `passive`, `noun` (a warning that) or `phrase`
    (according to)."""

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


def spans(sentence: Sentence, cue: Cue) -> tuple[tuple[int, int], ...]:
    """The tokens of a cue with its negation, if it has one (Q7)."""
    place = cue.first - 1
    while place >= 0 and sentence.kinds[place] == "a":
        if sentence.tokens[place].lower in ("not", "never"):
            joined = place + 1 == cue.first
            return ((place, cue.after),) if joined else ((place, place + 1), cue.span)
        place -= 1
    return (cue.span,)


def find_cues(sentence: Sentence) -> list[Cue]:
    """The cues of a sentence, by place."""
    known, phrasal = verbs(), phrases()
    titled = _is_titled(sentence.kinds)
    found: list[Cue] = []
    may_attribute = _words()
    for at, token in enumerate(sentence.tokens):
        if token.lower not in may_attribute:
            continue
        if token.lower in phrasal:
            cue = _phrase_at(sentence, at, phrasal[token.lower])
            if cue:
                found.append(cue)
                continue
        if token.lower == "per" and sentence.kinds[at + 1 : at + 2] in ("N", "d"):
            found.append(Cue(at, at + 1, PHRASE, "phrase"))
            continue
        verb = known.get(token.lower)
        named = token.kind == "N" and at > 0 and not titled
        is_noun = token.lower in listed("nouns") and _carries(sentence, at)
        light = light_verb(sentence, at) if is_noun else None
        if verb and not named and light is None and _is_verb(sentence, at, verb):
            found.append(Cue(at, at + 1, verb, _use(sentence, at)))
        elif is_noun:
            if found and found[-1].first == light:
                found.pop()
            found.append(Cue(at, at + 1, NOUN, "noun"))
    return found


@cache
def _words() -> frozenset[str]:
    """All words that a cue can begin with."""
    return frozenset({*verbs(), *phrases(), *listed("nouns"), "per"})


def light_verb(sentence: Sentence, noun: int) -> int | None:
    """The place of the verb that merely gives voice to a noun, if there is one (Q7)."""
    for at in range(noun - 1, max(-1, noun - 4), -1):
        if sentence.tokens[at].lower in listed("light verbs"):
            return at
        if sentence.kinds[at] not in "dan":
            return None
    return None


def _carries(sentence: Sentence, at: int) -> bool:
    """Whether what a noun means is told behind it: "a warning that", "concerns “…”"."""
    then = sentence.kinds[at + 1 : at + 2]
    if then == "T":
        return sentence.kinds[at + 2 : at + 3] not in ("", ".", ",", "x", "v")
    if then in ("Q", '"') or (then == "-" and sentence.kinds[at + 2 : at + 3] == "Q"):
        return True
    if then == "O":
        return sentence.tokens[at].lower in listed("nouns with an infinitive")
    return then == "x" and _that_marked(sentence.kinds, at) is not None


def _that_marked(kinds: str, at: int) -> int | None:
    """Where "that" stands before marks, some words behind a noun: "fears are growing that “…”"."""
    that = kinds.find('T"', at, at + _APART)
    return that if that > 0 and not set(kinds[at:that]) & set(",.;:Q") else None


def _is_titled(kinds: str) -> bool:
    """Whether a sentence is set as a headline, where a capital says nothing."""
    return kinds.count("N") > 2 * (kinds.count("n") + kinds.count("v")) + 1


def _phrase_at(
    sentence: Sentence, at: int, options: list[tuple[tuple[str, ...], Verb]]
) -> Cue | None:
    for others, verb in options:
        after = at + 1 + len(others)
        if tuple(token.lower for token in sentence.tokens[at + 1 : after]) == others:
            if verb is PHRASE:
                return Cue(at, after, verb, "phrase")
            return Cue(at, after, verb, _use(sentence, at))
    return None


def _before(sentence: Sentence, at: int) -> int:
    """The place of the last token before, adverbs left out; -1 if there is none."""
    place = at - 1
    while place >= 0 and sentence.kinds[place] == "a":
        place -= 1
    return place


_APART = 12
_BE = frozenset({"am", "is", "are", "was", "were", "be", "been", "being", "'s", "'re", "'m"})
_OWNERS = frozenset({"my", "his", "her", "its", "our", "your", "their", "a", "an", "the"})


def _is_verb(sentence: Sentence, at: int, verb: Verb) -> bool:
    """Whether a form is used as a verb, by the words beside it."""
    kinds, tokens = sentence.kinds, sentence.tokens
    place = _before(sentence, at)
    kind = kinds[place] if place >= 0 else ""
    before = tokens[place].lower if place >= 0 else ""
    if kind == "'" and place == at - 1 and tokens[place - 1].kind not in "sw":
        return False
    if before in _OWNERS and not (before == "her" and not verb.noun):
        return False
    if kind == "-" and place == at - 1 and tokens[place].end == tokens[at].start:
        return False
    if verb.noun:
        return _is_no_noun(sentence, at, place, verb)
    is_attribute = kind == "d" and tokens[at].lower.endswith("ed")
    return not (is_attribute and kinds[at + 1 : at + 2] in ("n", "N"))


def _is_joined(sentence: Sentence, place: int) -> bool:
    """Whether a name or noun is the last of several: "Berg and Lind call"."""
    while place > 0 and sentence.kinds[place] in "Nn":
        place -= 1
    return sentence.kinds[place] == "c"


_COUNTED = frozenset({"this", "that", "all", "both", "many", "some", "most", "others"})


def _is_no_noun(sentence: Sentence, at: int, place: int, verb: Verb) -> bool:
    """Whether a form that is as often a noun is a verb; `place` is that of the word before, -1 at
    the beginning."""
    kinds, lower = sentence.kinds, sentence.tokens[at].lower
    kind = kinds[place] if place >= 0 else ""
    before = sentence.tokens[place].lower if place >= 0 else ""
    then = kinds[at + 1 : at + 2] or "."
    if lower.endswith("ing"):
        return kind not in ("d", "'")
    if kind in ("p", "'") or (then == "p" and sentence.tokens[at + 1].lower == "of"):
        return False
    if kind == "d":
        return before in _COUNTED
    if before in _BE:
        return lower.endswith("ed")
    if kind in ("s", "x", "O", "w", "T"):
        return True
    is_singular = kind in ("n", "N") and not before.endswith("s")
    if is_singular and lower == verb.lemma and not _is_joined(sentence, place):
        return False  # no verb of a singular: "the report claim"
    if (not kind and then not in "TQ") or (then == ":" and kind != "N"):
        return False
    return then in 'TsdNwo"Q:O,b' or (then == "p" and kind == "N")


def _use(sentence: Sentence, at: int) -> str:
    """How a verb is used: see `Cue`."""
    tokens = sentence.tokens
    lower = tokens[at].lower
    place = _before(sentence, at)
    before = tokens[place].lower if place >= 0 else ""
    if lower.endswith("ing") or (" " in lower and lower.split()[0].endswith("ing")):
        return "finite" if before in _BE else "participle"
    if before == "to":
        return "infinitive"
    past = not lower.endswith("s") and lower not in ("say", "tell")
    if past and before in _BE:
        is_has = before == "'s" and place and tokens[place - 1].kind == "s"
        return "passive" if not is_has else "finite"
    return "finite"
