"""Attributions of a text, paragraph by paragraph and sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from said.annotators.quotes import (
    cues,
    direct,
    edges,
    ends,
    layout,
    marks,
    nesting,
    reported,
    sources,
    starts,
)
from said.annotators.quotes.attribution import Attribution
from said.annotators.quotes.cues import Cue
from said.annotators.quotes.marks import Marked
from said.annotators.quotes.reading import ClassedText, Sentence
from said.annotators.quotes.reported import Report
from said.annotators.quotes.sources import Places
from said.text.classes import Kind
from said.text.reading import Reading
from said.text.segments import Range

_JOINED_LINES = 2
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
        finder.read(number, paragraph)
    if attitudes:
        finder.take_rest()
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
                finder.read(0, (start, end))
                spoken = (one for one in finder.found if one.cue and one.type != "indirect")
                yield from (one._replace(parent=parent, continues=None) for one in spoken)


class _Finder:
    """Reads a text, or the words of a quote, line by line."""

    def __init__(
        self, text: ClassedText, attitudes: bool, marked: list[Marked], labels: set[Range]
    ) -> None:
        """`marked` are the stretches in marks that are read, none in another; `labels` are those of
        them, by their `outer`, that merely name something."""
        self.found: list[Attribution] = []
        self._classed = text
        self._text = text.reading.text
        self._attitudes = attitudes
        self._labels = labels
        self._marked = marked
        self._starts = [one.outer[0] for one in marked]
        self._last: int | None = None  # the number of the last direct quote
        self._last_line = 0
        self._told_line = -1  # the line of the last attribution
        self._open = False  # whether its closing mark is still to come
        self._awaited: Attribution | None = None  # cue and source of what the next words may be

    def read(self, number: int, line: Range) -> None:
        """Reads the next line."""
        first, after = bisect_left(self._starts, line[0]), bisect_left(self._starts, line[1])
        marked = self._marked[first:after]
        if self._read_layout(number, line, marked):
            return
        for sentence in self._classed.sentences(line, marked, self._labels):
            self._read_sentence(number, sentence)
        if marked:
            self._open = not marked[-1].closed

    def take_rest(self) -> None:
        """Takes down the marked passages that nothing attributes."""
        covered = sorted(place for one in self.found for place in one.content)
        ends = [end for _, end in covered]
        for one in self._marked:
            at = bisect_right(ends, one.outer[0])
            free = at == len(covered) or covered[at][0] >= one.outer[1]
            if free and self._is_passage(one):
                self.found.append(Attribution(((one.start, one.end),)))

    def _is_passage(self, one: Marked) -> bool:
        return len(self._text[one.start : one.end].split()) >= _PASSAGE

    def _read_layout(self, number: int, line: Range, marked: Sequence[Marked]) -> bool:
        """Reads a line whose layout alone attributes it, if it is one."""
        told = None if marked else layout.post(self._text, line)
        wholly = marked and marked[0].outer[0] == line[0] and len(marked) == 1
        if told is None and (wholly or (self._attitudes and not marked)):
            told = layout.turn(self._text, line)
        if told is None:
            return False
        self._put_direct(number, Attribution((_trimmed(self._text, told[0]),), (), told[1]))
        return True

    def _read_sentence(self, line: int, sentence: Sentence) -> None:
        kinds = sentence.kinds
        free = (
            [at for at, kind in enumerate(kinds) if kind == Kind.FREE] if Kind.FREE in kinds else []
        )
        signer = layout.signature(sentence) if kinds[0] == Kind.DASH else None
        if signer and self._last is not None and line - self._last_line <= _JOINED_LINES:
            source = sentence.range(signer)
            self.found[self._last] = self.found[self._last]._replace(source=source)
            self._last = None  # what is signed is complete
            return
        attributed = layout.signed(sentence) if free else None
        if attributed:
            self._put_free(line, sentence, attributed[1], attributed[0])
            self._last = None
            return
        if free and direct.is_only_free(kinds):
            self._go_on(line, sentence, free)
            return
        known = len(self.found)
        left = set(free) - self._read_cues(line, sentence)
        if not free and len(self.found) == known and not self._attitudes:
            self._read_marked(line, sentence)
        colon = layout.before_colon(sentence) if left else None
        if colon and left & set(colon[1]):
            self._put_free(line, sentence, colon[1], colon[0])
            left -= set(colon[1])
        if left and self._attitudes:
            self._go_on(line, sentence, sorted(left))

    def _read_cues(self, line: int, sentence: Sentence) -> set[int]:
        """Puts down what the cues of a sentence attribute; the free words among it."""
        found = cues.find_cues(sentence)
        quoted = direct.by_cue(sentence, found)
        taken: set[int] = set()
        subject: Places | None = None
        self._awaited = None
        floor = covered = 0
        told: Places | None = None  # the source behind the cue before
        for number, cue in enumerate(found):
            if cue.first < covered and not cue.is_saying:
                continue
            relays = told is not None and self._relay(sentence, cue, told)
            told = None
            if relays:
                continue
            later = found[number + 1 :]
            source = reported.source_of(sentence, cue, subject)
            if cue in quoted:
                source = reported.turned(sentence, cue, source)
                self._put_free(line, sentence, quoted[cue], source, cue)
                taken.update(quoted[cue])
                floor = max(cue.after, quoted[cue][-1])
            else:
                report = reported.report(sentence, cue, source, later, floor, self._attitudes)
                if report is None:
                    self._await(sentence, cue, source, later)
                    subject = source or subject
                    continue
                covered = report.content[-1][1]
                source = report.source
                self._put_report(line, sentence, cue, report)
            outlet = starts.outlet(sentence, cue)
            if outlet:
                self._put_via(sentence, outlet)
            subject = source or subject
            told = source if source and source[0] >= cue.after else None
        if taken:
            self._awaited = None
        return taken

    def _read_marked(self, line: int, sentence: Sentence) -> None:
        """A sentence without a cue that is marked in part goes on from the one before (Q6)."""
        if Kind.MARK not in sentence.kinds or self._told_line != line:
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
            self.found.append(Attribution((content,), type="mixed", verbatim=verbatim))

    def _relay(self, sentence: Sentence, cue: Cue, told: Places) -> bool:
        """Takes down a channel: a cue directly behind the source of the one before it (Q9)."""
        if sentence.kinds[told[1] : cue.first].strip(Kind.COMMA):
            return False
        via = sources.phrase_after(sentence, cue.after)
        if via is None or cue.use not in ("finite", "phrase"):
            return False
        self._put_via(sentence, via)
        return True

    def _put_via(self, sentence: Sentence, via: Places) -> None:
        """Gives the last attribution its channel."""
        self.found[-1] = self.found[-1]._replace(via=sentence.range(via))

    def _await(
        self, sentence: Sentence, cue: Cue, source: Places | None, later: Sequence[Cue]
    ) -> None:
        """Keeps cue and source for free words in the next sentence."""
        told = source is not None and cue.use == "finite" and not cue.verb.attitude
        if told or (not later and sentence.kinds.endswith(":")):
            place = sentence.range(source) if source else None
            told_by = tuple(map(sentence.range, cues.spans(sentence, cue)))
            self._awaited = Attribution((), told_by, place)

    def _put_report(self, line: int, sentence: Sentence, cue: Cue, report: Report) -> None:
        content = tuple(self._with_marks(sentence.range(one)) for one in report.content)
        verbatim = tuple(
            (one.start, one.end)
            for start, end in content
            for one in self._inside_of(start, end)
            if one.outer not in self._labels
        )
        self._told_line = line
        self.found.append(
            Attribution(
                content,
                tuple(map(sentence.range, report.cue or cues.spans(sentence, cue))),
                sentence.range(report.source) if report.source else None,
                type="mixed" if verbatim else "indirect",
                verbatim=verbatim,
            )
        )

    def _put_free(
        self,
        line: int,
        sentence: Sentence,
        places: Sequence[int],
        source: Places | None,
        cue: Cue | None = None,
    ) -> None:
        self._put_direct(
            line,
            Attribution(
                tuple(self._inside(sentence, at) for at in places),
                tuple(map(sentence.range, cues.spans(sentence, cue))) if cue else (),
                sentence.range(source) if source else None,
                continues=None if cue or source else self._running_on(line),
            ),
        )

    def _running_on(self, line: int) -> int | None:
        """The quote whose closing mark is lacking at the end of the line before (Q6)."""
        near = self._last is not None and line - self._last_line == 1 and self._open
        return self._last if near else None

    def _put_direct(self, line: int, one: Attribution) -> None:
        self._last, self._last_line, self._told_line = len(self.found), line, line
        self.found.append(one)

    def _go_on(self, line: int, sentence: Sentence, places: Sequence[int]) -> None:
        """Free words without a cue: they hang on the line before, go on from the quote before in
        the same line (Q6), or are a quote of their own."""
        content = tuple(self._inside(sentence, at) for at in places)
        if self._awaited:
            self._put_direct(line, self._awaited._replace(content=content))
            self._awaited = None
            return
        reach = 1 if self._attitudes else 0
        last = self.found[self._last] if self._last is not None else None
        if last and line - self._last_line <= reach and len(last.content) < _FRAGMENTS:
            assert self._last is not None
            joined = tuple(sorted({*last.content, *content}))
            self.found[self._last] = last._replace(content=joined)
            self._last_line = line
            return
        self._put_direct(line, Attribution(content, continues=self._running_on(line)))

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
