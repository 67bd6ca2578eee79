"""`said new`: a document from a text, with a draft of its annotations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from said.cli.terminal import (
    Json,
    Root,
    checkout_at,
    say,
    say_waiting,
    show_findings,
    show_json,
    show_line,
    show_text,
)
from said.system.errors import SaidError
from said.system.places import Checkout

if TYPE_CHECKING:
    from said.edit.new import Created


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
    topic: Annotated[
        list[str] | None,
        typer.Option(
            "--topic",
            help="A topic whose targets it is annotated for; by default the one of which the "
            "text names an entity.",
            show_default=False,
        ),
    ] = None,
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
    as_is: Annotated[
        bool,
        typer.Option(
            "--as-is",
            help="Take a text that has traces of another format, or characters that nobody sees.",
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
    from said.edit.new import Told, create_document

    if no_draft and (layer or register):
        raise SaidError("--no-draft makes no annotations", "leave out either it or the other")
    checkout = checkout_at(root)
    created = create_document(
        checkout,
        text,
        Told(dct, title, outlet, author or (), topic or ()),
        doc_id,
        layer.split(",") if layer else None,
        drafted=not no_draft,
        register=register,
        as_it_is=as_is,
        waiting=say_waiting,
    )
    for note in created.notes:
        say(note)
    problems = [error.cause for error in created.document.problems]
    if as_json:
        result = {
            "folder": checkout.name_of(created.folder),
            "annotations": created.document.annotations,
            "entities": created.document.entities,
            "registered": register,
            "to_fill_in": created.to_fill_in,
            "findings": [finding.as_dict() for finding in created.findings],
            "problems": problems,
        }
        show_json("new/1", result)
    else:
        _show_created(checkout, created, registered=register)
    if problems:
        raise BadInput(
            f"{text}: not every layer could be drafted; the document was made without them",
            "report it with the text, and annotate these layers yourself",
            problems,
        )


def _show_created(checkout: Checkout, created: Created, *, registered: bool) -> None:
    from said.system.printing import printable_json
    from said.text import jsontext

    name, made = checkout.name_of(created.folder), created.document
    show_line(f"{name}: {', '.join(made.files)}; {made.annotations} annotations drafted")
    if made.entities:
        show_text(
            "\nadded to seeds/entities.jsonl, see whether they are right (S1):\n"
            if registered
            else "\nnot in seeds/entities.jsonl, add what is right (S1):\n"
        )
        for entity in made.entities:
            show_line(printable_json(jsontext.line(entity).decode()))
    others = [one for one in created.findings if registered or one.kind != "unknown-entity"]
    if others:
        show_text("\nfound now:\n")
        show_findings(others, checkout.root)
    show_text("\nnow\n")
    steps = [f"fill in {name}/document.json: {one}" for one in created.to_fill_in]
    if made.entities and not registered:
        steps.append("add the lines above to seeds/entities.jsonl, with roles, or correct the ids")
    steps += [
        f"read the text, and correct and complete {name}/annotations.jsonl by the "
        "guidelines (said explain guidelines); "
        "offsets may be left out",
        f"said fmt {name}",
        f"said validate {name}",
        "write adjudicated for status when every layer is complete: no release has a draft",
    ]
    for number, step in enumerate(steps, 1):
        show_line(f"{number}. {step}")
