"""Writes what the examples print into `docs/recipes.md`, the `text` block after each command.

python tests/recipes.py
"""

from __future__ import annotations

import contextlib
import io
import re
import runpy
from pathlib import Path
from unittest import mock

PROJECT = Path(__file__).parent.parent
PAGE = PROJECT / "docs" / "recipes.md"
BLOCK = re.compile(r"(^python (examples/\w+\.py)\n```\n.*?^```text\n)(.*?)(^```$)", re.M | re.S)


def run_example(file: Path, *arguments: str) -> str:
    """What an example prints."""
    with (
        mock.patch("sys.argv", [str(file), *arguments]),
        contextlib.redirect_stdout(io.StringIO()) as printed,
    ):
        runpy.run_path(str(file), run_name="__main__")
    return printed.getvalue()


def printed_blocks() -> dict[str, str]:
    """What the page says that each example prints."""
    return {found[2]: found[3] for found in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))}


def main() -> None:
    """Writes the page anew."""
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(
        BLOCK.sub(lambda found: found[1] + run_example(PROJECT / found[2]) + found[4], text)
    )


if __name__ == "__main__":
    main()
