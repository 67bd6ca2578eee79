"""Names what gets into a file that should hold the plain text of an article: a PDF file, a web
page, text in another encoding, the marks of a merge conflict, garbled letters.

`foreign.toml` is the table: how each is told, what it is called, and what to do. Its tests are in
`encodings` and, where they look at a text, at the end of this module. An article can have a *trace*
of something else and be an article all the same; whatever else the table names is none.
"""

from __future__ import annotations

import io
import json
import re
import shlex
import tomllib
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

from said.text import encodings
from said.text.encodings import Found

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
    members: list[str] | None = None
    for row in _table():
        if row.magic and head.startswith(row.magic, row.at):
            return row.as_foreign(file)
        if row.member and head.startswith(b"PK\x03\x04"):
            members = _members(raw) if members is None else members
            if any(name.startswith(row.member) for name in members):
                return row.as_foreign(file)
        if row.test in _OF_BYTES:
            found = _OF_BYTES[row.test](raw)
            if found is not None:
                return row.as_foreign(file, found[0], 1, found[1])
    return None


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
    # In garbled text much else seems to stand that does not.
    return [one for one in found if one.is_garbled][:1] or found


def _times(row: _Row, text: str) -> tuple[int, int, str]:
    """How often a text has what a row looks for, and where first; 0 if too seldom."""
    if row.pattern:
        if not any(one in text for one in row.needs):
            return 0, 0, ""
        starts = [match.start() for match in row.pattern.finditer(text)]
        return (len(starts), starts[0], "") if len(starts) >= row.least else (0, 0, "")
    if row.test in _OF_TEXT:
        found = _OF_TEXT[row.test](text)
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


# ---- tests of texts


def _is_json(text: str) -> Found:
    """One value, or a record on each line."""
    start = text.lstrip()
    if not start.startswith(("{", "[")):
        return None
    first = start.split("\n", 1)[0]
    if re.match(r'[{\[]\s*(?:["\[{]|$)', first) is None:
        return None
    for part in (first, start):
        try:
            if isinstance(json.loads(part), dict | list):
                return 0, ""
        except (ValueError, RecursionError):
            continue
    return (0, "") if re.match(r'[\[\s]*\{\s*"[\w-]+"\s*:', start) else None


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n")[:400] if line.strip()]


def _is_standoff(text: str) -> Found:
    lines = _lines(text)
    found = [line for line in lines if re.match(r"[TREAMN#]\d+\t\S+", line)]
    return (0, "") if lines and len(found) > 0.9 * len(lines) else None


def _is_columns(text: str) -> Found:
    """A token on each line, with the same columns."""
    lines = [line for line in _lines(text) if not line.startswith("#")]
    found = [line for line in lines if re.match(r"(?:\d+\t)?\S{1,40}\t\S+(?:\t\S+)*\r?$", line)]
    return (
        (0, "")
        if len(lines) >= 2 and len(found) > 0.9 * len(lines) and _even(found, "\t")
        else None
    )


def _is_table(text: str) -> Found:
    """Fields with one and the same separator, as many in each line, under a line of names."""
    lines = _lines(re.sub(r"\Asep=.\r?\n", "", text))
    if len(lines) < 3:
        return None
    head = lines[0].strip()
    for separator, least in (("\t", 1), (";", 2), (",", 2), ("|", 2)):
        names = [name.strip(' "') for name in head.split(separator)]
        is_head = len(names) > least and all(re.fullmatch(r"\w[\w .-]{0,30}", one) for one in names)
        rows = [_fields(line, separator) for line in lines[1:]]
        even = sum(1 for count in rows if count == len(names))
        if is_head and even > 0.7 * len(rows):
            return 0, ""
    return None


def _fields(line: str, separator: str) -> int:
    """The number of fields of a line of a table."""
    return 1 + re.sub(r'"(?:[^"]|"")*"', "", line).count(separator)


def _even(lines: list[str], separator: str) -> bool:
    return len(Counter(line.count(separator) for line in lines)) == 1


def _is_decomposed(text: str) -> Found:
    """Accents by themselves, and no letter with its accent."""
    match = re.search(r"[A-Za-z][\u0300-\u036f]", text)
    is_mixed = re.search(r"[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f]", text)
    return (match.start(), "") if match and not is_mixed else None


def _is_line_numbers(text: str) -> Found:
    lines = text.split("\n")[:400]
    numbers = [
        int(match[1])
        for line in lines
        if (match := re.match(r" *(\d{1,4})[:.|)]?(?:[ \t]|$)", line))
    ]
    is_counted = len(numbers) >= 5 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return (0, "") if is_counted and len(numbers) >= 0.8 * len(_lines(text)) else None


def _is_no_break(text: str) -> Found:
    count = text.count("\u00a0")
    return (text.index("\u00a0"), "") if count > 20 and count > text.count(" ") else None


def _is_two_columns(text: str) -> Found:
    lines = _lines(text)
    found = [line for line in lines if re.search(r"[^\s ](?: {4,}|\t+)\w", line[:400])]
    return (0, "") if len(found) >= 5 and len(found) > 0.6 * len(lines) else None


def _is_compared(text: str) -> Found:
    lines = _lines(text)
    found = {line[0] for line in lines if re.match(r"[+-](?: |\t|$)", line)}
    count = sum(line[0] in "+-" for line in lines)
    return (0, "") if found == {"+", "-"} and count >= max(5, 0.8 * len(lines)) else None


def _is_all_indented(text: str) -> Found:
    lines = _lines(text)
    is_indented = len(lines) >= 5 and all(line.startswith((" ", "\t")) for line in lines)
    return (0, "") if is_indented else None


_OF_BYTES = {
    "utf32": encodings.find_utf32,
    "utf16": encodings.find_utf16,
    "binary": encodings.find_binary,
    "mixed": encodings.find_mixed,
    "eight_bit": encodings.find_eight_bit,
}
_OF_TEXT = {
    "mojibake": encodings.find_mojibake,
    "json": _is_json,
    "standoff": _is_standoff,
    "columns": _is_columns,
    "table": _is_table,
    "decomposed": _is_decomposed,
    "line_numbers": _is_line_numbers,
    "no_break": _is_no_break,
    "two_columns": _is_two_columns,
    "compared": _is_compared,
    "all_indented": _is_all_indented,
}
