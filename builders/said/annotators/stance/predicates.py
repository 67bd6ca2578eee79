"""Of whom a quality is said: by a form of be, by a verb of naming, in an apposition, before a name.

"T is a disgrace", "called T reckless", "regards T as a bully", "T, a gifted engineer,", "the hapless
T", "T did a terrible job", "Crooks, the lot of them" where T was asked about.
"""

from __future__ import annotations

from typing import NamedTuple

from said.annotators.stance import wordbook
from said.annotators.stance.arguments import Clauses, Party, Subject
from said.annotators.stance.names import PERSON
from said.annotators.stance.wordbook import Found

_BE = frozenset({"am", "is", "are", "was", "were", "be", "been", "being", "'re", "'m", "isn't", "wasn't", "aren't", "weren't"})  # fmt: skip
_WITHIN = 8
"""No more words stand between a quality and the verb that ties it to somebody."""
_BEFORE_OF = frozenset({"one", "some", "sort", "kind", "bit", "something", "short", "piece", "pack", "bunch", "most", "opposite", "antithesis"})  # fmt: skip
_INSIDE = frozenset({"of", "and", "nor", "or", "but", "from", "like", "than", "nothing"})
_UNEQUALLED = frozenset(
    {"nobody", "no", "none", "few", "never", "not", "hardly", "rarely", "every"}
)
_JOINING = frozenset({"and", "but", "or", "yet"})
_FAR_FROM = frozenset({"far", "anything", "long", "way", "nothing"})
_WEAK = frozenset(
    {"fair", "fine", "good", "safe", "nice", "great", "better", "best", "bad", "strong"}
)
_ARTICLES = frozenset({"a", "an", "the", "one"})


class Judged(NamedTuple):
    """Who a quality is said of, by whom if the clause tells it, where they stand, how often it is
    turned round, and by which rule."""

    parties: tuple[Party, ...]
    judge: Subject | None
    place: int
    turns: int
    rule: str
    verb: int | None = None
    """The place of the verb of naming, if there is one."""


def judged_in_comparison(
    clauses: Clauses, hit: Found, low: int, high: int
) -> tuple[list[Party], int]:
    """Whom nobody else equals, and where it says so: no one is as honest as T, nobody deserves it more than T."""
    words = clauses.words
    before = words[max(low, hit.first - _WITHIN) : hit.first]
    for at in range(hit.after, min(high, hit.after + _WITHIN)):
        if words[at] in ("than", "as"):
            is_equal = words[at] == "as" and "as" in before
            is_more = words[at] == "than" and not {"more", "better", "worse", "greater"}.isdisjoint(
                (*before, *words[hit.first : at])
            )
            lone = [one for one in range(low, hit.first) if words[one] in _UNEQUALLED]
            if (is_equal or is_more) and lone:
                return clauses.objects_of(at + 1, high), lone[0]
            break
        if clauses.kinds[at] in ",.;:":
            break
    return [], low


def judged_without_verb(clauses: Clauses, hit: Found, low: int, high: int) -> list[Party]:
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


def judged_by_quality(clauses: Clauses, hit: Found, low: int, high: int) -> Judged | None:
    """Of whom a quality is said."""
    found = _of_complement(clauses, hit, low)
    return found if found and found.parties else _of_title(clauses, hit, high) or found


def _of_title(clauses: Clauses, hit: Found, high: int) -> Judged | None:
    """An adjective judges the name that it leads to: the hapless T; his brilliant coach, T."""
    if hit.section not in ("good", "bad"):
        return None
    at = hit.after
    while at < min(high, hit.after + 3) and clauses.kinds[at] in "nN0" and not clauses.party_at(at):
        at += 1
    is_apposed = at > hit.after and clauses.kinds[at : at + 1] == ","
    party = clauses.party_at(at + is_apposed)
    if party is None or clauses.words[at + is_apposed] in ("his", "her", "their", "its"):
        return None
    if is_apposed and clauses.kinds[party.after : party.after + 1] not in (",", ".", ""):
        return None
    if party.ref.kind != PERSON and not (at == hit.after):
        return None
    if (
        hit.first
        and clauses.kinds[hit.first - 1] not in "da\"'"
        and clauses.words[hit.first - 1] != "and"
    ):
        return None
    if clauses.kinds[party.after : party.after + 1] == "'" or clauses.names_another(party):
        return None
    first = hit.first - 1
    while first > 0 and clauses.kinds[first - 1] in "a":
        first -= 1
    return Judged((party,), None, hit.first, 0, "title")


def _of_complement(clauses: Clauses, hit: Found, low: int) -> Judged | None:
    words, kinds = clauses.words, clauses.kinds
    if _is_no_quality(clauses, hit):
        return None
    at = hit.first
    is_phrase = False  # whether the article of its noun phrase has been passed
    nouns = 0
    while at > max(low, hit.first - _WITHIN):
        party = clauses.party_before(at)
        word, kind = words[at - 1], kinds[at - 1]
        is_joined = words[at] in _JOINING or words[at] == ","
        if party is not None and kind != "'":
            return None if nouns and not is_phrase else _of_object(clauses, party, at, hit, low)
        tie = _tie_at(clauses, at - 1, hit, low)
        if tie is not None:
            return None if nouns and not is_phrase and tie.rule != "doing" else tie
        if kind == "," and words[at] in _ARTICLES:
            party = clauses.party_before(at - 1)
            if party is None or clauses.kinds[party.first - 1] in "pO":
                return None
            return Judged((party,), None, party.first, 0, "apposition")
        if word == "of":
            if words[at - 2] not in _BEFORE_OF:
                return None
            is_phrase = False
        elif kind in "nvg0":
            if is_phrase and word not in _BEFORE_OF and word != "nothing":
                return None
            nouns += not is_joined and word not in _BEFORE_OF and word not in _FAR_FROM
        elif kind == "d":
            is_phrase = True
        elif word in _JOINING:
            is_phrase = False
        elif kind not in 'a",' and word not in _INSIDE:
            return None
        at -= 1
    return None


def _tie_at(clauses: Clauses, place: int, hit: Found, low: int) -> Judged | None:
    """What is tied to somebody by the word at a place, if it ties a quality at all."""
    word, kind = clauses.words[place], clauses.kinds[place]
    lemma = wordbook.bare_form(word)
    is_be = word in _BE or (word == "'s" and clauses.kinds[place - 1 : place] == "s")
    if is_be or (lemma in wordbook.lemma_set("linking") and kind != "N"):
        return _of_linking(clauses, place, hit, low)
    if word == "as":
        return _of_as(clauses, place, hit, low)
    if lemma in wordbook.lemma_set("naming") or lemma in wordbook.lemma_set("regarding"):
        return _of_naming(clauses, place, hit, low) or Judged((), None, 0, 0, "naming")
    if lemma in wordbook.lemma_set("doing"):
        subject = clauses.subject_of(place, low)
        turns = clauses.turns(max(subject.place, low), hit.first)
        return Judged(subject.parties, None, subject.place, turns, "doing")
    return None


def _is_no_quality(clauses: Clauses, hit: Found) -> bool:
    """Whether a word is none in its place: discredited by, capable of, fair to say, fine with."""
    word, behind = clauses.words[hit.first], clauses.words[hit.after : hit.after + 1]
    if behind == ["by"]:
        return word.endswith("ed")
    if behind == ["of"]:
        return word == "capable"
    return word in _WEAK and behind in (["to"], ["with"], ["for"])


def _of_linking(clauses: Clauses, place: int, hit: Found, low: int) -> Judged | None:
    """T is, remains, proved a disgrace."""
    subject = clauses.subject_of(place, low)
    turns = clauses.turns(max(subject.place, low), hit.first)
    return Judged(subject.parties, None, subject.place, turns, "subject")


def _of_object(clauses: Clauses, party: Party, at: int, hit: Found, low: int) -> Judged | None:
    """Called T a disgrace; find T reckless."""
    verb = party.first - 1
    while verb > low and clauses.kinds[verb] in 'da"':
        verb -= 1
    if verb < low:
        return None
    lemma = wordbook.bare_form(clauses.words[verb])
    if lemma not in wordbook.lemma_set("naming") and lemma not in wordbook.lemma_set("regarding"):
        return None
    judge = clauses.subject_of(verb, low)
    meant = clauses.other(party.first, party, judge)
    if meant is None:
        return None
    party = meant
    if clauses.is_passive(verb, verb + 1, low):
        return None
    turns = clauses.turns(max(judge.place, low), verb) + clauses.turns(at, hit.first)
    return Judged((party,), judge, party.first, turns, "naming", verb)


def _of_as(clauses: Clauses, place: int, hit: Found, low: int) -> Judged | None:
    """Described T as reckless; T was hailed as a hero by Lind, by Lind as a hero."""
    party = clauses.party_before(place)
    if party is not None and clauses.words[party.first - 1] == "by":
        verb = party.first - 2
        subject = clauses.subject_of(verb, low)
        return Judged(subject.parties, Subject((party,)), subject.place, 0, "naming", verb)
    if party is not None:
        return _of_object(clauses, party, place, hit, low)
    lemma = wordbook.bare_form(clauses.words[place - 1])
    if lemma in wordbook.lemma_set("naming") or lemma in wordbook.lemma_set("regarding"):
        return _of_naming(clauses, place - 1, hit, low)
    return None


def _of_naming(clauses: Clauses, verb: int, hit: Found, low: int) -> Judged | None:
    """T, whom Lind calls a disgrace; T was called a disgrace by Lind."""
    subject = clauses.subject_of(verb, low)
    if clauses.is_passive(verb, verb + 1, low):
        agents = clauses.agents(hit.after, hit.after + 12)
        judge = Subject(tuple(agents))
        return Judged(subject.parties, judge, subject.place, 0, "naming", verb)
    meant = clauses.other(verb + 1, None, subject) if verb + 1 < hit.first else None
    if meant is not None:
        return Judged((meant,), subject, verb, 0, "naming", verb)
    place = subject.place - 1
    if place > low and clauses.words[place] in ("whom", "who", "that", "which"):
        before = place - 1 if clauses.kinds[place - 1] == "," else place
        party = clauses.party_before(before)
        if party is not None:
            return Judged((party,), subject, party.first, 0, "naming", verb)
    return None
