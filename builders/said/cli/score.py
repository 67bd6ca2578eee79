"""`said score`: how far two sets of annotations agree."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from said.cli.terminal import Json, Root, checkout_at, say, show_table


class Measure(StrEnum):
    """What can be measured."""

    AGREEMENT = "agreement"


def score(
    first: Annotated[
        str,
        typer.Argument(
            metavar="A",
            help="A set: gold, the name of a pass, or a folder with <doc_id>.jsonl. The reference.",
        ),
    ],
    second: Annotated[str, typer.Argument(metavar="B", help="The set to compare with it.")],
    _measure: Annotated[
        Measure, typer.Option("--measure", help="What to measure.")
    ] = Measure.AGREEMENT,
    root: Root = None,
    as_json: Json = False,
) -> None:
    """Compare two sets of annotations: spans, fields and stances, each with n and interval."""
    from said import jsontext
    from said.score import agreement, of_checkout, report

    documents, lonely, registries = of_checkout(checkout_at(root), first, second)
    found = agreement(documents, registries, first, second)
    if as_json:
        typer.echo(jsontext.compact(report.as_json(found, lonely)))
        return
    if lonely:
        say(f"left out, because only one set has them: {', '.join(lonely)}")
    for table in report.tables(found):
        show_table(table.title, table.head, table.rows)
    typer.echo(report.note(found))
