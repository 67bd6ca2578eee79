"""`said score`: how far two sets of annotations agree, or how good systems are."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from said.cli.terminal import Json, Root, checkout_at, checkout_if_any, say, show_table

if TYPE_CHECKING:
    from said.score.report import Table


class Measure(StrEnum):
    """What can be measured."""

    AGREEMENT = "agreement"
    TEMPEVAL3 = "tempeval3"


def score(
    first: Annotated[
        str,
        typer.Argument(
            metavar="A",
            help="A set: gold, the name of a pass, or a folder with <doc_id>.jsonl. The reference. "
            "For tempeval3 also a folder with .tml, or a JSON file of a tagger's output.",
        ),
    ],
    second: Annotated[str, typer.Argument(metavar="B", help="The set to compare with it.")],
    third: Annotated[
        str | None,
        typer.Argument(
            metavar="[C]",
            help="For tempeval3: another set to compare with A, and so B with C.",
            show_default=False,
        ),
    ] = None,
    measure: Annotated[
        Measure,
        typer.Option(
            "--measure",
            help="agreement: all layers of the checkout's documents. "
            "tempeval3: dates, by TempEval-3's definition.",
        ),
    ] = Measure.AGREEMENT,
    root: Root = None,
    as_json: Json = False,
) -> None:
    """Compare two sets of annotations, each figure with its n and a 95 % interval."""
    if measure is Measure.TEMPEVAL3:
        names = [first, second] if third is None else [first, second, third]
        _tempeval3(names, root, as_json)
        return
    if third is not None:
        raise typer.BadParameter("a third set is for --measure tempeval3", param_hint="C")
    from said import jsontext
    from said.score import agreement, of_checkout, report

    documents, lonely, registries = of_checkout(checkout_at(root), first, second)
    found = agreement(documents, registries, first, second)
    if as_json:
        typer.echo(jsontext.compact(report.as_json(found, lonely)))
    else:
        _show(lonely, "only one set has them", report.tables(found), report.note(found))


def _tempeval3(names: Sequence[str], root: Path | None, as_json: bool) -> None:
    from said import jsontext
    from said.score import date_sets, report, tempeval3

    documents, lonely = date_sets.read(checkout_if_any(root), names)
    found = tempeval3(documents, names)
    if as_json:
        typer.echo(jsontext.compact(report.outcome_as_json(found, lonely)))
    else:
        tables = report.outcome_tables(found)
        _show(lonely, "not all sets have them", tables, report.outcome_note(found))


def _show(lonely: Sequence[str], why: str, tables: Sequence[Table], note: str) -> None:
    if lonely:
        say(f"left out, because {why}: {', '.join(lonely)}")
    for table in tables:
        show_table(table.title, table.head, table.rows)
    typer.echo(note)
