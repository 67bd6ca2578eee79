"""A new document has only the layers that its corpus is annotated for (X6)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import said
from each_case import each_case
from said import release
from said.edit.create import create_document
from said.edit.init import About, init_corpus
from said.edit.new import Told
from said.system.places import Checkout

TEXT = """Bridge opens

By Lena Ro
Harbour Post, 3 June 2024

The bridge opened on Monday. "It is a gift," Ana Ruiz said. She told the crew that it would hold.
"""


@each_case("layers", [["date"], ["quote"], ["quote", "speaker"], ["mark", "date"], ["block"]])
def test_only_the_layers_of_the_corpus_are_drafted(
    layers: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("corpus")
    checkout = corpus_of(root, layers)
    created = create_document(checkout, text_file(root), Told(), register=True)
    lines = (created.folder / "annotations.jsonl").read_text().splitlines()
    found = {json.loads(line)["layer"] for line in lines}
    assert found - set(layers) <= {"speaker"} if "quote" in layers else found <= set(layers)
    assert [one for one in said.validate(root) if one.severity == "error"] == []
    assert [one.kind for one in said.validate(root) if one.kind.startswith("absent")] == []


def test_a_corpus_of_dates_alone_is_built(tmp_path: Path) -> None:
    checkout = corpus_of(tmp_path, ["date"])
    created = create_document(checkout, text_file(tmp_path), Told(license="CC-BY-4.0"))
    assert list(said.validate(tmp_path)) == []
    file = created.folder / "document.json"
    file.write_text(file.read_text().replace('"draft"', '"adjudicated"'))
    assert release.build_release(checkout, jobs=1).documents == 1


def corpus_of(root: Path, layers: list[str]) -> Checkout:
    init_corpus(root, About("harbour"))
    file = root / "seeds" / "corpus.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"layers": layers}, indent=2) + "\n")
    return Checkout(root)


def text_file(root: Path) -> Path:
    file = root / "bridge.txt"
    file.write_text(TEXT)
    return file
