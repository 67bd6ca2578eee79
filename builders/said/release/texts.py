"""The raw texts that a release is restored with: found, checked, and where they differ, why.

A text is the one that was annotated if its bytes have the recorded SHA-256, and otherwise not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from said.system.errors import SaidError
from said.system.files import read_file

_BOM = b"\xef\xbb\xbf"

Change = tuple[str | None, Callable[[bytes], bytes]]
"""How a text may have been changed, and what undoes it."""

_AS_IT_IS: Change = (None, lambda raw: raw)
_AT_THE_START: tuple[Change, ...] = (
    _AS_IT_IS,
    ("it begins with a byte order mark (BOM)", lambda raw: raw.removeprefix(_BOM)),
)
_AT_LINE_ENDS: tuple[Change, ...] = (
    _AS_IT_IS,
    ("its lines end in CR LF instead of LF", lambda raw: raw.replace(b"\r\n", b"\n")),
    ("its lines end in LF instead of CR LF", lambda raw: raw.replace(b"\n", b"\r\n")),
)
_AT_THE_END: tuple[Change, ...] = (
    _AS_IT_IS,
    ("a line end was added", lambda raw: raw.removesuffix(b"\n").removesuffix(b"\r")),
    ("the line end at its end is missing", lambda raw: raw + b"\n"),
)


class TextProblem(NamedTuple):
    """A text that is missing (`actual` is None) or differs."""

    file: str
    expected: str
    actual: str | None
    cause: str

    def __str__(self) -> str:
        """The problem in a line for a person."""
        if self.actual is None:
            return f"{self.file}: {self.cause}; needed is the text with SHA-256 {self.expected}"
        return f"{self.file}: {self.cause}; SHA-256 is {self.actual}, not {self.expected}"


class BadTexts(SaidError):
    """Texts are missing or differ; `findings` are all of them, sorted by file."""

    def __init__(self, findings: Sequence[TextProblem]) -> None:
        count = len(findings)
        what = "1 text is" if count == 1 else f"{count} texts are"
        super().__init__(
            f"{what} missing or not the annotated one; nothing was written",
            "put the texts there byte for byte as they were and run it again",
        )
        self.findings = sorted(findings)


def find_text(texts: Path, doc_id: str, sha256: str) -> bytes | TextProblem:
    """The raw text of a document: `<doc_id>/raw.txt` or `<doc_id>.txt` in `texts`, whichever has
    the SHA-256; otherwise the problem with it."""
    files = texts / doc_id / "raw.txt", texts / f"{doc_id}.txt"
    problem = None
    for file in files:
        try:
            raw = read_file(file)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            problem = problem or TextProblem(str(file), sha256, None, error.strerror or str(error))
            continue
        actual = hashlib.sha256(raw).hexdigest()
        if actual == sha256:
            return raw
        problem = problem or TextProblem(str(file), sha256, actual, likely_cause(raw, sha256))
    return problem or TextProblem(str(files[0]), sha256, None, f"missing, and so is {files[1]}")


def likely_cause(raw: bytes, sha256: str) -> str:
    """How a text that has not the SHA-256 came to differ, as far as undoing a change tells."""
    for changes in product(_AT_THE_START, _AT_THE_END, _AT_LINE_ENDS):
        undone = raw
        for _, undo in changes:
            undone = undo(undone)
        if hashlib.sha256(undone).hexdigest() == sha256:
            return " and ".join(change for change, _ in changes if change)
    if raw.startswith(_BOM):
        return "another text, with a byte order mark (BOM)"
    return "another text"
