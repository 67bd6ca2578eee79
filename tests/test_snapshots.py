"""No change of the software changes an annotation unnoticed: `tests/snapshots` sees each one."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from snapshots import __main__ as snapshots
from snapshots import news, records, texts
from snapshots.texts import Input

pytestmark = pytest.mark.slow

REMEDY = f"see `python tests/snapshots --against HEAD`; if all is right: {snapshots.UPDATE}"


def changed(name: str) -> list[str]:
    """The layers of a set's documents whose annotations are not those of the stored digests."""
    inputs = list(texts.available()[name]())
    changes = snapshots.compared_with_digests(name, inputs, snapshots.annotated(inputs))
    return [f"{change.document.name}: {change.layer}" for change in changes]


@pytest.mark.parametrize("name", texts.OWN)
def test_annotations_are_those_of_the_stored_digests(name: str) -> None:
    assert changed(name) == [], REMEDY


@pytest.mark.exhaustive
@pytest.mark.skipif(not texts.BENCHMARKS, reason="SAID_BENCHMARKS names no folder")
@pytest.mark.parametrize("name", texts.OTHERS)
def test_annotations_of_benchmarks_are_those_of_the_stored_digests(name: str) -> None:
    assert changed(name) == [], REMEDY


def test_every_report_holds_annotations_of_every_layer_but_few() -> None:
    """The generated news would notice a change of any annotator."""
    layers = {"date", "quote", "speaker", "stance", "quote (polnear)", "date (timeml)"}
    inputs = list(islice(texts.generated(), 30))
    given = [set(records.annotated(one._asdict())) for one in inputs]
    for layer in layers:
        assert sum(layer in one for one in given) >= 10, layer


def test_reports_do_not_depend_on_the_process() -> None:
    code = "from snapshots import news; print(ascii(list(news.reports())))"
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{texts.PROJECT}/tests"},
        ).stdout
        for seed in ("1", "2")
    }
    assert printed == {f"{list(news.reports())!a}\n".encode()}
    assert len({text for text, _ in news.reports()}) == news.DOCUMENTS


@pytest.mark.exhaustive
@pytest.mark.skipif(not (texts.PROJECT / ".git").exists(), reason="this is no repository")
def test_a_deliberate_change_is_shown_against_the_commit_before(tmp_path: Path) -> None:
    """In a clone a word is taken from the lexicon; then the digests are stored anew."""
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", texts.PROJECT, clone], check=True)
    lexicon = clone / "builders" / "said" / "lexicon" / "calendar.txt"
    lexicon.write_text(lexicon.read_text().replace("\ntuesday\n", "\n"))

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, clone / "tests" / "snapshots", "--set", "seeds", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(clone / "builders")}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    noticed = run()
    assert noticed.returncode == 1
    assert "seeds: date: " in noticed.stdout
    shown = run("--against", "HEAD", "--most", "1")
    assert shown.returncode == 1
    assert "Tuesday" in shown.stdout
    assert run("--update").returncode == 0
    assert run().returncode == 0


def layers_with(**fields: Any) -> records.Layers:
    span = {"start": 3, "end": 10, "exact": "Tuesday"}
    record = {"layer": "date", "span": span, "type": "DATE", "value": "2024-05-14", **fields}
    return {"date": [record]}


def test_a_changed_value_is_noticed_and_shown_on_both_sides(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    document = Input("report", "On Tuesday.", "2024-05-15")
    before, after = layers_with(), layers_with(value="2024-05-21")
    same = {document.key: records.digests(before)}
    monkeypatch.setattr(snapshots, "stored", lambda _: dict(same))
    assert not list(snapshots.compared_with_digests("news", [document], [before]))
    noticed = list(snapshots.compared_with_digests("news", [document], [after]))
    assert [(one.document.name, one.layer) for one in noticed] == [("report", "date")]
    changes = list(snapshots.compared_with_records("news", [document], [before], [after]))
    snapshots.show(changes, 5, side_by_side=True)
    printed = capsys.readouterr().out
    assert "value=2024-05-14" in printed
    assert "value=2024-05-21" in printed
    assert "news: date: 1 documents differ" in printed


def test_a_further_annotation_changes_no_other_layer() -> None:
    """References are by place, so that a new mention does not renumber those of the quotes."""
    mention = {"id": "s2", "layer": "speaker", "span": {"start": 9, "end": 13, "exact": "Lind"}}
    quote = {"id": "q1", "layer": "quote", "content": [{"start": 0, "end": 2, "exact": "No"}]}
    (alone, _) = records.without_ids([{**quote, "source": ["s2"]}, mention])
    other = {"id": "s2", "layer": "speaker", "span": {"start": 4, "end": 6, "exact": "Mr"}}
    (beside, *_) = records.without_ids(
        [{**quote, "source": ["s3"]}, other, {**mention, "id": "s3"}]
    )
    assert alone == beside
    assert alone["source"] == ["speaker at 9"]
