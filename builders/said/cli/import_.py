"""`said import FORMAT`: annotations of other programs and public corpora in, our lines out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from said.cli.help import Group, Panel, add_command
from said.cli.terminal import (
    Json,
    counted,
    progress,
    say,
    say_waiting,
    show_json,
    show_line,
    show_records,
)
from said.corpora import CORPORA
from said.formats import FORMATS, ONLY_READ, format_named

if TYPE_CHECKING:
    from said.corpora.conventions import Target
    from said.corpora.document import Corpus, Sources
    from said.edit.from_corpus import ImportedCorpus
    from said.formats.document import AnnotatedText

app = typer.Typer(
    cls=Group,
    help="Import annotations from the formats of other programs.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILES", help="Files of the format, or folders that have some."),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        help="A folder to write <doc_id>.jsonl, <doc_id>.txt and <doc_id>.json (with dct) to; "
        "by default the lines are printed.",
        show_default=False,
    ),
]
Into = Annotated[
    Path | None,
    typer.Option(
        "--into",
        help="A document's folder, as seeds/<doc_id>: its annotations become those of the file, "
        "which must have its text.",
        show_default=False,
    ),
]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="LABEL=TARGET",
        help="What a label of another project stands for: a layer (quote), a layer with its "
        "label (speaker:name), a part of a quote (cue), or of relations a field (source). Can be "
        "given several times.",
        show_default=False,
    ),
]
Annotator = Annotated[
    str | None,
    typer.Option(
        "--annotator",
        metavar="NAME",
        help="Whose annotations to read, where several people annotated a document.",
        show_default=False,
    ),
]
Reading = Annotated[
    str | None,
    typer.Option(
        "--pass",
        metavar="NAME",
        help="With --into: write to passes/NAME.jsonl, as one reading of the document.",
        show_default=False,
    ),
]
Folder = Annotated[
    Path,
    typer.Argument(metavar="FOLDER", help="A folder of the corpus, or one that has several."),
]
Seeds = Annotated[
    Path | None,
    typer.Option(
        "--into",
        help="The seeds of a corpus of yours: each text becomes a document. What is there already "
        "is left as it is.",
        show_default=False,
    ),
]


class _Convention(StrEnum):
    """Whose conventions to convert to."""

    SAID = "said"
    POLNEAR = "polnear"
    TIMEML = "timeml"


As = Annotated[
    _Convention | None,
    typer.Option(
        "--as",
        help="Convert to these conventions what a rule can convert: said (those of the "
        "guidelines), polnear (quotes), timeml (dates). By default those of the corpus stay.",
        show_default=False,
    ),
]


@app.callback()
def _formats() -> None:
    """Lets a format be named, however many there are."""


def _command(name: str) -> Callable[..., None]:
    """The command that reads a format."""

    def import_(
        files: Files,
        out: Out = None,
        into: Into = None,
        mapped: Map = None,
        annotator: Annotator = None,
        reading: Reading = None,
        as_json: Json = False,
    ) -> None:
        if out and into:
            raise typer.BadParameter("--out and --into exclude each other")
        if reading is not None and not into:
            raise typer.BadParameter("--pass needs --into")
        documents = _read(name, files, mapped or [])
        if into:
            documents = _of_folder(documents, into)
        from said.formats.readings import choose_readings

        documents = choose_readings(documents, annotator)
        for document in documents:
            for note in document.left_out:
                say(f"left out of {document.doc_id}: {note}")
        if into:
            _merge(documents, into, format_named(name).layers, reading, as_json)
        elif out:
            _write(documents, out, as_json)
        else:
            for document in documents:
                show_records(_lines(document))

    return import_


def _corpus_command(name: str) -> Callable[..., None]:
    """The command that reads a public corpus."""

    def import_(
        folder: Folder,
        out: Out = None,
        into: Seeds = None,
        convention: As = None,
        as_json: Json = False,
    ) -> None:
        if out and into:
            raise typer.BadParameter("--out and --into exclude each other")
        from said.corpora import corpus_named, find_sources

        corpus = corpus_named(name)
        sources = find_sources(corpus, folder)
        target: Any = convention.value if convention else None
        if into:
            _import_corpus(corpus, sources, into, target, as_json)
            return
        documents = _corpus_documents(corpus, sources, target)
        if out:
            _write(documents, out, as_json)
        else:
            for document in documents:
                show_records(_lines(document))

    return import_


for _name, _told in (FORMATS | ONLY_READ).items():
    _help = f"Read {_told}."
    add_command(app, _command(_name), Panel.FORMATS, name=_name, help=_help)
for _name, _told in CORPORA.items():
    _help = f"Read {_told}."
    add_command(app, _corpus_command(_name), Panel.CORPORA, name=_name, help=_help)


def _corpus_documents(
    corpus: Corpus, sources: Sources, target: Target | None
) -> list[AnnotatedText]:
    """The texts of a corpus as documents of a format. What cannot be read is said."""
    from said.edit.from_corpus import read_documents

    with progress("reading") as bar:
        documents, unread = read_documents(corpus, sources, target, bar)
    for line in unread:
        say(line)
    return documents


def _import_corpus(
    corpus: Corpus, sources: Sources, into: Path, target: Target | None, as_json: bool
) -> None:
    from said.annotators.inputs import BadInput
    from said.edit.from_corpus import import_corpus, seeds_named

    checkout = seeds_named(into)
    with progress("importing") as bar:
        made = import_corpus(checkout, corpus, sources, target, bar, say_waiting)
    if as_json:
        conventions: dict[str, dict[str, int]] = {}
        for (layer, name), number in made.conventions.items():
            conventions.setdefault(layer, {})[name] = number
        result = {**made._asdict(), "conventions": conventions, "corpus": corpus.name}
        show_json("import/1", {key: result[key] for key in sorted(result)})
    else:
        _show_imported(made, corpus)
    if made.unread:
        what = counted(len(made.unread), "text or file", "texts or files")
        raise BadInput(
            f"{what} of {corpus.title} cannot be read; the others were imported",
            "correct them and run it again: what is there already is left as it is",
            made.unread,
        )


def _show_imported(made: ImportedCorpus, corpus: Corpus) -> None:
    """Prints what was mapped, changed and left out of a corpus."""
    records = sum(made.documents.values())
    show_line(f"{corpus.title}: {corpus.licence}")
    show_line(f"{counted(len(made.documents), 'document')} made, {counted(records, 'record')}")
    if made.present:
        show_line(f"{counted(made.present, 'document')} there already, and left as they are")
    for title, counts in (
        ("mapped", made.mapped),
        ("changed", made.changed),
        ("left out", made.left_out),
    ):
        if counts:
            show_line(f"{title}:")
            for what, number in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
                show_line(f"{number:9,}  {what}")
    for (layer, name), number in sorted(made.conventions.items()):
        show_line(f"{layer} follows {name} in {counted(number, 'document')}")
    for note in corpus.notes:
        show_line(f"note: {note}")


def _read(name: str, files: Sequence[Path], mapped: Sequence[str]) -> list[AnnotatedText]:
    from said.formats.labels import read_label_map
    from said.formats.readings import read_documents

    with progress("reading") as bar:
        return read_documents(format_named(name), files, read_label_map(mapped), bar)


def _of_folder(documents: list[AnnotatedText], folder: Path) -> list[AnnotatedText]:
    """The readings of the document with the id of the folder, or all if there is none."""
    return [one for one in documents if one.doc_id == folder.resolve().name] or documents


def _merge(
    documents: Sequence[AnnotatedText],
    folder: Path,
    layers: Sequence[str],
    reading: str | None,
    as_json: bool,
) -> None:
    from said.edit.merge import merge_annotations

    merged = merge_annotations(documents, folder, layers, say_waiting, reading)
    changed = {key: getattr(merged, key) for key in ("added", "removed", "changed")}
    if as_json:
        show_json("import/1", {"file": str(merged.file), **changed, "left_out": merged.left_out})
    else:
        counts = ", ".join(f"{len(ids)} {name}" for name, ids in changed.items())
        show_line(f"{merged.file}: {merged.annotations} annotations: {counts}")


def _lines(document: AnnotatedText) -> bytes:
    from said.text import jsontext

    records = ({"doc_id": document.doc_id, **one} for one in document.annotations)
    return b"".join(jsontext.line(record) + b"\n" for record in records)


def _write(documents: Sequence[AnnotatedText], out: Path, as_json: bool) -> None:
    from said.system.files import make_out_folder, replace_file
    from said.text import jsontext

    make_out_folder(out)
    for one in documents:
        told = {"doc_id": one.doc_id, "dct": one.dct}
        replace_file(out / f"{one.doc_id}.txt", one.text.encode())
        replace_file(out / f"{one.doc_id}.json", jsontext.line(told) + b"\n")
        replace_file(out / f"{one.doc_id}.jsonl", _lines(one))
    found = {one.doc_id: len(one.annotations) for one in documents}
    if as_json:
        left_out = {one.doc_id: one.left_out for one in documents if one.left_out}
        summary = {"folder": str(out), "documents": found, "left_out": left_out}
        show_json("import/1", summary)
    else:
        show_line(f"{out}: {len(found)} documents, {sum(found.values())} annotations")
