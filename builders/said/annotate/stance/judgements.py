"""Frames of judgement: who is praised or blamed, by the place that a predicate gives them.

The object of a verb (praised T) is looked for to the right, the subject of a predicate (T is
brilliant, T's brilliance) to the left. Only words that can stand between may stand between; at any
other the frame abstains.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from said.annotate.stance.draft import AGAINST, AUTHOR, FAVOR, Draft, opposite
from said.annotate.stance.reading import Hit, Reading
from said.annotate.stance.scene import COMPANY, PERSON, PRONOUNS, SUBJECT_PRONOUNS, Ref, Scene
from said.annotate.stance.units import Unit
from said.text import Range

_OBJECTS = {"favor object": FAVOR, "against object": AGAINST, "worry object": AGAINST}
_SUBJECTS = {
    f"{label} {what}": label
    for label in (FAVOR, AGAINST)
    for what in ("subject", "verbs", "qualities")
}
_JUDGING = frozenset({*_OBJECTS, *_SUBJECTS, "miss"})
_VERBS = frozenset({"favor verbs", "against verbs"})
_QUALITIES = frozenset({"favor qualities", "against qualities"})
_ARTICLES = frozenset({"a", "an", "the", "one"})
# Behind a preposition or an object no subject is found any more.
_OUTSIDE = frozenset({"at", "by", "for", "from", "in", "me", "our", "to", "with", "without"})
# Behind these what could be a verb is a noun: with attacks on somebody.
_BEFORE_NOUNS = frozenset({"a", "any", "by", "for", "her", "his", "its", "more", "of", "on", "some", "such", "that", "the", "their", "these", "this", "those", "with"})
_FIRST_PERSON = frozenset({"i", "we", "my", "our"})
_POSSESSIVES = frozenset({"his", "her", "its", "their"})
_MARKS = frozenset("\"“”‘’'")
_PASSING = frozenset({",", "-", *_MARKS})
_FAR = 8
"""No more words stand between a predicate and its subject or object."""
_CUE = 4
_OWNED = 2
"""No more words stand in what a possessive owns: the company's bold new course is brilliant."""
_LIST = 16
_COORDINATING = frozenset({",", "and", "along", "together"})
_TITLED = frozenset({"with", "as", "well", "(", ")", "s", *_MARKS})
_JOINING = frozenset({"and", "but", "or"})
_SPREAD = 30
_HEAD = frozenset({"as", "who", "that", "which"})
# Behind these a verb has no subject of its own in the clause that could be missed.
_BARE = frozenset({"also", "and", "to", "still", "deeply", "really", "so", "very", "truly"})


class Subject(NamedTuple):
    """Whose the predicate is: entity ids; None for the first person or nobody at all."""

    holders: tuple[str, ...] | None


def judgements(scene: Scene, unit: Unit, clause: Range, hits: Sequence[Hit]) -> Iterator[Draft]:
    """The stances of a clause of a unit towards entities, frame by frame."""
    after = 0
    for hit in hits:
        if hit.kind not in _JUDGING or hit.after <= after:
            continue  # no frame of judgement, or a part of a longer phrase
        after = hit.after
        if hit.kind in _OBJECTS:
            yield from _of_object(scene, unit, clause, hit)
        elif hit.kind in _SUBJECTS:
            yield from _of_subject(scene, unit, clause, hit)
            yield from _of_title(scene, unit, hit)
        else:
            yield from _of_exit(scene, unit, hit)


def _is_no_verb(reading: Reading, hit: Hit) -> bool:
    """Whether what could be a verb of its subject is a noun (with attacks on somebody) or in the
    passive (was mocked)."""
    word, before = reading.lowered[hit.first], max(0, hit.first - 1)
    if hit.after - hit.first > 1:
        return False
    is_noun = word.endswith("s") and reading.lowered[before] in _BEFORE_NOUNS
    return is_noun or (word.endswith("ed") and reading.is_word(before, "copulas"))


def of_cue(scene: Scene, unit: Unit) -> Iterator[Draft]:
    """What a noun says that brings in a quote: confidence that T ..."""
    clause = unit.clauses[0]
    for hit in scene.reading.within(max(unit.sentence[0], clause[0] - _CUE), clause[0]):
        if hit.kind in _OBJECTS and clause[0] - hit.after < 2:
            for ref in object_of(scene, clause[0], clause[1]):
                for target in sorted(ref.targets):
                    for holder in unit.holders:
                        if holder not in (*ref.holders, target):
                            yield Draft(unit, holder, target, _OBJECTS[hit.kind], ((hit.first, hit.after),))


def _of_object(scene: Scene, unit: Unit, clause: Range, hit: Hit) -> Iterator[Draft]:
    found = object_of(scene, hit.after, clause[1])
    holders = holders_of(scene, unit, hit.first, hit.kind)
    if not found or not holders or negated(scene.reading, clause[0], hit.first):
        return
    if _is_open(scene.reading, clause, hit.first) or _is_no_verb(scene.reading, hit):
        return
    for ref in found:
        for target in _targets(scene, ref, (ref.first, clause[1] if hit.kind == "worry object" else min(clause[1], ref.after + _FAR))):
            for holder in holders:
                if holder not in (*ref.holders, target):
                    implied = holder == AUTHOR and hit.kind == "worry object"
                    part = (hit.first, hit.after)
                    yield Draft(unit, holder, target, _OBJECTS[hit.kind], (part,), implied)


def _of_subject(scene: Scene, unit: Unit, clause: Range, hit: Hit) -> Iterator[Draft]:
    if not unit.quote and (is_marked(scene.reading, hit.first) or hit.kind in _QUALITIES):
        return
    ref = judged(scene, hit) or _joined_subject(scene, unit, hit)
    if ref is None or not ref.targets or _is_open(scene.reading, clause, hit.first):
        return
    holders = believers(scene, unit, hit.first)
    if holders is None:
        holders = unit.holders if unit.quote else _judge(scene, unit, ref)
    label = _SUBJECTS[hit.kind]
    if negated(scene.reading, max(ref.after, clause[0]), hit.first):
        label = opposite(label)
    for target in _targets(scene, ref, (ref.first, min(clause[1], hit.after + _OWNED))):
        for holder in holders:
            if holder not in (*ref.holders, target):
                yield Draft(unit, holder, target, label, ((hit.first, hit.after),))


def _is_open(reading: Reading, clause: Range, place: int) -> bool:
    """Whether a condition stands before a place in its clause."""
    low = max(clause[0], place - _LIST)
    return any(hit.kind == "conditions" for hit in reading.within(low, place))


def _of_title(scene: Scene, unit: Unit, hit: Hit) -> Iterator[Draft]:
    """What an adjective says of the name that it leads to: renowned researcher T."""
    strings = scene.reading.tokens.strings
    place = hit.after
    while (
        place < len(strings) - 1
        and place - hit.after <= _OWNED
        and strings[place].islower()
        and not _may_pass(scene.reading, place)
        and not scene.reading.is_word(place, "prepositions")
    ):
        place += 1
    ref = scene.starting(place) if 0 < place - hit.after <= _OWNED else None
    if ref is None or ref.kind != PERSON or ref.first not in scene.named or hit.kind != "favor subject":
        return
    for holder in unit.holders if unit.quote else (AUTHOR,):
        for target in sorted(ref.targets):
            if holder not in (*ref.holders, target):
                yield Draft(unit, holder, target, FAVOR, ((hit.first, hit.after),))


def _joined_subject(scene: Scene, unit: Unit, hit: Hit) -> Ref | None:
    """The subject of a predicate that a conjunction joins to another one."""
    if not hit.first or scene.reading.lowered[hit.first - 1] not in _JOINING:
        return None
    return _leading(scene, unit.clauses[0][0], hit.first)


def _of_exit(scene: Scene, unit: Unit, hit: Hit) -> Iterator[Draft]:
    """Regret at an exit is against it, and praise of the person (T5)."""
    found = object_of(scene, hit.after, hit.after + _FAR) or _addressed(scene, unit, hit)
    for holder in holders_of(scene, unit, hit.first, hit.kind):
        for ref in found:
            part = (hit.first, hit.after)
            if holder in ref.holders or ref.kind == COMPANY:
                continue
            for target in sorted(ref.targets):
                yield Draft(unit, holder, target, FAVOR, (part,))
            if "departures" in scene.targets:
                yield Draft(unit, holder, "departures", AGAINST, (part,))


def _addressed(scene: Scene, unit: Unit, hit: Hit) -> list[Ref]:
    """The one person that a quote names, where it speaks to somebody."""
    after = scene.reading.lowered[hit.after : hit.after + 4]
    if not unit.quote or "you" not in after or not unit.clauses:
        return []
    named = [ref for first, end in unit.clauses for ref in scene.within(first, end)]
    return named if len(named) == 1 else []


def object_of(scene: Scene, place: int, end: int) -> list[Ref]:
    """Who stands right of a predicate, with those that are coordinated."""
    found: list[Ref] = []
    lowered = scene.reading.lowered
    end = min(end, place + _FAR, len(lowered))
    while place < end:
        ref = scene.starting(place)
        if ref is not None:
            if scene.reading.is_word(ref.after, "other heads"):
                break
            found.append(ref)
            place = _coordinated(scene, ref)
            if place is None:
                break
            end = place + 1
        elif found or not (
            _may_pass(scene.reading, place) or scene.reading.is_word(place, "titles")
        ):
            break
        else:
            place += 1
    return found


def _coordinated(scene: Scene, ref: Ref) -> int | None:
    """The place of the next one of the same kind that is coordinated, with titles between."""
    words = scene.reading.lowered[ref.after : ref.after + _LIST]
    if not words or words[0] not in _COORDINATING:
        return None
    for place, word in enumerate(words, ref.after):
        other = scene.starting(place)
        if other is not None and other.kind == ref.kind:
            return place
        is_title = scene.reading.tokens.strings[place][0].isupper()
        if word not in _COORDINATING and word not in _TITLED and not is_title:
            return None
    return None


def judged(scene: Scene, hit: Hit) -> Ref | None:
    """Who stands left of a predicate as its subject or, of a quality, as who has it."""
    reading = scene.reading
    strange = 0
    tied = hit.kind in _VERBS
    for at in range(hit.first, max(0, hit.first - _FAR - _OWNED), -1):
        ref = scene.ending(at)
        if ref is not None:
            return ref if _is_tied(scene, ref, hit, tied, strange) else None
        tied = tied or reading.is_word(at - 1, "copulas") or reading.has(at - 1, "judging verbs")
        if reading.lowered[at - 1] in _HEAD or (
            _may_pass(reading, at - 1) and reading.lowered[at - 1] not in _OUTSIDE
        ):
            continue
        strange += 1
        if strange > _OWNED or not reading.lowered[at - 1].isalpha():
            return None
    return None


def _is_tied(scene: Scene, ref: Ref, hit: Hit, tied: bool, strange: int) -> bool:
    """Whether a predicate is said of a name before it: by a copula, in an apposition, of what it
    owns, or because it is a verb."""
    reading = scene.reading
    word = reading.lowered[ref.after - 1]
    if ref.first and reading.is_word(ref.first - 1, "prepositions"):
        return False
    is_owner = word in _POSSESSIVES or reading.lowered[ref.after : ref.after + 2] == ["'", "s"]
    if is_owner:
        is_whole = hit.first - ref.after <= _OWNED + 1 and reading.is_word(hit.after, "owned")
        return hit.kind in _QUALITIES or (tied and hit.kind not in _VERBS) or is_whole
    is_called = ref.first > 0 and reading.has(ref.first - 1, "judging verbs", *_OBJECTS)
    if word in PRONOUNS - SUBJECT_PRONOUNS or strange or hit.kind in _QUALITIES:
        return is_called and not strange
    is_apposed = reading.lowered[ref.after] == "," and reading.lowered[ref.after + 1] in _ARTICLES
    return tied or is_called or is_apposed


def subject_of(scene: Scene, place: int, first: int) -> Subject | None:
    """Whose a verb is that begins at a place: those who stand left of it in a stretch that begins
    at `first`. None if that cannot be told."""
    lowered = scene.reading.lowered
    strange = 0
    if place > first and lowered[place - 1] in _JOINING:
        ref = _leading(scene, first, place)
        if ref is not None:
            return Subject(ref.holders)
    is_copula = False
    for at in range(place, max(first, place - _FAR), -1):
        ref = scene.ending(at)
        if ref is not None and lowered[at - 1] not in ("him", "her", "his"):
            known = ref.holders and (is_copula or not strange)
            return Subject(_with_coordinated(scene, ref)) if known else None
        word = lowered[at - 1]
        if word in _FIRST_PERSON:
            return None if strange and not is_copula else Subject(None)
        is_copula = is_copula or scene.reading.is_word(at - 1, "copulas")
        if not _may_pass(scene.reading, at - 1) and word not in _HEAD:
            strange += 1
            if strange > _OWNED or not word.isalpha():
                return None
    return Subject(None) if place - first < _FAR and not strange else None


def _leading(scene: Scene, first: int, place: int) -> Ref | None:
    """Who begins a stretch, as the subject of all its verbs: nobody else may be named between."""
    ref = scene.starting(first)
    if ref is None or not ref.holders or place - first > _SPREAD:
        return None
    others = scene.within(ref.after, place)
    return None if any(other.kind == ref.kind for other in others) else ref


def _with_coordinated(scene: Scene, ref: Ref) -> tuple[str, ...]:
    before = None
    if ref.first > 1 and scene.reading.lowered[ref.first - 1] == "and":
        before = scene.ending(ref.first - 1)
    return ref.holders if before is None else tuple(dict.fromkeys((*before.holders, *ref.holders)))


def holders_of(scene: Scene, unit: Unit, place: int, kind: str = "") -> tuple[str, ...]:
    """Who holds what a verb or a feeling says: its subject; the speakers of a quote where that is
    the first person or nobody; the author only of worries that nobody is said to have (T10)."""
    first = unit.sentence[0]
    for low, high in unit.clauses:
        if unit.quote and low <= place < high:
            first = low
    found = subject_of(scene, place, first)
    if found is not None and found.holders is not None:
        return found.holders
    if unit.quote:
        return unit.holders if found is not None or not _others(scene, unit, first) else ()
    return (AUTHOR,) if kind == "worry object" and _is_noun(scene.reading, place) else ()


def _others(scene: Scene, unit: Unit, first: int) -> bool:
    """Whether the clause of a quote names anybody but its speakers."""
    clause = next(clause for clause in unit.clauses if clause[0] == first)
    return any(not set(ref.holders) <= set(unit.holders) for ref in scene.within(*clause))


def believers(scene: Scene, unit: Unit, place: int) -> tuple[str, ...] | None:
    """Who is said to believe what stands at a place, nobody if that cannot be told; None if no verb
    of belief stands before it in its clause."""
    clause = next((clause for clause in unit.clauses if clause[0] <= place < clause[1]), None)
    verbs = [hit for hit in scene.reading.within(clause[0], place) if hit.kind == "beliefs"] if clause else []
    if not verbs:
        return None
    return holders_of(scene, unit, verbs[-1].first)


def is_marked(reading: Reading, place: int) -> bool:
    """Whether an opening mark stands before a place: the words are somebody else's."""
    return place > 0 and reading.lowered[place - 1] in _MARKS - {"'"}


def _is_noun(reading: Reading, place: int) -> bool:
    return reading.lowered[place] in ("concerns", "fears", "worries", "alarm")


def _judge(scene: Scene, unit: Unit, ref: Ref) -> tuple[str, ...]:
    """The holder of what an author's sentence says of somebody: who calls or praises them so, else
    the author; nobody if it is said that they are called so, but not by whom."""
    verb = ref.first - 1
    for length in range(1, 4):
        first = ref.first - length
        if first < unit.sentence[0]:
            break
        for hit in scene.reading.at.get(first, ()):
            if hit.after == ref.first and hit.kind in ("judging verbs", *_OBJECTS):
                found = subject_of(scene, first, unit.sentence[0])
                return found.holders if found and found.holders else ()
    del verb
    return (AUTHOR,)


def negated(reading: Reading, first: int, place: int) -> bool:
    """Whether a word that turns a stance round stands up to four words before a place."""
    low = max(first, place - 4)
    found = {hit.kind for hit in reading.within(low, place)}
    return "negations" in found and "no negations" not in found


def _may_pass(reading: Reading, place: int) -> bool:
    word = reading.lowered[place]
    return (
        word in _PASSING
        or (len(word) > 4 and word.endswith("ly"))
        or reading.is_word(place, "links")
        or reading.has(place, "boosters", "hedges")
    )


def _targets(scene: Scene, ref: Ref, clause: Range) -> list[str]:
    """The targets of a name; what is said of a company's safety is on its conduct (T3)."""
    if ref.kind == COMPANY and any(
        hit.kind == "safety" for hit in scene.reading.within(*clause)
    ):
        company = next(iter(sorted(ref.targets)), None)
        conduct = scene.of_company(company, "safety")
        return [conduct] if conduct else sorted(ref.targets)
    return sorted(ref.targets)

