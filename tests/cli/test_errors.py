"""Bad input ends a command with all mistakes on stderr, exit status 1, and nothing changed."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from cli.running import run
from said.system.places import Checkout

pytestmark = pytest.mark.slow

FINDING = re.compile(r"(seeds/.+?:\d+:\d+): .+; .+ \[[^\]]+\]")
DOC = "001_78d37bcc90e0bc44"
TEXT, METADATA, LINES = (
    f"seeds/{DOC}/{file}" for file in ("raw.txt", "document.json", "annotations.jsonl")
)


class Fault(NamedTuple):
    """One way to spoil the seeds: the edit of a file, and the places that are told then.

    `old` None writes `new` as the whole file, `new` None removes the file. A place is a file and
    what stands there in it.
    """

    file: str
    old: bytes | None
    new: bytes | None
    told: list[tuple[str, bytes]]

    def commit(self, root: Path) -> None:
        file = root / self.file
        if self.new is None:
            file.unlink()
        elif self.old is None:
            file.write_bytes(self.new)
        else:
            content = file.read_bytes()
            assert self.old in content
            file.write_bytes(content.replace(self.old, self.new, 1))

    def places(self, root: Path) -> list[str]:
        return [place_in(root, name, mark) for name, mark in self.told]


def place_in(root: Path, name: str, mark: bytes) -> str:
    """The place of what stands in a file, which may be missing."""
    if not mark:
        return f"{name}:1:1"
    before, found, _ = (root / name).read_bytes().partition(mark)
    assert found
    lines = before.decode().split("\n")
    return f"{name}:{len(lines)}:{len(lines[-1]) + 1}"


CORPUS = "seeds/corpus.json"
SURPLUS = f"seeds/{DOC}/notes.txt"
FAULTS = {
    "invalid UTF-8": Fault(TEXT, b"Jan", b"J\xe4n", [(TEXT, b"\xe4")]),
    "empty text": Fault(TEXT, None, b"", [(TEXT, b"")]),
    "missing file": Fault(TEXT, None, None, [(TEXT, b"")]),
    "surplus file": Fault(SURPLUS, None, b"x", [(SURPLUS, b"")]),
    "other SHA-256": Fault(METADATA, b'"92b0', b'"92b1', [(METADATA, b'"92b1')]),
    "span outside": Fault(
        LINES, b'"end": 9,', b'"end": 9999,', [(LINES, b'{"start": 0, "end": 99')]
    ),
    "wrong exact": Fault(LINES, b'"Jan Leike"', b'"Jan Leik"', [(LINES, b'"Jan Leik"')]),
    "unknown speaker": Fault(LINES, b'"jan-leike"', b'"jan-like"', [(LINES, b'"jan-like"')]),
    "duplicate id": Fault(
        LINES, b'"s3"', b'"s2"', [(LINES, b'"s2", "layer": "speaker", "span": {"start": 59')]
    ),
    "duplicate key": Fault(LINES, b'{"id"', b'{"id": "x", "id"', [(LINES, b'"id": "b1"')]),
    "speaker ../x": Fault(LINES, b'"jan-leike"', b'"../x"', [(LINES, b'"../x"')]),
    "document ../x": Fault(METADATA, DOC.encode(), b"../x", [(METADATA, b'"../x"')]),
    "version ../x": Fault(CORPUS, b"0.1.0", b"../x", [(CORPUS, b'"../x"')]),
}


@pytest.fixture
def spoilt(checkout: Checkout) -> Checkout:
    """A checkout with an old release, which a failed build must leave alone."""
    checkout.corpus_file.write_text('{"name": "said", "version": "0.1.0", "released": []}')
    release = checkout.corpus / "0.1.0"
    release.mkdir()
    (release / "manifest.json").write_text("{}")
    checkout.hub_file.write_text("configs: []\n")
    return checkout


def snapshot(root: Path) -> dict[str, str]:
    """The SHA-256 of every file; the lock's file, which holds nothing, aside."""
    return {
        str(file.relative_to(root)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in root.rglob("*")
        if file.is_file() and file.name != ".lock"
    }


def run_apart(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs the command in a process of its own."""
    command = [sys.executable, "-m", "said", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def places_told(err: str) -> list[str]:
    """The places of all mistakes on stderr, every line of which is accounted for."""
    *lines, error, remedy = err.splitlines()
    found = [FINDING.fullmatch(line) for line in lines]
    assert all(found), err
    what = "1 mistake" if len(lines) == 1 else f"{len(lines)} mistakes"
    assert error == f"error: {what} in seeds/; nothing was written"
    assert remedy.startswith("remedy: ")
    return [match[1] for match in found if match]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("command", [["build"], ["build", "--check"], ["release"]], ids=" ".join)
def test_fault_ends_the_command_and_changes_nothing(
    fault: Fault, command: list[str], spoilt: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    fault.commit(spoilt.root)
    before = snapshot(spoilt.root)
    status, out, err = run(capsys, *command, "--jobs", "1", "--root", spoilt.root)
    assert (status, out) == (1, "")
    assert places_told(err) == fault.places(spoilt.root)
    assert snapshot(spoilt.root) == before


def test_all_faults_at_once_are_all_listed(spoilt: Checkout) -> None:
    # In a text that is not the one that was annotated, no span would be looked at.
    names = ["surplus file", "span outside", "duplicate id", "duplicate key"]
    other, targets = (
        "seeds/003_bf3454ffed0dd5e7/raw.txt",
        "seeds/topics/openai-departures/targets.jsonl",
    )
    faults = [FAULTS[name] for name in names]
    faults.append(Fault(other, None, None, [(other, b"")]))
    faults.append(Fault(targets, b'"entity"', b'"thing"', [(targets, b'"thing"')]))
    for fault in faults:
        fault.commit(spoilt.root)
    before = snapshot(spoilt.root)
    ended = run_apart("build", "--root", spoilt.root)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "Traceback" not in ended.stderr
    places = [place for fault in faults for place in fault.places(spoilt.root)]
    assert sorted(places_told(ended.stderr)) == sorted(places)
    assert snapshot(spoilt.root) == before


def test_a_bad_version_hides_no_other_mistake(
    spoilt: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    faults = [FAULTS["version ../x"], FAULTS["duplicate id"]]
    for fault in faults:
        fault.commit(spoilt.root)
    _, _, err = run(capsys, "build", "--jobs", "1", "--root", spoilt.root)
    places = [place for fault in faults for place in fault.places(spoilt.root)]
    assert sorted(places_told(err)) == sorted(places)


def test_deep_nesting_is_bad_input(spoilt: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    deep = b"[" * 300 + b"]" * 300
    Fault(LINES, b'["jan-leike"]', b"[%s, %s]" % (deep, deep), []).commit(spoilt.root)
    status, _, err = run(capsys, "build", "--jobs", "1", "--root", spoilt.root)
    assert status == 1
    assert {place.rsplit(":", 1)[0] for place in places_told(err)} == {f"{LINES}:2"}


@pytest.mark.parametrize(
    "arguments",
    [["build", "--colour"], ["build", "--jobs", "0"], ["build", "seeds"], ["built"], ["--root"]],
    ids=" ".join,
)
def test_wrong_usage_has_its_own_status(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert "Usage: " in err


@pytest.mark.parametrize("command", ["build", "coverage", "release", "stats", "path"])
def test_a_folder_without_seeds_is_named(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, command, "--root", tmp_path)
    assert (status, out) == (1, "")
    cause, remedy = err.splitlines()
    assert cause == f"error: {tmp_path}: no seeds/corpus.json here or in a folder above"
    assert remedy.startswith("remedy: ")
    assert list(tmp_path.iterdir()) == []


def test_the_module_is_the_command(tmp_path: Path) -> None:
    ended = run_apart("stats", "--root", tmp_path)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith(f"error: {tmp_path}: no seeds/corpus.json")


def test_what_is_not_built_is_told_with_its_remedy(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "path", "--root", checkout.root)
    assert (status, out) == (1, "")
    assert err.splitlines() == ["error: corpus/0.1.0: not built", "remedy: run: said build"]


def test_the_seeds_are_counted_before_anything_is_built(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    metadata = next(checkout.seeds.glob("001_*/document.json"))
    metadata.write_text(metadata.read_text().replace('"adjudicated"', '"draft"'))
    next(checkout.seeds.glob("002_*/document.json")).write_text("{")
    status, out, err = run(capsys, "stats", "--root", checkout.root, "--json")
    assert (status, err) == (0, "corpus/0.1.0: not built; run: said build\n")
    seeds = json.loads(out)["seeds"]
    assert {name: found["documents"] for name, found in seeds.items()} == {
        "draft": 1,
        "adjudicated": 1,
        "?": 1,
    }
    lines = (metadata.parent / "annotations.jsonl").read_text()
    assert seeds["draft"]["layers"]["quote"] == lines.count('"layer": "quote"')
