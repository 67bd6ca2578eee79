"""`said reanchor`: the annotations of a document on a new version of its text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from said.cli.terminal import (
    Json,
    Root,
    checkout_at,
    say,
    say_waiting,
    show_findings,
    show_json,
    show_line,
)
from said.system.errors import SaidError

if TYPE_CHECKING:
    from said.edit.reanchor import Moved
    from said.validation.selection import Folder


def reanchor(
    document: Annotated[
        str,
        typer.Argument(metavar="DOC", help="A document: its id in the checkout, or its folder."),
    ],
    new_text: Annotated[
        Path, typer.Argument(metavar="NEW_TEXT", help="The new version of its text, in UTF-8.")
    ],
    rest: Annotated[
        Path | None,
        typer.Option(
            "--rest",
            help="A new file for the records that cannot be moved, which are then taken out of the "
            "document; without it nothing is written if there are any.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing, tell what would be done.")
    ] = False,
    root: Root = None,
    as_json: Json = False,
) -> None:
    """Move the annotations of a document to a new version of its text.

    Annotations, decisions, passes and the evidence in document.json go where their words have gone;
    raw.txt and its SHA-256 become those of the new text, all at once. What could not be placed is
    listed.
    """
    from said.edit.reanchor import reanchor_folder
    from said.edit.selection import document_at

    path = Path(document)
    if not path.is_dir():
        path = checkout_at(root).seeds / document
    selection, folder = document_at(path, document)
    moved, written, notes = reanchor_folder(
        folder, new_text, rest, dry_run=dry_run, waiting=say_waiting
    )
    for note in notes:
        say(note)
    if as_json:
        show_json("reanchor/1", _as_json(moved, written))
    else:
        show_findings(moved.findings, selection.root)
        _show_moved(folder, moved, rest, written)
    if moved.rest and rest is None:
        raise SaidError(
            f"{folder.name}: {_records(moved)} cannot be moved; nothing was written",
            "take them out and keep them with --rest FILE, then annotate them anew",
        )


def _records(moved: Moved) -> str:
    return "1 record" if len(moved.rest) == 1 else f"{len(moved.rest)} records"


def _as_json(moved: Moved, written: bool) -> dict[str, object]:
    return {
        "moved": moved.moved,
        "found": moved.found,
        "rest": [one._asdict() for one in moved.rest],
        "findings": [finding.as_dict() for finding in moved.findings],
        "written": written,
    }


def _show_moved(folder: Folder, moved: Moved, rest: Path | None, written: bool) -> None:
    show_line(
        f"{folder.name}: {moved.moved} spans moved with their words, {moved.found} found again, "
        f"{_records(moved)} left{'' if written else '; nothing was written'}"
    )
    if written:
        if moved.rest:
            show_line(f"the records left are in {rest}, as they were")
        show_line(f"now run: said validate {folder.name}")
