"""Who is spoken of at a place of the text: what pronouns and noun phrases refer back to.

The text is gone through from left to right: a sentence's subject is the first person named in it
outside quotation marks, or the one who speaks in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from said.annotators.speakers.cast import Voice
from said.text.segments import Range

# A line feed or the end of a sentence, which is none behind an abbreviation.
_BOUNDARY = re.compile(
    r"[.!?…\n](?<!\b[A-Z].)(?<!\b(?:Mr|Ms|Dr|St|Jr|Lt).)(?<!\b(?:Mrs|Sen|Rep|Gov|Gen|Rev|Col).)"
    r"(?<!\bProf.)(?:(?<=\n)|[\"”’)\]]*[ \u00a0]+(?=[\"“‘(\[]?[^\W\d_a-z]))",
    re.DOTALL,
)
# What begins with a set of letters is found fast; that a word begins there is asked after.
_PRONOUN = re.compile(r"[HhSs](?<![^\W_][HhSs])(?:(?<=[Hh])(?:e|is|im|er)|he)\b")
GENDERS = {"he": "m", "his": "m", "him": "m", "himself": "m"} | {
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}


def boundaries(text: str) -> list[int]:
    """Where sentences begin, sorted, as far as a pronoun's reference needs it."""
    return [0, *(match.end() for match in _BOUNDARY.finditer(text))]


def pronouns(text: str, quoted: list[Range]) -> list[tuple[int, str]]:
    """The pronouns of the third person singular outside quoted words, by place, with the gender."""
    found = []
    place = 0
    for match in _PRONOUN.finditer(text):
        start = match.start()
        while place < len(quoted) and quoted[place][1] <= start:
            place += 1
        if place == len(quoted) or start < quoted[place][0]:
            found.append((start, GENDERS[match[0].lower()]))
    return found


@dataclass(slots=True, eq=False)
class _Named:
    """An organisation, its number in the order of first mention, and how often it was named."""

    number: int
    voice: Voice
    count: int = 0

    @property
    def rank(self) -> tuple[int, int]:
        """The highest is that of the organisation named most, of several the latest to appear."""
        return self.count, self.number


class Focus:
    """The persons, groups and organisations named so far, the one in the subject first."""

    def __init__(self) -> None:
        self._subject: Voice | None = None
        self._before: Voice | None = None
        self._recent: dict[str | None, dict[str, Voice]] = {None: {}, "m": {}, "f": {}}
        """Single voices by id, the latest last: all of them, and those a gender's pronoun fits."""
        self._persons: dict[str, Voice] = {}
        self._groups: dict[str, Voice] = {}
        """Persons, and voices of several, by id, the latest last."""
        self._pair: list[Voice] = []
        self._organisations: dict[str, _Named] = {}
        self._main: _Named | None = None
        self._by_word: dict[str, _Named] = {}
        """The last organisation that has a word in its name."""
        self.organisation: Voice | None = None
        """The last one named as a source."""

    def sentence(self) -> None:
        """A sentence begins."""
        self._before = self._subject or self._before
        self._subject = None

    def person(self, voice: Voice, speaks: bool = False) -> None:
        """A person, or somebody without a name, is mentioned."""
        if self._subject is None or speaks:
            self._subject = voice
        for fitting in self._lists_of(voice):
            fitting.pop(voice.id, None)
            fitting[voice.id] = voice

    def _lists_of(self, voice: Voice) -> Iterable[dict[str, Voice]]:
        if voice.kind == "person":
            yield self._persons
        if voice.plural:
            yield self._groups
        else:
            yield from (
                recent
                for gender, recent in self._recent.items()
                if None in (gender, voice.gender) or gender == voice.gender
            )

    def several(self, voices: list[Voice]) -> None:
        """Several are named side by side, or speak together."""
        self._pair = voices

    def thing(self, voice: Voice, weight: int = 1) -> None:
        """An organisation is named; as a source it counts more."""
        number = len(self._organisations)
        named = self._organisations.setdefault(voice.id, _Named(number, voice))
        named.voice = voice
        named.count += weight
        if self._main is None or named.rank >= self._main.rank:
            self._main = named
        for word in voice.name.lower().split():
            last = self._by_word.get(word)
            if last is None or last.number < named.number:
                self._by_word[word] = named

    def he_or_she(self, gender: str | None) -> Voice | None:
        """Whom a pronoun of a gender refers to."""
        for one in (self._subject, self._before):
            if one and not one.plural and (not gender or one.gender in (gender, None)):
                return one
        return next(reversed(self._recent[gender].values()), None)

    def they(self, exactly: int = 0) -> list[Voice]:
        """Whom "they", "the two" or "the three" refers to; none if nobody fits."""
        if len(self._pair) > 1 and (not exactly or len(self._pair) == exactly):
            return self._pair
        if exactly and len(self._persons) >= exactly:
            return list(islice(reversed(self._persons.values()), exactly))[::-1]
        several = next(reversed(self._groups.values()), self.organisation)
        return [several] if several else []

    def main_organisation(self) -> Voice | None:
        """The organisation that was named most, the latest of several."""
        return self._main.voice if self._main else None

    def with_word(self, word: str) -> Voice | None:
        """The last organisation that has a word in its name, folded."""
        named = self._by_word.get(word)
        return named.voice if named else None
