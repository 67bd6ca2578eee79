"""Which documents the command line names: text files, standard input, folders of either kind.

A folder with `document.json` is a document of the corpus, and so is each such folder in `seeds/`,
in a checkout or in any other folder; the text is `raw.txt`, the id the folder's name. Of all other
folders the files `*.txt` are taken, hidden ones left out. Of a file the id is the stem of its name.

Parquet files are tables, a row a document, and are named apart from all else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from said.system.errors import SaidError

STDIN = "-"
TABLE = ".parquet"
"""How the name of a table's file ends."""
NO_COLUMN = "-"
"""Stands for no column where one could be guessed."""
_TEXT, _METADATA = "raw.txt", "document.json"


class Input(NamedTuple):
    """A document to annotate: its id, the file of its text, and that of its metadata if it is a
    document of the corpus. `raw` is the text if it came by standard input."""

    doc_id: str
    file: Path
    metadata: Path | None = None
    raw: bytes | None = None


class Columns(NamedTuple):
    """The names of the columns of the text, the ids and the times; None is to be guessed, or, once
    `choose_columns` is done, not there."""

    text: str | None = None
    id: str | None = None
    dct: str | None = None


class BadInput(SaidError):
    """Files cannot be annotated; `findings` are all of them, a line each."""

    def __init__(self, cause: str, remedy: str, findings: Sequence[str]) -> None:
        super().__init__(cause, remedy)
        self.findings = findings


def find_inputs(named: Iterable[str], stdin: bytes = b"") -> list[Input]:
    """The documents of files and folders, in the order in which they are named; in a folder sorted
    by their names. `stdin` is what `-` stands for.

    Raises BadInput for all files that are missing and folders without a document, and for all
    documents whose id another one has, or whose name is no UTF-8.
    """
    found: list[Input] = []
    problems: list[str] = []
    for name in named:
        inside = [Input("stdin", Path("stdin"), raw=stdin)] if name == STDIN else _at(Path(name))
        if isinstance(inside, str):
            problems.append(f"{name}: {inside}")
        else:
            found += inside
    problems += _bad_ids(found)
    if problems:
        count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
        raise BadInput(
            f"{count} in what is named; nothing was annotated",
            "name text files, documents of the corpus, or folders of them, each once",
            problems,
        )
    return found


def find_tables(named: Iterable[str]) -> list[Path] | None:
    """The Parquet files among what is named, in its order, those of a folder by their names; None
    if there is none. Hidden files are left out, and so are folders in which there are text files.

    Raises SaidError if there is something else beside them.
    """
    found: list[Path] = []
    others: list[str] = []
    for name in named:
        files = _tables(Path(name))
        found += files
        if not files:
            others.append(str(name))
    if found and others:
        raise SaidError(f"{others[0]} is no Parquet file, {found[0]} is one", "annotate them apart")
    return found or None


def _tables(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path] if path.suffix == TABLE else []
    if any(path.glob("*.txt")):
        return []
    return sorted(one for one in path.glob(f"*{TABLE}") if not one.name.startswith("."))


def _at(path: Path) -> list[Input] | str:
    """The documents at a path, or why there are none."""
    if not path.exists():
        return "no such file or folder"
    if not path.is_dir():
        return [Input(path.stem, path)]
    if (path / _METADATA).is_file():
        return [_document(path)]
    if (path / "seeds" / "corpus.json").is_file():
        path = path / "seeds"
    entries = [entry for entry in sorted(path.iterdir()) if not entry.name.startswith(".")]
    documents = [
        _document(entry)
        for entry in entries
        if (entry / _METADATA).is_file() or (entry / _TEXT).is_file()
    ]
    texts = [
        Input(entry.stem, entry) for entry in entries if entry.suffix == ".txt" and entry.is_file()
    ]
    return documents + texts or "no .txt file and no document in this folder"


def _document(folder: Path) -> Input:
    # What a path like `.` is called does not stand in it.
    name = folder.resolve().name if folder.name in ("", "..") else folder.name
    return Input(name, folder / _TEXT, folder / _METADATA)


def _bad_ids(inputs: Sequence[Input]) -> Iterator[str]:
    first: dict[str, Input] = {}
    for one in inputs:
        other = first.setdefault(one.doc_id, one)
        if other is not one:
            yield f"{one.file}: its id would be {one.doc_id}, as that of {other.file}"
        elif one.doc_id.encode(errors="replace").decode() != one.doc_id:
            yield f"{str(one.file)!a}: the name is no UTF-8, so it can be no id"
