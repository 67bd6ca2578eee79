"""Two lists of annotations compared: matched by id, moved where no character is shared."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from each_case import each_case
from said.diff.compare import Change, LayerDiff, annotations_in, compare_documents, compare_layer
from said.diff.matrix import label_fields

search = settings(derandomize=True)

FIELDS = ("type", "resolution")


@st.composite
def fragments(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Sorted, disjoint spans of a short text."""
    edges = draw(st.lists(st.integers(0, 12), min_size=2, max_size=6, unique=True).map(sorted))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return [{"start": start, "end": end, "exact": "x" * (end - start)} for start, end in pairs]


QUOTES = st.fixed_dictionaries(
    {
        "id": st.sampled_from([f"harbour/q{number}" for number in range(1, 8)]),
        "content": fragments(),
        "type": st.sampled_from(["direct", "indirect", "mixed"]),
        "resolution": st.sampled_from(["explicit", "implicit"]),
        "speakers": st.lists(st.sampled_from(["ana-ruiz", "bo"]), min_size=1, unique=True),
        "said": st.none() | st.just("harbour/d1"),
    }
)
LISTS = st.lists(QUOTES, max_size=7, unique_by=lambda quote: quote["id"])


def compare(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> LayerDiff:
    return compare_layer("quote", old, new, FIELDS)


def ids(found: LayerDiff, kind: str) -> list[str]:
    return sorted(change.id for change in found.changes if change.kind == kind)


def characters(quote: dict[str, Any]) -> set[int]:
    return {at for span in quote["content"] for at in range(span["start"], span["end"])}


@search
@given(LISTS)
def test_a_list_does_not_differ_from_itself(quotes: list[dict[str, Any]]) -> None:
    found = compare(quotes, [dict(quote) for quote in quotes])
    assert (found.changes, found.moved, found.unchanged) == ([], [], len(quotes))
    assert all(old == new for _, old, new in found.labels)


@search
@given(LISTS, LISTS)
def test_the_way_back_turns_everything_round(
    old: list[dict[str, Any]], new: list[dict[str, Any]]
) -> None:
    there, back = compare(old, new), compare(new, old)
    assert ids(there, "added") == ids(back, "removed")
    assert ids(there, "removed") == ids(back, "added")
    assert ids(there, "changed") == ids(back, "changed")
    assert sorted(there.moved) == sorted(back.moved)
    assert there.unchanged == back.unchanged
    assert there.labels == Counter({(f, b, a): n for (f, a, b), n in back.labels.items()})
    turned = {
        (change.id, field.field, field.new, field.old)
        for change in back.changes
        for field in change.fields
        if field.field not in ("content", "speakers")
    }
    assert turned == {
        (change.id, field.field, field.old, field.new)
        for change in there.changes
        for field in change.fields
        if field.field not in ("content", "speakers")
    }


@search
@given(LISTS, LISTS)
def test_the_changes_turn_the_old_list_into_the_new_one(
    old: list[dict[str, Any]], new: list[dict[str, Any]]
) -> None:
    found = compare(old, new)
    left = {quote["id"]: dict(quote) for quote in old}
    for kind in ("removed", "changed", "added"):
        for change in found.changes:
            if change.kind == kind:
                apply(change, left)
    assert left == {quote["id"]: quote for quote in new}


def apply(change: Change, left: dict[str, dict[str, Any]]) -> None:
    if change.kind == "removed":
        assert left.pop(change.id) == change.annotation
    elif change.kind == "added":
        assert change.id not in left
        left[change.id] = dict(change.annotation or {})
    for field in change.fields:
        assert left[change.id][field.field] == field.old
        left[change.id][field.field] = field.new


@search
@given(LISTS, LISTS)
@example(
    [{"id": "harbour/q1", "content": [{"start": 0, "end": 4}], "type": "direct"}],
    [{"id": "harbour/q1", "content": [{"start": 4, "end": 9}], "type": "direct"}],
)
def test_an_id_whose_spans_share_no_character_moved_away(
    old: list[dict[str, Any]], new: list[dict[str, Any]]
) -> None:
    after = {quote["id"]: quote for quote in new}
    common = [quote for quote in old if quote["id"] in after]
    moved = [q["id"] for q in common if not characters(q) & characters(after[q["id"]])]
    found = compare(old, new)
    assert found.moved == moved
    assert not set(moved) & set(ids(found, "changed"))
    assert set(moved) <= set(ids(found, "added")) & set(ids(found, "removed"))
    of_matched = len(common) - len(moved)
    assert found.unchanged + len(ids(found, "changed")) == of_matched
    assert sum(n for (field, _, _), n in found.labels.items() if field == "type") == of_matched


def date(**fields: Any) -> dict[str, Any]:
    span = {"start": 3, "end": 9, "exact": "June 3"}
    return {"id": "harbour/d1", **span, "type": "DATE", "value": "2024-06-03", **fields}


def test_the_span_is_one_field() -> None:
    (change,) = compare_layer("date", [date()], [date(end=7, exact="June")], ("type",)).changes
    assert [field._asdict() for field in change.fields] == [
        {
            "field": "span",
            "old": {"start": 3, "end": 9, "exact": "June 3"},
            "new": {"start": 3, "end": 7, "exact": "June"},
        }
    ]


def test_a_new_or_gone_column_changes_no_annotation() -> None:
    for old, new in ((date(), date(loudness=3)), (date(loudness=3), date())):
        found = compare_layer("date", [old], [new], ("type", "loudness"))
        assert (found.changes, found.unchanged) == ([], 1)
        assert set(found.labels) == {("type", "DATE", "DATE")}


def test_a_gone_column_changes_no_document() -> None:
    old, new = record(loudness=3), record()
    assert compare_documents("harbour", old, new, label_fields()).fields == []


def test_paragraphs_are_no_annotations() -> None:
    blocks = [{"id": "harbour/p0", "kind": "paragraph"}, {"id": "harbour/b1", "kind": "byline"}]
    assert annotations_in({"blocks": blocks}, "blocks") == blocks[1:]


def record(**fields: Any) -> dict[str, Any]:
    sentences = [{"start": 0, "end": 9}, {"start": 10, "end": 12}]
    return {"split": "train", "sha256": "a", "title": "June", "sentences": sentences, **fields}


@each_case(
    ("new", "changed"),
    [
        ({}, []),
        ({"title": None}, [("title", "June", None)]),
        ({"split": "test"}, [("split", "train", "test")]),
        ({"text": "another", "sha256": "b"}, [("sha256", "a", "b")]),
        ({"loudness": 3}, []),
        (
            {"sentences": [{"start": 0, "end": 12}]},
            [("sentences", record()["sentences"], [{"start": 0, "end": 12}])],
        ),
        ({"sha256": "b", "sentences": []}, [("sha256", "a", "b")]),
    ],
)
def test_fields_of_a_document(new: dict[str, Any], changed: list[tuple[Any, ...]]) -> None:
    found = compare_documents("harbour", record(), record(**new), label_fields())
    assert [tuple(field) for field in found.fields] == changed
