"""TimeML, with one TIMEX3 a date: https://timeml.org, as TempEval-3's corpora have it (.tml).

The text is what stands inside `<TEXT>`, markup removed, entities decoded, and nothing else: the
offsets count from its first character, which often is a line feed. Where a document has no `<TEXT>`
(TimeBank 1.2), it is all the character data of `<TimeML>`. XML turns CR LF and CR into LF.

The document's time is the value of the TIMEX3 in `<DCT>`, wherever that stands; without one, of the
first that has the function CREATION_TIME, then PUBLICATION_TIME; else there is none. If it lies in
the text it is a date there as well. An anchor that is the document's time becomes `dct`.

The reader keeps every type, value and modifier as it stands, whether this project knows it or not,
and nested dates too. A tid `t7` gives the id `d7`; a tid of another form, the next free number. An
anchor that leads to no TIMEX3 of the text stays the tid.

Reading leaves out, and tells: TIMEX3 that have no text; attributes that a date has no field for
(beginPoint, endPoint, valueFromFunction, comment); functions of TIMEX3 that are not the document's
time. It leaves out, and does not tell: all that is no TIMEX3, and temporalFunction.

Writing leaves out, and tells: dates that cross another (one that lies in another is nested); flags;
anchors that lead nowhere; characters that XML has not, for which U+FFFD stands. It leaves out, and
does not tell: the other layers. CR LF is kept, as a reference to the character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from xml.parsers import expat

from said.errors import SaidError
from said.seeds import Annotation
from said.text import Range

SUFFIX = ".tml"

_ANCHOR = "anchorTimeID"
_FUNCTION = "functionInDocument"
_OPTIONAL = ("mod", "quant", "freq")
_KNOWN = {"tid", "type", "value", *_OPTIONAL, _ANCHOR, _FUNCTION, "temporalFunction"}
_TID = re.compile(r"t([1-9][0-9]{0,8})")

# The document's time and a date's id, where the reader and the writer meet.
_DCT = "dct"
_DCT_TID = "t0"


class TimeML(NamedTuple):
    """A document: its text, its time as written (None if it has none), its dates by place, and in
    `left_out` what of its TIMEX3 has no place in them."""

    doc_id: str
    text: str
    dct: str | None
    annotations: list[Annotation]
    left_out: tuple[str, ...]


class Written(NamedTuple):
    """A TimeML document, and in `left_out` what it cannot hold of what it was made of."""

    document: str
    left_out: tuple[str, ...]


# Reading.


def read(file: Path) -> TimeML:
    """The document in a file; its id is the file's name without `.tml`.

    Raises SaidError, with line and column, for what is no TimeML.
    """
    return parse(file.read_bytes(), file.name.removesuffix(SUFFIX), str(file))


def parse(raw: bytes, doc_id: str, name: str = "TimeML") -> TimeML:
    """The document in the bytes of a file, which errors call `name`.

    Nothing is fetched, and no document can declare entities of its own, so that none can grow while
    it is read. Raises SaidError for what is no TimeML.
    """
    reader = _Reader(raw, name)
    start, end = reader.text_range()
    text = "".join(reader.data)
    times = [one._replace(start=one.start - start, end=one.end - start) for one in reader.times]
    dct = _document_time(times)
    inside = [one for one in times if one.start >= 0 and one.end <= end - start]
    dates = [one for one in inside if one.end > one.start]
    ids = _ids(dates)
    anchors = {one.tid: id_ for one, id_ in zip(dates, ids, strict=True) if one.tid}
    if dct and dct.tid:
        anchors[dct.tid] = _DCT
    text = text[start:end]
    return TimeML(
        doc_id,
        text,
        (dct.attributes.get("value") if dct else None) or None,
        [_annotation(one, id_, text, anchors) for one, id_ in zip(dates, ids, strict=True)],
        tuple(note for one in inside for note in _unread(one, is_dct=one is dct)),
    )


class _Time(NamedTuple):
    """A TIMEX3: its attributes, where it stands in the character data, and whether in `<DCT>`."""

    attributes: dict[str, str]
    start: int
    end: int
    in_dct: bool

    @property
    def tid(self) -> str:
        return self.attributes.get("tid", "")


class _Reader:
    """The character data of a document, its TIMEX3 in the order of their places, its `<TEXT>`."""

    def __init__(self, raw: bytes, name: str) -> None:
        self.data: list[str] = []
        self.times: list[_Time] = []
        self._name = name
        self._raw = raw
        self._at = 0
        self._open: list[int] = []
        self._depths = {"DCT": 0, "TEXT": 0}
        self._root: str | None = None
        self._texts: list[Range] = []
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(raw, True)
        except expat.ExpatError as error:
            raise self._error(f"no XML: {expat.ErrorString(error.code)}") from error
        except (LookupError, ValueError) as error:  # an encoding that expat cannot have
            raise self._error(str(error)) from error
        self.times.sort(key=lambda time: (time.start, -time.end))

    def text_range(self) -> Range:
        """Where the text lies in the character data."""
        if len(self._texts) > 1:
            raise SaidError(f"{self._name}: {len(self._texts)} <TEXT>", "leave one of them")
        if self._texts:
            return self._texts[0]
        if self._root != "TimeML":
            raise SaidError(
                f"{self._name}: no TimeML: a <{self._root}> without <TEXT>", "name a TimeML file"
            )
        return 0, self._at

    def _error(self, cause: str) -> SaidError:
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        return SaidError(
            f"{self._name}:{line}:{column}: {cause}", "correct the file, or name a TimeML file"
        )

    def _doctype(self, _root: str, system: str | None, _public: str | None, inner: int) -> None:
        """Refuses declarations: an entity may stand for any amount of text, or for a file."""
        if inner:
            raise self._error("a document type with declarations of its own is not read")
        # Where a declaration may be elsewhere, expat drops the references that it does not know.
        if system and (found := _REFERENCE.search(self._raw)):
            raise self._error(f"the entity {found[0].decode('ascii', 'replace')} is not known")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._root = self._root or tag
        if tag in self._depths:
            if tag == "TEXT" and not self._depths[tag]:
                self._texts.append((self._at, self._at))
            self._depths[tag] += 1
        elif tag == "TIMEX3":
            self._open.append(len(self.times))
            self.times.append(_Time(attributes, self._at, self._at, self._depths["DCT"] > 0))

    def _end(self, tag: str) -> None:
        if tag in self._depths:
            self._depths[tag] -= 1
            if tag == "TEXT" and not self._depths[tag]:
                self._texts[-1] = self._texts[-1][0], self._at
        elif tag == "TIMEX3":
            index = self._open.pop()
            self.times[index] = self.times[index]._replace(end=self._at)

    def _characters(self, data: str) -> None:
        self.data.append(data)
        self._at += len(data)


_REFERENCE = re.compile(rb"&(?!#|(?:amp|lt|gt|quot|apos);)[^;\s]*;?")


def _document_time(times: Sequence[_Time]) -> _Time | None:
    functions = "CREATION_TIME", "PUBLICATION_TIME"
    ranks = [
        [one for one in times if one.in_dct],
        *([one for one in times if one.attributes.get(_FUNCTION) == name] for name in functions),
    ]
    return next((found[0] for found in ranks if found), None)


def _ids(dates: Sequence[_Time]) -> list[str]:
    """The ids of the dates: the numbers of their tids, and where there is none, the next ones."""
    taken: dict[int, _Time] = {}
    for one in dates:
        if found := _TID.fullmatch(one.tid):
            taken.setdefault(int(found[1]), one)
    numbers = {id(one): number for number, one in taken.items()}
    free = count(1 + max(taken, default=0))
    return [f"d{numbers.get(id(one)) or next(free)}" for one in dates]


def _annotation(one: _Time, id_: str, text: str, anchors: dict[str, str]) -> Annotation:
    given = one.attributes
    span = {"start": one.start, "end": one.end, "exact": text[one.start : one.end]}
    found: Annotation = {"id": id_, "layer": "date", "span": span}
    found |= {key: given.get(key, "") for key in ("type", "value")}
    found |= {key: given[key] for key in _OPTIONAL if given.get(key)}
    if given.get(_ANCHOR):
        found["anchor"] = anchors.get(given[_ANCHOR], given[_ANCHOR])
    return found


def _unread(one: _Time, is_dct: bool) -> Iterator[str]:
    """What of a TIMEX3 is in no annotation."""
    name = f"TIMEX3 {one.tid}" if one.tid else f"TIMEX3 at {one.start}"
    if one.start == one.end:
        yield f"{name}: it has no text"
        return
    fields = [key for key in one.attributes if key not in _KNOWN]
    if not is_dct and one.attributes.get(_FUNCTION, "NONE") != "NONE":
        fields.append(_FUNCTION)
    if fields:
        yield f"{name}: no field for {', '.join(fields)}"
