"""`said build`: seeds in, release out."""

from __future__ import annotations

from typing import Annotated

import typer

from said.cli.terminal import Jobs, Json, Root, checkout_at, progress, say, waiting
from said.places import Checkout


def build(
    root: Root = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Write nothing; fail if the release is not what the seeds give."
        ),
    ] = False,
    jobs: Jobs = None,
    as_json: Json = False,
) -> None:
    """Check seeds/ and write the release of the current version to corpus/."""
    from said import jsontext, release

    checkout = checkout_at(root)
    try:
        _build(checkout, check, jobs, as_json)
    except release.BadSeeds as error:
        if as_json:
            found = [finding.as_dict() for finding in error.findings]
            typer.echo(jsontext.compact({"findings": found}))
        raise


def _build(checkout: Checkout, check: bool, jobs: int | None, as_json: bool) -> None:
    from said import jsontext, release

    if check:
        with progress("checking") as bar:
            found = release.check(checkout, jobs, bar)
        if as_json:
            typer.echo(jsontext.compact({"current": not found, "differences": found}))
        else:
            for one in found:
                say(one)
            say(
                "error: corpus/ is not what seeds/ gives\n"
                "remedy: run said build, or do what a line above says"
                if found
                else "the release is what the seeds give"
            )
        raise typer.Exit(1 if found else 0)
    with progress("building") as bar:
        outcome = release.build(checkout, jobs, bar, waiting)
    if as_json:
        typer.echo(jsontext.compact({**outcome._asdict(), "folder": str(outcome.folder)}))
        return
    what = "written" if outcome.changed else "up to date"
    typer.echo(
        f"{checkout.name_of(outcome.folder)}: {what}, {outcome.documents} documents, "
        f"rows {outcome.digest[:12]}"
    )
