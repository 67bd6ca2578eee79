"""`said new`: a document from a text, with a draft of its annotations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from said.cli.article import read_article
from said.cli.terminal import (
    Json,
    Root,
    checkout_at,
    show_findings,
    show_json,
    show_line,
    show_text,
    waiting,
)
from said.system.errors import SaidError
from said.system.places import Checkout

if TYPE_CHECKING:
    from said.annotators.annotate import Registry
    from said.edit.new import New
    from said.findings.catalogue import Finding


def _words(field: str) -> Any:
    return typer.Option(help=f"The {field} as the text has it.", show_default=False)


def new(
    text: Annotated[Path, typer.Argument(metavar="TEXT", help="The article, in UTF-8.")],
    doc_id: Annotated[
        str | None,
        typer.Option(
            "--doc-id",
            help="The id, which is never changed again; by default it is made of the file's name.",
            show_default=False,
        ),
    ] = None,
    dct: Annotated[
        str | None,
        typer.Option(
            "--dct",
            help="When it was written, like 2024-05-15; by default the first day in the text.",
            show_default=False,
        ),
    ] = None,
    title: Annotated[str | None, _words("title")] = None,
    outlet: Annotated[str | None, _words("name of the outlet")] = None,
    author: Annotated[list[str] | None, _words("name of an author")] = None,
    layer: Annotated[
        str | None,
        typer.Option(
            "--layer",
            help="What to draft: dates, quotes, speakers, stances; several with commas between. By "
            "default all of them.",
            show_default=False,
        ),
    ] = None,
    no_draft: Annotated[
        bool, typer.Option("--no-draft", help="Make no annotations: text and metadata alone.")
    ] = False,
    register: Annotated[
        bool,
        typer.Option(
            "--register",
            help="Add the people and organisations that the registry has not to it. See first "
            "whether they are who they seem.",
        ),
    ] = False,
    root: Root = None,
    as_json: Json = False,
) -> None:
    """Make a new document from a text, with drafted annotations.

    The text is taken as it is and never changed again. The draft is made by a program and is no
    reading: what it has missed and got wrong is for you to find.
    """
    from said.annotators.inputs import BadInput
    from said.annotators.registry import read
    from said.edit.new import Told, to_fill_in
    from said.edit.new import new as make
    from said.seeds import changes
    from said.text import jsontext

    if no_draft and (layer or register):
        raise SaidError("--no-draft makes no annotations", "leave out either it or the other")
    checkout = checkout_at(root)
    with changes.locked(checkout.seeds, waiting):
        name = _free_id(checkout, text, doc_id)
        words = read_article(text)
        _is_new(checkout, text, words)
        known = read(checkout.root)
        told = Told(dct, title, outlet, author or ())
        made = make(name, words, told, None if no_draft else _layers(layer, known), known)
        files = {f"{name}/{file}": content for file, content in made.files.items()}
        if register and made.entities:
            files |= _registered(checkout, made.entities)
        changes.write(checkout.seeds, files)
    folder = checkout.seeds / name
    to_do = to_fill_in(jsontext.reread(made.files["document.json"]))
    findings = _findings(checkout, name)
    if as_json:
        result = {
            "folder": checkout.name_of(folder),
            "annotations": made.annotations,
            "entities": made.entities,
            "registered": register,
            "to_fill_in": to_do,
            "findings": [finding.as_dict() for finding in findings],
            "problems": [error.cause for error in made.problems],
        }
        show_json("new/1", result)
    else:
        _tell(checkout, folder, made, to_do, findings, registered=register)
    if made.problems:
        raise BadInput(
            f"{text}: not every layer could be drafted; the document was made without them",
            "report it with the text, and annotate these layers yourself",
            [error.cause for error in made.problems],
        )


def _free_id(checkout: Checkout, text: Path, doc_id: str | None) -> str:
    """The id of the document. Raises SaidError if another one has it."""
    from said.edit.new import doc_id_of

    name = doc_id or doc_id_of(text.stem)
    taken = {one.name.casefold(): one.name for one in checkout.seeds.iterdir()}
    if name.casefold() in taken:
        other = taken[name.casefold()]
        raise SaidError(f"seeds/{other}: is there already", "choose another id with --doc-id")
    return name


def _is_new(checkout: Checkout, file: Path, text: str) -> None:
    """Raises SaidError if a document of the corpus has this text."""
    from said.system.files import read_file

    raw = text.encode()
    for other in sorted(checkout.seeds.glob("*/raw.txt")):
        if other.is_file() and other.stat().st_size == len(raw) and read_file(other) == raw:
            raise SaidError(
                f"{file}: the corpus has this text as {other.parent.name}",
                "annotate it there, or move it to another version with said reanchor",
            )


def _layers(named: str | None, known: Registry) -> list[str]:
    """The layers to draft: those that are named, or all that there can be."""
    from said.annotators.annotate import LAYERS, check

    all_layers = [one for one in LAYERS if one != "stances" or known.targets]
    return check(None, named.split(",") if named else all_layers, "said", known)


def _registered(checkout: Checkout, entities: Sequence[dict[str, Any]]) -> dict[str, bytes]:
    """The registry of entities with lines added, as a file of the seeds; in order of their ids, if
    it is in that order.

    Raises SaidError for an entry that no build would accept.
    """
    from said.check.shape import fits
    from said.schema.canonical import registry
    from said.system.files import read_file, refuse_target
    from said.text import jsontext

    file = checkout.seeds / "entities.jsonl"
    refuse_target(file)
    lines = [jsontext.reread(line) for line in read_file(file).splitlines()]
    together = [*lines, *entities]
    ids = [line["id"] for line in lines]
    for entity in entities:
        if entity["id"] in ids or not fits("entity", entity):
            raise SaidError(
                f"the draft has an entity that cannot be registered: {jsontext.line(entity)!r}",
                "nothing was written; run it again without --register, and add it by hand",
            )
    if ids == sorted(ids):
        together.sort(key=lambda line: str(line["id"]))
    return {file.name: registry(together, "entity")}


def _findings(checkout: Checkout, doc_id: str) -> list[Finding]:
    """What the levels 1 to 4 say of the new document."""
    from said.check import read_and_check
    from said.seeds.documents import read_registries

    registries, _ = read_registries(checkout)
    return read_and_check(checkout, doc_id, registries)[1]


def _tell(
    checkout: Checkout,
    folder: Path,
    made: New,
    to_do: Sequence[str],
    findings: Sequence[Finding],
    *,
    registered: bool,
) -> None:
    from said.system.printing import printable_json
    from said.text import jsontext

    name = checkout.name_of(folder)
    show_line(f"{name}: {', '.join(made.files)}; {made.annotations} annotations drafted")
    if made.entities:
        show_text(
            "\nadded to seeds/entities.jsonl, see whether they are right (S1):\n"
            if registered
            else "\nnot in seeds/entities.jsonl, add what is right (S1):\n"
        )
        for entity in made.entities:
            show_line(printable_json(jsontext.line(entity).decode()))
    others = [one for one in findings if registered or one.kind != "unknown-entity"]
    if others:
        show_text("\nfound now:\n")
        show_findings(others, checkout.root)
    show_text("\nnow\n")
    steps = [f"fill in {name}/document.json: {one}" for one in to_do]
    if made.entities and not registered:
        steps.append("add the lines above to seeds/entities.jsonl, with roles, or correct the ids")
    steps += [
        f"read the text, and correct and complete {name}/annotations.jsonl by GUIDELINES.md; "
        "offsets may be left out",
        f"said fmt {name}",
        f"said validate {name}",
        "write adjudicated for status when every layer is complete: no release has a draft",
    ]
    for number, step in enumerate(steps, 1):
        show_line(f"{number}. {step}")
