"""Our own files are in canonical form, and any others are brought to it without loss."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from each_case import each_case
from said.schema import canonical
from said.system.places import SOURCE_ROOT

SEEDS = SOURCE_ROOT / "seeds"
TOPIC = "topics/openai-departures"
REGISTRIES: dict[str, canonical.Registry] = {
    "entities": "entity",
    "utterances": "utterance",
    f"{TOPIC}/targets": "target",
    f"{TOPIC}/frames": "frame",
    f"{TOPIC}/words": "words",
}


def ids(file: Path) -> str:
    return file.parent.name


def shuffled(value: Any, rng: Random) -> Any:
    """The value with the keys of all its objects in another order."""
    if isinstance(value, list):
        return [shuffled(one, rng) for one in value]
    if not isinstance(value, dict):
        return value
    return {key: shuffled(value[key], rng) for key in rng.sample(list(value), len(value))}


@each_case("file", sorted(SEEDS.glob("*/annotations.jsonl")))
def test_our_annotations_come_back_from_any_order(file: Path) -> None:
    raw = file.read_bytes()
    values = [json.loads(line) for line in raw.splitlines()]
    rng = Random(1)
    rng.shuffle(values)
    assert canonical.annotations([shuffled(value, rng) for value in values]) == raw


@each_case("file", sorted(SEEDS.glob("*/document.json")))
def test_our_metadata_comes_back_from_any_order(file: Path) -> None:
    raw = file.read_bytes()
    value = json.loads(raw)
    assert canonical.metadata(shuffled(value, Random(1))) == raw
    assert raw.decode() == json.dumps(value, indent=2, ensure_ascii=False) + "\n"


@each_case("file", sorted(SEEDS.glob("events/*.json")))
def test_our_events_come_back_from_any_order(file: Path) -> None:
    raw = file.read_bytes()
    assert canonical.json_object(dict(reversed(json.loads(raw).items())), "event") == raw


@each_case("name", REGISTRIES)
def test_our_registries_come_back_with_their_lines_as_they_are(name: str) -> None:
    raw = (SEEDS / f"{name}.jsonl").read_bytes()
    values = [shuffled(json.loads(line), Random(1)) for line in raw.splitlines()]
    assert canonical.registry(values, REGISTRIES[name]) == raw
    swapped = b"".join(line + b"\n" for line in raw.splitlines()[::-1])
    assert canonical.registry(values[::-1], REGISTRIES[name]) == swapped


def test_of_annotations_that_begin_together_the_longest_is_first_then_by_layer_and_number() -> None:
    def speaker(number: int, start: int, end: int) -> dict[str, Any]:
        span = {"start": start, "end": end, "exact": "x" * (end - start)}
        return {"id": f"s{number}", "layer": "speaker", "span": span}

    long, short, tenth = speaker(3, 5, 9), speaker(2, 5, 7), speaker(10, 5, 7)
    date = {**speaker(4, 5, 7), "id": "d4", "layer": "date"}
    spans = [{"start": 5, "end": 6, "exact": "x"}, {"start": 20, "end": 21, "exact": "x"}]
    quote = {"id": "q9", "layer": "quote", "content": spans}
    in_order = [speaker(1, 4, 5), quote, long, date, short, tenth]
    assert sorted([short, date, tenth, *in_order[:3]], key=canonical.place) == in_order


@each_case("value", [1, "x", ["x"], {"layer": ["x"]}, {"layer": "x"}, {"b": 1}])
def test_what_no_layer_knows_is_left_as_it_is(value: Any) -> None:
    assert canonical.arranged(value, "annotation") == value


def test_unknown_keys_come_last() -> None:
    given = {"y": 1, "layer": "date", "x": 2, "id": "d1", "span": {"z": 0, "end": 1, "start": 0}}
    assert json.dumps(canonical.arranged(given, "annotation")) == json.dumps(
        {"id": "d1", "layer": "date", "span": {"start": 0, "end": 1, "z": 0}, "y": 1, "x": 2}
    )
