"""`said annotate`: plain text in, annotation lines out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from said.cli.terminal import Jobs, progress

if TYPE_CHECKING:
    from said.annotate.files import Done


class Convention(StrEnum):
    """Whose conventions count where they differ."""

    SAID = "said"
    TIMEML = "timeml"


def annotate(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Text files in UTF-8, `-` for standard input, folders with .txt files, documents "
            "of the corpus (folders with document.json and raw.txt), seeds/ or a checkout.",
        ),
    ],
    layer: Annotated[
        str, typer.Option("--layer", help="What to annotate; several with commas between.")
    ] = "dates",
    dct: Annotated[
        str | None,
        typer.Option(
            "--dct",
            help="The time of plain text, like 2024-05-15; without it relative values stay "
            "unresolved. Documents of the corpus have their own.",
            show_default=False,
        ),
    ] = None,
    convention: Annotated[
        Convention,
        typer.Option(
            "--convention", help="What counts as a date where GUIDELINES.md and TimeML differ."
        ),
    ] = Convention.SAID,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="A folder to write <doc_id>.jsonl to; by default the lines are printed.",
            show_default=False,
        ),
    ] = None,
    jobs: Jobs = None,
) -> None:
    """Annotate plain text: JSON Lines, one annotation a line, in the shape of the seeds.

    The id of a document is its file's name without the ending. What cannot be read is told at the
    end, and the rest is annotated all the same.
    """
    from said.annotate.files import Options, annotate_all
    from said.annotate.inputs import STDIN, BadInput, find

    inputs = find(files, sys.stdin.buffer.read() if STDIN in files else b"")
    results = annotate_all(inputs, Options(dct, layer.split(","), convention.value), jobs)
    good, problems = _put(results, len(inputs), out)
    if problems:
        raise BadInput(
            f"{len(inputs) - good} of {len(inputs)} documents were not annotated",
            "correct them and run it again; the others are done",
            problems,
        )


def _put(results: Iterable[Done], total: int, out: Path | None) -> tuple[int, list[str]]:
    """Prints the lines or writes them to files; how many documents are done, and what is wrong with
    the others."""
    from said.places import replace_file

    if out:
        out.mkdir(parents=True, exist_ok=True)
    annotations = bad = 0
    problems: list[str] = []
    with progress("annotating", shown=out is not None or not sys.stdout.isatty()) as bar:
        for number, one in enumerate(results, 1):
            bad += bool(one.problems)
            problems += one.problems
            annotations += one.annotations
            if out is None:
                typer.echo(one.lines, nl=False)
            elif not one.problems:
                replace_file(out / f"{one.doc_id}.jsonl", one.lines)
            bar(number, total)
    if out:
        typer.echo(f"{out}: {total - bad} documents, {annotations} annotations")
    return total - bad, problems
