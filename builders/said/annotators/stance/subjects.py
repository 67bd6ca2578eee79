"""Who is the subject of a predicate.

The words of a sentence have classes, not a parse. A walk from the predicate passes what can stand
between, skips a parenthesis, and goes up from a participle or a relative clause to whom it belongs
to. Where it meets anything else, nobody is found, so that a frame abstains rather than guesses.

Places are numbers of words (`Reading.words`), ranges are half open.
"""

from __future__ import annotations

from said.annotators.stance import wordbook
from said.annotators.stance.namedwords import THIRD_PERSON, NamedWords, Party, Subject
from said.annotators.stance.names import PERSON
from said.text.classes import BREAKS, Pos
from said.text.pronouns import pronouns

_FIRST_PERSON = pronouns("first person")
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
POSSESSIVES = frozenset({"his", "her", "its", "their", "whose"})
PASSED = frozenset({Pos.AUXILIARY, Pos.ADVERB, Pos.MARK})
NOMINAL = frozenset({Pos.WORD, Pos.NAME, Pos.NUMBER, Pos.GERUND, Pos.VERB})
_CLAUSE_STARTS = BREAKS | {
    Pos.COMMA,
    Pos.COORDINATOR,
    Pos.SUBORDINATOR,
    Pos.THAT,
    Pos.MARK,
    Pos.DASH,
    Pos.QUESTION_WORD,
}
_IN_PARENTHESIS = NOMINAL | {
    Pos.QUESTION_WORD,
    Pos.DETERMINER,
    Pos.PREPOSITION,
    Pos.ADVERB,
}
_NEAR, _FAR, _PARENTHESIS, _CLAUSE = 6, 12, 30, 60
"""No more words stand between a verb and its infinitive, in a noun phrase, in a parenthesis, and
between a subject and its predicate."""
NOBODY = Subject(())
_MISSING = Subject((), is_missing=True)


class Subjects(NamedWords):
    """Who stands left of a predicate as its subject."""

    def subject_of(self, place: int, low: int) -> Subject:
        """The subject of the predicate that begins at a place, in a sentence from `low` on."""
        low = max(low, place - _CLAUSE)
        at = place
        while at > low:
            party = self.party_before(at)
            if party is not None and self.words[at - 1] not in POSSESSIVES - {"her"}:
                return self._as_subject(party)
            passed = self._passed(at, place, low)
            if passed is None and self.kinds[at - 1] == Pos.COMMA and self._is_finite(at):
                return NOBODY  # what stands before the comma is a clause of its own
            if passed is None:
                return self._subject_ending(at, low)
            at = passed
        return _MISSING if at == low else NOBODY

    def _passed(self, at: int, place: int, low: int) -> int | None:
        """Where the walk to the left of a predicate at `place` goes on, past the word before `at`;
        None where it ends."""
        word, kind = self.words[at - 1], self.kinds[at - 1]
        if kind == Pos.TO:
            urging = self._urging_before(at - 1, low)
            if urging is not None:
                return urging
            at -= 1
            is_verb = at > low and self.kinds[at - 1] in NOMINAL and not self.party_before(at)
            return at - is_verb  # went on to, is expected to
        if kind in PASSED or word in wordbook.word_set("between"):
            return at - 1
        if kind in NOMINAL and wordbook.bare_form(word) in wordbook.lemma_set("linking"):
            return at - 1  # had grown
        if kind == Pos.POSSESSIVE:
            is_verb = at == place or self.kinds[at - 2 : at - 1] == Pos.SUBJECT
            return at - 1 if is_verb else None
        if kind == Pos.COMMA:
            named = self.party_before(at - 1)
            if named is not None and self.kinds[named.first - 1 : named.first] == Pos.COMMA:
                return at - 1  # the mayor, T, has
            return self._opening(at - 1, low)
        if kind in (Pos.COORDINATOR, Pos.DASH):
            return self._infinitive_before(at - 1, low)
        return None

    def _subject_ending(self, at: int, low: int) -> Subject:
        """The subject that the word before a place belongs to, or leads to."""
        word, kind = self.words[at - 1], self.kinds[at - 1]
        if word in _FIRST_PERSON:
            return Subject((), is_speaker=True, place=at - 1)
        if kind == Pos.SUBJECT and word not in _RELATIVE:
            return self._relative_subject(at - 1)
        if kind in (Pos.COMMA, Pos.COORDINATOR, Pos.DASH):
            return self.main_subject(low, at - 1)
        if word in _RELATIVE:
            at = at - 2 if self.kinds[at - 2 : at - 1] == Pos.COMMA else at - 1
            antecedent = self.party_before(at)
            if antecedent is None or (word == "which" and antecedent.ref.kind == PERSON):
                return NOBODY
            return self._as_subject(antecedent)
        if kind in NOMINAL or word in POSSESSIVES or kind == Pos.POSSESSIVE:
            doer = self._doer(at, low)
            return doer if doer.parties else self._owner(at, low)
        return _MISSING if kind in BREAKS else NOBODY

    def _is_finite(self, place: int) -> bool:
        """Whether a word begins a predicate that needs a subject before it."""
        word = self.words[place]
        is_verb = wordbook.bare_form(word) != word and self.kinds[place] != Pos.GERUND
        return self.kinds[place] == Pos.AUXILIARY or (is_verb and not word.endswith("ed"))

    def _relative_subject(self, place: int) -> Subject:
        """Whom a pronoun means that could be two: not the antecedent of its relative clause."""
        if place < 2 or self.words[place - 1] != "whom" or self.words[place] not in THIRD_PERSON:
            return NOBODY
        before = place - 2 if self.kinds[place - 2] == Pos.COMMA else place - 1
        antecedent = self.party_before(before)
        if antecedent is None:
            return NOBODY
        ref = self.scene.other_person(self.token(place), antecedent.ref.holders)
        return Subject((Party(place, place + 1, ref),), place=place) if ref else NOBODY

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
            return Subject((outer,), place=outer.first) if outer else NOBODY
        return Subject(tuple(parties), place=parties[0].first)

    def _before(self, party: Party) -> int:
        """The place before a name, its article and title (the, Mr.)."""
        at = party.first - 1
        while at >= 0 and (
            self.kinds[at] == Pos.DETERMINER
            or self.words[at].rstrip(".") in wordbook.word_set("titles of persons")
        ):
            at -= 1
        return at

    def _owner(self, at: int, low: int) -> Subject:
        """Whose something is that ends at a place (T's handling of it), or who has something
        behind the name (Lind of the Greens, Lind on Monday)."""
        head = self.words[at - 1]
        end = at
        while at > max(low, end - _FAR):
            word, kind = self.words[at - 1], self.kinds[at - 1]
            if kind == Pos.POSSESSIVE or word in POSSESSIVES:
                place = at if word in POSSESSIVES else at - 1
                owner = self._possessor(place) if word in POSSESSIVES else self.party_before(place)
                if owner is None:
                    return NOBODY
                return Subject((owner._replace(head=head),), place=owner.first)
            if kind == Pos.PREPOSITION:
                party = self.party_before(at - 1)
                if party is not None:
                    return self._as_subject(party)
                head = self.words[at - 2] if at > 1 else head
            elif (
                kind not in NOMINAL and kind not in (Pos.DETERMINER, Pos.ADVERB, Pos.COORDINATOR)
            ) or self.party_before(at) is not None:
                return NOBODY
            at -= 1
        return NOBODY

    def _doer(self, at: int, low: int) -> Subject:
        """Whose doing a clause is that ends before a place: what T has done to this valley."""
        for place in range(at - 1, max(low, at - _FAR) - 1, -1):
            if self.words[place] in ("what", "how", "way", "everything"):
                party = self.party_at(place + 1)
                if party is None:
                    return NOBODY
                return Subject((party._replace(head="treatment"),), place=party.first)
            if self.kinds[place] in _CLAUSE_STARTS:
                return NOBODY
        return NOBODY

    def owner_before(self, place: int, low: int) -> Party | None:
        """Whose something is that begins before a place: T's fiercest critics."""
        at = place
        while at > max(low, place - _NEAR) and self.kinds[at - 1] in NOMINAL | {Pos.ADVERB}:
            at -= 1
        if at > low and self.kinds[at - 1] == Pos.POSSESSIVE:
            return self.party_before(at - 1)
        return None

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
        """The verb of asking whose infinitive begins at a place: urged voters to reject T."""
        for at in range(place - 1, max(low, place - _NEAR) - 1, -1):
            if (
                wordbook.bare_form(self.words[at]) in wordbook.first_words("urging")
                and at < place - 1
            ):
                return at
            if self.kinds[at] not in NOMINAL and self.kinds[at] not in (
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
            is_opening = self.kinds[at] == Pos.COMMA and self.kinds[at + 1] in _IN_PARENTHESIS
            if is_opening and self.party_before(at) is not None:
                return at
        return None

    def main_subject(self, low: int, before: int) -> Subject:
        """The last subject of a clause in a range, to which what follows is joined."""
        for at in range(before - 1, low - 1, -1):
            if self.words[at] in ("who", "which") and Pos.COMMA not in self.kinds[at:before]:
                antecedent = self.party_before(at)
                return self._as_subject(antecedent) if antecedent else NOBODY
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
        return NOBODY

    def _begins_clause(self, place: int, low: int) -> bool:
        at = place
        while at > max(low, place - _NEAR) and self.kinds[at - 1] in NOMINAL | {Pos.DETERMINER}:
            word = self.words[at - 1]
            if self.kinds[at - 1] == Pos.VERB or word != wordbook.bare_form(word) != "one's":
                return False  # the object of a verb
            at -= 1
        return at <= low or self.kinds[at - 1] in _CLAUSE_STARTS
