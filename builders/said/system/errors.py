"""Errors that a person can mend: a cause and a remedy, never a traceback.

Libraries written in Rust end with a panic where they fail, which is a BaseException and no
Exception. `panics_as_errors` is the one place that makes an ordinary error of it; whatever calls
such a library, or may fail on a text for another reason, does so in one of the blocks here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from said.system.interrupts import Interrupted
from said.system.printing import printable


class SaidError(Exception):
    """Something the user can put right.

    `cause` says what is wrong and where; `remedy` says what to do. Both are one line: what comes
    from outside, such as the name of a file, is escaped where it would break the line.
    """

    def __init__(self, cause: str, remedy: str) -> None:
        cause, remedy = printable(cause), printable(remedy)
        super().__init__(f"{cause}\n{remedy}")
        self.cause = cause
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[SaidError], tuple[str, str]]:
        """Lets a worker process hand the error to the build."""
        return type(self), (self.cause, self.remedy)


class SoftwareError(SaidError):
    """The software failed, not the input: its authors have to put it right."""


_REPORT = "please report it with the text"
_LONGEST = 200
"""Characters of another error's message that are shown."""


@contextmanager
def panics_as_errors(library: str) -> Iterator[None]:
    """Raises SoftwareError where a panic of the library would leave the block. Exceptions leave it
    as they are, and so does what is to end the program."""
    try:
        yield
    except (Exception, Interrupted, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as panic:
        cause = f"{library} failed: {panic}"[:_LONGEST]
        raise SoftwareError(cause, _REPORT) from panic


@contextmanager
def faults_as_errors(failed: str) -> Iterator[None]:
    """Raises SoftwareError where any error but a SaidError would leave the block; `failed` says
    what the block was to do."""
    try:
        with panics_as_errors("compiled code"):
            yield
    except SoftwareError as error:
        raise SoftwareError(f"{failed}: {error.cause}", _REPORT) from error
    except SaidError:
        raise
    except Exception as error:
        raise SoftwareError(f"{failed}: {error!r:.{_LONGEST}}", _REPORT) from error
