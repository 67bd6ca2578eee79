"""Worker processes: one function for many items, the results in the order of the items."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from typing import TypeVar

from said.system.errors import SaidError

T = TypeVar("T")
R = TypeVar("R")

Progress = Callable[[int, int], None]
"""Called with the number of items done and the number of all."""

_AHEAD = 4
"""Items for each process that are handed out before their results are asked for: enough to keep
them at work, and few enough that results do not pile up."""


def core_count() -> int:
    """How many processes can run at a time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def item_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of so many; the last may be shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def in_order(function: Callable[[T], R], items: Iterable[T], jobs: int) -> Generator[R, None, None]:
    """What a function gives for each item, in their order, worked out by up to `jobs` processes.

    Items are asked for in this process, a few for each process ahead of the results. They and the
    function must be picklable if there are two processes or more. Raises what the function raises,
    and SaidError if a process is killed. When the iterator is left early, or the caller is killed,
    the processes end at once, wherever they are.
    """
    rest = iter(items)
    first = list(islice(rest, jobs * _AHEAD))
    jobs = min(jobs, len(first))
    if jobs <= 1:
        yield from map(function, chain(first, rest))
        return
    context = multiprocessing.get_context("spawn")
    closed, held = context.Pipe(duplex=False)
    with (
        closed,
        held,
        ProcessPoolExecutor(
            jobs, mp_context=context, initializer=_end_with, initargs=(closed,)
        ) as pool,
    ):
        try:
            # All processes are started by these first ones.
            with _deaf_to_interrupts():
                ahead = deque(pool.submit(_work, function, one) for one in first)
            while ahead:
                result = ahead.popleft().result()
                ahead.extend(pool.submit(_work, function, one) for one in islice(rest, 1))
                yield result
        except BaseException as error:
            held.close()
            pool.shutdown(cancel_futures=True)
            if isinstance(error, BrokenProcessPool):
                raise SaidError(
                    "a worker process was killed",
                    "see whether memory ran out; fewer processes need less: --jobs 1",
                ) from error
            raise


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Lets the processes that are started here ignore Ctrl-C: it is the caller who ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def without_collector() -> Iterator[None]:
    """Rows and findings hold no circles, and looking for some in them again and again takes
    time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class _Worker:
    """What a worker process is about, under a lock. The caller reads results from a pipe of which
    it holds the other end too, and would wait for ever for the rest of one: a worker may end at
    once while it works, but not while it hands over."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.works = False
        self.unwanted = False


_worker = _Worker()


def _work(function: Callable[[T], R], item: T) -> R:
    """What the function gives, while the caller wants it."""
    with _worker.lock:
        if _worker.unwanted:
            raise SaidError("the work was stopped", "run it again")
        _worker.works = True
    try:
        return function(item)
    finally:
        with _worker.lock:
            _worker.works = False


def _end_with(closed: Connection[None, None]) -> None:
    """Ends this worker when its caller is killed or closes the other end of the pipe, so that it
    neither lingers nor writes on."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        if parent.sentinel in wait([parent.sentinel, closed]):
            os._exit(1)
        with _worker.lock:
            _worker.unwanted = True
            if _worker.works:
                os._exit(1)
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
