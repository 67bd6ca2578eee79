"""One test item for a whole table of cases.

`@each_case(names, cases)` takes what `@pytest.mark.parametrize` takes, runs the test once for every
case, and then reports all the cases that failed, each with its values. An item costs more than
most cases do, so this is the way to test a table. Use `parametrize` where a case needs fixtures of
its own (`tmp_path`, `monkeypatch`) or runs long enough to be worth a worker of its own.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any

import pytest

_LONGEST = 200
"""A case is shown in this many characters."""


class CasesFailedError(AssertionError):
    """Some cases of a table failed."""


def each_case(names: str | Iterable[str], cases: Iterable[Any]) -> Callable[[Any], Any]:
    """Makes a test run for each case of a table, in one item; a table must have cases."""
    fields = [name.strip() for name in names.split(",")] if isinstance(names, str) else [*names]
    rows = [_row(fields, case, isinstance(names, str)) for case in cases]
    assert rows, "a table without cases tests nothing"

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        def run(**fixtures: Any) -> None:
            __tracebackhide__ = True
            failures = [failure for row in rows for failure in _failures(test, row, fixtures)]
            if failures:
                raise CasesFailedError(_report(failures, len(rows)))

        signature = inspect.signature(test)
        left = [one for name, one in signature.parameters.items() if name not in fields]
        run.__name__, run.__doc__, run.__module__ = test.__name__, test.__doc__, test.__module__
        run.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined]
        run.pytestmark = list(getattr(test, "pytestmark", []))  # type: ignore[attr-defined]
        run.cases = len(rows) * getattr(test, "cases", 1)  # type: ignore[attr-defined]
        return run

    return decorate


def _row(fields: list[str], case: Any, single: bool) -> dict[str, Any]:
    values = (case,) if single and len(fields) == 1 else tuple(case)
    return dict(zip(fields, values, strict=True))


def _failures(
    test: Callable[..., None], row: dict[str, Any], fixtures: dict[str, Any]
) -> list[tuple[str, str]]:
    """The cases that failed, which are several if the test has a table of its own."""
    case = ", ".join(f"{name}={value!r}"[:_LONGEST] for name, value in row.items())
    try:
        test(**row, **fixtures)
    except CasesFailedError as error:
        return [(case, str(error))]
    except (Exception, pytest.fail.Exception):
        found = pytest.ExceptionInfo.from_current()
        return [(case, str(found.getrepr(style="short")))]
    return []


def _report(failures: list[tuple[str, str]], count: int) -> str:
    lines = [f"{len(failures)} of {count} cases failed"]
    for case, why in failures:
        lines += [f"case {case}", *(f"    {line}" for line in why.splitlines())]
    return "\n".join(lines)
