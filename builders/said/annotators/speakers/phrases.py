"""Reduces the phrase of a source to what is marked in it (S3): the name alone, a pronoun, a handle,
or the smallest full noun phrase; for several sources, each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from said.annotators.speakers.mentions import NameMention
from said.annotators.speakers.people import Person
from said.annotators.speakers.runs import begins
from said.annotators.speakers.words import (
    is_occupation,
    lists,
    lower_case_words,
    person_nouns,
    words_of_labels,
)
from said.text.names import fold_name
from said.text.pronouns import pronouns
from said.text.reading import Reading
from said.text.segments import Range

_APOSTROPHES = frozenset("'’‘")
_LEADING = "'’‘#"
"""The signs that are no part of the word that they lead."""
_ALONE = frozenset(",;&")
"""The signs that are words of a phrase."""
_BEFORE = frozenset(["according", "as", "by", "for", "from", "in", "of", "per", "to", "via"])
_CONJUNCTIONS = frozenset(("and", "&", "nor"))
_BRACKETS = re.compile(r"(?<= )\([^()\n]*(?:\)|\Z)")
_NUMBERS = frozenset(("two", "both", "three", "four"))
_FROM = frozenset(("by", "from"))
_ARTICLES = frozenset(("the", "a", "an"))
_PLURAL = re.compile(r"(?:[^su]s|men|people|police|folks|children|staff|media|others)\Z")
_PERSON = ("er", "ian", "ist", "or")
_PERSONAL = ("ant", "ee", "lady", "man", "mate", "woman")
_PERSONS = tuple(f"{ending}s" for ending in _PERSON)
_OF_MANY = ("s", "ese", "ish", "dutch", "french", "swiss", "welsh")
"""Endings of adjectives that with an article mean a whole people."""
LONGEST = 400
"""In code points; more is no phrase."""


class Part(NamedTuple):
    """One source in a phrase: its range in code points, its form (S4), the person if it is a
    person's name, and the folded words of a nominal up to its head."""

    start: int
    end: int
    form: str
    rule: str
    """The id of the rule that found it; see `rules`."""
    person: Person | None = None
    words: tuple[str, ...] = ()

    @property
    def head(self) -> str:
        """The head noun of a nominal, the word of a pronoun."""
        return self.words[-1] if self.words else ""


@dataclass(slots=True, eq=False)
class _Word:
    """A word of a phrase, without its possessive ending, or one of the signs that part phrases."""

    start: int
    end: int
    fold: str
    capital: bool
    possessive: bool


def reduce_phrase(reading: Reading, phrase: Range, persons: Sequence[NameMention]) -> list[Part]:
    """The sources in a phrase, by place; `persons` are the names in it. At least one, if there is a
    letter or digit in the phrase."""
    if persons and phrase == (persons[0].start, persons[0].end):
        return [Part(*phrase, "name", "name alone", persons[0].person)]
    if not persons and (word := reading.text[slice(*phrase)].lower()) in pronouns():
        return [Part(*phrase, "pronoun", "pronoun alone", None, (word,))]
    tokens = _tokens_of_sources(reading, phrase)
    found: list[Part] = []
    apposition = clause = False
    segments = _segments(tokens, persons)
    is_list = any(joined for _, joined, _ in segments)
    for comma, joined, segment in segments:
        if found and _is_clause(segment):
            apposition = clause = True
            continue
        part = _part(reading, segment, persons)
        if part.person:
            if clause and not _opens_a_name(segment[0]):
                continue
            # A role and the name beside it are one voice: its co-founder, Jonas Berg.
            is_role = (
                found
                and found[-1].form == "nominal"
                and (not _is_plural(found[-1]) or (comma and found[-1].words[0] in _NUMBERS))
            )
            if found and (is_role or found[-1].rule == "pronoun of possessor"):
                found.pop()
            found.append(part)
            apposition = clause = False
        elif not found or (joined and (comma or not apposition) and _is_another(part, apposition)):
            found.append(part)
        elif comma and not is_list and _can_be_named(reading, found[-1], part):
            found[-1] = part._replace(rule="apposition")
        elif comma:
            apposition = True
    handles = [one for one in persons if one.form == "handle"]
    return found + [
        Part(one.start, one.end, "handle", "known handle", one.person) for one in handles
    ]


def _tokens_of_sources(reading: Reading, phrase: Range) -> list[_Word]:
    """The words of a phrase without what leads to the sources in it: "by", "stations such as"."""
    tokens = _words(reading, _without_bracket(reading.text, phrase))
    while len(tokens) > 1 and tokens[0].fold in _BEFORE:
        tokens = tokens[1:]
    for place in range(1, len(tokens) - 1):
        if (tokens[place - 1].fold, tokens[place].fold) == ("such", "as"):
            tokens = tokens[place + 1 :]
            break
    return tokens


def _without_bracket(text: str, phrase: Range) -> Range:
    """A phrase without a bracket that names nobody else: the party of somebody, an actor."""
    bracket = text.find(" (", *phrase)
    if bracket < 0:
        return phrase
    name = text[phrase[0] : bracket].rsplit(maxsplit=1)[-1:]
    adds = text.startswith((" (a ", " (an ", " (the "), bracket) or (name and name[0][0].isupper())
    return (phrase[0], bracket) if adds else phrase


def _words(reading: Reading, phrase: Range) -> list[_Word]:
    """The words of a phrase, without their full stops; what is beyond the phrase is cut off."""
    start, end = phrase[0], min(phrase[1], phrase[0] + LONGEST)
    _, starts, ends = reading.words
    found: list[_Word] = []
    is_upper = reading.text[start:end].isupper()
    bracketed = [match.span() for match in _BRACKETS.finditer(reading.text, start, end)]
    for place in range(*reading.words.touched(start, end)):
        low, high = max(start, starts[place]), min(end, ends[place])
        if bracketed and any(first < low < after for first, after in bracketed):
            continue
        bare = reading.text[low:high].lstrip(_LEADING)
        mark, low = reading.text[low], high - len(bare)
        string = bare.rstrip(".")
        if mark in _APOSTROPHES and found and found[-1].end == low - 1:
            found[-1].possessive = bool(string) or reading.text[low - 2] == "s"
        elif (is_sign := string in _ALONE) or string.lstrip("@")[:1].isalnum() or string[:1] == "_":
            if found and not is_sign and reading.text[found[-1].end : low] == ".":  # No.1
                low = found.pop().start
                string = reading.text[low:high].rstrip(".")
            is_capital = string[0].isupper() and not (
                is_upper and string.lower() in words_of_labels()
            )
            found.append(_Word(low, low + len(string), fold_name(string), is_capital, False))
    return found


def _segments(
    tokens: Sequence[_Word], persons: Sequence[NameMention]
) -> list[tuple[bool, bool, list[_Word]]]:
    """The tokens between commas and conjunctions, each with whether a comma and whether a
    conjunction stands before it."""
    found: list[tuple[bool, bool, list[_Word]]] = []
    comma = joined = False
    segment: list[_Word] = []
    for place, token in enumerate(tokens):
        is_conjunction = token.fold in _CONJUNCTIONS and not _joins_a_name(tokens, place, persons)
        is_comma = token.fold in (",", ";")
        if not is_conjunction and not is_comma:
            segment.append(token)
            continue
        if segment:
            found.append((comma, joined, segment))
            segment, comma, joined = [], False, False
        comma, joined = comma or is_comma, joined or is_conjunction
    return [*found, (comma, joined, segment)] if segment else found


def _joins_a_name(tokens: Sequence[_Word], place: int, persons: Sequence[NameMention]) -> bool:
    """Whether a conjunction is part of a name: the Department of Health and Human Services."""
    if not 0 < place < len(tokens) - 1:
        return False
    before, behind = tokens[place - 1], tokens[place + 1]
    if tokens[place].fold == "&" and before.capital and behind.capital:
        return True
    if persons:
        return False
    known = lists().organisation_words
    return before.capital and behind.capital and (before.fold in known or tokens[-1].fold in known)


def _is_clause(segment: Sequence[_Word]) -> bool:
    """Whether a segment is a relative clause, a participle or what hangs on a preposition."""
    return segment[0].fold in lists().phrase_ends


def _part(reading: Reading, segment: list[_Word], persons: Sequence[NameMention]) -> Part:
    """What a segment names."""
    zone = _zone(segment)
    if zone[-1].fold in lists().documents and len(segment) > len(zone) + 1:
        author = segment[len(zone) + 1 :]
        if (
            segment[len(zone)].fold in _FROM
            and (named := _part(reading, author, persons)).form == "name"
        ):
            return named  # a report by the engineer Ada Holm
    inside = [
        one
        for one in persons
        if one.form == "name" and zone[0].start <= one.start and one.end <= zone[-1].end
    ]
    has_sign = reading.text.find("&", zone[0].start, zone[-1].end) >= 0
    joined = _joined_name(zone) if has_sign else []
    if joined and not (inside and inside[-1].end < joined[0].start):  # Ada Holm of Marrow & Sons
        return _organisation(joined, "organisation")
    if inside:
        return _with_name(zone, inside[-1])
    if len(zone) == 1 and zone[0].fold in pronouns():
        return Part(zone[0].start, zone[0].end, "pronoun", "pronoun", None, (zone[0].fold,))
    if zone[0].fold.startswith("@"):
        return Part(zone[0].start, zone[0].end, "handle", "handle of a source")
    return _of_possessor(zone) or _name(reading, zone) or _nominal(zone)


def _joined_name(zone: list[_Word]) -> list[_Word]:
    """The words with a capital around "&": Marrow & Sons."""
    place = next((at for at, token in enumerate(zone) if token.fold == "&"), 0)
    first = after = place
    while first and (zone[first - 1].capital or zone[first - 1].fold in _ALONE):
        first -= 1
    while after < len(zone) and (zone[after].capital or zone[after].fold in _ALONE):
        after += 1
    return zone[first:after] if first < place < after - 1 else []


def _zone(segment: list[_Word]) -> list[_Word]:
    """The tokens of a segment up to the head of its noun phrase, with the of-complement of an empty
    head or of a name."""
    known = lists()
    end = len(segment)
    for place in range(1, len(segment)):
        token, before = segment[place], segment[place - 1]
        if token.fold in ("of", "for"):
            following = [one for one in segment[place + 1 :] if one.fold != "the"][:1]
            named = before.capital and bool(following) and following[0].capital
            empty = token.fold == "of" and (
                before.fold == "out" or before.fold in known.empty_heads
            )
            if empty or (named and not _is_role(before.fold)):
                continue
            end = place
            break
        if token.fold in ("in", "out") and before.fold in known.empty_heads:
            continue  # one in three, nine out of ten
        if token.fold in known.phrase_ends and not token.capital:
            end = place
            break
    zone = segment[:end]
    while len(zone) > 1 and zone[-1].fold in ("himself", "herself", "also", "of"):
        zone = zone[:-1]
    return zone


def _is_role(word: str) -> bool:
    return word in lists().roles or word in lists().titles


def _with_name(zone: list[_Word], mention: NameMention) -> Part:
    """The name, unless it only tells whose person or group the head is: Clinton's aides."""
    head = zone[-1]
    if head.start >= mention.end and not head.capital and head.fold in lists().speaking:
        return _nominal(zone)
    return Part(mention.start, mention.end, "name", "name", mention.person)


def _of_possessor(zone: list[_Word]) -> Part | None:
    """The possessor of a text, if it is a pronoun or a name: her letter, OpenAI's statement."""
    known = lists()
    head = zone[-1].fold
    is_person = (
        is_occupation(head)
        or head in person_nouns()
        or zone[-1].capital  # my GP
        or (head.endswith((*_PERSON, *_PERSONAL)) and head not in known.documents)
    )
    if len(zone) < 2 or head in known.speaking or is_person:
        return None
    first = zone[0]
    if first.fold in known.possessive_pronouns:
        return Part(first.start, first.end, "pronoun", "pronoun of possessor", None, (first.fold,))
    for place, token in enumerate(zone[:-1]):
        if token.possessive:
            named = zone[zone[0].fold in _ARTICLES : place + 1]
            is_name = named and all(word.capital for word in named)
            return _organisation(named, "possessor") if is_name else None
    return None


def _organisation(named: list[_Word], rule: str) -> Part:
    words = tuple(one.fold for one in named)
    return Part(named[0].start, named[-1].end, "name", rule, None, words)


def _name(reading: Reading, zone: list[_Word]) -> Part | None:
    """The name of an organisation or group, None if the zone is no name."""
    known = lists()
    article = zone[0].fold in _ARTICLES and len(zone) > 1
    named = zone[1:] if article else zone
    if described := _described(reading, named):
        return _organisation(described, "organisation")
    if not named[-1].capital or not all(
        one.capital or one.fold in ("of", "and", "for", "&", "the") for one in named
    ):
        return _lower_case_name(zone)
    last = named[-1].fold
    person = last in known.roles and (article or last not in known.peoples)
    if last in known.titles or (person and not last.endswith("s") and (article or len(named) == 1)):
        return None
    first = named[0]
    if len(named) == 1 and not article and _is_common(reading, first):
        return None
    if len(named) == 1 and article and _is_of_people(last):
        return None
    if len(named) == 1 and _is_group(last) and begins(reading.flowing, first.start):
        return None
    # The article of a newspaper belongs to its name; elsewhere only a capital in mid-sentence tells
    # that it does.
    owned = named[-1].fold in known.papers or not begins(reading.flowing, zone[0].start)
    return _organisation(zone if article and zone[0].capital and owned else named, "organisation")


def _described(reading: Reading, named: list[_Word]) -> list[_Word]:
    """The name behind a noun that tells what it is: of "broker Tan & Mavros" the firm."""
    known = lists()
    nouns = [place for place, word in enumerate(named) if not word.capital and word.fold != "&"]
    if not nouns and begins(reading.flowing, named[0].start):
        nouns = [0]  # Producers Lightbox Films
    if not nouns or nouns[-1] + 1 == len(named):
        return []
    noun, name = named[nouns[-1]], named[nouns[-1] + 1 :]
    is_noun = is_occupation(noun.fold) or noun.fold in known.organisations
    if noun.capital:
        is_noun = (
            is_noun or noun.fold in known.firms
        ) and noun.fold not in known.organisation_words
    other = {name[0].fold, name[-1].fold, name[-1].fold.removesuffix("s")}
    is_no_name = bool(other & (known.peoples | known.phrase_ends)) or name[-1].fold == "united"
    return name if is_noun and not noun.possessive and not is_no_name else []


def _is_of_people(word: str) -> bool:
    """Whether a word means one person of a people or party: the Czech, but not the Dutch."""
    return word in lists().peoples and not word.endswith(_OF_MANY)


def _lower_case_name(zone: list[_Word]) -> Part | None:
    """The full name of a person in a text without capitals."""
    known = lists()
    if len(zone) != 2 or zone[0].fold not in known.safe_given or _is_role(zone[1].fold):
        return None
    if zone[0].capital or zone[1].capital:
        return None
    return _organisation(zone, "name without capitals")


def _is_group(word: str) -> bool:
    """Whether a word is the plural of a noun for persons: critics, friends; but not Democrats."""
    known = lists()
    is_people = word in known.peoples or word.removesuffix("s") in known.peoples
    return word.endswith("s") and not is_people and (is_occupation(word) or word.endswith(_PERSONS))


def _is_common(reading: Reading, token: _Word) -> bool:
    """Whether a single word has its capital only from the beginning of the sentence."""
    known = lists()
    is_common = token.fold in known.common or token.fold in lower_case_words(reading)
    if not is_common or not begins(reading.flowing, token.start):
        return False
    word = re.escape(reading.text[token.start : token.end])
    return re.search(rf"[a-z] {word}\b", reading.text) is None  # Carrier, as in "at Carrier"


def _nominal(zone: list[_Word]) -> Part:
    """The noun phrase; what its head is stands before an of-complement."""
    words = [token.fold for token in zone]
    upto = words.index("of") if "of" in words[1:-1] else len(words)
    possessor = any(token.possessive for token in zone[:-1])
    marked = ("'s",) if possessor else ()
    return Part(zone[0].start, zone[-1].end, "nominal", "nominal", None, (*marked, *words[:upto]))


def _is_plural(part: Part) -> bool:
    return _PLURAL.search(part.head) is not None


def _can_be_named(reading: Reading, part: Part, name: Part) -> bool:
    """Whether a noun phrase has the name behind it in apposition: the pill's maker, Corvell; but
    not a woman in Worcester, Ohio."""
    owned = part.form == "nominal" and part.words[0] == "'s"
    is_owned = owned and part.head not in lists().organisations
    if name.form != "name" or part.form != "nominal" or is_owned or _is_plural(part):
        return False
    between = reading.text[part.end : name.start].strip(" ,").rpartition(" ")[2]
    return not between[:1].isupper() and " ".join(name.words) not in lists().places


def _opens_a_name(token: _Word) -> bool:
    """Whether a segment that begins so can be one more person, and not a verb of a clause."""
    known = lists()
    return token.capital or token.fold in known.determiners or token.fold in known.roles


def _is_another(part: Part, apposition: bool) -> bool:
    """Whether a nominal or name behind a conjunction is one more source, and not one more role."""
    if part.form != "nominal":
        return True
    return not apposition and (_is_plural(part) or part.words[0] in lists().determiners)
