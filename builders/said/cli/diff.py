"""`said diff`: what changed between two releases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from said.cli.terminal import (
    Json,
    Root,
    checkout_if_any,
    progress,
    show_json,
    show_line,
    show_table,
    show_text,
)
from said.system.errors import SaidError

if TYPE_CHECKING:
    from said.diff import Diff
    from said.diff.compare import FieldChange

_NAME = "A version in corpus/, or the folder of a release."


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_NAME)],
    new: Annotated[str, typer.Argument(metavar="NEW", help=_NAME)],
    root: Root = None,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="Print a section for CHANGELOG.md.")
    ] = False,
    listed: Annotated[bool, typer.Option("--list", help="Tell every single change.")] = False,
    as_json: Json = False,
) -> None:
    """Show what changed between two releases, and the version needed.

    A changed meaning also needs a new major version, but no program can see it.
    """
    from said.diff import compare_releases, open_release, report

    if as_json and as_markdown:
        raise typer.BadParameter("take one of --json and --markdown")
    folders = _folder(old, root), _folder(new, root)
    with progress("comparing") as bar:
        before, after = map(open_release, folders)
        found = compare_releases(before, after, bar, keep=as_json or listed)
    if as_json:
        show_json("diff/1", _as_json(found))
    elif as_markdown:
        show_text(report.diff_as_markdown(found, listed))
    else:
        _show(found, listed)


def _folder(name: str, root: Path | None) -> Path:
    """The folder of a release: of a version in corpus/ first, else the one that `name` leads to.

    Raises SaidError that names the versions that are there.
    """
    versions = _versions(root)
    if name in versions:
        return versions[name]
    if (Path(name) / "manifest.json").is_file():
        return Path(name)
    there = f"one of {', '.join(versions)}, or " if versions else ""
    raise SaidError(
        f"{name}: no version in corpus/, and no folder with a manifest.json",
        f"name {there}the folder of a release",
    )


def _versions(root: Path | None) -> dict[str, Path]:
    """The releases in corpus/, the lowest version first; none outside a checkout."""
    from said.release import swap
    from said.system.places import built_releases

    checkout = checkout_if_any(root)
    if checkout is None:
        return {}
    swap.repair_corpus(checkout)
    return built_releases(checkout)


def _show(found: Diff, listed: bool) -> None:
    from said.diff import report
    from said.system.printing import printable

    for part in report.diff_as_text(found, listed):
        if isinstance(part, report.DiffTable):
            show_table(*part)
        elif isinstance(part, str):
            show_line(part)
        else:
            show_text("".join(f"  {printable(item)}\n" for item in part))


def _as_json(found: Diff) -> dict[str, Any]:
    """Everything that was found; a change of an added or removed annotation holds it whole."""
    from said.diff import matrix, version
    from said.diff.summary import WHAT
    from said.schema.scheme import LAYERS

    summary = found.summary
    old, new = found.old, found.new
    part = version.least_part(found.reasons)
    before, after = summary.entities
    return {
        "old": {key: old.manifest[key] for key in ("version", "digest", "documents")},
        "new": {key: new.manifest[key] for key in ("version", "digest", "documents")},
        "documents": {
            "both": summary.both,
            "added": summary.added,
            "removed": summary.removed,
            "changed": {doc_id: _fields(changes) for doc_id, changes in summary.fields.items()},
        },
        "annotations": {
            layer: {what: summary.counts[layer, what] for what in WHAT} for layer in LAYERS
        },
        "by_document": {
            doc_id: _nested(numbers) for doc_id, numbers in summary.by_document.items()
        },
        "changes": [
            {
                "id": change.id,
                "layer": change.layer,
                "change": change.kind,
                **(
                    {"annotation": change.annotation}
                    if change.annotation
                    else {"fields": _fields(change.fields)}
                ),
            }
            for change in summary.changes
        ],
        "moved_ids": summary.moved,
        "relabelled": [one._asdict() for one in matrix.label_matrices(summary.labels)],
        "entities": {
            "added": sorted(after.keys() - before),
            "removed": sorted(before.keys() - after),
            "changed": {entity: _fields(changes) for entity, changes in summary.renamed.items()},
        },
        "columns": [one._asdict() for one in found.columns],
        "tables": found.tables,
        "version": {
            "least": part,
            "lowest": version.lowest_version(old.version, part) if part else None,
            "satisfied": version.satisfies_part(old.version, new.version, part),
            "reasons": [reason._asdict() for reason in found.reasons],
        },
    }


def _fields(changes: Iterable[FieldChange]) -> list[dict[str, Any]]:
    return [change._asdict() for change in changes]


def _nested(counts: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    """Counts of (layer, what) as layer, what, count."""
    found: dict[str, dict[str, int]] = {}
    for (layer, what), number in sorted(counts.items()):
        found.setdefault(layer, {})[what] = number
    return found
