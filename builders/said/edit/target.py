"""Edits everything that somebody names: the registries, then document by document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from said.edit.fix import Fixed, fmt_registry
from said.findings import Finding
from said.review.targets import Lines, Target, all_folders
from said.seeds import REGISTRIES, Seed, read_folder, read_loose, read_registries

if TYPE_CHECKING:
    from said.review.run import Progress

Edit = Callable[[Seed, Iterable[Finding]], Fixed]
"""What is done to a document: `said.edit.fix.fmt` or `said.edit.fix.fix`."""


def edited(target: Target, edit: Edit, progress: Progress | None = None) -> Iterator[Fixed]:
    """What becomes of the registries and of each document, of the files that were named."""
    documents = target.documents
    if target.checkout and target.corpus:
        registries, findings = read_registries(target.checkout)
        for source, schema in zip(registries.sources, REGISTRIES.values(), strict=True):
            digest = registries.files.get(source.name, "")
            own = [finding for finding in findings if finding.file == source.name]
            if digest:
                yield _asked_for(target, fmt_registry(source, schema, digest, own))
    if target.checkout and documents is None:
        documents = tuple(all_folders(target.checkout)[0])
    documents = documents or ()
    for done, one in enumerate(documents, 1):
        read = read_loose if isinstance(one, Lines) else read_folder
        yield _asked_for(target, edit(*read(one.path, one.name)))
        if progress:
            progress(done, len(documents))


def _asked_for(target: Target, fixed: Fixed) -> Fixed:
    """Of what was done to a document that which is in the files that were named."""
    files = {name: content for name, content in fixed.files.items() if target.names_file(name)}
    done = [line for line in fixed.done if any(line.startswith(f"{name}:") for name in files)]
    findings = [one for one in fixed.findings if target.tells(one)]
    return Fixed(files, done, findings)
