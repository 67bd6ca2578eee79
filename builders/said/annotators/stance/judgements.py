"""Frames of judgement, for any target that has a name: who thinks well or badly of whom.

A frame is a class of words in the lexicon `judgements` and the part of its clause that is judged:
the object of *praised*, the subject of *lied*, whom *a disgrace* is said of. The frames of verbs,
feelings and qualities are in modules of these names. What is denied, asked or only supposed is left
out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter

from said.annotators.stance import feelings, qualities, verbs, wordbook
from said.annotators.stance.arguments import Clauses
from said.annotators.stance.judged import LABELS, JudgedText
from said.annotators.stance.names import Ref
from said.annotators.stance.phrases import PhraseReading
from said.annotators.stance.questions import find_insinuation
from said.annotators.stance.scene import REFERRING_NOUNS, Scene
from said.annotators.stance.units import Layout, StanceDraft, Unit
from said.annotators.stance.wordbook import Found
from said.text.pronouns import pronouns
from said.text.segments import Range

JUDGING = frozenset(LABELS)
"""The sections whose phrases begin a frame of judgement."""
_BEFORE = 3
"""A target may be named so many sentences before the one that judges it."""
_REFERRING = pronouns("he", "she", "it", "they") | {"“", '"', *REFERRING_NOUNS}
"""Words of a sentence that can mean a target that another sentence names."""
_LONGEST = 100
"""No more words before and behind a predicate are looked at."""
_COMPARED = frozenset(
    {
        "good",
        "bad",
        "good nouns",
        "bad nouns",
        "good manner",
        "bad manner",
        "shines",
        "fails",
        "deserving",
    }
)
"""The sections of what somebody can be or do more than all others."""
_Frame = Callable[[JudgedText, Unit, Found, int, int], Iterator[StanceDraft]]
_FRAMES: Mapping[str, _Frame] = {
    **dict.fromkeys(("praise", "support", "blame", "reject"), verbs.of_verb),
    **dict.fromkeys(("pleases", "upsets"), verbs.of_experience),
    **dict.fromkeys(("shines", "fails"), verbs.of_subject),
    **dict.fromkeys(("good manner", "bad manner"), verbs.of_manner),
    **dict.fromkeys(("around", "around against"), verbs.of_object_between),
    "going": verbs.of_going,
    "removing": verbs.of_removal,
    **dict.fromkeys(("good adjuncts", "bad adjuncts"), verbs.of_adjunct),
    **dict.fromkeys(("good", "bad", "good nouns", "bad nouns"), qualities.of_quality),
    **dict.fromkeys(("good qualities", "bad qualities"), qualities.of_owned),
    **dict.fromkeys(("good feelings", "bad feelings"), feelings.of_feeling),
    **dict.fromkeys(("good states", "bad states"), feelings.of_state),
    "worries": feelings.of_worry,
    **dict.fromkeys(("good holders", "bad holders"), feelings.of_holder),
    **dict.fromkeys(("credits", "faults"), feelings.of_due),
}


def find_judging(reading: PhraseReading, names: Sequence[Ref]) -> list[Found]:
    """The phrases of the lexicon of judgements in the sentences in or shortly before which a target
    is named."""
    text = reading.reading
    starts = [start for start, _ in text.sentences]
    places = [reading.tokens.starts[ref.first] for ref in names if ref.targets]
    named = {bisect_right(starts, place) - 1 for place in places}
    near = {min(one + behind, len(starts) - 1) for one in named for behind in range(_BEFORE + 1)}
    found: list[Found] = []
    for number in sorted(near):
        first, after = text.words.touched(*text.sentences[number])
        words = text.lowered_words[first:after]
        if number not in named and _REFERRING.isdisjoint(words):
            continue
        words = [wordbook.without_prefix(word) if "-" in word else word for word in words]
        hits = wordbook.find_phrases(words, [wordbook.bare_form(word) for word in words])
        found += [hit.moved(first) for hit in hits] if first else hits
    return found


def find_judgements(scene: Scene, layout: Layout, hits: Sequence[Found]) -> Iterator[StanceDraft]:
    """The judgements of the sentences of a text in or shortly before which a target is named."""
    clauses = Clauses(scene, layout.units)
    text = JudgedText(clauses, hits)
    at = 0
    for first, after in layout.sentences:
        begin = at
        at = bisect_left(hits, clauses.word(after), lo=at, key=attrgetter("first"))
        if begin < at:
            yield from _in_sentence(text, clauses.words_of((first, after)), hits[begin:at])


def _in_sentence(text: JudgedText, sentence: Range, hits: Sequence[Found]) -> Iterator[StanceDraft]:
    after = sentence[0]
    for hit in hits:
        # Of a very long sentence only what is near counts.
        low = max(sentence[0], hit.first - _LONGEST)
        high = min(sentence[1], hit.after + _LONGEST)
        unit = text.clauses.unit_at(hit.first)
        if hit.section not in LABELS or hit.first < after or unit is None:
            continue
        if text.clauses.is_name(hit.first, low):
            continue
        drafts = list(_of_phrase(text, unit, hit, low, high))
        if drafts:
            after = hit.after
        yield from drafts


def _of_phrase(
    text: JudgedText, unit: Unit, hit: Found, low: int, high: int
) -> Iterator[StanceDraft]:
    quote = text.clauses.quote_behind(hit.after, unit)
    if quote is not None and hit.section in ("hopes", "worries"):
        yield from feelings.of_cue(text, quote, hit)
        return
    yield from find_insinuation(text, unit, hit, low, high)
    if hit.section in _COMPARED:
        drafts = list(qualities.of_comparison(text, unit, hit, low, high))
        yield from drafts
        if drafts:
            return
    if hit.section in _FRAMES:
        drafts = list(_FRAMES[hit.section](text, unit, hit, low, high))
        if not drafts and hit.section in ("good", "bad"):
            drafts = list(qualities.of_verdict(text, unit, hit, low, high))
        if drafts and not text.is_open(hit.first, low, high):
            yield from drafts
