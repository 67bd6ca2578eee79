"""`said annotate` from Parquet to Parquet: what is told, what is refused, what a rerun does."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import said
from cli.running import run

pytestmark = pytest.mark.slow

TEXT = "On Tuesday “she” left."


def annotate(
    capsys: pytest.CaptureFixture[str], *arguments: str | Path
) -> tuple[int, str, list[str]]:
    """Runs `said annotate`: exit status, stdout, and the lines of stderr."""
    status, out, err = run(capsys, "annotate", *arguments)
    return status, out, err.splitlines()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "articles.parquet"
    columns = {"key": [1, 2, 3], "text": [TEXT, None, TEXT], "when": ["2024-05-15", None, None]}
    pq.write_table(pa.table(columns), file)
    return file


@pytest.mark.parametrize("name", ["out", "out.parquet"])
def test_a_table_is_annotated_once(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
):
    out = tmp_path / "new" / name
    named = "--id-column", "key", "--dct-column", "when", "--dct", "2024-05-22"
    told = ["columns: text from text, id from key, dct from when"]
    for before in ([], ["rows done before: 3"]):
        assert annotate(capsys, table, *named, "--layer", "dates", "--out", out) == (
            0,
            f"{out}: 3 documents, 2 annotations\n",
            [*told, *before, "rows without a text: 1"],
        )
    rows = pq.read_table(out).to_pylist()
    assert [[one["value"] for one in row["dates"]] for row in rows] == [
        [said.annotate(TEXT, "2024-05-15")[0]["value"]],
        [],
        [said.annotate(TEXT, "2024-05-22")[0]["value"]],
    ]
    status, printed, err = annotate(capsys, table, *named, "--convention", "timeml", "--out", out)
    assert (status, printed) == (1, "")
    assert "it was made with convention said, not timeml" in err[-2]
    assert err[-1] == "remedy: name another place with --out, or delete what is there"


@pytest.mark.exhaustive
def test_a_folder_of_tables(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "b.parquet").write_bytes(table.read_bytes())
    (tmp_path / ".hidden.parquet").write_bytes(b"x")
    status, printed, _ = annotate(capsys, tmp_path, "--out", tmp_path / "out")
    assert (status, printed) == (0, f"{tmp_path}/out: 6 documents, 4 annotations\n")
    (tmp_path / "a.txt").write_text(TEXT)
    assert annotate(capsys, tmp_path)[1].startswith('{"doc_id": "a", '), (
        "texts come first, as before"
    )


def test_problems_are_told_at_the_end_and_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "in.parquet"
    pq.write_table(pa.table({"id": range(60), "body": [b"\xff"] * 30 + [TEXT.encode()] * 30}), file)
    for _ in range(2):
        status, printed, err = annotate(capsys, file, "--out", tmp_path / "out")
        assert (status, printed) == (1, f"{tmp_path}/out: 30 documents, 30 annotations\n")
        assert err[-23] == "row 0 (0): the text is no UTF-8: byte 0xff at 0"
        assert err[-3:] == [
            "and 10 more: see the column problem",
            "error: 30 of 60 rows were not annotated, or not in all layers",
            "remedy: correct them and annotate the table anew; the others are done",
        ]


def test_what_is_wrong_with_the_call_is_told_before_anything_is_done(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "a.txt").write_text(TEXT)
    out = tmp_path / "out"
    for arguments, told in (
        (
            [table, "--text-column", "Text"],
            "no column is called 'Text'; the columns are key (int64",
        ),
        ([table, "--dct-column", "key"], "the column 'key' is of the type int64"),
        ([table, "--layer", "dreams"], "no layer 'dreams'"),
        ([table, "--dct", "Tuesday"], "'Tuesday' is no date"),
        ([table, tmp_path / "a.txt"], "a.txt is no Parquet file, "),
        ([table, "-"], "- is no Parquet file, "),
        ([tmp_path / "no.parquet"], "no.parquet: no such file"),
        ([tmp_path / "a.txt", "--id-column", "key"], "a column is named, but no Parquet file"),
    ):
        status, printed, err = annotate(capsys, *arguments, "--out", out)
        assert (status, printed) == (1, "")
        assert told in err[-2]
        assert err[-2].startswith("error: ")
        assert err[-1].startswith("remedy: ")
        assert not out.exists()
    status, printed, err = annotate(capsys, table)
    assert (status, printed) == (1, "")
    assert err[-1] == "remedy: name a .parquet file or a folder with --out"


@pytest.mark.exhaustive
def test_a_terminal_sees_progress(table: Path, tmp_path: Path):
    screen, terminal = pty.openpty()
    command = [sys.executable, "-m", "said", "annotate", str(table), "--out", str(tmp_path / "out")]
    # Read while it runs: a terminal that nobody reads stops who writes to it.
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=terminal) as running:
        os.close(terminal)
        shown = b"".join(iter(lambda: shown_on(screen), b""))
    os.close(screen)
    assert running.returncode == 0
    assert b"annotating" in shown
    assert b"3/3" in shown


def shown_on(screen: int) -> bytes:
    try:
        return os.read(screen, 1 << 16)
    except OSError:  # how Linux tells the end
        return b""
