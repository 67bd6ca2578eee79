"""`said path`: where the release lies, for a script to use."""

from __future__ import annotations

import typer

from said.cli.terminal import Root, release_at


def path(root: Root = None) -> None:
    """Print the folder of the current release, which load_dataset, pandas and DuckDB open."""
    typer.echo(release_at(root))
