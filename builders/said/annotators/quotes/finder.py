"""Attributions of a text, paragraph by paragraph and sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from said.annotators.quotes import (
    cues,
    direct,
    edges,
    ends,
    layout,
    marks,
    nesting,
    phrases,
    reported,
    sources,
    starts,
)
from said.annotators.quotes.assertion import find_status
from said.annotators.quotes.attribution import Attribution
from said.annotators.quotes.cues import Cue
from said.annotators.quotes.marks import Marked
from said.annotators.quotes.reading import ClassedText, Sentence
from said.annotators.quotes.reported import ReportedClause
from said.annotators.quotes.sources import Places
from said.text.classes import Pos
from said.text.reading import Reading
from said.text.segments import Range

_JOINED_PARAGRAPHS = 2
_FRAGMENTS = 50
_PASSAGE = 4
"""Words in marks from which on they are taken for somebody's, and not for a label."""


def find_quotes(reading: Reading, attitudes: bool) -> list[Attribution]:
    """The attributions of a text, those of thought and attitude too if `attitudes` is set, by the
    place of their content; `continues` and `parent` are numbers in this list."""
    stretches = marks.find_marked(reading)
    labels = {one.outer for one in marks.find_labels(reading.text, stretches)}
    text = ClassedText(reading)
    finder = _Finder(text, attitudes, marks.unwrapped(reading, stretches), labels)
    for number, paragraph in enumerate(reading.paragraphs):
        finder.read_paragraph(number, paragraph)
    if attitudes:
        finder.add_passages()
    found = [*finder.found, *_nested(text, finder, stretches, labels)]
    return nesting.with_parents([edges.on_graphemes(reading.text, one) for one in found])


def _nested(
    text: ClassedText, outer: _Finder, stretches: Sequence[Marked], labels: set[Range]
) -> Iterator[Attribution]:
    """The quotes inside direct ones, by their marks (Q10)."""
    starts = [one.outer[0] for one in stretches]
    if not any(one.depth for one in stretches):
        return
    for parent, quote in enumerate(outer.found):
        for start, end in quote.content if quote.type == "direct" else ():
            inside = stretches[bisect_left(starts, start) : bisect_left(starts, end)]
            first = min((one.depth for one in inside), default=0)
            marked = [one for one in inside if one.depth == first and one.outer[1] <= end]
            if marked:
                finder = _Finder(text, False, marked, labels)
                finder.read_paragraph(0, (start, end))
                spoken = (one for one in finder.found if one.cue and one.type != "indirect")
                yield from (one._replace(parent=parent, continues=None) for one in spoken)


@dataclass
class _State:
    """What has been found in the paragraphs and sentences read so far, and what they leave open.

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

    found: list[Attribution] = field(default_factory=list)
    direct: int | None = None
    """The number of the last direct quote, as long as words may be added to it."""
    direct_in: int = 0
    """The number of the paragraph of the last direct quote."""
    attributed_in: int = -1
    """The number of the last paragraph with an attribution."""
    is_open: bool = False
    """Whether the closing mark of the last paragraph's words is still to come."""
    awaited: Attribution | None = None
    """The cue and the source of what the next free words may be."""


class _Finder:
    """Reads a text, or the words of a quote, paragraph by paragraph."""

    def __init__(
        self, text: ClassedText, attitudes: bool, marked: list[Marked], labels: set[Range]
    ) -> None:
        """`marked` are the stretches in marks that are read, none in another; `labels` are those of
        them, by their `outer`, that merely name something."""
        self._classed = text
        self._text = text.reading.text
        self._attitudes = attitudes
        self._labels = labels
        self._marked = marked
        self._starts = [one.outer[0] for one in marked]
        self._state = _State()

    @property
    def found(self) -> list[Attribution]:
        """The attributions found so far."""
        return self._state.found

    def read_paragraph(self, number: int, paragraph: Range) -> None:
        """Reads the next paragraph."""
        first, after = (bisect_left(self._starts, edge) for edge in paragraph)
        marked = self._marked[first:after]
        if self._read_layout(number, paragraph, marked):
            return
        for sentence in self._classed.sentences(paragraph, marked, self._labels):
            self._read_sentence(number, sentence)
        if marked:
            self._state.is_open = not marked[-1].closed

    def add_passages(self) -> None:
        """Adds the marked passages that nothing attributes."""
        covered = sorted(place for one in self.found for place in one.content)
        ends = [end for _, end in covered]
        for one in self._marked:
            at = bisect_right(ends, one.outer[0])
            free = at == len(covered) or covered[at][0] >= one.outer[1]
            if free and self._is_passage(one):
                self.found.append(Attribution(((one.start, one.end),), rule="passage"))

    def _is_passage(self, one: Marked) -> bool:
        return len(self._text[one.start : one.end].split()) >= _PASSAGE

    def _read_layout(self, number: int, paragraph: Range, marked: Sequence[Marked]) -> bool:
        """Reads a paragraph whose layout alone attributes it, if it is one."""
        attributed, rule = None if marked else layout.find_post(self._text, paragraph), "post"
        wholly = marked and marked[0].outer[0] == paragraph[0] and len(marked) == 1
        if attributed is None and (wholly or (self._attitudes and not marked)):
            attributed, rule = layout.find_turn(self._text, paragraph), "turn"
        if attributed is None:
            return False
        content, source = attributed
        self._add_direct(
            number, Attribution((_trimmed(self._text, content),), (), source, rule=rule)
        )
        return True

    def _read_sentence(self, number: int, sentence: Sentence) -> None:
        kinds, state = sentence.kinds, self._state
        free = [at for at, kind in enumerate(kinds) if kind == Pos.FREE]
        signer = layout.find_signature(sentence) if kinds[0] == Pos.DASH else None
        if signer and state.direct is not None and number - state.direct_in <= _JOINED_PARAGRAPHS:
            source = sentence.range(signer)
            signed = self.found[state.direct]
            self.found[state.direct] = signed._replace(source=source, rule="signature")
            state.direct = None  # what is signed is complete
            return
        if free and direct.is_only_free(kinds):
            self._add_words_alone(number, sentence, free)
            return
        known = len(self.found)
        left = set(free) - self._read_cues(number, sentence)
        if not free and len(self.found) == known and not self._attitudes:
            self._read_marked(number, sentence)
        colon = layout.find_before_colon(sentence) if left else None
        if colon and left & set(colon[1]):
            self._add_free(number, sentence, colon[1], colon[0], rule="colon")
            left -= set(colon[1])
        if left and self._attitudes:
            self._add_words_alone(number, sentence, sorted(left))

    def _read_cues(self, number: int, sentence: Sentence) -> set[int]:
        """Adds what the cues of a sentence attribute; returns the free words among it."""
        found = cues.find_cues(sentence)
        quoted = direct.find_quoted_by_cue(sentence, found)
        taken: set[int] = set()
        subject: Places | None = None
        self._state.awaited = None
        floor = covered = 0
        source_behind: Places | None = None  # the source behind the cue before
        for place, cue in enumerate(found):
            if cue.first < covered and not cue.is_saying:
                continue
            relays = source_behind is not None and self._relay(sentence, cue, source_behind)
            source_behind = None
            if relays:
                continue
            later = found[place + 1 :]
            source = reported.source_of(sentence, cue, subject)
            if cue in quoted:
                source = reported.turned(sentence, cue, source)
                rule = "cue behind" if quoted[cue][0] < cue.first else "cue before"
                self._add_free(number, sentence, quoted[cue], source, cue, rule)
                taken.update(quoted[cue])
                floor = max(cue.after, quoted[cue][-1])
            else:
                clause = reported.find_reported_clause(
                    sentence, cue, source, later, floor, self._attitudes
                )
                if clause is None:
                    self._await_words(sentence, cue, source, later)
                    subject = source or subject
                    continue
                covered = clause.content[-1][1]
                source = clause.source
                self._add_clause(number, sentence, cue, clause)
            outlet = starts.outlet(sentence, cue)
            if outlet:
                self._add_via(sentence, outlet)
            subject = source or subject
            source_behind = source if source and source[0] >= cue.after else None
        if taken:
            self._state.awaited = None
        return taken

    def _read_marked(self, number: int, sentence: Sentence) -> None:
        """A sentence without a cue that is marked in part goes on from the one before (Q6)."""
        if Pos.MARK not in sentence.kinds or self._state.attributed_in != number:
            return
        end = ends.last_word(sentence)
        start = ends.first_word(sentence, 0, end)
        content = self._with_marks(sentence.range((start, end)))
        verbatim = tuple(
            (one.start, one.end)
            for one in self._inside_of(*content)
            if one.outer not in self._labels and self._is_passage(one)
        )
        if verbatim:
            one = Attribution((content,), type="mixed", verbatim=verbatim, rule="marked in part")
            self.found.append(one)

    def _relay(self, sentence: Sentence, cue: Cue, source: Places) -> bool:
        """Adds a channel: a cue directly behind the source of the one before it (Q9)."""
        if sentence.kinds[source[1] : cue.first].strip(Pos.COMMA):
            return False
        via = sources.phrase_after(sentence, cue.after)
        if via is None or cue.use not in ("finite", "phrase"):
            return False
        self._add_via(sentence, via)
        return True

    def _add_via(self, sentence: Sentence, via: Places) -> None:
        """Gives the last attribution its channel."""
        self.found[-1] = self.found[-1]._replace(via=sentence.range(via))

    def _await_words(
        self, sentence: Sentence, cue: Cue, source: Places | None, later: Sequence[Cue]
    ) -> None:
        """Keeps cue and source for free words in the next sentence."""
        says = source is not None and cue.use == "finite" and not cue.verb.attitude
        if says or (not later and sentence.kinds.endswith(Pos.COLON)):
            place = sentence.range(source) if source else None
            cue_places = tuple(map(sentence.range, cues.spans(sentence, cue)))
            self._state.awaited = Attribution(
                (),
                cue_places,
                place,
                rule="awaited",
                phrase=phrases.find_phrase(sentence, cue, source),
                **find_status(sentence, cue, source)._asdict(),
            )

    def _add_clause(
        self, number: int, sentence: Sentence, cue: Cue, clause: ReportedClause
    ) -> None:
        content = tuple(self._with_marks(sentence.range(one)) for one in clause.content)
        verbatim = tuple(
            (one.start, one.end)
            for start, end in content
            for one in self._inside_of(start, end)
            if one.outer not in self._labels
        )
        self._state.attributed_in = number
        self.found.append(
            Attribution(
                content,
                tuple(map(sentence.range, clause.cue or cues.spans(sentence, cue))),
                sentence.range(clause.source) if clause.source else None,
                type="mixed" if verbatim else "indirect",
                verbatim=verbatim,
                rule=clause.rule,
                phrase=phrases.find_phrase(sentence, cue, clause.source, content),
                **find_status(sentence, cue, clause.source)._asdict(),
            )
        )

    def _add_free(
        self,
        number: int,
        sentence: Sentence,
        places: Sequence[int],
        source: Places | None,
        cue: Cue | None = None,
        rule: str = "",
    ) -> None:
        one = Attribution(
            tuple(self._inside(sentence, at) for at in places),
            tuple(map(sentence.range, cues.spans(sentence, cue))) if cue else (),
            sentence.range(source) if source else None,
            continues=None if cue or source else self._continued(number),
            rule=rule,
        )
        if cue:
            phrase = phrases.find_phrase(sentence, cue, source, one.content)
            one = one._replace(phrase=phrase, **find_status(sentence, cue, source)._asdict())
        self._add_direct(number, one)

    def _continued(self, number: int) -> int | None:
        """The quote whose closing mark is lacking at the end of the paragraph before (Q6)."""
        state = self._state
        near = state.direct is not None and number - state.direct_in == 1 and state.is_open
        return state.direct if near else None

    def _add_direct(self, number: int, one: Attribution) -> None:
        state = self._state
        state.direct, state.direct_in, state.attributed_in = len(self.found), number, number
        self.found.append(one)

    def _add_words_alone(self, number: int, sentence: Sentence, places: Sequence[int]) -> None:
        """Free words without a cue: they hang on the sentence before, go on from the quote before
        in the same paragraph (Q6), or are a quote of their own."""
        state = self._state
        content = tuple(self._inside(sentence, at) for at in places)
        if state.awaited:
            self._add_direct(number, state.awaited._replace(content=content))
            state.awaited = None
            return
        reach = 1 if self._attitudes else 0
        last = self.found[state.direct] if state.direct is not None else None
        if last and number - state.direct_in <= reach and len(last.content) < _FRAGMENTS:
            assert state.direct is not None
            joined = tuple(sorted({*last.content, *content}))
            self.found[state.direct] = last._replace(content=joined)
            state.direct_in = number
            return
        continued = self._continued(number)
        rule = "words alone" if continued is None else "continued"
        self._add_direct(number, Attribution(content, continues=continued, rule=rule))

    def _inside_of(self, start: int, end: int) -> list[Marked]:
        """The outermost stretches in marks that lie in a range."""
        first, after = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [one for one in self._marked[first:after] if one.outer[1] <= end]

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

    def _inside(self, sentence: Sentence, at: int) -> Range:
        """What stands between the marks of free words."""
        one = self._marked[bisect_left(self._starts, sentence.starts[at])]
        return one.start, one.end


def _trimmed(text: str, place: Range) -> Range:
    """A range without the marks and the white space at its edges, if anything is left."""
    start, end = place
    while start < end and (text[start] in marks.MARKS or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in marks.MARKS or text[end - 1].isspace()):
        end -= 1
    return (start, end) if start < end else place
