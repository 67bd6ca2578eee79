"""The small valid corpus of `tests/cases/base`, one document called harbour, to spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

from said.system.places import SOURCE_ROOT, Checkout

BASE = Path(__file__).parent / "cases" / "base"
LINES = "seeds/harbour/annotations.jsonl"
METADATA = "seeds/harbour/document.json"
TEXT = "seeds/harbour/raw.txt"


def copy(folder: Path) -> Checkout:
    """A checkout of a test's own."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    shutil.copy(SOURCE_ROOT / "dataset_card.md", folder)
    return Checkout(folder)


def edit(checkout: Checkout, file: str, old: str, new: str) -> None:
    """Replaces what stands in a file exactly once."""
    path = checkout.root / file
    content = path.read_text(encoding="utf-8")
    assert content.count(old) == 1, f"{file}: not there exactly once: {old!r}"
    path.write_text(content.replace(old, new), encoding="utf-8")
