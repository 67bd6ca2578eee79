"""`said export` from tables that `said annotate` wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import said
from cli.running import run
from said.formats import conll, format_named
from said.formats.labels import UNMAPPED
from said.formats.table import TableColumns, read_table
from said.system.errors import SaidError

TEXTS = ["“We lost,” pilot Jonas Berg said on Tuesday.", "🎉 Lind denied that it rained.", ""]


@pytest.fixture
def table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    rows = [
        {"guid": f"n{number}", "body": text, "published": "2024-05-15"}
        for number, text in enumerate(TEXTS)
    ]
    file = tmp_path / "in.parquet"
    pq.write_table(pa.Table.from_pylist(rows), file)
    out = tmp_path / "annotated.parquet"
    layers = "quotes,dates"
    assert run(capsys, "annotate", file, "--out", out, "--layer", layers, "--jobs", "1")[0] == 0
    return out


def test_rows_are_written_as_they_were_annotated(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "out"
    for name in ("conll", "brat", "doccano"):
        status, told, err = run(capsys, "export", name, table, "--out", out / name, "--json")
        assert (status, err) == (0, "")
        assert json.loads(told)["documents"] == ["n0", "n1", "n2"]
    for number, text in enumerate(TEXTS):
        (document,) = conll.read_conll(out / "conll" / f"n{number}.conllup")
        expected = said.annotate(text, "2024-05-15", layers=["quotes", "dates"])
        assert (document.doc_id, document.text, document.dct) == (f"n{number}", text, "2024-05-15")
        assert held(document.annotations) == held(expected)
        assert document.layers == ("mark", "speaker", "quote", "date")
    (document, *_) = format_named("doccano").read(out / "doccano" / "n0.jsonl", UNMAPPED)
    assert held(document.annotations) == held(
        said.annotate(TEXTS[0], "2024-05-15", ["quotes", "dates"])
    )


def held(annotations: Any) -> list[dict[str, Any]]:
    """Annotations without what tables do not have."""
    left_out = ("rule", "precision")
    return [{k: v for k, v in one.items() if k not in left_out} for one in annotations]


def test_kinds_of_entities_are_tags(table: Path, tmp_path: Path, capsys: Any):
    assert run(capsys, "export", "conll", table, "--out", tmp_path)[0] == 0
    assert "\tB-person\t" in (tmp_path / "n0.conllup").read_text(encoding="utf-8")


def test_what_a_program_annotated_is_a_prediction(table: Path, tmp_path: Path, capsys: Any):
    """The table has no rules; its column `problem` tells that said annotate wrote it."""
    assert run(capsys, "export", "labelstudio", table, "--out", tmp_path)[0] == 0
    (task,) = json.loads((tmp_path / "n0.json").read_text(encoding="utf-8"))
    assert (task.get("annotations"), len(task["predictions"])) == (None, 1)


@pytest.mark.parametrize(
    ("columns", "cause", "remedy"),
    [
        ({"n": [1]}, "no column for the text", "call the column text"),
        ({"text": ["a"]}, "none has annotations", "said annotate"),
        ({"text": ["a", "b"], "doc_id": ["x", "x"], "dates": [[], []]}, "two rows", "its own"),
        ({"text": ["a"], "doc_id": ["../x"], "dates": [[]]}, "cannot name", "doc_id"),
    ],
)
def test_tables_that_cannot_be_written(
    columns: dict[str, Any],
    cause: str,
    remedy: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    file = tmp_path / "x.parquet"
    pq.write_table(pa.table(columns), file)
    status, _, err = run(capsys, "export", "conll", file, "--out", tmp_path / "out")
    assert status == 1
    assert cause in err
    assert remedy in err
    file.write_bytes(b"PAR1 x")
    assert run(capsys, "export", "conll", file, "--out", tmp_path / "out")[0] == 1


def test_what_does_not_fit_the_text_is_counted(tmp_path: Path):
    date = {"id": "n/d1", "start": 0, "end": 3, "exact": "May", "type": "DATE", "value": "2024-05"}
    wrong = [date | {"end": 99}, date | {"exact": "Jun"}, {"id": "n/d2"}]
    file = tmp_path / "x.parquet"
    rows = [{"text": "May", "dates": [date, *wrong], "quotes": [1]}, {"text": None, "dates": []}]
    schema = {"text": [row["text"] for row in rows]}
    schema["dates"] = [row["dates"] for row in rows]
    schema["quotes"] = [[1], None]
    pq.write_table(pa.table(schema), file)
    (document,) = read_table(file, TableColumns(id=None, dct=None))
    assert [one["id"] for one in document.annotations] == ["d1"]
    assert document.left_out == ("1 of quotes do not fit", "3 of dates do not fit")
    with pytest.raises(SaidError, match="no column body"):
        list(read_table(file, TableColumns(text="body")))
