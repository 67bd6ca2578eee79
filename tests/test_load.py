"""Loading as a user does it: `datasets`, pandas and DuckDB on the real release, offline."""

import json
import os
from pathlib import Path

import pytest

os.environ["HF_HUB_OFFLINE"] = "1"

import datasets
import duckdb
import pandas as pd
import pyarrow.parquet as pq
from datasets import ClassLabel, Features, load_dataset

import effort
from features import item
from said import release
from said.schema import TABLES, columns, load_schemas
from said.schema.features import yaml_features
from said.system.places import Checkout

pytestmark = pytest.mark.slow

datasets.disable_progress_bars()


@pytest.fixture
def built(built_full: Checkout) -> Checkout:
    return built_full


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("cache"))


def folder(checkout: Checkout, place: str) -> Path:
    return checkout.root if place == "checkout" else checkout.corpus / "0.1.0"


def jsonl_rows(checkout: Checkout, table: str) -> dict[str, list]:
    return {
        file.stem: [json.loads(line) for line in file.read_text().splitlines()]
        for file in (checkout.corpus / "0.1.0" / "jsonl" / table).glob("*.jsonl")
    }


@pytest.mark.parametrize("streaming", [False, True], ids=["plain", "streaming"])
@pytest.mark.parametrize(
    "place", ["checkout", pytest.param("release", marks=pytest.mark.exhaustive)]
)
@pytest.mark.parametrize("table", TABLES)
def test_every_config_loads(built: Checkout, cache: str, table: str, place: str, streaming: bool):
    loaded = load_dataset(str(folder(built, place)), table, streaming=streaming, cache_dir=cache)
    expected = jsonl_rows(built, table)
    assert set(loaded) == set(expected)
    wanted = Features._from_yaml_list(yaml_features(columns(load_schemas(), table)))
    for split, data in loaded.items():
        assert data.features == wanted
        assert [decoded(row, wanted) for row in data] == expected[split]


def decoded(value, feature):
    """A row with labels as their names again; tags stay integers, as the files have them."""
    if value is None:
        return None
    if isinstance(feature, ClassLabel):
        return value if feature.names[0] == "O" else feature.int2str(value)
    if isinstance(feature, dict):
        return {key: decoded(inner, feature[key]) for key, inner in value.items()}
    if (inside := item(feature)) is not None:
        return [decoded(inner, inside) for inner in value]
    return value


def test_the_default_config_is_documents(built: Checkout, cache: str):
    loaded = load_dataset(str(built.root), cache_dir=cache)
    assert loaded["test"][0]["doc_id"] == "003_bf3454ffed0dd5e7"
    assert loaded["train"].num_rows == 3


def test_a_single_split_can_be_named(built: Checkout, cache: str):
    quotes = load_dataset(str(built.root), "quotes", split="validation", cache_dir=cache)
    assert quotes.features["type"].int2str(quotes[0]["type"]) == "direct"
    # `all` is the library's word for the union of all splits.
    acts = load_dataset(str(built.root), "utterances", split="all", cache_dir=cache)
    assert "sutskever-farewell-post" in acts["id"]


@pytest.mark.parametrize("place", ["checkout", "release"])
def test_a_rebuilt_release_is_not_served_from_the_cache(
    built_checkout: Checkout, place: str, tmp_path: Path
):
    checkout = built_checkout

    def ids() -> list[str]:
        data = load_dataset(
            str(folder(checkout, place)), "stances", split="test", cache_dir=str(tmp_path)
        )
        return list(data["id"])

    before = ids()
    file = checkout.seeds / "003_bf3454ffed0dd5e7" / "annotations.jsonl"
    # Not a byte more or less: nothing but the digest of the rows tells the two releases apart.
    file.write_text(file.read_text().replace('"id": "t18"', '"id": "t99"'))
    release.build_release(checkout, jobs=1)
    assert [one.replace("/t99", "/t18") for one in ids()] == before
    assert ids() != before


@pytest.mark.parametrize("table", TABLES)
def test_the_jsonl_has_the_rows_of_the_parquet(built: Checkout, table: str):
    place = built.corpus / "0.1.0"
    splits = jsonl_rows(built, table)
    assert any(splits.values())
    for split, rows in splits.items():
        files = sorted((place / table).glob(f"{split}-*.parquet"))
        stored = [row for file in files for row in pq.read_table(file).to_pylist()]
        assert stored == rows
        names = [column.name for column in columns(load_schemas(), table)]
        assert pq.read_schema(files[0]).names == names
        assert not rows or list(rows[0]) == sorted(names)


def test_bare_parquet_keeps_the_names_of_tags(built: Checkout, cache: str, tmp_path: Path):
    """Without the card: of the Parquet files alone, of streams, and after writing them again."""
    files = sorted(map(str, (built.corpus / "0.1.0" / "tokens").glob("train-*.parquet")))
    names = item(
        load_dataset(str(built.root), "tokens", cache_dir=cache)["train"].features["content"]
    ).names
    options = {"data_files": files, "split": "train", "cache_dir": cache}
    loaded = load_dataset("parquet", **options)
    streamed = load_dataset("parquet", streaming=True, **options)
    loaded.to_parquet(tmp_path / "again.parquet")
    again = datasets.Dataset.from_parquet(str(tmp_path / "again.parquet"), cache_dir=cache)
    for data in (loaded, streamed, again):
        assert item(data.features["content"]).names == names
    assert again[:] == loaded[:]


def test_bare_parquet_tells_the_names_of_labels(built: Checkout, cache: str):
    """They arrive as strings; the features that the files carry make labels of them."""
    files = sorted(map(str, (built.corpus / "0.1.0" / "quotes").glob("train-*.parquet")))
    plain = load_dataset("parquet", data_files=files, split="train", cache_dir=cache)
    told = json.loads(pq.read_schema(files[0]).metadata[b"huggingface"])["info"]["features"]
    features = Features.from_dict(told)
    labelled = load_dataset(
        "parquet", data_files=files, split="train", features=features, cache_dir=cache
    )
    label = labelled.features["type"]
    assert [label.int2str(one) for one in labelled["type"]] == plain["type"]


@pytest.mark.parametrize("table", TABLES)
def test_pandas_reads_every_table(built: Checkout, table: str):
    frame = pd.read_parquet(built.corpus / "0.1.0" / table)
    assert len(frame) == sum(map(len, jsonl_rows(built, table).values()))
    if table == "quotes":
        first = frame[frame["id"] == "001_78d37bcc90e0bc44/q1"].iloc[0]
        assert first["content"][0]["exact"].startswith("After almost a decade")
    if table == "documents":
        row = frame[frame["doc_id"] == "001_78d37bcc90e0bc44"].iloc[0]
        for date in row["dates"]:
            assert row["text"][date["start"] : date["end"]] == date["exact"]


def test_duckdb_reads_nested_columns(built: Checkout):
    files = f"{built.corpus / '0.1.0'}/quotes/*.parquet"
    query = (
        "select count(*) from (select unnest(content) c from read_parquet(?)) where c.start >= 0"
    )
    ((count,),) = duckdb.execute(query, [files]).fetchall()
    rows = [row for split in jsonl_rows(built, "quotes").values() for row in split]
    assert count == sum(len(row["content"]) for row in rows)


@pytest.mark.sampled
def test_rows_fit_their_schemas(built: Checkout):
    from said.check.shape import reference_validator

    for table in TABLES:
        validator = reference_validator(f"tables/{table}")
        for rows in jsonl_rows(built, table).values():
            for row in effort.some_of(rows):
                assert list(validator.iter_errors(row)) == []


def test_what_has_no_rows_is_not_offered(checkout: Checkout, tmp_path: Path):
    """`datasets` cannot load a split without rows: here one text is without quotes, and no act of
    speaking is reported twice."""
    for file in checkout.seeds.glob("*/adjudication.jsonl"):
        file.unlink()
    for file in checkout.seeds.glob("*/annotations.jsonl"):
        lines = [json.loads(line) for line in file.read_text().splitlines()]
        for line in lines:
            line.pop("utterance", None)
            line.pop("passages", None)
        if file.parent.name.startswith("003"):
            lines = [line for line in lines if line["layer"] == "block"]
        file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    release.build_release(checkout, jobs=1)
    for place in ("checkout", "release"):
        root = str(folder(checkout, place))
        assert set(load_dataset(root, "quotes", cache_dir=str(tmp_path))) == {"train", "validation"}
        assert "utterances" not in datasets.get_dataset_config_names(root)
        assert set(load_dataset(root, "tokens", cache_dir=str(tmp_path))) >= {"test"}
