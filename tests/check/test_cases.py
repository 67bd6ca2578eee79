"""Every kind of finding has cases in `tests/cases/`, one seed each that raises it and no other
error.

A case is a YAML file named `<kind>.yaml` or `<kind>.<variant>.yaml`. It tells the edits that spoil
the valid corpus in `tests/cases/base/`, and everything that is found then but for notes:

    edits:
      - file: seeds/harbour/annotations.jsonl
        replace: '"end": 218'     # must stand in the file exactly once
        by: '"end": 300'          # or by_bytes, in hexadecimal, for what is no UTF-8
    findings:
      - 'seeds/harbour/annotations.jsonl:13:39 [span-outside, X2]'

The other edits are `add: <a line at the end>`, `write: <the whole content>`, `remove: true`, and
`link: <target>`, `pipe: true` and `fill: <number of x>`, which put that in the file's place.
`run: build` builds the corpus as it is then, and `run: release` closes its version too.
Errors keep the seed from being built; with warnings alone it is built without a word.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import effort
import said
from each_case import each_case
from said import release
from said.findings.catalogue import KINDS, Finding
from said.release import BadSeeds
from said.system.places import SOURCE_ROOT, Checkout

CASES = Path(__file__).parent.parent / "cases"
NAMES = sorted(file.stem for file in CASES.glob("*.yaml"))


@pytest.fixture
def make_base(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Checkout]:
    """Makes a copy of the valid corpus that every case spoils."""

    def make() -> Checkout:
        root = tmp_path_factory.mktemp("base")
        shutil.copytree(CASES / "base", root, dirs_exist_ok=True)
        shutil.copy(SOURCE_ROOT / "dataset_card.md", root)
        return Checkout(root)

    return make


@functools.cache
def read_file(name: str) -> str:
    return (CASES / f"{name}.yaml").read_text(encoding="utf-8")


def read(name: str) -> dict[str, Any]:
    return yaml.load(read_file(name), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def edit(root: Path, change: dict[str, Any]) -> None:
    file = root / change.pop("file", "")
    match change:
        case {"run": command}:
            release.build_release(Checkout(root), jobs=1)
            if command == "release":
                release.close_release(Checkout(root), jobs=1)
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
        case {"link": target}:
            file.unlink()
            file.symlink_to(target)
        case {"pipe": True}:
            file.unlink()
            os.mkfifo(file)
        case {"fill": size}:
            file.write_bytes(b"x" * size)
        case _:
            pytest.fail(f"no edit: {change}")


def shown(finding: Finding) -> str:
    """Place, kind and rule of a finding, as they are printed."""
    return f"{finding.file}:{finding.line}:{finding.column} [{finding.label}]"


def found_in(checkout: Checkout) -> list[Finding]:
    """What is found on all levels, without notes."""
    return [one for one in said.validate(checkout.root) if one.severity != "note"]


def test_base_has_no_findings(make_base: Callable[[], Checkout]) -> None:
    base = make_base()
    assert list(said.validate(base.root)) == []
    assert release.build_release(base, jobs=1).documents == 1


@each_case("name", NAMES)
def test_case_gives_its_findings_and_no_other(name: str, make_base: Callable[[], Checkout]) -> None:
    case, base = read(name), make_base()
    for change in case["edits"]:
        edit(base.root, change)
    found = found_in(base)
    assert [shown(finding) for finding in found] == case["findings"]
    for finding in found:
        assert not finding.message.endswith(".")
        assert str(finding).startswith(shown(finding).split(" ", maxsplit=1)[0])
        assert finding.as_dict()["remedy"] in str(finding)


@pytest.mark.exhaustive
@pytest.mark.slow
@pytest.mark.sampled
@each_case("name", effort.some_of(NAMES, share=3))
def test_errors_alone_keep_a_case_from_being_built(
    name: str, make_base: Callable[[], Checkout]
) -> None:
    case, base = read(name), make_base()
    for change in case["edits"]:
        edit(base.root, change)
    wrong = [one for one in found_in(base) if one.severity == "error" and one.level <= 4]
    if not wrong:
        documents = len(list(base.seeds.glob("*/document.json")))
        assert release.build_release(base, jobs=1).documents == documents
        return
    with pytest.raises(BadSeeds) as caught:
        release.build_release(base, jobs=1)
    assert caught.value.findings == sorted(wrong)
    assert {file.name for file in base.corpus.iterdir()} <= {".lock"}


@each_case("name", NAMES)
def test_case_raises_its_kind_and_no_other_error(name: str) -> None:
    kind = name.split(".", maxsplit=1)[0]
    kinds = [re.split(r"[\[\],]", finding)[1] for finding in read(name)["findings"]]
    assert kind in kinds
    assert {one for one in kinds if KINDS[one].severity == "error"} <= {kind}


@each_case("kind", [name for name, kind in KINDS.items() if kind.level])
def test_kind_has_a_case(kind: str) -> None:
    assert kind in {name.split(".")[0] for name in NAMES}
