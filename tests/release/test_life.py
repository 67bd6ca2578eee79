"""Building, checking and closing a version."""

import json
import re
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import effort
from cli.running import Ended, run
from said import release
from said.check.shape import reference_validator
from said.release import BadSeeds, life, manifest
from said.schema import TABLES
from said.system.errors import SaidError
from said.system.places import Checkout
from said.tables.counts import released_counts

pytestmark = [pytest.mark.slow, pytest.mark.sampled]


@pytest.fixture
def built(request: pytest.FixtureRequest) -> Checkout:
    """A checkout of a test's own, with its release: of an invented document in a sample."""
    return request.getfixturevalue("built_checkout" if effort.thorough() else "built_base")


def snapshot(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def drop_last_line(checkout: Checkout) -> None:
    file = next(checkout.seeds.glob("*/annotations.jsonl"))
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:-1]))


def test_two_builds_give_the_same_bytes(built: Checkout, monkeypatch: pytest.MonkeyPatch):
    first = snapshot(built.root)
    for jobs in (1, 2):
        for path in (built.corpus / "0.1.0").rglob("README.md"):
            path.unlink()
        monkeypatch.setattr(life, "UNIT", 125 if jobs == 1 else 1)
        assert release.build_release(built, jobs=jobs).changed
        assert snapshot(built.root) == first


def test_a_build_of_the_same_seeds_leaves_the_files_alone(built: Checkout):
    readme = built.corpus / "0.1.0" / "README.md"
    before = readme.stat().st_ino
    assert not release.build_release(built, jobs=1).changed
    assert readme.stat().st_ino == before


def test_the_manifest_tells_what_is_there(built: Checkout):
    place = built.corpus / "0.1.0"
    told = manifest.read_manifest(place)
    assert list(reference_validator("manifest").iter_errors(told)) == []
    assert manifest.damaged_files(place, told) == []
    files = {file["path"]: file for file in told["files"]}
    assert {file.get("config") for file in files.values()} == {None, *TABLES}
    # Of a topic, only the targets are in rows.
    others = {"rulings.md", "frames.jsonl", "words.jsonl"}
    files_of_seeds = [p for p in built.seeds.rglob("*") if p.is_file() and p.name not in others]
    seeds = {built.name_of(p) for p in files_of_seeds}
    assert set(told["seeds"]) == seeds - {"seeds/corpus.json"}


def test_row_digests_are_those_of_canonical_json(built: Checkout):
    """As a stranger would compute them, from Parquet and from JSONL."""
    import hashlib

    place = built.corpus / "0.1.0"
    tables = [file for file in manifest.read_manifest(place)["files"] if "rows_sha256" in file]
    assert {file["config"] for file in tables} == {*TABLES}
    for file in tables:
        path = place / file["path"]
        rows = (
            pq.read_table(path).to_pylist()
            if path.suffix == ".parquet"
            else [json.loads(line) for line in path.read_text().splitlines()]
        )
        canonical = "".join(
            json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
            for row in rows
        )
        assert hashlib.sha256(canonical.encode()).hexdigest() == file["rows_sha256"]
        assert len(rows) == file["rows"]


def test_row_digests_do_not_depend_on_how_parquet_is_written(
    built: Checkout, monkeypatch: pytest.MonkeyPatch
):
    """Another version of pyarrow writes other bytes; another compression stands for it here."""
    first = manifest.read_manifest(built.corpus / "0.1.0")
    write_with = pq.ParquetWriter

    def writer(path, schema, **options):
        return write_with(path, schema, **{**options, "compression_level": 19})

    monkeypatch.setattr(pq, "ParquetWriter", writer)
    (built.corpus / "0.1.0" / "README.md").unlink()
    release.build_release(built, jobs=1)
    second = manifest.read_manifest(built.corpus / "0.1.0")
    assert first["files"] != second["files"]
    assert first["digest"] == second["digest"]
    assert manifest.manifest_differences(first, second) != [], (
        "one version of pyarrow writes one way"
    )
    first["pyarrow"] = "21.0.0"
    assert manifest.manifest_differences(first, second) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda c: (c.corpus / "0.1.0" / "README.md").write_text("edited by hand"),
        lambda c: (c.corpus / "0.1.0" / "jsonl" / "dates" / "train.jsonl").unlink(),
        lambda c: (c.corpus / "0.1.0" / "extra.txt").write_text("surplus"),
        lambda c: c.hub_file.write_text("configs: []"),
        lambda c: c.hub_file.unlink(),
        lambda c: (c.corpus / "0.1.0" / "manifest.json").write_text("no JSON"),
        lambda c: c.card.write_text(c.card.read_text() + "\nA new sentence.\n"),
        drop_last_line,
    ],
)
def test_check_finds_every_difference(built: Checkout, damage):
    assert release.check_release(built, jobs=1) == []
    damage(built)
    before = snapshot(built.root)
    assert release.check_release(built, jobs=1) != []
    assert snapshot(built.root) == before
    assert release.build_release(built, jobs=1).changed
    assert release.check_release(built, jobs=1) == []


def test_a_closed_version_refuses_other_content(built: Checkout):
    digest = release.close_release(built, jobs=1)
    corpus = json.loads(built.corpus_file.read_text())
    assert corpus["released"] == [{"version": "0.1.0", "digest": digest}]
    assert release.close_release(built, jobs=1) == digest, "closing twice is no mistake"
    assert json.loads(built.corpus_file.read_text()) == corpus
    assert not release.build_release(built, jobs=1).changed
    drop_last_line(built)
    before = snapshot(built.root)
    with pytest.raises(SaidError, match=r"0\.1\.0 is closed.*\n.*new version"):
        release.build_release(built, jobs=1)
    assert snapshot(built.root) == before
    built.corpus_file.write_text(json.dumps({**corpus, "version": "0.1.1"}))
    assert release.build_release(built, jobs=1).changed
    assert (built.corpus / "0.1.0").is_dir()
    assert "corpus/0.1.1/" in built.hub_file.read_text()


def test_a_closed_version_keeps_its_labels_in_order(
    built: Checkout, monkeypatch: pytest.MonkeyPatch
):
    """Rows hold labels as strings, but who loaded them holds integers."""
    release.close_release(built, jobs=1)
    shapes = manifest.yaml_features
    monkeypatch.setattr(manifest, "yaml_features", lambda columns: shapes(columns)[::-1])
    with pytest.raises(SaidError, match="closed"):
        release.build_release(built, jobs=1)


def next_version(checkout: Checkout) -> None:
    """Closes 0.1.0 and builds 0.1.1 with another annotation."""
    release.close_release(checkout, jobs=1)
    corpus = json.loads(checkout.corpus_file.read_text())
    checkout.corpus_file.write_text(json.dumps({**corpus, "version": "0.1.1"}))
    drop_last_line(checkout)
    release.build_release(checkout, jobs=1)


@pytest.mark.parametrize(
    "harm",
    [
        shutil.rmtree,
        lambda old: shutil.rmtree(old / "dates"),
        lambda old: (old / "jsonl" / "dates" / "train.jsonl").write_text("{}"),
    ],
)
def test_check_looks_after_closed_versions(built: Checkout, harm):
    next_version(built)
    assert release.check_release(built, jobs=1) == []
    harm(built.corpus / "0.1.0")
    (found,) = release.check_release(built, jobs=1)
    assert found.startswith("corpus/0.1.0: not what the version was closed with")


@pytest.mark.parametrize("entries", [["0" * 64], ["0" * 64, "1" * 64]])
def test_a_false_entry_of_a_closed_version_is_found(built: Checkout, entries: list[str]):
    corpus = json.loads(built.corpus_file.read_text())
    corpus["released"] = [{"version": "0.1.0", "digest": digest} for digest in entries]
    built.corpus_file.write_text(json.dumps(corpus))
    assert any("seeds/corpus.json" in one for one in release.check_release(built, jobs=1))
    with pytest.raises(SaidError, match="cannot be closed"):
        release.close_release(built, jobs=1)


def test_rows_that_were_changed_together_with_the_manifest_are_found(built: Checkout):
    place = built.corpus / "0.1.0"
    file = place / "stances" / "train-00000-of-00001.parquet"
    rows = pq.read_table(file)
    pq.write_table(rows.slice(0, len(rows) - 1), file)
    told = manifest.read_manifest(place)
    for pyarrow in (told["pyarrow"], "21.0.0"):
        for entry in told["files"]:
            if entry["path"].startswith("stances/train"):
                entry |= {"bytes": file.stat().st_size, "sha256": manifest.file_sha256(file)}
        manifest.write_manifest(place, {**told, "pyarrow": pyarrow})
        assert any("stances/train" in one for one in release.check_release(built, jobs=1))


@pytest.mark.parametrize("content", ['{"files": [1]}', "[]", "null", '{"files": [{"path": "x"}]}'])
def test_a_damaged_manifest_is_built_anew(built: Checkout, content: str):
    (built.corpus / "0.1.0" / "manifest.json").write_text(content)
    assert release.build_release(built, jobs=1).changed
    assert release.check_release(built, jobs=1) == []


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"\xff\xfe", "dataset_card.md:1:1: byte 0xff at 0 is no UTF-8"),
        (b"# SAID", "dataset_card.md:1:1: no front matter"),
        (b"---\n? [a]\n: 1\n---\n", "dataset_card.md:2:3: a key is not a word"),
        (b"---\na: 1\na: 2\n---\n", "dataset_card.md:3:1: the key 'a' occurs twice"),
        (b"---\na: [\n---\n", "dataset_card.md:3:"),
        (b"---\na: 2024-99-99\n---\n", "dataset_card.md:1:1: month must be in"),
        (b"---\n1: 2\n---\n", "dataset_card.md:1:1: front matter: "),
        (None, "dataset_card.md:1:1: the file is missing"),
    ],
)
def test_a_bad_card_is_told_with_its_place(built: Checkout, content: bytes | None, cause: str):
    built.card.unlink() if content is None else built.card.write_bytes(content)
    with pytest.raises(SaidError) as caught:
        release.build_release(built, jobs=1)
    assert caught.value.cause.startswith(cause)


def test_what_a_killed_closing_left_is_no_mistake(built: Checkout):
    (built.seeds / ".corpus.json.next").write_text("{")
    release.close_release(built, jobs=1)
    assert not (built.seeds / ".corpus.json.next").exists()


def test_a_release_that_is_not_what_the_seeds_give_cannot_be_closed(built: Checkout):
    drop_last_line(built)
    with pytest.raises(SaidError, match="cannot be closed"):
        release.close_release(built, jobs=1)
    assert json.loads(built.corpus_file.read_text())["released"] == []


def test_strings_that_are_no_text_are_told(built: Checkout):
    """In the rows of a release, also where the manifest was changed with them."""
    place = built.corpus / "0.1.0"
    file = min((place / "documents").glob("*.parquet"))
    rows = pq.read_table(file)
    binary = pa.array([b"\xff"] * len(rows), pa.binary())
    _, offsets, content = binary.buffers()
    bad = pa.StringArray.from_buffers(len(rows), offsets, content)
    pq.write_table(rows.set_column(0, rows.schema.field(0), bad), file)
    told = manifest.read_manifest(place)
    for entry in told["files"]:
        if entry["path"] == f"documents/{file.name}":
            entry |= {"bytes": file.stat().st_size, "sha256": manifest.file_sha256(file)}
    manifest.write_manifest(place, {**told, "pyarrow": "21.0.0"})
    assert any(f"documents/{file.name}" in one for one in release.check_release(built, jobs=1))
    with pytest.raises(SaidError, match=rf"{re.escape(file.name)}: damaged after row 0"):
        list(released_counts(place))


def test_a_closed_version_is_never_written_again(built: Checkout, monkeypatch: pytest.MonkeyPatch):
    """Whatever changes around its rows: the card, a registry, a draft, the way Parquet is written.
    Only the file of the checkout that points to it is renewed."""
    release.close_release(built, jobs=1)
    before = snapshot(built.corpus)
    built.card.write_text(built.card.read_text() + "\nA better sentence.\n")
    entities = built.seeds / "entities.jsonl"
    entity = {"id": "zoe-lund", "name": "Zoe Lund", "kind": "person", "aliases": []}
    line = json.dumps({**entity, "role": None, "wikidata": None})
    entities.write_text(f"{entities.read_text()}{line}\n")
    add_draft(built)
    write_with = pq.ParquetWriter
    monkeypatch.setattr(
        pq,
        "ParquetWriter",
        lambda path, schema, **_: write_with(path, schema, compression="none"),
    )
    assert release.check_release(built, jobs=1) == []
    assert not release.build_release(built, jobs=1).changed
    built.hub_file.unlink()
    assert release.build_release(built, jobs=1).changed
    assert release.check_release(built, jobs=1) == []
    assert snapshot(built.corpus) == before


def add_draft(checkout: Checkout) -> Path:
    """Adds a draft in which much is wrong."""
    folder = checkout.seeds / "pier"
    shutil.copytree(min(checkout.seeds.glob("*/document.json")).parent, folder)
    file = folder / "document.json"
    told = json.loads(file.read_text())
    file.write_text(json.dumps({**told, "status": "draft", "split": "none", "sha256": ""}))
    with (folder / "annotations.jsonl").open("a") as lines:
        lines.write('{"layer": "date"}\n{\n\n')
    (folder / "surplus.txt").write_text("")
    return folder


def test_drafts_block_nothing(built: Checkout):
    """A draft with mistakes changes neither the release nor its manifest."""
    before = snapshot(built.corpus)
    documents = len(list(built.seeds.glob("*/document.json")))
    folder = add_draft(built)
    outcome = release.build_release(built, jobs=1)
    assert (outcome.changed, outcome.documents, outcome.drafts) == (False, documents, 1)
    assert release.check_release(built, jobs=1) == []
    assert snapshot(built.corpus) == before
    told = (folder / "document.json").read_text()
    for status in ("adjudicated", "finished"):
        (folder / "document.json").write_text(told.replace('"draft"', f'"{status}"'))
        with pytest.raises(BadSeeds):
            release.build_release(built, jobs=1)


def test_the_commands(built: Checkout, capsys: pytest.CaptureFixture[str]):
    def said(*words: str) -> Ended:
        return run(capsys, *words, "--root", built.root)

    assert said("build", "--check").status == 0
    outcome = json.loads(said("build", "--json").out)
    assert outcome["version"] == "0.1.0"
    assert outcome["documents"] == len(list(built.seeds.glob("*/document.json")))
    assert outcome["changed"] is False
    assert said("path").out == f"{built.corpus / '0.1.0'}\n"
    counts = json.loads(said("stats", "--json").out)
    annotated = [file.read_text() for file in built.seeds.glob("*/annotations.jsonl")]
    assert counts["total"]["quote"]["direct"] == "".join(annotated).count('"type": "direct"')
    assert said("release").status == 0
    drop_last_line(built)
    refused = said("build")
    assert refused.status == 1
    assert refused.err.splitlines()[0] == (
        "error: version 0.1.0 is closed and the seeds now give other content"
    )
    differing = said("build", "--check", "--json")
    assert differing.status == 1
    assert json.loads(differing.out)["current"] is False
    (built.seeds / "surplus.txt").write_text("")
    (finding,) = json.loads(said("build", "--json").out)["findings"]
    assert (finding["file"], finding["kind"]) == ("seeds/surplus.txt", "surplus-file")


def test_the_closed_versions_of_the_project_are_intact_and_readable() -> None:
    """What was released before a column came in is verified and read as it was."""
    project = Checkout(Path(__file__).parents[2])
    closed = json.loads((project.seeds / "corpus.json").read_bytes())["released"]
    assert [one["version"] for one in closed][:2] == ["0.1.0", "1.0.0"]
    for one in closed:
        place = project.corpus / one["version"]
        told = manifest.sound_manifest(place)
        assert told["digest"] == one["digest"]
        assert manifest.damaged_files(place, told) == []
        rows = list(manifest.split_rows(place, told, "quotes", "train"))
        assert rows
        assert all("polarity" not in row for row in rows)
