"""The table of checks says of each check what is so: its level, its layers, what it needs."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from check.test_cases import CASES, NAMES, edit, read
from said.check.checks import CHECKS, Check, in_words, levels_of
from said.check.document import _files, check_document
from said.check.lines import Lines
from said.check.shape import sound_lines
from said.findings.catalogue import KINDS, Finding, errors
from said.schema.scheme import LAYERS
from said.seeds.documents import read_document
from said.seeds.registries import NO_REGISTRIES, document_ids, read_registries
from said.system.places import Checkout

OF_DOCUMENTS = [name for name in NAMES if KINDS[name.split(".")[0]].level in (3, 4, 5)]
OTHER_LEVELS = {"missing-file", "text-changed", "to-fill-in"}
"""Kinds of level 1 that a check of the metadata finds."""


@cache
def found_by_check() -> dict[str, list[tuple[Finding, object]]]:
    """What each check finds in the cases of its level, with the layer of the line that it is in."""
    found: dict[str, list[tuple[Finding, object]]] = defaultdict(list)
    for name in OF_DOCUMENTS:
        with TemporaryDirectory() as folder:
            root = Path(folder)
            shutil.copytree(CASES / "base", root, dirs_exist_ok=True)
            for change in read(name)["edits"]:
                if "run" not in change:
                    edit(root, change)
            for check, finding, layer in findings_in(Checkout(root)):
                found[label(check)].append((finding, layer))
    return found


def findings_in(checkout: Checkout) -> Iterator[tuple[Check, Finding, object]]:
    registries, _ = read_registries(checkout)
    for doc_id in document_ids(checkout)[0]:
        seed, findings = read_document(checkout, doc_id)
        mistakes = errors([*findings, *check_document(seed, registries)])
        for file in _files(seed):
            if file.source is None:
                continue
            _, sound = sound_lines(file.source, file.schema)
            lines = Lines(file.source, sound, seed, registries, is_pass=file.is_pass)
            layers = {
                line: value.get("layer") if isinstance(value, dict) else None
                for line, value in zip(file.source.lines, file.source.values, strict=True)
            }
            for check in CHECKS:
                is_blind = check.level == 5 and mistakes
                if check.file != file.name or not check.can_run(lines) or not sound or is_blind:
                    continue
                for finding in check.run(lines):
                    in_file = finding.file == file.source.name
                    yield check, finding, layers.get(finding.line) if in_file else None


def label(check: Check) -> str:
    return f"{check.level} {check.file} {check.name}"


@pytest.mark.parametrize("check", CHECKS, ids=label)
def test_a_check_finds_what_is_of_its_level_and_layers(check: Check) -> None:
    found = found_by_check()[label(check)]
    assert found, "no case is found by this check"
    kinds = {finding.kind for finding, _ in found} - OTHER_LEVELS
    assert {KINDS[kind].level for kind in kinds} == {check.level}
    if check.file == "annotations":
        assert {layer for _, layer in found if layer} <= set(check.layers)


def test_each_check_has_a_name_of_its_own() -> None:
    assert len({label(check) for check in CHECKS}) == len(CHECKS)
    assert all(set(check.layers) <= set(LAYERS) for check in CHECKS)


def test_without_what_it_needs_a_check_is_not_run() -> None:
    seed = read_document(Checkout(CASES / "base"), "harbour")[0]
    assert seed.annotations is not None
    without_text = Lines(seed.annotations, [], seed._replace(text=None), NO_REGISTRIES)
    needy = {label(check) for check in CHECKS if check.needs}
    assert needy == {label(check) for check in CHECKS if not check.can_run(without_text)}


def test_levels_in_words() -> None:
    assert in_words(levels_of(CHECKS)) == "the levels 3 and 4 and 5"
    assert in_words({5}) == "level 5"
