"""Judgements by qualities: by what somebody is said to be, whom nobody equals in it, in a quote of
nothing else ("Crooks, the lot of them"), in a verdict, or by a quality that they have.
"""

from __future__ import annotations

from collections.abc import Iterator

from said.annotators.stance import wordbook
from said.annotators.stance.arguments import Clauses, judged
from said.annotators.stance.judged import LABELS, JudgedText
from said.annotators.stance.namedwords import Party, Subject
from said.annotators.stance.predicates import judged_by_quality
from said.annotators.stance.units import AGAINST, StanceDraft, Unit, opposite_label
from said.annotators.stance.wordbook import Found

_WITHIN = 8
"""No more words stand between a quality and the verb that ties it to somebody."""
_UNEQUALLED = frozenset(
    {"nobody", "no", "none", "few", "never", "not", "hardly", "rarely", "every"}
)
_MORE = frozenset({"more", "better", "worse", "greater", "harder"})


def of_quality(
    text: JudgedText, unit: Unit, hit: Found, low: int, high: int
) -> Iterator[StanceDraft]:
    """What somebody is said to be judges them."""
    found = judged_by_quality(text.clauses, hit, low, high)
    if found is None:
        parties = _without_verb(text.clauses, hit, low, high)
        yield from text.drafts(unit, unit.holders, parties, LABELS[hit.section], "no verb", hit)
        return
    label = LABELS[hit.section]
    if text.clauses.is_wish(hit.first, low):
        return
    turns = found.turns + text.turns_of_opinion(found.place, low)
    if turns:
        is_bounded = _is_bounded(text.clauses, found.place, hit.first)
        is_compared = text.clauses.is_comparative(hit.first)
        if turns > 1 or is_compared or (is_bounded and label == AGAINST):
            return
        label = opposite_label(label)
    if found.judge is not None:
        holders = text.of_subject(unit, found.judge)
        is_outside = found.verb is not None and text.clauses.unit_at(found.verb) is not unit
        if not holders and unit.quote and is_outside:
            holders = unit.holders
    else:
        holders = text.of_claim(unit, found.place, hit, low, high)
    yield from text.drafts(unit, holders, list(judged(found.parties)), label, found.rule, hit)


def _is_bounded(clauses: Clauses, first: int, after: int) -> bool:
    """Whether a negation denies only a degree: not the worst, not entirely wrong."""
    words = clauses.words[first : after + 1]
    return not wordbook.word_set("passing degree").isdisjoint(words)


def of_comparison(
    text: JudgedText, unit: Unit, hit: Found, low: int, high: int
) -> Iterator[StanceDraft]:
    """Whom nobody equals is judged: no one is more honest than T."""
    parties, place = _in_comparison(text.clauses, hit, low, high)
    if parties:
        holders = text.of_claim(unit, place, hit, low, high)
        yield from text.drafts(unit, holders, parties, LABELS[hit.section], "comparison", hit)


def of_verdict(
    text: JudgedText, unit: Unit, hit: Found, low: int, high: int
) -> Iterator[StanceDraft]:
    """A verdict judges whom it is about: a damning account of T, her verdict on T was damning."""
    clauses = text.clauses
    words = clauses.words
    nouns = wordbook.word_set("opinion nouns")
    noun = next(
        (at for at in range(hit.after, min(high, hit.after + 2)) if words[at] in nouns), None
    )
    if noun is not None and words[noun + 1 : noun + 2] in (["of"], ["on"], ["about"]):
        objects = clauses.objects_of(noun + 2, high)
        verb = hit.first - 1
        while verb > low and clauses.kinds[verb] in "da":
            verb -= 1
        owner = clauses.owner_before(hit.first, low)
        judge = Subject((owner,)) if owner else clauses.subject_of(verb, low)
    else:
        tie = hit.first - 1
        while tie > low and clauses.kinds[tie] in "a":
            tie -= 1
        about = clauses.party_before(tie) if words[tie] in ("is", "was", "were", "are") else None
        if about is None or words[about.first - 1] not in ("of", "on", "about"):
            return
        if words[about.first - 2] not in nouns:
            return
        objects = [about]
        owner = clauses.owner_before(about.first - 2, low)
        judge = Subject((owner,)) if owner else Subject(())
    if objects:
        holders = text.of_subject(unit, judge)
        yield from text.drafts(unit, holders, objects, LABELS[hit.section], "verdict", hit)


def of_owned(
    text: JudgedText, unit: Unit, hit: Found, low: int, _high: int
) -> Iterator[StanceDraft]:
    """A quality judges who has it, in a quote; an author who names it does not yet praise it."""
    subject = text.clauses.subject_of(hit.after, low)
    is_own = all(party.head == text.clauses.words[hit.after - 1] for party in subject.parties)
    if unit.quote and is_own and not text.clauses.turned(subject, hit.first, low):
        parties = [party._replace(head=None) for party in subject.parties]
        yield from text.drafts(unit, unit.holders, parties, LABELS[hit.section], "qualities", hit)


def _in_comparison(clauses: Clauses, hit: Found, low: int, high: int) -> tuple[list[Party], int]:
    """Whom nobody else equals, and where it says so: no one is as honest as T."""
    words = clauses.words
    before = words[max(low, hit.first - _WITHIN) : hit.first]
    for at in range(hit.after, min(high, hit.after + _WITHIN)):
        if words[at] in ("than", "as"):
            is_equal = words[at] == "as" and "as" in before
            is_more = words[at] == "than" and not _MORE.isdisjoint(
                (*before, *words[hit.first : at])
            )
            lone = [one for one in range(low, hit.first) if words[one] in _UNEQUALLED]
            is_there = bool(lone) and (
                words[lone[0]] != "no"
                or words[lone[0] + 1] == "one"
                or "there" in words[low : lone[0]]
            )
            is_more = is_more or (words[at] == "than" and words[hit.first].endswith("er"))
            if (is_equal or is_more) and is_there:
                return clauses.objects_of(at + 1, high), lone[0]
            break
        if clauses.kinds[at] in ",.;:":
            break
    return [], low


def _without_verb(clauses: Clauses, hit: Found, low: int, high: int) -> list[Party]:
    """Who is meant by a quote that is nothing but a quality: “Crooks,” she said of T."""
    unit = clauses.unit_at(hit.first)
    if unit is None or not unit.quote:
        return []
    first, after = hit.first, hit.after
    while first > low and clauses.unit_at(first - 1) is unit:
        first -= 1
    while after < high and clauses.unit_at(after) is unit:
        after += 1
    behind = after
    while behind < high and clauses.kinds[behind] == '"':
        behind += 1
    if clauses.kinds[behind : behind + 1] in ("n", "N") and clauses.kinds[after - 1] not in ".,":
        return []
    if clauses.words_of((unit.clauses[0][0], unit.clauses[-1][1])) != (first, after):
        return []  # there is more of it
    if after - first > _WITHIN or after - hit.after > _WITHIN // 2:
        return []
    if hit.first - first > 3 or not set("vxs").isdisjoint(clauses.kinds[first:after]):
        return []
    before_quote = clauses.kinds[first - 2 : first - 1] if first > low + 1 else ""
    if before_quote and before_quote not in ",:.;":
        return []
    before = clauses.scene.sentence_before(clauses.token(low))
    for begin, end in (
        (low, first),
        (after, high),
        (clauses.word(before[0]), clauses.word(before[1])),
    ):
        near = [
            party
            for party in clauses.parties_within(begin, end)
            if party.ref.targets and set(unit.holders).isdisjoint(party.ref.holders)
        ]
        if near:
            return near if len({party.ref.targets for party in near}) == 1 else []
    return []
