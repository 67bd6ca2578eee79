"""`said build`, `said release`, `said path`: seeds in, a release out, closed, and where it is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from said.cli.terminal import (
    Jobs,
    Json,
    Root,
    checkout_at,
    counted,
    progress,
    release_at,
    say,
    say_waiting,
    show_json,
    show_line,
    show_records,
)
from said.system.places import Checkout


def build(
    root: Root = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Write nothing; fail if the release is not what the seeds give."
        ),
    ] = False,
    without_text: Annotated[
        bool,
        typer.Option(
            "--without-text",
            help="Write, instead of corpus/, a release without the articles' text to pass on.",
        ),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="Where --without-text writes; by default a folder in dist/.",
            show_default=False,
        ),
    ] = None,
    jobs: Jobs = None,
    as_json: Json = False,
) -> None:
    """Check seeds/ and write the release to corpus/<version>/."""
    from said import release as releases

    if check and without_text:
        raise typer.BadParameter("--check compares corpus/, which --without-text leaves alone")
    if out and not without_text:
        raise typer.BadParameter("--out goes with --without-text; corpus/ has its place")
    checkout = checkout_at(root)
    try:
        if without_text:
            _build_without_text(checkout, out, jobs, as_json)
        else:
            _build(checkout, check, jobs, as_json)
    except releases.BadSeeds as error:
        if as_json:
            found = [finding.as_dict() for finding in error.findings]
            show_json("build/1", {"findings": found})
        raise


def _build(checkout: Checkout, check: bool, jobs: int | None, as_json: bool) -> None:
    from said import release as releases

    if check:
        with progress("checking") as bar:
            found = releases.check_release(checkout, jobs, bar)
        if as_json:
            show_json("build/1", {"current": not found, "differences": found})
        else:
            for one in found:
                say(one)
            if found:
                say("error: corpus/ is not what seeds/ gives")
                say("remedy: run said build, or do what a line above says")
            else:
                say("the release is what the seeds give")
        raise typer.Exit(1 if found else 0)
    with progress("building") as bar:
        outcome = releases.build_release(checkout, jobs, bar, say_waiting)
    if as_json:
        show_json("build/1", {**outcome._asdict(), "folder": str(outcome.folder)})
        return
    what = "written" if outcome.changed else "up to date"
    show_line(
        f"{checkout.name_of(outcome.folder)}: {what}, {counted(outcome.documents, 'document')}, "
        f"rows {outcome.digest[:12]}{_left_out(outcome.drafts)}"
    )


def _left_out(drafts: int) -> str:
    if not drafts:
        return ""
    return f"; {drafts} draft{'' if drafts == 1 else 's'} left out"


def _build_without_text(
    checkout: Checkout, out: Path | None, jobs: int | None, as_json: bool
) -> None:
    from said import release as releases

    with progress("building") as bar:
        outcome = releases.build_without_text(checkout, out, jobs, bar, say_waiting)
    if as_json:
        show_json("build/1", {**outcome._asdict(), "folder": str(outcome.folder)})
        return
    show_line(
        f"{out or checkout.name_of(outcome.folder)}: written, "
        f"{counted(outcome.documents, 'document')} without text, rows {outcome.digest[:12]}, "
        f"to be restored to {outcome.restores_to[:12]}"
    )


def release(root: Root = None, jobs: Jobs = None) -> None:
    """Close the current version, so that it cannot change any more."""
    from said import release as releases

    checkout = checkout_at(root)
    with progress("checking") as bar:
        digest = releases.close_release(checkout, jobs, bar, say_waiting)
    name = checkout.name_of(checkout.corpus_file)
    show_line(f"closed: its rows {digest[:12]} stand in {name}; commit that file")


def path(root: Root = None) -> None:
    """Print the folder of the current release."""
    show_records(os.fsencode(release_at(root)) + b"\n")
