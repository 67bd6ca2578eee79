"""What the version must do: the rule, and what it asks of columns and labels."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from each_case import each_case
from said.diff import matrix
from said.diff.version import (
    PARTS,
    ColumnChange,
    Reason,
    column_changes,
    least_part,
    lowest_version,
    satisfies_part,
    table_changes,
)
from said.schema import TABLES, columns, labels, load_schemas
from said.schema.features import yaml_features

search = settings(derandomize=True)

FEATURES = {table: yaml_features(columns(load_schemas(), table)) for table in TABLES}
VERSIONS = st.tuples(*[st.integers(0, 3)] * 3).map(lambda numbers: ".".join(map(str, numbers)))


@each_case(
    ("old", "new", "enough_for"),
    [
        ("0.1.0", "1.0.0", ["major", "minor", "patch"]),
        ("0.1.9", "0.2.0", ["minor", "patch"]),
        ("0.9.0", "0.10.0", ["minor", "patch"]),
        ("0.1.0", "0.1.1", ["patch"]),
        ("0.1.0", "0.1.0", []),
        ("1.0.0", "0.9.9", []),
    ],
)
def test_which_part_rose(old: str, new: str, enough_for: list[str]) -> None:
    assert [part for part in PARTS if satisfies_part(old, new, part)] == enough_for
    assert satisfies_part(old, new, None) == (old != "1.0.0")


@search
@given(VERSIONS, VERSIONS)
def test_the_lowest_version_is_the_first_that_is_enough(old: str, new: str) -> None:
    for part in PARTS:
        first = lowest_version(old, part)
        assert satisfies_part(old, first, part)
        assert satisfies_part(old, new, part) == (new >= first)


def test_the_weightiest_reason_counts() -> None:
    reasons = [Reason("patch", "a"), Reason("major", "b"), Reason("minor", "c")]
    assert least_part(reasons) == "major"
    assert least_part(reasons[:1]) == "patch"
    assert least_part([]) is None


def changed(change: Any) -> list[ColumnChange]:
    """What is told after an edit of the features."""
    new = copy.deepcopy(FEATURES)
    change(new)
    return column_changes(FEATURES, new)


def column(features: Any, table: str, name: str) -> Any:
    return next(one for one in features[table] if one["name"] == name)


def names_of(features: Any) -> dict[str, str]:
    return column(features, "quotes", "type")["dtype"]["class_label"]["names"]


def test_the_same_columns_do_not_differ() -> None:
    assert column_changes(FEATURES, copy.deepcopy(FEATURES)) == []


@each_case(
    ("edit", "told"),
    [
        (
            lambda new: new["quotes"].insert(1, {"name": "loudness", "dtype": "int8"}),
            [("quotes.loudness", "new column", "minor")],
        ),
        (lambda new: new["quotes"].append(new["quotes"].pop(0)), []),
        (
            lambda new: new["quotes"].remove(column(new, "quotes", "content")),
            [("quotes.content", "column gone", "major")],
        ),
        (
            lambda new: column(new, "documents", "quotes")["list"].pop(),
            [("documents.quotes[].passages", "column gone", "major")],
        ),
        (
            lambda new: column(new, "quotes", "parent").update(dtype="int32"),
            [("quotes.parent", "type string -> int32", "major")],
        ),
        (
            lambda new: names_of(new).update({"3": "scripted"}),
            [("quotes.type", "new labels at the end: scripted", "minor")],
        ),
        (
            lambda new: names_of(new).update({"2": "scripted", "3": "mixed"}),
            [("quotes.type", "labels in other places", "major")],
        ),
        (
            lambda new: names_of(new).update({"2": "scripted"}),
            [("quotes.type", "labels gone: mixed", "major")],
        ),
        (
            lambda new: column(new, "tokens", "cue")["list"]["class_label"]["names"].update(
                {"3": "E"}
            ),
            [("tokens.cue[]", "new labels at the end: E", "minor")],
        ),
    ],
)
def test_columns_and_labels(edit: Any, told: list[tuple[str, str, str]]) -> None:
    assert [tuple(one) for one in changed(edit)] == told


def test_tables() -> None:
    assert table_changes(["documents", "quotes"], ["documents", "claims"]) == [
        ("quotes", "table gone", "major"),
        ("claims", "new table", "minor"),
    ]


def test_the_label_fields_are_those_of_the_schema() -> None:
    told = {(layer, field) for layer, fields in matrix.label_fields().items() for field in fields}
    assert {("block", "kind"), ("date", "mod"), ("stance", "confidence")} <= told
    assert ("stance", "target") in told
    assert not {field for _, field in told} & {"flags", "holder", "intensity", "value"}
    assert matrix.closed_fields()["quote"]["type"] == labels(load_schemas(), "quote_type")


def test_a_matrix_has_the_order_of_the_schema_and_only_what_moved() -> None:
    counts = Counter(
        {
            ("date", "mod", None, "END"): 1,
            ("date", "mod", "START", "START"): 4,
            ("date", "mod", "EARLY", "START"): 2,
            ("date", "type", "DATE", "DATE"): 7,
            ("stance", "target", "openai", "openai"): 9,
            ("stance", "target", "openai", "ai-safety"): 1,
            ("stance", "target", "agi", "agi"): 5,
        }
    )
    mod, target = matrix.label_matrices(counts)
    assert mod == (
        "date",
        "mod",
        ["START", "EARLY", None],
        ["START", "END"],
        [[4, 0], [2, 0], [0, 1]],
    )
    assert target == ("stance", "target", ["openai"], ["ai-safety", "openai"], [[1, 9]])
