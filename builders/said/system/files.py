"""Reads and writes whole files so that no link, no pipe and no kill does harm.

Only ordinary files are read, so that nothing waits for a pipe. A file is written under a new name
that nobody can guess, brought to the disk, and moved into its place: a reader finds the old content
or the new one. Nothing is written through a link: neither the place itself nor, in a checkout, any
folder on the way to it may be one. What a killed command leaves behind is called `.next-*`; nothing
reads it, git ignores it, and it is in nobody's way.

Several files that belong together are written by `said.seeds.changes`, a release by
`said.release.swap`.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from said.system.errors import SaidError

NEXT = ".next-"
"""What the name of everything begins with that is not in its place yet."""

_LEFT_OVER = re.compile(r"\.next-.*|\..+\.next")

_READ = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class NotOrdinary(OSError):
    """A pipe, a folder or a device is where a file is to be read."""

    def __init__(self, file: Path) -> None:
        super().__init__(errno.EINVAL, "this is not an ordinary file", str(file))


def is_left_over(name: str) -> bool:
    """Whether a file or folder of this name is what a killed command left behind. Earlier versions
    wrote the new content of `x` to `.x.next`."""
    return _LEFT_OVER.fullmatch(name) is not None


def read_file(file: Path) -> bytes:
    """The bytes of an ordinary file, or of one that a link leads to.

    Raises OSError; NotOrdinary if it is a pipe, a folder or a device.
    """
    # A pipe that nobody writes to must not be waited for.
    opened = os.open(file, _READ)
    try:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise NotOrdinary(file)
        with os.fdopen(opened, "rb", closefd=False) as content:
            return content.read()
    finally:
        os.close(opened)


def replace_file(file: Path, content: bytes, aside: Path | None = None) -> None:
    """Writes a file whole or not at all; `aside` is as for `replacing_file`."""
    with replacing_file(file, aside) as new:
        new.write(content)


@contextmanager
def replacing_file(file: Path, aside: Path | None = None) -> Iterator[BinaryIO]:
    """A new file that takes the place of `file` when the block ends well, with the mode of the one
    that it replaces.

    `aside` is the folder that it is written in until then, by default that of `file`; it must be on
    the same file system. Raises SaidError as `refuse_target` does.
    """
    refuse_target(file)
    written = (aside or file.parent) / f"{NEXT}{os.urandom(8).hex()}"
    try:
        # Inside, so that Ctrl-C directly behind it leaves no file.
        opened = os.open(written, _NEW, 0o666)
        with os.fdopen(opened, "wb") as new:
            yield new
            new.flush()
            with suppress(FileNotFoundError):
                os.fchmod(opened, stat.S_IMODE(file.stat(follow_symlinks=False).st_mode))
            os.fsync(opened)
        os.replace(written, file)
    except BaseException:
        written.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)


def new_folder(folder: Path) -> Path:
    """A new folder inside `folder`, to write to what is moved into place when it is whole."""
    made = folder / f"{NEXT}{os.urandom(8).hex()}"
    made.mkdir()
    return made


def sync_folder(folder: Path) -> None:
    """Brings to the disk what the names in a folder stand for, where the file system can."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with suppress(OSError):
            os.fsync(opened)
    finally:
        os.close(opened)


_AT_ONCE = 16
"""Files that are brought to the disk at a time: it can then write them together."""


def sync_files(files: Sequence[Path], folders: Sequence[Path]) -> None:
    """Brings the content of files to the disk, then what the names in folders stand for."""
    if len(files) + len(folders) < _AT_ONCE:
        for file in files:
            _sync_file(file)
        for folder in folders:
            sync_folder(folder)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(_sync_file, files):
            pass
        for _ in pool.map(sync_folder, folders):
            pass


def _sync_file(file: Path) -> None:
    opened = os.open(file, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def make_out_folder(folder: Path) -> None:
    """Makes the folder that a command writes its output to, unless it is there.

    Raises SaidError if it is a link, or anything else than a folder.
    """
    refuse_link(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise SaidError(f"{folder}: this is not a folder", "name another folder") from error


def refuse_target(file: Path) -> None:
    """Raises SaidError if something that may not be replaced is where a file is to be written: a
    link, or a way that leads through one, a folder, a pipe or a device."""
    refuse_link(file)
    kind = kind_of(file)
    if kind not in (None, "file"):
        raise SaidError(
            f"{file}: this is a {kind}, and a file is to be written here; nothing was written",
            "move it away, or write somewhere else, then run it again",
        )


def refuse_link(path: Path) -> None:
    """Raises SaidError if a path that is to be written to is a link or, in a checkout, leads
    through one. How the checkout itself is reached does not matter."""
    place = Path.cwd() / path
    way = [place, *place.parents]
    # The outermost, for a link in a checkout may lead to another one.
    roots = [at for at, one in enumerate(way) if (one / "seeds" / "corpus.json").is_file()]
    # Elsewhere the links on the way are the user's own.
    inside = way[: roots[-1]] if roots else way[:1]
    if links := [one for one in inside if one.is_symlink()]:
        raise SaidError(
            f"{links[-1]}: this is a link, and nothing is written through a link",
            "remove the link, or name the place that it leads to",
        )


def kind_of(path: Path) -> str | None:
    """What is at a path: a `file`, `folder`, `link`, `pipe` or `device`; None if nothing is."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    kinds = {stat.S_IFREG: "file", stat.S_IFDIR: "folder", stat.S_IFLNK: "link"}
    return kinds.get(stat.S_IFMT(mode), "pipe" if stat.S_ISFIFO(mode) else "device")


def refuse_unreadable(path: Path, wanted: str) -> None:
    """Raises SaidError if what the user names as a file is none; `wanted` says what is to be named.
    A link is followed."""
    if path.is_file():
        return
    if path.is_dir():
        raise SaidError(f"{path}: this is a folder", f"name {wanted}")
    if path.exists():
        kind = "pipe" if path.is_fifo() else "device"
        raise SaidError(f"{path}: this is a {kind}", "save what it gives to a file, and name that")
    raise SaidError(f"{path}: there is no such file", f"name {wanted} that is there")


def expect_own(path: Path, kind: str, role: str) -> bool:
    """Whether there is something at a path that the software keeps for itself.

    Raises SaidError if that is anything else than a `kind`, as `kind_of` has it; `role` says what
    the place is for.
    """
    found = kind_of(path)
    if found not in (None, kind):
        raise SaidError(
            f"{path}: this is a {found}, and the place belongs to {role}",
            "see where it comes from, move it away, then run it again",
        )
    return found is not None


def remove_path(path: Path) -> None:
    """Removes a file or a folder with what is in it; of a link the link alone."""
    if kind_of(path) == "folder":
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
