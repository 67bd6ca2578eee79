"""Frames of judgement, for any target that has a name: who thinks well or badly of whom.

A frame is a class of words in the lexicon `judgements` and the part of its clause that is judged:
the object of *praised*, the subject of *lied*, whom *a disgrace* is said of. Whose judgement it is
tells `holders`. What is denied, asked or only supposed is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from said.annotators.stance import wordbook
from said.annotators.stance.arguments import Clauses, Party, Subject, judged
from said.annotators.stance.holders import Holders
from said.annotators.stance.names import COMPANY
from said.annotators.stance.predicates import (
    judged_by_quality,
    judged_in_comparison,
    judged_without_verb,
)
from said.annotators.stance.units import AGAINST, FAVOR, StanceDraft, Unit, opposite_label
from said.annotators.stance.wordbook import Found
from said.text.segments import Range

_LABELS = {
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
    "worries": AGAINST,
    "deserving": FAVOR,
}
JUDGING = frozenset(_LABELS)
"""The sections whose phrases begin a frame of judgement."""
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
_QUALITIES = frozenset({"good", "bad", "good nouns", "bad nouns"})
"""The sections of what somebody is said to be."""
_FEELING_GAP = 3
"""No more words stand between a noun and what leads to it: voiced deep and lasting admiration."""
_ASKING = frozenset({"who", "why", "how"})
_MUST = frozenset({"must", "should", "ought", "need", "needs", "has to", "had better"})
_FINAL = frozenset({"go", "quit"})
_AT_END = frozenset({".", ",", ";", '"', "", "a", "c"})
_BEFORE_GOING = 6
_ASPECT, _ASPECT_BEHIND = 8, 2
"""The words for an aspect of a company stand no more tokens behind its name, or what judges it."""


class Judgements:
    """The frames of judgement over one text."""

    def __init__(self, clauses: Clauses, holders: Holders) -> None:
        self.clauses = clauses
        self.holders = holders
        self._frames: Mapping[str, Callable[[Unit, Found, int, int], Iterator[StanceDraft]]] = {
            **dict.fromkeys(("praise", "support", "blame", "reject"), self._of_verb),
            **dict.fromkeys(("pleases", "upsets"), self._of_experience),
            **dict.fromkeys(("shines", "fails"), self._of_subject),
            **dict.fromkeys(_QUALITIES, self._of_quality),
            **dict.fromkeys(("good feelings", "bad feelings"), self._of_feeling),
            **dict.fromkeys(("good states", "bad states"), self._of_state),
            **dict.fromkeys(("around", "around against"), self._of_object_between),
            **dict.fromkeys(("good manner", "bad manner"), self._of_manner),
            "going": self._of_going,
            "worries": self._of_worry,
            "deserving": self._of_nothing,
        }

    def find(self, sentence: Range, hits: Sequence[Found]) -> Iterator[StanceDraft]:
        """The stances of a sentence, frame by frame."""
        low, high = sentence
        after = low
        for hit in hits:
            if hit.section not in JUDGING or hit.first < after or self._is_capital(hit, low):
                continue
            unit = self.clauses.unit_at(hit.first)
            if unit is None:
                continue
            yield from self._of_question(unit, hit, low, high)
            drafts = list(self._of_comparison(unit, hit, low, high))
            if not drafts and self.holders.is_open(hit.first, low, high):
                continue
            drafts = drafts or list(self._frames[hit.section](unit, hit, low, high))
            if drafts:
                after = hit.after
            yield from drafts

    def _is_capital(self, hit: Found, low: int) -> bool:
        """Whether a phrase is, or is in, a name or a headline."""
        kinds = self.clauses.kinds
        return kinds[hit.first] == "N" and hit.first > low and kinds[hit.first - 1] not in '".:'

    def _of_comparison(self, unit: Unit, hit: Found, low: int, high: int) -> Iterator[StanceDraft]:
        """Whom nobody equals is judged: no one is more honest than T."""
        if hit.section not in _COMPARED:
            return
        parties, place = judged_in_comparison(self.clauses, hit, low, high)
        if parties:
            holders = self.holders.of_claim(unit, place, hit, low, high)
            yield from self._drafts(unit, holders, parties, _LABELS[hit.section], "comparison", hit)

    def _of_question(self, unit: Unit, hit: Found, low: int, high: int) -> Iterator[StanceDraft]:
        """A question that takes a fault for granted blames whoever is asked about (T9)."""
        if hit.section not in ("fails", "bad manner") or not unit.quote:
            return
        words = self.clauses.words
        if "?" not in words[hit.after : high] or _ASKING.isdisjoint(words[low : hit.first]):
            return
        targets = [party for party in self.clauses.parties_within(low, high) if party.ref.targets]
        targets = [party for party in targets if self.clauses.unit_at(party.first) is unit]
        if len(targets) == 1:
            for draft in self._drafts(unit, unit.holders, targets, AGAINST, "question", hit):
                yield draft._replace(is_implied=True, is_question=True)

    def _of_manner(self, unit: Unit, hit: Found, low: int, high: int) -> Iterator[StanceDraft]:
        """Who does something well or badly is judged: he handled it superbly."""
        clauses = self.clauses
        verb = hit.first
        if clauses.kinds[hit.after : hit.after + 1] != "v":
            while verb > max(low, hit.first - _BEFORE_GOING) and not self._is_finite(verb):
                verb -= 1
        if clauses.is_passive(verb, verb + 1, low) or clauses.is_passive(
            hit.after, hit.after + 1, low
        ):
            return
        subject = clauses.subject_of(verb, low)
        parties = [party for party in subject.parties if party.head is None]
        if parties and not clauses.turns(max(subject.place, low), hit.first):
            holders = self.holders.of_claim(unit, parties[0].first, hit, low, high)
            yield from self._drafts(unit, holders, parties, _LABELS[hit.section], "manner", hit)

    def _is_finite(self, place: int) -> bool:
        return self.clauses.kinds[place] == "v" or self.clauses.words[place] in ("did", "does")

    # -- frames -----------------------------------------------------------------------------------

    def _of_verb(self, unit: Unit, hit: Found, low: int, high: int) -> Iterator[StanceDraft]:
        """Who does this judges the object; of a passive the subject is judged by the agent."""
        clauses = self.clauses
        label = _LABELS[hit.section]
        if clauses.is_passive(hit.first, hit.after, low):
            subject = clauses.subject_of(hit.first, low)
            agents = clauses.agents(hit.after, high)
            if clauses.turns(max(subject.place, low), hit.first) or not agents:
                return
            holders = [holder for agent in agents for holder in agent.ref.holders]
            yield from self._drafts(unit, holders, subject.parties, label, "passive", hit)
            return
        subject = clauses.subject_of(hit.first, low)
        objects = clauses.objects_of(hit.after, high, subject)
        fronted = None if objects else self._fronted(hit, low)
        if fronted:
            objects, subject = fronted
        if not objects or self._is_noun(hit, low):
            return
        if (
            unit.quote
            and hit.section == "support"
            and not subject.parties
            and self._is_said_of_all(hit, low)
        ):
            subject = Subject((), is_speaker=True, place=low)
            if (
                "everybody" not in clauses.words[low : hit.first]
                and "everyone" not in clauses.words[low : hit.first]
            ):
                label = opposite_label(label)
        if clauses.turns(max(subject.place, low), hit.first):
            if hit.section != "support" or clauses.turns(max(subject.place, low), hit.first) > 1:
                return
            label = opposite_label(label)
        holders = self.holders.of_subject(unit, subject)
        rule = {"praise": "object", "blame": "object"}.get(hit.section, hit.section)
        yield from self._drafts(unit, holders, objects, label, rule, hit)

    def _is_said_of_all(self, hit: Found, low: int) -> bool:
        """Whether everybody or nobody is the subject, so that a speaker means themselves as well."""
        words = self.clauses.words[max(low, hit.first - _BEFORE_GOING) : hit.first]
        return any(
            word in ("nobody", "everybody", "everyone") for word in words
        ) or "no one" in " ".join(words)

    def _fronted(self, hit: Found, low: int) -> tuple[list[Party], Subject] | None:
        """The object of a relative clause, and its subject: Berg, whom Lind admires."""
        subject = self.clauses.subject_of(hit.first, low)
        place = subject.place - 1
        words, kinds = self.clauses.words, self.clauses.kinds
        if place <= low or words[place] not in ("whom", "who", "that"):
            return None
        before = place - 1 if kinds[place - 1] == "," else place
        party = self.clauses.party_before(before)
        return ([party], subject) if party else None

    def _is_noun(self, hit: Found, low: int) -> bool:
        """Whether what could be a verb is a noun: with attacks on somebody."""
        if hit.after - hit.first > 1 or hit.first == low:
            return False
        kind = self.clauses.kinds[hit.first - 1]
        return kind in "dp" or (kind == "'" and self.clauses.kinds[hit.first - 2] != "s")

    def _of_experience(self, unit: Unit, hit: Found, low: int, high: int) -> Iterator[StanceDraft]:
        """What pleases or upsets somebody is good or bad in their eyes."""
        clauses = self.clauses
        subject = clauses.subject_of(hit.first, low)
        if clauses.turns(max(subject.place, low), hit.first) or clauses.is_passive(
            hit.first, hit.after, low
        ):
            return
        if clauses.words[hit.after : hit.after + 1] in (["me"], ["us"]):
            holders: Sequence[str] = unit.holders if unit.quote else ()
        else:
            found = clauses.objects_of(hit.after, high)
            holders = [one for party in found if party.head is None for one in party.ref.holders]
        yield from self._drafts(
            unit, holders, subject.parties, _LABELS[hit.section], "experience", hit
        )

    def _of_subject(self, unit: Unit, hit: Found, low: int, high: int) -> Iterator[StanceDraft]:
        """What somebody does well or badly judges them."""
        clauses = self.clauses
        if self._is_noun(hit, low) or clauses.is_passive(hit.first, hit.after, low):
            return
        subject = clauses.subject_of(hit.first, low)
        label = _LABELS[hit.section]
        turns = clauses.turns(max(subject.place, low), hit.first)
        if turns:
            if turns > 1 or (
                hit.section == "fails" and "never" not in clauses.words[subject.place : hit.first]
            ):
                return
            label = opposite_label(label)
        parties = list(judged(subject.parties))
        if not parties or self._is_demanded(subject.place, hit.first):
            return
        holders = self.holders.of_claim(unit, parties[0].first, hit, low, high)
        yield from self._drafts(unit, holders, parties, label, "verbs", hit)

    def _is_demanded(self, first: int, after: int) -> bool:
        """Whether something is only asked for: T needs to tell the truth."""
        return not _MUST.isdisjoint(self.clauses.words[first:after])

    def _of_quality(self, unit: Unit, hit: Found, low: int, high: int) -> Iterator[StanceDraft]:
        """What somebody is said to be judges them."""
        found = judged_by_quality(self.clauses, hit, low, high)
        if found is None:
            parties = judged_without_verb(self.clauses, hit, low, high)
            yield from self._drafts(
                unit, unit.holders, parties, _LABELS[hit.section], "no verb", hit
            )
            return
        label = _LABELS[hit.section]
        turns = found.turns + self.holders.turns_of_opinion(found.place, low)
        if turns:
            is_bounded = self._is_bounded(found.place, hit.first)
            if turns > 1 or (is_bounded and label == AGAINST):
                return
            label = opposite_label(label)
        if found.judge is not None:
            holders = self.holders.of_subject(unit, found.judge)
            is_outside = found.verb is not None and self.clauses.unit_at(found.verb) is not unit
            if not holders and unit.quote and is_outside:
                holders = unit.holders
        else:
            holders = self.holders.of_claim(unit, found.place, hit, low, high)
        yield from self._drafts(unit, holders, list(judged(found.parties)), label, found.rule, hit)

    def _is_bounded(self, first: int, after: int) -> bool:
        """Whether a negation denies only a degree: not the worst, not entirely wrong."""
        words = self.clauses.words[first : after + 1]
        return not wordbook.word_set("passing degree").isdisjoint(words)

    def _of_feeling(self, unit: Unit, hit: Found, low: int, high: int) -> Iterator[StanceDraft]:
        """A feeling or an act towards somebody is of who has or shows it."""
        clauses = self.clauses
        objects = clauses.objects_of(hit.after, high)
        if not objects:
            return
        label = _LABELS[hit.section]
        place = hit.first
        is_lacking = False
        for _ in range(_FEELING_GAP + 2):
            if place <= low:
                return
            word, kind = clauses.words[place - 1], clauses.kinds[place - 1]
            lemma = wordbook.bare_form(word)
            if word in wordbook.word_set("lacking"):
                is_lacking = True
            elif kind == "'" or lemma == "one's":
                owner = self._owner(place - 1, low)
                if owner is not None:
                    holders = self.holders.of_subject(unit, owner)
                    if self._is_lost(owner, place, low):
                        label = opposite_label(label)
                    yield from self._drafts(unit, holders, objects, label, "feeling", hit)
                    return
            elif (
                lemma in wordbook.lemma_set("light verbs")
                or lemma in wordbook.lemma_set("losing")
                or clauses.words[place - 2 : place] == ["full", "of"]
            ):
                subject = clauses.subject_of(place - 1 - (word == "of"), low)
                turns = clauses.turns(max(subject.place, low), place - 1)
                turns += is_lacking + (lemma in wordbook.lemma_set("losing"))
                if turns > 1:
                    return
                if clauses.is_passive(place - 1, place, low):
                    return
                if turns:
                    label = opposite_label(label)
                holders = self.holders.of_subject(unit, subject)
                part = Found(place - 1 if turns else hit.first, hit.after, hit.section)
                yield from self._drafts(unit, holders, objects, label, "feeling", part)
                return
            elif kind not in "dnavg":
                return
            place -= 1

    def _owner(self, place: int, low: int) -> Subject | None:
        """Whose a feeling is, by the possessive at a place; None if it goes on before it."""
        clauses = self.clauses
        if clauses.words[place] in ("my", "our"):
            return Subject((), is_speaker=True, place=place)
        party = clauses.party_before(place) if clauses.kinds[place] == "'" else None
        if party is not None:
            return Subject((party,), place=party.first)
        subject = clauses.main_subject(low, place)
        return subject if clauses.words[place] in ("his", "her", "its", "their") else None

    def _is_lost(self, owner: Subject, place: int, low: int) -> bool:
        """Whether whose feeling it is has it no longer: withdrew her support for T."""
        before = self.clauses.words[max(low, place - 3) : place - 1]
        return any(wordbook.bare_form(word) in wordbook.lemma_set("losing") for word in before)

    def _of_state(self, unit: Unit, hit: Found, low: int, high: int) -> Iterator[StanceDraft]:
        """Who is grateful to somebody, or angry with them, judges them."""
        clauses = self.clauses
        objects = clauses.objects_of(hit.after, high)
        if not objects:
            return
        if not clauses.is_predicate(hit.first, low):
            return
        subject = clauses.subject_of(hit.first, low)
        if clauses.turns(max(subject.place, low), hit.first):
            if _LABELS[hit.section] == AGAINST:
                return
            label = AGAINST
        else:
            label = _LABELS[hit.section]
        holders = self.holders.of_subject(unit, subject)
        yield from self._drafts(unit, holders, objects, label, "state", hit)

    def _of_worry(self, unit: Unit, hit: Found, low: int, high: int) -> Iterator[StanceDraft]:
        """Who worries about an aspect of a company that is a target is against it."""
        clauses = self.clauses
        subject = clauses.subject_of(hit.first, low)
        if clauses.turns(max(subject.place, low), hit.first):
            return
        objects = clauses.objects_of(hit.after, high)
        after = clauses.token(high)
        for party in objects:
            aspects = set(self._targets(party, after)) - party.ref.targets
            ref = party.ref._replace(targets=frozenset(aspects))
            holders = self.holders.of_subject(unit, subject)
            yield from self._drafts(unit, holders, [party._replace(ref=ref)], AGAINST, "worry", hit)

    def _of_nothing(self, unit: Unit, hit: Found, low: int, high: int) -> Iterator[StanceDraft]:
        """Words that judge in comparisons alone."""
        return iter(())

    def _of_object_between(
        self, unit: Unit, hit: Found, low: int, high: int
    ) -> Iterator[StanceDraft]:
        """An idiom that takes somebody between its words judges them: took T to task."""
        clauses = self.clauses
        assert hit.slot is not None
        subject = clauses.subject_of(hit.first, low)
        owner = clauses.possessor_at(hit.slot, subject)
        objects = (
            [owner]
            if owner
            else clauses.objects_of(hit.slot[0], min(high, hit.slot[1] + 1), subject)
        )
        if not objects or clauses.turns(max(subject.place, low), hit.first):
            return
        holders = self.holders.of_subject(unit, subject)
        yield from self._drafts(unit, holders, objects, _LABELS[hit.section], "idiom", hit)

    def _of_going(self, unit: Unit, hit: Found, low: int, high: int) -> Iterator[StanceDraft]:
        """Who wants somebody to go, or to be sorry, is against them."""
        clauses = self.clauses
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
            for at in range(party.first - 1, max(low, party.first - _BEFORE_GOING) - 1, -1):
                if wordbook.bare_form(words[at]) in wordbook.first_words("urging"):
                    subject = clauses.subject_of(at, low)
                    if not clauses.turns(max(subject.place, low), at):
                        holders = self.holders.of_subject(unit, subject)
                        part = Found(at, hit.after, hit.section)
                        yield from self._drafts(unit, holders, [party], AGAINST, "demand", part)
                    return
                if kinds[at] not in "nNdpa'":
                    return
        must = [at for at in range(before, max(low, before - 3), -1) if words[at] in _MUST]
        if must and not clauses.turns(must[0], hit.first):
            subject = clauses.subject_of(must[0], low)
            holders = self.holders.of_claim(unit, subject.place, hit, low, high)
            part = Found(must[0], hit.after, hit.section)
            yield from self._drafts(unit, holders, subject.parties, AGAINST, "demand", part)

    def _drafts(
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
            for target in self._targets(party, part[1]):
                for holder in holders:
                    if holder not in (*party.ref.holders, target):
                        yield StanceDraft(unit, holder, target, label, (part,), rule)

    def _targets(self, party: Party, after: int) -> list[str]:
        """The targets of a name; what is said of an aspect of a company is on that aspect (T3)."""
        scene = self.clauses.scene
        found = sorted(party.ref.targets)
        if party.ref.kind == COMPANY:
            end = max(after + _ASPECT_BEHIND, party.ref.after + _ASPECT)
            kinds = {hit.kind for hit in scene.reading.within(party.ref.first, end)}
            return [one for one in (scene.aspect(owner, kinds) for owner in found) if one] or found
        return found
