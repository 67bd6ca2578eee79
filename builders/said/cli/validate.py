"""`said validate`: what is wrong with documents, at its place, with its rule and its remedy."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from said.cli.terminal import (
    Jobs,
    Json,
    Root,
    checkout_at,
    progress,
    say,
    say_waiting,
    show_line,
    show_records,
)
from said.findings.reporters import REPORTERS, Reporter

if TYPE_CHECKING:
    from rich.console import Console

    from said.findings.catalogue import Finding
    from said.validation.selection import Selection

_MOST_SHOWN = 100
"""Findings of one kind and severity that a person is shown of many documents."""
_FEW = 200
"""Documents below which starting processes takes longer than it saves."""


def _known_format(name: str) -> str:
    if name not in REPORTERS:
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(REPORTERS)}")
    return name


def validate(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATHS",
            help="Documents, files in them, registries, seeds/ or a checkout; a document may lie "
            "anywhere, and so may a file of annotation lines. By default the checkout around the "
            "current folder.",
            show_default=False,
        ),
    ] = None,
    level: Annotated[
        str,
        typer.Option(
            "--level",
            metavar="LEVELS",
            help="What to look at, like 1-4 or 3,5: 1 file, 2 schema, 3 spans, 4 references, "
            "5 guidelines, 6 corpus.",
        ),
    ] = "1-6",
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar=f"[{'|'.join(REPORTERS)}]",
            callback=_known_format,
            help=", ".join(f"{name} for {one.purpose}" for name, one in REPORTERS.items())
            + "; --json is the same as jsonl.",
        ),
    ] = "text",
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 for warnings, too.")
    ] = False,
    fix: Annotated[
        bool,
        typer.Option(
            "--fix",
            help="Before that mend what has one remedy: order and form, offsets that drifted and "
            "can have one place only, white space at the edges of spans.",
        ),
    ] = False,
    root: Root = None,
    jobs: Jobs = None,
    as_json: Json = False,
) -> None:
    """Report every problem at its place, with the rule and the remedy.

    Exits with 1 if there are errors. With the whole corpus, errors in a draft are shown as
    warnings, because no release has it; name the draft to have them as errors.
    """
    from said.findings.catalogue import FindingCounts
    from said.validation import validate
    from said.validation.selection import select_paths

    levels = _levels(level)
    paths = paths or [checkout_at(root).root]
    selection = select_paths(paths)
    if fix:
        _fix(selection, paths)
    form = "jsonl" if as_json else form
    console = _console() if form == "text" else None
    counts, show = FindingCounts(), _printer(REPORTERS[form], selection.root, console)
    is_one = selection.documents is not None and len(selection.documents) == 1
    shown = _Shown(None if form != "text" or is_one else _MOST_SHOWN)
    count = 0
    with progress("checking", console=console if sys.stdout.isatty() else None) as bar:

        def counted(done: int, total: int) -> None:
            nonlocal count
            count = done
            bar(done, total)

        for finding in validate.validate_selection(
            selection, levels, jobs or _jobs(selection), counted
        ):
            counts.add(finding)
            if shown.takes(finding):
                show(finding)
    for line in shown.left_out():
        say(line)
    say(f"{counts} in {count} document{'' if count == 1 else 's'}")
    raise typer.Exit(1 if counts.fails(strict) else 0)


class _Shown:
    """Which findings are shown to a person: of one kind and severity the first ones, in a run over
    many documents; nobody reads tens of thousands. The others are counted."""

    def __init__(self, most: int | None) -> None:
        self._most = most
        self._counts: Counter[tuple[str, str]] = Counter()
        self._folders: dict[tuple[str, str], set[str]] = {}

    def takes(self, finding: Finding) -> bool:
        """Whether a finding is shown."""
        key = (finding.severity, finding.kind)
        self._counts[key] += 1
        if self._most is None or self._counts[key] <= self._most:
            return True
        self._folders.setdefault(key, set()).add(finding.file.rpartition("/")[0])
        return False

    def left_out(self) -> Iterator[str]:
        """A line on each kind of which not all were shown."""
        for (severity, kind), folders in self._folders.items():
            more = self._counts[severity, kind] - (self._most or 0)
            where = f"{len(folders):,} folder{'' if len(folders) == 1 else 's'}"
            yield (
                f"{kind}: {more:,} more {severity}{'' if more == 1 else 's'} in {where}, "
                f"such as {min(folders)}; name a document to see those in it, or add --json to "
                f"have all; said explain {kind} says what to do"
            )


def _fix(selection: Selection, paths: list[Path]) -> None:
    """Mends what is safe to mend, and says what was done."""
    from said.edit import fix
    from said.edit.selection import edited_selection, locked_selection

    with locked_selection(selection, paths, say_waiting), progress("fixing") as bar:
        for fixed in edited_selection(selection, fix.fix_document, bar):
            fix.write_fixed(fixed, selection.root, selection.checkout)
            for line in fixed.done:
                say(f"fixed: {line}")


def _levels(given: str) -> set[int]:
    """The levels in a string like `1-4` or `3,5`."""
    found: set[int] = set()
    for part in given.split(","):
        first, dash, last = part.strip().partition("-")
        last = last if dash else first
        if not {first, last} <= set("123456") or last < first:
            raise typer.BadParameter(f"{given!r}: give levels from 1 to 6, like 1-4 or 3,5")
        found.update(range(int(first), int(last) + 1))
    return found


def _jobs(selection: Selection) -> int:
    from said.system.workers import core_count
    from said.validation.selection import all_folders

    documents = selection.documents
    if documents is None and selection.checkout:
        documents = tuple(all_folders(selection.checkout)[0])
    return core_count() if documents and len(documents) > _FEW else 1


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


def _printer(reporter: Reporter, root: Path, console: Console | None) -> Callable[[Finding], None]:
    """What prints a finding: on the console, above the progress bar, or as a line for a program."""
    cells = console.width if console and console.is_terminal else 120

    def show(finding: Finding) -> None:
        rendered = reporter.render(finding, root, cells)
        if console:
            console.print(rendered)
        elif reporter.is_data:
            show_records(f"{rendered}\n".encode())
        else:
            show_line(rendered)

    return show
