"""Results come in order, and processes end with whoever asked for them."""

import multiprocessing
import os
import time
from collections.abc import Iterator

import pytest

from each_case import each_case
from said.system import workers
from said.system.errors import SaidError

pytestmark = pytest.mark.slow


def square(number: int) -> int:
    return number * number


def sleep_or_fail(number: int) -> int:
    if number == 3:
        raise SaidError("three", "leave it out")
    if number == 0:
        time.sleep(60)
    return number


def end(number: int) -> int:
    os._exit(number)


@each_case("jobs", [1, 2, 50])
def test_results_are_in_order(jobs: int):
    numbers = list(range(20 if jobs > 2 else 100))
    assert list(workers.in_order(square, numbers, min(jobs, 3))) == [n * n for n in numbers]
    assert list(workers.in_order(square, [], jobs)) == []


def test_few_items_need_no_process():
    assert list(workers.in_order(lambda n: n + 1, iter([1]), 8)) == [2]


@each_case("jobs", [1, 2])
def test_items_are_asked_for_shortly_before_they_are_needed(jobs: int):
    """Or memory would grow with their number."""
    asked = []

    def items() -> Iterator[int]:
        for number in range(100):
            asked.append(number)
            yield number

    assert asked == []
    for number, result in enumerate(workers.in_order(square, items(), jobs)):
        assert result == number * number
        assert len(asked) <= number + 1 + jobs * workers._AHEAD
    assert len(asked) == 100


def test_a_killed_process_is_told():
    with pytest.raises(SaidError, match="a worker process was killed"):
        list(workers.in_order(end, [1, 2], 2))


def test_processes_at_work_end_when_nobody_asks_any_more():
    results = workers.in_order(sleep_or_fail, [1, 0, 0, 0], 2)
    assert next(results) == 1
    results.close()
    assert multiprocessing.active_children() == []


def test_an_error_comes_through_and_ends_the_others():
    with pytest.raises(SaidError, match="three"):
        list(workers.in_order(sleep_or_fail, [1, 3, 0, 0], 2))
    assert multiprocessing.active_children() == []
