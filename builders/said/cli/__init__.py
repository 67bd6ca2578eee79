"""The command `said`: one small file a command, and the one place that turns errors into exits.

Exit status: 0 done, 1 bad input or a build that differs, 2 wrong usage.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from said.cli import build, path, release, stats
from said.cli.terminal import fail
from said.errors import SaidError

app = typer.Typer(
    help="Builds and inspects SAID, a news corpus annotated for stance, quotes, speakers, dates.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(build.build)
app.command()(release.release)
app.command()(stats.stats)
app.command()(path.path)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(version("said-corpus"))
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass


def main() -> None:
    """Runs the command; a mistake of the user's ends it with its cause and its remedy."""
    try:
        app()
    except SaidError as error:
        sys.exit(fail(error))
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        cause = f"{place}{error.strerror or error}"
        sys.exit(fail(SaidError(cause, "make room or give access to it, then run it again")))
    except KeyboardInterrupt:
        sys.exit(fail(SaidError("interrupted", "run it again; nothing is half done")))
