"""Of whom a quality is said.

"T is a disgrace", "called T reckless", "regards T as a bully", "T, a gifted engineer,", "the
hapless T", "T made a fine ambassador".
"""

from __future__ import annotations

from typing import NamedTuple

from said.annotators.stance import wordbook
from said.annotators.stance.arguments import Clauses
from said.annotators.stance.namedwords import Party, Subject
from said.annotators.stance.names import PERSON
from said.annotators.stance.wordbook import Found
from said.text.classes import Pos

_WITHIN = 8
"""No more words stand between a quality and the verb that ties it to somebody."""
_INSIDE = frozenset({"of", "and", "nor", "or", "but", "from", "like", "than", "nothing"})
_JOINING = frozenset({"and", "but", "or", "yet"})
_FAR_FROM = frozenset({"far", "anything", "long", "way", "nothing"})
_INDEFINITE = frozenset({"nothing", "little", "something", "anything"})
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


def judged_by_quality(clauses: Clauses, hit: Found, low: int, high: int) -> Judged | None:
    """Of whom a quality is said."""
    found = (
        _of_indefinite(clauses, hit, low, high)
        or _of_complement(clauses, hit, low)
        or _of_inversion(clauses, hit, high)
    )
    return found if found and found.parties else _of_title(clauses, hit, high) or found


def _of_indefinite(clauses: Clauses, hit: Found, low: int, high: int) -> Judged | None:
    """There is nothing honest about T, something rotten about T, nothing wrong with T."""
    place = hit.first - 1
    if place < low or clauses.words[place] not in _INDEFINITE:
        return None
    if clauses.words[hit.after : hit.after + 1] not in (["about"], ["with"]):
        return None
    parties = clauses.objects_of(hit.after + 1, high)
    turns = int(clauses.words[place] in ("nothing", "little"))
    turns += clauses.turns(max(low, place - 3), place)
    return Judged(tuple(parties), None, place, turns, "subject") if parties else None


def called_subject(clauses: Clauses, hit: Found, low: int) -> tuple[Subject, int]:
    """Who is said to be something, and how often that is turned round."""
    found = _of_complement(clauses, hit, low)
    if found is None or found.rule == "naming":
        return Subject(()), 0
    return Subject(found.parties, place=found.place), found.turns


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
    if party.ref.kind != PERSON and at != hit.after:
        return None
    if (
        hit.first
        and clauses.kinds[hit.first - 1] not in "da\"'"
        and clauses.words[hit.first - 1] != "and"
    ):
        return None
    if clauses.kinds[party.after : party.after + 1] == "'" or clauses.names_another(party):
        return None
    if clauses.is_noun(party.after):
        return None  # an influential Lind endorsement
    first = hit.first - 1
    while first > 0 and clauses.kinds[first - 1] in "a":
        first -= 1
    return Judged((party,), None, hit.first, 0, "title")


def _of_inversion(clauses: Clauses, hit: Found, high: int) -> Judged | None:
    """The bravest of them was T."""
    for at in range(hit.after, min(high, hit.after + _WITHIN)):
        if clauses.words[at] in ("is", "was"):
            party = clauses.party_at(at + 1)
            if party is None or clauses.kinds[party.after : party.after + 1] not in (",", ".", '"'):
                return None
            return Judged((party,), None, party.first, 0, "inversion")
        if clauses.kinds[at] not in "npodN":
            return None
    return None


class _NounPhrase(NamedTuple):
    """What of a noun phrase stands before a quality: nouns, and whether its article is passed."""

    nouns: int = 0
    has_article: bool = False

    @property
    def is_loose(self) -> bool:
        """Whether nouns stand between a quality and what should tie it to somebody."""
        return bool(self.nouns) and not self.has_article


def _of_complement(clauses: Clauses, hit: Found, low: int) -> Judged | None:
    if _is_no_quality(clauses, hit):
        return None
    phrase: _NounPhrase | None = _NounPhrase()
    at = hit.first
    while phrase is not None and at > max(low, hit.first - _WITHIN):
        party = clauses.party_before(at)
        if party is not None and clauses.kinds[at - 1] != "'":
            return None if phrase.is_loose else _of_object(clauses, party, at, hit, low)
        if clauses.kinds[at - 1] == "'" and phrase.nouns:
            owner = clauses.party_before(at - 1)
            is_conduct = clauses.words[at] in wordbook.word_set("conduct")
            return _of_object(clauses, owner, at, hit, low) if owner and is_conduct else None
        tie = _tie_at(clauses, at - 1, hit, low)
        if tie is not None:
            return None if phrase.is_loose and tie.rule != "doing" else tie
        if clauses.kinds[at - 1] == "," and clauses.words[at] in _ARTICLES:
            return _of_apposition(clauses, at - 1)
        phrase = _passed(clauses, at - 1, hit, phrase)
        at -= 1
    return None


def _passed(clauses: Clauses, place: int, hit: Found, phrase: _NounPhrase) -> _NounPhrase | None:
    """The noun phrase with one more word to the left; None where the word is none of it."""
    word, kind = clauses.words[place], clauses.kinds[place]
    leads_to_of = word in wordbook.word_set("before of")
    if word == "of":
        is_one_of = clauses.words[place - 1] in wordbook.word_set("before of")
        return phrase._replace(has_article=False) if is_one_of else None
    if kind in "nvg0":
        if phrase.has_article and not leads_to_of and word != "nothing":
            return None
        is_joined = clauses.words[place + 1] in (*_JOINING, ",")
        counts = not is_joined and not leads_to_of and word not in _FAR_FROM
        return phrase._replace(nouns=phrase.nouns + counts)
    if kind == "d":
        is_owned = word in ("his", "her", "its", "their", "our", "my")
        if is_owned and hit.section in ("bad nouns", "good nouns"):
            return None  # are their assets
        return phrase._replace(has_article=True)
    if word in _JOINING:
        return phrase._replace(has_article=False)
    return phrase if kind in 'a",' or word in _INSIDE else None


def _of_apposition(clauses: Clauses, comma: int) -> Judged | None:
    """T, a gifted engineer."""
    party = clauses.party_before(comma)
    if party is None or clauses.kinds[party.first - 1] in "pO":
        return None
    return Judged((party,), None, party.first, 0, "apposition")


def _tie_at(clauses: Clauses, place: int, hit: Found, low: int) -> Judged | None:
    """Whom a quality is tied to by the word at a place, if it ties one at all."""
    word, kind = clauses.words[place], clauses.kinds[place]
    lemma = wordbook.bare_form(word)
    is_be = word in wordbook.word_set("forms of be") or (
        word == "'s" and clauses.kinds[place - 1 : place] == "s"
    )
    if is_be or (lemma in wordbook.lemma_set("linking") and kind != "N"):
        return _of_linking(clauses, place, hit, low)
    if word == "as":
        return _of_as(clauses, place, hit, low)
    if lemma in wordbook.lemma_set("naming") or lemma in wordbook.lemma_set("regarding"):
        return _of_naming(clauses, place, hit, low) or Judged((), None, 0, 0, "naming")
    if lemma in wordbook.lemma_set("doing"):
        is_alone = hit.section in ("good", "bad") and clauses.kinds[hit.after] != Pos.WORD
        subject = Subject(()) if is_alone else clauses.subject_of(place, low)
        turns = clauses.turned(subject, hit.first, low)
        return Judged(subject.parties, None, subject.place, turns, "doing")
    return None


def _is_no_quality(clauses: Clauses, hit: Found) -> bool:
    """Whether a word is none in its place: discredited by, capable of, fair to say, fine with."""
    word, behind = clauses.words[hit.first], clauses.words[hit.after : hit.after + 1]
    if behind == ["by"]:
        return word.endswith("ed")
    if behind == ["of"]:
        return word in ("capable", "kind")
    if behind == ["to"] and clauses.kinds[hit.after + 1 : hit.after + 2] in ("d", "N", "o"):
        return False  # good to this village
    return word in wordbook.word_set("weak") and behind in (["to"], ["with"], ["for"])


def _of_linking(clauses: Clauses, place: int, hit: Found, low: int) -> Judged | None:
    """T is, remains, proved a disgrace."""
    subject = clauses.subject_of(place, low)
    turns = clauses.turned(subject, hit.first, low)
    return Judged(subject.parties, None, subject.place, turns, "subject")


def _of_object(clauses: Clauses, party: Party, at: int, hit: Found, low: int) -> Judged | None:
    """Called T a disgrace; find T reckless."""
    verb = party.first - 1
    if clauses.words[verb] == "of" and clauses.words[verb - 1] in wordbook.word_set("conduct"):
        verb -= 2  # described the conduct of T as shabby
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
    turns = clauses.turned(judge, verb, low) + clauses.turns(at, hit.first)
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
    return _of_conduct(clauses, place, low)


def _of_conduct(clauses: Clauses, place: int, low: int) -> Judged | None:
    """Described the decision of T to sell the pitch as shabby."""
    for verb in range(place - 1, max(low, place - 2 * _WITHIN), -1):
        if clauses.kinds[verb] in ",.;:":
            return None
        lemma = wordbook.bare_form(clauses.words[verb])
        if lemma in wordbook.lemma_set("naming") and clauses.is_verb(verb):
            objects = clauses.objects_of(verb + 1, place)
            judge = clauses.subject_of(verb, low)
            is_passive = clauses.is_passive(verb, verb + 1, low)
            if is_passive or not objects or objects[0].head is None:
                return None
            turns = clauses.turned(judge, verb, low)
            return Judged((objects[0],), judge, objects[0].first, turns, "naming", verb)
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
