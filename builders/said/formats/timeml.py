"""TimeML with one TIMEX3 for each date: https://timeml.org, as in TempEval-3's corpora (.tml).

The text is the content of `<TEXT>`, with markup removed and entities decoded. Offsets count from
its first character, which often is a line feed. Where a document has no `<TEXT>` (TimeBank 1.2),
the text is all the character data of `<TimeML>`. XML turns CR LF and CR into LF.

The document's time is the value of the TIMEX3 in `<DCT>`, wherever that is; without one, of the
first that has the function CREATION_TIME, then PUBLICATION_TIME; else there is none. If it lies in
the text, it is also a date there. An anchor that is the document's time becomes `dct`.

The reader keeps every type, value and modifier as written, whether this project knows it or not,
and nested dates too. A tid `t7` gives the id `d7`; a tid of another form, the next free number. An
anchor that leads to no TIMEX3 of the text stays the tid.

Reading leaves out, and reports: TIMEX3 that have no text; attributes that a date has no field for
(beginPoint, endPoint, valueFromFunction, comment); functions of TIMEX3 that are not the document's
time; TIMEX3 outside of the text; a tid that another one has; how many elements there are of other
kinds, such as EVENT and TLINK. It leaves out temporalFunction without a report.

Writing leaves out, and reports: dates that cross another (one that lies in another is nested);
flags, rules and their precision; anchors that lead nowhere; characters that XML does not have,
which become U+FFFD. It leaves out the other layers; the command says so once. CR LF is kept, as a
reference to the character.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple, cast

from said.formats.document import AnnotatedText, Format, Written
from said.formats.encoding import XmlReader, xml_losses, xml_string
from said.formats.labels import UNMAPPED, LabelMap
from said.schema.records import Annotation, AnyAnnotation, AnyRecord, DateAnnotation
from said.schema.scheme import DCT
from said.system.errors import SaidError
from said.system.files import read_file
from said.text import segments as texts
from said.text.segments import Range

SUFFIX = ".tml"

_ANCHOR = "anchorTimeID"
_FUNCTION = "functionInDocument"
_OPTIONAL = ("mod", "quant", "freq")
_NOT_WRITTEN = ("flags", "rule", "precision")
_KNOWN = {"tid", "type", "value", *_OPTIONAL, _ANCHOR, _FUNCTION, "temporalFunction"}
_STRUCTURE = {"TimeML", "DOCID", "TITLE", "EXTRAINFO"}
"""Elements that say what the parts of a document are, and annotate nothing."""
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")

# The document's time and a date's id, where the reader and the writer meet.
_DCT_TID = "t0"


# Reading.


def read_timeml(file: Path, labels: LabelMap = UNMAPPED) -> list[AnnotatedText]:
    """The one document in a file; its id is the file's name without `.tml`. Nothing in it can stand
    for another layer.

    Raises SaidError, with line and column, if it is not TimeML.
    """
    del labels  # nothing but a TIMEX3 is read
    return [parse_timeml(read_file(file), file.name.removesuffix(SUFFIX), str(file))]


def parse_timeml(raw: bytes, doc_id: str, name: str = "TimeML") -> AnnotatedText:
    """The document in the bytes of a file, which errors call `name`.

    Nothing is fetched, and no document can declare entities, or name a file that does, so that none
    can grow while it is read. Raises SaidError if it is not TimeML.
    """
    reader = _TimemlReader(raw, name, "correct the file, or name a TimeML file")
    start, end = reader.text_range()
    text = "".join(reader.data)
    times = [one._replace(start=one.start - start, end=one.end - start) for one in reader.times]
    dct = _document_time(times)
    inside = [one for one in times if "TEXT" in one.inside or not reader.texts]
    outside = [one for one in times if "TEXT" not in one.inside and reader.texts]
    dates = [one for one in inside if one.end > one.start]
    ids = _renamed([one.tid for one in dates], "t", "d")
    anchors = {one.tid: id_ for one, id_ in reversed([*zip(dates, ids, strict=True)])}
    if dct and dct.tid:
        anchors[dct.tid] = DCT
    text = text[start:end]
    left_out = [note for one in inside if one is not dct for note in _unread(one)]
    tids = Counter(one.tid for one in inside if one.tid)
    left_out += [
        f"TIMEX3 {tid}: {number} have this tid" for tid, number in tids.items() if number > 1
    ]
    names = (f"TIMEX3 {one.tid}" if one.tid else "a TIMEX3" for one in outside if one is not dct)
    left_out += [f"{name}: it is outside of the text" for name in names]
    left_out += [f"{number} elements {name}" for name, number in sorted(reader.others.items())]
    time = (dct.attributes.get("value") if dct else None) or None
    found: list[Annotation] = [
        _annotation(one, id_, text, anchors) for one, id_ in zip(dates, ids, strict=True)
    ]
    return AnnotatedText(doc_id, text, time, found, tuple(left_out))


class _Time(NamedTuple):
    """A TIMEX3: its attributes, where it is in the character data, the elements around it."""

    attributes: dict[str, str]
    start: int
    end: int
    inside: frozenset[str]

    @property
    def tid(self) -> str:
        return self.attributes.get("tid", "")


class _TimemlReader(XmlReader):
    """The character data of a document, its TIMEX3 in the order of their places, its `<TEXT>`."""

    def __init__(self, raw: bytes, name: str, remedy: str) -> None:
        super().__init__(name, remedy)
        self.data: list[str] = []
        self.times: list[_Time] = []
        self._at = 0
        self._open: list[int] = []
        self._depths = {"DCT": 0, "TEXT": 0}
        self._root: str | None = None
        self.texts: list[Range] = []
        self.others: Counter[str] = Counter()
        parser = self.parser
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        self.parse(raw)
        self.times.sort(key=lambda time: (time.start, -time.end))

    def text_range(self) -> Range:
        """Where the text lies in the character data."""
        if len(self.texts) > 1:
            raise SaidError(f"{self.name}: {len(self.texts)} <TEXT>", "leave one of them")
        if self.texts:
            return self.texts[0]
        if self._root != "TimeML":
            cause = f"{self.name}: no TimeML: a <{self._root}> without <TEXT>"
            raise SaidError(cause, "name a TimeML file")
        return 0, self._at

    def _doctype(self, _root: str, system: str | None, _public: str | None, inner: int) -> None:
        """Refuses declarations, here or in another file: an entity may stand for any amount of
        text, or for a file."""
        if inner:
            raise self.error("a document type with declarations of its own is not read")
        if system:
            raise self.error(f"a document type in another file is not read: {system!r:.60}")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._root = self._root or tag
        if tag in self._depths:
            if tag == "TEXT" and not self._depths[tag]:
                self.texts.append((self._at, self._at))
            self._depths[tag] += 1
        elif tag == "TIMEX3":
            self._open.append(len(self.times))
            inside = frozenset(name for name, depth in self._depths.items() if depth)
            self.times.append(_Time(attributes, self._at, self._at, inside))
        elif tag not in _STRUCTURE:
            self.others[tag] += 1

    def _end(self, tag: str) -> None:
        if tag in self._depths:
            self._depths[tag] -= 1
            if tag == "TEXT" and not self._depths[tag]:
                self.texts[-1] = self.texts[-1][0], self._at
        elif tag == "TIMEX3":
            index = self._open.pop()
            self.times[index] = self.times[index]._replace(end=self._at)

    def _characters(self, data: str) -> None:
        self.data.append(data)
        self._at += len(data)


def _document_time(times: Sequence[_Time]) -> _Time | None:
    functions = "CREATION_TIME", "PUBLICATION_TIME"
    named = (one for name in functions for one in times if one.attributes.get(_FUNCTION) == name)
    return next(chain((one for one in times if "DCT" in one.inside), named), None)


def _renamed(names: Sequence[str], old: str, new: str) -> list[str]:
    """The names with another letter and the number they have; where they have none, or one that is
    taken, the next free one."""
    numbers: list[int | None] = []
    taken: set[int] = set()
    for name in names:
        found = _NUMBER.fullmatch(name.removeprefix(old)) if name.startswith(old) else None
        number = int(found[0]) if found else None
        numbers.append(None if number in taken else number)
        taken.update([number] if number else [])
    free = count(1 + max(taken, default=0))
    return [f"{new}{number or next(free)}" for number in numbers]


def _annotation(one: _Time, id_: str, text: str, anchors: dict[str, str]) -> DateAnnotation:
    given = one.attributes
    span = texts.span(text, (one.start, one.end))
    found: AnyAnnotation = {"id": id_, "layer": "date", "span": span}
    found |= {key: given.get(key, "") for key in ("type", "value")}
    found |= {key: given[key] for key in _OPTIONAL if given.get(key)}
    if given.get(_ANCHOR):
        found["anchor"] = anchors.get(given[_ANCHOR], given[_ANCHOR])
    return cast(DateAnnotation, found)


def _unread(one: _Time) -> Iterator[str]:
    """What of a TIMEX3 is in no annotation."""
    name = f"TIMEX3 {one.tid}" if one.tid else f"TIMEX3 at {one.start}"
    if one.start == one.end:
        yield f"{name}: it has no text"
        return
    fields = [key for key in one.attributes if key not in _KNOWN]
    if one.attributes.get(_FUNCTION, "NONE") != "NONE":
        fields.append(_FUNCTION)
    if fields:
        yield f"{name}: no field for {', '.join(fields)}"


# Writing.


def write_timeml(document: AnnotatedText) -> Written:
    """A text with its dates and its time as one file.

    What `read_timeml` gives of it is what went in, but for what is told in `left_out`.
    """
    doc_id, text, dct = document.doc_id, document.text, document.dct
    dates = [one for one in document.annotations if one["layer"] == "date"]
    dates.sort(key=lambda one: (one["span"]["start"], -one["span"]["end"]))
    kept, notes = _nested(dates, len(text))
    ids = [one["id"] for one in kept]
    tids = dict(zip(ids, _renamed(ids, "d", "t"), strict=True))
    anchors = {**tids, **({DCT: _DCT_TID} if dct else {})}
    for one in kept:
        if "anchor" in one and one["anchor"] not in anchors:
            notes.append(f"{one['id']}: its anchor {one['anchor']} is not in the document")
        fields = ", ".join(key for key in _NOT_WRITTEN if one.get(key) is not None)
        if fields:
            notes.append(f"{one['id']}: no attribute for {fields}")
    notes += xml_losses([text, doc_id, dct or "", *map(_values, kept)])
    tags = [_opened(one, tids[one["id"]], anchors) for one in kept]
    parts = [_HEAD.format(doc_id=_escaped(doc_id, _TEXT))]
    if dct:
        time = {"tid": _DCT_TID, "type": "TIME" if "T" in dct else "DATE", "value": dct}
        time |= {"temporalFunction": "false", _FUNCTION: "CREATION_TIME"}
        parts.append(f"<DCT>{_tag(time)}{_escaped(dct, _TEXT)}</TIMEX3></DCT>\n\n")
    parts += "<TEXT>", *_marked(text, kept, tags), "</TEXT>\n\n</TimeML>\n"
    return Written({f"{doc_id}{SUFFIX}": "".join(parts).encode()}, tuple(notes))


_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:noNamespaceSchemaLocation="http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd">

<DOCID>{doc_id}</DOCID>

"""

# A reader turns CR into LF, and in attributes every white space into a blank, unless they are
# written as references.
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = _TEXT | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})


def _escaped(string: str, table: dict[int, str]) -> str:
    return xml_string(string).translate(table)


def _nested(dates: Sequence[DateAnnotation], length: int) -> tuple[list[DateAnnotation], list[str]]:
    """The dates that can be elements of one document, and why the others cannot."""
    kept, notes = [], []
    around: list[DateAnnotation] = []
    for one in dates:
        start, end = one["span"]["start"], one["span"]["end"]
        while around and around[-1]["span"]["end"] <= start:
            around.pop()
        if not 0 <= start < end <= length:
            notes.append(f"{one['id']}: [{start}, {end}) is no span of the text")
        elif around and around[-1]["span"]["end"] < end:
            notes.append(f"{one['id']}: it crosses {around[-1]['id']}, and elements cannot")
        else:
            kept.append(one)
            around.append(one)
    return kept, notes


def _opened(one: DateAnnotation, tid: str, anchors: dict[str, str]) -> str:
    attributes = {"tid": tid, "type": one["type"], "value": one["value"]}
    given: AnyRecord = one
    attributes |= {key: given[key] for key in _OPTIONAL if given.get(key)}
    attributes["temporalFunction"] = "true" if one.get("anchor") else "false"
    attributes[_FUNCTION] = "NONE"
    if one.get("anchor") in anchors:
        attributes[_ANCHOR] = anchors[one["anchor"]]
    return _tag(attributes)


def _values(one: AnyRecord) -> str:
    return "".join(one.get(key, "") for key in ("type", "value", *_OPTIONAL))


def _tag(attributes: dict[str, str]) -> str:
    given = (f'{key}="{_escaped(value, _ATTRIBUTE)}"' for key, value in attributes.items())
    return f"<TIMEX3 {' '.join(given)}>"


def _marked(text: str, dates: Sequence[DateAnnotation], tags: Sequence[str]) -> Iterator[str]:
    """The text with an element around each date; the dates are nested, the outer one first."""
    at = 0
    ends: list[int] = []
    for one, tag in zip(dates, tags, strict=True):
        start = one["span"]["start"]
        while ends and ends[-1] <= start:
            yield _escaped(text[at : ends[-1]], _TEXT) + "</TIMEX3>"
            at = ends.pop()
        yield _escaped(text[at:start], _TEXT) + tag
        at = start
        ends.append(one["span"]["end"])
    for end in reversed(ends):
        yield _escaped(text[at:end], _TEXT) + "</TIMEX3>"
        at = end
    yield _escaped(text[at:], _TEXT)


FORMAT = Format(SUFFIX, ("date",), read_timeml, write_timeml)
