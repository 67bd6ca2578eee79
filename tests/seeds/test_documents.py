"""Reading: what cannot be read is told with its place, and nothing raises."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from said.check import check_corpus_file, check_document, check_registries
from said.findings.catalogue import Finding
from said.seeds import documents
from said.seeds.registries import (
    NO_REGISTRIES,
    REGISTRIES,
    document_ids,
    read_corpus_file,
    read_registries,
)
from said.seeds.topics import Topic
from said.system.places import Checkout

DOC = "001_78d37bcc90e0bc44"
NAME = f"seeds/{DOC}"


def read_all(checkout: Checkout) -> list[Finding]:
    """All that reading finds."""
    _, findings = read_corpus_file(checkout)
    findings += read_registries(checkout)[1]
    doc_ids, problems = document_ids(checkout)
    findings += problems
    for doc_id in doc_ids:
        findings += documents.read_document(checkout, doc_id)[1]
    return findings


def test_the_real_seeds_have_no_findings(full_checkout: Checkout) -> None:
    checkout = full_checkout
    assert read_all(checkout) == []
    source, _ = read_corpus_file(checkout)
    assert source is not None
    assert check_corpus_file(source) == []
    registries, _ = read_registries(checkout)
    assert check_registries(registries) == []
    doc_ids, _ = document_ids(checkout)
    assert len(doc_ids) == 5
    for doc_id in doc_ids:
        assert check_document(documents.read_document(checkout, doc_id)[0], registries) == []


def test_a_document_is_read_to_the_byte(checkout: Checkout) -> None:
    seed, _ = documents.read_document(checkout, DOC)
    raw = (checkout.seeds / DOC / "raw.txt").read_bytes()
    assert seed.text is not None
    assert seed.text.encode() == raw
    assert seed.files[f"{NAME}/raw.txt"] == hashlib.sha256(raw).hexdigest()
    files = [file for file in (checkout.seeds / DOC).rglob("*") if file.is_file()]
    assert set(seed.files) == {checkout.name_of(file) for file in files}
    assert seed.released


@pytest.mark.parametrize(
    ("status", "released"), [("adjudicated", True), ("draft", False), ("raw", False)]
)
def test_only_adjudicated_documents_are_released(
    checkout: Checkout, status: str, released: bool
) -> None:
    file = checkout.seeds / DOC / "document.json"
    file.write_text(file.read_text().replace('"status": "adjudicated"', f'"status": "{status}"'))
    assert documents.read_document(checkout, DOC)[0].released is released


def test_line_ends_are_part_of_the_text(checkout: Checkout) -> None:
    (checkout.seeds / DOC / "raw.txt").write_bytes(b"\xef\xbb\xbfOne\r\ntwo\r")
    assert documents.read_document(checkout, DOC)[0].text == "\ufeffOne\r\ntwo\r"


@pytest.mark.parametrize(
    ("file", "content", "place", "kind"),
    [
        (f"{DOC}/raw.txt", b"One\n\xe2\x80\x9cTwo\xe2\x80\x9d \xe9", (2, 7), "utf8"),
        (f"{DOC}/raw.txt", b"cut in a character \xe2\x80", (1, 20), "utf8"),
        (f"{DOC}/raw.txt", b"\xff\xfeO\0n\0e\0", (1, 1), "utf8"),
        (f"{DOC}/raw.txt", b"a surrogate \xed\xa0\x80", (1, 13), "utf8"),
        (f"{DOC}/raw.txt", b"", (1, 1), "empty-text"),
        (f"{DOC}/raw.txt", b" \n\t\xc2\xa0", (1, 1), "empty-text"),
        (f"{DOC}/document.json", b'{\n  "title": "\xe9"}', (2, 13), "utf8"),
        (
            f"{DOC}/document.json",
            b'{\n  "doc_id": 1,\n  "doc_id": 1}',
            (3, 3),
            "json-duplicate-key",
        ),
        (f"{DOC}/document.json", b"", (1, 1), "json-syntax"),
        (f"{DOC}/document.json", b'\n{\n "title"}', (3, 9), "json-syntax"),
        (f"{DOC}/annotations.jsonl", b'{"id": "s1"}\n\n{"id": "s2"}\n', (2, 1), "blank-line"),
        (f"{DOC}/annotations.jsonl", b'{"id": "s1"}\n \t\r\n', (2, 1), "blank-line"),
        (f"{DOC}/annotations.jsonl", b"\n", (1, 1), "blank-line"),
        (f"{DOC}/annotations.jsonl", b'{"id": "s1"}\n{"id": "s2"', (2, 12), "json-syntax"),
        (f"{DOC}/annotations.jsonl", b"{}\n" + b"[" * 100_000, (2, 101), "json-syntax"),
        (f"{DOC}/annotations.jsonl", b'{}\n{"start": NaN}\n', (2, 11), "json-syntax"),
        (f"{DOC}/annotations.jsonl", b'{}\n["\xff"]\n{"', (2, 3), "utf8"),
        ("entities.jsonl", b'{}\n{"\xc3\xa9": 1, "\xc3\xa9": 1}\n', (2, 10), "json-duplicate-key"),
        ("corpus.json", b"{", (1, 2), "json-syntax"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(
    checkout: Checkout, file: str, content: bytes, place: tuple[int, int], kind: str
) -> None:
    (checkout.seeds / file).write_bytes(content)
    (finding,) = read_all(checkout)
    assert finding[:4] == (f"seeds/{file}", *place, kind)


@pytest.mark.parametrize("content", [b"", b"{}", b"{}\n", b"{}\r\n"])
def test_a_last_line_that_is_not_ended_is_read(checkout: Checkout, content: bytes) -> None:
    (checkout.seeds / DOC / "annotations.jsonl").write_bytes(content)
    seed, findings = documents.read_document(checkout, DOC)
    told = [("not-canonical", 1, 3)] if content in (b"{}", b"{}\r\n") else []
    assert [(one.kind, one.line, one.column) for one in findings] == told
    assert seed.annotations is not None
    assert seed.annotations.values == ([{}] if content else [])


def test_a_bad_line_hides_no_other(checkout: Checkout) -> None:
    content = b'{"id": "s1"}\n{"id"}\n\n{"id": "s2"}\n'
    (checkout.seeds / DOC / "annotations.jsonl").write_bytes(content)
    seed, findings = documents.read_document(checkout, DOC)
    assert [(finding.line, finding.kind) for finding in findings] == [
        (2, "json-syntax"),
        (3, "blank-line"),
    ]
    assert seed.annotations is not None
    assert seed.annotations.lines == [1, 4]
    assert seed.annotations.finding(1, ("id",), "schema", "x")[:3] == (
        f"{NAME}/annotations.jsonl",
        4,
        8,
    )


@pytest.mark.parametrize(
    "file", ["corpus.json", *(f"{name}.jsonl" for name in REGISTRIES), f"{DOC}/raw.txt"]
)
def test_a_missing_file_is_told(checkout: Checkout, file: str) -> None:
    (checkout.seeds / file).unlink()
    assert [finding[:4] for finding in read_all(checkout)] == [
        (f"seeds/{file}", 1, 1, "missing-file")
    ]


@pytest.mark.parametrize(
    ("change", "name", "kind"),
    [
        (lambda root: (root / "notes.txt").touch(), "seeds/notes.txt", "surplus-file"),
        (lambda root: (root / "notes 1").mkdir(), "seeds/notes 1", "bad-folder-name"),
        (lambda root: (root / ("x" * 101)).mkdir(), f"seeds/{'x' * 101}", "bad-folder-name"),
        (lambda root: (root / DOC / "x").mkdir(), f"{NAME}/x", "surplus-file"),
        (
            lambda root: (root / DOC / ".raw.txt.swp").touch(),
            f"{NAME}/.raw.txt.swp",
            "surplus-file",
        ),
        (
            lambda root: (root / DOC / "passes").rename(root / DOC / "pass"),
            f"{NAME}/pass",
            "misnamed-file",
        ),
    ],
)
def test_what_does_not_belong_there_is_told(
    checkout: Checkout, change: Callable[..., None], name: str, kind: str
) -> None:
    change(checkout.seeds)
    assert [finding[:4] for finding in read_all(checkout)] == [(name, 1, 1, kind)]


@pytest.mark.parametrize("file", ["raw.txt", "document.json", "annotations.jsonl"])
def test_a_folder_is_no_file(checkout: Checkout, file: str) -> None:
    (checkout.seeds / DOC / file).unlink()
    (checkout.seeds / DOC / file).mkdir()
    (finding,) = read_all(checkout)
    assert finding[:3] == (f"{NAME}/{file}", 1, 1)


def test_passes_are_read_in_order(checkout: Checkout) -> None:
    folder = checkout.seeds / DOC / "passes"
    for file in folder.iterdir():
        file.unlink()
    for name in ("zoe", "ana"):
        (folder / f"{name}.jsonl").write_text("{}\n")
    seed, findings = documents.read_document(checkout, DOC)
    assert findings == []
    assert [source.name for source in seed.passes] == [
        f"{NAME}/passes/{name}.jsonl" for name in ("ana", "zoe")
    ]


def test_of_entries_with_one_id_the_first_counts(checkout: Checkout) -> None:
    file = checkout.seeds / "topics/openai-departures/targets.jsonl"

    def openai() -> object:
        topics = read_registries(checkout)[0].topics
        return topics["openai-departures"].targets["openai"]

    first = openai()
    file.write_bytes(file.read_bytes() + b'{"id": "openai"}\n["openai"]\n{"id": 1}\n')
    assert openai() == first


def test_seeds_that_are_a_link_hold_no_document(checkout: Checkout, tmp_path: Path) -> None:
    """Nothing would be written through it, either."""
    checkout.seeds.rename(tmp_path / "elsewhere")
    checkout.seeds.symlink_to(tmp_path / "elsewhere")
    found, findings = document_ids(checkout)
    assert found == []
    assert [(one.file, one.kind) for one in findings] == [("seeds", "symbolic-link")]


def test_a_target_of_two_topics_has_what_both_say_of_it() -> None:
    def topic(name: str, **fields: list[str]) -> Topic:
        target = {"id": "port", "kind": "entity", "proposition": "It is good.", **fields}
        return Topic(name, {}, {}, {"port": target})  # type: ignore[dict-item]

    first = topic("tides", aliases=["port", "harbour"], related=["pier"])
    second = topic("cranes", aliases=["port"], related=["crane", "pier"])
    known = NO_REGISTRIES._replace(topics={"tides": first, "cranes": second})
    target = known.targets_of(["tides", "cranes"])["port"]
    assert target["aliases"] == ["port", "harbour"]
    assert target["related"] == ["pier", "crane"]
    assert known.targets_of(["tides"])["port"]["related"] == ["pier"]
