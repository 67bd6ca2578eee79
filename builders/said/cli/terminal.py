"""What all commands share at the terminal: the checkout to work on, errors, progress, tables.

Every command prints through the functions here, which write what would break a line or change the
terminal as an escape (`said.text.hidden`). Only records are printed as they are: they are the data.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from said.system.errors import SaidError
from said.system.places import Checkout, NoCheckout
from said.system.printing import printable

if TYPE_CHECKING:
    from rich.console import Console

    from said.findings.catalogue import Finding
    from said.system.workers import Progress

Root = Annotated[
    Path | None,
    typer.Option(
        "--root",
        help="The corpus to work on; by default the one around the current folder.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help="Worker processes; by default one a core."),
]


def checkout_at(root: Path | None) -> Checkout:
    """The checkout of the option --root, or the one around the current folder. What a killed
    command left in its seeds is repaired first."""
    from said.seeds.changes import find_repaired

    return find_repaired(root or Path.cwd())


def checkout_if_any(root: Path | None) -> Checkout | None:
    """As `checkout_at`, but None outside of a checkout, if --root does not ask for one."""
    try:
        return checkout_at(root)
    except NoCheckout:
        if root:
            raise
        return None


def release_at(root: Path | None) -> Path:
    """The current release of the checkout of --root, or of the one around the current folder;
    outside a checkout what `said.path()` gives. What a killed build left is repaired first."""
    from said.release import swap
    from said.system import places

    checkout = checkout_if_any(root)
    if checkout is None:
        return Path(places.path())
    swap.repair_corpus(checkout)
    return places.current_release(checkout)


def fail(error: SaidError) -> int:
    """Prints an error to stderr: findings one a line, then the cause, then the remedy."""
    for finding in getattr(error, "findings", ()):
        say(str(finding))
    say(f"error: {error.cause}")
    say(f"remedy: {error.remedy}")
    return 1


def say(message: str) -> None:
    """Prints a line on what is going on, to stderr."""
    print(printable(message), file=sys.stderr, flush=True)


def show_line(line: object) -> None:
    """Prints a line to stdout."""
    print(printable(str(line)), flush=True)


def show_text(text: str) -> None:
    """Prints lines that are ended to stdout."""
    print("\n".join(map(printable, text.split("\n"))), end="", flush=True)


def show_json(schema: str, fields: Mapping[str, Any]) -> None:
    """Prints an object as JSON in UTF-8, whatever the encoding of the terminal, to stdout.

    `schema` is the name of a schema in `schema/outputs/` and its version, such as `stats/1`. The
    version rises when a field is removed or changes its meaning.
    """
    from said.text import jsontext

    show_records(jsontext.printable({"schema": schema, **fields}).encode() + b"\n")


def show_records(raw: bytes) -> None:
    """Prints records, or another program's input, to stdout as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(raw)
    sys.stdout.buffer.flush()


@contextmanager
def progress(label: str, shown: bool = True, console: Console | None = None) -> Iterator[Progress]:
    """A progress bar on stderr, or nothing where stderr is no terminal or it is not `shown`. If a
    `console` is given, the bar is there, and what is printed on it meanwhile goes above the bar."""
    if not shown or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    where = console or Console(stderr=True)
    with Progress(*columns, console=where, transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def show_table(title: str, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A table on stdout; columns of numbers are set to the right."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    def cell(value: Any) -> Text:
        """What a cell shows, in the encoding of the terminal, so that the columns stay straight.
        A string would be read as rich's markup."""
        encoding = sys.stdout.encoding or "utf-8"
        return Text(printable(str(value)).encode(encoding, "backslashreplace").decode(encoding))

    table = Table(title=cell(title), title_justify="left")
    for place, name in enumerate(head):
        numbers = bool(rows) and all(isinstance(row[place], int) for row in rows)
        table.add_column(cell(name), justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(cell, row))
    Console(width=None if sys.stdout.isatty() else 200).print(table)


def show_findings(findings: Iterable[Finding], root: Path) -> None:
    """Prints findings with the lines that they are in; `root` is where names of files lead from."""
    from rich.console import Console

    from said.findings.causes import merge_causes
    from said.findings.reporters import finding_as_text

    console = Console(highlight=False, soft_wrap=True)
    for finding in merge_causes(findings):
        console.print(finding_as_text(finding, root, console.width if console.is_terminal else 120))


def say_waiting() -> None:
    """Says that another command holds the lock."""
    say("another command is writing to the same place; waiting for it")


def counted(number: int, one: str, several: str = "") -> str:
    """A number with its noun, of which the plural ends in s unless it is given."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"
