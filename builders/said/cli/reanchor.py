"""`said reanchor`: the annotations of a document on a new version of its text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from said.cli.article import read_article
from said.cli.terminal import Json, Root, checkout_at, show_findings, show_json, show_line, waiting
from said.system.errors import SaidError

if TYPE_CHECKING:
    from said.edit.reanchor import Moved
    from said.validation.targets import Folder, Target


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
    from said.edit.reanchor import reanchor as move
    from said.seeds import changes
    from said.seeds.documents import read_folder

    target, folder = _document(document, root)
    home = changes.home_of(folder.path)
    with changes.locked(home, waiting):
        seed, findings = read_folder(folder.path, folder.name)
        moved = move(seed, findings, read_article(new_text))
        written = not dry_run and (rest is not None or not moved.rest)
        if as_json:
            show_json("reanchor/1", _as_json(moved, written))
        else:
            show_findings(moved.findings, target.root)
        if written:
            if rest is not None:
                _keep(rest, moved)
            changes.write(home, _from_home(moved, folder, home))
    if not as_json:
        _tell(folder, moved, rest, written)
    if moved.rest and rest is None:
        raise SaidError(
            f"{folder.name}: {_records(moved)} cannot be moved; nothing was written",
            "take them out and keep them with --rest FILE, then annotate them anew",
        )


def _document(named: str, root: Path | None) -> tuple[Target, Folder]:
    """The document of that id or folder."""
    from said.system.files import refuse_link
    from said.validation.targets import Folder, of_paths

    inside = not Path(named).is_dir()
    path = checkout_at(root).seeds / named if inside else Path(named)
    if not path.is_dir():
        raise SaidError(f"{named}: no document of seeds/ and no folder", "name one of them")
    refuse_link(path)
    target = of_paths([path])
    documents = target.documents or ()
    if len(documents) != 1 or not isinstance(documents[0], Folder):
        raise SaidError(f"{named}: this is not one document", "name the folder of one")
    return target, documents[0]


def _from_home(moved: Moved, folder: Folder, home: Path) -> dict[str, bytes]:
    """The files of the document that change, by their names from the home of the change."""
    lead = "" if home == folder.path else f"{folder.path.name}/"
    names = {name: f"{lead}{name.removeprefix(f'{folder.name}/')}" for name in moved.files}
    return {names[name]: content for name, content in moved.files.items()}


def _keep(file: Path, moved: Moved) -> None:
    """Writes the records that cannot be moved, never over a file that is there."""
    from said.system.files import kind_of, replace_file

    if not moved.rest:
        return
    if kind_of(file) is not None:
        raise SaidError(f"{file}: is there already", "name a new file with --rest")
    replace_file(file, b"".join(one.as_line() for one in moved.rest))


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


def _tell(folder: Folder, moved: Moved, rest: Path | None, written: bool) -> None:
    show_line(
        f"{folder.name}: {moved.moved} spans moved with their words, {moved.found} found again, "
        f"{_records(moved)} left{'' if written else '; nothing was written'}"
    )
    if written:
        if moved.rest:
            show_line(f"the records left are in {rest}, as they were")
        show_line(f"now run: said validate {folder.name}")
