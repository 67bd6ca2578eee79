"""A table in one item hides no case that fails."""

import inspect
from pathlib import Path

import pytest

from each_case import CasesFailedError, each_case


def test_every_case_runs_and_each_that_fails_is_named():
    ran = []

    @each_case(("number", "name"), [(1, "a"), (2, "b"), (3, "c")])
    def test(number: int, name: str, tmp_path: Path) -> None:
        ran.append((number, name, tmp_path))
        assert number == 2
        if name == "b":
            pytest.fail("not this one")

    with pytest.raises(CasesFailedError) as failed:
        test(tmp_path=Path("x"))
    assert ran == [(1, "a", Path("x")), (2, "b", Path("x")), (3, "c", Path("x"))]
    told = str(failed.value)
    assert told.startswith("3 of 3 cases failed\ncase number=1, name='a'\n")
    for part in ("assert 1 == 2", "not this one", "case number=3, name='c'", Path(__file__).name):
        assert part in told
    assert list(inspect.signature(test).parameters) == ["tmp_path"]


def test_tables_stand_on_each_other():
    ran = []

    @each_case("one", "ab")
    @each_case("other", [(1, 2), (3, 4)])
    def test(one: str, other: tuple[int, int]) -> None:
        ran.append((one, other))
        assert other != (3, 4) or one == "a"

    with pytest.raises(CasesFailedError, match="1 of 2 cases failed\ncase one='b'"):
        test()
    assert ran == [("a", (1, 2)), ("a", (3, 4)), ("b", (1, 2)), ("b", (3, 4))]
    assert test.cases == 4


def test_a_table_without_cases_is_refused():
    with pytest.raises(AssertionError, match="a table without cases tests nothing"):
        each_case("one", [])


def test_a_table_in_which_nothing_fails_passes():
    @each_case("one", [1, 2])
    def test(one: int) -> None:
        assert one

    test()
