"""What is to be checked, or worked on: from what the user names to documents, registries, files.

`target_of_paths` is for `said validate` and `said fmt`, which take any path; `sound_documents` for
commands that take documents of a checkout, and refuse those with errors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from said.check import BadSeeds, check_registries, read_and_check
from said.findings.catalogue import Finding, errors, refuse_errors, stops_draft
from said.seeds import changes
from said.seeds.documents import Seed
from said.seeds.registries import (
    FOLDERS,
    OF_ALL,
    REGISTRIES,
    Registries,
    document_ids,
    read_registries,
)
from said.system.errors import SaidError
from said.system.places import Checkout, NoCheckout
from said.system.workers import Progress

_DOCUMENT = ("raw.txt", "document.json", "annotations.jsonl")


class Folder(NamedTuple):
    """The folder of a document, and what findings call it."""

    path: Path
    name: str


class LooseLines(NamedTuple):
    """A file of annotation lines that lies in no document, and what findings call it."""

    path: Path
    name: str


class Selection(NamedTuple):
    """What is to be checked.

    `documents` are folders and files of lines; None stands for all documents of the checkout. Names
    of findings lead from `root`. With `names`, findings in files that have none of these names, and
    lie in none of these folders, are not told. `corpus` tells whether what documents share is
    checked: the registries, and with all documents level 6.
    """

    checkout: Checkout | None
    root: Path
    documents: tuple[Folder | LooseLines, ...] | None
    corpus: bool
    names: tuple[str, ...] | None

    def names_file(self, file: str) -> bool:
        """Whether a file, by the name that findings call it, is in what was asked for."""
        return self.names is None or any(
            file == name or file.startswith(f"{name}/") for name in self.names
        )

    def tells(self, finding: Finding) -> bool:
        """Whether a finding is in what was asked for."""
        return self.names_file(finding.file)


def select_paths(paths: Sequence[Path]) -> Selection:
    """The checkout, the documents or the files at some paths.

    Raises SaidError for a path where nothing is, or nothing that can be checked, and for paths in
    several checkouts.
    """
    homes = {_checkout(path) for path in paths}
    if len(homes) != 1:
        raise SaidError(
            "the paths lie in several checkouts or corpora", "check one after the other"
        )
    (checkout,) = homes
    return _outside(paths) if checkout is None else _inside(paths, checkout)


def _checkout(path: Path) -> Checkout | None:
    """The checkout that a path lies in; what a killed command left in its seeds is repaired."""
    try:
        exists = path.exists()
    except OSError as error:  # a name that is too long
        raise SaidError(f"{path}: {error.strerror}", "name a file or folder") from error
    try:
        checkout = changes.find_repaired(path)
    except (NoCheckout, ValueError):  # ValueError: a name with a null character
        checkout = None
    if not exists and not path.exists():
        raise SaidError(f"{path}: no such file or folder", "name a folder, a document or a file")
    if checkout is None:
        # One that has lost its corpus.json, which is then found to be missing.
        seeds = path / "seeds"
        registries = [seeds / f"{name}.jsonl" for name in REGISTRIES]
        return Checkout(path.resolve()) if any(map(Path.is_file, registries)) else None
    return checkout


def _inside(paths: Sequence[Path], checkout: Checkout) -> Selection:
    folders: dict[str, Folder] = {}
    names: list[str] = []
    corpus = False
    for path in paths:
        place = path.resolve()
        if place in (checkout.root, checkout.seeds):
            return Selection(checkout, checkout.root, None, True, None)
        name = checkout.name_of(place)
        parts = name.split("/")
        if parts[0] != checkout.seeds.name:
            raise SaidError(f"{path}: nothing here is checked", "name seeds/ or something in it")
        names.append(name)
        if parts[1] in FOLDERS or (len(parts) == 2 and parts[1] in OF_ALL):
            corpus = True
        else:
            folder = checkout.seeds / parts[1]
            folders[parts[1]] = Folder(folder, checkout.name_of(folder))
    return Selection(checkout, checkout.root, tuple(folders.values()), corpus, tuple(names))


def _outside(paths: Sequence[Path]) -> Selection:
    documents: list[Folder | LooseLines] = []
    names: list[str] = []
    for path in paths:
        found = list(_documents(path))
        if not found:
            raise SaidError(
                f"{path}: no document is here, which is a folder with raw.txt and document.json",
                "name such a folder, a file in one, a folder of them, or a file of annotations "
                "(.jsonl)",
            )
        for one in found:
            changes.repair_home(one.path)
        documents += found
        names += [path.as_posix(), path.with_suffix(".txt").as_posix()]
    return Selection(None, Path(), tuple(dict.fromkeys(documents)), False, tuple(names))


def _documents(path: Path) -> Iterator[Folder | LooseLines]:
    """The document at a path, around a file, or the documents in a folder."""
    folder = path if path.is_dir() else path.parent
    if _is_document(folder):
        yield Folder(folder, folder.as_posix())
    elif path.suffix == ".jsonl" and path.is_file():
        yield LooseLines(path, path.as_posix())
    elif path.is_dir():
        for one in sorted(path.iterdir()):
            if one.is_dir() and _is_document(one):
                yield Folder(one, one.as_posix())


def _is_document(folder: Path) -> bool:
    return any((folder / name).is_file() for name in _DOCUMENT)


def all_folders(checkout: Checkout) -> tuple[list[Folder], list[Finding]]:
    """The documents of a checkout, and what else lies in `seeds/`."""
    doc_ids, findings = document_ids(checkout)
    seeds = checkout.seeds
    return [Folder(seeds / one, f"{seeds.name}/{one}") for one in doc_ids], findings


def sound_documents(
    checkout: Checkout, named: Sequence[str], progress: Progress, drafts: bool = False
) -> Iterator[tuple[Seed, Registries]]:
    """The documents that are named, or all that are adjudicated, in the order of their ids.

    Raises SaidError for a name that is no document's, and BadSeeds, after the last document, if one
    of them or a registry has errors; no document is given after the first error. With `drafts`, an
    unfinished document needs annotations that can be read, placed and told apart, no more.
    """
    doc_ids, _ = document_ids(checkout)
    named = [name if name in doc_ids else Path(name).resolve().name for name in named]
    for name in named:
        if name not in doc_ids:
            raise SaidError(f"{name}: no document of seeds/", "name a folder of seeds/")
    registries, findings = read_registries(checkout)
    mistakes = errors([*findings, *check_registries(registries)])
    wanted = sorted(set(named)) or doc_ids
    for done, doc_id in enumerate(wanted, 1):
        seed, findings = read_and_check(checkout, doc_id, registries)
        if named or not seed.unfinished:
            if drafts and not seed.released:
                findings = [finding for finding in findings if stops_draft(finding)]
            mistakes += errors(findings)
            if not mistakes and (named or seed.released):
                yield seed, registries
        progress(done, len(wanted))
    refuse_errors(mistakes, BadSeeds)
