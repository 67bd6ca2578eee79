"""`said build`: seeds in, release out."""

from __future__ import annotations

from typing import Annotated

import typer

from said.cli.terminal import Jobs, Json, Root, checkout_at, progress, say, waiting


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
    if check:
        with progress("checking") as bar:
            found = release.check(checkout, jobs, bar)
        if as_json:
            typer.echo(jsontext.compact({"current": not found, "differences": found}))
        else:
            for one in found:
                say(one)
            say(
                "error: the release is not what the seeds give\nremedy: run: said build"
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
