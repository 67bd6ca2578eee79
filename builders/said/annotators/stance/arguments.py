"""Who stands where in a clause: the subject of a predicate, its object, the agent of a passive.

The words of a sentence have classes, not a parse. A walk from the predicate passes what can stand
between, skips a parenthesis, and goes up from a participle or a relative clause to whom it belongs
to. Where it meets anything else, nobody is found, so that a frame abstains rather than guesses.

Places are numbers of words (`Reading.words`), ranges are half open.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from said.annotators.stance import wordbook
from said.annotators.stance.names import PERSON, Ref
from said.annotators.stance.scene import Scene
from said.annotators.stance.units import Unit
from said.text.classes import BREAKS, Pos
from said.text.pronouns import pronouns
from said.text.segments import Range

_FIRST_PERSON = pronouns("first person")
_THIRD = pronouns("he", "she")
_THEY = frozenset({"they", "them"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_WHOSE = frozenset({"his", "her", "its", "their", "whose"})
_FORMS_OF_BE = frozenset({"am", "is", "are", "was", "were", "be", "been", "being", "'s", "'re", "'m", "get", "got", "gets", "isn't", "wasn't", "aren't", "weren't"})  # fmt: skip
_PASSED = frozenset({Pos.AUXILIARY, Pos.ADVERB, Pos.MARK})
_NOMINAL = frozenset({Pos.WORD, Pos.NAME, Pos.NUMBER, Pos.GERUND, Pos.VERB})
_CLAUSE_STARTS = BREAKS | {
    Pos.COMMA,
    Pos.COORDINATOR,
    Pos.SUBORDINATOR,
    Pos.THAT,
    Pos.MARK,
    Pos.DASH,
    Pos.QUESTION_WORD,
}
_IN_PARENTHESIS = frozenset({Pos.QUESTION_WORD, Pos.DETERMINER, Pos.PREPOSITION, Pos.NUMBER, Pos.GERUND, Pos.VERB, Pos.WORD, Pos.NAME, Pos.ADVERB})  # fmt: skip
_TIMES = frozenset({"last", "next", "this", "today", "yesterday", "tomorrow", "again", "earlier", "late", "early", "as", "over", "too", "alone", "both", "whatsoever", "left", "anyway", "afterwards"})  # fmt: skip
_TITLES = frozenset({"mr.", "mrs.", "ms.", "dr.", "sir", "dame", "lord", "lady", "mr", "mrs", "ms", "dr", "sen.", "rep.", "gov.", "gen.", "president", "mayor", "minister", "senator", "governor"})  # fmt: skip
_BETWEEN = frozenset({"no", "longer", "once", "first", "hardly", "scarcely", "barely", "rarely", "ever", "yet", "still", "one"})  # fmt: skip
"""Words between a subject and its verb whose class does not show it."""
_NEAR, _FAR, _PARENTHESIS, _CLAUSE = 6, 12, 30, 60


class Party(NamedTuple):
    """Somebody at a place; `head` is the noun for what is theirs (T's handling of it)."""

    first: int
    after: int
    ref: Ref
    head: str | None = None


class Subject(NamedTuple):
    """The subject of a predicate: parties, or whoever speaks. `place` is where it stands."""

    parties: tuple[Party, ...]
    is_speaker: bool = False
    place: int = 0
    is_missing: bool = False
    """Whether nothing stands before the predicate: *Thank God for T*, *Proud of T*."""


_NOBODY = Subject(())
_MISSING = Subject((), is_missing=True)
_QUANTIFIED = frozenset({"nobody", "everybody", "everyone"})


class Clauses:
    """The words of a text, and who stands where in its clauses."""

    def __init__(self, scene: Scene, units: Sequence[Unit]) -> None:
        reading = scene.reading.reading
        self.scene = scene
        self.words: Sequence[str] = reading.lowered_words
        self.kinds = reading.word_classes
        self._starts = reading.words.starts
        self._ends = reading.words.ends
        self._tokens = scene.reading.tokens
        self._units = units
        self._pieces = sorted(
            (first, after, number)
            for number, unit in enumerate(units)
            for first, after in unit.clauses
        )

    def unit_at(self, place: int) -> Unit | None:
        """The unit in which a word stands."""
        token = self.token(place)
        number = bisect_left(self._pieces, (token + 1,)) - 1
        if number < 0 or token >= self._pieces[number][1]:
            return None
        return self._units[self._pieces[number][2]]

    def token(self, place: int) -> int:
        """The token at which a word begins, or the number of tokens behind the last word."""
        if place >= len(self._starts):
            return len(self._tokens.starts)
        return bisect_left(self._tokens.starts, self._starts[place])

    def tokens(self, first: int, after: int) -> Range:
        """The tokens of some words."""
        return self._tokens.touched(self._starts[first], self._ends[after - 1])

    def word(self, token: int) -> int:
        """The first word that begins at a token or behind it."""
        if token >= len(self._tokens.starts):
            return len(self._starts)
        return bisect_left(self._starts, self._tokens.starts[token])

    def party_at(self, place: int) -> Party | None:
        """Who is meant by what begins at a place."""
        if place >= len(self.words) or self.kinds[place] == Pos.COMMA:
            return None
        return self._named(self.scene.starting(self.token(place)), place)

    def party_before(self, place: int) -> Party | None:
        """Who is meant by what ends before a place."""
        if not place:
            return None
        return self._named(self.scene.ending(self.token(place)), place - 1)

    def _named(self, ref: Ref | None, place: int) -> Party | None:
        """A name, or whom a pronoun at a place means: in a quote nobody who speaks, *they* the one
        company that was named."""
        word = self.words[place]
        if word.endswith("self"):
            return None
        if word in _THIRD or (word in _THEY and ref is None):
            speakers = self._speakers_at(place)
            if word in _THEY:
                ref = self.scene.by_its(self.token(place))
            elif speakers and (ref is None or not set(speakers).isdisjoint(ref.holders)):
                ref = self.scene.other_person(self.token(place), speakers)
            return Party(place, place + 1, ref) if ref else None
        return self._party(ref) if ref else None

    def _party(self, ref: Ref) -> Party:
        return Party(self.word(ref.first), self.word(ref.after), ref)

    def _speakers_at(self, place: int) -> Sequence[str]:
        """The speakers of a direct quote at a place, who call themselves neither he nor she."""
        unit = self.unit_at(place)
        if unit is None or not unit.quote:
            return ()
        first = self.word(unit.clauses[0][0])
        return unit.holders if first and self.kinds[first - 1] == Pos.MARK else ()

    def parties_within(self, first: int, after: int) -> list[Party]:
        """Who is named in a range."""
        return [self._party(ref) for ref in self.scene.within(self.token(first), self.token(after))]

    # -- to the left ------------------------------------------------------------------------------

    def subject_of(self, place: int, low: int) -> Subject:
        """The subject of the predicate that begins at a place, in a sentence from `low` on."""
        low = max(low, place - _CLAUSE)
        at = place
        while at > low:
            party = self.party_before(at)
            if party is not None and self.words[at - 1] not in _WHOSE - {"her"}:
                return self._as_subject(party)
            word, kind = self.words[at - 1], self.kinds[at - 1]
            if word in _FIRST_PERSON:
                return Subject((), is_speaker=True, place=at - 1)
            if kind == Pos.SUBJECT:
                return self._relative_subject(at - 1)
            if kind == Pos.TO:
                urging = self._urging_before(at - 1, low)
                if urging is not None:
                    at = urging
                    continue
                at -= 1
                if at > low and self.kinds[at - 1] in _NOMINAL and not self.party_before(at):
                    at -= 1  # went on to, is expected to
                continue
            if (
                kind in _PASSED
                or word in _BETWEEN
                or (kind == Pos.POSSESSIVE and at == place)
                or (kind == Pos.POSSESSIVE and self.kinds[at - 2 : at - 1] == Pos.SUBJECT)
            ):
                at -= 1
            elif kind == Pos.COMMA:
                opening = self._opening(at - 1, low)
                if opening is None:
                    return self.main_subject(low, at - 1)
                at = opening
            elif word in _RELATIVE:
                at = at - 2 if self.kinds[at - 2 : at - 1] == Pos.COMMA else at - 1
                antecedent = self.party_before(at)
                if antecedent is None or (word == "which" and antecedent.ref.kind == PERSON):
                    return _NOBODY
                return self._as_subject(antecedent)
            elif kind in (Pos.COORDINATOR, Pos.DASH):
                infinitive = self._infinitive_before(at - 1, low)
                if infinitive is None:
                    return self.main_subject(low, at - 1)
                at = infinitive
            elif kind in _NOMINAL or word in _WHOSE:
                return self._owner(at, low)
            else:
                return _MISSING if kind in BREAKS else _NOBODY
        return _MISSING if at == low else _NOBODY

    def _relative_subject(self, place: int) -> Subject:
        """Whom a pronoun means that could be two: not the antecedent of its relative clause."""
        if place < 2 or self.words[place - 1] != "whom" or self.words[place] not in _THIRD:
            return _NOBODY
        before = place - 2 if self.kinds[place - 2] == Pos.COMMA else place - 1
        antecedent = self.party_before(before)
        if antecedent is None:
            return _NOBODY
        ref = self.scene.other_person(self.token(place), antecedent.ref.holders)
        return Subject((Party(place, place + 1, ref),), place=place) if ref else _NOBODY

    def _as_subject(self, party: Party) -> Subject:
        """A party that stands before a predicate, with those who are coordinated."""
        parties = [party]
        before = self._before(party)
        while before > 0 and self.words[before] in ("and", "nor", "or"):
            other = self.party_before(before)
            if other is None:
                break
            parties.insert(0, other)
            before = self._before(other)
        if before >= 0 and self.kinds[before] in (Pos.PREPOSITION, Pos.TO):
            head = self.words[before - 1] if before else ""
            if self.words[before] in ("of", "by", "from") and head in wordbook.word_set("conduct"):
                heads = tuple(one._replace(head=head) for one in parties)
                return Subject(heads, place=parties[0].first)
            outer = self.party_before(before)
            return Subject((outer,), place=outer.first) if outer else _NOBODY
        return Subject(tuple(parties), place=parties[0].first)

    def _before(self, party: Party) -> int:
        """The place before a name, its article and title (the, Mr.)."""
        at = party.first - 1
        while at >= 0 and (self.kinds[at] == Pos.DETERMINER or self.words[at] in _TITLES):
            at -= 1
        return at

    def _owner(self, at: int, low: int) -> Subject:
        """Whose something is that ends at a place (T's handling of it), or who has something
        behind the name (Lind of the Greens, Lind on Monday)."""
        head = self.words[at - 1]
        end = at
        while at > max(low, end - _FAR):
            word, kind = self.words[at - 1], self.kinds[at - 1]
            if kind == Pos.POSSESSIVE or word in _WHOSE:
                place = at if word in _WHOSE else at - 1
                owner = self._possessor(place) if word in _WHOSE else self.party_before(place)
                if owner is None:
                    return _NOBODY
                return Subject((owner._replace(head=head),), place=owner.first)
            if kind == Pos.PREPOSITION:
                party = self.party_before(at - 1)
                if party is not None:
                    return self._as_subject(party)
                head = self.words[at - 2] if at > 1 else head
            elif (
                kind not in _NOMINAL and kind not in (Pos.DETERMINER, Pos.ADVERB, Pos.COORDINATOR)
            ) or self.party_before(at) is not None:
                return _NOBODY
            at -= 1
        return _NOBODY

    def _possessor(self, after: int) -> Party | None:
        """Whom a possessive pronoun that ends at a place means."""
        word = self.words[after - 1]
        if word == "whose":
            return self.party_before(after - 2 if self.kinds[after - 2] == Pos.COMMA else after - 1)
        if word in ("its", "their"):
            ref = self.scene.by_its(self.token(after - 1))
            return self._party(ref) if ref else None
        return self.party_at(after - 1)

    def _infinitive_before(self, place: int, low: int) -> int | None:
        """The place behind the *to* of an infinitive that is coordinated: to come and support T."""
        for at in range(place - 1, max(low, place - _NEAR) - 1, -1):
            if self.kinds[at] == Pos.TO:
                return at + 1
            if self.kinds[at] not in (Pos.WORD, Pos.ADVERB, Pos.PREPOSITION) or self.party_at(at):
                return None
        return None

    def _urging_before(self, place: int, low: int) -> int | None:
        """The verb of asking others whose infinitive begins at a place: urged voters to reject T."""
        for at in range(place - 1, max(low, place - _NEAR) - 1, -1):
            if (
                wordbook.bare_form(self.words[at]) in wordbook.first_words("urging")
                and at < place - 1
            ):
                return at
            if self.kinds[at] not in _NOMINAL and self.kinds[at] not in (
                Pos.DETERMINER,
                Pos.OBJECT,
                Pos.ADVERB,
                Pos.POSSESSIVE,
                Pos.PREPOSITION,
            ):
                return None
        return None

    def _opening(self, comma: int, low: int) -> int | None:
        """The comma that opens the parenthesis that another one closes, behind a name."""
        for at in range(comma - 1, max(low, comma - _PARENTHESIS) - 1, -1):
            if self.kinds[at] in BREAKS:
                return None
            if self.kinds[at] == Pos.COMMA and self.kinds[at + 1] in _IN_PARENTHESIS:
                if self.party_before(at) is not None:
                    return at
        return None

    def main_subject(self, low: int, before: int) -> Subject:
        """The last subject of a clause in a range, to which what follows is joined."""
        for at in range(before - 1, low - 1, -1):
            if self.words[at] in ("i", "we"):
                return Subject((), is_speaker=True, place=at)
            if self.kinds[at] not in (Pos.NAME, Pos.SUBJECT):
                continue
            party = self.party_at(at)
            if party is None or not self._begins_clause(at, low):
                continue
            following = self.kinds[party.after : party.after + 1]
            if following != Pos.POSSESSIVE and following not in (Pos.STOP, ""):
                return self._as_subject(party)
        return _NOBODY

    def _begins_clause(self, place: int, low: int) -> bool:
        at = place
        while at > max(low, place - _NEAR) and self.kinds[at - 1] in _NOMINAL | {Pos.DETERMINER}:
            word = self.words[at - 1]
            if self.kinds[at - 1] == Pos.VERB or word != wordbook.bare_form(word) != "one's":
                return False  # the object of a verb
            at -= 1
        return at <= low or self.kinds[at - 1] in _CLAUSE_STARTS

    # -- to the right -----------------------------------------------------------------------------

    def objects_of(self, place: int, high: int, subject: Subject = _NOBODY) -> list[Party]:
        """Who stands right of a predicate that ends before a place, with those coordinated. A
        pronoun means none of the `subject`."""
        party = self._object(place, high, subject)
        if party is None:
            return []
        found = [party]
        after = party.after
        while after < high:
            step = after + 1 if self.words[after] in ("and", "or") else self._listed(after)
            other = self._object(step, min(high, step + 3)) if step else None
            if other is None or self._is_subject(other):
                break
            found.append(other)
            after = other.after
        return found

    def _listed(self, comma: int) -> int | None:
        """Where the next name of a list begins behind a comma."""
        party = self.party_at(comma + 1) if self.kinds[comma] == Pos.COMMA else None
        if party is None or self.words[party.after : party.after + 1] not in (["and"], [","]):
            return None
        return comma + 1

    def is_predicate(self, place: int, low: int) -> bool:
        """Whether a form of be or the like stands before a place, with adverbs between."""
        at = place
        while at > low and self.kinds[at - 1] == Pos.ADVERB:
            at -= 1
        word = self.words[at - 1] if at > low else ""
        is_linked = wordbook.bare_form(word) in wordbook.lemma_set("linking")
        return at == low or word in _FORMS_OF_BE or is_linked or word in ("and", "but", "as", ",")

    def possessor_at(self, slot: Range, subject: Subject) -> Party | None:
        """Whom a possessive in the place of "someone's" means: leapt to his defence."""
        first, after = slot
        if after - first == 1 and self.words[first] in _WHOSE:
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
        if self.kinds[at] not in (Pos.OBJECT, Pos.DETERMINER) or self.words[at] not in _THIRD:
            return party
        subjects = {one for them in subject.parties for one in them.ref.holders}
        if party is not None and subjects.isdisjoint(party.ref.holders):
            return party
        ref = self.scene.other_person(self.token(at), subjects)
        return Party(at, at + 1, ref) if ref else None

    def _object(self, place: int, high: int, subject: Subject = _NOBODY) -> Party | None:
        at = place
        head: str | None = None
        nouns = 0
        while at < min(high, place + _NEAR + 2):
            word, kind = self.words[at], self.kinds[at]
            party = None if word in ("its", "their") else self.party_at(at)
            party = self.other(at, party, subject)
            if word in _WHOSE and (word != "her" or self.kinds[at + 1 : at + 2] in ("n", "g")):
                if word in ("its", "their", "whose"):
                    party = self._possessor(at + 1)
                if party is not None:
                    return self._owned(party._replace(first=at, after=at), at + 1, high)
                return None
            if party is not None:
                if self.kinds[party.after : party.after + 1] == Pos.POSSESSIVE:
                    return self._owned(party, party.after + 1, high)
                if nouns and head is None and self._is_subject(party):
                    return None  # workers T had sacked
                if self.names_another(party):
                    return None
                return party._replace(head=head)
            if word in wordbook.word_set("conduct") and self.words[at + 1 : at + 2] in (
                ["of"],
                ["by"],
            ):
                head = word
                at += 2
                continue
            if word in ("how", "what", "way"):
                head = "way"
            elif kind in _NOMINAL:
                nouns += 1
            elif kind not in (Pos.DETERMINER, Pos.ADVERB, Pos.MARK):
                return None
            at += 1
        return None

    def _owned(self, owner: Party, place: int, high: int) -> Party | None:
        """What somebody's, if it is judged with them: T's handling of the strike."""
        at = place
        while at < min(high, place + _NEAR) and self.kinds[at] in _NOMINAL | {Pos.ADVERB}:
            at += 1
        some = self.words[place:at]
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
            party.ref.kind != PERSON and self.kinds[party.after] == Pos.WORD and word not in _TIMES
        )

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
        if at > low and self.words[at - 1] in _FORMS_OF_BE:
            return True
        return self.words[after : after + 1] == ["by"] or self.words[first + 1 : first + 2] == [
            "by"
        ]

    def is_negated(self, first: int, after: int) -> bool:
        """Whether an odd number of words in a range turn what follows round."""
        return self.turns(first, after) % 2 == 1

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
