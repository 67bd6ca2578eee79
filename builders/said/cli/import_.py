"""`said import FORMAT`: annotations of other programs in, annotation lines out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from said.cli.terminal import progress, say
from said.errors import SaidError

if TYPE_CHECKING:
    from said.formats.timeml import TimeML

app = typer.Typer(
    help="Turn annotations in another format into annotation lines.",
    rich_markup_mode=None,
    no_args_is_help=True,
)


@app.callback()
def _formats() -> None:
    """Lets a format be named, also where there is but one."""


@app.command()
def timeml(
    files: Annotated[list[Path], typer.Argument(help="TimeML files, or folders with .tml files.")],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="A folder to write <doc_id>.jsonl, <doc_id>.txt and <doc_id>.json (with dct) to; "
            "by default the lines are printed.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Dates of TimeML as annotation lines; the id of a document is its file's name without .tml."""
    from said.formats import timeml as format_

    found = list(_files(files, format_.SUFFIX))
    documents = []
    with progress("reading") as bar:
        for done, file in enumerate(found, 1):
            documents.append(format_.read(file))
            bar(done, len(found))
    times = Counter(document.doc_id for document in documents)
    if twice := [doc_id for doc_id, count in times.items() if count > 1]:
        raise SaidError(f"{twice[0]}: two files have this name", "import them one after the other")
    for document in documents:
        for note in document.left_out:
            say(f"left out of {document.doc_id}: {note}")
    if out is None:
        for document in documents:
            typer.echo(_lines(document), nl=False)
        return
    _write(documents, out)
    dates = sum(len(document.annotations) for document in documents)
    typer.echo(f"{out}: {len(documents)} documents, {dates} dates")


def _files(named: Sequence[Path], suffix: str) -> Iterator[Path]:
    for path in named:
        if not path.is_dir():
            yield path
        elif inside := sorted(path.glob(f"*{suffix}")):
            yield from inside
        else:
            raise SaidError(f"{path}: no {suffix} file in this folder", "name files")


def _lines(document: TimeML) -> bytes:
    from said import jsontext

    records = ({"doc_id": document.doc_id, **one} for one in document.annotations)
    return b"".join(jsontext.line(record) + b"\n" for record in records)


def _write(documents: Sequence[TimeML], out: Path) -> None:
    from said import jsontext
    from said.places import replace_file

    out.mkdir(parents=True, exist_ok=True)
    for one in documents:
        told = {"doc_id": one.doc_id, "dct": one.dct}
        replace_file(out / f"{one.doc_id}.txt", one.text.encode())
        replace_file(out / f"{one.doc_id}.json", jsontext.line(told) + b"\n")
        replace_file(out / f"{one.doc_id}.jsonl", _lines(one))
