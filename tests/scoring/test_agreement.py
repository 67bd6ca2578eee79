"""Figures of agreement, on the closed version 0.1.0 and on what is changed in it."""

from collections import Counter
from itertools import groupby
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import effort
from each_case import each_case
from said.scoring import Compared, score_agreement
from said.scoring.figures import Figure
from said.scoring.stance import FIELDS
from said.text.tokens import find_tokens
from scoring.made import (
    REGISTRIES,
    TEXT,
    Made,
    alpha_of,
    block,
    compare,
    figure,
    mention,
    perturbed,
    quote,
    released,
    span,
    stance,
)


@each_case("doc_id", ["000_99e9e84659dd5abe", "003_bf3454ffed0dd5e7"])
def test_a_set_agrees_with_itself(doc_id: str):
    """Every figure is 1 where there is something to compare, and each layer has one."""
    one = released(doc_id)
    report = score_agreement([one], REGISTRIES, "a", "a")
    assert [found for found in report.figures if found.value != itself(found)] == []
    assert [found for found in report.figures if (found.value is None) == (not found.reason)] == []
    counted = Counter(annotation["layer"] for annotation in one.first)
    whole = {
        found.layer: (found.value, found.n)
        for found in report.figures
        if (found.group, found.label, found.measure) == ("spans", "all", "exact F1")
    }
    layers = ("block", "mark", "speaker", "date", "quote")
    assert {layer: whole[layer] for layer in layers if counted[layer]} == {
        layer: (1, (counted[layer], counted[layer])) for layer in layers if counted[layer]
    }


def itself(found: Figure) -> float | None:
    """What a figure has to be between a set and itself."""
    return 1 if np.any(found.n) else None


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
    reports = [
        score_agreement([one._replace(second=fewer)], REGISTRIES, "a", "b") for _ in range(2)
    ]
    assert reports[0] == reports[1]
    inside = [f for f in reports[0].figures if f.low is not None]
    assert all(f.low <= f.value <= f.high for f in inside)
    assert any(f.low < f.value < f.high for f in inside)
    assert reports[0].unit == "line"


def test_many_documents_are_resampled_as_documents():
    one = released("000_99e9e84659dd5abe")
    many = [one._replace(doc_id=str(number)) for number in range(20)]
    report = score_agreement(many, REGISTRIES, "a", "b")
    assert (report.unit, report.units) == ("document", 20)


def test_nothing_in_boilerplate_is_an_item():
    all_of_it = block(1, TEXT, "boilerplate")
    report = compare([all_of_it], [all_of_it])
    found = figure(report, "tokens", "quote", "all", "alpha")
    assert (found.value, found.reason, found.n) == (None, "no items", (0,))


# Spans.


def test_the_first_set_is_the_reference():
    first = [mention(1, "Lind", "a"), mention(2, "She", "a"), mention(3, "that", "a")]
    second = [mention(1, "Lind", "a"), mention(2, "Berg", "b")]
    for measure in ("exact", "overlap"):
        report = compare(first, second)
        found = figure(report, "spans", "speaker", "all", f"{measure} F1")
        assert (found.value, found.n, found.of) == (pytest.approx(2 / 5), (3, 2), "spans")
        assert report.value("spans", "speaker", "all", f"{measure} precision") == 1 / 2
        assert report.value("spans", "speaker", "all", f"{measure} recall") == 1 / 3


def test_half_of_the_code_points_is_an_overlap():
    whole = [mention(1, "that she", "a")]
    assert (
        compare(whole, [mention(1, "that", "a")]).value("spans", "speaker", "all", "overlap F1")
        == 1
    )
    assert (
        compare(whole, [mention(1, "she", "a")]).value("spans", "speaker", "all", "overlap F1") == 0
    )


def test_just_below_half_is_no_overlap():
    """Three code points of seven."""
    report = compare([quote(1, "I quit.", "a")], [quote(1, "I q", "a")])
    assert report.value("spans", "quote", "all", "overlap F1") == 0
    assert figure(report, "attributes", "quote", "all", "type").n == (0,)


def test_a_label_is_counted_as_if_there_were_no_others():
    """The nearest span has another label; the farther one of the same label is its pair there."""
    first = [mention(1, "that she was", "a")]
    second = [mention(1, "that she wa", "a", form="nominal"), mention(2, "that she", "a")]
    report = compare(first, second)
    assert report.value("spans", "speaker", "name", "overlap F1") == 1
    assert report.value("spans", "speaker", "nominal", "overlap precision") == 0
    assert report.value("attributes", "speaker", "all", "form") == 0


def test_cues_agree_where_they_are_equal():
    first = [quote(1, "I quit.", "a", cue=[span("said: ")]), quote(2, "brave", "a")]
    second = [
        quote(1, "left", "a", cue=[span("said: ")]),
        quote(2, "brave", "a", cue=[span("was")]),
    ]
    report = compare(first, second)
    found = figure(report, "spans", "cue", "all", "exact F1")
    assert (found.value, found.n, found.of) == (pytest.approx(2 / 3), (1, 2), "cues")
    nearly = [quote(1, "I quit.", "a", cue=[span("said:")])]
    assert compare(first, nearly).value("spans", "cue", "all", "exact F1") == 0


# Tokens.


def labels(text: str, **parts: str) -> list[str]:
    """The label of each token of a text: of the token that a keyword names, else outside."""
    return [parts.get(token, "outside") for token in find_tokens(text).strings]


NESTED = "Ann: Bo said no to me"


def nested(number: int, exact: str, type_: str) -> Made:
    return quote(number, exact, "a", text=NESTED, type=type_)


def token_alpha(first: list[Made], second: list[Made], layer: str, text: str = TEXT) -> Any:
    return figure(compare(first, second, text), "tokens", layer, "all", "alpha")


def test_of_nested_quotes_the_outermost_labels_a_token():
    outer, inner = nested(1, "Bo said no to me", "indirect"), nested(2, "no to me", "direct")
    for both in ([outer, inner], [inner, outer]):
        assert token_alpha(both, [outer], "quote", NESTED).value == 1
    outside = dict.fromkeys(["Bo", "said", "no", "to", "me"], "indirect")
    inside = dict.fromkeys(["no", "to", "me"], "direct")
    items = list(zip(labels(NESTED, **outside), labels(NESTED, **inside), strict=True))
    found = token_alpha([outer, inner], [inner], "quote", NESTED)
    assert found.value == pytest.approx(alpha_of(items))
    assert (found.n, found.of) == ((7,), "tokens")


def test_tokens_are_labelled_by_type():
    first, second = nested(1, "no to me", "direct"), nested(1, "to me", "indirect")
    a = labels(NESTED, no="direct", to="direct", me="direct")
    b = labels(NESTED, to="indirect", me="indirect")
    found = token_alpha([first], [second], "quote", NESTED)
    assert found.value == pytest.approx(alpha_of(zip(a, b, strict=True)))


def test_a_token_of_several_stances_with_different_labels_is_mixed():
    favor, against = stance(1, "brave", "favor"), stance(2, "was brave", "against")
    second = [stance(1, "brave", "mixed"), stance(2, "was", "against")]
    assert token_alpha([favor, against], second, "stance").value == 1
    assert token_alpha([against, favor], second, "stance").value == 1
    third = stance(3, "she was brave", "mixed")
    assert token_alpha([favor, against, third], [third], "stance").value == 1
    assert (
        token_alpha([against, stance(3, "she was brave", "against")], [third], "stance").value < 1
    )
    assert token_alpha([favor, {**favor, "id": "t2"}], [favor], "stance").value == 1


LINES = "By Ann.\nRead more here.\nShe spoke. (Ad!)\nHe left."


def kinds(*values: tuple[str, str]) -> list[Made]:
    return [block(n, exact, kind, LINES) for n, (exact, kind) in enumerate(values, 1)]


@each_case(
    ("first", "second", "count"),
    [
        ([], [], 17),
        ([("Read more here.", "boilerplate")], [("Read more here.", "boilerplate")], 13),
        ([("Read more here.", "boilerplate")], [], 13),
        ([], [("Read more here.", "boilerplate"), ("(Ad!)", "boilerplate")], 9),
        ([("Read more here.", "boilerplate")], [("By Ann.", "boilerplate")], 17),
        ([("Read more here.", "boilerplate")], [("Read more here.", "heading")], 17),
        ([("By Ann.", "byline")], [("By Ann.", "byline")], 17),
    ],
)
def test_what_both_call_boilerplate_does_not_count(first: Any, second: Any, count: int):
    report = compare(kinds(*first), kinds(*second), LINES)
    assert {f.n for f in report.figures if f.group == "tokens"} == {(count,)}


@each_case("is_first", [True, False])
def test_a_set_without_blocks_takes_those_of_the_other(is_first: bool):
    spoken = [quote(1, "more", "a", text=LINES), quote(2, "spoke", "a", text=LINES)]
    sets = [*kinds(("Read more here.", "boilerplate")), spoken[1]], spoken
    report = compare(*(sets if is_first else sets[::-1]), LINES)
    assert figure(report, "tokens", "quote", "all", "alpha").value == 1
    assert report.value("spans", "block", "all", "exact F1") == 0


# Properties, on a released document and what was changed in it.

search = settings(derandomize=True, max_examples=effort.examples(10))
DOCUMENTS = ["000_99e9e84659dd5abe", "003_bf3454ffed0dd5e7"]


def drawn(doc_id: str, seed: int) -> tuple[Compared, Random]:
    """A document with two sets that differ here and there."""
    random = Random(seed)
    one = released(doc_id)
    first, second = (perturbed(one.first, random) for _ in range(2))
    return one._replace(first=first, second=second), random


def shuffled(values: list[Made], random: Random) -> list[Made]:
    return random.sample(values, len(values))


@search
@given(st.sampled_from(DOCUMENTS), st.integers(0, 10**6))
def test_the_order_of_lines_changes_nothing(doc_id: str, seed: int):
    one, random = drawn(doc_id, seed)
    other = one._replace(first=shuffled(one.first, random), second=shuffled(one.second, random))
    reports = [score_agreement([each], REGISTRIES, "a", "b") for each in (one, other)]
    assert reports[0] == reports[1]
    reordered = released(doc_id)._replace(second=shuffled(released(doc_id).first, random))
    figures = score_agreement([reordered], REGISTRIES, "a", "a").figures
    assert [found for found in figures if found.value != itself(found)] == []
    assert any(found.value == 1 for found in figures)


@search
@given(st.sampled_from(DOCUMENTS), st.integers(0, 10**6))
def test_swapping_the_sets_swaps_precision_and_recall(doc_id: str, seed: int):
    one, _ = drawn(doc_id, seed)
    there = score_agreement([one], REGISTRIES, "a", "b")
    back = score_agreement([one._replace(first=one.second, second=one.first)], REGISTRIES, "b", "a")
    swapped = {"precision": "recall", "recall": "precision"}
    for found in there.figures:
        *before, last = found.measure.split(" ")
        measure = " ".join([*before, swapped.get(last, last)])
        other = figure(back, *found[:3], measure)
        assert other.value == pytest.approx(found.value, abs=1e-12), found
        assert other.n == (found.n if len(found.n) == 1 else found.n[::-1])


@search
@given(st.sampled_from(DOCUMENTS), st.integers(0, 10**6))
def test_shares_and_intervals_are_in_order(doc_id: str, seed: int):
    one, _ = drawn(doc_id, seed)
    for found in score_agreement([one], REGISTRIES, "a", "b").figures:
        assert (found.value is None) == (found.reason is not None), found
        if found.value is not None and "alpha" not in found.measure:
            assert 0 <= found.value <= 1, found
        if found.low is not None:
            assert found.low <= found.value <= found.high, found
            assert "alpha" in found.measure or (found.low >= 0 and found.high <= 1), found


def test_a_pair_that_begins_on_different_lines_counts_once():
    """In each resample both sides of the pair are there or neither."""
    text = "\n".join(f"aa{n} bb{n} cc{n}" for n in range(12))
    first, second = [], []
    for n in range(0, 12, 2):
        start, end = text.index(f"cc{n}"), text.index(f"cc{n + 1}")
        whole = {"start": start, "end": end, "exact": text[start:end]}
        later = {"start": start + len(f"cc{n} "), "end": end}
        first.append({**quote(n, f"aa{n}", "a", text=text), "content": [whole]})
        second.append({**quote(n, f"aa{n}", "a", text=text), "content": [later]})
    second.append(quote(50, "aa0", "a", text=text))
    for sets in ((first, second), (second, first)):
        report = compare(*sets, text)
        for name in ("F1", "precision", "recall"):
            found = figure(report, "spans", "quote", "all", f"overlap {name}")
            assert found.value in (1, pytest.approx(6 / 7), pytest.approx(12 / 13))
            assert found.high is None or found.low < found.value <= found.high <= 1


# The whole report.


def test_without_documents_there_is_nothing_to_compare():
    with pytest.raises(ValueError, match="no documents"):
        score_agreement([], REGISTRIES, "a", "b")


def test_units_are_lines_of_all_documents_or_documents():
    one = Compared("d", "en", LINES, [], [])
    few = score_agreement([one] * 19, REGISTRIES, "a", "b")
    assert (few.unit, few.units, few.documents) == ("line", 4 * 19, ["d"] * 19)
    many = score_agreement([one] * 20, REGISTRIES, "a", "b")
    assert (many.unit, many.units) == ("document", 20)
    assert (many.first, many.second) == ("a", "b")


def test_every_expected_figure_is_there_in_a_fixed_order():
    empty, full = compare([], []), score_agreement([released(DOCUMENTS[0])], REGISTRIES, "a", "a")
    keys = [found[:4] for found in empty.figures]
    assert keys == [found[:4] for found in full.figures]
    assert len(keys) == len(set(keys))
    assert [key for key, _ in groupby(key[:2] for key in keys)] == [
        *(("spans", layer) for layer in ("block", "mark", "speaker", "quote", "date", "stance")),
        ("spans", "cue"),
        *(("tokens", layer) for layer in ("mark", "speaker", "quote", "date", "stance")),
        *(("attributes", layer) for layer in ("block", "mark", "speaker", "quote", "date")),
        ("stance", "stance"),
    ]
    assert [key[2:] for key in keys if key[:2] == ("spans", "quote")] == [
        (label, f"{measure} {name}")
        for label in ("all", "direct", "indirect", "mixed")
        for measure in ("exact", "overlap")
        for name in ("F1", "precision", "recall")
    ]
    assert {key[2] for key in keys if key[:2] == ("spans", "stance")} == {
        *("all", "favor", "against", "mixed")
    }
    assert "paragraph" not in {key[2] for key in keys}
    assert [key[2:] for key in keys if key[0] == "stance"] == [
        ("all", "alpha"),
        ("all", "alpha on polarity"),
        *(
            ("all", f"{what} {name}")
            for what in ("records", "records of a unit")
            for name in ("F1", "precision", "recall")
        ),
        *(("all", f) for f in ("holder", *FIELDS)),
        *(
            (label, f"items {name}")
            for label in ("favor", "against", "mixed", "none")
            for name in ("F1", "precision", "recall")
        ),
    ]
    assert all(found.reason for found in empty.figures if found.value is None)
    with pytest.raises(KeyError):
        empty.value("spans", "quote", "all", "exact")
