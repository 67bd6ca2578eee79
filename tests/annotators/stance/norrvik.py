"""An invented topic: the company Norrvik and two persons, judged by the frames of the event of the
corpus, whose targets are renamed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from said.annotators.stance.targets import Targets

EVENT = Path(__file__).parents[3] / "seeds" / "topics" / "openai-departures"
RENAMED = {
    "altman-ouster": "lind-ouster",
    "sutskever-new-project": "lind-new-project",
    "superalignment-team": "harbour-team",
}
ASPECTS: dict[str, dict[str, str]] = {
    "norrvik-safety": {"of": "norrvik", "aspect": "safety"},
    "norrvik-leadership": {"of": "norrvik", "aspect": "leadership"},
    "lind-ouster": {"of": "ada-lind", "aspect": "removal"},
    "departures": {"aspect": "exit"},
}
ENTITIES = {
    "norrvik": ["Norrvik"],
    "norrvik-leadership": ["Norrvik leadership"],
    "harbour-team": ["harbour team"],
    "ada-lind": ["Ada Lind", "Lind"],
    "tom-berg": ["Tom Berg", "Berg"],
}


def rows(file: str) -> list[dict[str, Any]]:
    """The lines of a file of the event's topic."""
    return [json.loads(line) for line in (EVENT / f"{file}.jsonl").read_text().splitlines()]


WORDS = rows("words")
FRAMES = [
    {**frame, "target": RENAMED.get(frame["target"], frame["target"])}
    if "target" in frame
    else frame
    for frame in rows("frames")
]
ISSUES = sorted({"norrvik-safety", *(f["target"] for f in FRAMES if "target" in f)} - {*ENTITIES})
TARGETS = [
    {"id": one, "kind": kind, "proposition": "-", "aliases": names, **ASPECTS.get(one, {})}
    for kind, some in (("entity", ENTITIES), ("issue", {one: [] for one in ISSUES}))
    for one, names in some.items()
]


def targets_of(rows: Sequence[dict[str, Any]]) -> Targets:
    """The topic with these targets, as the annotator has it."""
    return Targets([{"targets": rows, "frames": FRAMES, "words": WORDS}])
