"""A release without text holds everything but the articles' words."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ["HF_HUB_OFFLINE"] = "1"

import datasets
import pyarrow.parquet as pq
from datasets import Features, load_dataset

from release.conftest import IN_BOTH
from said import release
from said.check.shape import reference_validator
from said.cli import main
from said.release import manifest, without_text
from said.release.without_text import blank_texts
from said.schema import TABLES, canonical, columns, load_schemas
from said.schema.features import yaml_features
from said.system.errors import SaidError
from said.system.places import Checkout

datasets.disable_progress_bars()

pytestmark = pytest.mark.slow

LEFT_OUT = {
    *("text", "exact", "context", "context_before", "context_after", "tokens"),
    *("text_a", "text_b"),
}
# Strings that an article may have too, and that stay: metadata, and what the registries say. Ids
# are made of the names in the registries.
STAY = {"title", "outlet", "authors", "name", "speaker_names", "proposition"}
IDS = {"speakers", "holder", "target", "utterance", "passages", "passage", "id"}
LENGTH = 12


def snapshot(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def rows_of(folder: Path) -> Iterator[tuple[str, Any]]:
    """The rows of a release with the file they stand in, JSONL and Parquet."""
    for file in sorted(folder.rglob("*.jsonl")):
        for line in file.read_text().splitlines():
            yield file.relative_to(folder).as_posix(), json.loads(line)
    for file in sorted(folder.rglob("*.parquet")):
        for row in pq.read_table(file).to_pylist():
            yield file.relative_to(folder).as_posix(), row


def strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every string in a value, with the field it stands in."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, key)
    elif isinstance(value, str):
        yield key, value


def grams(text: str) -> set[str]:
    return {text[at : at + LENGTH] for at in range(len(text) - LENGTH + 1)}


def words_of_articles(checkout: Checkout) -> set[str]:
    found = set()
    for file in checkout.seeds.glob("*/raw.txt"):
        found |= grams(file.read_bytes().decode())
    return found


def leaks(folder: Path, articles: set[str]) -> list[tuple[str, str, str]]:
    return [
        (file, key, string)
        for file, row in rows_of(folder)
        for key, string in strings(row)
        if key not in STAY | IDS and grams(string) & articles
    ]


@IN_BOTH
def test_no_row_holds_twelve_characters_of_an_article(built):
    articles = words_of_articles(built.checkout)
    assert leaks(built.without, articles) == []
    assert grams((built.without / "manifest.json").read_text()) & articles == set()
    left = {key for _, key, _ in leaks(built.full, articles)}
    assert {"text", "exact", "context"} <= left, "the search finds what is there"


@IN_BOTH
def test_what_stays_is_no_more_than_it_was_named_for(built):
    """The exceptions are whole values of metadata and registries, none of them of the text."""
    seeds = built.checkout.seeds
    known = set()
    for file in [*seeds.glob("*.jsonl"), *seeds.glob("*/document.json")]:
        lines = file.read_text().splitlines() if file.suffix == ".jsonl" else [file.read_text()]
        for line in lines:
            value = json.loads(line)
            known |= {string for _, string in strings(value)}
    for file in seeds.glob("*/annotations.jsonl"):
        for line in file.read_text().splitlines():
            known |= {string for key, string in strings(json.loads(line)) if key == "proposition"}
    stay = {s for _, row in rows_of(built.without) for key, s in strings(row) if key in STAY}
    assert stay <= known


@IN_BOTH
def test_no_file_holds_a_line_of_an_article(built):
    """Whatever lies in the folder, the card aside: bytes, as a program would search them."""
    titles = {row["title"] for file, row in rows_of(built.without) if "documents" in file}
    lines = {
        line.strip().encode()
        for file in built.checkout.seeds.glob("*/raw.txt")
        for line in file.read_text().splitlines()
        if len(line.strip()) >= LENGTH and line.strip() not in titles
    }
    assert lines
    for file in built.without.rglob("*"):
        if file.is_file() and file.name != "README.md":
            content = file.read_bytes()
            assert [line for line in lines if line in content] == [], file


def differences(full: Any, without: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Where two rows differ: the field, and what stands there in the one without text."""
    if isinstance(full, dict) and isinstance(without, dict):
        assert full.keys() == without.keys()
        for name in full:
            yield from differences(full[name], without[name], name)
    elif isinstance(full, list) and isinstance(without, list):
        assert len(full) == len(without)
        for one, other in zip(full, without, strict=True):
            yield from differences(one, other, key)
    elif full != without:
        assert isinstance(full, str)
        yield key, without


@IN_BOTH
def test_only_the_text_is_left_out_and_all_of_it(built):
    full, without = list(rows_of(built.full)), list(rows_of(built.without))
    assert [file for file, _ in full] == [file for file, _ in without]
    found = [
        one
        for (_, row), (_, other) in zip(full, without, strict=True)
        for one in differences(row, other)
    ]
    # A corpus without events has no pairs.
    paired = {key for file, row in full if "/pairs/" in file for key in row}
    assert {key for key, _ in found} == LEFT_OUT - ({"text_a", "text_b"} - paired)
    assert {value for _, value in found} == {None}
    kept = {key for _, row in without for key, _ in strings(row)}
    assert not kept & LEFT_OUT


def test_the_manifest_tells_what_it_restores_to(built):
    full, told = manifest.read_manifest(built.full), manifest.read_manifest(built.without)
    assert list(reference_validator("manifest").iter_errors(told)) == []
    assert manifest.damaged_files(built.without, told) == []
    assert manifest.false_rows(built.without, told) == []
    assert told["without_text"] == {"restores_to": full["digest"]}
    assert "without_text" not in full
    assert told["digest"] == manifest.rows_digest(told["files"]) != full["digest"]
    same = {"name", "version", "schema", "documents", "cut_tokens", "seeds"}
    assert {key: told[key] for key in same} == {key: full[key] for key in same}
    assert [file["path"] for file in told["files"]] == [file["path"] for file in full["files"]]


def test_the_card_says_in_a_line_that_the_text_is_left_out(built):
    digest = manifest.read_manifest(built.full)["digest"]
    lines = (built.without / "README.md").read_text().splitlines()
    (line,) = [line for line in lines if "said restore FOLDER --texts DIR" in line]
    assert "left out" in line
    assert digest in line
    assert "is left out" not in (built.full / "README.md").read_text()


@pytest.mark.parametrize("streaming", [False, True], ids=["plain", "streaming"])
@pytest.mark.parametrize("table", TABLES)
def test_every_config_loads(built, table: str, streaming: bool, tmp_path: Path):
    told = manifest.read_manifest(built.without)
    rows = {
        file["split"]: file["rows"]
        for file in manifest.split_entries(told["files"])
        if file["config"] == table and file["rows"]
    }
    if not rows:
        pytest.skip("no rows, so the card names no such config")
    loaded = load_dataset(
        str(built.without), table, streaming=streaming, cache_dir=str(tmp_path / "cache")
    )
    assert set(loaded) == set(rows)
    wanted = Features._from_yaml_list(yaml_features(columns(load_schemas(), table)))
    for split, data in loaded.items():
        assert data.features == wanted
        read = list(data)
        assert len(read) == rows[split]
        assert not {key for row in read for key, _ in strings(row)} & LEFT_OUT
        if table == "tokens":
            assert all(row["tokens"] == [None] * len(row["starts"]) for row in read)


def test_corpus_and_seeds_are_left_alone(built):
    before = snapshot(built.checkout.root)
    assert release.check_release(built.checkout, jobs=1) == []
    release.build_without_text(built.checkout, jobs=1)
    assert snapshot(built.checkout.root) == before
    assert not (built.checkout.corpus / ".commit").exists()
    name = built.without.name
    assert [entry.name for entry in built.without.parent.iterdir()] == [name]
    assert name.endswith("-0.1.0-without-text")


def test_it_does_not_depend_on_the_size_of_a_unit(
    built, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(without_text, "UNIT", 1)
    out = release.build_without_text(built.checkout, tmp_path / "out", jobs=1).folder
    assert snapshot(out) == snapshot(built.without)


def test_one_that_stands_there_is_replaced(built_base: Checkout, tmp_path: Path):
    checkout, out = built_base, tmp_path / "deep" / "out"
    first = release.build_without_text(checkout, out, jobs=1)
    file = next(checkout.seeds.glob("*/annotations.jsonl"))
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:-1]))
    second = release.build_without_text(checkout, out, jobs=1)
    assert manifest.read_manifest(out)["without_text"]["restores_to"] == second.restores_to
    assert first.restores_to != second.restores_to
    assert [entry.name for entry in out.parent.iterdir()] == ["out"]
    assert {entry.name for entry in checkout.corpus.iterdir()} <= {"0.1.0", ".lock"}
    assert not checkout.dist.exists()


@pytest.mark.parametrize("what", ["file", "folder", "full release"])
def test_anything_else_is_not(built, what: str, tmp_path: Path):
    out = tmp_path / "out"
    if what == "file":
        out.write_text("mine")
    elif what == "folder":
        out.mkdir()
        (out / "notes.txt").write_text("mine")
    else:
        shutil.copytree(built.full, out)
    before = snapshot(tmp_path)
    with pytest.raises(SaidError, match="something else stands here"):
        release.build_without_text(built.checkout, out, jobs=1)
    assert snapshot(tmp_path) == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


def test_an_empty_folder_is_taken(built, tmp_path: Path):
    assert release.build_without_text(built.checkout, tmp_path, jobs=1).folder == tmp_path
    assert manifest.damaged_files(tmp_path, manifest.read_manifest(tmp_path)) == []


def test_a_closed_version_with_other_content_is_refused(checkout: Checkout):
    closed = {"version": "0.1.0", "digest": "0" * 64}
    corpus = {"name": "said", "version": "0.1.0", "released": [closed]}
    checkout.corpus_file.write_text(json.dumps(corpus))
    with pytest.raises(SaidError, match="closed"):
        release.build_without_text(checkout, jobs=1)
    assert not checkout.dist.exists()


def test_mistakes_in_the_seeds_are_told(checkout: Checkout):
    (checkout.seeds / "surplus.txt").write_text("")
    with pytest.raises(release.BadSeeds):
        release.build_without_text(checkout, jobs=1)
    assert not checkout.dist.exists()


def said(monkeypatch: pytest.MonkeyPatch, *words: str | Path) -> int:
    monkeypatch.setattr("sys.argv", ["said", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_the_command(
    built_base: Checkout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    checkout = built_base
    words = ["build", "--without-text", "--jobs", "1", "--root", str(checkout.root)]
    assert said(monkeypatch, *words) == 0
    assert capsys.readouterr().out.startswith("dist/harbour-news-0.1.0-without-text: written, ")
    assert said(monkeypatch, *words, "--json", "--out", checkout.root / "out") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["folder"] == str(checkout.root / "out")
    assert told["restores_to"] == release.build_release(checkout, jobs=1).digest


@pytest.mark.parametrize("words", [["--check", "--without-text"], ["--out", "x"]], ids=" ".join)
def test_options_that_do_not_go_together_are_wrong_usage(
    words: list[str], checkout: Checkout, monkeypatch: pytest.MonkeyPatch
):
    assert said(monkeypatch, "build", *words, "--root", checkout.root) == 2
    assert list(checkout.corpus.iterdir()) == []


def test_of_a_pair_the_text_with_a_licence_stays():
    row = {"doc_a": "a", "doc_b": "b", "text_a": "Hello.", "text_b": "Bye."}
    blank = blank_texts("pairs")
    assert blank(row, frozenset({"b"})) == row | {"text_a": None}
    assert blank(row, frozenset({"a", "b"})) == row
    assert blank(row, frozenset()) == row | {"text_a": None, "text_b": None}


def test_a_text_with_a_licence_stays(built_base: Checkout, tmp_path: Path):
    checkout = Checkout(tmp_path / "base")
    shutil.copytree(built_base.root, checkout.root)
    file = checkout.seeds / "harbour" / "document.json"
    file.write_bytes(canonical.metadata(json.loads(file.read_text()) | {"license": "CC-BY-4.0"}))
    full = release.build_release(checkout, jobs=1)
    without = release.build_without_text(checkout, jobs=1)
    assert list(rows_of(without.folder / "jsonl")) == list(rows_of(full.folder / "jsonl"))
    restored = tmp_path / "restored"
    (tmp_path / "none").mkdir()
    release.restore_release(without.folder, tmp_path / "none", restored)
    assert list(rows_of(restored)) == list(rows_of(full.folder))
