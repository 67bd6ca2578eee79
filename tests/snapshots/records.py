"""What the annotators give for a text, by layer, in a form in which two versions can be compared.

    python tests/snapshots/records.py < inputs.jsonl > outputs.jsonl

annotates each input (a line with `text`, `dct`, `conventions`, `entities`, `targets` and `topics`)
and prints a line for it: the records of each layer. It is run with the annotators of the commit
that is compared, and with that commit's own copy of this file where there is one; so it imports
nothing of the tests.
"""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any

import said

Record = dict[str, Any]
Layers = dict[str, list[Record]]

LAYERS = {"block": "block", "mark": "quote", "quote": "quote", "speaker": "speaker", "date": "date",
          "stance": "stance"}  # fmt: skip
"""The layer under which the records of each layer are kept."""

CONVENTIONS = {"polnear": "quotes", "timeml": "dates"}
"""The conventions beside ours, with the layers that they change."""


def annotated(line: dict[str, Any]) -> Layers:
    """The records of an input by layer; by `layer (convention)` for conventions that are not ours.

    What raises gives one record that names the exception.
    """
    ours = "dates,quotes,speakers" + (",stances" if line["targets"] else "")
    topics = line["topics"]
    registry = said.Registry(line["entities"], () if topics else line["targets"], topics)
    layers: Layers = {}
    for convention in ("said", *line["conventions"]):
        try:
            names = CONVENTIONS.get(convention, ours)
            made = said.annotate(line["text"], line["dct"], names, convention, registry)
        except Exception as error:
            made = [{"layer": "date", "error": f"{type(error).__name__}: {error}"}]
        suffix = "" if convention == "said" else f" ({convention})"
        for record in without_ids(made):
            layers.setdefault(LAYERS[record["layer"]] + suffix, []).append(record)
    return layers


def digests(layers: Layers) -> dict[str, str]:
    """A digest for the records of each layer."""
    return {layer: _digest(records) for layer, records in sorted(layers.items())}


def _digest(records: list[Record]) -> str:
    raw = json.dumps(records, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(raw).hexdigest()[:12]


def start_of(record: Record) -> int:
    """Where a record begins: the start of its main span; -1 if it has none."""
    spans = [record.get("span"), *record.get("content", []), *record.get("expression", [])]
    return min((span["start"] for span in spans if span), default=-1)


def without_ids(records: list[Record]) -> list[Record]:
    """Records that refer to others by their places, as a further record renumbers the ids."""
    places = {one["id"]: f"{one['layer']} at {start_of(one)}" for one in records if "id" in one}

    def named(value: Any) -> Any:
        if isinstance(value, str):
            return places.get(value, value)
        return [named(part) for part in value] if isinstance(value, list) else value

    return [
        {key: named(value) for key, value in record.items() if key != "id"} for record in records
    ]


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(annotated(json.loads(line)), ensure_ascii=False), flush=True)
