"""What is done stays done: after a kill at any time the rows are those of one clean run."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import effort
from said.annotators import parquet
from said.annotators.files import Options
from said.annotators.inputs import Columns
from said.annotators.parquet import annotate_parquet
from said.system.errors import SaidError

PART_ROWS = effort.examples(100, 4)
ROWS = 15 * PART_ROWS

pytestmark = [pytest.mark.slow, pytest.mark.sampled]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("table") / "in.parquet"
    rng = random.Random(0)
    texts = ["He left on Tuesday, 3 May. " * rng.randrange(40) for _ in range(ROWS)]
    pq.write_table(
        pa.table({"text": texts, "n": range(ROWS)}),
        file,
        row_group_size=2 * PART_ROWS - 30 // effort.SHARE,
    )
    return file


@pytest.fixture(scope="module")
def whole(table: Path) -> pa.Table:
    """What comes of the table if nothing happens."""
    annotate_parquet(table, table.parent / "whole.parquet", jobs=1, part_rows=PART_ROWS)
    return pq.read_table(table.parent / "whole.parquet")


def start(table: Path, out: Path) -> subprocess.Popen[bytes]:
    call = "from sys import argv; from said.annotators.parquet import annotate_parquet as annotate"
    code = f"{call}; annotate(argv[1], argv[2], jobs=2, part_rows={PART_ROWS})"
    return subprocess.Popen([sys.executable, "-c", code, str(table), str(out)])


def parts(out: Path) -> list[Path]:
    folder = out if out.suffix != ".parquet" else out.with_name(f".{out.name}.parts")
    return sorted(folder.glob("part-*.parquet"))


def killed(table: Path, out: Path, after: int, delay: float) -> None:
    """Kills a run so many seconds after it has so many parts, if it is not at its end by then."""
    running = start(table, out)
    while running.poll() is None and len(parts(out)) < after:
        time.sleep(0.001)
    time.sleep(delay)
    running.send_signal(signal.SIGKILL)
    running.wait()


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", ["out", "out.parquet"])
@pytest.mark.parametrize("seed", effort.some_of(range(2)))
def test_a_kill_at_any_time_changes_nothing(
    table: Path, whole: pa.Table, tmp_path: Path, name: str, seed: int
):
    rng = random.Random(seed)
    out = tmp_path / name
    killed(table, out, rng.randrange(1, 8), rng.random() / 5)
    before = {one: (one.stat().st_ino, one.stat().st_mtime_ns) for one in parts(out)}
    killed(table, out, len(before), rng.random())
    after = {one: (one.stat().st_ino, one.stat().st_mtime_ns) for one in parts(out)}
    if not out.is_file():
        assert before.items() <= after.items()
    report = annotate_parquet(table, out, jobs=2, part_rows=PART_ROWS)
    assert report.before == (ROWS if not after else PART_ROWS * len(after))
    assert report.before > 0
    assert report.counts.rows == ROWS
    assert pq.read_table(out).equals(whole)
    kept = {one: (one.stat().st_ino, one.stat().st_mtime_ns) for one in parts(out)}
    assert out.is_file() or after.items() <= kept.items()
    assert [one.name for one in tmp_path.iterdir()] == [name], "nothing is left beside it"
    if out.is_dir():
        assert sorted(out.iterdir()) == parts(out)


@pytest.mark.exhaustive
def test_a_part_that_is_gone_is_made_anew(table: Path, whole: pa.Table, tmp_path: Path):
    out = tmp_path / "out"
    annotate_parquet(table, out, jobs=1, part_rows=PART_ROWS)
    for number in (3, 7, 14):
        parts(out)[0].with_name(f"part-{number:05d}-of-00015.parquet").unlink()
    report = annotate_parquet(table, out, jobs=1, part_rows=PART_ROWS)
    assert (report.before, report.counts.rows) == (ROWS - 3 * PART_ROWS, ROWS)
    assert report.counts.annotations == sum(map(len, whole["dates"].to_pylist()))
    assert pq.read_table(out).equals(whole)


def test_a_failure_leaves_only_whole_parts(
    table: Path, whole: pa.Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    calls = []

    def fail(*given: Any) -> Any:
        calls.append(given)
        if len(calls) == 20:
            raise SaidError("interrupted", "run it again")
        return annotate_rows(*given)

    annotate_rows = parquet.annotate_rows
    monkeypatch.setattr(parquet, "annotate_rows", fail)
    with pytest.raises(SaidError, match="interrupted"):
        annotate_parquet(table, tmp_path / "out", jobs=1, part_rows=PART_ROWS)
    done = parts(tmp_path / "out")
    assert sorted((tmp_path / "out").iterdir()) == done
    assert 0 < len(done) < 15
    annotate_parquet(table, tmp_path / "out", jobs=1, part_rows=PART_ROWS)
    assert pq.read_table(tmp_path / "out").equals(whole)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"options": Options("2024-05-15")}, "dct none, not 2024-05-15"),
        ({"options": Options(convention="timeml")}, "convention said, not timeml"),
        ({"options": Options(narrative=True)}, "narrative False, not True"),
        ({"columns": Columns(id="n")}, "id column none, not n"),
        ({"part_rows": 7}, "rows a part 10, not 7"),
    ],
)
@pytest.mark.parametrize("name", ["out", "out.parquet"])
def test_other_options_are_refused(tmp_path: Path, name: str, changed: dict[str, Any], told: str):
    file, out = tmp_path / "in.parquet", tmp_path / name
    pq.write_table(pa.table({"text": ["On Tuesday"] * 20, "n": range(20)}), file)
    annotate_parquet(file, out, jobs=1, part_rows=10)
    before = pq.read_table(out)
    with pytest.raises(SaidError) as refused:
        annotate_parquet(file, out, **{"jobs": 1, "part_rows": 10, **changed})
    assert refused.value.cause.endswith(f"is there already: it was made with {told}")
    assert refused.value.remedy == "name another place with --out, or delete what is there"
    assert pq.read_table(out).equals(before)
    assert not list(tmp_path.rglob(".*"))


def test_another_input_or_version_is_refused(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    out = tmp_path / "out"
    annotate_parquet(table, out, jobs=1)
    copied = tmp_path / "copy.parquet"
    copied.write_bytes(table.read_bytes())
    assert annotate_parquet(copied, out, jobs=1).before == ROWS, "its name does not count"
    pq.write_table(pq.read_table(table).slice(1), copied)
    with pytest.raises(SaidError, match="is there already: it was made with input "):
        annotate_parquet(copied, out, jobs=1)
    monkeypatch.setattr(parquet, "version", lambda _: "9.9.9")
    with pytest.raises(SaidError, match=r"version .*, not 9\.9\.9"):
        annotate_parquet(table, out, jobs=1)


def test_what_is_not_ours_is_left_alone(table: Path, tmp_path: Path):
    pq.write_table(pa.table({"x": [1]}), tmp_path / "x.parquet")
    (tmp_path / "text").write_text("x")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "part-00000-of-00001.parquet").write_bytes(b"half a fi")
    for out, told in (
        (tmp_path, r"x.parquet is there already: it was not written by said annotate"),
        (tmp_path / "x.parquet", r"x.parquet is there already: it was not written"),
        (tmp_path / "bad", "is there already: it is no Parquet file"),
        (tmp_path / "text", "text is a file"),
    ):
        with pytest.raises(SaidError, match=told):
            annotate_parquet(table, out, jobs=1)
    (tmp_path / "y.parquet").mkdir()
    with pytest.raises(SaidError, match=r"y.parquet is a folder"):
        annotate_parquet(table, tmp_path / "y.parquet", jobs=1)
    assert pq.read_table(tmp_path / "x.parquet").to_pylist() == [{"x": 1}]
    annotate_parquet(table, tmp_path / "out", jobs=1)
    (tmp_path / "out" / "more.parquet").write_bytes(
        (tmp_path / "out" / "part-00000-of-00001.parquet").read_bytes()
    )
    with pytest.raises(SaidError, match=r"more.parquet is there already: it is none of the parts"):
        annotate_parquet(table, tmp_path / "out", jobs=1)


@pytest.mark.exhaustive
def test_two_at_a_time_are_refused(table: Path, tmp_path: Path):
    out = tmp_path / "out"
    running = start(table, out)
    try:
        while not parts(out):
            assert running.poll() is None
            time.sleep(0.001)
        os.kill(running.pid, signal.SIGSTOP)
        with pytest.raises(SaidError, match="out: another command is writing there"):
            annotate_parquet(table, out, jobs=1, part_rows=PART_ROWS)
    finally:
        os.kill(running.pid, signal.SIGCONT)
        assert running.wait() == 0


@pytest.mark.exhaustive
def test_a_part_tells_what_it_was_made_from(table: Path, tmp_path: Path):
    annotate_parquet(table, tmp_path / "out", jobs=1, options=Options("2024-05-15"))
    (file,) = parts(tmp_path / "out")
    metadata = pq.read_metadata(file).metadata
    origin = json.loads(metadata[b"said:origin"])
    assert origin["dct"] == "2024-05-15"
    assert (origin["text column"], origin["id column"]) == ("text", None)
    assert origin["layers"] == ["dates"]
    assert len(origin["input"][0]) == 64
