"""A text whose judgements are looked for: whose a judgement is (T10), on what target, and whether
it is one at all: what is asked, denied or only supposed is nobody's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from said.annotators.quotes.lexemes import verbs
from said.annotators.stance import wordbook
from said.annotators.stance.arguments import Clauses, judged
from said.annotators.stance.namedwords import Party, Subject
from said.annotators.stance.names import COMPANY
from said.annotators.stance.units import AGAINST, FAVOR, StanceDraft, Unit
from said.annotators.stance.wordbook import Found
from said.schema.scheme import AUTHOR
from said.text.classes import BREAKS, CONDITIONS

LABELS = {
    "praise": FAVOR,
    "support": FAVOR,
    "blame": AGAINST,
    "reject": AGAINST,
    "pleases": FAVOR,
    "upsets": AGAINST,
    "shines": FAVOR,
    "fails": AGAINST,
    "good": FAVOR,
    "bad": AGAINST,
    "good nouns": FAVOR,
    "bad nouns": AGAINST,
    "good feelings": FAVOR,
    "bad feelings": AGAINST,
    "good states": FAVOR,
    "bad states": AGAINST,
    "around": FAVOR,
    "around against": AGAINST,
    "good manner": FAVOR,
    "bad manner": AGAINST,
    "going": AGAINST,
    "good qualities": FAVOR,
    "bad qualities": AGAINST,
    "good holders": FAVOR,
    "bad holders": AGAINST,
    "credits": FAVOR,
    "faults": AGAINST,
    "good adjuncts": FAVOR,
    "bad adjuncts": AGAINST,
    "removing": AGAINST,
    "hopes": FAVOR,
    "worries": AGAINST,
    "deserving": FAVOR,
}
"""What the sections of the lexicon say of whom they judge."""
_ASPECT, _ASPECT_BEHIND = 8, 2
"""The words for an aspect of a company stand no more tokens behind its name, or what judges it."""
_VIEWS = frozenset({"view", "opinion", "eyes", "words", "mind", "judgement", "judgment"})
_NEAR, _FAR, _SCOPE = 5, 8, 25


class JudgedText:
    """The clauses of a text, and whose the judgements in them are."""

    def __init__(self, clauses: Clauses, hits: Sequence[Found]) -> None:
        self.clauses = clauses
        self._denying = [hit for hit in hits if hit.section == "denying"]

    def drafts(
        self,
        unit: Unit,
        holders: Sequence[str],
        parties: Sequence[Party],
        label: str,
        rule: str,
        hit: Found,
    ) -> Iterator[StanceDraft]:
        """A draft for each holder and target; nobody takes a stance towards themselves."""
        part = self.clauses.tokens(hit.first, hit.after)
        for party in judged(parties):
            for target in self.targets_of(party, part[1]):
                for holder in holders:
                    if holder not in (*party.ref.holders, target):
                        yield StanceDraft(unit, holder, target, label, (part,), rule)

    def targets_of(self, party: Party, after: int) -> list[str]:
        """The targets of a name; what is said of an aspect of a company is on that aspect (T3)."""
        scene = self.clauses.scene
        found = sorted(party.ref.targets)
        if party.ref.kind == COMPANY:
            end = max(after + _ASPECT_BEHIND, party.ref.after + _ASPECT)
            kinds = {hit.kind for hit in scene.reading.within(party.ref.first, end)}
            return [one for one in (scene.aspect(owner, kinds) for owner in found) if one] or found
        return found

    def of_subject(self, unit: Unit, subject: Subject) -> Sequence[str]:
        """Who the subject of an act or a feeling is: for the first person the speakers."""
        if subject.is_speaker or subject.is_missing:
            return unit.holders if unit.quote else ()
        return [
            holder
            for party in subject.parties
            if party.head is None or party.head in wordbook.word_set("works")
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
        words = self.clauses.words[hit.first : hit.after]
        is_measure = " ".join(map(wordbook.bare_form, words)) in wordbook.word_set("measures")
        return () if is_measure else (AUTHOR,)

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
            if self._is_opinion(at - 1) or kinds[at - 1] == "T":
                break
            at -= 1
        if at > low + 1 and kinds[at - 1] == "T" and self._is_thinking(at - 2):
            return at - 2
        if at <= low or not self._is_opinion(at - 1):
            return None
        is_noun = kinds[at - 1] == "n" and at >= 2 and kinds[at - 2] in "dp"
        return None if is_noun else at - 1

    def _is_thinking(self, place: int) -> bool:
        """Whether a clause with *that* is what somebody thinks: ruled that, is adamant that."""
        is_adjective = place > 0 and wordbook.is_be(self.clauses.words[place - 1])
        return is_adjective or self.clauses.is_verb(place)

    def _is_opinion(self, place: int) -> bool:
        return wordbook.bare_form(self.clauses.words[place]) in wordbook.lemma_set("opinions")

    def _teller(self, hit: Found, low: int, high: int) -> Subject | None:
        """Who is said to say so in a parenthesis or behind: T, Lind argues, has done well."""
        words, kinds = self.clauses.words, self.clauses.kinds
        for at in range(low, high):
            if words[at : at + 2] == ["according", "to"]:
                return Subject(tuple(self.clauses.objects_of(at + 2, high)))
            if words[at] in _VIEWS and kinds[at - 1] == "'":
                party = self.clauses.party_before(at - 1)
                if party is not None and words[party.first - 1] in ("in", "to"):
                    return Subject((party,))
            if words[at] in ("to", "for") and (at == low or kinds[at - 1] == ";"):
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
            if words[at] in CONDITIONS or self._is_inverted(at, low):
                return True
            if wordbook.bare_form(words[at]) in wordbook.word_set("denials"):
                near = words[at + 1 : at + _NEAR]
                if not wordbook.word_set("claims").isdisjoint(near):
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
