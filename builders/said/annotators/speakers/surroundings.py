"""What stands around a name in a text: the words and roles before it and behind it, and whether it
acts or says something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from said.annotators.speakers.runs import Word, begins
from said.annotators.speakers.words import is_occupation, lists
from said.text.classes import FINITE, classify
from said.text.names import fold_name
from said.text.reading import Reading
from said.text.segments import Range

_WORD_AFTER = re.compile(r"[,”\"’]?[ \u00a0]([a-z][a-z'’-]*)")
# An age, a relative clause, a party: what only a person has behind the name.
_OF_PERSON = re.compile(
    r",? (?:who|whose|whom)\b|, (?:aged )?\d\d(?=[,.;) ])| \((?:aged )?\d\d\)|,? \(?[RDI]-[A-Z]"
)
_CLAUSE = re.compile(r", ([^,.;:!?()\n]{1,80})")
_PASSIVE = re.compile(r" (?:was|is|has been|had been|is being|was being)(?: \w+ly)? ([a-z-]+)")
_DEGREES = re.compile(r"(?:,? (?:[A-Z]{2,4}|[BM]Sc|Ph\.?D\.?)\b)+")
_ROLE_OF_TWO = re.compile(r"([^\W\d_]+)(?: [^\W\d_a-z][\w'’-]*){1,3} and \Z")
_LONGEST_PAIR = 70
_IS_A = re.compile(
    r" (?:is|was|became|becomes|remains) (?:an?|the|his|her|my|our|their) ((?:[\w'’-]+[ .,]?){1,4})"
)
_ONE_OF = re.compile(r"\b(?:[Aa]n?|[Aa]nother)(?: [a-z-]+){0,2} [A-Z][a-z]+, \Z")
_LEADING_PHRASE = re.compile(r"\b(?:An?|Its|Their|The)(?: [a-z][\w-]*){1,3}, \Z")
_LONGEST_PHRASE = 60
_MONTHS = frozenset(("jan", "april", "may", "june", "august"))
_DAY = re.compile(r"\.?[ \u00a0]\d")
AT = frozenset(("at", "from", "in", "near", "to"))
INSIDE = frozenset(("at", "in", "near", "outside", "through"))
OBLIQUE = AT | INSIDE | {"of", "on"}
_ROLE_BEHIND = re.compile(
    r", (?:an?|the|his|her|my|our|their)(?: [a-z][\w-]*){0,2} ([a-z][\w-]*),(?= )"
)
_BEFORE_SUBJECT = frozenset(
    ("although", "and", "as", "because", "but", "if", "since", "so", "that", "then", "though",
     "when", "where", "while")
)  # fmt: skip
_LONGEST_WORD = 30


class NameSurroundings:
    """Reads one text around its names; a name at the edge of a source phrase is a source."""

    def __init__(self, reading: Reading, sources: Sequence[Range]) -> None:
        self._text = reading.flowing
        self._lists = lists()
        self._words_after: dict[int, str] = {}
        """What `word_after` has found, as it is asked for a name several times."""
        self._has_ampersands = " & " in self._text
        self._edges_of_sources = {edge for one in sources for edge in one}

    def leads_turn(self, start: int, end: int) -> bool:
        """Whether a name begins a line, perhaps behind a title, and a colon follows."""
        if self._text[end : end + 1] != ":":
            return False
        line = self._text.rfind("\n", max(0, start - _LONGEST_WORD), start) + 1
        return start - line < _LONGEST_WORD and (line > 0 or start < _LONGEST_WORD)

    def leads_thing(self, word: Word) -> bool:
        """Whether a noun behind a word makes it a part of the name of a thing: Carter Center."""
        is_near = self._text[word.end : word.end + 1].isspace()
        return is_near and self.word_after(word.end) in self._lists.after_names

    def word_before(self, start: int) -> str:
        """The word before a place, folded; empty if more than a space lies between."""
        text = self._text
        if text[start - 1 : start] not in (" ", "\u00a0"):
            return ""
        return _without_marks(text[max(0, start - _LONGEST_WORD) : start - 1].rpartition(" ")[2])

    def word_after(self, end: int) -> str:
        """The word in lower case behind a place, past a comma or mark; empty if there is none."""
        if end not in self._words_after:
            match = _WORD_AFTER.match(self._text, end)
            self._words_after[end] = fold_name(match[1]) if match else ""
        return self._words_after[end]

    def is_of_firm(self, word: Word) -> bool:
        """Whether a sign joins a word with a capital to another one: Tan & Mavros; but not two
        given names, or titles."""
        if not self._has_ampersands:
            return False
        text, start, end = self._text, word.start, word.end
        if text[start - 3 : start] == " & ":
            other = self.word_before(start - 2)
        elif text[end : end + 3] == " & " and text[end + 3 : end + 4].isupper():
            other = fold_name(text[end + 3 : end + _LONGEST_WORD].partition(" ")[0])
        else:
            return False
        given, title = self._lists.given, self._lists.titles
        return not all(one in given or one in title for one in (word.fold, other))

    def _role_of_two(self, start: int) -> str:
        """The plural role before the first of two names, at the place of the second: "dancers Bao
        Tran and Emeka Ibe"; empty if there is none."""
        found = _ROLE_OF_TWO.search(self._text, max(0, start - _LONGEST_PAIR), start)
        role = fold_name(found[1]) if found else ""
        return role if role.endswith("s") and is_occupation(role) else ""

    def _noun_before_comma(self, start: int) -> str:
        """The word that ends before a comma before a name, folded; empty if there is none."""
        if self._text[start - 2 : start] != ", ":
            return ""
        word = self._text[max(0, start - _LONGEST_WORD) : start - 2].rpartition(" ")[2]
        return fold_name(word) if word[:1].isalpha() and word[-1:].isalnum() else ""

    def is_beside_organisation(self, start: int) -> bool:
        """Whether a name is in apposition to a noun for an organisation that begins its sentence:
        "The operator, Funivie Orsola, said"."""
        if self._noun_before_comma(start) not in self._lists.organisations:
            return False
        found = _LEADING_PHRASE.search(self._text, max(0, start - _LONGEST_PHRASE), start)
        return found is not None and begins(self._text, found.start())

    def role_in_apposition(self, start: int) -> str:
        """The role that ends before a comma before a name: "the mill's owner, Wilf Tranter"; empty
        if there is none."""
        if self._text[start - 2 : start] != ", ":
            return ""
        word, known = self._noun_before_comma(start), self._lists
        if not word or word in known.organisations or word in known.firms:
            return ""
        is_person = is_occupation(word)
        if not is_person and word in known.peoples:  # a travelling Czech
            is_person = _ONE_OF.search(self._text, max(0, start - _LONGEST_PAIR), start) is not None
        return word if is_person else ""

    def role_behind(self, word: Word) -> str:
        """The role in apposition behind the subject of a verb: "Zsófi, the cook, said", "Tomos, her
        elder brother, left"; empty if there is none."""
        if self._text[word.end : word.end + 1] != "," or self.word_before(word.start) in OBLIQUE:
            return ""
        if {word.fold, word.fold.removesuffix("s")} & self._lists.peoples:
            return ""
        found = _ROLE_BEHIND.match(self._text, word.end)
        role = fold_name(found[1]) if found else ""
        if not found or not is_occupation(role) or role in self._lists.organisations:
            return ""
        verb = self.word_after(found.end())
        return role if verb in self._lists.cues or classify(verb or ",")[1] in FINITE else ""

    def _behind(self, end: int) -> int:
        """What follows a name: an age or a relative clause, a role in apposition, or what only a
        person does or suffers."""
        known = self._lists
        end += self._text[end - 2 : end - 1] == " " and self._text.startswith(".", end)  # Ada D.
        if degrees := _DEGREES.match(self._text, end):
            end = degrees.end()
        if _OF_PERSON.match(self._text, end):
            return 2
        if self.word_after(end) in known.deeds:
            return 2
        passive = _PASSIVE.match(self._text, end)
        if passive and passive[1] in known.done_to:
            return 2
        clause = _IS_A.match(self._text, end) or _CLAUSE.match(self._text, end)
        if clause is None:
            return 0
        for word in fold_name(clause[1]).replace(".", " ").replace(",", " ").split():
            if word in known.phrase_ends or word == "of":
                break
            if is_occupation(word) and word not in known.shared_roles:
                return 2
        return 0

    def _is_subject(self, name: list[Word]) -> bool:
        start = name[0].start
        before = self.word_before(start)
        opens = begins(self._text, start) if not before else before in _BEFORE_SUBJECT
        return opens and self._text[name[-1].end : name[-1].end + 2].strip()[:1].islower()

    def is_source(self, word: Word) -> bool:
        """Whether a name is the subject of a verb of communication, or a source phrase."""
        edges = self._edges_of_sources
        return word.start in edges or word.end in edges or self.word_after(word.end) in lists().cues

    def is_place_or_date(self, word: Word) -> bool:
        """Whether a word stands for a place, alone or behind a preposition, or for a month."""
        if word.fold in _MONTHS and _DAY.match(self._text, word.end):
            return True
        if word.fold not in self._lists.places:
            return False
        before = self.word_before(word.start)
        return not before or before in AT or before == "of"


@lru_cache(maxsize=1 << 14)
def _without_marks(word: str) -> str:
    """The last word of a string without line feeds and marks, folded."""
    return fold_name(word.rpartition("\n")[2].strip('()"“'))
