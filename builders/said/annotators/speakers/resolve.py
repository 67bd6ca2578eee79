"""Goes through a text to find who is behind each quote: names, noun phrases and pronouns in their
order, and at the end of each paragraph its quotes, those without a source last (Q8, Q9)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter

from said import lexicon
from said.annotators.quotes.attribution import Attribution
from said.annotators.speakers.cast import Cast, Voice
from said.annotators.speakers.choice import Choices, Chooser
from said.annotators.speakers.focus import Focus, find_pronouns, find_roles, find_subjects
from said.annotators.speakers.guesses import Guesses, Resolved, is_inside
from said.annotators.speakers.mentions import NameMention, Names
from said.annotators.speakers.people import People
from said.annotators.speakers.phrases import Part
from said.annotators.speakers.references import Reference, References, voices_of
from said.annotators.speakers.stage import Stage
from said.annotators.speakers.turns import Exchanges
from said.annotators.speakers.words import person_nouns
from said.text.classes import FINITE, classify
from said.text.pronouns import genders, pronouns
from said.text.reading import Reading
from said.text.segments import Range

_PHRASE, _NAME, _ROLE, _PRONOUN = range(4)
"""What there is to see in a text, in the order in which it counts at one place."""
_MOST_TITLES, _LONGEST_TITLE = 4, 20
"""Words with a capital before a name that are passed over, and code points of each, at most."""
_LONGEST_PRONOUN = 9
_LONGEST_BETWEEN = 120
"""Code points between two names side by side, at most."""
_NOMINATIVE = frozenset(("he", "she"))
_OBLIQUE = frozenset((*lexicon.words("attribution", "prepositions"), "to", "unlike"))
_APPOSITION = re.compile(r", (?:an?|the|his|her|their|now|then|aged|\d)[^,;.!?\n]{0,60}(?=, )")
_AND = re.compile(r",? and (?:(\w[\w'’-]*(?: \w[\w'’-]*){0,4}),? )?")


def resolve_speakers(
    reading: Reading,
    attributions: Sequence[Attribution],
    names: Names,
    people: People,
    cast: Cast,
    exchanges: Exchanges,
    chooser: Chooser | None = None,
) -> list[Resolved]:
    """The voices of each attribution, in the order of `attributions`."""
    return _Resolver(reading, attributions, names, people, cast, exchanges, chooser).resolved()


@dataclass
class _Resolver:
    _reading: Reading
    _attributions: Sequence[Attribution]
    _names: Names
    _people: People
    _cast: Cast
    _exchanges: Exchanges
    _chooser: Chooser | None

    def __post_init__(self) -> None:
        self._text = self._reading.flowing
        self._focus = Focus()
        persons = self._names.persons
        self._stage = Stage(self._reading, self._exchanges, self._focus, self._cast)
        choices = self._chooser and Choices(
            self._reading, self._exchanges, self._stage, self._focus, self._cast, self._chooser
        )
        self._references = References(
            self._reading,
            self._names,
            self._people,
            self._cast,
            self._focus,
            self._stage,
            choices,
        )
        self._row: list[Voice] = []
        """The persons in a row of names, up to the last one seen."""
        self._found: dict[int, Resolved] = {}
        self._guesses = Guesses(
            self._reading,
            self._attributions,
            persons,
            self._exchanges,
            self._stage,
            self._cast,
            self._found,
            choices,
        )

    def resolved(self) -> list[Resolved]:
        """Goes through the text: what stands in a paragraph, then its quotes."""
        quotes: dict[int, list[int]] = {}
        for number, quote in enumerate(self._attributions):
            paragraph = self._reading.paragraph_at(quote.content[0][0])
            quotes.setdefault(paragraph, []).append(number)
        after = len(self._text) + 1
        paragraphs = [*[start for start, _ in self._reading.paragraphs[1:]], after]
        sentences = [*[start for start, _ in self._reading.sentences], after + 1]
        paragraph = 0
        next_paragraph, next_sentence = paragraphs[0], sentences[0]
        events = sorted(self._events(), key=itemgetter(0, 1, 2))
        for place, _, _, see in (*events, (after, 0, 0, self._focus.sentence)):
            while place >= next_paragraph:
                if paragraph in quotes:
                    self._quotes(paragraph, quotes[paragraph])
                paragraph += 1
                if paragraph == len(paragraphs):
                    break
                next_paragraph = paragraphs[paragraph]
                self._stage.enter(paragraph)
            if place >= next_sentence:
                self._focus.sentence()
                next_sentence = sentences[bisect_right(sentences, place)]
            see()
        self._guesses.take_repeated()
        narrator = self._cast.narrator()
        if self._cast.has_spoken(narrator) and (person := self._exchanges.find_narrator()):
            self._cast.identify(narrator, self._cast.person(person))
        found = [self._found[number] for number in range(len(self._attributions))]
        return list(map(self._identified, found)) if self._cast.any_identified else found

    def _identified(self, one: Resolved) -> Resolved:
        """A quote with the names of voices that had none before."""
        source, via = (
            [each._replace(voices=self._cast.identified(each.voices)) for each in references]
            for references in (one.source, one.via)
        )
        return one._replace(source=source, via=via, speakers=self._cast.identified(one.speakers))

    def _events(self) -> Iterator[tuple[int, int, int, Callable[[], object]]]:
        """What there is in the text: place, kind, number, and what it does to the focus."""
        quoted = [place for place, _ in self._guesses.marked]
        phrases = [one for quote in self._attributions for one in (quote.source, quote.via)]
        for number, phrase in enumerate(phrases):
            if phrase and not self._is_inner(phrase):
                yield phrase[0], _PHRASE, number, partial(self._references.of_phrase, phrase)
        for number, mention in enumerate(self._names.persons):
            if not is_inside(mention.start, quoted):
                yield mention.start, _NAME, number, partial(self._name, number)
        if self._exchanges.is_conversation:
            for part in find_roles(self._reading, quoted):
                yield part.start, _ROLE, 0, partial(self._role, part)
        else:
            sources = {phrase[0] for phrase in phrases if phrase}
            for part in find_subjects(self._reading):
                if part.start not in sources and not is_inside(part.start, quoted):
                    yield part.start, _ROLE, 0, partial(self._subject, part)
        for start, word in find_pronouns(self._reading, quoted):
            yield start, _PRONOUN, 0, partial(self._pronoun, start, word)

    # What is named.

    def _name(self, number: int) -> None:
        mention = self._names.persons[number]
        voice = self._cast.person(mention.person)
        is_subject = self._is_subject(mention)
        self._focus.person(voice, subject=is_subject)
        self._focus.named.add(voice.id)
        self._stage.mention(mention.start, voice, is_subject)
        self._side_by_side(number, voice)

    def _side_by_side(self, number: int, voice: Voice) -> None:
        """Notices who is named beside others: Lind, Berg and her brother Sand."""
        before = self._names.persons[number - 1] if number else None
        mention = self._names.persons[number]
        if before is None or not 1 < mention.start - before.end < _LONGEST_BETWEEN:
            self._row = [voice]
            return
        between = self._text[before.end : mention.start]
        if between == ", ":
            self._row.append(voice)
            return
        joined = " and " in between and _AND.fullmatch(_APPOSITION.sub("", between, count=1))
        if joined and (not joined[1] or _tells_role(joined[1])):
            self._focus.several([*self._row, voice])
        self._row = [voice]

    def _is_subject(self, mention: NameMention) -> bool:
        """Whether a name can be the subject of its clause: no possessor, and behind no
        preposition."""
        text, start = self._text, mention.start
        if text.startswith(("’s", "'s"), mention.end):
            return False
        for _ in range(_MOST_TITLES):
            space = text.rfind(" ", max(0, start - _LONGEST_TITLE), start - 1)
            word = text[space + 1 : start - 1] if text[start - 1 : start] == " " else ""
            if word.lower() in _OBLIQUE:
                return False
            if (
                not word
                or word.islower()
                or "\n" in word
                or not (word[-1].isalnum() or word[-1] == ".")
            ):
                return True
            start = space + 1
        return True

    def _pronoun(self, start: int, word: str) -> None:
        if word == "i":
            self._stage.mention(start, self._cast.narrator(), True)
            return
        gender, is_subject = genders()[word], word in _NOMINATIVE
        if is_subject:
            voice = self._stage.he_or_she(gender, start)
        else:
            voice = self._focus.he_or_she(gender)
        if voice:
            self._focus.person(voice, subject=is_subject)
            self._stage.mention(start, voice, is_subject)

    def _role(self, part: Part) -> None:
        """A noun phrase tells of somebody in a story: the butler."""
        voice = self._references.nominals.present(part) or self._cast.somebody(
            self._text[part.start : part.end], part
        )
        self._focus.person(voice)
        self._stage.mention(part.start, voice, True)

    def _subject(self, part: Part) -> None:
        """A noun phrase is the subject of a sentence: her coach."""
        if voice := self._references.nominals.mentioned(part):
            self._focus.person(voice)
            self._stage.mention(part.start, voice, True)

    # Quotes.

    def _quotes(self, paragraph: int, numbers: Sequence[int]) -> None:
        """Resolves the quotes that begin in a paragraph: those with a source, then those without,
        then those whose source is "I" in another quote."""
        inner, alone = [], []
        for number in numbers:
            quote = self._attributions[number]
            if quote.source and self._is_inner(quote.source):
                inner.append(number)
            elif quote.source and (source := self._references.of_phrase(quote.source)):
                self._found[number] = self._attributed(quote, source)
            else:
                alone.append(number)
        attributed = [
            one
            for one in numbers
            if one in self._found and self._attributions[one].type == "direct"
        ]
        for number in alone:
            rule, voices = self._guesses.guess(number, attributed)
            voices = [self._cast.real(voice) for voice in voices]
            via = self._via(self._attributions[number])
            self._found[number] = Resolved([], via, voices, "implicit", rule)
        for number in inner:
            quote = self._attributions[number]
            assert quote.source
            around = self._guesses.around(quote.source[0])
            speakers = self._found[around].speakers if around in self._found else []
            source = self._references.of_phrase(quote.source, speakers)
            self._found[number] = self._attributed(quote, source)
        speech = self._exchanges.speeches.get(paragraph)
        # A report without marks is a turn, too: Lind replied that she was late.
        spoken = [one for one in speech.quotes if one in self._found] if speech else numbers
        if spoken:
            self._stage.spoke(paragraph, self._found[spoken[-1]].speakers)

    def _is_inner(self, phrase: Range) -> bool:
        """Whether a source phrase is "I" in the words of another quote."""
        return (
            phrase[1] - phrase[0] <= _LONGEST_PRONOUN
            and self._text[slice(*phrase)].lower() in pronouns("first person")
            and self._guesses.around(phrase[0]) is not None
        )

    def _via(self, quote: Attribution) -> list[Reference]:
        return self._references.of_phrase(quote.via) if quote.via else []

    def _attributed(self, quote: Attribution, source: list[Reference]) -> Resolved:
        speakers = voices_of(source)
        anaphoric = all(one.anaphoric for one in source)
        resolution = "anaphoric" if anaphoric else "explicit"
        return Resolved(source, self._via(quote), speakers, resolution)


def _tells_role(words: str) -> bool:
    """Whether lower-case words before a name only tell who its bearer is: her sister, botanist."""
    return words.rsplit(maxsplit=1)[-1].lower() in person_nouns() and not any(
        classify(word)[1] in FINITE for word in words.split()
    )
