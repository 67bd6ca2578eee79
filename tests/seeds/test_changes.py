"""Several files of the seeds are all the old ones or all the new ones, whatever happens."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

import harbour
from said.seeds import changes
from said.seeds.documents import read_document
from said.seeds.registries import document_ids
from said.system.errors import SaidError
from said.system.places import Checkout
from said.validation.selection import select_paths

pytestmark = pytest.mark.slow

EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "shutil.rmtree"}
OLD = {"harbour/raw.txt": b"old", "harbour/passes/a.jsonl": b"", "harbour/decided.jsonl": b"old"}
NEW = {"harbour/raw.txt": b"new", "harbour/passes/a.jsonl": b"new", "other/raw.txt": b"new"}


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    made = harbour.copy(tmp_path / "checkout")
    for file in (made.seeds / "harbour").iterdir():
        file.unlink()
    for name, content in OLD.items():
        (made.seeds / name).parent.mkdir(exist_ok=True)
        (made.seeds / name).write_bytes(content)
    return made


def content(seeds: Path) -> dict[str, bytes]:
    """The files of the seeds by their names from there, but for the lock."""
    return {
        file.relative_to(seeds).as_posix(): file.read_bytes()
        for file in seeds.rglob("*")
        if file.is_file() and file.name != changes.LOCK
    }


def killed_at(event: int, root: Path, work: Callable[[], None]) -> bool:
    """Whether a process was killed at this of its events below `root`."""
    if (child := os.fork()) == 0:
        left = event

        def hook(name: str, given: tuple[object, ...]) -> None:
            nonlocal left
            if name in EVENTS and str(given[0]).startswith(str(root)):
                left -= 1
                if left == 0:
                    os._exit(9)

        sys.addaudithook(hook)
        try:
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def change(home: Path) -> None:
    with changes.locked_home(home):
        changes.write_files(home, NEW)


@pytest.mark.parametrize("again", [0, 3], ids=["once", "while repairing, too"])
def test_killed_at_every_step(checkout: Checkout, again: int) -> None:
    """The next command finds the old files or the new ones, and nothing of the change is left."""
    before = content(checkout.seeds)
    after = before | NEW
    outcomes = []
    for event in range(1, 1_000):
        if not killed_at(event, checkout.root, lambda: change(checkout.seeds)):
            break
        if again:
            killed_at(again, checkout.root, lambda: changes.repair_home(checkout.seeds))
        select_paths([checkout.root])
        found = content(checkout.seeds)
        assert found in (before, after)
        outcomes.append(found == after)
        assert {one.name for one in checkout.seeds.glob(".*")} <= {changes.LOCK}
        for name in NEW:
            (checkout.seeds / name).unlink(missing_ok=True)
        for name, old in OLD.items():
            (checkout.seeds / name).write_bytes(old)
        shutil.rmtree(checkout.seeds / "other", ignore_errors=True)
    assert content(checkout.seeds) == after
    # First all are undone, then all are finished.
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {False, True}


@pytest.mark.parametrize("command", ["check a path", "check all", "write"])
def test_a_document_that_an_earlier_version_left_aside_comes_back(
    command: str, checkout: Checkout
) -> None:
    before = content(checkout.seeds)
    (checkout.seeds / "harbour").rename(checkout.seeds / ".harbour.old")
    if command == "check a path":
        select_paths([checkout.seeds / "harbour"])
    elif command == "check all":
        select_paths([checkout.root])
    else:
        with changes.locked_home(checkout.seeds):
            pass
    assert content(checkout.seeds) == before


def test_what_is_left_over_is_no_part_of_the_seeds(checkout: Checkout) -> None:
    """Nobody is told of it, and what is there beside a document is not put in its place."""
    named = document_ids(checkout), read_document(checkout, "harbour")
    for name in (
        ".lock",
        ".next-1234",
        ".x.jsonl.next",
        "harbour/.next-12",
        "harbour/.a.jsonl.next",
    ):
        (checkout.seeds / name).write_text("{")
    for name in (".commit", ".next-folder", ".harbour.next", ".harbour.old"):
        (checkout.seeds / name).mkdir()
    assert (document_ids(checkout), read_document(checkout, "harbour")) == named
    select_paths([checkout.root])
    left = {one.name for one in checkout.seeds.iterdir() if one.name.startswith(".")}
    assert left == {".lock", ".harbour.old"}


def test_files_of_somebody_elses_are_left_alone(tmp_path: Path) -> None:
    """Outside a checkout the home of a change is a folder of which little is known."""
    for name in (".vim.next", ".x.old"):
        (tmp_path / name).mkdir()
    with changes.locked_home(tmp_path):
        changes.write_files(tmp_path, {"raw.txt": b"new", "document.json": b"{}"})
    left = sorted(one.name for one in tmp_path.iterdir())
    assert left == [".vim.next", ".x.old", "document.json", "raw.txt"]


@pytest.mark.parametrize("name", [changes.COMMIT, changes.LOCK])
@pytest.mark.parametrize("kind", ["link", "dangling", "pipe", "other"])
def test_what_is_none_of_ours_in_our_place_is_told(
    name: str, kind: str, checkout: Checkout, tmp_path: Path
) -> None:
    victim = tmp_path / "victim"
    (victim / "harbour").mkdir(parents=True)
    (victim / "harbour/raw.txt").write_text("secret")
    place = checkout.seeds / name
    if kind == "link":
        place.symlink_to(victim)
    elif kind == "dangling":
        place.symlink_to(tmp_path / "nowhere")
    elif kind == "pipe":
        os.mkfifo(place)
    elif name == changes.COMMIT:
        place.touch()
    else:
        place.mkdir()
    before = content(checkout.seeds)
    with pytest.raises(SaidError) as caught:
        change(checkout.seeds)
    assert caught.value.cause.startswith(f"{place}: this is a ")
    assert "move it away" in caught.value.remedy
    assert content(checkout.seeds) == before
    assert [one.name for one in victim.rglob("*")] == ["harbour", "raw.txt"]
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_a_change_holds_files_alone(kind: str, checkout: Checkout, tmp_path: Path) -> None:
    (tmp_path / "victim").mkdir()
    (tmp_path / "victim/raw.txt").write_text("secret")
    (checkout.seeds / ".commit").mkdir()
    place = checkout.seeds / ".commit/harbour"
    place.symlink_to(tmp_path / "victim") if kind == "link" else os.mkfifo(place)
    with pytest.raises(SaidError, match=f"this is a {kind}"):
        change(checkout.seeds)
    assert (tmp_path / "victim/raw.txt").read_text() == "secret"


def test_a_change_is_refused_before_any_of_it_is_written(checkout: Checkout) -> None:
    os.mkfifo(checkout.seeds / "other")
    (checkout.seeds / "harbour/link").symlink_to("raw.txt")
    before = content(checkout.seeds)
    for name in ("harbour/link", "other"):
        with pytest.raises(SaidError, match="this is a"), changes.locked_home(checkout.seeds):
            changes.write_files(checkout.seeds, {"harbour/raw.txt": b"new", name: b"new"})
    assert content(checkout.seeds) == before


def test_who_has_to_wait_is_told(checkout: Checkout) -> None:
    said: list[str] = []

    def waiting() -> None:
        said.append("waiting")
        lock.release()

    lock = FileLock(checkout.seeds / ".lock", is_singleton=False)
    lock.acquire()
    with changes.locked_home(checkout.seeds, waiting):
        pass
    assert said == ["waiting"]


def test_a_reader_leaves_a_running_change_alone(checkout: Checkout) -> None:
    with changes.locked_home(checkout.seeds):
        (checkout.seeds / ".next-now").mkdir()
        changes.repair_home(checkout.seeds)
        assert (checkout.seeds / ".next-now").exists()
    changes.repair_home(checkout.seeds)
    assert not (checkout.seeds / ".next-now").exists()
