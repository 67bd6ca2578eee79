"""Puts a comparison into words and tables, for the terminal and for CHANGELOG.md.

`diff_as_text` gives the parts in their order: a string is a paragraph, a list of strings a list, a
DiffTable a table. The command prints them with rich; `diff_as_markdown` writes them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from said.diff import version
from said.diff.compare import TEXT, FieldChange, span_of, spans_of
from said.diff.matrix import Matrix, label_matrices
from said.diff.summary import ChangeSummary, Diff
from said.release.card import markdown_table
from said.schema.scheme import LAYERS
from said.system.printing import printable

FEW = 20
"""So many names or rows are shown where not everything is listed."""
_LONG = 80
_PLAIN = re.compile(r"[\w.:+~/-]+")
_ORDINAL = {"major": "first", "minor": "middle", "patch": "last"}
_CELL = {"added": "+", "removed": "-", "changed": "~"}
_WHOLE = {"in added documents": "added", "in removed documents": "removed"}

Code = Callable[[str], str]


class DiffTable(NamedTuple):
    """A table with its title."""

    title: str
    head: list[str]
    rows: list[list[Any]]


Piece = str | list[str] | DiffTable


def diff_as_text(found: Diff, listed: bool = False, code: Code = printable) -> Iterator[Piece]:
    """What changed, and at the end what the version must do. With `listed` every single change is
    told. `code` marks what stands in the data: ids, labels and values."""
    summary = found.summary
    compared = f"{found.new.version} compared with {found.old.version}:"
    if found.reasons:
        yield (
            f"{compared} {_count(summary.both, 'document')} in both, "
            f"{len(summary.added)} added, {len(summary.removed)} removed."
        )
        notes = [*_documents(summary, listed, code), *_beside_documents(found, listed, code)]
        if notes:
            yield notes
        yield _by_layer(summary)
        yield from _by_document(summary, listed)
        yield from map(_matrix, label_matrices(summary.labels))
        if listed:
            yield "Every single change:"
            yield list(_items(summary, code)) or ["none in documents that both have"]
    else:
        same = _count(summary.number("unchanged"), "annotation")
        yield f"{compared} no difference in {_count(summary.both, 'document')} with {same}."
    yield _verdict(found)
    if found.reasons:
        yield [f"{reason.part}: {reason.why}" for reason in found.reasons]


def diff_as_markdown(found: Diff, listed: bool = False) -> str:
    """A section for CHANGELOG.md under the number of the new version."""
    parts = [f"## {found.new.version}"]
    for part in diff_as_text(found, listed, code_span):
        if isinstance(part, DiffTable):
            parts += [f"### {part.title}", markdown_table(part.head, part.rows)]
        elif isinstance(part, str):
            parts.append(part)
        else:
            parts.append("\n".join(f"- {item}" for item in part))
    return "\n\n".join(parts) + "\n"


def code_span(text: str) -> str:
    """A code span of Markdown around any text of one line."""
    text = printable(text)
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    # One space at both edges is no part of the text, as CommonMark has it.
    edges = {text[:1], text[-1:]}
    space = " " if "`" in edges or (edges == {" "} and text.strip()) else ""
    return f"{fence}{space}{text}{space}{fence}"


def _documents(summary: ChangeSummary, listed: bool, code: Code) -> Iterator[str]:
    told: dict[str, Iterable[str]] = {
        "Added": summary.added,
        "Removed": summary.removed,
        "Text changed": summary.changed(TEXT),
        "Ids whose span moved away, counted as removed and added": summary.moved,
    }
    yield from (f"{what}: {_names(ids, listed, code)}" for what, ids in told.items() if ids)
    if splits := summary.changed("split"):
        moves = [f"{code(one)} ({move.old} -> {move.new})" for one, move in splits.items()]
        yield f"Split changed: {_names(moves, listed, str)}"
    if summary.metadata:
        fields = [f"{code(name)} in {number}" for name, number in summary.metadata.items()]
        yield f"Fields of documents changed: {', '.join(fields)}"


def _beside_documents(found: Diff, listed: bool, code: Code) -> Iterator[str]:
    old, new = found.summary.entities
    told = {
        "New entities": sorted(new.keys() - old),
        "Entities no longer named": sorted(old.keys() - new),
        "Entities described otherwise": list(found.summary.renamed),
    }
    yield from (f"{what}: {_names(ids, listed, code)}" for what, ids in told.items() if ids)
    yield from (f"{code(one.name)}: {one.what}" for one in found.columns)
    if found.tables:
        yield f"Tables with other rows: {', '.join(map(code, found.tables))}"


def _by_layer(summary: ChangeSummary) -> DiffTable:
    whole = [what for what in _WHOLE if summary.number(what)]
    kinds = ["added", "removed", "changed", "unchanged", *whole]
    rows: list[list[Any]] = [
        [layer, *(summary.counts[layer, kind] for kind in kinds)] for layer in LAYERS
    ]
    rows.append(["all", *map(summary.number, kinds)])
    return DiffTable("Annotations", ["layer", *kinds], rows)


def _by_document(summary: ChangeSummary, listed: bool) -> Iterator[Piece]:
    common: list[list[Any]] = []
    whole: list[list[Any]] = []
    for doc_id, counts in summary.by_document.items():
        split = summary.added.get(doc_id) or summary.removed.get(doc_id)
        if split:
            what = "in added documents" if doc_id in summary.added else "in removed documents"
            numbers = [counts[layer, what] for layer in LAYERS]
            whole.append([doc_id, _WHOLE[what], split, *numbers])
        else:
            cells = [
                " ".join(
                    f"{sign}{counts[layer, kind]}"
                    for kind, sign in _CELL.items()
                    if counts[layer, kind]
                )
                for layer in LAYERS
            ]
            common.append([doc_id, *cells])
    title = "By document: + added, - removed, ~ changed"
    for table in (
        DiffTable(title, ["document", *LAYERS], common),
        DiffTable("Whole documents", ["document", "", "split", *LAYERS], whole),
    ):
        if table.rows:
            yield table if listed else table._replace(rows=table.rows[:FEW])
            if len(table.rows) > FEW and not listed:
                yield f"and {len(table.rows) - FEW} more, shown with --list"


def _matrix(matrix: Matrix) -> DiffTable:
    rows = [
        [shown_value(label), *numbers]
        for label, numbers in zip(matrix.old, matrix.counts, strict=True)
    ]
    title = f"Relabelled: {matrix.layer} {matrix.field}"
    return DiffTable(title, ["old / new", *map(shown_value, matrix.new)], rows)


def _items(summary: ChangeSummary, code: Code) -> Iterator[str]:
    for doc_id, fields in summary.fields.items():
        yield from (_item(code(doc_id), change, code) for change in fields)
    for entity, changes in summary.renamed.items():
        yield from (_item(f"entity {code(entity)}", change, code) for change in changes)
    for change in summary.changes:
        name = f"{code(change.id)} {change.layer}"
        yield from (_item(name, field, code) for field in change.fields)
        if change.annotation:
            spans = list(map(span_of, spans_of(change.annotation)))
            yield f"{name} {change.kind}: {code(shown_value(spans))}"


def _item(name: str, change: FieldChange, code: Code) -> str:
    return (
        f"{name} {change.field}: {code(shown_value(change.old))} -> {code(shown_value(change.new))}"
    )


def shown_value(value: Any) -> str:
    """A value of a field on one line. The string of a long span, which its offsets tell apart from
    others, is shortened in the middle."""
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        return value
    if isinstance(value, dict) and "start" in value:
        words = f" {_shortened(value['exact'])}" if "exact" in value else ""
        return f"[{value['start']}, {value['end']}){words}"
    if isinstance(value, list) and value:
        return (" + " if isinstance(value[0], dict) else ", ").join(map(shown_value, value))
    return json.dumps(value, ensure_ascii=False)


def _shortened(string: str) -> str:
    half = _LONG // 2
    short = string if len(string) <= _LONG else f"{string[:half]} … {string[-half:]}"
    return json.dumps(short, ensure_ascii=False)


def _verdict(found: Diff) -> str:
    old, new = found.old.version, found.new.version
    part = version.least_part(found.reasons)
    is_enough = version.satisfies_part(old, new, part)
    if part is None:
        return "Version: no number has to rise." + ("" if is_enough else f" {new} is below {old}.")
    lowest = version.lowest_version(old, part)
    verdict = "enough" if is_enough else f"not enough, take {lowest} or higher"
    return (
        f"Version: at least the {_ORDINAL[part]} number ({part}) has to rise. "
        f"After {old}, {new} is {verdict}. Reasons:"
    )


def _names(names: Iterable[str], listed: bool, code: Code) -> str:
    names = [code(name) for name in names]
    if listed or len(names) <= FEW:
        return ", ".join(names)
    return f"{', '.join(names[:FEW])} and {len(names) - FEW} more"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
