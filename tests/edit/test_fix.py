"""`fix` mends what has one remedy, and nothing else."""

from __future__ import annotations

import copy
import functools
import operator
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import effort
from each_case import each_case
from edit.making import ANNOTATIONS, BASE, PROJECT, lines, metadata, real, seed, source, values
from said.edit import fix, spans
from said.schema import canonical
from said.seeds.documents import Seed, read_document_folder
from said.seeds.registries import document_ids
from said.text.jsontext import Pointer

ALL = [real("harbour", BASE), *(real(doc_id) for doc_id in document_ids(PROJECT)[0])]
COUNTED: dict[str, Callable[[str], int]] = {
    "bytes": lambda before: len(before.encode()),
    "UTF-16 units": lambda before: len(before.encode("utf-16-le")) // 2,
    "CR LF": lambda before: len(before) + before.count("\n"),
}


def mention(start: int, end: int, exact: str, **others: Any) -> dict[str, Any]:
    span = {"start": start, "end": end, "exact": exact}
    return {"id": "s1", "layer": "speaker", "span": span, "form": "name", **others}


def fixed(text: str, *annotations: dict[str, Any]) -> fix.Fixed:
    return fix.fix_document(seed(text, lines(list(annotations))), [])


def starts(document: fix.Fixed) -> list[int]:
    return [one["span"]["start"] for one in values(document.files[ANNOTATIONS])]


@each_case("document", ALL[1:])
def test_a_sound_document_stays_as_it_is(document: Seed) -> None:
    assert not any(fix.fix_document(document, []))


@each_case("counted", COUNTED)
@each_case("document", ALL)
def test_offsets_counted_in_another_unit(document: Seed, counted: str) -> None:
    text = "🚢 " + (document.text or "")
    assert document.annotations
    right = copy.deepcopy(document.annotations.values)
    wrong = copy.deepcopy(right)
    for one, other in zip(right, wrong, strict=True):
        for (_, span), (_, drifted) in zip(
            spans.walk_spans(one), spans.walk_spans(other), strict=True
        ):
            spans.put_offsets(span, span["start"] + 2)
            for key in ("start", "end"):
                drifted[key] = COUNTED[counted](text[: span[key]])
    assert wrong != right
    mended = fix.fix_document(seed(text, lines(wrong)), [])
    assert mended.files[ANNOTATIONS] == canonical.annotations(right)
    assert counted in mended.done[0]


@each_case("shift", [-1, 1, 3, 40])
@each_case("document", ALL)
def test_offsets_counted_from_another_beginning(document: Seed, shift: int) -> None:
    assert document.annotations
    right = [
        one for one in document.annotations.values if next(spans.walk_spans(one))[1]["start"] > 40
    ]
    wrong = copy.deepcopy(right)
    for one in wrong:
        for _, span in spans.walk_spans(one):
            span["start"], span["end"] = span["start"] + shift, span["end"] + shift
    mended = fix.fix_document(seed(document.text or "", lines(wrong)), [])
    assert mended.files[ANNOTATIONS] == canonical.annotations(right)
    assert ("counted from 1" if shift == 1 else f"off by {shift}") in mended.done[0]


def test_one_span_alone_proves_no_drift() -> None:
    text = "é no é no é no"
    assert fixed(text, mention(3, 5, "no")).files == {}


def test_two_ways_of_counting_that_differ_prove_nothing() -> None:
    text = "no yes no yes no yes"
    drifted = mention(1, 3, "no"), mention(4, 7, "yes", id="s2")
    assert fixed(text, *drifted).files == {}


@given(st.data())
@settings(max_examples=effort.examples(100))
def test_what_is_moved_is_moved_back(data: st.DataObject) -> None:
    """Some spans are moved at random: each comes back, or stays where it was put."""
    document = data.draw(st.sampled_from(ALL[:-1]))
    assert document.annotations
    text = document.text or ""
    right = copy.deepcopy(document.annotations.values)
    wrong = copy.deepcopy(right)
    chosen = data.draw(st.sets(st.integers(0, len(right) - 1), min_size=1, max_size=4))
    for index in chosen:
        for _, span in spans.walk_spans(wrong[index]):
            shift = data.draw(st.integers(-5, 60))
            assume(span["start"] + shift >= 0)
            span["start"], span["end"] = span["start"] + shift, span["end"] + shift
    mended = fix.fix_document(seed(text, lines(wrong)), [])
    now = {one["id"]: one for one in values(mended.files.get(ANNOTATIONS, lines(wrong)))}
    before = {one["id"]: one for one in wrong}
    for one in right:
        told = zip(*map(spans.walk_spans, (one, now[one["id"]], before[one["id"]])), strict=True)
        if all(text.count(span["exact"]) == 1 for _, span in spans.walk_spans(one)):
            assert now[one["id"]] == one
        for (_, was), (_, span), (_, put) in told:
            assert span in (was, put) or spans.span_fits(span, text)


def test_a_string_that_stands_elsewhere_more_than_once_is_not_moved() -> None:
    assert fixed("The pier and the quay and the pier", mention(5, 9, "pier")).files == {}


def test_places_that_overlap_are_two() -> None:
    assert fixed("no ananas", mention(0, 3, "ana")).files == {}


def test_the_offset_that_is_right_decides() -> None:
    text = "The pier and the quay and the pier"
    assert starts(fixed(text, mention(4, 30, "pier"))) == [4]
    assert starts(fixed(text, mention(0, 34, "pier"))) == [30]


def test_white_space_is_taken_from_the_edges() -> None:
    mended = fixed("The pier \u00a0 is shut.", mention(3, 11, " pier \u00a0 "))
    (one,) = values(mended.files[ANNOTATIONS])
    assert one["span"] == {"start": 4, "end": 8, "exact": "pier"}
    assert mended.done == [f"{ANNOTATIONS}:1:42: white space taken from ' pier \\xa0 ', now [4, 8)"]
    assert fixed("The  pier", mention(3, 5, "  ")).files == {}


def test_fragments_are_sorted_unless_they_overlap() -> None:
    text = "Shut for good, said Lind."
    back, front = (
        {"start": 9, "end": 13, "exact": "good"},
        {"start": 0, "end": 8, "exact": "Shut for"},
    )
    quote = {"id": "q1", "layer": "quote", "content": [back, front]}
    mended = fixed(text, quote)
    assert values(mended.files[ANNOTATIONS]) == [{**quote, "content": [front, back]}]
    assert mended.done == [f"{ANNOTATIONS}:1:43: the fragments of content sorted by place"]
    overlapping = {**quote, "content": [{"start": 5, "end": 13, "exact": "for good"}, front]}
    assert fixed(text, overlapping).files == {}


def test_nothing_is_moved_in_a_text_that_was_changed() -> None:
    annotation = mention(5, 9, "pier")
    document = seed("The pier is shut.", lines([annotation]), sha256="0" * 64)
    assert fix.fix_document(document, []).files == {}
    assert fix.fix_document(document._replace(metadata=None), []).files == {}
    assert fixed("The pier is shut.", annotation).files


def test_the_files_are_written(tmp_path: Path) -> None:
    folder = tmp_path / "here" / "x"
    (folder / "passes").mkdir(parents=True)
    (folder / "raw.txt").write_text("The pier is shut.")
    (folder / "passes" / "a.jsonl").write_bytes(b'{"layer": "speaker","span": {"exact": "pier"}}')
    found, findings = read_document_folder(folder, "here/x")
    mended = fix.format_document(found, findings)
    assert list(mended.files) == ["here/x/passes/a.jsonl"]
    fix.write_fixed(mended, tmp_path)
    assert fix.format_document(*read_document_folder(folder, "here/x")).files == {}
    assert sorted(one.name for one in folder.rglob("*")) == ["a.jsonl", "passes", "raw.txt"]


def places_of_values(value: Any, pointer: Pointer = ()) -> Iterator[Pointer]:
    """The keys that lead to each value inside a value, one of those that differ in an index."""
    inside = value.items() if isinstance(value, dict) else enumerate(value[:1])
    for key, inner in inside:
        yield (*pointer, key)
        if isinstance(inner, dict | list):
            yield from places_of_values(inner, (*pointer, key))


SPAN = {"start": 0, "end": 3, "exact": "The"}
MISTYPED: list[Any] = [
    None, -1, 10**20, "x", True, [], {}, SPAN, [SPAN], {"exact": "The"}, {"exact": SPAN},
    {"start": SPAN, "exact": "The"}, {"start": [SPAN], "end": SPAN, "exact": "pier"},
]  # fmt: skip


PLACED = "The pier is shut. The quay is shut."
QUOTE = {
    "id": "q1",
    "layer": "quote",
    "content": [{"start": 4, "end": 8, "exact": "pier"}, {"exact": "shut"}],
    "verbatim": [{"start": 0, "end": 4, "exact": "pier"}],
    "speakers": ["x"],
}
STANCE = {"id": "t1", "layer": "stance", "expression": [{"exact": "The"}], "quote": "q1"}
DECIDED = {"span": {"start": 4, "end": 8, "exact": "pier"}, "layer": "quote", "why": "no quote"}
DECISION = {"a": "q1", "b": ["q2"], "result": "q1", "span": {"exact": "quay"}, "why": "nearer"}
RECORDS: dict[str, list[dict[str, Any]]] = {
    "annotations": [QUOTE, STANCE],
    "passes": [STANCE, QUOTE],
    "decided": [DECIDED],
    "adjudication": [DECISION],
    "metadata": [metadata(PLACED)],
}


@pytest.mark.parametrize("file", RECORDS)
def test_a_value_of_any_type_in_any_place_is_mended_or_left_alone(file: str) -> None:
    document = seed(PLACED, b"")
    for index, record in enumerate(RECORDS[file]):
        for pointer in places_of_values(record):
            for wrong in MISTYPED:
                spoilt = copy.deepcopy(RECORDS[file])
                *outer, last = pointer
                functools.reduce(operator.getitem, outer, spoilt[index])[last] = wrong
                made = source(f"seeds/x/{file}", lines(spoilt), lines=file != "metadata")
                field = [made] if file == "passes" else made
                for edit in (fix.fix_document, fix.format_document):
                    edit(document._replace(**{file: field}), [])


def test_an_offset_that_holds_something_is_not_written_over() -> None:
    text = "The pier is shut. The quay is open."
    inner = {"start": 0, "end": 3, "exact": "The"}
    for start in (inner, [inner], {"note": "two piers?"}):
        one = mention(0, 4, "pier")
        one["span"]["start"] = start
        mended = fixed(text, one)
        assert mended.files == {}
        assert {finding.kind for finding in mended.findings} == {"schema"}
