"""The table `pairs`: two quotes from two documents of one event, and whether they give the same
passage of one act of speaking.

`choose_pairs` says which quotes of an event are paired: all, or of many a part. `pair_row` makes
the row of two quotes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, islice
from typing import NamedTuple

from said.schema.grounding import Interval, agree
from said.schema.records import PairSpeaker, PairTime, Wording
from said.schema.rows import PairRow, PairRowAlignment, TimeOfSaying
from said.tables.utterances import ReportedQuote
from said.tables.wording import AlignedWords, Words, compare_words, is_part

ALL_PAIRS = 2_000
"""Quotes of an event up to which all of them are paired."""
WITHIN = 1_000_000
"""Pairs within one utterance that are chosen of a larger event, at most: a bound for what nobody
could store."""
SAMPLED = 100_000
"""Other pairs that are chosen of a larger event."""
_TRIES = 5 * WITHIN

_MORE = 5
"""A quote gives more than another where it has a run that is longer by so many words."""


# ---- which quotes are paired


class PairKey(NamedTuple):
    """What decides with which quotes a quote is paired: numbers of its document and its utterance,
    None for no utterance, and a hash of its id."""

    document: int
    utterance: int | None
    hash: int


def hash_id(quote: str) -> int:
    """A number that depends on nothing but the id of a quote, and says nothing of its place."""
    return int.from_bytes(hashlib.sha256(quote.encode()).digest()[:7])


def choose_pairs(keys: Sequence[PairKey]) -> Iterator[tuple[int, int]]:
    """The pairs of an event, as places in `keys`, sorted; never two quotes of one document.

    Of more than `ALL_PAIRS` quotes: the pairs within one utterance and a sample of the others. The
    sample goes round the quotes in the order of their hashes, and pairs each with the next one,
    then with the one after it and so on, so that all quotes occur about equally often.
    """

    def of_two_documents(pair: tuple[int, int]) -> bool:
        return keys[pair[0]].document != keys[pair[1]].document

    if len(keys) <= ALL_PAIRS:
        return filter(of_two_documents, combinations(range(len(keys)), 2))

    def of_two_utterances(pair: tuple[int, int]) -> bool:
        first, second = keys[pair[0]].utterance, keys[pair[1]].utterance
        return of_two_documents(pair) and (first is None or first != second)

    in_order = sorted(range(len(keys)), key=lambda place: (keys[place].hash, place))
    by_utterance: dict[int, list[int]] = {}
    for place in in_order:
        utterance = keys[place].utterance
        if utterance is not None:
            by_utterance.setdefault(utterance, []).append(place)
    within = _first_pairs([*by_utterance.values()], of_two_documents, WITHIN)
    return iter(sorted(within | _first_pairs([in_order], of_two_utterances, SAMPLED)))


def _first_pairs(
    groups: Sequence[Sequence[int]], fits: Callable[[tuple[int, int]], bool], most: int
) -> set[tuple[int, int]]:
    """The first pairs within the groups that fit, up to a number of them."""
    # Where one document has most of the quotes, hardly any pair fits.
    tried = islice(_neighbours(groups), _TRIES)
    return set(islice(filter(fits, tried), most))


def _neighbours(groups: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """All pairs within each group, those that are next to one another in a circle first."""
    for distance in range(1, max(map(len, groups), default=0) // 2 + 1):
        for group in groups:
            count = len(group)
            # Half way round, a pair would come up from both sides.
            starts = count if 2 * distance < count else count // 2 if 2 * distance == count else 0
            for at in range(starts):
                first, second = group[at], group[(at + distance) % count]
                yield (first, second) if first < second else (second, first)


# ---- the row of a pair


def pair_row(event: str, a: ReportedQuote, b: ReportedQuote) -> PairRow:
    """The row of two quotes of an event; `a` is from the document with the smaller id."""
    utterance = a.utterance if a.utterance == b.utterance else None
    shared = [one for one in a.passages if one in b.passages] if utterance else []
    comparison = compare_words(a.text, b.text) if shared else None
    wording = _wording(a, b, comparison) if comparison else None
    more_a, more_b = _gives_more(a, b, wording, comparison) if comparison else (None, None)
    return {
        "id": f"{a.id}~{b.id}",
        "event": event,
        "quote_a": a.id,
        "quote_b": b.id,
        "doc_a": a.doc_id,
        "doc_b": b.doc_id,
        "text_a": a.text,
        "text_b": b.text,
        "type_a": a.type,
        "type_b": b.type,
        "speakers_a": a.speakers,
        "speakers_b": b.speakers,
        "said_a": _time_of(a),
        "said_b": _time_of(b),
        "same_passage": bool(shared),
        "utterance": utterance,
        "passages": shared,
        "wording": wording,
        "a_only": more_a,
        "b_only": more_b,
        "speaker": _speaker(a, b) if shared else None,
        "time": _time(a, b) if shared else None,
        "similarity": comparison.similarity if comparison else None,
        "alignment": _alignment(a, b, comparison) if comparison else [],
    }


def _time_of(quote: ReportedQuote) -> TimeOfSaying:
    return {"value": quote.said_value, "earliest": quote.earliest, "latest": quote.latest}


def _wording(a: ReportedQuote, b: ReportedQuote, comparison: AlignedWords) -> Wording:
    own, others = Words.of(a.text).strings, Words.of(b.text).strings
    if own == others:
        return "identical"
    if _is_cut(comparison, min(len(own), len(others))):
        return "cut"
    return "reworded_in_marks" if _differ_in_marks(a, b) else "reworded"


def _is_cut(comparison: AlignedWords, shorter: int) -> bool:
    """Whether two quotes have one common stretch, at least half of the shorter one, and at each
    end of it at most one of them goes on."""
    common = [edit for edit in comparison.edits if edit.op == "equal"]
    if len(common) != 1 or any(edit.op == "replace" for edit in comparison.edits):
        return False
    return 2 * (common[0].after - common[0].first) >= shorter


def _differ_in_marks(a: ReportedQuote, b: ReportedQuote) -> bool:
    """Whether both quotes give common words in quotation marks, and such a fragment of one of them
    does not occur in the other.

    That one is the mixed quote, and of two alike the one with fewer words in marks. A fragment of a
    mixed quote counts only if it holds at least half of the words that both quotes have; the marks
    of the other quote need to hold one. All words of a direct quote are in marks.
    """
    marked, other = sorted((a, b), key=_order_in_marks)
    whole = Words.of(other.text).strings
    common = {*Words.of(marked.text).strings} & {*whole}
    if other.type == "mixed" and common.isdisjoint(_words_in_marks(other)):
        return False
    return any(
        not is_part(words, whole)
        and (marked.type == "direct" or 2 * len(common.intersection(words)) >= len(common) > 0)
        for words in (Words.of(fragment).strings for fragment in marked.marked)
    )


def _order_in_marks(quote: ReportedQuote) -> tuple[bool, int, str]:
    return quote.type == "direct", len(_words_in_marks(quote)), quote.text


def _words_in_marks(quote: ReportedQuote) -> tuple[str, ...]:
    return Words.of(" ".join(quote.marked)).strings


def _gives_more(
    a: ReportedQuote, b: ReportedQuote, wording: Wording | None, comparison: AlignedWords
) -> tuple[bool, bool]:
    """Whether the first quote gives what the second does not, and the other way round: a passage,
    or words."""
    if wording == "identical":
        return False, False
    surplus = [
        (edit.after - edit.first) - (edit.other_after - edit.other_first)
        for edit in comparison.edits
    ]
    enough = 1 if wording == "cut" else _MORE
    return (
        not set(a.passages) <= set(b.passages) or max(surplus) >= enough,
        not set(b.passages) <= set(a.passages) or -min(surplus) >= enough,
    )


def _speaker(a: ReportedQuote, b: ReportedQuote) -> PairSpeaker | None:
    if a.speakers is None or b.speakers is None:
        return None
    return "other" if set(a.speakers).isdisjoint(b.speakers) else "same"


def _time(a: ReportedQuote, b: ReportedQuote) -> PairTime:
    agreed = agree([Interval(one.earliest, one.latest) for one in (a, b)])
    return "unknown" if agreed is None else "same" if agreed else "other"


def _alignment(
    a: ReportedQuote, b: ReportedQuote, comparison: AlignedWords
) -> list[PairRowAlignment]:
    """How the text of the first quote becomes that of the second, by runs of words."""
    own, others = Words.of(a.text), Words.of(b.text)
    found: list[PairRowAlignment] = []
    for edit in comparison.edits:
        a_start, a_end = own.range(edit.first, edit.after)
        b_start, b_end = others.range(edit.other_first, edit.other_after)
        found.append(
            {"op": edit.op, "a_start": a_start, "a_end": a_end, "b_start": b_start, "b_end": b_end}
        )
    return found
