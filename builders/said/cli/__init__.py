"""The command `said`: one small file a command, and the one place that turns errors into exits.

Exit status: 0 done, 1 bad input or a build that differs, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from said.cli import (
    annotate,
    build,
    coverage,
    diff,
    explain,
    export,
    fmt,
    import_,
    init,
    new,
    reanchor,
    restore,
    score,
    show,
    site,
    stats,
    train,
    validate,
)
from said.cli.help import Group, Panel, add_command
from said.cli.terminal import fail, show_line
from said.system import interrupts
from said.system.errors import SaidError
from said.system.files import NotOrdinary
from said.system.printing import printable

app = typer.Typer(
    cls=Group,
    help="Make, check and measure corpora of news annotated for stance, quotes, speakers and "
    "dates, such as SAID, and annotate other texts.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
add_command(app, init.init, Panel.START)
add_command(app, new.new, Panel.START)
app.add_typer(import_.app, name="import", rich_help_panel=Panel.START.value)
add_command(app, fmt.fmt, Panel.EDIT)
add_command(app, validate.validate, Panel.EDIT)
add_command(app, explain.explain, Panel.EDIT)
add_command(app, reanchor.reanchor, Panel.EDIT)
add_command(app, coverage.coverage, Panel.EDIT, hidden=True)
add_command(app, annotate.annotate, Panel.ANNOTATE)
add_command(app, train.train, Panel.ANNOTATE)
add_command(app, show.show, Panel.LOOK)
add_command(app, site.site, Panel.LOOK)
add_command(app, stats.stats, Panel.LOOK)
add_command(app, score.score, Panel.LOOK)
add_command(app, diff.diff, Panel.LOOK)
add_command(app, build.path, Panel.LOOK, hidden=True)
add_command(app, build.build, Panel.RELEASE)
add_command(app, build.release, Panel.RELEASE)
add_command(app, restore.restore, Panel.RELEASE)
app.add_typer(export.app, name="export", rich_help_panel=Panel.RELEASE.value)


# Typer has a copy of Click in some versions, and needs it in others.
_USAGE_ERROR: type[typer.BadParameter] = typer.BadParameter.__mro__[1]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        show_line(version("said-corpus"))
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass


def _open_streams() -> None:
    """Makes stdout and stderr fit to be printed to.

    What is printed to a stream that the caller has closed goes nowhere. The numbers of closed
    streams are taken, so that no file that a command opens gets one of them: libraries write to
    number 2. Characters that the encoding of a stream lacks are printed as escapes.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _fail_usage(error: typer.BadParameter) -> int:
    """Prints what is wrong with the command's arguments, which its message may quote."""
    if not error.message.startswith("Usage: "):  # which is the help
        error.message = printable(error.message)
    shown = io.StringIO()
    error.show(shown)
    sys.stderr.write(shown.getvalue())
    return error.exit_code


def main() -> None:
    """Runs the command; a mistake of the user's ends it with its cause and its remedy."""
    interrupts.catch_interrupts()
    _open_streams()
    try:
        sys.exit(app(standalone_mode=False))
    except interrupts.Interrupted:
        sys.exit(interrupts.end_interrupted())
    except _USAGE_ERROR as error:
        sys.exit(_fail_usage(error))
    except SaidError as error:
        sys.exit(fail(error))
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        remedy = _REMEDIES.get(error.errno or 0, "see what is wrong there")
        if isinstance(error, NotOrdinary):
            remedy = "put an ordinary file there"
        sys.exit(
            fail(SaidError(f"{place}{error.strerror or error}", f"{remedy}, then run it again"))
        )


_REMEDIES = {
    errno.ENOENT: "restore it",
    errno.EACCES: "give access to it",
    errno.EPERM: "give access to it",
    errno.EROFS: "give access to it",
    errno.ENOSPC: "make room on the disk",
    errno.EDQUOT: "make room on the disk",
    errno.EFBIG: "make room on the disk",
    errno.EEXIST: "move it away",
    errno.EISDIR: "move the folder away",
    errno.ENOTDIR: "put a folder there",
    errno.ELOOP: "remove the links",
}
"""What to do about an error of the system."""
