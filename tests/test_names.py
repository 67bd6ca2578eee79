"""One name for each thing: no two classes share a name, and a function's name includes its noun."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

from said.system.places import PACKAGE

BARE_VERBS = {"check", "count", "find", "load", "read", "report", "rows", "write"}
"""A public function with such a name does not say what it checks, counts, finds …"""


def definitions() -> Iterator[tuple[str, ast.stmt]]:
    """The top-level definitions of each module of the package, with the module's file."""
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).as_posix()
        yield from ((name, node) for node in ast.parse(file.read_bytes()).body)


def test_the_name_of_a_public_function_includes_its_noun() -> None:
    bare = {
        f"{file}: {node.name}"
        for file, node in definitions()
        if isinstance(node, ast.FunctionDef) and node.name in BARE_VERBS
    }
    assert bare == set()


def test_no_two_classes_share_a_name() -> None:
    files: dict[str, list[str]] = defaultdict(list)
    for file, node in definitions():
        if isinstance(node, ast.ClassDef):
            files[node.name].append(file)
    shared = {name: where for name, where in files.items() if len(where) > 1}
    assert shared == {}
