"""A file is written whole, in its own place, and nowhere else."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

import pytest

import harbour
from said.system import files
from said.system.errors import SaidError
from said.system.interrupts import Interrupted


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A folder that nobody may write to, with a file."""
    folder = tmp_path / "victim"
    folder.mkdir()
    (folder / "file").write_text("keep")
    return folder


def is_kept(victim: Path) -> bool:
    return [one.name for one in victim.iterdir()] == ["file"] and (
        (victim / "file").read_text() == "keep"
    )


def test_links_at_names_that_were_ever_written_to_are_not_followed(
    tmp_path: Path, victim: Path
) -> None:
    file = tmp_path / "x.jsonl"
    for name in (".x.jsonl.next", ".next-x.jsonl", "x.jsonl.tmp"):
        (tmp_path / name).symlink_to(victim / "file")
    files.replace_file(file, b"new")
    assert file.read_bytes() == b"new"
    assert is_kept(victim)


def test_a_link_at_the_very_name_is_not_followed(
    tmp_path: Path, victim: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if somebody had guessed it."""
    monkeypatch.setattr(os, "urandom", bytes)
    (tmp_path / f".next-{'00' * 8}").symlink_to(victim / "file")
    with pytest.raises(FileExistsError):
        files.replace_file(tmp_path / "x", b"new")
    assert is_kept(victim)


def test_nothing_is_written_through_a_link(tmp_path: Path, victim: Path) -> None:
    checkout = harbour.copy(tmp_path / "checkout")
    (checkout.root / "dist").symlink_to(victim)
    (checkout.seeds / "harbour/passes").symlink_to(victim)
    (checkout.seeds / "linked").symlink_to(victim)
    other = harbour.copy(tmp_path / "other")
    (checkout.root / "other").symlink_to(other.root)
    (tmp_path / "out").symlink_to(victim)
    (tmp_path / "file").symlink_to(victim / "file")
    (tmp_path / "dangling").symlink_to(victim / "new")
    places = [
        *(checkout.root / "dist" / name for name in ("file", "new")),
        checkout.seeds / "harbour/passes/file",
        checkout.seeds / "linked/x/../file",
        checkout.root / "other/new",
        checkout.root / "other/seeds/harbour/raw.txt",
        tmp_path / "file",
        tmp_path / "dangling",
    ]
    for place in places:
        with pytest.raises(SaidError, match="this is a link"):
            files.replace_file(place, b"new")
    for folder in (tmp_path / "out", checkout.root / "dist/brat", tmp_path / "dangling"):
        with pytest.raises(SaidError, match="this is a link"):
            files.make_out_folder(folder)
    assert not (other.root / "new").exists()
    assert is_kept(victim)


def test_the_way_to_a_checkout_may_lead_through_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = harbour.copy(tmp_path / "checkout")
    (tmp_path / "home").symlink_to(checkout.root)
    files.replace_file(tmp_path / "home/seeds/harbour/raw.txt", b"new")
    assert (checkout.root / harbour.TEXT).read_bytes() == b"new"
    monkeypatch.chdir(tmp_path / "home")
    files.replace_file(Path("seeds/harbour/raw.txt"), b"newer")
    assert (checkout.root / harbour.TEXT).read_bytes() == b"newer"


def test_what_is_no_file_is_neither_replaced_nor_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(tmp_path / "device"))
    for kind in ("pipe", "folder", "device"):
        with pytest.raises(SaidError, match=f"this is a {kind}"):
            files.replace_file(tmp_path / kind, b"new")
    for kind in ("pipe", "folder"):
        with pytest.raises(files.NotOrdinary):
            files.read_file(tmp_path / kind)
    assert {one.name for one in tmp_path.iterdir()} == {"pipe", "folder", "device"}


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_modes(tmp_path: Path, mask: int, mode: int) -> None:
    """A new file has that of the umask, one that is replaced keeps its own."""
    file, old = tmp_path / "x", tmp_path / "old"
    old.touch()
    old.chmod(0o640)
    before = os.umask(mask)
    try:
        files.replace_file(file, b"new")
        files.replace_file(old, b"new")
    finally:
        os.umask(before)
    assert file.stat().st_mode & 0o777 == mode
    assert old.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("fails", ["fsync", "replace"])
def test_what_fails_leaves_the_old_file_and_nothing_else(
    fails: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no")

    file = tmp_path / "x"
    file.write_bytes(b"old")
    monkeypatch.setattr(os, fails, fail)
    with pytest.raises(OSError, match="no"):
        files.replace_file(file, b"new")
    assert [one.name for one in tmp_path.iterdir()] == ["x"]
    assert file.read_bytes() == b"old"


def test_the_file_is_on_the_disk_before_it_is_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def note_fsync(opened: int) -> None:
        done.append("folder" if os.path.isdir(f"/proc/self/fd/{opened}") else "file")  # noqa: PTH112
        fsync(opened)

    def note_replace(source: Path, target: Path) -> None:
        done.append("replace")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(os, "replace", note_replace)
    files.replace_file(tmp_path / "x", b"new")
    assert done == ["file", "replace", "folder"]


def test_two_processes_may_write_one_file(tmp_path: Path) -> None:
    file = tmp_path / "x"
    contents = [bytes([letter]) * 100_000 for letter in b"ab"]
    children = []
    for content in contents:
        if (child := os.fork()) == 0:
            status = 1
            try:
                for _ in range(30):
                    files.replace_file(file, content)
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    seen = set()
    for child in children:
        while os.waitpid(child, os.WNOHANG) == (0, 0):
            if file.exists():
                seen.add(file.read_bytes())
    assert seen <= set(contents)
    assert [one.name for one in tmp_path.iterdir()] == ["x"]


def test_an_interrupt_directly_behind_the_opening_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def interrupted(*arguments: object) -> int:
        opened(*arguments)  # type: ignore[arg-type]
        raise Interrupted

    monkeypatch.setattr(os, "open", interrupted)
    with pytest.raises(Interrupted):
        files.replace_file(tmp_path / "a", b"new")
    assert list(tmp_path.iterdir()) == []
