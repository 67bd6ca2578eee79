"""Who and what is named in a text, and whom its pronouns and general nouns mean (T3)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from said import lexicon
from said.annotators.stance.names import COMPANY, GROUP, PERSON, Ref
from said.annotators.stance.phrases import Hit, PhraseReading
from said.annotators.stance.targets import TopicFrames
from said.annotators.stance.units import Layout, Unit
from said.text.pronouns import pronouns
from said.text.segments import Range

SUBJECT_PRONOUNS = frozenset({"he", "she"})
PRONOUNS = pronouns("he", "she")
_BY_NOUN = {
    "companies by noun": COMPANY,
    "teams by noun": GROUP,
    "leaders by noun": "leaders",
}
REFERRING_NOUNS = frozenset(
    phrase.split()[-1]
    for section in (*_BY_NOUN, "pairs by noun")
    for phrase in lexicon.words("stance", section)
)
"""The nouns that can mean somebody who was named: the firm, the team."""
_AROUND = 80
"""No topic is looked for at more tokens from a predicate, nobody at more from a pronoun."""
_SENTENCES = 3
"""Whom a pronoun means is looked for in so many sentences before its own."""


class Scene:
    """The persons, companies and groups of a text, by place."""

    def __init__(
        self,
        reading: PhraseReading,
        layout: Layout,
        names: list[Ref],
        resolved: Mapping[int, str],
        topics: Sequence[TopicFrames],
    ) -> None:
        self.reading = reading
        self.topics = topics
        self._leadership = {own: one for topic in topics for own, one in topic.leadership.items()}
        self.leaderships = frozenset(self._leadership.values())
        self._starts = [first for first, _ in layout.sentences]
        self._sentences = layout.sentences
        self._refs = names
        self._places = [ref.first for ref in self._refs]
        self._at = {ref.first: ref for ref in self._refs}
        self._ending = {ref.after: ref for ref in self._refs}
        self._resolved = resolved
        self._of_person = {
            ref.holders[0]: ref.targets
            for ref in self._refs
            if ref.kind == PERSON and ref.holders and ref.targets
        }
        self._known = {holder for ref in self._refs for holder in ref.holders}
        self._companies = [ref for ref in self._refs if ref.kind == COMPANY]
        self._groups = [ref for ref in self._refs if ref.kind == GROUP and ref.targets]
        self._group_places = [ref.first for ref in self._groups]
        self._company_places = [ref.first for ref in self._companies]
        often = Counter(target for ref in self._companies for target in sorted(ref.targets))
        top = often.most_common(1)
        self.main_company = top[0][0] if top and top[0][1] > 1 else None

    def sentence(self, place: int) -> int:
        """The number of the sentence that a place lies in."""
        return max(0, bisect_right(self._starts, place) - 1)

    def sentence_before(self, place: int) -> Range:
        """The sentence before that of a place; the place itself if there is none."""
        number = self.sentence(place)
        return self._sentences[number - 1] if number else (place, place)

    def within(self, first: int, after: int) -> list[Ref]:
        """The names that begin in a range of places."""
        low, high = bisect_left(self._places, first), bisect_left(self._places, after)
        return self._refs[low:high]

    def named(self, place: int) -> Ref | None:
        """Who is named by what begins at a place."""
        return self._at.get(place)

    def starting(self, place: int) -> Ref | None:
        """Who is meant by what begins at a place."""
        return self._at.get(place) or self._by_word(place)

    def ending(self, place: int) -> Ref | None:
        """Who is meant by what ends before a place."""
        ref = self._ending.get(place)
        if ref is not None or place == 0:
            return ref
        for first in (place - 1, place - 2):
            ref = self._by_word(first) if first >= 0 else None
            if ref is not None and ref.after == place:
                return ref
        return None

    def company(self, place: int) -> str | None:
        """The company that is spoken of at a place: the last one named in this sentence or the one
        before, else the one that the text names most."""
        number = self.sentence(place)
        first = self._starts[max(0, number - 1)] if self._starts else 0
        after = self._sentences[number][1] if self._sentences else 0
        low = bisect_left(self._company_places, first)
        middle = bisect_left(self._company_places, place)
        high = bisect_left(self._company_places, after)
        near = self._companies[max(low, middle - 1) : middle] or self._companies[middle:high]
        return next(iter(sorted(near[-1].targets)), None) if near else self.main_company

    def team(self, place: int) -> str | None:
        """The team that is spoken of at a place: the last one named before it."""
        low = bisect_left(self._group_places, place)
        return next(iter(sorted(self._groups[low - 1].targets)), None) if low else None

    def around(self, unit: Unit, kind: str, place: int) -> list[Hit]:
        """The phrases of a list in the sentence of a place and the one before it (T3), or in the
        sentence in which the unit begins."""
        number = self.sentence(place)
        first = min(self._starts[max(0, number - 1)], unit.sentence[0])
        after = self._sentences[number][1]
        low = max(first, place - _AROUND)
        near = self.reading.within(low, min(after, place + _AROUND))
        return [hit for hit in near if hit.kind == kind]

    def aspect(self, owner: str, kinds: Collection[str]) -> str | None:
        """The target that is the aspect of an owner of which a phrase of one of the lists tells."""
        for topic in self.topics:
            for kind, by_owner in topic.by_words.items():
                if kind in kinds and owner in by_owner:
                    return by_owner[owner]
        return None

    def by_its(self, place: int, is_near: bool = False) -> Ref | None:
        """The one company or group of the sentence so far that a pronoun at a place means; where
        there is none, that of the sentence before, unless it has to be near."""
        number = self.sentence(place)
        for first, after in (
            (self._starts[number], place),
            (self._starts[max(0, number - 1)], self._starts[number]),
        ):
            near = [ref for ref in self.within(first, after) if ref.kind != PERSON and ref.targets]
            if near:
                return near[0] if len({ref.targets for ref in near}) == 1 else None
            if is_near:
                return None
        return None

    def other_person(self, place: int, not_them: Collection[str]) -> Ref | None:
        """The one person but some whom a pronoun at a place can mean: of its sentence so far, else
        of the sentence before, else of the rest of its own (said of T)."""
        number = self.sentence(place)
        for first, after in (
            (self._starts[number], place),
            (self._starts[max(0, number - 1)], self._starts[number]),
            (place, self._sentences[number][1]),
        ):
            here = [one for one in self._persons(first, after) if one not in not_them]
            if here:
                if len(here) > 1:
                    return None
                targets = self._of_person.get(here[0], frozenset())
                return Ref(place, place + 1, targets, (here[0],), PERSON)
        return None

    def _by_word(self, place: int) -> Ref | None:
        """Whom a pronoun or a general noun means."""
        word = self.reading.lowered[place] if place < len(self.reading.lowered) else ""
        if word in PRONOUNS:
            return self._by_pronoun(place)
        for hit in self.reading.at.get(place, ()):
            if hit.kind == "pairs by noun":
                return self._pair(place, hit.after)
            kind = _BY_NOUN.get(hit.kind)
            target = self._by_noun(place, kind) if kind else None
            if target is not None and kind is not None:
                holders = (target,) if target in self._known else ()
                return Ref(place, hit.after, frozenset({target}), holders, kind)
        return None

    def _by_noun(self, place: int, kind: str) -> str | None:
        company = self.company(place)
        if kind == COMPANY:
            return company
        if kind == "leaders":
            return self._leadership.get(company) if company else None
        return self.team(place)

    def _by_pronoun(self, place: int) -> Ref | None:
        """The one person of the sentence so far, else the first one of the sentence before."""
        person = self._resolved.get(place)
        if person is None:
            number = self.sentence(place)
            here = self._persons(self._starts[number], place)
            for before in range(number - 1, max(-1, number - 1 - _SENTENCES), -1):
                if not here:
                    here = self._first_person(before)
            if len(here) != 1:
                return None
            person = here[0]
        targets = self._of_person.get(person, frozenset())
        return Ref(place, place + 1, targets, (person,), PERSON)

    def _pair(self, place: int, after: int) -> Ref | None:
        """The two persons of the sentence so far, or of the sentence before."""
        number = self.sentence(place)
        here = self._persons(self._starts[number], place)
        if number and not here:
            here = self._persons(self._starts[number - 1], self._starts[number])
        if len(here) != 2:
            return None
        targets = [self._of_person.get(person, frozenset()) for person in here]
        return Ref(place, after, frozenset().union(*targets), tuple(here), PERSON)

    def _first_person(self, number: int) -> list[str]:
        first, after = self._sentences[number]
        return self._persons(first, min(after, first + _AROUND))[:1]

    def _persons(self, first: int, after: int) -> list[str]:
        low = max(first, after - _AROUND)
        found = [
            ref.holders[0] for ref in self.within(low, after) if ref.kind == PERSON and ref.holders
        ]
        return list(dict.fromkeys(found))
