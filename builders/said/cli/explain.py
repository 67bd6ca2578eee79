"""`said explain`: what findings and rules mean."""

from __future__ import annotations

from typing import Annotated

import typer

from said.cli.terminal import show_text
from said.system.errors import SaidError


def explain(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAMES",
            help="Findings, such as span-exact, rules of the guidelines, such as X2, and rules of "
            "the annotators, such as date-weekday; or guidelines, for all rules. By default all "
            "findings.",
            show_default=False,
        ),
    ] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the text of FINDINGS.md.")
    ] = False,
    rules: Annotated[
        bool,
        typer.Option(
            "--rules", help="List the rules of the annotators, and how often each was right."
        ),
    ] = False,
) -> None:
    """Explain findings and rules: what they mean and what to do."""
    from said.annotators import rulebook
    from said.findings import explain as catalogue
    from said.findings.catalogue import KINDS
    from said.findings.explain import GUIDELINES, read_guidelines

    if markdown:
        show_text(catalogue.catalogue_as_markdown())
    elif rules:
        show_text(rulebook.rules_as_table())
    elif names == [GUIDELINES]:
        show_text(read_guidelines())
    else:
        show_text("\n".join(_explain(name) for name in names or KINDS))


def _explain(name: str) -> str:
    """A finding or a rule explained. Raises SaidError with the nearest name for any other name."""
    from said.annotators import rulebook
    from said.findings import explain as catalogue
    from said.findings import nearest
    from said.findings.catalogue import KINDS

    if name in KINDS:
        return catalogue.explain_kind(name)
    rules = catalogue.read_rules()
    if rule := rules.get(name.upper()):
        return catalogue.explain_rule(rule)
    automatic = [rule for rule in rulebook.listed_rules() if rule.id == name]
    if automatic:
        return "\n".join(map(rulebook.explain_rule, automatic))
    names = [*KINDS, *rules, *(rule.id for rule in rulebook.listed_rules())]
    like = nearest.nearest_word(name, names)
    meant = f"did you mean {like}? " if like else ""
    raise SaidError(
        f"{name!r} is neither a finding nor a rule",
        f"{meant}said explain lists all findings, said explain guidelines prints the rules, said "
        "explain --rules those of the annotators",
    )
