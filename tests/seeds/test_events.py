"""Events: what documents report, each in a file of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import harbour
from cli.running import run
from said import release
from said.release import manifest
from said.seeds.events import read_events
from said.seeds.registries import document_ids
from said.system.places import Checkout

FILE = "seeds/events/pier-fire.json"
CONTENT = '{\n  "id": "pier-fire",\n  "description": "The old pier burnt down."\n}\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """The small corpus, of which the document reports an event."""
    made = harbour.copy(tmp_path)
    (made.seeds / "events").mkdir()
    (made.root / FILE).write_text(CONTENT, encoding="utf-8")
    harbour.edit(made, harbour.METADATA, '  "topics"', '  "event": "pier-fire",\n  "topics"')
    return made


def test_the_folder_is_no_document(checkout: Checkout) -> None:
    assert document_ids(checkout) == (["harbour"], [])


def test_one_file_is_checked_and_formatted_by_its_name(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    file = checkout.root / FILE
    assert run(capsys, "validate", file).status == 0
    file.write_text(json.dumps(dict(reversed(json.loads(CONTENT).items()))), encoding="utf-8")
    assert "not-canonical" in run(capsys, "validate", file).out
    assert run(capsys, "fmt", file).status == 0
    assert file.read_text(encoding="utf-8") == CONTENT
    file.write_text("{", encoding="utf-8")
    assert f"{FILE}:1:2: error: " in run(capsys, "validate", file).out
    run(capsys, "fmt", file)
    assert file.read_text(encoding="utf-8") == "{"


def test_a_release_is_stale_once_an_event_is_described_in_another_way(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    release.build_release(checkout, jobs=1)
    version = json.loads(checkout.corpus_file.read_bytes())["version"]
    assert FILE in manifest.read_manifest(checkout.corpus / version)["seeds"]
    assert run(capsys, "validate", checkout.root).err.startswith("0 errors, 0 warnings")
    harbour.edit(checkout, FILE, "burnt down", "burned down")
    out = run(capsys, "validate", checkout.root).out
    assert f"the release was built of other files: {FILE}" in out


def test_no_remedy_moves_one_file_over_another(checkout: Checkout) -> None:
    folder = checkout.seeds / "events"
    for name in ("Ferry.json", "FERRY.json", "ferry.jsonl", "Pier_fire.json"):
        (folder / name).write_text("{}", encoding="utf-8")
    suggestions = [one.suggestion for one in read_events(checkout.seeds, "seeds")[1]]
    assert suggestions.count("ferry.json") == 1
    assert "pier-fire.json" not in suggestions


@pytest.mark.parametrize("name", ["Pier_Fire.json", "pier-fire.JSON", "Pier Fire.jsonl"])
def test_a_misnamed_file_is_renamed_by_its_remedy(checkout: Checkout, name: str) -> None:
    folder = checkout.seeds / "events"
    (folder / "pier-fire.json").rename(folder / name)
    read, (found,) = read_events(checkout.seeds, "seeds")
    assert (found.kind, found.suggestion) == ("misnamed-file", "pier-fire.json")
    assert read is not None
    assert "pier-fire" in read.ids


@pytest.mark.parametrize(
    "name", ["港.json", "[].json", "x" * 101 + ".json", ".json", "pier.zip", "notes.txt"]
)
def test_any_other_file_is_surplus(checkout: Checkout, name: str) -> None:
    (checkout.seeds / "events" / name).write_text("words", encoding="utf-8")
    read, (found,) = read_events(checkout.seeds, "seeds")
    assert (found.kind, found.suggestion) == ("surplus-file", None)
    assert read is not None
    assert read.ids == {"pier-fire"}
