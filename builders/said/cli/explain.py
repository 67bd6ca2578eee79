"""`said explain`: what findings, rules and the rulings of a corpus mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from said.cli.terminal import checkout_if_any, say, show_text
from said.system.errors import SaidError

if TYPE_CHECKING:
    from said.seeds.rulings import Ruling


_RULE_OF_FLAGS = "T13"


def explain(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAMES",
            help="Findings, such as span-exact, rules of the guidelines, such as X2, and rules of "
            "the annotators, such as date-weekday; in a corpus, its rulings, by the id in their "
            "heading; guidelines, for all rules; or topics, for the files of a topic. "
            "By default all findings.",
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
    """Explain findings and rules: what they mean and what to do.

    In a corpus, a rule is followed by the rulings of the corpus and of its topics that mention it,
    and T13 by the flags that the corpus declares.
    """
    from said.annotators import rulebook
    from said.findings import explain as catalogue
    from said.findings.catalogue import KINDS
    from said.findings.explain import GUIDELINES, TOPICS, read_guidelines, read_topics

    if markdown:
        show_text(catalogue.catalogue_as_markdown())
    elif rules:
        show_text(rulebook.rules_as_table())
    elif names == [GUIDELINES]:
        show_text(read_guidelines())
    elif names and len(names) == 1 and names[0] in TOPICS:
        show_text(read_topics())
    else:
        rulings = _read_rulings() if names else []
        show_text("\n".join(_explain(name, rulings) for name in names or KINDS))


def _read_rulings() -> list[Ruling]:
    """The rulings of the corpus around the current folder, if there is one. What is wrong with
    their files is said."""
    from said.findings.catalogue import errors
    from said.seeds.rulings import read_rulings

    checkout = checkout_if_any(None)
    if checkout is None:
        return []
    rulings, findings = read_rulings(checkout)
    for one in errors(findings):
        say(f"{one.file}:{one.line}:{one.column}: {one.message}; its rulings are not shown")
    return rulings


def _explain(name: str, rulings: list[Ruling]) -> str:
    """A finding, a rule or a ruling explained. Raises SaidError with the nearest name for any other
    name."""
    from said.annotators import rulebook
    from said.findings import explain as catalogue
    from said.findings import nearest
    from said.findings.catalogue import KINDS

    if name in KINDS:
        return catalogue.explain_kind(name)
    rules = catalogue.read_rules()
    if rule := rules.get(name.upper()):
        citing = [_show_ruling(one) for one in rulings if one.cites(rule.id)]
        head = [f"Rulings of this corpus on {rule.id}\n"] if citing else []
        flags = _own_flags() if rule.id == _RULE_OF_FLAGS else []
        return "\n".join([catalogue.explain_rule(rule), *flags, *head, *citing])
    automatic = [rule for rule in rulebook.listed_rules() if rule.id == name]
    if automatic:
        return "\n".join(map(rulebook.explain_rule, automatic))
    if called := [one for one in rulings if one.is_called(name)]:
        return "\n".join(map(_show_ruling, called))
    headings = [one.heading.partition(" ")[0].rstrip(":.,") for one in rulings if one.heading]
    names = [*KINDS, *rules, *(rule.id for rule in rulebook.listed_rules()), *headings]
    like = nearest.nearest_word(name, names)
    meant = f"did you mean {like}? " if like else ""
    raise SaidError(
        f"{name!r} is neither a finding nor a rule, nor the heading of a ruling",
        f"{meant}said explain lists all findings, said explain guidelines prints the rules, said "
        "explain --rules those of the annotators",
    )


def _own_flags() -> list[str]:
    """The flags that the corpus around the current folder declares, below a line that says so."""
    from said.seeds.registries import flag_descriptions

    checkout = checkout_if_any(None)
    declared = flag_descriptions(checkout) if checkout else {}
    if not declared:
        return []
    lines = "".join(f"- `{flag}`: {description}\n" for flag, description in declared.items())
    return ["Flags of this corpus\n", lines]


def _show_ruling(ruling: Ruling) -> str:
    """A ruling, with its place."""
    return f"{ruling.file}:{ruling.line}\n\n{ruling.text}\n"
