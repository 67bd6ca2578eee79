"""Whose a judgement is (T10), and whether it is one at all: what is asked, denied or only supposed
is nobody's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from said.annotators.quotes.lexemes import verbs
from said.annotators.stance import wordbook
from said.annotators.stance.arguments import Clauses, Subject
from said.annotators.stance.units import Unit
from said.annotators.stance.wordbook import Found
from said.schema.scheme import AUTHOR
from said.text.classes import BREAKS

_CONDITIONS = frozenset({"if", "unless", "whether"})
_DENIALS = frozenset({"deny", "reject", "dismiss", "dispute", "refute", "rebut", "doubt", "question", "contest", "contradict", "disbelieve"})  # fmt: skip
_CLAIMS = frozenset({"that", "claim", "claims", "allegation", "allegations", "accusation", "accusations", "suggestion", "suggestions", "idea", "notion", "report", "reports", "rumour", "rumours", "charge", "charges", "being", "having", "calling", "saying"})  # fmt: skip
_NEAR, _FAR, _SCOPE = 5, 8, 25
_OWN_WORKS = frozenset({"article", "autobiography", "blog", "book", "column", "diary", "essay", "letter", "memoir", "message", "post", "report", "review", "statement", "testimony", "verdict"})  # fmt: skip


class Holders:
    """Whose the judgements of a text are. `denied` has the phrases that deny or leave open what
    follows them, by place."""

    def __init__(self, clauses: Clauses, hits: Sequence[Found]) -> None:
        self.clauses = clauses
        self._denying = [hit for hit in hits if hit.section == "denying"]

    def of_subject(self, unit: Unit, subject: Subject) -> Sequence[str]:
        """Who the subject of an act or a feeling is: the speakers of a quote for the first person."""
        if subject.is_speaker or subject.is_missing:
            return unit.holders if unit.quote else ()
        return [
            holder
            for party in subject.parties
            if party.head is None or party.head in _OWN_WORKS
            for holder in party.ref.holders
        ]

    def of_claim(self, unit: Unit, place: int, hit: Found, low: int, high: int) -> Sequence[str]:
        """Who says what is said of a party that stands at a place: who is told to think so before
        it, else the speakers of the quote, else who is told to say so elsewhere in the sentence,
        else the author."""
        verb = self._opinion_before(place, low)
        if verb is not None and self.clauses.unit_at(verb) is unit:
            return self.of_subject(unit, self.clauses.subject_of(verb, low))
        if unit.quote:
            return unit.holders
        teller = self._teller(hit, low, high)
        if teller is not None:
            return self.of_subject(unit, teller)
        return (AUTHOR,)

    def turns_of_opinion(self, place: int, low: int) -> int:
        """How often the opinion before a clause is negated: I do not think that T is bad."""
        verb = self._opinion_before(place, low)
        if verb is None:
            return 0
        first = verb
        while first > low and self.clauses.kinds[first - 1] in "xa":
            first -= 1
        return self.clauses.turns(first, verb)

    def _opinion_before(self, place: int, low: int) -> int | None:
        """The verb of opinion right before a clause: Lind thinks that T is honest."""
        kinds = self.clauses.kinds
        at = place
        while at > low and kinds[at - 1] in 'dnNTa",' and at > place - _NEAR:
            if self._is_opinion(at - 1):
                break
            at -= 1
        if at <= low or not self._is_opinion(at - 1):
            return None
        is_noun = kinds[at - 1] == "n" and at >= 2 and kinds[at - 2] in "dp"
        return None if is_noun else at - 1

    def _is_opinion(self, place: int) -> bool:
        return wordbook.bare_form(self.clauses.words[place]) in wordbook.lemma_set("opinions")

    def _teller(self, hit: Found, low: int, high: int) -> Subject | None:
        """Who is said to say so in a parenthesis or behind: T, Lind argues, has done well."""
        words, kinds = self.clauses.words, self.clauses.kinds
        for at in range(low, high):
            if words[at : at + 2] == ["according", "to"]:
                return Subject(tuple(self.clauses.objects_of(at + 2, high)))
            if words[at : at + 1] == ["to"] and (at == low or kinds[at - 1] == ";"):
                party = self.clauses.party_at(at + 1)
                if party is not None and words[party.after : party.after + 1] == [","]:
                    return Subject((party,))
            if self._is_saying(at) and not hit.first <= at < hit.after:
                behind = self.clauses.party_at(at + 1)
                is_behind = behind is not None and at > low and kinds[at - 1] in ',"'
                subject = self.clauses.subject_of(at, low)
                if is_behind:
                    return Subject((behind,)) if behind else None
                if (
                    subject.place
                    and subject.parties
                    and subject.place > low
                    and kinds[self._head(subject.place) - 1] in ',"'
                ):
                    return subject
        return None

    def _head(self, place: int) -> int:
        at = place
        while at > 0 and self.clauses.kinds[at - 1] in "nNd":
            at -= 1
        return at

    def _is_saying(self, place: int) -> bool:
        verb = _saying().get(self.clauses.words[place])
        return bool(verb)

    def is_open(self, place: int, low: int, high: int) -> bool:
        """Whether what stands at a place is asked, denied or supposed in its sentence."""
        words, kinds = self.clauses.words, self.clauses.kinds
        for at in range(place - 1, max(low, place - _SCOPE) - 1, -1):
            if kinds[at] in BREAKS or words[at] == "but":
                break
            if words[at] in _CONDITIONS or self._is_inverted(at, low):
                return True
            if wordbook.bare_form(words[at]) in _DENIALS:
                near = words[at + 1 : at + _NEAR]
                if not _CLAIMS.isdisjoint(near):
                    return True
        low = max(low, place - _SCOPE)
        if any(low <= hit.first < place and hit.after <= place for hit in self._denying):
            return True
        for at in range(place, min(high, place + _SCOPE)):
            if words[at] == "?":
                return True
            if kinds[at] in BREAKS:
                break
        return False

    def _is_inverted(self, place: int, low: int) -> bool:
        """Whether a condition begins at a place without *if*: had T known, should T fail."""
        if self.clauses.words[place] not in ("had", "should", "were"):
            return False
        is_start = place == low or self.clauses.kinds[place - 1] in ',"'
        return is_start and self.clauses.kinds[place + 1 : place + 2] in ("s", "N", "d")


@cache
def _saying() -> dict[str, bool]:
    return {form: True for form, verb in verbs().items() if verb.clause or verb.attitude}
