"""Annotates a table: Parquet files in, the same rows with columns of annotations out.

`source` reads the rows piece by piece, `rows` annotates a piece in a worker process, `parts` writes
what comes of it. The rows keep their order. What is done stays done: the same call after a kill
goes on where the last whole part ends, and gives the same rows as one that was never killed.
"""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from said.annotators.annotate import check_options, used_convention
from said.annotators.files import Options
from said.annotators.inputs import TABLE, Columns
from said.annotators.parquet import parts
from said.annotators.parquet import source as sources
from said.annotators.parquet.parts import Counts, Origin
from said.annotators.parquet.rows import PROBLEM, Rows, added_schema, annotate_rows
from said.annotators.parquet.source import ParquetInput, Piece
from said.system import workers
from said.system.errors import SaidError
from said.system.files import refuse_target
from said.system.workers import Progress
from said.text import jsontext

PART_ROWS = 10_000
"""Rows in a part, and so the most that a kill can cost."""
_SHOWN = 20
"""Problems that are reported; the column has all of them."""


class AnnotatedTable(NamedTuple):
    """What became of a table: the columns that were taken, what is in the output, how many of its
    rows were there before, and the first problems, a line each."""

    columns: Columns
    counts: Counts
    before: int
    problems: list[str]


class _Job(NamedTuple):
    """A table to annotate and how; `origin` goes into the metadata of every part, `schema` is that
    of the output."""

    source: ParquetInput
    options: Options
    part_rows: int
    jobs: int
    origin: Origin
    schema: pa.Schema

    def part_files(self, folder: Path) -> list[Path]:
        """The parts in a folder; a table without rows has one, too."""
        total = max(1, -(-self.source.rows // self.part_rows))
        return [folder / parts.part_name(number, total) for number in range(total)]


class _Annotated(NamedTuple):
    """Some rows in the columns of the output, the number of their part, and what is in them."""

    part: int
    batch: pa.RecordBatch
    counts: Counts


def annotate_parquet(
    files: str | Path | Sequence[str | Path],
    out: str | Path,
    columns: Columns | None = None,
    options: Options | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    part_rows: int = PART_ROWS,
) -> AnnotatedTable:
    """Annotates the rows of Parquet files into one file, or into a folder of parts.

    An `out` that ends in `.parquet` is a file, for which the parts lie in a hidden folder beside it
    until all are there; any other is a folder of `part-00000-of-00010.parquet` and so on. All
    columns of the input stay. Added are a list of structs for each layer of `options`, never null,
    and `problem`, which says why a row was not annotated, or not in all layers. A row without a
    text has no annotations and no problem. The time of a row that has none is `options.dct`. The
    ids of annotations are `<id of the row>/<id>`; where a row has no id its number stands in, from
    0, and ids may repeat.
    `columns` says which column is what; for others, the usual names are tried. `progress`
    is called now and then.

    Up to `jobs` processes are started, by default one a core, so that a script must call this under
    `if __name__ == "__main__":`. Memory does not grow with the number of rows. The same call again
    leaves alone what is done. Raises SaidError, before anything is written, for files that cannot
    be read, columns that are not there, options that `said.annotate` does not take, and for an
    `out` that was made from another input, with other options or by another version.
    """
    named = [files] if isinstance(files, str | Path) else files
    source = sources.open_source([Path(one) for one in named], columns or Columns())
    job = _job(source, options or Options(), part_rows, jobs or workers.core_count())
    out, tell = Path(out), progress or (lambda _done, _total: None)
    if out.suffix == TABLE:
        return _to_file(job, out, tell)
    if out.exists() and not out.is_dir():
        raise SaidError(f"{out} is a file", "name a folder, or a file that ends in .parquet")
    with parts.locked_parts(out):
        done, before = _write_parts(job, out, tell)
    return _report(job, job.part_files(out), done, before)


def _job(source: ParquetInput, options: Options, part_rows: int, jobs: int) -> _Job:
    layers = tuple(check_options(*options))
    origin = {
        "input": source.sha256(),
        **{f"{role} column": name for role, name in source.columns._asdict().items()},
        **options._asdict(),
        "layers": list(layers),
        "convention": used_convention(options.convention, options.model),
        "model": [model.digest for model in options.model],
        "registry": sha256(jsontext.line(options.registry.as_rows())).hexdigest(),
        "rows a part": part_rows,
        "version": version("said-corpus"),
    }
    schema = parts.output_schema(source.schema, added_schema(layers), origin)
    return _Job(source, options._replace(layers=layers), part_rows, jobs, origin, schema)


def _to_file(job: _Job, out: Path, tell: Progress) -> AnnotatedTable:
    if out.is_dir():
        raise SaidError(f"{out} is a folder", "name a file, or a folder that does not end so")
    refuse_target(out)
    folder = out.with_name(f".{out.name}.parts")
    if out.exists():
        counts = parts.counts_of(out, job.origin)
        # A kill may have come between the file and the end of its parts.
        shutil.rmtree(folder, ignore_errors=True)
        return _report(job, [out], counts, counts.rows)
    with parts.locked_parts(folder):
        counts, before = _write_parts(job, folder, tell)
        parts.merge_parts(job.part_files(folder), out, job.schema, counts)
        shutil.rmtree(folder)
    return _report(job, [out], counts, before)


def _report(job: _Job, files: list[Path], counts: Counts, before: int) -> AnnotatedTable:
    problems = parts.first_problems(files, job.source.columns.id, _SHOWN) if counts.problems else []
    return AnnotatedTable(job.source.columns, counts, before, problems)


def _write_parts(job: _Job, folder: Path, tell: Progress) -> tuple[Counts, int]:
    """Writes the parts that are missing; what is in all of them, and the rows that were there."""
    files = job.part_files(folder)
    done = parts.finished_parts(files, job.origin)
    counts = sum(done.values(), Counts())
    before = counts.rows
    with closing(_annotated(job, {files.index(file) for file in done})) as rows:
        for number, of_part in groupby(rows, key=attrgetter("part")):
            written = Counts()
            with parts.writing_file(files[number], job.schema) as writer:
                for one in of_part:
                    writer.add(one.batch)
                    written += one.counts
                    tell(counts.rows + written.rows, job.source.rows)
                writer.finish(written)
            counts += written
    if not job.source.rows and not done:
        with parts.writing_file(files[0], job.schema) as writer:
            writer.finish(counts)
    return counts, before


def _annotated(job: _Job, done: set[int]) -> Generator[_Annotated, None, None]:
    """The rows of the parts that are not done, in their order."""
    ahead: deque[tuple[Piece, Rows]] = deque()

    def handed_out() -> Iterator[Rows]:
        for piece in sources.read_pieces(job.source, job.part_rows, done):
            rows = _rows(piece, job.source.columns)
            ahead.append((piece, rows))
            yield rows

    work = partial(annotate_rows, job.options)
    with closing(workers.in_order(work, handed_out(), job.jobs)) as results:
        for added in results:
            piece, rows = ahead.popleft()
            arrays = [*piece.batch.columns, *added.columns]
            batch = pa.RecordBatch.from_arrays(arrays, schema=job.schema)
            yield _Annotated(piece.part, batch, _counts(rows, added))


def _rows(piece: Piece, columns: Columns) -> Rows:
    def column(name: str | None) -> pa.Array | None:
        return None if name is None else piece.batch.column(name)

    count = piece.batch.num_rows
    return Rows(
        sources.row_ids(column(columns.id), piece.first, count),
        sources.raw_texts(piece.batch.column(columns.text)),
        sources.row_times(column(columns.dct), count),
    )


def _counts(rows: Rows, added: pa.RecordBatch) -> Counts:
    problem = added.column(PROBLEM)
    lists = [one for one in added.columns if pa.types.is_list(one.type)]
    return Counts(
        rows=added.num_rows,
        without_text=rows.texts.count(None),
        problems=added.num_rows - problem.null_count,
        annotations=sum(len(one.flatten()) for one in lists),
    )
