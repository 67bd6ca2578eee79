"""What a name is the name of: how titles, roles and the words around it tell a person from an
organisation, a place or a work."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from said.annotators.speakers.people import People
from said.annotators.speakers.runs import Run, Word
from said.annotators.speakers.surroundings import AT, INSIDE, NameSurroundings
from said.annotators.speakers.titles import is_common, is_made_up, is_plain
from said.annotators.speakers.words import (
    find_gendered,
    is_occupation,
    lists,
    lower_case_words,
)
from said.text.classes import FINITE, classify
from said.text.reading import Reading
from said.text.segments import Range

_MANY = 20
"""Places at which what shows that a name is somebody's is looked for."""
ENOUGH = 2
"""The evidence that makes words in capitals the full name of a person."""

_OF_FATE = re.compile(
    r"\b(?:arrest|birth|brother|daughter|deaths?|father|friends?|funeral|husband|killings?|marriage"
    r"|mother|murders?|parents|resignation|shooting|sister|son|trial|widow|wife) of \Z"
)
_QUOTED = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"")
_MARKS = frozenset('“"')
_APART = re.compile(r"[\n“”\"]|\b(?:that|whom|and|but)\b")
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]ers?|[Hh]im|himself|herself)\b")
_IN_LIST = frozenset((", ", " and ", ", and "))
_MALE = frozenset(("he", "him", "himself", "his"))
_NEAR = 250
"""Code points behind a name in which a pronoun may refer to it."""
# A given name of two syllables, as in Korean and Chinese names: Ki-moon, Ing-wen.
_SYLLABLES = re.compile(r"[A-Z][a-z]{1,4}-[a-z]{2,5}\Z")
_NUMERALS = frozenset(("ii", "iii", "iv"))
_DIGIT = re.compile(r"[\d_]")


# Beginnings and ends of surnames in many languages.
_SURNAME_STARTS = ("mc", "o'", "al-", "el-", "fitz")
_SURNAME_ENDS = (
    *("berg", "burg", "ckson", "dottir", "elli", "enko", "etti", "ez", "idis", "nson", "ov", "ova"),
    *("poulos", "rson", "sen", "shvili", "ski", "sky", "stein", "ucci", "vic", "vich", "wicz"),
    *("yan", "zadeh"),
)
_LONG_CAPITALS = 2
_LONG = 5


class Evidence(NameSurroundings):
    """Judges the names of one text, made of its runs of words in capitals."""

    def __init__(
        self, reading: Reading, sources: Sequence[Range], people: People, runs: Sequence[Run]
    ) -> None:
        super().__init__(reading, sources)
        self._runs = runs
        self._common = lower_case_words(reading)
        self._pronouns = [start for start, _ in find_gendered(reading)]
        self._people = people
        self._alone: dict[str, list[Word]] = defaultdict(list)
        """The words that stand alone."""
        for run in runs:
            if len(run.words) == 1:
                self._alone[run.words[0].fold].append(run.words[0])

    @cached_property
    def _starts(self) -> list[int]:
        return [run.words[0].start for run in self._runs]

    @cached_property
    def _speak_together(self) -> frozenset[str]:
        """The names of several words that say something."""
        several = (run.words for run in self._runs if len(run.words) > 1)
        return frozenset(joined(words) for words in several if self.is_source(words[-1]))

    def is_thing(self, name: list[Word]) -> bool:
        """Whether words in capitals are the name of an organisation, a place or a work."""
        known = self._lists
        if joined(name) in known.not_persons or (
            len(name) > 2 and joined(name[:2]) in known.not_persons
        ):
            return True
        first = name[0].fold
        for place, word in enumerate(name):
            if word.fold in known.organisation_words:
                safe = (not place and self._leads_name(name)) or (
                    place == 1
                    and len(name) == 2
                    and word.fold in known.surnames
                    and first in known.safe_given
                )
                if not safe:
                    return True
            if is_plain(word.string):
                continue
            surname = place and (first in known.safe_given or word.fold in _NUMERALS)
            if is_made_up(word) and not surname and not self._is_in_capitals(name):
                return True
            if _DIGIT.search(word.string):
                return True
        return self.leads_thing(name[-1])

    def _is_in_capitals(self, name: list[Word]) -> bool:
        """Whether a full name is in capitals: it begins with a given name (ANNA HOLM said) or leads
        the turn of a transcript (ZYTA QORU: …)."""
        if len(name) < 2 or not all(word.string.isupper() for word in name):
            return False
        if any(is_common(word.fold) or len(word.fold) < _LONG_CAPITALS for word in name):
            return False
        if name[0].fold in self._lists.safe_given:
            return True
        return self.leads_turn(name[0].start, name[-1].end) and not any(
            word.fold in self._common or is_occupation(word.fold) for word in name
        )

    def _leads_name(self, name: list[Word]) -> bool:
        """Whether the first of some words is a given name, or a family name before a given one:
        Park Ji-hoon."""
        family = name[0].fold in self._lists.surnames and len(name) > 1
        return name[0].fold in self._lists.given or (
            family
            and all(
                is_plain(word.string.replace("-", "")) and not is_common(word.fold)
                for word in name[1:]
            )
        )

    def of_person(self, name: list[Word], titled: bool) -> int:
        """How much speaks for a full name being that of a person, as far as it takes to know."""
        if joined(name) in self._people.known or self._is_in_capitals(name):
            return ENOUGH
        if self._is_of_family(name):
            return 0
        score = self._of_words(name) + (2 if titled else 0)
        score += self._before(name, score > 0)
        if score >= ENOUGH:
            return score
        score += self._behind(name[-1].end)
        if score >= ENOUGH:
            return score
        plain = score >= 0 and self._has_only_names(name)
        if self.is_source(name[0]) or self.is_source(name[-1]):
            score += 2 if plain else 1
        # Whoever is named in full is later called by the surname, and speaks under it.
        last = name[-1].fold
        if last in self._alone and (score > 0 or plain):
            score += 2 if plain and name[0].fold not in self._alone else 1
        score += 2 * self._speaks_alone(last)
        if plain and self._speaks_alone(name[0].fold):
            score += 2  # a family name that comes first
        if len(name) > 2 and joined(name[1:]) in self._speak_together:
            score += 2  # a family name of several words
        if plain and score < ENOUGH and (self._acts(name) or self._is_he_or_she(name)):
            score += 2
        # Of plain names of which the lists know a part, nearly all are those of persons.
        return score + (plain and score == 1)

    def _is_of_family(self, name: list[Word]) -> bool:
        """Whether a name begins with a surname, as that of a firm does: Halvorsen Bulk, whose head
        is Ingunn Halvorsen."""
        first = name[0].fold
        if first in self._lists.given or first not in self._by_last_word:
            return False
        is_person = any(map(self._is_of_person, self._by_last_word[first][:_MANY]))
        return is_person and not any(_SYLLABLES.match(word.string) for word in name)

    @cached_property
    def _by_last_word(self) -> dict[str, list[list[Word]]]:
        """The names of several words by the last of them."""
        found: dict[str, list[list[Word]]] = {}
        for run in self._runs:
            if len(run.words) > 1 and not run.title:
                found.setdefault(run.words[-1].fold, []).append(run.words)
        return found

    def _is_of_person(self, words: list[Word]) -> bool:
        """Whether a name begins with a given one, follows a role, or says something."""
        given, role = self._lists.safe_given, self.word_before(words[0].start)
        return (
            words[0].fold in given
            or words[-2].fold in given
            or self.word_after(words[-1].end) in self._lists.cues
            or (role not in self._lists.shared_roles and is_occupation(role))
        )

    def _speaks_alone(self, fold: str) -> bool:
        """Whether a name says something where it stands alone."""
        return any(map(self.is_source, self._alone.get(fold, ())[:_MANY]))

    def _acts(self, name: list[Word]) -> bool:
        """Whether a name is the subject of a verb, but none of trade or sport: firms and teams are
        as often the subject of these."""
        after = self.word_after(name[-1].end)
        is_verb = after != "" and classify(after)[1] in FINITE
        return is_verb and after not in self._lists.deeds_of_firms and self._is_subject(name)

    def is_plain_surname(self, name: list[Word]) -> bool:
        """Whether the last of some plain words is a name that stands alone elsewhere."""
        return name[-1].fold in self._alone and self._has_only_names(name)

    def beside_person(self, name: list[Word], person_before: int) -> bool:
        """Whether a plain name stands in a list with that of a person, the last of which ends at
        `person_before`, or with one that begins with a given name."""
        if not self._has_only_names(name):
            return False
        if self._text[max(0, person_before) : name[0].start] in _IN_LIST:
            return True
        place = bisect_left(self._starts, name[-1].end)
        run = self._runs[place].words if place < len(self._runs) else []
        return (
            len(run) > 1
            and run[0].fold in self._lists.safe_given
            and self._text[name[-1].end : run[0].start] in _IN_LIST
        )

    def _has_only_names(self, name: list[Word]) -> bool:
        """Whether no word of a name is a common one, or written as no name is."""
        first = name[0]
        if first.fold.endswith("ing") and first.fold not in self._lists.surnames:
            return False  # Closing Gitmo
        return not any(
            is_common(word.fold) or word.fold in self._common or word.string.isupper()
            for word in name
        )

    def _of_words(self, name: list[Word]) -> int:
        """What the words of a name tell by themselves."""
        known = self._lists
        first, last = name[0].fold, name[-1].fold
        score = 0
        syllables = any("-" in word.string and _SYLLABLES.match(word.string) for word in name)
        if first in known.given:
            score += 1 if first in known.unsafe_given else 2
        elif name[0].dotted and not {last, first.replace(".", "")} & known.places:
            score += 2
        elif is_common(first) and not syllables:
            score -= 1
        if _is_surname(last):
            score += 1
        elif last in self._common and len(last) > 1:
            score -= 1
        score += 2 * syllables
        if sum(is_common(word.fold) for word in name) > 1:
            score -= 2
        if {last, last.removesuffix("s")} & known.peoples or (
            last in known.places and (last not in known.surnames or first in known.places)
        ):
            score -= 3
        return score

    def _before(self, name: list[Word], likely: bool) -> int:
        """What the word before a name shows; a possessor counts if it is `likely` a name."""
        known, word = self._lists, self.word_before(name[0].start)
        if name[0].fold not in known.given and (
            word in known.organisations or self.is_beside_organisation(name[0].start)
        ):
            return -2
        if is_occupation(word):
            if word in known.firms:
                return 0
            return 1 if word in known.shared_roles and not self._has_only_names(name) else 2
        if word == "the":
            return -3
        if likely and word.endswith("'s"):
            return 1
        if word in INSIDE and name[0].fold not in known.given:
            return -2
        if word in AT and not likely:
            is_source = word == "to" and self.is_source(name[0])  # according to
            return is_source - 1
        if word == "of" and _OF_FATE.search(self._text, max(0, name[0].start - 20), name[0].start):
            return 2
        if word == "by" and self._text[name[0].start - 4 : name[0].start - 1].endswith("\nBy"):
            return 2  # a byline
        role = self.role_in_apposition(name[0].start)
        if word == "and":
            role = self._role_of_two(name[0].start)
        return (1 if role in known.shared_roles else 2) if role else 0

    def _is_he_or_she(self, name: list[Word]) -> bool:
        """Whether a pronoun shows a name that may be anybody's to be that of a person."""
        found = self._pronoun_behind(name[-1].end)
        if found is None:
            return False
        is_near = "\n" not in found.string[: found.start()]
        return (self._people.is_empty and is_near) or self._is_subject(name)

    def pronoun_gender(self, end: int) -> str | None:
        """The gender of the first pronoun behind a name, if it can hardly refer to anybody else."""
        found = self._pronoun_behind(end)
        if found is None or _APART.search(found.string, 0, found.start()):
            return None  # who says something, or what is said of another one
        return "m" if found[0].lower() in _MALE else "f"

    def _pronoun_behind(self, end: int) -> re.Match[str] | None:
        """The first pronoun behind a name and outside marks, if nobody else is named before it; the
        text begins behind the name and has blanks for what is in marks."""
        place = bisect_left(self._pronouns, end)
        if place == len(self._pronouns) or self._pronouns[place] >= end + _NEAR:
            return None
        behind = self._text[end : end + _NEAR]
        found = _PRONOUN.search(behind)
        if found and not _MARKS.isdisjoint(behind):
            found = _PRONOUN.search(_QUOTED.sub(_blank, behind))
        if found is None:
            return None
        first = bisect_left(self._starts, end)
        after = bisect_left(self._starts, end + found.start())
        others = any(self._may_be_antecedent(run) for run in self._runs[first:after])
        return None if others else found

    def _may_be_antecedent(self, run: Run) -> bool:
        """Whether a run of words may be the name of the person whom a pronoun refers to."""
        known, words = self._lists, run.words
        if len(words) == 1:
            fold = words[0].fold
            return fold in known.given or fold in known.titles or self._people.knows(fold)
        return not self.is_thing(words) and self._has_only_names(words)


def joined(words: Sequence[Word]) -> str:
    """The folded words of a name as a string."""
    return words[0].fold if len(words) == 1 else " ".join([word.fold for word in words])


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _is_surname(word: str) -> bool:
    """Whether a word is a common surname, or has the form of one."""
    return word in lists().surnames or (
        len(word) > _LONG and (word.startswith(_SURNAME_STARTS) or word.endswith(_SURNAME_ENDS))
    )
