"""A corpus with flags of its own: checked, built, loaded, and taken through every format."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

os.environ["HF_HUB_OFFLINE"] = "1"

import datasets
import pandas as pd

import harbour
import said
from cli.running import run
from said import release
from said.system.places import Checkout

OWN = ["scan-error", "read_later"]
FLAGGED = {"s1": "speakers", "q1": "quotes", "d1": "dates", "t1": "stances"}
"""An annotation of each layer that can have flags, and its table."""

datasets.disable_progress_bars()


@pytest.fixture
def corpus(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Checkout:
    made = harbour.copy(tmp_path)
    declared = [{"id": flag, "description": f"A | {flag}."} for flag in OWN]
    harbour.edit(made, "seeds/corpus.json", '"name"', f'"flags": {json.dumps(declared)}, "name"')
    file = made.root / harbour.LINES
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    for line in lines:
        if line["id"] in FLAGGED:
            line["flags"] = [*OWN, "source_error"]
    file.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines))
    assert run(capsys, "fmt", made.root).status == 0
    return made


def test_they_are_checked_built_and_loaded(corpus: Checkout, tmp_path: Path) -> None:
    assert list(said.validate(corpus.root)) == []
    release.build_release(corpus, jobs=1)
    version = corpus.corpus / "0.1.0"
    flags = [*OWN, "source_error"]
    for id_, table in FLAGGED.items():
        row = f"harbour/{id_}"
        for place in (corpus.root, version):
            cache = str(tmp_path / "cache")
            loaded = datasets.load_dataset(str(place), table, split="train", cache_dir=cache)
            assert flags in [one["flags"] for one in loaded if one["id"].startswith(row)]
        frame = pd.read_parquet(version / table)
        assert flags in [list(one) for one in frame[frame.id.str.startswith(row)]["flags"]]
        rows = [json.loads(one) for one in (version / f"jsonl/{table}/train.jsonl").open()]
        assert flags in [one["flags"] for one in rows if one["id"].startswith(row)]
    card = (version / "README.md").read_text()
    assert "| `flag` | `scan-error` | A \\| scan-error. |" in card
    assert release.check_release(corpus, jobs=1) == []


@pytest.mark.parametrize("name", ["brat", "cas", "conll", "doccano", "labelstudio"])
def test_they_come_back_from_every_format(
    name: str, corpus: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (corpus.root / harbour.LINES).read_bytes()
    out = corpus.root / "out"
    status, _, err = run(capsys, "export", name, "harbour", "--out", out, "--root", corpus.root)
    assert (status, err) == (0, "")
    into = corpus.seeds / "harbour"
    file = next(file for file in out.iterdir() if file.stem == "harbour" and file.suffix != ".txt")
    status, told, err = run(capsys, "import", name, file, "--into", into, "--json")
    assert (status, err) == (0, "")
    assert [json.loads(told)[kind] for kind in ("added", "removed", "changed")] == [[], [], []]
    assert (corpus.root / harbour.LINES).read_bytes() == before


def test_they_are_compared(corpus: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    release.build_release(corpus, jobs=1)
    other = corpus.root / "other"
    other.mkdir()
    lines = (corpus.root / harbour.LINES).read_text()
    (other / "harbour.jsonl").write_text(lines.replace('"scan-error", ', "", 1))
    status, out, _ = run(
        capsys, *("score", "gold", other, "--root", corpus.root), "--measure", "agreement", "--json"
    )
    assert status == 0
    of_flags = [one["value"] for one in json.loads(out)["figures"] if one["measure"] == "flags"]
    assert of_flags
    assert min(of_flags) < 1
    harbour.edit(corpus, "seeds/corpus.json", "0.1.0", "0.2.0")
    (corpus.root / harbour.LINES).write_text(lines.replace('"scan-error", ', "", 1))
    release.build_release(corpus, jobs=1)
    status, out, _ = run(capsys, "diff", "0.1.0", "0.2.0", "--list", "--root", corpus.root)
    assert status == 0
    assert "scan-error" in out
    text = corpus.root / harbour.TEXT
    assert run(capsys, "annotate", text, "--layer", "dates", "--dct", "2024-05-15").status == 0


def test_they_are_listed_below_their_rule(
    corpus: Checkout, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = "\nFlags of this corpus\n\n- `scan-error`: A | scan-error.\n- `read_later`: "
    monkeypatch.chdir(corpus.root)
    assert listed in run(capsys, "explain", "t13").out
    assert "Flags of this corpus" not in run(capsys, "explain", "T12").out
    harbour.edit(corpus, "seeds/corpus.json", '"read_later"', "7")
    status, out, _ = run(capsys, "explain", "T13")
    assert (status, "Flags of this corpus" in out) == (0, False)


def test_what_is_declared_nowhere_is_reported_with_the_nearest(corpus: Checkout) -> None:
    harbour.edit(corpus, "seeds/corpus.json", '"scan-error"', '"scan-errors"')
    found = [one for one in said.validate(corpus.root) if one.severity == "error"]
    assert {(one.kind, one.suggestion) for one in found} == {("unknown-flag", "scan-errors")}
    assert all("flags in seeds/corpus.json" in one.remedy for one in found)
    assert {one.file for one in found} == {harbour.LINES}


@pytest.mark.parametrize(
    "flags",
    [
        "7",
        '["scan"]',
        '[{"id": 7}]',
        '[{"id": "A b", "description": "x"}]',
        '{"scan": "x"}',
        "null",
    ],
)
def test_where_the_declarations_are_misshapen_only_that_is_reported(
    flags: str, corpus: Checkout
) -> None:
    file = corpus.root / "seeds/corpus.json"
    raw = json.loads(file.read_text())
    file.write_text(json.dumps({**raw, "flags": json.loads(flags)}))
    found = [one for one in said.validate(corpus.root) if one.severity == "error"]
    assert {one.kind for one in found} == {"schema"}
    # It writes no corpus.json.
    assert all("said fmt" not in one.remedy for one in found)


def test_a_text_of_no_corpus_may_have_any_flag(corpus: Checkout, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    (corpus.seeds / "harbour").rename(alone)
    (corpus.seeds / "corpus.json").unlink()
    assert "unknown-flag" not in {one.kind for one in said.validate(alone)}
