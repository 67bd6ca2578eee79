"""`said fmt`: the canonical form of what people edit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from said.cli.terminal import (
    Json,
    Root,
    checkout_at,
    progress,
    say_waiting,
    show_findings,
    show_json,
    show_line,
)

if TYPE_CHECKING:
    from said.findings.catalogue import Finding


def fmt(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATHS",
            help="Documents, files in them, registries, seeds/ or a checkout; by default the "
            "checkout around the current folder.",
            show_default=False,
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; exit with 1 if something would change."),
    ] = False,
    root: Root = None,
    as_json: Json = False,
) -> None:
    """Put files into canonical form; fill in missing offsets and ids.

    Records may be written as an array, or over several lines. A span may be written without
    offsets, as {"exact": "mass exodus"}, where its string stands in one place, or where a rule
    leaves only one, or without its string; an annotation may be written without an id. What is
    ambiguous stays as it is and is reported; the command then exits with 1.
    """
    from contextlib import nullcontext

    from said.edit.fix import format_document as form
    from said.edit.fix import write_fixed
    from said.edit.selection import edited_selection, locked_selection
    from said.findings.catalogue import errors
    from said.validation.selection import select_paths

    paths = paths or [checkout_at(root).root]
    selection = select_paths(paths)
    changed: list[str] = []
    done: list[str] = []
    findings: list[Finding] = []
    lock = nullcontext() if check else locked_selection(selection, paths, say_waiting)
    with lock, progress("formatting") as bar:
        for fixed in edited_selection(selection, form, bar):
            changed += [*fixed.files, *fixed.removed]
            done += fixed.done
            findings += fixed.findings
            if not check:
                write_fixed(fixed, selection.root, selection.checkout)
    if as_json:
        told = {"changed": changed, "done": done, "written": not check}
        told["findings"] = [finding.as_dict() for finding in findings]
        show_json("fmt/1", told)
    else:
        for line in done:
            show_line(line)
        show_findings(findings, selection.root)
        count = "1 file" if len(changed) == 1 else f"{len(changed)} files"
        show_line(f"{count} {'would change' if check else 'changed'}")
    raise typer.Exit(1 if errors(findings) or (check and changed) else 0)
