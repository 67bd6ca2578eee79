"""Puts a finished release into place at once, and repairs what a killed build left.

A build writes into `corpus/.next-<random>`. When everything is there, one rename to
`corpus/.commit` decides that the new release counts; what follows (the old folder away, the new
one in, the root's `.huggingface.yaml`) can be done again any number of times, and is, by the next
command that finds a `.commit`. What lies in `.next-*` without a build running is rubbish, and a
file that a killed command left aside is written over by the next.

The lock is the operating system's, held by an open file, so that a killed build holds none.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from said.places import Checkout, aside_name

_LOCK = ".lock"
_COMMIT = ".commit"
_NEXT = ".next-"
_HUB_FILE = "huggingface.yaml"


@contextmanager
def locked(checkout: Checkout, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Holds the checkout's lock, after repairing what a killed build left.

    `waiting` is called once if another command holds the lock; then this one waits.
    """
    checkout.corpus.mkdir(exist_ok=True)
    lock = FileLock(checkout.corpus / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if waiting:
            waiting()
        lock.acquire()
    try:
        _repair(checkout)
        yield
    finally:
        lock.release()


def repair(checkout: Checkout) -> None:
    """Finishes or undoes what a killed build left, unless a build is running right now."""
    left = checkout.corpus.is_dir() and any(
        entry.name == _COMMIT or entry.name.startswith(_NEXT) for entry in checkout.corpus.iterdir()
    )
    if not left:
        return
    lock = FileLock(checkout.corpus / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return
    try:
        _repair(checkout)
    finally:
        lock.release()


def _repair(checkout: Checkout) -> None:
    _finish(checkout)
    for entry in checkout.corpus.glob(f"{_NEXT}*"):
        shutil.rmtree(entry, ignore_errors=True)


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """A new folder inside `folder` to build in; removed at the end unless it was committed.

    Its name is never used again, so that a worker that outlives its build cannot write into
    another's.
    """
    stage = Path(tempfile.mkdtemp(prefix=_NEXT, dir=folder))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def release_in(stage: Path, version: str) -> Path:
    """Where in a staging folder the release of a version is built."""
    return stage / "release" / version


def hub_file_in(stage: Path) -> Path:
    """Where in a staging folder the root's `.huggingface.yaml` is written."""
    return stage / _HUB_FILE


def commit(checkout: Checkout, stage: Path) -> None:
    """Makes the finished release in a staging folder the one that counts."""
    os.rename(stage, checkout.corpus / _COMMIT)
    _finish(checkout)


def _finish(checkout: Checkout) -> None:
    """Does whatever is left to do for a commit, if there is one."""
    decided = checkout.corpus / _COMMIT
    if not decided.exists():
        return
    for release in decided.glob("release/*"):
        place = checkout.corpus / release.name
        if place.exists():
            # A new folder each time: somebody may have put the old release back in between.
            os.rename(place, Path(tempfile.mkdtemp(prefix="old-", dir=decided)) / release.name)
        os.rename(release, place)
    hub_file = decided / _HUB_FILE
    if hub_file.exists():
        replace_file(checkout.hub_file, hub_file.read_bytes())
    shutil.rmtree(decided)


def replace_file(file: Path, content: bytes) -> None:
    """Writes a file aside, in its own folder, and moves it into place."""
    aside = file.with_name(aside_name(file.name))
    aside.write_bytes(content)
    os.replace(aside, file)
