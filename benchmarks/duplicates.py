"""How many near-duplicates level 6 of `said validate` finds, and how many it makes up.

Copies are made of the texts in seeds/ and, if a folder is named, of the `.txt` files in it: the
same text, the text under another headline, in capitals, and with a share of its sentences replaced
by sentences of other texts. A copy counts as found if the check names its original. The texts
themselves are by different hands: what is found among them is told with its share, to be read.
Then the speed: signatures, and documents looked up among all others.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median

from generate import real_sentences
from narrow import table
from rich.console import Console
from rich.table import Table

from said.system.places import SOURCE_ROOT
from said.text.duplicates import Index, text_signature, word_sequences
from said.text.reading import Reading

SHARES = (0.1, 0.2, 0.3, 0.4, 0.5)

Change = Callable[[str, Random, Sequence[str]], str]


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", nargs="?", type=Path, help="a folder of .txt files")
    parser.add_argument("--copies", type=int, default=40, help="copies of each text in seeds/")
    given = parser.parse_args()
    originals = [file.read_text("utf-8") for file in sorted(SOURCE_ROOT.glob("seeds/*/raw.txt"))]
    copies = given.copies
    if given.folder:
        files = sorted(given.folder.rglob("*.txt"))
        originals += [file.read_text("utf-8", errors="replace") for file in files]
        copies = 1
    console = Console()
    console.print(_found(originals, copies))
    console.print(_among(originals))


def _changes() -> dict[str, Change]:
    changes: dict[str, Change] = {
        "the same": lambda text, _, __: text,
        "another headline": _headline,
        "in capitals": lambda text, _, __: text.upper(),
    }
    for share in SHARES:
        changes[f"{share:.0%} of the sentences replaced"] = _replaced(share)
    return changes


def _headline(text: str, rng: Random, others: Sequence[str]) -> str:
    first, line_end, rest = text.partition("\n")
    return rng.choice(others) + line_end + (rest or first)


def _replaced(share: float) -> Change:
    """Replaces that share of the sentences, at the least one, by sentences of other texts."""

    def change(text: str, rng: Random, others: Sequence[str]) -> str:
        places = Reading(text).sentences
        chosen = rng.sample(places, max(1, round(share * len(places))))
        for start, end in sorted(chosen, reverse=True):
            text = text[:start] + rng.choice(others) + text[end:]
        return text

    return change


def _index(originals: Sequence[str], known: dict[int, str]) -> Index:
    index = Index(known.get)
    for number, text in enumerate(originals):
        kept = text_signature(text)
        if kept is not None:
            index.add(number, str(number), kept)
    return index


def _found(originals: Sequence[str], copies: int) -> Table:
    rng = Random(0)  # noqa: S311
    others = list(real_sentences())
    known = dict(enumerate(originals))
    index = _index(originals, known)
    rows = []
    for name, change in _changes().items():
        found, alike = 0, []
        for number, text in enumerate(originals):
            own = word_sequences(text)
            foreign = [one for one in others if one not in text]
            for _ in range(copies):
                copy = change(text, rng, foreign)
                known[-1] = copy
                kept = text_signature(copy)
                best = index.like(-1, kept) if kept else None
                found += best is not None and best.number == number
                there = word_sequences(copy)
                alike.append(len(own & there) / max(1, len(own | there)))
        share = found / len(alike)
        rows.append((name, f"{len(alike):,}", f"{share:.1%}", f"{median(alike):.2f}"))
    return table(("copies", "number", "found", "sequences in\nboth, median"), rows)


def _among(originals: Sequence[str]) -> Table:
    known = dict(enumerate(originals))
    start = time.perf_counter()
    kept = [text_signature(text) for text in originals]
    signed = time.perf_counter() - start
    index = Index(known.get)
    shares = []
    start = time.perf_counter()
    for number, one in enumerate(kept):
        if one is None:
            continue
        best = index.like(number, one)
        if best:
            shares.append(best.share)
            print(f"text {number} is like text {best.number}: {best.share:.0%}")
        index.add(number, str(number), one)
    looked_up = time.perf_counter() - start
    count = len(originals)
    speeds = (f"{count / signed:,.0f}", f"{count / looked_up:,.0f}")
    heads = ("texts", "like another", "signatures/s", "look-ups/s")
    return table(heads, [(f"{count:,}", f"{len(shares):,}", *speeds)])


if __name__ == "__main__":
    main()
