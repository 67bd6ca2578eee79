"""`said train` and `said annotate --model`: a model out, and no half model ever."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cli.running import run
from learn.making import VERBS, articles, write_rows
from said.annotators import files
from said.annotators.learned.folder import read_model
from said.learn import train as training
from said.system.places import Checkout

pytestmark = pytest.mark.slow

TEXT = f"Ida Falk {VERBS[0]} that the mill was too small.\n"
CONTENT = "the mill was too small"


@pytest.fixture
def data(tmp_path: Path) -> str:
    return write_rows(tmp_path / "rows.jsonl", articles(4))


def contents(records: list[dict[str, Any]]) -> list[str]:
    return [one["content"][0]["exact"] for one in records if one["layer"] == "quote"]


def test_a_model_is_written_and_told_of(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "model"
    status, shown, err = run(capsys, "train", "quotes", data, "--out", out)
    assert (status, err) == (0, "")
    assert "beats the rules on these documents" in shown
    assert "cue, same place" in shown
    assert shown.endswith(f"{out}: a model for quotes, from 4 documents\n")
    assert read_model(out).layer == "quotes"


def test_json_has_all_of_it(data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "model"
    ended = run(capsys, "train", "quotes", data, "--out", out, "--curve", "--json")
    told = json.loads(ended.out)
    assert told["documents"] == 4
    assert told["folds"] == {"by": "document", "count": 4}
    assert told["licences"] == {"CC0-1.0": 4}
    assert [one["share"] for one in told["curve"]] == [0.25, 0.5, 0.75, 1]
    assert all(one["model"]["value"] >= one["rules"]["value"] for one in told["figures"])
    assert told["figures"] == json.loads((out / "model.json").read_text())["figures"]


def test_what_lacks_the_layer_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    others = [{**one, "doc_id": f"x{one['doc_id']}", "layers": ["date"]} for one in articles(5)]
    rows = write_rows(tmp_path / "rows.jsonl", [*articles(2), *others])
    ended = run(capsys, "train", "quotes", rows, "--out", tmp_path / "model")
    assert ended.err == (
        "left out, because their layers lack quote: xa000, xa001, xa002 and 2 more\n"
    )
    assert ended.status == 0


def test_mistakes_are_reported_as_by_validate(
    checkout: Checkout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = sorted(checkout.seeds.glob("*/annotations.jsonl"))[0]
    file.write_text(file.read_text().replace('"type": "direct"', '"type": "whispered"', 1))
    status, out, err = run(capsys, "train", "quotes", checkout.root, "--out", tmp_path / "model")
    assert (status, out) == (1, "")
    finding, error, remedy = err.splitlines()
    assert finding.startswith(f"{checkout.name_of(file)}:")
    assert "schema" in finding
    assert error == "error: 1 mistake in the annotations"
    assert remedy.startswith("remedy: ")
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (["dates"], "'dates' is not one of 'quotes', 'speakers'"),
        (["quotes", "--folds", "genre"], "'genre' is not one of"),
        (["quotes", "--convention", "riqua"], "'riqua' is not one of"),
    ],
)
def test_wrong_usage(
    arguments: list[str], cause: str, data: str, capsys: pytest.CaptureFixture[str]
) -> None:
    layer, *options = arguments
    status, _, err = run(capsys, "train", layer, data, "--out", "model", *options)
    assert status == 2
    assert cause in err


def test_the_place_is_looked_at_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").write_text("")
    ended = run(capsys, "train", "quotes", "no-such-set", "--out", tmp_path)
    assert ended.err == (
        f"error: {tmp_path}: this folder holds something other than a model; nothing was written\n"
        "remedy: name another folder with --out\n"
    )


def test_an_interrupt_leaves_nothing(
    data: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(training, "measure_folds", interrupt)
    out = tmp_path / "model"
    ended = run(capsys, "train", "quotes", data, "--out", out)
    assert ended.status == 130
    assert [file.name for file in tmp_path.iterdir()] == ["rows.jsonl"]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_kill_leaves_the_model_that_was_there(
    tmp_path: Path, trained_model: Path, number: int
) -> None:
    out = tmp_path / "model"
    out.mkdir()
    before = {file.name: file.read_bytes() for file in trained_model.iterdir()}
    for name, raw in before.items():
        (out / name).write_bytes(raw)
    rows = write_rows(tmp_path / "rows.jsonl", articles(200))
    command = [sys.executable, "-m", "said", "train", "quotes", rows, "--out", str(out)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1.5)
    process.send_signal(number)
    assert process.wait(60) in (-9, 130)
    process.communicate()
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["model", "rows.jsonl"]


# ---- said annotate --model


def test_texts_are_annotated_with_a_model(
    tmp_path: Path, trained_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "texts").mkdir()
    for name in "ab":
        (tmp_path / "texts" / f"{name}.txt").write_text(TEXT)
    arguments = "annotate", tmp_path / "texts", "--layer", "quotes"
    without = run(capsys, *arguments)
    ended = run(capsys, *arguments, "--model", trained_model)
    records = [json.loads(line) for line in ended.out.splitlines()]
    assert contents(records) == [CONTENT, CONTENT]
    assert CONTENT not in without.out


@pytest.mark.exhaustive
def test_several_processes_annotate_alike(
    tmp_path: Path,
    trained_model: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files, "_UNIT", 1)
    (tmp_path / "texts").mkdir()
    for number in range(3):
        (tmp_path / "texts" / f"{number}.txt").write_text(TEXT)
    written = []
    for jobs in ("1", "2"):
        arguments = ("--layer", "quotes", "--model", trained_model, "--jobs", jobs)
        out = tmp_path / jobs
        assert run(capsys, "annotate", tmp_path / "texts", "--out", out, *arguments).status == 0
        written.append({file.name: file.read_bytes() for file in out.iterdir()})
    assert written[0] == written[1]
    assert CONTENT.encode() in written[0]["0.jsonl"]


def test_tables_are_annotated_with_a_model(
    tmp_path: Path, trained_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "in.parquet"
    pq.write_table(pa.table({"id": ["a"], "text": [TEXT]}), table)
    arguments = "annotate", table, "--layer", "quotes", "--out", tmp_path / "out.parquet"
    assert run(capsys, *arguments, "--model", trained_model).status == 0
    (row,) = pq.read_table(tmp_path / "out.parquet").to_pylist()
    (quote,) = row["quotes"]
    assert quote["content"][0]["exact"] == CONTENT
    # What is there was made with the model, and is not mixed with anything else.
    ended = run(capsys, *arguments)
    assert ended.status == 1
    assert "made with model" in ended.err
    assert run(capsys, *arguments, "--model", trained_model).status == 0


def test_a_document_keeps_its_time_and_topics(
    checkout: Checkout, trained_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = run(
        capsys, "annotate", checkout.root, "--layer", "quotes,dates", "--model", trained_model
    )
    assert ended.status == 0
    assert '"layer": "date"' in ended.out


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (["--layer", "dates"], "this is a model for quotes, and only dates are wanted"),
        (["--convention", "polnear"], "trained by the convention said, and polnear is wanted"),
        (["--model", "no-such-model"], "no-such-model: no model: there is no such folder"),
    ],
)
def test_a_model_that_does_not_fit(
    arguments: list[str],
    cause: str,
    tmp_path: Path,
    trained_model: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    out = tmp_path / "out"
    given = "annotate", tmp_path / "a.txt", "--layer", "quotes", "--out", out
    status, _, err = run(capsys, *given, "--model", trained_model, *arguments)
    assert status == 1
    assert cause in err
    assert "remedy: " in err
    assert not out.exists()


def test_without_a_model_nothing_of_it_is_imported() -> None:
    code = (
        "import sys, said; said.annotate('“We lost,” Jonas Berg said.', layers='quotes');"
        "print([name for name in sys.modules if 'learn' in name or 'crfsuite' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_help_imports_nothing_of_it() -> None:
    code = (
        "import sys; sys.argv = ['said', '--help']\n"
        "from said.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([one for one in sys.modules if one.startswith(('said.learn', 'numpy', 'pycrf'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n[]\n")
