"""Releases that were built from edited seeds, compared."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from said import release
from said.diff import Diff, Release, compare_releases, open_release, summary
from said.release import manifest
from said.schema import canonical
from said.schema.scheme import LAYERS
from said.system.errors import SaidError
from said.system.places import SOURCE_ROOT, Checkout
from said.tables.counts import COMPLETE, Counts, released_counts
from said.text import jsontext

pytestmark = pytest.mark.slow

BASE = Path(__file__).parent.parent / "cases" / "base"
REAL = SOURCE_ROOT / "corpus" / "0.1.0"


class Seeds:
    """The invented corpus, to be edited: metadata and annotations of each document."""

    def __init__(self) -> None:
        folder = BASE / "seeds" / "harbour"
        self.text = (folder / "raw.txt").read_bytes().decode()
        metadata = json.loads((folder / "document.json").read_bytes())
        lines = (folder / "annotations.jsonl").read_text(encoding="utf-8").splitlines()
        self.metadata = {"harbour": metadata}
        self.annotations = {"harbour": [json.loads(line) for line in lines]}

    def the(self, name: str) -> dict[str, Any]:
        return next(one for one in self.annotations["harbour"] if one["id"] == name)

    def add(self, **annotation: Any) -> None:
        self.annotations["harbour"].append(annotation)

    def remove(self, name: str) -> None:
        self.annotations["harbour"].remove(self.the(name))

    def span(self, exact: str) -> dict[str, Any]:
        start = self.text.index(exact)
        return {"start": start, "end": start + len(exact), "exact": exact}

    def copy(self, doc_id: str) -> None:
        """The document once more, under another id."""
        for files in (self.metadata, self.annotations):
            raw = json.dumps(files["harbour"]).replace("harbour.anon", f"{doc_id}.anon")
            files[doc_id] = json.loads(raw)
        self.metadata[doc_id]["doc_id"] = doc_id

    def write(self, root: Path, version: str) -> Checkout:
        shutil.copytree(BASE, root, dirs_exist_ok=True)
        shutil.copy(SOURCE_ROOT / "dataset_card.md", root)
        for doc_id, metadata in self.metadata.items():
            folder = root / "seeds" / doc_id
            folder.mkdir(exist_ok=True)
            raw = self.text.encode()
            metadata["sha256"] = hashlib.sha256(raw).hexdigest()
            (folder / "raw.txt").write_bytes(raw)
            (folder / "document.json").write_bytes(canonical.metadata(metadata))
            (folder / "annotations.jsonl").write_bytes(
                canonical.annotations(self.annotations[doc_id])
            )
        for doc_id in {"harbour"} - self.metadata.keys():
            shutil.rmtree(root / "seeds" / doc_id)
        checkout = Checkout(root)
        corpus = {"name": "harbour-news", "version": version, "released": []}
        checkout.corpus_file.write_text(json.dumps(corpus))
        return checkout


Edit = Callable[[Seeds], Any]
Make = Callable[[Edit, str], Release]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Builds the release of edited seeds."""

    def built(edit: Edit, version: str) -> Release:
        seeds = Seeds()
        edit(seeds)
        checkout = seeds.write(tmp_path_factory.mktemp("checkout"), version)
        return open_release(release.build_release(checkout, jobs=1).folder)

    return built


@pytest.fixture(scope="module")
def base(make: Make) -> Release:
    return make(lambda _: None, "0.1.0")


def add_a_mention(seeds: Seeds) -> None:
    mention = {"form": "nominal", "speakers": ["ana-ruiz"]}
    seeds.add(id="s4", layer="speaker", span=seeds.span("mayor"), **mention)


def correct_a_span(seeds: Seeds) -> None:
    seeds.the("s3")["span"] = seeds.span("The owner")


def relabel(seeds: Seeds) -> None:
    seeds.the("s2")["form"] = "nominal"
    seeds.the("t1").update(target="other", proposition="The harbour is safe.", confidence="low")


def reuse_an_id(seeds: Seeds) -> None:
    seeds.the("d1")["id"], seeds.the("d2")["id"] = "d9", "d1"


def replace_the_document(seeds: Seeds) -> None:
    seeds.copy("quay")
    del seeds.metadata["harbour"], seeds.annotations["harbour"]


def change_the_text(seeds: Seeds) -> None:
    seeds.text = seeds.text.replace("Ten ports", "Six ports")
    seeds.the("b3")["span"] = seeds.span("Read more: Six ports to see")


def counts(found: Diff, what: str) -> dict[str, int]:
    counted = {layer: found.summary.counts[layer, what] for layer in LAYERS}
    return {layer: number for layer, number in counted.items() if number}


def told(found: Diff) -> list[tuple[str, str, str]]:
    return [(change.id, change.layer, change.kind) for change in found.summary.changes]


def reasons(found: Diff) -> list[tuple[str, str]]:
    return [tuple(reason) for reason in found.reasons]


def test_a_release_does_not_differ_from_itself(base: Release) -> None:
    found = compare_releases(base, base)
    assert (told(found), found.reasons, found.tables, found.columns) == ([], [], [], [])
    assert found.summary.by_document == {}
    assert counts(found, "unchanged") == {
        "block": 3, "speaker": 3, "quote": 3, "date": 3, "stance": 1
    }  # fmt: skip


def test_the_real_release_does_not_differ_from_itself() -> None:
    real = open_release(REAL)
    found = compare_releases(real, real)
    assert (told(found), found.reasons, found.summary.both) == ([], [], real.documents)
    counted = sum((one for _, _, one in released_counts(REAL)), Counts())
    for layer, unchanged in counts(found, "unchanged").items():
        labels = {key: number for key, number in counted.items() if key[0] == layer}
        others = {"paragraph", COMPLETE}
        assert unchanged == sum(n for key, n in labels.items() if key[1] not in others)


def test_an_added_annotation(make: Make, base: Release) -> None:
    found = compare_releases(base, make(add_a_mention, "0.1.1"))
    assert told(found) == [("harbour/s4", "speaker", "added")]
    assert found.summary.changes[0].annotation["exact"] == "mayor"
    assert counts(found, "added") == {"speaker": 1}
    assert counts(found, "unchanged")["speaker"] == 3
    of_document = found.summary.by_document["harbour"]
    assert (of_document["speaker", "added"], of_document["speaker", "unchanged"]) == (1, 3)
    assert reasons(found) == [("patch", "annotations corrected: 1 added")]
    assert found.tables == ["documents", "speakers", "tokens"]


def test_a_removed_block_is_a_paragraph_that_is_not_told(make: Make, base: Release) -> None:
    found = compare_releases(base, make(lambda seeds: seeds.remove("b2"), "0.1.1"))
    assert told(found) == [("harbour/b2", "block", "removed")]
    assert counts(found, "removed") == {"block": 1}


def test_a_corrected_span(make: Make, base: Release) -> None:
    found = compare_releases(base, make(correct_a_span, "0.1.1"))
    (change,) = found.summary.changes
    ((field, old, new),) = change.fields
    assert (change.id, change.kind, field) == ("harbour/s3", "changed", "span")
    assert (new["exact"], new["start"], new["end"]) == ("The owner", old["start"], 141)
    assert found.summary.moved == []


def test_relabelled_annotations(make: Make, base: Release) -> None:
    found = compare_releases(base, make(relabel, "0.1.1"))
    assert sorted(told(found)) == [
        ("harbour/s2", "speaker", "changed"),
        ("harbour/t1", "stance", "changed"),
    ]
    moved = {key: n for key, n in found.summary.labels.items() if key[2] != key[3]}
    assert moved == {
        ("speaker", "form", "pronoun", "nominal"): 1,
        ("stance", "target", "harbour", "other"): 1,
        ("stance", "confidence", "high", "low"): 1,
    }
    assert found.summary.labels["speaker", "form", "name", "name"] == 1


def test_a_reused_id_is_removed_and_added(make: Make, base: Release) -> None:
    found = compare_releases(base, make(reuse_an_id, "0.1.1"))
    assert found.summary.moved == ["harbour/d1"]
    assert told(found) == [
        ("harbour/d1", "date", "removed"),
        ("harbour/d9", "date", "added"),
        ("harbour/d1", "date", "added"),
        ("harbour/d2", "date", "removed"),
    ]
    assert reasons(found)[0] == ("major", "ids whose span moved away: 1")


def test_new_and_gone_documents_are_counted_apart(make: Make, base: Release) -> None:
    with_quay = make(lambda seeds: seeds.copy("quay"), "0.2.0")
    found = compare_releases(base, with_quay)
    assert (found.summary.added, found.summary.removed, found.summary.both) == (
        {"quay": "train"}, {}, 1
    )  # fmt: skip
    assert told(found) == []
    assert counts(found, "in added documents") == counts(found, "unchanged")
    assert list(found.summary.by_document) == ["quay"]
    assert reasons(found) == [("minor", "new documents: 1")]
    replaced = compare_releases(base, make(replace_the_document, "0.2.0"))
    assert (replaced.summary.added, replaced.summary.removed) == (
        {"quay": "train"}, {"harbour": "train"}
    )  # fmt: skip
    assert counts(replaced, "in removed documents") == counts(replaced, "in added documents")
    assert [part for part, _ in reasons(replaced)] == ["major", "minor"]


def test_a_changed_split(make: Make, base: Release) -> None:
    found = compare_releases(
        base, make(lambda s: s.metadata["harbour"].update(split="test"), "1.0.0")
    )
    assert [tuple(one) for one in found.summary.fields["harbour"]] == [("split", "train", "test")]
    assert told(found) == []
    assert reasons(found) == [("major", "documents with another split: 1")]


def test_a_changed_text(make: Make, base: Release) -> None:
    found = compare_releases(base, make(change_the_text, "1.0.0"))
    assert list(found.summary.changed("sha256")) == ["harbour"]
    assert told(found) == [("harbour/b3", "block", "changed")]
    assert reasons(found)[0] == ("major", "texts changed: 1")


def test_changed_metadata(make: Make, base: Release) -> None:
    def edit(seeds: Seeds) -> None:
        evidence = [seeds.span("Zoë Ferrand")]
        stated = {"field": "authors", "status": "stated", "evidence": evidence, "note": None}
        seeds.metadata["harbour"]["authors"] = ["Zoë Ferrand"]
        seeds.metadata["harbour"]["provenance"].append(stated)
        seeds.metadata["harbour"]["dct"]["value"] = "2024-05-29"
        seeds.metadata["harbour"]["entities"][0]["name"] = "the owner of the café"

    found = compare_releases(base, make(edit, "0.1.1"))
    assert [tuple(one) for one in found.summary.fields["harbour"]] == [
        ("authors", [], ["Zoë Ferrand"]),
        ("dct", "2024-05-28", "2024-05-29"),
    ]
    assert list(found.summary.renamed) == ["harbour.anon-1"]
    assert reasons(found) == [
        ("patch", "fields of documents changed: 2"),
        ("patch", "entities described otherwise: 1"),
    ]


def test_the_way_back(make: Make, base: Release) -> None:
    def edit(seeds: Seeds) -> None:
        for one in (add_a_mention, correct_a_span, relabel, reuse_an_id):
            one(seeds)
        seeds.copy("quay")

    other = make(edit, "0.1.1")
    there, back = compare_releases(base, other), compare_releases(other, base)
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted(told(there)) == sorted((i, la, turned[kind]) for i, la, kind in told(back))
    assert there.summary.added == back.summary.removed
    assert counts(there, "unchanged") == counts(back, "unchanged")


def test_single_changes_need_not_be_kept(make: Make, base: Release) -> None:
    other = make(relabel, "0.1.1")
    kept, found = compare_releases(base, other), compare_releases(base, other, keep=False)
    assert (len(kept.summary.changes), found.summary.changes) == (2, [])
    assert found.summary.counts == kept.summary.counts
    assert found.reasons == kept.reasons


def test_progress_is_told(base: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summary, "_STEP", 1)
    steps: list[tuple[int, int]] = []
    compare_releases(base, base, lambda done, total: steps.append((done, total)))
    assert steps == [(1, 1)]


def rewrite(folder: Path, change: Callable[[list[Any]], Any], true_manifest: bool) -> None:
    """Changes the rows of `documents` in a release, and what the manifest tells of them."""
    file = folder / "jsonl" / "documents" / "train.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    change(rows)
    file.write_bytes(jsontext.canonical_lines(rows))
    if true_manifest:
        told = json.loads((folder / "manifest.json").read_bytes())
        for entry in told["files"]:
            if entry["path"] == "jsonl/documents/train.jsonl":
                entry["sha256"] = entry["rows_sha256"] = manifest.file_sha256(file)
        manifest.write_manifest(folder, told | {"digest": "0" * 64})


@pytest.fixture
def copied(base: Release, tmp_path: Path) -> Path:
    return Path(shutil.copytree(base.folder, tmp_path / "0.1.0"))


def test_rows_that_a_rule_made_are_corrected_under_a_patch(base: Release, copied: Path) -> None:
    """Here sentences; a table that `documents` does not show comes to the same."""
    rewrite(copied, lambda rows: rows[0]["sentences"].pop(), true_manifest=True)
    found = compare_releases(base, open_release(copied))
    assert reasons(found) == [("patch", "fields of documents changed: 1")]
    told_of = json.loads((base.folder / "manifest.json").read_bytes())
    for entry in told_of["files"]:
        if entry.get("config") == "utterances":
            entry["rows_sha256"] = "1" * 64
    other = base._replace(manifest=told_of | {"digest": "0" * 64})
    found = compare_releases(base, other)
    assert reasons(found) == [("patch", "rows made by rule differ: utterances")]


@pytest.mark.parametrize("name", ["README.md", "jsonl/documents/train.jsonl", "manifest.json"])
@pytest.mark.parametrize("harm", ["gone", "edited"])
def test_a_damaged_release_is_refused(copied: Path, name: str, harm: str) -> None:
    file = copied / name
    file.unlink() if harm == "gone" else file.write_bytes(file.read_bytes() + b"x\n")
    with pytest.raises(SaidError) as caught:
        open_release(copied)
    assert caught.value.cause.startswith(f"{file}: missing, or ")


def test_what_is_not_read_may_be_missing(copied: Path) -> None:
    for table in ("documents", "quotes", "jsonl/quotes"):
        shutil.rmtree(copied / table)
    assert open_release(copied).documents == 1


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (lambda rows: rows.append(rows[0]), "train.jsonl:2:1: not in the order of the ids"),
        (lambda rows: rows.insert(0, {"id": "x"}), "train.jsonl:1:1: no row of documents"),
    ],
)
def test_rows_that_no_build_wrote_are_refused(base: Release, copied: Path, change: Any, cause: str):
    rewrite(copied, change, true_manifest=True)
    with pytest.raises(SaidError) as caught:
        compare_releases(base, open_release(copied))
    assert caught.value.cause.endswith(cause)
