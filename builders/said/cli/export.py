"""`said export FORMAT`: the annotations of a checkout, or of tables that `said annotate` wrote, in
the formats of other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from said.annotators.inputs import find_tables
from said.cli.help import Group, Panel, add_command
from said.cli.terminal import Json, Root, checkout_at, progress, say, show_json, show_line
from said.formats import FORMATS, format_named
from said.system.errors import SaidError
from said.system.places import unsafe_name

if TYPE_CHECKING:
    from said.formats.document import Format, Written
    from said.system.places import Checkout

app = typer.Typer(
    cls=Group,
    help="Export the corpus to the formats of other programs.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

Named = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="DOC_IDS",
        help="The documents to write, drafts too; by default all that are adjudicated. Or Parquet "
        "files that said annotate wrote.",
        show_default=False,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        help="The folder to write to; by default dist/<format> of the checkout.",
        show_default=False,
    ),
]


@app.callback()
def _formats() -> None:
    """Lets a format be named, however many there are."""


def _command(name: str) -> Callable[..., None]:
    """The command that writes a format."""

    def export(
        named: Named = None, out: Out = None, root: Root = None, as_json: Json = False
    ) -> None:
        _export(name, named or [], out, root, as_json)

    return export


for _name, _told in FORMATS.items():
    _help = f"Write {_told}."
    add_command(app, _command(_name), Panel.FORMATS, name=_name, help=_help)


def _export(name: str, named: list[str], out: Path | None, root: Path | None, json: bool) -> None:
    format_ = format_named(name)
    tables = find_tables(named)
    checkout = None if tables and out else checkout_at(root)
    folder = out or (checkout.dist / name if checkout else Path())
    if tables:
        made = _of_tables(tables, format_, folder)
    else:
        assert checkout is not None
        written = _of_checkout(checkout, named, format_)
        for one in written.values():
            _write(one.files, folder)
        made = {doc_id: one.left_out for doc_id, one in written.items()}
    left_out = {doc_id: notes for doc_id, notes in made.items() if notes}
    if json:
        told = {"folder": str(folder), "documents": list(made), "left_out": left_out}
        show_json("export/1", told)
        return
    for doc_id, notes in left_out.items():
        for note in notes:
            say(f"left out of {doc_id}: {note}")
    alone = f", with the layer {format_.layers[0]} alone" if len(format_.layers) == 1 else ""
    show_line(f"{folder}: {len(made)} documents{alone}")


def _of_checkout(checkout: Checkout, named: list[str], format_: Format) -> dict[str, Written]:
    """The documents of a checkout in a format, by their ids; nothing is written yet."""
    from said.formats.document import AnnotatedText
    from said.seeds.layers import read_layers
    from said.seeds.registries import corpus_flags
    from said.validation.selection import sound_documents

    flags = corpus_flags(checkout) or ()
    documents = []
    with progress("reading") as bar:
        for seed, registries in sound_documents(checkout, named, bar, drafts=True):
            # A sound document has both.
            assert seed.text is not None
            assert seed.metadata is not None
            metadata = seed.metadata.values[0]
            lines = seed.annotations.values if seed.annotations else []
            document = AnnotatedText(
                seed.doc_id,
                seed.text,
                metadata["dct"]["value"],
                lines,
                flags=flags,
                layers=read_layers(seed, registries).layers,
                entities=[*registries.entities.values(), *metadata.get("entities", ())],
            )
            documents.append(document)
    values = format_.values(documents) if format_.values else {}
    return {one.doc_id: format_.write(one._replace(values=values)) for one in documents}


def _of_tables(tables: Sequence[Path], format_: Format, folder: Path) -> dict[str, Sequence[str]]:
    """Writes the rows of tables one after the other; returns the notes on each document."""
    from said.annotators.inputs import Columns
    from said.annotators.parquet.source import open_source
    from said.formats.table import TableColumns, read_table

    try:
        source = open_source(tables, Columns())
    except SaidError as error:
        # The options that would name a column are those of another command.
        remedy = "call the column text" if "--" in error.remedy else error.remedy
        raise SaidError(error.cause, remedy) from error
    names = source.columns
    assert names.text is not None
    columns = TableColumns(names.text, names.id, names.dct)
    made: dict[str, Sequence[str]] = {}
    with progress("writing") as bar:
        for document in chain.from_iterable(read_table(file, columns) for file in tables):
            doc_id = document.doc_id
            if why := unsafe_name(doc_id):
                cause = f"{doc_id!r:.60} cannot name a document's files: {why}"
                raise SaidError(cause, "give the table a column doc_id")
            if doc_id in made:
                raise SaidError(f"{doc_id}: two rows have this id", "give each row its own")
            written = format_.write(document)
            _write(written.files, folder)
            made[doc_id] = (*document.left_out, *written.left_out)
            bar(len(made), source.rows)
    return made


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    from said.system.files import make_out_folder, replace_file

    make_out_folder(folder)
    for name, content in files.items():
        replace_file(folder / name, content)
