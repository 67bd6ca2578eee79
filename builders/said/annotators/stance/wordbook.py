"""The words that judge somebody, found in a text in whatever form they stand there.

The lexicon `judgements` has verbs in their bare form, "one's" and "oneself" for possessives and
reflexives, and "someone" for whom a phrase is about, who stands between its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from said import lexicon
from said.text.pronouns import pronouns

FILE = "judgements"
VERBS = frozenset(
    {
        "around",
        "around against",
        "blame",
        "denying",
        "deserving",
        "hiding",
        "doing",
        "fails",
        "going",
        "light verbs",
        "linking",
        "losing",
        "naming",
        "opinions",
        "pleases",
        "praise",
        "regarding",
        "reject",
        "shines",
        "support",
        "upsets",
        "urging",
    }
)
"""The sections whose entries begin with a verb."""
_NOUNS = frozenset({"bad holders", "bad nouns", "good holders", "good nouns"})
_WORD_SETS = frozenset(
    {
        "before of",
        "behind names",
        "between",
        "claims",
        "conduct",
        "denials",
        "forms of be",
        "heads",
        "lacking",
        "measures",
        "passing degree",
        "titles of persons",
        "verbs",
        "weak",
        "works",
    }
)
"""The sections whose words are asked for at a place and not looked for in the text."""
_SLOT, _ANYTHING = "someone", "something"
_POSSESSED, _APOSTROPHE_S = "someone's", "'s"
_IN_SLOT, _IN_ANYTHING = 5, 9
"""No more words stand in the place of "someone" and of "something"."""
_OWN = "one's"
_SELF = "oneself"
_ADJECTIVES = frozenset({"bad", "good"})
_SHORT = 6
"""Longer adjectives have *more* and *most*."""
_DOUBLED = frozenset("bdgmnt")
_VOWELS = frozenset("aeiou")


class Found(NamedTuple):
    """A phrase in a text: its words, its section, and the words in the place of "someone"."""

    first: int
    after: int
    section: str
    slot: tuple[int, int] | None = None


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    section: str
    is_verb: bool


def find_phrases(words: Sequence[str], lemmas: Sequence[str]) -> list[Found]:
    """The phrases of the lexicon among words in lower case and their bare forms, by place: the
    longest of each section at a place."""
    found: list[Found] = []
    index = _index()
    for place, (word, lemma) in enumerate(zip(words, lemmas, strict=True)):
        candidates = index.get(lemma, ())
        if word != lemma:
            candidates = (*candidates, *index.get(word, ()))
        sections: dict[str, Found] = {}
        for phrase in candidates:
            if phrase.words[0] != (lemma if phrase.is_verb else word):
                continue
            one = _match(phrase, words, lemmas, place)
            if one and (phrase.section not in sections or sections[phrase.section][1] < one[1]):
                sections[phrase.section] = one
        found += sections.values()
    return found


def _match(
    phrase: _Phrase, words: Sequence[str], lemmas: Sequence[str], place: int
) -> Found | None:
    at = place + 1
    slot = None
    is_pronoun = False
    for position, wanted in enumerate(phrase.words[1:], 1):
        if wanted == _ANYTHING:
            rest = phrase.words[position + 1 : position + 2]
            limit = min(at + _IN_ANYTHING, len(words))
            while at < limit and rest[0] not in (words[at], lemmas[at]):
                at += 1
        elif wanted == _SLOT:
            begin = at
            rest = phrase.words[position + 1 : position + 2]
            limit = min(begin + _IN_SLOT, len(words))
            if not rest:
                return Found(place, at, phrase.section, (begin, limit))
            if rest[0] == _APOSTROPHE_S and lemmas[at : at + 1] == [_OWN]:
                slot = begin, at + 1  # leapt to his defence
                at += 1
                is_pronoun = True
                continue
            at += 1
            while at < limit and rest[0] not in (words[at], lemmas[at]):
                at += 1
            slot = begin, at
        elif wanted == _APOSTROPHE_S and is_pronoun:
            continue
        elif at < len(words) and wanted in (words[at], lemmas[at]):
            at += 1
            if wanted == _OWN and position + 1 < len(phrase.words):
                # One adjective may stand there: threw her full weight behind.
                following = phrase.words[position + 1]
                if at + 1 < len(words) and following not in (words[at], lemmas[at]):
                    at += following in (words[at + 1], lemmas[at + 1])
        else:
            return None
    return Found(place, at, phrase.section, slot)


def without_prefix(word: str) -> str:
    """A compound without what only boosts it: ever-reliable."""
    for prefix in ("ever-", "much-", "oh-so-", "super-", "ultra-"):
        rest = word.removeprefix(prefix)
        if rest != word and rest in word_set("good") | word_set("bad"):
            return rest
    return word


@cache
def bare_form(word: str) -> str:
    """The bare form of a verb of the lexicon; of a possessive "one's", of a reflexive "oneself";
    any other word itself."""
    return _bare_forms().get(word, word)


@cache
def word_set(section: str) -> frozenset[str]:
    """The entries of a section."""
    return lexicon.word_set(FILE, section)


@cache
def lemma_set(section: str) -> frozenset[str]:
    """The entries of a section that are one word."""
    return frozenset(word for word in word_set(section) if " " not in word)


@cache
def first_words(section: str) -> frozenset[str]:
    """The first words of the entries of a section."""
    return frozenset(word.split()[0] for word in word_set(section))


@cache
def is_participle(word: str) -> bool:
    """Whether a form of a verb can be its past participle."""
    return word.endswith("ed") or word in _irregular_participles()


def is_be(word: str) -> bool:
    """Whether a word is a form of be, or of get before a participle."""
    return word in ("'s", "'re", "'m") or word in word_set("forms of be")


@cache
def _irregular_participles() -> frozenset[str]:
    rows = lexicon.section_lines(FILE, "verbs")
    return frozenset(form for row in rows for form in row if form != row[0])


@cache
def _index() -> dict[str, tuple[_Phrase, ...]]:
    """The phrases by their first words, the longest first."""
    found: dict[str, list[_Phrase]] = {}
    for section in lexicon.sections(FILE):
        if section in _WORD_SETS:
            continue
        for entry in word_set(section):
            for written in (entry, *_other_forms(entry, section)):
                parts = tuple(written.replace(_POSSESSED, f"{_SLOT} {_APOSTROPHE_S}").split())
                phrase = _Phrase(parts, section, section in VERBS)
                found.setdefault(phrase.words[0], []).append(phrase)
    return {
        first: tuple(sorted(some, key=lambda phrase: (-len(phrase.words), phrase)))
        for first, some in found.items()
    }


def _other_forms(entry: str, section: str) -> Iterator[str]:
    """The plural of a noun, the comparative and superlative of a short adjective."""
    if section in _NOUNS and not entry.endswith("s"):
        is_ies = entry.endswith("y") and entry[-2] not in _VOWELS
        yield f"{entry[:-1]}ies" if is_ies else f"{entry}s"
    if section in _ADJECTIVES and len(entry) <= _SHORT and entry.isalpha():
        stem = f"{entry[:-1]}i" if entry.endswith("y") else entry.removesuffix("e")
        if entry[-1] in _DOUBLED and entry[-2] in _VOWELS and entry[-3:-2] not in _VOWELS:
            stem += entry[-1]
        yield f"{stem}er"
        yield f"{stem}est"


@cache
def _bare_forms() -> dict[str, str]:
    owners = {"his", "her", "its", "their", "my", "our", "your", "whose"}
    found = dict.fromkeys(owners, _OWN)
    selves = [word for word in pronouns() if word.endswith(("self", "selves"))]
    found.update(dict.fromkeys((*selves, "yourself", "itself"), _SELF))
    irregular = {row[0]: row[1:] for row in lexicon.section_lines(FILE, "verbs")}
    for lemma, forms in irregular.items():
        found.update(dict.fromkeys(forms, lemma))
    for section in sorted(VERBS):
        for entry in sorted(word_set(section)):
            lemma = entry.split()[0]
            if lemma not in irregular:
                for form in _regular_forms(lemma):
                    found.setdefault(form, lemma)
    return found


def _regular_forms(lemma: str) -> Iterable[str]:
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return (f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing")
    if lemma.endswith("e"):
        if lemma.endswith("ee"):
            return (f"{lemma}s", f"{lemma}d", f"{lemma}ing")
        return (f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing")
    forms = [f"{lemma}s", f"{lemma}ed", f"{lemma}ing"]
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        forms[0] = f"{lemma}es"
    if lemma[-1] not in "aeiouwxy" and lemma[-2:-1] in tuple("aeiou"):
        forms += [f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing"]
    return forms
