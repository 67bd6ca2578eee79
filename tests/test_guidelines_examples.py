"""The examples in the guidelines are true: they stand in the texts, and are annotated as told.

An example is a line `- ✔ 001 [290, 354) quote direct: `words`. Why.`, with a place for each
fragment; `✘` for what is not annotated so. The words after the layer are values that the
annotation has. The `PARTS` name a part of a quote instead of a layer.
"""

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from each_case import each_case
from said.schema.scheme import LAYERS
from said.system.places import Checkout, current_release

PROJECT = Path(__file__).parent.parent
TEXT = (PROJECT / "GUIDELINES.md").read_text(encoding="utf-8")
LINE = re.compile(
    r"- (?P<sign>[✔✘]) (?P<doc>\d{3}) (?P<places>\[[^:]*?\)) (?P<layer>\w+)(?P<values> [^`]*)?: "
    r"(?P<strings>`[^`]+`(?: … `[^`]+`)*)(?P<why>.*)"
)
PARTS = ("cue", "verbatim", "source", "via", "said", "phrase", "addressee")
Place = tuple[tuple[int, int], ...]


class Example(NamedTuple):
    rule: str
    positive: bool
    doc: str
    place: Place
    layer: str
    values: set[str]
    strings: list[str]


def blocks(text: str):
    """The list items, each on one line, with the rule or heading that they stand under."""
    rule = ""
    for block in re.split(r"\n(?=- |\n|#)", text):
        found = re.match(r"\n?#+ (?:([XSQDT]\d+) \(|(.*))", block)
        rule = found.group(1) or found.group(2) if found else rule
        yield rule, " ".join(block.split())


def examples(text: str) -> list[Example]:
    found = []
    for rule, block in blocks(text):
        if re.match(r"- [✔✘]", block):
            line = LINE.fullmatch(block)
            assert line, f"not an example: {block}"
            found.append(
                Example(
                    rule,
                    line["sign"] == "✔",
                    line["doc"],
                    tuple(
                        (int(a), int(b)) for a, b in re.findall(r"\[(\d+), (\d+)\)", line["places"])
                    ),
                    line["layer"],
                    set((line["values"] or "").split()),
                    re.findall(r"`([^`]+)`", line["strings"]),
                )
            )
    return found


EXAMPLES = examples(TEXT)
PROSE = TEXT[: TEXT.index("Contents:")]


@pytest.fixture(scope="module")
def records() -> dict[str, dict[str, Any]]:
    release = current_release(Checkout(PROJECT))
    lines = [
        json.loads(line)
        for file in (release / "jsonl/documents").glob("*.jsonl")
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    by_number = {line["doc_id"][:3]: line for line in lines}
    assert len(by_number) == len(lines), "two documents begin alike"
    return by_number


def places(spans: list[dict[str, Any]]) -> Place:
    return tuple((span["start"], span["end"]) for span in spans)


def annotated(record: dict[str, Any], layer: str) -> list[tuple[Place, set[str]]]:
    """The places of a layer, or of a part of quotes, each with the values that stand there."""
    if layer in PARTS:
        by_id = {entry["id"]: entry for entry in [*record["speakers"], *record["dates"]]}
        spans = [(part(quote[layer], by_id), quote) for quote in record["quotes"]]
        return [(places(found), values(quote)) for found, quote in spans if found]
    entries = record[f"{layer}s"]
    return [
        (places(entry.get("content") or entry.get("expression") or [entry]), values(entry))
        for entry in entries
    ]


def part(field: Any, by_id: dict[str, Any]) -> list[dict[str, Any]]:
    """The spans of a part of a quote, which names them or the annotations that have them."""
    many = field if isinstance(field, list) else [field] if field else []
    return [by_id[one] if isinstance(one, str) else one for one in many]


def values(entry: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    for value in (value for key, value in entry.items() if key not in ("id", "exact")):
        many = value if isinstance(value, list) else [value]
        found |= {str(one) for one in many if not isinstance(one, dict) and one is not None}
    return found


@each_case("example", EXAMPLES)
def test_an_example_is_true(example: Example, records: dict[str, dict[str, Any]]):
    record = records[example.doc]
    assert [record["text"][start:end] for start, end in example.place] == example.strings
    assert example.layer in (*LAYERS, *PARTS)
    there = any(
        place == example.place and example.values <= found
        for place, found in annotated(record, example.layer)
    )
    assert there == example.positive


def test_no_example_is_left_out():
    assert len(EXAMPLES) == len(re.findall("[✔✘]", TEXT)) - len(re.findall("[✔✘]", PROSE))


def test_the_passage_is_annotated_from_beginning_to_end(records: dict[str, dict[str, Any]]):
    (passage,) = re.findall(r"<!-- passage (\d{3}) (\d+)-(\d+) -->\n(.*?)<!-- end -->", TEXT, re.S)
    doc, start, end, listed = passage[0], int(passage[1]), int(passage[2]), passage[3]
    record = records[doc]
    quoted = [line[1:].strip() for line in listed.splitlines() if line.startswith(">")]
    assert "\n".join(quoted) == record["text"][start:end]
    told = {(example.layer, example.place) for example in examples(listed)}
    there = {
        (layer, place)
        for layer in LAYERS
        for place, found in annotated(record, layer)
        if start <= place[0][0] and place[-1][1] <= end and "paragraph" not in found
    }
    assert told == there


# X1 to X3, X6 and D5 are about files; the texts have nothing to show for the others.
NOT_SHOWN = {
    "✔": {"X1", "X2", "X3", "X6", "D5", "Q10"},
    "✘": {"X1", "X2", "X3", "X6", "D5", "D6", "S5", "T1", "T14"},
}


@each_case("sign", NOT_SHOWN)
def test_every_rule_of_spans_and_labels_has_examples(sign: str):
    rules = set(re.findall(r"^#### ([XSQDT]\d+) ", TEXT, re.M))
    shown = {example.rule for example in EXAMPLES if example.positive == (sign == "✔")}
    assert rules - shown == NOT_SHOWN[sign]
