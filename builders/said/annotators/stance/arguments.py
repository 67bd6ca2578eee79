"""Who stands where in a clause: the object of a predicate, the agent of a passive, and what turns
the predicate round. Subjects are found in `subjects`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from said.annotators.stance import wordbook
from said.annotators.stance.namedwords import THIRD_PERSON, Party, Subject
from said.annotators.stance.names import PERSON
from said.annotators.stance.subjects import NOBODY, NOMINAL, PASSED, POSSESSIVES, Subjects
from said.text.classes import BREAKS, Pos
from said.text.segments import Range

_IN_PREDICATE = PASSED | {
    Pos.DETERMINER,
    Pos.WORD,
    Pos.TO,
    Pos.PREPOSITION,
    Pos.SUBJECT,
}
"""What stands between a subject and what is said of it, with *no*, *far from* and *nothing but*."""
_ABLE = frozenset({"can", "could", "cannot", "can't", "couldn't"})
_POSSIBLE = frozenset({"could", "should", "might", "must", "need"})
_UNABLE = frozenset({"not", "hardly", "scarcely", "never", "cannot", "can't", "couldn't"})
_DEGREES = frozenset({"more", "less"})
_SHORTLY, _NEAR, _FAR = 4, 6, 12
"""No more words are asked before a predicate without a subject, between a verb and its object, and
between a passive and its agent."""


class Clauses(Subjects):
    """Who stands where in the clauses of a text."""

    def objects_of(self, place: int, high: int, subject: Subject = NOBODY) -> list[Party]:
        """Who stands right of a predicate that ends before a place, with those coordinated. A
        pronoun means none of the `subject`."""
        party = self._object(place, high, subject)
        if party is None:
            return []
        found = [party]
        after = party.after
        while after < high:
            step = after + 1 if self.words[after] in ("and", "or") else self._listed(after)
            is_verb = step is not None and self.is_verb(step)
            other = self._object(step, min(high, step + _NEAR)) if step and not is_verb else None
            if other is None or self._is_subject(other):
                break
            found.append(other)
            after = other.after
        return found

    def _listed(self, comma: int) -> int | None:
        """Where the next name of a list begins behind a comma."""
        if self.kinds[comma] != Pos.COMMA:
            return None
        if self.words[comma + 1 : comma + 2] == ["and"]:
            return comma + 2
        party = self.party_at(comma + 1)
        if party is None or self.words[party.after : party.after + 1] not in (["and"], [","]):
            return None
        return comma + 1

    def is_predicate(self, place: int, low: int) -> bool:
        """Whether a form of be or the like stands before a place, with adverbs between."""
        at = place
        while at > low and (
            self.kinds[at - 1] in (Pos.ADVERB, Pos.MARK) or self.words[at - 1] in _DEGREES
        ):
            at -= 1
        word = self.words[at - 1] if at > low else ""
        is_linked = wordbook.bare_form(word) in wordbook.lemma_set("linking")
        return at == low or wordbook.is_be(word) or is_linked or word in ("and", "but", "as", ",")

    def possessor_at(self, slot: Range, subject: Subject) -> Party | None:
        """Whom a possessive in the place of "someone's" means: leapt to his defence."""
        first, after = slot
        if after - first == 1 and self.words[first] in POSSESSIVES:
            return self.other(first, self._possessor(after), subject)
        if self.kinds[after : after + 1] == Pos.POSSESSIVE:
            return self.party_before(after)
        return None

    def _is_subject(self, party: Party) -> bool:
        """Whether a predicate follows on a name."""
        kind = self.kinds[party.after : party.after + 1]
        return kind in (Pos.AUXILIARY, Pos.VERB) and bool(kind)

    def other(self, at: int, party: Party | None, subject: Subject) -> Party | None:
        """Whom a pronoun at a place means, where the subject is not meant: Lind praised her."""
        word = self.words[at]
        if word not in THIRD_PERSON or self.kinds[at] not in (Pos.OBJECT, Pos.DETERMINER):
            return party
        if word.endswith("self"):
            return None
        subjects = {one for them in subject.parties for one in them.ref.holders}
        if party is not None and subjects.isdisjoint(party.ref.holders):
            return party
        ref = self.scene.other_person(self.token(at), subjects)
        return Party(at, at + 1, ref) if ref else None

    def _object(self, place: int, high: int, subject: Subject = NOBODY) -> Party | None:
        at = place
        head: str | None = None
        nouns = 0
        while at < min(high, place + _NEAR + 2):
            word, kind = self.words[at], self.kinds[at]
            party = self._mentioned(at, subject)
            if word in POSSESSIVES and (word != "her" or self.kinds[at + 1 : at + 2] in ("n", "g")):
                return self._apposed(at + 1, high) or self._owned(party, at + 1, high)
            if party is not None:
                return self._judged_object(party, head, nouns, high)
            behind = self.words[at + 1 : at + 2]
            if word in wordbook.word_set("conduct") and behind in (["of"], ["by"]):
                head = word
                at += 1
            elif word in ("how", "what", "way"):
                head = "treatment"
            elif kind == Pos.COMMA and nouns:
                return self._apposed(at, high)
            elif kind in NOMINAL:
                nouns += 1
            elif kind not in (Pos.DETERMINER, Pos.ADVERB, Pos.MARK):
                return None
            at += 1
        return None

    def _mentioned(self, at: int, subject: Subject) -> Party | None:
        """Who is meant by the name or the pronoun at a place, possessives too."""
        word = self.words[at]
        if word in ("its", "their", "whose"):
            return self._possessor(at + 1)
        if word == "it":
            ref = self.scene.by_its(self.token(at), is_near=True)
            return self._party(ref)._replace(first=at, after=at + 1) if ref else None
        return self.other(at, self.party_at(at), subject)

    def _judged_object(self, party: Party, head: str | None, nouns: int, high: int) -> Party | None:
        """A name as the object, with what is theirs; None where a noun goes with it."""
        if self.kinds[party.after : party.after + 1] == Pos.POSSESSIVE:
            return self._owned(party, party.after + 1, high)
        if nouns and head is None and self._is_subject(party):
            return None  # workers T had sacked
        if party.after < high and self.names_another(party):
            return None
        return party._replace(head=head)

    def _apposed(self, place: int, high: int) -> Party | None:
        """Whom an apposition names: her goalkeeper, T,."""
        at = place
        while at < min(high, place + _NEAR) and self.kinds[at] in (Pos.WORD, Pos.GERUND):
            at += 1
        party = self.party_at(at + 1) if self.kinds[at : at + 1] == Pos.COMMA else None
        if party is None or self.kinds[party.after : party.after + 1] not in (",", ".", ""):
            return None
        return party if party.ref.kind == PERSON else None

    def _owned(self, owner: Party | None, place: int, high: int) -> Party | None:
        """What is somebody's, if it is judged with them: T's handling of the strike."""
        if owner is None:
            return None
        at = place
        while at < min(high, place + _NEAR) and self.kinds[at] in NOMINAL | {Pos.ADVERB, Pos.MARK}:
            at += 1
        some = [self.words[one] for one in range(place, at) if self.kinds[one] != Pos.MARK]
        conduct = [word for word in some if word in wordbook.word_set("conduct")]
        if not conduct or (some and some[-1] in wordbook.word_set("heads")):
            head = some[-1] if some else None
            return owner._replace(head=head, after=at) if head else None
        return owner._replace(head=conduct[-1], after=at)

    def names_another(self, party: Party) -> bool:
        """Whether a noun behind a name makes it name somebody else: T workers, T shares."""
        if party.after >= len(self.words):
            return False
        word = self.words[party.after]
        if word in wordbook.word_set("heads"):
            return True
        return (
            party.ref.kind != PERSON
            and self.kinds[party.after] == Pos.WORD
            and word not in wordbook.word_set("behind names")
        )

    def is_verb(self, place: int) -> bool:
        """Whether a word is a verb in one of its forms."""
        if place >= len(self.words):
            return False
        word = self.words[place]
        return self.kinds[place] == Pos.VERB or wordbook.bare_form(word) not in (word, "one's")

    def is_noun(self, place: int) -> bool:
        """Whether a word is rather a noun than a verb."""
        if self.kinds[place : place + 1] != Pos.WORD:
            return False
        word = self.words[place]
        return wordbook.bare_form(word) == word and not word.endswith("s")

    def agents(self, place: int, high: int, by: Sequence[str] = ("by",)) -> list[Party]:
        """By whom something is done, behind a passive that ends before a place."""
        for at in range(place, min(high, place + _FAR)):
            if self.words[at] in by:
                found = self.objects_of(at + 1, high)
                return [party for party in found if party.head is None]
            if self.kinds[at] in BREAKS | {Pos.COORDINATOR, Pos.SUBORDINATOR}:
                return []
        return []

    def is_passive(self, first: int, after: int, low: int) -> bool:
        """Whether the verb at a place is in the passive, or a participle with its agent."""
        if not wordbook.is_participle(self.words[first]):
            return False
        at = first
        while at > low and self.kinds[at - 1] in (Pos.ADVERB, Pos.MARK):
            at -= 1
        if at > low and wordbook.is_be(self.words[at - 1]):
            return True
        return self.words[after : after + 1] == ["by"]

    def turned(self, subject: Subject, place: int, low: int) -> int:
        """How many phrases between a subject and a predicate turn it round, what belongs to another
        verb left out."""
        low = max(low, subject.place if subject.parties or subject.is_speaker else place - _SHORTLY)
        first = place
        is_joined = self.kinds[first - 1 : first] == Pos.COORDINATOR
        if first > low and is_joined and not self.is_verb(place):
            first -= 1  # not brave and honest
        while first > low:
            kind = self.kinds[first - 1]
            is_chain = kind in (Pos.VERB, Pos.GERUND) and self.kinds[first] == Pos.TO
            is_turn = self.words[first - 1] in ("anything", "but", "nothing")
            if kind not in _IN_PREDICATE and not is_chain and not is_turn:
                break
            first -= 1
        is_neither = bool(subject.parties) and self.words[subject.place - 1] == "neither"
        is_utmost = self._is_utmost(first, place)
        return self.turns(first, place) + is_neither - is_utmost

    def _is_utmost(self, first: int, place: int) -> bool:
        """Whether a clause says that nobody could be more so: could not have been more helpful."""
        words = self.words[first:place]
        is_more = self.is_comparative(place)
        return is_more and not (_ABLE.isdisjoint(words) or _UNABLE.isdisjoint(words))

    def is_wish(self, place: int, low: int) -> bool:
        """Whether a clause only says that somebody could be more so: could be more helpful."""
        before = self.words[max(low, place - _SHORTLY) : place]
        if not self.is_comparative(place) or _POSSIBLE.isdisjoint(before):
            return False
        return _UNABLE.isdisjoint(before)

    def is_comparative(self, place: int) -> bool:
        """Whether a quality is compared: more helpful, less helpful, kinder."""
        word = self.words[place]
        is_form = word.endswith("er") and word not in wordbook.word_set("good")
        return is_form or self.words[place - 1] in _DEGREES

    def turns(self, first: int, after: int) -> int:
        """How many phrases in a range turn what follows round."""
        lemmas = [wordbook.bare_form(word) for word in self.words[first:after]]
        hits = [
            (hit.first, -hit.after, hit)
            for hit in wordbook.find_phrases(self.words[first:after], lemmas)
            if hit.section in ("turning", "not turning")
        ]
        count = 0
        end = 0
        for _, group in groupby(sorted(hits), key=lambda one: one[0]):
            hit = min(group)[2]
            if hit.first >= end:
                end = hit.after
                count += hit.section == "turning"
        return count


def judged(parties: Sequence[Party]) -> Iterator[Party]:
    """Those who are judged themselves, or by what they do."""
    for party in parties:
        if party.head is None or party.head in wordbook.word_set("conduct"):
            yield party
