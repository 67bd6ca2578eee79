"""Reports without free marks: who is reported by a cue, and how much of the sentence (Q2, Q3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from said.annotate.quotes import clauses, sources
from said.annotate.quotes.cues import Cue
from said.annotate.quotes.reading import Sentence
from said.annotate.quotes.sources import Places


class Report(NamedTuple):
    """What a cue reports, in tokens of its sentence."""

    content: tuple[Places, ...]
    source: Places | None


def by_phrase(sentence: Sentence, cue: Cue, floor: int) -> Report | None:
    """According to somebody: what stands behind it, or before it from `floor` on."""
    kinds = sentence.kinds
    source = sources.phrase_after(sentence, cue.after)
    if source is None:
        return None
    end = clauses.last_word(sentence)
    comma = kinds.find(",", source[1])
    if cue.first - floor <= 1:
        start = _behind_apposition(sentence, source[1], end)
        return Report(((start, end),), source) if start is not None and start < end else None
    before = cue.first - 1 if kinds[cue.first - 1] == "," else cue.first
    start = clauses.first_word(sentence, floor, before)
    content = [(start, before)] if before - start > 1 else []
    inserted = 0 <= comma <= source[1] + 12 and kinds[cue.first - 1] == ","
    if inserted and comma + 3 < end and kinds[comma + 1] not in "gwc":
        content.append((comma + 1, end))
    return Report(tuple(content), source) if content else None


def _behind_apposition(sentence: Sentence, at: int, end: int) -> int | None:
    """Where the clause begins behind "according to Lind, a pilot,"."""
    kinds = sentence.kinds
    comma = kinds.find(",", at, end)
    if comma < 0:
        return None
    second = kinds.find(",", comma + 1, end)
    is_apposition = (
        0 < second - comma < 12
        and kinds[comma + 1] in "dw"
        and not any(kind in "xv" for kind in kinds[comma + 2 : second] if kinds[comma + 1] == "d")
        and second + 2 < end
        and kinds[second + 1] in "dNsn0p"
    )
    return second + 1 if is_apposition else comma + 1


def behind(
    sentence: Sentence, cue: Cue, later: Sequence[Cue], attitudes: bool
) -> tuple[Places, ...]:
    """The content behind a cue, if there is any."""
    start = clauses.start_behind(sentence, cue, attitudes)
    if start is None:
        return ()
    end = clauses.end_of(sentence, start, cue, later)
    if attitudes and start > cue.after and sentence.kinds[start - 1] == "T":
        start -= 1
    return ((start, end),) if end > start else ()


def inserted(
    sentence: Sentence, cue: Cue, source: Places | None, later: Sequence[Cue], floor: int
) -> Report | None:
    """What an attribution in commas reports: "The pier, Lind says, is old", "… is old, says Lind"."""
    kinds = sentence.kinds
    is_inverted = cue.first > 0 and kinds[cue.first - 1] == ","
    if is_inverted:
        source = sources.phrase_after(sentence, cue.after)
        first, after = cue.first, source[1] if source else cue.after
    elif source and source[0]:
        first, after = source[0], clauses.behind_time(sentence, cue.after)
    else:
        return None
    left = clauses.left_of(sentence, first, floor)
    if left is None or source is None:
        return None
    content = [left]
    if after + 3 < len(kinds) and kinds[after] == "," and kinds[after + 1] not in "gcbw":
        end = clauses.end_of(sentence, after + 1, cue, later)
        if end > after + 2:
            content.append((after + 1, end))
    return Report(tuple(content), source)


def source_of(sentence: Sentence, cue: Cue, before: Places | None) -> Places | None:
    """The source of a cue by its use; `before` is that of the cue before in the sentence."""
    if cue.use == "passive":
        return _agent(sentence, cue)
    if cue.use in ("participle", "infinitive"):
        return before or sources.main_subject(sentence, cue.first)
    found = sources.subject(sentence, cue)
    joined = cue.first > 0 and sentence.kinds[cue.first - 1] in "ca,"
    if found is None and joined:
        return before or sources.main_subject(sentence, cue.first)
    return found


def _agent(sentence: Sentence, cue: Cue) -> Places | None:
    """Who is named by "by" behind a passive."""
    for at in range(cue.after, min(len(sentence.kinds) - 1, cue.after + 12)):
        if sentence.tokens[at].lower == "by":
            return sources.phrase_after(sentence, at + 1)
    return None
