"""Ctrl-C ends any command quietly, and nothing takes it for a failure."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import time

import pytest

from cli.running import run
from said.system.places import Checkout

pytestmark = pytest.mark.slow


def interrupt(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGINT)


INTERRUPTED = (130, "", "interrupted; no file is half written, so the command can be run again\n")


@pytest.mark.parametrize(
    ("place", "command"),
    [
        ("said.release.stage.assemble_record", "build --jobs 1"),
        ("said.release.stage.read_and_check", "build --jobs 1 --check"),
        ("said.system.files.os.fsync", "fmt"),
        ("said.system.files.os.fsync", "export brat"),
        ("said.annotators.files.draft", "annotate seeds --jobs 1"),
        ("said.seeds.changes.find_checkout", "coverage"),
    ],
)
def test_ctrl_c_is_no_failure_of_what_is_going_on(
    place: str,
    command: str,
    checkout: Checkout,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    file = next(checkout.seeds.glob("*/document.json"))
    if command == "fmt":
        file.write_text(file.read_text().replace(": ", ":", 1))
    before = file.read_bytes()
    monkeypatch.chdir(checkout.root)
    importlib.import_module("said.release.stage")
    importlib.import_module("said.annotators.files")
    monkeypatch.setattr(place, interrupt)
    assert run(capsys, *command.split()) == INTERRUPTED
    assert file.read_bytes() == before
    assert list(checkout.root.rglob(".next-*")) == []


def test_ctrl_c_while_the_command_is_imported(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Importing:
        def __getattr__(self, name: str) -> object:
            interrupt()
            return name

    monkeypatch.setitem(sys.modules, "said.cli", Importing())
    with pytest.raises(SystemExit) as ended:
        importlib.import_module("said.__main__").main()
    assert (ended.value.code, *capsys.readouterr()) == INTERRUPTED


def test_ctrl_c_is_not_lost_in_the_end_of_an_object(
    checkout: Checkout, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ending:
        def __del__(self) -> None:
            interrupt()

    def work(_: object) -> None:
        Ending()
        # Far longer than the interrupt needs to come back.
        time.sleep(60)

    monkeypatch.setattr("said.seeds.changes.find_checkout", work)
    assert run(capsys, "coverage", "--root", checkout.root) == INTERRUPTED
