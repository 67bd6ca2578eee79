"""Figures of agreement, on the closed version 0.1.0 and on what is changed in it."""

import json
from typing import Any

import pytest

from said import seeds
from said.places import SOURCE_ROOT, Checkout
from said.score import Compared, Report, agreement

TEXT = "Lind left. She said: “I quit.” The pilot Berg said that she was brave."
REGISTRIES = seeds.read_registries(Checkout(SOURCE_ROOT))[0]


def span(exact: str) -> dict[str, Any]:
    assert TEXT.count(exact) == 1
    start = TEXT.index(exact)
    return {"start": start, "end": start + len(exact), "exact": exact}


def mention(number: int, exact: str, *speakers: str, form: str = "name") -> dict[str, Any]:
    return {
        "id": f"s{number}",
        "layer": "speaker",
        "span": span(exact),
        "form": form,
        "speakers": list(speakers),
    }


def quote(number: int, exact: str, speaker: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"q{number}",
        "layer": "quote",
        "content": [span(exact)],
        "type": "direct",
        "speakers": [speaker],
        "resolution": "explicit",
        **fields,
    }


def stance(number: int, exact: str, label: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"t{number}",
        "layer": "stance",
        "expression": [span(exact)],
        "holder": "author",
        "target": "openai",
        "label": label,
        "form": "explicit",
        "modality": "assert",
        "intensity": 2,
        "confidence": "high",
        **fields,
    }


def compare(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> Report:
    return agreement([Compared("d", "en", TEXT, first, second)], REGISTRIES, "a", "b")


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


@pytest.mark.parametrize("doc_id", ["000_99e9e84659dd5abe", "003_bf3454ffed0dd5e7"])
def test_a_set_agrees_with_itself(doc_id: str):
    report = agreement([released(doc_id)], REGISTRIES, "a", "a")
    for figure in report.figures:
        assert figure.value in (1, None), figure
        assert (figure.value is None) == (figure.reason is not None), figure


def test_exact_and_overlap():
    report = compare(
        [mention(1, "Lind", "a"), mention(2, "The pilot Berg", "b")], [mention(1, "Berg", "b")]
    )
    assert report.value("spans", "speaker", "all", "exact F1") == 0
    assert report.value("spans", "speaker", "all", "overlap F1") == 0
    near = compare([quote(1, "I quit.", "a")], [quote(1, "“I quit.”", "a")])
    assert near.value("spans", "quote", "all", "exact F1") == 0
    assert near.value("spans", "quote", "all", "overlap F1") == 1
    assert near.value("attributes", "quote", "all", "speakers") == 1


def test_a_span_of_another_type_counts_for_the_layer_and_not_for_the_type():
    report = compare(
        [quote(1, "she was brave", "a", type="indirect")], [quote(1, "she was brave", "a")]
    )
    assert report.value("spans", "quote", "all", "exact F1") == 1
    assert report.value("spans", "quote", "direct", "exact F1") == 0
    assert report.value("spans", "quote", "direct", "exact recall") is None
    assert report.value("attributes", "quote", "all", "type") == 0


def test_unnamed_voices_and_utterances_are_aligned_before_they_are_compared():
    first = [quote(1, "I quit.", "d.anon-1", utterance="farewell"), mention(1, "She", "d.anon-1")]
    second = [quote(1, "I quit.", "d.anon-7", utterance="goodbye"), mention(1, "She", "d.anon-7")]
    report = compare(first, second)
    assert report.value("attributes", "quote", "all", "speakers") == 1
    assert report.value("attributes", "speaker", "all", "speakers") == 1
    assert report.value("attributes", "quote", "all", "utterance") == 1


def test_two_voices_are_not_aligned_with_one():
    first = [quote(1, "I quit.", "d.anon-1"), quote(2, "she was brave", "d.anon-2")]
    second = [quote(1, "I quit.", "d.anon-1"), quote(2, "she was brave", "d.anon-1")]
    assert compare(first, second).value("attributes", "quote", "all", "speakers") == 0.5


def test_what_both_leave_open_does_not_count_as_agreement():
    report = compare([quote(1, "I quit.", "a")], [quote(1, "I quit.", "a")])
    figure = next(f for f in report.figures if f[:4] == ("attributes", "quote", "all", "utterance"))
    assert figure.value is None
    assert figure.reason == "no pairs with it"


def test_one_value_throughout_has_no_alpha_but_a_reason():
    report = compare([stance(1, "brave", "favor")], [stance(1, "brave", "favor")])
    (figure,) = (f for f in report.figures if f[:4] == ("stance", "stance", "all", "alpha"))
    assert figure.value is None
    assert figure.reason == "all 1 items have one value, favor"


def test_items_of_stance():
    first = [stance(1, "left", "against"), stance(2, "brave", "favor")]
    second = [stance(1, "brave", "against", holder="sam-altman")]
    report = compare(first, second)
    assert report.value("stance", "stance", "against", "items F1") == 0
    assert report.value("stance", "stance", "all", "holder") == 0
    assert report.value("stance", "stance", "all", "records F1") == 0
    (alpha,) = (f for f in report.figures if f[:4] == ("stance", "stance", "all", "alpha"))
    assert alpha.n == (2,), "the sentence that both leave without stance names no target"


def test_records_of_both_polarities_make_an_item_mixed():
    first = [stance(1, "brave", "favor"), stance(2, "she was", "against")]
    second = [stance(1, "brave", "mixed")]
    assert compare(first, second).value("stance", "stance", "mixed", "items F1") == 1


def test_intervals_hold_the_value_and_are_the_same_every_time():
    one = released("000_99e9e84659dd5abe")
    fewer = [a for n, a in enumerate(one.second) if n % 3 or a["layer"] == "speaker"]
    reports = [agreement([one._replace(second=fewer)], REGISTRIES, "a", "b") for _ in range(2)]
    assert reports[0] == reports[1]
    inside = [f for f in reports[0].figures if f.low is not None]
    assert all(f.low <= f.value <= f.high for f in inside)
    assert any(f.low < f.value < f.high for f in inside)
    assert reports[0].unit == "line"


def test_many_documents_are_resampled_as_documents():
    one = released("000_99e9e84659dd5abe")
    many = [one._replace(doc_id=str(number)) for number in range(20)]
    report = agreement(many, REGISTRIES, "a", "b")
    assert (report.unit, report.units) == ("document", 20)


def test_nothing_in_boilerplate_is_an_item():
    block = {
        "id": "b1",
        "layer": "block",
        "span": {"start": 0, "end": len(TEXT), "exact": TEXT},
        "kind": "boilerplate",
    }
    report = compare([block], [block])
    (figure,) = (f for f in report.figures if f[:4] == ("tokens", "quote", "all", "alpha"))
    assert (figure.value, figure.reason, figure.n) == (None, "no items", (0,))
