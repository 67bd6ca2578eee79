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
        "removing",
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
        "doing",
        "forms of be",
        "heads",
        "hiding",
        "lacking",
        "light verbs",
        "linking",
        "losing",
        "measures",
        "naming",
        "opinion nouns",
        "opinions",
        "passing degree",
        "regarding",
        "titles of persons",
        "urging",
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

    def moved(self, by: int) -> Found:
        """The same phrase so many words behind."""
        slot = self.slot and (self.slot[0] + by, self.slot[1] + by)
        return Found(self.first + by, self.after + by, self.section, slot)


class _Phrase(NamedTuple):
    """A phrase by its words, as the lexicon writes them, and whether it begins with a verb."""

    words: tuple[str, ...]
    section: str
    is_verb: bool


class _Phrases(NamedTuple):
    """The phrases that begin with a word: those of one word, those by their second word, and those
    whose second word is open."""

    alone: list[_Phrase]
    by_second: dict[str, list[_Phrase]]
    open: list[_Phrase]


def find_phrases(words: Sequence[str], lemmas: Sequence[str]) -> list[Found]:
    """The phrases of the lexicon among words in lower case and their bare forms, by place: the
    longest of each section at a place."""
    found: list[Found] = []
    index = _index()
    count = len(words)
    for place in [n for n in range(count) if words[n] in index or lemmas[n] in index]:
        word, lemma = words[place], lemmas[place]
        behind = (words[place + 1], lemmas[place + 1]) if place + 1 < count else ("", "")
        candidates = _candidates(index.get(word), behind)
        if lemma != word:
            candidates += _candidates(index.get(lemma), behind)
        by_section: dict[str, Found] = {}
        for phrase in candidates:
            if phrase.words[0] != (lemma if phrase.is_verb else word):
                continue
            one = _match(phrase, words, lemmas, place)
            before = by_section.get(phrase.section)
            if one is not None and (before is None or before.after < one.after):
                by_section[phrase.section] = one
        found += sorted(by_section.values(), key=lambda one: (-one.after, one.section))
    return found


def _candidates(phrases: _Phrases | None, behind: tuple[str, str]) -> list[_Phrase]:
    """The phrases that can stand before a word, given with its bare form."""
    if phrases is None:
        return []
    word, lemma = behind
    found = [*phrases.alone, *phrases.open, *phrases.by_second.get(word, ())]
    return found if lemma == word else [*found, *phrases.by_second.get(lemma, ())]


def _match(
    phrase: _Phrase, words: Sequence[str], lemmas: Sequence[str], place: int
) -> Found | None:
    """The phrase where it begins at a place."""
    if len(phrase.words) == 1:
        return Found(place, place + 1, phrase.section)
    at = place + 1
    slot = None
    for position, wanted in enumerate(phrase.words[1:], 2):
        following = phrase.words[position] if position < len(phrase.words) else None
        if wanted == _ANYTHING:
            at = _place_of(following, words, lemmas, (at, at + _IN_ANYTHING))
        elif wanted == _SLOT:
            # A pronoun is in the place of a name with its apostrophe: leapt to his defence.
            is_own = following == _APOSTROPHE_S and lemmas[at : at + 1] == [_OWN]
            after = at + _IN_SLOT
            if following and not is_own:
                after = _place_of(following, words, lemmas, (at + 1, at + _IN_SLOT))
            slot = at, at + 1 if is_own else min(after, len(words))
            at = slot[1] if following else at
        elif wanted == _APOSTROPHE_S and lemmas[at - 1] == _OWN:
            continue
        elif at < len(words) and wanted in (words[at], lemmas[at]):
            at += 1
            if wanted == _OWN and following:
                # One adjective may stand there: threw her full weight behind.
                at += _place_of(following, words, lemmas, (at, at + 2)) == at + 1
        else:
            return None
    return Found(place, at, phrase.section, slot)


def _place_of(
    wanted: str | None, words: Sequence[str], lemmas: Sequence[str], place: tuple[int, int]
) -> int:
    """The first place in a range where a word stands, or the end of the range."""
    at, after = place[0], min(place[1], len(words))
    while at < after and wanted not in (words[at], lemmas[at]):
        at += 1
    return at


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
def _index() -> dict[str, _Phrases]:
    """The phrases by their first words."""
    found: dict[str, _Phrases] = {}
    for section in sorted(set(lexicon.sections(FILE)) - _WORD_SETS):
        for entry in sorted(word_set(section)):
            for written in (entry, *_other_forms(entry, section)):
                parts = tuple(written.replace(_POSSESSED, f"{_SLOT} {_APOSTROPHE_S}").split())
                phrase = _Phrase(parts, section, section in VERBS)
                phrases = found.setdefault(parts[0], _Phrases([], {}, []))
                if len(parts) == 1:
                    phrases.alone.append(phrase)
                elif parts[1] in (_SLOT, _ANYTHING):
                    phrases.open.append(phrase)
                else:
                    phrases.by_second.setdefault(parts[1], []).append(phrase)
    return found


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
        if entry.endswith("l"):
            yield f"{stem}lest"


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
