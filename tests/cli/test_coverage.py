"""`said coverage` lists what is left over, and its exit status tells whether something is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cli.running import run
from said.system.places import Checkout

BASE = Path(__file__).parent.parent / "cases" / "base"
LINES, METADATA = "harbour/annotations.jsonl", "harbour/document.json"
WARNING = (
    "seeds/harbour/raw.txt:3:28: warning: 'June 3' lies in no date; annotate the whole "
    "expression, or add a line to the document's decided.jsonl [uncovered-date, D1]"
)


@pytest.fixture
def base(tmp_path: Path) -> Checkout:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    return Checkout(tmp_path)


def edit(checkout: Checkout, file: str, old: str, new: str) -> None:
    path = checkout.seeds / file
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


def spoil(checkout: Checkout) -> None:
    """Cuts a date short, which no check but this one sees."""
    edit(checkout, LINES, '"end": 74, "exact": "June 3"}', '"end": 72, "exact": "June"}')


def test_a_complete_document(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "coverage", "--root", base.root) == (0, "0 findings in 1 document\n", "")
    status, out, _ = run(capsys, "coverage", "--root", base.root, "--json")
    told = {"schema": "coverage/1", "documents": ["harbour"], "findings": []}
    assert (status, json.loads(out)) == (0, told)


def test_an_incomplete_document(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(base)
    status, out, err = run(capsys, "coverage", "--root", base.root)
    assert (status, out, err) == (1, f"{WARNING}\n1 finding in 1 document\n", "")
    status, out, _ = run(capsys, "coverage", "harbour", "--root", base.root, "--json")
    assert status == 1
    (finding,) = json.loads(out)["findings"]
    assert [finding[key] for key in ("line", "column", "kind", "rule")] == [
        3,
        28,
        "uncovered-date",
        "D1",
    ]


def test_only_adjudicated_documents_are_looked_at_unless_named(
    base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(base)
    edit(base, METADATA, '"adjudicated"', '"draft"')
    assert run(capsys, "coverage", "--root", base.root) == (0, "0 findings in 0 documents\n", "")
    status, out, _ = run(capsys, "coverage", "harbour", "harbour", "--root", base.root)
    assert (status, out) == (1, f"{WARNING}\n1 finding in 1 document\n")


def test_a_decision_settles_a_finding(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(base)
    span = {"start": 73, "end": 74, "exact": "3"}
    decision = json.dumps({"layer": "date", "span": span, "rule": "D2"})
    (base.seeds / "harbour/decided.jsonl").write_text(f"{decision}\n", encoding="utf-8")
    assert run(capsys, "coverage", "--root", base.root)[0] == 0


def test_a_document_may_be_named_as_its_folder(
    base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    told = run(capsys, "coverage", base.seeds / "harbour", "--root", base.root)
    assert told == (0, "0 findings in 1 document\n", "")


def test_a_document_that_is_not_there(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "coverage", "harbour", "quay", "--root", base.root)
    assert (status, out) == (1, "")
    assert err == "error: quay: no document of seeds/\nremedy: name a folder of seeds/\n"


@pytest.mark.parametrize("as_json", [False, True])
def test_mistakes_of_the_other_levels_come_first(
    as_json: bool, base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(base)
    edit(base, LINES, '"end": 40,', '"end": 41,')
    edit(base, METADATA, '"status": "adjudicated"', '"state": "adjudicated"')
    status, out, err = run(
        capsys, "coverage", "--root", base.root, *(["--json"] if as_json else [])
    )
    assert status == 1
    lines = err.splitlines()
    assert lines[-2].startswith("error: 2 mistakes in seeds/")
    assert not [line for line in lines if "uncovered" in line]
    told = [finding["kind"] for finding in json.loads(out)["findings"]] if as_json else []
    assert told == (["span-exact", "schema"] if as_json else [])
