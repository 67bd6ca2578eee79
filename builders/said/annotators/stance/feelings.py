"""Judgements by feelings: who has admiration for whom, is angry with whom, worries about what.

A feeling is of whom a possessive names, or of the subject of the verb that it stands with (voiced,
lost).
"""

from __future__ import annotations

from collections.abc import Iterator

from said.annotators.stance import wordbook
from said.annotators.stance.arguments import Clauses
from said.annotators.stance.judged import LABELS, JudgedText
from said.annotators.stance.namedwords import Subject
from said.annotators.stance.predicates import called_subject
from said.annotators.stance.units import AGAINST, StanceDraft, Unit, opposite_label
from said.annotators.stance.wordbook import Found

_GAP = 5
"""No more words stand between a feeling and what leads to it: voiced deep and lasting regret at."""


def of_feeling(
    text: JudgedText, unit: Unit, hit: Found, low: int, high: int
) -> Iterator[StanceDraft]:
    """A feeling or an act towards somebody is of who has or shows it."""
    clauses = text.clauses
    objects = clauses.objects_of(hit.after, high)
    if not objects:
        return
    label = LABELS[hit.section]
    place = hit.first
    is_lacking = False
    for _ in range(_GAP):
        if place <= low:
            return
        word, kind = clauses.words[place - 1], clauses.kinds[place - 1]
        lemma = wordbook.bare_form(word)
        if word in wordbook.word_set("lacking"):
            is_lacking = True
        elif kind == "'" or lemma == "one's":
            owner = _owner(text.clauses, place - 1, low)
            if owner is not None:
                holders = text.of_subject(unit, owner)
                if _is_lost(text.clauses, place, low):
                    label = opposite_label(label)
                yield from text.drafts(unit, holders, objects, label, "feeling", hit)
                return
        elif (
            lemma in wordbook.lemma_set("light verbs")
            or lemma in wordbook.lemma_set("hiding")
            or lemma in wordbook.lemma_set("losing")
            or clauses.words[place - 2 : place] == ["full", "of"]
        ):
            subject = clauses.subject_of(place - 1 - (word == "of"), low)
            turns = clauses.turned(subject, place - 1, low)
            turns *= lemma not in wordbook.lemma_set("hiding")
            turns += is_lacking + (lemma in wordbook.lemma_set("losing"))
            if turns > 1:
                return
            if clauses.is_passive(place - 1, place, low):
                return
            if turns:
                label = opposite_label(label)
            holders = text.of_subject(unit, subject)
            part = Found(place - 1 if turns else hit.first, hit.after, hit.section)
            yield from text.drafts(unit, holders, objects, label, "feeling", part)
            return
        elif kind not in "dnavg" and word not in ("nothing", "but"):
            return
        place -= 1


def _owner(clauses: Clauses, place: int, low: int) -> Subject | None:
    """Whose a feeling is, by the possessive at a place; None if it goes on before it."""
    if clauses.words[place] in ("my", "our"):
        return Subject((), is_speaker=True, place=place)
    party = clauses.party_before(place) if clauses.kinds[place] == "'" else None
    if party is not None:
        return Subject((party,), place=party.first)
    subject = clauses.main_subject(low, place)
    return subject if clauses.words[place] in ("his", "her", "its", "their") else None


def _is_lost(clauses: Clauses, place: int, low: int) -> bool:
    """Whether whose feeling it is has it no longer: withdrew her support for T."""
    before = clauses.words[max(low, place - 3) : place - 1]
    return any(wordbook.bare_form(word) in wordbook.lemma_set("losing") for word in before)


def of_state(
    text: JudgedText, unit: Unit, hit: Found, low: int, high: int
) -> Iterator[StanceDraft]:
    """Who is grateful to somebody, or angry with them, judges them."""
    clauses = text.clauses
    objects = clauses.objects_of(hit.after, high)
    if not objects:
        return
    if not clauses.is_predicate(hit.first, low):
        return
    subject = clauses.subject_of(hit.first, low)
    if clauses.turned(subject, hit.first, low):
        if LABELS[hit.section] == AGAINST:
            return
        label = AGAINST
    else:
        label = LABELS[hit.section]
    holders = text.of_subject(unit, subject)
    yield from text.drafts(unit, holders, objects, label, "state", hit)


def of_worry(
    text: JudgedText, unit: Unit, hit: Found, low: int, high: int
) -> Iterator[StanceDraft]:
    """Who worries about an aspect of a company that is a target is against it."""
    clauses = text.clauses
    subject = clauses.subject_of(hit.first, low)
    if clauses.turned(subject, hit.first, low):
        return
    objects = clauses.objects_of(hit.after, high)
    after = clauses.token(high)
    for party in objects:
        aspects = set(text.targets_of(party, after)) - party.ref.targets
        ref = party.ref._replace(targets=frozenset(aspects))
        holders = text.of_subject(unit, subject)
        yield from text.drafts(unit, holders, [party._replace(ref=ref)], AGAINST, "worry", hit)


def of_holder(
    text: JudgedText, unit: Unit, hit: Found, low: int, high: int
) -> Iterator[StanceDraft]:
    """Who is called a critic or an admirer of somebody judges them."""
    clauses = text.clauses
    first, after = hit.first, hit.after
    if clauses.words[after : after + 1] == ["of"]:
        objects = clauses.objects_of(after + 1, high)
    else:
        owner = clauses.owner_before(first, low)
        objects = [owner] if owner else []
        first = owner.first if owner else first
    if not objects:
        return
    subject, turns = called_subject(clauses, hit._replace(first=first), low)
    if turns == 0:
        holders = text.of_subject(unit, subject)
        yield from text.drafts(unit, holders, objects, LABELS[hit.section], "holder", hit)


def of_due(text: JudgedText, unit: Unit, hit: Found, low: int, high: int) -> Iterator[StanceDraft]:
    """Whom credit is due to, or with whom the blame lies, is judged."""
    objects = text.clauses.objects_of(hit.after, high)
    if objects and not text.clauses.turns(max(low, hit.first - _GAP), hit.first):
        holders = text.of_claim(unit, hit.first, hit, low, high)
        yield from text.drafts(unit, holders, objects, LABELS[hit.section], "due", hit)


def of_cue(text: JudgedText, quote: Unit, hit: Found) -> Iterator[StanceDraft]:
    """A noun that brings in a quote judges whom the quote begins with: confidence that T will win.
    What is expected of them is part of it."""
    clauses = text.clauses
    first, after = clauses.words_of(quote.clauses[0])
    found = clauses.objects_of(first, after)
    if not found:
        return
    place = clauses.token(found[-1].after)
    rest = [(place, high) for low, high in quote.clauses if low <= place < high]
    for draft in text.drafts(quote, quote.holders, found, LABELS[hit.section], "cue noun", hit):
        yield draft._replace(parts=(*draft.parts, *rest[:1]))
