"""brat stand-off, one `.ann` beside a `.txt`: https://brat.nlplab.org/standoff.html.

The text is the bytes of the `.txt` decoded as UTF-8, nothing changed, so CR LF is two characters;
offsets count its code points. A line of the `.ann` may end in CR LF. A text-bound annotation may
have many fragments; they are sorted, and what is empty, crosses another or lies outside the text is
refused. The string that it quotes must be that of the text, except for white space; one that holds
line feeds may run over lines, as in PolNeAR, though brat itself writes blanks there.

An event's roles of one name come numbered (Content, Content2), and lose their numbers here.

A folder has texts and annotations side by side, or in `text/` and `attributions/`, as PolNeAR. An
`.ann` belongs to the text of its own name, else to that of its name without the last `_` and what
follows: who annotated it, where a text has several `.ann`.

Reading leaves out, and reports: normalisations (N) and equivalences (*). Where it is `lenient`, it
does the same with each line that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from said.formats.encoding import decode_utf8
from said.system.errors import SaidError
from said.system.files import read_file
from said.text.segments import Range

SUFFIX = ".ann"
TEXT_SUFFIX = ".txt"
NOTE = "AnnotatorNotes"
"""The type of the notes that brat lets a person edit."""
REMEDY = "correct the line, or name a brat file and its own text"
_STORE = "store the file in UTF-8"

_ID = re.compile(r"(?:[TEAM#][1-9][0-9]{0,8}|[RN][1-9][0-9]{0,8}|\*)(?=\t)")
_FORMS = {
    kind: (re.compile(pattern), form)
    for kinds, pattern, form in (
        (
            "T",
            r"(\S+) ([0-9]{1,9} [0-9]{1,9}(?:;[0-9]{1,9} [0-9]{1,9})*)(?:\t|$)",
            "TYPE START END, a tab and a string",
        ),
        ("E", r"([^\s:]+):(T[0-9]+)((?: [^\s:]+:[TE][0-9]+)*) *$", "TYPE:T1 ROLE:T2 ..."),
        ("R", r"(\S+) [^\s:]+:([TE][0-9]+) [^\s:]+:([TE][0-9]+)\s*$", "TYPE Arg1:T1 Arg2:T2"),
        ("AM", r"(\S+) ([TER][0-9]+)(?: (.+))?$", "TYPE T1, and a value"),
        ("#", r"(\S+) ([A-Z*#][0-9]*)(?:\t(.*))?$", "TYPE T1, a tab and a note"),
    )
    for kind in kinds
}
"""What follows the id of an annotation, by its letter, and how an error describes it."""
_NUMBER = re.compile(r"[0-9]+$")
_KINDS = {"N": "normalisation", "*": "equivalence"}


class Bound(NamedTuple):
    """A text-bound annotation: its fragments in code points, half open, sorted and disjoint."""

    id: str
    type: str
    fragments: tuple[Range, ...]


class Event(NamedTuple):
    """An event: the text-bound annotation that triggers it, and in `roles` name and id of what
    takes part, a text-bound annotation or another event."""

    id: str
    type: str
    trigger: str
    roles: tuple[tuple[str, str], ...]


class Relation(NamedTuple):
    """A relation: the ids of the two annotations, of each its first and its second argument."""

    id: str
    type: str
    first: str
    second: str


class Attribute(NamedTuple):
    """An attribute of an annotation; without a value it is a flag."""

    id: str
    type: str
    of: str
    value: str | None


class Note(NamedTuple):
    """What somebody noted on an annotation."""

    id: str
    type: str
    of: str
    text: str


class BratAttribution(NamedTuple):
    """An event with a content: the fragments of all spans in each role, in the order of the roles
    in the file."""

    content: list[Range]
    cue: list[Range]
    source: list[Range]


class Brat(NamedTuple):
    """A document as one annotator left it: its text, its annotations in the order of the file, and
    in `left_out` what of them has no place here. `annotator` is "" where no name tells one;
    `lines` are the lines, from 1, in which the annotations stand, by their ids."""

    doc_id: str
    annotator: str
    text: str
    bounds: dict[str, Bound]
    events: list[Event]
    relations: list[Relation]
    attributes: list[Attribute]
    notes: list[Note]
    left_out: list[str]
    lines: dict[str, int]

    def attributions(self) -> Iterator[BratAttribution]:
        """The events with a role Content, as PolNeAR has them."""
        for event in self.events:
            content, cue, source = (
                [
                    fragment
                    for role, of in event.roles
                    if role == name and of in self.bounds
                    for fragment in self.bounds[of].fragments
                ]
                for name in ("Content", "Cue", "Source")
            )
            if content:
                yield BratAttribution(content, cue, source)


def is_standoff_folder(folder: Path) -> bool:
    """Whether a folder has annotations in brat's format."""
    return any(True for _ in _annotations(folder))


def read_standoff_folder(folder: Path) -> Iterator[Brat]:
    """The documents of a folder, by the names of their `.ann`.

    Raises SaidError, with line and column, for a file that is not in brat's format,
    and for an `.ann` without a text.
    """
    for file in sorted(_annotations(folder)):
        yield read_standoff_of_folder(folder, file)


def read_standoff_of_folder(folder: Path, file: Path) -> Brat:
    """The document of one `.ann` in a folder, as `read_standoff_folder`."""
    name = file.name.removesuffix(SUFFIX)
    for stem, annotator in ((name, ""), (name.rpartition("_")[0], name.rpartition("_")[2])):
        for place in (folder, folder / "text"):
            if stem and (text := place / f"{stem}{TEXT_SUFFIX}").is_file():
                return read_standoff(file, text)._replace(doc_id=stem, annotator=annotator)
    raise SaidError(f"{file}: no text for it", f"put {name}{TEXT_SUFFIX} beside it or into text/")


def _annotations(folder: Path) -> Iterator[Path]:
    for place in (folder, folder / "attributions"):
        yield from place.glob(f"*{SUFFIX}")


def read_standoff(file: Path, text_file: Path) -> Brat:
    """The document in a file and its text; its id is the text's name without `.txt`.

    Raises SaidError, with line and column, if they are not in brat's format.
    """
    text = decode_utf8(read_file(text_file), str(text_file), _STORE)
    return parse_standoff(
        read_file(file), text, text_file.name.removesuffix(TEXT_SUFFIX), str(file)
    )


def parse_standoff(
    raw: bytes, text: str, doc_id: str, name: str = "brat", *, lenient: bool = False
) -> Brat:
    """The document in the bytes of an `.ann` and its text; errors call the bytes `name`.

    Raises SaidError if they are not in brat's format; if `lenient` only if they are not UTF-8.
    """
    content = decode_utf8(raw, name, _STORE).removeprefix("\ufeff")
    return _StandoffReader(content, text, doc_id, name, lenient=lenient).read()


class _StandoffReader:
    """Reads one file into `found`, line by line; `at` is the index of the line."""

    def __init__(self, content: str, text: str, doc_id: str, name: str, *, lenient: bool) -> None:
        self.lenient = lenient
        self.lines = [line.removesuffix("\r") for line in content.split("\n")]
        self.text = text
        self.name = name
        self.at = 0
        self.found = Brat(doc_id, "", text, {}, [], [], [], [], [], {})

    def read(self) -> Brat:
        while self.at < len(self.lines):
            if self.lines[self.at].strip():
                self._line_or_note(self.lines[self.at])
            self.at += 1
        if self.lenient:
            return self.found
        for event in self.found.events:
            self._check_references(event.id, event.trigger, *(of for _, of in event.roles))
        for relation in self.found.relations:
            self._check_references(relation.id, relation.first, relation.second)
        return self.found

    def _line_or_note(self, line: str) -> None:
        try:
            self._line(line)
        except SaidError as error:
            if not self.lenient:
                raise
            self.found.left_out.append(error.cause.removeprefix(f"{self.name}:"))

    def _line(self, line: str) -> None:
        begin = _ID.match(line)
        if not begin:
            raise self._error(0, "no annotation: a letter, a number and a tab begin one")
        id_, found = begin[0], self.found
        if id_ in found.lines:
            raise self._error(0, f"{id_} stands in line {found.lines[id_]} too")
        if id_ != "*":
            found.lines[id_] = self.at + 1
        if id_[0] not in _FORMS:
            found.left_out.append(f"line {self.at + 1}: {_KINDS[id_[0]]} {id_}")
            return
        pattern, form = _FORMS[id_[0]]
        fields = pattern.match(line, begin.end() + 1)
        if not fields:
            raise self._error(len(id_) + 1, f"{id_} is not {form}")
        match id_[0], *fields.groups():
            case "T", type_, offsets:
                found.bounds[id_] = self._bound(id_, type_, offsets)
            case "E", type_, trigger, roles:
                found.events.append(Event(id_, type_, trigger, _roles(roles)))
            case "R", type_, first, second:
                found.relations.append(Relation(id_, type_, first, second))
            case "#", type_, of, note:
                found.notes.append(Note(id_, type_, of, note or ""))
            case _, type_, of, value:
                found.attributes.append(Attribute(id_, type_, of, value))

    def _bound(self, id_: str, type_: str, offsets: str) -> Bound:
        column = len(id_) + len(type_) + 2
        fragments = []
        for piece in offsets.split(";"):
            start, end = map(int, piece.split())
            if not start < end <= len(self.text):
                cause = f"{start} to {end} is no span of {len(self.text)} characters"
                raise self._error(column, cause)
            fragments.append((start, end))
            column += len(piece) + 1
        column = min(column, len(self.lines[self.at]))  # without a string, the end of the line
        self._check_string(fragments, column)  # which has them in their own order
        fragments.sort()
        if any(before[1] > after[0] for before, after in pairwise(fragments)):
            raise self._error(len(id_) + len(type_) + 2, f"fragments of {id_} overlap")
        return Bound(id_, type_, tuple(fragments))

    def _check_string(self, fragments: list[Range], column: int) -> None:
        """Holds the string of the current line, and of those it runs over, against the text."""
        exact = " ".join(self.text[start:end] for start, end in fragments)
        wanted, told = exact.split(), self.lines[self.at][column:].split()
        for line in range(self.at, min(self.at + exact.count("\n") + 1, len(self.lines))):
            if line > self.at:
                told += self.lines[line].split()
            if len(told) >= len(wanted):
                if told != wanted:
                    break
                self.at = line
                return
        shown = self.lines[self.at][column:]
        raise self._error(column, f"the text has {exact[:40]!r} there, not {shown[:40]!r}")

    def _check_references(self, of: str, *named: str) -> None:
        for id_ in named:
            if id_ not in self.found.lines:
                self.at = self.found.lines[of] - 1
                place = re.search(rf":{id_}(?!\d)", self.lines[self.at])
                column = place.start() + 1 if place else 0
                raise self._error(column, f"{of} names {id_}, which is not in the file")

    def _error(self, column: int, cause: str) -> SaidError:
        return SaidError(f"{self.name}:{self.at + 1}:{column + 1}: {cause}", REMEDY)


def _roles(written: str) -> tuple[tuple[str, str], ...]:
    pairs = (one.partition(":") for one in written.split())
    return tuple((_NUMBER.sub("", role) or role, of) for role, _, of in pairs)
