"""`said export FORMAT`: the annotations of a checkout in the formats of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from said.cli.sound import sound_documents
from said.cli.terminal import Json, Root, checkout_at, progress, say

app = typer.Typer(
    help="Write the documents of the checkout in another format.",
    rich_markup_mode=None,
    no_args_is_help=True,
)


@app.callback()
def _formats() -> None:
    """Lets a format be named, also where there is but one."""


@app.command()
def timeml(
    named: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DOC_ID]...",
            help="The documents to write; by default all that are adjudicated.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="The folder to write <doc_id>.tml to; by default dist/timeml of the checkout.",
            show_default=False,
        ),
    ] = None,
    root: Root = None,
    as_json: Json = False,
) -> None:
    """Texts and dates as TimeML, a file a document."""
    from said import jsontext
    from said.formats import timeml as format_
    from said.places import replace_file

    checkout = checkout_at(root)
    folder = out or checkout.dist / "timeml"
    made = {}
    with progress("reading") as bar:
        for seed, _ in sound_documents(checkout, named or [], bar):
            # A sound document has both.
            assert seed.text is not None
            assert seed.metadata is not None
            dates = seed.annotations.values if seed.annotations else []
            dct = seed.metadata.values[0]["dct"]["value"]
            made[seed.doc_id] = format_.timeml(seed.text, dates, seed.doc_id, dct)
    folder.mkdir(parents=True, exist_ok=True)
    for doc_id, written in made.items():
        replace_file(folder / f"{doc_id}{format_.SUFFIX}", written.document.encode())
    left_out = {doc_id: one.left_out for doc_id, one in made.items() if one.left_out}
    if as_json:
        told = {"folder": str(folder), "documents": list(made), "left_out": left_out}
        typer.echo(jsontext.compact(told))
        return
    for doc_id, notes in left_out.items():
        for note in notes:
            say(f"left out of {doc_id}: {note}")
    typer.echo(f"{folder}: {len(made)} documents")
