"""`said coverage`: what a complete annotation would have accounted for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from said.cli.terminal import Json, Root, checkout_at, progress
from said.errors import SaidError
from said.places import Checkout

if TYPE_CHECKING:
    from said.findings import Finding
    from said.release.life import Progress


def coverage(
    documents: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DOC_ID]...",
            help="The documents to look at; by default all that are adjudicated.",
            show_default=False,
        ),
    ] = None,
    root: Root = None,
    as_json: Json = False,
) -> None:
    """List the marks, dates, names and cues that documents leave without an annotation."""
    from said import jsontext
    from said.release import BadSeeds

    checkout = checkout_at(root)
    try:
        with progress("reading") as bar:
            read, findings = _check(checkout, documents or [], bar)
    except BadSeeds as error:
        if as_json:
            found = [finding.as_dict() for finding in error.findings]
            typer.echo(jsontext.compact({"documents": [], "findings": found}))
        raise
    if as_json:
        found = [finding.as_dict() for finding in findings]
        typer.echo(jsontext.compact({"documents": read, "findings": found}))
    else:
        for finding in findings:
            typer.echo(finding)
        what = "1 finding" if len(findings) == 1 else f"{len(findings)} findings"
        where = "1 document" if len(read) == 1 else f"{len(read)} documents"
        typer.echo(f"{what} in {where}")
    raise typer.Exit(1 if findings else 0)


def _check(checkout: Checkout, named: list[str], bar: Progress) -> tuple[list[str], list[Finding]]:
    """The documents that were looked at, and what they leave over.

    Raises SaidError for a name that is no document's, and BadSeeds where a document or a registry
    has mistakes that a build would refuse.
    """
    from said.check import check_document, check_registries
    from said.check.coverage import check
    from said.release import BadSeeds
    from said.seeds import document_ids, read_document, read_registries

    doc_ids, _ = document_ids(checkout)
    for name in named:
        if name not in doc_ids:
            raise SaidError(f"{name}: no document of seeds/", "name a folder of seeds/")
    registries, mistakes = read_registries(checkout)
    mistakes += check_registries(registries)
    wanted = sorted(set(named)) or doc_ids
    read, findings = [], []
    for done, doc_id in enumerate(wanted, 1):
        seed, problems = read_document(checkout, doc_id)
        problems += check_document(seed, registries)
        mistakes += problems
        if not mistakes and (named or seed.released):
            read.append(doc_id)
            findings += check(seed, registries)
        bar(done, len(wanted))
    if mistakes:
        raise BadSeeds(mistakes)
    return read, findings
