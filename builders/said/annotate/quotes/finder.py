"""Attributions of a text, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence

from said.annotate.quotes import cues, direct, marks, reading, reported
from said.annotate.quotes.attribution import Attribution
from said.annotate.quotes.cues import Cue
from said.annotate.quotes.reading import Sentence
from said.annotate.quotes.sources import Places
from said.text import Range

_TITLED = 2
_MARKS = "\"“”'‘’«»„‚‹›` \t"


class Finder:
    """Goes through a text; `last` is the number of the last direct quote, on line `last_line`."""

    def __init__(self, text: str, attitudes: bool) -> None:
        self.text = text
        self.attitudes = attitudes
        self.found: list[Attribution] = []
        self.last: int | None = None
        self.last_line = -9
        self.pending: tuple[tuple[Range, ...], Range | None, int] | None = None

    def run(self) -> list[Attribution]:
        marked = marks.find(self.text)
        for sentence in reading.read(self.text, marked):
            self._sentence(sentence)
        return self.found

    def _sentence(self, sentence: Sentence) -> None:
        kinds = sentence.kinds
        if direct.only_free_words(sentence):
            self._unattributed(sentence, [i for i, k in enumerate(kinds) if k == "Q"])
            return
        found = cues.find(sentence, self.attitudes, _is_titled(kinds))
        quoted = direct.by_cue(sentence, found) if "Q" in kinds else {}
        left = {i for i, kind in enumerate(kinds) if kind == "Q"}
        before: Places | None = None
        floor = 0
        self.pending = None
        covered = 0
        for number, cue in enumerate(found):
            if cue.first < covered and (cue.verb.attitude or not cue.verb.clause or cue.use != "finite"):
                continue
            later = found[number + 1 :]
            source = None
            if cue.use != "phrase":
                source = reported.source_of(sentence, cue, before)
            if cue in quoted:
                left.difference_update(quoted[cue])
                source = _turned(sentence, cue, quoted[cue], source)
                self._add_direct(sentence, quoted[cue], (self._range(sentence, (cue.first, cue.after)),), source)
                before = source
                floor = max(cue.after, quoted[cue][-1])
                continue
            report = self._report(sentence, cue, source, later, floor)
            if report is None:
                if not later and kinds.rstrip(".") and kinds[-1] == ":" :
                    self.pending = ((self._range(sentence, (cue.first, cue.after)),), self._range(sentence, source) if source else None, sentence.line)
                if cue.use == "finite" and source:
                    before = source
                continue
            if report.source is None and cue.verb.attitude:
                continue
            before = report.source
            covered = report.content[-1][1]
            content = tuple(self._range(sentence, places) for places in report.content)
            self.found.append(
                Attribution(
                    content,
                    (self._range(sentence, (cue.first, cue.after)),),
                    self._range(sentence, report.source) if report.source else None,
                    type="indirect",
                )
            )
        if left:
            colon = direct.by_colon(sentence)
            if colon and set(colon[1]) & left:
                left.difference_update(colon[1])
                self._add_direct(sentence, colon[1], (), colon[0])
        if left:
            self._unattributed(sentence, sorted(left))

    def _report(self, sentence: Sentence, cue: Cue, source: Places | None, later: Sequence[Cue], floor: int) -> reported.Report | None:
        if cue.use == "phrase":
            return reported.by_phrase(sentence, cue, floor)
        if cue.use == "passive" and source is None and (cue.verb.attitude or not cue.verb.clause):
            return None
        content = reported.behind(sentence, cue, later, self.attitudes)
        if content:
            return reported.Report(content, source)
        if cue.verb.clause and cue.use == "finite":
            return reported.inserted(sentence, cue, source, later, floor)
        return None

    def _add_direct(self, sentence: Sentence, places: Sequence[int], cue: tuple[Range, ...], source: Places | None) -> None:
        content = tuple(self._inner(sentence.tokens[i]) for i in places)
        self.last, self.last_line = len(self.found), sentence.line
        self.found.append(Attribution(content, cue, self._range(sentence, source) if source else None))

    def _unattributed(self, sentence: Sentence, places: Sequence[int]) -> None:
        """Marked words without a cue: they go on from the quote before, or hang on the line before."""
        content = tuple(self._inner(sentence.tokens[i]) for i in places)
        if self.pending and sentence.line - self.pending[2] <= 1:
            cue, source, _ = self.pending
            self.pending = None
            self.last, self.last_line = len(self.found), sentence.line
            self.found.append(Attribution(content, cue, source))
            return
        near = self.last is not None and sentence.line - self.last_line <= (1 if self.attitudes else 0)
        if near:
            assert self.last is not None
            last = self.found[self.last]
            self.found[self.last] = last._replace(content=tuple(sorted({*last.content, *content})))
            self.last_line = sentence.line
            return
        if direct.only_free_words(sentence) or self.attitudes:
            self.last, self.last_line = len(self.found), sentence.line
            self.found.append(Attribution(content))

    def _inner(self, token: reading.Token) -> Range:
        start, end = token.start, token.end
        while start < end and self.text[start] in _MARKS:
            start += 1
        while end > start and self.text[end - 1] in _MARKS:
            end -= 1
        return (start, end) if start < end else (token.start, token.end)

    def _range(self, sentence: Sentence, places: Places) -> Range:
        return sentence.tokens[places[0]].start, sentence.tokens[places[1] - 1].end


def find(text: str, attitudes: bool) -> list[Attribution]:
    return Finder(text, attitudes).run()


def _is_titled(kinds: str) -> bool:
    upper = kinds.count("N")
    lower = kinds.count("n") + kinds.count("v")
    return upper > 2 * lower + 1


def _turned(sentence: Sentence, cue: Cue, quoted: Sequence[int], source: Places | None) -> Places | None:
    """The source behind an inverted cue: "“We lost,” said Lind"."""
    from said.annotate.quotes import sources

    kinds = sentence.kinds
    if cue.use == "finite" and (source is None or (cue.first and kinds[cue.first - 1] in ",Q")):
        found = sources.phrase_after(sentence, cue.after)
        if found and kinds[found[0]] in "dNns0":
            return found
    return source
