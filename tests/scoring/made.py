"""What the tests of the measures share: made-up annotations, and the closed 0.1.0."""

import json
from collections.abc import Iterable, Sequence
from copy import deepcopy
from functools import cache
from itertools import permutations
from random import Random
from typing import Any

import numpy as np

from said.scoring import Compared, Comparison, Figure, score_agreement
from said.scoring.figures import alpha_of_matrices
from said.scoring.items import Item
from said.scoring.joined import GoldDocument, Joined, JoinedDocument
from said.seeds.registries import Registries
from said.seeds.topics import VERSION_1, Topic
from said.system.places import SOURCE_ROOT

TEXT = "Lind left. She said: “I quit.” The pilot Berg said that she was brave."
TARGETS = {
    name: {"id": name, "kind": "entity", "proposition": "-", "aliases": aliases}
    for name, aliases in {"openai": ["OpenAI"], "sam-altman": ["Altman"], "safety": []}.items()
}
REGISTRIES = Registries({}, {VERSION_1: Topic(VERSION_1, {}, {}, TARGETS)}, {}, (), {})
Made = dict[str, Any]


def span(exact: str, text: str = TEXT) -> Made:
    assert text.count(exact) == 1, exact
    start = text.index(exact)
    return {"start": start, "end": start + len(exact), "exact": exact}


def block(number: int, exact: str, kind: str, text: str = TEXT) -> Made:
    return {"id": f"b{number}", "layer": "block", "span": span(exact, text), "kind": kind}


def mark(number: int, exact: str, kind: str, text: str = TEXT) -> Made:
    return {"id": f"m{number}", "layer": "mark", "span": span(exact, text), "kind": kind}


def date(number: int, exact: str, value: str, text: str = TEXT, **fields: Any) -> Made:
    return {
        "id": f"d{number}",
        "layer": "date",
        "span": span(exact, text),
        "type": "DATE",
        "value": value,
        **fields,
    }


def mention(number: int, exact: str, *speakers: str, form: str = "name", text: str = TEXT) -> Made:
    return {
        "id": f"s{number}",
        "layer": "speaker",
        "span": span(exact, text),
        "form": form,
        "speakers": list(speakers),
    }


def quote(number: int, exact: str, *speakers: str, text: str = TEXT, **fields: Any) -> Made:
    return {
        "id": f"q{number}",
        "layer": "quote",
        "content": [span(exact, text)],
        "type": "direct",
        "speakers": list(speakers),
        "resolution": "explicit",
        **fields,
    }


def stance(number: int, exact: str, label: str, text: str = TEXT, **fields: Any) -> Made:
    return {
        "id": f"t{number}",
        "layer": "stance",
        "expression": [span(exact, text)],
        "holder": "author",
        "target": "openai",
        "label": label,
        "form": "explicit",
        "modality": "assert",
        "intensity": 2,
        "confidence": "high",
        **fields,
    }


def compare(first: list[Made], second: list[Made], text: str = TEXT) -> Comparison:
    return score_agreement([Compared("d", "en", text, first, second)], REGISTRIES, "a", "b")


def figure(report: Comparison, group: str, layer: str, label: str, measure: str) -> Figure:
    (found,) = (f for f in report.figures if f[:4] == (group, layer, label, measure))
    return found


@cache
def released(doc_id: str) -> Compared:
    """The annotations of a document in the closed version 0.1.0, with themselves."""
    lines = [
        json.loads(line)
        for file in sorted((SOURCE_ROOT / "corpus/0.1.0/jsonl/documents").glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    (record,) = (line for line in lines if line["doc_id"] == doc_id)
    annotations = []
    for layer in ("blocks", "marks", "speakers", "quotes", "dates", "stances"):
        for entry in record[layer]:
            if entry.get("kind") == "paragraph":  # found by rule, recorded by no set
                continue
            one = {k: v for k, v in entry.items() if v not in (None, [])} | {"layer": layer[:-1]}
            if "exact" in one:
                one["span"] = {key: one.pop(key) for key in ("start", "end", "exact")}
            annotations.append(one)
    return Compared(doc_id, "en", record["text"], annotations, annotations)


VALUES: dict[str, dict[str, list[str]]] = {
    "block": {"kind": ["boilerplate", "heading", "headline"]},
    "mark": {"kind": ["scare", "term"]},
    "speaker": {"form": ["name", "nominal", "pronoun"]},
    "quote": {"type": ["direct", "indirect", "mixed"], "utterance": ["u1", "u2"]},
    "date": {"type": ["DATE", "TIME"], "mod": ["START", "END"]},
    "stance": {
        "label": ["favor", "against", "mixed"],
        "holder": ["author", "ana", "zoe"],
        "target": ["openai", "sam-altman", "safety", "other"],
    },
}
_PLACES = ("span", "content", "expression", "cue")


def perturbed(annotations: list[Made], random: Random) -> list[Made]:
    """A set that differs here and there: fewer annotations, other spans, other values."""
    found = deepcopy([one for one in annotations if random.random() > 0.15])
    ids = {one["id"] for one in found}
    for one in found:
        for field, values in VALUES[one["layer"]].items():
            if field in one and random.random() < 0.15:
                one[field] = random.choice(values)
        for field in _PLACES:
            if field in one and random.random() < 0.3:
                last = one[field] if field == "span" else one[field][-1]
                last["end"] = max(last["start"] + 1, last["end"] + random.randint(-40, 40))
        for field in ("source", "via"):
            if field in one:
                one[field] = [other for other in one[field] if other in ids]
    return found


def alpha_of(items: Iterable[Sequence[str | None]]) -> float | None:
    """Alpha of items, which are a value for each observer, None if missing; None where it is not
    defined. An item with m values counts as m: each of its m(m-1) pairs weighs 1/(m-1)."""
    given = [[value for value in item if value is not None] for item in items]
    order = sorted({value for item in given for value in item})
    counts = np.zeros((len(order), len(order)))
    for item in given:
        for one, other in permutations(item, 2):
            counts[order.index(one), order.index(other)] += 1 / (len(item) - 1)
    value = float(alpha_of_matrices(counts))
    return None if np.isnan(value) else value


def joined(*documents: tuple[str, Sequence[Sequence[list[Item]]]], layer: str) -> Joined:
    """Documents by id, with their readings: in each the items of the gold set and the systems'."""
    made = [
        JoinedDocument(
            GoldDocument(doc_id, None, []),
            "x" * 2_000,
            [gold for gold, *_ in readings],
            list(readings[0][1:]),
        )
        for doc_id, readings in documents
    ]
    return Joined(made, (layer,), frozenset((layer,)), [])
