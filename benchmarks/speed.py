"""How fast an annotator of texts is and how its time grows: what their benchmarks share.

The articles are generated of the sentences in seeds/, of as many words each as asked for.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import islice
from random import Random
from statistics import median
from typing import Any

from generate import real_sentences
from narrow import table as narrow_table
from rich.table import Table

Annotate = Callable[[str], object]
PART = 10
"""How many times longer the longer of the two long texts is."""


def articles(words: int) -> Iterator[str]:
    """Articles without end, of that many words, of real sentences in any order."""
    rng = Random(0)  # noqa: S311
    sentences = list(real_sentences())
    while True:
        parts: list[str] = []
        count = 0
        while count < words:
            sentence = rng.choice(sentences).split()[: words - count]
            count += len(sentence)
            parts += [" ".join(sentence), rng.choice((" ", " ", "\n\n"))]
        yield "".join(parts)


def speed(annotate: Annotate, documents: int, words: int, long: int) -> dict[str, Any]:
    """Documents/s on generated articles of so many words, and the seconds for a text of `long`
    bytes and for a tenth of it, with the ratio of the two."""
    stream = articles(words)
    texts = list(islice(stream, documents))
    annotate(texts[0])
    start = time.process_time()
    for one in texts:
        annotate(one)
    taken = time.process_time() - start
    text = "\n\n".join(islice(stream, long // words // 4)).encode()[:long].decode(errors="ignore")
    assert len(text.encode()) > long - 10
    small, large = (_seconds(annotate, text[: len(text) // part]) for part in (PART, 1))
    return {
        "documents": documents,
        "documents_per_second": documents / taken,
        _key(long // PART): small,
        _key(long): large,
        "ratio": large / small,
    }


def table(measured: dict[str, Any], head: str, long: int) -> Table:
    """What was measured, for people to read."""
    sizes = (long // PART, long)
    figures = (
        f"{measured['documents_per_second']:,.0f}",
        *(f"{measured[_key(size)]:.2f}" for size in sizes),
        f"{measured['ratio']:.1f}",
    )
    return narrow_table((head, *(f"{_size(size)} s" for size in sizes), "ratio"), [figures])


def _key(size: int) -> str:
    return f"seconds_{_size(size).replace(' ', '_').lower()}"


def _size(size: int) -> str:
    """A number of bytes in words: 1 MB."""
    return f"{size / 1e6:g} MB" if size >= 1_000_000 else f"{size / 1e3:g} kB"


def _seconds(annotate: Annotate, text: str) -> float:
    """How long a text takes: the median of three times."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        annotate(text)
        taken.append(time.process_time() - start)
    return median(taken)
