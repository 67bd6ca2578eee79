"""`said site`: pages to look at documents in a browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from said.cli.terminal import Root, checkout_if_any, counted, progress, say, say_waiting, show_line
from said.system.errors import SaidError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from said.site.build import Site
    from said.site.shown import Shown
    from said.system.places import Checkout

_FORM = re.compile(r"https://github\.com/[\w.-]+/[\w.-]+?(?:\.git)?/?")
"""The address of a corpus whose repository has the form for corrections."""


def site(
    named: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help="What to show: the version or the folder of a release, or tables that said "
            "annotate wrote. By default the seeds, drafts too.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="The folder to write to; by default dist/site of the corpus.",
            show_default=False,
        ),
    ] = None,
    root: Root = None,
) -> None:
    """Write a static site of documents, which opens without a server.

    It has a page for each document, an index, the guidelines and the rules. A site that is already
    in the folder is replaced when the new one is whole.
    """
    from said.site.build import write_site

    checkout = checkout_if_any(root)
    if out is None and checkout is None:
        raise SaidError("there is no corpus around, so no place to write to", "name one with --out")
    folder = out or (checkout.dist / "site" if checkout else Path())
    about, documents, total = _source(checkout, named or [])
    with progress("writing") as bar:
        count = write_site(about, documents, folder, total, bar, say_waiting)
    show_line(f"{folder}: {counted(count, 'document')}; open {folder / 'index.html'}")


def _source(checkout: Checkout | None, named: Sequence[str]) -> tuple[Site, Iterator[Shown], int]:
    """What the site says of itself, the documents that are named, and how many there may be."""
    from said.annotators.inputs import Columns, find_tables
    from said.release.manifest import read_manifest
    from said.site import sources
    from said.site.build import Site

    if not named:
        if checkout is None:
            raise SaidError("there is no corpus around", "name a release or a table")
        ids = sources.seed_ids(checkout)
        lead = "The documents of the corpus as they are edited, drafts too."
        title, issues = _of_corpus(checkout)
        return Site(title, lead, "From the seeds.", issues=issues), _seeds(checkout, ids), len(ids)
    if len(named) == 1 and (folder := sources.release_folder(checkout, named[0])):
        manifest = read_manifest(folder)
        assert manifest is not None
        version = manifest["version"]
        title, issues = _of_corpus(checkout) if checkout else (manifest["name"], None)
        lead = f"Version {version} of the corpus."
        about = Site(title, lead, f"From release {version}.", version, issues)
        return about, sources.read_released(folder), manifest["documents"]
    missing = [one for one in named if not Path(one).exists()]
    tables = None if missing else find_tables(named)
    if tables is None:
        cause = f"{(missing or named)[0]}: neither a release nor a table that said annotate wrote"
        raise SaidError(cause, "name a version, the folder of a release, or .parquet files")
    from said.annotators.parquet.source import open_source

    rows = open_source(tables, Columns()).rows
    name = tables[0].stem
    lead = "Texts with annotations that a program made."
    return Site(name, lead, f"From {name}."), sources.read_tables(tables), rows


def _of_corpus(checkout: Checkout) -> tuple[str, str | None]:
    """The title of a corpus, and where corrections are reported, if that is known."""
    from said.seeds.accepted import corpus_fields

    fields = corpus_fields(checkout)
    title = fields.get("title") or fields.get("name")
    url = fields.get("url")
    is_form = isinstance(url, str) and _FORM.fullmatch(url)
    address = f"{str(url).removesuffix('/').removesuffix('.git')}/issues/new" if is_form else None
    return str(title or "Corpus"), address


def _seeds(checkout: Checkout, ids: Sequence[str]) -> Iterator[Shown]:
    """The documents of the seeds; one without a text is reported and left out."""
    from said.seeds.documents import read_document
    from said.seeds.registries import read_registries
    from said.site.sources import shown_seed

    registries, _ = read_registries(checkout)
    for doc_id in ids:
        try:
            yield shown_seed(read_document(checkout, doc_id)[0], registries)
        except SaidError as error:
            say(f"left out: {error.cause}; {error.remedy}")
