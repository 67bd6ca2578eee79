"""`said restore`: a release without text and the raw texts in, the full release out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from said.cli.terminal import Json, counted, progress, say_waiting, show_json, show_line


def restore(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The folder of a release without text.")
    ],
    texts: Annotated[
        Path,
        typer.Option("--texts", help="The raw texts: <doc_id>/raw.txt or <doc_id>.txt."),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="Where to write; by default FOLDER without -without-text, or with -restored.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Put the text back into a release built without text."""
    from said import release

    try:
        with progress("restoring") as bar:
            outcome = release.restore_release(folder, texts, out, bar, say_waiting)
    except release.BadTexts as error:
        if as_json:
            found = [finding._asdict() for finding in error.findings]
            show_json("restore/1", {"texts": found})
        raise
    if as_json:
        show_json("restore/1", {**outcome._asdict(), "folder": str(outcome.folder)})
        return
    what = "written" if outcome.changed else "up to date"
    show_line(
        f"{outcome.folder}: {what}, {counted(outcome.documents, 'document')}, "
        f"rows {outcome.digest[:12]}"
    )
