"""The source phrase of a cue: the subject to its left, or the noun phrase to its right."""

from __future__ import annotations

from said.annotate.quotes.cues import Cue
from said.annotate.quotes.reading import Sentence

Places = tuple[int, int]
"""First token and the one after the last, in a sentence."""

_LONGEST = 25
_STOPS = frozenset(":;.Q\"(-bTxO")


def subject(sentence: Sentence, cue: Cue) -> Places | None:
    """The phrase before a finite verb that is its subject, None if there is none."""
    kinds = sentence.kinds
    after = cue.first
    while after and (kinds[after - 1] in "ax" or sentence.tokens[after - 1].lower == "all"):
        after -= 1
    if not after:
        return None
    if kinds[after - 1] in ",-)":
        return _before_insertion(sentence, after - 1)
    return phrase_before(sentence, after)


def phrase_before(sentence: Sentence, after: int) -> Places | None:
    """The noun phrase that ends before a token."""
    kinds, tokens = sentence.kinds, sentence.tokens
    last = kinds[after - 1]
    if last == "s":
        return after - 1, after
    if last == "w":
        return _relative(sentence, after - 1) if tokens[after - 1].lower in ("who", "which") else None
    if last == "T":
        return None
    first = after
    floor = max(0, after - _LONGEST)
    while first > floor:
        kind = kinds[first - 1]
        if kind in "Nn0'" or (kind == "d" and tokens[first - 1].lower != "half"):
            first -= 1
        elif kind in "pg" and first < after:
            first -= 1
        elif kind == "O" and first < after and kinds[first] in "dNn0" and kinds[first-1] == "O":
            first -= 1
        elif kind == "c" and first < after and _joins(sentence, first - 1):
            first -= 1
        elif kind == "v" and first < after and first > 1 and _is_attribute(sentence, first - 1):
            first -= 1
        elif kind == "s" and tokens[first - 1].lower in ("others", "everyone", "someone") :
            first -= 1
            break
        elif kind == "s" and tokens[first-1].lower == "who" and first < after:
            first -= 1
        elif kind == "a" and first < after and kinds[first] in "nNd0v" and not (first >= 2 and kinds[first - 2] == ","):
            first -= 1
        else:
            break
    first = _without_adjunct(sentence, first, after)
    return (first, after) if first < after else None


def _joins(sentence: Sentence, at: int) -> bool:
    """Whether a coordinator joins two names or nouns, not two clauses."""
    kinds = sentence.kinds
    if sentence.tokens[at].lower != "and" or not at:
        return False
    left, right = kinds[at - 1], kinds[at + 1] if at + 1 < len(kinds) else "."
    return left in "Nn'0" and right in "Nn0d'" and (left == "N") == (right == "N" or right == "d")


def _is_attribute(sentence: Sentence, at: int) -> bool:
    """Whether a form in -ed is an adjective before its noun: "the disputed poll"."""
    before, then = sentence.kinds[at - 1], sentence.kinds[at + 1 : at + 2]
    return before in "da'" and then in ("n", "N", "v")


def _without_adjunct(sentence: Sentence, first: int, after: int) -> int:
    """The first token of the subject behind an adverbial that leads the clause: "In May the"."""
    kinds = sentence.kinds
    if kinds[first] not in "pgac":
        return first
    for at in range(after - 1, first, -1):
        if kinds[at] in "ds" and (kinds[at - 1] not in "pg'd"):
            return at
    at = after - 1
    while at > first and kinds[at] in "N'0n":
        at -= 1
    return at + 1 if at + 1 < after else first


def _relative(sentence: Sentence, at: int) -> Places | None:
    """The antecedent of a relative pronoun together with it."""
    kinds = sentence.kinds
    before = at - 1 if at and kinds[at - 1] == "," else at
    found = phrase_before(sentence, before) if before and kinds[before - 1] in "Nn0o'" else None
    return (found[0], at + 1) if found else (at, at + 1)


def _before_insertion(sentence: Sentence, at: int) -> Places | None:
    """The subject before what is set off by commas, dashes or brackets: "Lind, a pilot, said"."""
    kinds = sentence.kinds
    mate = {",": ",", "-": "-", ")": "("}[kinds[at]]
    for place in range(at - 1, max(-1, at - 30), -1):
        if kinds[place] in 'Q;.:':
            return None
        if kinds[place] == mate and place:
            if kinds[place - 1] in "Nn0'o)" :
                found = phrase_before(sentence, place) if kinds[place - 1] != ")" else _before_insertion(sentence, place - 1)
                return (found[0], at) if found else None
            if kinds[place - 1] == "s":
                return place - 1, place
            if kinds[place-1] in "c":
                return None
    return None


def main_subject(sentence: Sentence, at: int) -> Places | None:
    """The subject of the clause that a participle or infinitive at a token hangs on: that of the
    first finite verb of the sentence, or of the last one that has a subject of its own."""
    kinds = sentence.kinds
    start = 0
    for place in range(at - 1, -1, -1):
        if kinds[place] in ";:" or (kinds[place] == "Q"):
            start = place + 1
            break
    for place in range(start, at):
        if kinds[place] in "xv" or (kinds[place] == "n" and sentence.tokens[place].lower.endswith("s") and place > start and kinds[place-1] in "N"):
            if place > start and kinds[place - 1] in "Nn0's,)-ao":
                end = place
                while end > start and kinds[end - 1] in "ax":
                    end -= 1
                if end == start:
                    continue
                if kinds[end - 1] in ",-)":
                    found = _before_insertion(sentence, end - 1)
                else:
                    found = phrase_before(sentence, end)
                if found and found[0] >= start and kinds[found[1] - 1] != "w":
                    return found
    return None


def phrase_after(sentence: Sentence, first: int) -> Places | None:
    """The noun phrase that begins at a token, with its appositions in commas left out."""
    kinds, tokens = sentence.kinds, sentence.tokens
    after = first
    limit = min(len(kinds), first + _LONGEST)
    if first < limit and kinds[first] in "so":
        return first, first + 1
    while after < limit:
        kind = kinds[after]
        if kind in "N0'" or (kind == "n" and after >= first):
            after += 1
        elif kind == "d" and (after == first or kinds[after - 1] in "pcd"):
            after += 1
        elif kind == "p" and after > first and tokens[after].lower in ("of", "for", "from", "with", "at", "in") and after + 1 < limit and kinds[after + 1] in "dNn" and not (tokens[after].lower in ("in","at") and kinds[after + 1] == "d"):
            after += 1
        elif kind == "c" and after > first and after + 1 < limit and kinds[after + 1] in "Nd" and tokens[after].lower == "and":
            after += 1
        elif kind == "v" and after > first and kinds[after - 1] in "da":
            after += 1
        elif kind == "a" and after > first and kinds[after - 1] == "d":
            after += 1
        else:
            break
    while after > first and kinds[after - 1] in "pcd":
        after -= 1
    return (first, after) if after > first else None
