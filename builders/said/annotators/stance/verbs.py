"""Judgements by verbs, idioms and adverbs: who does what to whom, and how.

The object is judged by who praises or slams it, the subject by who says that it lied or shone, or
whom it impressed. A demand to go judges whoever is to go.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from said.annotators.stance import wordbook
from said.annotators.stance.arguments import Clauses, judged
from said.annotators.stance.judged import LABELS, JudgedText
from said.annotators.stance.namedwords import Party, Subject
from said.annotators.stance.units import AGAINST, StanceDraft, Unit, opposite_label
from said.annotators.stance.wordbook import Found

_MUST = frozenset({"must", "should", "ought", "need", "needs", "has to", "had better"})
_FINAL = frozenset({"go", "quit"})
_AT_END = frozenset({".", ",", ";", '"', "", "a", "c"})
_NEAR = 6
"""No more words stand between a verb and its adverb, or who is to go and who asks for it."""


def of_verb(text: JudgedText, unit: Unit, hit: Found, low: int, high: int) -> Iterator[StanceDraft]:
    """Who does this judges the object; of a passive the subject is judged by the agent."""
    clauses = text.clauses
    label = LABELS[hit.section]
    if clauses.is_passive(hit.first, hit.after, low):
        subject = clauses.subject_of(hit.first, low)
        agents = clauses.agents(hit.after, high)
        if clauses.turned(subject, hit.first, low) or not agents:
            return
        actors = [holder for agent in agents for holder in agent.ref.holders]
        yield from text.drafts(unit, actors, subject.parties, label, "passive", hit)
        return
    subject = clauses.subject_of(hit.first, low)
    objects = clauses.objects_of(hit.after, high, subject)
    fronted = None if objects else _fronted(text.clauses, hit, low)
    if fronted:
        objects, subject = fronted
    if not objects or _is_noun(text.clauses, hit, low):
        return
    if (
        unit.quote
        and hit.section == "support"
        and not subject.parties
        and _is_said_of_all(text.clauses, hit, low)
    ):
        subject = Subject((), is_speaker=True, place=low)
        if (
            "everybody" not in clauses.words[low : hit.first]
            and "everyone" not in clauses.words[low : hit.first]
        ):
            label = opposite_label(label)
    if clauses.turned(subject, hit.first, low):
        if hit.section != "support" or clauses.turned(subject, hit.first, low) > 1:
            return
        label = opposite_label(label)
    holders = text.of_subject(unit, subject)
    rule = {"praise": "object", "blame": "object"}.get(hit.section, hit.section)
    yield from text.drafts(unit, holders, objects, label, rule, hit)


def _fronted(clauses: Clauses, hit: Found, low: int) -> tuple[list[Party], Subject] | None:
    """The object of a relative clause, and its subject: Berg, whom Lind admires."""
    subject = clauses.subject_of(hit.first, low)
    place = subject.place - 1
    words, kinds = clauses.words, clauses.kinds
    if place <= low or words[place] not in ("whom", "who", "that"):
        return None
    before = place - 1 if kinds[place - 1] == "," else place
    party = clauses.party_before(before)
    return ([party], subject) if party else None


def _is_said_of_all(clauses: Clauses, hit: Found, low: int) -> bool:
    """Whether everybody or nobody is the subject, so that a speaker means themselves as well."""
    words = clauses.words[max(low, hit.first - _NEAR) : hit.first]
    return any(
        word in ("nobody", "everybody", "everyone") for word in words
    ) or "no one" in " ".join(words)


def _is_noun(clauses: Clauses, hit: Found, low: int) -> bool:
    """Whether what could be a verb is a noun: with attacks on somebody."""
    if hit.after - hit.first > 1 or hit.first == low:
        return False
    kind = clauses.kinds[hit.first - 1]
    if clauses.words[hit.first - 1] in wordbook.word_set("between"):
        return False
    if clauses.words[hit.after : hit.after + 1] == ["of"]:
        return True  # the misuse of funds
    return kind in "dp" or (kind == "'" and clauses.kinds[hit.first - 2] != "s")


def of_experience(
    text: JudgedText, unit: Unit, hit: Found, low: int, high: int
) -> Iterator[StanceDraft]:
    """What pleases or upsets somebody is good or bad in their eyes."""
    clauses = text.clauses
    subject = clauses.subject_of(hit.first, low)
    if clauses.turned(subject, hit.first, low) or clauses.is_passive(hit.first, hit.after, low):
        return
    if clauses.words[hit.after : hit.after + 1] in (["me"], ["us"]):
        holders: Sequence[str] = unit.holders if unit.quote else ()
    else:
        found = clauses.objects_of(hit.after, high)
        holders = [one for party in found if party.head is None for one in party.ref.holders]
    yield from text.drafts(unit, holders, subject.parties, LABELS[hit.section], "experience", hit)


def of_subject(
    text: JudgedText, unit: Unit, hit: Found, low: int, high: int
) -> Iterator[StanceDraft]:
    """What somebody does well or badly judges them."""
    clauses = text.clauses
    if _is_noun(text.clauses, hit, low) or clauses.is_passive(hit.first, hit.after, low):
        return
    subject = clauses.subject_of(hit.first, low)
    label = LABELS[hit.section]
    turns = clauses.turned(subject, hit.first, low)
    if turns:
        if turns > 1 or (
            hit.section == "fails" and "never" not in clauses.words[subject.place : hit.first]
        ):
            return
        label = opposite_label(label)
    parties = list(judged(subject.parties))
    if (
        not parties
        or text.turns_of_opinion(parties[0].first, low)
        or _is_demanded(text.clauses, subject.place, hit.first)
    ):
        return
    holders = text.of_claim(unit, parties[0].first, hit, low, high)
    yield from text.drafts(unit, holders, parties, label, "verbs", hit)


def _is_demanded(clauses: Clauses, first: int, after: int) -> bool:
    """Whether something is only asked for: T needs to tell the truth."""
    return not _MUST.isdisjoint(clauses.words[first:after])


def of_manner(
    text: JudgedText, unit: Unit, hit: Found, low: int, high: int
) -> Iterator[StanceDraft]:
    """Who does something well or badly is judged: he handled it superbly."""
    clauses = text.clauses
    verb = hit.first
    if clauses.kinds[hit.after : hit.after + 1] != "v":
        while verb > max(low, hit.first - _NEAR) and not _is_finite(text.clauses, verb):
            verb -= 1
    if clauses.is_passive(verb, verb + 1, low) or clauses.is_passive(hit.after, hit.after + 1, low):
        return
    subject = clauses.subject_of(verb, low)
    parties = [party for party in subject.parties if party.head is None]
    if parties and not clauses.turned(subject, hit.first, low):
        holders = text.of_claim(unit, parties[0].first, hit, low, high)
        yield from text.drafts(unit, holders, parties, LABELS[hit.section], "manner", hit)


def _is_finite(clauses: Clauses, place: int) -> bool:
    return clauses.kinds[place] == "v" or clauses.words[place] in ("did", "does")


def of_object_between(
    text: JudgedText, unit: Unit, hit: Found, low: int, high: int
) -> Iterator[StanceDraft]:
    """An idiom that takes somebody between its words judges them: took T to task."""
    clauses = text.clauses
    assert hit.slot is not None
    subject = clauses.subject_of(hit.first, low)
    owner = clauses.possessor_at(hit.slot, subject)
    objects = [owner] if owner else clauses.objects_of(hit.slot[0], min(high, hit.slot[1]), subject)
    if not objects or clauses.turned(subject, hit.first, low):
        return
    holders = text.of_subject(unit, subject)
    yield from text.drafts(unit, holders, objects, LABELS[hit.section], "idiom", hit)


def of_going(
    text: JudgedText, unit: Unit, hit: Found, low: int, high: int
) -> Iterator[StanceDraft]:
    """Who wants somebody to go, or to be sorry, is against them."""
    clauses = text.clauses
    words, kinds = clauses.words, clauses.kinds
    before = hit.first - 1
    if before <= low:
        return
    if words[hit.first] in _FINAL and kinds[hit.after : hit.after + 1] not in _AT_END:
        return
    if kinds[before] == "O":
        party = clauses.party_before(before)
        if party is None:
            return
        if words[party.first - 2 : party.first] == ["time", "for"]:
            holders = text.of_claim(unit, party.first, hit, low, high)
            yield from text.drafts(unit, holders, [party], AGAINST, "demand", hit)
            return
        for at in range(party.first - 1, max(low, party.first - _NEAR) - 1, -1):
            if wordbook.bare_form(words[at]) in wordbook.first_words("urging"):
                subject = clauses.subject_of(at, low)
                if not clauses.turned(subject, at, low):
                    holders = text.of_subject(unit, subject)
                    part = hit._replace(first=at) if clauses.unit_at(at) is unit else hit
                    yield from text.drafts(unit, holders, [party], AGAINST, "demand", part)
                return
            if kinds[at] not in "nNdpa'":
                return
    must = [at for at in range(before, max(low, before - 3), -1) if words[at] in _MUST]
    if must and not clauses.turns(must[0], hit.first):
        subject = clauses.subject_of(must[0], low)
        if text.turns_of_opinion(subject.place, low):
            return
        holders = text.of_claim(unit, subject.place, hit, low, high)
        part = hit._replace(first=must[0]) if clauses.unit_at(must[0]) is unit else hit
        yield from text.drafts(unit, holders, subject.parties, AGAINST, "demand", part)


def of_removal(
    text: JudgedText, unit: Unit, hit: Found, low: int, high: int
) -> Iterator[StanceDraft]:
    """Who removes somebody for a fault is against them (T8): fired T for lying."""
    clauses = text.clauses
    objects = clauses.objects_of(hit.after, high)
    if not objects or clauses.words[objects[-1].after : objects[-1].after + 1] != ["for"]:
        return
    reason = objects[-1].after + 1
    words = clauses.words[reason : min(high, reason + _NEAR)]
    faults = wordbook.find_phrases(words, [wordbook.bare_form(word) for word in words])
    if any(LABELS.get(one.section) == AGAINST for one in faults):
        subject = clauses.subject_of(hit.first, low)
        if not clauses.turned(subject, hit.first, low):
            holders = text.of_subject(unit, subject)
            yield from text.drafts(unit, holders, objects, AGAINST, "removal for a fault", hit)


def of_adjunct(
    text: JudgedText, unit: Unit, hit: Found, low: int, high: int
) -> Iterator[StanceDraft]:
    """For or against whom somebody does something: resigned in protest at T."""
    objects = text.clauses.objects_of(hit.after, high)
    if objects:
        holders = text.of_subject(unit, text.clauses.main_subject(low, hit.first))
        yield from text.drafts(unit, holders, objects, LABELS[hit.section], "adjunct", hit)
