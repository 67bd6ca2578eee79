"""Puts a finished release into place at once, and repairs what a killed build left.

A build writes into `corpus/.next-<random>`. When everything is there, one rename to
`corpus/.commit` decides that the new release counts; what follows (the old folder away, the new
one in, the root's `.huggingface.yaml`) can be done again any number of times, and is, by the next
command that finds a `.commit`. What lies in `.next-*` without a build running is rubbish.

A release that goes elsewhere is written in the same way: a hidden folder beside its place takes the
part of `corpus/`, and is gone when all is done.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from said.system import locks
from said.system.files import (
    NEXT,
    expect_own,
    kind_of,
    new_folder,
    read_file,
    refuse_link,
    refuse_target,
    remove_path,
    replace_file,
)
from said.system.places import Checkout

_COMMIT = ".commit"
_HUB_FILE = "huggingface.yaml"


class _Yard(NamedTuple):
    """Where a release is made ready (`work`), the folder it goes to (`place`), and the file that is
    renewed with it."""

    work: Path
    place: Path
    hub_file: Path | None = None


def _yard(checkout: Checkout) -> _Yard:
    return _Yard(checkout.corpus, checkout.corpus, checkout.hub_file)


def locked_corpus(
    checkout: Checkout, waiting: Callable[[], None] | None = None
) -> AbstractContextManager[None]:
    """Holds the checkout's lock, after repairing what a killed build left.

    `waiting` is called once if another command holds the lock; then this one waits.
    """
    return _locked(_yard(checkout), waiting)


@contextmanager
def placing_release(folder: Path, waiting: Callable[[], None] | None = None) -> Iterator[Path]:
    """A staging folder for a release that takes the place of `folder`, whatever is there.

    What stands at `release_in(stage, folder.name)` when the block ends well is moved into place.
    What a killed command left is repaired first; `waiting` is called as for `locked_corpus`.
    """
    refuse_link(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    yard = _Yard(folder.with_name(f".{folder.name.lstrip('.')}.next"), folder.parent)
    expect_own(yard.work, "folder", "what is written beside it")
    with _locked(yard, waiting):
        try:
            with staging_folder(yard.work) as stage:
                yield stage
                if release_in(stage, folder.name).exists():
                    _commit(yard, stage)
        finally:
            # Not empty if another command took the lock anew or a commit is to be finished.
            with suppress(OSError):
                (yard.work / locks.LOCK).unlink()
                yard.work.rmdir()


@contextmanager
def _locked(yard: _Yard, waiting: Callable[[], None] | None) -> Iterator[None]:
    with locks.locked_folder(yard.work, waiting):
        _repair(yard)
        yield


def repair_corpus(checkout: Checkout) -> None:
    """Finishes or undoes what a killed build left, unless a build is running right now."""
    corpus = checkout.corpus
    if kind_of(corpus / _COMMIT) or any(corpus.glob(f"{NEXT}*")):
        with locks.locked_folder_if_free(checkout.corpus) as is_free:
            if is_free:
                _repair(_yard(checkout))


def _repair(yard: _Yard) -> None:
    _finish(yard)
    for entry in yard.work.glob(f"{NEXT}*"):
        remove_path(entry)


@contextmanager
def staging_folder(folder: Path) -> Iterator[Path]:
    """A new folder inside `folder` to build in; removed at the end unless it was committed.

    Its name is never used again, so that a worker that outlives its build cannot write into
    another's.
    """
    stage = new_folder(folder)
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


def commit_release(checkout: Checkout, stage: Path) -> None:
    """Makes the finished release in a staging folder the one that counts."""
    _commit(_yard(checkout), stage)


def _commit(yard: _Yard, stage: Path) -> None:
    if yard.hub_file:
        refuse_target(yard.hub_file)
    os.rename(stage, yard.work / _COMMIT)
    _finish(yard)


def _finish(yard: _Yard) -> None:
    """Does whatever is left to do for a commit, if there is one."""
    decided = yard.work / _COMMIT
    role = "a release that is being put in place"
    if not expect_own(decided, "folder", role):
        return
    releases = (
        sorted(decided.glob("release/*")) if expect_own(decided / "release", "folder", role) else []
    )
    for release in releases:
        expect_own(release, "folder", role)
        place = yard.place / release.name
        if kind_of(place):
            # A new folder each time: somebody may have put the old release back in between.
            os.rename(place, Path(tempfile.mkdtemp(prefix="old-", dir=decided)) / release.name)
        os.rename(release, place)
    hub_file = decided / _HUB_FILE
    if yard.hub_file and expect_own(hub_file, "file", role):
        replace_file(yard.hub_file, read_file(hub_file))
    shutil.rmtree(decided)
