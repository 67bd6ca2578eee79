"""Strings of a table that are not UTF-8, which Parquet allows: reported by row, never raised."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from said.annotators.files import Options
from said.annotators.parquet import annotate_parquet
from said.system.errors import SaidError

GOOD, BAD = b"We met on Tuesday.", b"We met \xff on Tuesday."


def strings(values: list[bytes], kind: str) -> pa.Array:
    """A column of strings with these bytes, whatever they are."""
    binary = pa.array(values, pa.large_binary() if kind == "large" else pa.binary())
    string = pa.LargeStringArray if kind == "large" else pa.StringArray
    valid, offsets, content = binary.buffers()
    array = string.from_buffers(len(values), offsets, content, valid)
    if kind == "dictionary":
        places = pa.array(range(len(values)), pa.int32())
        return pa.DictionaryArray.from_arrays(places, array)
    return array


@pytest.mark.parametrize("kind", ["string", "large", "dictionary"])
def test_bytes_that_are_no_text_are_told_by_row(kind: str, tmp_path: Path) -> None:
    columns = {
        "text": [GOOD, BAD, GOOD, GOOD],
        "id": [b"a", b"\xffb", b"c\xfe", b"d"],
        "dct": [b"2024-05-15", b"2024-05-15", b"2024-05-15", b"\xff"],
        "other": [b"\xff", b"x", b"\xc3", b""],
    }
    given = pa.table({name: strings(values, kind) for name, values in columns.items()})
    pq.write_table(given, tmp_path / "in.parquet")
    report = annotate_parquet(
        tmp_path / "in.parquet", tmp_path / "out.parquet", options=Options(None, ["dates"])
    )
    assert report.problems == [
        "row 1 (\ufffdb): the text is no UTF-8: byte 0xff at 7",
        "row 3 (d): '\ufffd' is no date",
    ]
    found = pq.read_table(tmp_path / "out.parquet")
    assert [len(one) for one in found.column("dates").to_pylist()] == [1, 0, 1, 0]
    kept = found.column("other").combine_chunks()
    plain = kept.dictionary_decode() if kind == "dictionary" else kept
    assert plain.cast(pa.large_binary()).to_pylist() == columns["other"]


def test_a_column_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    schema = pa.schema([pa.field(b"\xff", pa.string()), pa.field("text", pa.string())])
    table = pa.Table.from_arrays([pa.array(["x"]), pa.array(["We met."])], schema=schema)
    pq.write_table(table, tmp_path / "in.parquet")
    with pytest.raises(SaidError, match=r"in\.parquet: no readable Parquet file"):
        annotate_parquet(tmp_path / "in.parquet", tmp_path / "out.parquet")


def test_the_features_of_input_and_added_columns_are_together(tmp_path: Path) -> None:
    """So that `datasets` knows the labels of both; what it cannot read stays as it is."""
    import json

    from datasets import ClassLabel, Dataset, Features, Value

    features = Features({"text": Value("string"), "label": ClassLabel(names=["a", "b"])})
    values = {"text": ["We met on Tuesday."], "label": [1]}
    Dataset.from_dict(values, features=features).to_parquet(tmp_path / "in.parquet")
    annotate_parquet(tmp_path / "in.parquet", tmp_path / "out.parquet")
    told = json.loads(pq.read_schema(tmp_path / "out.parquet").metadata[b"huggingface"])
    read = Features.from_dict(told["info"]["features"])
    assert read["label"] == features["label"]
    assert list(read) == ["text", "label", "dates"]
    again = Dataset.from_parquet(str(tmp_path / "out.parquet"), cache_dir=str(tmp_path / "cache"))
    assert again.features["label"] == features["label"]
    odd = pa.table({"text": ["We met."]}).replace_schema_metadata({"huggingface": "[1"})
    pq.write_table(odd, tmp_path / "odd.parquet")
    annotate_parquet(tmp_path / "odd.parquet", tmp_path / "odd.out.parquet")
    assert pq.read_schema(tmp_path / "odd.out.parquet").metadata[b"huggingface"] == b"[1"


def test_a_table_without_features_gets_those_of_the_added_columns(tmp_path: Path) -> None:
    import json

    pq.write_table(pa.table({"text": ["We met on Tuesday."]}), tmp_path / "in.parquet")
    annotate_parquet(tmp_path / "in.parquet", tmp_path / "out.parquet")
    told = json.loads(pq.read_schema(tmp_path / "out.parquet").metadata[b"huggingface"])
    (date,) = told["info"]["features"]["dates"]
    assert "DURATION" in date["type"]["names"]
