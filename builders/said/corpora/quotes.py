"""Converts the quotes of a corpus to our conventions, as far as a rule can.

Quotation marks are taken out of direct quotes, a complementiser and the final punctuation out of
reports (Q5), auxiliaries out of cues (Q7); a source phrase keeps its place in `phrase`, and the
mention is reduced to what S3 marks. A thought or attitude without marks is no quote (Q2), nor is a
report inside a direct quote (Q10).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from said.annotators.quotes.attribution import Attribution
from said.annotators.quotes.labels import find_labels
from said.annotators.quotes.marks import find_marked
from said.annotators.quotes.nesting import in_order, with_parents
from said.annotators.quotes.reading import find_free
from said.annotators.speakers.mentions import NameMention, find_names
from said.annotators.speakers.people import People
from said.annotators.speakers.phrases import Part, reduce_phrase
from said.corpora.cues import NEGATION, CueHead, find_clause, is_pronoun, read_cue, words_in
from said.corpora.document import RecordMaker
from said.schema.records import Annotation, AnyRecord
from said.schema.scheme import ranges
from said.text.marked import type_of
from said.text.marks import is_mark
from said.text.reading import Reading
from said.text.segments import Cover, Place, Range, trimmed_range

_COMPLEMENTISER = re.compile(r"(?:that|whether)\b[\s,]*(?=\S)", re.I)
_IF = re.compile(r"if\b\s*(?=\S)", re.I)
_PREPOSITION = re.compile(r"(?:as|of|about)\b\s*(?=\S)", re.I)
_BEFORE_SOURCE = re.compile(r"(?:according to|by|per|from)\s+(?=\S)", re.I)
_LONGEST_LABEL = 80
"""Characters of the name before a turn, with its colon, at most."""
_SPACE = re.compile(r"\s*")
_INITIALS = re.compile(r"(?:\b[A-Za-z]\.){2,}\Z")
_FINAL = frozenset(".,;:!?…—–-")


class GivenQuote(NamedTuple):
    """A quote as the corpus has it."""

    content: Place
    cue: Place
    phrase: Place
    type: str


def convert_to_said(
    made: RecordMaker, records: Sequence[Annotation], *, wrapped: bool, attributed: bool
) -> None:
    """Adds the quotes among some records to `made` by our conventions; `attributed` says whether
    the corpus annotates cues and sources, so that their lack means something."""
    quotes = [one for one in records if one["layer"] == "quote"]
    mentions = {one["id"]: one for one in records if one["layer"] == "speaker"}
    given = [read_given(one, mentions) for one in quotes]
    converter = _ToSaid(made, Reading(made.text, "en", wrapped or None), attributed)
    converter.convert(given, quotes)


def read_given(quote: AnyRecord, mentions: Mapping[str, AnyRecord]) -> GivenQuote:
    """A quote by its places, its source as a whole phrase."""
    source = [mentions[one]["span"] for one in quote.get("source", ()) if one in mentions]
    phrase = ranges(quote.get("phrase", ())) or ranges(source)
    return GivenQuote(ranges(quote["content"]), ranges(quote.get("cue", ())), phrase, quote["type"])


class _ToSaid:
    """Converts the quotes of one text."""

    def __init__(self, made: RecordMaker, reading: Reading, attributed: bool) -> None:
        self._made, self._text, self._reading = made, made.text, reading
        self._attributed = attributed
        self._marks = reading.marks
        self._is_mark = {*self._marks}
        marked = find_marked(reading)
        self._stretches = [one for one in marked if not one.depth]
        labels = {one.outer for one in find_labels(self._text, self._stretches)}
        self._inside = tuple((one.start, one.end) for one in self._stretches)
        self._quoting = [one for one in self._stretches if one.outer not in labels]
        self._quoting_starts = [one.start for one in self._quoting]
        self._paragraph_starts = [start for start, _ in reading.paragraphs]
        self._free = self._free_starts(labels)

    def _free_starts(self, labels: set[Range]) -> set[int]:
        """Where the words in marks begin that stand free."""
        starts = [one.outer[0] for one in self._stretches]
        found: set[int] = set()
        for paragraph in self._reading.paragraphs if starts else ():
            first, after = (bisect_left(starts, edge) for edge in paragraph)
            if first < after:
                free = find_free(self._text, paragraph, self._stretches[first:after], labels)
                found.update(one.outer[0] for one in free)
        return found

    def convert(self, given: Sequence[GivenQuote], quotes: Sequence[AnyRecord]) -> None:
        """Adds the quotes, each with the mentions that are its source."""
        found: list[Attribution] = []
        for number, before in enumerate(given):
            found += self._attributions(before, number, len(found))
        kept = with_parents(found)
        self._count(len(found) - len(kept), "quotes that overlap another, or repeat it (Q6, Q10)")
        words: dict[int, Cover] = {}
        outside = in_order(None if self._is_inside_words(one, kept, words) else one for one in kept)
        self._count(len(kept) - len(outside), "reports inside the words of another quote (Q10)")
        kept = with_parents([one._replace(parent=None) for one in outside])
        sources = self._sources([given[int(one.rule)].phrase for one in kept])
        ids = [f"q{number}" for number in range(1, len(kept) + 1)]
        for quote in kept:
            number = int(quote.rule)
            self._add(quote, ids, sources, given[number], quotes[number])

    def _count(self, number: int, what: str) -> None:
        if number:
            self._made.left_out[what] += number

    def _attributions(self, one: GivenQuote, number: int, first: int) -> Iterator[Attribution]:
        """What becomes of a quote: nothing, one, or one for each of its paragraphs. The rule of an
        attribution is here the number of the quote that it is made of; `first` is its own number
        among all."""
        cue = read_cue(self._reading, one.cue)
        if cue.place != one.cue:
            self._made.changed["words beside its head taken out of a cue (Q7)"] += 1
        source = one.phrase[0] if one.phrase else None
        made = Attribution((), cue.place, source, rule=str(number))
        if any(NEGATION.search(self._text[slice(*place)]) for place in one.cue):
            made = made._replace(polarity="negative")
        type_ = self._type(one, cue)
        if type_ == "direct":
            parts = self._by_paragraph(self._without_marks(one.content))
            for at, part in enumerate(parts):
                goes_on = at > 0 and not self._is_closed(parts[at - 1][-1][1])
                yield made._replace(
                    content=part,
                    cue=cue.place if at == 0 else (),
                    source=source if at == 0 else None,
                    continues=first + at - 1 if goes_on else None,
                )
        elif reported := self._reported(one, type_, cue):
            verbatim = self._verbatim(reported) if type_ == "mixed" else ()
            yield made._replace(content=reported, type=type_, verbatim=verbatim)

    def _type(self, one: GivenQuote, cue: CueHead) -> str:
        """The type by Q1: words in marks are direct where they stand free, and so is the turn of a
        transcript; marks that only label a word are none."""
        if not self._attributed:
            return one.type
        type_ = type_of(self._text, one.content, self._inside)
        if one.cue and not cue.place and self._is_turn(one):
            return "direct"
        if type_ == "direct" and cue.place and not self._is_free(one.content):
            self._made.changed["direct by its marks, governed by the sentence: mixed (Q3)"] += 1
            return "mixed"
        if type_ == "mixed" and not self._verbatim(one.content):
            self._made.changed["mixed by its marks, which only label a word: indirect (Q1)"] += 1
            return "indirect"
        return type_

    def _is_turn(self, one: GivenQuote) -> bool:
        """Whether a name in capitals and a colon begin the line of the content (Q13)."""
        start = one.content[0][0]
        before = self._text[max(0, start - _LONGEST_LABEL) : start].rpartition("\n")[2].strip()
        return before.endswith(":") and before.isupper()

    def _reported(self, one: GivenQuote, type_: str, cue: CueHead) -> Place:
        """The content of a report, () if we do not count it."""
        content, is_led = self._report(one, type_, cue)
        if type_ == "mixed" or not self._attributed or not content:
            return content
        if not cue.is_of_communication(words_in(self._reading, one.phrase)):
            self._count(1, "attitudes and thoughts, not sayings (Q2)")
            return ()
        clause = content if is_led else find_clause(self._reading, content, cue)
        if not clause:
            self._count(1, "reports that are no clause (Q2)")
        return clause

    # ---- content

    def _is_free(self, content: Place) -> bool:
        return any(start <= at < end for start, end in content for at in self._free_in(start, end))

    def _free_in(self, start: int, end: int) -> Iterator[int]:
        """The places of free words in a range, and of those whose mark stands before it."""
        before = start - 1
        if before in self._free:
            yield start
        first = bisect_left(self._marks, start)
        for at in self._marks[first : bisect_left(self._marks, end)]:
            if at in self._free:
                yield at

    def _without_marks(self, content: Place) -> Place:
        """Words in marks without these: each stretch of the content that is between marks."""
        found: list[Range] = []
        for start, end in content if self._attributed else map(self._bare, content):
            at = start
            for first, after in self._cuts(start, end):
                found.append((at, first))
                at = after
            found.append((at, end))
        places = [trimmed_range(self._text, *one) for one in found]
        kept = tuple(one for one in places if one[0] < one[1])
        if kept != content:
            self._made.changed["quotation marks taken out of direct content (Q5)"] += 1
        return kept

    def _cuts(self, start: int, end: int) -> Iterator[Range]:
        """The stretches inside a range that are no words: a mark at its edges, marks with nothing
        but white space between them, and what separates two paragraphs."""
        marks = self._marks[bisect_left(self._marks, start) : bisect_left(self._marks, end)]
        edge = start
        for at in marks:
            bare = _SPACE.fullmatch(self._text, edge, at) is not None
            space = _SPACE.match(self._text, at + 1, end)
            closes = space is not None and (space.end() == end or "\n" in space[0])
            number = bisect_left(self._marks, at + 1)
            other = self._marks[number] if number < len(self._marks) else end
            doubled = other == at + 1 < end and self._text[other] == self._text[at]
            opens_next = (
                other < end - 1
                and self._text[at + 1 : other].isspace()
                and not self._text[other + 1].isspace()
            )
            if bare or closes or doubled or opens_next:
                yield at, at + 1
                edge = at + 1

    def _by_paragraph(self, parts: Place) -> list[Place]:
        """Fragments by the paragraphs that they stand in (Q6). Where a line is a sentence, nothing
        tells what these are."""
        if not self._attributed and not self._reading.wrapped:
            return [parts]
        found: list[list[Range]] = []
        before = -1
        for start, end in parts:
            first = bisect_left(self._paragraph_starts, start + 1) - 1
            after = bisect_left(self._paragraph_starts, end) - 1
            pieces = [(start, end)]
            if first < after:
                edges = self._reading.paragraphs[first : after + 1]
                cut = [(max(start, low), min(end, high)) for low, high in edges]
                pieces = [self._bare(one) for one in cut]
            for at, piece in enumerate(pieces):
                if piece[0] >= piece[1]:
                    continue
                if first + at != before or not found:
                    found.append([])
                found[-1].append(piece)
                before = first + at
        if len(found) > 1:
            self._made.changed["a quotation over paragraphs: a quote for each (Q6)"] += 1
        return [tuple(one) for one in found]

    def _bare(self, one: Range) -> Range:
        """A range without the marks and the white space at its edges."""
        start, end = trimmed_range(self._text, *one)
        start += start < end and is_mark(self._text[start])
        end -= start < end and is_mark(self._text[end - 1])
        return trimmed_range(self._text, start, end)

    def _is_closed(self, end: int) -> bool:
        """Whether a mark closes the words that end at a place."""
        behind = self._text[end : end + 3].lstrip(" \u00a0")
        return bool(behind) and is_mark(behind[0])

    def _report(self, one: GivenQuote, type_: str, cue: CueHead) -> tuple[Place, bool]:
        """The content of a report by Q5, and whether a complementiser led it."""
        parts = list(one.content)
        start, end = parts[0]
        patterns = [_COMPLEMENTISER, *([_IF] if cue.asks else ())]
        is_led = False
        for pattern in (*patterns, _PREPOSITION) if type_ == "mixed" else patterns:
            lead = pattern.match(self._text, start, end)
            if lead and not is_pronoun(self._reading, start, end):
                start = lead.end()
                is_led |= pattern is not _PREPOSITION
                self._made.changed["a word before the report taken out of it (Q5)"] += 1
        parts[0] = start, end
        start, end = parts[-1]
        bare = end
        inside = self._marked_end(end)
        while bare > start and not inside and self._text[bare - 1] in _FINAL:
            if _INITIALS.search(self._text, max(start, bare - 8), bare):
                break
            bare = trimmed_range(self._text, start, bare - 1)[1]
            inside = self._marked_end(bare)
        if bare != end:
            self._made.changed["the final punctuation taken out of a report (Q5)"] += 1
        parts[-1] = start, bare
        return tuple(part for part in parts if part[0] < part[1]), is_led

    def _marked_end(self, end: int) -> bool:
        """Whether what ends at a place is a mark, or punctuation inside marks."""
        number = bisect_left(self._stretches, (end,)) - 1 if self._stretches else -1
        within = number >= 0 and end <= self._stretches[number].outer[1]
        return end - 1 in self._is_mark or within

    def _verbatim(self, content: Place) -> Place:
        """The words in marks inside a content, without marks."""
        found = []
        for start, end in content:
            first = max(0, bisect_left(self._quoting_starts, start) - 1)
            for one in self._quoting[first : bisect_left(self._quoting_starts, end)]:
                place = trimmed_range(self._text, max(start, one.start), min(end, one.end))
                if place[0] < place[1]:
                    found.append(place)
        return tuple(found)

    # ---- source

    def _sources(self, given: Sequence[Place]) -> dict[Place, list[Part]]:
        """The mentions in source phrases (S3), by phrase."""
        whole = [place for place in given if place]
        names = find_names(
            self._reading, [one for place in whole for one in place], People({})
        ).persons
        starts = [one.start for one in names]
        return {place: self._parts(place, names, starts) for place in whole}

    def _parts(
        self, place: Place, names: Sequence[NameMention], starts: Sequence[int]
    ) -> list[Part]:
        start, end = place[0]
        if lead := _BEFORE_SOURCE.match(self._text, start, end):
            start = lead.end()
        inside = [
            one
            for one in names[bisect_left(starts, start) : bisect_left(starts, end)]
            if one.end <= end
        ]
        return reduce_phrase(self._reading, (start, end), inside)

    # ---- records

    def _is_inside_words(
        self, one: Attribution, kept: Sequence[Attribution], words: dict[int, Cover]
    ) -> bool:
        """Whether a report without marks of its own stands in the words of another quote; `words`
        keeps those of each."""
        if one.parent is None:
            return False
        if one.parent not in words:
            parent = kept[one.parent]
            words[one.parent] = Cover(
                parent.content if parent.type == "direct" else parent.verbatim
            )
        start = one.content[0][0]
        own = start in self._is_mark or start - 1 in self._is_mark
        return not own and words[one.parent].contains(one.content[0])

    def _add(
        self,
        one: Attribution,
        ids: Sequence[str],
        sources: Mapping[Place, list[Part]],
        given: GivenQuote,
        before: AnyRecord,
    ) -> None:
        phrase = given.phrase if one.source else ()
        mentions = []
        for part in sources.get(phrase, ()):
            place = (part.start, part.end)
            form: Any = part.form
            mentions.append(self._made.mention(place, form))
            if place not in phrase:
                self._made.changed["a source phrase, of which S3 marks a part"] += 1
        fields: dict[str, Any] = {
            name: before[name] for name in ("speakers", "resolution") if name in before
        }
        if one.continues is not None and fields:
            fields["resolution"] = "implicit"
        self._made.add(
            "quote",
            content=self._made.spans(one.content),
            cue=self._made.spans(one.cue),
            type="indirect" if one.type == "mixed" and not one.verbatim else one.type,
            verbatim=self._made.spans(one.verbatim) if one.type == "mixed" else (),
            source=list(dict.fromkeys(mentions)),
            phrase=self._made.spans(phrase) if mentions else (),
            parent=None if one.parent is None else ids[one.parent],
            continues=None if one.continues is None else ids[one.continues],
            polarity=None if one.polarity == "positive" else one.polarity,
            **fields,
        )


def reduce_names(made: RecordMaker, mentions: Sequence[Range], *, wrapped: bool) -> list[Range]:
    """The names alone in mentions that have titles or appositions with them (S3)."""
    reading = Reading(made.text, "en", wrapped or None)
    names = find_names(reading, mentions, People({})).persons
    starts = [one.start for one in names]
    found = []
    for start, end in mentions:
        inside = names[bisect_left(starts, start) : bisect_left(starts, end)]
        parts = reduce_phrase(reading, (start, end), [one for one in inside if one.end <= end])
        named = [(one.start, one.end) for one in parts if one.form == "name"]
        found.append(named[0] if len(named) == 1 else (start, end))
    return found
