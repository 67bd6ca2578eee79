"""Puts the folder of a document into its place at once, so that it is never half old, half new.

The new folder is made beside the old one, under a hidden name; then the old one is moved aside and
the new one in. If something fails before that is done, the old one is moved back. What a killed
command left is put in order by the next one for the same document.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from said.places import aside_name


@contextmanager
def placing(folder: Path) -> Iterator[Path]:
    """A new folder, made empty, that takes the place of `folder`, if there is one, when the block
    ends well."""
    repair(folder)
    work = _next(folder)
    work.mkdir()
    try:
        yield work
        if folder.exists():
            os.rename(folder, _old(folder))
        os.rename(work, folder)
    except BaseException:
        repair(folder)
        raise
    shutil.rmtree(_old(folder), ignore_errors=True)


def repair(folder: Path) -> None:
    """Puts in order what a killed command left: an old folder without a new one comes back."""
    if _old(folder).exists() and not folder.exists():
        os.rename(_old(folder), folder)
    for left in (_next(folder), _old(folder)):
        if left.exists():
            shutil.rmtree(left)


def rewrite(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replaces files of a document, by their names inside its folder, all at once."""
    with placing(folder) as work:
        shutil.copytree(folder, work, dirs_exist_ok=True)
        for name, content in files.items():
            (work / name).write_bytes(content)


def _next(folder: Path) -> Path:
    return folder.with_name(aside_name(folder.name))


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")
