"""Reads what the annotators may know: the registries of a checkout or of any other folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from said.annotators.annotate import Registry
from said.annotators.inputs import BadInput
from said.check import shape
from said.findings.catalogue import errors
from said.seeds import documents

_SCHEMAS = {"entities": "entity", "targets": "target"}


def read_registry(folder: Path) -> Registry:
    """`entities.jsonl` and `targets.jsonl` in a folder or in its `seeds/`, as far as they are
    there.

    Raises BadInput if neither is, and for all that is wrong in them.
    """
    home = folder / "seeds" if (folder / "seeds").is_dir() else folder
    rows: dict[str, list[dict[str, Any]]] = {}
    problems: list[str] = []
    for name, schema in _SCHEMAS.items():
        file = home / f"{name}.jsonl"
        if not file.exists():
            continue
        source, findings = documents.read_lines_file(file, str(file))
        found = findings if source is None else [*findings, *shape.check_shape(source, schema)]
        problems += map(str, errors(found))
        rows[name] = source.values if source else []
    if not rows:
        problems.append(f"{folder}: no entities.jsonl and no targets.jsonl in this folder")
    if problems:
        count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
        remedy = "correct them, or name another folder with --registry"
        raise BadInput(f"{count} in the registries; nothing was annotated", remedy, problems)
    return Registry(rows.get("entities", []), rows.get("targets", []))
