"""Every kind of finding has cases in `tests/cases/`, one seed each that is invalid or, at level 5,
not completely annotated.

A case is a YAML file named `<kind>.yaml` or `<kind>.<variant>.yaml`. It tells the edits that spoil
the valid corpus in `tests/cases/base/`, and everything that is found then:

    edits:
      - file: seeds/harbour/annotations.jsonl
        replace: '"end": 218'     # must stand in the file exactly once
        by: '"end": 300'          # or by_bytes, in hexadecimal, for what is no UTF-8
    findings:
      - 'seeds/harbour/annotations.jsonl:13:39 [span-outside, X2]'

The other edits are `add: <a line at the end>`, `write: <the whole content>` and `remove: true`.
A seed with findings of level 5 is built without a word; it is the coverage check that tells them.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from said import release
from said.check import coverage
from said.findings import KINDS, Finding
from said.places import SOURCE_ROOT, Checkout
from said.release import BadSeeds
from said.seeds import document_ids, read_document, read_registries

CASES = Path(__file__).parent.parent / "cases"
NAMES = sorted(file.stem for file in CASES.glob("*.yaml"))
WARNINGS = [name for name in NAMES if KINDS[name.split(".")[0]].severity == "warning"]
MISTAKES = [name for name in NAMES if name not in WARNINGS]
SHOWN = re.compile(r"(?P<place>.+?:\d+:\d+): .+; .+ (?P<label>\[.+?\])")


@pytest.fixture
def base(tmp_path: Path) -> Checkout:
    """A copy of the valid corpus that every case spoils."""
    shutil.copytree(CASES / "base", tmp_path, dirs_exist_ok=True)
    shutil.copy(SOURCE_ROOT / "dataset_card.md", tmp_path)
    return Checkout(tmp_path)


def read(name: str) -> dict[str, Any]:
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


def edit(root: Path, change: dict[str, Any]) -> None:
    file = root / change.pop("file")
    match change:
        case {"replace": old, **new}:
            content, old = file.read_bytes(), old.encode()
            assert content.count(old) == 1, f"{file.name}: not there exactly once: {old!r}"
            by = new["by"].encode() if "by" in new else bytes.fromhex(new["by_bytes"])
            file.write_bytes(content.replace(old, by))
        case {"add": line}:
            file.write_bytes(file.read_bytes() + f"{line}\n".encode())
        case {"write": content}:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode())
        case {"remove": True}:
            file.unlink()
        case _:
            pytest.fail(f"no edit: {change}")


def shown(finding: object) -> str:
    """Place, kind and rule of a finding, as they are printed."""
    parts = SHOWN.fullmatch(str(finding))
    assert parts, f"not printed as place, message, remedy and kind: {finding}"
    return f"{parts['place']} {parts['label']}"


def left_over(checkout: Checkout) -> list[Finding]:
    """What the coverage check finds in all documents."""
    registries, _ = read_registries(checkout)
    return [
        finding
        for doc_id in document_ids(checkout)[0]
        for finding in coverage.check(read_document(checkout, doc_id)[0], registries)
    ]


def check_found(findings: list[Finding], case: dict[str, Any]) -> None:
    assert [shown(finding) for finding in findings] == case["findings"]
    assert not [finding for finding in findings if finding.message.endswith(".")]


def test_base_has_no_findings(base: Checkout) -> None:
    assert release.build(base, jobs=1).documents == 1
    assert left_over(base) == []


@pytest.mark.parametrize("name", MISTAKES)
def test_case_gives_its_findings_and_no_other(name: str, base: Checkout) -> None:
    case = read(name)
    for change in case["edits"]:
        edit(base.root, change)
    with pytest.raises(BadSeeds) as caught:
        release.build(base, jobs=1)
    check_found(list(caught.value.findings), case)
    assert {file.name for file in base.corpus.iterdir()} <= {".lock"}


@pytest.mark.parametrize("name", WARNINGS)
def test_case_of_incomplete_annotation_is_built_and_gives_its_findings(
    name: str, base: Checkout
) -> None:
    case = read(name)
    for change in case["edits"]:
        edit(base.root, change)
    assert release.build(base, jobs=1).documents == 1
    check_found(left_over(base), case)


@pytest.mark.parametrize("name", NAMES)
def test_case_names_its_kind(name: str) -> None:
    kind = name.split(".", maxsplit=1)[0]
    assert kind in KINDS
    labels = [re.split(r"[\[\],]", finding)[1] for finding in read(name)["findings"]]
    assert kind in labels


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if kind.level])
def test_kind_has_a_case(kind: str) -> None:
    assert kind in {name.split(".")[0] for name in NAMES}
