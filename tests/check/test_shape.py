"""Level 2: both validators agree, and a person understands what is told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import effort
from check import mutants
from each_case import each_case
from said.check import forms, shape
from said.findings.catalogue import Finding
from said.schema import load_schemas
from said.seeds.json_files import JsonFile
from said.system.places import SOURCE_ROOT
from said.text import jsontext

search = settings(derandomize=True, max_examples=effort.examples(400))

SEEDS = SOURCE_ROOT / "seeds"
FILES = {
    "annotation": "*/annotations.jsonl",
    "metadata": "*/document.json",
    "entity": "entities.jsonl",
    "target": "topics/*/targets.jsonl",
    "frame": "topics/*/frames.jsonl",
    "words": "topics/*/words.jsonl",
    "utterance": "utterances.jsonl",
    "event": "events/*.json",
    "corpus": "corpus.json",
    "decided": "*/decided.jsonl",
    "adjudication": "*/adjudication.jsonl",
}
# Of files that a document need not have.
INVENTED: dict[str, list[Any]] = {
    "decided": [
        {
            "layer": "date",
            "span": {"start": 3, "end": 6, "exact": "May"},
            "rule": "D1",
            "note": "A verb.",
        }
    ],
    "adjudication": [
        {
            "id": "a1",
            "layer": "quote",
            "spans": [{"start": 3, "end": 6, "exact": "May"}],
            "a": ["q1"],
            "b": ["q7", "m2"],
            "result": [],
            "fields": ["content", "type"],
            "rule": "T0",
            "decision": "It is no quote.",
        }
    ],
}


def values(pattern: str) -> list[Any]:
    """The JSON values of all files that fit the pattern."""
    found = []
    for file in sorted(SEEDS.glob(pattern)):
        content = file.read_text(encoding="utf-8")
        texts = content.splitlines() if file.suffix == ".jsonl" else [content]
        found += [json.loads(text) for text in texts]
    return found


REAL = {schema: values(pattern) + INVENTED.get(schema, []) for schema, pattern in FILES.items()}


def some_of_each() -> list[tuple[str, Any]]:
    """Real values to spoil: of every schema and layer those with the most fields."""
    found = []
    for schema, all_values in REAL.items():
        by_layer: dict[Any, list[Any]] = {}
        for value in all_values:
            by_layer.setdefault(value.get("layer"), []).append(value)
        for one_layer in by_layer.values():
            richest = sorted(one_layer, key=lambda value: -len(json.dumps(value)))
            found += [(schema, value) for value in richest[:5]]
    return found


SOME_OF_EACH = some_of_each()


def check_agreement(schema: str, value: Any) -> None:
    fast, reference = shape.fast_validator(schema), shape.reference_validator(schema)
    fast_paths = {tuple(error.instance_path) for error in fast.iter_errors(value)}
    paths = {tuple(error.absolute_path) for error in reference.iter_errors(value)}
    assert fast_paths == paths
    assert fast.is_valid(value) == reference.is_valid(value) == (not paths)


def check(schema: str, value: Any) -> list[Finding]:
    raw = jsontext.line(value)
    return shape.check_shape(JsonFile("f.jsonl", [value], [raw], [1]), schema)


@pytest.mark.slow
@each_case("schema", FILES)
def test_validators_agree_on_every_real_line(schema: str) -> None:
    assert REAL[schema]
    for value in REAL[schema]:
        check_agreement(schema, value)
        assert check(schema, value) == []


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 4),
    st.sampled_from([0.5, 1.0, 10**30, 2**63]),
    st.sampled_from(["", "x", "../x", "other", "none", "paragraph", "mixed", "SET", "s1", "q1"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
)
VALUES = st.one_of(
    SCALARS,
    st.lists(SCALARS, max_size=3),
    st.lists(st.sampled_from(["s1", "ana-ruiz"]), max_size=3),
    st.dictionaries(st.sampled_from(["start", "end", "exact", "x"]), SCALARS, max_size=3),
)


def containers(value: Any) -> list[Any]:
    """The value and all objects and arrays inside it that hold something."""
    inner = value.values() if isinstance(value, dict) else value
    nested = [one for part in inner if isinstance(part, dict | list) for one in containers(part)]
    return [value, *nested] if value else nested


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, Any]:
    """A real value with one or two edits: a key deleted, a value replaced, a key added."""
    schema, value = draw(st.sampled_from(SOME_OF_EACH))
    value = deepcopy(value)
    for _ in range(draw(st.integers(1, 2))):
        where = draw(st.sampled_from(containers(value) or [value]))
        keys = list(where) if isinstance(where, dict) else list(range(len(where)))
        edit = draw(st.sampled_from(["delete", "replace", "add"]))
        if edit == "add" or not keys:
            new = draw(VALUES)
            if isinstance(where, list):
                where.append(new)
            else:
                names = ["x", "proposition", "verbatim", "quant", "layer", "kind", ""]
                where[draw(st.sampled_from(names))] = new
            continue
        key = draw(st.sampled_from(keys))
        if edit == "delete":
            del where[key]
        elif isinstance(where[key], str) and draw(st.booleans()):
            where[key] += draw(st.sampled_from(["\n", " ", "x", "-", "é"]))
        else:
            where[key] = draw(VALUES)
    return schema, value


@search
@given(spoilt())
def test_validators_agree_on_spoilt_lines(case: tuple[str, Any]) -> None:
    check_agreement(*case)


@search
@given(spoilt())
def test_every_spoilt_line_is_explained(case: tuple[str, Any]) -> None:
    schema, value = case
    found = check(schema, value)
    assert bool(found) != shape.reference_validator(schema).is_valid(value)
    assert len(found) == len(set(found)), "the same is told twice"
    for finding in found:
        assert "\n" not in finding.message
        assert finding.line == 1


@pytest.mark.slow
@pytest.mark.sampled
@each_case("folder", sorted(file.parent for file in SEEDS.glob("*/raw.txt")))
def test_validators_agree_on_documents_with_a_mistake(folder: Path) -> None:
    """The values that mistakes changed, in thousands of documents: what decides, which asks for the
    part of a schema that counts, against the reference, which asks for all of it."""
    document = mutants.read(folder)
    world = mutants.World(("ilya-sutskever", "vox"), ("openai", "departures"), ("leike-thread",))
    lines = set(document.files["annotations.jsonl"].splitlines())
    refused = 0
    count = 700 if len(document.annotations) < 200 else 150
    for number in range(effort.examples(count, share=6)):
        rng = Random(f"{folder.name} {number}")
        sort = rng.random() < 0.5
        files = (
            mutants.spoil_bytes(document, rng)
            if sort
            else mutants.spoil_values(document, rng, world)
        )
        changed = set(files["annotations.jsonl"].splitlines()) - lines
        parts = [("annotation", line) for line in changed]
        if files["document.json"] != document.files["document.json"]:
            parts.append(("metadata", files["document.json"]))
        for schema, raw in parts:
            try:
                raw.decode()
            except UnicodeDecodeError:
                continue
            value, problem = jsontext.parse(raw)
            if problem is None:
                fits = shape.fits_schema(schema, value)
                assert fits == shape.reference_validator(schema).is_valid(value)
                refused += not fits
    assert refused


SPAN = {"start": 0, "end": 9, "exact": "Sutskever"}
SPEAKER = {
    "id": "s1",
    "layer": "speaker",
    "span": SPAN,
    "form": "name",
    "speakers": ["ilya-sutskever"],
}
STANCE = {
    "id": "t1",
    "layer": "stance",
    "expression": [SPAN],
    "holder": "ilya-sutskever",
    "target": "altman-ouster",
    "label": "mixed",
    "form": "implied",
    "modality": "assert",
    "intensity": 1,
    "confidence": "medium",
}
DATE = {"id": "d1", "layer": "date", "span": SPAN, "type": "DURATION", "value": "P6M"}


@each_case(
    ("value", "message", "rule"),
    [
        ({**SPEAKER, "form": "title"}, 'form: "title" is not one of name, nominal, pronoun', "S4"),
        (
            {**SPEAKER, "speakers": "ilya-sutskever"},
            'speakers: "ilya-sutskever" is not a list',
            "S4",
        ),
        ({**SPEAKER, "speakers": []}, "speakers is empty", "S4"),
        ({**SPEAKER, "speakers": ["a", "a"]}, 'speakers: ["a","a"] has an item twice', "S4"),
        (
            {**SPEAKER, "speakers": ["../x"]},
            'speakers: "../x" must be the id of an entity',
            "S1, S6",
        ),
        ({**SPEAKER, "note": ""}, "not a field here: note; the fields are id, layer, span,", "S2"),
        ({**SPEAKER, "span": {**SPAN, "start": -1}}, "start: -1 is out of range", "X2"),
        ({**SPEAKER, "span": {**SPAN, "start": "0"}}, 'start: "0" is not a whole number', "X2"),
        ({**SPEAKER, "span": {**SPAN, "exact": ""}}, "exact is empty", "X2"),
        ({**SPEAKER, "span": {"start": 0}}, "missing: end, exact", "X2"),
        ({**STANCE, "label": "none"}, 'label: "none" is not allowed here', "T1"),
        (
            {**STANCE, "label": "agrees"},
            'label: "agrees" is not one of favor, against, mixed',
            "T1",
        ),
        ({**STANCE, "intensity": 4}, "intensity: 4 is out of range (maximum 3)", "T12"),
        ({**STANCE, "target": "other"}, "missing: proposition", "T3"),
        ({**STANCE, "proposition": "X."}, 'proposition: "X." is not allowed here', "T3"),
        ({**DATE, "quant": "EVERY"}, 'quant: "EVERY" is not allowed here', "D3"),
        ({**DATE, "id": "s1"}, 'id: "s1" must be d and a number, such as d1', None),
        ({**DATE, "id": "d1\n"}, 'id: "d1\\n" must be d and a number, such as d1', None),
        ({**DATE, "layer": "dates"}, 'layer: "dates" is not one of block, mark, speaker', None),
        ({"id": "d1", "span": SPAN}, "missing: layer", None),
    ],
)
def test_a_mistake_is_told_once_in_words_with_its_rule(
    value: Any, message: str, rule: str | None
) -> None:
    (finding,) = check("annotation", value)
    assert finding.message.startswith(message)
    assert finding.rule == rule


@each_case("depth", [100, 300, 900])
def test_deep_nesting_is_refused_without_a_crash(depth: int) -> None:
    deep = "[" * depth + "]" * depth
    assert check("annotation", {**SPEAKER, "speakers": json.loads(f"[{deep}, {deep}]")})


def test_every_mistake_of_a_line_is_told() -> None:
    found = check("annotation", {**STANCE, "label": "no", "intensity": 0, "holder": ""})
    assert [finding.message.split(":")[0] for finding in sorted(found, key=lambda f: f.column)] == [
        "holder",
        "label",
        "intensity",
    ]


def patterns() -> list[dict[str, Any]]:
    """Every part of a schema that has a pattern."""

    def inside(schema: Any) -> Iterator[dict[str, Any]]:
        parts = schema.values() if isinstance(schema, dict) else schema
        if isinstance(schema, dict) and isinstance(schema.get("pattern"), str):
            yield schema
        for part in parts:
            if isinstance(part, dict | list):
                yield from inside(part)

    return list(inside(list(load_schemas().by_id.values())))


@each_case("schema", patterns())
def test_every_pattern_is_put_into_words_with_examples_that_match(schema: dict[str, Any]) -> None:
    examples = schema["x-form"].partition(", such as ")[2]
    for example in filter(None, examples.split(" or ")):
        assert re.search(schema["pattern"], example), example


DEFS = load_schemas().named("common")["$defs"]
METADATA = load_schemas().named("metadata")["properties"]


@each_case(
    ("schema", "given", "meant"),
    [
        (DEFS["dct"], "12/03/2025", ["2025-12-03", "2025-03-12"]),
        (DEFS["dct"], "12/25/2025", ["2025-12-25"]),
        (DEFS["dct"], "3.12.2025", ["2025-12-03"]),
        (DEFS["dct"], "2025/3/1", ["2025-03-01"]),
        (DEFS["dct"], "March 12th, 2025", ["2025-03-12"]),
        (DEFS["dct"], "2025-03-12 10:00 +0100", ["2025-03-12T10:00:00+01:00"]),
        (DEFS["dct"], "31/31/2025", []),
        (DEFS["dct"], "soon", []),
        (DEFS["entity_id"], "Karin Lund", ["karin-lund"]),
        (DEFS["entity_id"], "Zo\u00eb O\u2019Ne\u00efl", ["zoe-oneil"]),
        (DEFS["doc_id"], "caf\u00e9", ["cafe"]),
        (DEFS["slug"], "\u6e2f", []),
        (DEFS["rule"], "q5", ["Q5"]),
        (DEFS["version"], "v1.2", ["1.2.0"]),
        (METADATA["license"], "CC BY 4", ["CC-BY-4.0"]),
        (METADATA["license"], "all rights reserved", []),
        (METADATA["language"], "English", ["en"]),
        (METADATA["url"], "www.norrvik.example/pier", ["https://www.norrvik.example/pier"]),
        (METADATA["url"], "w" * 300, []),
    ],
)
def test_what_was_likely_meant(schema: dict[str, Any], given: str, meant: list[str]) -> None:
    assert forms.likely_values(given, schema) == meant


def without(record: dict[str, Any], *fields: str) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in fields}


@each_case(
    ("schema", "value", "message", "remedy"),
    [
        ("annotation", without(DATE, "type"), "missing: type, one of DATE, TIME,", "add type"),
        ("annotation", without(DATE, "value"), "missing: value, a TIMEX3 value, such as", "add"),
        ("annotation", {**DATE, "type": None}, "type: null is not one of DATE, TIME", "one of"),
        (
            "annotation",
            {**DATE, "value": None},
            "value: null is not a string, in double quotes; wanted: a TIMEX3 value, such as",
            "said explain D3",
        ),
        ("annotation", without(STANCE, "target"), "missing: target, lower-case letters", "add"),
        (
            "annotation",
            without(STANCE, "form", "modality"),
            "missing: form, modality; form: one of explicit, implied; modality: one of assert,",
            "add form and modality",
        ),
        (
            "annotation",
            {**DATE, "span": {**SPAN, "start": None}},
            "start: null is not a whole number",
            "take start and end out and run: said fmt",
        ),
        (
            "entity",
            {
                "id": "ana-ruiz",
                "name": "Ana Ruiz",
                "kind": "person",
                "role": None,
                "wikidata": None,
            },
            "missing: aliases, other names",
            'add "aliases": []',
        ),
    ],
)
def test_what_is_missing_is_told_with_what_it_must_hold(
    schema: str, value: Any, message: str, remedy: str
) -> None:
    (finding,) = check(schema, value)
    assert finding.message.startswith(message)
    assert remedy in finding.remedy
