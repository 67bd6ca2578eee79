"""Archives as tools export them: zip (doccano, Label Studio, INCEpTION), and zip or tar (brat).

What a format reads is unpacked into a folder that is removed afterwards. An archive in an archive,
as an export of an INCEpTION project has for each document, is unpacked once more. Nothing is
written outside that folder, no link is followed, and an archive that grows beyond a limit is
refused.
"""

from __future__ import annotations

import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from said.system.errors import SaidError

_BESIDE = (".txt", ".xml")
"""The suffixes of what belongs to a file of annotations: brat's texts, the type system of a CAS."""
_TAR = (".tar", ".tgz", ".tbz2", ".txz", ".tar.gz", ".tar.bz2", ".tar.xz")
_LIMIT = 1 << 30
"""Bytes that an archive may unpack to."""
_FILES = 100_000
_CHUNK = 1 << 20
_REMEDY = "unpack it, and name the files"
_BROKEN = (OSError, zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, RuntimeError)
"""What reading a broken or encrypted archive raises."""


def is_archive(file: Path) -> bool:
    """Whether a file is an archive: a zip by its first bytes, a tar by its name."""
    if not file.is_file():  # a pipe would be waited for
        return False
    if file.name.lower().endswith(_TAR):
        return True
    with file.open("rb") as opened:
        return opened.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


@contextmanager
def unpacked(file: Path, suffix: str) -> Iterator[Path]:
    """A folder with the files of an archive that have a suffix, and what belongs to them.

    Raises SaidError for an archive that cannot be read; errors that are raised inside name the
    files as they are in the archive.
    """
    with tempfile.TemporaryDirectory(prefix="said-") as name:
        folder = Path(name)
        try:
            _Unpacker(file, (suffix, *_BESIDE)).unpack(file, folder, deeper=True)
            yield folder
        except SaidError as raised:
            cause = raised.cause.replace(f"{folder}/", f"{file}/")
            raise SaidError(cause, raised.remedy) from raised


def files_in(folder: Path, suffix: str) -> list[Path]:
    """The files of a suffix in a folder and in those inside it."""
    return sorted(file for file in folder.rglob(f"*{suffix}") if file.is_file())


class _Member(NamedTuple):
    name: str
    opened: IO[bytes]


class _Unpacker:
    """Unpacks one archive and those inside it; `left` is how many bytes it may still grow by."""

    def __init__(self, archive: Path, suffixes: tuple[str, ...]) -> None:
        self.archive = archive
        self.suffixes = suffixes
        self.left = _LIMIT
        self.files = 0

    def unpack(self, file: Path, folder: Path, *, deeper: bool) -> None:
        try:
            for member in _members(file):
                self._add(member, folder, deeper)
        except _BROKEN as error:
            raise SaidError(f"{self.archive}: cannot be unpacked: {error}", _REMEDY) from error

    def _add(self, member: _Member, folder: Path, deeper: bool) -> None:
        way = PurePosixPath(member.name.replace("\\", "/"))
        if any(part.startswith((".", "__MACOSX")) for part in way.parts if part != ".."):
            return
        inner = deeper and way.suffix.lower() == ".zip"
        if not inner and not way.name.endswith(self.suffixes):
            return
        if way.is_absolute() or ".." in way.parts:
            cause = f"{self.archive}: {member.name!r:.60} leads out of the archive"
            raise SaidError(cause, "nothing was read; ask where the archive is from")
        self.files += 1
        place = folder / way
        if place.exists() or self.files > _FILES:
            what = f"{member.name!r:.60} is there twice" if place.exists() else "too many files"
            raise SaidError(f"{self.archive}: {what}", _REMEDY)
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as written:
            while chunk := member.opened.read(_CHUNK):
                self.left -= len(chunk)
                if self.left < 0:
                    cause = f"{self.archive}: unpacked, it has more than {_LIMIT >> 20} MB"
                    raise SaidError(cause, _REMEDY)
                written.write(chunk)
        if inner:
            self.unpack(place, place.with_suffix(""), deeper=False)
            place.unlink()


def _members(file: Path) -> Iterator[_Member]:
    """The files in an archive; links and devices are no files."""
    if file.name.lower().endswith(_TAR):
        with tarfile.open(file) as tar:
            for member in tar:
                opened = tar.extractfile(member) if member.isreg() else None
                if opened:
                    yield _Member(member.name, opened)
        return
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if not info.is_dir() and (info.external_attr >> 28) != 0o12:
                with archive.open(info) as entry:
                    yield _Member(info.filename, entry)
