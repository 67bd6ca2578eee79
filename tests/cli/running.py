"""The command line, run in the process of the tests."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from said.cli import main


class Ended(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Ended:
    """Runs `said` with these arguments."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["said", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
    return Ended(int(ended.value.code or 0), *capsys.readouterr())
