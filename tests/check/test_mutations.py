"""A mistake in a document is told, or belongs to what only a reader can tell; none breaks a check.

`UNDETECTABLE` is the list of what the levels 1 to 4 cannot tell, and it holds nothing else: each of
its entries is shown to pass unseen.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

import effort
from check import mutants
from check.mutants import Document, World
from said.check import check_document
from said.findings.catalogue import Finding
from said.seeds.documents import read_document_folder
from said.seeds.registries import Registries, read_registries
from said.system.places import SOURCE_ROOT, Checkout

pytestmark = pytest.mark.slow

UNDETECTABLE: dict[str, tuple[str, ...]] = {
    "Another label of a closed set, another degree or another target is a judgement of what "
    "the words mean. Where the words themselves decide (a pronoun, a name, a year, marks), a "
    "mistake is reported.": (
        "block.kind",
        "mark.kind",
        "speaker.form",
        "date.type",
        "date.mod",
        "stance.label",
        "stance.target",
        "stance.proposition",
        "stance.form",
        "stance.modality",
        "stance.intensity",
        "stance.confidence",
        "stance.flags",
        "quote.flags",
        "date.flags",
    ),
    "Where a span begins and ends, and which of the places is meant where the same words "
    "stand, only a reader can say. What has to be in marks, in its quote or beside it is "
    "reported otherwise.": (
        "block.span",
        "speaker.span",
        "date.span",
        "quote.content",
        "quote.cue",
        "quote.phrase",
        "stance.expression",
    ),
    "The value of a deictic expression, and what it counts from, rest on the text around it.": (
        "date.value",
        "date.anchor",
    ),
    "Only the text says which of several times, mentions or acts is meant. An act or a mention "
    "of somebody else is reported.": (
        "quote.said",
        "quote.source",
        "quote.continues",
        "quote.utterance",
        "quote.passages",
    ),
    "Only a reader can say whom a pronoun or a nominal means, and who holds a view. A name "
    "that is not theirs is reported; level 5 asks about a holder who is not the speaker of the "
    "quote.": (
        "speaker.speakers",
        "quote.speakers",
        "quote.resolution",
        "stance.holder",
    ),
    "What is not annotated is asked about at level 5, as far as the text shows it. What something "
    "else refers to is missed at once.": (
        "block dropped",
        "mark dropped",
        "speaker dropped",
        "quote dropped",
        "date dropped",
        "stance dropped",
    ),
    "What the metadata say beside title, authors, text and ids is said nowhere else.": (
        "document.dct",
        "document.entities",
        "document.language",
        "document.outlet",
        "document.provenance",
        "document.rights",
        "document.split",
        "document.status",
    ),
    "A title that lost words at one end still stands in the text.": ("document.title",),
    "The text is frozen by its SHA-256. Who changes it where nothing is annotated, and the SHA-256 "
    "with it, changes all that there is to hold it against; a closed release still tells.": (
        "text",
    ),
}
"""What can change without a word of the levels 1 to 4, by the reason: as `mutants.differences` has
it."""

BASE = Path(__file__).parent.parent / "cases" / "base"
FOLDERS = {
    **{
        file.parent.name[:3]: file.parent
        for file in sorted((SOURCE_ROOT / "seeds").glob("*/raw.txt"))
    },
    "base": BASE / "seeds" / "harbour",
}
# Of each document, how many mistakes of both sorts are made; large ones take long.
COUNTS = {"000": 2_800, "001": 2_800, "002": 2_800, "003": 2_800, "004": 300, "base": 2_600}
# What passes unseen too seldom to be met among the mistakes of a sample.
RARE = {
    *("quote.resolution", "quote.speakers", "quote.flags", "quote.continues"),
    *("quote.source", "quote.phrase", "quote.passages", "date.flags"),
    *("speaker.speakers", "date.mod", "date.type", "document.title"),
}


@functools.cache
def home(name: str) -> tuple[Document, Registries, World]:
    checkout = Checkout(BASE if name == "base" else SOURCE_ROOT)
    registries = read_registries(checkout)[0]
    world = World(
        tuple(registries.entities),
        tuple(target for topic in registries.topics.values() for target in topic.targets),
        tuple(registries.utterances),
    )
    return mutants.read(FOLDERS[name]), registries, world


def check(files: dict[str, bytes], name: str, folder: Path) -> list[Finding]:
    """What the levels 1 to 4 find in a document of these files."""
    place = folder / FOLDERS[name].name
    place.mkdir(exist_ok=True)
    for file, content in files.items():
        (place / file).write_bytes(content)
    seed, findings = read_document_folder(place, f"seeds/{place.name}")
    return findings + check_document(seed, home(name)[1])


def hold_places(findings: list[Finding], files: dict[str, bytes]) -> None:
    """Every finding can be printed and lies in its file, or at its end."""
    for finding in findings:
        assert str(finding).isprintable()
        assert all(isinstance(value, str | int | None) for value in finding.as_dict().values())
        lines = files[Path(finding.file).name].decode(errors="replace").split("\n")
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
        assert finding.length >= 1


def unseen(name: str, files: dict[str, bytes], findings: list[Finding]) -> set[str]:
    """What a mistake changed without a word from the check."""
    if [finding for finding in findings if finding.severity != "note"]:
        return set()
    return mutants.differences(home(name)[0], mutants.parsed(files))


def changes(name: str, files: dict[str, bytes]) -> set[str]:
    """What a mistake changed; nothing if the files cannot be read any more."""
    try:
        return mutants.differences(home(name)[0], mutants.parsed(files))
    except (ValueError, TypeError, KeyError, AttributeError):
        return set()


def made(name: str, number: int) -> dict[str, bytes]:
    """The files of a document with the mistake of that number, in bytes or in values."""
    document, _, world = home(name)
    sort = "bytes" if number % 3 == 0 else "values"
    rng = Random(f"{name} {sort} {number}")
    if sort == "bytes":
        return mutants.spoil_bytes(document, rng)
    return mutants.spoil_values(document, rng, world)


@pytest.mark.slow
@pytest.mark.sampled
@pytest.mark.exhaustive
def test_nothing_is_listed_that_is_told(tmp_path: Path) -> None:
    """Each entry of the list passes unseen in one of the first mistakes; that a quote loses a flag
    and nothing else is too rare for that."""
    left = {change for changes in UNDETECTABLE.values() for change in changes}
    for number in range(4_000 if effort.thorough() else 200):
        if not left:
            break
        for name in ("000", "001", "002", "003", "base"):
            files = made(name, number)
            changed = changes(name, files)
            if changed and changed <= left:
                left -= unseen(name, files, check(files, name, tmp_path))
    assert left <= ({"quote.flags"} if effort.thorough() else RARE)


def test_contributing_publishes_the_list() -> None:
    published = (SOURCE_ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for reason, listed in UNDETECTABLE.items():
        assert f"- {reason} *{', '.join(listed)}*\n" in published


def spoilt_documents(name: str) -> Iterator[tuple[int, dict[str, bytes]]]:
    """The mistakes that are tried on a document, with their numbers."""
    for number in effort.some_of(range(COUNTS[name]), share=20):
        yield number, made(name, number)


@pytest.mark.sampled
def test_ten_thousand_mistakes_are_made() -> None:
    """Each spoils its document in a way of its own; those that come twice count once."""
    different = 0
    for name in COUNTS:
        spoilt = {hashed(files) for _, files in spoilt_documents(name)}
        different += len(spoilt - {hashed(home(name)[0].files)})
    assert different >= (10_000 if effort.thorough() else 600)


def hashed(files: dict[str, bytes]) -> bytes:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(hashlib.sha256(files[name]).digest())
    return digest.digest()


@pytest.mark.exhaustive
@pytest.mark.sampled
@pytest.mark.parametrize("name", COUNTS)
def test_a_mistake_is_told_or_only_a_reader_can_tell(name: str, tmp_path: Path) -> None:
    known = {change for changes in UNDETECTABLE.values() for change in changes}
    passed = {}
    for number, files in spoilt_documents(name):
        findings = check(files, name, tmp_path)
        hold_places(findings, files)
        if new := unseen(name, files, findings) - known:
            passed[number] = new
    assert passed == {}


def test_a_document_without_a_mistake_is_without_findings(tmp_path: Path) -> None:
    for name in FOLDERS:
        document: Any = home(name)[0]
        assert check(document.files, name, tmp_path) == []
        assert mutants.written(document).files == document.files
        assert mutants.differences(document, document) == set()
