"""Sentences of general news, of which most must have their stances, and hardly any others."""

from __future__ import annotations

import json
from pathlib import Path

from said import Registry, annotate

FOLDER = Path(__file__).parent / "sentences"
LEAST_PRECISION, LEAST_RECALL = 0.93, 0.78


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]


def test_most_sentences_have_their_stances() -> None:
    registry = Registry(rows("entities"), rows("targets"))
    right = gold = given = 0
    for row in rows("sentences"):
        found = set()
        for one in annotate(row["text"], "2026-03-11", ("stances",), registry=registry):
            if one["layer"] == "stance":
                holder = "anon" if one["holder"].startswith("anon-") else one["holder"]
                found.add((holder, one["target"], one["label"]))
        readings = [{tuple(one) for one in some} for some in (row["stances"], *row.get("or", ()))]
        best = min(readings, key=lambda one: len(one ^ found))
        right += len(best & found)
        gold += len(best)
        given += len(found)
    assert right / given >= LEAST_PRECISION
    assert right / gold >= LEAST_RECALL


def test_sentences_have_ids_of_their_own() -> None:
    ids = [row["id"] for row in rows("sentences")]
    assert len(set(ids)) == len(ids)
