"""The words that tell persons from other things.

Words are compared in lower case and without accents, as they are in the lexicons.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import chain, compress
from operator import ne

from said import lexicon
from said.text.pronouns import genders, pronouns
from said.text.reading import Reading

_LONG = 8
"""Letters that a noun for an occupation has more than, to be known by its ending."""


_PLURALS = frozenset(("children", "folk", "police", "staff", "clergy"))


class Lists:
    """The sections of the lexicons `names` and `persons` as sets."""

    def __init__(self) -> None:
        self.women, self.men = _names("female"), _names("male")
        self.given = self.women | self.men | _names("either")
        self.unsafe_given = _names("words too")
        self.safe_given = self.given - self.unsafe_given
        self.surnames = _names("surnames")
        self.famous = _names("famous")
        self.titles = _persons("titles")
        self.titles_of_men = _persons("titles of men")
        self.titles_of_women = _persons("titles of women")
        self.unsafe_titles = _persons("unsafe titles")
        self.safe_titles = self.titles - self.unsafe_titles
        self.occupations = _with_plurals(_persons("roles") | _persons("occupations"))
        """Roles, and occupations that are surnames, too."""
        self.roles = _with_plurals(
            _persons("roles") | (_persons("occupations") - self.surnames - self.given)
        )
        self.in_capitals = _persons("titles in capitals")
        self.behind_names = _persons("behind names")
        self.deeds, self.done_to = _persons("deeds of persons"), _persons("done to persons")
        self.deeds_of_firms = _persons("deeds of firms and teams")
        self.shared_roles = _persons("shared roles")
        self.roles_of_men = _persons("roles of men") | _persons("men of stories")
        self.roles_of_women = _persons("roles of women") | _persons("women of stories")
        self.offices = _persons("offices")
        self.voices = _with_plurals(_persons("voices"))
        self.organisations = _with_plurals(_persons("organisations"))
        self.speaking = self.roles | self.organisations
        """Who speaks, other than a text."""
        self.firms = _persons("firms")
        self.outlets = _with_plurals(_persons("outlets"))
        self.documents = _with_plurals(_persons("documents"))
        self.organisation_words = _persons("organisation words") | _persons("firm words")
        self.after_names = _persons("organisations that follow")
        self.not_persons = _persons("not persons")
        self.places = _persons("places")
        self.peoples = _persons("peoples")
        self.before_names = self.titles | self.peoples | self.places
        self.cues = frozenset(lexicon.words("cues", "verbs"))
        self.function_words = _persons("function words")
        self.title_words = _persons("title words") | self.function_words | self.cues
        self.common_words = _with_plurals(_persons("common words")) | self.title_words
        """What is seldom part of a name."""
        self.small_words = _persons("small words")
        self.collectives = _persons("collectives")
        self.empty_heads = _persons("empty heads")
        self.determiners = _persons("determiners")
        self.common = (
            self.documents
            | self.organisations
            | self.determiners
            | self.empty_heads
            | self.function_words
        )
        """What is no name if it has a capital only because it begins a sentence."""
        self.definite = _persons("definite")
        self.phrase_ends = _persons("phrase ends")
        self.possessive_pronouns = _persons("possessive pronouns")
        self.papers = _persons("papers")


@cache
def lists() -> Lists:
    """All lists, read once."""
    return Lists()


@cache
def person_nouns() -> frozenset[str]:
    """Who can be meant by a noun phrase that refers back: the roles, and nouns of stories."""
    return lists().roles | _persons("persons of stories")


@cache
def words_of_labels() -> frozenset[str]:
    """What is no name in a label in capitals: THE WITNESS."""
    return lists().speaking | lists().voices | lists().determiners


@cache
def no_short_names() -> frozenset[str]:
    """Words that are no short form of the name of an organisation."""
    return lists().organisation_words | lists().places | lists().peoples


@cache
def referring_nouns() -> frozenset[str]:
    """Nouns in capitals that name no organisation by themselves: the Council."""
    return lists().organisations | lists().titles | lists().title_words


@cache
def owned_groups() -> frozenset[str]:
    """Nouns that behind a name mean a group of its own: the Lind campaign."""
    return lists().organisations - lists().firms


@cache
def common_persons() -> frozenset[str]:
    """The nouns that tell no more of a person than age and gender."""
    return _persons("common persons")


@cache
def single_persons() -> frozenset[str]:
    """The last words of phrases for one person."""
    return person_nouns() | pronouns() | {"another", "one", "other", "who"}


def gender_of_role(noun: str) -> str | None:
    """The gender that a noun for a person shows: "m" or "f", None if it shows none."""
    men, women = noun in lists().roles_of_men, noun in lists().roles_of_women
    return "m" if men else "f" if women else None


def is_plural(noun: str) -> bool:
    """Whether a noun for persons means several: pilots, women, but not duchess."""
    return (
        noun.endswith(("men", "people"))
        or noun in _PLURALS
        or (noun.endswith("s") and not noun.endswith("ss"))
    )


def _names(*sections: str) -> frozenset[str]:
    return frozenset(word for one in sections for word in lexicon.words("names", one))


def _persons(section: str) -> frozenset[str]:
    return frozenset(lexicon.words("persons", section))


def _with_plurals(words: frozenset[str]) -> frozenset[str]:
    return words | {plural(word) for word in words}


def plural(noun: str) -> str:
    """The regular plural of a noun, and that of a compound of man or woman."""
    if noun.endswith("man"):
        return f"{noun[:-2]}en"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "sh", "ch", "x")) else f"{noun}s"


@lru_cache(maxsize=1 << 12)
def is_occupation(word: str) -> bool:
    """Whether a noun tells what somebody is or does, by a list or by its ending."""
    endings = tuple(lexicon.words("persons", "endings of occupations"))
    return word in lists().occupations or (len(word) > _LONG and word.endswith(endings))


@cache
def short_forms() -> dict[str, str]:
    """The full given name of each short form: joe is joseph."""
    return {
        short: full
        for full, *shorts in lexicon.section_lines("names", "short forms")
        for short in shorts
    }


def near_forms(word: str) -> dict[str, None]:
    """A word, and what is left of it without one of its letters, in order: two words that are one
    slip of the pen apart share such a form."""
    shorter = (word[:place] + word[place + 1 :] for place in range(len(word)))
    return dict.fromkeys((word, *shorter))


def is_slip(one: str, other: str) -> bool:
    """Whether two words differ by one slip of the pen: a letter more, less, or another, or two that
    are exchanged. The same as sharing one of the `near_forms`."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if len(one) != len(other):
        return len(one) + len(other) == 1
    return len(one) < 2 or one[1:] == other[:-1] or one[:-1] == other[1:]


@lru_cache(maxsize=1)
def find_gendered(reading: Reading) -> list[tuple[int, str]]:
    """The pronouns that tell a gender, and "I", by place, in lower case."""
    strings, starts, _ = reading.tokens
    known = _gendered()
    places = compress(range(len(strings)), map(known.__contains__, strings))
    return [(starts[place], known[strings[place]]) for place in places]


@cache
def _gendered() -> dict[str, str]:
    """The pronouns that tell a gender, and "I", in lower case, by each way to write them."""
    words = (*genders(), "i")
    return {form: word for word in words for form in (word, word.capitalize(), word.upper())}


@lru_cache(maxsize=1)
def lower_case_words(reading: Reading) -> frozenset[str]:
    """The words, begun by white space, that a text has in lower case: what it has with a capital,
    too, may be no name."""
    strings, starts, ends = reading.tokens
    apart = map(ne, starts, chain((-1,), ends))
    return frozenset(filter(str.islower, set(compress(strings, apart))))
