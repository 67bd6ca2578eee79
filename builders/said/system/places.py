"""Where things are: the folders of a checkout, and what a wheel contains of it.

A checkout holds `seeds/`, `schema/` and `corpus/`; an installed wheel holds under `said/data/` what
`hatch_build.py` puts there. Everything else in the package asks this module.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

from said.system.errors import SaidError
from said.system.files import read_file

PACKAGE = Path(__file__).parents[1]
WHEEL_DATA = PACKAGE / "data"
SOURCE_ROOT = PACKAGE.parent.parent
_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")


class Checkout(NamedTuple):
    """The folders of a checkout; `root` is the folder that holds `seeds/corpus.json`."""

    root: Path

    @property
    def seeds(self) -> Path:
        """What people edit."""
        return self.root / "seeds"

    @property
    def corpus_file(self) -> Path:
        """The current version and the closed ones."""
        return self.seeds / "corpus.json"

    @property
    def corpus(self) -> Path:
        """What the machine writes: a folder for each version."""
        return self.root / "corpus"

    @property
    def dist(self) -> Path:
        """What is made to be passed on; git ignores it."""
        return self.root / "dist"

    @property
    def card(self) -> Path:
        """The template of every release's README.md."""
        return self.root / "dataset_card.md"

    @property
    def hub_file(self) -> Path:
        """The root file that lets `load_dataset` open the checkout itself."""
        return self.root / ".huggingface.yaml"

    def name_of(self, file: Path) -> str:
        """`file` as a path from the root, with forward slashes."""
        return file.relative_to(self.root).as_posix()


_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_LONGEST_NAME = 200
"""Bytes of a name; most systems take 255, with the ending and what marks a file as unfinished."""


def unsafe_name(name: str) -> str | None:
    """Why no file can be named after an id from outside; None if one can."""
    if not name.strip() or name.startswith("."):
        return "it is empty or begins with a dot"
    if not name.isprintable():
        return "it has a character that nobody sees"
    if set(name) & set("/\\:"):
        return "it has a character that separates folders"
    if _RESERVED.fullmatch(name):
        return "Windows reserves it"
    if len(name.encode()) > _LONGEST_NAME:
        return f"it has more than {_LONGEST_NAME} bytes"
    return None


class NoCheckout(SaidError):
    """A folder lies in no checkout."""


def find_checkout(start: Path) -> Checkout:
    """The checkout that `start` lies in, searched upwards as git does.

    Raises NoCheckout if no folder above holds `seeds/corpus.json`.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "seeds" / "corpus.json").is_file():
            return Checkout(folder)
    raise NoCheckout(
        f"{start}: no seeds/corpus.json here or in a folder above",
        "run the command inside a corpus, name one with --root, or make one with said init",
    )


def data_file(name: str) -> Path:
    """A file or folder at the root of the checkout that a wheel contains too, such as `schema` or
    `GUIDELINES.md`."""
    shipped = WHEEL_DATA / name
    return shipped if shipped.exists() else SOURCE_ROOT / name


def shipped_release() -> Path | None:
    """The release inside an installed wheel; None in a checkout."""
    return next((file.parent for file in WHEEL_DATA.glob("corpus/*/manifest.json")), None)


class NotBuilt(SaidError):
    """The current version of a checkout has no release yet."""


def current_release(checkout: Checkout) -> Path:
    """The folder of the version named in `seeds/corpus.json`. Raises NotBuilt, or SaidError if no
    version can be read."""
    try:
        version = str(json.loads(read_file(checkout.corpus_file))["version"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        name = checkout.name_of(checkout.corpus_file)
        raise SaidError(
            f"{name}: no version can be read", "run: said build, which says why"
        ) from error
    folder = checkout.corpus / version
    if not (folder / "manifest.json").is_file():
        raise NotBuilt(f"{checkout.name_of(folder)}: not built", "run: said build")
    return folder


def built_releases(checkout: Checkout) -> dict[str, Path]:
    """The folders of the versions that are built, the lowest version first."""
    files = checkout.corpus.glob("*/manifest.json")
    folders = [file.parent for file in files if file.is_file()]
    versions = [folder for folder in folders if _VERSION.fullmatch(folder.name)]
    versions.sort(key=lambda folder: [int(number) for number in folder.name.split(".")])
    return {folder.name: folder for folder in versions}


def path() -> str:
    """The folder of the current release, as a string that `load_dataset` accepts.

    In an installed wheel this is the release shipped in it, in a checkout `corpus/<version>` of the
    version named in `seeds/corpus.json`. Raises SaidError if that was not built yet.
    """
    return str(shipped_release() or current_release(find_checkout(SOURCE_ROOT)))
