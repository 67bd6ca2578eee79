"""Commands write where they say, or nowhere: never through a link, and without waiting for a pipe.

Something of the checkout, or of what a command writes to, is moved out to a folder that belongs to
somebody else, and a link takes its place; or a pipe does.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, flock
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import harbour
from cli.running import run
from harbour import LINES, TEXT, edit
from said.cli import terminal
from said.formats import brat
from said.formats.document import AnnotatedText
from said.seeds.documents import read_document
from said.system import locks
from said.system.places import Checkout

pytestmark = pytest.mark.slow

REGISTRY = "seeds/entities.jsonl"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout, and beside it what commands are given."""
    folder = tmp_path_factory.mktemp("made")
    base = harbour.copy(folder / "checkout")
    harbour.copy(folder / "sound")
    (seed, _) = read_document(base, "harbour")
    assert seed.text
    assert seed.annotations
    document = AnnotatedText("harbour", seed.text, "2024-05-15", seed.annotations.values)
    (folder / "brat").mkdir()
    for name, content in brat.write_brat(document).files.items():
        (folder / "brat" / name).write_bytes(content)
    (folder / "new.txt").write_text(f"UPDATED\n{seed.text}", encoding="utf-8")
    other = seed.text.replace("on Monday", "on Tuesday")
    (folder / "other.txt").write_text(other, encoding="utf-8")
    (folder / "old-pier.txt").write_text("“It rained,” Adam Berg said.\n", encoding="utf-8")
    table = pa.table({"text": ["It rained on Monday."], "id": ["x"]})
    pq.write_table(table, folder / "in.parquet")
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that to spoil, in which commands run."""
    copied = shutil.copytree(made, tmp_path / "made")
    monkeypatch.chdir(copied)
    return copied


@pytest.fixture
def base(folder: Path) -> Checkout:
    return Checkout(folder / "checkout")


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    """Ends a test that waits for a pipe."""
    signal.alarm(120)
    yield
    signal.alarm(0)


class Case(NamedTuple):
    """A command, and the place that is a link when it runs; both from the folder of the test. The
    status is 0 where the place is not used, or is used no more."""

    place: str
    command: str
    status: int = 1


SEEDS, DOC = "checkout/seeds", "checkout/seeds/harbour"
FMT, FIX = "fmt checkout", "validate --level 1-4 --fix checkout"
REST = "reanchor harbour other.txt --root checkout"
MOVE = "reanchor harbour new.txt --root checkout"
INTO = f"import brat brat/harbour.ann --into {DOC}"
NEW = "new old-pier.txt --dct 2024-05-15 --register --root checkout"
ANNOTATE = "annotate old-pier.txt --jobs 1 --out out"
TABLE = "annotate in.parquet --jobs 1 --out"
EXPORT = "export brat harbour --root sound"
LINKS = [
    *(Case(f"checkout/{LINES}", one) for one in (FMT, FIX, MOVE, INTO, f"fmt checkout/{LINES}")),
    *(Case(DOC, one) for one in (FMT, FIX, MOVE, INTO, f"fmt {DOC}", f"fmt checkout/{LINES}")),
    *(Case(SEEDS, one) for one in (FMT, FIX, MOVE, INTO, NEW, f"fmt {DOC}", f"fmt {SEEDS}")),
    *(Case(f"checkout/{REGISTRY}", one) for one in (FMT, FIX, NEW, f"fmt checkout/{REGISTRY}")),
    *(Case(f"{DOC}/passes", one) for one in (FMT, FIX, MOVE)),
    Case(f"checkout/{TEXT}", INTO),
    Case(f"{SEEDS}/old-pier", NEW),
    *(Case(f"{SEEDS}/.lock", one) for one in (FMT, FIX, MOVE, INTO, NEW)),
    *(Case(f"{SEEDS}/.commit", one) for one in (FMT, FIX, MOVE, INTO, NEW, "validate checkout")),
    Case(f"{DOC}/.annotations.jsonl.next", FMT),
    Case("out", ANNOTATE),
    Case("out/old-pier.jsonl", ANNOTATE),
    Case("out/.old-pier.jsonl.next", ANNOTATE, 0),
    Case("out", "import brat brat/harbour.ann --out out"),
    Case("out/harbour.jsonl", "import brat brat/harbour.ann --out out"),
    Case("out", f"{TABLE} out"),
    Case("out/.lock", f"{TABLE} out"),
    Case("out/part-00000-of-00001.parquet", f"{TABLE} out"),
    Case("out/.part-00000-of-00001.parquet.next", f"{TABLE} out", 0),
    Case("out.parquet", f"{TABLE} out.parquet"),
    Case(".out.parquet.parts", f"{TABLE} out.parquet"),
    Case("sound/dist", EXPORT),
    Case("sound/dist/brat", EXPORT),
    Case("sound/dist/brat/harbour.ann", EXPORT),
    Case("rest.jsonl", f"{REST} --rest rest.jsonl"),
]
PIPES = [
    *(Case(f"checkout/{LINES}", one) for one in (FIX, MOVE, INTO)),
    *(Case(f"checkout/{TEXT}", one) for one in (FMT, FIX, MOVE, INTO)),
    *(Case(f"checkout/{harbour.METADATA}", one) for one in (FIX, MOVE)),
    *(Case(f"checkout/{REGISTRY}", one) for one in (FMT, FIX, NEW)),
    *(Case(f"{SEEDS}/{name}", one) for name in (".lock", ".commit") for one in (FMT, INTO, NEW)),
    Case(f"{DOC}/.annotations.jsonl.next", FMT, 0),
    Case("new.txt", MOVE),
    Case("old-pier.txt", NEW),
    Case("old-pier.txt", ANNOTATE),
    Case("brat/harbour.ann", INTO),
    Case("brat/harbour.txt", INTO),
    Case("in.parquet", f"{TABLE} out"),
    Case("out", ANNOTATE),
    Case("out/old-pier.jsonl", ANNOTATE),
    Case("out", f"{TABLE} out"),
    Case("out/part-00000-of-00001.parquet", f"{TABLE} out"),
    Case("out.parquet", f"{TABLE} out.parquet"),
    Case(".out.parquet.parts", f"{TABLE} out.parquet"),
    Case("sound/dist", EXPORT),
    Case("sound/dist/brat/harbour.ann", EXPORT),
]


def name_of(case: Case) -> str:
    return f"{case.place}: {case.command}"


def snapshot(folder: Path) -> dict[str, bytes]:
    """What is in a folder, but for the lock, which holds nothing."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() if file.is_file() else b""
        for file in folder.rglob("*")
        if file.name != ".lock"
    }


def plant_link(place: Path, elsewhere: Path) -> None:
    """Moves out what is at a place, or makes something of its kind; a link takes its place."""
    place.parent.mkdir(parents=True, exist_ok=True)
    kept = elsewhere / "kept"
    elsewhere.mkdir()
    if place.exists():
        place.rename(kept)
    elif place.suffix in (".jsonl", ".ann", ".next", ".parquet", ".lock") or place.name == ".lock":
        kept.write_text("keep\n")
    else:
        kept.mkdir()
        (kept / "raw.txt").write_text("keep\n")
    place.symlink_to(kept)


def spoil(base: Checkout, case: Case) -> None:
    """Gives `fmt` and `validate --fix` something to write."""
    if case.command.startswith((FMT, FIX)):
        edit(base, LINES, '"start": 82, "end": 90, "exact": "Ana', '"exact": "Ana')
        edit(base, REGISTRY, '"kind": "person", ', '"kind":"person",')


@pytest.mark.parametrize("case", LINKS, ids=name_of)
def test_nothing_is_written_through_a_link(
    case: Case, base: Checkout, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(base, case)
    elsewhere = folder / "elsewhere"
    plant_link(folder / case.place, elsewhere)
    before = snapshot(elsewhere)
    status, out, err = run(capsys, *case.command.split())
    assert snapshot(elsewhere) == before
    assert (folder / case.place).is_symlink()
    assert status == case.status, out + err
    assert "link" in out + err or case.status == 0 or "is there already" in err


@pytest.mark.parametrize("case", PIPES, ids=name_of)
def test_no_pipe_is_waited_for(
    case: Case, base: Checkout, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(base, case)
    place = folder / case.place
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    os.mkfifo(place)
    status, out, err = run(capsys, *case.command.split())
    assert place.is_fifo()
    assert status == case.status, out + err
    assert "remedy: make room" not in err


def test_a_document_in_a_folder_of_links_is_left_alone(
    base: Checkout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Outside a checkout, too, where a link that somebody names may be their own."""
    shutil.copytree(base.seeds / "harbour", tmp_path / "elsewhere/harbour")
    (tmp_path / "named").mkdir()
    (tmp_path / "named/x").symlink_to(tmp_path / "elsewhere/harbour")
    before = snapshot(tmp_path / "elsewhere")
    for command in (["fmt"], ["validate", "--fix"]):
        status, _, err = run(capsys, *command, tmp_path / "named")
        assert (status, "this is a link" in err) == (1, True)
    assert snapshot(tmp_path / "elsewhere") == before


def test_what_is_left_over_is_in_nobodys_way(
    base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (".next-1", ".entities.jsonl.next", "harbour/.annotations.jsonl.next"):
        (base.seeds / name).write_text("{")
    for name in (".next-2", ".harbour.next"):
        (base.seeds / name).mkdir()
    assert run(capsys, "fmt", base.root).status == 0
    status, out, _ = run(capsys, "validate", base.root, "--level", "1-4")
    assert (status, "surplus" in out, ".next" in out) == (0, False, False)


def test_a_moved_document_comes_back(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    """An earlier version was killed while it put a new folder in the place of the old one."""
    before = snapshot(base.seeds)
    for command in ("validate", "coverage"):
        (base.seeds / "harbour").rename(base.seeds / ".harbour.old")
        run(capsys, command, "--root", base.root)
        assert snapshot(base.seeds) == before


@pytest.mark.parametrize("command", [FMT, FIX, MOVE, INTO, NEW])
def test_who_writes_to_the_seeds_waits_for_others_and_says_so(
    command: str,
    base: Checkout,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(locks, "_MOMENT", 0)
    before = snapshot(base.seeds)
    held = os.open(base.seeds / ".lock", os.O_RDWR | os.O_CREAT)
    flock(held, LOCK_EX)
    told: list[str] = []

    def say(message: str) -> None:
        told.append(message)
        assert snapshot(base.seeds) == before
        os.close(held)

    monkeypatch.setattr(terminal, "say", say)
    run(capsys, *command.split())
    assert told == ["another command is writing to the same place; waiting for it"]


def test_a_killed_command_leaves_a_whole_document(
    base: Checkout, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before each move of a file or a folder, until none is left to be killed at."""
    before = snapshot(base.seeds)
    outcomes = []
    for moves in range(20):
        shutil.rmtree(base.seeds)
        shutil.copytree(harbour.BASE / "seeds", base.seeds)
        if (child := os.fork()) == 0:
            left = moves

            def killed(move: Callable[..., None], *places: Path) -> None:
                nonlocal left
                left -= 1
                if left < 0:
                    os._exit(9)
                move(*places)

            for name in ("rename", "replace"):
                monkeypatch.setattr(os, name, partial(killed, getattr(os, name)))
            try:
                run(capsys, *MOVE.split())
            finally:
                os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        run(capsys, "validate", base.seeds / "harbour", "--level", "1-4")
        found = snapshot(base.seeds)
        outcomes.append(found == before)
        text = found["harbour/raw.txt"]
        assert json.loads(found["harbour/document.json"])["sha256"] == sha256(text).hexdigest()
        assert found.keys() == before.keys()
        if status == 0:
            break
    assert outcomes == sorted(outcomes, reverse=True)
    assert set(outcomes) == {True, False}
