"""`said fmt`: the canonical form of what people edit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from said.cli.terminal import Json, Root, checkout_at, show_findings

if TYPE_CHECKING:
    from said.check.targets import Target
    from said.edit.fix import Fixed
    from said.findings import Finding


def fmt(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Documents, files in them, registries, seeds/ or a checkout; by default the "
            "checkout around the current folder.",
            show_default=False,
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; exit with 1 if something would change."),
    ] = False,
    root: Root = None,
    as_json: Json = False,
) -> None:
    """Put files into canonical form, fill in offsets that were left out, give ids.

    A span may be written without offsets, as {"exact": "mass exodus"}, where its string stands in
    one place, or where a rule leaves only one; an annotation may be written without an id. What
    cannot be told is asked for, and nothing of that file is written. Exits with 1 then.
    """
    from said import jsontext
    from said.check import targets
    from said.edit.fix import apply
    from said.findings import errors

    target = targets.of_paths(paths or [checkout_at(root).root])
    changed: list[str] = []
    done: list[str] = []
    findings: list[Finding] = []
    for everything in _formatted(target):
        fixed = _asked_for(target, everything)
        changed += fixed.files
        done += fixed.done
        findings += fixed.findings
        if not check:
            apply(fixed, target.root)
    if as_json:
        told = {"changed": changed, "done": done, "written": not check}
        told["findings"] = [finding.as_dict() for finding in findings]
        typer.echo(jsontext.compact(told))
    else:
        for line in done:
            typer.echo(line)
        show_findings(findings, target.root)
        count = "1 file" if len(changed) == 1 else f"{len(changed)} files"
        typer.echo(f"{count} {'would change' if check else 'changed'}")
    raise typer.Exit(1 if errors(findings) or (check and changed) else 0)


def _formatted(target: Target) -> Iterator[Fixed]:
    """What becomes of the registries and of each document."""
    from said.check.targets import Lines, all_folders
    from said.edit.fix import fmt, fmt_registry
    from said.seeds import read_folder, read_loose, read_registries

    documents = target.documents
    if target.checkout and target.corpus:
        registries, findings = read_registries(target.checkout)
        schemas = ("entity", "target", "utterance")
        for source, schema in zip(registries.sources, schemas, strict=True):
            digest = registries.files.get(source.name, "")
            own = [finding for finding in findings if finding.file == source.name]
            if digest:
                yield fmt_registry(source, schema, digest, own)
    if target.checkout and documents is None:
        documents = tuple(all_folders(target.checkout)[0])
    for one in documents or ():
        read = read_loose if isinstance(one, Lines) else read_folder
        yield fmt(*read(one.path, one.name))


def _asked_for(target: Target, fixed: Fixed) -> Fixed:
    """Of what was done to a document that which is in the files that were named."""
    from said.findings import Finding

    def tells(name: str) -> bool:
        return target.tells(Finding(name, 1, 1, "not-checked", ""))

    files = {name: content for name, content in fixed.files.items() if tells(name)}
    done = [line for line in fixed.done if any(line.startswith(f"{name}:") for name in files)]
    return fixed._replace(
        files=files, done=done, findings=[one for one in fixed.findings if target.tells(one)]
    )
