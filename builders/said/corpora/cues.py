"""The cue and the clause of an attribution in a corpus, as our conventions have them (Q2, Q7)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from said.annotators.quotes.lexemes import NOUN, PHRASE, Verb, listed, phrases, verbs
from said.text.classes import FINITE, Pos
from said.text.reading import Reading
from said.text.segments import Place, Range, trimmed_range

_LEADING = frozenset({Pos.AUXILIARY, Pos.ADVERB, Pos.TO})
_OF_A_CLAUSE = frozenset({Pos.TO, Pos.QUESTION_WORD})
_RELATIVE = frozenset({Pos.THAT, Pos.QUESTION_WORD})
_ALWAYS_A_CLAUSE = frozenset({"say", "tell", "according to"})
"""Verbs whose object, from four words on, is taken for a clause though no verb is known in it."""
_LONG = 4
_LIKE_GERUND = frozenset({"being", "having"})
_ASKING = frozenset({"ask", "wonder", "question", "inquire", "enquire", "doubt", "see", "know"})


class CueHead(NamedTuple):
    """The head words of a cue; `verb` is what they are in the lexicon, None if they are not in
    it."""

    place: Place
    verb: Verb | None

    @property
    def asks(self) -> bool:
        """Whether *if* leads a question behind it."""
        return self.verb is not None and self.verb.lemma in _ASKING

    def is_of_communication(self, words_of_source: Sequence[str]) -> bool:
        """Whether it names an act of communication, with a source of these words (Q2)."""
        if self.verb is None:
            return False
        shown = self.verb.lemma in listed("of documents")
        return not self.verb.attitude or (
            shown and not listed("documents").isdisjoint(words_of_source)
        )


class _CueWord(NamedTuple):
    string: str
    kind: str
    place: Range


def read_cue(reading: Reading, given: Place) -> CueHead:
    """The head words of what a corpus marks as a cue; none, if that has no words."""
    words = _words_in(reading, given)
    if not any(word.string[:1].isalnum() for word in words):
        return CueHead((), None)
    place, verb = _head(reading.text, words)
    kept = tuple(
        trimmed_range(reading.text, max(start, low), min(end, high))
        for start, end in place
        for low, high in given
        if start < high and low < end
    )
    return CueHead(kept or given, verb)


def words_in(reading: Reading, place: Place) -> list[str]:
    """The words of some ranges, in lower case."""
    return [word.string for word in _words_in(reading, place)]


def _words_in(reading: Reading, place: Place) -> list[_CueWord]:
    strings, kinds, (_, starts, ends) = (
        reading.lowered_words,
        reading.word_classes,
        reading.words,
    )
    return [
        _CueWord(strings[at], kinds[at], (starts[at], ends[at]))
        for one in place
        for at in range(*reading.words.touched(*one))
    ]


def _head(text: str, words: Sequence[_CueWord]) -> tuple[Place, Verb | None]:
    strings = [word.string for word in words]
    for at, word in enumerate(words):
        for others, verb in phrases().get(word.string, ()):
            after = at + 1 + len(others)
            if tuple(strings[at + 1 : after]) == others:
                return ((word.place[0], words[after - 1].place[1]),), verb
        nouns = [one for one in words[at:] if one.string in listed("nouns")]
        if word.string in listed("light verbs") and nouns:
            noun = nouns[0].place
            is_near = not text[word.place[1] : noun[0]].strip()
            return (((word.place[0], noun[1]),) if is_near else (word.place, noun)), NOUN
        if found := verbs().get(word.string):
            is_negated = at > 0 and strings[at - 1] in ("not", "never")
            start = words[at - 1].place[0] if is_negated else word.place[0]
            return ((start, word.place[1]),), found
        if word.string in listed("nouns"):
            return (word.place,), NOUN
        if word.string == "per":
            return (word.place,), PHRASE
    first = next((at for at, one in enumerate(words) if one.kind not in _LEADING), 0)
    return ((words[first].place[0], words[-1].place[1]),), None


def find_clause(reading: Reading, content: Place, cue: CueHead) -> Place:
    """The clause in the content of a report, as far as the classes of its words show one: all of
    it, or the infinitive behind who is addressed; () if there is none (Q2)."""
    words = _words_in(reading, content)
    kinds = "".join(word.kind for word in words)
    if not kinds:
        return ()
    if kinds[0] in _OF_A_CLAUSE:
        return content
    finite = next((at for at, kind in enumerate(kinds) if kind in FINITE), None)
    infinitive = kinds.find(Pos.TO)
    verb = cue.verb
    if verb and verb.infinitive and infinitive > 0 and (finite is None or infinitive < finite):
        start = words[infinitive].place[0]
        return tuple((max(start, low), high) for low, high in content if high > start)
    if verb and verb.lemma in _ALWAYS_A_CLAUSE and len(words) >= _LONG:
        return content
    if finite is None:
        return content if verb and verb.clause and Pos.SUBJECT in kinds else ()
    if kinds[0] == Pos.GERUND or words[0].string in _LIKE_GERUND:
        return ()
    return () if not _RELATIVE.isdisjoint(kinds[1:finite]) else content


def is_pronoun(reading: Reading, start: int, end: int) -> bool:
    """Whether *that* at a place is the subject of the verb behind it, and no complementiser."""
    words = _words_in(reading, ((start, end),))
    return len(words) > 1 and words[0].kind == Pos.THAT and words[1].kind in FINITE


NEGATION = re.compile(r"\b(?:not|never)\b|n['’]t\b", re.I)
