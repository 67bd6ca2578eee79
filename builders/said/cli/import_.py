"""`said import FORMAT`: annotations of other programs in, annotation lines out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from said.formats import FORMATS, ONLY_READ, format_named

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
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="LABEL=TARGET",
        help="What a label of another project stands for: a layer (quote), a layer with its "
        "label (speaker:name), a part of a quote (cue), or of relations a field (source). Can be "
        "given several times.",
        show_default=False,
    ),
]
Annotator = Annotated[
    str | None,
    typer.Option(
        "--annotator",
        metavar="NAME",
        help="Whose annotations to read, where several people annotated a document.",
        show_default=False,
    ),
]
Reading = Annotated[
    str | None,
    typer.Option(
        "--pass",
        metavar="NAME",
        help="With --into: write to passes/NAME.jsonl, as one reading of the document.",
        show_default=False,
    ),
]


@app.callback()
def _formats() -> None:
    """Lets a format be named, however many there are."""


def _command(name: str) -> Callable[..., None]:
    """The command that reads a format."""

    def import_(
        files: Files,
        out: Out = None,
        into: Into = None,
        mapped: Map = None,
        annotator: Annotator = None,
        reading: Reading = None,
        as_json: Json = False,
    ) -> None:
        if out and into:
            raise typer.BadParameter("--out and --into exclude each other")
        if reading is not None and not into:
            raise typer.BadParameter("--pass needs --into")
        documents = _read(name, files, mapped or [])
        if into:
            documents = _of_folder(documents, into)
        from said.formats.readings import choose_readings

        documents = choose_readings(documents, annotator)
        for document in documents:
            for note in document.left_out:
                say(f"left out of {document.doc_id}: {note}")
        if into:
            _merge(documents, into, format_named(name).layers, reading, as_json)
        elif out:
            _write(documents, out, as_json)
        else:
            for document in documents:
                show_records(_lines(document))

    return import_


for _name, _told in (FORMATS | ONLY_READ).items():
    _help = f"Read {_told}."
    add_command(app, _command(_name), Panel.FORMATS, name=_name, help=_help)


def _read(name: str, files: Sequence[Path], mapped: Sequence[str]) -> list[AnnotatedText]:
    from said.formats.labels import read_label_map
    from said.formats.readings import read_documents

    with progress("reading") as bar:
        return read_documents(format_named(name), files, read_label_map(mapped), bar)


def _of_folder(documents: list[AnnotatedText], folder: Path) -> list[AnnotatedText]:
    """The readings of the document with the id of the folder, or all if there is none."""
    return [one for one in documents if one.doc_id == folder.resolve().name] or documents


def _merge(
    documents: Sequence[AnnotatedText],
    folder: Path,
    layers: Sequence[str],
    reading: str | None,
    as_json: bool,
) -> None:
    from said.edit.merge import merge_annotations

    merged = merge_annotations(documents, folder, layers, say_waiting, reading)
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
