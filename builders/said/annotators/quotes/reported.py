"""Reports without free marks: who is reported by a cue, and how much of the sentence (Q2, Q3)."""

from __future__ import annotations

from collections.abc import Sequence

from said.annotators.quotes import (
    asides,
    clauses,
    ends,
    markedphrases,
    nounphrases,
    sources,
    starts,
)
from said.annotators.quotes.attitudes import find_attitude, find_passive
from said.annotators.quotes.attribution import ReportedClause
from said.annotators.quotes.cues import Cue, find_that_from
from said.annotators.quotes.insertions import (
    NO_CLAUSE,
    by_as_clause,
    by_as_name,
    in_relative_clause,
    inserted,
    passive_behind,
)
from said.annotators.quotes.lexemes import ATTITUDE, listed, speakers, verbs
from said.annotators.quotes.nounphrases import Places
from said.annotators.quotes.reading import Sentence
from said.annotators.quotes.voices import find_voice, inverted_source
from said.text.classes import (
    BEFORE_VERB,
    NOMINAL,
    PHRASE_STARTS,
    SUBORDINATING,
    Pos,
    has_finite,
    skip_left,
)

_PERSON = frozenset({Pos.NAME, Pos.SUBJECT})
_SOURCE_STARTS = PHRASE_STARTS | {Pos.SUBJECT, Pos.NUMBER}
_BEFORE_PHRASE = frozenset(
    {
        Pos.COORDINATOR, Pos.ADVERB, Pos.COMMA, Pos.DASH, Pos.MARK,
        Pos.OPENING_BRACKET, Pos.CLOSING_BRACKET, *ends.BULLETS
    }
)  # fmt: skip
_JOINTS = frozenset({Pos.COORDINATOR, Pos.SUBORDINATOR})
_APPOSITION = frozenset({Pos.DETERMINER, Pos.QUESTION_WORD})
_CLAUSE_STARTS = _SOURCE_STARTS | {Pos.PREPOSITION}
_PHRASE_PARTS = NOMINAL | {Pos.DETERMINER, Pos.PREPOSITION}
_COMPLEMENTISERS = frozenset({"if", "whether"})
_POSSIBLE = frozenset({"can", "can't", "cannot", "could", "couldn't"})
_WEIGHING = frozenset(
    {"credibly", "fairly", "hardly", "honestly", "justly", "legitimately", "plausibly",
     "reasonably", "rightly", "scarcely"}
)  # fmt: skip
_ACTS = frozenset({"apologise", "apologize", "blame", "call", "condemn", "praise", "thank"})
_ANYBODY = frozenset({"one", "you"})
_ALL_OF_US = frozenset({"one", "people", "we", "you"})
_HABITS = frozenset({"always", "often", "rarely", "sometimes", "usually"})
_BEFORE_GERUND = frozenset({Pos.PREPOSITION, Pos.SUBORDINATOR})
_NO_SUBJECT = SUBORDINATING | {Pos.PREPOSITION, Pos.DETERMINER}
_NO_SPEAKERS = frozenset({"it", "this", "that", "these", "those", "which", "there", "what"})


def find_reported_clause(
    sentence: Sentence,
    cue: Cue,
    source: Places | None,
    later: Sequence[Cue],
    floor: int,
    attitudes: bool,
) -> ReportedClause | None:
    """What a cue reports that attributes no free words, if anything. `floor` is the first token
    that may belong to it; with `attitudes` thoughts and objects count without marks, too."""
    if cue.use == "phrase":
        return _by_phrase(sentence, cue, floor)
    if source is None and cue.use == "finite" and _has_subject_far_before(sentence, cue):
        source = sources.find_main_subject(sentence, cue.first)
    if cue.use == "noun":
        return _by_noun(sentence, cue, later, attitudes)
    if cue.verb is ATTITUDE:
        return find_attitude(sentence, cue, later)
    if attitudes:
        return _any_clause(sentence, cue, source, later, floor)
    is_shown = _is_shown(sentence, cue, source)
    says = not cue.verb.attitude or is_shown
    if says and not _is_weighed(sentence, cue, source):
        found = _from_elsewhere(sentence, cue, source, later, floor)
        if found:
            return found
        clause = _clause_behind(sentence, cue, source, later)
        if clause and _is_said_by(sentence, cue, source):
            return _without_comments(sentence, clause)
        if (cue.is_saying or is_shown) and not clause:
            found = inserted(sentence, cue, source, later, floor)
            if found:
                return found
    return by_as_name(sentence, cue, source) or _marked(sentence, cue, source, later)


def _from_elsewhere(
    sentence: Sentence, cue: Cue, source: Places | None, later: Sequence[Cue], floor: int
) -> ReportedClause | None:
    """What a cue reports that stands before it or around it, or belongs to a relative clause."""
    cleft = sentence.kinds[cue.after : cue.after + 2] == Pos.COMMA + Pos.THAT
    if cue.is_saying and (cleft or inverted_source(sentence, cue)):
        found = inserted(sentence, cue, source, later, floor)  # "it was there, he wrote, that"
        if found:
            return found
    return (
        in_relative_clause(sentence, cue, source)
        or by_as_clause(sentence, cue, source, later, floor)
        or passive_behind(sentence, cue, floor)
    )


def _has_subject_far_before(sentence: Sentence, cue: Cue) -> bool:
    """Whether the subject of a verb may be more than a phrase: "a report published in May said"."""
    before = skip_left(sentence.kinds, cue.first, BEFORE_VERB)
    return before > 1 and not cue.verb.noun and sentence.kinds[before - 1] not in _NO_SUBJECT


def _any_clause(
    sentence: Sentence, cue: Cue, source: Places | None, later: Sequence[Cue], floor: int
) -> ReportedClause | None:
    """A report where thoughts, attitudes and objects count as well."""
    if not cue.verb.clause or sentence.words[cue.after : cue.after + 1] == ["by"]:
        passive = find_passive(sentence, cue, later)
        if passive:
            return passive
    if source is None and (cue.verb.attitude or (cue.use == "passive" and not cue.verb.clause)):
        return None
    relative = in_relative_clause(sentence, cue, source)
    relative = relative or by_as_clause(sentence, cue, source, later, floor)
    if relative:
        return relative
    clause = _clause_behind(sentence, cue, source, later, attitudes=True)
    may_follow = cue.is_saying or (cue.use == "finite" and cue.verb.lemma in listed("thinking"))
    if may_follow and (clause is None or clause.rule == "object"):
        return inserted(sentence, cue, source, later, floor) or clause
    return clause


def _marked(
    sentence: Sentence, cue: Cue, source: Places | None, later: Sequence[Cue]
) -> ReportedClause | None:
    """A report by its marks: with them a phrase and a verb of thought count, too (Q3)."""
    limit = later[0].first if later else len(sentence.kinds)
    if Pos.MARK not in sentence.kinds[cue.after : limit]:
        return None
    if source and sentence.words[source[0]] in _NO_SPEAKERS and not _can_be_its(sentence, cue):
        return None
    clause = _clause_behind(sentence, cue, source, later) if source else None
    if clause and Pos.MARK in sentence.kinds[slice(*clause.content[0])]:
        return _without_comments(sentence, clause)._replace(rule="marked clause")
    phrase = markedphrases.marked_behind(sentence, cue, limit)
    if phrase is None or (source is None and cue.use != "passive"):
        return None
    start, end = phrase
    if source and start < source[0] < end:  # described as “…” by Lind
        end = source[0] - 1
    return ReportedClause(((start, end),), source, "marked phrase")


def _can_be_its(sentence: Sentence, cue: Cue) -> bool:
    """Whether "it" can be the subject of a cue, as an organisation that describes, calls or thanks
    somebody: "It called the claim “baseless”"."""
    is_it = sentence.words[cue.first - 1 : cue.first] == ["it"]
    return is_it and cue.use == "finite" and (cue.verb.as_ or cue.verb.lemma in _ACTS)


def _by_noun(
    sentence: Sentence, cue: Cue, later: Sequence[Cue], attitudes: bool
) -> ReportedClause | None:
    """What a noun carries: "Lind voiced fears that …", "the warning that …" (Q7)."""
    start = cue.after + 1 if sentence.kinds[cue.after] == Pos.THAT else cue.after
    if sentence.kinds[cue.after] == Pos.AUXILIARY:
        start = sentence.kinds.index(Pos.THAT + Pos.MARK, cue.after) + 1
    that = find_that_from(sentence, cue.first)
    if that is not None:
        start = that + 1
    end = ends.end_of_content(sentence, start, cue, later)
    if sentence.kinds[start : start + 1] == Pos.MARK and start == cue.after:
        end = min(end, markedphrases.end_of_marked(sentence, start, names=True))
    if end <= start:
        return None
    if attitudes and start > cue.after:
        start -= 1
    heads, source = find_voice(sentence, cue)
    if len(heads) == 1 and heads[0] == cue.span:
        source = source or sources.find_circle(sentence, start)
        return ReportedClause(((start, end),), source, "noun")
    return ReportedClause(((start, end),), source, "light verb", heads)


def _is_shown(sentence: Sentence, cue: Cue, source: Places | None) -> bool:
    """Whether a text is said to show or find something (Q2)."""
    if source is None or cue.verb.lemma not in listed("of documents"):
        return False
    return sentence.words[_head(sentence, source)] in listed("documents")


def _head(sentence: Sentence, phrase: Places) -> int:
    """The place of the head of a noun phrase: the last word before a preposition."""
    first, after = phrase
    preposition = sentence.kinds.find(Pos.PREPOSITION, first + 1, after)
    return (preposition if preposition > 0 else after) - 1


def _is_weighed(sentence: Sentence, cue: Cue, source: Places | None) -> bool:
    """Whether the author weighs a claim that nobody makes: "can hardly claim that", "one could
    argue that" (Q2)."""
    first = cue.first
    while first and sentence.kinds[first - 1] in BEFORE_VERB:
        first -= 1
    before = sentence.words[first : cue.first]
    subject = sentence.words[source[1] - 1] if source else ""
    if subject in _ALL_OF_US and cue.verb.lemma == sentence.words[cue.first]:
        around = (*before, *sentence.words[cue.after : cue.after + 2])
        if not _HABITS.isdisjoint(around):  # "we say too often that"
            return True
    if _POSSIBLE.isdisjoint(before):
        return False
    return subject in _ANYBODY or not _WEIGHING.isdisjoint(before)


def _is_said_by(sentence: Sentence, cue: Cue, source: Places | None) -> bool:
    """Whether the subject can be one that says something: no event, no "it" (Q2)."""
    if source is None:
        return cue.use != "finite" and cue.verb.lemma not in listed("evidential")
    is_sure = cue.verb.lemma not in listed("evidential")
    if sentence.words[source[0]] in _NO_SPEAKERS:
        return sentence.words[source[0]] == "it" and is_sure and cue.use == "finite"
    if is_sure:
        return True
    if cue.use == "participle" and sentence.kinds[cue.first - 1] not in _BEFORE_GERUND:
        return False
    is_person = sentence.kinds[source[1] - 1] in _PERSON
    return is_person or not speakers().isdisjoint(sentence.words[slice(*source)])


def _by_phrase(sentence: Sentence, cue: Cue, floor: int) -> ReportedClause | None:
    """What “according to” reports: the words after it, or those before it from `floor` on."""
    kinds = sentence.kinds
    source = nounphrases.phrase_after(sentence, cue.after)
    if source is None:
        return None
    end = ends.last_word(sentence)
    comma = kinds.find(Pos.COMMA, source[1])
    floor = max(floor, kinds.rfind(Pos.COLON, 0, cue.first) + 1)
    joint = cue.first - (kinds[cue.first - 1 : cue.first] == Pos.COMMA) - 1
    leads = joint >= floor and kinds[joint] in _JOINTS  # "but according to Lind, the pier is old"
    if leads or _BEFORE_PHRASE.issuperset(kinds[floor : cue.first]):
        start = _behind_apposition(sentence, source[1], end)
        if start is None or start >= end:
            return None
        named = sources.with_name(sentence, source)
        source = named if named[1] < start else source
        end = asides.before_author(sentence, start, end)
        return ReportedClause(((start, end),), source, "leading phrase")
    before = cue.first - 1 if kinds[cue.first - 1] == Pos.COMMA else cue.first
    start = ends.first_word(sentence, floor, before)
    content = [(start, before)] if before - start > 1 else []
    inserted = 0 <= comma <= source[1] + 12 and kinds[cue.first - 1] == Pos.COMMA
    # "…, is old", not "…, reported Vox"
    fewest = 2 if kinds[comma + 1 : comma + 2] == Pos.AUXILIARY else 3
    goes_on = inserted and comma + fewest < end and kinds[comma + 1] not in NO_CLAUSE
    if goes_on and sentence.words[comma + 1] not in (*verbs(), "who"):
        content.append((comma + 1, end))
    return ReportedClause(tuple(content), source, "phrase") if content else None


def _behind_apposition(sentence: Sentence, at: int, end: int) -> int | None:
    """Where the clause begins behind "according to Lind, a pilot,"."""
    kinds = sentence.kinds
    comma = kinds.find(Pos.COMMA, at, end)
    if comma < 0:
        return at if clauses.is_clause(sentence, at) else None
    second = kinds.find(Pos.COMMA, comma + 1, end)
    is_name = set(kinds[comma + 1 : second]) == {Pos.NAME} and _may_be_named(sentence, at)
    is_apposition = (
        0 < second - comma < 12
        and (kinds[comma + 1] in _APPOSITION or is_name)
        and not (kinds[comma + 1] == Pos.DETERMINER and has_finite(kinds[comma + 2 : second]))
        and second + 2 < end
        and kinds[second + 1] in _CLAUSE_STARTS
    )
    return second + 1 if is_apposition else comma + 1


def _may_be_named(sentence: Sentence, after: int) -> bool:
    """Whether a noun phrase that ends before a token has a noun for a person or an organisation."""
    first = skip_left(sentence.kinds, after, _PHRASE_PARTS)
    return any(
        word in speakers() or word.endswith(("er", "or", "ist"))
        for word in sentence.words[first:after]
    )


def _clause_behind(
    sentence: Sentence,
    cue: Cue,
    source: Places | None,
    later: Sequence[Cue],
    attitudes: bool = False,
) -> ReportedClause | None:
    """What is reported behind a cue."""
    start = starts.find_start(sentence, cue, attitudes)
    if start is None:
        return None
    first = start.place
    if start.rule == "behind colon" and any(other.is_saying for other in later):
        return None
    end = ends.end_of_content(sentence, first, cue, later)
    if start.rule == "clause" and ends.is_cut_before_verb(sentence, first, end):
        return None  # "firms that maintained high prices are": an object, no clause
    if attitudes and first > cue.after and sentence.kinds[first - 1] == Pos.THAT:
        first -= 1
    has_that = attitudes or start.rule == "that"
    leads = not has_that and sentence.words[first] in _COMPLEMENTISERS
    if leads and not _is_condition(sentence, cue, first, end):  # Q5
        first += 3 if sentence.words[first + 1 : first + 3] == ["or", "not"] else 1
    return ReportedClause(((first, end),), source, start.rule) if end > first else None


def _is_condition(sentence: Sentence, cue: Cue, first: int, end: int) -> bool:
    """Whether "if" leads a condition of what is said, and no question: "promised if she won, she
    would stay", but "asked if she won, Lind"."""
    if sentence.words[first] != "if" or cue.verb.lemma in listed("questions"):
        return False
    comma = sentence.kinds.find(Pos.COMMA, first, end)
    return comma > 0 and clauses.may_be_clause(sentence, comma + 1)


def _without_comments(sentence: Sentence, clause: ReportedClause) -> ReportedClause:
    return clause._replace(content=asides.without_comments(sentence, clause.content[0]))
