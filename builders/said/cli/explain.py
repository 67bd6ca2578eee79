"""`said explain`: what a kind of finding means."""

from __future__ import annotations

from typing import Annotated

import typer

from said.cli.terminal import show_text
from said.system.errors import SaidError


def explain(
    kinds: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAMES",
            help="What stands in brackets behind a finding; by default all.",
            show_default=False,
        ),
    ] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print what FINDINGS.md holds.")
    ] = False,
) -> None:
    """Explain findings and rules: what they mean and what to do."""
    from said.findings import explain as catalogue
    from said.findings import nearest
    from said.findings.catalogue import KINDS

    if markdown:
        show_text(catalogue.catalogue_as_markdown())
        return
    for kind in kinds or ():
        if kind not in KINDS:
            like = nearest.nearest_word(kind, KINDS)
            meant = f"did you mean {like}? " if like else ""
            raise SaidError(f"no finding is called {kind!r}", f"{meant}said explain lists all")
    show_text("\n".join(map(catalogue.explain_kind, kinds or KINDS)))
