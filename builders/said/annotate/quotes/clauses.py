"""What is reported: where the content that hangs on a cue begins and ends (Q5)."""

from __future__ import annotations

from collections.abc import Sequence

from said.annotate.quotes.cues import Cue
from said.annotate.quotes.reading import Sentence, words
from said.annotate.quotes.sources import Places

_REACH = 16


def start_behind(sentence: Sentence, cue: Cue, attitudes: bool) -> int | None:
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
            if _is_clause(sentence, behind):
                return behind
        if not attitudes:
            return None
    if kind == "O":
        return at if cue.verb.infinitive or cue.verb.attitude or attitudes else None
    if cue.verb.clause and _is_clause(sentence, at):
        return at
    if cue.verb.clause and kind == "p":
        behind = _behind_adjunct(sentence, at)
        if behind is not None and _is_clause(sentence, behind):
            return behind
    if attitudes and (not cue.verb.clause or cue.verb.attitude):
        return at + 1 if kind == "p" and at + 1 < len(kinds) else at
    return None


_INDIRECT = frozenset({"how", "what", "when", "where", "whether", "who", "whom", "why", "if", "which"})


def behind_time(sentence: Sentence, at: int) -> int:
    """Behind adverbs and days that go with the saying."""
    kinds, tokens = sentence.kinds, sentence.tokens
    days = words().days
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
        if kind in ".;:Qbw" or (kind in "xv" and place > at):
            return None
    return None


def _is_clause(sentence: Sentence, at: int) -> bool:
    """Whether a finite clause begins at a token, as far as its subject and a verb show."""
    kinds, tokens = sentence.kinds, sentence.tokens
    if at >= len(kinds):
        return False
    if kinds[at] == "s":
        return True
    if kinds[at] not in 'dNn0g"':
        return False
    for place in range(at + 1, min(len(kinds), at + 14)):
        kind = kinds[place]
        if kind in "xv":
            return True
        if kind in ".;:Q":
            return False
        if kind == "n" and tokens[place].lower.endswith("s") and kinds[place - 1] == "N":
            return True
        if kind == "," and place > at + 8:
            return False
    return False


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
            elif kinds[at] in "n0v" and (lower in words().recipients or (at > first and (kinds[at - 1] in "dnN0'" and kinds[first] in "dN0"))):
                at += 1
            elif lower in ("of", "and", "at") and at > first and at + 1 < len(kinds) and kinds[at + 1] in "Ndn":
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
        elif tokens[place].lower in words().days:
            place += 1
        else:
            break
    if place < len(kinds) and kinds[place] in "sdNnTO":
        return place
    return None


def end_of(sentence: Sentence, start: int, cue: Cue, later: Sequence[Cue]) -> int:
    """The token after the content that begins at `start` behind a cue."""
    kinds, tokens = sentence.kinds, sentence.tokens
    end = max(start, last_word(sentence))
    end = _end_of_leading_clause(sentence, cue, start, end)
    is_clause = kinds[start - 1] == "T" or _is_clause(sentence, start)
    if not is_clause:
        end = _end_of_phrase(sentence, start, end)
    for other in later:
        if other.first <= start or other.first >= end:
            continue
        place = other.first - 1
        while place > start and kinds[place] == "a":
            place -= 1
        before = kinds[place]
        if before == '"' and kinds[place - 1] in ",." and other.use == "participle":
            return place + 1
        if before == "," and other.use in ("participle", "phrase"):
            return place
        if other.use == "finite" and other.verb.clause and _is_inserted(sentence, other):
            comma = kinds.rfind(",", start, other.first)
            if comma > start and not any(kind in "xv" for kind in kinds[comma:other.first]):
                return comma
        if (
            before == "c"
            and tokens[place].lower in ("and", "but")
            and other.use == "finite"
            and cue.use == "finite"
            and not other.verb.attitude
            and _same_tense(tokens[other.first].lower, tokens[cue.first].lower)
        ):
            return place - 1 if kinds[place - 1] == "," else place
    return end


def _end_of_leading_clause(sentence: Sentence, cue: Cue, start: int, end: int) -> int:
    """Where a clause that leads the sentence, or stands between commas, gives way to the main one:
    "While Lind said that …, the port is shut"; "Lind, who said …, left"."""
    kinds = sentence.kinds
    leads = kinds[0] == "b" or (kinds[0] == "p" and "g" in kinds[1:3]) or (
        cue.first == 0 and cue.use == "participle"
    )
    who = cue.first - 1
    while who > 0 and kinds[who] in "ax":
        who -= 1
    relative = who > 0 and kinds[who - 1] == "," and kinds[who] in "sw" and sentence.tokens[who].lower in ("who", "which")
    if not (leads and "," not in kinds[: cue.first]) and not relative:
        return end
    for at in range(start + 1, end - 1):
        if kinds[at] == "," and (kinds[at + 1] in "sNdaxv0" if leads else kinds[at + 1] in "avxn"):
            if leads and not any(kind in "xv" for kind in kinds[at + 2 : at + 12]):
                continue
            return at
    return end


def _end_of_phrase(sentence: Sentence, start: int, end: int) -> int:
    """Where a phrase that is no clause ends: before another predicate of the same subject."""
    kinds = sentence.kinds
    for at in range(start + 1, end - 1):
        if kinds[at] == "c" and sentence.tokens[at].lower in ("and", "but"):
            then = at + 1
            while then < end and kinds[then] == "a":
                then += 1
            if then < end and kinds[then] in "xv" and (kinds[then] == "x" or kinds[at - 1] != "v"):
                return at - 1 if kinds[at - 1] == "," else at
    return end


def _is_inserted(sentence: Sentence, cue: Cue) -> bool:
    """Whether nothing is reported behind a cue, so that it goes with what stands before it."""
    at = behind_time(sentence, cue.after)
    return at >= len(sentence.kinds) or sentence.kinds[at] in ".,)"


def _same_tense(one: str, other: str) -> bool:
    return one.endswith("s") == other.endswith("s")


def left_of(sentence: Sentence, first: int, floor: int) -> Places | None:
    """The content before an attribution that begins at a token behind a comma."""
    if first < 3 or sentence.kinds[first - 1] != ",":
        return None
    start = first_word(sentence, floor, first - 1)
    return (start, first - 1) if first - 1 - start >= 2 else None


def first_word(sentence: Sentence, floor: int, end: int) -> int:
    """Where a clause that ends at a token begins: behind the last colon, semicolon or marked words,
    and behind a coordinator."""
    kinds = sentence.kinds
    start = floor
    for at in range(end - 1, floor - 1, -1):
        if kinds[at] in "Q;:":
            start = at + 1
            break
    while start < end and kinds[start] in "c,-":
        start += 1
    return start


def last_word(sentence: Sentence) -> int:
    """The token after the last word of a sentence."""
    end = len(sentence.kinds)
    while end and sentence.kinds[end - 1] in ".,;:-":
        end -= 1
    return end
