"""Where reported content ends, and where it begins before an attribution (Q5)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from said.annotators.quotes.cues import Cue
from said.annotators.quotes.lexemes import listed
from said.annotators.quotes.nounphrases import CLAUSE_BOUNDS, Places
from said.annotators.quotes.reading import Sentence
from said.annotators.quotes.sources import find_subject
from said.annotators.quotes.starts import behind_time, is_clause
from said.annotators.quotes.times import time_before
from said.text.classes import (
    BEFORE_VERB,
    BREAKS,
    FINITE,
    NOMINAL,
    NOUNS,
    SIGNS,
    SUBORDINATING,
    Pos,
    has_finite,
    skip_left,
    skip_right,
)
from said.text.cues import word_before

_INSIDE_CLOSING_MARK = frozenset({Pos.STOP, Pos.COMMA})
_BEFORE_PARTICIPLE = frozenset({"after", "before", "while", "without"})
_CLAUSE_ENDS = frozenset({Pos.STOP, Pos.COMMA, Pos.CLOSING_BRACKET})
_BEFORE_LEADING = frozenset({Pos.COORDINATOR, Pos.ADVERB})
_LEADING_CLAUSE = SUBORDINATING | {Pos.PREPOSITION}
_SUBJECT_STARTS = frozenset({Pos.SUBJECT, Pos.NAME, Pos.DETERMINER})
_MAIN_CLAUSE_STARTS = _SUBJECT_STARTS | FINITE | {Pos.ADVERB, Pos.NUMBER, Pos.THAT}
_PREDICATE_PARTS = FINITE | {Pos.WORD}
_PREDICATE_STARTS = FINITE | {Pos.WORD, Pos.ADVERB}
BULLETS = frozenset("•◦▪‣·●*")
"""What stands before an item of a list; each is a class of its own."""
_BEFORE_NOUN = frozenset({Pos.DETERMINER, Pos.POSSESSIVE})
_JOINTS = frozenset({Pos.COORDINATOR, Pos.COMMA, Pos.DASH}) | BULLETS
_BEFORE_SECOND_VERB = BEFORE_VERB | {Pos.TO, Pos.COORDINATOR, Pos.DETERMINER, Pos.PREPOSITION}
_NO_SIMPLE_CLAUSE = SUBORDINATING | {Pos.THAT, Pos.COORDINATOR, Pos.SUBJECT}
_PRESENT = frozenset({"are", "has", "have", "is", "will"})
_CONTRASTS = frozenset({"although", "and", "but", "though", "while", "yet"})
_AUTHOR = frozenset({"i", "we"})
_OF_AUTHOR = _AUTHOR | {"me", "my", "our", "us"}
_BEFORE_AUTHOR = frozenset({"and", "but", "so", "yet"})
_STOPS = FINITE | {Pos.COMMA, Pos.THAT, Pos.SUBJECT}
_BEFORE_OCCASIONS = frozenset({"at", "during", "in"})
_BEFORE_NOUN = frozenset({Pos.DETERMINER, Pos.NAME, Pos.ADVERB})
_SUBJECT_PARTS = NOMINAL | {Pos.DETERMINER, Pos.PREPOSITION}
_BEFORE_SUBJECT = SUBORDINATING | {Pos.COMMA, Pos.COORDINATOR, Pos.THAT, Pos.SEMICOLON, Pos.COLON}
_RELATIVES = frozenset({"who", "which", "whom"})
_BEFORE_MARKED = frozenset({Pos.DETERMINER, Pos.ADVERB, Pos.WORD, Pos.POSSESSIVE})
_CIRCUMSTANCES = frozenset({"after", "at", "before", "during", "in", "on", "outside", "when"})
"""What leads to the circumstances of a saying: called it “a mistake” in a letter."""
_TIMES = frozenset({"again", "once", "repeatedly", "times", "twice"})
_BEFORE_JUDGEMENT = frozenset({Pos.SUBORDINATOR, Pos.DETERMINER, Pos.ADVERB, Pos.WORD})
_PREDICATE_BEHIND = FINITE | {Pos.SUBJECT}
_BEHIND_MARKED = (SIGNS - {Pos.STOP}) | FINITE | {Pos.SUBORDINATOR, Pos.OPENING_BRACKET}

_COMMA_OR_SEMICOLON = re.compile(f"[{Pos.COMMA}{Pos.SEMICOLON}]")

_REACH = 16
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
            end = _before_occasion(sentence, start, end)
    end = _before_comment_on_marks(sentence, start, end)
    end = _before_authors_clause(sentence, cue, start, end)
    for other in later:
        if start < other.first < end:
            cut = _cut_by(sentence, start, cue, other)
            if cut is not None and cut > start:
                return cut
    return end


def _before_comment_on_marks(sentence: Sentence, start: int, end: int) -> int:
    """Where a content ends before the author's "but" behind marks: “unjust,” but Lind left."""
    kinds = sentence.kinds
    at = kinds.find(Pos.MARK + Pos.COORDINATOR, start, end)
    while at >= 0:
        behind_comma = kinds[at - 1] == Pos.COMMA and kinds.count(Pos.MARK, start, at + 1) % 2 == 0
        if behind_comma and sentence.words[at + 1] == "but" and kinds[at + 2] in _SUBJECT_STARTS:
            return at + 1
        at = kinds.find(Pos.MARK + Pos.COORDINATOR, at + 1, end)
    return end


def _before_authors_clause(sentence: Sentence, cue: Cue, start: int, end: int) -> int:
    """Where the author goes on behind a comma: "said that it would sail, but Berg stayed". After a
    cue in the past what is reported has "had", "was" or "would"; a plain past is the author's."""
    kinds, words = sentence.kinds, sentence.words
    end = _before_aside(sentence, start, end)
    end = before_author(sentence, start, end)
    is_past = words[cue.after - 1].endswith("d") and cue.use == "finite"
    is_infinitive = kinds[start] == Pos.TO
    for sign in _COMMA_OR_SEMICOLON.finditer(kinds, start + 2, max(start + 2, end - 2)):
        at = sign.start()
        if kinds[at] != Pos.SEMICOLON and not (is_past or is_infinitive):
            continue
        contrast = kinds[at] == Pos.COMMA and words[at + 1] in _CONTRASTS
        if not contrast and kinds[at] != Pos.SEMICOLON:
            continue
        subject = at + 2 if contrast else at + 1
        if kinds[subject] not in _SUBJECT_STARTS and kinds[subject] != Pos.WORD:
            continue
        near = range(subject + 1, min(end, at + _VERB_NEAR))
        verb = next((to for to in near if kinds[to] in _STOPS), 0)
        plain = kinds[verb] == Pos.VERB and kinds[verb - 1] not in _BEFORE_SECOND_VERB
        plain = plain or (not contrast and is_past and words[verb] in _PRESENT)
        if verb and (kinds[verb] in FINITE if is_infinitive else plain):
            return at
    return end


def before_author(sentence: Sentence, start: int, end: int) -> int:
    """Where the author tells of himself behind a report: "…, so I walked"."""
    words = sentence.words
    if Pos.MARK in sentence.kinds[start:end] or _AUTHOR.isdisjoint(words[start + 2 : end]):
        return end
    for at in range(start + 1, end - 2):
        joined = sentence.kinds[at] == Pos.COMMA and words[at + 1] in _BEFORE_AUTHOR
        if joined and words[at + 2] in _AUTHOR:
            return end if not _OF_AUTHOR.isdisjoint(words[start:at]) else at
    return end


def _before_aside(sentence: Sentence, start: int, end: int) -> int:
    """Where the author speaks behind a report: "…, a claim that he denied", "…; ask anybody"."""
    kinds, words = sentence.kinds, sentence.words
    for sign in _COMMA_OR_SEMICOLON.finditer(kinds, start + 2, max(start + 2, end - 3)):
        at = sign.start()
        behind = kinds[at + 1 : at + 3]
        if kinds[at] == Pos.COMMA and behind == Pos.DETERMINER + Pos.WORD:
            is_claim = words[at + 2] in listed("nouns")
            if is_claim and words[at + 3] in ("that", "which", "he", "she", "they", "the"):
                return at
        if kinds[at] == Pos.COMMA and words[at + 1] == "despite":
            return at
        if kinds[at] == Pos.SEMICOLON and not _goes_on_behind(sentence, start, at):
            return at
    return end


def _goes_on_behind(sentence: Sentence, start: int, at: int) -> bool:
    """Whether a report goes on behind a semicolon: in marks, or with "that"."""
    kinds = sentence.kinds
    is_marked = kinds.count(Pos.MARK, start, at) % 2 == 1 or kinds[at + 1] == Pos.MARK
    return is_marked or Pos.THAT in kinds[at + 1 : at + 3]


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
    if other.verb.clause and nothing_behind(sentence, other):
        comma = kinds.rfind(Pos.COMMA, start, other.first)
        if comma > start and not has_finite(kinds[comma : other.first]):
            return comma
    aside = _before_noun_aside(sentence, start, other)
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
    if kinds[place] == Pos.MARK and kinds[place - 1] in _INSIDE_CLOSING_MARK:
        return place + 1
    return place if kinds[place] == Pos.COMMA else None


def _before_noun_aside(sentence: Sentence, start: int, other: Cue) -> int | None:
    """Where the author adds who judges what is reported: "…, a boast that Berg called “empty”"."""
    kinds = sentence.kinds
    comma = kinds.rfind(Pos.COMMA, start + 1, other.first)
    noun = skip_right(kinds, comma + 2, Pos.WORD)
    led = sentence.words[comma + 1] in ("a", "an") and noun > comma + 2
    if comma < 0 or not led or kinds.count(Pos.MARK, start, comma) % 2:
        return None
    is_marked = kinds[skip_right(kinds, other.after, _BEFORE_JUDGEMENT) :][:1] == Pos.MARK
    relative = sentence.words[noun] in ("that", "which")
    judges = is_marked and FINITE.isdisjoint(kinds[noun : other.first])
    return comma if judges and (relative or kinds[noun] in _SUBJECT_STARTS) else None


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
        if behind_mark and kinds[at + 2 : at + 3] in _SUBJECT_STARTS:
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


def _before_occasion(sentence: Sentence, start: int, end: int) -> int:
    """Where a phrase ends before the place and time where it was said: "in an interview", "on
    Monday"."""
    kinds, words = sentence.kinds, sentence.words
    for at in range(start + 1, end - 1):
        if words[at] in _BEFORE_OCCASIONS:
            to = skip_right(kinds, at + 1, _BEFORE_NOUN)
            if kinds[at + 1] == Pos.DETERMINER and listed("occasions").issuperset(
                words[to : to + 1]
            ):
                end = at
                break
    before = time_before(sentence, end)
    if start < before < end:
        end = before - 1 if words[before - 1] == "on" and before - 1 > start else before
    return end


def without_comments(sentence: Sentence, places: Places) -> tuple[Places, ...]:
    """Content without what the author puts in between dashes or behind one (Q5), and without a
    comment at its end: "…, with rumours centring on"."""
    kinds = sentence.kinds
    start, end = places
    first = _dash_outside_marks(kinds, start, end)
    if first == end:
        return ((start, _before_comment(sentence, start, end)),)
    second = _dash_outside_marks(kinds, first + 1, end)
    kept = ((start, first), (second + 1, end))
    return tuple(one for one in kept if one[0] < one[1])


def _dash_outside_marks(kinds: str, start: int, end: int) -> int:
    """The first dash outside of marks, but for the first word; the end if there is none."""
    is_marked = False
    for at in range(start, end):
        if kinds[at] == Pos.MARK:
            is_marked = not is_marked
        elif not is_marked and kinds[at] == Pos.DASH and at > start:
            return at
    return end


def _before_comment(sentence: Sentence, start: int, end: int) -> int:
    kinds = sentence.kinds
    for at in range(start + 1, end - 3):
        behind = kinds[at] == Pos.COMMA or (kinds[at] == Pos.MARK and kinds[at - 1] == Pos.COMMA)
        if behind and sentence.words[at + 1] == "with" and Pos.GERUND in kinds[at + 2 : at + 6]:
            return at if kinds[at] == Pos.COMMA else at + 1
    return end


def content_before(sentence: Sentence, first: int, floor: int) -> Places | None:
    """The content before an attribution that begins at a token behind a comma."""
    if first < 2 or sentence.kinds[first - 1] != Pos.COMMA:
        return None
    start = first_word(sentence, floor, first - 1)
    return (start, first - 1) if start < first - 1 else None


def is_behind_marks(sentence: Sentence, at: int) -> bool:
    """Whether a token stands behind marked words and a comma: “a mistake,” Lind said."""
    return sentence.kinds[max(0, at - 2) : at] in (Pos.COMMA + Pos.MARK, Pos.MARK + Pos.COMMA)


def first_word(sentence: Sentence, floor: int, end: int) -> int:
    """Where a clause that ends at a token begins: behind the last colon, semicolon or marked words,
    and behind a coordinator."""
    kinds = sentence.kinds
    start = max(floor, *(kinds.rfind(kind, floor, end) + 1 for kind in CLAUSE_BOUNDS))
    return min(end, skip_right(kinds, start, _JOINTS))


def last_word(sentence: Sentence) -> int:
    """The token after the last word of a sentence, or after its closing mark."""
    return skip_left(sentence.kinds, len(sentence.kinds), SIGNS)


def marked_behind(sentence: Sentence, cue: Cue, limit: int) -> Places | None:
    """A phrase with marked words that a cue governs: called Lind "a safe pair of hands" (Q3, Q5).

    It begins with the determiner or adjectives before the first mark, or behind "as", and ends with
    the phrase. `limit` is the token where the next cue begins.
    """
    kinds, words = sentence.kinds, sentence.words
    mark = kinds.find(Pos.MARK, cue.after, min(limit, cue.after + _REACH))
    if mark < 0 or any(kind in BREAKS for kind in kinds[cue.after : mark]):
        return None
    start = mark
    called = cue.verb.lemma in listed("that name") and kinds[mark - 1] not in _BEFORE_NOUN
    if kinds[mark + 1 : mark + 2] != Pos.DETERMINER and not called:
        before = max(cue.after, skip_left(kinds, mark, _BEFORE_MARKED))
        start = max(before, kinds.rfind(Pos.DETERMINER, before, mark))
    if kinds[cue.after : cue.after + 2] == Pos.PREPOSITION + Pos.GERUND:  # tasked with harnessing …
        start = cue.after + 1
    for at in range(cue.after, mark):
        if cue.verb.as_ and words[at] == "as" and Pos.COORDINATOR not in kinds[at:mark]:
            start = at + 1
            break
    names = cue.verb.as_ or cue.verb.lemma in listed("that name")
    end = end_of_marked(sentence, mark, names)
    last = kinds.rfind(Pos.MARK, end, limit)
    return start, max(end, last + 1)


def _closes_phrase(sentence: Sentence, at: int) -> bool:
    """Whether a phrase ends with the mark that closes at a token: if a comma stands inside it or
    another predicate behind it, unless more marked words are joined to it."""
    kinds = sentence.kinds
    joined = kinds[at + 1] == Pos.COORDINATOR
    if joined and Pos.MARK in kinds[at + 1 : at + 6]:
        return False
    if kinds[at - 1] in _INSIDE_CLOSING_MARK:
        return True
    then = skip_right(kinds, at + 2, Pos.ADVERB)
    return joined and (
        kinds[then : then + 1] in _PREDICATE_BEHIND
        or (sentence.words[then].endswith("s") and kinds[then + 1 : then + 2] != Pos.WORD)
        if then < len(kinds)
        else False
    )


def end_of_marked(sentence: Sentence, mark: int, names: bool) -> int:
    """The token after a phrase in which a mark opens: behind what is joined to its closing mark."""
    kinds = sentence.kinds
    end = last_word(sentence)
    depth = 0
    for at in range(mark, end):
        if kinds[at] == Pos.MARK:
            depth = 1 - depth
            if depth == 0 and at + 1 < end and _closes_phrase(sentence, at):
                return at + 1
            if depth == 0 and (
                (names and not _CIRCUMSTANCES.isdisjoint(sentence.words[at + 1 : at + 2]))
                or not _TIMES.isdisjoint(sentence.words[at + 1 : at + 3])
            ):
                return at + 1
        elif depth == 0 and kinds[at] in _BEHIND_MARKED:
            return at
    return end
