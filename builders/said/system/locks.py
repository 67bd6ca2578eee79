"""The lock of a folder: only one command at a time writes there.

The lock is the operating system's, held by the open file `.lock`, so that a killed command holds
none. The file itself says nothing, and may stay where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from said.system.files import expect_own

LOCK = ".lock"
"""The name of the file in the folder that is locked."""

_MOMENT = 0.5
"""Seconds that pass before anybody is told of the waiting: most commands hold a lock no longer."""


@contextmanager
def locked_folder(folder: Path, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Holds the lock of a folder, which is made if it is not there; who holds it last may remove
    both.

    `waiting` is called once if another command holds the lock; then this one waits. Raises
    SaidError if something else is in the place of the lock.
    """
    lock = FileLock(folder / LOCK)
    while not _acquired(lock, folder, waiting):
        waiting = None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def locked_folder_if_free(folder: Path) -> Iterator[bool]:
    """Holds the lock of a folder if no other command does, and gives whether that is so."""
    _expect_lock(folder)
    lock = FileLock(folder / LOCK)
    with suppress(Timeout):
        lock.acquire(timeout=0)
    try:
        yield lock.is_locked
    finally:
        lock.release()


def _acquired(lock: FileLock, folder: Path, waiting: Callable[[], None] | None) -> bool:
    """Takes the lock; False if who held it before took it away with the folder it lay in."""
    folder.mkdir(exist_ok=True)
    _expect_lock(folder)
    try:
        try:
            lock.acquire(timeout=_MOMENT)
        except Timeout:
            if waiting:
                waiting()
            lock.acquire()
    except FileNotFoundError:
        return False
    if not (folder / LOCK).exists():
        lock.release()
        return False
    return True


def _expect_lock(folder: Path) -> None:
    expect_own(folder / LOCK, "file", "the lock of the folder")
