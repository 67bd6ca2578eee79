"""Builds, checks and closes releases, and passes them on without text.

`folds` finds the fold of each document, `stage` turns a unit of documents into parts (in worker
processes), `write` puts the parts together as Parquet and JSONL, `folder` makes a release of them
with its `manifest` and its `card`, of which `card_slots` generates parts, `swap` moves it into
place at once, and `life` is what the commands call. `without_text` leaves the articles' text out of
a release, and `restore` puts it back.
"""

from said.check import BadSeeds
from said.release.life import (
    BuildResult,
    WithoutText,
    build_release,
    build_without_text,
    check_release,
    close_release,
)
from said.release.restore import BadTexts, restore_release

__all__ = [
    "BadSeeds",
    "BadTexts",
    "BuildResult",
    "WithoutText",
    "build_release",
    "build_without_text",
    "check_release",
    "close_release",
    "restore_release",
]
