"""The texts whose annotations are watched, in sets.

The five documents and the generated news are always there. Of the corpora that the benchmarks use,
those are there that the folder in `SAID_BENCHMARKS` holds (see `benchmarks/README.md`).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from said.formats import timeml
from snapshots import news

PROJECT = Path(__file__).parent.parent.parent
BENCHMARKS = os.environ.get("SAID_BENCHMARKS")
_POLNEAR = Path("quotes") / "polnear-train-dev.tar.xz"
_DAY_IN_NAME = re.compile(r"_([0-9]{4}-[0-9]{2}-[0-9]{2})_")


class Input(NamedTuple):
    """A text to annotate, with the document's time, the conventions by which it is annotated beside
    ours, and the rows of the registries. `topics` have the targets with their frames; annotators
    from before there were topics are given the `targets` alone."""

    name: str
    text: str
    dct: str | None
    conventions: tuple[str, ...] = ()
    entities: tuple[dict[str, Any], ...] = ()
    targets: tuple[dict[str, Any], ...] = ()
    topics: tuple[dict[str, Any], ...] = ()

    @property
    def key(self) -> str:
        """A digest of the text and its time, as a corpus may not let its texts or their names be
        passed on."""
        return hashlib.sha256(f"{self.dct}\n{self.text}".encode()).hexdigest()[:12]


def seeds() -> Iterator[Input]:
    """The documents of the corpus, with its registries and topics."""
    folder = PROJECT / "seeds"
    entities = _rows(folder / "entities.jsonl")
    topics = tuple(
        {file.stem: _rows(file) for file in sorted(topic.glob("*.jsonl"))}
        for topic in sorted((folder / "topics").iterdir())
    )
    targets = tuple(row for topic in topics for row in topic["targets"])
    for file in sorted(folder.glob("*/raw.txt")):
        dct = json.loads((file.parent / "document.json").read_bytes())["dct"]["value"]
        text = file.read_bytes().decode()
        yield Input(file.parent.name, text, dct, (), entities, targets, topics)


def _rows(file: Path) -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in file.read_bytes().splitlines())


def generated() -> Iterator[Input]:
    """Generated news, in which the targets of `news.py` are named."""
    for number, (text, day) in enumerate(news.reports()):
        yield Input(
            f"report-{number:03}", text, day, ("polnear", "timeml"), (), tuple(news.TARGETS)
        )


def polnear(part: str) -> Iterator[Input]:
    """The texts of a part of PolNeAR, each once, dated by their names."""
    assert BENCHMARKS
    with tarfile.open(Path(BENCHMARKS) / _POLNEAR) as archive:
        for member in archive:
            if member.name.startswith(f"{part}/text/") and member.name.endswith(".txt"):
                file = archive.extractfile(member)
                assert file
                day = _DAY_IN_NAME.search(member.name)
                name = Path(member.name).stem
                text = file.read().decode()
                yield Input(name, text, day and day.group(1), ("polnear",))


def timeml_files(corpus: str) -> Iterator[Input]:
    """The texts of a corpus of TimeML."""
    assert BENCHMARKS
    for file in sorted((Path(BENCHMARKS) / "dates" / corpus).glob(f"*{timeml.SUFFIX}")):
        for document in timeml.read_timeml(file):
            yield Input(document.doc_id, document.text, document.dct, ("timeml",))


OWN: dict[str, Callable[[], Iterator[Input]]] = {"seeds": seeds, "news": generated}
"""The sets that are always there."""

OTHERS: dict[str, Callable[[], Iterator[Input]]] = {
    "polnear-dev": lambda: polnear("dev"),
    "polnear-train": lambda: polnear("train"),
    "timebank": lambda: timeml_files("TimeBank"),
    "aquaint": lambda: timeml_files("AQUAINT"),
}
"""The sets that need the folder of the benchmarks."""


def available() -> dict[str, Callable[[], Iterator[Input]]]:
    """The sets that are there."""
    return OWN | OTHERS if BENCHMARKS else OWN
