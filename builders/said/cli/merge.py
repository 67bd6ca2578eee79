"""What `said import FORMAT --into FOLDER` does: a document's annotations become those of a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from said.cli.terminal import show_json, show_line
from said.system.errors import SaidError

if TYPE_CHECKING:
    from said.formats.document import Document
    from said.seeds.documents import Annotation


def merge(documents: Sequence[Document], folder: Path, layers: Sequence[str], json: bool) -> None:
    """Writes the annotations of the document that is the folder's, in the layers that its format
    holds, to `annotations.jsonl`; the other layers stay as they are.

    Raises SaidError where no document is the folder's, its text is not that of `raw.txt`, or
    nothing is annotated in it and something in the folder.
    """
    from said.cli.terminal import waiting
    from said.schema import canonical
    from said.seeds import changes
    from said.system.files import refuse_link, refuse_target

    document = _only(documents, folder.resolve().name)
    file = folder / "annotations.jsonl"
    refuse_link(folder / "raw.txt")
    _check_text(document.text, folder / "raw.txt")
    home = changes.home_of(folder).absolute()
    with changes.locked(home, waiting):
        refuse_target(file)
        before = _annotations(file)
        after = _merged(document, before, layers, file)
        name = file.absolute().relative_to(home).as_posix()
        changes.write(home, {name: canonical.annotations(after)})
    told = _changes(before, after)
    if json:
        told_all = {"file": str(file), **told, "left_out": document.left_out}
        show_json("import/1", told_all)
        return
    counts = ", ".join(f"{len(ids)} {name}" for name, ids in told.items())
    show_line(f"{file}: {len(after)} annotations: {counts}")


def _merged(
    document: Document, before: Sequence[Annotation], layers: Sequence[str], file: Path
) -> list[Annotation]:
    """The annotations of the document, and those that a file had before in other layers."""
    others = [one for one in before if one["layer"] not in layers]
    if not document.annotations and len(others) < len(before):
        raise SaidError(
            f"{document.doc_id}: nothing is annotated in what is read, and {file} has "
            f"{len(before) - len(others)} annotations",
            "see whether it was exported before it was saved or submitted; nothing was written",
        )
    return [*others, *document.annotations]


def _only(documents: Sequence[Document], doc_id: str) -> Document:
    """The document with this id, or the only one there is."""
    if len(documents) == 1:
        return documents[0]
    for document in documents:
        if document.doc_id == doc_id:
            return document
    raise SaidError(f"{doc_id}: none of {len(documents)} documents", "name its file alone")


def _check_text(text: str, file: Path) -> None:
    from said.seeds.documents import decode
    from said.system.files import read_file
    from said.text import jsontext

    if not file.is_file():
        raise SaidError(f"{file}: the file is missing", "put the text there, or use --out")
    own, findings = decode(read_file(file), str(file))
    if own is None:
        raise SaidError(str(findings[0]), "save the file as UTF-8")
    if text == own:
        return
    pairs = enumerate(zip(own, text, strict=False))
    at = next((at for at, (a, b) in pairs if a != b), min(len(own), len(text)))
    line, column = jsontext.line_and_column(own, at)
    raise SaidError(
        f"{file}:{line}:{column}: {own[at : at + 20]!r} stands there, "
        f"and {text[at : at + 20]!r} in the text that was annotated",
        "annotate this text: export it again",
    )


def _annotations(file: Path) -> list[Annotation]:
    """The annotations of a file, none where there is no file. They may be unfinished."""
    from said.findings.catalogue import refuse_errors
    from said.seeds.documents import read_lines

    if not file.exists():
        return []
    source, findings = read_lines(file, str(file))
    if source is not None:
        bad = (i for i, value in enumerate(source.values) if not _is_annotation(value))
        findings += [source.finding(i, (), "schema", "no id, layer and span") for i in bad]
    refuse_errors(
        findings, lambda found: SaidError(str(found[0]), "mend the file, or move it away")
    )
    return source.values if source else []


def _is_annotation(value: Any) -> bool:
    """Whether a value can be told from others and placed among them."""
    if not isinstance(value, dict) or not all(isinstance(value.get(k), str) for k in _NAMES):
        return False
    spans = value.get("content") or value.get("expression") or [value.get("span")]
    return isinstance(spans, list) and all(
        isinstance(one, dict) and all(isinstance(one.get(key), int) for key in ("start", "end"))
        for one in spans
    )


_NAMES = ("id", "layer")


def _changes(before: Sequence[Annotation], after: Sequence[Annotation]) -> dict[str, list[str]]:
    """The ids of what is new, gone and other than before."""
    old, new = ({one["id"]: one for one in lines} for lines in (before, after))
    return {
        "added": [id_ for id_ in new if id_ not in old],
        "removed": [id_ for id_ in old if id_ not in new],
        "changed": [id_ for id_ in new if id_ in old and old[id_] != new[id_]],
    }
