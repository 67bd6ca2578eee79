"""Who stands where around a predicate of a topic's frame, or an act: its object to the right, its
subject to the left. Judgements of any target have `arguments` instead.

Only words that can stand between may stand between; at any other nobody is found, so that a frame
abstains rather than guesses.
"""

from __future__ import annotations

from said.annotators.stance.names import Ref
from said.annotators.stance.phrases import Hit, PhraseReading
from said.annotators.stance.scene import PRONOUNS, SUBJECT_PRONOUNS, Scene
from said.annotators.stance.units import Unit
from said.schema.scheme import AUTHOR
from said.text.segments import Range

_FAR = 8
"""No more words stand between a predicate and its subject or object."""
_STRANGE = 2
"""No more words that are none of grammar stand between a predicate and its subject."""
_LIST = 16
"""No more tokens stand between two who are coordinated, or between a condition and a predicate."""
_SPREAD = 30
"""No more tokens stand between a subject and the second of two verbs that are coordinated."""
_NEGATED = 4
"""A negation stands no more tokens before what it negates."""

_MARKS = frozenset("\"“”‘’'")
_PASSING = frozenset({",", "-", *_MARKS})
_FIRST_PERSON = frozenset({"i", "we", "my", "our"})
_JOINING = frozenset({"and", "but", "or"})
_RELATIVE = frozenset({"as", "who", "that", "which"})
_COORDINATING = frozenset({",", "and", "along", "together"})
_IN_TITLES = frozenset({"with", "as", "well", "(", ")", "s", *_MARKS})


def object_of(scene: Scene, place: int, end: int) -> list[Ref]:
    """Who stands right of a predicate that ends before a place, with those coordinated."""
    reading = scene.reading
    found: list[Ref] = []
    at: int | None = place
    end = min(end, place + _FAR, len(reading.lowered))
    while at is not None and at < end:
        ref = scene.starting(at)
        if ref is not None:
            if reading.is_word(ref.after, "other heads"):
                break
            found.append(ref)
            at = _coordinated(scene, ref)
            end = len(reading.lowered)
        elif may_pass(reading, at) or reading.is_word(at, "titles"):
            at += 1
        else:
            break
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
        is_title = scene.reading.written(place)[0].isupper()
        if word not in _COORDINATING and word not in _IN_TITLES and not is_title:
            return None
    return None


def subject_of(scene: Scene, place: int, first: int) -> tuple[str, ...] | None:
    """Whose a verb is that begins at a place: the ids of those who stand left of it in a stretch
    that begins at `first`, none for the first person or nobody. None if that cannot be told."""
    reading = scene.reading
    if place > first and reading.lowered[place - 1] in _JOINING:
        ref = leading_ref(scene, first, place)
        if ref is not None:
            return ref.holders
    strange = 0
    is_tied = False
    for at in range(place, max(first, place - _FAR), -1):
        ref = scene.ending(at)
        word = reading.lowered[at - 1]
        if ref is not None and word not in PRONOUNS - SUBJECT_PRONOUNS:
            before = ref.first - 1 - (reading.lowered[ref.first - 1 : ref.first] == ["the"])
            if before > first and reading.is_word(before, "prepositions"):
                return None
            is_known = ref.holders and (is_tied or not strange)
            return _with_coordinated(scene, ref) if is_known else None
        if word in _FIRST_PERSON:
            return () if is_tied or not strange else None
        is_tied = is_tied or reading.is_word(at - 1, "copulas")
        if not _leads_left(reading, at - 1):
            strange += 1
            if strange > _STRANGE or not word.isalpha():
                return None
    return () if place - first < _FAR and not strange else None


def leading_ref(scene: Scene, first: int, place: int) -> Ref | None:
    """Who begins a stretch, as the subject of all its verbs: nobody of the same kind may be named
    between."""
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


def holders_of(
    scene: Scene, unit: Unit, clause: Range, place: int, is_worry: bool = False
) -> tuple[str, ...]:
    """Who holds what a verb or a feeling says: its subject; the speakers of a quote where that is
    the first person or nobody; the author only of worries that nobody is said to have (T10)."""
    found = subject_of(scene, place, clause[0] if unit.quote else unit.sentence[0])
    if found:
        return found
    if unit.quote:
        return unit.holders if found is not None or not _names_others(scene, unit, clause) else ()
    return (AUTHOR,) if is_worry and scene.reading.is_word(place, "worry nouns") else ()


def _names_others(scene: Scene, unit: Unit, clause: Range) -> bool:
    """Whether the clause of a quote names anybody but its speakers."""
    return any(not set(ref.holders) <= set(unit.holders) for ref in scene.within(*clause))


def believers(scene: Scene, unit: Unit, clause: Range, place: int) -> tuple[str, ...] | None:
    """Who is said to believe what stands at a place, nobody if that cannot be told; None if no verb
    of belief stands before it in its clause."""
    before = scene.reading.within(clause[0], place)
    verbs = [hit for hit in before if hit.kind == "beliefs"]
    return holders_of(scene, unit, clause, verbs[-1].first) if verbs else None


def is_negated(reading: PhraseReading, first: int, place: int) -> bool:
    """Whether a word that turns a stance round stands shortly before a place, from `first` on."""
    found = {hit.kind for hit in reading.within(max(first, place - _NEGATED), place)}
    return "negations" in found and "no negations" not in found


def is_open(reading: PhraseReading, clause: Range, place: int) -> bool:
    """Whether a condition stands before a place in its clause."""
    low = max(clause[0], place - _LIST)
    return any(hit.kind == "conditions" for hit in reading.within(low, place))


def is_marked(reading: PhraseReading, place: int) -> bool:
    """Whether an opening mark stands before a place: the words are somebody else's."""
    return place > 0 and reading.lowered[place - 1] in _MARKS - {"'"}


def is_no_verb(reading: PhraseReading, hit: Hit) -> bool:
    """Whether what could be a verb of its subject is a noun (with attacks on somebody) or in the
    passive (was mocked)."""
    if hit.after - hit.first > 1 or not hit.first:
        return False
    word, before = reading.lowered[hit.first], hit.first - 1
    is_noun = word.endswith("s") and reading.is_word(before, "before nouns")
    return is_noun or (word.endswith("ed") and reading.is_word(before, "copulas"))


def may_pass(reading: PhraseReading, place: int) -> bool:
    """Whether the token at a place can stand between a predicate and its subject or object."""
    word = reading.lowered[place]
    return (
        word in _PASSING
        or (len(word) > 4 and word.endswith("ly"))
        or reading.is_word(place, "links")
        or reading.has(place, "boosters", "hedges")
    )


def _leads_left(reading: PhraseReading, place: int) -> bool:
    return reading.lowered[place] in _RELATIVE or may_pass(reading, place)
