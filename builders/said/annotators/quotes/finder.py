"""Attributions of a text, paragraph by paragraph and sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

import regex

from said.annotators.quotes import (
    cues,
    direct,
    ends,
    insertions,
    labels,
    marks,
    nesting,
    nounphrases,
    phrases,
    recipients,
    reported,
    sources,
    times,
    voices,
)
from said.annotators.quotes.assertion import cue_places, find_status
from said.annotators.quotes.attribution import Attribution
from said.annotators.quotes.cues import Cue
from said.annotators.quotes.lexemes import ATTITUDE, listed
from said.annotators.quotes.marks import Marked
from said.annotators.quotes.nounphrases import Places
from said.annotators.quotes.reading import ClassedText, Sentence
from said.annotators.quotes.turns import Turn, find_turns
from said.text.classes import FINITE, SUBORDINATING, Pos, classify
from said.text.paragraphs import behind_dateline
from said.text.reading import Reading
from said.text.segments import Cover, Range

_JOINED_PARAGRAPHS = 2
_FRAGMENTS = 50
_ENDS = frozenset({"", Pos.STOP})
_LABEL = regex.compile(r"(?:\p{Lu}[\w.’'-]*\s?){1,4}:\s")
"""The name, at the beginning of a paragraph, of who speaks in it."""
_PHRASE = 12
"""Words of a marked object among which a verb is looked for."""
_PASSAGE = 4
"""Words in marks from which on they are taken for somebody's, and not for a label."""


def find_quotes(reading: Reading, attitudes: bool) -> list[Attribution]:
    """The attributions of a text, those of thought and attitude too if `attitudes` is set, by the
    place of their content; `continues` and `parent` are numbers in this list."""
    stretches = marks.find_marked(reading)
    named = {one.outer for one in labels.find_labels(reading.text, stretches)}
    text = ClassedText(reading)
    finder = _QuoteFinder(text, attitudes, marks.without_wrappers(reading, stretches), named)
    finder.turns = {} if attitudes else find_turns(reading)
    for number, paragraph in enumerate(reading.paragraphs):
        finder.read_paragraph(number, paragraph)
    if attitudes:
        finder.add_passages()
    found = [*finder.found, *_nested(text, finder.found, stretches, named)]
    apart = map(phrases.apart_from_content, found)
    return nesting.with_parents([nesting.on_graphemes(reading.text, one) for one in apart])


def _nested(
    text: ClassedText, found: Sequence[Attribution], stretches: Sequence[Marked], labels: set[Range]
) -> Iterator[Attribution]:
    """The quotes inside direct ones, by their marks (Q10)."""
    starts = [one.outer[0] for one in stretches]
    if not any(one.depth for one in stretches) and not any(
        one.rule in ("answer", "turn") for one in found
    ):
        return
    for parent, quote in enumerate(found):
        for start, end in quote.content if quote.type == "direct" else ():
            inside = stretches[bisect_left(starts, start) : bisect_left(starts, end)]
            first = min((one.depth for one in inside), default=0)
            marked = [one for one in inside if one.depth == first and one.outer[1] <= end]
            if marked:
                finder = _QuoteFinder(text, False, marked, labels)
                finder.read_paragraph(0, (start, end))
                spoken = (one for one in finder.found if one.cue and one.type != "indirect")
                yield from (one._replace(parent=parent, continues=None) for one in spoken)


class _QuoteFinder:
    """Reads a text, or the words of a quote, paragraph by paragraph.

    What it has found, and what a sentence leaves open for the next one:

        a sentence with                     does                               leaves
        -----------------------------------------------------------------------------------------
        a cue or colon, and no words yet                                       awaited
        free words and their cue, colon,    a quote                            direct
          signature
        free words alone                    the words of `awaited`, or more    direct
                                            words of `direct` in the same
                                            paragraph, or a quote without
                                            a source
        a signature behind a dash           the source of `direct`             -
        a cue, and words that are reported  a quote                            attributed_in
        marked words, but no cue            a quote, if the sentence before
                                            in the paragraph attributes one

    A paragraph whose last mark is not closed leaves `is_open`: the free words at the beginning of
    the next one continue `direct` (Q6).
    """

    def __init__(
        self, text: ClassedText, attitudes: bool, marked: Sequence[Marked], labels: set[Range]
    ) -> None:
        """`marked` are the stretches in marks to read; none lies in another. `labels` are the
        `outer` ranges of those that only name something."""
        self._classed = text
        self._text = text.reading.text
        self._attitudes = attitudes
        self._labels = labels
        self._marked = marked
        self._starts = [one.outer[0] for one in marked]
        self.found: list[Attribution] = []
        self.turns: Mapping[int, Turn] = {}
        # The number of the paragraph that is read, and of the last one with an attribution.
        self._paragraph, self._attributed_in = 0, -1
        # The number of the last direct quote, as long as words may be added to it, and of its
        # paragraph; whether the closing mark of the last paragraph's words is still to come.
        self._direct: int | None = None
        self._direct_in = 0
        self._is_open = False
        self._begin = 0  # where the paragraph begins
        # The subject of the clause in which marked words stand, by the place of their mark.
        self._subjects: dict[int, Range] = {}
        # The cue and the source of what the next free words may be.
        self._awaited: Attribution | None = None

    def read_paragraph(self, number: int, paragraph: Range) -> None:
        """Reads the next paragraph."""
        self._paragraph = number
        if number in self.turns:
            self._add_turn(self.turns[number])
            return
        paragraph = behind_dateline(self._text, direct.behind_bullet(self._text, paragraph))
        start, end = paragraph
        self._begin = start
        marked = self._marked[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        if self._read_layout(paragraph, marked):
            return
        for sentence in self._classed.sentences(paragraph, marked, self._labels):
            self._read_sentence(sentence)
        if marked:
            self._is_open = not marked[-1].closed

    def add_passages(self) -> None:
        """Adds the marked passages that nothing attributes."""
        places = (place for one in self.found for place in one.content)
        covered = Cover(place for place in places if not self._is_small_part(place))
        for one in self._marked:
            place = (one.start, one.end)
            if self._is_passage(place) and not covered.touches(one.outer):
                source = self._subjects.get(one.outer[0])
                self.found.append(Attribution((place,), source=source, rule="passage"))

    def _is_small_part(self, place: Range) -> bool:
        """Whether a range is less than half of the marked words that it lies in."""
        number = bisect_left(self._starts, place[0]) - 1
        around = self._marked[number] if number >= 0 else None
        if around is None or place[1] > around.end:
            return False
        return 2 * (place[1] - place[0]) < around.end - around.start

    def _is_passage(self, place: Range) -> bool:
        return len(self._text[slice(*place)].split()) >= _PASSAGE

    def _read_layout(self, paragraph: Range, marked: Sequence[Marked]) -> bool:
        """Reads a paragraph whose layout alone attributes it, if it is one."""
        attributed, rule = None if marked else direct.find_post(self._text, paragraph), "post"
        wholly = marked and marked[0].outer[0] == paragraph[0] and len(marked) == 1
        if attributed is None and (wholly or (self._attitudes and not marked)):
            attributed, rule = direct.find_turn(self._text, paragraph), "turn"
        if attributed is None:
            return False
        content, source = attributed
        self._add_direct(Attribution((content,), (), source, rule=rule))
        return True

    def _add_turn(self, turn: Turn) -> None:
        """Adds what is said in a paragraph of a transcript or an interview."""
        last = self._direct if turn.continues else None
        rule = "turn" if turn.source else "answer"
        rule = rule if last is None else "continued"
        one = Attribution(turn.content, turn.cue, turn.source, rule=rule, continues=last)
        self._add_direct(one)
        self._awaited = None

    def _read_sentence(self, sentence: Sentence) -> None:
        kinds = sentence.kinds
        free = (
            [at for at, kind in enumerate(kinds) if kind == Pos.FREE] if Pos.FREE in kinds else []
        )
        if kinds[0] == Pos.DASH and self._sign(sentence):
            return
        if free and self._read_free(sentence, free):
            return
        known = len(self.found)
        left = set(free) - self._read_cues(sentence)
        if known < len(self.found) and all(one.type != "direct" for one in self.found[known:]):
            self._direct = None  # somebody else may have spoken since
        if not free and len(self.found) == known and not self._attitudes:
            self._direct = None  # what is marked behind the author's words is a quote of its own
            self._read_marked(sentence)
        if len(self.found) == known and self._awaited is None:
            heading = direct.find_heading(sentence)
            self._awaited = heading and _attributed(sentence, (), heading, "heading")
        colon = direct.find_before_colon(sentence) if left else None
        if colon and left & set(colon[1]):
            self._add_free(sentence, colon[1], _attributed(sentence, (), colon[0], "colon"))
            left -= set(colon[1])
        if left:
            self._add_left(sentence, left)
        if self._attitudes and Pos.MARK in kinds:
            for at, kind in enumerate(kinds):
                subject = sources.find_user_of_marks(sentence, at) if kind == Pos.MARK else None
                if subject:
                    self._subjects[sentence.starts[at]] = sentence.range(subject)

    def _sign(self, sentence: Sentence) -> bool:
        """Gives the last free words who signs them, if the sentence is a signature."""
        signer = direct.find_signature(sentence)
        near = self._paragraph - self._direct_in <= _JOINED_PARAGRAPHS
        if not signer or self._direct is None or not near:
            return False
        signed = self.found[self._direct]
        source = sentence.range(signer)
        self.found[self._direct] = signed._replace(source=source, rule="signature")
        self._direct = None  # what is signed is complete
        return True

    def _read_free(self, sentence: Sentence, free: Sequence[int]) -> bool:
        """Adds a sentence of nothing but free words, and perhaps who signs them, if it is one."""
        signer = direct.find_signed(sentence)
        if signer:
            self._add_free(sentence, free, _attributed(sentence, (), signer, "signature"))
            self._direct = None
        elif direct.is_only_free(sentence.kinds):
            self._add_words_only(sentence, free)
        else:
            return False
        return True

    def _read_cues(self, sentence: Sentence) -> set[int]:
        """Adds what the cues of a sentence attribute; returns the free words among it."""
        found = cues.find_cues(sentence, self._attitudes)
        found = list(direct.with_manners(sentence, found))
        if not found:
            self._awaited = None
            return set()
        before = direct.find_marked_clauses(sentence, found)
        speaking = [cue for cue in found if cue.verb is not ATTITUDE]
        has_free = Pos.FREE in sentence.kinds
        quoted = direct.find_quoted_by_cue(sentence, speaking) if has_free else {}
        taken: set[int] = set()
        subject: Places | None = None
        awaited: tuple[Cue, Places | None] | None = None
        floor = covered = 0
        after = 0  # where the attribution before ends, but for its content
        for place, cue in enumerate(found):
            if cue.first < covered and not _may_report_within(sentence, cue):
                continue
            if before and direct.is_within(cue, before.values()):
                continue
            if self._relay(sentence, cue, after):
                continue
            later = found[place + 1 :]
            source = voices.source_of(sentence, cue, subject)
            if cue in before or cue in quoted:
                source = voices.source_of_free_words(sentence, cue, source)
                places = quoted.get(cue, [])
                first = before.get(cue, ()) or self._led_by_clause(sentence, cue, source, places)
                self._add_marked(sentence, cue, source, first, places)
                taken.update(places)
                floor = max([cue.after, *places[-1:]])
            else:
                clause = reported.find_reported_clause(
                    sentence, cue, source, later, floor, self._attitudes
                )
                if clause is None:
                    if _awaits_words(sentence, cue, source, later):
                        awaited = cue, source
                    subject = source or subject
                    continue
                covered = clause.content[-1][1]
                source = clause.source
                heads = clause.cue or cue_places(sentence, cue)
                one = _attributed(sentence, heads, source, clause.rule, cue)
                self._add_clause(sentence, clause.content, one)
            outlet = recipients.find_outlet(sentence, cue)
            if outlet:
                self._add_via(sentence, outlet)
            subject = source or subject
            after = source[1] if source and source[0] >= cue.after else cue.after
        self._awaited = _awaiting(sentence, *awaited) if awaited and not taken else None
        return taken

    def _add_marked(
        self,
        sentence: Sentence,
        cue: Cue,
        source: Places | None,
        before: Sequence[Places],
        free: Sequence[int],
    ) -> None:
        """Adds what a cue attributes by marks: a clause `before` it, or free words alone."""
        heads: Sequence[Places] = cue_places(sentence, cue)
        if cue.use == "noun":
            heads, source = voices.find_voice(sentence, cue)
        rule = "cue before" if free and free[0] > cue.first else "cue behind"
        rule = "marked before" if before else rule
        one = _attributed(sentence, heads, source, rule, cue)
        if before or self._is_object(sentence, cue, free):
            self._add_clause(sentence, (*before, *((at, at + 1) for at in free)), one)
        else:
            self._add_free(sentence, free, one)

    def _led_by_clause(
        self, sentence: Sentence, cue: Cue, source: Places | None, free: Sequence[int]
    ) -> Sequence[Places]:
        """The clause before an attribution that goes on in marks behind it: It was late, Lind said,
        “and cold.”"""
        if not cue.is_saying or len(free) != 1 or free[0] < cue.after:
            return ()
        first = source[0] if source and source[0] < cue.first else cue.first
        ((start, _),) = self._inside(sentence, free)
        clause = ends.content_before(sentence, first, 0) if self._text[start].islower() else None
        return (clause,) if clause and insertions.is_statement(sentence, clause) else ()

    def _is_object(self, sentence: Sentence, cue: Cue, free: Sequence[int]) -> bool:
        """Whether free words are the object of a verb, and no clause: promised “no taxes”."""
        if list(free) != [cue.after] or cue.verb.lemma not in listed("with an object"):
            return False
        ((start, end),) = self._inside(sentence, free)
        kinds = [classify(word)[1] for word in self._text[start:end].split()[:_PHRASE]]
        return self._text[start].islower() and FINITE.isdisjoint(kinds)

    def _read_marked(self, sentence: Sentence) -> None:
        """Adds marked words in a sentence without a cue that continues the one before (Q6)."""
        if Pos.MARK not in sentence.kinds or self._attributed_in != self._paragraph:
            return
        end = ends.last_word(sentence)
        content = self._with_marks(sentence.range((ends.first_word(sentence, 0, end), end)))
        verbatim = tuple(place for place in self._verbatim(content) if self._is_passage(place))
        if verbatim:
            one = Attribution((content,), type="mixed", verbatim=verbatim, rule="marked in part")
            self.found.append(one)

    def _relay(self, sentence: Sentence, cue: Cue, after: int) -> bool:
        """Adds a channel: a cue that only says who passes on what the attribution before it reports
        (Q9), which ends at `after`: ", according to Lind, reported Vox", or "the vet told her, she
        says, that"."""
        if not after or cue.use not in ("finite", "phrase"):
            return False
        kinds = sentence.kinds
        via = None
        if not kinds[after : cue.first].strip(Pos.COMMA):
            via = nounphrases.phrase_after(sentence, cue.after)
        elif cue.is_saying:
            via = voices.source_of(sentence, cue, None)
            then = kinds[times.behind_time(sentence, cue.after) :][:2]
            between = kinds[after : via[0]] if via else ""
            inside = then == Pos.COMMA + Pos.THAT and between[-1:] == Pos.COMMA
            behind = then in _ENDS and between == Pos.COMMA
            via = via if behind or (inside and FINITE.isdisjoint(between)) else None
        if via is None:
            return False
        self._add_via(sentence, via)
        return True

    def _add_via(self, sentence: Sentence, via: Places) -> None:
        """Gives the last attribution its channel."""
        self.found[-1] = self.found[-1]._replace(via=sentence.range(via))

    def _add_clause(self, sentence: Sentence, places: Iterable[Places], one: Attribution) -> None:
        """Adds an attribution, with words of the sentence as its content."""
        if not self._attitudes and one.source and self._is_author(one.source):
            self._direct = None
            return
        content = tuple(self._with_marks(sentence.range(place)) for place in places)
        verbatim = tuple(place for part in content for place in self._verbatim(part))
        type_ = "mixed" if verbatim else "indirect"
        self._attributed_in = self._paragraph
        self.found.append(one._replace(content=content, type=type_, verbatim=verbatim))

    def _is_author(self, source: Range) -> bool:
        """Whether a source is the author of the text, whose words are no quote (Q10); not where the
        paragraph begins with the name of somebody else."""
        is_short = source[1] - source[0] <= len("we")
        is_author = is_short and self._text[slice(*source)].lower() in ("i", "we")
        return is_author and _LABEL.match(self._text, self._begin) is None

    def _add_free(self, sentence: Sentence, places: Sequence[int], one: Attribution) -> None:
        """Adds an attribution, with free words as its content."""
        continues = None if one.cue or one.source else self._continued()
        content = self._inside(sentence, places)
        self._add_direct(one._replace(content=content, continues=continues))

    def _continued(self) -> int | None:
        """The quote that the previous paragraph ends without a closing mark (Q6)."""
        near = self._is_open and self._paragraph - self._direct_in == 1
        return self._direct if near else None

    def _add_direct(self, one: Attribution) -> None:
        self._direct, self._direct_in = len(self.found), self._paragraph
        self._attributed_in = self._paragraph
        self.found.append(one)

    def _add_words_only(self, sentence: Sentence, free: Sequence[int]) -> None:
        """Adds a sentence of nothing but free words. Where nobody has spoken before it in the
        paragraph, words side by side have a voice each: “Who is it?” “I am.”"""
        goes_on = self._direct is not None and self._direct_in == self._paragraph
        alone = self._awaited is None and not goes_on
        if alone and Pos.FREE * 2 in sentence.kinds:
            for at in free:
                self._direct = None
                self._add_words_alone(sentence, [at])
        else:
            self._add_words_alone(sentence, free)

    def _add_left(self, sentence: Sentence, left: set[int]) -> None:
        """Adds the free words of a sentence that neither a cue nor a colon attributes."""
        if self._attitudes:
            self._add_words_alone(sentence, sorted(left))
            return
        broken = direct.find_broken(sentence)
        if broken and left.issuperset(broken[1]):
            self._add_free(sentence, broken[1], _attributed(sentence, (), broken[0], "broken"))
            left = left.difference(broken[1])
        spoken = [at for at in sorted(left) if self._is_spoken(sentence, at)]
        for at in spoken:
            if sentence.kinds[at : at + 2] == Pos.FREE * 2:  # the words beside them have a voice
                content = self._inside(sentence, [at])
                self.found.append(Attribution(content, rule="words alone"))
            else:
                self._add_words_alone(sentence, [at])

    def _is_spoken(self, sentence: Sentence, at: int) -> bool:
        """Whether free words are somebody's, though nothing attributes them: they go on from others
        in their sentence, or begin it and end as words do that something is to follow."""
        if sentence.kinds[:at].strip(Pos.FREE):
            return Pos.FREE in sentence.kinds[:at] and self._direct_in == self._paragraph
        if sentence.range((at, at + 1)) in self._labels:
            return False
        return sentence.words[at] in ",?!-–—…" or sentence.kinds[at + 1 : at + 2] == Pos.FREE

    def _add_words_alone(self, sentence: Sentence, places: Sequence[int]) -> None:
        """Adds free words without a cue: they belong to the cue of the sentence before, continue
        the quote before in the same paragraph (Q6), or are a quote of their own."""
        content = self._inside(sentence, places)
        if self._awaited:
            self._add_direct(self._awaited._replace(content=content))
            self._awaited = None
            return
        reach = 1 if self._attitudes else 0
        if self._direct is not None and self._paragraph - self._direct_in <= reach:
            last = self.found[self._direct]
            if len(last.content) < _FRAGMENTS:
                joined = tuple(sorted({*last.content, *content}))
                self.found[self._direct] = last._replace(content=joined)
                self._direct_in = self._paragraph
                return
        continued = self._continued()
        rule = "words alone" if continued is None else "continued"
        found = self._attitudes and sources.find_beside_free(sentence, places[0], places[-1] + 1)
        source = sentence.range(found) if found and continued is None else None
        self._add_direct(Attribution(content, (), source, continues=continued, rule=rule))

    def _verbatim(self, place: Range) -> list[Range]:
        """The outermost stretches in marks that lie in a range and are no labels, without marks."""
        first, after = (bisect_left(self._starts, edge) for edge in place)
        return [
            (one.start, one.end)
            for one in self._marked[first:after]
            if one.outer[1] <= place[1] and one.outer not in self._labels
        ]

    def _with_marks(self, place: Range) -> Range:
        """A range with the mark before it or behind it, whose partner lies in it."""
        start, end = place
        at = bisect_left(self._starts, start)
        before = self._marked[at - 1] if at else None
        if before and before.start == start and before.outer[1] <= end:
            start = before.outer[0]
        at = bisect_left(self._starts, end)
        last = self._marked[at - 1] if at else None
        if last and start <= last.outer[0] and last.end in (end, end + 1):
            end = last.outer[1]
        return start, end

    def _inside(self, sentence: Sentence, places: Iterable[int]) -> tuple[Range, ...]:
        """The free words without their marks."""
        numbers = (bisect_left(self._starts, sentence.starts[at]) for at in places)
        return tuple((self._marked[at].start, self._marked[at].end) for at in numbers)


def _may_report_within(sentence: Sentence, cue: Cue) -> bool:
    """Whether a cue in what another reports may report something itself: not in marks (Q10)."""
    if sentence.kinds.count(Pos.MARK, 0, cue.first) % 2:
        return False
    return cue.is_saying or _is_asked_for(sentence, cue)


def _is_asked_for(sentence: Sentence, cue: Cue) -> bool:
    """Whether somebody is asked to say something: "urged Lind to admit that" (Q14)."""
    then = sentence.kinds[cue.after : cue.after + 1]
    asks = cue.use == "infinitive" and cue.verb.clause and not cue.verb.attitude
    return asks and (then == Pos.THAT or then in SUBORDINATING)


def _awaits_words(
    sentence: Sentence, cue: Cue, source: Places | None, later: Sequence[Cue]
) -> bool:
    """Whether a cue that reports nothing may attribute free words in the next sentence."""
    says = source is not None and cue.use == "finite" and not cue.verb.attitude
    return says or (not later and sentence.kinds.endswith(Pos.COLON))


def _awaiting(sentence: Sentence, cue: Cue, source: Places | None) -> Attribution:
    """An attribution whose words are still to come."""
    return _attributed(sentence, cue_places(sentence, cue), source, "awaited", cue)


def _attributed(
    sentence: Sentence,
    places: Iterable[Places],
    source: Places | None,
    rule: str,
    cue: Cue | None = None,
) -> Attribution:
    """An attribution by a source and a cue, which stands at some places, as yet without content."""
    place = sentence.range(source) if source else None
    heads = tuple([sentence.range(one) for one in places])
    if cue is None:
        return Attribution((), heads, place, rule=rule)
    status = find_status(sentence, cue, source)
    phrase = phrases.find_phrase(sentence, cue, source)
    return Attribution((), heads, place, phrase=phrase, rule=rule, **status._asdict())
