"""`said score`: how far two sets of annotations agree, or how good systems are."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from said.cli.terminal import (
    Json,
    Root,
    checkout_at,
    checkout_if_any,
    say,
    show_json,
    show_line,
    show_table,
)

if TYPE_CHECKING:
    from said.scoring.report import FigureTable


class Measure(StrEnum):
    """What can be measured."""

    AGREEMENT = "agreement"
    TEMPEVAL3 = "tempeval3"
    ATTRIBUTION = "attribution"


def score(
    first: Annotated[
        str,
        typer.Argument(
            metavar="A",
            help="A set: gold, the name of a pass, or a folder with <doc_id>.jsonl. The reference. "
            "For tempeval3 also a folder with .tml, or a JSON file of a tagger's output; for "
            "attribution also a folder of brat, or a file of lines with doc_id.",
        ),
    ],
    second: Annotated[str, typer.Argument(metavar="B", help="The set to compare with it.")],
    third: Annotated[
        str | None,
        typer.Argument(
            metavar="C",
            help="For tempeval3 and attribution: another set to compare with A, and so B with C.",
            show_default=False,
        ),
    ] = None,
    measure: Annotated[
        Measure,
        typer.Option(
            "--measure",
            help="agreement: all layers of the checkout's documents. "
            "tempeval3: dates, by TempEval-3's definition. "
            "attribution: quotes with their cues, sources and speakers.",
        ),
    ] = Measure.AGREEMENT,
    root: Root = None,
    as_json: Json = False,
) -> None:
    """Compare sets of annotations: agreement, or how good a system is.

    Each figure comes with its n and a 95 % interval.
    """
    if measure is not Measure.AGREEMENT:
        names = [first, second] if third is None else [first, second, third]
        _systems(measure, names, root, as_json)
        return
    if third is not None:
        raise typer.BadParameter(
            "a third set is for --measure tempeval3 or attribution", param_hint="C"
        )
    from said.scoring import of_checkout, report, score_agreement
    from said.scoring.readings import reading_of, restrict_to_read

    checkout = checkout_at(root)
    documents, lonely, registries = of_checkout(checkout, first, second)
    found = restrict_to_read(
        score_agreement(documents, registries, first, second),
        reading_of(checkout, first, second),
    )
    if as_json:
        show_json("score/1", report.comparison_as_json(found, lonely))
    else:
        _show(
            lonely,
            "only one set has them",
            report.comparison_tables(found),
            report.comparison_note(found),
        )


def _systems(measure: Measure, names: Sequence[str], root: Path | None, as_json: bool) -> None:
    """The figures of one system or two against the first set."""
    from said.scoring import attribution_sets, date_sets, report, score_attribution, score_tempeval3

    checkout = checkout_if_any(root)
    if measure is Measure.TEMPEVAL3:
        dated, lonely = date_sets.read_date_sets(checkout, names)
        found = score_tempeval3(dated, names)
    else:
        attributed, lonely = attribution_sets.read_attribution_sets(checkout, names)
        found = score_attribution(attributed, names)
    if as_json:
        show_json("score/1", report.scores_as_json(found, lonely))
    else:
        tables = report.scores_tables(found)
        _show(lonely, "not all sets have them", tables, report.scores_note(found))


def _show(lonely: Sequence[str], why: str, tables: Sequence[FigureTable], note: str) -> None:
    if lonely:
        say(f"left out, because {why}: {', '.join(lonely)}")
    for table in tables:
        if table.rows:
            show_table(table.title, table.head, table.rows)
    show_line(note)
