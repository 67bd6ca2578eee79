"""Who is spoken of at a place of the text: what pronouns and noun phrases refer back to.

The text is gone through from left to right: a sentence's subject is the first person named in it
outside quotation marks, or the one who speaks in it.
"""

from __future__ import annotations

import re
from itertools import chain

from said.annotate.speakers.cast import Voice
from said.text import Range

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


class Focus:
    """The persons, groups and organisations named so far, the one in the subject first."""

    def __init__(self) -> None:
        self._subject: Voice | None = None
        self._before: Voice | None = None
        self._recent: dict[str, Voice] = {}
        """By id, the latest last."""
        self._pair: list[Voice] = []
        self._organisations: dict[str, tuple[int, Voice]] = {}
        """How often each was named."""
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
        self._recent.pop(voice.id, None)
        self._recent[voice.id] = voice

    def several(self, voices: list[Voice]) -> None:
        """Several are named side by side, or speak together."""
        self._pair = voices

    def thing(self, voice: Voice, weight: int = 1) -> None:
        """An organisation is named; as a source it counts more."""
        count = self._organisations.get(voice.id, (0, voice))[0]
        self._organisations[voice.id] = (count + weight, voice)

    def he_or_she(self, gender: str | None) -> Voice | None:
        """Whom a pronoun of a gender refers to."""
        for one in chain((self._subject, self._before), reversed(self._recent.values())):
            if one and not one.plural and (not gender or one.gender in (gender, None)):
                return one
        return None

    def they(self, exactly: int = 0) -> list[Voice]:
        """Whom "they", "the two" or "the three" refers to; none if nobody fits."""
        if len(self._pair) > 1 and (not exactly or len(self._pair) == exactly):
            return self._pair
        persons = [one for one in self._recent.values() if one.kind == "person"]
        if exactly and len(persons) >= exactly:
            return persons[-exactly:]
        several = [one for one in self._recent.values() if one.plural]
        return several[-1:] or ([self.organisation] if self.organisation else [])

    def main_organisation(self) -> Voice | None:
        """The organisation that was named most, the latest of several."""
        best = max((count for count, _ in self._organisations.values()), default=0)
        most = [one for count, one in self._organisations.values() if count == best]
        return most[-1] if most else None

    def with_word(self, word: str) -> Voice | None:
        """The last organisation that has a word in its name, folded."""
        named = [one for _, one in self._organisations.values() if word in one.name.lower().split()]
        return named[-1] if named else None
