"""`said train`: annotated documents in; a model out, and whether it beats the rules."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from said.cli.terminal import (
    Json,
    checkout_if_any,
    counted,
    progress,
    say,
    show_json,
    show_line,
    show_table,
)

if TYPE_CHECKING:
    from said.learn.data import TrainingSet
    from said.learn.train import Trained


class TrainedLayer(StrEnum):
    """What can be learned."""

    QUOTES = "quotes"
    SPEAKERS = "speakers"


class DataConvention(StrEnum):
    """Whose conventions data can follow that do not say so."""

    SAID = "said"
    POLNEAR = "polnear"


class FoldsBy(StrEnum):
    """What is kept in one fold."""

    DOCUMENT = "document"
    EVENT = "event"
    COLLECTION = "collection"


def train(
    layer: Annotated[
        TrainedLayer,
        typer.Argument(
            metavar="LAYER",
            help="What to learn: quotes (content, cue, source), or speakers (who is quoted).",
        ),
    ],
    data: Annotated[
        list[str],
        typer.Argument(
            metavar="DATA",
            help="Annotated documents: a corpus, its seeds/ or folders in it, a release, or "
            "whatever said score reads as GOLD and that has texts.",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar="MODEL",
            help="The folder to write the model to; a model that is there is replaced.",
            show_default=False,
        ),
    ],
    folds: Annotated[
        FoldsBy,
        typer.Option(
            "--folds",
            help="What is held out together when the model is measured: a document alone, or all "
            "documents on an event or of a collection.",
        ),
    ] = FoldsBy.DOCUMENT,
    convention: Annotated[
        DataConvention | None,
        typer.Option(
            "--convention",
            help="Whose conventions the data follow, if they do not say so; by default said.",
            show_default=False,
        ),
    ] = None,
    curve: Annotated[
        bool,
        typer.Option(
            "--curve", help="Measure models of 25, 50 and 75 % of the documents, too; takes longer."
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Train a model on annotations, and see if it beats the rules.

    Each document is held out once, and the model takes over only the parts in which it is better
    than the rules there; said annotate --model MODEL then annotates with it. The same documents and
    versions give the same model.
    """
    from said.annotators.learned.folder import library_version, refuse_out
    from said.learn.data import read_training_set
    from said.learn.learners import learner_for, record_layer
    from said.learn.report import report_as_json
    from said.learn.train import train_model, write_trained

    library_version()
    refuse_out(out)
    wanted = convention.value if convention else None
    read = read_training_set(checkout_if_any(None), data, record_layer(layer.value), wanted)
    if read.without_layer:
        say(_left_out(read))
    learner = learner_for(layer.value, read.convention)
    with progress("training") as bar:
        trained = train_model(learner, read, folds.value, curve, bar)
    write_trained(out, trained)
    if as_json:
        show_json("train/1", {"out": str(out), **report_as_json(trained)})
    else:
        _show(out, trained)


def _left_out(read: TrainingSet) -> str:
    """Which documents are not learned from."""
    shown = ", ".join(read.without_layer[:3])
    more = f" and {len(read.without_layer) - 3} more" if len(read.without_layer) > 3 else ""
    return f"left out, because their layers lack {read.layer}: {shown}{more}"


def _show(out: Path, trained: Trained) -> None:
    from said.learn import report

    figures = report.figure_records(trained.result)
    documents = len(trained.data.documents)
    table = report.figures_table(f"{trained.layer}: rules and model on the folds", figures)
    show_table(table.title, table.head, table.rows)
    if trained.curve:
        table = report.curve_table(trained)
        show_table(table.title, table.head, table.rows)
    show_line(report.report_note(documents, trained.folds, trained.by))
    show_line(report.verdict(trained.layer, sorted(trained.result.parts), figures))
    show_line(f"{out}: a model for {trained.layer}, from {counted(documents, 'document')}")
