"""`said init`: a corpus of your own in an empty folder."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from said.cli.terminal import Json, say, say_waiting, show_json, show_line, show_text

if TYPE_CHECKING:
    from said.edit.init import Initialised


def init(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER", help="Where; by default the current folder.", show_default=False
        ),
    ] = Path(),
    name: Annotated[
        str | None,
        typer.Option(
            "--name",
            help="The name of the corpus, like harbour or harbour-2024.",
            show_default=False,
        ),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option("--title", help="Its title; by default the name.", show_default=False),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            "--language", help="The language of the texts; by default en.", show_default=False
        ),
    ] = None,
    license_: Annotated[
        str | None,
        typer.Option(
            "--license",
            help="The licence of the annotations, like CC-BY-4.0.",
            show_default=False,
        ),
    ] = None,
    keep: Annotated[
        bool,
        typer.Option(
            "--keep", help="Leave files that are there as they are, and write those that are not."
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Make a corpus of your own in an empty folder.

    Nothing that exists is overwritten. The guidelines, the schemas and the rules come with the
    software; the folder gets what belongs to the corpus alone.
    """
    from said.edit.init import About, init_corpus

    made = init_corpus(
        folder, About(name, title, language, license_), keep=keep, waiting=say_waiting
    )
    for note in made.notes:
        say(note)
    if as_json:
        result = {"folder": str(made.checkout.root), "written": made.written, "kept": made.kept}
        show_json("init/1", result)
    else:
        _show_initialised(made)


def _show_initialised(made: Initialised) -> None:
    root = made.checkout.root
    for name in made.written:
        show_line(f"{name}: written")
    for name in made.kept:
        show_line(f"{name}: is there already, kept")
    steps = [
        "save an article as article.txt, in UTF-8, exactly as you found it",
        "said new article.txt          makes seeds/article/, with a draft of the annotations",
        "said explain guidelines       tells how to annotate",
        "correct seeds/article/annotations.jsonl; fill in seeds/article/document.json",
        "said fmt                      puts the files in order, and fills in offsets and ids",
        "said validate                 reports every problem, and what to do about it",
        'write "adjudicated" for the status in document.json once every layer is complete',
        "said build                    writes the corpus",
        f'load_dataset("{root}", "documents")   loads it in Python, after: pip install datasets',
        "fill in seeds/corpus.json, dataset_card.md, README.md and LICENSE-DATA.md",
    ]
    show_text("\nnext\n" if root == Path.cwd() else f"\nnext, after cd {shlex.quote(str(root))}\n")
    for number, step in enumerate(steps, 1):
        show_line(f"{number:2}. {step}")
