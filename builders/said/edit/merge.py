"""Replaces the annotations of a document by those that came back from another program.

Only the layers that the other program's format holds are replaced. The file is written under the
lock of the seeds, after its text was compared with the text that was annotated. What is new gets an
id that no annotation of the document ever had: ids are public, so the one of an annotation that was
removed stays free.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from said.edit.align import equal_length
from said.edit.ids import Ids, used_records
from said.edit.spans import has_place
from said.findings.catalogue import refuse_errors
from said.formats.document import AnnotatedText
from said.schema import canonical
from said.schema.records import Annotation
from said.schema.scheme import REFERENCES, place_of
from said.seeds import changes
from said.seeds.documents import is_pass_name, read_lines_file
from said.seeds.files import decode_text
from said.system.errors import SaidError
from said.system.files import read_file, refuse_link, refuse_target
from said.text import jsontext


class Merged(NamedTuple):
    """The file of annotations that was written, how many it has now, and the ids of those that are
    new, gone and changed."""

    file: Path
    annotations: int
    added: list[str]
    removed: list[str]
    changed: list[str]
    left_out: Sequence[str]
    """What the format could not hold, as its reader reports it."""


def merge_annotations(
    documents: Sequence[AnnotatedText],
    folder: Path,
    layers: Sequence[str],
    waiting: Callable[[], None] | None = None,
    reading: str | None = None,
) -> Merged:
    """Writes the annotations of the document with the id of the folder, or of the only document,
    to the folder's `annotations.jsonl`, or to the file in `passes/` that `reading` names.
    Annotations in layers other than `layers` are kept.

    `waiting` is called once if another command holds the lock. Raises SaidError if no document has
    the id, if its text differs from `raw.txt`, or if it has no annotations and the folder has some.
    """
    if reading is not None and not is_pass_name(reading):
        cause = f"{reading!r:.60} cannot be the name of a pass"
        raise SaidError(cause, "give it one of letters, digits, dots, _ and -, for example a")
    document = _document_with_id(documents, folder.resolve().name)
    file = folder / ("annotations.jsonl" if reading is None else f"passes/{reading}.jsonl")
    refuse_link(folder / "raw.txt")
    _refuse_other_text(document.text, folder / "raw.txt")
    home = changes.home_of(folder).absolute()
    with changes.locked_home(home, waiting):
        refuse_target(file)
        before = _read_annotations(file)
        document = document._replace(annotations=_with_new_ids(document, before, folder))
        after = _merged(document, before, layers, file)
        name = file.absolute().relative_to(home).as_posix()
        changes.write_files(home, {name: canonical.annotations(after)})
    old, new = ({one["id"]: one for one in lines} for lines in (before, after))
    return Merged(
        file,
        len(after),
        added=[id_ for id_ in new if id_ not in old],
        removed=[id_ for id_ in old if id_ not in new],
        changed=[id_ for id_ in new if id_ in old and old[id_] != new[id_]],
        left_out=document.left_out,
    )


def _with_new_ids(
    document: AnnotatedText, before: Sequence[Annotation], folder: Path
) -> list[Annotation]:
    """The annotations, those that are new with ids that the document has never had.

    A tool that gives new ids to all that it suggested has not made anything new: there, an
    annotation has the id of the one that was in its place.
    """
    if not document.new:
        return document.annotations
    kept = [one for one in document.annotations if one["id"] not in document.new]
    in_place = {} if kept else _ids_in_place(document.annotations, before)
    ids = Ids([*kept, *used_records(folder)])
    names = {
        one["id"]: in_place.get(one["id"]) or ids.next(one["layer"])
        for one in document.annotations
        if one["id"] in document.new
    }
    return [_renamed(one, names) for one in document.annotations]


def _ids_in_place(
    annotations: Sequence[Annotation], before: Sequence[Annotation]
) -> dict[str, str]:
    """The ids of the annotations that were in the place of others, by the ids of these; of several
    in one place, those with the same fields first."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key in (_place_and_fields, _place):
        free: dict[Any, list[str]] = {}
        for one in reversed(before):
            if one["id"] not in taken:
                free.setdefault(key(one), []).append(one["id"])
        for one in annotations:
            if one["id"] not in found and (ids := free.get(key(one))):
                found[one["id"]] = ids.pop()
                taken.add(found[one["id"]])
    return found


def _place_and_fields(annotation: Annotation) -> tuple[Any, ...]:
    """The place of an annotation, and what it says beside ids."""
    ids = ("id", *REFERENCES[annotation["layer"]])
    fields = {key: value for key, value in annotation.items() if key not in ids}
    return *_place(annotation), jsontext.canonical(fields)


def _place(annotation: Annotation) -> tuple[Any, ...]:
    """What an annotation has in common with another one of the same words: layer and place."""
    return annotation["layer"], place_of(annotation)


def _renamed(annotation: Annotation, names: dict[str, str]) -> Annotation:
    """An annotation with other ids: its own, and those that it refers to."""
    made: Any = dict(annotation)
    made["id"] = names.get(annotation["id"], annotation["id"])
    for field in REFERENCES[annotation["layer"]]:
        value = made.get(field)
        if isinstance(value, list):
            made[field] = [names.get(one, one) for one in value]
        elif value is not None:
            made[field] = names.get(value, value)
    renamed: Annotation = made
    return renamed


def _document_with_id(documents: Sequence[AnnotatedText], doc_id: str) -> AnnotatedText:
    """The document with this id, or the only one there is."""
    for document in documents:
        if len(documents) == 1 or document.doc_id == doc_id:
            return document
    raise SaidError(f"{doc_id}: none of {len(documents)} documents", "name its file alone")


def _refuse_other_text(text: str, file: Path) -> None:
    """Raises SaidError if the text of a file is not the one that was annotated."""
    if not file.is_file():
        raise SaidError(f"{file}: the file is missing", "put the text there, or use --out")
    own, findings = decode_text(read_file(file), str(file))
    if own is None:
        raise SaidError(str(findings[0]), "save the file as UTF-8")
    if text == own:
        return
    at = equal_length(own, text)
    line, column = jsontext.line_and_column(own, at)
    raise SaidError(
        f"{file}:{line}:{column}: {own[at : at + 20]!r} stands there, "
        f"and {text[at : at + 20]!r} in the text that was annotated",
        "annotate this text: export it again",
    )


def _read_annotations(file: Path) -> list[Annotation]:
    """The annotations of a file; none if there is no file. They may be unfinished."""
    if not file.exists():
        return []
    source, findings = read_lines_file(file, str(file))
    if source is not None:
        findings += [
            source.finding(index, (), "schema", "no id, layer and span")
            for index, value in enumerate(source.values)
            if not has_place(value, canonical.place)
        ]
    refuse_errors(
        findings, lambda found: SaidError(str(found[0]), "mend the file, or move it away")
    )
    return source.values if source else []


def _merged(
    document: AnnotatedText, before: Sequence[Annotation], layers: Sequence[str], file: Path
) -> list[Annotation]:
    """The annotations of the document, and those that the file already had in other layers."""
    others = [one for one in before if one["layer"] not in layers]
    if not document.annotations and len(others) < len(before):
        raise SaidError(
            f"{document.doc_id}: nothing is annotated in what is read, and {file} has "
            f"{len(before) - len(others)} annotations",
            "see whether it was exported before it was saved or submitted; nothing was written",
        )
    return [*others, *document.annotations]
