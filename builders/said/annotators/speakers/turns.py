"""Where people talk in turns: the paragraphs in which somebody speaks, and whom each can belong to.

In a news story the paragraphs that quote without a source go on with the speaker before. In a
conversation they change the speaker. `Exchanges` tells the two apart by what the text shows: a
question before the words, sources that differ, words that fill a short paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from said.annotators.quotes.attribution import Attribution
from said.annotators.speakers.mentions import NameMention
from said.annotators.speakers.people import Person
from said.text.pronouns import genders
from said.text.reading import Reading
from said.text.segments import Range

_SHORT, _LONG = 60, 160
"""Code points: a turn of a conversation is often shorter, a paragraph of a speech often longer."""
_GOES_ON = frozenset(("added", "adds", "continued", "continues", "concluded", "went on", "goes on"))
_ANSWERS = frozenset(
    ("answered", "answers", "rejoined", "rejoins", "replied", "replies", "retorted", "retorts")
)
_ADDRESS = re.compile(
    r",\s(?:sir|madam|ma[’']?am|miss|my (?:dear|lord|lady|boy|girl|friend|child|son|love)|mother"
    r"|father|mamma|papa|mum|dad|darling|doctor|captain|child|old (?:man|fellow|boy|chap))\b[,.!?]",
    re.IGNORECASE,
)
_GENDERS = {
    "m": re.compile(
        r"[,.!?] (?:sir|my lord|my boy|old (?:man|chap|fellow))\b(?! \w)", re.IGNORECASE
    ),
    "f": re.compile(r"[,.!?] (?:madam|ma[’']?am|miss|my lady|my girl)\b(?! \w)", re.IGNORECASE),
}
_CERTAIN = 2
"""The evidence that makes a run of paragraphs a conversation by itself."""
_MANY, _MOSTLY = 6, 0.3
"""The evidence that makes a text one of conversations: in all, and for each pair of paragraphs."""
_BEFORE_VOCATIVE = re.compile(
    r"(?:^|[,!?;:—-]\s*|(?<!\bMr)(?<!\bDr)(?<!\bMs)(?<!\bMrs)(?<!\bSt)\.\s*"
    r"|\b(?:dear|dearest|my|old|oh|ah|no|yes|well|and|good|thank you|please)\s+)"
    r"(?:(?:Mr|Mrs|Miss|Ms|Dr|Lady|Lord|Sir|Captain|Aunt|Uncle|Madam|Master|Father|Mother)\.?\s+)?\Z",
    re.IGNORECASE,
)
_AFTER_VOCATIVE = re.compile(r"\s*(?:[,.!?;:—-]|\Z)")
_OFTEN = 3
"""How often who tells a story is called by a name, and how much more often than named elsewhere."""
_TITLE_REACH = 24


class Speech(NamedTuple):
    """A paragraph that has direct quotes."""

    number: int
    """The number of the paragraph in the text."""
    place: Range
    quotes: list[int]
    """The numbers of its direct quotes that lie in no other, by place."""
    contents: list[Range]
    """Their words, by place."""

    @property
    def is_bare(self) -> bool:
        """Whether nothing but the words and their marks is in the paragraph."""
        start, end = self.place
        inside = sum(after - first for first, after in self.contents)
        return end - start - inside <= 1 + 2 * len(self.contents)


class Exchanges:
    """The paragraphs of a text in which somebody speaks, and which of them change the speaker."""

    def __init__(
        self,
        reading: Reading,
        attributions: Sequence[Attribution],
        persons: Sequence[NameMention],
    ) -> None:
        self._text = reading.flowing
        self._paragraph_at = reading.paragraph_at
        self._paragraphs = reading.paragraphs
        self._attributions = attributions
        self._persons = persons
        self._addressed: dict[int, list[Person]] = {}
        self._person_starts = [one.start for one in persons]

    @cached_property
    def speeches(self) -> dict[int, Speech]:
        """The paragraphs in which somebody speaks, by their numbers."""
        found: dict[int, Speech] = {}
        for number, quote in enumerate(self._attributions):
            if quote.type != "direct" or quote.parent is not None:
                continue
            for part in quote.content:
                paragraph = self._paragraph_at(part[0])
                if paragraph not in found:
                    place = self._paragraphs[paragraph] if self._paragraphs else part
                    found[paragraph] = Speech(paragraph, place, [], [])
                speech = found[paragraph]
                speech.contents.append(part)
                if not speech.quotes or speech.quotes[-1] != number:
                    speech.quotes.append(number)
        for speech in found.values():
            speech.contents.sort()
        return dict(sorted(found.items()))

    @cached_property
    def answers(self) -> set[int]:
        """Where the source phrases of answers begin: he replied."""
        return {
            quote.source[0] for quote in self._attributions if quote.source and self._answers(quote)
        }

    @cached_property
    def changing(self) -> set[int]:
        """The numbers of the paragraphs that belong to a conversation, in which the next speech
        is by somebody else."""
        found: set[int] = set()
        total = pairs = 0
        runs: list[tuple[list[Speech], int]] = []
        run: list[Speech] = []
        evidence = 0
        for before, speech in pairwise((None, *self.speeches.values())):
            assert speech is not None
            if before is None or speech.number != before.number + 1:
                if run:
                    runs.append((run, evidence))
                run, evidence = [speech], 0
                continue
            shown = self._change(before, speech)
            run.append(speech)
            evidence += shown
            total += shown
            pairs += 1
        if run:
            runs.append((run, evidence))
        talks = total >= _MANY and total >= _MOSTLY * pairs
        for run, evidence in runs:
            if evidence >= _CERTAIN or (talks and evidence >= -1):
                found.update(speech.number for speech in run)
        return found

    @cached_property
    def is_conversation(self) -> bool:
        """Whether most speeches of the text belong to conversations."""
        return len(self.changing) > len(self.speeches) / 2 and len(self.changing) > _CERTAIN

    def _change(self, before: Speech, speech: Speech) -> int:
        """What shows that two paragraphs, one behind the other, have two speakers; less than zero
        if more shows that they have one."""
        first = self._attributions[before.quotes[-1]]
        second = self._attributions[speech.quotes[0]]
        if second.continues is not None:
            return -2
        evidence = 0
        asked = self._text[before.contents[-1][0] : before.contents[-1][1]].rstrip()[-1:] == "?"
        evidence += asked
        if speech.is_bare:
            length = sum(end - start for start, end in speech.contents)
            evidence += (length <= _SHORT) - (length >= _LONG)
        evidence += self._answers(second) or self._calls(speech) or self._calls(before)
        if first.source and second.source:
            evidence += self._differ(first, second)
        return evidence

    def _answers(self, quote: Attribution) -> bool:
        """Whether the verb of a quote tells that it is an answer."""
        return any(self._text[slice(*cue)].lower() in _ANSWERS for cue in quote.cue)

    def _calls(self, speech: Speech) -> bool:
        """Whether somebody is addressed in a speech, by a name or as "sir"."""
        return bool(self.addressed(speech.number)) or any(
            _ADDRESS.search(self._text, start, min(end, start + _LONG))
            for start, end in speech.contents
        )

    def _differ(self, first: Attribution, second: Attribution) -> int:
        """Whether two sources are certainly two (2), or rather one (-1)."""
        assert first.source
        assert second.source
        one, other = (self._text[slice(*quote.source)].lower() for quote in (first, second))  # type: ignore[misc]
        verbs = {self._text[slice(*cue)].lower() for cue in second.cue}
        if verbs & _GOES_ON or one == other:
            return -1
        gender = genders()
        if one in gender and other in gender:
            return 2 if gender[one] != gender[other] else -1
        persons = [self.person_in(place) for place in (first.source, second.source)]
        if persons[0] and persons[1]:
            return 2 if persons[0] is not persons[1] else -1
        named = persons[0] or persons[1]
        told = gender.get(one) or gender.get(other)
        if named and named.gender and told:
            return 2 if named.gender != told else -1
        return 0

    def person_in(self, place: Range) -> Person | None:
        """The person who is named in a stretch, if it is one."""
        first = bisect_left(self._person_starts, place[0])
        after = bisect_left(self._person_starts, place[1])
        persons = {id(one.person): one.person for one in self._persons[first:after]}
        return next(iter(persons.values())) if len(persons) == 1 else None

    def named_speaker(self, number: int) -> Person | None:
        """The person who speaks in a paragraph according to a name in it."""
        speech = self.speeches.get(number)
        for quote in speech.quotes if speech else ():
            source = self._attributions[quote].source
            if source and (person := self.person_in(source)):
                return person
        return None

    def addressed(self, number: int) -> list[Person]:
        """The persons whose names are called out in the speech of a paragraph."""
        if number not in self._addressed:
            self._addressed[number] = self._called_out(number)
        return self._addressed[number]

    def _called_out(self, number: int) -> list[Person]:
        speech = self.speeches.get(number)
        found = []
        for start, end in speech.contents if speech else ():
            first = bisect_left(self._person_starts, start)
            after = bisect_left(self._person_starts, end)
            found += [
                one.person
                for one in self._persons[first:after]
                if is_called_out(self._text, one.start, one.end, (start, end))
            ]
        return found

    @cached_property
    def _first_mentions(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for mention in self._persons:
            found.setdefault(id(mention.person), mention.start)
        return found

    def first_mention(self, person: Person) -> int:
        """Where a person is named first."""
        return self._first_mentions[id(person)]

    def find_narrator(self) -> Person | None:
        """The person who is called by a name often in speeches, and named nowhere else: as who
        tells a story is."""
        called: Counter[int] = Counter()
        for number in self.speeches:
            called.update({id(one) for one in self.addressed(number)})
        outside: Counter[int] = Counter()
        persons: dict[int, Person] = {}
        for mention in self._persons:
            persons[id(mention.person)] = mention.person
            outside[id(mention.person)] += self.content_at(mention.start) is None
        often = [one for one in called if called[one] >= _OFTEN * max(1, outside[one])]
        best = max(often, key=lambda one: called[one], default=None)
        return persons[best] if best is not None and called[best] >= _OFTEN else None

    def gender_addressed(self, number: int) -> str | None:
        """The gender of who is addressed in the speech of a paragraph as "sir" or "madam"."""
        speech = self.speeches.get(number)
        for start, end in speech.contents[-1:] if speech else ():
            for gender, pattern in _GENDERS.items():
                if pattern.search(self._text, max(start, end - _LONG), end):
                    return gender
        return None

    def content_at(self, place: int) -> Range | None:
        """The words of a speech in which a code point lies."""
        speech = self.speeches.get(self._paragraph_at(place))
        if speech is None:
            return None
        at = bisect_left(speech.contents, (place + 1, 0)) - 1
        return speech.contents[at] if at >= 0 and place < speech.contents[at][1] else None


def is_called_out(text: str, start: int, end: int, content: Range) -> bool:
    """Whether a name in the words of a speech is that of who is addressed."""
    first = max(content[0], start - _TITLE_REACH)
    before = text[first:start] if first == content[0] else f"x{text[first:start]}"
    return bool(_BEFORE_VOCATIVE.search(before) and _AFTER_VOCATIVE.match(text, end, content[1]))
