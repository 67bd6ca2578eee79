"""Where reported content ends, and where it begins before an attribution (Q5)."""

from __future__ import annotations

from collections.abc import Sequence

from said.annotators.quotes.asides import (
    before_apposition_to_marks,
    before_authors_clause,
    before_comment_on_marks,
    before_noun_aside,
    before_occasion,
)
from said.annotators.quotes.clauses import is_clause
from said.annotators.quotes.cues import Cue
from said.annotators.quotes.lexemes import listed
from said.annotators.quotes.nounphrases import CLAUSE_BOUNDS, Places
from said.annotators.quotes.reading import Sentence
from said.annotators.quotes.sources import find_subject
from said.annotators.quotes.times import behind_time
from said.text.classes import (
    BEFORE_VERB,
    FINITE,
    NOMINAL,
    NOUNS,
    SIGNS,
    SUBJECT_STARTS,
    SUBORDINATING,
    Pos,
    has_finite,
    skip_left,
    skip_right,
)
from said.text.cues import word_before

INSIDE_CLOSING_MARK = frozenset({Pos.STOP, Pos.COMMA})
_BEFORE_PARTICIPLE = frozenset({"after", "before", "while", "without"})
_CLAUSE_ENDS = frozenset({Pos.STOP, Pos.COMMA, Pos.CLOSING_BRACKET})
_BEFORE_LEADING = frozenset({Pos.COORDINATOR, Pos.ADVERB})
_LEADING_CLAUSE = SUBORDINATING | {Pos.PREPOSITION}
_MAIN_CLAUSE_STARTS = SUBJECT_STARTS | FINITE | {Pos.ADVERB, Pos.NUMBER, Pos.THAT}
_PREDICATE_PARTS = FINITE | {Pos.WORD}
_PREDICATE_STARTS = FINITE | {Pos.WORD, Pos.ADVERB}
BULLETS = frozenset("•◦▪‣·●*")
"""What stands before an item of a list; each is a class of its own."""
_JOINTS = frozenset({Pos.COORDINATOR, Pos.COMMA, Pos.DASH}) | BULLETS
_BEFORE_SECOND_VERB = BEFORE_VERB | {Pos.TO, Pos.COORDINATOR, Pos.DETERMINER, Pos.PREPOSITION}
_NO_SIMPLE_CLAUSE = SUBORDINATING | {Pos.THAT, Pos.COORDINATOR, Pos.SUBJECT}
_SUBJECT_PARTS = NOMINAL | {Pos.DETERMINER, Pos.PREPOSITION}
_BEFORE_SUBJECT = SUBORDINATING | {Pos.COMMA, Pos.COORDINATOR, Pos.THAT, Pos.SEMICOLON, Pos.COLON}
_RELATIVES = frozenset({"who", "which", "whom"})
_VERB_NEAR = 12
_RELATIVE_NEAR = 8


def end_of_content(sentence: Sentence, start: int, cue: Cue, later: Sequence[Cue]) -> int:
    """The token after the content that begins at `start` behind a cue."""
    kinds = sentence.kinds
    end = max(start, last_word(sentence))
    if start >= end:
        return start
    end = _end_of_leading_clause(sentence, cue, start, end)
    end = _end_of_relative_clause(sentence, cue, start, end)
    end = _end_of_subject(sentence, cue, start, end)
    dash = kinds.find(Pos.MARK + Pos.DASH, start + 1, end)
    if dash > 0:  # a comment on marked words: “a risk” — which it is
        end = dash + 1
    whole = kinds[start - 1] == Pos.THAT or kinds[start] in FINITE
    if not whole and not is_clause(sentence, start):
        end = _end_of_phrase(sentence, start, end)
        if kinds[start] != Pos.TO:
            end = before_occasion(sentence, start, end)
    end = before_comment_on_marks(sentence, start, end)
    end = before_apposition_to_marks(sentence, start, end)
    end = before_authors_clause(sentence, cue, start, end)
    for other in later:
        if start < other.first < end:
            cut = _cut_by(sentence, start, cue, other)
            if cut is not None and cut > start:
                return cut
    return end


def _cut_by(sentence: Sentence, start: int, cue: Cue, other: Cue) -> int | None:
    """Where a later cue that is none of the content's own ends the content."""
    kinds, words = sentence.kinds, sentence.words
    place = word_before(kinds, other.first)
    before = kinds[place]
    if other.use in ("participle", "phrase"):
        return _before_participle(sentence, place, other)
    if other.use == "infinitive":
        return _before_refusal(sentence, start, cue, other)
    if other.use != "finite":
        return None
    if other.verb.clause:
        comma = kinds.rfind(Pos.COMMA, start, other.first)
        if comma > start and not has_finite(kinds[comma : other.first]):
            return comma
    aside = before_noun_aside(sentence, start, other)
    if aside:
        return aside
    joined = before == Pos.COORDINATOR and words[place] in ("and", "but")
    own = find_subject(sentence, other.first)
    if own and own[0] > start + 1 and kinds[own[0] - 2 : own[0]] == Pos.COMMA + Pos.COORDINATOR:
        return own[0] - 2
    if own and kinds[own[0] - 2 : own[0]] == Pos.COMMA + Pos.MARK:
        return own[0]
    if own and kinds[own[0] - 1] == Pos.SEMICOLON:
        return own[0] - 1
    same = cue.use == "finite" and not other.verb.attitude
    if joined and same and _same_tense(words[other.first], words[cue.first]):
        return place - 1 if kinds[place - 1] == Pos.COMMA else place
    return None


def _before_participle(sentence: Sentence, place: int, other: Cue) -> int | None:
    """Where a participle that is none of the content's own ends the content, or the word at a place
    before it: "…, adding", "…, without saying where", "… without saying where"."""
    kinds, words = sentence.kinds, sentence.words
    if words[place] in _BEFORE_PARTICIPLE and other.verb.clause:
        if words[place] == "without" and kinds[place - 1] != Pos.COMMA:
            return place
        place -= 1
    if kinds[place] == Pos.MARK and kinds[place - 1] in INSIDE_CLOSING_MARK:
        return place + 1
    return place if kinds[place] == Pos.COMMA else None


def _before_refusal(sentence: Sentence, start: int, cue: Cue, other: Cue) -> int | None:
    """Where the same source refuses to say more: "says it will pay but has declined to say"."""
    kinds, words = sentence.kinds, sentence.words
    verb = kinds.rfind(Pos.TO, start, other.first) - 1
    if verb <= start or words[verb] not in listed("unsaid") or cue.use != "finite":
        return None
    joint = skip_left(kinds, verb, BEFORE_VERB) - 1
    if kinds[joint] != Pos.COORDINATOR:
        return None
    return joint - 1 if kinds[joint - 1] == Pos.COMMA else joint


def nothing_behind(sentence: Sentence, cue: Cue) -> bool:
    """Whether nothing is reported after a cue, so that it belongs to the words before it."""
    at = behind_time(sentence, cue.after)
    return at >= len(sentence.kinds) or sentence.kinds[at] in _CLAUSE_ENDS


def _same_tense(one: str, other: str) -> bool:
    return one.endswith("s") == other.endswith("s")


def _end_of_leading_clause(sentence: Sentence, cue: Cue, start: int, end: int) -> int:
    """Where a clause that begins the sentence ends: "While Lind said that it fell, Berg …"."""
    kinds = sentence.kinds
    lead = skip_right(kinds, 0, _BEFORE_LEADING)
    leads = kinds[lead] in _LEADING_CLAUSE or (
        cue.first == lead and cue.use in ("participle", "passive")
    )
    if not leads or Pos.COMMA in kinds[: cue.first]:
        return end
    for at in range(start + 1, end - 1):
        behind_mark = kinds[at : at + 2] == Pos.COMMA + Pos.MARK
        if behind_mark and kinds[at + 2 : at + 3] in SUBJECT_STARTS:
            return at + 2
        begins = kinds[at] == Pos.COMMA and (
            kinds[at + 1] in _MAIN_CLAUSE_STARTS
            or (kinds[at + 1] == Pos.WORD and kinds[at + 2] in FINITE)
        )
        if begins and set(kinds[at + 2 : at + _VERB_NEAR]) & _PREDICATE_PARTS:
            return at
    return end


def _end_of_relative_clause(sentence: Sentence, cue: Cue, start: int, end: int) -> int:
    """Where a clause between commas ends: "Lind, who said that the pier was shut, left"."""
    kinds = sentence.kinds
    who = skip_left(kinds, cue.first, BEFORE_VERB) - 1
    if _restricts_subject(sentence, who):  # "voters who say the pier is old are"
        fewest = 2 if cue.verb.lemma in listed("with only a clause") else 1
        return _before_main_verb(kinds, start, end, fewest)
    near = max(0, cue.first - _RELATIVE_NEAR)
    subject = next((to for to in range(cue.first - 1, near, -1) if kinds[to] in FINITE), near)
    for relative in range(cue.first - 1, subject, -1):
        may_restrict = kinds[relative] == Pos.THAT or sentence.words[relative] in _RELATIVES
        # "officers whom the mayor said he knew are"
        if may_restrict and _restricts_subject(sentence, relative):
            return _before_main_verb(kinds, start, end, 2)
    comma = kinds.rfind(Pos.COMMA, 0, cue.first)
    is_participle = cue.use == "participle" and comma + 1 == cue.first
    if comma < 1 or not (is_participle or sentence.words[comma + 1] in _RELATIVES):
        return end
    for at in range(start + 1, end - 1):
        if kinds[at] == Pos.COMMA and kinds[at + 1] in _PREDICATE_STARTS:
            return at
    return end


def _end_of_subject(sentence: Sentence, cue: Cue, start: int, end: int) -> int:
    """Where the subject ends that a participle or noun belongs to: "a firm supporting the plan
    may", "fears that the pier will fall are"."""
    if cue.use == "noun" and _begins_clause(sentence.kinds, cue.first):
        main = _before_main_verb(sentence.kinds, start, end, 2)
        return end if Pos.COMMA in sentence.kinds[start:main] else main
    if cue.use != "participle" or not _ends_subject(sentence.kinds, cue.first):
        return end
    end = _before_main_verb(sentence.kinds, start, end, 1)
    return end - 1 if sentence.kinds[end - 1] == Pos.COMMA else end


def _ends_subject(kinds: str, after: int) -> bool:
    """Whether a noun phrase that begins a clause ends before a token."""
    return after > 0 and kinds[after - 1] in NOUNS and _begins_clause(kinds, after)


def _begins_clause(kinds: str, after: int) -> bool:
    """Whether a clause begins with the noun phrase that ends before a token, or goes on there."""
    first = skip_left(kinds, after, _SUBJECT_PARTS)
    return not first or kinds[first - 1] in _BEFORE_SUBJECT


def _restricts_subject(sentence: Sentence, relative: int) -> bool:
    """Whether a relative clause without commas belongs to the subject of its clause."""
    kinds, words = sentence.kinds, sentence.words
    if relative < 1 or not (words[relative] in _RELATIVES or kinds[relative] == Pos.THAT):
        return False
    return _ends_subject(kinds, relative)


def is_cut_before_verb(sentence: Sentence, start: int, end: int) -> bool:
    """Whether content ends before the only verb that could make a clause of it."""
    kinds = sentence.kinds
    return kinds[end : end + 1] in FINITE and not has_finite(kinds[start:end])


def _before_main_verb(kinds: str, start: int, end: int, fewest: int) -> int:
    """The place of the second finite verb, of which what is before it is the subject, or of the
    only one if one is enough; the end if there is none."""
    verbs: list[int] = []
    for at in range(start, end):
        if kinds[at] in _NO_SIMPLE_CLAUSE and verbs:
            break
        if kinds[at] in FINITE and kinds[at - 1] not in _BEFORE_SECOND_VERB:
            verbs.append(at)
    return verbs[min(len(verbs), 2) - 1] if len(verbs) >= fewest else end


def end_of_relative_report(sentence: Sentence, relative: int, start: int) -> int:
    """Where a relative clause ends of which all from `start` on is reported."""
    kinds = sentence.kinds
    end = last_word(sentence)
    if relative and kinds[relative - 1] == Pos.COMMA:
        comma = kinds.find(Pos.COMMA, start + 1, end)
        return comma if comma > 0 else end
    if sentence.words[relative] == "what" or has_finite(kinds[:relative]):
        return end
    for at in range(start + 2, end):  # "a drug that the firm claims cures colds was banned"
        if kinds[at] in FINITE and kinds[at - 1] not in _BEFORE_SECOND_VERB:
            return at
    return end


def _end_of_phrase(sentence: Sentence, start: int, end: int) -> int:
    """Where a phrase that is no clause ends: before another predicate of the same subject."""
    kinds = sentence.kinds
    for at in range(start + 1, end - 1):
        if kinds[at : at + 2] == Pos.COMMA + Pos.AUXILIARY:
            return at
        if kinds[at] == Pos.COORDINATOR and sentence.words[at] in ("and", "but"):
            then = kinds[skip_right(kinds, at + 1, Pos.ADVERB) : end][:1]
            if then == Pos.AUXILIARY or (then == Pos.VERB and kinds[at - 1] != Pos.VERB):
                return at - 1 if kinds[at - 1] == Pos.COMMA else at
    return end


def content_before(sentence: Sentence, first: int, floor: int) -> Places | None:
    """The content before an attribution that begins at a token behind a comma."""
    if first < 2 or sentence.kinds[first - 1] != Pos.COMMA:
        return None
    start = first_word(sentence, floor, first - 1)
    return (start, first - 1) if start < first - 1 else None


def first_word(sentence: Sentence, floor: int, end: int) -> int:
    """Where a clause that ends at a token begins: behind the last colon, semicolon or marked words,
    and behind a coordinator."""
    kinds = sentence.kinds
    start = max(floor, *(kinds.rfind(kind, floor, end) + 1 for kind in CLAUSE_BOUNDS))
    return min(end, skip_right(kinds, start, _JOINTS))


def last_word(sentence: Sentence) -> int:
    """The token after the last word of a sentence, or after its closing mark."""
    return skip_left(sentence.kinds, len(sentence.kinds), SIGNS)
