"""Reports that stand before or around their attribution: "The pier, Lind says, is old"."""

from __future__ import annotations

from collections.abc import Sequence

from said.annotators.quotes import clauses, ends, nounphrases, recipients, sources, times
from said.annotators.quotes.attribution import ReportedClause
from said.annotators.quotes.cues import Cue
from said.annotators.quotes.lexemes import listed, verbs
from said.annotators.quotes.nounphrases import Places
from said.annotators.quotes.reading import Sentence
from said.annotators.quotes.voices import inverted_source
from said.text.classes import (
    BEFORE_VERB,
    FINITE,
    SIGNS,
    SUBORDINATING,
    Pos,
    has_finite,
    skip_left,
    skip_right,
)

NO_CLAUSE = frozenset({Pos.GERUND, Pos.QUESTION_WORD, Pos.COORDINATOR})
"""With these no main clause begins behind a comma."""
_BEHIND_INSERTION = SIGNS | {Pos.CLOSING_BRACKET, Pos.PREPOSITION, Pos.SUBORDINATOR}
_TOLD = frozenset({Pos.DETERMINER, Pos.NAME, Pos.OBJECT})
_ADJUNCT = 14
_ADJUNCT_STARTS = SUBORDINATING | {Pos.PREPOSITION, Pos.GERUND}
_FEWEST = 4
_ENDS = SIGNS | {"", Pos.CLOSING_BRACKET}
_ENDS_OF_SENTENCE = frozenset({"", Pos.STOP, Pos.PREPOSITION})
_VERBAL = frozenset({Pos.VERB, Pos.GERUND})
_NO_MAIN_CLAUSE = NO_CLAUSE | {Pos.SUBORDINATOR}
_RELATIVES = frozenset({"that", "which", "who", "whom", "what"})


def by_as_clause(
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
    after = _behind_adjunct(sentence, times.behind_time(sentence, after))
    begins = not kinds[floor:first].strip(Pos.COORDINATOR + Pos.MARK)
    if (
        begins
        and kinds[after : after + 1] == Pos.COMMA
        and clauses.may_be_clause(sentence, after + 1)
    ):
        end = ends.end_of_content(sentence, after + 1, cue, later)
        return ReportedClause(((after + 1, end),), source, "as clause")
    left = ends.content_before(sentence, first, floor)
    if left and kinds[after : after + 1] in _ENDS and is_statement(sentence, left):
        return ReportedClause((left,), source, "as clause")
    return None


def by_as_name(sentence: Sentence, cue: Cue, source: Places | None) -> ReportedClause | None:
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


def in_relative_clause(
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
    start = times.behind_time(sentence, cue.after)
    if not clauses.is_finite(sentence, start):
        return None
    end = ends.end_of_relative_report(sentence, first - 1, start)
    return ReportedClause(((start, end),), (first, source[1]), "relative clause")


def passive_behind(sentence: Sentence, cue: Cue, floor: int) -> ReportedClause | None:
    """What somebody was told, before the telling: "The pier was old, the jury was told"."""
    kinds = sentence.kinds
    if cue.use != "passive" or not cue.verb.clause:
        return None
    at = times.behind_time(sentence, cue.after)
    if kinds[at : at + 1] not in _ENDS:
        return None
    subject = sources.find_subject(sentence, cue.first)
    is_told = subject and (cue.verb.recipient or sentence.words[subject[0]] == "it")
    left = ends.content_before(sentence, subject[0], floor) if subject and is_told else None
    if left is None or not is_statement(sentence, left):
        return None
    return ReportedClause((left,), None, "inserted")


def inserted(
    sentence: Sentence, cue: Cue, source: Places | None, later: Sequence[Cue], floor: int
) -> ReportedClause | None:
    """What an attribution in commas reports: "The pier, Lind says, is old"."""
    kinds = sentence.kinds
    inverted = inverted_source(sentence, cue)
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
        or clauses.may_be_clause(sentence, right[0])
        or (kinds[right[0]] == Pos.WORD and not has_finite(kinds[slice(*left)]))
    )
    is_end = kinds[after : after + 1] in _ENDS_OF_SENTENCE
    if not (
        goes_on
        or is_statement(sentence, left)
        or _may_be_all(sentence, cue, bool(inverted) or is_end, left)
    ):
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


def _may_be_all(sentence: Sentence, cue: Cue, is_last: bool, left: Places) -> bool:
    """Whether words before ", said Lind" or ", Lind says." can be a clause whose verb is not known
    as one. `is_last` says whether nothing but them can be what is reported."""
    if not is_last or cue.verb.lemma not in listed("with only a clause"):
        return False
    kinds = sentence.kinds[slice(*left)]
    if len(kinds) < _FEWEST or times.time_before(sentence, left[1]) == left[0]:
        return False
    is_apposition = sentence.words[left[0]] in ("a", "an")  # A man of few words, Lind said
    leads = kinds[0] in _ADJUNCT_STARTS or is_apposition
    return not leads and Pos.COMMA not in kinds


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
    after = times.behind_time(sentence, cue.after)
    if not cue.verb.recipient or after >= len(sentence.kinds):
        return after
    told = recipients.behind_recipient(sentence, after)
    if told is None:
        told = skip_right(sentence.kinds, after, Pos.WORD)
        is_group = told > after and sentence.words[told - 1].endswith("s")
        told = times.behind_time(sentence, told) if is_group else after
    return told
