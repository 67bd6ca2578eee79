"""Ctrl-C: it ends a command quietly, wherever it hits, and is no failure of what was going on."""

from __future__ import annotations

import signal
import sys
from types import FrameType


class Interrupted(BaseException):
    """Ctrl-C. It is no Exception, so that nobody takes it for a mistake, and no KeyboardInterrupt,
    which Typer would end with words of its own."""


def catch_interrupts() -> None:
    """Makes Ctrl-C raise Interrupted from now on."""
    signal.signal(signal.SIGINT, _raise)
    sys.unraisablehook = _raise_again


def end_interrupted() -> int:
    """Says that a command was interrupted, and gives its exit status, which is that of shells."""
    print("interrupted; no file is half written, so the command can be run again", file=sys.stderr)
    return 130


def _raise(_number: int, _frame: FrameType | None) -> None:
    raise Interrupted


def _raise_again(lost: sys.UnraisableHookArgs) -> None:
    """Interrupts once more where Ctrl-C hit what cannot be interrupted, such as the end of an
    object."""
    if lost.exc_type is not Interrupted:
        sys.__unraisablehook__(lost)
        return
    from threading import Timer, main_thread

    # To the main thread itself, or what it waits for would go on.
    again = Timer(0.01, signal.pthread_kill, [main_thread().ident, signal.SIGINT])
    again.daemon = True
    again.start()
