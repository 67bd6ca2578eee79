"""Passes, decisions and the adjudication: what is sound has no findings.

What is wrong with them has its cases in `tests/cases/`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from said.check import check_document
from said.seeds.documents import read_document
from said.seeds.registries import read_registries
from said.system.places import Checkout
from said.text import jsontext

BASE = Path(__file__).parent.parent / "cases" / "base"
JUNE = {"start": 68, "end": 74, "exact": "June 3"}
SAFE = {"start": 108, "end": 119, "exact": "It is safe,"}
DATE = {"id": "d1", "layer": "date", "span": JUNE, "type": "DATE", "value": "2024-06-03"}
LOCAL = {
    "id": "q1",
    "layer": "quote",
    "content": [SAFE],
    "type": "direct",
    "speakers": ["harbour.anon-9"],
    "resolution": "implicit",
    "utterance": "a-speech-of-this-pass",
}
DISPUTE = {
    "id": "a1",
    "layer": "date",
    "spans": [JUNE],
    "a": ["d1"],
    "b": [],
    "result": ["d2"],
    "fields": [],
    "rule": "D1",
    "decision": "It is a date.",
}


@pytest.fixture
def base(tmp_path: Path) -> Checkout:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    return Checkout(tmp_path)


def write(checkout: Checkout, file: str, *values: object) -> None:
    path = checkout.seeds / "harbour" / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"".join(jsontext.line(value) + b"\n" for value in values))


def kinds(checkout: Checkout) -> list[str]:
    """The kinds of all findings in the one document."""
    registries, _ = read_registries(checkout)
    seed, findings = read_document(checkout, "harbour")
    return [finding.kind for finding in findings + check_document(seed, registries)]


def test_utterances_and_unnamed_voices_are_local_to_a_pass(base: Checkout) -> None:
    write(base, "passes/a.jsonl", LOCAL)
    assert kinds(base) == []
    write(base, "annotations.jsonl", LOCAL)
    assert sorted(kinds(base)) == ["unknown-utterance", "unknown-voice"]


def test_sound_records_have_no_findings(base: Checkout) -> None:
    write(base, "passes/a.jsonl", DATE)
    write(base, "passes/b.jsonl", LOCAL)
    other = {**DISPUTE, "id": "a2", "b": ["q1"], "result": [], "fields": ["span", "value"]}
    write(base, "adjudication.jsonl", DISPUTE, other)
    wide = {"start": 68, "end": 90, "exact": "June 3, mayor Ana Ruiz"}
    decided = [
        {"layer": "speaker", "span": wide, "rule": "S2", "note": "Invented."},
        {"layer": "date", "span": JUNE, "rule": "D1"},
        {"layer": "mark", "span": JUNE, "rule": "Q4"},
    ]
    write(base, "decided.jsonl", *decided)
    assert kinds(base) == []
    seed, _ = read_document(base, "harbour")
    assert seed.decided is not None
    assert seed.decided.values == decided
    assert seed.adjudication is not None
    assert seed.adjudication.values == [DISPUTE, other]
    write(base, "decided.jsonl", *reversed(decided))
    assert kinds(base) == ["decided-order"] * 2


def test_a_pass_that_cannot_be_read_is_told_once(base: Checkout) -> None:
    write(base, "passes/a.jsonl")
    write(base, "adjudication.jsonl", DISPUTE)
    assert kinds(base) == ["unknown-annotation"]
    (base.seeds / "harbour/passes/a.jsonl").write_bytes(b"\xff")
    assert kinds(base) == ["utf8"]


def test_without_records_the_seed_has_none(base: Checkout) -> None:
    seed, _ = read_document(base, "harbour")
    assert (seed.decided, seed.adjudication) == (None, None)
