"""Names what gets into a file that should hold the plain text of an article: a PDF file, a web
page, text in another encoding, the marks of a merge conflict, garbled letters.

`foreign.toml` is the table: how each is told, what it is called, and what to do; `recognisers`
has its tests. An article can have a *trace* of something else and be an article all the same;
whatever else the table names is none.
"""

from __future__ import annotations

import io
import re
import shlex
import tomllib
import zipfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

from said.text.recognisers import OF_BYTES, OF_TEXT

_LOOKED_AT = 200_000
"""Characters of a text that are looked at: what is wrong with a whole file shows in them."""


class Foreign(NamedTuple):
    """What a file is, or what stands in its text: where it is first, in code points or bytes, and
    how often; `trace` tells whether the file can be an article all the same."""

    name: str
    remedy: str
    offset: int = 0
    times: int = 1
    trace: bool = False

    @property
    def is_garbled(self) -> bool:
        """Whether the letters of the text are not those that were written."""
        return self.name.startswith("garbled")

    @property
    def message(self) -> str:
        """What it is, for a person."""
        if not self.trace:
            return f"this is {self.name}"
        often = f", {self.times} times" if self.times > 1 else ""
        return f"the text has {self.name}{often}"


class _Row(NamedTuple):
    """A row of the table."""

    name: str
    remedy: str
    magic: bytes = b""
    at: int = 0
    member: str = ""
    pattern: re.Pattern[str] | None = None
    hidden: str = ""
    least: int = 1
    needs: tuple[str, ...] = ()
    test: str = ""
    trace: bool = False

    def as_foreign(self, file: str, offset: int = 0, times: int = 1, encoding: str = "") -> Foreign:
        """The row for a file; its remedy is a command that can be copied."""
        out, then = _result(file, self.trace)
        names = {"file": shlex.quote(file), "encoding": encoding, "out": shlex.quote(out)}
        remedy, name = self.remedy, self.name
        if file.startswith("seeds/") and Path(file).name != "raw.txt":
            # A folder of the seeds takes no other file.
            remedy = remedy.replace("> {out}", "> {out} && mv {out} {file}")
        remedy += then if "{out}" in remedy else ""
        for key, value in names.items():
            remedy, name = remedy.replace(f"{{{key}}}", value), name.replace(f"{{{key}}}", value)
        return Foreign(name, remedy, offset, times, self.trace)


def _result(file: str, is_trace: bool) -> tuple[str, str]:
    """The name for what a remedy makes of a file, and what to do with it: the text of a document
    is frozen, and its folder takes no other file."""
    path = Path(file or "text.txt")
    if path.name != "raw.txt":
        suffix = path.suffix if path.suffix in (".json", ".jsonl") else ".txt"
        return str(path.with_name(f"{path.stem}-plain{suffix}")), ""
    out = f"{path.parent.name}-plain.txt"
    reanchor = f"; then: said reanchor {shlex.quote(path.parent.name)} {shlex.quote(out)}"
    return out, reanchor if is_trace else "; then put the result in the place of raw.txt"


@cache
def _table() -> tuple[_Row, ...]:
    rows = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return tuple(_row(**row) for row in rows.values())


def _row(magic: str = "", pattern: str = "", needs: tuple[str, ...] = (), **rest: object) -> _Row:
    is_hex = magic.startswith("hex:")
    start = bytes.fromhex(magic[4:]) if is_hex else magic.encode()
    found = re.compile(pattern) if pattern else None
    return _Row(magic=start, pattern=found, needs=tuple(needs), **rest)  # type: ignore[arg-type]


def identify_bytes(raw: bytes, file: str) -> Foreign | None:
    """What a file is by its first bytes, or because they are not the UTF-8 of a text; `file` is
    its name, for the remedy."""
    head = raw[:1024]
    bare = _without_lead(head)
    members: list[str] | None = None
    for row in _table():
        is_here = head.startswith(row.magic, row.at) or (not row.at and bare.startswith(row.magic))
        if row.magic and is_here:
            return row.as_foreign(file)
        if row.member and head.startswith(b"PK\x03\x04"):
            members = _members(raw) if members is None else members
            if any(name.startswith(row.member) for name in members):
                return row.as_foreign(file)
        if row.test in OF_BYTES:
            found = OF_BYTES[row.test](raw)
            if found is not None:
                return row.as_foreign(file, found[0], 1, found[1])
    return None


def _without_lead(head: bytes) -> bytes:
    """The first bytes without a byte order mark and white space before them; of a PDF file, which
    may have other things before it, from where it begins."""
    pdf = re.search(rb"%PDF-[12]\.[0-9]", head)
    return head[pdf.start() :] if pdf else head.removeprefix(b"\xef\xbb\xbf").lstrip()


def identify_text(text: str, file: str) -> list[Foreign]:
    """What a text is instead of an article, which is one thing; else the traces of other things in
    it. `file` is its name, for the remedies."""
    start = 1 if text.startswith("\ufeff") else 0
    head = text[start:_LOOKED_AT]
    found: list[Foreign] = []
    for row in _table():
        times, offset, encoding = _times(row, head)
        offset += start
        if times:
            found.append(row.as_foreign(file, offset, times, encoding))
            if not row.trace:
                return found
    # The white space before numbers is theirs.
    if any("number before each line" in one.name for one in found):
        found = [one for one in found if "white space before" not in one.name]
    # In garbled text much else seems to stand that does not.
    return [one for one in found if one.is_garbled][:1] or found


def is_table(text: str) -> bool:
    """Whether a text is a table with the names of its columns."""
    return OF_TEXT["table"](text[:_LOOKED_AT]) is not None


def _times(row: _Row, text: str) -> tuple[int, int, str]:
    """How often a text has what a row looks for, and where first; 0 if too seldom."""
    if row.pattern:
        if not any(one in text for one in row.needs):
            return 0, 0, ""
        starts = [match.start() for match in row.pattern.finditer(text)]
        return (len(starts), starts[0], "") if len(starts) >= row.least else (0, 0, "")
    if row.test in OF_TEXT:
        found = OF_TEXT[row.test](text)
        return (1, *found) if found is not None else (0, 0, "")
    return 0, 0, ""


def remedy_of_hidden(character: str, file: str) -> str | None:
    """What to do about a character that nobody sees, if more is known than that it is there."""
    rows = (row for row in _table() if row.hidden and re.fullmatch(row.hidden, character))
    return next((row.as_foreign(file).remedy for row in rows), None)


def _members(raw: bytes) -> list[str]:
    """The names of the files in a ZIP archive; of its type, which some begin with, the content."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = archive.namelist()[:1000]
            if names[:1] == ["mimetype"] and archive.getinfo("mimetype").file_size < 200:
                names.append(f"mimetype={archive.read('mimetype').decode('ascii', 'replace')}")
            return names
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return []
