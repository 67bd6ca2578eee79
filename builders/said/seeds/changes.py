"""Changes files of the seeds: one command at a time, and all files of a change or none.

A change is written to a new folder `.next-*`. When everything is there, one rename to `.commit`
decides that it counts; what follows, moving each file into place, can be done again any number of
times, and is, by the next command that finds a `.commit`. What lies in `.next-*` without a command
running is rubbish.

The folder that all this happens in is the home of the change: `seeds/` in a checkout, else the
folder of the document itself. Names of files lead from there.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from said.system import locks
from said.system.files import (
    NEXT,
    expect_own,
    is_left_over,
    kind_of,
    new_folder,
    refuse_link,
    refuse_target,
    remove_path,
    replace_file,
    sync_files,
    sync_folder,
)
from said.system.locks import LOCK
from said.system.places import Checkout, find_checkout

COMMIT = ".commit"

_MOVED_ASIDE = re.compile(r"\.([A-Za-z0-9][A-Za-z0-9_-]*)\.old")
"""What earlier versions called the folder of a document while they put a new one in its place."""


def is_own(name: str) -> bool:
    """Whether a file or folder of this name in a home is the software's own, and no part of the
    seeds."""
    return name in (LOCK, COMMIT) or is_left_over(name) or bool(_MOVED_ASIDE.fullmatch(name))


def is_own_entry(entry: os.DirEntry[str]) -> bool:
    """Whether an entry of a folder is the software's own; a link or a pipe is not."""
    is_plain = entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False)
    return is_own(entry.name) and is_plain


def home_of(folder: Path) -> Path:
    """The home of changes to a document, which may lie outside a checkout."""
    above = folder.absolute().parent
    return above if _is_seeds(above) else folder


def _is_seeds(folder: Path) -> bool:
    return (folder / "corpus.json").is_file()


@contextmanager
def locked_home(home: Path, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Holds the lock of a home, after finishing or undoing what a killed command left.

    `waiting` is called once if another command holds the lock; then this one waits.
    """
    refuse_link(home)
    with locks.locked_folder(home, waiting):
        _repair(home)
        try:
            yield
        finally:
            if not _is_seeds(home):
                (home / LOCK).unlink(missing_ok=True)


def find_repaired(start: Path) -> Checkout:
    """The checkout around a path, after finishing or undoing what a killed command left in its
    seeds. Raises NoCheckout."""
    checkout = find_checkout(start)
    repair_home(checkout.seeds)
    return checkout


def repair_home(home: Path) -> None:
    """Finishes or undoes what a killed command left, unless a command is at work right now."""
    if home.is_dir() and _left(home):
        with locks.locked_folder_if_free(home) as is_free:
            if is_free:
                _repair(home)


def write_files(home: Path, files: Mapping[str, bytes]) -> None:
    """Writes files, given by their names from the home: all or none. The lock must be held.

    Raises SaidError, before anything is written, for what `said.system.files` does not write over.
    """
    for name in files:
        refuse_target(home / name)
    if not files:
        return
    if len(files) == 1:
        ((name, content),) = files.items()
        if (home / name).parent.is_dir():
            replace_file(home / name, content, aside=home)
            return
    stage = new_folder(home)
    try:
        for name, content in files.items():
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).write_bytes(content)
        sync_files(
            [stage / name for name in files], [stage, *filter(Path.is_dir, stage.rglob("*"))]
        )
        os.rename(stage, home / COMMIT)
    except BaseException:
        remove_path(stage)
        raise
    sync_folder(home)
    _finish(home)


def _left(home: Path) -> list[str]:
    """The names of what a killed command left. Outside the seeds only what is surely not somebody
    else's counts."""
    names = [one.name for one in home.iterdir() if is_own(one.name) and one.name != LOCK]
    if _is_seeds(home):
        return names
    return [name for name in names if name == COMMIT or name.startswith(NEXT)]


def _repair(home: Path) -> None:
    _finish(home)
    for name in _left(home):
        moved = _MOVED_ASIDE.fullmatch(name)
        if moved:
            _bring_back(home / name, home / moved[1])
        else:
            remove_path(home / name)


def _bring_back(aside: Path, folder: Path) -> None:
    """Puts the folder of a document back, if no other is in its place. One that is not needed
    stays, for somebody may have put it there."""
    if kind_of(aside) == "folder" and kind_of(folder) is None:
        os.rename(aside, folder)


def _finish(home: Path) -> None:
    """Does whatever is left to do for a change that was decided, if there is one."""
    decided = home / COMMIT
    if not expect_own(decided, "folder", "changes that are under way"):
        return
    folders = {home}
    for file in _files(decided):
        place = home / file.relative_to(decided)
        refuse_target(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        if kind_of(place) == "file":
            file.chmod(place.stat().st_mode & 0o777)
        os.replace(file, place)
        folders |= {one for one in place.parents if one.is_relative_to(home)}
    sync_files([], list(folders))
    shutil.rmtree(decided)


def _files(folder: Path) -> Iterator[Path]:
    """The files in a folder and the folders in it."""
    for one in sorted(folder.iterdir()):
        if kind_of(one) == "folder":
            yield from _files(one)
        else:
            expect_own(one, "file", "a change that is under way")
            yield one
