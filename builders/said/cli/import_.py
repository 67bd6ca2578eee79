"""`said import FORMAT`: annotations of other programs in, annotation lines out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from said.cli.help import Group, Panel, add_command
from said.cli.terminal import (
    Json,
    progress,
    say,
    say_waiting,
    show_json,
    show_line,
    show_records,
)
from said.formats import FORMATS, format_named
from said.system.errors import SaidError
from said.system.places import unsafe_name

if TYPE_CHECKING:
    from said.formats.document import AnnotatedText

app = typer.Typer(
    cls=Group,
    help="Import annotations from the formats of other programs.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILES", help="Files of the format, or folders that have some."),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        help="A folder to write <doc_id>.jsonl, <doc_id>.txt and <doc_id>.json (with dct) to; "
        "by default the lines are printed.",
        show_default=False,
    ),
]
Into = Annotated[
    Path | None,
    typer.Option(
        "--into",
        help="A document's folder, as seeds/<doc_id>: its annotations become those of the file, "
        "which must have its text.",
        show_default=False,
    ),
]


@app.callback()
def _formats() -> None:
    """Lets a format be named, however many there are."""


def _command(name: str) -> Callable[..., None]:
    """The command that reads a format."""

    def import_(files: Files, out: Out = None, into: Into = None, as_json: Json = False) -> None:
        if out and into:
            raise typer.BadParameter("--out and --into exclude each other")
        _import(name, files, out, into, as_json)

    return import_


for _name, _told in FORMATS.items():
    _help = f"Read {_told}."
    add_command(app, _command(_name), Panel.FORMATS, name=_name, help=_help)


def _import(
    name: str, files: Sequence[Path], out: Path | None, into: Path | None, as_json: bool
) -> None:
    documents = _read(name, files)
    for document in documents:
        for note in document.left_out:
            say(f"left out of {document.doc_id}: {note}")
    if into:
        _merge(documents, into, format_named(name).layers, as_json)
    elif out:
        _write(documents, out, as_json)
    else:
        for document in documents:
            show_records(_lines(document))


def _read(name: str, files: Sequence[Path]) -> list[AnnotatedText]:
    """The documents in all files. Raises SaidError for what is none of the format, and for two of
    one id."""
    format_ = format_named(name)
    found = list(_files(files, format_.suffix))
    documents = []
    with progress("reading") as bar:
        for done, file in enumerate(found, 1):
            documents += format_.read(file)
            bar(done, len(found))
    times = Counter(document.doc_id for document in documents)
    if twice := [doc_id for doc_id, count in times.items() if count > 1]:
        raise SaidError(f"{twice[0]}: two documents of this name", "import one after the other")
    for doc_id in times:
        if why := unsafe_name(doc_id):
            cause = f"{doc_id!r:.60} cannot name a document's files: {why}"
            raise SaidError(cause, "give the document another id")
    return documents


def _files(named: Sequence[Path], suffix: str) -> Iterator[Path]:
    for path in named:
        if not path.exists():
            raise SaidError(f"{path}: no such file or folder", "name a file, or a folder of them")
        if not path.is_dir():
            yield path
        elif inside := sorted(path.glob(f"*{suffix}")):
            yield from inside
        else:
            raise SaidError(f"{path}: no {suffix} file in this folder", "name files")


def _merge(
    documents: Sequence[AnnotatedText], folder: Path, layers: Sequence[str], as_json: bool
) -> None:
    from said.edit.merge import merge_annotations

    merged = merge_annotations(documents, folder, layers, say_waiting)
    changed = {key: getattr(merged, key) for key in ("added", "removed", "changed")}
    if as_json:
        show_json("import/1", {"file": str(merged.file), **changed, "left_out": merged.left_out})
    else:
        counts = ", ".join(f"{len(ids)} {name}" for name, ids in changed.items())
        show_line(f"{merged.file}: {merged.annotations} annotations: {counts}")


def _lines(document: AnnotatedText) -> bytes:
    from said.text import jsontext

    records = ({"doc_id": document.doc_id, **one} for one in document.annotations)
    return b"".join(jsontext.line(record) + b"\n" for record in records)


def _write(documents: Sequence[AnnotatedText], out: Path, as_json: bool) -> None:
    from said.system.files import make_out_folder, replace_file
    from said.text import jsontext

    make_out_folder(out)
    for one in documents:
        told = {"doc_id": one.doc_id, "dct": one.dct}
        replace_file(out / f"{one.doc_id}.txt", one.text.encode())
        replace_file(out / f"{one.doc_id}.json", jsontext.line(told) + b"\n")
        replace_file(out / f"{one.doc_id}.jsonl", _lines(one))
    found = {one.doc_id: len(one.annotations) for one in documents}
    if as_json:
        left_out = {one.doc_id: one.left_out for one in documents if one.left_out}
        summary = {"folder": str(out), "documents": found, "left_out": left_out}
        show_json("import/1", summary)
    else:
        show_line(f"{out}: {len(found)} documents, {sum(found.values())} annotations")
