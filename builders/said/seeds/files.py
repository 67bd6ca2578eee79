"""A file of the seeds as it was read: its bytes, and those of a text as a text. `json_files` reads
JSON.

Nothing here raises for a file, whatever is in it: what cannot be read is None beside its findings.
Files are read whole, so their size is limited. Links are not followed, and nothing but an ordinary
file is opened to read, so that neither a loop nor a pipe holds a check up.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import TypeVar

from said.findings.catalogue import Finding, errors
from said.text import foreign, hidden, jsontext

T = TypeVar("T")

DOCUMENT_LIMIT = 5_000_000
"""Bytes of a file of one document. The longest novels have fewer; a file is held in memory several
times over, and hostile JSON takes twenty times its size."""

REGISTRY_LIMIT = 50_000_000
"""Bytes of a registry: some hundred thousand entries."""

LINE_LIMIT = 1_000_000
"""Bytes of one JSON value: an annotation with a whole article in its strings."""


Read = tuple[T | None, list[Finding], str]
"""What was in a file, what is wrong with it, and the SHA-256 of its bytes. In all of these, `name`
is what findings call the file."""


def read_text_file(file: str | Path, name: str) -> Read[str]:
    """The text of a file."""
    raw, findings, digest = load_file(file, name, DOCUMENT_LIMIT)
    if raw is None:
        return None, findings, digest
    return *read_text(raw, name), digest


def read_prose_file(file: str | Path, name: str) -> Read[str]:
    """The text of a file that people write for each other, as rulings, in Markdown or not."""
    raw, findings, digest = load_file(file, name, DOCUMENT_LIMIT)
    if raw is None:
        return None, findings, digest
    text, findings = decode_text(raw, name)
    return text, findings if text is None else _hidden_in(text, raw, name), digest


def read_text(raw: bytes, name: str) -> tuple[str | None, list[Finding]]:
    """The text in some bytes, and what is wrong with it."""
    if len(raw) > DOCUMENT_LIMIT:
        message = f"{len(raw):,} bytes, of at most {DOCUMENT_LIMIT:,}"
        return None, [Finding(name, 1, 1, "too-large", message)]
    text, findings = decode_text(raw, name)
    if text is None:
        return None, findings
    if not text.removeprefix("\ufeff").strip():
        return None, [Finding(name, 1, 1, "empty-text", "the text is empty")]
    findings = _foreign_in(text, raw, name)
    return None if errors(findings) else text, findings


def _foreign_in(text: str, raw: bytes, name: str) -> list[Finding]:
    """What a text is instead of an article, or what of something else is in it, and the characters
    in it that nobody sees."""
    other = foreign.identify_bytes(raw, name)
    found = [other] if other else foreign.identify_text(text, name)
    findings = [
        Finding(
            name,
            *jsontext.line_and_column(text, one.offset),
            "text-trace" if one.trace else "not-text",
            one.message,
            advice=one.remedy,
        )
        for one in found
    ]
    if any(not one.trace or one.is_garbled for one in found):
        return findings
    return findings + _hidden_in(text, raw, name)


def _hidden_in(text: str, raw: bytes, name: str) -> list[Finding]:
    """The characters in a text that nobody sees."""
    findings = []
    for one in hidden.find_hidden_in_text(raw, text):
        place = jsontext.line_and_column(text, one.offset)
        advice = foreign.remedy_of_hidden(one.character, name)
        findings.append(Finding(name, *place, "control-character", one.message, advice=advice))
    return findings


def decode_text(raw: bytes, name: str) -> tuple[str | None, list[Finding]]:
    """The text in the bytes of a file, which findings call `name`; None if it is not UTF-8. Then
    the finding says what the file is."""
    try:
        return raw.decode(), []
    except UnicodeDecodeError as error:
        found = foreign.identify_bytes(raw, name)
        is_wide = found is not None and ("UTF-16" in found.name or "UTF-32" in found.name)
        if found is not None and (is_wide or not found.name.startswith("text in ")):
            kind = "utf8" if "UTF-8" in found.name else "not-text"
            return None, [Finding(name, 1, 1, kind, found.message, advice=found.remedy)]
        before = raw[: error.start].decode()
        line, column = jsontext.line_and_column(before, len(before))
        message = f"byte {raw[error.start]:#04x} is not UTF-8"
        has_remedy = found is not None and "CESU" in found.name
        if not has_remedy and (numbers := _lines_to_retype(raw, name)):
            message += "; the other lines are UTF-8"
            shown = ", ".join(map(str, numbers[:_SHOWN]))
            more = f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
            retype = f"retype line{'s' if len(numbers) > 1 else ''} {shown}{more}, in UTF-8"
            return None, [Finding(name, line, column, "utf8", message, advice=retype)]
        message += f": {found.message}" if found else ""
        advice = found.remedy if found else None
        return None, [Finding(name, line, column, "utf8", message, advice=advice)]


_SHOWN = 5
"""Numbers of lines that are listed."""


def _lines_to_retype(raw: bytes, name: str) -> list[int]:
    """The numbers of the lines that are not UTF-8, if others are, so that no other encoding is that
    of the whole file. Of a file of records a single line is enough, in a text it may be one of few
    that are not ASCII."""
    bad, is_utf8 = [], False
    lines = raw.split(b"\n")
    for number, line in enumerate(lines, 1):
        try:
            is_utf8 |= not line.decode().isascii()
        except UnicodeDecodeError:
            bad.append(number)
    is_one = name.endswith(".jsonl") and len(bad) == 1 and len(list(filter(None, lines))) > 1
    return bad if is_utf8 or is_one else []


def list_folder(folder: str | Path, name: str) -> tuple[list[os.DirEntry[str]], list[Finding]]:
    """What lies in a folder, by name, and what no folder of the seeds may hold: links, and names
    that are one name on systems that do not tell upper from lower case."""
    try:
        with os.scandir(folder) as opened:
            entries = sorted(opened, key=lambda entry: entry.name)
    except OSError as error:
        return [], [Finding(name, 1, 1, *_problem(error))]
    findings = []
    taken: dict[str, str] = {}
    for entry in entries:
        file = f"{name}/{printable_name(entry.name)}"
        if entry.is_symlink():
            findings.append(Finding(file, 1, 1, *_PROBLEMS[errno.ELOOP]))
        first = taken.setdefault(entry.name.casefold(), entry.name)
        if first != entry.name:
            message = f"but for upper and lower case this is the name {printable_name(first)}"
            findings.append(Finding(file, 1, 1, "case-collision", message))
    return entries, findings


def printable_name(name: str) -> str:
    """A file's name for people and programs, with bytes that are no UTF-8 as escapes."""
    return os.fsencode(name).decode(errors="backslashreplace")


def load_file(
    file: str | Path, name: str, limit: int, follow: bool = False
) -> tuple[bytes | None, list[Finding], str]:
    """The bytes of an ordinary file, and their SHA-256; None if it is too large or none."""
    try:
        opened = os.open(file, _FLAGS if follow else _FLAGS | os.O_NOFOLLOW)
        try:
            status = os.fstat(opened)
            problem = _unfit(status, limit)
            raw = b"" if problem else os.read(opened, status.st_size)
        finally:
            os.close(opened)
    except OSError as error:
        problem = _problem(error)
    if problem:
        return None, [Finding(name, 1, 1, *problem)], ""
    return raw, [], hashlib.sha256(raw).hexdigest()


# A pipe that nobody writes to must not be waited for.
_FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
_PROBLEMS = {
    errno.ENOENT: ("missing-file", "the file is missing"),
    errno.ENOTDIR: ("missing-file", "the file is missing"),
    errno.ELOOP: ("symbolic-link", "this is a link to another file"),
}


def _problem(error: OSError) -> tuple[str, str]:
    """The kind of finding that an error of the system is, and what to say."""
    number = error.errno or 0
    return _PROBLEMS.get(number, ("unreadable-file", f"it cannot be read: {os.strerror(number)}"))


def _unfit(status: os.stat_result, limit: int) -> tuple[str, str] | None:
    if not stat.S_ISREG(status.st_mode):
        return "unreadable-file", "this is not an ordinary file"
    if status.st_size > limit:
        return "too-large", f"{status.st_size:,} bytes, of at most {limit:,}"
    return None
