"""What is to be edited: documents that the user names, and texts that become those of documents.

Edits go through the registries, then document by document. What is read to be written again is read
under the lock of the seeds, see `said.seeds.changes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from said.edit.fix import Fixed, Released, format_corpus_file, format_registry
from said.edit.ids import released_ids
from said.edit.topics import move_targets
from said.findings.catalogue import Finding, errors
from said.seeds import changes
from said.seeds.documents import Seed, read_document_folder, read_loose_lines
from said.seeds.files import read_text_file
from said.seeds.registries import read_corpus_file, read_registries
from said.system.errors import SaidError
from said.system.files import refuse_link, refuse_unreadable
from said.system.workers import Progress
from said.validation.selection import Folder, LooseLines, Selection, all_folders, select_paths

Edit = Callable[[Seed, Iterable[Finding], Released], Fixed]
"""What is done to a document: `said.edit.fix.format_document` or `fix_document`."""


def read_article(file: Path, *, as_it_is: bool = True) -> tuple[str, list[str]]:
    """The text in a file that the user names, and notes on what is hidden in it, or seems to be
    left from another program.

    Raises SaidError for what is not a file. Raises BadInput for what is not the text of an article
    and, unless it is wanted `as_it_is`, for a text on which there are notes.
    """
    from said.annotators.inputs import BadInput

    refuse_unreadable(file, "a text file")
    # The user named it, so it may be a link.
    text, findings, _ = read_text_file(file.resolve(), str(file))
    notes = [str(finding) for finding in findings]
    if text is None or errors(findings):
        cause = f"{file}: this cannot be the text of a document"
        raise BadInput(cause, "do what is said above; nothing was written", notes)
    if findings and not as_it_is:
        raise BadInput(
            f"{file}: this may not be the article alone, and a text is never changed again",
            "clean it as said above, or add --as-is to take it as it is; nothing was written",
            notes,
        )
    return text, notes


def document_at(path: Path, named: str) -> tuple[Selection, Folder]:
    """The one document at a path, and the selection of it alone; `named` is what the user calls it.

    Raises SaidError if no folder or no single document is there, or if the path is a link.
    """
    if not path.is_dir():
        raise SaidError(f"{named}: no document of seeds/ and no folder", "name one of them")
    refuse_link(path)
    selection = select_paths([path])
    documents = selection.documents or ()
    if len(documents) != 1 or not isinstance(documents[0], Folder):
        raise SaidError(f"{named}: this is not one document", "name the folder of one")
    return selection, documents[0]


@contextmanager
def locked_selection(
    selection: Selection, paths: Sequence[Path], waiting: Callable[[], None] | None = None
) -> Iterator[None]:
    """Lets nobody else write what is named by `paths` in the meantime, if it is in a checkout;
    `waiting` is called once if another command holds the lock.

    Raises SaidError if a path, or a document that it names, is a link.
    """
    for path in (*paths, *(one.path for one in selection.documents or ())):
        refuse_link(path)
    if selection.checkout is None:
        yield
        return
    with changes.locked_home(selection.checkout.seeds, waiting):
        yield


def edited_selection(
    selection: Selection, edit: Edit, progress: Progress | None = None
) -> Iterator[Fixed]:
    """What becomes of the registries and of each document, of the files that were named."""
    documents = selection.documents
    if selection.checkout and selection.corpus:
        if documents is None:
            yield move_targets(selection.checkout)
        if source := read_corpus_file(selection.checkout)[0]:
            yield _asked_for(selection, format_corpus_file(source))
        registries, findings = read_registries(selection.checkout)
        digests = registries.digests()
        for source, schema in registries.checked_files():
            own = [finding for finding in findings if finding.file == source.name]
            if digest := digests[source.name]:
                yield _asked_for(selection, format_registry(source, schema, digest, own))
        unread = [one for one in findings if digests.get(one.file) == ""]
        unread = [one for one in unread if one.kind != "missing-file"]
        yield _asked_for(selection, Fixed({}, [], unread))
    if selection.checkout and documents is None:
        folders, findings = all_folders(selection.checkout)
        yield Fixed({}, [], [one for one in findings if one.kind == "symbolic-link"])
        documents = tuple(folders)
    documents = documents or ()
    for done, one in enumerate(documents, 1):
        if isinstance(one, LooseLines):
            fixed = edit(*read_loose_lines(one.path, one.name), tuple)
        else:
            released = partial(released_ids, one.path)
            fixed = edit(*read_document_folder(one.path, one.name), released)
        yield _asked_for(selection, fixed)
        if progress:
            progress(done, len(documents))


def _asked_for(selection: Selection, fixed: Fixed) -> Fixed:
    """Of what was done to a document that which is in the files that were named."""
    files = {name: content for name, content in fixed.files.items() if selection.names_file(name)}
    done = [line for line in fixed.done if any(line.startswith(f"{name}:") for name in files)]
    findings = [one for one in fixed.findings if selection.tells(one)]
    return Fixed(files, done, findings)
