"""Level 6: what a corpus is at odds with as a whole."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.harbour import edit

import said
from said import release
from said.seeds.accepted import Accepted
from said.seeds.documents import read_document
from said.seeds.registries import document_ids, read_registries
from said.system.places import SOURCE_ROOT, Checkout
from said.text import jsontext
from said.validation import corpus
from said.validation.corpus import DocumentSummary

BASE = Path(__file__).parent.parent / "cases" / "base"
RUIZ = {"id": "ana-ruiz", "name": "Ana Ruiz", "kind": "person", "aliases": []}
BERG = {"id": "jo-berg", "name": "Jo Berg", "kind": "person", "aliases": []}


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """The valid corpus of the cases."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    shutil.copy(SOURCE_ROOT / "dataset_card.md", tmp_path)
    return Checkout(tmp_path)


def summaries(checkout: Checkout) -> list[DocumentSummary]:
    return [
        corpus.summarise_document(read_document(checkout, doc_id)[0])
        for doc_id in document_ids(checkout)[0]
    ]


def found(checkout: Checkout, *, whole: bool = True) -> list[tuple[str, str]]:
    """Kind and message of what is found."""
    read = [one._replace(whole=whole) for one in summaries(checkout)]
    told = corpus.check_corpus(checkout, read, read_registries(checkout)[0])
    return [(one.kind, one.message) for one in told]


def kinds(checkout: Checkout, **options: bool) -> list[str]:
    return [kind for kind, _ in found(checkout, **options)]


def copy(checkout: Checkout, doc_id: str, split: str = "train", text: str | None = None) -> None:
    """The document of the base once more, perhaps with another text and no annotations."""
    folder = checkout.seeds / doc_id
    shutil.copytree(checkout.seeds / "harbour", folder)
    file = folder / "document.json"
    metadata = json.loads(file.read_bytes()) | {"doc_id": doc_id, "split": split}
    if text is not None:
        (folder / "raw.txt").write_text(text, encoding="utf-8")
        (folder / "annotations.jsonl").write_bytes(b"")
        metadata |= {"title": None, "provenance": [], "entities": []}
        metadata["sha256"] = hashlib.sha256(text.encode()).hexdigest()
        metadata["dct"]["evidence"] = [{"start": 0, "end": 1, "exact": text[0]}]
    file.write_text(json.dumps(metadata, indent=2) + "\n", encoding="utf-8")


def report(checkout: Checkout, doc_id: str, *speakers: str, utterance: str = "ruiz-speech") -> None:
    """A document with nothing but a quote that reports an utterance."""
    copy(checkout, doc_id, text=f"Nobody knows what {doc_id} is about.")
    quote = {"id": "q1", "layer": "quote", "speakers": [*speakers], "utterance": utterance}
    (checkout.seeds / doc_id / "annotations.jsonl").write_bytes(jsontext.line(quote) + b"\n")


def add(file: Path, value: dict[str, Any]) -> None:
    file.write_bytes(file.read_bytes() + jsontext.line(value) + b"\n")


def test_a_sound_corpus_has_no_findings(checkout: Checkout) -> None:
    assert found(checkout) == []
    release.build_release(checkout, jobs=1)
    assert found(checkout) == []
    release.close_release(checkout, jobs=1)
    assert found(checkout) == []


def test_the_seeds_have_no_findings() -> None:
    assert found(Checkout(SOURCE_ROOT)) == []


# ---- texts


def test_a_copy_in_another_split_leaks_and_one_in_the_same_is_a_copy(checkout: Checkout) -> None:
    copy(checkout, "pier")
    assert found(checkout) == [
        (
            "near-duplicate",
            "100% of the sequences of three words in seeds/pier stand in seeds/harbour too",
        )
    ]
    copy(checkout, "port", "test")
    assert kinds(checkout) == ["near-duplicate", "split-leak"]


def test_a_leak_is_told_before_a_copy(checkout: Checkout) -> None:
    copy(checkout, "pier", "test")
    copy(checkout, "port", "test")
    assert kinds(checkout) == ["split-leak"] * 2


@pytest.mark.parametrize(
    ("released", "place", "softened"),
    [
        ("", "port", False),
        ("harbour", "port", False),
        ("port", "harbour", False),
        ("harbour port", "port", True),
    ],
)
def test_of_a_leak_the_newer_document_is_told_and_nothing_that_was_accepted_becomes_an_error(
    checkout: Checkout, released: str, place: str, softened: bool
) -> None:
    copy(checkout, "port", "test")
    files = [read_document(checkout, doc_id)[0].files for doc_id in released.split()]
    closed = Accepted("1.0.0", {name: sha for one in files for name, sha in one.items()})
    known = read_registries(checkout)[0]._replace(closed=(closed,))
    (finding,) = corpus.check_corpus(checkout, summaries(checkout), known)
    assert finding.file == f"seeds/{place}/raw.txt"
    assert finding.message.endswith("in seeds/port stand in seeds/harbour too")
    assert finding.severity == ("warning" if softened else "error")


def test_short_texts_and_texts_without_words_are_no_trouble(checkout: Checkout) -> None:
    for number, text in enumerate(("…", "…", "Pier", "Quay")):
        copy(checkout, f"short-{number}", text=text)
    assert found(checkout) == []
    copy(checkout, "short-4", text="pier!")
    assert kinds(checkout) == ["near-duplicate"]


def test_a_document_that_cannot_be_read_in_full_is_still_compared(checkout: Checkout) -> None:
    copy(checkout, "pier", "test")
    (checkout.seeds / "pier" / "document.json").write_text("{")
    read = read_document(checkout, "pier")[0]
    summary = corpus.summarise_document(read)
    assert not summary.whole
    told = corpus.check_corpus(
        checkout, [*summaries(checkout)[:1], summary], read_registries(checkout)[0]
    )
    assert [one.kind for one in told] == []


# ---- acts of speaking


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [
        (["ana-ruiz"], []),
        (["ana-ruiz", "jo-berg"], []),
        (["pier.anon-1"], []),
        (["jo-berg"], ["disjoint-speakers"]),
        (["jo-berg", "pier.anon-1"], ["disjoint-speakers"]),
    ],
)
def test_reports_of_one_act_share_a_speaker(
    checkout: Checkout, speakers: list[str], expected: list[str]
) -> None:
    edit(checkout, "seeds/utterances.jsonl", '["ana-ruiz"]', '["ana-ruiz", "jo-berg"]')
    report(checkout, "pier", *speakers)
    assert kinds(checkout) == expected


def test_an_unnamed_voice_is_nobody_to_compare_with(checkout: Checkout) -> None:
    report(checkout, "a", "a.anon-1")
    assert kinds(checkout) == []


def test_who_speaks_against_the_registry_is_found_elsewhere(checkout: Checkout) -> None:
    entry = {"id": "speech", "speakers": ["ana-ruiz"], "description": "A speech."}
    add(checkout.seeds / "utterances.jsonl", entry)
    report(checkout, "pier", "jo-berg", utterance="speech")
    report(checkout, "port", "jo-berg", utterance="speech")
    assert kinds(checkout) == []


def test_an_act_is_registered_because_two_quotes_report_it(checkout: Checkout) -> None:
    entry = {"id": "speech", "speakers": ["ana-ruiz"], "description": "A speech."}
    add(checkout.seeds / "utterances.jsonl", entry)
    assert found(checkout) == [("unreported-utterance", "no quote reports it")]
    assert kinds(checkout, whole=False) == []
    report(checkout, "pier", "ana-ruiz", utterance="speech")
    assert found(checkout) == [("unreported-utterance", "one quote alone reports it")]
    report(checkout, "port", "ana-ruiz", utterance="speech")
    assert found(checkout) == []


# ---- releases


def test_a_release_is_built_of_the_seeds(checkout: Checkout) -> None:
    release.build_release(checkout, jobs=1)
    for number in range(5):
        copy(checkout, f"new-{number}", text=f"New is number {number}.")
    ((kind, message),) = found(checkout)
    assert kind == "stale-release"
    assert "seeds/new-0, seeds/new-1, seeds/new-2 and 2 more" in message
    shutil.rmtree(checkout.seeds / "harbour")
    ((_, message), _) = found(checkout)
    assert "4 more" not in message


def test_a_draft_is_at_fault_alone(checkout: Checkout) -> None:
    """It comes before the other one by its name; shown with the corpus, an error when named."""
    shutil.copytree(checkout.seeds / "harbour", checkout.seeds / "a-draft")
    metadata = "seeds/a-draft/document.json"
    edit(checkout, metadata, '"doc_id": "harbour"', '"doc_id": "a-draft"')
    edit(checkout, metadata, '"train"', '"test"')
    edit(checkout, metadata, '"adjudicated"', '"draft"')
    for file in (checkout.seeds / "a-draft").glob("*.json*"):
        file.write_text(file.read_text("utf-8").replace("harbour.anon", "a-draft.anon"), "utf-8")
    release.build_release(checkout, jobs=1)
    (leak,) = (one for one in said.validate(checkout.root) if one.kind == "split-leak")
    assert (leak.file, leak.severity) == ("seeds/a-draft/raw.txt", "warning")
    assert {one.severity for one in said.validate(checkout.root)} <= {"warning", "note"}
    (checkout.seeds / "a-draft" / "raw.txt").write_text("Other.")
    told = {(one.kind, one.severity) for one in said.validate(checkout.root)}
    assert ("text-changed", "warning") in told
    assert "stale-release" not in {kind for kind, _ in told}
    named = said.validate(checkout.seeds / "a-draft")
    assert ("text-changed", "error") in {(one.kind, one.severity) for one in named}


def test_a_document_that_was_removed_makes_a_release_stale(checkout: Checkout) -> None:
    copy(checkout, "pier", text="A pier.")
    release.build_release(checkout, jobs=1)
    shutil.rmtree(checkout.seeds / "pier")
    assert [message for _, message in found(checkout)] == [
        "the release was built of other files: seeds/pier"
    ]


def test_a_split_stays_as_long_as_the_first_number_does(checkout: Checkout) -> None:
    release.build_release(checkout, jobs=1)
    release.close_release(checkout, jobs=1)
    file = checkout.seeds / "harbour" / "document.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"train"', '"test"'), encoding="utf-8")
    assert kinds(checkout) == ["split-changed", "stale-release"]
    old = checkout.corpus_file.read_text()
    checkout.corpus_file.write_text(old.replace('"0.1.0",\n  "rel', '"0.2.0",\n  "rel'))
    assert kinds(checkout) == ["split-changed"]
    checkout.corpus_file.write_text(old.replace('"0.1.0",\n  "rel', '"1.0.0",\n  "rel'))
    assert kinds(checkout) == []


def test_a_split_of_an_open_version_may_change(checkout: Checkout) -> None:
    release.build_release(checkout, jobs=1)
    file = checkout.seeds / "harbour" / "document.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"train"', '"test"'), encoding="utf-8")
    assert kinds(checkout) == ["stale-release"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("| `dates` | 3 | 3 |", "| `dates` | 3 | 4 |", "the card has '| `dates` | 3 | 4 |', "),
        ("Digest of its rows and columns, as in `manifest.json`: `", "", None),
        ("version 0.1.0 of", "version 0.1.1 of", "the card is not the one that was built"),
    ],
)
def test_a_card_tells_what_the_manifest_does(
    checkout: Checkout, old: str, new: str, message: str | None
) -> None:
    release.build_release(checkout, jobs=1)
    file = checkout.corpus / "0.1.0" / "README.md"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    line = text[: text.index(old)].count("\n") + 1
    if message is None:
        digest = text.split(old)[1][:64]
        old, new, message = old + digest, old + "0" * 64, "the card has the digest 000000000000…"
    file.write_text(text.replace(old, new), encoding="utf-8")
    (finding,) = corpus.check_corpus(checkout, summaries(checkout), read_registries(checkout)[0])
    assert (finding.kind, finding.file) == ("card-differs", "corpus/0.1.0/README.md")
    assert finding.line == (1 if message.endswith("built") else line)
    assert finding.message.startswith(message)


def test_a_damaged_release_is_left_to_the_build(checkout: Checkout) -> None:
    release.build_release(checkout, jobs=1)
    release.close_release(checkout, jobs=1)
    folder = checkout.corpus / "0.1.0"
    next((folder / "documents").glob("*.parquet")).write_bytes(b"PAR1")
    (folder / "README.md").unlink()
    assert found(checkout) == []
    (folder / "manifest.json").write_text("{")
    assert found(checkout) == []
    checkout.corpus_file.write_text("{")
    assert found(checkout) == []
