"""A view gives a model its inputs and labels, and nothing that gives the answer away."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

os.environ["HF_HUB_OFFLINE"] = "1"

import datasets
import pyarrow.parquet as pq
from datasets import ClassLabel

import said
from features import item
from said import release
from said.schema import canonical, columns, load_schemas
from said.schema.scheme import LAYERS
from said.system.errors import SaidError
from said.system.places import SOURCE_ROOT, Checkout
from said.views import TaskView

pytestmark = pytest.mark.slow

datasets.disable_progress_bars()

BASE = SOURCE_ROOT / "tests" / "cases" / "base"
TASKS = {
    "stance": "stances",
    "attribution": "quotes",
    "dates": "dates",
    "tokens": "tokens",
    "pairs": "pairs",
}
NEITHER = {
    "stance": {"id", "holder", "expression", "form", "modality", "intensity", "confidence"},
    "attribution": {"context", "context_start", "via", "parent", "continues", "utterance"},
    "dates": {"flags"},
    "tokens": {"block_kind", "boilerplate"},
    "pairs": {"utterance", "passages", "similarity", "alignment", "speaker", "time"},
}
"""Columns of each table that are neither inputs nor labels of its task."""

NULL_BY_DOCUMENT = ("phrase", "addressee", "polarity", "determinacy")
"""Labels that are null in whole documents: the text tells that, and nothing about their values."""

Row = dict[str, Any]


@pytest.fixture(scope="module")
def folder(built_full: Checkout) -> Path:
    return built_full.corpus / "0.1.0"


@pytest.fixture(params=TASKS)
def view(request: pytest.FixtureRequest, folder: Path) -> TaskView:
    return task(request.param)(folder)


def task(name: str) -> Callable[..., TaskView]:
    found: Callable[..., TaskView] = getattr(said.views, name)
    return found


def stored(folder: Path, table: str) -> list[Row]:
    return [
        row
        for file in sorted((folder / table).glob("*.parquet"))
        for row in pq.read_table(file).to_pylist()
    ]


def values(rows: Iterable[Row], name: str) -> list[str]:
    """The values of a column, such that lists and structs can be counted too."""
    return [json.dumps(row[name], sort_keys=True) for row in rows]


def tells(rows: list[Row], given: str, label: str) -> bool:
    """Whether a column with few values tells for some label of another whether a row has it: the
    commonest answer for each value is always right."""
    of_given, of_label = values(rows, given), values(rows, label)
    groups = len(set(of_given))
    if groups < 2 or groups > max(20, len(rows) // 10):
        return False
    for answer in set(of_label):
        pairs = Counter(zip(of_given, (one == answer for one in of_label), strict=True))
        right = sum(max(pairs[one, True], pairs[one, False]) for one in set(of_given))
        if right == len(rows) and len(set(of_label)) > 1:
            return True
    return False


def test_a_row_has_keys_inputs_and_labels_and_nothing_else(view: TaskView) -> None:
    rows = list(view)
    assert rows
    names = [*view.keys, *view.inputs, *view.labels]
    assert len(set(names)) == len(names)
    assert all(list(row) == names for row in rows)


@pytest.mark.parametrize("name", TASKS)
def test_what_gives_the_answer_away_is_no_input(name: str, folder: Path) -> None:
    view = task(name)(folder)
    assert not NEITHER[name] & {*view.inputs, *view.labels}
    known = {field.name for field in columns(load_schemas(), TASKS[name])}
    assert known >= NEITHER[name]


def test_no_input_tells_a_label(view: TaskView) -> None:
    all_rows = list(view)
    for label in view.labels:
        by_document = label in NULL_BY_DOCUMENT
        rows = [row for row in all_rows if not (by_document and row[label] is None)]
        for given in view.inputs:
            if len(set(values(rows, label))) <= 20:
                assert not tells(rows, given, label), (given, label)


def test_the_order_of_the_rows_tells_no_stance(folder: Path) -> None:
    rows = list(said.views.stance(folder))
    places = [(row["doc_id"], row["text_start"], row["unit"], row["target"]) for row in rows]
    of_split = [
        [p for p, row in zip(places, rows, strict=True) if row["split"] == split]
        for split in ("train", "validation", "test")
    ]
    assert all(found == sorted(found) for found in of_split)


@pytest.mark.parametrize("column", ["holder", "form", "confidence", "none_certain"])
def test_a_column_that_tells_a_stance_is_found(column: str, folder: Path) -> None:
    rows = [row for row in stored(folder, "stances") if row["reach"]]
    assert tells(rows, column, "label")


def test_reach_and_kind_of_unit_have_more_labels_than_one(folder: Path) -> None:
    rows = list(said.views.stance(folder))
    for column in ("reach", "unit_kind"):
        for value in {row[column] for row in rows}:
            assert len({row["label"] for row in rows if row[column] == value}) > 1


def test_a_stance_is_left_out_if_no_alias_names_its_target(folder: Path) -> None:
    rows = stored(folder, "stances")
    units = {(row["unit"], row["target"]) for row in said.views.stance(folder)}
    without = {(row["unit"], row["target"]) for row in rows if row["reach"] is None}
    assert without
    assert not without & units
    labels: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row["reach"] is not None:
            labels.setdefault((row["unit"], row["target"]), set()).add(row["label"])
    assert units == {unit for unit, found in labels.items() if len(found) == 1}
    assert len(units) == len(list(said.views.stance(folder)))


def test_labels_and_tags_are_names(folder: Path) -> None:
    assert {row["label"] for row in said.views.stance(folder)} == {
        *("favor", "against", "mixed", "none")
    }
    tags = {tag for row in said.views.tokens(folder) for tag in row["date"]}
    assert {"O", "B-DATE", "I-DURATION"} <= tags


def test_the_places_of_an_attribution_are_in_its_text(folder: Path) -> None:
    for row in said.views.attribution(folder):
        for name in ("content", "cue", "source", "phrase", "addressee"):
            for span in row[name] or ():
                assert row["text"][span["start"] : span["end"]] == span["exact"]
        assert row["speakers"]


def test_datasets_have_the_same_rows(view: TaskView) -> None:
    data = view.datasets()
    rows = list(view)
    assert {name: len(part) for name, part in data.items()} == Counter(row["split"] for row in rows)
    features = next(iter(data.values())).features
    loaded = [row for part in data.values() for row in part]
    assert [{name: named(row[name], features[name]) for name in row} for row in loaded] == rows


def named(value: Any, feature: Any) -> Any:
    if isinstance(feature, ClassLabel):
        return None if value is None else feature.int2str(value)
    inside = item(feature)
    if value is None or inside is None:
        return value
    return [named(one, inside) for one in value]


def test_datasets_filter_map_and_save(folder: Path, tmp_path: Path) -> None:
    data = said.views.stance(folder).datasets()["train"]
    held_out = data.filter(lambda row: row["fold"] == 0)
    assert 0 < len(held_out) < len(data)
    lengths = held_out.map(lambda row: {"length": len(row["text"])})
    lengths.to_parquet(tmp_path / "held-out.parquet")
    again = datasets.Dataset.from_parquet(
        str(tmp_path / "held-out.parquet"), cache_dir=str(tmp_path / "cache")
    )
    assert again.features["label"].names == ["favor", "against", "mixed", "none"]


def partial(
    root: Path, keep: Callable[[Row], Row | None], layers: list[str], **metadata: Any
) -> Path:
    """The harbour corpus annotated for some layers only."""
    metadata["layers"] = layers
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    shutil.copy(SOURCE_ROOT / "dataset_card.md", root)
    document = root / "seeds" / "harbour" / "document.json"
    document.write_bytes(canonical.metadata(json.loads(document.read_text()) | metadata))
    file = root / "seeds" / "harbour" / "annotations.jsonl"
    lines = filter(None, (keep(json.loads(line)) for line in file.read_text().splitlines()))
    file.write_bytes(canonical.annotations(list(lines)))
    (root / "seeds" / "utterances.jsonl").write_text("")
    release.build_release(Checkout(root), jobs=1)
    (found,) = Checkout(root).corpus.glob("*.*.*")
    return found


def test_what_is_not_annotated_is_no_label(tmp_path: Path) -> None:
    unknown = {"speakers", "resolution", "utterance", "said", "source", "via", "addressee"}

    def quotes(line: Row) -> Row | None:
        if line["layer"] not in ("block", "quote"):
            return None
        return {name: value for name, value in line.items() if name not in unknown}

    folder = partial(tmp_path, quotes, ["block", "quote"])
    assert list(said.views.attribution(folder)) == []
    assert list(said.views.stance(folder)) == []
    rows = list(said.views.tokens(folder))
    assert rows
    for row in rows:
        assert [row[name] for name in ("speaker", "date", "mark", "stance")] == [None] * 4
        assert len(row["content"]) == len(row["tokens"])
    data = said.views.tokens(folder).datasets()
    assert [row["date"] for part in data.values() for row in part] == [None] * len(rows)


def test_what_no_quote_gives_is_null_among_the_labels(tmp_path: Path) -> None:
    def plain(line: Row) -> Row:
        dropped = {"phrase", "addressee", "utterance", "passages"}
        return {name: value for name, value in line.items() if name not in dropped}

    folder = partial(tmp_path, plain, list(LAYERS), convention={"quote": "polnear"})
    names = ("phrase", "addressee", "polarity", "determinacy")
    rows = list(said.views.attribution(folder))
    assert rows
    assert [row[name] for row in rows for name in names] == [None] * 4 * len(rows)
    loaded = [row for part in said.views.attribution(folder).datasets().values() for row in part]
    assert [row[name] for row in loaded for name in names] == [None] * 4 * len(rows)


def test_a_quote_where_quotes_are_not_annotated_is_no_unit_of_the_view(tmp_path: Path) -> None:
    """It is there because of its stance: the kind of the unit would tell the label."""

    def stances(line: Row) -> Row | None:
        if line["layer"] == "quote" and line["id"] != "q2":
            return None
        return {name: value for name, value in line.items() if name not in ("utterance", "said")}

    folder = partial(tmp_path, stances, [layer for layer in LAYERS if layer != "quote"])
    quotes = [row for row in stored(folder, "stances") if row["unit_kind"] == "quote"]
    assert [(row["label"], row["reach"]) for row in quotes] == [("favor", None)]
    assert {row["unit_kind"] for row in said.views.stance(folder)} == {"sentence"}


def test_lines_without_any_tags_are_left_out(tmp_path: Path) -> None:
    folder = partial(tmp_path, lambda line: line if line["layer"] == "block" else None, ["block"])
    assert stored(folder, "tokens")
    assert list(said.views.tokens(folder)) == []


def test_rows_without_their_text_are_left_out(checkout: Checkout) -> None:
    made = release.build_without_text(checkout, jobs=1)
    for name in TASKS:
        assert list(task(name)(made.folder)) == []
        assert task(name)(made.folder).datasets() == {}


def test_a_release_of_version_1_is_refused() -> None:
    folder = SOURCE_ROOT / "corpus" / "1.0.0"
    for name, table in TASKS.items():
        with pytest.raises(SaidError, match=f"the table {table} lacks") as caught:
            task(name)(folder)
        assert "version 2" in caught.value.remedy


def test_a_folder_without_a_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SaidError, match=r"manifest\.json"):
        said.views.dates(str(tmp_path))


def test_without_a_folder_it_is_the_current_release() -> None:
    current = said.views.dates()
    assert list(current) == list(said.views.dates(said.path()))
