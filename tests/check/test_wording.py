"""Level 5: stances on the same words are decided alike, or a decision says why not."""

from __future__ import annotations

from typing import Any

from check.test_guidelines import LIND, registries, seed, source, span
from each_case import each_case
from said.check import check_guidelines
from said.seeds.documents import Seed
from said.seeds.topics import Topic

KINDS = {"expression-edge", "importance-word", "target-left-out", "idle-decision"}


def stance(text: str, exact: str, target: str = "lind", **fields: Any) -> dict[str, Any]:
    given = {"form": "explicit", "modality": "assert", "intensity": 2, "label": "favor", **fields}
    expression = [span(text, exact)]
    return {
        "layer": "stance",
        "expression": expression,
        "holder": "author",
        "target": target,
        **given,
    }


def found_in(document: Seed) -> list[str]:
    targets = {
        name.lower(): {"id": name.lower(), "kind": "entity", "aliases": [name]}
        for name in ("Lind", "Berg", "Sand")
    }
    known = registries(LIND)._replace(topics={"port": Topic("port", {}, {}, targets)})
    metadata = source("seeds/pier/document.json", [{"topics": ["port"], "entities": []}])
    found = check_guidelines(document._replace(metadata=metadata), known)
    return [one.kind for one in found if one.kind in KINDS]


def decide(document: Seed, exact: str, nth: int = 0, rule: str = "T0") -> Seed:
    assert document.text is not None
    decision = {"layer": "stance", "span": span(document.text, exact, nth), "rule": rule}
    return document._replace(decided=source("seeds/pier/decided.jsonl", [decision]))


@each_case(
    ("exact", "kinds"),
    [
        ("the safe pier", ["expression-edge"]),
        ("A safe pier", ["expression-edge"]),
        ("one of the safest piers", ["expression-edge"]),
        ("easily one of the safest piers", []),
        ("the", []),
        ("a-frame", []),
        ("no safe pier", []),
        ("its safe pier", ["expression-edge"]),
        ("is a safe pier", ["expression-edge"]),
        ("safe pier for the", ["expression-edge"]),
        ("should be safe", []),
        ("left behind", []),
    ],
)
def test_no_word_without_stance_is_at_an_edge(exact: str, kinds: list[str]) -> None:
    assert found_in(seed(exact, stance(exact, exact))) == kinds


def test_an_importance_word_is_asked_for_once_it_is_annotated() -> None:
    text = "Key crews left. Lind was a key pilot."
    document = seed(text, stance(text, "key pilot"))
    assert found_in(document) == ["importance-word"]
    assert found_in(decide(document, "Key")) == []
    both = [stance(text, "Key crews"), stance(text, "key pilot")]
    assert found_in(seed(text, *both)) == []


@each_case(
    ("text", "kinds"),
    [
        ("Lind was a key pilot.", ["importance-word"]),
        ("Lind, who is now one of the leading pilots, left.", ["importance-word"]),
        ("Dredging is not considered essential.", ["importance-word"]),
        ("Dredging remains very important.", ["importance-word"]),
        ("Lind, a key pilot, left.", []),
        ("Key crews left.", []),
        ("It was Lind's key crew that left.", []),
    ],
)
def test_an_importance_word_is_asked_for_where_it_is_said_of_something(
    text: str, kinds: list[str]
) -> None:
    assert found_in(seed(text)) == kinds


def test_nothing_is_asked_of_a_title() -> None:
    text = "Key crews leave\nLind was a key pilot."
    title = {"layer": "block", "span": span(text, "Key crews leave"), "kind": "headline"}
    assert found_in(seed(text, title, stance(text, "key pilot"))) == []


def test_a_decision_that_nothing_asks_for_is_idle() -> None:
    text = "Lind was a key pilot."
    document = seed(text, stance(text, "key pilot"))
    assert found_in(decide(document, "key")) == ["idle-decision"]
    # Only the corpus as a whole knows what this answers.
    assert found_in(decide(document, "key", rule="T12")) == []


@each_case(
    ("text", "targets", "kinds"),
    [
        ("Lind and Berg sailed well.", ["lind"], ["target-left-out"]),
        ("Lind and Berg sailed well.", ["lind", "berg"], []),
        ("Lind, Sand, and Berg sailed well.", ["lind", "berg"], ["target-left-out"] * 2),
        ("Lind and Sand and Berg sailed well.", ["lind", "sand", "berg"], []),
        # One of them alone, too: it may have a predicate of its own.
        ("Lind and Berg sailed, and Lind did well.", ["lind"], []),
        ("Lind, Berg's friend, sailed well.", ["lind"], []),
        ("Lind left Berg and Sand, and sailed well.", ["lind"], []),
        ("Lind and Berg sailed. Lind did well.", ["lind"], []),
        ("Lind and Berg sailed well.", ["other"], []),
    ],
)
def test_what_is_said_of_both_is_a_stance_on_each(
    text: str, targets: list[str], kinds: list[str]
) -> None:
    assert found_in(seed(text, *(stance(text, "well", one) for one in targets))) == kinds


def test_the_other_target_may_be_decided_upon() -> None:
    text = "Lind and Berg sailed well."
    document = seed(text, stance(text, "well"))
    assert found_in(decide(document, "Berg", rule="T3")) == []
