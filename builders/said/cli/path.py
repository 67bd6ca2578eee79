"""`said path`: where the release lies, for a script to use."""

from __future__ import annotations

import os

from said.cli.terminal import Root, release_at, show_records


def path(root: Root = None) -> None:
    """Print the folder of the current release."""
    show_records(os.fsencode(release_at(root)) + b"\n")
