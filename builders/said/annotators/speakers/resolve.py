"""Who is behind each source and each channel: names, noun phrases and pronouns are resolved in the
order of the text, then the quotes without a source (Q8, Q9)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from operator import itemgetter
from typing import NamedTuple

from said import lexicon
from said.annotators.quotes.attribution import Attribution
from said.annotators.speakers.cast import Cast, Voice
from said.annotators.speakers.focus import Focus, Roles, find_pronouns
from said.annotators.speakers.mentions import NameMention, Names
from said.annotators.speakers.people import People
from said.annotators.speakers.phrases import LONGEST, Part, reduce_phrase
from said.annotators.speakers.turns import Exchanges
from said.annotators.speakers.words import gender_of_role, lists
from said.text.classes import Pos, classify
from said.text.names import fold_name
from said.text.pronouns import genders, pronouns
from said.text.reading import Reading
from said.text.segments import Range

_QUOTES, _PARAGRAPH, _SENTENCE, _PHRASE, _NAME, _PRONOUN, _THING = range(7)
"""What there is to see in a text, in the order in which it counts at one place."""
_SOURCE = 3
"""How much more an organisation counts that is quoted than one that is only named."""
_ADJACENT = 3
"""Line feeds between two quotes in adjacent paragraphs, or with a line between, at most."""
_NUMBERS = {"two": 2, "both": 2, "pair": 2, "couple": 2, "duo": 2, "men": 2, "women": 2}
_NUMBERS |= {"three": 3, "trio": 3}
_NEAR = 40
"""Code points before a name or behind a quote in which is looked for what belongs to it."""
_GAP = 3
"""Code points from the end of a sentence to the words in marks behind it."""
_FEW = 3
"""Subjects of a sentence among which one is looked for who is not addressed."""
_SCENE = 12
"""Paragraphs after which who spoke is no longer expected to take part in a conversation."""
_NOMINATIVE = frozenset(("he", "she"))
_OBLIQUE = frozenset(lexicon.words("attribution", "prepositions"))
_TITLED = re.compile(r"(?:\w[\w.’'-]*\s)*")
_BRACKETS = re.compile(r" \([^()\n]{1,40}\)")
_NUMBER_OR_OPENING = re.compile(
    r"(?:aged )?\d|(?:(?:now|then|once|formerly|also) )?"
    r"(?:an?|the|his|her|their|its|one|of|from|who) "
)
"""How what tells more of a person begins, behind a comma and a name."""
_DETERMINERS = frozenset(
    ("a", "an", "two", "three", "four", "five", "six", "seven", "eight", "nine")
)
_FORMERLY = frozenset(["ex", "former", "then", "same", "late", "outgoing"])


class Reference(NamedTuple):
    """A source or channel: its part of the phrase, who it is, and whether it refers back."""

    part: Part
    voices: list[Voice]
    anaphoric: bool
    rule: str
    """The id of the rule that found them; see `rules`."""


class Resolved(NamedTuple):
    """A quote's sources and channels, who is quoted, and how the text says so (Q8)."""

    source: list[Reference]
    via: list[Reference]
    speakers: list[Voice]
    resolution: str
    rule: str = ""
    """Of a quote without a source, the id of the rule that found the speakers."""


def resolve_speakers(
    reading: Reading,
    attributions: Sequence[Attribution],
    names: Names,
    people: People,
    cast: Cast,
) -> list[Resolved]:
    """The voices of each attribution, in the order of `attributions`."""
    return _Resolver(reading, attributions, names, people, cast).resolved()


@dataclass
class _Resolver:
    _reading: Reading
    _attributions: Sequence[Attribution]
    _names: Names
    _people: People
    _cast: Cast

    def __post_init__(self) -> None:
        self._text = self._reading.flowing
        self._focus = Focus()
        self._exchanges = Exchanges(self._reading, self._attributions, self._names.persons)
        self._found: dict[int, Resolved] = {}
        self._turns: dict[int, list[Voice]] = {}
        """Who spoke last in each paragraph in which somebody spoke."""
        self._spoke: dict[str, tuple[Voice, int]] = {}
        """Who spoke, with the number of the last paragraph of their words, the latest last."""
        self._last: Reference | None = None
        """The source or channel that was resolved last."""
        self._in = 0
        """The number of the paragraph."""
        self._attributed_here: list[int] = []
        """The direct quotes of this paragraph that have a source."""
        self._seen: list[tuple[int, Voice]] = []
        """The subjects outside quotes in this paragraph, by place, and in the one before."""
        self._seen_before: list[tuple[int, Voice]] = []
        self._starts = [mention.start for mention in self._names.persons]
        self._by_phrase: dict[Range, list[Reference]] = {}

    @cached_property
    def _marked(self) -> list[tuple[Range, int]]:
        """The quoted words in marks, by place, with the number of their quote."""
        return sorted(
            (place, number)
            for number, quote in enumerate(self._attributions)
            for place in (quote.content if quote.type == "direct" else quote.verbatim)
        )

    def _is_inner(self, phrase: Range) -> bool:
        """Whether a source phrase is "I" in the words of another quote."""
        return (
            self._text[slice(*phrase)].lower() in pronouns("first person")
            and self._around(phrase[0]) is not None
        )

    def _around(self, place: int) -> int | None:
        """The number of the quote in whose marked words a code point lies."""
        at = bisect_left(self._marked, ((place + 1, 0), 0)) - 1
        if at >= 0 and self._marked[at][0][0] <= place < self._marked[at][0][1]:
            return self._marked[at][1]
        return None

    @cached_property
    def _roles(self) -> Roles:
        return Roles(self._text, self._names.persons)

    def resolved(self) -> list[Resolved]:
        """Goes through the text: what stands in a paragraph, then its quotes."""
        for _, _, _, see in sorted(self._events(), key=itemgetter(0, 1, 2)):
            see()
        return [self._found[number] for number in range(len(self._attributions))]

    def _events(self) -> Iterator[tuple[int, int, int, Callable[[], None]]]:
        """What there is in the text: place, kind, number, and what it does to the focus."""
        quoted = [place for place, _ in self._marked]
        for start, _ in self._reading.sentences:
            yield start, _SENTENCE, 0, self._focus.sentence
        phrases = [one for quote in self._attributions for one in (quote.source, quote.via)]
        for number, phrase in enumerate(phrases):
            if phrase and not self._is_inner(phrase):
                yield phrase[0], _PHRASE, number, partial(self._phrase, phrase)
        for number, mention in enumerate(self._names.persons):
            if not _is_inside(mention.start, quoted):
                yield mention.start, _NAME, number, partial(self._name, number)
        for start, word in find_pronouns(self._reading, quoted):
            yield start, _PRONOUN, 0, partial(self._pronoun, start, word)
        for number, thing in enumerate(self._names.things):
            yield thing[0], _THING, number, partial(self._thing, thing)
        paragraphs = [0, *(start for start, _ in self._reading.paragraphs[1:])]
        for number, start in enumerate(paragraphs):
            yield start, _PARAGRAPH, number, partial(self._paragraph, number)
        quotes: dict[int, list[int]] = {}
        for number, quote in enumerate(self._attributions):
            paragraph = self._exchanges.paragraph_at(quote.content[0][0])
            quotes.setdefault(paragraph, []).append(number)
        for paragraph, numbers in quotes.items():
            end = (*paragraphs[paragraph + 1 : paragraph + 2], len(self._text))[0]
            yield end, _QUOTES, paragraph, partial(self._quotes, paragraph, numbers)

    def _paragraph(self, number: int) -> None:
        """A paragraph begins."""
        self._seen_before, self._seen, self._in = self._seen, [], number

    # What is named.

    def _name(self, number: int) -> None:
        mention = self._names.persons[number]
        voice = self._cast.person(mention.person)
        is_subject = self._is_subject(mention)
        self._focus.person(voice, subject=is_subject)
        if is_subject:
            self._seen.append((mention.start, voice))
        before = self._names.persons[number - 1] if number else mention
        if self._text[before.end : mention.start] == " and ":
            self._focus.several([self._cast.person(before.person), voice])

    def _is_subject(self, mention: NameMention) -> bool:
        """Whether a name can be the subject of its clause: no possessor, and behind no
        preposition."""
        if self._text[mention.end : mention.end + 2] in ("’s", "'s"):
            return False
        before = self._text[max(0, mention.start - _NEAR) : mention.start]
        word = next((word for word in reversed(before.split()) if word.islower()), "")
        at = before.rfind(f" {word} ") if word else -1
        between = before[at + len(word) + 2 :] if at >= 0 else ""
        return not (at >= 0 and word in _OBLIQUE and _TITLED.fullmatch(between))

    def _pronoun(self, start: int, word: str) -> None:
        if word == "i":
            self._seen.append((start, self._cast.narrator()))
            return
        gender = genders()[word]
        is_subject = word in _NOMINATIVE
        voice = self._of_gender(gender, start) if is_subject else self._focus.he_or_she(gender)
        if voice:
            self._focus.person(voice, subject=is_subject)
            if is_subject:
                self._seen.append((start, voice))

    def _thing(self, thing: Range) -> None:
        name = self._text[thing[0] : thing[1]]
        self._focus.thing(Voice(fold_name(name), name, "organisation"))

    def _of_gender(self, gender: str, place: int) -> Voice | None:
        """Whom "he" or "she" refers to. In a conversation, it is rather not who spoke in the
        paragraph before, nor who is addressed in this one, but who spoke before that."""
        focus = self._focus
        if self._in not in self._exchanges.changing or self._in - 1 not in self._turns:
            return focus.he_or_she(gender)
        if any(focus.fits(one, gender) for at, one in self._seen if at < place):
            return focus.he_or_she(gender)
        but = {voice.id for voice in self._turns[self._in - 1]}
        but |= {one.id for one in self._exchanges.addressed(self._in)}
        for voice in self._turns.get(self._in - 2, ()):
            if voice.id not in but and focus.fits(voice, gender):
                return voice
        return focus.he_or_she(gender, but) or focus.he_or_she(gender)

    # Phrases.

    def _phrase(self, phrase: Range) -> None:
        """Resolves the parts of a source phrase, once."""
        if phrase in self._by_phrase:
            return
        first = bisect_left(self._starts, phrase[0])
        after = bisect_left(self._starts, min(phrase[1], phrase[0] + LONGEST))
        inside = self._names.persons[first:after]
        references = [
            self._reference(part) for part in reduce_phrase(self._reading, phrase, inside)
        ]
        self._by_phrase[phrase] = references
        self._last = references[-1] if references else None
        voices = _distinct(voice for one in references for voice in one.voices)
        for voice in voices:
            if voice is self._cast.known_narrator:
                continue
            if voice.kind in ("person", "anonymous"):
                self._focus.person(voice, speaks=len(voices) == 1)
            else:
                self._focus.thing(voice, _SOURCE)
                self._focus.organisation = voice
        if len(voices) > 1:
            self._focus.several(voices)

    def _reference(self, part: Part) -> Reference:
        """Who a part of a phrase is."""
        if part.person:
            return Reference(part, [self._cast.person(part.person)], False, "person")
        string = self._text[part.start : part.end]
        if part.form == "name" and string[0].islower():
            person = self._people.full(" ".join(string.split()).title())
            return Reference(part, [self._cast.person(person)], False, "person in lower case")
        if part.form in ("name", "handle"):
            named = self._cast.organisation(string, part.words or (fold_name(string),))
            return Reference(part, [named], False, "name of a source")
        find = self._of_pronoun if part.form == "pronoun" else self._of_nominal
        rule, voices = find(part)
        if voices:
            return Reference(part, voices, True, rule)
        if part.form == "nominal" and (group := self._cast.group(part)):
            return Reference(part, [group], False, "registered group")
        is_pronoun = part.form == "pronoun"
        if owned := self._cast.owned(string, part):
            return Reference(part, [owned], is_pronoun, "named group")
        return Reference(part, [self._cast.unnamed(string, part)], is_pronoun, "unnamed")

    def _of_pronoun(self, part: Part) -> tuple[str, list[Voice]]:
        focus, word = self._focus, part.head
        if word in genders():
            voice = self._of_gender(genders()[word], part.start)
            if voice:
                focus.learn(voice, genders()[word], self._in in self._exchanges.changing)
            return "he or she", _one(voice)
        if word in pronouns("it"):
            return "it", _one(focus.organisation) or self._in_cast(focus.main_organisation())
        if word in pronouns("they"):
            return "they", focus.they()
        if word in pronouns("first person"):
            around = self._around(part.start)
            if around is not None and around in self._found:
                return "who speaks", self._found[around].speakers
        if word == "i":
            return "narrator", [self._labelled(part.start) or self._cast.narrator()]
        if word in pronouns("relative"):
            return "antecedent", [self._antecedent(part)]
        if word in pronouns("first person"):
            return "who speaks", _one(focus.he_or_she(None))
        return "", []

    def _labelled(self, place: int) -> Voice | None:
        """The person whose name and a colon begin the paragraph: Lind: I said so."""
        start = self._reading.paragraphs[self._in][0]
        number = bisect_left(self._starts, start)
        mention = self._names.persons[number] if number < len(self._names.persons) else None
        if mention and mention.end < place and self._text[mention.end : mention.end + 1] == ":":
            return self._cast.person(mention.person)
        return None

    def _antecedent(self, part: Part) -> Voice:
        """Whom a relative pronoun refers to: the name before it or before its apposition, else the
        noun phrase."""
        sentence = self._reading.sentence_at(part.start)
        first = max(sentence[0] if sentence else 0, part.start - LONGEST)
        number = bisect_left(self._starts, part.start) - 1
        if number >= 0 and self._names.persons[number].start >= first:
            mention = self._names.persons[number]
            if self._is_apposition(mention.end, part.start):
                return self._cast.person(mention.person)
            first = max(first, mention.end)
        last = self._last
        if last and first <= last.part.start and last.part.end <= part.start:
            return last.voices[-1]
        words = self._text[first : part.start].rstrip(" ,").rpartition(", ")[2].split()
        known = lists()
        opening = next(
            (
                at
                for at in range(len(words) - 1, -1, -1)
                if fold_name(words[at]) in known.determiners | _DETERMINERS
            ),
            max(0, len(words) - 1),
        )
        phrase = words[opening:]
        upto = next((at for at, word in enumerate(phrase) if word in known.phrase_ends), None)
        phrase = phrase[:upto] or ["who"]
        head = part._replace(words=tuple(map(fold_name, phrase)))
        return self._cast.unnamed(" ".join(phrase), head)

    def _is_apposition(self, start: int, end: int) -> bool:
        """Whether nothing but commas and what tells more of a name stands between it and a relative
        pronoun: Lind, 52, the harbour master, who."""
        between = _BRACKETS.sub("", self._text[start:end]).rstrip(" ,")
        if not between:
            return True
        pieces = between.split(", ")
        return pieces[0] == "" and all(
            (_NUMBER_OR_OPENING.match(piece) or piece[:1].isupper())
            and not any(classify(word)[1] == Pos.AUXILIARY for word in piece.split())
            for piece in pieces[1:]
        )

    def _of_nominal(self, part: Part) -> tuple[str, list[Voice]]:
        """Who was spoken of before and is meant by a noun phrase, with the rule; nobody if it is
        somebody new."""
        known, focus = lists(), self._focus
        if " ".join(part.words) in known.collectives:
            number = next((_NUMBERS[word] for word in part.words if word in _NUMBERS), 0)
            return "collective", focus.they(number)
        if again := self._cast.again(part, self._text[part.start : part.end]):
            return "again", [again]
        if part.head in known.persons and part.words[0] in known.possessive_pronouns:
            return "partner", self._relative_of(part)
        if part.words[0] == "'s":
            return "owned text", self._author() if part.head in known.documents else []
        if part.words[0] not in known.definite:
            return "", []
        if registered := self._cast.group(part):
            return "registered group", [registered]
        if part.head in known.persons and part.head not in known.organisations:
            return "role of somebody", self._with_role(part)
        if part.head in known.outlets:
            outlet = _one(self._cast.outlet) or self._in_cast(focus.main_organisation())
            return "outlet", outlet
        if part.head in known.documents:
            return "text", self._author()
        if part.head in known.organisations:
            return "kind of organisation", self._organisation(part.head)
        return "", []

    def _organisation(self, head: str) -> list[Voice]:
        """The organisation that a head noun refers to: the main one, or one that has the noun in
        its name (the Justice Department, the department)."""
        focus, is_firm = self._focus, head in lists().firms
        return self._in_cast(focus.main_organisation() if is_firm else focus.with_word(head))

    def _in_cast(self, named: Voice | None) -> list[Voice]:
        """The voice of an organisation that was named, if one was."""
        if named is None:
            return []
        return [self._cast.organisation(named.name, tuple(fold_name(named.name).split()))]

    def _author(self) -> list[Voice]:
        """Whose a text is: who spoke last, or else is spoken of."""
        return _one(self._focus.organisation) or _one(self._focus.he_or_she(None))

    def _with_role(self, part: Part) -> list[Voice]:
        """The person to whom the text gives a role in the same words, or else who is spoken of."""
        known = lists()
        if part.head.endswith("s"):
            return []
        person = self._roles.first_with(frozenset(part.words[1:]) - _FORMERLY)
        if person:
            return [self._cast.person(person)]
        gender = gender_of_role(part.head)
        if self._in in self._exchanges.changing and (partner := self._partner(gender)):
            return [partner]
        if part.head in known.voices or part.head not in known.roles:
            return []
        return _one(self._focus.he_or_she(gender))

    def _relative_of(self, part: Part) -> list[Voice]:
        """The partner in a conversation who is called "her husband", "his friend"."""
        if self._in not in self._exchanges.changing or part.head.endswith("s"):
            return []
        return _one(self._partner(gender_of_role(part.head)))

    def _partner(self, gender: str | None, but: Iterable[str] = ()) -> Voice | None:
        """Who spoke last in a conversation before the paragraph that precedes this one, and is
        neither who spoke in that, nor addressed in this."""
        excluded = {voice.id for voice in self._turns.get(self._in - 1, ())}
        excluded |= {self._cast.person(one).id for one in self._exchanges.addressed(self._in)}
        excluded.update(but)
        for voice, paragraph in reversed(self._spoke.values()):
            if paragraph < self._in - _SCENE:
                break
            if voice.id not in excluded and self._focus.fits(voice, gender):
                return voice
        return None

    # Quotes.

    def _quotes(self, paragraph: int, numbers: Sequence[int]) -> None:
        """Resolves the quotes that begin in a paragraph."""
        inner: dict[int, None] = {}
        for number in numbers:
            quote = self._attributions[number]
            if quote.source and self._is_inner(quote.source):
                inner[number] = None
                continue
            for phrase in (quote.source, quote.via):
                if phrase:
                    self._phrase(phrase)  # it can stand in a later paragraph
            if quote.source and self._by_phrase[quote.source]:
                self._found[number] = self._attributed(quote, self._by_phrase[quote.source])
        self._attributed_here = [
            number
            for number in numbers
            if number in self._found and self._attributions[number].type == "direct"
        ]
        for number in numbers:
            if number not in self._found and number not in inner:
                quote = self._attributions[number]
                via = self._by_phrase[quote.via] if quote.via else []
                rule, voices = self._implicit(number, quote, paragraph)
                self._found[number] = Resolved([], via, voices, "implicit", rule)
        for number in inner:
            quote = self._attributions[number]
            assert quote.source
            for phrase in (quote.source, quote.via):
                if phrase:
                    self._phrase(phrase)
            self._found[number] = self._attributed(quote, self._by_phrase[quote.source])
        speech = self._exchanges.speeches.get(paragraph)
        if speech:
            last = max((one for one in speech.quotes if one in self._found), default=numbers[-1])
            self._turns[paragraph] = self._found[last].speakers
            for voice in self._turns[paragraph]:
                self._spoke.pop(voice.id, None)
                self._spoke[voice.id] = voice, paragraph

    def _attributed(self, quote: Attribution, source: list[Reference]) -> Resolved:
        via = self._by_phrase[quote.via] if quote.via else []
        speakers = _distinct(voice for one in source for voice in one.voices)
        anaphoric = all(one.anaphoric for one in source)
        return Resolved(source, via, speakers, "anaphoric" if anaphoric else "explicit")

    def _implicit(self, number: int, quote: Attribution, paragraph: int) -> tuple[str, list[Voice]]:
        """Who is quoted where nothing says so, with the rule."""
        if quote.continues is not None and quote.continues in self._found:
            return "continued", self._found[quote.continues].speakers
        if quote.cue:
            return "verb alone", [self._cast.unnamed("an unnamed voice")]
        if acting := self._acting(quote, paragraph):
            return "acting", [acting]
        if same := self._same_paragraph(number, self._attributed_here):
            return "same paragraph", same
        if paragraph in self._exchanges.changing and (turn := self._turn(paragraph)):
            return "turn", [turn]
        start = quote.content[0][0]
        for other in range(number - 1, -1, -1):
            end = self._attributions[other].content[-1][1]
            if end <= start and other != quote.parent and other in self._found:
                if self._text.count("\n", end, start) <= _ADJACENT:
                    return "adjacent", self._found[other].speakers
                break
        if nearest := self._nearest(quote):
            return "nearest", nearest
        before = self._found.get(number - 1)
        if before:
            return "last", before.speakers
        return "nobody", [self._cast.unnamed("an unnamed voice")]

    def _acting(self, quote: Attribution, paragraph: int) -> Voice | None:
        """Who does something in the sentence directly before the words, or behind them, in the
        same paragraph: Lind shook her head. “Never.”"""
        addressed = {self._cast.person(one).id for one in self._exchanges.addressed(paragraph)}
        start = quote.content[0][0]
        sentences = []
        if start and (before := self._reading.sentence_at(max(0, start - _GAP))):
            sentences.append((before[0], start))
        for _, end in quote.content:
            behind = self._reading.sentences_in(end, end + _NEAR)
            sentences += behind[:1]
        for first, end in sentences:
            number = bisect_left(self._seen, (first,))
            for at, voice in self._seen[number : number + _FEW]:
                if at < end and voice.id not in addressed:
                    return voice
        return None

    def _same_paragraph(self, number: int, attributed: Sequence[int]) -> list[Voice]:
        """The speakers of the nearest quote of the paragraph that is attributed."""
        at = bisect_left(attributed, number)
        near = sorted(attributed[max(0, at - 1) : at + 1], key=lambda one: abs(one - number))
        return self._found[near[0]].speakers if near else []

    def _turn(self, paragraph: int) -> Voice | None:
        """Whose turn it is in a conversation."""
        exchanges, turns, focus = self._exchanges, self._turns, self._focus
        but = {one.id for one in exchanges.addressed(paragraph)}
        before = turns.get(paragraph - 1, [])
        but |= {voice.id for voice in before}
        following = exchanges.named_speaker(paragraph + 1)
        if following:
            but.add(self._cast.person(following).id)
        called = [self._cast.person(one) for one in exchanges.addressed(paragraph - 1)]
        for voice in (*reversed(called), *turns.get(paragraph - 2, [])):
            if voice.id not in but:
                return voice
        then = exchanges.named_speaker(paragraph + 2)
        if then and paragraph + 1 in exchanges.speeches:
            voice = self._cast.person(then)
            if voice.id not in but:
                return voice
        if not before:
            for _, voice in reversed(self._seen_before):
                if voice.id not in but:
                    return voice
        return self._partner(None, but) or focus.he_or_she(None, but)

    def _nearest(self, quote: Attribution) -> list[Voice]:
        """The person named last in the paragraph before the quote, or first behind it."""
        start, end = quote.content[0][0], quote.content[-1][1]
        place = bisect_left(self._starts, start)
        behind = bisect_left(self._starts, end)
        near = self._names.persons[max(0, place - 1) : place]
        near += self._names.persons[behind : behind + 1]
        for mention in near:
            # The search begins at the quote, so that a line feed beside it ends it.
            apart = (
                self._text.rfind("\n", mention.end, start)
                if mention.end <= start
                else self._text.find("\n", end, mention.start)
            )
            if apart < 0:
                return [self._cast.person(mention.person)]
        return []


def _is_inside(place: int, ranges: Sequence[Range]) -> bool:
    number = bisect_left(ranges, (place + 1, 0)) - 1
    return number >= 0 and ranges[number][0] <= place < ranges[number][1]


def _one(voice: Voice | None) -> list[Voice]:
    return [] if voice is None else [voice]


def _distinct(voices: Iterable[Voice]) -> list[Voice]:
    return list({voice.id: voice for voice in voices}.values())
