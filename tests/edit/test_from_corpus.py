"""Public corpora into seeds: whole, valid, once, and whatever happens in between."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from layouts import STEM, WRITERS, write_layout
from said.corpora import corpus_named, find_sources
from said.corpora.conventions import Target
from said.edit import from_corpus
from said.edit.from_corpus import ImportedCorpus, import_corpus, seeds_named
from said.edit.init import About, init_corpus
from said.scoring.items import read_items
from said.scoring.joined import read_gold
from said.seeds import changes
from said.system.errors import SaidError
from said.system.places import Checkout
from said.text.marked import marked_stretches, type_of
from said.validation.validate import validate


@pytest.fixture
def corpus(tmp_path: Path) -> Checkout:
    """An empty corpus of one's own."""
    return init_corpus(tmp_path / "own", About(name="own", license="CC-BY-4.0")).checkout


def put(corpus: Checkout, name: str, folder: Path, target: Target | None = None) -> ImportedCorpus:
    known = corpus_named(name)
    return import_corpus(corpus, known, find_sources(known, folder), target)


def errors(corpus: Checkout) -> list[str]:
    return [str(one) for one in validate(corpus.root) if one.severity == "error"]


def contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != ".lock")
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


@pytest.mark.parametrize("target", [None, "said", "polnear", "timeml"])
def test_every_corpus_is_valid(corpus: Checkout, tmp_path: Path, target: Target | None):
    """By its own conventions and by others, all corpora in one folder of seeds."""
    for name in WRITERS:
        made = put(corpus, name, write_layout(name, tmp_path / name), target)
        assert made.documents
        assert not made.unread
        assert not [one for one in made.left_out if one.startswith("records with an error")]
    assert errors(corpus) == []


def test_the_metadata(corpus: Checkout, tmp_path: Path):
    put(corpus, "polnear", write_layout("polnear", tmp_path / "p"))
    metadata = json.loads((corpus.seeds / STEM / "document.json").read_bytes())
    assert metadata["dct"] == {
        "value": "2017-03-14",
        "status": "external",
        "evidence": [],
        "note": "from the name of the file in PolNeAR",
    }
    assert metadata["title"] == "Port Shuts Old Pier."
    assert metadata["outlet"] == "norrvik-post"
    known = {key: metadata[key] for key in ("layers", "convention", "collection", "license")}
    assert known == {
        "layers": ["quote"],
        "convention": {"quote": "polnear"},
        "collection": "polnear",
        "license": None,
    }
    assert metadata["status"] == "adjudicated"


@pytest.mark.parametrize("name", WRITERS)
def test_a_second_import_changes_nothing(corpus: Checkout, tmp_path: Path, name: str):
    folder = write_layout(name, tmp_path / name)
    first = put(corpus, name, folder)
    lines = next(file for file in corpus.seeds.glob("*/annotations.jsonl"))
    lines.write_bytes(b"")  # somebody's work
    before = contents(corpus.seeds)
    again = put(corpus, name, folder)
    assert (len(again.documents), again.present) == (0, len(first.documents))
    assert contents(corpus.seeds) == before


def test_a_document_with_another_text_is_left_as_it_is(corpus: Checkout, tmp_path: Path):
    folder = write_layout("tempeval3", tmp_path / "t")
    (corpus.seeds / "NV2").mkdir()
    (corpus.seeds / "NV2" / "raw.txt").write_text("Another text.\n")
    made = put(corpus, "tempeval3", folder)
    assert list(made.documents) == ["NV19980313-0101"]
    assert made.unread == ["NV2: seeds/NV2 is there already, with another text"]
    assert (corpus.seeds / "NV2" / "raw.txt").read_text() == "Another text.\n"


def test_a_killed_import_is_gone_on_with(
    corpus: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """What was written is whole; the next import adds the rest."""
    folder = write_layout("polnear", tmp_path / "p")
    whole = init_corpus(tmp_path / "whole", About(name="own", license="CC-BY-4.0")).checkout
    put(whole, "polnear", folder)
    monkeypatch.setattr(from_corpus, "_BATCH", 1)
    batches = 0
    write_files = changes.write_files

    def write(home: Path, files: dict[str, bytes]) -> None:
        nonlocal batches
        batches += 1
        if batches == 2:
            raise KeyboardInterrupt
        write_files(home, files)

    with monkeypatch.context() as patch:
        patch.setattr(changes, "write_files", write)
        with pytest.raises(KeyboardInterrupt):
            put(corpus, "polnear", folder)
    assert len([*corpus.seeds.glob("*/document.json")]) == 1
    made = put(corpus, "polnear", folder)
    assert (len(made.documents), made.present) == (1, 1)
    assert contents(corpus.seeds) == contents(whole.seeds)


def test_one_text_that_cannot_be_read_keeps_no_other_back(corpus: Checkout, tmp_path: Path):
    folder = write_layout("tempeval3", tmp_path / "t")
    (folder / "TimeBank" / "broken.tml").write_text("<TimeML><TEXT>")
    (folder / "TimeBank" / "empty.tml").write_text("<TimeML><TEXT></TEXT></TimeML>")
    made = put(corpus, "tempeval3", folder)
    assert len(made.documents) == 2
    assert len(made.unread) == 2
    assert "broken.tml:1" in made.unread[0]
    assert errors(corpus) == []


def test_a_fault_keeps_no_other_text_of_a_file_back(
    corpus: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = write_layout("litbank", tmp_path / "l")
    convert = from_corpus.convert_text

    def failing(one, target):
        if one.doc_id.startswith("1_"):
            raise ZeroDivisionError
        return convert(one, target)

    monkeypatch.setattr(from_corpus, "convert_text", failing)
    made = put(corpus, "litbank", folder, "said")
    assert list(made.documents) == ["2_empty_brat"]
    assert len(made.unread) == 1
    assert made.unread[0].startswith("1_the_pier_brat: the software failed on this text")


def test_a_record_with_an_error_is_left_out_and_counted(
    corpus: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """And what refers to it keeps its other fields."""
    known = corpus_named("polnear")
    read = known.read

    def spoiled(source):
        for one in read(source):
            mention = next(record for record in one.annotations if record["layer"] == "speaker")
            mention["span"] = mention["span"] | {"exact": "Other words"}
            yield one

    monkeypatch.setattr("said.corpora.polnear.CORPUS", known._replace(read=spoiled))
    made = put(corpus, "polnear", write_layout("polnear", tmp_path / "p"))
    assert made.left_out["records with an error: span-exact"] == 2
    assert made.mapped["quote"] == 10
    assert errors(corpus) == []


def test_near_duplicates_get_into_one_split(corpus: Checkout, tmp_path: Path):
    """Whatever the splits of a corpus are, and whatever was imported before."""
    folder = write_layout("tempeval3", tmp_path / "t")
    put(corpus, "tempeval3", folder / "TE3-platinum")
    made = put(corpus, "tempeval3", folder)
    assert made.changed["near-duplicates of a text in another split: put into test"] == 1
    assert {
        json.loads(file.read_bytes())["split"] for file in corpus.seeds.glob("*/document.json")
    } == {"test"}


def test_what_seeds_are(corpus: Checkout, tmp_path: Path):
    assert seeds_named(corpus.seeds).root == corpus.root
    (corpus.seeds / "doc").mkdir()
    with pytest.raises(SaidError, match="a corpus gives many documents"):
        seeds_named(corpus.seeds / "doc")
    with pytest.raises(SaidError, match="not the seeds of a corpus") as raised:
        seeds_named(tmp_path / "elsewhere")
    assert "said init" in raised.value.remedy


def _polnear_folders(tmp_path: Path) -> list[Path]:
    """The invented layout and, where there is a copy, PolNeAR's own dev and train."""
    found = [write_layout("polnear", tmp_path / "invented") / "data" / "dev"]
    if benchmarks := os.environ.get("SAID_POLNEAR"):
        found += [Path(benchmarks) / split for split in ("dev", "train")]
    return found


def test_polnear_is_what_score_reads(tmp_path: Path):
    """Of the same folder, an import has the items that `said score` takes for gold."""
    for folder in _polnear_folders(tmp_path):
        if folder.parent == tmp_path / "invented" / "data":
            file = folder / "attributions" / f"{STEM}_4e07.ann"
            lines = file.read_text().splitlines(keepends=True)
            # A gold set is read strictly.
            kept = [one for one in lines if "an own line" not in one and "no line of" not in one]
            file.write_text("".join(kept))
        known = corpus_named("polnear")
        imported = {}
        for source in find_sources(known, folder).found:
            for one in known.read(source):
                readings = [*one.passes.values()] or [one.annotations]
                imported[one.text] = [items(one.text, records) for records in readings]
        scored = {
            gold.text: [
                items(gold.text or "", [row.value for row in rows]) for rows in gold.readings
            ]
            for gold in read_gold(None, str(folder))
        }
        assert imported == {text: scored[text] for text in imported}
        assert all(not any(rows) for text, rows in scored.items() if text not in imported)


def items(text: str, rows):
    """What is scored of the quotes among some rows, with the type that the marks tell."""
    from said.scoring.items import SystemRow

    found, _ = read_items([SystemRow("", one) for one in rows], text)
    inside = marked_stretches(text)
    return {
        (one.place, one.cue, one.source, one.label or type_of(text, one.place, inside))
        for one in found
        if one.layer == "quote"
    }
