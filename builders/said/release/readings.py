"""What the card tells of the agreement between the two readings of each document.

A document that was read twice has two passes in `seeds/<doc_id>/passes/`; the readings of all
documents have the same two names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath

from said.release.card import markdown_table
from said.scoring import of_checkout, report, score_agreement
from said.seeds.documents import read_document
from said.system.places import Checkout


def agreement_of(checkout: Checkout, files: Iterable[str]) -> str:
    """The figures in Markdown; `files` are the files of the seeds, as paths from the root."""
    by_names = _read_twice(checkout, files)
    if not by_names:
        return "No two readings of one document are kept with this version."
    names = max(by_names, key=lambda names: len(by_names[names]))
    documents, _, registries = of_checkout(checkout, *names, by_names[names])
    found = score_agreement(documents, registries, *names)
    parts = [
        f"**{one.title}**\n\n{markdown_table(one.head, one.rows)}"
        for one in report.comparison_tables(found)
    ]
    return "\n\n".join([*parts, report.comparison_note(found)])


def _read_twice(checkout: Checkout, files: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    """The released documents that were read twice, by the names of their two readings."""
    passes: dict[str, list[str]] = defaultdict(list)
    for file in sorted(files):
        path = PurePosixPath(file)
        if path.parent.name == "passes":
            passes[path.parent.parent.name].append(path.stem)
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for doc_id, names in passes.items():
        if len(names) == 2 and read_document(checkout, doc_id)[0].released:
            found[names[0], names[1]].append(doc_id)
    return found
