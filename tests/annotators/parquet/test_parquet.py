"""Tables are annotated as texts are: every row, in order, whatever it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import datasets
import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import effort
import said
from each_case import each_case
from said.annotators import files
from said.annotators.annotate import LAYERS, Draft, draft
from said.annotators.files import Options
from said.annotators.inputs import Columns
from said.annotators.parquet import AnnotatedTable, annotate_parquet, rows, source
from said.schema import columns, load_schemas
from said.schema.arrow import arrow_schema
from said.system.errors import SaidError
from said.tables.dates import ground_dates
from said.tables.record import record_entry

pytestmark = pytest.mark.slow

DCT = "2024-05-15"
TEXT = "On Tuesday “she” left, two weeks after 1 May 2024."
TEXTS = st.one_of(st.none(), st.text(), st.sampled_from([TEXT, "Tuesday", "é Friday", "May"]))


def write(file: Path, table: dict[str, Any] | pa.Table, **options: Any) -> Path:
    data = table if isinstance(table, pa.Table) else pa.table(table)
    pq.write_table(data, file, **options)
    return file


def run(
    file: Path | list[Path], out: Path, **options: Any
) -> tuple[AnnotatedTable, list[dict[str, Any]]]:
    """The report, and the rows of the output in the order of the parts' names."""
    report = annotate_parquet(file, out, **{"jobs": 1, **options})
    files = sorted(out.glob("*.parquet")) if out.is_dir() else [out]
    return report, [row for one in files for row in pq.read_table(one).to_pylist()]


def dates(doc_id: str, text: str, dct: str | None) -> list[dict[str, Any]]:
    found = said.annotate(text, dct)
    times = ground_dates(found, dct)
    return [record_entry(doc_id, one, times[one["id"]]) for one in found]


@settings(max_examples=effort.examples(20))
@given(
    st.lists(st.tuples(TEXTS, st.sampled_from([None, "", DCT])), max_size=20),
    st.integers(1, 7),
    st.integers(1, 7),
)
def test_every_row_is_there_in_order(
    tmp_path_factory: pytest.TempPathFactory,
    given_rows: list[tuple[str | None, str | None]],
    group: int,
    part_rows: int,
):
    folder = tmp_path_factory.mktemp("rows")
    texts, times = [text for text, _ in given_rows], [time for _, time in given_rows]
    table = pa.table({"text": pa.array(texts, pa.string()), "dct": pa.array(times, pa.string())})
    file = write(folder / "in.parquet", table, row_group_size=group)
    for out in (folder / "parts", folder / "out.parquet"):
        report, found = run(file, out, part_rows=part_rows)
        assert [(row["text"], row["dct"]) for row in found] == given_rows
        for number, row in enumerate(found):
            text = row["text"] or ""
            assert row["dates"] == dates(str(number), text, row["dct"] or None)
            assert all(text[one["start"] : one["end"]] == one["exact"] for one in row["dates"])
            assert row["problem"] is None
        assert report.counts == (
            len(texts), texts.count(None), 0, sum(len(row["dates"]) for row in found)
        )  # fmt: skip
        assert run(file, out, part_rows=part_rows) == (report._replace(before=len(texts)), found)


@pytest.mark.exhaustive
def test_the_number_of_processes_changes_nothing(tmp_path: Path):
    texts = [f"{TEXT} {number + 1} May." * (number % 9) for number in range(500)]
    file = write(tmp_path / "in.parquet", {"text": texts})
    told: list[tuple[int, int]] = []
    options = {"part_rows": 100, "progress": lambda *state: told.append(state)}
    assert run(file, tmp_path / "2", jobs=2, **options) == run(file, tmp_path / "1", **options)
    for name in sorted(one.name for one in (tmp_path / "1").iterdir()):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()
    assert told[-1] == (500, 500)
    assert told == sorted(told[: len(told) // 2]) * 2


@pytest.mark.parametrize(
    "kind",
    [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.binary(),
        pa.large_binary(),
        pa.binary_view(),
        pa.dictionary(pa.int32(), pa.string()),
        pa.dictionary(pa.int8(), pa.large_binary()),
    ],
    ids=str,
)
def test_texts_of_every_type(tmp_path: Path, kind: pa.DataType):
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    plain = pa.array([TEXT, None, "", TEXT]).cast(inner)
    texts = plain.dictionary_encode().cast(kind) if inner != kind else plain
    file = write(tmp_path / "in.parquet", {"text": texts})
    report, found = run(file, tmp_path / "out.parquet", options=Options(DCT))
    assert report.counts[:3] == (4, 1, 0)
    lengths = [len(row["dates"]) for row in found]
    assert lengths == [len(said.annotate(TEXT, DCT)), 0, 0, len(said.annotate(TEXT, DCT))]
    kept = pq.read_schema(tmp_path / "out.parquet").field("text")
    assert kept.type == pq.read_schema(file).field("text").type


@pytest.mark.parametrize(
    "kind",
    [
        pa.date32(),
        pa.date64(),
        pa.timestamp("s"),
        pa.timestamp("ns"),
        pa.timestamp("us", "UTC"),
        pa.timestamp("ms", "Asia/Tokyo"),
        pa.dictionary(pa.int32(), pa.date32()),
    ],
    ids=str,
)
def test_times_of_every_type(tmp_path: Path, kind: pa.DataType):
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    days = pa.array([f"{DCT}T00:00:00", None, f"{DCT}T23:59:59"]).cast(pa.timestamp("s"))
    days = days if pa.types.is_timestamp(inner) else days.cast(pa.date32())
    days = days.cast(inner)
    times = days.dictionary_encode().cast(kind) if inner != kind else days
    file = write(tmp_path / "in.parquet", {"text": ["Tuesday"] * 3, "date": times})
    _, found = run(file, tmp_path / "out.parquet")
    assert [row["dates"][0]["value"] for row in found] == ["2024-05-14", "XXXX-WXX-2", "2024-05-14"]
    _, found = run(file, tmp_path / "other.parquet", options=Options("2024-05-22"))
    assert [row["dates"][0]["value"] for row in found] == ["2024-05-14", "2024-05-21", "2024-05-14"]


def test_times_as_strings(tmp_path: Path):
    times = [DCT, f"{DCT} 10:00:00", f"{DCT}T10:00:00+02:00", f" {DCT} ", "", None, "yesterday"]
    file = write(tmp_path / "in.parquet", {"text": ["Tuesday"] * 7, "dct": times})
    report, found = run(file, tmp_path / "out.parquet")
    values = [one["value"] for row in found for one in row["dates"]]
    assert values == ["2024-05-14"] * 4 + ["XXXX-WXX-2"] * 2
    assert report.problems == ["row 6: 'yesterday' is no date"]


def test_what_cannot_be_annotated_is_recorded_and_the_rest_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(text: str, *options: Any, **more: Any) -> Draft:
        return draft(text, *options, **more) if text != "bad" else Draft([1 / 0], [], (), [])

    monkeypatch.setattr(files, "draft", fail)
    texts = [b"Tuesday", b"Tuesday \xff", b"bad", b"Friday"]
    file = write(tmp_path / "in.parquet", {"text": texts, "id": [7, 7, None, 9]})
    for _ in range(2):
        report, found = run(file, tmp_path / "out", part_rows=3)
        assert report.counts == (4, 0, 2, 2)
        assert [len(row["dates"]) for row in found] == [1, 0, 0, 1]
        first, second = report.problems
        assert first == "row 1 (7): the text is no UTF-8: byte 0xff at 8"
        assert second.startswith("row 2 (None): the text could not be annotated: ZeroDivision")
        assert [row["problem"] for row in found] == [
            None, first.split(": ", 1)[1], second.split(": ", 1)[1], None
        ]  # fmt: skip


def test_only_some_problems_are_told(tmp_path: Path):
    file = write(tmp_path / "in.parquet", {"text": [b"\xff"] * 50})
    report, _ = run(file, tmp_path / "out", part_rows=15)
    assert report.counts.problems == 50
    assert [told.split(":")[0] for told in report.problems] == [f"row {n}" for n in range(20)]


def test_ids(tmp_path: Path):
    """They may be strings or numbers, repeat or be missing."""
    for ids in ([5, 5, None], ["x/ü", "x/ü", None], None):
        named = {} if ids is None else {"id": ids}
        file = write(tmp_path / "in.parquet", {"text": ["Tuesday"] * 3, **named})
        _, found = run(file, tmp_path / f"{ids}"[:4], part_rows=2)
        known = [str(one) for one in (ids or range(3))][:2]
        assert [row["dates"][0]["id"] for row in found] == [f"{one}/d1" for one in (*known, 2)]


def test_several_files_are_one_table(tmp_path: Path):
    files = [
        write(tmp_path / f"{name}.parquet", {"text": [f"{day} May"] * 3})
        for day, name in enumerate("ab", 1)
    ]
    _, found = run(files, tmp_path / "out", part_rows=4)
    assert [row["dates"][0]["id"] for row in found] == [f"{number}/d1" for number in range(6)]
    assert [row["text"] for row in found] == ["1 May"] * 3 + ["2 May"] * 3
    other = write(tmp_path / "c.parquet", {"text": [b"x"]})
    with pytest.raises(SaidError, match=r"c.parquet: its columns are not those of .*a.parquet"):
        run([*files, other], tmp_path / "other")


def test_a_table_without_rows(tmp_path: Path):
    file = write(tmp_path / "in.parquet", {"text": pa.array([], pa.string())})
    for out in (tmp_path / "out", tmp_path / "out.parquet"):
        for _ in range(2):
            report, found = run(file, out)
            assert (report.counts, found) == ((0, 0, 0, 0), [])
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["part-00000-of-00001.parquet"]


def test_other_columns_stay_as_they_are(tmp_path: Path):
    table = pa.table(
        {
            "n": pa.array([1, None], pa.int8()),
            "text": ["Tuesday", "x"],
            "tags": pa.array([["a", None], None], pa.list_(pa.string())),
            "s": pa.array([{"x": 1.5}, None], pa.struct([("x", pa.float32())])),
            "kind": pa.array(["a", "b"]).dictionary_encode(),
        }
    )
    _, _ = run(write(tmp_path / "in.parquet", table), tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet").select(table.column_names).equals(table)


def test_an_output_can_be_the_input_of_another(tmp_path: Path):
    """Without the columns that it would have twice; what was said of it is not said of the new."""
    file = write(tmp_path / "in.parquet", {"text": [TEXT, None, "Friday"], "id": [1, 2, 3]})
    _, found = run(file, tmp_path / "out", part_rows=2)
    (first, second) = sorted((tmp_path / "out").iterdir())
    again = pq.read_table(first).drop_columns(["dates", "problem"])
    report, refound = run(write(tmp_path / "again.parquet", again), tmp_path / "b.parquet")
    assert (report.counts, refound) == ((2, 1, 0, 3), found[:2])
    assert run(tmp_path / "again.parquet", tmp_path / "b.parquet")[0] == report._replace(before=2)
    assert pq.read_table(second).num_rows == 1


def test_the_columns_are_those_of_the_table_documents():
    known = arrow_schema(columns(load_schemas(), "documents"))
    added = rows.added_schema(LAYERS)
    assert added.names == [
        "dates", "quotes", "marks", "speakers", "stances", "entities", "problem"
    ]  # fmt: skip
    assert all(added.field(name).equals(known.field(name)) for name in added.names[:-1])


def test_common_readers_read_it(tmp_path: Path):
    """Also where the input was written by one of them, with its own metadata."""
    features = datasets.Features(
        {"text": datasets.Value("string"), "label": datasets.ClassLabel(names=["a", "b"])}
    )
    values = {"text": [TEXT, None, "Friday"], "label": [0, 1, 0]}
    datasets.Dataset.from_dict(values, features=features).to_parquet(tmp_path / "in.parquet")
    framed = pd.DataFrame({"text": values["text"]}, index=pd.Index(["x", "y", "z"], name="key"))
    framed.to_parquet(tmp_path / "framed.parquet")
    _, expected = run(tmp_path / "in.parquet", tmp_path / "out", part_rows=2)
    found = [row["dates"] for row in expected]
    assert list(map(len, found)) == [3, 0, 1]

    loaded = datasets.load_dataset(
        str(tmp_path / "out"), cache_dir=str(tmp_path / "cache"), split="train"
    )
    assert loaded["dates"][:] == found
    assert loaded["label"][:] == values["label"]
    assert loaded.features["label"].names == ["a", "b"]
    frame = pd.read_parquet(tmp_path / "out")
    assert [one["value"] for one in frame["dates"][0]] == [one["value"] for one in found[0]]
    run(tmp_path / "framed.parquet", tmp_path / "framed", part_rows=2)
    assert list(pd.read_parquet(tmp_path / "framed").index) == ["x", "y", "z"]
    flat = f"select unnest(dates, recursive := true) from '{tmp_path}/out/*.parquet'"
    assert duckdb.sql(f"select exact from ({flat})").fetchall() == [
        (one["exact"],) for row in found for one in row
    ]


def test_columns_are_guessed_by_usual_names_of_the_right_type():
    table = {"id": pa.float64(), "url": pa.string(), "body": pa.string(), "date": pa.int64(),
             "published": pa.timestamp("us"), "content": pa.int8()}  # fmt: skip
    schema = pa.schema(table)
    assert source.choose_columns(schema, Columns(), "x") == ("body", "url", "published")
    assert source.choose_columns(schema, Columns("url", "-", "-"), "x") == ("url", None, None)


@each_case(
    ("named", "told"),
    [
        (Columns(), "x: no column for the text; the columns are n (int64), twice (string), twice"),
        (Columns("-"), "x: no column for the text"),
        (Columns("Text"), "x: no column is called 'Text'; the columns are n (int64), "),
        (Columns("n"), "x: the column 'n' is of the type int64"),
        (Columns("twice"), "x: two columns are called 'twice'"),
        (Columns("t", dct="n"), "x: the column 'n' is of the type int64"),
        (Columns("t", id="b"), "x: the column 'b' is of the type binary"),
    ],
)
def test_columns_that_do_not_fit_are_refused(named: Columns, told: str):
    fields = [("n", pa.int64()), ("twice", pa.string()), ("twice", pa.string())]
    schema = pa.schema([*fields, ("t", pa.string()), ("b", pa.binary())])
    with pytest.raises(SaidError) as refused:
        source.choose_columns(schema, named, "x")
    assert refused.value.cause.startswith(told)
    assert "-column" in refused.value.remedy


def test_files_that_cannot_be_read_are_told(tmp_path: Path):
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 and so on")
    (tmp_path / "empty.parquet").touch()
    (tmp_path / "folder.parquet").mkdir()
    for name in ("bad", "empty", "folder", "missing"):
        with pytest.raises(SaidError, match=rf"{name}.parquet: no (readable Parquet|such) file"):
            run(tmp_path / f"{name}.parquet", tmp_path / "out")
    whole = write(tmp_path / "in.parquet", {"text": [TEXT * 9] * 999}, compression="none")
    content = bytearray(whole.read_bytes())
    content[4:200] = b"\xff" * 196
    whole.write_bytes(content)
    with pytest.raises(SaidError, match=r"in.parquet: no readable Parquet file"):
        run(whole, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_columns_that_would_be_there_twice_are_refused(tmp_path: Path):
    for name in ("dates", "problem"):
        file = write(tmp_path / "in.parquet", {"text": [TEXT], name: [1]})
        with pytest.raises(SaidError, match=f"has a column '{name}' already"):
            run(file, tmp_path / "out")
    assert not (tmp_path / "out").exists()
