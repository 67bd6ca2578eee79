"""`said import` of public corpora: what it prints, where it writes, and when it fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import run
from layouts import STEM, write_layout
from said.edit.init import About, init_corpus


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """The seeds of an empty corpus."""
    return init_corpus(tmp_path / "own", About(name="own")).checkout.seeds


def test_the_summary(seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = write_layout("polnear", tmp_path / "p")
    ended = run(capsys, "import", "polnear", folder, "--into", seeds)
    assert ended.status == 0
    lines = ended.out.splitlines()
    assert lines[0].startswith("PolNeAR 1.0.0: PolNeAR states no licence")
    assert lines[1] == "2 documents made, 18 records"
    assert "        2  notes of annotators" in lines
    assert "quote follows polnear in 2 documents" in lines
    again = run(capsys, "import", "polnear", folder, "--into", seeds)
    assert again.out.splitlines()[1:3] == [
        "0 documents made, 0 records",
        "2 documents there already, and left as they are",
    ]


def test_the_summary_as_json(seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = write_layout("tempeval3", tmp_path / "t")
    ended = run(capsys, "import", "tempeval3", folder, "--into", seeds, "--as", "said", "--json")
    told = json.loads(ended.out)
    assert told["documents"] == {"NV2": 4, "NV19980313-0101": 4}
    assert told["conventions"] == {"date": {"said": 2}}
    assert told["unread"] == []


def test_what_cannot_be_read_is_named(
    seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = write_layout("tempeval3", tmp_path / "t")
    (folder / "broken.tml").write_text("<TimeML>")
    ended = run(capsys, "import", "tempeval3", folder, "--into", seeds)
    assert ended.status == 1
    assert "broken.tml" in ended.err
    assert "the others were imported" in ended.err
    assert len([*seeds.glob("*/raw.txt")]) == 2


def test_the_wrong_folder(seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = write_layout("litbank", tmp_path / "l")
    ended = run(capsys, "import", "pdnc", folder, "--into", seeds)
    assert ended.status == 1
    assert "<title>/quotation_info.csv" in ended.err
    assert "said import litbank" in ended.err


def test_no_seeds(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = write_layout("litbank", tmp_path / "l")
    ended = run(capsys, "import", "litbank", folder, "--into", tmp_path / "nowhere")
    assert ended.status == 1
    assert "said init" in ended.err
    assert not (tmp_path / "nowhere").exists()


def test_to_a_folder_and_to_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = write_layout("polnear", tmp_path / "p")
    ended = run(capsys, "import", "polnear", folder / "data" / "dev", "--out", tmp_path / "out")
    assert ended.status == 0
    assert json.loads((tmp_path / "out" / f"{STEM}.json").read_bytes())["dct"] == "2017-03-14"
    printed = run(capsys, "import", "polnear", folder / "data" / "dev")
    assert printed.out.encode() == (tmp_path / "out" / f"{STEM}.jsonl").read_bytes()
    both = run(capsys, "import", "polnear", folder, "--out", tmp_path, "--into", tmp_path)
    assert both.status == 2
