"""`said annotate`: lines on stdout or in files, mistakes on stderr, no half file ever."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import said
from cli.running import run
from said.annotators.precision import rule_precision
from said.system.places import Checkout

pytestmark = pytest.mark.slow

DCT = "2024-05-15"
TEXT = "On Tuesday “she” left.\n"
LINE = (
    '{"doc_id": "a", "id": "d1", "layer": "date", '
    '"span": {"start": 3, "end": 10, "exact": "Tuesday"}, '
    '"type": "DATE", "value": "2024-05-14", "anchor": "dct", '
    f'"rule": "date-weekday", "precision": {rule_precision("date", "date-weekday", "said")}}}\n'
)
DOC = "003_bf3454ffed0dd5e7"


def command(*arguments: str | Path) -> list[str]:
    """The command for a process of its own."""
    return [sys.executable, "-m", "said", "annotate", *map(str, arguments)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    for name in "ba":
        (tmp_path / "texts" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "texts"


def test_lines_are_printed_in_the_order_of_the_files(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    other = LINE.replace('"a"', '"b"')
    assert run(capsys, "annotate", folder / "a.txt", "--dct", DCT) == (0, LINE, "")
    assert run(capsys, "annotate", folder, "--dct", DCT) == (0, LINE + other, "")
    named = folder / "b.txt", folder / "a.txt"
    assert run(capsys, "annotate", *named, "--dct", DCT, "--layer", "dates") == (
        0,
        other + LINE,
        "",
    )


def test_standard_input():
    done = subprocess.run(
        command("-", "--dct", DCT), input=TEXT.encode(), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == LINE.replace('"a"', '"stdin"')
    done = subprocess.run(command("-"), input=b"a\n\xff", capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"stdin:2:1: byte 0xff is not UTF-8")


def test_files_are_written_and_replaced(folder: Path, capsys: pytest.CaptureFixture[str]):
    out = folder / "new" / "out"
    arguments = "annotate", folder, "--dct", DCT, "--out", out, "--jobs", "2"
    for _ in range(2):
        assert run(capsys, *arguments) == (0, f"{out}: 2 documents, 2 annotations\n", "")
        assert sorted(file.name for file in out.iterdir()) == ["a.jsonl", "b.jsonl"]
        assert (out / "a.jsonl").read_text(encoding="utf-8") == LINE
        (out / "a.jsonl").write_text("old")


def test_the_convention_reaches_the_annotator(folder: Path, capsys: pytest.CaptureFixture[str]):
    (folder / "a.txt").write_text("in the past three quarters")
    for convention, value in (("said", "P3Q"), ("timeml", "P9M")):
        _, out, _ = run(capsys, "annotate", folder / "a.txt", "--convention", convention)
        assert json.loads(out)["value"] == value


def test_narrative_reaches_the_annotator(folder: Path, capsys: pytest.CaptureFixture[str]):
    (folder / "a.txt").write_text("The war began in 1943. In June the fleet left.")
    for option, value in (((), "2024-06"), (("--narrative",), "1943-06")):
        _, out, _ = run(capsys, "annotate", folder / "a.txt", "--dct", "2024-07-01", *option)
        assert json.loads(out.splitlines()[-1])["value"] == value


def test_documents_have_their_own_time_and_can_be_scored(
    full_checkout: Checkout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    checkout = full_checkout
    status, out, _ = run(capsys, "annotate", checkout.root, "--out", tmp_path)
    assert status == 0
    folders = sorted(file.parent for file in checkout.seeds.glob("*/raw.txt"))
    assert out.startswith(f"{tmp_path}: {len(folders)} documents, ")
    for folder in folders:
        dct = json.loads((folder / "document.json").read_bytes())["dct"]["value"]
        expected = said.annotate((folder / "raw.txt").read_bytes().decode(), dct=dct)
        lines = (tmp_path / f"{folder.name}.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line) for line in lines] == [
            {"doc_id": folder.name, **one} for one in expected
        ]
    for measure in ("agreement", "tempeval3"):
        arguments = "score", "gold", tmp_path, "--root", checkout.root, "--measure", measure
        status, out, err = run(capsys, *arguments, "--json")
        assert (status, err) == (0, "")
        assert run(capsys, *arguments)[0] == 0
    shown = {(one["layer"], one["measure"]): one["value"] for one in json.loads(out)["figures"]}
    assert shown["date", "value F1"] > 0.8


def test_a_layer_is_named_in_the_singular_or_the_plural(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    plural, singular = (
        run(capsys, "annotate", folder / "a.txt", "--dct", DCT, "--layer", layers)
        for layers in ("dates,quotes", "date,quote")
    )
    assert plural == singular
    assert plural.out


def test_what_is_wrong_with_the_call_is_told_before_anything_is_done(
    folder: Path, checkout: Checkout, capsys: pytest.CaptureFixture[str]
):
    out = folder / "out"
    (folder / "empty").mkdir()
    for arguments, told in (
        (["nowhere"], "nowhere: no such file or folder"),
        ([folder / "empty"], "no .txt file and no document"),
        ([folder, folder / "a.txt"], "its id would be a, as that of"),
        (["--layer", "dates,dreams"], "no layer 'dreams'"),
        (["--dct", "Tuesday"], "'Tuesday' is no date"),
        (["--dct", DCT, checkout.seeds / DOC], "document.json tells the time"),
    ):
        for destination in ([], ["--out", out]):
            status, printed, err = run(capsys, "annotate", folder, *arguments, *destination)
            assert (status, printed) == (1, "")
            assert told in err
            assert "\nerror: " in f"\n{err}"
            assert "\nremedy: " in err
            assert not out.exists()


def test_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str]):
    for arguments in ([], [folder, "--convention", "x"], [folder, "--jobs", "0"]):
        assert run(capsys, "annotate", *arguments)[0] == 2


def test_bad_files_are_all_told_and_the_others_done(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    for name in "cd":
        (folder / f"{name}.txt").write_bytes(b"Tuesday\n \xff")
    out = folder / "out"
    status, printed, err = run(capsys, "annotate", folder, "--out", out)
    assert (status, printed) == (1, f"{out}: 2 documents, 2 annotations\n")
    assert [line.split(" is ")[0] for line in err.splitlines()] == [
        f"{folder}/c.txt:2:2: byte 0xff",
        f"{folder}/d.txt:2:2: byte 0xff",
        "error: 2 of 4 documents were not annotated",
        "remedy: correct them and run it again; the others are done",
    ]
    assert sorted(file.name for file in out.iterdir()) == ["a.jsonl", "b.jsonl"]
    status, printed, again = run(capsys, "annotate", folder)
    assert (status, len(printed.splitlines()), again) == (1, 2, err)


def whole_files(out: Path, texts: Path) -> set[str]:
    """The names of the files that were written; each is whole, and nothing else is there."""
    names = set()
    for file in out.iterdir():
        assert file.suffix == ".jsonl"
        text = (texts / f"{file.stem}.txt").read_bytes().decode()
        lines = file.read_text(encoding="utf-8").split("\n")
        assert lines.pop() == ""
        assert len(lines) == len(said.annotate(text))
        names.add(file.stem)
    return names


def test_a_full_disk_leaves_no_half_file(folder: Path):
    (folder / "b.txt").write_text(TEXT * 200)
    out = folder / "out"
    done = subprocess.run(
        command(folder, "--out", out),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "remedy: " in done.stderr
    assert whole_files(out, folder) == {"a"}


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.exhaustive
def test_an_interrupt_leaves_no_half_file(folder: Path, jobs: str):
    for number in range(400):
        (folder / f"{number}.txt").write_text(TEXT * 200)
    out = folder / "out"
    running = subprocess.Popen(
        command(folder, "--out", out, "--jobs", jobs),
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while running.poll() is None and not (out.exists() and list(out.glob("*.jsonl"))):
        time.sleep(0.01)
    os.killpg(running.pid, signal.SIGINT)
    printed, err = running.communicate()
    assert (running.returncode, printed) == (130, b""), err.decode()
    assert err.startswith(b"interrupted; ")
    assert len(err.splitlines()) == 1
    assert 0 < len(whole_files(out, folder)) < 402
    deadline = time.monotonic() + 60
    while group_lives(running.pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not group_lives(running.pid)


def group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.exhaustive
def test_a_reader_may_leave_early(folder: Path):
    (folder / "a.txt").write_text(TEXT * 20_000)
    running = subprocess.Popen(
        command(folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    assert running.stdout.readline().startswith('{"doc_id": "a"')
    running.stdout.close()
    assert running.stderr is not None
    assert running.stderr.read() == ""
    running.wait()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_behind_stdout_is_told(folder: Path):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command(folder), stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "error: No space left on device",
        "remedy: make room on the disk, then run it again",
    ]


ENTITY = (
    '{"id": "berg-the-pilot", "name": "Jonas Berg", "kind": "person", "aliases": ["Berg"], '
    '"role": null, "wikidata": null}\n'
)


def test_a_registry_gives_its_ids_to_whom_it_knows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    """The one that is named, else that of the checkout around the current folder."""
    (tmp_path / "a.txt").write_text("“We lost,” Jonas Berg said.\n", encoding="utf-8")
    (tmp_path / "known").mkdir()
    (tmp_path / "known" / "entities.jsonl").write_text(ENTITY)
    monkeypatch.chdir(tmp_path)

    def speakers(*arguments: str) -> list[str]:
        ended = run(capsys, "annotate", "a.txt", "--layer", "quotes", *arguments)
        assert (ended.status, ended.err) == (0, "")
        (quote,) = (one for one in map(json.loads, ended.out.splitlines()) if "content" in one)
        return quote["speakers"]

    assert speakers() == ["jonas-berg"]
    assert speakers("--registry", "known") == ["berg-the-pilot"]
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "corpus.json").write_text('{"name": "x", "version": "0.1.0", "released": []}\n')
    (seeds / "entities.jsonl").write_text(ENTITY)
    assert speakers() == ["berg-the-pilot"]


def test_stances_ask_for_targets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "a.txt").write_text("Lind left.\n")
    monkeypatch.chdir(tmp_path)
    ended = run(capsys, "annotate", "a.txt", "--layer", "stances")
    assert (ended.status, ended.out) == (1, "")
    assert "no targets" in ended.err
    assert "--registry" in ended.err
    ended = run(capsys, "annotate", "a.txt", "--layer", "stances", "--registry", tmp_path)
    assert (ended.status, ended.out) == (1, "")
    assert "no entities.jsonl, no targets.jsonl" in ended.err


@pytest.mark.parametrize("name", ["a\n::error::b", ".hidden", "a\x1b[31m", "con"])
def test_no_file_gets_an_unsafe_name(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"{name}.txt"
    file.write_text("On Tuesday.")
    out = tmp_path / "out"
    status, _, err = run(capsys, "annotate", file, "--out", out)
    assert (status, out.exists()) == (1, False)
    assert all(line.isprintable() for line in err.split("\n"))
    assert run(capsys, "annotate", file).status == 0
