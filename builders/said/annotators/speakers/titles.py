"""What the words of a name tell by themselves: titles before it and degrees behind it, peoples and
places, and how it is written."""

from __future__ import annotations

import re
from functools import lru_cache

from said.annotators.speakers.runs import Word
from said.annotators.speakers.words import gender_of_role, is_occupation, lists

_CAMEL = re.compile(r"(?!(?:Mc|Mac|De|Di|La|Le|Van|Fitz|Du|Al|Da|Ol|O)[A-Z])\w*[a-z][A-Z]")
_COMPOUND = re.compile(r"-(?:of|turned)-")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?){1,2}\Z")


def without_titles(words: list[Word]) -> tuple[list[Word], bool]:
    """What follows the last title, and whether there is one."""
    known = lists()
    given = known.given
    cut = 0
    for place, word in enumerate(words[:-1]):
        following = words[place + 1].fold
        if _is_abbreviation(words, place) or _is_occupation(words, place, cut):
            cut = place + 1
            continue
        is_role = word.fold in known.roles and following in given
        if not (is_role or _is_title_word(word.fold)):
            continue
        before = words[place - 1].fold if place else ""
        if word.fold in known.unsafe_titles and not _is_title(
            place, before, following, word.fold in given and len(words) - place < 3
        ):
            continue
        if cut < place and before in known.safe_given and before not in known.places:
            continue
        cut = place + 1
    last = words[-1].fold
    if last in known.safe_titles and not (
        len(words) - cut == 2 and words[-2].fold in known.safe_given
    ):
        return [], True
    return words[cut:], cut > 0


def _is_abbreviation(words: list[Word], place: int) -> bool:
    """Whether a word is a title in capitals: PM, DCI."""
    word, following = words[place], words[place + 1]
    if not word.string.isupper() or following.string.isupper():
        return False
    is_plain = not is_common(following.fold)
    several = len(word.string) == 2 and len(words) - place > 2
    return is_plain and (several or word.fold in lists().in_capitals)


def _is_occupation(words: list[Word], place: int, cut: int) -> bool:
    """Whether a word says what the bearer of the name behind it is: Beekeeper Agnes Rowntree.
    Of two words the first is an occupation only if it is no name."""
    known, word = lists(), words[place]
    if word.string.isupper() or not is_occupation(word.fold):
        return False
    if place > cut:  # Town Clerk Yuki Tanner
        around = words[cut:place], words[place + 1 :]
        is_led, has_name = (map(is_common, (one.fold for one in part)) for part in around)
        is_role = word.fold in known.roles
        return is_role and len(around[1]) > 1 and all(is_led) and not any(has_name)
    is_name = word.fold in known.surnames or word.fold in known.given
    if len(words) - place > 2:
        return not is_name or words[place + 1].fold in known.given
    is_office = gender_of_role(word.fold) is None and word.fold not in known.peoples
    is_single = not word.fold.endswith("s") and not is_common(words[place + 1].fold)
    return is_office and is_single and not is_name


@lru_cache(maxsize=1 << 14)
def is_common(word: str) -> bool:
    """Whether a word is an ordinary one and no common name."""
    known = lists()
    is_name = word in known.safe_given or word in known.surnames
    return not is_name and (word in known.common_words or word in known.organisation_words)


def without_degrees(words: list[Word]) -> list[Word]:
    """A name without the degrees and honours behind it: Araminta Dole KC."""
    after = len(words)
    while after > 2 and words[after - 1].string.isupper():
        if words[after - 1].fold.replace(".", "") not in lists().behind_names:
            break
        after -= 1
    return words[:after]


def _is_title(place: int, before: str, following: str, is_given: bool) -> bool:
    """Whether a word that can also be a name is used as a title."""
    given = lists().given
    if is_given and following not in given:
        return False
    known = lists()
    belongs = before in known.organisation_words or before in known.titles
    return place == 0 or (before not in given and (belongs or following in given))


def _is_title_word(word: str) -> bool:
    """Whether a word is a title, or a compound of one: vice-president, ex-footballer,
    mum-of-three."""
    known = lists()
    if word in known.titles or "-" not in word:
        return word in known.titles
    former = word.removeprefix("ex-")
    return (
        word.rpartition("-")[2] in known.titles
        or (former != word and is_occupation(former))
        or _COMPOUND.split(word)[0] in known.roles
    )


def without_peoples(words: list[Word]) -> list[Word]:
    """A name without what tells where its bearer belongs: Republican, Texas, OpenAI."""
    known = lists()
    if words[0].string.isupper() and all(word.string.isupper() for word in words):
        return words
    for place, word in enumerate(words[1:-1], 1):
        before = words[place - 1]
        if (
            word.fold in known.safe_given
            and (before.fold in known.organisation_words or _only_describes(before))
            and not before.dotted
        ):
            words = words[place:]
            break
    for place, word in enumerate(words[:-1]):
        outside = word.fold in known.peoples or word.fold in known.places
        if not (outside or is_made_up(word)) or word.fold in known.given:
            return words[place:]
    return words[-1:]


def _only_describes(word: Word) -> bool:
    """Whether a word before a given name is a common one: former Miss Universe Alicia ..."""
    return is_common(word.fold) and word.fold not in lists().given


def opens_with_title(words: list[Word], name: Word) -> bool:
    """Whether all words before a name are titles, or tell where its bearer belongs."""
    known, before = lists(), words[: words.index(name)]
    return all(
        word.fold in known.before_names
        or _is_of_organisation(word)
        or is_occupation(word.fold)
        or (word.string.isupper() and word.fold in known.in_capitals)
        for word in before
    )


def gender_of_title(words: list[Word], name: list[Word]) -> str | None:
    """The gender that a title before a name shows: "m" or "f", None if none does."""
    known = lists()
    for word in words[: len(words) - len(name)]:
        if word.fold in known.titles_of_men:
            return "m"
        if word.fold in known.titles_of_women:
            return "f"
    return None


def may_be_name(word: Word) -> bool:
    """Whether a word behind a title can be a surname."""
    known = lists()
    return len(word.fold) > 1 and not (
        word.fold in known.places
        or word.fold.removesuffix("s") in known.peoples
        or word.fold in known.titles
        or "." in word.fold
        or word.fold in known.roles
        or is_common(word.fold)
    )


def _is_of_organisation(word: Word) -> bool:
    """Whether a word makes a name that of an organisation."""
    return word.fold in lists().organisation_words or is_made_up(word)


@lru_cache(maxsize=1 << 14)
def is_plain(word: str) -> bool:
    """Whether a word has letters alone, all but the first in lower case."""
    return word.isalpha() and word[1:].islower()


def is_made_up(word: Word) -> bool:
    """Whether a word is written as no name is: OpenAI, NATO; but not J.K."""
    string = word.string
    if is_plain(string):
        return False
    if string.isupper() and len(string) > 1:
        return not word.dotted and not _INITIALS.match(string)
    return _CAMEL.match(string) is not None
