"""Who says free marked words: a cue, a name before a colon, or the layout (Q1, Q6).

The patterns over a sentence are written with the characters of `Pos`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from said.annotators.quotes import voices
from said.annotators.quotes.cues import Cue
from said.annotators.quotes.ends import first_word, last_word
from said.annotators.quotes.lexemes import NOUN, Verb, listed, verbs
from said.annotators.quotes.markedphrases import is_behind_marks
from said.annotators.quotes.marks import MARKS
from said.annotators.quotes.nounphrases import SUBJECT_LEADS, Places, phrase_after, phrase_before
from said.annotators.quotes.reading import Sentence
from said.annotators.quotes.sources import find_main_subject, find_subject
from said.text.classes import (
    BREAKS,
    FINITE,
    NOUNS,
    SUBORDINATING,
    Pos,
    has_finite,
    skip_left,
    skip_right,
)
from said.text.names import PARTICLES
from said.text.segments import Range, trimmed_range

# Free words with at most 30 words between them and the cue, which do not end a clause.
_BEFORE_CUE = regex.compile(r"(Q+)[^.;:Q]{0,30}\Z")
_BEHIND_CUE = regex.compile(r"[^.;Q]{0,30};?(Q+)")
_BEHIND_COLON = regex.compile(r"(?<=.):(Q+)")
_BROKEN = regex.compile(r"(Q)-+([^.;:Q]{2,30}?)-+(Q)")
_ONLY_FREE = frozenset({Pos.FREE, Pos.STOP, Pos.COMMA, Pos.DASH})
_SIGNED = regex.compile(r"Q-{1,2}([dN][dNn0p'(),]{0,14})\.?")
_SIGNATURE = regex.compile(r"-([dN][dNn0p'(),]{0,14})\.?")

_ENDS = frozenset({"", Pos.STOP, Pos.COMMA})
_MANNER = Verb("utter", clause=True)
_SPEAKER_ENDS = frozenset({Pos.NAME, Pos.WORD, Pos.SUBJECT, Pos.ADVERB, Pos.COMMA})
_BEFORE_LEADING = frozenset({Pos.COLON, Pos.DASH, Pos.FREE, Pos.SEMICOLON})
_CLAUSE_ENDS = BREAKS | SUBORDINATING | {Pos.COMMA, Pos.DASH, Pos.MARK}
_BULLET = regex.compile(
    r"(?:[•◦▪‣·●○■□*>]\s*)+(?=\S)|[–-]\s+(?=[\"“‘«])|\d{1,2}[.:]\d\d\s+(?=[\p{Lu}\"“‘«])"
)
_NAME_PARTS = frozenset({Pos.NAME, Pos.NUMBER, Pos.POSSESSIVE})
_LEADS_ASIDE = frozenset({Pos.ADVERB, Pos.COORDINATOR})
_LEAD = 12
_SHORTEST_MARKED = 4
_LONGEST_HEADING = 14
_IS_REPLY = frozenset({"came", "comes", "is", "was"})
_IN_REPLY = NOUNS | {Pos.DETERMINER, Pos.POSSESSIVE, Pos.NUMBER, Pos.ADVERB}
_NO_VOICES = frozenset({"it", "that", "there", "this", "what"})
_LEADS_TO_NAME = frozenset({"by", "from"})

_TURN = regex.compile(r"[\"“”'‘’]?((?:\p{Lu}[\p{Lu}.'’-]*\s){0,3}\p{Lu}[\p{Lu}.'’-]{2,}):\s+(?=\S)")
# What ends a post, from the dash on, and the links before it.
_SIGN_OFF = regex.compile(
    r"(?<=\s)[—–―-]{1,2}\s*(?P<source>[^—–―]{2,60}?\s\(@\w{1,20}\))"
    r"(?:\s+\w[\w ,.]{5,30})?\s*\Z"
)
_HANDLE = regex.compile(r"(@\w{2,30}):\s+(?=\S)")
_LONGEST_SOURCE = 61
_LINKS = regex.compile(r"(?r)(?:\s+https?://\S+)*\s+")


def find_quoted_by_cue(sentence: Sentence, cues: Sequence[Cue]) -> dict[Cue, list[int]]:
    """The places of the free words that each cue attributes, those before it first."""
    kinds = sentence.kinds
    if Pos.FREE not in kinds:
        return {}
    spoken = [cue for cue in cues if not cue.verb.attitude] or list(cues)
    found: dict[Cue, list[int]] = {}
    taken = last = 0
    limits = (*(cue.first for cue in spoken[1:]), len(kinds))
    for cue, limit in zip(spoken, limits, strict=False):
        ends = kinds[cue.after : cue.after + 1] in _ENDS
        looks_back = cue.use not in ("participle", "infinitive", "noun") or (
            (ends and cue.verb.clause)  # "…", Lind used to say
            or (cue.use == "noun" and sentence.words[cue.first] in listed("replies"))
        )
        before = _BEFORE_CUE.search(kinds, last, cue.first) if looks_back else None
        behind = _BEHIND_CUE.match(kinds, cue.after, limit)
        last = cue.after
        places = [before.end(1) - 1] if before else []  # words beside them have another voice
        places += range(*behind.span(1)) if behind else ()
        places = [place for place in places if place >= taken]
        if places:
            taken = places[-1] + 1
            found[cue] = places
    return found


def with_manners(sentence: Sentence, cues: Sequence[Cue]) -> Sequence[Cue]:
    """The cues of a sentence and the verbs that are none elsewhere, but attribute marked words that
    end with a comma: "“We lost,” sighed Marta Lind", "“We lost,” she shrugs"."""
    kinds = sentence.kinds
    if Pos.FREE not in kinds and Pos.COMMA + Pos.MARK not in kinds:
        return cues
    found = list(cues)
    verb: int | None
    for at, kind in enumerate(kinds):
        reply = _reply_behind(sentence, at) if kind == Pos.FREE else None
        if reply is not None:
            found = [cue for cue in found if not at < cue.first <= reply]
            found.append(Cue(reply, reply + 1, NOUN, "noun"))
            continue
        if kind == Pos.FREE and sentence.words[at] in ",?!" and _leads(kinds, at):
            verb = _manner_behind(sentence, at + 1, cues, sentence.words[at] == ",")
        elif kind == Pos.COLON and kinds[at + 1 : at + 2] == Pos.FREE:
            verb = _manner_before(sentence, at, cues)
        elif kind == Pos.MARK and is_behind_marks(sentence, at + 1):
            verb = _manner_behind(sentence, at + 1, cues, True)
            if verb is not None and not _is_known(sentence.words[verb]):
                verb = None
        else:
            continue
        if verb is not None:
            found.append(Cue(verb, verb + 1, _MANNER, "finite"))
    return sorted(found) if found != list(cues) else found


def _reply_behind(sentence: Sentence, free: int) -> int | None:
    """The place of the noun that free words before it are: “No,” came the reply, “Who?” was her
    first question."""
    kinds, words = sentence.kinds, sentence.words
    verb = free + 1
    if words[verb : verb + 1] and words[verb] in _IS_REPLY:
        last = skip_right(kinds, verb + 1, _IN_REPLY) - 1
        if last > verb + 1 and words[last] in listed("replies"):
            return last
    return None


def _is_known(word: str) -> bool:
    """Whether a word is a verb of saying where it is no noun: a guest whispers."""
    verb = verbs().get(word)
    return verb is not None and verb.clause and not verb.attitude


def _leads(kinds: str, at: int) -> bool:
    """Whether free words begin a clause, and are no name for what is before them: "His essay, “On
    Being Late,” won"."""
    return NOUNS.isdisjoint(kinds[:at]) or kinds[at - 1] in _BEFORE_LEADING


def _manner_behind(
    sentence: Sentence, first: int, cues: Sequence[Cue], is_open: bool
) -> int | None:
    """The place of the verb of such an attribution, which begins at a token. `is_open` says whether
    something must attribute the words before it, as they end with a comma."""
    kinds = sentence.kinds
    if kinds[first : first + 1] == Pos.COMMA:
        first += 1
    end = _end_of_clause(kinds, first)
    if any(first <= cue.first < end for cue in cues):
        return None
    verb = skip_right(kinds, first, Pos.ADVERB)
    behind = kinds[verb + 1 : verb + 2]
    if behind in SUBJECT_LEADS and _may_utter(sentence, verb, is_open):
        return verb
    if is_open and behind == Pos.NAME and kinds[verb] == Pos.WORD:
        return verb if FINITE.isdisjoint(kinds[verb:end]) else None
    for verb in range(first + 1, end) if is_open else ():
        if kinds[verb - 1] in _SPEAKER_ENDS and _may_utter(
            sentence, verb, kinds[verb + 1 : verb + 2] not in NOUNS
        ):
            subject = find_subject(sentence, verb)
            if subject and subject[0] == first:
                return verb
    return None


def _manner_before(sentence: Sentence, colon: int, cues: Sequence[Cue]) -> int | None:
    """The place of a verb directly before a colon and free words: "Lind shrugged: “We lost.”"."""
    verb = skip_left(sentence.kinds, colon, Pos.ADVERB) - 1
    is_known = any(cue.first == verb for cue in cues)
    if verb < 1 or is_known or not _may_utter(sentence, verb, sentence.kinds[verb - 1] == "s"):
        return None
    is_subject = sentence.kinds[verb - 1] in _SPEAKER_ENDS
    return verb if is_subject and find_subject(sentence, verb) else None


def _may_utter(sentence: Sentence, at: int, is_open: bool) -> bool:
    """Whether a token has the form of a finite verb: "sighed", or "sighs" where one must follow."""
    kind, behind = sentence.kinds[at : at + 1], sentence.kinds[at + 1 : at + 2]
    in_s = kind == Pos.WORD and sentence.words[at].endswith("s")
    return kind == Pos.VERB or (in_s and (is_open or behind == Pos.NAME))


def _end_of_clause(kinds: str, first: int) -> int:
    """The token after a clause that begins at a token: where a sign or another clause follows."""
    return next((at for at in range(first, len(kinds)) if kinds[at] in _CLAUSE_ENDS), len(kinds))


def find_marked_clauses(sentence: Sentence, found: Sequence[Cue]) -> dict[Cue, Sequence[Places]]:
    """The clauses with marks at their end that cues behind them attribute."""
    kinds = sentence.kinds
    if Pos.COMMA + Pos.MARK not in kinds and Pos.MARK + Pos.COMMA not in kinds:
        return {}
    clauses: dict[Cue, Sequence[Places]] = {}
    floor = 0
    for cue in found:
        source = voices.source_of(sentence, cue, None)
        source = voices.source_of_free_words(sentence, cue, source)
        clause = _find_marked_before(sentence, cue, source, floor)
        if clause and not _reports(sentence, clause[0], found):
            clauses[cue] = clause
            floor = cue.after
    return clauses


def is_within(cue: Cue, clauses: Iterable[Sequence[Places]]) -> bool:
    """Whether a cue is a word of what others attribute."""
    return any(start <= cue.first < end for clause in clauses for start, end in clause)


def _reports(sentence: Sentence, clause: Places, found: Sequence[Cue]) -> bool:
    """Whether a clause reports somebody itself, in words that are not marked."""
    start, end = clause
    return any(
        cue.is_saying and sentence.kinds.count(Pos.MARK, start, cue.first) % 2 == 0
        for cue in found
        if start <= cue.first < end
    )


def _find_marked_before(
    sentence: Sentence, cue: Cue, source: Places | None, floor: int
) -> tuple[Places, ...]:
    """The clause before a cue whose last words are in marks and end with a comma, if there is one,
    and its predicate behind the cue: "The plan is “a mistake,” Lind said", "The “safe” pier, Lind
    said, is shut". `floor` is its first possible token."""
    kinds = sentence.kinds
    first = cue.first if source is None or source[0] >= cue.after else source[0]
    if not cue.is_saying or not is_behind_marks(sentence, first):
        return ()
    start = first_word(sentence, floor, first)
    end = first if kinds[first - 1] == Pos.MARK else first - 1
    clause = kinds[start:end]
    if clause.count(Pos.MARK) % 2 or len(clause) < _SHORTEST_MARKED or not _has_predicate(clause):
        return ()
    after = max(cue.after, source[1] if source else 0)
    goes_on = kinds[after : after + 1] == Pos.COMMA and kinds[after + 1 : after + 2] in FINITE
    return ((start, end), (after + 1, last_word(sentence))) if goes_on else ((start, end),)


def _has_predicate(clause: str) -> bool:
    """Whether a clause may have a verb of its own, by the classes of its tokens: not if it or an
    apposition in it begins with a participle ("Citing “the rules,” Lind said")."""
    is_led = clause[0] in (Pos.VERB, Pos.GERUND) or Pos.COMMA + Pos.GERUND in clause
    return not is_led or not FINITE.isdisjoint(clause[1:])


def find_broken(sentence: Sentence) -> tuple[Places | None, list[int]] | None:
    """The words around something between dashes, and who is at work there: "“We know”—Lind
    coughed—“who did it.”"."""
    match = _BROKEN.search(sentence.kinds)
    if match is None:
        return None
    first = skip_right(sentence.kinds, match.start(2), _LEADS_ASIDE)
    return phrase_after(sentence, first), [match.start(1), match.start(3)]


def is_only_free(kinds: str) -> bool:
    """Whether a sentence, by the classes of its tokens, is marked as a whole."""
    return _ONLY_FREE.issuperset(kinds)


def find_before_colon(sentence: Sentence) -> tuple[Places | None, list[int]] | None:
    """The name before a colon, and the free words after it: "Lind: “We lost.”"."""
    match = _BEHIND_COLON.search(sentence.kinds)
    return match and (_leading_name(sentence, match.start()), [*range(*match.span(1))])


def find_heading(sentence: Sentence) -> Places | None:
    """Who is named in a line that leads to words in marks: "From the office of Marta Lind:"."""
    kinds = sentence.kinds
    is_line = kinds[-1] == Pos.COLON and len(kinds) <= _LONGEST_HEADING
    if not is_line or not FINITE.isdisjoint(kinds):
        return None
    behind = [at + 1 for at, word in enumerate(sentence.words) if word in _LEADS_TO_NAME]
    first = kinds.find(Pos.NAME, behind[0]) if behind else 0
    after = skip_right(kinds, first, _NAME_PARTS) if first >= 0 else 0
    is_named = after > first if behind else after > 1 and kinds[after] in ",:"
    return (first, after) if is_named else None


def _leading_name(sentence: Sentence, end: int) -> Places | None:
    """The subject of the clause before a colon ("Lind was blunt:"); where there is none the first
    name before it, else the phrase directly before it."""
    if has_finite(sentence.kinds[:end]):
        subject = find_main_subject(sentence, end)
        if subject and sentence.words[subject[0]] not in _NO_VOICES:
            return subject
    first = sentence.kinds.find(Pos.NAME, max(0, end - _LEAD), end)
    if first < 0:
        return phrase_before(sentence, end)
    if first == 0 and skip_right(sentence.kinds, 0, NOUNS) == end:
        return 0, end  # Lottery winner
    after = skip_right(sentence.kinds[:end], first, _NAME_PARTS)
    while after < end - 1 and sentence.words[after] in PARTICLES:  # Saskia van der Meer
        after = skip_right(sentence.kinds[:end], after + 1, _NAME_PARTS)
    return first, after


def behind_bullet(text: str, paragraph: Range) -> Range:
    """A paragraph without what leads it: the sign of an item or of a quoted line, the time of an
    entry."""
    bullet = None if text[paragraph[0]].isalpha() else _BULLET.match(text, *paragraph)
    return (bullet.end(), paragraph[1]) if bullet else paragraph


def find_signature(sentence: Sentence) -> Places | None:
    """Who signs the words before: a sentence of a dash and a name."""
    match = _SIGNATURE.fullmatch(sentence.kinds)
    return match.span(1) if match else None


def find_signed(sentence: Sentence) -> Places | None:
    """Who signs the free words that begin the same sentence."""
    match = _SIGNED.fullmatch(sentence.kinds)
    return match.span(1) if match else None


def find_turn(text: str, line: Range) -> tuple[Range, Range] | None:
    """What is said, and the speaker in capitals, in a line of a transcript: "LIND: We lost."."""
    match = _TURN.match(text, *line)
    return (_without_marks(text, match.end(), line[1]), match.span(1)) if match else None


def find_post(text: str, line: Range) -> tuple[Range, Range] | None:
    """The text of an embedded post and who signs it, with a handle: "I left — Jan (@jan) May 1",
    "@jan: I left"."""
    start, end = line
    if text.find("@", start, end) < 0:
        return None
    handle = _HANDLE.match(text, start, end) if text[start] == "@" else None
    if handle:
        return _without_marks(text, handle.end(), end), handle.span(1)
    # The last bracket and the bounded length of the source limit where the dash can be: trying
    # every place of a long line would take too long.
    first = max(start, text.rfind("(@", start, end) - _LONGEST_SOURCE)
    while first > start and text[first - 1].isspace():
        first -= 1
    sign_off = _SIGN_OFF.search(text, max(start + 2, first - 2), end)
    if sign_off is None:
        return None
    links = _LINKS.match(text, start + 1, sign_off.start())
    return (_without_marks(text, start, links.start()), sign_off.span("source")) if links else None


def _without_marks(text: str, start: int, end: int) -> Range:
    """A range without the marks and the white space at its edges, if anything is left."""
    first, after = trimmed_range(text, start, end, MARKS)
    return (first, after) if first < after else (start, end)
