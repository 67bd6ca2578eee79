"""Reports without free marks: who is reported by a cue, and how much of the sentence (Q2, Q3)."""

from __future__ import annotations

from collections.abc import Sequence

from said.annotators.quotes import ends, nounphrases, sources, starts
from said.annotators.quotes.attitudes import find_attitude, find_passive
from said.annotators.quotes.attribution import ReportedClause
from said.annotators.quotes.cues import Cue, find_that_from, light_verb
from said.annotators.quotes.lexemes import ATTITUDE, listed, speakers, verbs
from said.annotators.quotes.nounphrases import Places
from said.annotators.quotes.reading import Sentence
from said.annotators.quotes.times import time_before
from said.text.classes import (
    BEFORE_VERB,
    FINITE,
    NOMINAL,
    PHRASE_STARTS,
    SIGNS,
    SUBORDINATING,
    Pos,
    has_finite,
    skip_left,
    skip_right,
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
_NO_CLAUSE = frozenset({Pos.GERUND, Pos.QUESTION_WORD, Pos.COORDINATOR})
_APPOSITION = frozenset({Pos.DETERMINER, Pos.QUESTION_WORD})
_CLAUSE_STARTS = _SOURCE_STARTS | {Pos.PREPOSITION}
_BEHIND_INSERTION = SIGNS | {Pos.CLOSING_BRACKET, Pos.PREPOSITION, Pos.SUBORDINATOR}
_PHRASE_PARTS = NOMINAL | {Pos.DETERMINER, Pos.PREPOSITION}
_TOLD = frozenset({Pos.DETERMINER, Pos.NAME, Pos.OBJECT})
_ADJUNCT = 14
_ADJUNCT_STARTS = SUBORDINATING | {Pos.PREPOSITION, Pos.GERUND}
_FEWEST = 4
_ENDS = SIGNS | {"", Pos.CLOSING_BRACKET}
_VERBAL = frozenset({Pos.VERB, Pos.GERUND})
_NO_MAIN_CLAUSE = _NO_CLAUSE | {Pos.SUBORDINATOR}
_BEFORE_INVERSION = frozenset({Pos.COMMA, Pos.FREE})
_BEHIND_SOURCE = (
    SIGNS | SUBORDINATING | {"", Pos.PREPOSITION, Pos.OPENING_BRACKET, Pos.FREE, Pos.GERUND}
)


_COMPLEMENTISERS = frozenset({"if", "whether"})
_RELATIVES = frozenset({"that", "which", "who", "whom", "what"})
_POSSIBLE = frozenset({"can", "can't", "cannot", "could", "couldn't"})
_WEIGHING = frozenset(
    {"credibly", "fairly", "hardly", "honestly", "justly", "legitimately", "plausibly",
     "reasonably", "rightly", "scarcely"}
)  # fmt: skip
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
            found = _inserted(sentence, cue, source, later, floor)
            if found:
                return found
    return _by_as_name(sentence, cue, source) or _marked(sentence, cue, source, later)


def _from_elsewhere(
    sentence: Sentence, cue: Cue, source: Places | None, later: Sequence[Cue], floor: int
) -> ReportedClause | None:
    """What a cue reports that stands before it or around it, or belongs to a relative clause."""
    cleft = sentence.kinds[cue.after : cue.after + 2] == Pos.COMMA + Pos.THAT
    if cue.is_saying and (cleft or _inverted_source(sentence, cue)):
        found = _inserted(sentence, cue, source, later, floor)  # "it was there, he wrote, that"
        if found:
            return found
    return (
        _in_relative_clause(sentence, cue, source)
        or _by_as_clause(sentence, cue, source, later, floor)
        or _passive_behind(sentence, cue, floor)
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
    relative = _in_relative_clause(sentence, cue, source)
    relative = relative or _by_as_clause(sentence, cue, source, later, floor)
    if relative:
        return relative
    clause = _clause_behind(sentence, cue, source, later, attitudes=True)
    may_follow = cue.is_saying or (cue.use == "finite" and cue.verb.lemma in listed("thinking"))
    if may_follow and (clause is None or clause.rule == "object"):
        return _inserted(sentence, cue, source, later, floor) or clause
    return clause


def _by_as_clause(
    sentence: Sentence, cue: Cue, source: Places | None, later: Sequence[Cue], floor: int
) -> ReportedClause | None:
    """What a clause with "as" attributes: "As Lind says, the pier is old"."""
    kinds, words = sentence.kinds, sentence.words
    after = cue.after
    if source and source[0] and words[source[0] - 1] == "as" and source[0] < cue.first:
        first = source[0] - 1
    elif cue.first and words[cue.first - 1] == "as" and words[after : after + 1] == ["by"]:
        first = cue.first - 1
        source = nounphrases.phrase_after(sentence, after + 1)
        after = source[1] if source else after
    else:
        return None
    if source is None or not cue.verb.clause:
        return None
    after = _behind_adjunct(sentence, starts.behind_time(sentence, after))
    begins = not kinds[floor:first].strip(Pos.COORDINATOR + Pos.MARK)
    if (
        begins
        and kinds[after : after + 1] == Pos.COMMA
        and starts.may_be_clause(sentence, after + 1)
    ):
        end = ends.end_of_content(sentence, after + 1, cue, later)
        return ReportedClause(((after + 1, end),), source, "as clause")
    left = ends.content_before(sentence, first, floor)
    if left and kinds[after : after + 1] in _ENDS and is_statement(sentence, left):
        return ReportedClause((left,), source, "as clause")
    return None


def _by_as_name(sentence: Sentence, cue: Cue, source: Places | None) -> ReportedClause | None:
    """The name before "as" that somebody gives something: "the “old lady”, as locals call her"."""
    kinds = sentence.kinds
    first = source[0] - 1 if source else 0
    if first < 3 or sentence.words[first] != "as" or cue.verb.lemma not in listed("that name"):
        return None
    end = skip_left(kinds, first, Pos.COMMA)
    if kinds[end - 1] == Pos.FREE:
        return ReportedClause(((end - 1, end),), source, "marked phrase")
    mark = kinds.rfind(Pos.MARK, 0, end - 1)
    if kinds[end - 1] != Pos.MARK or mark < 0:
        return None
    start = mark - (kinds[mark - 1 : mark] == Pos.DETERMINER)
    return ReportedClause(((start, end),), source, "marked phrase")


def _behind_adjunct(sentence: Sentence, at: int) -> int:
    """Behind an adverbial that ends with a comma or the sentence: "in an interview,"."""
    kinds = sentence.kinds
    if kinds[at : at + 1] != Pos.PREPOSITION:
        return at
    end = next((to for to in range(at, len(kinds)) if kinds[to] in SIGNS), len(kinds))
    return at if has_finite(kinds[at:end]) else end


def _in_relative_clause(
    sentence: Sentence, cue: Cue, source: Places | None
) -> ReportedClause | None:
    """What an attribution in a relative clause reports: "the fire, which police said began so"."""
    words = sentence.words
    if source is None or cue.use != "finite" or not cue.verb.clause or source[0] >= cue.first:
        return None
    first = source[0]
    if words[first] == "who" and source[1] - first > 1:  # "who the club said"
        first += 1
    if not first or words[first - 1] not in _RELATIVES:
        return None
    start = starts.behind_time(sentence, cue.after)
    if not starts.is_finite(sentence, start):
        return None
    end = ends.end_of_relative_report(sentence, first - 1, start)
    return ReportedClause(((start, end),), (first, source[1]), "relative clause")


def _passive_behind(sentence: Sentence, cue: Cue, floor: int) -> ReportedClause | None:
    """What somebody was told, before the telling: "The pier was old, the jury was told"."""
    kinds = sentence.kinds
    if cue.use != "passive" or not cue.verb.clause:
        return None
    at = starts.behind_time(sentence, cue.after)
    if kinds[at : at + 1] not in _ENDS:
        return None
    subject = sources.find_subject(sentence, cue.first)
    is_told = subject and (cue.verb.recipient or sentence.words[subject[0]] == "it")
    left = ends.content_before(sentence, subject[0], floor) if subject and is_told else None
    if left is None or not is_statement(sentence, left):
        return None
    return ReportedClause((left,), None, "inserted")


def _marked(
    sentence: Sentence, cue: Cue, source: Places | None, later: Sequence[Cue]
) -> ReportedClause | None:
    """A report by its marks: with them a phrase and a verb of thought count, too (Q3)."""
    limit = later[0].first if later else len(sentence.kinds)
    if Pos.MARK not in sentence.kinds[cue.after : limit]:
        return None
    if source and sentence.words[source[0]] in _NO_SPEAKERS:
        return None
    clause = _clause_behind(sentence, cue, source, later) if source else None
    if clause and Pos.MARK in sentence.kinds[slice(*clause.content[0])]:
        return _without_comments(sentence, clause)._replace(rule="marked clause")
    phrase = ends.marked_behind(sentence, cue, limit)
    if phrase is None or (source is None and cue.use != "passive"):
        return None
    start, end = phrase
    if source and start < source[0] < end:  # described as “…” by Lind
        end = source[0] - 1
    return ReportedClause(((start, end),), source, "marked phrase")


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
        end = min(end, ends.end_of_marked(sentence, start, names=True))
    if end <= start:
        return None
    if attitudes and start > cue.after:
        start -= 1
    heads, source = find_voice(sentence, cue)
    if len(heads) == 1 and heads[0] == cue.span:
        source = source or sources.find_circle(sentence, start)
        return ReportedClause(((start, end),), source, "noun")
    return ReportedClause(((start, end),), source, "light verb", heads)


def find_voice(sentence: Sentence, cue: Cue) -> tuple[tuple[Places, ...], Places | None]:
    """The tokens of a noun and of the verb that gives voice to it, and who does: "{Lind} <voiced>
    <fears>"; of a noun without such a verb, whose it is (Q7)."""
    light = light_verb(sentence, cue.first)
    source = sources.find_owner(sentence, cue.first)
    if find_that_from(sentence, cue.first) is not None:
        source = source or nounphrases.phrase_after(sentence, cue.after + 1)
    if light is None:
        return (cue.span,), source
    source = source or sources.find_subject(sentence, light)
    source = source or sources.find_main_subject(sentence, light)
    joined = light + 1 == cue.first
    return ((light, cue.after),) if joined else ((light, light + 1), cue.span), source


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


def source_of_free_words(sentence: Sentence, cue: Cue, source: Places | None) -> Places | None:
    """The source of free words: behind an inverted cue ("“We lost,” said Lind"), else `source`."""
    if source and source[1] < cue.first and _begins_behind_free(sentence, source[0]):
        return source  # "We lost," Lind, a pilot, said on Friday.
    inverted = _inverted_source(sentence, cue)
    if inverted:
        return inverted
    if cue.use == "finite" and source is None:
        found = nounphrases.phrase_after(sentence, cue.after)
        return found if found and sentence.kinds[found[0]] in _SOURCE_STARTS else None
    return source


def _begins_behind_free(sentence: Sentence, first: int) -> bool:
    """Whether a phrase is the first behind free words."""
    return first > 0 and sentence.kinds[first - 1] == Pos.FREE


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
        end = ends.before_author(sentence, start, end)
        return ReportedClause(((start, end),), source, "leading phrase")
    before = cue.first - 1 if kinds[cue.first - 1] == Pos.COMMA else cue.first
    start = ends.first_word(sentence, floor, before)
    content = [(start, before)] if before - start > 1 else []
    inserted = 0 <= comma <= source[1] + 12 and kinds[cue.first - 1] == Pos.COMMA
    # "…, is old", not "…, reported Vox"
    fewest = 2 if kinds[comma + 1 : comma + 2] == Pos.AUXILIARY else 3
    goes_on = inserted and comma + fewest < end and kinds[comma + 1] not in _NO_CLAUSE
    if goes_on and sentence.words[comma + 1] not in (*verbs(), "who"):
        content.append((comma + 1, end))
    return ReportedClause(tuple(content), source, "phrase") if content else None


def _behind_apposition(sentence: Sentence, at: int, end: int) -> int | None:
    """Where the clause begins behind "according to Lind, a pilot,"."""
    kinds = sentence.kinds
    comma = kinds.find(Pos.COMMA, at, end)
    if comma < 0:
        return at if starts.is_clause(sentence, at) else None
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
    return comma > 0 and starts.may_be_clause(sentence, comma + 1)


def _without_comments(sentence: Sentence, clause: ReportedClause) -> ReportedClause:
    return clause._replace(content=ends.without_comments(sentence, clause.content[0]))


def _inserted(
    sentence: Sentence, cue: Cue, source: Places | None, later: Sequence[Cue], floor: int
) -> ReportedClause | None:
    """What an attribution in commas reports: "The pier, Lind says, is old"."""
    kinds = sentence.kinds
    inverted = _inverted_source(sentence, cue)
    if inverted:
        source, first, after = inverted, cue.first, inverted[1]
    elif source and source[0]:
        first, after = source[0], _behind_told(sentence, cue)
        told = kinds[after : after + 1] == Pos.TO and kinds[after + 1 : after + 2] in _TOLD
        if after < len(kinds) and kinds[after] not in _BEHIND_INSERTION and not told:
            return None
    else:
        return None
    left = ends.content_before(sentence, first, floor)
    if left is None or kinds[left[0]] in _VERBAL or _is_asked(sentence, left[0]):
        return None
    is_cleft = sentence.words[left[0]] == "it" and kinds[left[0] + 1] == Pos.AUXILIARY
    right = _behind_insertion(sentence, cue, after, later, is_cleft)
    goes_on = right is not None and (
        (is_cleft and sentence.words[right[0]] in _RELATIVES)
        or kinds[skip_right(kinds, right[0], Pos.ADVERB)] in FINITE
        or starts.may_be_clause(sentence, right[0])
        or (kinds[right[0]] == Pos.WORD and not has_finite(kinds[slice(*left)]))
    )
    if not (goes_on or is_statement(sentence, left) or _may_be_all(sentence, cue, inverted, left)):
        return None
    if right:
        left = _behind_main_clause(sentence, left)
    content = [] if _links(sentence, left) else [left]
    if right and (goes_on or not inverted):
        content.append(right)
    return ReportedClause(tuple(content), source, "inserted") if content else None


def _is_asked(sentence: Sentence, at: int) -> bool:
    """Whether a participle at the beginning tells what somebody was asked: "Asked why, he said"."""
    verb = verbs().get(sentence.words[at])
    return not at and verb is not None and verb.recipient and sentence.words[at].endswith("ed")


def is_statement(sentence: Sentence, places: Places) -> bool:
    """Whether words before an attribution can be all that is reported: they have a verb."""
    return places[1] - places[0] > 1 and has_finite(sentence.kinds[slice(*places)])


def _behind_main_clause(sentence: Sentence, places: Places) -> Places:
    """Words before an attribution without a clause of the author's, to which an adverbial of what
    is reported is joined: "The sea rose, and by noon, said Lind, the pier was gone"."""
    kinds = sentence.kinds
    joint = kinds.rfind(Pos.COMMA + Pos.COORDINATOR, *places)
    leads = joint > 0 and kinds[joint + 2] in _ADJUNCT_STARTS
    return (joint + 2, places[1]) if leads and has_finite(kinds[places[0] : joint]) else places


def _may_be_all(sentence: Sentence, cue: Cue, inverted: Places | None, left: Places) -> bool:
    """Whether words before ", said Lind" can be a clause whose verb is not known as one."""
    if inverted is None or cue.verb.lemma not in listed("with only a clause"):
        return False
    kinds = sentence.kinds[slice(*left)]
    return len(kinds) >= _FEWEST and kinds[0] not in _ADJUNCT_STARTS and Pos.COMMA not in kinds


def _links(sentence: Sentence, places: Places) -> bool:
    """Whether words only link the sentence to the one before, as the author does: "However"."""
    return " ".join(sentence.words[slice(*places)]) in listed("links")


def _behind_insertion(
    sentence: Sentence, cue: Cue, after: int, later: Sequence[Cue], is_cleft: bool
) -> Places | None:
    """What goes on behind an attribution and its second comma: "who" only behind a cleft."""
    kinds = sentence.kinds
    comma = after
    if kinds[after : after + 1] == Pos.PREPOSITION:  # "Lind said in an interview, …"
        comma = kinds.find(Pos.COMMA, after, after + _ADJUNCT)
        if comma < 0 or has_finite(kinds[after:comma]):
            return None
    apposition = kinds.find(Pos.COMMA, comma + 1, comma + _ADJUNCT)
    if kinds[comma + 1 : comma + 2] == Pos.DETERMINER and kinds[apposition + 1] == Pos.MARK:
        comma = apposition  # said Lind, a pilot, “…”
    behind = kinds[comma : comma + 3]
    if len(behind) < 3 or behind[0] != Pos.COMMA or behind[1] in _NO_MAIN_CLAUSE:
        return None
    if sentence.words[comma + 1] in _RELATIVES - {"that"} and not is_cleft:
        return None
    own = skip_right(kinds, comma + 1, BEFORE_VERB)
    other = later[0] if later and later[0].first > own else None
    if other and other.is_saying and ends.nothing_behind(sentence, other):
        return None  # another attribution: "…, one driver said, the paper reported"
    end = ends.end_of_content(sentence, comma + 1, cue, later)
    return (comma + 1, end) if end > comma + 2 else None


def _behind_told(sentence: Sentence, cue: Cue) -> int:
    """The token after a cue, a time and the recipients."""
    after = starts.behind_time(sentence, cue.after)
    if not cue.verb.recipient or after >= len(sentence.kinds):
        return after
    return starts.behind_recipient(sentence, after) or after


def _inverted_source(sentence: Sentence, cue: Cue) -> Places | None:
    """The source behind a finite cue that follows a comma or marked words: ", says Lind"."""
    kinds = sentence.kinds
    if cue.use != "finite" or not cue.first:
        return None
    behind_marks = ends.is_behind_marks(sentence, cue.first)
    if kinds[cue.first - 1] not in _BEFORE_INVERSION and not behind_marks:
        return None
    if cue.verb.lemma == "tell":
        return None
    found = nounphrases.phrase_after(sentence, cue.after)
    if found is None or kinds[found[0]] not in _SOURCE_STARTS:
        return None
    if time_before(sentence, found[1]) <= found[0]:
        return None  # said last week
    owned = sentence.words[found[0]] in ("his", "her", "their", "its", "that")
    if owned and kinds[cue.first - 1] != Pos.FREE and not behind_marks:
        return None
    if kinds[found[0]] == Pos.DETERMINER and _names_subject(sentence, cue.first):
        return None  # Lind, 51, said the pier, built in 1931, was old
    behind = kinds[found[1] : found[1] + 1]
    if behind not in _BEHIND_SOURCE or (behind == Pos.COLON and Pos.FREE not in kinds[: cue.first]):
        return None
    return sources.with_name(sentence, found)


def _names_subject(sentence: Sentence, after: int) -> bool:
    """Whether the words before a cue are a name and an apposition to it, or a relative clause."""
    kinds = sentence.kinds[:after]
    comma = kinds.find(Pos.COMMA)
    is_apart = 0 < comma < len(kinds) - 1 and kinds[-1] == Pos.COMMA
    return (
        is_apart
        and set(kinds[:comma]) == {Pos.NAME}
        and (sentence.words[comma + 1] == "who" or not has_finite(kinds))
    )


def source_of(sentence: Sentence, cue: Cue, before: Places | None) -> Places | None:
    """The source of a cue by its use; `before` is that of the cue before in the sentence."""
    if before and Pos.SEMICOLON in sentence.kinds[before[1] : cue.first]:
        before = None
    if cue.use == "phrase":
        return nounphrases.phrase_after(sentence, cue.after)
    if cue.use == "passive":
        return _agent(sentence, cue)
    if cue.use == "noun":
        return sources.find_owner(sentence, cue.first)
    if cue.verb is ATTITUDE:
        return None  # found with the content
    if cue.use in ("participle", "infinitive"):
        near = sources.before_participle(sentence, cue.first) if cue.use == "participle" else None
        if near and listed("documents").isdisjoint(sentence.words[slice(*near)]):
            return near
        told = sources.before_infinitive(sentence, cue.first) if cue.use == "infinitive" else None
        return told or before or sources.find_main_subject(sentence, cue.first)
    found = sources.find_subject(sentence, cue.first)
    if found is None and sources.is_joined(sentence, cue.first):
        return before or sources.find_main_subject(sentence, cue.first)
    return found


def _agent(sentence: Sentence, cue: Cue) -> Places | None:
    """Who is named by "by" behind a passive."""
    for at in range(cue.after, min(len(sentence.kinds) - 1, cue.after + 12)):
        if sentence.words[at] == "by":
            return nounphrases.phrase_after(sentence, at + 1)
    return None
