"""`said export FORMAT`: the annotations of a checkout in the formats of other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from said.cli.help import Group, Panel, add_command
from said.cli.terminal import Json, Root, checkout_at, progress, say, show_json, show_line
from said.formats import FORMATS, format_named

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
        help="The documents to write, drafts too; by default all that are adjudicated.",
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
    from said.formats.document import AnnotatedText
    from said.seeds.registries import corpus_flags
    from said.validation.selection import sound_documents

    checkout = checkout_at(root)
    folder = out or checkout.dist / name
    format_ = format_named(name)
    flags = corpus_flags(checkout) or ()
    made = {}
    with progress("reading") as bar:
        for seed, _ in sound_documents(checkout, named, bar, drafts=True):
            # A sound document has both.
            assert seed.text is not None
            assert seed.metadata is not None
            lines = seed.annotations.values if seed.annotations else []
            dct = seed.metadata.values[0]["dct"]["value"]
            document = AnnotatedText(seed.doc_id, seed.text, dct, lines, flags=flags)
            made[seed.doc_id] = format_.write(document)
    for written in made.values():
        _write(written.files, folder)
    left_out = {doc_id: one.left_out for doc_id, one in made.items() if one.left_out}
    if json:
        told = {"folder": str(folder), "documents": list(made), "left_out": left_out}
        show_json("export/1", told)
        return
    for doc_id, notes in left_out.items():
        for note in notes:
            say(f"left out of {doc_id}: {note}")
    show_line(f"{folder}: {len(made)} documents")


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    from said.system.files import make_out_folder, replace_file

    make_out_folder(folder)
    for name, content in files.items():
        replace_file(folder / name, content)
