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
    show_text,
)

if TYPE_CHECKING:
    from said.scoring.report import FigureTable
    from said.system.places import Checkout


class Measure(StrEnum):
    """What can be measured."""

    SYSTEM = "system"
    AGREEMENT = "agreement"
    TEMPEVAL3 = "tempeval3"
    ATTRIBUTION = "attribution"


def score(
    first: Annotated[
        str,
        typer.Argument(
            metavar="GOLD",
            help="The reference, read strictly: gold, the name of a pass, or what SYSTEM can be.",
        ),
    ],
    second: Annotated[
        str,
        typer.Argument(
            metavar="SYSTEM",
            help="What to score: a folder of <doc_id>.jsonl, brat or TimeML, CoNLL-U Plus, spaCy, "
            "Parquet of said annotate, or a file of annotations, spans, strings or tags with "
            "doc_id. A pass: agreement.",
        ),
    ],
    third: Annotated[
        str | None,
        typer.Argument(metavar="OTHER", help="Another system, to compare.", show_default=False),
    ] = None,
    measure: Annotated[
        Measure | None,
        typer.Option(
            "--measure",
            help="system: every layer that both have. agreement: of two readings of the corpus, "
            "each as good as the other. tempeval3: dates. attribution: quotes. By default "
            "agreement for two readings of the corpus, and system for anything else.",
            show_default=False,
        ),
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="List what SYSTEM missed and invented, with its text.")
    ] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print Markdown for a model card.")
    ] = False,
    root: Root = None,
    as_json: Json = False,
) -> None:
    """Score a system against a gold set, or compare two readings.

    Each figure comes with its n and a 95 % interval.
    """
    names = [first, second] if third is None else [first, second, third]
    checkout = checkout_if_any(root)
    if measure is None:
        from said.scoring.sets import is_own_set

        # A name that is neither a pass nor a path is most likely a pass that is misspelt.
        own = checkout is not None and all(
            is_own_set(checkout, name) or not Path(name).exists() for name in names
        )
        measure = Measure.AGREEMENT if own and third is None else Measure.SYSTEM
    if (errors or markdown) and measure is not Measure.SYSTEM:
        raise typer.BadParameter("--errors and --markdown are for --measure system")
    match measure:
        case Measure.SYSTEM:
            _system(checkout, names, errors, markdown, as_json)
        case Measure.AGREEMENT:
            if third is not None:
                raise typer.BadParameter("two sets can agree, not three", param_hint="OTHER")
            _agreement(root, first, second, as_json)
        case _:
            _measure(measure, checkout, names, as_json)


def _system(
    checkout: Checkout | None, names: Sequence[str], errors: bool, markdown: bool, as_json: bool
) -> None:
    """The figures of systems, of which what makes no sense is dropped."""
    from said.scoring import system_report
    from said.scoring.joined import read_joined
    from said.scoring.system import score_joined

    report = score_joined(names[0], read_joined(checkout, names[0], names[1:]))
    if as_json:
        show_json("score/2", system_report.as_json(report))
        return
    for scored in report.systems:
        for line in system_report.problem_lines(scored.problems):
            say(line)
    if markdown:
        show_text(system_report.markdown(report))
        return
    for line in system_report.summary(report):
        show_line(line)
    if errors:
        for scored in report.systems:
            for line in system_report.error_lines(scored):
                show_line(line)
        return
    for table in system_report.tables(report):
        show_table(table.title, table.head, table.rows)
    show_line(system_report.note(report))


def _agreement(root: Path | None, first: str, second: str, as_json: bool) -> None:
    """How far two readings agree."""
    from said.scoring import of_checkout, report, score_agreement
    from said.scoring.readings import reading_of, restrict_to_read

    checkout = checkout_at(root)
    documents, lonely, registries = of_checkout(checkout, first, second)
    found = restrict_to_read(
        score_agreement(documents, registries, first, second),
        reading_of(checkout, first, second),
    )
    if as_json:
        show_json("score/2", report.comparison_as_json(found, lonely))
    else:
        _show(
            lonely,
            "only one set has them",
            report.comparison_tables(found),
            report.comparison_note(found),
        )


def _measure(
    measure: Measure, checkout: Checkout | None, names: Sequence[str], as_json: bool
) -> None:
    """The published measure of one layer, of one system or two."""
    from said.scoring import report, score_attribution, score_tempeval3
    from said.scoring.joined import read_joined
    from said.scoring.system_report import problem_lines

    score_layer = score_tempeval3 if measure is Measure.TEMPEVAL3 else score_attribution
    layer = "date" if measure is Measure.TEMPEVAL3 else "quote"
    joined = read_joined(checkout, names[0], names[1:]).of_layer(layer)
    for given in joined.inputs:
        for line in problem_lines(given.problems):
            say(line)
    found = score_layer(joined, names)
    lonely = sorted({one for given in joined.inputs for one in (*given.left_out, *given.unknown)})
    if as_json:
        show_json("score/2", report.scores_as_json(found, lonely))
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
