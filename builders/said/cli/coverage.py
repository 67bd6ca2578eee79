"""`said coverage`: what a complete annotation would have accounted for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from said.cli.terminal import Json, Root, checkout_at, progress, show_json, show_line
from said.system.places import Checkout

if TYPE_CHECKING:
    from said.findings.catalogue import Finding
    from said.system.workers import Progress


def coverage(
    documents: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="DOC_IDS",
            help="The documents to look at; by default all that are adjudicated.",
            show_default=False,
        ),
    ] = None,
    root: Root = None,
    as_json: Json = False,
) -> None:
    """List the marks, dates, names and cues that no annotation covers."""
    from said.check import BadSeeds

    checkout = checkout_at(root)
    try:
        with progress("reading") as bar:
            read, findings = _check(checkout, documents or [], bar)
    except BadSeeds as error:
        if as_json:
            found = [finding.as_dict() for finding in error.findings]
            show_json("coverage/1", {"documents": [], "findings": found})
        raise
    if as_json:
        found = [finding.as_dict() for finding in findings]
        show_json("coverage/1", {"documents": read, "findings": found})
    else:
        for finding in findings:
            show_line(finding)
        what = "1 finding" if len(findings) == 1 else f"{len(findings)} findings"
        where = "1 document" if len(read) == 1 else f"{len(read)} documents"
        show_line(f"{what} in {where}")
    raise typer.Exit(1 if findings else 0)


def _check(checkout: Checkout, named: list[str], bar: Progress) -> tuple[list[str], list[Finding]]:
    """The documents that were looked at, and what they leave over. Raises as `sound_documents`."""
    from said.check.coverage import check_coverage
    from said.validation.selection import sound_documents

    read, findings = [], []
    for seed, registries in sound_documents(checkout, named, bar):
        read.append(seed.doc_id)
        findings += check_coverage(seed, registries)
    return read, findings
