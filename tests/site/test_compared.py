"""Two readings of a document: what both have alike, what differs, what only one has."""

from __future__ import annotations

from typing import Any

from said.site.compared import compare_readings

TEXT = "Lind said that it was over. She denied it on Monday."


def annotation(id_: str, layer: str, exact: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(exact)
    span = {"start": start, "end": start + len(exact), "exact": exact}
    field = {"quote": "content", "stance": "expression"}.get(layer, "span")
    return {"id": id_, "layer": layer, field: span if field == "span" else [span], **fields}


def mention(id_: str, exact: str, who: str = "marta-lind") -> dict[str, Any]:
    return annotation(id_, "speaker", exact, form="name", speakers=[who])


def stance(id_: str, exact: str, target: str, label: str = "favor") -> dict[str, Any]:
    return annotation(id_, "stance", exact, target=target, label=label, holder="author")


def statuses(first: list[Any], second: list[Any]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.shown["id"], one.status, one.fields) for one in compare_readings(first, second)]


def test_ids_of_their_own_and_how_rules_made_them_are_no_difference():
    quote = annotation("q1", "quote", "it was over", type="indirect", source=["s1"])
    other = annotation("q7", "quote", "it was over", type="indirect", source=["s3"], rule="that")
    found = statuses([mention("s1", "Lind"), quote], [mention("s3", "Lind"), other])
    assert found == [("s1", "same", ()), ("q1", "same", ())]


def test_a_reference_to_another_place_is_a_difference():
    mentions = [mention("s1", "Lind"), mention("s2", "She")]
    quotes = [
        annotation("q1", "quote", "it was over", type="indirect", source=[source])
        for source in ("s1", "s2")
    ]
    assert statuses([*mentions, quotes[0]], [*mentions, quotes[1]])[1] == (
        "q1",
        "changed",
        ("source",),
    )


def test_spans_that_overlap_by_half_are_one_annotation_and_others_are_two():
    wide = annotation("d1", "date", "on Monday", type="DATE", value="2024-05-13")
    near = annotation("d2", "date", "Monday", type="DATE", value="2024-05-13")
    far = annotation("d2", "date", "over", type="DATE", value="2024-05-13")
    assert statuses([wide], [near]) == [("d1", "changed", ("span",))]
    assert statuses([wide], [far]) == [("d2", "second", ()), ("d1", "first", ())]


def test_stances_are_paired_by_their_target():
    first = [stance("t1", "over", "pier"), stance("t2", "over", "town", "against")]
    second = [stance("t1", "over", "town", "mixed"), stance("t2", "over", "pier")]
    assert sorted(statuses(first, second)) == [("t1", "same", ()), ("t2", "changed", ("label",))]


def test_a_default_may_be_written_or_left_out():
    quote = annotation("q1", "quote", "it was over", type="indirect")
    assert statuses([quote], [{**quote, "polarity": "positive"}]) == [("q1", "same", ())]
    assert statuses([quote], [{**quote, "polarity": "negative"}])[0][1] == "changed"
