"""Moves the annotations of a document, and the evidence of its metadata, to a new version of its
text.

Passes and decisions move too, because they point into the same text; nothing of them but offsets
changes. A span goes where its words have gone, or to the one place where they stand between what is
the same before and behind them. Where there is none, its record is told of, and nothing is lost: it
stays in the old version, or is taken out and handed back. `reanchor_document` is pure;
`reanchor_folder` does it to the files of a document.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from said.check import BadSeeds, check_document
from said.edit import spans
from said.edit.align import Alignment
from said.edit.selection import read_article
from said.findings.catalogue import MOST, Finding, errors, first_of, stops_reanchoring
from said.schema import canonical
from said.seeds import changes
from said.seeds.documents import Seed, read_document_folder
from said.seeds.json_files import JsonFile
from said.seeds.registries import NO_REGISTRIES
from said.system.errors import SaidError
from said.system.files import kind_of, replace_file
from said.text import jsontext
from said.text import segments as texts
from said.text.jsontext import Pointer
from said.text.segments import Range
from said.validation.selection import Folder


class Rest(NamedTuple):
    """A record that could not be moved as a whole: the file and line it stands in, and itself. Of
    `document.json` it is the list of evidence, with the spans that could not."""

    file: str
    line: int
    record: Any

    def as_line(self) -> bytes:
        """The record as a line, to be kept."""
        return jsontext.line(self._asdict()) + b"\n"


class Moved(NamedTuple):
    """A document at its new text: the files that change, how many spans went with their words and
    how many were found again, and what could not be moved, as findings and as records."""

    files: dict[str, bytes]
    moved: int
    found: int
    findings: list[Finding]
    rest: list[Rest]


class Reanchored(NamedTuple):
    """What became of the files of a document: whether they were written, and notes on hidden
    characters of the new text."""

    moved: Moved
    written: bool
    notes: list[str]


def reanchor_folder(
    folder: Folder,
    new_text: Path,
    rest: Path | None = None,
    *,
    dry_run: bool = False,
    waiting: Callable[[], None] | None = None,
) -> Reanchored:
    """Moves a document to the text in a file: all its files at once, or none.

    Records that cannot be moved are taken out and kept in the new file `rest`; without it, nothing
    is written if there are any. `waiting` is called once if another command holds the lock. Raises
    what `reanchor_document` raises, and SaidError if there is something at `rest` already.
    """
    home = changes.home_of(folder.path)
    with changes.locked_home(home, waiting):
        seed, findings = read_document_folder(folder.path, folder.name)
        text, notes = read_article(new_text)
        moved = reanchor_document(seed, findings, text)
        written = not dry_run and (rest is not None or not moved.rest)
        if written:
            if rest is not None and moved.rest:
                if kind_of(rest) is not None:
                    raise SaidError(f"{rest}: is there already", "name a new file with --rest")
                replace_file(rest, b"".join(record.as_line() for record in moved.rest))
            lead = "" if home == folder.path else f"{folder.path.name}/"
            named = {n.removeprefix(f"{folder.name}/"): raw for n, raw in moved.files.items()}
            changes.write_files(home, {f"{lead}{name}": raw for name, raw in named.items()})
    return Reanchored(moved, written, notes)


def reanchor_document(seed: Seed, findings: Sequence[Finding], text: str) -> Moved:
    """The document with another text; `findings` are those of reading it.

    Raises SaidError if the new text is the old one, and BadSeeds if the document has mistakes of
    the levels 1 to 3, which would be moved as well.
    """
    if text == seed.text:
        raise SaidError(
            f"{seed.name}: the new text is the one it has", "name the file with the new version"
        )
    mistakes = errors([*findings, *check_document(seed, NO_REGISTRIES)])
    if early := [one for one in mistakes if stops_reanchoring(one)]:
        raise BadSeeds(early)
    assert seed.text is not None
    assert seed.metadata is not None
    move = _Move(seed.text, text)
    raw = text.encode()
    files = {f"{seed.name}/raw.txt": raw}
    for source, schema in _lines_of(seed):
        files[source.name] = _moved_lines(move, source, schema)
    files[seed.metadata.name] = _moved_metadata(move, seed.metadata, raw)
    return Moved(files, move.moved, move.found, move.findings, move.rest)


def _lines_of(seed: Seed) -> Iterator[tuple[JsonFile, str]]:
    """The files of lines of a document, with the schema of their values."""
    named = [(seed.annotations, "annotation"), (seed.decided, "decided")]
    named += [(seed.adjudication, "adjudication"), *((one, "annotation") for one in seed.passes)]
    return ((source, schema) for source, schema in named if source is not None)


class _Move:
    """From the old text to the new one: where spans go, and what came of those gone so far."""

    def __init__(self, old: str, new: str) -> None:
        self._old = old
        self._new = new
        self._alignment = Alignment(old, new)
        self.moved = 0
        self.found = 0
        self.findings: list[Finding] = []
        self.rest: list[Rest] = []

    def record(self, source: JsonFile, index: int, record: Any, at: Pointer = ()) -> bool:
        """Moves all spans of a record, or tells which cannot be moved and leaves it as it is; `at`
        are the keys that lead to it."""
        placed: list[tuple[dict[str, Any], int, bool]] = []
        lost: list[tuple[Pointer, dict[str, Any]]] = []
        for pointer, span in spans.walk_spans(record):
            place = span["start"], span["end"]
            start = self._start(place)
            if start is None:
                lost.append(((*at, *pointer), span))
            else:
                placed.append((span, start, start == self._alignment.moved(place)))
        # All records are handed back; of the spans as many are told as of a check.
        room = MOST + 1 - len(self.findings)
        found = [self._not_placed(source, index, *one) for one in lost[:room]]
        self.findings = first_of([*self.findings, *found], source.name)
        for span, start, is_moved in () if lost else placed:
            self.moved += is_moved
            self.found += not is_moved
            spans.put_offsets(span, start)
        return not lost

    def _start(self, place: Range) -> int | None:
        """Where a place of the old text starts in the new one, if that can be known."""
        start = self._alignment.moved(place)
        if start is None:
            start = self._between(place)
        size = place[1] - place[0]
        return start if start is not None and self._ends_alike(place, start, size) else None

    def _between(self, place: Range) -> int | None:
        """Where the words of a place stand between what is the same around it, if only once."""
        first, last = self._alignment.around(place)
        exact = self._old[slice(*place)]
        places = spans.occurrences_of(self._new, exact)
        here = bisect_left(places, first)
        behind = bisect_right(places, last - len(exact))
        return places[here] if behind - here == 1 else None

    def _ends_alike(self, place: Range, start: int, size: int) -> bool:
        """Whether the new place cuts no word or character that the old one did not."""
        edges = zip(place, (start, start + size), strict=True)
        return all(
            not texts.splits_grapheme(self._new, new)
            and (_cuts_word(self._old, old) or not _cuts_word(self._new, new))
            for old, new in edges
        )

    def _not_placed(
        self, source: JsonFile, index: int, pointer: Pointer, span: dict[str, Any]
    ) -> Finding:
        first, last = self._alignment.around((span["start"], span["end"]))
        there = self._new[first:last].strip()
        exact, shown = span["exact"], spans.shorten(span["exact"])
        if exact in there:
            message = f"{shown} is not in one place, or inside a word, in {spans.shorten(there)}"
        elif there:
            message = f"where {shown} stood, the new text has {spans.shorten(there)}"
        else:
            message = f"{shown} is gone from its place in the new text"
        return source.finding(index, (*pointer, "exact"), "not-placed", message)


def _cuts_word(text: str, offset: int) -> bool:
    return text[offset - 1 : offset].isalnum() and text[offset : offset + 1].isalnum()


def _moved_lines(move: _Move, source: JsonFile, schema: str) -> bytes:
    """A file of lines with its records moved, without those that cannot be."""
    values = []
    for index, raw in enumerate(source.raws):
        record = jsontext.reread(raw)
        if move.record(source, index, record):
            values.append(record)
        else:
            move.rest.append(Rest(source.name, source.lines[index], record))
    if schema == "annotation" and "/passes/" not in source.name:
        return canonical.annotations(values)
    lines = (canonical.arranged(value, schema) for value in values)
    return b"".join(jsontext.line(value) + b"\n" for value in lines)


def _moved_metadata(move: _Move, source: JsonFile, raw: bytes) -> bytes:
    """The metadata with its evidence moved, without the spans that cannot be."""
    metadata = jsontext.reread(source.raws[0])
    metadata["sha256"] = hashlib.sha256(raw).hexdigest()
    told: list[tuple[Pointer, Any]] = [(("dct",), metadata["dct"])]
    told += [(("provenance", at), entry) for at, entry in enumerate(metadata["provenance"])]
    for pointer, entry in told:
        kept: list[Any] = []
        left: list[Any] = []
        for at, span in enumerate(entry["evidence"]):
            placed = move.record(source, 0, span, (*pointer, "evidence", at))
            (kept if placed else left).append(span)
        entry["evidence"] = kept
        if left:
            field = pointer[0] if pointer == ("dct",) else entry["field"]
            line = source.finding(0, (*pointer, "evidence"), "not-placed", "").line
            move.rest.append(Rest(source.name, line, {"field": field, "evidence": left}))
    return canonical.metadata(metadata)
