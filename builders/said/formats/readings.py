"""The documents in files, folders and archives, and which reading of each one counts.

A tool that several people worked with exports a document once for each of them: Label Studio in one
task, doccano as a file for each user in an archive, INCEpTION as a file for each user in a folder
for each document, brat as `<doc_id>_<annotator>.ann`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from said.formats.archives import files_in, is_archive, unpacked
from said.formats.document import AnnotatedText, Format
from said.formats.labels import LabelMap
from said.system.errors import SaidError
from said.system.places import unsafe_name

Progress = Callable[[int, int], None]
"""Is told how many files of how many have been read."""

_INCEPTION = ("annotation", "curation")
"""The folders of a project that INCEpTION exported which have a folder for each document."""
_TOGETHER = "all"
"""The name of doccano's file where its users share their annotations."""


def read_documents(
    format_: Format, named: Sequence[Path], labels: LabelMap, progress: Progress
) -> list[AnnotatedText]:
    """The documents of a format in files, in folders that have some, and in archives.

    Raises SaidError for what is none of the format, for an id that cannot name files, and for a
    label in the map that no file has.
    """
    found: list[AnnotatedText] = []
    files = list(_files(named, format_.suffix))
    for done, file in enumerate(files, 1):
        if is_archive(file):
            found += _read_archive(format_, file, labels)
        else:
            found += format_.read(file, labels)
        progress(done, len(files))
    for document in found:
        if why := unsafe_name(document.doc_id):
            cause = f"{document.doc_id!r:.60} cannot name a document's files: {why}"
            raise SaidError(cause, "give the document another id")
    if unmet := labels.unmet():
        cause = f"--map: no file has the label {', '.join(map(repr, unmet))}"
        raise SaidError(cause, "import without --map, which lists the labels that there are")
    return found


def _files(named: Sequence[Path], suffix: str) -> Iterator[Path]:
    for path in named:
        if not path.exists():
            raise SaidError(f"{path}: no such file or folder", "name a file, or a folder of them")
        if not path.is_dir():
            yield path
        elif inside := sorted(path.glob(f"*{suffix}")) or files_in(path, suffix):
            yield from inside
        else:
            raise SaidError(f"{path}: no {suffix} file in this folder", "name files")


def _read_archive(format_: Format, archive: Path, labels: LabelMap) -> Iterator[AnnotatedText]:
    with unpacked(archive, format_.suffix) as folder:
        files = files_in(folder, format_.suffix)
        if not files:
            cause = f"{archive}: no {format_.suffix} file in this archive"
            raise SaidError(cause, "export the project in the format that you name here")
        for file in files:
            doc_id, annotator = _told_by_path(file.relative_to(folder), alone=len(files) == 1)
            for document in format_.read(file, labels):
                yield document._replace(
                    doc_id=doc_id or document.doc_id,
                    annotator=document.annotator or annotator,
                    origin=document.origin or f"{file.relative_to(folder)}",
                )


def _told_by_path(way: Path, *, alone: bool) -> tuple[str, str]:
    """The document and the annotator, as far as a path in an archive tells them."""
    folders = way.parent.parts
    for at, name in enumerate(folders[:-1]):
        if name in _INCEPTION:
            return folders[at + 1].removesuffix(".txt"), way.stem
    if way.suffix == ".jsonl" and not alone and way.stem != _TOGETHER:
        return "", way.stem
    return "", "/".join(folders)


def choose_readings(
    documents: Sequence[AnnotatedText], annotator: str | None
) -> list[AnnotatedText]:
    """The documents as one person annotated them, or those that only one person did.

    Raises SaidError where nobody has that name, and where a document has several readings.
    """
    chosen = [one for one in documents if annotator in (None, one.annotator)]
    if documents and not chosen:
        names = ", ".join(dict.fromkeys(one.annotator for one in documents if one.annotator))
        cause = f"nothing was annotated by {annotator!r:.60}"
        raise SaidError(cause, f"the annotators are {names}" if names else "leave --annotator out")
    readings: dict[str, list[AnnotatedText]] = defaultdict(list)
    for document in chosen:
        readings[document.doc_id].append(document)
    for doc_id, several in readings.items():
        if len(several) > 1:
            raise _too_many(doc_id, several)
    return chosen


def _too_many(doc_id: str, several: Sequence[AnnotatedText]) -> SaidError:
    names = [one.annotator for one in several]
    if not any(names):
        return SaidError(f"{doc_id}: two documents of this name", "import one after the other")
    origins = list(dict.fromkeys(one.origin for one in several if one.origin))
    where = f" ({', '.join(origins)})" if origins else ""
    who = ", ".join(name or "somebody" for name in names)
    cause = f"{doc_id}{where}: annotated {len(several)} times, by {who}"
    if len(set(names)) < len(names):
        return SaidError(cause, "leave one of each annotator in the tool, and export it again")
    remedy = "choose one with --annotator NAME; with --into and --pass NAME it becomes a reading"
    return SaidError(cause, remedy)
