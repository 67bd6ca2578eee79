"""`said.validate`: all findings of all files in one run, as they are come upon."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.harbour import BASE, LINES, METADATA, TEXT, copy, edit

import said
from said.findings.catalogue import Finding
from said.system.errors import SaidError
from said.system.places import SOURCE_ROOT, Checkout
from said.validation import validate
from said.validation.selection import select_paths


@pytest.fixture
def base(tmp_path: Path) -> Checkout:
    return copy(tmp_path / "corpus")


def brief(findings: list[Finding]) -> list[tuple[str, int, str]]:
    return [(one.file.rpartition("/")[2], one.line, one.kind) for one in findings]


def spoil(base: Checkout) -> None:
    """A mistake of each of the levels 1 to 5, each in a line of its own."""
    edit(base, LINES, '"kind": "boilerplate"}', '"kind": "boilerplate"')
    edit(base, LINES, '"kind": "headline"', '"kind": "titel"')
    edit(base, LINES, '"exact": "Monday"', '"exact": "monday"')
    edit(base, LINES, '"target": "harbour"', '"target": "harbor"')
    text = base.root / TEXT
    text.write_text(f"{text.read_text('utf-8')}“More?”\n", encoding="utf-8")
    edit(base, METADATA, *digests(text))


def digests(text: Path) -> tuple[str, str]:
    """The digest of the base's text, and that of the text in a file."""
    old = hashlib.sha256((BASE / TEXT).read_bytes()).hexdigest()
    return old, hashlib.sha256(text.read_bytes()).hexdigest()


def test_all_levels_are_told_in_one_run(base: Checkout) -> None:
    spoil(base)
    found = [one for one in said.validate(base.root) if one.severity != "note"]
    assert brief(found) == [
        ("annotations.jsonl", 1, "schema"),
        ("annotations.jsonl", 7, "span-exact"),
        ("annotations.jsonl", 9, "unknown-target"),
        ("annotations.jsonl", 13, "json-syntax"),
        ("raw.txt", 6, "uncovered-mark"),
        ("raw.txt", 6, "uncovered-mark"),
    ]


@pytest.mark.parametrize("levels", [(1,), (2,), (3, 4), (5,), range(1, 7)])
def test_only_the_levels_asked_for_are_told(base: Checkout, levels: list[int]) -> None:
    spoil(base)
    everything = list(said.validate(base.root))
    told = list(said.validate(base.root, levels=levels))
    assert [one for one in told if one.level] == [one for one in everything if one.level in levels]


def test_what_could_not_be_checked_is_told(base: Checkout) -> None:
    edit(base, LINES, '"kind": "headline"', '"kind": "titel"')
    notes = [one.message for one in said.validate(base.root) if one.severity == "note"]
    assert notes == [
        "level 5 of 1 line of the text was not checked, whose annotations have mistakes",
        "the levels 3 and 4 of 1 line were not checked, which need level 2",
    ]


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (TEXT, "the levels 3 and 5 of this document were not checked, which need its text"),
        (METADATA, "the levels 3 and 4 of this file were not checked, which need level 2"),
        (LINES, "level 5 of this document was not checked, which needs its annotations"),
        ("seeds/entities.jsonl", "references to entities were not checked, which need this file"),
    ],
)
def test_files_that_cannot_be_read_leave_the_rest_to_be_checked(
    base: Checkout, file: str, message: str
) -> None:
    (base.root / file).write_bytes(b"\xff")
    edit(base, "seeds/topics/port/targets.jsonl", '"id": "harbour"', '"id": "haven"')
    found = list(said.validate(base.root))
    assert message in [one.message for one in found]
    assert "utf8" in [one.kind for one in found]
    assert (file == LINES) == ("unknown-target" not in [one.kind for one in found])


def test_level_5_is_asked_of_all_lines_whose_spans_are_right(base: Checkout) -> None:
    """The speaker of the quote is unknown, and what it says lies in the same line."""
    edit(base, LINES, '"end": 74, "exact": "June 3"}', '"end": 72, "exact": "June"}')
    edit(base, LINES, '"target": "harbour"', '"target": "harbor"')
    edit(base, LINES, '"start": 191, "end": 218', '"start": 21, "end": 21800')
    found = [one.kind for one in said.validate(base.root) if one.severity != "note"]
    assert {"unknown-target", "span-outside", "uncovered-date"} <= set(found)


def test_one_mistake_is_told_once(base: Checkout) -> None:
    edit(base, LINES, '"label": "favor"', '"labell": "favor"')
    edit(base, LINES, '"value": "2024-06-03"', '"value": "2024-13-03"')
    found = [one for one in said.validate(base.root) if one.severity != "note"]
    assert [(one.kind, one.suggestion) for one in found] == [
        ("timex-value", None),
        ("schema", "label"),
    ]


def test_who_refers_to_a_line_that_cannot_be_read_makes_no_mistake(base: Checkout) -> None:
    edit(base, LINES, '"form": "pronoun", "speakers": ["ana-ruiz"]}', '"form": "pronoun"')
    edit(base, "seeds/entities.jsonl", '"id": "ana-ruiz",', '"id": "ana-ruiz"')
    edit(base, "seeds/topics/port/targets.jsonl", '"id": "harbour",', '"id": "harbour"')
    edit(base, "seeds/utterances.jsonl", '"id": "ruiz-speech",', '"id": "ruiz-speech"')
    found = [one.kind for one in said.validate(base.root) if one.severity == "error"]
    assert found == ["json-syntax"] * 4


def test_outside_a_checkout_a_document_is_checked_without_registries(
    base: Checkout, tmp_path: Path
) -> None:
    spoil(base)
    shutil.move(base.seeds / "harbour", tmp_path / "harbour")
    found = list(said.validate(tmp_path / "harbour"))
    assert found[0].message == (
        "references to entities, topics, targets, events, utterances and flags were not checked: "
        "no checkout"
    )
    kinds = [one.kind for one in found]
    assert "span-exact" in kinds
    assert "unknown-target" not in kinds
    assert {Path(one.file).parent for one in found[1:]} == {tmp_path / "harbour"}


def test_a_file_of_lines_is_checked_with_the_text_beside_it(base: Checkout, tmp_path: Path) -> None:
    edit(base, LINES, '"exact": "Monday"', '"exact": "monday"')
    edit(base, LINES, '"kind": "headline"', '"kind": "titel"')
    shutil.copy(base.root / LINES, tmp_path / "harbour.jsonl")
    path = tmp_path / "harbour.jsonl"
    kinds = [one.kind for one in said.validate(path)]
    assert kinds == ["not-checked", "not-checked", "schema"]
    shutil.copy(base.root / TEXT, tmp_path / "harbour.txt")
    found = list(said.validate(path))
    assert [one.kind for one in found] == ["not-checked", "schema", "span-exact"]
    assert {one.file for one in found} == {path.as_posix()}
    (tmp_path / "harbour.txt").write_bytes(b"\xff")
    kinds = [one.kind for one in said.validate(path, levels=[1])]
    assert kinds == ["not-checked", "utf8"]


def test_the_same_is_found_by_several_processes(base: Checkout) -> None:
    edit(base, LINES, '"value": "2024-05-27"', '"value": "2024-05-99"')
    for number in range(validate.UNIT + 1):
        shutil.copytree(base.seeds / "harbour", base.seeds / f"other-{number:03d}")
    alone = list(said.validate(base.root, levels=range(1, 5)))
    assert len({one.file for one in alone}) > validate.UNIT
    assert list(said.validate(base.root, levels=range(1, 5), jobs=2)) == alone


def test_findings_come_before_the_rest_is_read(base: Checkout) -> None:
    edit(base, LINES, '"value": "2024-05-27"', '"value": "2024-05-99"')
    for number in range(validate.UNIT):
        shutil.copytree(base.seeds / "harbour", base.seeds / f"other-{number:03d}")
    shutil.copytree(base.seeds / "harbour", base.seeds / "zebra")
    findings = said.validate(base.root, levels=range(1, 5))
    assert next(findings).kind == "timex-value"
    shutil.rmtree(base.seeds / "zebra")
    gone = {finding.kind for finding in findings if finding.file == "seeds/zebra"}
    assert "missing-file" in gone


def test_progress_counts_documents(base: Checkout) -> None:
    seen: list[tuple[int, int]] = []
    selection = select_paths([base.root])
    list(
        validate.validate_selection(
            selection, progress=lambda done, total: seen.append((done, total))
        )
    )
    assert seen == [(1, 1)]


def test_a_new_check_only_warns_of_documents_as_they_were_accepted(
    base: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(base, LINES, '"target": "harbour"', '"target": "harbor"')
    shutil.copytree(base.seeds / "harbour", base.seeds / "changed")
    shutil.copytree(base.seeds / "harbour", base.seeds / "later")
    close(base, "harbour", "changed")
    edit(base, "seeds/changed/annotations.jsonl", '"value": "2024-05-27"', '"value": "2024-05-20"')
    new = said.findings.catalogue.KINDS["unknown-target"]._replace(since="1.1.0")
    monkeypatch.setitem(said.findings.catalogue.KINDS, "unknown-target", new)
    found = [one for one in said.validate(base.root, levels=[4]) if one.kind == "unknown-target"]
    told = {one.file.split("/")[1]: one.severity for one in found}
    assert told == {"changed": "error", "harbour": "warning"}
    assert "2 times, in 2 files: seeds/changed/annotations.jsonl, seeds/later/" in found[0].message


def close(base: Checkout, *doc_ids: str) -> None:
    """Closes version 1.0.0, with these documents as they are."""
    corpus = {"name": "x", "version": "1.0.0"}
    corpus["released"] = [{"version": "1.0.0", "digest": "0" * 64}]
    base.corpus_file.write_text(json.dumps(corpus), encoding="utf-8")
    release = base.corpus / "1.0.0"
    release.mkdir(parents=True)
    seeds = {
        base.name_of(file): hashlib.sha256(file.read_bytes()).hexdigest()
        for doc_id in doc_ids
        for file in (base.seeds / doc_id).iterdir()
    }
    (release / "manifest.json").write_text(json.dumps({"seeds": seeds}), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "spoilt"),
    [(LINES, b"{"), (METADATA, b"{"), (TEXT, b"Another text."), (TEXT, b"\xff")],
)
def test_what_breaks_in_an_accepted_document_is_an_error(
    base: Checkout, file: str, spoilt: bytes
) -> None:
    close(base, "harbour")
    (base.root / file).write_bytes(spoilt)
    assert "error" in [one.severity for one in said.validate(base.root, levels=range(1, 5))]


def test_the_seeds_have_no_findings() -> None:
    assert list(said.validate(SOURCE_ROOT)) == []


def test_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(SaidError, match="no document is here"):
        said.validate(tmp_path)
    with pytest.raises(SaidError, match="no such file"):
        said.validate(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "arguments",
    [
        *({"path": wrong} for wrong in (None, 5, b"seeds", ["seeds"], "x" * 5000, "a\0b")),
        *({"levels": wrong} for wrong in (None, 5, "1-6", [0], [7], ["1"])),
        *({"jobs": wrong} for wrong in (None, 0, -1, "2", 1.5)),
    ],
    ids=lambda arguments: f"{arguments!r:.40}",
)
def test_arguments_of_the_wrong_kind_have_a_cause_and_a_remedy(arguments: dict[str, Any]) -> None:
    with pytest.raises(SaidError) as told:
        said.validate(**{"path": ".", **arguments})
    assert told.value.remedy.isprintable()
