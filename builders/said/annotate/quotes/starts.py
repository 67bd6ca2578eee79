"""Where the content behind a cue begins: behind "that", those who are told, and adverbials (Q5)."""

from __future__ import annotations

from said.annotate.quotes.cues import Cue
from said.annotate.quotes.lexemes import listed
from said.annotate.quotes.reading import Sentence

_REACH = 16
_SUBJECT = 20


def behind(sentence: Sentence, cue: Cue, attitudes: bool) -> int | None:
    """The first token of the content behind a cue; None if nothing is reported there."""
    kinds, tokens = sentence.kinds, sentence.tokens
    at = cue.after
    at = behind_time(sentence, at)
    if at >= len(kinds):
        return None
    kind = kinds[at]
    if kind in ".;)":
        return None
    if kind == ",":
        return None
    that = _that(sentence, at, cue)
    if that is not None:
        return that + 1
    if kind in ":-":
        return at + 1 if at + 1 < len(kinds) and kind == ":" else None
    if kind in "wb" and tokens[at].lower in _INDIRECT:
        return at
    if cue.verb.recipient:
        behind = _behind_recipient(sentence, at)
        if behind is not None and behind < len(kinds):
            kind = kinds[behind]
            if kind == "O" and cue.verb.infinitive:
                return behind
            if kind in "wbQ" and (kind != "b" or tokens[behind].lower in _INDIRECT):
                return behind
            if is_clause(sentence, behind):
                return behind
        if not attitudes:
            return None
    if kind == "O":
        return at if cue.verb.infinitive or cue.verb.attitude or attitudes else None
    if cue.verb.clause and is_clause(sentence, at):
        return at
    if cue.verb.clause and kind == "p":
        behind = _behind_adjunct(sentence, at)
        if behind is not None and is_clause(sentence, behind):
            return behind
    if attitudes and (not cue.verb.clause or cue.verb.attitude):
        return at + 1 if kind == "p" and at + 1 < len(kinds) else at
    return None


_INDIRECT = frozenset(
    {"how", "what", "when", "where", "whether", "who", "whom", "why", "if", "which"}
)


def behind_time(sentence: Sentence, at: int) -> int:
    """Behind adverbs and days that go with the saying."""
    kinds, tokens = sentence.kinds, sentence.tokens
    days = listed("days")
    while at < len(kinds):
        lower = tokens[at].lower
        if lower == "that":
            break
        if kinds[at] == "a" and at + 1 < len(kinds) and kinds[at + 1] not in "" or lower in days:
            at += 1
        elif lower == "on" and at + 1 < len(kinds) and tokens[at + 1].lower in days:
            at += 2
        elif lower in days and at + 1 < len(kinds):
            at += 1
        else:
            break
    return at


def _that(sentence: Sentence, at: int, cue: Cue) -> int | None:
    """The complementiser that belongs to a cue: behind a recipient or an adverbial at most."""
    kinds = sentence.kinds
    commas = 0
    for place in range(at, min(len(kinds), at + _REACH)):
        kind = kinds[place]
        if kind == "T":
            then = kinds[place + 1 : place + 2]
            return place if then and then not in (".", ",") else None
        if kind == ",":
            commas += 1
            if commas > 2:
                return None
        if kind in '.;:-Qbw"' or (kind in "xv" and place > at):
            return None
    return None


def is_clause(sentence: Sentence, at: int) -> bool:
    """Whether a finite clause begins at a token, as far as its subject and a verb show."""
    kinds, tokens = sentence.kinds, sentence.tokens
    if at >= len(kinds):
        return False
    if kinds[at] == "s":
        return True
    if kinds[at] not in 'dNn0g"':
        return False
    commas = 0
    for place in range(at + 1, min(len(kinds), at + _SUBJECT)):
        kind = kinds[place]
        if kind in "xv":
            return kinds[place - 1] != "c"
        if kind == ",":
            commas += 1
            if place > at + 5 and commas == 1 or kinds[0] in "bw":
                return False
        if kind in ".;:Q" or commas > 2:
            return False
        if kind == "n" and kinds[place - 1] == "N" and _is_verb_in_s(sentence, place):
            return True
    return False


def _is_verb_in_s(sentence: Sentence, at: int) -> bool:
    """Whether a form in -s behind a name is its verb: "Lind walks the dog", not "Norrvik pilots"."""
    then = sentence.kinds[at + 1 : at + 2]
    return sentence.tokens[at].lower.endswith("s") and then != "" and then in "dTsowNag0"


def _behind_recipient(sentence: Sentence, at: int) -> int | None:
    """Behind those who are told: a pronoun, a name, a noun phrase."""
    kinds, tokens = sentence.kinds, sentence.tokens
    first = at
    if kinds[at] == "o" or tokens[at].lower in ("you", "it", "her", "everyone"):
        at += 1
    else:
        while at < len(kinds) and at < first + 10:
            lower = tokens[at].lower
            if kinds[at] in "N'":
                at += 1
            elif kinds[at] == "d" and (at == first or kinds[at - 1] in "cd"):
                at += 1
            elif kinds[at] in "n0v" and (
                lower in listed("recipients")
                or (at > first and (kinds[at - 1] in "dnN0'" and kinds[first] in "dN0"))
            ):
                at += 1
            elif (
                lower in ("of", "and", "at")
                and at > first
                and at + 1 < len(kinds)
                and kinds[at + 1] in "Ndn"
            ):
                at += 1
            else:
                break
    if at == first:
        return None
    at = behind_time(sentence, at)
    if at < len(kinds) and kinds[at] == "p":
        behind = _behind_adjunct(sentence, at)
        return behind if behind is not None else at
    return at


def _behind_adjunct(sentence: Sentence, at: int) -> int | None:
    """Behind "in an interview with the paper on Monday", up to a subject pronoun or a new phrase."""
    kinds, tokens = sentence.kinds, sentence.tokens
    place = at
    while place < len(kinds) and place < at + 14:
        kind = kinds[place]
        if kind == "p":
            place += 1
            while place < len(kinds) and kinds[place] in "d0g":
                place += 1
            while place < len(kinds) and kinds[place] in "nN'0":
                place += 1
                if place < len(kinds) and kinds[place] == "N" and kinds[place - 1] == "n":
                    break
        elif tokens[place].lower in listed("days"):
            place += 1
        else:
            break
    if place < len(kinds) and kinds[place] in "sdNnTO":
        return place
    return None
