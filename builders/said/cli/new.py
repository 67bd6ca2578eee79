"""`said new`: a document from a text, with a draft of its annotations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from said.cli.terminal import (
    Jobs,
    Json,
    Root,
    checkout_at,
    counted,
    progress,
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
    from said.edit.create import Created
    from said.edit.from_table import CreatedFromTable
    from said.edit.new import Told


def _words(field: str) -> Any:
    return typer.Option(help=f"The {field} as the text has it.", show_default=False)


def new(
    text: Annotated[
        Path | None,
        typer.Argument(metavar="TEXT", help="The article, in UTF-8.", show_default=False),
    ] = None,
    table: Annotated[
        Path | None,
        typer.Option(
            "--table",
            help="Make a document of each row of a table: .jsonl, .csv or .parquet. The names of "
            "the columns say what they hold: text, and doc_id, dct, title, outlet, authors, url, "
            "license, rights, language, event if they are there.",
            show_default=False,
        ),
    ] = None,
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
    url: Annotated[
        str | None, typer.Option("--url", help="Where it was published.", show_default=False)
    ] = None,
    license_: Annotated[
        str | None,
        typer.Option(
            "--license",
            help="The licence under which the text may be passed on, like CC-BY-4.0.",
            show_default=False,
        ),
    ] = None,
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
            help="What to draft: blocks, dates, quotes, speakers, stances; several with commas "
            "between. The document is then annotated for these alone. By default all that the "
            "corpus is annotated for.",
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
            help="Add the people and organisations that the registry has not to it, and the events "
            "that a table names. See first whether they are who they seem.",
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
    jobs: Jobs = None,
    as_json: Json = False,
) -> None:
    """Make a new document from a text, with drafted annotations.

    The text is taken as it is and never changed again. The draft is made by a program and is no
    reading: what it has missed and got wrong is for you to find.
    """
    from said.edit.new import Told

    if no_draft and (layer or register):
        raise SaidError("--no-draft makes no annotations", "leave out either it or the other")
    if (text is None) == (table is None):
        raise typer.BadParameter("name one text, or one table with --table")
    told = Told(dct, title, outlet, author or (), url, license_, topics=topic or ())
    options = _Options(checkout_at(root), told, layer, not no_draft, register, as_json)
    if table is not None:
        if doc_id or title or url:
            raise typer.BadParameter("--doc-id, --title and --url are columns of the table")
        _new_from_table(table, options, jobs)
    elif text is not None:
        _new_from_text(text, doc_id, options, as_it_is=as_is)


class _Options(NamedTuple):
    """What is the same for a text and for a table."""

    checkout: Checkout
    told: Told
    layer: str | None
    drafted: bool
    register: bool
    as_json: bool

    @property
    def layers(self) -> list[str] | None:
        """The layers that are named."""
        return self.layer.split(",") if self.layer else None


def _new_from_text(text: Path, doc_id: str | None, options: _Options, *, as_it_is: bool) -> None:
    from said.annotators.inputs import BadInput
    from said.edit.create import create_document

    checkout, register = options.checkout, options.register
    created = create_document(
        checkout,
        text,
        options.told,
        doc_id,
        options.layers,
        drafted=options.drafted,
        register=register,
        as_it_is=as_it_is,
        waiting=say_waiting,
    )
    for note in created.notes:
        say(note)
    problems = [error.cause for error in created.document.problems]
    if options.as_json:
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


def _new_from_table(table: Path, options: _Options, jobs: int | None) -> None:
    from said.annotators.inputs import BadInput
    from said.edit.feed import open_feed
    from said.edit.from_table import create_from_table

    feed = open_feed(table)
    for note in feed.notes:
        say(note)
    with progress("drafting") as bar:
        made = create_from_table(
            options.checkout,
            feed,
            options.told,
            options.layers,
            drafted=options.drafted,
            register=options.register,
            jobs=jobs,
            progress=bar,
            waiting=say_waiting,
        )
    if options.as_json:
        result = {**made._asdict(), "rows": feed.rows, "registered": options.register}
        show_json("new/1", result)
    else:
        _show_from_table(made, feed.rows, registered=options.register)
    if made.refused:
        raise BadInput(
            f"{table}: of {counted(feed.rows, 'row')} {len(made.refused):,} gave no document, or "
            "one without a layer; the others are there",
            "correct these rows and run it again: rows that the corpus has are refused",
            made.refused,
        )


def _show_from_table(made: CreatedFromTable, rows: int, *, registered: bool) -> None:
    show_line(
        f"{counted(made.documents, 'document')} made of {counted(rows, 'row')}; "
        f"{counted(made.annotations, 'annotation')} drafted"
    )
    if made.entities:
        what = "added to" if registered else "not in"
        number = counted(len(made.entities), "entity", "entities")
        show_line(f"{number} {what} seeds/entities.jsonl")
    if made.events:
        what = "added to" if registered else "not in"
        more = ": write what happened into each" if registered else ""
        show_line(f"{counted(len(made.events), 'event')} {what} seeds/events/{more}")
    if made.documents:
        show_line(
            "next: said validate; correct the drafts by the guidelines (said explain guidelines); "
            "write adjudicated for the status of those that are complete; said build"
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
    steps = [
        f"see whether the title, the outlet, the authors and the time in {name}/document.json are "
        "right",
        *(f"fill in {name}/document.json: {one}" for one in created.to_fill_in),
    ]
    if made.entities and not registered:
        steps.append("add the lines above to seeds/entities.jsonl, with roles, or correct the ids")
    steps += [
        f"read the text, and correct and complete {name}/annotations.jsonl by the "
        "guidelines (said explain guidelines); "
        "offsets may be left out",
        f"said fmt {name}",
        f"said validate {name}",
        "write adjudicated for status when every layer is complete, and run said fmt: no release "
        "has a draft",
    ]
    for number, step in enumerate(steps, 1):
        show_line(f"{number}. {step}")
