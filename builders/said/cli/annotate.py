"""`said annotate`: plain text in, annotation lines out; Parquet in, Parquet out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from said.cli.terminal import Jobs, checkout_if_any, progress, say, show_line, show_records
from said.system.errors import SaidError

if TYPE_CHECKING:
    from said.annotators.annotate import Registry
    from said.annotators.files import Done, Options
    from said.annotators.inputs import Columns, Input


class AnnotationConvention(StrEnum):
    """Whose conventions count where they differ."""

    SAID = "said"
    TIMEML = "timeml"
    POLNEAR = "polnear"


def _column(what: str, otherwise: str) -> Any:
    return typer.Option(
        metavar="NAME",
        help=f"The column of {what} in Parquet files; by default one with a usual name{otherwise}.",
        show_default=False,
    )


def annotate(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILES",
            help="Text files in UTF-8, `-` for standard input, folders with .txt files, documents "
            "of the corpus (folders with document.json and raw.txt), seeds/ or a checkout; "
            "or Parquet files, a row a document, or folders of them.",
        ),
    ],
    layer: Annotated[
        str,
        typer.Option(
            "--layer",
            help="What to annotate: dates, quotes, speakers, stances; several with commas between. "
            "With quotes come speakers, with stances both.",
        ),
    ] = "dates",
    dct: Annotated[
        str | None,
        typer.Option(
            "--dct",
            help="The time of plain text, like 2024-05-15; without it relative values stay "
            "unresolved. Documents of the corpus have their own; in Parquet it is the time of rows "
            "that have none.",
            show_default=False,
        ),
    ] = None,
    convention: Annotated[
        AnnotationConvention | None,
        typer.Option(
            "--convention",
            help="Whose conventions count: those of the guidelines (said), for dates TimeML's, for "
            "quotes PolNeAR's, which takes thoughts and attitudes for quotes, too. By default "
            "that of the model for quotes, or else said.",
            show_default=False,
        ),
    ] = None,
    model: Annotated[
        list[Path] | None,
        typer.Option(
            "--model",
            metavar="MODEL",
            help="A folder that said train has written: what the model does better than the rules "
            "is its own. Can be given twice: for quotes and for speakers.",
            show_default=False,
        ),
    ] = None,
    narrative: Annotated[
        bool,
        typer.Option(
            "--narrative",
            help="Dates follow the time of the story, not that of publication: for history, "
            "biography and fiction. “In June” after “1943” is June 1943.",
        ),
    ] = False,
    registry: Annotated[
        Path | None,
        typer.Option(
            "--registry",
            help="A folder with entities.jsonl, whose ids are given to speakers, and for stances "
            "topics/, or a topic's own folder; by default those of the checkout around the "
            "current folder, if any. A document of a corpus gets stances on its own topics.",
            show_default=False,
        ),
    ] = None,
    min_precision: Annotated[
        float,
        typer.Option(
            "--min-precision",
            min=0,
            max=1,
            help="Leave out what rules made that were right less often than this on the "
            "development sets; said explain --rules lists them. What was not measured stays.",
            show_default=False,
        ),
    ] = 0,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="A folder to write <doc_id>.jsonl to; by default the lines are printed. From "
            "Parquet a .parquet file, or a folder of parts.",
            show_default=False,
        ),
    ] = None,
    text_column: Annotated[str | None, _column("the text", "")] = None,
    id_column: Annotated[str | None, _column("the ids", ", `-` for none")] = None,
    dct_column: Annotated[str | None, _column("the times", ", `-` for none")] = None,
    jobs: Jobs = None,
) -> None:
    """Annotate plain text or Parquet tables by program.

    Prints JSON Lines: one annotation a line, as in annotations.jsonl.

    The id of a document is its file's name without the ending. What cannot be read is told at the
    end, and the rest is annotated all the same.

    From Parquet it makes Parquet: all columns of the input, a list of structs for each layer, and
    `problem`, which tells why a row was not annotated, or not in all layers. After a kill the
    same command goes on where it was.
    """
    from said.annotators.annotate import load_models, named_layers
    from said.annotators.files import Options
    from said.annotators.inputs import Columns, find_tables

    layers = named_layers(layer)
    options = Options(
        dct,
        layers,
        convention.value if convention else None,
        _registry(registry, layers),
        narrative,
        min_precision,
        load_models(model or ()),
    )
    columns = Columns(text_column, id_column, dct_column)
    if tables := find_tables(files):
        _annotate_tables(tables, out, columns, options, jobs)
    elif any(columns):
        raise SaidError("a column is named, but no Parquet file", "name one, or leave it out")
    else:
        _annotate_files(files, out, options, jobs)


def _registry(folder: Path | None, layers: list[str]) -> Registry:
    """What is known; nothing where only dates are wanted, or where there is no checkout."""
    from said.annotators.annotate import NOTHING
    from said.annotators.registry import read_registry

    if folder is None and set(layers) <= {"dates"}:
        return NOTHING
    checkout = None if folder else checkout_if_any(None)
    place = folder or (checkout.root if checkout else None)
    return read_registry(place) if place else NOTHING


def _annotate_files(files: list[str], out: Path | None, options: Options, jobs: int | None) -> None:
    from said.annotators.files import annotate_all
    from said.annotators.inputs import STDIN, BadInput, find_inputs

    inputs = find_inputs(files, _read_stdin() if STDIN in files else b"")
    if out:
        _check_names(inputs)
    bad, partial, problems = _put(annotate_all(inputs, options, jobs), len(inputs), out)
    if problems:
        parts = f", {partial} not in all layers" if partial else ""
        raise BadInput(
            f"{bad} of {len(inputs)} documents were not annotated{parts}",
            "correct them and run it again; the others are done",
            problems,
        )


def _check_names(inputs: Iterable[Input]) -> None:
    """Raises BadInput for documents whose ids cannot name files."""
    from said.annotators.inputs import BadInput
    from said.system.places import unsafe_name

    bad = [f"{one.file}: {why}" for one in inputs if (why := unsafe_name(one.doc_id))]
    if bad:
        cause = "ids of documents cannot name files; nothing was annotated"
        raise BadInput(cause, "rename what is named here, or leave --out away", bad)


def _read_stdin() -> bytes:
    # Python has no such stream where the caller has closed it.
    if sys.stdin is None:
        raise SaidError(
            "standard input is closed, so there is no text for -", "pipe a text in, or name a file"
        )
    return sys.stdin.buffer.read()


def _put(results: Iterable[Done], total: int, out: Path | None) -> tuple[int, int, list[str]]:
    """Prints the lines or writes them to files; how many documents were not annotated, how many not
    in all layers, and what is wrong with them."""
    from said.system.files import make_out_folder, replace_file

    if out:
        make_out_folder(out)
    annotations = bad = partial = 0
    problems: list[str] = []
    with progress("annotating", shown=out is not None or not sys.stdout.isatty()) as bar:
        for number, one in enumerate(results, 1):
            bad += one.lines is None
            partial += one.lines is not None and bool(one.problems)
            problems += one.problems
            annotations += one.annotations
            if one.lines is None:
                pass
            elif out is None:
                show_records(one.lines)
            else:
                replace_file(out / f"{one.doc_id}.jsonl", one.lines)
            bar(number, total)
    if out:
        show_line(f"{out}: {total - bad} documents, {annotations} annotations")
    return bad, partial, problems


def _annotate_tables(
    files: list[Path], out: Path | None, columns: Columns, options: Options, jobs: int | None
) -> None:
    from said.annotators.inputs import BadInput
    from said.annotators.parquet import annotate_parquet
    from said.annotators.parquet.source import open_source

    if out is None:
        raise SaidError(
            f"{files[0]}: what comes of Parquet files is not printed",
            "name a .parquet file or a folder with --out",
        )
    taken = open_source(files, columns).columns._asdict().items()
    say(f"columns: {', '.join(f'{role} from {name}' for role, name in taken if name)}")
    with progress("annotating") as bar:
        report = annotate_parquet(files, out, columns, options, jobs, bar)
    counts = report.counts
    if report.before:
        say(f"rows done before: {report.before}")
    if counts.without_text:
        say(f"rows without a text: {counts.without_text}")
    good = counts.rows - counts.problems
    show_line(f"{out}: {good} documents, {counts.annotations} annotations")
    if counts.problems:
        more = counts.problems - len(report.problems)
        raise BadInput(
            f"{counts.problems} of {counts.rows} rows were not annotated, or not in all layers",
            "correct them and annotate the table anew; the others are done",
            [*report.problems, *([f"and {more} more: see the column problem"] if more else [])],
        )
