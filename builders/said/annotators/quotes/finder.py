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
from said.annotators.quotes.freewords import FreeWords
from said.annotators.quotes.lexemes import ATTITUDE, listed
from said.annotators.quotes.marks import Marked, MarkedWords
from said.annotators.quotes.nounphrases import Places
from said.annotators.quotes.reading import ClassedText, Sentence
from said.annotators.quotes.turns import Turn, find_turns
from said.text.classes import FINITE, SUBORDINATING, Pos, classify
from said.text.paragraphs import behind_dateline
from said.text.reading import Reading
from said.text.segments import Cover, Range

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
        free words and their cue, colon,    a quote                            last
          signature
        free words alone                    the words of `awaited`, or more    last
                                            words of `last` in the same
                                            paragraph, or a quote without
                                            a source
        a signature behind a dash           the source of `last`               -
        a cue, and words that are reported  a quote                            attributed_in
        marked words, but no cue            a quote, if the sentence before
                                            in the paragraph attributes one

    A paragraph whose last mark is not closed leaves `is_open`: the free words at the beginning of
    the next one continue `last` (Q6). `FreeWords` keeps all of these.
    """

    def __init__(
        self, text: ClassedText, attitudes: bool, marked: Sequence[Marked], labels: set[Range]
    ) -> None:
        """`marked` are the stretches in marks to read; none lies in another. `labels` are the
        `outer` ranges of those that only name something."""
        self._classed = text
        self._text = text.reading.text
        self._attitudes = attitudes
        self._marked = MarkedWords(marked, labels)
        self.found: list[Attribution] = []
        self._words = FreeWords(self.found, self._marked, attitudes)
        self.turns: Mapping[int, Turn] = {}
        self._begin = 0  # where the paragraph begins
        # The subject of the clause in which marked words stand, by the place of their mark.
        self._subjects: dict[int, Range] = {}

    def read_paragraph(self, number: int, paragraph: Range) -> None:
        """Reads the next paragraph."""
        self._words.paragraph = number
        if number in self.turns:
            self._add_turn(self.turns[number])
            return
        paragraph = behind_dateline(self._text, direct.behind_bullet(self._text, paragraph))
        self._begin = paragraph[0]
        marked = self._marked.between(*paragraph)
        if self._read_layout(paragraph, marked):
            return
        for sentence in self._classed.sentences(paragraph, marked, self._marked.labels):
            self._read_sentence(sentence)
        if marked:
            self._words.is_open = not marked[-1].closed

    def add_passages(self) -> None:
        """Adds the marked passages that nothing attributes."""
        places = (place for one in self.found for place in one.content)
        covered = Cover(place for place in places if not self._marked.is_small_part(place))
        for one in self._marked.stretches:
            place = (one.start, one.end)
            if self._is_passage(place) and not covered.touches(one.outer):
                source = self._subjects.get(one.outer[0])
                self.found.append(Attribution((place,), source=source, rule="passage"))

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
        self._words.add(Attribution((content,), (), source, rule=rule))
        return True

    def _add_turn(self, turn: Turn) -> None:
        """Adds what is said in a paragraph of a transcript or an interview."""
        last = self._words.last if turn.continues else None
        rule = "turn" if turn.source else "answer"
        rule = rule if last is None else "continued"
        one = Attribution(turn.content, turn.cue, turn.source, rule=rule, continues=last)
        self._words.add(one)
        self._words.awaited = None

    def _read_sentence(self, sentence: Sentence) -> None:
        kinds = sentence.kinds
        free = (
            [at for at, kind in enumerate(kinds) if kind == Pos.FREE] if Pos.FREE in kinds else []
        )
        if kinds[0] == Pos.DASH and self._words.sign(sentence):
            return
        if free and self._read_free(sentence, free):
            return
        known = len(self.found)
        left = set(free) - self._read_cues(sentence)
        if known < len(self.found) and "direct" not in [one.type for one in self.found[known:]]:
            self._words.last = None  # somebody else may have spoken since
        if not free and len(self.found) == known and not self._attitudes:
            self._words.last = None  # what is marked behind the author's words stands alone
            self._read_marked(sentence)
        if len(self.found) == known and self._words.awaited is None:
            heading = direct.find_heading(sentence)
            self._words.awaited = heading and _attributed(sentence, (), heading, "heading")
        colon = direct.find_before_colon(sentence) if left else None
        if colon and left & set(colon[1]):
            self._words.add_words(sentence, colon[1], _attributed(sentence, (), colon[0], "colon"))
            left -= set(colon[1])
        if left:
            self._words.add_left(sentence, left)
        if self._attitudes and Pos.MARK in kinds:
            for at, kind in enumerate(kinds):
                subject = sources.find_user_of_marks(sentence, at) if kind == Pos.MARK else None
                if subject:
                    self._subjects[sentence.starts[at]] = sentence.range(subject)

    def _read_free(self, sentence: Sentence, free: Sequence[int]) -> bool:
        """Adds a sentence of nothing but free words, and perhaps who signs them, if it is one."""
        signer = direct.find_signed(sentence)
        if signer:
            self._words.add_words(sentence, free, _attributed(sentence, (), signer, "signature"))
            self._words.last = None
        elif direct.is_only_free(sentence.kinds):
            self._words.add_sentence(sentence, free)
        else:
            return False
        return True

    def _read_cues(self, sentence: Sentence) -> set[int]:
        """Adds what the cues of a sentence attribute; returns the free words among it."""
        found = cues.find_cues(sentence, self._attitudes)
        found = list(direct.with_manners(sentence, found))
        if not found:
            self._words.awaited = None
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
                if not self._add_clause(sentence, clause.content, one):
                    subject, after = source or subject, 0
                    continue
            outlet = recipients.find_outlet(sentence, cue)
            if outlet:
                self._add_via(sentence, outlet)
            subject = source or subject
            after = source[1] if source and source[0] >= cue.after else cue.after
        self._words.awaited = _awaiting(sentence, *awaited) if awaited and not taken else None
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
            self._words.add_words(sentence, free, one)

    def _led_by_clause(
        self, sentence: Sentence, cue: Cue, source: Places | None, free: Sequence[int]
    ) -> Sequence[Places]:
        """The clause before an attribution that goes on in marks behind it: It was late, Lind said,
        “and cold.”"""
        if not cue.is_saying or len(free) != 1 or free[0] < cue.after:
            return ()
        first = source[0] if source and source[0] < cue.first else cue.first
        ((start, _),) = self._marked.inside(sentence.starts[at] for at in free)
        clause = ends.content_before(sentence, first, 0) if self._text[start].islower() else None
        return (clause,) if clause and insertions.is_statement(sentence, clause) else ()

    def _is_object(self, sentence: Sentence, cue: Cue, free: Sequence[int]) -> bool:
        """Whether free words are the object of a verb, and no clause: promised “no taxes”."""
        if list(free) != [cue.after] or cue.verb.lemma not in listed("with an object"):
            return False
        ((start, end),) = self._marked.inside(sentence.starts[at] for at in free)
        kinds = [classify(word)[1] for word in self._text[start:end].split()[:_PHRASE]]
        return self._text[start].islower() and FINITE.isdisjoint(kinds)

    def _read_marked(self, sentence: Sentence) -> None:
        """Adds marked words in a sentence without a cue that continues the one before (Q6)."""
        if Pos.MARK not in sentence.kinds or self._words.attributed_in != self._words.paragraph:
            return
        end = ends.last_word(sentence)
        start = ends.first_word(sentence, 0, end)
        content = self._marked.with_marks(sentence.range((start, end)))
        verbatim = tuple(filter(self._is_passage, self._marked.verbatim(content)))
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

    def _add_clause(self, sentence: Sentence, places: Iterable[Places], one: Attribution) -> bool:
        """Adds an attribution, with words of the sentence as its content, if it is not the
        author's."""
        if not self._attitudes and one.source and self._is_author(one.source):
            self._words.last = None
            return False
        content = tuple(self._marked.with_marks(sentence.range(place)) for place in places)
        verbatim = tuple(place for part in content for place in self._marked.verbatim(part))
        type_ = "mixed" if verbatim else "indirect"
        self._words.attributed_in = self._words.paragraph
        self.found.append(one._replace(content=content, type=type_, verbatim=verbatim))
        return True

    def _is_author(self, source: Range) -> bool:
        """Whether a source is the author of the text, whose words are no quote (Q10); not where the
        paragraph begins with the name of somebody else."""
        is_short = source[1] - source[0] <= len("we")
        is_author = is_short and self._text[slice(*source)].lower() in ("i", "we")
        return is_author and _LABEL.match(self._text, self._begin) is None


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
